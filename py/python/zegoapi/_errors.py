"""The exceptions: one class for each kind of failure, all of them `ZegoError`, with fields in place of words."""

from __future__ import annotations

from zegoapi._replies import FailUser

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar, Literal, TypeAlias

    from zegoapi._codes import _CodeKind

    _Delivery: TypeAlias = Literal["no", "unknown"]
    _NotSentCause: TypeAlias = Literal[
        "Dns", "Connect", "Tls", "Proxy", "Write", "Timeout", "Cancelled", "System", "Pace", "Deadline"
    ]
    _UnknownCause: TypeAlias = Literal["Timeout", "Broken", "Cancelled"]


class ZegoError(Exception):
    """A message was not accepted, or nobody can tell. `delivery` says which.

    Fields that do not belong to an error's kind are None. No text or field holds the secret, a signature, a nonce or
    the message. Exceptions can be pickled.
    """

    kind: ClassVar[str] = ""
    """The kind's name, the same in every language."""
    delivery: ClassVar[_Delivery] = "unknown"
    """`"no"`: certainly not delivered, sending again cannot deliver twice. `"unknown"`: nobody can tell."""
    retryable: bool
    """Whether the same call may succeed when it is made again. Look at `delivery` first."""
    advice: str
    """What to do about it."""
    code: int | None
    """The server's code."""
    code_kind: _CodeKind | None
    """What the server's code is about."""
    meaning: str | None
    """What the server's code means."""
    message: str | None
    """The server's text for people."""
    request_id: str | None
    """The server's request id, every digit kept. Quote it to the vendor's support."""
    field: str | None
    """The parameter that was refused."""
    problem: str | None
    """What is wrong with the parameter, or why an answer is no reply."""
    limit: int | None
    """The limit that was missed: bytes for text, items for lists."""
    size: int | None
    """The size that was given: bytes for text, items for lists."""
    index: int | None
    """The item's place in the list, from 0, when one item of a list is meant."""
    http_status: int | None
    """The HTTP status of the answer; 0 when the answer was no HTTP."""
    excerpt: str | None
    """The beginning of an answer that is no reply, as text that is safe to log."""
    cause: str | None
    """Why it was not sent, or why the outcome is not known."""
    detail: str | None
    """What the transport said; may be empty."""
    fail_users: tuple[FailUser, ...] | None
    """The users that a refusal named all the same; usually none."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        # In the instance's dict, so that pickling by BaseException's own rules keeps them.
        self.__dict__.update(_FIELDS)


_FIELDS: dict[str, Any] = {
    "retryable": False,
    "advice": "",
    **dict.fromkeys(("code", "code_kind", "meaning", "message", "request_id", "field", "problem", "limit", "size")),
    **dict.fromkeys(("index", "http_status", "excerpt", "cause", "detail", "fail_users")),
}


class InvalidInputError(ZegoError, ValueError):
    """Refused before anything was sent: `field`, `problem`, `limit`, `size`, `index`. A `ValueError` too."""

    kind = "InvalidInput"
    delivery = "no"
    field: str
    problem: str


class ApiError(ZegoError):
    """The server refused: `code`, `code_kind`, `meaning`, `advice`, `message`, `request_id`. Nothing was delivered."""

    kind = "Api"
    delivery = "no"
    code: int
    code_kind: _CodeKind
    meaning: str
    message: str
    request_id: str
    http_status: int
    fail_users: tuple[FailUser, ...]

    @property
    def data(self) -> Any:
        """The refusal's `Data` as Python objects; None when it carried none."""
        return loads(self.__dict__.get("_data"))


class NotSentError(ZegoError):
    """The request certainly did not go out whole; `cause` says why. Nothing was delivered.

    Causes: `Dns`, `Connect`, `Tls`, `Proxy`, `Write`, `Timeout`, `Cancelled`, `System`, `Pace` (the calls a second, or
    an `AsyncClient` that holds all it can), `Deadline`.
    """

    kind = "NotSent"
    delivery = "no"
    cause: _NotSentCause
    detail: str


class UnknownOutcomeError(ZegoError):
    """The request went out and no whole answer came: it may have been delivered.

    Causes: `Timeout`, `Broken`, `Cancelled`.
    """

    kind = "Unknown"
    cause: _UnknownCause
    detail: str


class BadReplyError(ZegoError):
    """An answer came that is no reply of this API: `http_status`, `problem`, `excerpt`. It may have been delivered."""

    kind = "BadReply"
    http_status: int
    problem: str
    excerpt: str


CLASSES: dict[str, type[ZegoError]] = {
    cls.kind: cls for cls in (InvalidInputError, ApiError, NotSentError, UnknownOutcomeError, BadReplyError)
}


def make(kind: str, text: str, fields: dict[str, Any]) -> ZegoError:
    """Make the exception for an error of the core's."""
    error = CLASSES.get(kind, ZegoError)(text)
    if kind == "Api":
        fields["fail_users"] = tuple(FailUser(*user) for user in fields["fail_users"])
        fields["_data"] = fields.pop("data")
    error.__dict__.update(fields)
    return error


def loads(text: str | None) -> Any:
    """Read JSON, or None."""
    if text is None:
        return None
    import json

    return json.loads(text)


def delivery_of(error: BaseException) -> Literal["no", "unknown", "yes"] | None:
    """Say whether the message may have been delivered, from whatever ended a send; None when the error does not tell.

    Understands every `ZegoError`, and what a task that was cancelled or timed out ends with: an
    `asyncio.CancelledError`, or a `TimeoutError` that was made of one. `"yes"` means that the server had accepted
    the message, and the reply came too late to be returned. The `KeyboardInterrupt` of a blocking send works too.
    """
    seen: BaseException | None = error
    while seen is not None:
        delivery = getattr(seen, "delivery", None)
        if delivery in ("no", "unknown", "yes"):
            return delivery  # type: ignore[no-any-return]
        seen = seen.__cause__ or seen.__context__
    return None
