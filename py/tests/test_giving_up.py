"""Protects the promises about time: a time-out and a Ctrl-C end a call at once, whatever the server does."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import zegoapi
from conftest import own_threads, sockets, wait_until
from zegoapi import Cancel, NotSentError, UnknownOutcomeError
from zegoapi.testing import Simulator

USERS = [f"user{n}" for n in range(1000)]
RATE = {"SendCustomCommand": 10_000}


@pytest.fixture
def hangs(sim: Simulator) -> Simulator:
    """A server that answers nothing."""
    sim.limits(calls_per_second=10_000)
    sim.fail_next("stall", count=10_000)
    return sim


@pytest.fixture
def press_ctrl_c() -> Iterator[Callable[[int], None]]:
    """Send SIGINT to this process half a second from now, so many times."""
    pressing: list[threading.Thread] = []

    def press(times: int) -> None:
        def run() -> None:
            time.sleep(0.5)
            for _ in range(times):
                os.kill(os.getpid(), signal.SIGINT)
                time.sleep(0.05)

        pressing.append(threading.Thread(target=run))
        pressing[-1].start()

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield press
    for thread in pressing:
        thread.join()
    signal.signal(signal.SIGINT, before)


def test_time_runs_out_while_a_hanging_server_holds_all_threads(hangs: Simulator) -> None:
    async def main() -> None:
        async with hangs.async_client(calls_per_second=RATE, timeout=30) as client:
            held = [asyncio.ensure_future(client.send_custom_command("room1", "server", "hi")) for _ in range(300)]
            until = time.monotonic() + 10
            while hangs.counters()["calls"] < 256:
                assert time.monotonic() < until
                await asyncio.sleep(0.05)
            # As many as the core has by default, and no more.
            assert client.threads == 256
            began = time.monotonic()
            with pytest.raises(NotSentError) as raised:
                await client.send_custom_command("room1", "server", "hi", timeout=0.3)
            assert 0.25 < time.monotonic() - began < 1.3
            assert (raised.value.cause, raised.value.applied) == ("deadline", "no")
            began = time.monotonic()
            await client.aclose(timeout=0)
            ended: list[Any] = await asyncio.gather(*held, return_exceptions=True)
            assert time.monotonic() - began < 2
        kinds = [type(error) for error in ended]
        assert (kinds.count(UnknownOutcomeError), kinds.count(NotSentError)) == (256, 44)
        assert {error.cause for error in ended} == {"cancelled"}

    asyncio.run(main())
    assert hangs.counters()["calls"] == 256
    wait_until(lambda: own_threads() == [])


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("what", ["send_custom_command", "call"])
def test_ctrl_c_ends_a_call(hangs: Simulator, press_ctrl_c: Callable[[int], None], what: str, times: int) -> None:
    began, applied, seen = time.monotonic(), None, 0
    with hangs.client(timeout=30) as client:
        press_ctrl_c(times)
        try:
            if what == "call":
                client.call("DescribeUserNum", {"RoomId": ["room1"]})
            else:
                client.send_custom_command("room1", "server", "hi")
        except KeyboardInterrupt as error:
            applied, seen = zegoapi.applied_of(error), 1
            ended = time.monotonic()
        seen += _later_ones(times - 1)
    assert ended - began < 1.5
    assert applied == "unknown"
    assert 1 <= seen <= times
    assert hangs.counters()["calls"] == 1


def _later_ones(expected: int) -> int:
    """Take the signals that come after the first, which a program must expect anywhere."""
    seen, until = 0, time.monotonic() + 0.05 * expected + 0.2
    while time.monotonic() < until:
        try:
            time.sleep(0.01)
        except KeyboardInterrupt:
            seen += 1
    return seen


@pytest.mark.parametrize("times", [1, 8])
def test_ctrl_c_ends_a_fan_out_and_its_report_is_whole(
    hangs: Simulator, press_ctrl_c: Callable[[int], None], times: int
) -> None:
    began, report = time.monotonic(), None
    with hangs.client(calls_per_second=RATE) as client:
        press_ctrl_c(times)
        try:
            client.send_to_users("room1", "server", "hi", USERS)
        except KeyboardInterrupt as error:
            ended = time.monotonic()
            report = zegoapi.report_of(error)
        _later_ones(times)
    assert ended - began < 1.5
    assert report is not None
    assert [user.user_id for user in report.users] == USERS
    numbers = report.progress()
    assert (numbers.unknown, numbers.not_tried) == (160, 840)
    assert hangs.counters()["calls"] == 16
    wait_until(lambda: own_threads() == [])


def test_all_that_is_out_of_a_fan_out_is_cut_off(hangs: Simulator, press_ctrl_c: Callable[[int], None]) -> None:
    began = time.monotonic()
    with hangs.client(calls_per_second=RATE) as client, pytest.raises(KeyboardInterrupt) as raised:
        press_ctrl_c(1)
        client.send_to_users("room1", "server", "hi", USERS, concurrency=100)
    assert time.monotonic() - began < 1.5
    report = zegoapi.report_of(raised.value)
    assert report is not None
    assert [user.user_id for user in report.users] == USERS
    assert {user.outcome for user in report.users} == {"unknown"}


@pytest.mark.parametrize("times", [1, 3])
def test_a_cancelled_fan_out_of_asyncio_has_its_report(hangs: Simulator, times: int) -> None:
    async def main() -> zegoapi.Report | None:
        async with hangs.async_client(calls_per_second=RATE) as client:
            sending = asyncio.ensure_future(client.send_to_users("room1", "server", "hi", USERS))
            await asyncio.sleep(0.5)
            began = time.monotonic()
            for _ in range(times):
                sending.cancel()
                await asyncio.sleep(0.02)
            with pytest.raises(asyncio.CancelledError) as raised:
                await sending
            assert time.monotonic() - began < 1
            return zegoapi.report_of(raised.value)

    report = asyncio.run(main())
    assert report is not None
    assert [user.user_id for user in report.users] == USERS
    assert (report.progress().unknown, report.progress().not_tried) == (160, 840)
    wait_until(lambda: own_threads() == [])


def test_a_timed_out_fan_out_of_asyncio_has_its_report(hangs: Simulator) -> None:
    async def main() -> zegoapi.Report | None:
        async with hangs.async_client(calls_per_second=RATE) as client:
            with pytest.raises(asyncio.TimeoutError) as raised:
                await asyncio.wait_for(client.send_to_users("room1", "server", "hi", USERS), 0.3)
            return zegoapi.report_of(raised.value)

    report = asyncio.run(main())
    assert report is not None
    assert len(report) == 1000


SCRIPT = """
import asyncio, signal, sys, zegoapi
# What a shell starts in the background ignores it, and so do its children.
signal.signal(signal.SIGINT, signal.default_int_handler)
async def main():
    client = zegoapi.AsyncClient(int(sys.argv[2]), sys.argv[3], base_url=sys.argv[1], timeout=60)
    print("ready", flush=True)
    try:
        if sys.argv[4] == "send":
            await client.send_custom_command("room1", "server", "hi")
        else:
            await client.send_to_users("room1", "server", "hi", [f"user{n}" for n in range(1000)])
    except asyncio.CancelledError as error:
        report = zegoapi.report_of(error)
        print(zegoapi.applied_of(error) if report is None else (len(report), report.progress().unknown > 0), flush=True)
        raise
asyncio.run(main())
"""


@pytest.mark.skipif(sys.version_info < (3, 11), reason="a signal cancels the main task since 3.11")
@pytest.mark.parametrize(("what", "told"), [("send", "unknown"), ("fan-out", "(1000, True)")])
def test_ctrl_c_ends_an_asyncio_program(hangs: Simulator, what: str, told: str) -> None:
    command = [sys.executable, "-c", SCRIPT, hangs.http_url, str(hangs.app_id), hangs.server_secret, what]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        wait_until(lambda: hangs.counters()["calls"] > 0)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.stdout.readline() == told + "\n"
        assert time.monotonic() - began < 1
        process.wait(5)


def test_a_hundred_cancelled_tasks_leave_no_thread_and_no_socket(hangs: Simulator) -> None:
    async def main() -> None:
        before = sockets()
        async with hangs.async_client(calls_per_second=RATE, timeout=60, idle_timeout=0.1) as client:
            sends = [asyncio.ensure_future(client.send_custom_command("room1", "server", "hi")) for _ in range(100)]
            began = time.monotonic()
            while hangs.counters()["calls"] < 100:
                assert time.monotonic() < began + 10
                await asyncio.sleep(0.05)
            assert sockets() >= before + 100
            for send in sends:
                send.cancel()
            for send in sends:
                with pytest.raises(asyncio.CancelledError) as raised:
                    await send
                assert zegoapi.applied_of(raised.value) == "unknown"
            # The client is open: neither threads nor sockets wait for its end.
            while client.threads or sockets() > before:
                assert time.monotonic() < began + 15
                await asyncio.sleep(0.05)
            assert client.pending == 0

    gc.collect()
    asyncio.run(main())
    wait_until(lambda: own_threads() == [])


def test_a_hundred_sends_cancelled_by_another_thread_leave_nothing_either(hangs: Simulator) -> None:
    def send(cancel: Cancel) -> None:
        with pytest.raises(UnknownOutcomeError) as raised:
            client.send_custom_command("room1", "server", "hi", cancel=cancel)
        causes.append(raised.value.cause)

    gc.collect()
    before = sockets()
    causes: list[str] = []
    cancels = [Cancel() for _ in range(100)]
    with hangs.client(calls_per_second=RATE, timeout=60) as client:
        threads = [threading.Thread(target=send, args=(cancel,)) for cancel in cancels]
        for thread in threads:
            thread.start()
        wait_until(lambda: hangs.counters()["calls"] == 100)
        assert sockets() >= before + 100
        began = time.monotonic()
        for cancel in cancels:
            # A request was out.
            assert not cancel.cancel()
        for thread in threads:
            thread.join(5)
        assert time.monotonic() - began < 2
        assert causes == ["cancelled"] * 100
        wait_until(lambda: own_threads() == [] and sockets() <= before)
