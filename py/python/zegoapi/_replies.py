"""What the server said to calls that it accepted."""

from __future__ import annotations

from zegoapi import _native
from zegoapi._typing import Any
from zegoapi._values import Value, _set, loads


class FailUser(Value):
    """A named user who did not get a message that was accepted all the same."""

    __slots__ = ("code", "uid")
    __match_args__ = ("uid", "code")

    uid: str
    """The user's id, as the server named it."""
    code: int
    """Why: 50003 for a user who is not online."""

    def __init__(self, uid: str, code: int) -> None:
        _set(self, "uid", uid)
        _set(self, "code", code)

    @property
    def meaning(self) -> str | None:
        """What the code means; None for a code that no table lists."""
        entry = self._entry()
        return None if entry is None else entry[4]

    @property
    def advice(self) -> str | None:
        """What to do about it; None for a code that no table lists."""
        entry = self._entry()
        return None if entry is None else entry[5]

    def _entry(self) -> _native._Entry | None:
        entries = _native.explain(self.code, "room")
        return entries[0] if entries else None


class SendCustomCommandReply(Value):
    """The server accepted a custom command. Accepted is not reached: look at `fail_users`."""

    __slots__ = ("fail_users", "message", "request_id", "whole")
    __match_args__ = ("request_id", "message", "fail_users", "whole")
    _unprinted = ("whole",)

    request_id: str
    """The server's request id, every digit kept; empty when it gave none."""
    message: str
    """The server's text, usually `success`."""
    fail_users: tuple[FailUser, ...]
    """The named users who did not get the message; empty when all did, and for a message to everyone."""
    whole: str
    """The whole reply as JSON text."""

    def __init__(
        self, request_id: str, message: str = "success", fail_users: tuple[FailUser, ...] = (), whole: str = ""
    ) -> None:
        _set(self, "request_id", request_id)
        _set(self, "message", message)
        _set(self, "fail_users", fail_users)
        _set(self, "whole", whole)


class CallReply(Value):
    """The server accepted another action."""

    __slots__ = ("code", "data", "message", "request_id", "whole")
    __match_args__ = ("request_id", "message", "data", "code", "whole")
    _unprinted = ("whole",)

    request_id: str
    """The server's request id, every digit kept; empty when it gave none."""
    message: str
    """The server's text, usually `success`."""
    data: Any
    """`Data` as Python objects (dict, list, str, int, float, bool); None when it is missing or null."""
    code: int
    """The server's code: 0, or another one that is an answer of this action's."""
    whole: str
    """The whole reply as JSON text, for products that put their payload beside `Code`.

    There, 0 may mean that at least one item worked: look at the lists of errors in it.
    """

    def __init__(
        self, request_id: str, message: str = "success", data: Any = None, code: int = 0, whole: str = ""
    ) -> None:
        _set(self, "request_id", request_id)
        _set(self, "message", message)
        _set(self, "data", data)
        _set(self, "code", code)
        _set(self, "whole", whole)


def fail_users(fields: tuple[tuple[str, int], ...]) -> tuple[FailUser, ...]:
    """Make the failed users from the binding's fields."""
    return tuple([FailUser(*user) for user in fields]) if fields else ()


def read_reply(fields: _native._Reply) -> SendCustomCommandReply:
    """Make the reply to a custom command from the binding's fields."""
    _, request_id, message, _, whole, failed = fields
    return SendCustomCommandReply(request_id, message, fail_users(failed), whole)


def read_call_reply(fields: _native._Reply) -> CallReply:
    """Make the reply to another action from the binding's fields."""
    code, request_id, message, data, whole, _ = fields
    return CallReply(request_id, message, loads(data), code, whole)
