"""The fixture `zegoapi_simulator`, found by pytest as soon as the package is installed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from zegoapi.testing import Simulator


@pytest.fixture(scope="session")
def zegoapi_simulator_process() -> Iterator[Simulator]:
    """One simulator for the whole run. Ask for `zegoapi_simulator`, which is at its start for each test."""
    # Not above: every run of pytest loads this file, and few need what it brings in.
    from zegoapi.testing import simulator

    with simulator() as running:
        yield running


@pytest.fixture
def zegoapi_simulator(zegoapi_simulator_process: Simulator) -> Simulator:
    """Give a simulator without rooms, messages, failures or counts."""
    zegoapi_simulator_process.reset()
    return zegoapi_simulator_process
