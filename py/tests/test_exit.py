"""Protects the end of the process: threads of the package that are under way then do not end it with a signal."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from zegoapi.testing import Simulator

ROUNDS = 12

# Each event of each send enters Python on a thread of the package: dozens are on their way in when the process ends.
ASYNC = """
import asyncio, logging, sys
from zegoapi import AsyncClient
logging.basicConfig(level=logging.DEBUG, filename="/dev/null")
client = AsyncClient(
    int(sys.argv[2]), sys.argv[3], base_url=sys.argv[1], calls_per_second={"SendCustomCommand": 10**6}
)
async def main():
    for _ in range(200):
        asyncio.ensure_future(client.send_custom_command("room1", "server", "x", to=["u1"]))
    await asyncio.sleep(0.03)
loop = asyncio.new_event_loop()
loop.run_until_complete(main())
"""
# Daemon threads of Python's own that come back from a send while Python is being taken down.
DAEMONS = """
import sys, threading, time
from zegoapi import Client
client = Client(int(sys.argv[2]), sys.argv[3], base_url=sys.argv[1], calls_per_second={"SendCustomCommand": 10**6})
def send():
    while True:
        client.send_custom_command("room1", "server", "x", to=["u1"])
for _ in range(20):
    threading.Thread(target=send, daemon=True).start()
time.sleep(0.05)
"""
FAN_OUT = """
import asyncio, sys
from zegoapi import AsyncClient
client = AsyncClient(int(sys.argv[2]), sys.argv[3], base_url=sys.argv[1], calls_per_second={"SendCustomCommand": 10**6})
async def main():
    users = [f"user{n}" for n in range(5000)]
    asyncio.ensure_future(client.send_to_users("room1", "server", "x", users, progress=lambda progress: None))
    await asyncio.sleep(0.06)
loop = asyncio.new_event_loop()
loop.run_until_complete(main())
"""
# Handlers that were there before ours run after ours, and may send.
HANDLER = """
import atexit, sys
def last():
    client.send_custom_command("room1", "server", "last", to=["u1"])
    print("sent")
atexit.register(last)
from zegoapi import Client
client = Client(int(sys.argv[2]), sys.argv[3], base_url=sys.argv[1])
"""


def _run(sim: Simulator, script: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script, sim.http_url, str(sim.app_id), sim.server_secret]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("script", [ASYNC, DAEMONS, FAN_OUT], ids=["asyncio", "daemon threads", "fan-out"])
def test_a_process_ends_while_sends_are_under_way(sim: Simulator, script: str) -> None:
    sim.limits(calls_per_second=1_000_000)
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda _: _run(sim, script), range(ROUNDS)))
    assert [run.returncode for run in runs] == [0] * ROUNDS, [run.stderr for run in runs if run.returncode]
    assert not [run.stderr for run in runs if "Fatal" in run.stderr or "panicked" in run.stderr]


def test_a_handler_of_the_end_may_send(sim: Simulator) -> None:
    run = _run(sim, HANDLER)
    assert (run.stdout, run.stderr, run.returncode) == ("sent\n", "", 0)
    assert [message.content for message in sim.messages("room1", "u1")] == ["last"]
