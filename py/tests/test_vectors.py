"""Protects the wire format and the reading of replies: every shared case, and the number of cases."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

import zegoapi
import zegoapi._native
from conftest import SECRET, table, vectors
from zegoapi import (
    ApiError,
    App,
    BadReplyError,
    CallReply,
    InvalidInputError,
    Limits,
    Request,
    SendCustomCommandReply,
    UserOutcome,
    ZegoError,
)
from zegoapi._values import loads

NONCE, TIMESTAMP = "4fd24687296dd9f3", 1615186943


def _prepare(case: dict[str, Any]) -> Request[SendCustomCommandReply]:
    app = App(
        case["app_id"],
        case["server_secret"],
        region=case["region"],
        product="rtc" if case.get("product") is None else case["product"],
        is_test=case.get("is_test"),
    )
    if case.get("base_url") is not None:
        app = App(case["app_id"], case["server_secret"], base_url=case["base_url"], is_test=case.get("is_test"))
    return zegoapi.prepare(
        app,
        case["room_id"],
        case["from_user_id"],
        case["content"],
        to=case["to_user_ids"],
        nonce=case["nonce"],
        timestamp=case["timestamp"],
    )


def _prepare_action(action: dict[str, Any], region: str = "") -> Request[CallReply]:
    params = action.get("params")
    method: Any = action.get("method") or "GET"
    params = "{}" if params is None else params
    app = App(12345, SECRET, region=region)
    return zegoapi.prepare_call(app, action["name"], params, method=method, nonce=NONCE, timestamp=TIMESTAMP)


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


def test_other_actions_give_the_exact_request() -> None:
    cases = vectors("actions.json")
    for case in cases:
        request = _prepare_action(case["action"], case.get("region") or "")
        assert (request.url, request.body) == (case["url"], case.get("body")), case["name"]
        assert request.method == (case["action"].get("method") or "GET")
    assert len(cases) == 24


def test_products_have_their_hosts() -> None:
    cases = vectors("hosts.json")
    for case in cases:
        if case["url"] is None:
            with pytest.raises(InvalidInputError) as raised:
                App(12345, SECRET, product=case["product"], region=case["region"])
            assert raised.value.field == "region"
        else:
            app = App(12345, SECRET, product=case["product"], region=case["region"])
            assert app.url.rstrip("/") == case["url"].rstrip("/")
    assert len(cases) == 84


def test_replies_have_the_stated_outcome(app: App) -> None:
    cases = vectors("replies.json")
    for case in cases:
        action = case.get("action")
        if action is None:
            content = "hi" if case.get("content") is None else case["content"]
            request: Any = zegoapi.prepare(app, "room1", "server", content, to=case.get("to", ["u1"]))
        else:
            request = _prepare_action(action)
        body = bytes.fromhex(case["body_hex"]) if case.get("body_hex") is not None else case["body"].encode()
        try:
            reply: Any = zegoapi.parse(request, case["status"], body, whole=not case.get("cut_off"))
        except ZegoError as error:
            got = _outcome(error)
            expected = {**case["error"]}
        else:
            got, expected = _shown(reply), {**case["reply"]}
        if "whole" in got:
            expected.setdefault("whole", case.get("body"))
        if "data" in expected:
            # The text of `data` is read here; a number of any size keeps its digits.
            expected["data"] = loads(expected["data"])
        if "excerpt" not in expected:
            got.pop("excerpt", None)
        assert got == expected, case["name"]
    assert len(cases) == 170


def _shown(reply: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"request_id": reply.request_id, "message": reply.message, "whole": reply.whole}
    if isinstance(reply, CallReply):
        return {**told, "code": reply.code, "data": reply.data}
    return {**told, "fail_users": [{"uid": user.uid, "code": user.code} for user in reply.fail_users]}


def _outcome(error: ZegoError) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": error.kind, "applied": error.applied, "retryable": error.retryable}
    if isinstance(error, BadReplyError):
        return {**told, "status": error.http_status, "excerpt": error.excerpt}
    assert isinstance(error, ApiError)
    return {
        **told,
        "status": error.http_status,
        "code": error.code,
        "code_kind": error.code_kind,
        "request_id": error.request_id,
        "message": error.message,
        "fail_users": [{"uid": user.uid, "code": user.code} for user in error.fail_users],
        "data": error.data,
        "whole": error.whole,
    }


def test_bad_input_is_refused_with_field_limit_and_size() -> None:
    cases = vectors("refused.json")
    for case in cases:
        action = case.get("action")
        with pytest.raises(InvalidInputError) as raised:
            _prepare(case) if action is None else _prepare_action(action)
        error = raised.value
        names = ("field", "problem", "limit", "size", "index")
        got = {name: getattr(error, name) for name in names}
        assert got == {name: case["error"].get(name) for name in names}, case["name"]
        assert all(str(got[name]) in str(error) for name in ("field", "limit", "size") if got[name] is not None)
    assert len(cases) == 76


def test_requests_print_masked() -> None:
    cases = vectors("masked.json")
    for case in cases:
        request = _prepare(case)
        assert str(request) == case["display"]
        assert repr(request) == f"<Request {case['display']}>"
    assert len(cases) == 2


def test_every_code_is_explained_as_documented() -> None:
    lists = table("codes.json")
    entries = [zegoapi.ReturnCode(*entry) for entry in zegoapi._native.tables()["codes"]]
    for case, entry in zip(lists["codes"], entries, strict=True):
        got: dict[str, Any] = {"scope": entry.scope, "code": entry.code, "kind": entry.kind}
        got["retryable"] = entry.retryable
        if entry.limited_by is not None:
            got["limited_by"] = entry.limited_by
        assert got == {name: value for name, value in case.items() if value is not None}
        assert entry.meaning
        assert entry.advice
        assert entry in zegoapi.explain(entry.code)
    for case in lists["explain"]:
        assert [entry.scope for entry in zegoapi.explain(case["code"])] == case["scopes"]
    for case in lists["lookups"]:
        found = zegoapi.explain(case["code"], scope=case["scope"])
        assert (None if found is None else found.scope) == case["found"]
        assert found is None or found.code == case["code"]
    assert {name: len(cases) for name, cases in lists.items()} == {"codes": 145, "explain": 14, "lookups": 37}
    assert Counter(entry.scope for entry in entries) == {
        "gateway": 18,
        "room": 29,
        "mixing": 42,
        "media-service": 41,
        "media-files": 9,
        "moderation": 4,
        "scene": 2,
    }


def test_lines_of_reports() -> None:
    lists = table("reports.json")
    for case in lists["digests"]:
        digest = zegoapi.message_digest(case["room_id"], case["from_user_id"], case["content"])
        assert digest == case["digest"]
    for case in lists["lines"]:
        if case.get("error") is not None:
            with pytest.raises(InvalidInputError) as raised:
                UserOutcome.from_line(case["digest"], case["line"])
            error = case["error"]
            assert raised.value.field == (error["field"] if isinstance(error, dict) else error)
            continue
        read = UserOutcome.from_line(case["digest"], case["line"])
        assert (None if read is None else [read.user_id, read.outcome, read.code]) == case["read"]
        if case.get("written"):
            assert read is not None
            assert read.line(case["digest"]) == case["line"]
    assert {name: len(cases) for name, cases in lists.items()} == {"digests": 6, "lines": 21}


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
