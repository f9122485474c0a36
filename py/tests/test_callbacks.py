"""Protects callbacks: every shared case, the memory and stores of one's own, typed events, what may be printed."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import pickle
import threading
import time
import typing
from typing import Any

import pytest

import zegoapi
import zegoapi._native
from conftest import table
from zegoapi import Callback, CallbackError, CallbackVerifier, callback_events
from zegoapi.callback_events import RoomLogin
from zegoapi.testing import sign_callback

SECRET = "b3ca7d8f1e2a4c5d9e0f"
LISTS = table("callbacks.json")


def _stamped(case: dict[str, Any]) -> bytes:
    stamp = {name: case[name] for name in ("timestamp", "nonce", "signature")}
    return json.dumps({"event": "room_login", **stamp}).encode()


def _body(case: dict[str, Any]) -> bytes:
    return bytes.fromhex(case["body_hex"]) if case.get("body_hex") is not None else case["body"].encode()


def test_how_many_cases_there_are() -> None:
    counts = {name: len(cases) for name, cases in LISTS.items()}
    assert counts == {"signatures": 9, "checked": 34, "memory": 6, "read": 46, "unreadable": 27}


def test_signatures() -> None:
    for case in LISTS["signatures"]:
        body = sign_callback(case["callback_secret"], {"event": "x"}, timestamp=case["timestamp"], nonce=case["nonce"])
        assert json.loads(body)["signature"] == case["signature"], case["name"]
        assert Callback.read(body).signature == case["signature"]


def test_stamps_are_checked() -> None:
    for case in LISTS["checked"]:
        first, *others = case["secrets"]
        verifier = CallbackVerifier(first, other_secrets=others, window=case["window_s"])
        if case["error"] is None:
            verified = verifier.check(_stamped(case), now=case["now"])
            assert (verified.secret_index, verified.age) == (case["secret_index"], case["age_s"]), case["name"]
            assert verified.callback.timestamp == case["timestamp"]
            continue
        with pytest.raises(CallbackError) as raised:
            verifier.check(_stamped(case), now=case["now"])
        assert raised.value.kind == case["error"], case["name"]
        assert raised.value.age == case.get("age_s"), case["name"]


def test_the_memory_goes_as_scripted() -> None:
    for case in LISTS["memory"]:
        verifier = CallbackVerifier(case["callback_secret"], window=case["window_s"], capacity=case["capacity"])
        verified: dict[str, zegoapi.VerifiedCallback] = {}
        for step in case["steps"]:
            match step:
                case {"verify": name, "at": at, "expect": "ok"}:
                    verified[name] = verifier.verify(_stamped(step), now=at)
                case {"verify": _, "at": at, "expect": kind}:
                    with pytest.raises(CallbackError) as raised:
                        verifier.verify(_stamped(step), now=at)
                    assert raised.value.kind == kind, (case["name"], step)
                case {"commit": name}:
                    verified[name].commit()
                case {"release": name}:
                    verified[name].release()
                case _:
                    raise AssertionError(step)
        assert verifier.forgotten == case["forgotten"], case["name"]


def test_bodies_are_read() -> None:
    seen = set()
    for case in LISTS["read"]:
        callback = Callback.read(_body(case), product=case["read_as"])
        got = (callback.product, callback.event_name, callback.app_id)
        assert got == (case["product"], case["event"], case["app_id"]), case["name"]
        stamp = (callback.timestamp, callback.nonce, callback.signature)
        assert stamp == (case["timestamp"], case["nonce"], case["signature"]), case["name"]
        for name, text in case["fields"].items():
            assert callback.field_json(name) == text, case["name"]
            assert callback.fields[name] == json.loads(text)
        if case["typed"] is None:
            assert callback.event is None, case["name"]
            continue
        seen.add(callback.event_name)
        _check(callback.event, case["typed"], case["name"])
        _check_whole(callback, case["name"])
    assert seen == set(callback_events.EVENTS)


def _check(event: Any, expected: dict[str, Any], name: str) -> None:
    """Everything that is not named is absent or empty."""
    for one in dataclasses.fields(event):
        value, wanted = getattr(event, one.name), expected.get(one.name)
        if isinstance(value, tuple) and wanted is not None:
            assert len(value) == len(wanted), (name, one.name)
            for item, wanted_item in zip(value, wanted, strict=True):
                if dataclasses.is_dataclass(item):
                    _check(item, wanted_item, name)
                else:
                    assert item == wanted_item, (name, one.name)
        elif dataclasses.is_dataclass(value) and wanted is not None:
            _check(value, wanted, name)
        else:
            assert value == (() if wanted is None and isinstance(value, tuple) else wanted), (name, one.name)
    names = {one.name for one in dataclasses.fields(event)}
    assert set(expected) <= names, name


def _check_whole(callback: Callback, name: str) -> None:
    """The class has each field of the core's, and no other."""
    text = callback._native.event_json()
    assert text is not None

    def check(event: Any, values: Any) -> None:
        if isinstance(values, dict):
            assert {one.name for one in dataclasses.fields(event)} == set(values), name
            for key, value in values.items():
                check(getattr(event, key), value)
        elif isinstance(values, list):
            for item, value in zip(event, values, strict=True):
                check(item, value)

    check(callback.event, json.loads(text))


def test_what_cannot_be_read_is_refused() -> None:
    for case in LISTS["unreadable"]:
        with pytest.raises(CallbackError) as raised:
            Callback.read(_body(case))
        assert (raised.value.kind, raised.value.field) == (case["error"], case["field"]), case["name"]
        assert 400 <= raised.value.answer_status < 500
        assert raised.value.applied == "no"


def test_events_are_frozen_and_resolve() -> None:
    login = {"event": "room_login", "room_id": "room1", "user_account": "rose", "callback_data": "what they sent along"}
    event = Callback.read(sign_callback(SECRET, login)).event
    assert event == RoomLogin(room_id="room1", user_account="rose", callback_data="what they sent along")
    assert hash(event)
    assert pickle.loads(pickle.dumps(event)) == event
    assert "what they sent" not in repr(event)
    with pytest.raises(dataclasses.FrozenInstanceError):
        event.room_id = "room2"
    assert len(callback_events.__all__) == 36
    for name in callback_events.__all__:
        cls = getattr(callback_events, name)
        assert set(typing.get_type_hints(cls)) == {one.name for one in dataclasses.fields(cls)}
    mix = Callback.read(sign_callback(SECRET, {"event": "mix_stop", "task_id": "1234567890:task:1"})).event
    assert mix.own_task_id == "task:1"
    made = {"media": {"transcode": [{"size": 9}]}}
    files = Callback.read(sign_callback(SECRET, {"event": "procedure", "extra_params": made})).event.files
    assert [file.size for file in files] == [9]


def test_a_block_commits_or_releases() -> None:
    verifier = CallbackVerifier(SECRET)
    body = sign_callback(SECRET, {"event": "room_close", "room_id": "room1"})
    with pytest.raises(ZeroDivisionError), verifier.verify(body):
        _ = 1 / 0
    with verifier.verify(body) as callback:
        assert callback.event.room_id == "room1"
        with pytest.raises(CallbackError) as raised:
            verifier.verify(body)
        assert (raised.value.kind, raised.value.answer_status) == ("InProgress", 503)
    with pytest.raises(CallbackError) as raised:
        verifier.verify(body)
    assert (raised.value.kind, raised.value.answer_status) == ("Repeated", 200)
    other = CallbackVerifier("the-next-one", other_secrets=[SECRET])
    assert other.verify(body).secret_index == 1


class _Store:
    """A store over a dict, which may be broken."""

    def __init__(self, broken: bool = False) -> None:
        self.keys: dict[str, Any] = {}
        self.broken = broken

    def claim(self, key: str, until: int) -> Any:
        if self.broken:
            raise OSError("no connection")
        assert abs(until - time.time() - 600) < 5
        if key in self.keys:
            return self.keys[key]
        self.keys[key] = "in_progress"
        return "new"

    def commit(self, key: str) -> None:
        self.keys[key] = "done"

    def release(self, key: str) -> None:
        del self.keys[key]


class _AsyncStore(_Store):
    async def claim(self, key: str, until: int) -> Any:
        await asyncio.sleep(0)
        return super().claim(key, until)

    async def commit(self, key: str) -> None:  # type: ignore[override]
        super().commit(key)

    async def release(self, key: str) -> None:  # type: ignore[override]
        super().release(key)


def test_a_store_of_ones_own() -> None:
    verifier, store = CallbackVerifier(SECRET), _Store()
    body = sign_callback(SECRET, {"event": "room_close"})
    with pytest.raises(ZeroDivisionError), verifier.verify(body, store=store):
        _ = 1 / 0
    assert store.keys == {}
    with verifier.verify(body, store=store):
        pass
    with pytest.raises(CallbackError) as raised:
        verifier.verify(body, store=store)
    assert raised.value.kind == "Repeated"
    with pytest.raises(CallbackError) as raised:
        verifier.verify(body, store=_Store(broken=True))
    assert (raised.value.kind, raised.value.answer_status) == ("MemoryUnavailable", 503)
    assert isinstance(raised.value.__cause__, OSError)
    # A store that says nothing lets nothing through.
    for answer, kind in ((None, TypeError), ("yes", zegoapi.InvalidInputError), ("own", zegoapi.InvalidInputError)):
        store.keys = {verifier.check(body).key: answer}
        with pytest.raises(kind, match="claim"):
            verifier.verify(body, store=store)
    # What is not signed is not asked about.
    with pytest.raises(CallbackError) as raised:
        CallbackVerifier("another").verify(body, store=_Store(broken=True))
    assert raised.value.kind == "BadSignature"


def test_a_store_that_is_awaited() -> None:
    verifier, store = CallbackVerifier(SECRET), _AsyncStore()
    body = sign_callback(SECRET, {"event": "room_close"})

    async def take(store: Any, fail: bool = False) -> str:
        try:
            async with verifier.averify(body, store=store) as callback:
                await asyncio.sleep(0.01)
                assert callback.event_name == "room_close"
                if fail:
                    raise ZeroDivisionError
        except CallbackError as error:
            return error.kind
        except ZeroDivisionError:
            return "failed"
        return "ok"

    async def main() -> None:
        assert await take(store, fail=True) == "failed"
        assert sorted(await asyncio.gather(*(take(store) for _ in range(3)))) == ["InProgress", "InProgress", "ok"]
        assert await take(store) == "Repeated"
        assert await take(_AsyncStore(broken=True)) == "MemoryUnavailable"

    asyncio.run(main())


def test_one_of_many_threads_gets_it() -> None:
    verifier = CallbackVerifier(SECRET)
    body = sign_callback(SECRET, {"event": "room_close"})
    kinds: list[str] = []

    def take() -> None:
        try:
            verifier.verify(body).commit()
            kinds.append("ok")
        except CallbackError as error:
            kinds.append(error.kind)

    threads = [threading.Thread(target=take) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kinds.count("ok") == 1
    assert set(kinds) <= {"ok", "Repeated", "InProgress"}


def test_what_is_wrong_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    cases: list[tuple[dict[str, Any], str]] = [
        ({"callback_secret": ""}, "callback_secret is 0 bytes"),
        ({"callback_secret": "x\n"}, "callback_secret .* white space"),
        ({"window": 0}, "window is 0 seconds, at least 1"),
        ({"window": 86_401}, "window is 86401 seconds, at most 86400"),
    ]
    for given, text in cases:
        with pytest.raises(CallbackError, match=text) as raised:
            CallbackVerifier(**{"callback_secret": SECRET, **given})
        assert raised.value.kind == "InvalidInput"
    with pytest.raises(TypeError, match="callback_secret must be str, not bytes"):
        CallbackVerifier(b"x")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="body must be bytes, not dict"):
        Callback.read({"event": "room_close"})  # type: ignore[arg-type]
    with pytest.raises(zegoapi.InvalidInputError, match="product is not rtc, zim"):
        Callback.read(b"{}", product="x")  # type: ignore[arg-type]
    monkeypatch.delenv("ZEGO_CALLBACK_SECRET", raising=False)
    with pytest.raises(zegoapi.InvalidInputError, match="ZEGO_CALLBACK_SECRET is not set"):
        CallbackVerifier.from_env()
    monkeypatch.setenv("ZEGO_CALLBACK_SECRET", SECRET)
    assert CallbackVerifier.from_env(window=60).verify(sign_callback(SECRET, {"event": "x"})).age < 5


def test_neither_callback_nor_error_shows_what_is_in_it() -> None:
    body = sign_callback(SECRET, {"event": "room_login", "user_account": "rose"}, nonce="a-nonce")
    callback = Callback.read(body)
    verified = CallbackVerifier(SECRET).verify(body)
    with pytest.raises(CallbackError) as raised:
        CallbackVerifier("another").verify(body)
    shown = repr(callback) + repr(verified) + str(raised.value) + repr(vars(raised.value))
    for text in ("rose", "a-nonce", callback.signature, SECRET):
        assert text not in shown
    assert "RoomLogin" in shown or "room_login" in shown
    assert pickle.loads(pickle.dumps(raised.value)).answer_status == 401


def test_every_kind_is_documented_and_has_an_answer() -> None:
    for kind, status in zegoapi._native.tables()["callback_errors"]:
        assert f"`{kind}`" in (CallbackError.__doc__ or "")
        assert status in (200, 400, 401, 413, 500, 503)
