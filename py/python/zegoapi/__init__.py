"""Calls the ZEGOCLOUD server API: sends messages into rooms, and says honestly what became of them.

    from zegoapi import Client

    client = Client(app_id, server_secret, region="sgp", timeout=5.0)
    reply = client.send_custom_command("room1", "server", "hi", to=["u1", "u2"])

`Client` blocks, `AsyncClient` is for asyncio; `App`, `prepare`, `parse`, `Call` and `FanOut` are for those who bring
their own HTTP. `Token` makes the tokens that clients log in with, and `CallbackVerifier` takes the vendor's callbacks.
Every failure is a `ZegoError`, and its `applied` says whether the call may have taken effect. All times are in seconds,
unless a name ends in `_ms`. `zegoapi.testing` has a simulator for your tests.
"""

import atexit
import os

from zegoapi import _native
from zegoapi._app import App, Request, parse, prepare, prepare_call
from zegoapi._async_client import AsyncClient
from zegoapi._call import Call, Done, Event, FanOut, Go, Limiter, Send, Wait
from zegoapi._callback import AsyncNonceStore, Callback, CallbackVerifier, NonceStore, VerifiedCallback
from zegoapi._client import Cancel, Client
from zegoapi._codes import Region, ReturnCode, explain
from zegoapi._errors import (
    ApiError,
    BadReplyError,
    CallbackError,
    InvalidInputError,
    NotSentError,
    TokenError,
    UnknownOutcomeError,
    ZegoError,
    applied_of,
)
from zegoapi._native import __version__
from zegoapi._replies import CallReply, FailUser, SendCustomCommandReply
from zegoapi._report import Progress, Report, UserOutcome, message_digest, report_of
from zegoapi._token import Privileges, Token, TokenContents
from zegoapi._values import Limits

__all__ = [
    "ApiError",
    "App",
    "AsyncClient",
    "AsyncNonceStore",
    "BadReplyError",
    "Call",
    "CallReply",
    "Callback",
    "CallbackError",
    "CallbackVerifier",
    "Cancel",
    "Client",
    "Done",
    "Event",
    "FailUser",
    "FanOut",
    "Go",
    "InvalidInputError",
    "Limiter",
    "Limits",
    "NonceStore",
    "NotSentError",
    "Privileges",
    "Progress",
    "Region",
    "Report",
    "Request",
    "ReturnCode",
    "Send",
    "SendCustomCommandReply",
    "Token",
    "TokenContents",
    "TokenError",
    "UnknownOutcomeError",
    "UserOutcome",
    "VerifiedCallback",
    "Wait",
    "ZegoError",
    "__version__",
    "applied_of",
    "explain",
    "message_digest",
    "parse",
    "prepare",
    "prepare_call",
    "report_of",
]

# Threads of the package that come back while Python is being taken down would end the process with a signal.
atexit.register(_native.close_gate)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_native.reset_gate)
