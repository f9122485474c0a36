"""Bring your own HTTP: the package signs, paces, retries and reads; httpx carries the requests.

Worth it where every request has to pass through one place: interceptors, tracing, a mesh's certificates. What httpx
cannot tell is taken for unknown, so that nothing is sent twice.
"""

import os
import sys
import time

import httpx

from zegoapi import App, Call, Done, Limiter, Reply, Request, Send, Wait


def run(call: Call[Reply], http: httpx.Client) -> Reply:
    """Drive a call to its end: ask, do, report, ask again."""
    while True:
        match call.next():
            case Wait(seconds):
                time.sleep(seconds or 0.0)
            case Send(request, timeout):
                send(call, request, timeout, http)
            case Done(reply):
                return reply


def send(call: Call[Reply], request: Request[Reply], timeout: float, http: httpx.Client) -> None:
    """Send one request, and report what came of it."""
    try:
        response = http.request(
            request.method, request.url, content=request.body, headers=request.headers, timeout=timeout
        )
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
        # No connection was there to write to.
        call.not_sent("Connect")
    except httpx.TimeoutException:
        call.unknown("Timeout")
    except httpx.TransportError:
        call.unknown("Broken")
    else:
        call.reply(response.status_code, response.content, date=response.headers.get("Date"))


def main(room_id: str, user_ids: list[str]) -> None:
    """Send one message."""
    app = App(
        int(os.environ["ZEGO_APP_ID"]),
        os.environ["ZEGO_SERVER_SECRET"],
        base_url=os.environ.get("ZEGO_BASE_URL"),
    )
    limiter = Limiter.for_app(app)  # one for all calls of the application
    with httpx.Client(follow_redirects=False) as http:
        call = Call.send_custom_command(app, limiter, room_id, "server", "hi", to=user_ids, timeout=5.0)
        print(run(call, http).request_id)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
