"""The vendor's regions and return codes."""

from __future__ import annotations

from zegoapi import _native
from zegoapi._values import Value, _set

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar, Literal, TypeAlias

    _CodeKind: TypeAlias = Literal["caller", "auth", "clock", "absent", "limited", "transient", "service", "unlisted"]
    _Family: TypeAlias = Literal["gateway", "room"]


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

    __slots__ = ("advice", "code", "family", "kind", "meaning")
    __match_args__ = ("code", "family", "kind", "meaning", "advice")

    code: int
    """The number in the reply."""
    family: _Family
    """The table it stands in."""
    kind: _CodeKind
    """What it is about, and so who can do something about it."""
    meaning: str
    """What it means."""
    advice: str
    """What to do about it."""

    def __init__(self, code: int, family: _Family, kind: _CodeKind, meaning: str, advice: str) -> None:
        _set(self, "code", code)
        _set(self, "family", family)
        _set(self, "kind", kind)
        _set(self, "meaning", meaning)
        _set(self, "advice", advice)


def explain(code: int, *, family: _Family = "room") -> ReturnCode | None:
    """Explain a return code; None for a code that no table lists.

    The same number means different things in different families: `"room"` has the codes of `SendCustomCommand` and
    the other room-signalling actions and the gateway's, `"gateway"` the gateway's alone.
    """
    entry = _native.explain(code, family)
    return None if entry is None else ReturnCode(*entry)
