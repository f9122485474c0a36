"""Protects the decisions of a call as Python sees them: every scripted case in virtual time."""

from __future__ import annotations

from typing import Any

import zegoapi
from script import (
    LIMITED,
    OK,
    Asks,
    Case,
    answer,
    call_options,
    cannot_say,
    check_request,
    folder,
    make_app,
    report,
    shown,
    steps,
)
from zegoapi import App, Call, CallReply, Done, InvalidInputError, Send, SendCustomCommandReply, Wait, ZegoError


def test_calls_go_as_scripted() -> None:
    cases = folder("calls")
    left_out = [case for case in cases if cannot_say(case)]
    for case in cases:
        if case not in left_out:
            _run(case)
    assert (len(cases), len(left_out)) == (338, 1)


def _make(app: App, action: Case | None, options: Case, time: Case) -> Call[Any]:
    if action is None:
        return Call.send_custom_command(app, "room1", "server", "hi", to=["u1", "u2"], **options, **time)
    method, params = action.get("method") or "GET", action.get("params") or "{}"
    return Call.call(app, action["name"], params, method=method, **options, **time)


def _run(case: Case) -> None:
    app, asks = make_app(case), Asks(case)
    begins = asks.time({"at": case.get("begins_at") or 0})
    call = _make(app, case.get("action"), call_options(case.get("options") or {}), begins)
    for step in steps(case):
        match step:
            case {"events": expected}:
                got = [
                    [event.kind, event.try_number, event.outcome, event.code, event.duration_ms]
                    for event in call.events()
                ]
                assert got == expected, case["name"]
            case {"event": expected}:
                event = next(call.events())
                assert {name: getattr(event, name) for name in event.__match_args__} == expected, case["name"]
            case {"clock_offset_s": expected} if "at" not in step:
                assert app.clock_offset == expected, case["name"]
            case {"ask": expected}:
                _ask(case, call, app, asks, step, expected)
            case {"cancel": True}:
                call.cancel(now_ms=step["at"])
            case {"others": count}:
                _others(app, count, OK, step, asks)
            case {"others_limited": count}:
                _others(app, count, LIMITED, step, asks)
            case _:
                report(call, step, asks)


def _others(app: App, count: int, body: bytes, step: Case, asks: Asks) -> None:
    time = asks.time(step)
    calls = [_make(app, step.get("action"), {"fail_fast": True}, time) for _ in range(count)]
    for call in calls:
        assert isinstance(call.next(**time, random=bytes(16)), Send), step
    for call in calls:
        call.reply(200, None, body, **time)


def _ask(case: Case, call: Call[Any], app: App, asks: Asks, step: Case, expected: Case) -> None:
    time, random = asks.time(step), asks.next(step)
    got = answer(lambda: call.next(**time, random=random))
    match got, expected:
        case Wait(_, until_ms), {"wait": until}:
            assert until_ms == until, case["name"]
        case Send(request, timeout), {"send": send}:
            assert timeout == send["timeout_ms"] / 1000, case["name"]
            action = (case.get("action") or {}).get("name")
            check_request(app, request, asks, send, ["u1", "u2"], action=action)
        case Done(SendCustomCommandReply() as reply), {"done": {"reply": expected_reply}}:
            users = [[user.uid, user.code] for user in reply.fail_users]
            assert {"request_id": reply.request_id, "fail_users": users} == expected_reply, case["name"]
        case Done(CallReply() as reply), {"done": {"reply": expected_reply}}:
            assert (reply.request_id, reply.code) == (expected_reply["request_id"], expected_reply["code"])
            text = expected_reply["data"]
            assert reply.data == zegoapi._values.loads(text), case["name"]
        case ZegoError(), {"done": {"error": error}}:
            assert shown(got, error) == error, case["name"]
        case InvalidInputError(), {"refused": problem}:
            assert (got.field, got.problem) == ("call", problem), case["name"]
        case _:
            raise AssertionError((case["name"], got, expected))
