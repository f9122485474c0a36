"""Protects the blocking client: what the server saw and did, against what the client says of it."""

from __future__ import annotations

import asyncio
import json
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

import zegoapi
from conftest import own_thread_ids, own_threads, wait_until
from zegoapi import (
    ApiError,
    BadReplyError,
    CallReply,
    Cancel,
    FailUser,
    NotSentError,
    UnknownOutcomeError,
    ZegoError,
)
from zegoapi.testing import Message, Simulator


def test_a_message_to_named_users(sim: Simulator) -> None:
    with sim.client() as client:
        reply = client.send_custom_command("room1", "server", "hi 推", to=["u1", "gone"])
    assert reply.fail_users == (FailUser("gone", 50003),)
    assert reply.request_id.isdigit()
    assert sim.messages("room1", "u1") == [Message("room1", "server", "hi 推", False)]
    assert sim.messages("room1", "u2") == []


def test_a_message_to_everyone(sim: Simulator) -> None:
    with sim.client() as client:
        assert client.send_custom_command("room1", "server", b"hi").fail_users == ()
    assert sim.messages("room1", "u2") == [Message("room1", "server", "hi", True)]


def test_users_from_any_iterable(sim: Simulator) -> None:
    with sim.client() as client:
        for users in (("u1",), {"u1"}, (user for user in ["u1"]), dict.fromkeys(["u1"]).keys()):
            client.send_custom_command("room1", "server", "hi", to=users)
    assert len(sim.messages("room1", "u1")) == 4


def test_over_tls_with_the_given_authority_alone(sim: Simulator) -> None:
    with sim.client(https=True) as client:
        client.send_custom_command("room1", "server", "hi", to=["u1"])
    with open(sim.ca_file, "rb") as pem, sim.client(https=True, ca_file=None, ca_pem=pem.read()) as client:
        client.send_custom_command("room1", "server", "hi", to=["u1"])
    with sim.client(https=True, ca_file=None) as client, pytest.raises(NotSentError) as raised:
        client.send_custom_command("room1", "server", "hi", to=["u1"])
    assert (raised.value.cause, raised.value.retryable) == ("tls", False)
    assert len(sim.messages("room1", "u1")) == 2


def test_a_refusal(sim: Simulator) -> None:
    with sim.client() as client, pytest.raises(ApiError) as raised:
        client.send_custom_command("nowhere", "server", "hi")
    assert (raised.value.code, raised.value.code_kind, raised.value.applied) == (104, "absent", "no")
    assert raised.value.request_id.isdigit()


def test_what_certainly_was_not_delivered_is_sent_again_and_nothing_else(sim: Simulator) -> None:
    with sim.client(timeout=5) as client:
        sim.fail_next("code", code=50013, count=2)
        client.send_custom_command("room1", "server", "again", to=["u1"])
        sim.fail_next("reset", when="after")
        with pytest.raises(UnknownOutcomeError) as raised:
            client.send_custom_command("room1", "server", "once", to=["u1"])
        assert (raised.value.cause, raised.value.applied) == ("broken", "unknown")
        sim.fail_next("reset", when="after")
        client.send_custom_command("room1", "server", "twice", to=["u1"], duplicates_ok=True)
        sim.fail_next("code", code=50013)
        with pytest.raises(ApiError):
            client.send_custom_command("room1", "server", "never", to=["u1"], retries=0)
    got = [message.content for message in sim.messages("room1", "u1")]
    assert got == ["again", "once", "twice", "twice"]
    assert sim.counters()["repeated_nonces"] == 0


def test_an_answer_that_is_no_reply(sim: Simulator) -> None:
    sim.fail_next("html", status=502)
    with sim.client() as client, pytest.raises(BadReplyError) as raised:
        client.send_custom_command("room1", "server", "hi")
    assert (raised.value.http_status, raised.value.applied) == (502, "unknown")


def test_a_time_out_of_the_client_and_one_of_the_call(sim: Simulator) -> None:
    for of_client, of_call in ((0.1, None), (60, 0.1)):
        sim.fail_next("stall")
        began = time.monotonic()
        with sim.client(timeout=of_client) as client, pytest.raises(UnknownOutcomeError) as raised:
            client.send_custom_command("room1", "server", "hi", timeout=of_call)
        assert 0.08 < time.monotonic() - began < 2
        assert raised.value.cause == "timeout"


def test_failing_fast_where_it_would_have_to_wait(sim: Simulator) -> None:
    with sim.client(calls_per_second={"SendCustomCommand": 1}, fail_fast=True) as client:
        client.send_custom_command("room1", "server", "hi")
        with pytest.raises(NotSentError) as raised:
            client.send_custom_command("room1", "server", "hi")
    assert raised.value.cause == "rate_limit"


def test_several_clients_of_one_application_keep_its_rate_together(sim: Simulator) -> None:
    """Also calls that a program drives itself, and a fan-out; another application has a rate of its own."""
    app = zegoapi.App(sim.app_id, sim.server_secret, base_url=sim.http_url, calls_per_second={"SendCustomCommand": 3})
    assert (app.calls_per_second("SendCustomCommand"), app.calls_per_second("CloseRoom")) == (3, None)
    options: dict[str, Any] = {"fail_fast": True}
    call = zegoapi.Call.send_custom_command(app, "room1", "server", "hi")
    assert isinstance(call.next(), zegoapi.Send)
    call.unknown("broken")

    async def send() -> None:
        async with zegoapi.AsyncClient(app=app, **options) as client:
            await client.send_custom_command("room1", "server", "hi")

    asyncio.run(send())
    with zegoapi.Client(app=app, **options) as one, zegoapi.Client(app=one.app, **options) as two:
        assert one.app is two.app is app
        one.send_custom_command("room1", "server", "hi")
        with pytest.raises(NotSentError) as raised:
            two.send_custom_command("room1", "server", "hi")
        assert raised.value.cause == "rate_limit"
        late = zegoapi.Call.send_custom_command(app, "room1", "server", "hi", fail_fast=True)
        with pytest.raises(NotSentError):
            late.next()
        assert isinstance(zegoapi.FanOut(app, "room1", "server", "hi", ["u1"]).next(), zegoapi.Wait)
        # Another action has a quota of its own.
        two.call("DescribeUserNum", {"RoomId": ["room1"]})
    with sim.client(**options) as other:
        other.send_custom_command("room1", "server", "hi")


def test_delays_between_tries_are_of_the_client_or_of_the_call(sim: Simulator) -> None:
    def took(client: zegoapi.Client, **options: Any) -> float:
        sim.fail_next("code", code=50013, count=3)
        began = time.monotonic()
        client.send_custom_command("room1", "server", "hi", to=["u1"], retries=3, **options)
        return time.monotonic() - began

    with sim.client(backoff=30, max_backoff=30, timeout=60) as client:
        # Each delay is drawn between nothing and its longest.
        assert took(client, backoff=0) < 1
        assert took(client, max_backoff=0.01) < 1
    with sim.client(backoff=0) as client:
        assert took(client) < 1
    with sim.client() as client:
        sim.fail_next("stall")
        began = time.monotonic()
        with pytest.raises(UnknownOutcomeError):
            client.send_custom_command("room1", "server", "hi", try_timeout=0.2, retries=0)
        assert time.monotonic() - began < 2


def test_from_the_environment(sim: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ZEGO_REGION", "ZEGO_BASE_URL", "ZEGO_APP_ID", "ZEGO_SERVER_SECRET"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(zegoapi.InvalidInputError, match="ZEGO_APP_ID is not set") as raised:
        zegoapi.Client.from_env()
    assert raised.value.field == "ZEGO_APP_ID"
    monkeypatch.setenv("ZEGO_APP_ID", sim.server_secret)
    monkeypatch.setenv("ZEGO_SERVER_SECRET", sim.server_secret)
    with pytest.raises(zegoapi.InvalidInputError, match="ZEGO_APP_ID") as raised:
        zegoapi.Client.from_env()
    assert sim.server_secret not in str(raised.value)
    assert raised.value.__context__ is None or raised.value.__suppress_context__
    monkeypatch.setenv("ZEGO_APP_ID", str(sim.app_id))
    monkeypatch.setenv("ZEGO_REGION", "sgp")
    assert zegoapi.App.from_env().url == "https://rtc-api-sgp.zego.im/"
    assert zegoapi.App.from_env(base_url="https://example.com").url.startswith("https://example.com")
    monkeypatch.setenv("ZEGO_REGION", "")
    monkeypatch.setenv("ZEGO_BASE_URL", sim.http_url)
    with zegoapi.Client.from_env(timeout=3.0) as client:
        client.send_custom_command("room1", "server", "hi")
    assert zegoapi.AsyncClient.from_env().app.app_id == sim.app_id
    assert zegoapi.App.from_env(region="fra").url == "https://rtc-api-fra.zego.im/"


def test_other_actions(sim: Simulator) -> None:
    with sim.client() as client:
        reply = client.call("DescribeUserNum", {"RoomId": ["room1"]})
        assert isinstance(reply, CallReply)
        assert reply.data["UserCountList"][0]["RoomId"] == "room1"
        assert (reply.code, json.loads(reply.whole)["Data"]) == (0, reply.data)
        assert client.call("DescribeUserNum", '{"RoomId[]":["room1"]}').data == reply.data
        mix = {
            "TaskId": "t",
            "UserId": "server",
            "MixInput": [{"StreamId": "s1", "RectInfo": {"Top": 0, "Left": 0, "Bottom": 9, "Right": 9}}],
            "MixOutput": [{"StreamId": "mixed", "VideoBitrate": 1, "Fps": 15, "Width": 640, "Height": 360}],
        }
        assert client.call("StartMix", mix, method="POST").message
        with pytest.raises(ApiError) as raised:
            client.call("NoSuchAction")
    assert raised.value.code == 100000007


def test_the_clock_heals_itself(sim: Simulator) -> None:
    sim.clock(date_offset=-5000, window_offset=-5000)
    with sim.client() as client:
        client.send_custom_command("room1", "server", "hi")
        assert -5003 < client.app.clock_offset < -4997
        calls = sim.counters()["calls"]
        client.send_custom_command("room1", "server", "hi")
    assert sim.counters()["calls"] - calls == 1


@pytest.mark.parametrize("in_main_thread", [True, False])
def test_other_threads_run_while_a_send_waits(sim: Simulator, in_main_thread: bool) -> None:
    """Both ways: beside a main thread that looks out for signals, and on the calling thread itself."""
    counted, going = 0, True

    def count() -> None:
        nonlocal counted
        while going:
            counted += 1
            time.sleep(0.001)

    sim.fail_next("delay", ms=2000)
    counter = threading.Thread(target=count)
    with sim.client() as client:
        counter.start()
        try:
            began = time.monotonic()
            _beside(in_main_thread, lambda: client.send_custom_command("room1", "server", "hi"), lambda: None)
            assert time.monotonic() - began > 1.9
        finally:
            going = False
            counter.join()
    assert counted > 300


def test_one_client_for_many_threads(sim: Simulator) -> None:
    failed: list[BaseException] = []

    def send(n: int) -> None:
        try:
            client.send_custom_command("room1", "server", f"hi {n}", to=["u1"])
        except BaseException as error:
            failed.append(error)

    with sim.client() as client:
        threads = [threading.Thread(target=send, args=(n,)) for n in range(50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failed == []
    got = sorted(message.content for message in sim.messages("room1", "u1"))
    assert got == sorted(f"hi {n}" for n in range(50))


@pytest.mark.parametrize("in_main_thread", [True, False])
def test_cancelling_from_another_thread(sim: Simulator, in_main_thread: bool) -> None:
    cancel = Cancel()
    raised: list[ZegoError] = []

    def send() -> None:
        with pytest.raises(ZegoError) as error:
            client.send_custom_command("room1", "server", "hi", cancel=cancel)
        raised.append(error.value)

    def give_up() -> None:
        time.sleep(0.1)
        assert cancel.cancel()

    with sim.client(calls_per_second={"SendCustomCommand": 1}) as client:
        client.send_custom_command("room1", "server", "hi")
        _beside(in_main_thread, send, give_up)
    (error,) = raised
    assert isinstance(error, NotSentError)
    assert (error.cause, cancel.is_cancelled) == ("cancelled", True)
    assert sim.counters()["calls"] == 1


def _beside(act_in_main_thread: bool, act: Callable[[], Any], other: Callable[[], Any]) -> None:
    here, there = (act, other) if act_in_main_thread else (other, act)
    thread = threading.Thread(target=there)
    thread.start()
    here()
    thread.join()


class _StopError(Exception):
    pass


def test_a_signal_ends_the_waiting_and_says_what_is_known(sim: Simulator) -> None:
    def stop(*_: object) -> None:
        raise _StopError

    before = signal.signal(signal.SIGALRM, stop)
    try:
        with sim.client(calls_per_second={"SendCustomCommand": 1}) as client:
            for applied in ("unknown", "no"):
                # The first is out and unanswered; the second waits for its turn.
                if applied == "unknown":
                    sim.fail_next("stall")
                signal.setitimer(signal.ITIMER_REAL, 0.2)
                began = time.monotonic()
                with pytest.raises(_StopError) as raised:
                    client.send_custom_command("room1", "server", "hi", timeout=2)
                assert time.monotonic() - began < 1
                assert zegoapi.applied_of(raised.value) == applied
    finally:
        signal.signal(signal.SIGALRM, before)
    assert sim.counters()["calls"] == 1


def test_a_closed_client_says_so(sim: Simulator) -> None:
    client = sim.client()
    client.close()
    client.close()
    with pytest.raises(RuntimeError, match="the client is closed"):
        client.send_custom_command("room1", "server", "hi")
    with pytest.raises(RuntimeError, match="the client is closed"), client:
        pass


def test_sends_of_the_main_thread_share_a_thread(sim: Simulator) -> None:
    """The main thread looks out for signals, and another one sends."""
    wait_until(lambda: own_threads() == [])
    seen: set[str] = set()
    with sim.client(timeout=2) as client:
        for _ in range(20):
            client.send_custom_command("room1", "server", "hi")
            seen |= own_thread_ids()
        # The next send may come before the one that has just answered is free again.
        assert len(seen) <= 3
        # One that is still busy with a call that was given up does not hold up the next.
        sim.fail_next("stall")
        previous = signal.signal(signal.SIGALRM, signal.default_int_handler)
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.1)
            with pytest.raises(KeyboardInterrupt):
                client.send_custom_command("room1", "server", "hi")
        finally:
            signal.signal(signal.SIGALRM, previous)
        began = time.monotonic()
        client.send_custom_command("room1", "server", "hi")
        assert time.monotonic() - began < 1


def test_no_thread_stays(sim: Simulator) -> None:
    with sim.client() as client:
        for _ in range(20):
            client.send_custom_command("room1", "server", "hi")
        wait_until(lambda: own_threads() == [])
