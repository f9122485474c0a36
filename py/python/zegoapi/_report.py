"""What became of each user of a fan-out."""

from __future__ import annotations

from zegoapi import _native
from zegoapi._values import Value, _set

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, Literal, TypeAlias

    from zegoapi._errors import ZegoError

    _Outcome: TypeAlias = Literal["sent", "failed", "unknown", "not_tried"]


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

    Give a report to `send_to_users` in place of the users to send to those that are left.
    """

    __slots__ = ("repeated", "stopped_by", "users")
    __match_args__ = ("users", "repeated", "stopped_by")

    users: tuple[UserOutcome, ...]
    """Every user."""
    repeated: int
    """How many ids stood more than once in the list that was given, and were dropped."""
    stopped_by: ZegoError | None
    """The error that ended the fan-out before its end, if one did."""

    def __init__(self, users: tuple[UserOutcome, ...], repeated: int = 0, stopped_by: ZegoError | None = None) -> None:
        _set(self, "users", users)
        _set(self, "repeated", repeated)
        _set(self, "stopped_by", stopped_by)

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

        They are those to whom nothing went out, and those who failed for a reason that passes. One who may have got
        the message is left out, unless `duplicates_ok`.
        """
        return [user.user_id for user in self.users if _native.resumed(user.outcome, user.code, duplicates_ok)]

    def updated(self, later: Report) -> Report:
        """Make the report of all, where `later` is that of a fan-out to some of these users."""
        news = {user.user_id: user for user in later.users}
        users = tuple(news.get(user.user_id, user) for user in self.users)
        return Report(users, self.repeated, later.stopped_by)

    def lines(self) -> Iterator[str]:
        """Show each user as a line of JSON without a line break, for a file that outlives the process."""
        for user in self.users:
            yield _native.report_line(user.user_id, user.outcome, user.code)

    @classmethod
    def from_lines(cls, lines: Iterable[str]) -> Report:
        """Read a report from its lines. Of a user who stands in it more than once, the last line counts.

        Raises:
            InvalidInputError: for the field `report`, when a line is none, as the last one of a run that was cut off
                may be.

        """
        users: dict[str, UserOutcome] = {}
        for line in lines:
            user = UserOutcome(*_native.parse_report_line(line))
            users[user.user_id] = user
        return cls(tuple(users.values()))


def read_report(fields: tuple[list[Any], int, ZegoError | None]) -> Report:
    """Make a report from the binding's fields."""
    users, repeated, stopped_by = fields
    return Report(tuple(UserOutcome(*user) for user in users), repeated, stopped_by)
