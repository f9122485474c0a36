"""The client for asyncio, on the threads of the core's dispatcher. asyncio comes in with the first send."""

from __future__ import annotations

import os

from zegoapi import _native
from zegoapi._app import App, make_action
from zegoapi._client import BaseClient, Cancel, users_left, whole_report
from zegoapi._errors import ZegoError
from zegoapi._replies import CallReply, SendCustomCommandReply, read_call_reply, read_reply
from zegoapi._report import Progress, Report, message_digest, read_report
from zegoapi._typing import Any, Callable, Iterable, Literal, Mapping, Self, _Scope
from zegoapi._values import Limits

TYPE_CHECKING = False
if TYPE_CHECKING:
    import asyncio

_LOOK_UP = 0.01
"""How soon a close sees that the last message is through, in seconds."""
_COME_HOME = 2.0
"""How long a cancelled task waits for the last word of what it gave up, in seconds.

That comes at once, or within half a second from a fan-out, unless the machine is busy."""


class AsyncClient(BaseClient):
    """A client for asyncio, and for uvloop, for any number of event loops and tasks at once.

    Messages are sent by up to `max_threads` threads of its own: none is started before the first send, one without
    work retires after `idle_timeout` seconds, and the event loop only hands over and takes back. A thread that opens
    a connection has another beside it as long as the server's name is looked up. Safe after a fork. `async with`
    closes it.

    **Cancelling a task** (`Task.cancel`, `asyncio.timeout`, `asyncio.wait_for`) gives its message up; ask
    `applied_of` the `CancelledError` or `TimeoutError` whether it may have gone out. The connection of a request that
    is out is closed, and its thread is free again.

    Args:
        app_id: the AppId. For this and the options not listed here, see `Client`.
        server_secret: the ServerSecret.
        app: see `Client`.
        region: see `Client`.
        product: see `Client`.
        base_url: see `Client`.
        is_test: see `Client`.
        limits: see `Client`.
        calls_per_second: see `Client`.
        timeout: seconds that a whole call may take, waiting for a thread included.
        try_timeout: see `Client`.
        retries: see `Client`.
        backoff: see `Client`.
        max_backoff: see `Client`.
        duplicates_ok: see `Client`.
        fail_fast: see `Client`.
        connect_timeout: see `Client`.
        ca_file: see `Client`.
        ca_pem: see `Client`.
        system_roots: see `Client`.
        add_ca_file: see `Client`.
        add_ca_pem: see `Client`.
        client_cert_files: see `Client`.
        client_cert_pem: see `Client`.
        proxy: see `Client`.
        max_reply_bytes: see `Client`.
        max_idle_connections: see `Client`.
        max_connection_age: see `Client`.
        max_threads: how many requests are out at once, each on its thread; 256 by default, which is enough for 100
            calls a second at a server that takes two seconds for each. 0 counts as 1.
        max_pending: how many calls may wait or be under way; one more fails (`NotSentError`, cause `rate_limit`).
        idle_timeout: seconds after which a thread without work retires.

    Raises:
        InvalidInputError: names the parameter.

    """

    __slots__ = ("_dispatcher",)

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
        max_threads: int | None = None,
        max_pending: int = 10_000,
        idle_timeout: float = 5.0,
    ) -> None:
        try:
            super().__init__(
                app_id,
                server_secret,
                app=app,
                region=region,
                product=product,
                base_url=base_url,
                is_test=is_test,
                limits=limits,
                calls_per_second=calls_per_second,
                timeout=timeout,
                try_timeout=try_timeout,
                retries=retries,
                backoff=backoff,
                max_backoff=max_backoff,
                duplicates_ok=duplicates_ok,
                fail_fast=fail_fast,
                connect_timeout=connect_timeout,
                ca_file=ca_file,
                ca_pem=ca_pem,
                system_roots=system_roots,
                add_ca_file=add_ca_file,
                add_ca_pem=add_ca_pem,
                client_cert_files=client_cert_files,
                client_cert_pem=client_cert_pem,
                proxy=proxy,
                max_reply_bytes=max_reply_bytes,
                max_idle_connections=max_idle_connections,
                max_connection_age=max_connection_age,
            )
        finally:
            # A traceback that shows local variables shows these no more.
            del server_secret, client_cert_pem
        native = _native.Dispatcher(self._open(), max_pending, max_threads, idle_timeout)
        self._dispatcher: _native.Dispatcher | None = native

    async def __aenter__(self) -> Self:
        self._open()
        return self

    async def __aexit__(self, failed: object, *_: object) -> None:
        await self.aclose(timeout=0 if failed else 5.0)

    async def aclose(self, *, timeout: float = 5.0) -> None:
        """Close the client: wait up to `timeout` seconds for what is under way, then give up what is left.

        What is given up ends as `NotSentError` or `UnknownOutcomeError` with the cause `cancelled`.
        """
        import asyncio

        self._native = None
        loop = asyncio.get_running_loop()
        until = loop.time() + timeout
        while self.pending and loop.time() < until:
            await asyncio.sleep(_LOOK_UP)
        self.close()

    def close(self) -> None:
        """Close the client at once, from anywhere; see `aclose`."""
        # Nobody holds the connections after that but calls that are out.
        dispatcher, self._native, self._dispatcher = self._dispatcher, None, None
        if dispatcher is not None:
            dispatcher.shutdown(0)

    @property
    def threads(self) -> int:
        """How many threads there are now."""
        dispatcher = self._dispatcher
        return 0 if dispatcher is None else dispatcher.threads

    @property
    def pending(self) -> int:
        """How many messages wait or are under way."""
        dispatcher = self._dispatcher
        return 0 if dispatcher is None else dispatcher.pending

    async def send_custom_command(
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
    ) -> SendCustomCommandReply:
        """Send a message to the users of a room; see `Client.send_custom_command`."""
        action = _native.Action.command(room_id, from_user_id, content, to)
        options = self._call_options(timeout, try_timeout, retries, backoff, max_backoff, duplicates_ok, fail_fast)
        return read_reply(await self._send(action, options))

    async def call(
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
    ) -> CallReply:
        """Call any action of the server API; see `Client.call`."""
        made = make_action(action, params, method, scope)
        options = self._call_options(timeout, try_timeout, retries, backoff, max_backoff, duplicates_ok, fail_fast)
        return read_call_reply(await self._send(made, options))

    async def send_to_users(
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
        """Send a message to any number of users of a room; see `Client.send_to_users`.

        Uses threads beside the client's own, up to `concurrency` and two more, which are gone at its end. `progress`
        is called in the event loop. When the task is cancelled, nothing new is sent, what is out is cut off and counts
        as unknown, and the `CancelledError` has the report as its attribute `report`. Ask `report_of`, which also finds
        it in what `asyncio.timeout` and `asyncio.wait_for` make of the cancellation.
        """
        options = self._fan_out_call_options(timeout, try_timeout, retries, backoff, max_backoff, duplicates_ok)
        message = message_digest(room_id, from_user_id, content)
        earlier, users = users_left(to, message, options.duplicates_ok)
        if earlier is not None and not users:
            return earlier
        if progress is not None and not callable(progress):
            raise TypeError(f"progress must be callable, not {type(progress).__name__}")
        stop = Cancel() if cancel is None else cancel
        waiting = _Waiting()
        told = None if progress is None else _in_loop(waiting, progress, stop)
        what = (room_id, from_user_id, content, users)
        _native.start_fan_out(
            self._open(), self._app._native, what, options, concurrency, stop._native, told, waiting.heard
        )

        def read(value: Any) -> Report:
            return whole_report(earlier, read_report(value, message))

        await waiting.wait(on_cancel=stop.cancel, name=_name_report(read))
        report = None if waiting.value is None else read(waiting.value)
        raised = waiting.raised or waiting.error
        if raised is None and report is not None:
            return report
        try:
            if report is not None:
                raised.report = report
            raise raised
        finally:
            # The exception holds this frame by its traceback, and must not be held by it.
            del raised, waiting, told

    async def _send(self, action: _native.Action, options: _native.Options) -> Any:
        self._open()
        dispatcher = self._dispatcher
        if dispatcher is None:
            raise RuntimeError("the client is closed")
        waiting = _Waiting()
        job = dispatcher.submit(action, options, waiting.heard)
        await waiting.wait(on_cancel=lambda: dispatcher.cancel(job), name=_name_applied)
        if waiting.error is None:
            return waiting.value
        try:
            raise waiting.error
        finally:
            # The exception holds this frame by its traceback, and must not be held by it.
            del waiting


class _Waiting:
    """A task that waits for what a thread will say."""

    __slots__ = ("error", "future", "is_heard", "loop", "raised", "value")

    def __init__(self) -> None:
        import asyncio

        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[None] = self.loop.create_future()
        self.is_heard = False
        self.value: Any = None
        self.error: Any = None
        self.raised: Any = None

    def heard(self, value: Any, error: ZegoError | None) -> None:
        """Take the outcome, on any thread."""
        self.value, self.error, self.is_heard = value, error, True
        try:
            self.loop.call_soon_threadsafe(self._wake)
        except RuntimeError:
            # The loop is closed: nobody waits any more.
            return

    def _wake(self) -> None:
        if not self.future.done():
            self.future.set_result(None)

    async def wait(self, *, on_cancel: Callable[[], object], name: Callable[[BaseException, _Waiting], None]) -> None:
        """Wait for the outcome; when the task is cancelled, call `on_cancel` and write the outcome on the exception."""
        import asyncio
        import contextlib

        try:
            await self.future
        except asyncio.CancelledError as cancelled:
            on_cancel()
            until = self.loop.time() + _COME_HOME
            while not self.is_heard and self.loop.time() < until:
                # A thread is about to say so. The first future was cancelled with the task.
                self.future = self.loop.create_future()
                if not self.is_heard:
                    # A second cancellation says the same as the first, and must not lose what is known.
                    with contextlib.suppress(asyncio.CancelledError):
                        await asyncio.wait([self.future], timeout=until - self.loop.time())
            name(cancelled, self)
            raise


def _name_applied(cancelled: BaseException, waiting: _Waiting) -> None:
    """Write on a cancellation whether the call may have taken effect."""
    if not waiting.is_heard:
        applied = "unknown"
    elif waiting.error is None:
        applied = "yes"
    else:
        applied = waiting.error.applied
    cancelled.applied = applied  # type: ignore[attr-defined]


def _name_report(read: Callable[[Any], Report]) -> Callable[[BaseException, _Waiting], None]:
    def name(cancelled: BaseException, waiting: _Waiting) -> None:
        """Write the report on a cancellation."""
        if waiting.value is not None:
            cancelled.report = read(waiting.value)  # type: ignore[attr-defined]

    return name


def _in_loop(waiting: _Waiting, progress: Callable[[Progress], object], stop: Cancel) -> Callable[[Any], None]:
    """Make what a thread tells of progress arrive in the event loop."""

    def show(fields: Any) -> None:
        if waiting.raised is None:
            try:
                progress(Progress(*fields))
            except BaseException as error:
                waiting.raised = error
                stop.cancel()

    def told(fields: Any) -> None:
        try:
            waiting.loop.call_soon_threadsafe(show, fields)
        except RuntimeError:
            # The loop is closed: nobody watches any more.
            stop.cancel()

    return told
