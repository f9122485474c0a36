"""The vendor's regions and return codes."""

from __future__ import annotations

from zegoapi import _native
from zegoapi._typing import ClassVar, _CodeKind, _LimitedBy, _Scope
from zegoapi._values import Value, _set

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import overload


class Region:
    """The vendor's regions, by the short names that stand in host names. Any of them is a plain `str`."""

    UNIFIED: ClassVar[str] = ""
    """Routed by the caller's location; the default."""
    SHANGHAI: ClassVar[str] = "sha"
    """China, Shanghai."""
    HONG_KONG: ClassVar[str] = "hkg"
    """Hong Kong."""
    FRANKFURT: ClassVar[str] = "fra"
    """Europe, Frankfurt."""
    CALIFORNIA: ClassVar[str] = "lax"
    """US West, California."""
    MUMBAI: ClassVar[str] = "bom"
    """Asia Pacific, Mumbai."""
    SINGAPORE: ClassVar[str] = "sgp"
    """Southeast Asia, Singapore."""

    ALL: ClassVar[tuple[str, ...]] = (UNIFIED, SHANGHAI, HONG_KONG, FRANKFURT, CALIFORNIA, MUMBAI, SINGAPORE)
    """Every region, the unified host first."""


class ReturnCode(Value):
    """One of the vendor's return codes, explained."""

    __slots__ = ("advice", "code", "kind", "limited_by", "meaning", "retryable", "scope")
    __match_args__ = ("code", "scope", "kind", "limited_by", "meaning", "advice", "retryable")

    code: int
    """The number in the reply."""
    scope: _Scope
    """The scope whose table it stands in: a number means something only within its scope."""
    kind: _CodeKind
    """What it is about, and so who can do something about it."""
    limited_by: _LimitedBy | None
    """Whose calls were too many; set for the kind `limited` and for no other."""
    meaning: str
    """What it means."""
    advice: str
    """What to do about it."""
    retryable: bool
    """Whether the same call may succeed when it is made again."""

    def __init__(
        self,
        code: int,
        scope: _Scope,
        kind: _CodeKind,
        limited_by: _LimitedBy | None,
        meaning: str,
        advice: str,
        retryable: bool,
    ) -> None:
        _set(self, "code", code)
        _set(self, "scope", scope)
        _set(self, "kind", kind)
        _set(self, "limited_by", limited_by)
        _set(self, "meaning", meaning)
        _set(self, "advice", advice)
        _set(self, "retryable", retryable)


if TYPE_CHECKING:

    @overload
    def explain(code: int, *, scope: None = None) -> list[ReturnCode]: ...
    @overload
    def explain(code: int, *, scope: _Scope) -> ReturnCode | None: ...


def explain(code: int, *, scope: _Scope | None = None) -> list[ReturnCode] | ReturnCode | None:
    """Explain a return code: with a scope, by the entry that counts for its actions, or None; else by all there are.

    The same number means different things in different scopes: 3 is "too long" for a room, "not authenticated" for
    the media service and "no permission" for media files. A code of any size may be asked for.

    Args:
        code: the number in the reply, or on an `ApiError`.
        scope: `"room"` for `SendCustomCommand` and the other actions about rooms; an `ApiError` has the one of its
            action as its `scope`.

    Raises:
        InvalidInputError: for the field `scope`.

    """
    entries = [ReturnCode(*entry) for entry in _native.explain(code, scope)]
    if scope is None:
        return entries
    return entries[0] if entries else None
