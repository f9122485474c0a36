"""Protects the log: each event of a call is a record with numbers, at a level, and costs nothing unheard."""

from __future__ import annotations

import asyncio
import logging

import pytest

import zegoapi
from zegoapi.testing import Simulator


def _events(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str, int, str | None, int | None]]:
    return [
        (record.levelname, record.event, record.try_number, record.outcome, record.code)  # type: ignore[attr-defined]
        for record in caplog.records
        if record.name == "zegoapi"
    ]


EXPECTED = [
    ("DEBUG", "begin", 0, None, None),
    ("DEBUG", "try", 1, None, None),
    ("INFO", "retry", 1, "refused", 50013),
    ("DEBUG", "try", 2, None, None),
    ("DEBUG", "end", 2, "accepted", 0),
]


def test_events_of_a_call(sim: Simulator, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "zegoapi")
    sim.fail_next("code", code=50013)
    with sim.client() as client:
        client.send_custom_command("room1", "server", "hi")
    assert _events(caplog) == EXPECTED
    assert caplog.messages[2].startswith("call 1: SendCustomCommand retry: try 1, ")
    assert caplog.messages[2].endswith(" ms, refused, code 50013, HTTP status 200")


def test_a_record_has_all_that_an_event_has(sim: Simulator, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "zegoapi")
    with sim.client() as client:
        reply = client.send_custom_command("room1", "server", "hi")
        client.call("DescribeUserNum", {"RoomId": ["room1"]})
    first, last = caplog.records[0], caplog.records[-1]
    names = [name for name in zegoapi.Event.__match_args__ if name != "kind"]
    assert [getattr(first, name) for name in names[:4]] == [1, "SendCustomCommand", "127.0.0.1", 0]
    assert [getattr(first, name) for name in names[5:]] == [None, None, None, None]
    assert [record.request_id for record in caplog.records if record.call == 1][-1] == reply.request_id  # type: ignore[attr-defined]
    shown: dict[str, object] = vars(last)
    assert (shown["call"], shown["action"], shown["http_status"]) == (2, "DescribeUserNum", 200)


def test_events_of_asyncio(sim: Simulator, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "zegoapi")
    sim.fail_next("code", code=50013)

    async def main() -> None:
        async with sim.async_client() as client:
            await client.send_custom_command("room1", "server", "hi")

    asyncio.run(main())
    assert _events(caplog) == EXPECTED


def test_retries_alone_at_info_and_nothing_above(sim: Simulator, caplog: pytest.LogCaptureFixture) -> None:
    with sim.client() as client:
        for level, expected in ((logging.INFO, [("INFO", "retry", 1, "refused", 50013)]), (logging.WARNING, [])):
            caplog.set_level(level, "zegoapi")
            caplog.clear()
            sim.fail_next("code", code=50013)
            client.send_custom_command("room1", "server", "hi")
            assert _events(caplog) == expected


def test_events_of_a_fan_out(sim: Simulator, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "zegoapi")
    with sim.client() as client:
        client.send_to_users("room1", "server", "hi", [f"u{n}" for n in range(25)])
    kinds = [event for _, event, *_ in _events(caplog)]
    assert sorted(kinds) == ["begin"] * 3 + ["end"] * 3 + ["try"] * 3
