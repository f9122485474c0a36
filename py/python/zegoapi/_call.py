"""The core's state machines for those who bring their own HTTP: a call, a fan-out, and the rate of one quota.

Ask, do, report, ask again. Anything else is refused (`InvalidInputError`, problem `out_of_order`) and changes nothing.
Calls and fan-outs take turns with all else that is made with the same `App`.
"""

from __future__ import annotations

from zegoapi import _native
from zegoapi._app import App, Request, make_action
from zegoapi._replies import CallReply, SendCustomCommandReply, read_call_reply, read_reply
from zegoapi._report import Progress, Report, UserOutcome, read_report
from zegoapi._typing import (
    Any,
    Callable,
    Generic,
    Iterable,
    Iterator,
    Literal,
    Mapping,
    R,
    _CallOutcome,
    _EventKind,
    _NotSentCause,
    _Scope,
    _UnknownCause,
)
from zegoapi._values import Secretive, Value, _set


class Wait(Value):
    """Wait for so many seconds, and ask again. Asking earlier does no harm.

    A fan-out with requests out may have nothing to wait for but their answers: then both times are None.
    """

    __slots__ = ("seconds", "turn", "until_ms")
    __match_args__ = ("seconds", "until_ms", "turn")

    seconds: float | None
    """How long, from now."""
    until_ms: int | None
    """The same, as a time of the clock that was given or of the package's own."""

    turn: int | None
    """Of a `Limiter`: the place in the order of asking, to ask again with; else None."""

    def __init__(self, seconds: float | None, until_ms: int | None, turn: int | None = None) -> None:
        _set(self, "seconds", seconds)
        _set(self, "until_ms", until_ms)
        _set(self, "turn", turn)


class Send(Value, Generic[R]):
    """Send this request once, and report what came of it."""

    __slots__ = ("call", "request", "timeout")
    __match_args__ = ("request", "timeout", "call")

    request: Request[R]
    """The request, signed for this try alone."""
    timeout: float
    """How many seconds the try may take."""
    call: int | None
    """The number to report under, which the call's events carry too; None for a call that is no fan-out's."""

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
    """To be handed back when the call is over. It is also the turn with which the call asks again after a refusal."""

    def __init__(self, ticket: int) -> None:
        _set(self, "ticket", ticket)


class Event(Value):
    """Something that happened in a call: few names and numbers, never ids of users or rooms, content or URLs."""

    __slots__ = (
        "action",
        "call",
        "code",
        "duration_ms",
        "host",
        "http_status",
        "kind",
        "outcome",
        "request_id",
        "try_number",
    )
    __match_args__ = (
        "call",
        "action",
        "host",
        "kind",
        "try_number",
        "duration_ms",
        "outcome",
        "code",
        "http_status",
        "request_id",
    )

    call: int
    """The number of the call, from 1; no other call of the application has it."""
    action: str
    """The action's name."""
    host: str
    """The host that the call goes to."""
    kind: _EventKind
    """What happened."""
    try_number: int
    """The try that it belongs to, from 1; 0 for the begin, and for the end of a call without tries."""
    duration_ms: int
    """Milliseconds: of waiting, of delay before a retry, allowed for a try, or taken by the whole call."""
    outcome: _CallOutcome | None
    """With a retry and an end: how the try or the call ended."""
    code: int | None
    """With an outcome: the server's code, when it gave one; 0 for an accepted call."""
    http_status: int | None
    """With an outcome: the HTTP status, when an answer came."""
    request_id: str | None
    """With an outcome: the server's request id, when it gave one."""

    def __init__(
        self,
        call: int,
        action: str,
        host: str,
        kind: _EventKind,
        try_number: int,
        duration_ms: int,
        outcome: _CallOutcome | None = None,
        code: int | None = None,
        http_status: int | None = None,
        request_id: str | None = None,
    ) -> None:
        _set(self, "call", call)
        _set(self, "action", action)
        _set(self, "host", host)
        _set(self, "kind", kind)
        _set(self, "try_number", try_number)
        _set(self, "duration_ms", duration_ms)
        _set(self, "outcome", outcome)
        _set(self, "code", code)
        _set(self, "http_status", http_status)
        _set(self, "request_id", request_id)


class Limiter:
    """The rate of one quota, for programs that have an HTTP and retries of their own.

    Clients, fan-outs and `Call`s need none: they share their `App`'s. Never more calls in any window than the server
    lets through, in the order of asking; after a refusal it slows down, and climbs back. Ask, send, tell when the
    request was written, tell how the call ended. Any number of threads may use it.

    Args:
        calls: how many calls; 0 counts as 1.
        window_ms: in how many milliseconds; 0 counts as 1.

    Raises:
        InvalidInputError: names the parameter.

    """

    __slots__ = ("__weakref__", "_native")

    def __init__(self, calls: int, window_ms: int = 1000) -> None:
        self._native = _native.Limiter(calls, window_ms)

    @property
    def calls(self) -> int:
        """How many calls the quota has in its window."""
        return self._native.calls

    @property
    def window_ms(self) -> int:
        """The quota's window, in milliseconds."""
        return self._native.window_ms

    @property
    def allowed(self) -> int:
        """How many calls are let through in a window at present, from 1 to the quota's."""
        return self._native.allowed

    @property
    def waiting(self) -> int:
        """How many calls wait for their turn."""
        return self._native.waiting

    def ask(
        self,
        turn: int | None = None,
        *,
        timeout: float = 10.0,
        now_ms: int | None = None,
        by_ms: int | None = None,
    ) -> Go | Wait:
        """Ask whether a call may go out now.

        Args:
            turn: what an earlier question of the same call brought; None for a new call.
            timeout: in how many seconds the call is over at the latest; then it is forgotten.
            now_ms: stands in place of the package's monotonic clock, for tests.
            by_ms: the same as `timeout`, as a time of that clock.

        """
        timeout_ms = round(min(max(timeout, 0.0), _LONGEST) * 1000)
        ticket, given, until_ms, wait_ms = self._native.ask(turn, by_ms, timeout_ms, now_ms)
        if ticket is None:
            return Wait(None if wait_ms is None else wait_ms / 1000, until_ms, given)
        return Go(ticket)

    def leave(self, turn: int) -> None:
        """Give a turn up."""
        self._native.leave(turn)

    def written(self, ticket: int, handshake_ms: int | None = None, *, now_ms: int | None = None) -> None:
        """Tell that the request was written whole, and how long its connection's handshake took, where it is known."""
        self._native.written(ticket, handshake_ms, now_ms)

    def finished(self, ticket: int, *, now_ms: int | None = None) -> None:
        """Tell that the call was answered, or that nothing more can come of it."""
        self._native.finished(ticket, now_ms)

    def not_sent(self, ticket: int, *, now_ms: int | None = None) -> None:
        """Tell that the call certainly did not reach the server."""
        self._native.not_sent(ticket, now_ms)

    def refused(self, ticket: int, *, now_ms: int | None = None) -> None:
        """Tell that the quota refused the call: it slows down, and climbs back."""
        self._native.refused(ticket, now_ms)

    def __repr__(self) -> str:
        return f"<Limiter calls={self.calls} window_ms={self.window_ms} allowed={self.allowed}>"


_LONGEST = 1e9
"""The longest time that a limiter takes, in seconds: some thirty years."""


class Call(Secretive, Generic[R]):
    """One call with all that belongs to it, for any HTTP stack: its turn, retries, the clock, one time-out.

    Make one with `Call.send_custom_command` or `Call.call`, then:

        while True:
            match call.next():
                case Wait(seconds): time.sleep(seconds)
                case Send(request, timeout): ...    # send it; call.reply, call.not_sent or call.unknown
                case Done(reply): break

    `now_ms` (monotonic milliseconds), `unix_ms` (Unix time in milliseconds) and `random` (16 bytes, new each time)
    stand in place of the system's, for tests. One driver at a time.
    """

    __slots__ = ("_action", "_native", "_read")

    def __init__(self, native: _native.Call, action: _native.Action, read: Callable[[Any], R]) -> None:
        self._native = native
        self._action = action
        self._read = read

    @staticmethod
    def send_custom_command(
        app: App,
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
        unix_ms: int | None = None,
    ) -> Call[SendCustomCommandReply]:
        """Begin to send a custom command; its time counts from here. See `Client` for the parameters."""
        action = _native.Action.command(room_id, from_user_id, content, to)
        options = _options(timeout, try_timeout, retries, backoff, max_backoff, duplicates_ok, fail_fast)
        native = _native.Call(app._native, action, options, now_ms, unix_ms)
        return Call(native, action, read_reply)

    @staticmethod
    def call(
        app: App,
        action: str,
        params: Mapping[str, Any] | str | None = None,
        *,
        method: Literal["GET", "POST"] = "GET",
        scope: _Scope | None = None,
        timeout: float = 10.0,
        try_timeout: float | None = None,
        retries: int = 2,
        backoff: float = 0.2,
        max_backoff: float = 5.0,
        duplicates_ok: bool = False,
        fail_fast: bool = False,
        now_ms: int | None = None,
        unix_ms: int | None = None,
    ) -> Call[CallReply]:
        """Begin a call of any action; its time counts from here. See `Client` for the parameters."""
        made = make_action(action, params, method, scope)
        options = _options(timeout, try_timeout, retries, backoff, max_backoff, duplicates_ok, fail_fast)
        native = _native.Call(app._native, made, options, now_ms, unix_ms)
        return Call(native, made, read_call_reply)

    def next(
        self, *, now_ms: int | None = None, unix_ms: int | None = None, random: bytes | None = None
    ) -> Wait | Send[R] | Done[R]:
        """Say what to do next.

        Raises:
            ZegoError: the call is over and did not succeed.
            InvalidInputError: problem `out_of_order`, while a request is out that was not reported, or after the end.

        """
        step, value, seconds = self._native.next(now_ms, unix_ms, random)
        if step == "send":
            return Send(Request(value, self._action, self._read), seconds)
        return Wait(seconds, value) if step == "wait" else Done(self._read(value))

    def written(self, handshake_ms: int | None = None, *, now_ms: int | None = None) -> None:
        """Report that the last byte of the request was handed to the network.

        With how many milliseconds the handshake of its connection took, where that is known. A driver that does not
        report it lets fewer calls through, for then the whole try counts as the request's way.
        """
        self._native.written(handshake_ms, now_ms)

    def reply(
        self,
        status: int,
        date: str | None,
        body: bytes,
        whole: bool = True,
        *,
        now_ms: int | None = None,
        unix_ms: int | None = None,
    ) -> None:
        """Report an answer.

        Args:
            status: its HTTP status.
            date: its `Date` header, which corrects the clock; None when there was none.
            body: its body.
            whole: False for a body that was not read to its end, at a limit of the transport's. That is no reply.
            now_ms: see `Call`.
            unix_ms: see `Call`.

        """
        self._native.reply(status, date, body, whole, now_ms, unix_ms)

    def not_sent(self, cause: _NotSentCause, detail: str = "", *, now_ms: int | None = None) -> None:
        """Report that the request certainly did not go out whole. `detail` must hold no URL, credential or content."""
        self._native.failed("NotSent", cause, detail, now_ms)

    def unknown(self, cause: _UnknownCause, detail: str = "", *, now_ms: int | None = None) -> None:
        """Report that the request may have gone out, and no whole answer came. When in doubt, it is this."""
        self._native.failed("Unknown", cause, detail, now_ms)

    def cancel(self, *, now_ms: int | None = None) -> None:
        """Give the call up; ask once more for the outcome, which says whether it may have gone out."""
        self._native.cancel(now_ms)

    def events(self) -> Iterator[Event]:
        """Take what happened since, oldest first, for logs and metrics."""
        while (fields := self._native.take_event()) is not None:
            yield Event(*fields)

    @property
    def number(self) -> int:
        """The call's number, which its events carry. No other call of the application has it."""
        return self._native.number

    @property
    def tries(self) -> int:
        """How many tries were made so far."""
        return self._native.tries

    @property
    def may_be_applied(self) -> bool:
        """Whether the call may have taken effect by now."""
        return self._native.may_be_applied

    def _shown(self) -> str:
        return f"number={self.number}, tries={self.tries}, may_be_applied={self.may_be_applied}"


class FanOut(Secretive):
    """One message to any number of users, for any HTTP stack; see `Client.send_to_users`.

    Ask; do what is said; report each request that was sent, once, in any order, under its `call`; ask again. Several
    requests may be out at once, up to `concurrency`. For `now_ms`, `unix_ms` and `random`, see `Call`.
    """

    __slots__ = ("_action", "_native")

    def __init__(
        self,
        app: App,
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
        self._native = _native.FanOut(app._native, message, options, concurrency)
        # What masks the message's content in a reply that is read by hand.
        self._action = _native.Action.command(room_id, from_user_id, content, None)

    def next(
        self, *, now_ms: int | None = None, unix_ms: int | None = None, random: bytes | None = None
    ) -> Wait | Send[SendCustomCommandReply] | Done[Report]:
        """Say what to do next."""
        step, value, seconds = self._native.next(now_ms, unix_ms, random)
        if step == "send":
            call, request = value
            return Send(Request(request, self._action, read_reply), seconds or 0.0, call)
        return Wait(seconds, value) if step == "wait" else Done(self.report())

    def written(self, call: int, handshake_ms: int | None = None, *, now_ms: int | None = None) -> None:
        """Report that a request was written; see `Call.written`."""
        self._native.written(call, handshake_ms, now_ms)

    def reply(
        self,
        call: int,
        status: int,
        date: str | None,
        body: bytes,
        whole: bool = True,
        *,
        now_ms: int | None = None,
        unix_ms: int | None = None,
    ) -> None:
        """Report an answer; see `Call.reply`."""
        self._native.reply(call, status, date, body, whole, now_ms, unix_ms)

    def not_sent(self, call: int, cause: _NotSentCause, detail: str = "", *, now_ms: int | None = None) -> None:
        """Report that a request certainly did not go out whole; see `Call.not_sent`."""
        self._native.failed(call, "NotSent", cause, detail, now_ms)

    def unknown(self, call: int, cause: _UnknownCause, detail: str = "", *, now_ms: int | None = None) -> None:
        """Report that a request may have gone out, and no whole answer came; see `Call.unknown`."""
        self._native.failed(call, "Unknown", cause, detail, now_ms)

    def stop(self, *, now_ms: int | None = None) -> None:
        """Begin no further call, and send nothing again. Requests that are out may still be reported."""
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
        report on disk is right whatever befalls this process. See `UserOutcome.line` and `digest`.
        """
        return self._native.begun()

    def events(self) -> Iterator[Event]:
        """Take what happened since; see `Call.events`."""
        while (fields := self._native.take_event()) is not None:
            yield Event(*fields)

    @property
    def digest(self) -> str:
        """What tells this message from others, as it stands in every line of a report on disk."""
        return self._native.digest

    def report(self) -> Report:
        """Show what became of each user so far. Users whose request is out count as unknown."""
        return read_report(self._native.report(), self.digest)

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
