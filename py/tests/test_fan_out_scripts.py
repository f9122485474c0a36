"""Protects the decisions of a fan-out as Python sees them: every scripted case in virtual time."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import vectors
from scripted import Asks, Case, call_options, cannot_say, check_request, make_app, others, report, shown, steps
from zegoapi import App, Done, FanOut, InvalidInputError, Send, Wait


def test_fan_outs_go_as_scripted() -> None:
    cases = vectors("fanout.json")
    left_out = [case for case in cases if cannot_say(case)]
    for case in cases:
        if case not in left_out:
            _run(case)
    assert (len(cases), len(left_out)) == (108, 0)


def _run(case: Case) -> None:
    app = make_app(case)
    users = case["users"]
    if isinstance(users, dict):
        users = [f"u{number}" for number in range(1, users["count"] + 1)]
    given = case.get("options") or {}
    options = call_options(given.get("call") or {})
    if given.get("concurrency") is not None:
        options["concurrency"] = given["concurrency"]
    # A fan-out waits for its turns whatever its calls' options say, so there is no such option here.
    options.pop("fail_fast", None)
    content = "hi" if case.get("content") is None else case["content"]

    def make() -> FanOut:
        return FanOut(app, "room1", "server", content, users, **options)

    if "error" in case:
        with pytest.raises(InvalidInputError) as raised:
            make()
        error, expected = raised.value, case["error"]
        assert (error.field, error.problem) == (expected["field"], expected["problem"]), case["name"]
        assert error.index == expected.get("index"), case["name"]
        for name in ("limit", "size"):
            assert name not in expected or getattr(error, name) == expected[name], case["name"]
        return
    fan_out = make()
    asks = Asks(case)
    settled: list[Any] = []
    for step in steps(case):
        _step(case, fan_out, app, content, asks, settled, step)


def _step(case: Case, fan_out: FanOut, app: App, content: str, asks: Asks, settled: list[Any], step: Case) -> None:
    match step:
        case {"progress": expected}:
            got = fan_out.progress()
            assert {name: getattr(got, name) for name in expected} == expected, case["name"]
        case {"settled": expected}:
            settled.extend(fan_out.settled())
            batch = settled.pop(0) if settled else []
            assert [[user.user_id, user.outcome, user.code] for user in batch] == expected, case["name"]
        case {"report": expected}:
            _check_report(case, fan_out, step, expected)
        case {"events": expected}:
            events = [
                [event.call, event.kind, event.try_number, event.outcome, event.code, event.duration_ms]
                for event in fan_out.events()
            ]
            assert events == expected, case["name"]
        case {"ask": expected}:
            _ask(case, fan_out, app, content, asks, step, expected)
        case {"others": _} | {"others_limited": _} | {"others_wait": _}:
            others(app, step, asks)
        case {"stop": True}:
            fan_out.stop(now_ms=step["at"])
        case _:
            report(fan_out, step, asks)


def _check_report(case: Case, fan_out: FanOut, step: Case, expected: list[Any]) -> None:
    got = fan_out.report()
    assert [[user.user_id, user.outcome, user.code] for user in got.users] == expected, case["name"]
    assert got.repeated == step["repeated"], case["name"]
    if step.get("stopped_by") is None:
        assert got.stopped_by is None, case["name"]
    else:
        assert got.stopped_by is not None, case["name"]
        assert shown(got.stopped_by, step["stopped_by"]) == step["stopped_by"], case["name"]
    for duplicates_ok, name in ((False, "remaining"), (True, "remaining_with_duplicates")):
        if name in step:
            assert got.remaining(duplicates_ok=duplicates_ok) == step[name], case["name"]


def _ask(case: Case, fan_out: FanOut, app: App, content: str, asks: Asks, step: Case, expected: Any) -> None:
    time, random = asks.time(step), asks.next(step)
    got = fan_out.next(**time, random=random)
    match got, expected:
        case Wait(_, until_ms), {"wait": {"until": until}}:
            assert until_ms == until, case["name"]
        case Send(request, timeout, call), {"send": send}:
            assert (call, timeout) == (send["call"], send["timeout_ms"] / 1000), case["name"]
            check_request(app, request, asks, send, send["users"], content)
        case Done(whole), "done":
            assert whole.users == fan_out.report().users
        case _:
            raise AssertionError((case["name"], got, expected))
