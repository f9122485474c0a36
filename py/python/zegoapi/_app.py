"""Who signs and where to, and signed requests for those who bring their own HTTP."""

from __future__ import annotations

import os

from zegoapi import _native
from zegoapi._replies import CallReply, SendCustomCommandReply, read_call_reply, read_reply
from zegoapi._typing import Any, Callable, Generic, Iterable, Literal, Mapping, R, Self, _Scope
from zegoapi._values import Limits, Secretive


class App(Secretive):
    """An application of the vendor's, and where its requests go. Immutable, and shared freely between threads.

    All that is made with one `App` keeps its rate limits together: clients, fan-outs, and calls that a program drives
    itself. Two `App`s of one AppId know nothing of each other, so make one for each process.

    The secret goes in here and comes out nowhere: not in `repr`, `vars` or a traceback, and not by pickling.

    Args:
        app_id: the AppId, from 1 to 4294967295.
        server_secret: the ServerSecret, as the vendor's console shows it.
        region: the short name of a region (see `Region`); the unified host by default.
        product: the vendor's product, for actions of other products than real-time communication.
        base_url: a URL in place of region and product, which are then not given. https, or http for loopback.
        is_test: `True` for the test environment, `False` for production said outright. Only projects from before
            2021-11-17 have a test environment; all others leave this out.
        limits: the account's limits, if they were raised.
        calls_per_second: how many calls a second the account may make, by the action's name, for actions whose number
            the vendor's support has raised (or of which this process is to use a part); `{"SendCustomCommand": 200}`.
            At least 1.

    Raises:
        InvalidInputError: names the parameter.

    """

    __slots__ = ("_native",)

    def __init__(
        self,
        app_id: int,
        server_secret: str,
        *,
        region: str = "",
        product: str = "rtc",
        base_url: str | None = None,
        is_test: bool | None = None,
        limits: Limits | None = None,
        calls_per_second: Mapping[str, int] | None = None,
    ) -> None:
        try:
            if limits is not None and not isinstance(limits, Limits):
                raise TypeError(f"limits must be Limits, not {type(limits).__name__}")
            sizes = None if limits is None else limits._fields()
            # What is no mapping is refused by its own name.
            rates: Any = calls_per_second
            rates = dict(rates) if hasattr(rates, "keys") else rates
            self._native = _native.App(app_id, server_secret, region, product, base_url, is_test, sizes, rates)
        finally:
            # A traceback that shows local variables shows this one no more.
            del server_secret

    @classmethod
    def from_env(cls, **options: Any) -> Self:
        """Make it from the environment: `ZEGO_APP_ID` and `ZEGO_SERVER_SECRET`, `ZEGO_REGION` or `ZEGO_BASE_URL`.

        Args:
            **options: any of the others, and those that stand in place of what the environment says.

        Raises:
            InvalidInputError: names the variable that is not set, or is no number.

        """
        return cls(app_id_from_env(), required_env("ZEGO_SERVER_SECRET"), **with_env(options))

    @property
    def app_id(self) -> int:
        """The AppId."""
        return self._native.app_id

    @property
    def url(self) -> str:
        """The base URL of requests."""
        return self._native.url

    @property
    def is_test(self) -> bool | None:
        """`IsTest` as it is sent; None when it is left out."""
        return self._native.is_test

    def calls_per_second(self, action: str) -> int | None:
        """Show how many calls a second were said for an action; None for the documented number."""
        return self._native.calls_per_second(action)

    @property
    def clock_offset(self) -> int:
        """How many seconds the server's clock is ahead of this machine's, as far as was learned from replies.

        It corrects the timestamps of calls and the time of tokens; `prepare` takes the time as it is.
        """
        return self._native.clock_offset

    @clock_offset.setter
    def clock_offset(self, seconds: int) -> None:
        self._native.set_clock_offset(seconds)

    def _shown(self) -> str:
        return f"app_id={self.app_id}, url={self.url!r}, is_test={self.is_test}"


class Request(Secretive, Generic[R]):
    """A signed request for any HTTP stack. Send it once: every try needs a new one.

    Its `url` is a credential for ten minutes, for any action: never log it. `str` and `repr` show it masked.
    """

    __slots__ = ("_action", "_native", "_read")

    def __init__(self, native: _native.Request, action: _native.Action, read: Callable[[Any], R]) -> None:
        self._native = native
        self._action = action
        self._read = read

    @property
    def method(self) -> Literal["GET", "POST"]:
        """The HTTP method."""
        return self._native.method

    @property
    def url(self) -> str:
        """The signed URL, in ASCII. A credential: not for logs."""
        return self._native.url

    @property
    def body(self) -> str | None:
        """The JSON body of a POST."""
        return self._native.body

    @property
    def headers(self) -> dict[str, str]:
        """The headers to send with it: the body's content type, or none."""
        content_type = self._native.content_type
        return {} if content_type is None else {"Content-Type": content_type}

    def __str__(self) -> str:
        return str(self._native)

    def __repr__(self) -> str:
        return f"<Request {self._native}>"


def prepare(
    app: App,
    room_id: str,
    from_user_id: str,
    content: str | bytes,
    *,
    to: Iterable[str] | None = None,
    nonce: str | None = None,
    timestamp: int | None = None,
) -> Request[SendCustomCommandReply]:
    """Check and sign a custom command. See `Client.send_custom_command` for its parameters.

    `nonce` (16 lower-case hex characters) and `timestamp` (Unix seconds), given together, make the request an exact
    one, for tests; without them, the system's random bytes and clock are used.

    Raises:
        InvalidInputError: names the parameter, the limit and the size.

    """
    action = _native.Action.command(room_id, from_user_id, content, to)
    return Request(action.prepare(app._native, nonce, timestamp), action, read_reply)


def prepare_call(
    app: App,
    action: str,
    params: Mapping[str, Any] | str | None = None,
    *,
    method: Literal["GET", "POST"] = "GET",
    scope: _Scope | None = None,
    nonce: str | None = None,
    timestamp: int | None = None,
) -> Request[CallReply]:
    """Check and sign any action. See `Client.call` for its parameters, and `prepare` for the last two."""
    made = make_action(action, params, method, scope)
    return Request(made.prepare(app._native, nonce, timestamp), made, read_call_reply)


def parse(request: Request[R], status: int, body: bytes, *, whole: bool = True) -> R:
    """Read what came back for a request.

    Args:
        request: the request.
        status: the answer's HTTP status.
        body: the answer's body.
        whole: False for a body that was not read to its end, which is no reply.

    Raises:
        ApiError: the server refused.
        BadReplyError: it is no reply.

    """
    return request._read(request._action.parse(status, body, whole))


def make_action(action: str, params: Mapping[str, Any] | str | None, method: str, scope: str | None) -> _native.Action:
    """Make any action, its parameters as JSON."""
    if not isinstance(params, str):
        params = _json_object(params)
    return _native.Action.generic(action, method, params, scope)


def _json_object(params: Mapping[str, Any] | None) -> str:
    import json

    # A mapping is what has keys; the class itself would have to be brought in for this alone.
    if params is not None and not hasattr(params, "keys"):
        raise TypeError(f"params must be a mapping, or the text of a JSON object, not {type(params).__name__}")
    try:
        given = {} if params is None else dict(params)
        return json.dumps(given, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        # The text of the error may repeat a value.
        raise TypeError(f"params cannot be written as JSON ({type(error).__name__})") from None


def required_env(name: str) -> str:
    """Read a variable of the environment that must be set."""
    value = os.environ.get(name, "")
    if not value:
        raise _native.unset_variable(name)
    return value


def app_id_from_env() -> int:
    """Read the AppId from the environment."""
    try:
        return int(required_env("ZEGO_APP_ID"))
    except ValueError as error:
        if type(error) is not ValueError:
            raise
        # Its text repeats the value, which may be the secret, in the wrong variable.
        raise _native.unset_variable("ZEGO_APP_ID") from None


def with_env(options: dict[str, Any]) -> dict[str, Any]:
    """Add to options where the environment says that requests go, unless the options say it."""
    if any(name in options for name in ("region", "product", "base_url")):
        return options
    found = {name: os.environ.get(f"ZEGO_{name.upper()}", "") for name in ("region", "base_url")}
    return {**{name: value for name, value in found.items() if value}, **options}
