"""The core's state machines for those who bring their own HTTP: a call, a fan-out and the pace that they share.

Ask, do, report, ask again. Anything else is refused (`InvalidInputError`, problem `OutOfOrder`) and changes nothing.
"""

from __future__ import annotations

from zegoapi import _native
from zegoapi._app import App, Request, make_action
from zegoapi._replies import CallReply, Reply, read_call_reply, read_reply
from zegoapi._report import Progress, Report, UserOutcome, read_report
from zegoapi._values import Generic, R, Secretive, Value, _set

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any, Literal

    from zegoapi._codes import _Family
    from zegoapi._errors import _NotSentCause, _UnknownCause


class Wait(Value):
    """Wait for so many seconds, and ask again. Asking earlier does no harm.

    A fan-out with requests out may have nothing to wait for but their answers: then both are None.
    """

    __slots__ = ("seconds", "until_ms")
    __match_args__ = ("seconds", "until_ms")

    seconds: float | None
    """How long, from now."""
    until_ms: int | None
    """The same, as a time of the clock that was given or of the package's own."""

    def __init__(self, seconds: float | None, until_ms: int | None) -> None:
        _set(self, "seconds", seconds)
        _set(self, "until_ms", until_ms)


class Send(Value, Generic[R]):
    """Send this request once, and report what came of it."""

    __slots__ = ("call", "request", "timeout")
    __match_args__ = ("request", "timeout", "call")

    request: Request[R]
    """The request, signed for this try alone."""
    timeout: float
    """How many seconds the try may take."""
    call: int | None
    """The number to report under; None for a call that is no fan-out's."""

    def __init__(self, request: Request[R], timeout: float, call: int | None = None) -> None:
        _set(self, "request", request)
        _set(self, "timeout", timeout)
        _set(self, "call", call)


class Done(Value, Generic[R]):
    """It is over: the reply, or a fan-out's report."""

    __slots__ = ("reply",)
    __match_args__ = ("reply",)

    reply: R
    """What came of it."""

    def __init__(self, reply: R) -> None:
        _set(self, "reply", reply)


class Go(Value):
    """A limiter lets a call through."""

    __slots__ = ("ticket",)
    __match_args__ = ("ticket",)

    ticket: int
    """To be handed back when the call is over."""

    def __init__(self, ticket: int) -> None:
        _set(self, "ticket", ticket)


class Event(Value):
    """Something that happened in a call: numbers only, never ids, content or URLs."""

    __slots__ = ("code", "duration_ms", "kind", "try_number")
    __match_args__ = ("kind", "try_number", "code", "duration_ms")

    kind: Literal["begin", "wait", "try", "retry", "end"]
    """What happened."""
    try_number: int
    """The try that it belongs to, from 1; 0 before the first."""
    code: int | None
    """The server's code, with a retry or an end that one led to; 0 for success."""
    duration_ms: int
    """Milliseconds: of waiting, of delay before a retry, allowed for a try, or taken by the whole call."""

    def __init__(
        self,
        kind: Literal["begin", "wait", "try", "retry", "end"],
        try_number: int,
        code: int | None,
        duration_ms: int,
    ) -> None:
        _set(self, "kind", kind)
        _set(self, "try_number", try_number)
        _set(self, "code", code)
        _set(self, "duration_ms", duration_ms)


class Limiter:
    """The pace of one application: never more calls in a second than the server lets through.

    Share one among all calls of an application. Any number of threads may use it.
    """

    __slots__ = ("__weakref__", "_native")

    def __init__(self, calls_per_second: int) -> None:
        self._native = _native.Limiter(calls_per_second)

    @classmethod
    def for_app(cls, app: App) -> Limiter:
        """Make a limiter for the application's calls a second."""
        return cls(app.calls_per_second)

    @property
    def calls_per_second(self) -> int:
        """How many calls are let through in a second at present, from 1 to the limit."""
        return self._native.calls_per_second

    def ask(self, *, now_ms: int | None = None) -> Go | Wait:
        """Ask whether a call may go out now. `now_ms` stands in place of the package's monotonic clock, for tests."""
        ticket, until_ms, wait_ms = self._native.ask(now_ms)
        if ticket is None:
            return Wait(None if wait_ms is None else wait_ms / 1000, until_ms)
        return Go(ticket)

    def finished(self, ticket: int, *, now_ms: int | None = None) -> None:
        """Tell that the call was answered, or that nothing more can come of it."""
        self._native.finished(ticket, now_ms)

    def not_sent(self, ticket: int, *, now_ms: int | None = None) -> None:
        """Tell that the call certainly did not reach the server."""
        self._native.not_sent(ticket, now_ms)

    def refused(self, ticket: int, *, now_ms: int | None = None) -> None:
        """Tell that the application's quota refused the call: it slows down, and climbs back."""
        self._native.refused(ticket, now_ms)

    def __repr__(self) -> str:
        return f"<Limiter calls_per_second={self.calls_per_second}>"


class Call(Secretive, Generic[R]):
    """One call with all that belongs to it, for any HTTP stack: pace, retries, the clock, one time-out.

    Make one with `Call.send_custom_command` or `Call.call`, then:

        while True:
            match call.next():
                case Wait(seconds): time.sleep(seconds)
                case Send(request, timeout): ...    # send it; call.reply, call.not_sent or call.unknown
                case Done(reply): break

    `now_ms` (monotonic milliseconds), `unix_s` and `random` (16 bytes, new each time) stand in place of the system's,
    for tests. One driver at a time.
    """

    __slots__ = ("_action", "_native", "_read")

    def __init__(self, native: _native.Call, action: _native.Action, read: Callable[[Any], R]) -> None:
        self._native = native
        self._action = action
        self._read = read

    @staticmethod
    def send_custom_command(
        app: App,
        limiter: Limiter,
        room_id: str,
        from_user_id: str,
        content: str | bytes,
        *,
        to: Iterable[str] | None = None,
        timeout: float = 10.0,
        try_timeout: float | None = None,
        retries: int = 2,
        backoff: float = 0.2,
        max_backoff: float = 5.0,
        duplicates_ok: bool = False,
        fail_fast: bool = False,
        now_ms: int | None = None,
        unix_s: int | None = None,
    ) -> Call[Reply]:
        """Begin to send a custom command; its time counts from here. See `Client` for the parameters."""
        action = _native.Action.command(room_id, from_user_id, content, to)
        options = _options(timeout, try_timeout, retries, backoff, max_backoff, duplicates_ok, fail_fast)
        native = _native.Call(app._native, action, options, limiter._native, now_ms, unix_s)
        return Call(native, action, read_reply)

    @staticmethod
    def call(
        app: App,
        limiter: Limiter,
        action: str,
        params: Mapping[str, Any] | None = None,
        *,
        method: Literal["GET", "POST"] = "GET",
        family: _Family = "gateway",
        timeout: float = 10.0,
        try_timeout: float | None = None,
        retries: int = 2,
        backoff: float = 0.2,
        max_backoff: float = 5.0,
        duplicates_ok: bool = False,
        fail_fast: bool = False,
        now_ms: int | None = None,
        unix_s: int | None = None,
    ) -> Call[CallReply]:
        """Begin a call of any action; its time counts from here. See `Client` for the parameters."""
        made = make_action(action, params, method, family)
        options = _options(timeout, try_timeout, retries, backoff, max_backoff, duplicates_ok, fail_fast)
        native = _native.Call(app._native, made, options, limiter._native, now_ms, unix_s)
        return Call(native, made, read_call_reply)

    def next(
        self, *, now_ms: int | None = None, unix_s: int | None = None, random: bytes | None = None
    ) -> Wait | Send[R] | Done[R]:
        """Say what to do next.

        Raises:
            ZegoError: the call is over and did not succeed.
            InvalidInputError: problem `OutOfOrder`, while a request is out that was not reported, or after the end.

        """
        step, value, seconds = self._native.next(now_ms, unix_s, random)
        if step == "send":
            return Send(Request(value, self._action, self._read), seconds)
        return Wait(seconds, value) if step == "wait" else Done(self._read(value))

    def reply(
        self,
        http_status: int,
        body: bytes,
        *,
        date: str | None = None,
        now_ms: int | None = None,
        unix_s: int | None = None,
    ) -> None:
        """Report an answer: its status, its body, and the `Date` header if there was one, which corrects the clock."""
        self._native.reply(http_status, date, body, now_ms, unix_s)

    def not_sent(
        self,
        cause: _NotSentCause,
        detail: str = "",
        *,
        now_ms: int | None = None,
        unix_s: int | None = None,
    ) -> None:
        """Report that the request certainly did not go out whole. `detail` must hold no URL, credential or content."""
        self._native.failed("NotSent", cause, detail, now_ms, unix_s)

    def unknown(
        self,
        cause: _UnknownCause,
        detail: str = "",
        *,
        now_ms: int | None = None,
        unix_s: int | None = None,
    ) -> None:
        """Report that the request may have gone out, and no whole answer came. When in doubt, it is this."""
        self._native.failed("Unknown", cause, detail, now_ms, unix_s)

    def too_large(
        self, http_status: int, beginning: bytes, *, now_ms: int | None = None, unix_s: int | None = None
    ) -> None:
        """Report an answer that was too large to take whole, with its beginning."""
        self._native.cut_off(http_status, beginning, now_ms, unix_s)

    def cancel(self, *, now_ms: int | None = None) -> None:
        """Give the call up; ask once more for the outcome, which says whether it may have gone out."""
        self._native.cancel(now_ms)

    def events(self) -> Iterator[Event]:
        """Take what happened since, oldest first, for logs and metrics."""
        while (fields := self._native.take_event()) is not None:
            yield Event(*fields)

    @property
    def tries(self) -> int:
        """How many tries were made so far."""
        return self._native.tries

    @property
    def may_be_delivered(self) -> bool:
        """Whether the message may have been delivered by now."""
        return self._native.may_be_delivered

    def _shown(self) -> str:
        return f"tries={self.tries}, may_be_delivered={self.may_be_delivered}"


class FanOut(Secretive):
    """One message to any number of users, for any HTTP stack; see `Client.send_to_users`.

    Ask; do what is said; report each request that was sent, once, in any order, under its `call`; ask again. Several
    requests may be out at once, up to `concurrency`. For `now_ms`, `unix_s` and `random`, see `Call`.
    """

    __slots__ = ("_action", "_native")

    def __init__(
        self,
        app: App,
        limiter: Limiter,
        room_id: str,
        from_user_id: str,
        content: str | bytes,
        to: Iterable[str],
        *,
        concurrency: int = 16,
        timeout: float = 60.0,
        try_timeout: float | None = None,
        retries: int = 8,
        backoff: float = 0.2,
        max_backoff: float = 5.0,
        duplicates_ok: bool = False,
    ) -> None:
        options = _options(timeout, try_timeout, retries, backoff, max_backoff, duplicates_ok, False)
        message = (room_id, from_user_id, content, to)
        self._native = _native.FanOut(app._native, message, options, concurrency, limiter._native)
        # What masks the message's content in a reply that is read by hand.
        self._action = _native.Action.command(room_id, from_user_id, content, None)

    def next(
        self, *, now_ms: int | None = None, unix_s: int | None = None, random: bytes | None = None
    ) -> Wait | Send[Reply] | Done[Report]:
        """Say what to do next."""
        step, value, seconds = self._native.next(now_ms, unix_s, random)
        if step == "send":
            call, request = value
            return Send(Request(request, self._action, read_reply), seconds or 0.0, call)
        return Wait(seconds, value) if step == "wait" else Done(self.report())

    def reply(
        self,
        call: int,
        http_status: int,
        body: bytes,
        *,
        date: str | None = None,
        now_ms: int | None = None,
        unix_s: int | None = None,
    ) -> None:
        """Report an answer; see `Call.reply`."""
        self._native.reply(call, http_status, date, body, now_ms, unix_s)

    def not_sent(
        self,
        call: int,
        cause: _NotSentCause,
        detail: str = "",
        *,
        now_ms: int | None = None,
        unix_s: int | None = None,
    ) -> None:
        """Report that a request certainly did not go out whole; see `Call.not_sent`."""
        self._native.failed(call, "NotSent", cause, detail, now_ms, unix_s)

    def unknown(
        self,
        call: int,
        cause: _UnknownCause,
        detail: str = "",
        *,
        now_ms: int | None = None,
        unix_s: int | None = None,
    ) -> None:
        """Report that a request may have gone out, and no whole answer came; see `Call.unknown`."""
        self._native.failed(call, "Unknown", cause, detail, now_ms, unix_s)

    def too_large(
        self,
        call: int,
        http_status: int,
        beginning: bytes,
        *,
        now_ms: int | None = None,
        unix_s: int | None = None,
    ) -> None:
        """Report an answer that was too large to take whole; see `Call.too_large`."""
        self._native.cut_off(call, http_status, beginning, now_ms, unix_s)

    def stop(self, *, now_ms: int | None = None) -> None:
        """Begin no further call. Requests that are out may still be reported."""
        self._native.stop(now_ms)

    def progress(self) -> Progress:
        """Say how far it is."""
        return Progress(*self._native.progress())

    def settled(self) -> Iterator[list[UserOutcome]]:
        """Take the users of each call that came to its end since, for a report on disk."""
        while (users := self._native.take_settled()) is not None:
            yield [UserOutcome(*user) for user in users]

    def begun(self) -> list[str] | None:
        """List the users of the call whose first request the last step said to send; None after any other step.

        Write them down as `unknown` before the request goes out, and what became of them when it is settled: then a
        report on disk is right whatever befalls this process.
        """
        return self._native.begun()

    def events(self) -> Iterator[Event]:
        """Take what happened since; see `Call.events`."""
        while (fields := self._native.take_event()) is not None:
            yield Event(*fields)

    def report(self) -> Report:
        """Show what became of each user so far. Users whose request is out count as unknown."""
        return read_report(self._native.report())

    def _shown(self) -> str:
        return repr(self.progress())


def _options(
    timeout: float,
    try_timeout: float | None,
    retries: int,
    backoff: float,
    max_backoff: float,
    duplicates_ok: bool,
    fail_fast: bool,
) -> _native.Options:
    return _native.Options(False).replace(
        timeout=timeout,
        try_timeout=try_timeout,
        retries=retries,
        backoff=backoff,
        max_backoff=max_backoff,
        duplicates_ok=duplicates_ok,
        fail_fast=fail_fast,
    )
