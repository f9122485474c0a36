"""What one send costs this process in CPU over loopback, beside the same exchange by hand; and the parts of a send.

Only the CPU of this process counts, for the simulator is another.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import httpx
import requests

import zegoapi
from zegoapi.testing import Simulator, simulator

SENDS = 400
BATCHES = 5
UNLIMITED = {"SendCustomCommand": 1_000_000}


def cpu(act: Callable[[], object], times: int) -> float:
    """Microseconds of CPU that each time takes, in the best of some batches."""
    best = float("inf")
    for _ in range(BATCHES):
        began = time.process_time()
        for _ in range(times):
            act()
        best = min(best, (time.process_time() - began) / times)
    return best * 1e6


def show(name: str, microseconds: float) -> None:
    print(f"{name:<55}{microseconds:>9.1f} us")


def parts() -> None:
    app = zegoapi.App(12345, "9193cc662a4c0ec135ec71fb57194b38")
    users = [f"user{n}" for n in range(10)]
    request = zegoapi.prepare(app, "room1", "server", "hi", to=users)
    ok = b'{"Code":0,"Message":"success","RequestId":"3005402395393320157"}'
    failed = b",".join(b'{"Uid":"user%d","Code":50003}' % n for n in range(10))
    all_failed = ok[:-1] + b',"Data":{"FailUsers":[' + failed + b"]}}"
    show("prepare, 10 users", cpu(lambda: zegoapi.prepare(app, "room1", "server", "hi", to=users), 20_000))
    show("parse a reply", cpu(lambda: zegoapi.parse(request, 200, ok), 20_000))
    show("parse a reply with 10 failed users", cpu(lambda: zegoapi.parse(request, 200, all_failed), 20_000))


def blocking(sim: Simulator, app: zegoapi.App) -> None:
    with sim.client(calls_per_second=UNLIMITED) as client:
        show("Client", cpu(lambda: client.send_custom_command("room1", "server", "hi"), SENDS))
    url = lambda: zegoapi.prepare(app, "room1", "server", "hi").url  # noqa: E731
    with httpx.Client() as http:
        show("httpx.Client, signed by this package", cpu(lambda: http.get(url()).json(), SENDS))
    with requests.Session() as session:
        show("requests.Session, signed by this package", cpu(lambda: session.get(url()).json(), SENDS))


async def one_by_one(send: Callable[[], Awaitable[object]]) -> float:
    best = float("inf")
    for _ in range(BATCHES):
        began = time.process_time()
        for _ in range(SENDS):
            await send()
        best = min(best, (time.process_time() - began) / SENDS)
    return best * 1e6


async def awaited(sim: Simulator, app: zegoapi.App) -> None:
    async with sim.async_client(calls_per_second=UNLIMITED) as client:
        show("AsyncClient", await one_by_one(lambda: client.send_custom_command("room1", "server", "hi")))
    async with httpx.AsyncClient() as http:

        async def get() -> object:
            return (await http.get(zegoapi.prepare(app, "room1", "server", "hi").url)).json()

        show("httpx.AsyncClient, signed by this package", await one_by_one(get))


def main() -> None:
    parts()
    with simulator(rooms={"room1": ["u1"]}) as sim:
        sim.limits(calls_per_second=1_000_000)
        app = zegoapi.App(sim.app_id, sim.server_secret, base_url=sim.http_url)
        blocking(sim, app)
        asyncio.run(awaited(sim, app))


if __name__ == "__main__":
    main()
