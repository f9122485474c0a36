"""Protects the helper for users' own tests: found, started, asked, ended, and missed with a word of advice."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from zegoapi.testing import AdminError, Simulator, SimulatorNotFoundError, find_simulator, simulator


def test_a_simulator_ends_with_its_block() -> None:
    with simulator(rooms={"room1": ["u1", "u2"]}) as sim:
        assert sim.rooms() == {"room1": ["u1", "u2"]}
        sim.logout("room1", "u1", "u2")
        assert sim.rooms() == {}
        with sim.client(timeout=2) as client:
            assert client.app.app_id == sim.app_id
        admin_url = sim.admin_url
    with pytest.raises(OSError):
        Simulator(
            {
                "http_url": "",
                "https_url": "",
                "admin_url": admin_url,
                "app_id": 1,
                "server_secret": "",
                "ca_file": "",
            }
        ).rooms()


def test_a_simulator_ends_with_a_process_that_is_killed(tmp_path: Path) -> None:
    script = """
import sys, time
from zegoapi.testing import simulator
with simulator() as sim:
    print(sim.admin_url, flush=True)
    time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        admin_url = process.stdout.readline().strip()
        process.kill()
    sim = Simulator(
        {
            "http_url": "",
            "https_url": "",
            "admin_url": admin_url,
            "app_id": 1,
            "server_secret": "",
            "ca_file": "",
        }
    )
    until = time.monotonic() + 10
    with pytest.raises(OSError):
        while time.monotonic() < until:
            sim.rooms()
            time.sleep(0.05)


def test_faults_limits_and_counters(sim: Simulator) -> None:
    sim.fail_next("code", code=206, count=5)
    sim.forget_faults()
    sim.limits(content_bytes=2)
    with sim.client() as client:
        client.send_custom_command("room1", "server", "hi")
    assert sim.counters()["calls"] == 1
    with pytest.raises(AdminError):
        sim.fail_next("no such fault")
    sim.reset()
    assert sim.counters()["calls"] == 0


def test_where_it_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    real = find_simulator()
    assert Path(real).parent == Path(sys.executable).parent
    elsewhere = tmp_path / "elsewhere"
    shutil.copy(real, elsewhere)
    monkeypatch.setenv("ZEGOAPI_SIMULATOR", str(elsewhere))
    assert find_simulator() == str(elsewhere)
    with simulator(arguments=["--app-id", "77"]) as sim:
        assert sim.app_id == 77
    monkeypatch.setenv("ZEGOAPI_SIMULATOR", str(tmp_path / "nothing"))
    with pytest.raises(SimulatorNotFoundError, match="ZEGOAPI_SIMULATOR"):
        find_simulator()


def test_a_missing_one_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    with pytest.raises(SimulatorNotFoundError, match="pip install zegoapi-simulator"), simulator():
        pass


def test_one_that_does_not_start_says_so() -> None:
    with (
        pytest.raises(SimulatorNotFoundError, match="did not start"),
        simulator(arguments=["--no-such-option"]),
    ):
        pass
