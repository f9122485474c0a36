"""The simulator's admin API, over the standard library's HTTP."""

from __future__ import annotations

import http.client
import json
import urllib.parse
from typing import Any

_SECONDS = 30.0


class AdminError(Exception):
    """The simulator refused what was asked of it."""


def ask(admin_url: str, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """Make one request, on a connection of its own: any thread and any forked process may ask."""
    address = urllib.parse.urlsplit(admin_url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=_SECONDS)
    try:
        text = None if body is None else json.dumps(body)
        connection.request(method, path, body=text)
        response = connection.getresponse()
        answer = response.read()
    finally:
        connection.close()
    if response.status >= 400:
        raise AdminError(answer.decode(errors="replace"))
    return json.loads(answer)


def query(path: str, **parameters: str) -> str:
    """Put parameters behind a path."""
    return f"{path}?{urllib.parse.urlencode(parameters, quote_via=urllib.parse.quote)}"
