"""token04, the text by which a client logs in to a room: made, opened and explained."""

from __future__ import annotations

from zegoapi import _native
from zegoapi._app import App
from zegoapi._typing import Any, Iterable, _Validity
from zegoapi._values import Secretive, Value, _set


class Privileges(Value):
    """What a token allows: a room, to log in to it, to publish in it, and with which streams.

    The vendor must have enabled privileges for the AppId; in-app chat (ZIM) has none.

    Args:
        room_id: the room, at most 128 bytes; None for every room.
        login: whether to log in is allowed.
        publish: whether to publish streams is allowed.
        stream_id_list: the only streams that may be published, each at most 256 bytes; None for any stream.

    Raises:
        TokenError: names the field. An empty room or list is refused, for it would mean every room or stream.

    """

    __slots__ = ("login", "publish", "room_id", "stream_id_list")
    __match_args__ = ("room_id", "login", "publish", "stream_id_list")

    room_id: str | None
    """The room; None for every room."""
    login: bool | None
    """Whether to log in is allowed; None when a token of another maker does not say."""
    publish: bool | None
    """Whether to publish is allowed; None when a token of another maker does not say."""
    stream_id_list: tuple[str, ...] | None
    """The streams that may be published; None for any stream."""

    def __init__(
        self,
        room_id: str | None,
        login: bool | None = False,
        publish: bool | None = False,
        stream_id_list: Iterable[str] | None = None,
    ) -> None:
        if isinstance(stream_id_list, str):
            raise TypeError("stream_id_list must be a list of stream ids, not one str")
        streams = None if stream_id_list is None else tuple(stream_id_list)
        _native.check_privileges(room_id, login, publish, streams)
        _set(self, "room_id", room_id)
        _set(self, "login", login)
        _set(self, "publish", publish)
        _set(self, "stream_id_list", streams)


class TokenContents:
    """What a token says, once it is opened: for support, and for tests. `repr` leaves out payload and nonce."""

    __slots__ = ("_native",)

    def __init__(self, native: _native.TokenContents) -> None:
        self._native = native

    @property
    def app_id(self) -> int:
        """The AppId that the token is of."""
        return self._native.app_id

    @property
    def user_id(self) -> str:
        """The user whom the token is for."""
        return self._native.user_id

    @property
    def nonce(self) -> int:
        """The random number of the token."""
        return self._native.nonce

    @property
    def ctime(self) -> int:
        """When the token was made, in Unix seconds."""
        return self._native.ctime

    @property
    def expire(self) -> int:
        """When the token expires, in Unix seconds."""
        return self._native.expire

    @property
    def valid_for(self) -> int:
        """For how many seconds the token was made."""
        return self._native.valid_for

    @property
    def payload(self) -> str:
        """The payload: JSON text, or empty in a basic token."""
        return self._native.payload

    @property
    def privileges(self) -> Privileges | None:
        """The privileges that the payload says, if any."""
        fields = self._native.privileges
        if fields is None:
            return None
        room_id, login, publish, streams = fields
        return Privileges(room_id, login, publish, streams)

    def is_of(self, app: App) -> bool:
        """Say whether the token is of this application."""
        return self._native.is_of(app._native)

    def validity(self, now: int | None = None, *, leeway: float = 60.0) -> _Validity:
        """Say whether the token is valid, at a Unix time in seconds or now, where clocks may differ by `leeway`."""
        return self._native.validity(now, leeway)

    def __repr__(self) -> str:
        return (
            f"TokenContents(app_id={self.app_id}, user_id={self.user_id!r}, ctime={self.ctime}, "
            f"expire={self.expire}, payload=({len(self.payload.encode())} bytes))"
        )


class Token(Secretive):
    """A token04. Whoever has it can log in as its user until it expires.

    So `str` and `repr` print `04...(214 bytes)`; `text` is the token. Make one with `Token.make`, or read one from text
    with `Token.parse`.
    """

    __slots__ = ("_native",)

    def __init__(self, native: _native.Token) -> None:
        self._native = native

    @classmethod
    def make(
        cls,
        app: App,
        user_id: str,
        valid_for: float,
        *,
        privileges: Privileges | None = None,
        payload: str = "",
        iv: bytes | None = None,
        nonce: int | None = None,
        now: int | None = None,
    ) -> Token:
        """Make a token: a basic one, whose user may log in to every room, unless privileges restrict it.

        It is valid from now on, by what the application has learned of the server's clock (`App.clock_offset`).

        Args:
            app: the application, whose ServerSecret must have 32 bytes.
            user_id: the user, at most 256 bytes.
            valid_for: for how many seconds, from 1 to ten years; in-app chat (ZIM) takes 24 days at most.
            privileges: what the token allows.
            payload: a JSON text of one's own, in place of privileges.
            iv: 16 bytes, and
            nonce: a number of 32 bits, and
            now: Unix time in seconds, given together, make the token an exact one, for tests. Without them the
                system's random bytes and clock are used.

        Raises:
            TokenError: names the field, the limit and the size.

        """
        if privileges is not None and not isinstance(privileges, Privileges):
            raise TypeError(f"privileges must be Privileges, not {type(privileges).__name__}")
        if privileges is not None and payload:
            raise TypeError("privileges stand in place of a payload")
        stamp = None
        if iv is not None and nonce is not None and now is not None:
            stamp = (iv, nonce, now)
        elif (iv, nonce, now) != (None, None, None):
            raise TypeError("iv, nonce and now must be given together")
        allowed = None if privileges is None else privileges._fields()
        return cls(_native.Token.make(app._native, user_id, valid_for, payload, allowed, stamp))

    @classmethod
    def parse(cls, text: str) -> Token:
        """Read a text's outer form, which needs no secret, and say which mistake it is where it is no token04.

        Raises:
            TokenError: its `kind` is the mistake.

        """
        return cls(_native.Token.parse(text))

    def open(self, app: App) -> TokenContents:
        """Decrypt the token with the application's ServerSecret. That it opens does not prove that nobody changed it.

        A token of another AppId opens too where the secret is the same (`TokenContents.is_of`), and so does an expired
        one (`TokenContents.validity`).

        Raises:
            TokenError: its `kind` is the mistake.

        """
        return TokenContents(self._native.open(app._native))

    @property
    def text(self) -> str:
        """The token itself. It belongs in the answer to the client, and in no log."""
        return self._native.text

    @property
    def expire(self) -> int:
        """When the token expires, in Unix seconds, as its outside says."""
        return self._native.expire

    def __str__(self) -> str:
        return str(self._native)

    def _shown(self) -> str:
        return str(self._native)

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, Token) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)
