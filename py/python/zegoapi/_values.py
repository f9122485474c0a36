"""The frozen values that the package hands out: compared by what they hold, printed, matched and pickled.

Written out rather than taken from `dataclasses`, whose import costs more than all of this package's.
"""

from __future__ import annotations

from zegoapi._typing import Any, ClassVar, dataclass_transform

_set = object.__setattr__


@dataclass_transform(frozen_default=True, eq_default=True)
class Value:
    """A frozen value. Its fields are `__match_args__`, in the order of the constructor."""

    __slots__ = ()
    __match_args__: ClassVar[tuple[str, ...]] = ()
    _unprinted: ClassVar[tuple[str, ...]] = ()

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is read-only")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is read-only")

    def _fields(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__match_args__)

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other) or not isinstance(other, Value):
            return NotImplemented
        return self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash((type(self), self._fields()))

    def __repr__(self) -> str:
        names = [name for name in self.__match_args__ if name not in self._unprinted]
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__name__}({shown})"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self._fields()


class Limits(Value):
    """The sizes that one account may use, for an account whose limits the vendor has raised.

    Each is the documented one unless it is given: 1024 bytes of content, 10 users in one call; and ours, where none is
    documented: 65536 bytes of URL, 1048576 of body.
    """

    __slots__ = ("body_bytes", "content_bytes", "to_users", "url_bytes")
    __match_args__ = ("content_bytes", "to_users", "url_bytes", "body_bytes")

    content_bytes: int | None
    """The longest content of a custom command, in bytes of UTF-8."""
    to_users: int | None
    """The most users in one call."""
    url_bytes: int | None
    """The longest URL."""
    body_bytes: int | None
    """The longest JSON body of a POST."""

    def __init__(
        self,
        content_bytes: int | None = None,
        to_users: int | None = None,
        url_bytes: int | None = None,
        body_bytes: int | None = None,
    ) -> None:
        _set(self, "content_bytes", content_bytes)
        _set(self, "to_users", to_users)
        _set(self, "url_bytes", url_bytes)
        _set(self, "body_bytes", body_bytes)


class Secretive:
    """What holds a secret: it cannot be pickled or copied, and has no `vars`."""

    __slots__ = ("__weakref__",)

    def __reduce__(self) -> tuple[Any, ...]:
        name = type(self).__name__
        raise TypeError(f"{name} cannot be pickled or copied: it holds a secret. Make one where it is needed")

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return self.__reduce__()

    def __repr__(self) -> str:
        # A constructor that failed leaves one half made, which a traceback may show.
        name = type(self).__name__
        return f"{name}({self._shown()})" if hasattr(self, "_native") else f"<{name}, not made>"

    def _shown(self) -> str:
        return ""


class Unprinted(str):
    """A text of the server's that may repeat what was sent: its `repr` shows its size alone."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{len(self.encode())} bytes>"


def loads(text: str | None) -> Any:
    """Read JSON, or None."""
    if text is None:
        return None
    import json

    return json.loads(text)
