"""What the server said to calls that it accepted."""

from __future__ import annotations

from zegoapi import _native
from zegoapi._values import Value, _set

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class FailUser(Value):
    """A named user who did not get a message that was accepted all the same."""

    __slots__ = ("code", "uid")
    __match_args__ = ("uid", "code")

    uid: str
    """The user's id."""
    code: int
    """Why: 50003 for a user who is not online."""

    def __init__(self, uid: str, code: int) -> None:
        _set(self, "uid", uid)
        _set(self, "code", code)

    @property
    def meaning(self) -> str | None:
        """What the code means; None for a code that no table lists."""
        entry = _native.explain(self.code, "room")
        return None if entry is None else entry[3]

    @property
    def advice(self) -> str | None:
        """What to do about it; None for a code that no table lists."""
        entry = _native.explain(self.code, "room")
        return None if entry is None else entry[4]


class Reply(Value):
    """The server accepted a custom command. Accepted is not reached: look at `fail_users`."""

    __slots__ = ("fail_users", "message", "request_id")
    __match_args__ = ("request_id", "message", "fail_users")

    request_id: str
    """The server's request id, every digit kept; empty when it gave none."""
    message: str
    """The server's text, usually `success`."""
    fail_users: tuple[FailUser, ...]
    """The named users who did not get the message; empty when all did, and for a message to everyone."""

    def __init__(self, request_id: str, message: str = "success", fail_users: tuple[FailUser, ...] = ()) -> None:
        _set(self, "request_id", request_id)
        _set(self, "message", message)
        _set(self, "fail_users", fail_users)


class CallReply(Value):
    """The server accepted another action."""

    __slots__ = ("data", "message", "request_id")
    __match_args__ = ("request_id", "message", "data")

    request_id: str
    """The server's request id, every digit kept; empty when it gave none."""
    message: str
    """The server's text, usually `success`."""
    data: Any
    """`Data` as Python objects (dict, list, str, int, float, bool); None when it is missing or null."""

    def __init__(self, request_id: str, message: str = "success", data: Any = None) -> None:
        _set(self, "request_id", request_id)
        _set(self, "message", message)
        _set(self, "data", data)


def read_reply(fields: Any) -> Reply:
    """Make the reply to a custom command from the binding's fields."""
    request_id, message, fail_users = fields
    return Reply(request_id, message, tuple(FailUser(*user) for user in fail_users) if fail_users else ())


def read_call_reply(fields: Any) -> CallReply:
    """Make the reply to another action from the binding's fields."""
    from zegoapi._errors import loads

    request_id, message, data = fields
    return CallReply(request_id, message, loads(data))
