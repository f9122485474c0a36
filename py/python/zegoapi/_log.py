"""Events of calls as records of the logger `zegoapi`: numbers and the action's name, never ids, content or URLs.

Retries are INFO; beginnings, waits, tries and ends are DEBUG. Each record has the fields `action`, `event`,
`try_number`, `code` and `duration_ms`.
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


def log(action: str, event: str, try_number: int, code: int | None, duration_ms: int) -> None:
    """Log one event. The binding calls it, on the thread that makes the call."""
    if _logger is not None:
        fields = {
            "action": action,
            "event": event,
            "try_number": try_number,
            "code": code,
            "duration_ms": duration_ms,
        }
        level = _INFO if event == "retry" else _DEBUG
        _logger.log(level, "%s %s: try %d, code %s, %d ms", action, event, try_number, code, duration_ms, extra=fields)
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
