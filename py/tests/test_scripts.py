"""Protects the decisions of calls, limiters and fan-outs as Python sees them: every scripted case in virtual time.

The format stands in `tests/vectors/README.md`.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest

import zegoapi
from conftest import SECRET, vectors
from zegoapi import (
    App,
    Call,
    Done,
    FanOut,
    Go,
    InvalidInputError,
    Limiter,
    Limits,
    Reply,
    Send,
    Wait,
    ZegoError,
)

T = TypeVar("T")
Case = dict[str, Any]


def _app(case: Case) -> App:
    sizes = case.get("limits", {})
    limits = Limits(calls_per_second=case.get("calls_per_second"), **sizes)
    app = App(12345, SECRET, limits=limits)
    app.clock_offset = case.get("clock_offset_s") or 0
    return app


def _seconds(milliseconds: int) -> float:
    seconds = milliseconds / 1000
    # A time of centuries has no exact form in seconds; the next one up counts as it.
    return seconds if round(seconds * 1000) == milliseconds else math.nextafter(seconds, math.inf)


def _options(given: Case) -> Case:
    times = {"timeout_ms", "try_timeout_ms", "backoff_ms", "max_backoff_ms"}
    return {name.removesuffix("_ms"): _seconds(value) if name in times else value for name, value in given.items()}


class _Asks:
    """Random bytes that can be told apart, and the time of each step."""

    def __init__(self, case: Case) -> None:
        self.asks = 0
        self.unix_s = case["unix_s"]

    def time(self, step: Case) -> Case:
        return {"now_ms": step["at"], "unix_s": step.get("unix_s", self.unix_s + step["at"] // 1000)}

    def next(self, step: Case) -> bytes:
        self.asks += 1
        jitter: int = step.get("jitter", 0)
        return self.asks.to_bytes(8, "big") + jitter.to_bytes(8, "little")

    @property
    def nonce(self) -> str:
        return f"{self.asks:016x}"


def _answer(ask: Callable[[], T]) -> T | ZegoError:
    try:
        return ask()
    except ZegoError as error:
        return error


def _error(error: ZegoError, expected: Case) -> Case:
    """Show of an error what the case names, and what its kind has."""
    got: Case = {"kind": error.kind}
    has = {
        "Api": ["code"],
        "NotSent": ["cause"],
        "Unknown": ["cause"],
        "BadReply": ["http_status"],
        "InvalidInput": ["field", "problem"],
    }
    for name in has[error.kind]:
        got[name.removeprefix("http_")] = getattr(error, name)
    if "delivery" in expected:
        got["delivery"] = error.delivery
    if "request_id" in expected:
        got["request_id"] = error.request_id
    if "fail_users" in expected:
        got["fail_users"] = [[user.uid, user.code] for user in error.fail_users or ()]
    return got


def _taken_or_refused(report: Callable[[], None], step: Case) -> None:
    got = _answer(report)
    if "refused" in step:
        assert isinstance(got, InvalidInputError)
        assert (got.field, got.problem) == ("call", step["refused"])
    else:
        assert got is None


def _failed(machine: Any, numbers: tuple[int, ...], failed: Case, step: Case, time: Case) -> None:
    match failed["kind"]:
        case "NotSent":
            _taken_or_refused(lambda: machine.not_sent(*numbers, failed["cause"], **time), step)
        case "Unknown":
            _taken_or_refused(lambda: machine.unknown(*numbers, failed["cause"], **time), step)
        case "BadReply":
            status = failed["status"]
            _taken_or_refused(lambda: machine.too_large(*numbers, status, b"", **time), step)
        case other:
            raise AssertionError(other)


def _steps(case: Case) -> Iterator[Case]:
    for number, step in enumerate(case["steps"], 1):
        try:
            yield step
        except GeneratorExit:
            print(f"{case['name']}: step {number}: {step}")
            raise


def _cannot_say(case: Case) -> bool:
    """Whether a step reports an error that cannot come of a try, for which there is no method here."""
    return any(step.get("failed", {}).get("kind") == "InvalidInput" for step in case.get("steps", ()))


def test_calls_go_as_scripted() -> None:
    cases = vectors("calls.json")
    left_out = [case for case in cases if _cannot_say(case)]
    for case in cases:
        if case not in left_out:
            _run_call(case)
    assert (len(cases), len(left_out)) == (214, 1)


def _run_call(case: Case) -> None:
    app = _app(case)
    limiter = Limiter.for_app(app)
    asks = _Asks(case)
    begins_at = case.get("begins_at", 0)
    call = Call.send_custom_command(
        app,
        limiter,
        "room1",
        "server",
        "hi",
        to=["u1", "u2"],
        **_options(case["options"]),
        **asks.time({"at": begins_at}),
    )
    for step in _steps(case):
        match step:
            case {"events": expected}:
                got = [[event.kind, event.try_number, event.code, event.duration_ms] for event in call.events()]
                assert got == expected, case["name"]
            case {"clock_offset_s": expected} if "at" not in step:
                assert app.clock_offset == expected, case["name"]
            case {"ask": expected}:
                _ask_call(case, call, app, asks, step, expected)
            case {"reply": answer}:
                report = functools.partial(call.reply, answer["status"], answer["body"].encode())
                _taken_or_refused(functools.partial(report, date=answer.get("date"), **asks.time(step)), step)
            case {"failed": failed}:
                _failed(call, (), failed, step, asks.time(step))
            case {"cancel": True}:
                call.cancel(now_ms=step["at"])
            case {"others": count}:
                _others(limiter, step["at"], count, limiter.finished)
            case {"others_limited": count}:
                _others(limiter, step["at"], count, limiter.refused)
            case _:
                raise AssertionError(step)


def _others(limiter: Limiter, at: int, count: int, end: Callable[..., None]) -> None:
    steps = [limiter.ask(now_ms=at) for _ in range(count)]
    for step in steps:
        assert isinstance(step, Go)
        end(step.ticket, now_ms=at)


def _ask_call(case: Case, call: Call[Reply], app: App, asks: _Asks, step: Case, expected: Case) -> None:
    time, random = asks.time(step), asks.next(step)
    got = _answer(lambda: call.next(**time, random=random))
    match got, expected:
        case Wait(_, until_ms), {"wait": until}:
            assert until_ms == until, case["name"]
        case Send(request, timeout), {"send": send}:
            assert timeout == send["timeout_ms"] / 1000, case["name"]
            again = zegoapi.prepare(
                app, "room1", "server", "hi", to=["u1", "u2"], nonce=asks.nonce, timestamp=send["timestamp"]
            )
            assert request.url == again.url, case["name"]
        case Done(reply), {"done": {"reply": {"request_id": request_id, "fail_users": users}}}:
            assert isinstance(reply, Reply)
            assert reply.request_id == request_id, case["name"]
            assert [[user.uid, user.code] for user in reply.fail_users] == users, case["name"]
        case ZegoError(), {"done": {"error": error}}:
            assert _error(got, error) == error, case["name"]
        case InvalidInputError(), {"refused": problem}:
            assert (got.field, got.problem) == ("call", problem), case["name"]
        case _:
            raise AssertionError((case["name"], got, expected))


def test_limiters_go_as_scripted() -> None:
    cases = vectors("limiter.json")
    for case in cases:
        _run_limiter(case)
    assert len(cases) == 44


def _run_limiter(case: Case) -> None:
    limiter = Limiter(case["calls_per_second"])
    tickets: dict[str, list[int]] = {"never": [1_000_000_000]}
    for step in _steps(case):
        match step:
            case {"rate": rate}:
                assert limiter.calls_per_second == rate, case["name"]
            case {"ask": {"wait": until}}:
                got = limiter.ask(now_ms=step["at"])
                assert isinstance(got, Wait), case["name"]
                assert got.until_ms == until, case["name"]
            case {"ask": "go", "as": name}:
                for number in range(step.get("times", 1)):
                    got = limiter.ask(now_ms=step["at"])
                    assert isinstance(got, Go), case["name"]
                    tickets.setdefault(name, []).append(got.ticket)
                    if "times" in step:
                        tickets[f"{name}{number}"] = [got.ticket]
            case _:
                (how,) = {"finished", "not_sent", "refused"} & set(step)
                for ticket in tickets[step[how]]:
                    getattr(limiter, how)(ticket, now_ms=step["at"])


def test_fan_outs_go_as_scripted() -> None:
    cases = vectors("fanout.json")
    left_out = [case for case in cases if _cannot_say(case)]
    for case in cases:
        if case not in left_out:
            _run_fan_out(case)
    assert (len(cases), len(left_out)) == (79, 0)


def _run_fan_out(case: Case) -> None:
    app = _app(case)
    users = case["users"]
    if isinstance(users, dict):
        users = [f"u{number}" for number in range(1, users["count"] + 1)]
    options = _options(case["options"]["call"])
    if "concurrency" in case["options"]:
        options["concurrency"] = case["options"]["concurrency"]
    content = case.get("content", "hi")

    def make() -> FanOut:
        # A fan-out waits for the pace whatever its calls' options say, so there is no such option here.
        options.pop("fail_fast", None)
        return FanOut(app, "room1", "server", content, users, **options)

    if "error" in case:
        with pytest.raises(InvalidInputError) as raised:
            make()
        expected = case["error"]
        error = raised.value
        assert (error.field, error.problem) == (expected["field"], expected["problem"]), case["name"]
        assert error.index == expected.get("index"), case["name"]
        for name in ("limit", "size"):
            assert name not in expected or getattr(error, name) == expected[name], case["name"]
        return
    fan_out = make()
    asks = _Asks(case)
    settled: list[Any] = []
    for step in _steps(case):
        _fan_out_step(case, fan_out, app, content, asks, settled, step)


def _fan_out_step(
    case: Case, fan_out: FanOut, app: App, content: str, asks: _Asks, settled: list[Any], step: Case
) -> None:
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
        case {"ask": expected}:
            _ask_fan_out(case, fan_out, app, content, asks, step, expected)
        case {"reply": answer}:
            report = functools.partial(fan_out.reply, answer["call"], answer["status"], answer["body"].encode())
            _taken_or_refused(functools.partial(report, date=answer.get("date"), **asks.time(step)), step)
        case {"failed": failed}:
            _failed(fan_out, (failed["call"],), failed, step, asks.time(step))
        case {"stop": True}:
            fan_out.stop(now_ms=step["at"])
        case _:
            raise AssertionError(step)


def _check_report(case: Case, fan_out: FanOut, step: Case, expected: list[Any]) -> None:
    report = fan_out.report()
    assert [[user.user_id, user.outcome, user.code] for user in report.users] == expected, case["name"]
    assert report.repeated == step["repeated"], case["name"]
    if step["stopped_by"] is None:
        assert report.stopped_by is None, case["name"]
    else:
        assert report.stopped_by is not None, case["name"]
        assert _error(report.stopped_by, step["stopped_by"]) == step["stopped_by"], case["name"]
    for duplicates_ok, name in ((False, "remaining"), (True, "remaining_with_duplicates")):
        if name in step:
            assert report.remaining(duplicates_ok=duplicates_ok) == step[name], case["name"]


def _ask_fan_out(case: Case, fan_out: FanOut, app: App, content: str, asks: _Asks, step: Case, expected: Any) -> None:
    time, random = asks.time(step), asks.next(step)
    got = fan_out.next(**time, random=random)
    match got, expected:
        case Wait(_, until_ms), {"wait": {"until": until}}:
            assert until_ms == until, case["name"]
        case Send(request, timeout, call), {"send": send}:
            assert (call, timeout) == (send["call"], send["timeout_ms"] / 1000), case["name"]
            again = zegoapi.prepare(
                app,
                "room1",
                "server",
                content,
                to=send["users"],
                nonce=asks.nonce,
                timestamp=send["timestamp"],
            )
            assert request.url == again.url, case["name"]
        case Done(report), "done":
            assert report.users == fan_out.report().users
        case _:
            raise AssertionError((case["name"], got, expected))
