"""Protects the defaults of the client for asyncio: a server that is slow is not a reason to fail."""

from __future__ import annotations

import asyncio
import importlib.util
from types import ModuleType

from conftest import SOURCES
from zegoapi.testing import Simulator


def _measurement() -> ModuleType:
    spec = importlib.util.spec_from_file_location("overload", SOURCES / "bench" / "overload.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_fifty_sends_a_second_to_a_server_that_takes_a_second_for_each(sim: Simulator) -> None:
    sim.settings(answer_delay_ms=1000)
    outcomes, most = asyncio.run(_measurement().offer(sim, 8.0, 50))
    assert outcomes.total() == 200
    assert outcomes["accepted"] >= 190, outcomes
    assert [outcome for outcome in outcomes if outcome.startswith(("Unknown", "BadReply"))] == []
    # So many are out at once.
    assert most >= 50
