"""What the runners of scripted cases share: the application, the time, the random bytes, how errors are compared.

The format stands in `tests/vectors/README.md`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import zegoapi
from conftest import SECRET, VECTORS
from zegoapi import App, Call, InvalidInputError, Limits, NotSentError, Request, Send, ZegoError

T = TypeVar("T")
Case = dict[str, Any]

OK = b'{"Code":0,"Message":"success","RequestId":"3"}'
LIMITED = b'{"Code":206,"Message":"too many","RequestId":"3"}'


def folder(name: str) -> list[Case]:
    """Read every case of a folder of vectors."""
    files = sorted((VECTORS / name).glob("*.json"))
    return [case for file in files for case in json.loads(file.read_text(encoding="utf-8"))]


def make_app(case: Case) -> App:
    calls = case.get("calls_per_second")
    app = App(
        12345,
        SECRET,
        is_test=case.get("is_test"),
        limits=Limits(**(case.get("limits") or {})),
        calls_per_second=None if calls is None else {"SendCustomCommand": calls},
    )
    app.clock_offset = case.get("clock_offset_s") or 0
    return app


def seconds(milliseconds: int) -> float:
    time = milliseconds / 1000
    # A time of centuries has no exact form in seconds; the next one up counts as it.
    return time if round(time * 1000) == milliseconds else math.nextafter(time, math.inf)


def call_options(given: Case) -> Case:
    times = {"timeout_ms", "try_timeout_ms", "backoff_ms", "max_backoff_ms"}
    return {name.removesuffix("_ms"): seconds(value) if name in times else value for name, value in given.items()}


def make_call(app: App, action: Case | None, options: Case, time: Case) -> Call[Any]:
    """Make the call of a case, or one of another action."""
    if action is None:
        return Call.send_custom_command(app, "room1", "server", "hi", to=["u1", "u2"], **options, **time)
    params = action.get("params") or "{}"
    method: Any = action.get("method") or "GET"
    return Call.call(app, action["name"], params, method=method, **options, **time)


class Asks:
    """Random bytes that can be told apart, and the time of each step."""

    def __init__(self, case: Case) -> None:
        self.asks = 0
        self.unix_s = case["unix_s"]

    def time(self, step: Case) -> Case:
        unix_ms = step["unix_s"] * 1000 if "unix_s" in step else self.unix_s * 1000 + step["at"]
        return {"now_ms": step["at"], "unix_ms": unix_ms}

    def next(self, step: Case) -> bytes:
        self.asks += 1
        jitter: int = step.get("jitter") or 0
        return self.asks.to_bytes(8, "big") + jitter.to_bytes(8, "little")

    @property
    def nonce(self) -> str:
        return f"{self.asks:016x}"


def answer(ask: Callable[[], T]) -> T | ZegoError:
    try:
        return ask()
    except ZegoError as error:
        return error


def shown(error: ZegoError, expected: Case) -> Case:
    """Show of an error what the case names, and what its kind has."""
    has = {
        "Api": ["code"],
        "NotSent": ["cause"],
        "Unknown": ["cause"],
        "BadReply": ["http_status"],
        "InvalidInput": ["field", "problem"],
    }
    got: Case = {"kind": error.kind}
    got.update({name.removeprefix("http_"): getattr(error, name) for name in has[error.kind]})
    for name in ("applied", "detail", "request_id"):
        if name in expected:
            got[name] = getattr(error, name)
    if "fail_users" in expected:
        got["fail_users"] = [[user.uid, user.code] for user in error.fail_users]
    return got


def taken_or_refused(report: Callable[[], None], step: Case) -> None:
    got = answer(report)
    if step.get("refused") is not None:
        assert isinstance(got, InvalidInputError)
        assert (got.field, got.problem) == ("call", step["refused"])
    else:
        assert got is None


def report(machine: Any, step: Case, asks: Asks) -> None:
    """Report to a call, or to a fan-out under a number, what a step says of a request."""
    time = asks.time(step)
    now = {"now_ms": time["now_ms"]}
    what = step.get("written") or step.get("reply") or step["failed"]
    number = (what["call"],) if "call" in what else ()
    match step:
        case {"written": {"handshake_ms": handshake_ms}}:
            told = lambda: machine.written(*number, handshake_ms, **now)  # noqa: E731
        case {"reply": {"status": status, "body": body}}:
            whole = not what.get("cut_off")
            told = lambda: machine.reply(*number, status, what.get("date"), body.encode(), whole, **time)  # noqa: E731
        case {"failed": {"kind": "NotSent", "cause": cause}}:
            told = lambda: machine.not_sent(*number, cause, **now)  # noqa: E731
        case {"failed": {"kind": "Unknown", "cause": cause}}:
            told = lambda: machine.unknown(*number, cause, **now)  # noqa: E731
        case {"failed": {"kind": "BadReply", "status": status}}:
            told = lambda: machine.reply(*number, status, None, b"", False, **time)  # noqa: E731
        case _:
            raise AssertionError(step)
    taken_or_refused(told, step)


def others(app: App, step: Case, asks: Asks) -> None:
    """Make other calls of the application, which go or have to wait."""
    (how,) = {"others", "others_limited", "others_wait"} & set(step)
    time = asks.time(step)
    calls = [make_call(app, step.get("action"), {"fail_fast": True}, time) for _ in range(step[how])]
    for call in calls:
        got = answer(lambda call=call: call.next(**time, random=bytes(16)))  # type: ignore[misc]
        if how == "others_wait":
            assert isinstance(got, NotSentError), step
            assert got.cause == "rate_limit", step
        else:
            assert isinstance(got, Send), step
    if how != "others_wait":
        for call in calls:
            call.reply(200, None, OK if how == "others" else LIMITED, **time)


def cannot_say(case: Case) -> bool:
    """Whether a step reports an error that cannot come of a try, for which there is no method here."""
    return any((step.get("failed") or {}).get("kind") == "InvalidInput" for step in case.get("steps") or ())


def steps(case: Case) -> Iterator[Case]:
    for number, step in enumerate(case["steps"], 1):
        try:
            yield step
        except GeneratorExit:
            print(f"{case['name']}: step {number}: {step}")
            raise


def check_request(
    app: App,
    request: Request[Any],
    asks: Asks,
    send: Case,
    to: list[str],
    content: str = "hi",
    action: str | None = None,
) -> None:
    """Compare a whole request with that which the case names."""
    if action is None:
        made = zegoapi.prepare(app, "room1", "server", content, to=to, nonce=asks.nonce, timestamp=send["timestamp"])
        assert (request.url, request.body) == (made.url, None)
        return
    stamp = f"SignatureNonce={asks.nonce}&Timestamp={send['timestamp']}"
    start = f"https://rtc-api.zego.im/?Action={action}&AppId=12345&{stamp}&Signature="
    query = send.get("query") or ""
    pattern = re.escape(start) + "[0-9a-f]{32}" + re.escape(f"&SignatureVersion=2.0{query}")
    assert re.fullmatch(pattern, request.url), request.url
    assert request.body == send.get("body")
