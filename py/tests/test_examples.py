"""Protects the examples and the README: they run as they stand, against the simulator."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import SOURCES
from zegoapi import UnknownOutcomeError
from zegoapi.testing import Simulator, sign_callback

EXAMPLES = SOURCES / "examples"


@pytest.fixture
def environment(sim: Simulator, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the examples take from their environment."""
    monkeypatch.setenv("ZEGO_APP_ID", str(sim.app_id))
    monkeypatch.setenv("ZEGO_SERVER_SECRET", sim.server_secret)
    monkeypatch.setenv("ZEGO_BASE_URL", sim.http_url)
    monkeypatch.syspath_prepend(str(EXAMPLES))
    return dict(os.environ)


def _run(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", str(EXAMPLES / name), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def _contents(sim: Simulator, user_id: str) -> list[str]:
    return [message.content for message in sim.messages("room1", user_id)]


@pytest.mark.usefixtures("environment")
def test_the_script(sim: Simulator) -> None:
    run = _run("script.py", "room1", "u1", "gone")
    assert (run.returncode, run.stderr) == (0, "")
    assert "gone did not get it: the user is not online" in run.stdout
    assert _contents(sim, "u1") == ["match start"]
    refused = _run("script.py", "nowhere", "u1")
    assert refused.returncode == 1
    assert "nobody got it" in refused.stderr
    sim.fail_next("reset", when="after")
    assert "it may have arrived" in _run("script.py", "room1", "u1").stderr


@pytest.mark.usefixtures("environment")
@pytest.mark.filterwarnings("default")
def test_the_fastapi_endpoint(sim: Simulator) -> None:
    testclient = pytest.importorskip("fastapi.testclient")
    example = importlib.import_module("fastapi_app")
    with testclient.TestClient(example.app) as web:

        def post(room_id: str, **gift: object) -> tuple[int, object]:
            answer = web.post(f"/rooms/{room_id}/gifts", json={"from_user_id": "u9", "name": "rose", **gift})
            return answer.status_code, answer.json()

        assert post("room1", to=["u1", "gone"]) == (200, {"missed": ["gone"]})
        assert post("room1") == (200, {"missed": []})
        assert post("room1", to=[])[0] == 422
        assert post("nowhere")[0] == 404
        sim.fail_next("stall")
        began = time.monotonic()
        assert post("room1")[0] == 504
        assert time.monotonic() - began < 5
    assert _contents(sim, "u1") == ["rose", "rose"]


def _callback(event: str, **fields: object) -> bytes:
    return sign_callback("s3cret", {"event": event, "appid": "1", **fields})


def test_callbacks_in_flask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZEGO_CALLBACK_SECRET", "s3cret")
    monkeypatch.syspath_prepend(str(EXAMPLES))
    example = importlib.import_module("flask_callbacks")
    web = example.app.test_client()

    def post(body: bytes) -> tuple[int, str]:
        answer = web.post("/zego/callbacks", data=body, content_type="application/json")
        return answer.status_code, answer.text

    login = _callback("room_login", room_id="room1", user_account="rose")
    assert post(login) == (200, "ok")
    assert post(login) == (200, "Repeated")
    assert example.users == {"room1": {"rose"}}
    assert post(_callback("room_logout", room_id="room1", user_account="rose")) == (200, "ok")
    assert example.users == {"room1": set()}
    assert post(login.replace(b'"signature": "', b'"signature": "0')) == (401, "BadSignature")
    assert post(b"<xml/>") == (400, "Malformed")


@pytest.mark.filterwarnings("default")
def test_callbacks_in_fastapi(monkeypatch: pytest.MonkeyPatch) -> None:
    testclient = pytest.importorskip("fastapi.testclient")
    monkeypatch.setenv("ZEGO_CALLBACK_SECRET", "s3cret")
    monkeypatch.syspath_prepend(str(EXAMPLES))
    example = importlib.import_module("fastapi_callbacks")
    with testclient.TestClient(example.app) as web:

        def post(body: bytes) -> tuple[int, str]:
            answer = web.post("/zego/callbacks", content=body)
            return answer.status_code, answer.text

        created = _callback("stream_create", stream_id="s1")
        assert post(created) == (200, "ok")
        assert post(created) == (200, "Repeated")
        assert post(_callback("stream_create", stream_id="s2")) == (200, "ok")
        assert post(b"{}") == (400, "MissingField")
        # A store that cannot be asked: the vendor is to come again.
        monkeypatch.setattr(example.store, "keys", None)
        assert post(_callback("stream_create", stream_id="s3")) == (503, "MemoryUnavailable")
    assert example.streams == ["s1", "s2"]


@pytest.mark.usefixtures("environment")
def test_the_forking_worker(sim: Simulator) -> None:
    run = _run("forking_worker.py")
    assert (run.returncode, run.stdout.split()) == (0, ["sent"] * 3), run.stderr
    assert sorted(_contents(sim, "u1")) == ["from worker 0", "from worker 1", "the parent is warm"]


@pytest.mark.usefixtures("environment")
def test_own_httpx(sim: Simulator) -> None:
    run = _run("own_httpx.py", "room1", "u1")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.strip().isdigit()
    sim.fail_next("code", code=50013)
    assert _run("own_httpx.py", "room1", "u1").returncode == 0
    assert _contents(sim, "u1") == ["hi", "hi"]


@pytest.mark.usefixtures("environment")
def test_own_httpx_sends_nothing_twice(sim: Simulator) -> None:
    httpx = pytest.importorskip("httpx")
    example = importlib.import_module("own_httpx")
    from zegoapi import App, Call, NotSentError

    app = App(sim.app_id, sim.server_secret, base_url=sim.http_url)
    with httpx.Client() as http:
        sim.fail_next("reset", when="after")
        call = Call.send_custom_command(app, "room1", "server", "once", to=["u1"])
        with pytest.raises(UnknownOutcomeError):
            example.run(call, http)
        nobody = App(1, "secret", base_url="http://127.0.0.1:9")
        call = Call.send_custom_command(nobody, "room1", "server", "hi", backoff=0.01)
        with pytest.raises(NotSentError) as raised:
            example.run(call, http)
        assert raised.value.cause == "connect"
        assert call.tries == 3
    assert _contents(sim, "u1") == ["once"]


def _blocks(readme: Path) -> list[str]:
    return re.findall(r"```python\n(.*?)```", readme.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize("readme", ["README.md", "../README.md"])
def test_the_readme_runs(sim: Simulator, readme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import zegoapi

    # What a reader leaves to its default leads to the vendor; here it leads to the simulator.
    for cls in (zegoapi.Client, zegoapi.AsyncClient):
        made = cls.__init__
        monkeypatch.setattr(
            cls,
            "__init__",
            lambda self, *args, made=made, **given: made(self, *args, **{"base_url": sim.http_url, **given}),
        )
    blocks = _blocks(SOURCES / readme)
    assert blocks
    for block in blocks:
        names: dict[str, object] = {}
        exec(compile(block, readme, "exec"), names)
        for name, value in names.items():
            # A test in a README is a test.
            if name.startswith("test_"):
                assert callable(value)
                sim.reset()
                value(sim)
    assert isinstance(zegoapi.Client, type)


def test_every_example_is_run() -> None:
    here = Path(__file__).read_text(encoding="utf-8")
    names = [path.name for path in EXAMPLES.glob("*.py")]
    assert len(names) == 6
    assert [name for name in names if name not in here and name.removesuffix(".py") not in here] == []
