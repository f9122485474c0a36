# The raw binding. Private: what stands here may change with any release.

import os
from collections.abc import Callable, Iterable
from typing import Any, Final, Literal, TypeAlias, final

from zegoapi._codes import _CodeKind, _Family

__all__ = [
    "Action",
    "App",
    "Call",
    "Cancel",
    "Client",
    "Dispatcher",
    "FanOut",
    "Limiter",
    "Options",
    "Request",
    "__version__",
    "explain",
    "parse_report_line",
    "report_line",
    "resumed",
    "run_fan_out",
    "set_log_level",
    "start_fan_out",
    "tables",
]
__version__: Final[str]

_EventFields: TypeAlias = tuple[Literal["begin", "wait", "try", "retry", "end"], int, int | None, int]
_Message: TypeAlias = tuple[str, str, str | bytes, Iterable[str]]
_Outcome: TypeAlias = Literal["sent", "failed", "unknown", "not_tried"]
_User: TypeAlias = tuple[str, _Outcome, int | None]
_Report: TypeAlias = tuple[list[_User], int, Any]

@final
class Action:
    @staticmethod
    def command(room_id: str, from_user_id: str, content: str | bytes, to: Iterable[str] | None) -> Action: ...
    @staticmethod
    def generic(action: str, method: str, params: str, family: str) -> Action: ...
    def prepare(self, app: App, nonce: str | None, timestamp: int | None) -> Request: ...
    def parse(self, http_status: int, body: bytes) -> Any: ...

@final
class App:
    def __new__(
        cls,
        app_id: int,
        server_secret: str,
        region: str,
        product: str,
        base_url: str | None,
        is_test: bool | None,
        limits: tuple[int | None, ...] | None,
    ) -> App: ...
    @property
    def app_id(self) -> int: ...
    @property
    def url(self) -> str: ...
    @property
    def is_test(self) -> bool | None: ...
    @property
    def calls_per_second(self) -> int: ...
    @property
    def clock_offset(self) -> int: ...
    def set_clock_offset(self, seconds: int) -> None: ...

@final
class Call:
    def __new__(
        cls,
        app: App,
        action: Action,
        options: Options,
        limiter: Limiter,
        now_ms: int | None,
        unix_s: int | None,
    ) -> Call: ...
    def next(
        self, now_ms: int | None, unix_s: int | None, random: bytes | None
    ) -> tuple[Literal["wait", "send", "done"], Any, float]: ...
    def reply(
        self, http_status: int, date: str | None, body: bytes, now_ms: int | None, unix_s: int | None
    ) -> None: ...
    def failed(
        self,
        kind: Literal["NotSent", "Unknown"],
        cause: str,
        detail: str,
        now_ms: int | None,
        unix_s: int | None,
    ) -> None: ...
    def cut_off(self, http_status: int, body: bytes, now_ms: int | None, unix_s: int | None) -> None: ...
    def cancel(self, now_ms: int | None) -> None: ...
    def take_event(self) -> _EventFields | None: ...
    @property
    def tries(self) -> int: ...
    @property
    def may_be_delivered(self) -> bool: ...

@final
class Cancel:
    def __new__(cls) -> Cancel: ...
    def cancel(self) -> bool: ...
    @property
    def is_cancelled(self) -> bool: ...

@final
class Client:
    def __new__(
        cls,
        app: App,
        options: Options,
        connect_timeout: float,
        ca_file: str | os.PathLike[str] | None,
        ca_pem: str | bytes | None,
        proxy: str | None,
        max_reply_bytes: int,
        max_idle_connections: int,
    ) -> Client: ...
    def send(self, action: Action, options: Options, cancel: Cancel | None, watch_signals: bool) -> Any: ...

@final
class Dispatcher:
    def __new__(cls, client: Client, max_pending: int, max_threads: int, idle_timeout: float) -> Dispatcher: ...
    def submit(self, action: Action, options: Options, callback: Callable[[Any, Any], object]) -> int: ...
    def cancel(self, id: int) -> bool: ...
    def expire(self, id: int) -> bool: ...
    def shutdown(self, timeout: float) -> None: ...
    @property
    def pending(self) -> int: ...
    @property
    def threads(self) -> int: ...

@final
class FanOut:
    def __new__(cls, app: App, message: _Message, options: Options, concurrency: int, limiter: Limiter) -> FanOut: ...
    def next(
        self, now_ms: int | None, unix_s: int | None, random: bytes | None
    ) -> tuple[Literal["wait", "send", "done"], Any, float | None]: ...
    def reply(
        self,
        call: int,
        http_status: int,
        date: str | None,
        body: bytes,
        now_ms: int | None,
        unix_s: int | None,
    ) -> None: ...
    def failed(
        self,
        call: int,
        kind: Literal["NotSent", "Unknown"],
        cause: str,
        detail: str,
        now_ms: int | None,
        unix_s: int | None,
    ) -> None: ...
    def cut_off(self, call: int, http_status: int, body: bytes, now_ms: int | None, unix_s: int | None) -> None: ...
    def stop(self, now_ms: int | None) -> None: ...
    def progress(self) -> tuple[int, int, int, int, int, int]: ...
    def take_settled(self) -> list[_User] | None: ...
    def begun(self) -> list[str] | None: ...
    def take_event(self) -> _EventFields | None: ...
    def report(self) -> _Report: ...

@final
class Limiter:
    def __new__(cls, calls_per_second: int) -> Limiter: ...
    def ask(self, now_ms: int | None) -> tuple[int | None, int | None, int | None]: ...
    def finished(self, ticket: int, now_ms: int | None) -> None: ...
    def not_sent(self, ticket: int, now_ms: int | None) -> None: ...
    def refused(self, ticket: int, now_ms: int | None) -> None: ...
    @property
    def calls_per_second(self) -> int: ...

@final
class Options:
    def __new__(cls, fan_out: bool) -> Options: ...
    @property
    def timeout(self) -> float: ...
    def replace(
        self,
        *,
        timeout: float | None = None,
        try_timeout: float | None = None,
        retries: int | None = None,
        backoff: float | None = None,
        max_backoff: float | None = None,
        duplicates_ok: bool | None = None,
        fail_fast: bool | None = None,
    ) -> Options: ...

@final
class Request:
    @property
    def method(self) -> Literal["GET", "POST"]: ...
    @property
    def url(self) -> str: ...
    @property
    def body(self) -> str | None: ...
    @property
    def content_type(self) -> str | None: ...

def explain(code: int, family: str) -> tuple[int, _Family, _CodeKind, str, str] | None: ...
def parse_report_line(line: str) -> _User: ...
def report_line(user_id: str, outcome: str, code: int | None) -> str: ...
def resumed(outcome: str, code: int | None, duplicates_ok: bool) -> bool: ...
def run_fan_out(
    client: Client,
    app: App,
    message: _Message,
    options: Options,
    concurrency: int,
    cancel: Cancel,
    progress: Callable[[Any], object] | None,
) -> tuple[_Report, Any]: ...
def set_log_level(level: int) -> None: ...
def start_fan_out(
    client: Client,
    app: App,
    message: _Message,
    options: Options,
    concurrency: int,
    cancel: Cancel,
    progress: Callable[[Any], object] | None,
    done: Callable[[Any, Any], object],
) -> None: ...
def tables() -> dict[str, Any]: ...
