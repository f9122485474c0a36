"""Protects the decisions of a call as Python sees them: every scripted case in virtual time."""

from __future__ import annotations

from typing import Any

import zegoapi
from scripted import (
    Asks,
    Case,
    answer,
    call_options,
    cannot_say,
    check_request,
    folder,
    make_app,
    make_call,
    others,
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


def _run(case: Case) -> None:
    app, asks = make_app(case), Asks(case)
    begins = asks.time({"at": case.get("begins_at") or 0})
    call = make_call(app, case.get("action"), call_options(case.get("options") or {}), begins)
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
                fields = {name: getattr(event, name) for name in event.__match_args__}
                there = {name: value for name, value in fields.items() if value is not None}
                assert there == {name: value for name, value in expected.items() if value is not None}, case["name"]
            case {"clock_offset_s": expected} if "at" not in step:
                assert app.clock_offset == expected, case["name"]
            case {"ask": expected}:
                _ask(case, call, app, asks, step, expected)
            case {"cancel": True}:
                call.cancel(now_ms=step["at"])
            case {"others": _} | {"others_limited": _} | {"others_wait": _}:
                others(app, step, asks)
            case _:
                report(call, step, asks)


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
