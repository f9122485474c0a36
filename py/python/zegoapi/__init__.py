"""Sends messages from your server into ZEGOCLOUD rooms, and says honestly what became of them.

    from zegoapi import Client

    client = Client(app_id, server_secret, region="sgp", timeout=5.0)
    reply = client.send_custom_command("room1", "server", "hi", to=["u1", "u2"])

`Client` blocks, `AsyncClient` is for asyncio; `App`, `prepare`, `parse`, `Call`, `Limiter` and `FanOut` are for those
who bring their own HTTP. Every failure is a `ZegoError`, and its `delivery` says whether the message may have been
delivered. All times are in seconds, unless a name ends in `_ms`. `zegoapi.testing` has a simulator for your tests.
"""

from zegoapi._app import App, Request, parse, prepare, prepare_call
from zegoapi._async_client import AsyncClient
from zegoapi._call import Call, Done, Event, FanOut, Go, Limiter, Send, Wait
from zegoapi._client import Cancel, Client
from zegoapi._codes import Region, ReturnCode, explain
from zegoapi._errors import (
    ApiError,
    BadReplyError,
    InvalidInputError,
    NotSentError,
    UnknownOutcomeError,
    ZegoError,
    delivery_of,
)
from zegoapi._native import __version__
from zegoapi._replies import CallReply, FailUser, Reply
from zegoapi._report import Progress, Report, UserOutcome
from zegoapi._values import Limits

__all__ = [
    "ApiError",
    "App",
    "AsyncClient",
    "BadReplyError",
    "Call",
    "CallReply",
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
    "NotSentError",
    "Progress",
    "Region",
    "Reply",
    "Report",
    "Request",
    "ReturnCode",
    "Send",
    "UnknownOutcomeError",
    "UserOutcome",
    "Wait",
    "ZegoError",
    "__version__",
    "delivery_of",
    "explain",
    "parse",
    "prepare",
    "prepare_call",
]
