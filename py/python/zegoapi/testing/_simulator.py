"""Starts the simulator's binary, and asks of it what a test needs."""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from zegoapi._async_client import AsyncClient
from zegoapi._client import Client
from zegoapi._values import Value, _set
from zegoapi.testing._admin import ask, query

COMMAND = "zegoapi-simulator"
VARIABLE = "ZEGOAPI_SIMULATOR"
_READY_SECONDS = 30.0
_END_SECONDS = 10.0


class SimulatorNotFoundError(Exception):
    """The simulator is not installed, or did not start."""


class Message(Value):
    """A message as a user got it."""

    __slots__ = ("content", "from_user_id", "room_id", "to_everyone")
    __match_args__ = ("room_id", "from_user_id", "content", "to_everyone")

    room_id: str
    """The room."""
    from_user_id: str
    """The sender."""
    content: str
    """The message."""
    to_everyone: bool
    """Whether it went to everyone in the room."""

    def __init__(self, room_id: str, from_user_id: str, content: str, to_everyone: bool) -> None:
        _set(self, "room_id", room_id)
        _set(self, "from_user_id", from_user_id)
        _set(self, "content", content)
        _set(self, "to_everyone", to_everyone)


class Simulator:
    """A simulator that runs. Get one from `simulator` or the pytest fixture `zegoapi_simulator`."""

    def __init__(self, ready: Mapping[str, Any]) -> None:
        self.http_url: str = ready["http_url"]
        """The API over HTTP."""
        self.https_url: str = ready["https_url"]
        """The API over HTTPS; trust `ca_file`."""
        self.admin_url: str = ready["admin_url"]
        """What this class asks."""
        self.app_id: int = ready["app_id"]
        """The application that may call."""
        self.server_secret: str = ready["server_secret"]
        """Its secret, a made-up one."""
        self.ca_file: str = ready["ca_file"]
        """The certificate authority to trust, in PEM."""

    def client(self, *, https: bool = False, **options: Any) -> Client:
        """Make a client for this simulator; the options are those of `Client`."""
        return Client(self.app_id, self.server_secret, **self._where(https, options))

    def async_client(self, *, https: bool = False, **options: Any) -> AsyncClient:
        """Make a client for asyncio for this simulator; the options are those of `AsyncClient`."""
        return AsyncClient(self.app_id, self.server_secret, **self._where(https, options))

    def login(self, room_id: str, *user_ids: str) -> None:
        """Let users into a room; a room is there as long as somebody is in it."""
        self._post("/login", {"room_id": room_id, "user_ids": list(user_ids)})

    def logout(self, room_id: str, *user_ids: str) -> None:
        """Let users leave a room."""
        self._post("/logout", {"room_id": room_id, "user_ids": list(user_ids)})

    def rooms(self) -> dict[str, list[str]]:
        """List the rooms with their users."""
        rooms: dict[str, list[str]] = ask(self.admin_url, "GET", "/rooms")
        return rooms

    def messages(self, room_id: str, user_id: str) -> list[Message]:
        """List what a user got in a room, oldest first."""
        got = ask(self.admin_url, "GET", query("/messages", room_id=room_id, user_id=user_id))
        return [Message(one["room_id"], one["from_user_id"], one["content"], one["to_everyone"]) for one in got]

    def fail_next(
        self,
        kind: str,
        *,
        count: int = 1,
        when: str | None = None,
        action: str | None = None,
        room_id: str | None = None,
        user_id: str | None = None,
        probability: float | None = None,
        seed: int | None = None,
        **details: Any,
    ) -> None:
        """Make the next calls fail: `fail_next("reset", when="after")`, `fail_next("code", code=50013, count=2)`.

        Args:
            kind: `code`, `delay`, `drop`, `reset`, `stall`, `cut_short`, `html`, `junk` and others; the simulator's
                README lists them.
            count: how many matching calls it is asked about.
            when: `before` or `after` the call is acted on, and its message delivered.
            action: only calls of this action.
            room_id: only calls to this room.
            user_id: only calls from or to this user.
            probability: the share of the matching calls that it strikes.
            seed: chooses which ones.
            **details: what the kind takes, such as `ms=200` for `delay`.

        """
        fault: dict[str, Any] = {"kind": {kind: details} if details else kind}
        filters = {
            "when": when,
            "action": action,
            "room_id": room_id,
            "user_id": user_id,
            "probability": probability,
            "seed": seed,
        }
        fault.update({name: value for name, value in filters.items() if value is not None})
        self._post("/faults", {"fault": fault, "count": count})

    def forget_faults(self) -> None:
        """Forget the failures that have not struck yet."""
        ask(self.admin_url, "DELETE", "/faults")

    def clock(self, **changes: int | None) -> None:
        """Make the server's clock wrong: `date_offset`, `window_offset` (seconds), `fixed` (Unix seconds)."""
        self._post("/clock", changes)

    def limits(self, **changes: int | None) -> None:
        """Change the server's limits, such as `calls_per_second=5`."""
        self._post("/limits", changes)

    def settings(self, **changes: Any) -> None:
        """Change the server's ways, such as `answer_delay_ms=200`."""
        self._post("/settings", changes)

    def counters(self) -> dict[str, Any]:
        """Show what the server saw."""
        counters: dict[str, Any] = ask(self.admin_url, "GET", "/counters")
        return counters

    def reset(self) -> None:
        """Go back to the start: rooms, messages, failures, clock, limits, settings, counters."""
        self._post("/reset", {})

    def __repr__(self) -> str:
        return f"<Simulator http_url={self.http_url!r}>"

    def _post(self, path: str, body: dict[str, Any]) -> None:
        ask(self.admin_url, "POST", path, body)

    def _where(self, https: bool, options: dict[str, Any]) -> dict[str, Any]:
        if not https:
            return {"base_url": self.http_url, **options}
        # The certificate is for this machine alone: a proxy has no part in it.
        return {"base_url": self.https_url, "ca_file": self.ca_file, "proxy": "", **options}


@contextlib.contextmanager
def simulator(
    *, rooms: Mapping[str, Iterable[str]] | None = None, arguments: Iterable[str] = ()
) -> Iterator[Simulator]:
    """Start a simulator; it ends with the block, and with this process, whatever happens to it.

    Args:
        rooms: rooms with their users, to begin with.
        arguments: more arguments for the command; `zegoapi-simulator --help` lists them.

    Raises:
        SimulatorNotFoundError: says how to get it.

    """
    with tempfile.TemporaryDirectory(prefix="zegoapi-") as directory:
        ca_file = str(Path(directory) / "ca.pem")
        command = [find_simulator(), "--until-stdin-closes", "--ca-out", ca_file, *arguments]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603
            try:
                running = Simulator(_wait_until_ready(process))
                for room_id, user_ids in (rooms or {}).items():
                    running.login(room_id, *user_ids)
                yield running
            finally:
                _end(process)


def find_simulator() -> str:
    """Find the command: where `ZEGOAPI_SIMULATOR` says, beside this Python, or on PATH.

    Raises:
        SimulatorNotFoundError: says how to get it.

    """
    named = os.environ.get(VARIABLE)
    if named:
        found = shutil.which(named)
        if found is None:
            raise SimulatorNotFoundError(f"{VARIABLE} names {named!r}, which is no command")
        return found
    beside = [sysconfig.get_path("scripts"), str(Path(sys.executable).parent)]
    for path in (os.pathsep.join(beside), None):
        found = shutil.which(COMMAND, path=path)
        if found is not None:
            return found
    raise SimulatorNotFoundError(
        f"the command {COMMAND} is not installed: run `pip install zegoapi-simulator` (or, in the sources of zegoapi, "
        f"`pip install ./tests/simulator`), or name its file in the environment variable {VARIABLE}"
    )


def _wait_until_ready(process: subprocess.Popen[bytes]) -> Any:
    stdout = process.stdout
    line = b""
    if stdout is not None and select.select([stdout], [], [], _READY_SECONDS)[0]:
        line = stdout.readline()
    if not line:
        raise SimulatorNotFoundError(f"the simulator did not start; its exit status is {process.poll()}")
    return json.loads(line)


def _end(process: subprocess.Popen[bytes]) -> None:
    # It ends with its standard input, so that one that is left behind by a crash ends too.
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(timeout=_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
