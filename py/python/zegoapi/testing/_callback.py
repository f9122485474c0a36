"""Makes callbacks for tests of your own receiver."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Mapping
from typing import Any

from zegoapi import _native


def sign_callback(
    callback_secret: str,
    fields: Mapping[str, Any],
    *,
    timestamp: int | str | None = None,
    nonce: str | None = None,
) -> bytes:
    """Make the body of a callback as the vendor would send it: `sign_callback(secret, {"event": "room_close"})`.

    Args:
        callback_secret: the CallbackSecret of the receiver.
        fields: the event's name as `event`, and its fields.
        timestamp: Unix time in seconds; now by default.
        nonce: a text; a new one by default.

    """
    time_text = str(int(time.time()) if timestamp is None else timestamp)
    nonce = secrets.token_hex(8) if nonce is None else nonce
    stamp = {
        "timestamp": time_text,
        "nonce": nonce,
        "signature": _native.callback_signature(callback_secret, time_text, nonce),
    }
    return json.dumps({**fields, **stamp}, ensure_ascii=False).encode()
