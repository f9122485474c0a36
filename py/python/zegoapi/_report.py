"""What became of each user of a fan-out."""

from __future__ import annotations

from zegoapi import _native
from zegoapi._errors import ZegoError
from zegoapi._typing import Any, Iterable, Iterator, _Outcome
from zegoapi._values import Value, _set


def message_digest(room_id: str, from_user_id: str, content: str | bytes) -> str:
    """Tell a message from others: 16 lower-case hex characters, equal for the same room, sender and content.

    It stands in every line of a report, so that a report of one message is not resumed with another. It is no secret,
    and no proof against somebody who looks for two messages with one digest.
    """
    return _native.message_digest(room_id, from_user_id, content)


class UserOutcome(Value):
    """What became of one user."""

    __slots__ = ("code", "outcome", "user_id")
    __match_args__ = ("user_id", "outcome", "code")

    user_id: str
    """The user."""
    outcome: _Outcome
    """`"sent"`: accepted. `"failed"`: refused. `"unknown"`: may have got it. `"not_tried"`: nothing went out."""
    code: int | None
    """The server's code for a user who failed: 50003 for one who is not online."""

    def __init__(self, user_id: str, outcome: _Outcome, code: int | None = None) -> None:
        _set(self, "user_id", user_id)
        _set(self, "outcome", outcome)
        _set(self, "code", code)

    def line(self, message: str) -> str:
        """Show the user as a line of a report on disk, without its line break, for the message of this digest."""
        return _native.report_line(message, self.user_id, self.outcome, self.code)

    @classmethod
    def from_line(cls, message: str, line: str) -> UserOutcome | None:
        """Read a line of a report on disk; None for a line without text.

        Raises:
            InvalidInputError: for the field `report` when it is no such line, and for the field `message` when it is
                about another message than that of this digest.

        """
        fields = _native.parse_report_line(message, line)
        return None if fields is None else cls(*fields)


class Progress(Value):
    """How many users came to what; the numbers add up to the total."""

    __slots__ = ("failed", "in_flight", "not_tried", "sent", "total", "unknown")
    __match_args__ = ("total", "sent", "failed", "unknown", "in_flight", "not_tried")

    total: int
    """All users, each counted once."""
    sent: int
    """The server accepted the message for them."""
    failed: int
    """The server refused it for them."""
    unknown: int
    """They may have got it."""
    in_flight: int
    """A call to them is under way; in a report there are none."""
    not_tried: int
    """Nothing went out for them (yet)."""

    def __init__(self, total: int, sent: int, failed: int, unknown: int, in_flight: int, not_tried: int) -> None:
        _set(self, "total", total)
        _set(self, "sent", sent)
        _set(self, "failed", failed)
        _set(self, "unknown", unknown)
        _set(self, "in_flight", in_flight)
        _set(self, "not_tried", not_tried)


class Report(Value):
    """What became of every user of a fan-out: each stands in it exactly once, in the order given.

    Give a report to `send_to_users` in place of the users, with the same room, sender and content, to send to those
    that are left.
    """

    __slots__ = ("message", "repeated", "stopped_by", "users")
    __match_args__ = ("users", "repeated", "stopped_by", "message")

    users: tuple[UserOutcome, ...]
    """Every user."""
    repeated: int
    """How many ids stood more than once in the list that was given, and were dropped."""
    stopped_by: ZegoError | None
    """The error that ended the fan-out before its end, if one did."""
    message: str | None
    """The digest of the message that it is about (see `message_digest`); None for a report that does not say."""

    def __init__(
        self,
        users: tuple[UserOutcome, ...],
        repeated: int = 0,
        stopped_by: ZegoError | None = None,
        message: str | None = None,
    ) -> None:
        _set(self, "users", users)
        _set(self, "repeated", repeated)
        _set(self, "stopped_by", stopped_by)
        _set(self, "message", message)

    def __repr__(self) -> str:
        numbers = self.progress()
        return (
            f"Report(total={numbers.total}, sent={numbers.sent}, failed={numbers.failed}, "
            f"unknown={numbers.unknown}, not_tried={numbers.not_tried}, stopped_by={self.stopped_by!r})"
        )

    def __len__(self) -> int:
        return len(self.users)

    def progress(self) -> Progress:
        """Count the users by outcome."""
        counts = dict.fromkeys(("sent", "failed", "unknown", "not_tried"), 0)
        for user in self.users:
            counts[user.outcome] += 1
        return Progress(len(self.users), counts["sent"], counts["failed"], counts["unknown"], 0, counts["not_tried"])

    def with_outcome(self, outcome: _Outcome) -> list[UserOutcome]:
        """List the users of one outcome."""
        return [user for user in self.users if user.outcome == outcome]

    def remaining(self, *, duplicates_ok: bool = False) -> list[str]:
        """List the ids to whom a resumed fan-out sends.

        They are those to whom nothing went out, and those who failed for a reason that passes or that stopped it. One
        who may have got the message is left out, unless `duplicates_ok`.
        """
        return [user.user_id for user in self.users if _native.resumed(user.outcome, user.code, duplicates_ok)]

    def updated(self, later: Report) -> Report:
        """Make the report of all, where `later` is that of a fan-out to some of these users."""
        news = {user.user_id: user for user in later.users}
        users = tuple(news.get(user.user_id, user) for user in self.users)
        return Report(users, self.repeated, later.stopped_by, later.message)

    def lines(self) -> Iterator[str]:
        """Show each user as a line of JSON without a line break, for a file that outlives the process.

        Raises:
            TypeError: the report does not say which message it is about.

        """
        message = self.message
        if message is None:
            raise TypeError("the report has no message: make it with one, see message_digest")
        return (user.line(message) for user in self.users)

    @classmethod
    def from_lines(cls, lines: Iterable[str], *, message: str) -> Report:
        """Read a report of the message of this digest from its lines.

        Of a user who stands in it more than once, the last line counts. Blank lines and a byte order mark are passed
        over.

        Raises:
            InvalidInputError: for the field `report`, when a line is none, as the last one of a run that was cut off
                may be; for the field `message`, when it is about another message.

        """
        users: dict[str, UserOutcome] = {}
        for line in lines:
            user = UserOutcome.from_line(message, line)
            if user is not None:
                users[user.user_id] = user
        return cls(tuple(users.values()), message=message)


def report_of(error: BaseException) -> Report | None:
    """Find the report of a `send_to_users` that an exception ended; None when the exception has none.

    The exception may be what a signal's handler or `progress` raised, such as `KeyboardInterrupt`, an
    `asyncio.CancelledError`, or one that was made of such an exception: the `TimeoutError` of `asyncio.timeout`.
    """
    seen: BaseException | None = error
    while seen is not None:
        report = getattr(seen, "report", None)
        if isinstance(report, Report):
            return report
        seen = seen.__cause__ or seen.__context__
    return None


def read_report(fields: tuple[list[Any], int, ZegoError | None], message: str) -> Report:
    """Make the report of a message from the binding's fields."""
    users, repeated, stopped_by = fields
    return Report(tuple([UserOutcome(*user) for user in users]), repeated, stopped_by, message)
