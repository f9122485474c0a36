"""Protects the ServerSecret: nothing that Python shows of an object, an exception or a frame holds it."""

from __future__ import annotations

import copy
import logging
import pickle
import traceback
from collections.abc import Callable
from typing import Any

import pytest

import zegoapi
from conftest import SECRET
from zegoapi import App, AsyncClient, Call, Client, FanOut, ZegoError
from zegoapi.testing import Simulator

PRIVATE = "a very private gift"


def _holders() -> list[Any]:
    client = Client(12345, SECRET)
    app = App(12345, SECRET)
    request = zegoapi.prepare(app, "room1", "server", PRIVATE)
    call = Call.send_custom_command(app, "room1", "server", PRIVATE)
    fan_out = FanOut(app, "room1", "server", PRIVATE, ["u1"])
    token = zegoapi.Token.make(app, "u1", 60, payload=f'"{PRIVATE}"')
    verifier = zegoapi.CallbackVerifier(SECRET, other_secrets=[SECRET])
    return [client, AsyncClient(12345, SECRET), app, client.app, request, call, call.next(), fan_out, token, verifier]


@pytest.mark.parametrize("show", [repr, str, lambda it: f"{it!r:>9}", lambda it: f"{it}"])
def test_nothing_prints_it(show: Callable[[object], str]) -> None:
    for holder in _holders():
        shown = show(holder)
        assert SECRET not in shown
        assert PRIVATE not in shown
        assert "Signature=***" in shown or "Signature" not in shown


@pytest.mark.parametrize(
    "take",
    [pickle.dumps, copy.copy, copy.deepcopy, lambda it: pickle.dumps(it, 0), lambda it: it.__reduce__()],
)
def test_nothing_takes_it_along(take: Callable[[object], object]) -> None:
    for holder in _holders():
        with pytest.raises(TypeError):
            take(getattr(holder, "request", holder))


def test_the_binding_is_no_way_out_either() -> None:
    for holder in _holders():
        native = getattr(holder, "_native", None)
        if native is not None:
            assert SECRET not in repr(native)
            with pytest.raises(TypeError):
                pickle.dumps(native)


def test_there_is_nothing_in_vars() -> None:
    for holder in _holders():
        with pytest.raises(TypeError):
            vars(holder)
        for name in dir(holder):
            value = getattr(holder, name)
            assert SECRET not in str(value), name
            # A request's URL is one explicit call away, and holds no secret.
            assert name == "url" or "Signature=" not in str(value).replace("Signature=***", ""), name


@pytest.mark.parametrize("cls", [App, Client, AsyncClient])
@pytest.mark.parametrize("wrong", [{"region": "nowhere"}, {"base_url": "x"}, {"limits": 7}, {"app_id": 0}])
def test_no_frame_of_a_traceback_holds_it(cls: type, wrong: dict[str, Any]) -> None:
    given: dict[str, Any] = {"app_id": 1, "server_secret": SECRET, **wrong}
    with pytest.raises((ZegoError, TypeError)) as raised:
        cls(**given)
    # This test's own frame has it; those of the package must not.
    frames = raised.value.__traceback__
    assert frames is not None
    shown = traceback.TracebackException(type(raised.value), raised.value, frames.tb_next, capture_locals=True)
    text = "".join(shown.format())
    assert "zegoapi" in text
    assert SECRET not in text


@pytest.mark.parametrize("cls", [Client, AsyncClient])
@pytest.mark.parametrize(
    "wrong", [{"app_id": 0}, {"timeout": "x"}, {"ca_file": 7}, {"client_cert_pem": (7, PRIVATE)}, {}]
)
def test_no_frame_of_a_traceback_holds_a_private_key(cls: type, wrong: dict[str, Any]) -> None:
    given: dict[str, Any] = {"app_id": 1, "server_secret": SECRET, "client_cert_pem": (PRIVATE, PRIVATE), **wrong}
    with pytest.raises((ZegoError, TypeError)) as raised:
        cls(**given)
    frames = raised.value.__traceback__
    assert frames is not None
    shown = traceback.TracebackException(type(raised.value), raised.value, frames.tb_next, capture_locals=True)
    text = "".join(shown.format())
    assert "zegoapi" in text
    assert PRIVATE not in text


@pytest.mark.parametrize("wrong", [{"window": 0}, {"window": "x"}, {"other_secrets": [7]}, {"other_secrets": [""]}])
def test_no_frame_of_a_verifier_holds_it_either(wrong: dict[str, Any]) -> None:
    with pytest.raises((ZegoError, TypeError)) as raised:
        zegoapi.CallbackVerifier(SECRET, **wrong)
    frames = raised.value.__traceback__
    assert frames is not None
    shown = traceback.TracebackException(type(raised.value), raised.value, frames.tb_next, capture_locals=True)
    assert SECRET not in "".join(shown.format())


def test_no_error_of_any_kind_shows_it(sim: Simulator, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    faults: list[tuple[str, dict[str, Any]]] = [
        ("code", {"code": 50013}),
        ("echo_url", {}),
        ("cut_short", {}),
        ("reset", {"when": "after"}),
        ("junk", {"flavour": "not_json"}),
        ("html", {"status": 502}),
    ]
    with sim.client(timeout=5, retries=0) as client:
        for kind, details in faults:
            sim.fail_next(kind, **details)
            with pytest.raises(ZegoError) as raised:
                client.send_custom_command("room1", "server", PRIVATE, to=["u1"])
            told = "".join(traceback.format_exception(raised.value)) + repr(vars(raised.value)) + repr(raised.value)
            # The traceback shows this file's lines, which hold neither.
            assert sim.server_secret not in told
            assert PRIVATE not in told
            assert "Signature=" not in told.replace("Signature=***", "")
        client.send_custom_command("room1", "server", PRIVATE, to=["u1"])
    assert len(caplog.records) > 10
    for text in [sim.server_secret, PRIVATE, "Signature", "room1", "u1", sim.http_url]:
        assert text not in caplog.text.replace("zegoapi", "")
