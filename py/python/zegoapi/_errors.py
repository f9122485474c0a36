"""The exceptions: one class for each kind of failure, all of them `ZegoError`, with fields in place of words.

What they know is the core's; this file gives it names.
"""

from __future__ import annotations

from zegoapi._replies import FailUser, fail_users
from zegoapi._typing import (
    Any,
    Literal,
    _Applied,
    _CodeKind,
    _NotSentCause,
    _Problem,
    _Scope,
    _UnknownCause,
)
from zegoapi._values import Unprinted, loads


class ZegoError(Exception):
    """A call did not succeed, or nobody can tell. `applied` says whether it may have taken effect all the same.

    Fields that do not belong to an error's kind are None. No text or field holds the secret, a signature or a nonce;
    `data` and `whole` may repeat what was sent, and nothing else does. Exceptions can be pickled.
    """

    kind: str = ""
    """The kind's name, the same in every language."""
    applied: _Applied
    """`"no"`: it certainly had no effect. `"unknown"`: nobody can tell, and doing it again may do it twice."""
    retryable: bool
    """Whether the same call may succeed when it is made again. Look at `applied` first."""
    advice: str
    """What to do about it."""
    field: str | None
    """The parameter that was refused."""
    index: int | None
    """The item's place in the list, from 0, when one item of a list is meant."""
    problem: _Problem | None
    """What is wrong with the parameter."""
    limit: int | None
    """The limit that was missed: bytes for text, items for lists."""
    size: int | None
    """The size that was given: bytes for text, items for lists."""
    cause: str | None
    """Why it was not sent, or why the outcome is not known."""
    detail: str | None
    """What the transport said, or why an answer is no reply; may be empty."""
    code: int | None
    """The server's code."""
    code_kind: _CodeKind | None
    """What the server's code is about."""
    scope: _Scope | None
    """The scope whose table explains the server's code; None for a code that no table lists."""
    meaning: str | None
    """What the server's code means."""
    message: str | None
    """The server's text for people."""
    request_id: str | None
    """The server's request id, every digit kept. Quote it to the vendor's support."""
    http_status: int | None
    """The HTTP status of the answer; 0 when the answer was no HTTP."""
    excerpt: str | None
    """The beginning of an answer that is no reply, as text that is safe to log."""
    fail_users: tuple[FailUser, ...]
    """The users that a refusal named; usually none."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        # In the instance's dict, so that pickling by BaseException's own rules keeps them.
        self.__dict__.update(_FIELDS)

    @property
    def data(self) -> Any:
        """The refusal's `Data` as Python objects; None when it carried none. It may repeat what was sent."""
        return loads(self.__dict__["_data"])

    @property
    def whole(self) -> str | None:
        """The whole refusal as JSON text; None when the server did not refuse. It may repeat what was sent."""
        whole: str | None = self.__dict__["_whole"]
        return None if whole is None else str(whole)


_FIELDS: dict[str, Any] = {
    # What is not known to have had no effect may have had one.
    "applied": "unknown",
    "retryable": False,
    "advice": "",
    "fail_users": (),
    **dict.fromkeys(("field", "index", "problem", "limit", "size", "cause", "detail", "code", "code_kind", "scope")),
    **dict.fromkeys(("meaning", "message", "request_id", "http_status", "excerpt", "_data", "_whole")),
}


class InvalidInputError(ZegoError, ValueError):
    """Refused before anything was sent: `field`, `problem`, `limit`, `size`, `index`. A `ValueError` too.

    Problems: `too_small`, `too_large`, `malformed`, `buffer_too_small`, `out_of_order`.
    """

    kind = "InvalidInput"
    field: str
    problem: _Problem


class ApiError(ZegoError):
    """The server refused: `code`, `code_kind`, `scope`, `meaning`, `advice`, `message`, `request_id`, `fail_users`.

    Whether it took effect all the same is decided by what the code means, so look at `applied`.
    """

    kind = "Api"
    code: int
    code_kind: _CodeKind
    meaning: str
    message: str
    request_id: str
    http_status: int


class NotSentError(ZegoError):
    """The request certainly did not go out whole; `cause` says why. It had no effect.

    Causes: `dns`, `connect`, `tls`, `proxy`, `write`, `timeout`, `cancelled`, `system`, `rate_limit` (its turn did not
    come in time, or an `AsyncClient` holds all it can), `deadline`.
    """

    kind = "NotSent"
    cause: _NotSentCause
    detail: str


class UnknownOutcomeError(ZegoError):
    """The request went out and no whole answer came: it may have taken effect.

    Causes: `timeout`, `broken`, `cancelled`.
    """

    kind = "Unknown"
    cause: _UnknownCause
    detail: str


class BadReplyError(ZegoError):
    """An answer came that is no reply of this API: `http_status`, `detail`, `excerpt`. It may have taken effect."""

    kind = "BadReply"
    http_status: int
    detail: str
    excerpt: str


class TokenError(InvalidInputError):
    """A token was not made, or a text is none that this ServerSecret opens; `kind` is the name of the mistake.

    Kinds: `InvalidInput` (an argument or the ServerSecret is out of bounds: `field`, `limit`, `size`), `Empty`, `Jwt`,
    `Token03`, `NotToken04`, `NotBase64`, `CutShort`, `Malformed`, `OtherSecret`, `HexDecodedSecret`, `NotClaims`,
    `ExpireMismatch`. Holds nothing of the token, the secret or the payload.
    """


class CallbackError(ZegoError):
    """A callback was refused, or a verifier was not made; `kind` says why, and `answer_status` what to answer.

    Kinds: `InvalidInput` (an argument of the verifier: `field`, `limit`, `size`), `TooLarge`, `Malformed`,
    `MissingField`, `BadTimestamp`, `BadSignature`, `TooOld`, `TooNew`, `Repeated` (it was dealt with), `InProgress` (it
    is being dealt with), `MemoryUnavailable`. Holds nothing of the body, the nonce, the signature or the secret.
    """

    field: str
    answer_status: int = 500
    """The HTTP status to answer the vendor with. 200 for a repeat: everything but 2XX is sent again."""
    age: int | None = None
    """How old the callback was in seconds, where that is why it was refused; negative when it is from the future."""


CLASSES: dict[str, type[ZegoError]] = {
    "InvalidInput": InvalidInputError,
    "Api": ApiError,
    "NotSent": NotSentError,
    "Unknown": UnknownOutcomeError,
    "BadReply": BadReplyError,
    "Token": TokenError,
    "Callback": CallbackError,
}


def make(name: str, text: str, fields: dict[str, Any]) -> ZegoError:
    """Make the exception for an error of the core's."""
    error = CLASSES.get(name, ZegoError)(text)
    fields["fail_users"] = fail_users(fields["fail_users"])
    for name in ("data", "whole"):
        value = fields.pop(name)
        fields["_" + name] = None if value is None else Unprinted(value)
    error.__dict__.update(fields)
    return error


def applied_of(error: BaseException) -> Literal["no", "unknown", "yes"] | None:
    """Say whether a call may have taken effect, from whatever ended it; None when the error does not tell.

    Understands every `ZegoError`, and what a task that was cancelled or timed out ends with: an
    `asyncio.CancelledError`, or a `TimeoutError` that was made of one. `"yes"` means that the server had accepted
    the call, and the reply came too late to be returned. The `KeyboardInterrupt` of a blocking send works too.
    """
    seen: BaseException | None = error
    while seen is not None:
        applied = getattr(seen, "applied", None)
        if applied in ("no", "unknown", "yes"):
            return applied  # type: ignore[no-any-return]
        seen = seen.__cause__ or seen.__context__
    return None
