"""Events of calls as records of the logger `zegoapi`: few names and numbers, never ids of users or rooms, nor content.

Retries are INFO; beginnings, waits, tries and ends are DEBUG. Each record has the fields of an `Event`: `call`,
`action`, `host`, `event` (which is the event's `kind`), `try_number`, `duration_ms`, `outcome`, `code`, `http_status`
and `request_id`.
"""

from __future__ import annotations

import sys

from zegoapi._native import set_log_level

TYPE_CHECKING = False
if TYPE_CHECKING:
    import logging

_DEBUG, _INFO = 10, 20
_logger: logging.Logger | None = None


def refresh() -> None:
    """Tell the binding what the logger lets through, so that it makes no records for nobody."""
    global _logger
    if _logger is None:
        # A program that has not imported it does not listen.
        logging = sys.modules.get("logging")
        if logging is None or not hasattr(logging, "getLogger"):
            return
        _logger = logging.getLogger("zegoapi")
    if _logger.isEnabledFor(_DEBUG):
        set_log_level(2)
    else:
        set_log_level(1 if _logger.isEnabledFor(_INFO) else 0)


def log(
    call: int,
    action: str,
    host: str,
    kind: str,
    try_number: int,
    duration_ms: int,
    outcome: str | None,
    code: int | None,
    http_status: int | None,
    request_id: str | None,
) -> None:
    """Log one event. The binding calls it, on the thread that makes the call."""
    if _logger is None:
        return
    fields = {
        "call": call,
        "action": action,
        "host": host,
        "event": kind,
        "try_number": try_number,
        "duration_ms": duration_ms,
        "outcome": outcome,
        "code": code,
        "http_status": http_status,
        "request_id": request_id,
    }
    ended = "" if outcome is None else f", {outcome}, code {code}, HTTP status {http_status}"
    text = "call %d: %s %s: try %d, %d ms%s"
    level = _INFO if kind == "retry" else _DEBUG
    _logger.log(level, text, call, action, kind, try_number, duration_ms, ended, extra=fields)
    _forget_thread()


def _forget_thread() -> None:
    """Undo what a record does on a thread that is not Python's own.

    A record has the thread's name, for which `threading` makes up a thread. Before Python 3.13 it keeps that for
    ever, and the binding's threads come and go.
    """
    threading = sys.modules["threading"]
    made_up = threading.current_thread()
    if sys.version_info < (3, 13) and isinstance(made_up, threading._DummyThread):
        threading._active.pop(made_up.ident, None)
