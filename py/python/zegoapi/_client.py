"""The blocking client."""

from __future__ import annotations

import os
import sys

from zegoapi import _log, _native
from zegoapi._app import App, app_id_from_env, make_action, required_env, with_env
from zegoapi._replies import CallReply, SendCustomCommandReply, read_call_reply, read_reply
from zegoapi._report import Progress, Report, message_digest, read_report
from zegoapi._typing import Any, Callable, Iterable, Literal, Mapping, Self, _Scope
from zegoapi._values import Limits, Secretive


class Cancel:
    """Gives up a call, or stops a fan-out, from another thread. Make a new one for each."""

    __slots__ = ("__weakref__", "_native")

    def __init__(self) -> None:
        self._native = _native.Cancel()

    def cancel(self) -> bool:
        """Give it up: the call ends at once. True when no request was out: then nothing is sent.

        A request that is out is not taken back, and may take effect; its connection is closed.
        """
        return self._native.cancel()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was given up."""
        return self._native.is_cancelled

    def __repr__(self) -> str:
        return f"<Cancel is_cancelled={self.is_cancelled}>"


_NO_APP = (0, "", "", "rtc", None, None, None, None)
"""What the parameters of an `App` are when none is given."""


class BaseClient(Secretive):
    """What the blocking client and that for asyncio share: what they are made with."""

    __slots__ = ("_app", "_fan_out_options", "_native", "_options")

    def __init__(
        self,
        app_id: int = 0,
        server_secret: str = "",
        *,
        app: App | None = None,
        region: str = "",
        product: str = "rtc",
        base_url: str | None = None,
        is_test: bool | None = None,
        limits: Limits | None = None,
        calls_per_second: Mapping[str, int] | None = None,
        timeout: float = 10.0,
        try_timeout: float | None = None,
        retries: int = 2,
        backoff: float = 0.2,
        max_backoff: float = 5.0,
        duplicates_ok: bool = False,
        fail_fast: bool = False,
        connect_timeout: float = 3.0,
        ca_file: str | os.PathLike[str] | None = None,
        ca_pem: str | bytes | None = None,
        system_roots: bool = False,
        add_ca_file: str | os.PathLike[str] | None = None,
        add_ca_pem: str | bytes | None = None,
        client_cert_files: tuple[str | os.PathLike[str], str | os.PathLike[str]] | None = None,
        client_cert_pem: tuple[str | bytes, str | bytes] | None = None,
        proxy: str | None = None,
        max_reply_bytes: int = 1048576,
        max_idle_connections: int | None = None,
        max_connection_age: float | None = None,
    ) -> None:
        try:
            given = (app_id, server_secret, region, product, base_url, is_test, limits, calls_per_second)
            if app is None:
                self._app = App(
                    app_id,
                    server_secret,
                    region=region,
                    product=product,
                    base_url=base_url,
                    is_test=is_test,
                    limits=limits,
                    calls_per_second=calls_per_second,
                )
            elif not isinstance(app, App):
                raise TypeError(f"app must be App, not {type(app).__name__}")
            elif given != _NO_APP:
                raise TypeError("app stands in place of app_id, server_secret and all else that an App is made with")
            else:
                self._app = app
            self._options = _native.Options(False).replace(
                timeout=timeout,
                try_timeout=try_timeout,
                retries=retries,
                backoff=backoff,
                max_backoff=max_backoff,
                duplicates_ok=duplicates_ok,
                fail_fast=fail_fast,
            )
            self._fan_out_options = _native.Options(True).replace(
                try_timeout=try_timeout, backoff=backoff, max_backoff=max_backoff, duplicates_ok=duplicates_ok
            )
            self._native: _native.Client | None = _native.Client(
                self._app._native,
                self._options,
                connect_timeout,
                (ca_file, ca_pem, system_roots, add_ca_file, add_ca_pem, client_cert_files, client_cert_pem),
                proxy,
                max_reply_bytes,
                max_idle_connections,
                max_connection_age,
            )
        finally:
            # A traceback that shows local variables shows these no more.
            server_secret, given, client_cert_pem = "", _NO_APP, None

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
    def app(self) -> App:
        """The application that the client signs for: for other clients of it, `prepare`, `Call` and `FanOut`."""
        return self._app

    def _shown(self) -> str:
        return f"app_id={self._app.app_id}, url={self._app.url!r}"

    def _open(self) -> _native.Client:
        if self._native is None:
            raise RuntimeError("the client is closed")
        return self._native

    def _call_options(
        self,
        timeout: float | None,
        try_timeout: float | None,
        retries: int | None,
        backoff: float | None,
        max_backoff: float | None,
        duplicates_ok: bool | None,
        fail_fast: bool | None,
    ) -> _native.Options:
        _log.refresh()
        given = (timeout, try_timeout, retries, backoff, max_backoff, duplicates_ok, fail_fast)
        if given == _NO_OPTIONS:
            return self._options
        options = self._options.replace(
            timeout=timeout,
            try_timeout=try_timeout,
            retries=retries,
            backoff=backoff,
            max_backoff=max_backoff,
            duplicates_ok=duplicates_ok,
            fail_fast=fail_fast,
        )
        options.check()
        return options

    def _fan_out_call_options(
        self,
        timeout: float | None,
        try_timeout: float | None,
        retries: int | None,
        backoff: float | None,
        max_backoff: float | None,
        duplicates_ok: bool | None,
    ) -> _native.Options:
        _log.refresh()
        options = self._fan_out_options.replace(
            timeout=timeout,
            try_timeout=try_timeout,
            retries=retries,
            backoff=backoff,
            max_backoff=max_backoff,
            duplicates_ok=duplicates_ok,
        )
        options.check()
        return options


_NO_OPTIONS = (None,) * 7


class Client(BaseClient):
    """A blocking client for one application.

    Make one and share it: any number of threads may call it at once, over the same connections. Several clients of one
    application are made with one `App`: then they keep its rate limits together. Safe after a fork. Other threads run
    while it waits; in the main thread, Ctrl-C and other signals end the waiting (ask `applied_of` the exception). Under
    gevent, call it on the hub's threads: `gevent.get_hub().threadpool.apply(client.send_custom_command, (...))`. A
    context manager.

    Args:
        app_id: the AppId.
        server_secret: the ServerSecret.
        app: an application, in place of AppId, ServerSecret and the options up to `calls_per_second`.
        region: the short name of a region (see `Region`); the unified host by default.
        product: the vendor's product, for actions of other products.
        base_url: a URL in place of region and product, which are then not given. https, or http for loopback.
        is_test: `True` for the test environment; see `App`.
        limits: the account's limits, if they were raised.
        calls_per_second: the account's calls a second by action, if they were raised; see `App`.
        timeout: seconds that a whole call may take: waiting for its turn, every try, the time between tries. Above 0.
        try_timeout: seconds that one try may take; what is left of the whole by default. Above 0.
        retries: how many more tries may follow one that failed; 0 means none. What may have taken effect is tried
            again only if it does no harm twice, as with actions that read. A refusal by a quota is no failure: the
            call waits for its turn again until its time is up.
        backoff: the longest delay before the first retry, in seconds; it doubles with each. 0 means none.
        max_backoff: what that delay grows to, in seconds.
        duplicates_ok: send again also what may have been delivered, at the risk of delivering it twice.
        fail_fast: fail at once (`NotSentError`, cause `rate_limit`) where a call would have to wait for its turn.
        connect_timeout: seconds for a connection with its proxy and TLS. A name's look-up comes before.
        ca_file: trust the certificates of this PEM file alone, in place of the bundled web roots. Where neither this,
            `ca_pem` nor `system_roots` is given, a file that `SSL_CERT_FILE` names takes their place.
        ca_pem: the same, as text; one of the two is given.
        system_roots: trust the authorities that the operating system trusts, in place of the bundled web roots.
        add_ca_file: trust the certificates of this PEM file as well.
        add_ca_pem: trust the certificates of this PEM text as well.
        client_cert_files: for a server, or a proxy over https, that asks who the client is: two PEM files, of the
            certificate chain, its own first, and of its private key (PKCS #8, PKCS #1 or SEC 1, not encrypted).
        client_cert_pem: the same, as two PEM texts.
        proxy: the URL of a proxy; `""` for none. By default `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` say.
        max_reply_bytes: the largest reply that is read.
        max_idle_connections: how many idle connections are kept; 256 by default. Any number may be in use.
        max_connection_age: seconds after which a connection is used no more, so that a host that moves is followed;
            300 by default.

    Raises:
        InvalidInputError: names the parameter.

    """

    __slots__ = ()

    def __enter__(self) -> Self:
        self._open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the client. Calls that are under way end as they would; another close does nothing."""
        self._native = None

    def send_custom_command(
        self,
        room_id: str,
        from_user_id: str,
        content: str | bytes,
        *,
        to: Iterable[str] | None = None,
        timeout: float | None = None,
        try_timeout: float | None = None,
        retries: int | None = None,
        backoff: float | None = None,
        max_backoff: float | None = None,
        duplicates_ok: bool | None = None,
        fail_fast: bool | None = None,
        cancel: Cancel | None = None,
    ) -> SendCustomCommandReply:
        """Send a message to the users of a room. Accepted is not reached: look at the reply's `fail_users`.

        Args:
            room_id: the room.
            from_user_id: the sender, who need not be in the room. A client of this id does not get the message.
            content: the message, at most 1024 bytes of UTF-8.
            to: the users, 1 to 10; everyone in the room when left out. An empty list is refused.
            timeout: seconds for this call, in place of the client's.
            try_timeout: as for the client, for this call.
            retries: as for the client, for this call.
            backoff: as for the client, for this call.
            max_backoff: as for the client, for this call.
            duplicates_ok: as for the client, for this call.
            fail_fast: as for the client, for this call.
            cancel: gives this call up from another thread.

        Raises:
            InvalidInputError: refused before anything was sent.
            ApiError: the server refused.
            NotSentError: certainly not sent.
            UnknownOutcomeError: it may have been delivered.
            BadReplyError: it may have been delivered.
            TypeError: a parameter of the wrong type, named.

        """
        action = _native.Action.command(room_id, from_user_id, content, to)
        options = self._call_options(timeout, try_timeout, retries, backoff, max_backoff, duplicates_ok, fail_fast)
        return read_reply(self._send(action, options, cancel))

    def call(
        self,
        action: str,
        params: Mapping[str, Any] | str | None = None,
        *,
        method: Literal["GET", "POST"] = "GET",
        scope: _Scope | None = None,
        timeout: float | None = None,
        try_timeout: float | None = None,
        retries: int | None = None,
        backoff: float | None = None,
        max_backoff: float | None = None,
        duplicates_ok: bool | None = None,
        fail_fast: bool | None = None,
        cancel: Cancel | None = None,
    ) -> CallReply:
        """Call any action of the server API.

        Args:
            action: the action's name, such as `DescribeUserNum`.
            params: its parameters: text, numbers, booleans, and lists of them or of objects; for POST, anything JSON
                can hold. Names of lists may be written with their `[]` or without. Or the text of a JSON object.
            method: `"POST"` for the actions that take a JSON body; the wrong one is refused.
            scope: whose return codes explain a refusal, for an action that is not known by its name.
            timeout: seconds for this call, in place of the client's.
            try_timeout: as for the client, for this call.
            retries: as for the client, for this call.
            backoff: as for the client, for this call.
            max_backoff: as for the client, for this call.
            duplicates_ok: as for the client, for this call.
            fail_fast: as for the client, for this call.
            cancel: gives this call up from another thread.

        Raises:
            ZegoError: as for `send_custom_command`.
            TypeError: a parameter of the wrong type, named.

        """
        made = make_action(action, params, method, scope)
        options = self._call_options(timeout, try_timeout, retries, backoff, max_backoff, duplicates_ok, fail_fast)
        return read_call_reply(self._send(made, options, cancel))

    def send_to_users(
        self,
        room_id: str,
        from_user_id: str,
        content: str | bytes,
        to: Iterable[str] | Report,
        *,
        progress: Callable[[Progress], object] | None = None,
        cancel: Cancel | None = None,
        concurrency: int = 16,
        timeout: float | None = None,
        try_timeout: float | None = None,
        retries: int | None = None,
        backoff: float | None = None,
        max_backoff: float | None = None,
        duplicates_ok: bool | None = None,
    ) -> Report:
        """Send a message to any number of users of a room: calls of ten, each in its turn, several at once, one report.

        Args:
            room_id: the room.
            from_user_id: the sender.
            content: the message, at most 1024 bytes of UTF-8.
            to: the users, or the report of an earlier run, to send to those that are left; then the report is of all.
            progress: is told how far it is, now and then and at the end, on this thread. What it raises stops the
                sending and is raised again, as is what a signal's handler raises; such an exception has the report
                so far as its attribute `report` (see `report_of`).
            cancel: stops it from another thread: nothing new is sent, what is out is cut off and counts as unknown,
                and the report says what is left.
            concurrency: how many calls may be under way at once; 0 counts as 1.
            timeout: seconds that each call may take; 60 by default.
            try_timeout: as for the client, for each call.
            retries: how many more tries may follow one that failed, in each call; 8 by default.
            backoff: as for the client, for each call.
            max_backoff: as for the client, for each call.
            duplicates_ok: send again also what may have been delivered; as the client has it by default.

        Raises:
            InvalidInputError: refused before anything was sent; for the field `message`, the report is about another
                message. What goes wrong later stands in the report.
            TypeError: a parameter of the wrong type, named.

        """
        options = self._fan_out_call_options(timeout, try_timeout, retries, backoff, max_backoff, duplicates_ok)
        message = message_digest(room_id, from_user_id, content)
        earlier, users = users_left(to, message, options.duplicates_ok)
        if earlier is not None and not users:
            return earlier
        if progress is not None and not callable(progress):
            raise TypeError(f"progress must be callable, not {type(progress).__name__}")
        told = None if progress is None else (lambda fields: progress(Progress(*fields)))
        stop = (Cancel() if cancel is None else cancel)._native
        what = (room_id, from_user_id, content, users)

        def read(*fields: Any) -> Report:
            return whole_report(earlier, read_report(fields, message))

        return _native.run_fan_out(self._open(), self._app._native, what, options, concurrency, stop, told, read)

    def _send(self, action: _native.Action, options: _native.Options, cancel: Cancel | None) -> Any:
        stop = None if cancel is None else cancel._native
        return self._open().send(action, options, stop, in_main_thread())


def users_left(to: Iterable[str] | Report, message: str, duplicates_ok: bool) -> tuple[Report | None, Iterable[str]]:
    """Take the users from a list, or those that are left from a report of the message."""
    if not isinstance(to, Report):
        return None, to
    if to.message is not None:
        _native.check_message(message, to.message)
    return to, to.remaining(duplicates_ok=duplicates_ok)


def whole_report(earlier: Report | None, later: Report) -> Report:
    """Put the report of a resumed run into that of the run before it."""
    return later if earlier is None else earlier.updated(later)


def in_main_thread() -> bool:
    """Say whether this is the thread in which Python runs the handlers of signals."""
    threading = sys.modules.get("threading")
    # A program that has not imported it has one thread.
    return threading is None or threading.get_ident() == threading.main_thread().ident
