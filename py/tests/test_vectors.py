"""Protects the wire format and the reading of replies: every shared case, and the number of cases."""

from __future__ import annotations

from typing import Any

import pytest

import zegoapi
from conftest import vectors
from zegoapi import App, BadReplyError, InvalidInputError, Limits, Reply, Request, ZegoError


def _prepare(case: dict[str, Any]) -> Request[Reply]:
    app = App(
        case["app_id"],
        case["server_secret"],
        region=case["region"],
        product="rtc" if case.get("product") is None else case["product"],
        base_url=case.get("base_url"),
        is_test=case.get("is_test"),
    )
    return zegoapi.prepare(
        app,
        case["room_id"],
        case["from_user_id"],
        case["content"],
        to=case["to_user_ids"],
        nonce=case["nonce"],
        timestamp=case["timestamp"],
    )


def test_requests_give_the_exact_url() -> None:
    cases = vectors("requests.json")
    for case in cases:
        request = _prepare(case)
        assert (request.method, request.url, request.body, request.headers) == ("GET", case["url"], None, {})
    assert len(cases) == 151


def test_content_as_bytes_is_the_same_content() -> None:
    cases = vectors("requests.json")
    for case in cases:
        assert _prepare({**case, "content": case["content"].encode()}).url == case["url"]
    assert len(cases) == 151


def test_replies_have_the_stated_outcome(app: App) -> None:
    request = zegoapi.prepare(app, "room1", "server", "hi", to=["u1"])
    cases = vectors("replies.json")
    for case in cases:
        try:
            reply = zegoapi.parse(request, case["status"], case["body"].encode())
        except ZegoError as error:
            assert _outcome(error) == case["error"], case["name"]
        else:
            got = {
                "request_id": reply.request_id,
                "message": reply.message,
                "fail_users": [{"uid": user.uid, "code": user.code} for user in reply.fail_users],
            }
            assert got == case["reply"], case["name"]
    assert len(cases) == 56


def _outcome(error: ZegoError) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": error.kind, "delivery": error.delivery}
    if isinstance(error, BadReplyError):
        return {**told, "status": error.http_status}
    assert isinstance(error, zegoapi.ApiError)
    return {
        **told,
        "code": error.code,
        "code_kind": error.code_kind,
        "request_id": error.request_id,
        "message": error.message,
        "fail_users": [{"uid": user.uid, "code": user.code} for user in error.fail_users],
    }


def test_bad_input_is_refused_with_field_limit_and_size() -> None:
    cases = vectors("refused.json")
    for case in cases:
        with pytest.raises(InvalidInputError) as raised:
            _prepare(case)
        error = raised.value
        names = ("field", "problem", "limit", "size", "index")
        got = {name: getattr(error, name) for name in names}
        assert got == {name: case["error"].get(name) for name in names}, case["name"]
        assert all(str(got[name]) in str(error) for name in ("field", "limit", "size") if got[name] is not None)
    assert len(cases) == 41


def test_requests_print_masked() -> None:
    cases = vectors("masked.json")
    for case in cases:
        request = _prepare(case)
        assert str(request) == case["display"]
        assert repr(request) == f"<Request {case['display']}>"
    assert len(cases) == 2


def test_every_documented_code_is_explained() -> None:
    cases = vectors("codes.json")
    for case in cases:
        entry = zegoapi.explain(case["code"])
        assert entry is not None
        assert (entry.code, entry.family, entry.kind) == (case["code"], case["family"], case["kind"])
        assert entry.meaning
        assert entry.advice
    assert len(cases) == 45
    assert zegoapi.explain(424242) is None
    assert zegoapi.explain(50003, scope="gateway") is None


def test_raised_limits_are_kept_to() -> None:
    limits = Limits(content_bytes=4, to_users=1)
    app = App(1, "secret", limits=limits)
    assert zegoapi.prepare(app, "r", "s", "four").method == "GET"
    with pytest.raises(InvalidInputError) as raised:
        zegoapi.prepare(app, "r", "s", "fives")
    assert (raised.value.field, raised.value.limit, raised.value.size) == ("content", 4, 5)
    with pytest.raises(InvalidInputError) as raised:
        zegoapi.prepare(app, "r", "s", "hi", to=["a", "b"])
    assert (raised.value.field, raised.value.limit, raised.value.size) == ("to", 1, 2)
