"""Protects sends to any number of users: each stands once in the report, and got it once by the server's count."""

from __future__ import annotations

import asyncio
import pickle
import threading
import time

import pytest

import zegoapi
from conftest import own_threads, wait_until
from zegoapi import Cancel, InvalidInputError, Progress, Report, UserOutcome
from zegoapi.testing import Simulator

USERS = [f"user{n}" for n in range(45)]


@pytest.fixture
def full(sim: Simulator) -> Simulator:
    """A room with all of them."""
    sim.login("room1", *USERS)
    return sim


def _delivered_once(sim: Simulator, users: list[str]) -> None:
    for user in users:
        assert [message.content for message in sim.messages("room1", user)] == ["hi"], user


def test_each_user_stands_in_the_report_once(full: Simulator) -> None:
    seen: list[Progress] = []
    with full.client() as client:
        report = client.send_to_users("room1", "server", "hi", [*USERS, "gone", "user1"], progress=seen.append)
    assert [user.user_id for user in report.users] == [*USERS, "gone"]
    assert report.users[45] == UserOutcome("gone", "failed", 50003)
    assert (report.repeated, report.stopped_by, len(report)) == (1, None, 46)
    assert report.progress() == seen[-1] == Progress(46, 45, 1, 0, 0, 0)
    assert report.with_outcome("failed") == [UserOutcome("gone", "failed", 50003)]
    assert report.remaining() == []
    _delivered_once(full, USERS)


def test_asyncio_gives_the_same_report(full: Simulator) -> None:
    seen: list[Progress] = []

    async def send() -> Report:
        async with full.async_client() as client:
            return await client.send_to_users("room1", "server", "hi", [*USERS, "gone"], progress=seen.append)

    report = asyncio.run(send())
    assert report.progress() == seen[-1] == Progress(46, 45, 1, 0, 0, 0)
    _delivered_once(full, USERS)
    wait_until(lambda: own_threads() == [])


def test_stopped_half_way_it_says_what_is_left_and_is_resumed(full: Simulator) -> None:
    cancel = Cancel()
    full.settings(answer_delay_ms=300)

    def stop(progress: Progress) -> None:
        if progress.sent:
            cancel.cancel()

    with full.client() as client:
        part = client.send_to_users("room1", "server", "hi", USERS, progress=stop, cancel=cancel, concurrency=1)
        left, numbers = part.remaining(), part.progress()
        # The call that was out then was cut off.
        assert (numbers.sent, numbers.unknown, numbers.not_tried) == (10, 10, 25)
        assert len(left) == 25
        whole = client.send_to_users("room1", "server", "hi", part)
        assert whole.progress() == Progress(45, 35, 0, 10, 0, 0)
        assert [user.user_id for user in whole.users] == USERS
        assert client.send_to_users("room1", "server", "hi", whole) is whole
    _delivered_once(full, [user.user_id for user in whole.with_outcome("sent")])
    for user in whole.with_outcome("unknown"):
        assert len(full.messages("room1", user.user_id)) <= 1


def test_what_progress_raises_stops_it_and_the_report_is_not_lost(full: Simulator) -> None:
    full.settings(answer_delay_ms=100)

    class EnoughError(Exception):
        report: Report

    def stop(progress: Progress) -> None:
        if progress.sent:
            raise EnoughError

    async def send() -> None:
        async with full.async_client() as client:
            await client.send_to_users("room1", "server", "bye", USERS, progress=stop, concurrency=1)

    with full.client() as client, pytest.raises(EnoughError) as raised:
        client.send_to_users("room1", "server", "hi", USERS, progress=stop, concurrency=1)
    assert 0 < raised.value.report.progress().not_tried < 45
    with pytest.raises(EnoughError) as raised:
        asyncio.run(send())
    assert 0 < raised.value.report.progress().not_tried < 45


def test_a_cancelled_task_leaves_its_report(full: Simulator) -> None:
    full.settings(answer_delay_ms=300)

    async def send() -> Report | None:
        async with full.async_client() as client:
            sending = asyncio.ensure_future(client.send_to_users("room1", "server", "hi", USERS, concurrency=1))
            await asyncio.sleep(0.45)
            sending.cancel()
            with pytest.raises(asyncio.CancelledError) as raised:
                await sending
            return zegoapi.report_of(raised.value)

    report = asyncio.run(send())
    assert report is not None
    assert [user.user_id for user in report.users] == USERS
    numbers = report.progress()
    assert (numbers.sent, numbers.unknown, numbers.not_tried) == (10, 10, 25)
    wait_until(lambda: own_threads() == [])


def test_a_room_that_is_not_there_ends_it_early(sim: Simulator) -> None:
    with sim.client() as client:
        report = client.send_to_users("nowhere", "server", "hi", USERS, concurrency=1)
    assert report.stopped_by is not None
    assert report.stopped_by.code == 104
    assert report.progress().not_tried == 35
    assert pickle.loads(pickle.dumps(report)).progress() == report.progress()


def test_nothing_is_sent_for_a_list_that_is_none(sim: Simulator) -> None:
    with sim.client() as client:
        with pytest.raises(InvalidInputError, match="to is 0 items"):
            client.send_to_users("room1", "server", "hi", [])
        with pytest.raises(InvalidInputError, match=r"to\[1\]"):
            client.send_to_users("room1", "server", "hi", ["u1", ""])
        with pytest.raises(TypeError, match="to must be a list of user ids"):
            client.send_to_users("room1", "server", "hi", "u1")
        with pytest.raises(TypeError, match="concurrency must be int"):
            client.send_to_users("room1", "server", "hi", ["u1"], concurrency="2")  # type: ignore[arg-type]
    assert sim.counters()["calls"] == 0


def test_a_report_on_disk(full: Simulator) -> None:
    with full.client() as client:
        report = client.send_to_users("room1", "server", "hi", [*USERS, 'g"one\n'])
    lines = list(report.lines())
    digest = zegoapi.message_digest("room1", "server", "hi")
    start = f'{{"message":"{digest}","user_id":'
    assert lines[45] == start + '"g\\"one\\n","outcome":"failed","code":50003}'
    again = Report.from_lines(["\ufeff" + start + '"user0","outcome":"unknown"}', "", *lines], message=digest)
    assert again == report
    with pytest.raises(InvalidInputError, match="report"):
        Report.from_lines(['{"user_id":"u1"}'], message=digest)
    with pytest.raises(InvalidInputError) as raised:
        Report.from_lines(lines, message=zegoapi.message_digest("room1", "server", "bye"))
    assert raised.value.field == "message"
    with pytest.raises(InvalidInputError, match="message"):
        Report.from_lines(lines, message="hi")
    unsure = Report((UserOutcome("a", "unknown"), UserOutcome("b", "failed", 206), UserOutcome("c", "sent")))
    assert unsure.remaining() == ["b"]
    assert unsure.remaining(duplicates_ok=True) == ["a", "b"]
    with pytest.raises(TypeError, match="the report has no message"):
        unsure.lines()


def test_a_report_is_not_resumed_with_another_message(full: Simulator) -> None:
    async def send(report: Report) -> None:
        async with full.async_client() as client:
            await client.send_to_users("room1", "server", "bye", report)

    with full.client() as client:
        report = client.send_to_users("room1", "server", "hi", ["user0", "gone"])
        for message in (("room2", "server", "hi"), ("room1", "other", "hi"), ("room1", "server", "ho")):
            with pytest.raises(InvalidInputError) as raised:
                client.send_to_users(*message, report)
            assert raised.value.field == "message"
        with pytest.raises(InvalidInputError, match="message"):
            asyncio.run(send(report))
    assert full.counters()["calls"] == 1


def test_duplicates_ok_of_the_client_reaches_a_resumed_run(full: Simulator) -> None:
    unsure = Report((UserOutcome("user0", "unknown"), UserOutcome("user1", "sent")))
    with full.client() as client:
        assert client.send_to_users("room1", "server", "hi", unsure) is unsure
    with full.client(duplicates_ok=True) as client:
        assert client.send_to_users("room1", "server", "hi", unsure).progress().sent == 2
        assert client.send_to_users("room1", "server", "hi", unsure, duplicates_ok=False) is unsure
    assert len(full.messages("room1", "user0")) == 1
    assert full.messages("room1", "user1") == []


def test_other_threads_run_while_it_sends(full: Simulator) -> None:
    full.settings(answer_delay_ms=300)
    ticks: list[float] = []
    done = threading.Event()

    def tick() -> None:
        while not done.wait(0.005):
            ticks.append(time.monotonic())

    ticking = threading.Thread(target=tick)
    ticking.start()
    with full.client() as client:
        client.send_to_users("room1", "server", "hi", USERS, concurrency=1)
    done.set()
    ticking.join()
    assert len(ticks) > 100


def test_driven_by_hand(app: zegoapi.App) -> None:
    fan_out = zegoapi.FanOut(app, "room1", "server", "hi", USERS, concurrency=2)
    requests = 0
    while True:
        match fan_out.next():
            case zegoapi.Send(request, timeout, call):
                assert call is not None
                assert 0 < timeout <= 60
                assert "room1" in request.url
                begun = fan_out.begun()
                assert begun is not None
                assert len(begun) in (10, 5)
                fan_out.written(call, 1)
                fan_out.reply(call, 200, None, b'{"Code":0,"RequestId":"3"}')
                requests += 1
            case zegoapi.Done(report):
                break
            case zegoapi.Wait():
                pytest.fail("there is nothing to wait for")
    assert requests == 5
    assert report.progress().sent == 45
    assert sum(len(users) for users in fan_out.settled()) == 45
    events = list(fan_out.events())
    assert [event.kind for event in events].count("end") == 5
    assert {event.call for event in events} == {1, 2, 3, 4, 5}
    assert fan_out.digest == report.message == zegoapi.message_digest("room1", "server", "hi")
