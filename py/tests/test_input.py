"""Protects those who hand in the wrong thing: an exception that names the parameter and not its value, no send."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import zegoapi
from conftest import SECRET
from zegoapi import App, AsyncClient, Client, FanOut, InvalidInputError
from zegoapi.testing import Simulator

TO = [
    ([], InvalidInputError, "to is 0 items"),
    ((), InvalidInputError, "to is 0 items"),
    (iter(()), InvalidInputError, "to is 0 items"),
    ([f"u{n}" for n in range(11)], InvalidInputError, "to is 11 items, at most 10"),
    (["u1", ""], InvalidInputError, r"to\[1\] is 0 bytes"),
    ("user1", TypeError, "to must be a list of user ids, not one str"),
    (b"user1", TypeError, "to must be a list of user ids, not one bytes"),
    (bytearray(b"u"), TypeError, "to must be a list of user ids, not one bytearray"),
    ({"u1": 1}, TypeError, "to must be a list of user ids, not dict"),
    (7, TypeError, "to must be a list of user ids, not int"),
    (["u1", 7], TypeError, r"to\[1\] must be str, not int"),
    (["u1", None], TypeError, r"to\[1\] must be str, not NoneType"),
    (["u1", b"u2"], TypeError, r"to\[1\] must be str, not bytes"),
    (["u1", "\udcff"], InvalidInputError, r"to\[1\] .* lone surrogate"),
]
OTHER = [
    ({"room_id": 1}, TypeError, "room_id must be str, not int"),
    ({"room_id": None}, TypeError, "room_id must be str, not NoneType"),
    ({"room_id": b"room1"}, TypeError, "room_id must be str, not bytes"),
    ({"room_id": ""}, InvalidInputError, "room_id is 0 bytes"),
    ({"room_id": "r\ud800"}, InvalidInputError, r"room_id \(4 bytes\) .* lone surrogate"),
    ({"from_user_id": ["server"]}, TypeError, "from_user_id must be str, not list"),
    ({"from_user_id": "\udfff"}, InvalidInputError, "from_user_id .* lone surrogate"),
    ({"content": {"gift": "rose"}}, TypeError, "content must be str, or bytes of UTF-8, not dict"),
    ({"content": True}, TypeError, "content must be str, or bytes of UTF-8, not bool"),
    ({"content": b"\xff\xfe"}, InvalidInputError, r"content \(2 bytes\) is not UTF-8"),
    ({"content": b""}, InvalidInputError, "content is 0 bytes"),
    ({"content": "推" * 342}, InvalidInputError, "content is 1026 bytes, at most 1024"),
    ({"content": "\ud83d"}, InvalidInputError, "content .* lone surrogate"),
]
CASES = [({"to": to}, kind, text) for to, kind, text in TO] + OTHER
GOOD = {"room_id": "room1", "from_user_id": "server", "content": "hi"}


@pytest.mark.parametrize(("wrong", "kind", "text"), CASES)
def test_every_way_in_refuses_it(sim: Simulator, wrong: dict[str, Any], kind: type[Exception], text: str) -> None:
    given: dict[str, Any] = {**GOOD, **wrong}

    async def send() -> None:
        async with sim.async_client() as client:
            await client.send_custom_command(**given)

    with sim.client() as client:
        for act in (
            lambda: client.send_custom_command(**given),
            lambda: zegoapi.prepare(client.app, **given),
            lambda: zegoapi.Call.send_custom_command(client.app, **given).next(),
            lambda: asyncio.run(send()),
        ):
            with pytest.raises(kind, match=text) as raised:
                act()
            assert type(raised.value) is kind
            # Iterators are used up, and must be told apart by their first use.
            if not isinstance(wrong.get("to"), (list, tuple, str, bytes, bytearray, dict, int, type(None))):
                break
    assert sim.counters()["calls"] == 0


@pytest.mark.parametrize(("to", "kind", "text"), [case for case in TO if "at most 10" not in case[2]])
def test_fan_outs_refuse_it_too(app: App, to: Any, kind: type[Exception], text: str) -> None:
    if iter is type(to):
        return
    with pytest.raises(kind, match=text):
        FanOut(app, "room1", "server", "hi", to)


@pytest.mark.parametrize(
    ("options", "kind", "text"),
    [
        ({"app_id": 0}, InvalidInputError, "app_id is 0"),
        ({"app_id": -1}, InvalidInputError, "app_id"),
        ({"app_id": 2**32}, InvalidInputError, "app_id"),
        ({"app_id": "1"}, TypeError, "app_id must be int, not str"),
        ({"app_id": True}, TypeError, "app_id must be int, not bool"),
        ({"app_id": 1.0}, TypeError, "app_id must be int, not float"),
        ({"server_secret": ""}, InvalidInputError, "server_secret is 0 bytes"),
        ({"server_secret": "x\n"}, InvalidInputError, "server_secret .* newline"),
        ({"server_secret": b"x"}, TypeError, "server_secret must be str, not bytes"),
        ({"server_secret": None}, TypeError, "server_secret must be str, not NoneType"),
        ({"region": "xyz"}, InvalidInputError, "region"),
        ({"region": "sgp", "base_url": "https://example.com"}, InvalidInputError, "region .* beside base_url"),
        ({"product": "zim", "base_url": "https://example.com"}, InvalidInputError, "product .* beside base_url"),
        ({"ca_file": "x.pem", "ca_pem": "y"}, InvalidInputError, "ca_pem .* beside ca_file"),
        ({"is_test": 1}, TypeError, "is_test must be bool, not int"),
        ({"app": 7}, TypeError, "app must be App, not int"),
        ({"app": App(1, SECRET)}, TypeError, "app stands in place of app_id"),
        ({"calls_per_second": 200}, TypeError, "calls_per_second must be a dict of numbers .* not int"),
        ({"calls_per_second": {"CloseRoom": 0}}, InvalidInputError, "calls_per_second is not 1 or more"),
        ({"calls_per_second": {"CloseRoom": "1"}}, TypeError, "calls_per_second must be int, not str"),
        ({"calls_per_second": {1: 1}}, TypeError, "calls_per_second must be str, not int"),
        ({"region": None}, TypeError, "region must be str, not NoneType"),
        ({"product": "RTC"}, InvalidInputError, "product"),
        ({"base_url": "http://example.com"}, InvalidInputError, "base_url .* https"),
        ({"base_url": 5}, TypeError, "base_url must be str, not int"),
        ({"timeout": 0}, InvalidInputError, "timeout"),
        ({"timeout": -1}, InvalidInputError, "timeout"),
        ({"timeout": float("nan")}, InvalidInputError, "timeout"),
        ({"timeout": "5"}, TypeError, "timeout must be a number of seconds, not str"),
        ({"timeout": 0.0004}, InvalidInputError, "timeout is not a millisecond or longer"),
        ({"try_timeout": 0}, InvalidInputError, "try_timeout is not a millisecond or longer"),
        ({"try_timeout": -0.1}, InvalidInputError, "try_timeout"),
        ({"backoff": -1}, InvalidInputError, "backoff is not a number of seconds, not negative; nothing was sent"),
        ({"duplicates_ok": 1}, TypeError, "duplicates_ok must be bool, not int"),
        ({"fail_fast": "yes"}, TypeError, "fail_fast must be bool, not str"),
        ({"retries": -1}, InvalidInputError, "retries"),
        ({"retries": 1.5}, TypeError, "retries must be int, not float"),
        ({"connect_timeout": 0}, InvalidInputError, "connect_timeout"),
        ({"ca_file": "/nowhere"}, InvalidInputError, "ca_file"),
        ({"ca_file": 7}, TypeError, "ca_file must be a path, not int"),
        ({"ca_pem": "no certificate"}, InvalidInputError, "ca_pem"),
        ({"ca_pem": 7}, TypeError, "ca_pem must be str, or bytes of UTF-8, not int"),
        ({"system_roots": 1}, TypeError, "system_roots must be bool, not int"),
        ({"system_roots": True, "ca_pem": "x"}, InvalidInputError, "system_roots .* beside ca_file or ca_pem"),
        ({"add_ca_file": "/nowhere"}, InvalidInputError, "add_ca_file .* a file that can be read"),
        ({"add_ca_file": 7}, TypeError, "add_ca_file must be a path, not int"),
        ({"add_ca_pem": b"no certificate"}, InvalidInputError, "add_ca_pem"),
        ({"add_ca_pem": 7}, TypeError, "add_ca_pem must be str, or bytes of UTF-8, not int"),
        ({"client_cert_files": "x.pem"}, TypeError, "client_cert_files must be a tuple of two paths.*, not str"),
        ({"client_cert_files": ("x.pem", 7)}, TypeError, "client_cert_files must be a path, not int"),
        ({"client_cert_files": ("/nowhere", "/nor/this")}, InvalidInputError, "client_cert"),
        ({"client_cert_pem": ("x",)}, TypeError, "client_cert_pem must be a tuple of two PEM texts.*, not tuple"),
        ({"client_cert_pem": ("x", 7)}, TypeError, "client_cert_pem must be str, or bytes of UTF-8, not int"),
        ({"client_cert_pem": ("no certificate", "x")}, InvalidInputError, "client_cert"),
        ({"max_connection_age": 0}, InvalidInputError, "max_connection_age .* a millisecond or longer"),
        ({"max_connection_age": "1"}, TypeError, "max_connection_age must be a number of seconds, not str"),
        ({"max_idle_connections": 65_537}, InvalidInputError, "max_idle_connections is 65537"),
        ({"max_idle_connections": "1"}, TypeError, "max_idle_connections must be int, not str"),
        ({"proxy": "not a url"}, InvalidInputError, "proxy"),
        ({"max_reply_bytes": -1}, InvalidInputError, "max_reply_bytes"),
        ({"limits": zegoapi.Limits(content_bytes=-1)}, InvalidInputError, "content_bytes"),
        ({"limits": zegoapi.Limits(to_users="9")}, TypeError, "to_users must be int, not str"),  # type: ignore[arg-type]
        ({"limits": {"to_users": 9}}, TypeError, "limits must be Limits, not dict"),
    ],
)
def test_options_are_checked_when_a_client_is_made(options: dict[str, Any], kind: type[Exception], text: str) -> None:
    given: dict[str, Any] = {"app_id": 1, "server_secret": SECRET, **options}
    for cls in (Client, AsyncClient):
        with pytest.raises(kind, match=text) as raised:
            cls(**given)
        assert type(raised.value) is kind


@pytest.mark.parametrize("seconds", [1, 2.5, float("inf"), 1e300])
def test_any_time_from_a_millisecond_up_is_one(sim: Simulator, seconds: float) -> None:
    with sim.client(timeout=seconds, connect_timeout=seconds) as client:
        assert client.send_custom_command("room1", "server", "hi").fail_users == ()


def test_options_are_keyword_only(sim: Simulator) -> None:
    with pytest.raises(TypeError):
        Client(1, SECRET, "sgp")  # type: ignore[call-arg, arg-type]
    with sim.client() as client, pytest.raises(TypeError):
        client.send_custom_command("room1", "server", "hi", ["u1"])  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("action", "params", "options", "kind", "text"),
    [
        ("", {}, {}, InvalidInputError, "action"),
        ("A&B", {}, {}, InvalidInputError, "action"),
        (7, {}, {}, TypeError, "action must be str, not int"),
        ("DescribeUserNum", {"RoomId": []}, {}, InvalidInputError, "RoomId is 0 items"),
        ("DescribeUserNum", {"RoomId": None}, {}, InvalidInputError, "RoomId"),
        ("DescribeUserNum", {"RoomId": {"x": 1}}, {}, InvalidInputError, "RoomId"),
        ("DescribeUserNum", {"AppId": 1}, {}, InvalidInputError, "AppId"),
        ("DescribeUserNum", {"RoomId": {1, 2}}, {}, TypeError, "params cannot be written as JSON"),
        ("DescribeUserNum", {"x": float("nan")}, {}, TypeError, "params cannot be written as JSON"),
        ("DescribeUserNum", {"x": "\ud800"}, {}, InvalidInputError, "params"),
        ("DescribeUserNum", "x", {}, InvalidInputError, "params"),
        ("DescribeUserNum", 7, {}, TypeError, "params must be a mapping, or the text of a JSON object, not int"),
        ("StartMix", [("a", 1)], {"method": "POST"}, TypeError, "params must be a mapping, or .* not list"),
        ("StartMix", {}, {}, InvalidInputError, "method is not POST, which this action is called by"),
        ("StartMix", {}, {"method": "PUT"}, InvalidInputError, "method"),
        ("StartMix", {}, {"scope": "rooms", "method": "POST"}, InvalidInputError, "scope"),
    ],
)
def test_other_actions_are_checked(
    app: App, action: Any, params: Any, options: dict[str, Any], kind: type[Exception], text: str
) -> None:
    with pytest.raises(kind, match=text):
        zegoapi.prepare_call(app, action, params, **options)


@pytest.mark.parametrize(("nonce", "timestamp"), [("4fd24687296dd9f3", None), (None, 7)])
def test_a_nonce_and_a_timestamp_come_together(app: App, nonce: Any, timestamp: Any) -> None:
    with pytest.raises(TypeError, match="nonce and timestamp"):
        zegoapi.prepare(app, "room1", "server", "hi", nonce=nonce, timestamp=timestamp)


@pytest.mark.parametrize(
    ("options", "kind", "text"),
    [
        ({"timeout": 0}, InvalidInputError, "timeout is not a millisecond or longer"),
        ({"try_timeout": 0}, InvalidInputError, "try_timeout is not a millisecond or longer"),
        ({"backoff": "1"}, TypeError, "backoff must be a number of seconds, not str"),
        ({"max_backoff": -1}, InvalidInputError, "max_backoff"),
        ({"retries": -1}, InvalidInputError, "retries"),
        ({"duplicates_ok": "no"}, TypeError, "duplicates_ok must be bool, not str"),
    ],
)
def test_options_of_a_call_are_checked_in_the_same_way(
    sim: Simulator, options: dict[str, Any], kind: type[Exception], text: str
) -> None:
    async def send(fan_out: bool) -> None:
        async with sim.async_client() as client:
            if fan_out:
                await client.send_to_users("room1", "server", "hi", ["u1"], **options)
            else:
                await client.send_custom_command("room1", "server", "hi", **options)

    with sim.client() as client:
        for act in (
            lambda: client.send_custom_command("room1", "server", "hi", **options),
            lambda: client.call("DescribeUserNum", {"RoomId": ["room1"]}, **options),
            lambda: client.send_to_users("room1", "server", "hi", ["u1"], **options),
            lambda: zegoapi.Call.send_custom_command(client.app, "room1", "server", "hi", **options).next(),
            lambda: _first_error(FanOut(client.app, "room1", "server", "hi", ["u1"], **options)),
            lambda: asyncio.run(send(False)),
            lambda: asyncio.run(send(True)),
        ):
            with pytest.raises(kind, match=text):
                act()
    assert sim.counters()["calls"] == 0


def _first_error(fan_out: FanOut) -> None:
    """A fan-out that is driven by hand says it by the report of its calls."""
    step = fan_out.next()
    assert isinstance(step, zegoapi.Done)
    assert step.reply.stopped_by is not None
    raise step.reply.stopped_by


def test_what_is_not_callable_is_found_out_before_anything_is_sent(sim: Simulator) -> None:
    async def send(progress: Any) -> None:
        async with sim.async_client() as client:
            await client.send_to_users("room1", "server", "hi", ["u1"], progress=progress)

    with sim.client() as client, pytest.raises(TypeError, match="progress must be callable, not int"):
        client.send_to_users("room1", "server", "hi", ["u1"], progress=5)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="progress must be callable, not int"):
        asyncio.run(send(5))
    assert sim.counters()["calls"] == 0


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (("200", None, b""), "status must be int, not str"),
        ((200, 7, b""), "date must be str, not int"),
        ((200, None, "{}"), "body must be bytes, not str"),
    ],
)
def test_reports_name_what_is_wrong(app: App, answer: Any, text: str) -> None:
    call = zegoapi.Call.send_custom_command(app, "room1", "server", "hi")
    assert isinstance(call.next(), zegoapi.Send)
    with pytest.raises(TypeError, match=text):
        call.reply(*answer)
    with pytest.raises(TypeError, match=text.replace("status", "status")):
        zegoapi.FanOut(app, "room1", "server", "hi", ["u1"]).reply(1, *answer)
    with pytest.raises(InvalidInputError, match="cause is not one of the causes"):
        call.not_sent("Dns")  # type: ignore[arg-type]
    call.reply(200, None, b'{"Code":0}')
    assert isinstance(call.next(), zegoapi.Done)
