"""Protects the log: each event of a call is a record with numbers, at a level, and costs nothing unheard."""

from __future__ import annotations

import asyncio
import logging

import pytest

from zegoapi.testing import Simulator


def _events(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str, int, int | None]]:
    return [
        (record.levelname, record.event, record.try_number, record.code)  # type: ignore[attr-defined]
        for record in caplog.records
        if record.name == "zegoapi"
    ]


EXPECTED = [
    ("DEBUG", "begin", 0, None),
    ("DEBUG", "try", 1, None),
    ("INFO", "retry", 1, 50013),
    ("DEBUG", "try", 2, None),
    ("DEBUG", "end", 2, 0),
]


def test_events_of_a_call(sim: Simulator, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "zegoapi")
    sim.fail_next("code", code=50013)
    with sim.client() as client:
        client.send_custom_command("room1", "server", "hi")
    assert _events(caplog) == EXPECTED
    assert caplog.messages[2].startswith("SendCustomCommand retry: try 1, code 50013, ")


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
        for level, expected in ((logging.INFO, [("INFO", "retry", 1, 50013)]), (logging.WARNING, [])):
            caplog.set_level(level, "zegoapi")
            caplog.clear()
            sim.fail_next("code", code=50013)
            client.send_custom_command("room1", "server", "hi")
            assert _events(caplog) == expected


def test_events_of_a_fan_out(sim: Simulator, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "zegoapi")
    with sim.client() as client:
        client.send_to_users("room1", "server", "hi", [f"u{n}" for n in range(25)])
    kinds = [event for _, event, _, _ in _events(caplog)]
    assert sorted(kinds) == ["begin"] * 3 + ["end"] * 3 + ["try"] * 3
