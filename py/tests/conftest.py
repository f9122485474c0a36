"""What the tests share. They run against the installed wheel; the source tree is not on the path."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import zegoapi
from zegoapi.testing import Simulator

SECRET = "9193cc662a4c0ec135ec71fb57194b38"
SOURCES = Path(__file__).resolve().parent.parent
VECTORS = SOURCES.parent / "tests" / "vectors"


def vectors(file: str) -> list[dict[str, Any]]:
    """Read one of the vector files."""
    cases: list[dict[str, Any]] = json.loads((VECTORS / file).read_text(encoding="utf-8"))
    return cases


def table(file: str) -> dict[str, list[dict[str, Any]]]:
    """Read a vector file that holds several lists."""
    lists: dict[str, list[dict[str, Any]]] = json.loads((VECTORS / file).read_text(encoding="utf-8"))
    return lists


def own_threads() -> list[str]:
    """List the threads of this process that the package started, by name."""
    names = []
    for task in Path("/proc/self/task").iterdir():
        try:
            name = (task / "comm").read_text().strip()
        except OSError:
            continue
        if name.startswith("zegoapi-"):
            names.append(name)
    return names


def own_thread_ids() -> set[str]:
    """Show the ids of the threads on which blocking sends are made."""
    ids = set()
    for task in Path("/proc/self/task").iterdir():
        try:
            if (task / "comm").read_text().strip() == "zegoapi-send":
                ids.add(task.name)
        except OSError:
            continue
    return ids


def sockets() -> int:
    """Count the open sockets of this process."""
    count = 0
    for link in Path("/proc/self/fd").iterdir():
        try:
            count += os.readlink(link).startswith("socket:")
        except OSError:
            continue
    return count


def wait_until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait for something that another thread does."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.005)


@pytest.fixture
def sim(zegoapi_simulator: Simulator) -> Simulator:
    """A simulator with a room of two users."""
    zegoapi_simulator.login("room1", "u1", "u2")
    return zegoapi_simulator


@pytest.fixture
def app() -> zegoapi.App:
    """An application that nobody knows."""
    return zegoapi.App(12345, SECRET)


@pytest.fixture(autouse=True)
def no_thread_stays() -> Iterator[None]:
    """Fail a test that leaves a thread of Python's behind."""
    before = threading.active_count()
    yield
    wait_until(lambda: threading.active_count() <= before)
