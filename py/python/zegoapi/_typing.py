"""What annotations are made of: the real thing for type checkers, and stand-ins at run time that cost nothing.

The module `typing` takes longer to import than all of this package. The stand-ins bring it in when somebody resolves
annotations: `typing.get_type_hints` works on everything public.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable as Awaitable
    from collections.abc import Callable as Callable
    from collections.abc import Iterable as Iterable
    from collections.abc import Iterator as Iterator
    from collections.abc import Mapping as Mapping
    from typing import Any as Any
    from typing import ClassVar as ClassVar
    from typing import Generic as Generic
    from typing import Literal as Literal
    from typing import Protocol as Protocol
    from typing import TypeAlias, TypeVar

    from typing_extensions import Self as Self
    from typing_extensions import dataclass_transform as dataclass_transform

    R = TypeVar("R")

    _Applied: TypeAlias = Literal["no", "unknown"]
    _CallOutcome: TypeAlias = Literal["accepted", "refused", "not_sent", "unknown", "bad_reply", "invalid_input"]
    _CallbackProduct: TypeAlias = Literal["rtc", "zim", "cloud_recording", "other"]
    _Claim: TypeAlias = Literal["new", "in_progress", "done"]
    _CodeKind: TypeAlias = Literal["caller", "auth", "clock", "absent", "limited", "transient", "service", "unlisted"]
    _EventKind: TypeAlias = Literal["begin", "wait", "try", "retry", "end"]
    _LimitedBy: TypeAlias = Literal["app", "room", "user"]
    _NotSentCause: TypeAlias = Literal[
        "dns", "connect", "tls", "proxy", "write", "timeout", "cancelled", "system", "rate_limit", "deadline"
    ]
    _Outcome: TypeAlias = Literal["sent", "failed", "unknown", "not_tried"]
    _Problem: TypeAlias = Literal["too_small", "too_large", "malformed", "buffer_too_small", "out_of_order"]
    _Scope: TypeAlias = Literal["gateway", "room", "mixing", "media-service", "media-files", "moderation", "scene"]
    _UnknownCause: TypeAlias = Literal["timeout", "broken", "cancelled"]
    _Validity: TypeAlias = Literal["valid", "not_yet_valid", "expired"]
else:
    # Python has loaded it for itself, which is not so of `collections.abc`.
    from _collections_abc import Awaitable, Callable, Iterable, Iterator, Mapping  # noqa: F401

    Any = Self = R = object
    _Applied = _CallOutcome = _CodeKind = _EventKind = _LimitedBy = str
    _NotSentCause = _Outcome = _Problem = _Scope = _UnknownCause = str
    _CallbackProduct = _Claim = _Validity = str

    class _Later:
        """Becomes a form of `typing` when it is subscripted."""

        def __init__(self, name):
            self.name = name

        def __getitem__(self, what):
            import typing

            return getattr(typing, self.name)[what]

    ClassVar = _Later("ClassVar")
    Literal = _Later("Literal")

    class Generic:
        """Stands in for `typing.Generic`."""

        __slots__ = ()

        def __class_getitem__(cls, _):
            return cls

    class Protocol:
        """Stands in for `typing.Protocol`."""

        __slots__ = ()

    def dataclass_transform(**_):
        """Tells type checkers that classes are frozen."""
        return lambda cls: cls
