"""Protects what the README says of gevent: on the hub's threads a send holds up no greenlet."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest

from zegoapi.testing import Simulator

SCRIPT = """
from gevent import monkey
monkey.patch_all()
import gevent, sys
from zegoapi import Client

ticks = 0
def tick():
    global ticks
    while True:
        ticks += 1
        gevent.sleep(0.01)

gevent.spawn(tick)
with Client(int(sys.argv[2]), sys.argv[3], base_url=sys.argv[1]) as client:
    threads = gevent.get_hub().threadpool
    sends = [threads.spawn(client.send_custom_command, "room1", "server", f"hi {n}", to=["u1"]) for n in range(3)]
    gevent.joinall(sends, raise_error=True)
print(ticks > 20)
"""


@pytest.mark.skipif(importlib.util.find_spec("gevent") is None, reason="gevent is not installed")
def test_greenlets_run_while_the_hubs_threads_send(sim: Simulator) -> None:
    sim.settings(answer_delay_ms=500)
    command = [sys.executable, "-c", SCRIPT, sim.http_url, str(sim.app_id), sim.server_secret]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (run.stdout, run.stderr, run.returncode) == ("True\n", "", 0)
    assert len(sim.messages("room1", "u1")) == 3
