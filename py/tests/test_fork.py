"""Protects pre-forking servers: a child of a process with a warm client sends, and so does its parent."""

from __future__ import annotations

import asyncio
import functools
import os
import signal
import time
import warnings
from collections.abc import Callable

import pytest

from zegoapi.testing import Simulator

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")


def _fork(act: Callable[[], object]) -> int:
    with warnings.catch_warnings():
        # Later Pythons warn of threads, of which this is the test.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child:
        return child
    status = 1
    try:
        act()
        status = 0
    finally:
        os._exit(status)


def _join(child: int, seconds: float = 10.0) -> None:
    until = time.monotonic() + seconds
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            assert os.waitstatus_to_exitcode(status) == 0
            return
        if time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            pytest.fail("the child hangs")
        time.sleep(0.01)


def test_parent_and_child_both_send(sim: Simulator) -> None:
    with sim.client() as client:

        def send(content: str) -> None:
            assert client.send_custom_command("room1", "server", content, to=["u1"]).fail_users == ()

        def thrice(content: str) -> None:
            for _ in range(3):
                send(content)

        send("warm")
        for n in range(5):
            child = _fork(functools.partial(thrice, f"child {n}"))
            send(f"parent {n}")
            _join(child)
        send("after")
    got = sorted(message.content for message in sim.messages("room1", "u1"))
    children = [f"child {n}" for n in range(5) for _ in range(3)]
    assert got == sorted(["warm", *children, *(f"parent {n}" for n in range(5)), "after"])
    assert sim.counters()["repeated_nonces"] == 0


def test_parent_and_child_both_send_with_asyncio(sim: Simulator) -> None:
    client = sim.async_client()

    async def send(content: str) -> None:
        replies = await asyncio.gather(
            *(client.send_custom_command("room1", "server", content, to=["u1"]) for _ in range(5))
        )
        assert all(reply.fail_users == () for reply in replies)

    def run(content: str) -> None:
        asyncio.run(send(content))

    run("warm")
    for n in range(3):
        child = _fork(functools.partial(run, f"child {n}"))
        run(f"parent {n}")
        _join(child)
    client.close()
    assert len(sim.messages("room1", "u1")) == 35
    assert sim.counters()["repeated_nonces"] == 0


def test_a_fork_while_messages_are_under_way(sim: Simulator) -> None:
    """The parent's stay the parent's: the child sends its own, and closes, without waiting for them."""
    sim.settings(answer_delay_ms=300)
    client = sim.async_client(max_threads=4)

    async def send(content: str) -> None:
        await client.send_custom_command("room1", "server", content, to=["u1"])

    async def child_main() -> None:
        await send("child")
        await client.aclose()

    def in_child() -> None:
        assert client.pending == 0
        # The child has no running loop of its own, whatever its parent was doing.
        asyncio.events._set_running_loop(None)
        asyncio.run(child_main())

    async def main() -> int:
        sending = [asyncio.ensure_future(send(f"parent {n}")) for n in range(8)]
        await asyncio.sleep(0.1)
        child = _fork(in_child)
        await asyncio.gather(*sending)
        return child

    child = asyncio.run(main())
    _join(child)
    client.close()
    got = sorted(message.content for message in sim.messages("room1", "u1"))
    assert got == sorted(["child", *(f"parent {n}" for n in range(8))])


def test_fan_outs_too(sim: Simulator) -> None:
    users = [f"u{n}" for n in range(30)]
    sim.login("room1", *users)
    with sim.client() as client:

        def send() -> None:
            assert client.send_to_users("room1", "server", "hi", users).progress().sent == 30

        send()
        child = _fork(send)
        send()
        _join(child)
    assert {len(sim.messages("room1", user)) for user in users} == {3}
