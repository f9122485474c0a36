"""Protects tokens: every shared case, a second implementation of the format, and what may be printed."""

from __future__ import annotations

import base64
import json
import secrets
import struct
import time
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

import zegoapi
import zegoapi._native
from conftest import SECRET, table
from zegoapi import App, InvalidInputError, Privileges, Token, TokenError, ZegoError


def _privileges(given: dict[str, Any] | None) -> Privileges | None:
    if given is None:
        return None
    return Privileges(given["room_id"] or None, given["login"], given["publish"], given["stream_id_list"])


def test_every_shared_case() -> None:
    lists = table("tokens.json")
    for case in lists["made"]:
        app = App(case["app_id"], case["server_secret"])
        app.clock_offset = case["clock_offset_s"]
        privileges = _privileges(case["privileges"])
        token = Token.make(
            app,
            case["user_id"],
            case["valid_for_s"],
            privileges=privileges,
            payload="" if privileges is not None else case["payload"],
            iv=bytes.fromhex(case["iv_hex"]),
            nonce=case["nonce"],
            now=case["now"],
        )
        assert token.text == case["token"], case["name"]
        contents = token.open(app)
        assert contents.payload == case["payload"], case["name"]
        assert privileges is None or contents.privileges == privileges, case["name"]
        assert (contents.expire, contents.valid_for) == (token.expire, case["valid_for_s"])
    for case in lists["refused"]:
        with pytest.raises(TokenError) as raised:
            _refused(case)
        names = ("field", "problem", "limit", "size", "index")
        assert {name: getattr(raised.value, name) for name in names} == {name: case[name] for name in names}
        assert raised.value.kind == "InvalidInput"
    for case in lists["opened"]:
        _check_opened(case)
    for case in lists["mistakes"]:
        with pytest.raises(TokenError) as raised:
            Token.parse(case["text"]).open(App(12345, case["server_secret"]))
        assert raised.value.kind == case["error"], case["name"]
    counts = {name: len(cases) for name, cases in lists.items()}
    assert counts == {"made": 13, "refused": 16, "opened": 11, "mistakes": 31}


def _refused(case: dict[str, Any]) -> Token:
    privileges = None
    if case["room_id"] is not None:
        privileges = Privileges(case["room_id"], stream_id_list=case["stream_id_list"])
    return Token.make(
        App(12345, case["server_secret"]),
        case["user_id"],
        case["valid_for_s"],
        privileges=privileges,
        payload=case["payload"],
        iv=bytes(16),
        nonce=1,
        now=case["now"],
    )


def _check_opened(case: dict[str, Any]) -> None:
    app = App(case["app_id"], case["server_secret"])
    contents = Token.parse(case["token"]).open(app)
    expected = {**case["contents"], "nonce": int(case["contents"]["nonce"])}
    assert {name: getattr(contents, name) for name in expected} == expected, case["name"]
    assert contents.is_of(app) == case["is_of"]
    assert contents.privileges == _privileges(case["privileges"])
    for now, leeway, validity in case["validity"]:
        assert contents.validity(now, leeway=leeway) == validity, (case["name"], now, leeway)


def _open(token: str, secret: str) -> tuple[int, dict[str, Any]]:
    """Open a token with another implementation of everything."""
    assert token[:2] == "04"
    raw = base64.b64decode(token[2:], validate=True)
    (expire, iv_size), raw = struct.unpack(">qH", raw[:10]), raw[10:]
    iv, raw = raw[:iv_size], raw[iv_size:]
    (size,), sealed = struct.unpack(">H", raw[:2]), raw[2:]
    assert (iv_size, size) == (16, len(sealed))
    decryptor = Cipher(algorithms.AES(secret.encode()), modes.CBC(iv)).decryptor()
    unpadder = PKCS7(128).unpadder()
    padded = decryptor.update(sealed) + decryptor.finalize()
    claims: dict[str, Any] = json.loads(unpadder.update(padded) + unpadder.finalize())
    return expire, claims


def test_a_thousand_tokens_are_opened_by_another_implementation() -> None:
    seen = set()
    for n in range(1000):
        secret = secrets.token_hex(16)
        app = App(secrets.randbelow(2**32 - 1) + 1, secret)
        user_id = "".join(secrets.choice('user_1"\\/推🎮') for _ in range(1 + secrets.randbelow(40)))
        privileges = None if n % 3 else Privileges(f"room{n}", bool(n % 2), True, [f"s{n}"] if n % 5 else None)
        payload = '{"n":[1,"é"]}' if n % 3 == 1 else ""
        valid_for = 1 + secrets.randbelow(100_000)
        before = int(time.time())
        token = Token.make(app, user_id, valid_for, privileges=privileges, payload=payload)
        expire, claims = _open(token.text, secret)
        assert (claims["app_id"], claims["user_id"]) == (app.app_id, user_id)
        assert before <= claims["ctime"] <= time.time()
        assert claims["expire"] == claims["ctime"] + valid_for == expire == token.expire
        if privileges is None:
            assert claims["payload"] == payload
        else:
            said = json.loads(claims["payload"])
            assert said["room_id"] == privileges.room_id
            assert said["privilege"] == {"1": n % 2, "2": 1}
            assert said["stream_id_list"] == (list(privileges.stream_id_list) if privileges.stream_id_list else None)
        assert token.open(app).validity() == "valid"
        seen.add((token.text, claims["nonce"]))
    assert len({text for text, _ in seen}) == 1000
    assert len({nonce for _, nonce in seen}) > 990


def test_a_token_does_not_print_and_its_errors_hold_nothing() -> None:
    app = App(12345, SECRET)
    token = Token.make(app, "u1", 60, payload='{"private":1}')
    size = len(token.text)
    assert (str(token), repr(token)) == (f"04...({size} bytes)", f"Token(04...({size} bytes))")
    assert "private" not in repr(token.open(app))
    assert token == Token.parse(token.text)
    assert hash(token) == hash(Token.parse(token.text))
    with pytest.raises(TokenError) as raised:
        token.open(App(12345, "0" * 32))
    assert (raised.value.kind, raised.value.field, raised.value.applied) == ("OtherSecret", "token", "no")
    assert isinstance(raised.value, (InvalidInputError, ZegoError, ValueError))
    for text in (token.text, SECRET, "private"):
        assert text not in str(raised.value) + repr(vars(raised.value))


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"user_id": 7}, "user_id must be str, not int"),
        ({"valid_for": "60"}, "valid_for must be a number of seconds, not str"),
        ({"valid_for": True}, "valid_for must be a number of seconds, not bool"),
        ({"payload": {}}, "payload must be str, not dict"),
        ({"privileges": "room1"}, "privileges must be Privileges, not str"),
        ({"privileges": Privileges(None), "payload": "{}"}, "privileges stand in place of a payload"),
        ({"now": 7}, "iv, nonce and now must be given together"),
    ],
)
def test_what_is_of_the_wrong_type_is_named(app: App, given: dict[str, Any], text: str) -> None:
    with pytest.raises(TypeError, match=text):
        Token.make(app, **{"user_id": "u1", "valid_for": 60, **given})


def test_privileges_name_what_is_wrong() -> None:
    with pytest.raises(TypeError, match="not one str"):
        Privileges("room1", stream_id_list="s1")
    with pytest.raises(TypeError, match="login must be bool, not int"):
        Privileges("room1", login=1)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="room_id must be str, not int"):
        Privileges(7)  # type: ignore[arg-type]


def test_every_kind_is_documented() -> None:
    for kind in zegoapi._native.tables()["token_errors"]:
        assert f"`{kind}`" in (TokenError.__doc__ or "")
