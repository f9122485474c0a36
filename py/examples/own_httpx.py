"""Bring your own HTTP: the package signs, takes turns, retries and reads; httpx carries the requests.

Worth it where every request has to pass through one place: interceptors, tracing, a mesh's certificates. What httpx
cannot tell is taken for unknown, so that nothing is sent twice.
"""

import os
import sys
import time

import httpx

from zegoapi import App, Call, Done, Request, Send, SendCustomCommandReply, Wait


def run(call: Call[SendCustomCommandReply], http: httpx.Client) -> SendCustomCommandReply:
    """Drive a call to its end: ask, do, report, ask again."""
    while True:
        match call.next():
            case Wait(seconds):
                time.sleep(seconds or 0.0)
            case Send(request, timeout):
                send(call, request, timeout, http)
            case Done(reply):
                return reply


def send(
    call: Call[SendCustomCommandReply],
    request: Request[SendCustomCommandReply],
    timeout: float,
    http: httpx.Client,
) -> None:
    """Send one request, and report what came of it."""

    def trace(event: str, _: object) -> None:
        # The request is on its way from here: more calls a second fit into the quota when this is told.
        if event == "http11.send_request_body.complete":
            call.written()

    try:
        response = http.request(
            request.method,
            request.url,
            content=request.body,
            headers=request.headers,
            timeout=timeout,
            extensions={"trace": trace},
        )
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
        # No connection was there to write to.
        call.not_sent("connect")
    except httpx.TimeoutException:
        call.unknown("timeout")
    except httpx.TransportError:
        call.unknown("broken")
    else:
        call.reply(response.status_code, response.headers.get("Date"), response.content)


def main(room_id: str, user_ids: list[str]) -> None:
    """Send one message."""
    # One for the whole process: all calls that are made with it keep to the account's rate limits together.
    app = App(
        int(os.environ["ZEGO_APP_ID"]),
        os.environ["ZEGO_SERVER_SECRET"],
        base_url=os.environ.get("ZEGO_BASE_URL"),
    )
    with httpx.Client(follow_redirects=False) as http:
        call = Call.send_custom_command(app, room_id, "server", "hi", to=user_ids, timeout=5.0)
        print(run(call, http).request_id)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
