"""Protects the client for asyncio: many at once, cancelled ones that say what is known, nothing left behind."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

import zegoapi
from conftest import own_threads, sockets, wait_until
from zegoapi import ApiError, NotSentError, UnknownOutcomeError
from zegoapi.testing import Simulator


def _uvloop(main: Coroutine[Any, Any, Any]) -> Any:
    uvloop = pytest.importorskip("uvloop")
    loop = uvloop.new_event_loop()
    try:
        return loop.run_until_complete(main)
    finally:
        loop.close()


BOTH = pytest.mark.parametrize("run", [asyncio.run, _uvloop], ids=["asyncio", "uvloop"])
Run = Callable[[Coroutine[Any, Any, Any]], Any]


@BOTH
def test_sends_calls_and_refusals(sim: Simulator, run: Run) -> None:
    async def main() -> None:
        async with sim.async_client() as client:
            reply = await client.send_custom_command("room1", "server", "hi", to=["u1", "gone"])
            assert reply.fail_users == (zegoapi.FailUser("gone", 50003),)
            data = (await client.call("DescribeUserNum", {"RoomId": ["room1"]})).data
            assert data["UserCountList"][0]["RoomId"] == "room1"
            with pytest.raises(ApiError) as raised:
                await client.send_custom_command("nowhere", "server", "hi")
            assert raised.value.code == 104

    run(main())
    assert [message.content for message in sim.messages("room1", "u1")] == ["hi"]


@BOTH
def test_two_hundred_at_once_end_in_time_on_few_threads(sim: Simulator, run: Run) -> None:
    sim.settings(answer_delay_ms=200)
    sim.limits(calls_per_second=1000)
    rates = {"SendCustomCommand": 1000}
    most = most_in_all = 0

    async def main() -> float:
        nonlocal most, most_in_all
        wait_until(lambda: own_threads() == [])
        async with sim.async_client(calls_per_second=rates, max_threads=20, idle_timeout=0.1) as client:
            assert (client.threads, own_threads()) == (0, [])
            began = time.monotonic()
            sending = [
                asyncio.ensure_future(client.send_custom_command("room1", "server", f"hi {n}", to=["u1"]))
                for n in range(200)
            ]
            while not all(task.done() for task in sending):
                most, most_in_all = max(most, client.threads), max(most_in_all, len(own_threads()))
                await asyncio.sleep(0.01)
            await asyncio.gather(*sending)
            took = time.monotonic() - began
            while client.threads:
                await asyncio.sleep(0.01)
            # Retired without being told to: the client is still open.
            assert time.monotonic() - began - took < 2
            return took

    took = run(main())
    assert most == 20
    # Looking up a name takes another thread for a moment.
    assert most_in_all <= 40
    assert 2.0 <= took < 8
    assert len(sim.messages("room1", "u1")) == 200
    wait_until(lambda: own_threads() == [])


def test_the_event_loop_is_not_held_up(sim: Simulator) -> None:
    sim.settings(answer_delay_ms=300)

    async def main() -> float:
        longest, last = 0.0, time.monotonic()
        async with sim.async_client() as client:
            sending = asyncio.gather(*(client.send_custom_command("room1", "server", "hi") for _ in range(30)))
            while not sending.done():
                await asyncio.sleep(0)
                now = time.monotonic()
                longest, last = max(longest, now - last), now
            await sending
        return longest

    assert asyncio.run(main()) < 0.2


@BOTH
@pytest.mark.parametrize("applied", ["unknown", "no"])
def test_a_cancelled_task_says_whether_it_may_have_gone_out(sim: Simulator, run: Run, applied: str) -> None:
    async def main() -> None:
        async with sim.async_client(max_threads=1, timeout=1) as client:
            sim.fail_next("stall")
            first = asyncio.ensure_future(client.send_custom_command("room1", "server", "hi"))
            await asyncio.sleep(0.2)
            # It waits for the only thread.
            second = asyncio.ensure_future(client.send_custom_command("room1", "server", "hi"))
            await asyncio.sleep(0.05)
            task = first if applied == "unknown" else second
            began = time.monotonic()
            task.cancel()
            with pytest.raises(asyncio.CancelledError) as raised:
                await task
            assert time.monotonic() - began < 0.3
            assert zegoapi.applied_of(raised.value) == applied
            other = second if applied == "unknown" else first
            other.cancel()
            await asyncio.wait([other])

    run(main())


def test_cancelled_while_it_waits_for_its_turn(sim: Simulator) -> None:
    async def main() -> None:
        async with sim.async_client(calls_per_second={"SendCustomCommand": 1}) as client:
            await client.send_custom_command("room1", "server", "hi")
            task = asyncio.ensure_future(client.send_custom_command("room1", "server", "hi"))
            await asyncio.sleep(0.1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError) as raised:
                await task
            assert zegoapi.applied_of(raised.value) == "no"

    asyncio.run(main())
    assert sim.counters()["calls"] == 1


def test_a_reply_that_came_too_late_to_be_returned(sim: Simulator) -> None:
    async def main() -> None:
        async with sim.async_client() as client:
            task = asyncio.ensure_future(client.send_custom_command("room1", "server", "hi", to=["u1"]))
            await asyncio.sleep(0)
            while client.pending:
                time.sleep(0.01)
            task.cancel()
            with pytest.raises(asyncio.CancelledError) as raised:
                await task
            assert zegoapi.applied_of(raised.value) == "yes"

    asyncio.run(main())
    assert len(sim.messages("room1", "u1")) == 1


def test_time_outs_of_asyncio_say_so_too(sim: Simulator) -> None:
    async def main() -> None:
        async with sim.async_client(timeout=1) as client:
            sim.fail_next("stall", count=2)
            with pytest.raises(asyncio.TimeoutError) as raised:
                await asyncio.wait_for(client.send_custom_command("room1", "server", "hi"), 0.1)
            assert zegoapi.applied_of(raised.value) == "unknown"
            if sys.version_info >= (3, 11):
                with pytest.raises(TimeoutError) as raised:
                    async with asyncio.timeout(0.1):
                        await client.send_custom_command("room1", "server", "hi")
                assert zegoapi.applied_of(raised.value) == "unknown"

    asyncio.run(main())


def test_one_client_for_several_event_loops(sim: Simulator) -> None:
    failed: list[BaseException] = []

    async def send(n: int) -> None:
        for _ in range(5):
            await client.send_custom_command("room1", "server", f"hi {n}", to=["u1"])

    def run(n: int) -> None:
        try:
            asyncio.run(send(n))
        except BaseException as error:
            failed.append(error)

    client = sim.async_client()
    threads = [threading.Thread(target=run, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    asyncio.run(send(4))
    client.close()
    assert failed == []
    assert len(sim.messages("room1", "u1")) == 25


def test_more_than_it_holds_is_refused(sim: Simulator) -> None:
    sim.settings(answer_delay_ms=200)

    async def main() -> None:
        async with sim.async_client(max_pending=2) as client:
            sends = [client.send_custom_command("room1", "server", "hi") for _ in range(3)]
            outcomes = await asyncio.gather(*sends, return_exceptions=True)
        (error,) = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
        assert isinstance(error, NotSentError)
        assert (error.cause, error.applied, error.retryable) == ("rate_limit", "no", True)
        assert "max_pending" in str(error)

    asyncio.run(main())


def test_time_runs_out_also_while_all_threads_are_busy(sim: Simulator) -> None:
    async def main() -> None:
        async with sim.async_client(max_threads=1, timeout=2) as client:
            sim.fail_next("stall")
            first = asyncio.ensure_future(client.send_custom_command("room1", "server", "hi"))
            await asyncio.sleep(0.1)
            began = time.monotonic()
            with pytest.raises(NotSentError) as raised:
                await client.send_custom_command("room1", "server", "hi", timeout=0.3)
            assert (raised.value.cause, raised.value.applied) == ("deadline", "no")
            assert 0.25 < time.monotonic() - began < 1
            with pytest.raises(UnknownOutcomeError):
                await first

    asyncio.run(main())
    assert sim.counters()["calls"] == 1


def test_closing_waits_for_what_is_under_way(sim: Simulator) -> None:
    sim.settings(answer_delay_ms=200)

    async def main() -> None:
        client = sim.async_client()
        task = asyncio.ensure_future(client.send_custom_command("room1", "server", "hi"))
        await asyncio.sleep(0.05)
        await client.aclose()
        assert (await task).fail_users == ()
        await client.aclose()
        with pytest.raises(RuntimeError, match="the client is closed"):
            await client.send_custom_command("room1", "server", "hi")
        with pytest.raises(RuntimeError, match="the client is closed"):
            await client.send_to_users("room1", "server", "hi", ["u1"])

    asyncio.run(main())
    wait_until(lambda: own_threads() == [])


def test_closing_without_patience_leaves_nobody_waiting(sim: Simulator) -> None:
    async def main() -> list[Any]:
        client = sim.async_client(max_threads=1, timeout=1)
        sim.fail_next("stall")
        sends = [asyncio.ensure_future(client.send_custom_command("room1", "server", "hi")) for _ in range(3)]
        await asyncio.sleep(0.2)
        await client.aclose(timeout=0)
        return await asyncio.wait_for(asyncio.gather(*sends, return_exceptions=True), 1)

    outcomes = asyncio.run(main())
    assert [type(outcome) for outcome in outcomes] == [UnknownOutcomeError, NotSentError, NotSentError]
    assert {outcome.cause for outcome in outcomes} == {"cancelled"}


def test_a_thousand_rounds_leave_nothing_behind(sim: Simulator) -> None:
    """Each round ends in one of four ways: answered, cancelled, timed out, its loop gone."""
    sim.limits(calls_per_second=10_000)
    options: dict[str, Any] = {
        "calls_per_second": {"SendCustomCommand": 10_000},
        "timeout": 0.1,
        "retries": 0,
        "idle_timeout": 0.05,
        "max_threads": 8,
    }
    gc.collect()
    at_first = sockets()
    clients = [sim.async_client(**options)]

    async def rounds() -> int:
        for n in range(250):
            if n % 5 == 0:
                if n % 10:
                    sim.fail_next("stall")
                else:
                    sim.fail_next("delay", ms=50)
            task = asyncio.ensure_future(clients[0].send_custom_command("room1", "server", "hi"))
            match n % 4:
                case 0:
                    await asyncio.wait([task])
                case 1:
                    await asyncio.sleep(0)
                    task.cancel()
                    await asyncio.wait([task])
                case 2:
                    waited = asyncio.wait_for(task, 0.01)
                    await asyncio.gather(waited, return_exceptions=True)
                case _:
                    await asyncio.gather(task, return_exceptions=True)
            if task.done() and not task.cancelled():
                task.exception()
        return len(asyncio.all_tasks()) - 1

    def loop_that_goes_away() -> None:
        loop = asyncio.new_event_loop()
        task = loop.create_task(clients[0].send_custom_command("room1", "server", "hi"))
        loop.run_until_complete(asyncio.sleep(0))
        task.cancel()
        loop.run_until_complete(asyncio.wait([task]))
        loop.close()

    asyncio.run(rounds())
    wait_until(lambda: own_threads() == [])
    gc.collect()
    before = sockets()
    for _ in range(3):
        assert asyncio.run(rounds()) == 0
    for _ in range(250):
        loop_that_goes_away()
    wait_until(lambda: own_threads() == [] and clients[0].pending == 0)
    gc.collect()
    # Idle connections are kept for reuse, up to a bound; a leak would be hundreds.
    assert sockets() <= before + 16
    # Nothing is in a cycle, so that a client that nobody holds takes its connections with it.
    clients.clear()
    wait_until(lambda: sockets() <= at_first)


def test_the_interpreter_ends_while_messages_are_under_way(sim: Simulator) -> None:
    sim.fail_next("stall", count=3)
    script = f"""
import asyncio
from zegoapi import AsyncClient
client = AsyncClient({sim.app_id}, {sim.server_secret!r}, base_url={sim.http_url!r}, timeout=30)
async def main():
    tasks = [asyncio.ensure_future(client.send_custom_command("room1", "server", "hi")) for _ in range(3)]
    await asyncio.sleep(0.2)
asyncio.run(main())
print("done")
"""
    began = time.monotonic()
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=20)
    assert (run.stdout, run.stderr, run.returncode) == ("done\n", "", 0)
    assert time.monotonic() - began < 10


def test_a_failed_send_leaves_no_cycles_behind(sim: Simulator) -> None:
    async def main() -> int:
        async with sim.async_client() as client:

            async def fail() -> None:
                try:
                    await client.send_custom_command("nowhere", "server", "hi")
                except ApiError:
                    return

            await fail()
            gc.collect()
            gc.disable()
            try:
                for _ in range(10):
                    await fail()
                return gc.collect()
            finally:
                gc.enable()

    assert asyncio.run(main()) < 10


def test_a_client_that_is_closed_while_others_look_at_it(sim: Simulator) -> None:
    """Nobody waits for the dispatcher's lock inside of Python, whose holder may wait for Python."""
    script = f"""
import asyncio, threading
from zegoapi import AsyncClient
client = AsyncClient({sim.app_id}, {sim.server_secret!r}, base_url={sim.http_url!r}, max_threads=2, max_pending=10**5)
stop = False
def watch():
    while not stop:
        client.pending, client.threads
async def main():
    sends = [asyncio.ensure_future(client.send_custom_command("room1", "server", "hi")) for _ in range(1000)]
    await asyncio.sleep(0.1)
    await client.aclose(timeout=0)
    return await asyncio.gather(*sends, return_exceptions=True)
watching = [threading.Thread(target=watch) for _ in range(3)]
[thread.start() for thread in watching]
outcomes = asyncio.run(main())
stop = True
print(len(outcomes))
"""
    sim.settings(answer_delay_ms=300)
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30)
    assert (run.stdout, run.stderr, run.returncode) == ("1000\n", "", 0)


def test_a_closed_client_keeps_no_connection(sim: Simulator) -> None:
    async def main() -> zegoapi.AsyncClient:
        client = sim.async_client(idle_timeout=0.05)
        await asyncio.gather(*(client.send_custom_command("room1", "server", "hi") for _ in range(10)))
        # Keep-alive connections are there until the client is closed.
        assert sockets() > before
        await client.aclose()
        return client

    gc.collect()
    before = sockets() + 3
    client = asyncio.run(main())
    assert (client.pending, client.threads) == (0, 0)
    wait_until(lambda: sockets() <= before - 3)


# Answers come while the only thread that runs Python does not let go of it, and then drops the client: the threads that
# bring the answers wait for Python, and the client's end waits for them.
DROPPED = """
import sys, time
from zegoapi import AsyncClient, _native
client = AsyncClient(int(sys.argv[2]), sys.argv[3], base_url=sys.argv[1])
heard = []
action = _native.Action.command("room1", "server", "x", ["u1"])
options = client._call_options(*[None] * 7)
for _ in range(4):
    client._dispatcher.submit(action, options, lambda *told: heard.append(told))
sys.setswitchinterval(100)
until = time.monotonic() + 0.5
while time.monotonic() < until:
    pass
del client
print(len(heard))
"""


def test_a_client_that_nobody_closed_is_dropped_while_answers_come(sim: Simulator) -> None:
    sim.settings(answer_delay_ms=50)
    command = [sys.executable, "-c", DROPPED, sim.http_url, str(sim.app_id), sim.server_secret]
    run = subprocess.run(command, capture_output=True, text=True, timeout=20)
    assert (run.stdout, run.stderr, run.returncode) == ("4\n", "", 0)
