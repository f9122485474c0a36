"""Takes the vendor's callbacks in FastAPI, with a memory that several processes share.

fastapi run fastapi_callbacks.py
"""

import asyncio
import time
from typing import Literal

from fastapi import FastAPI, Request, Response

from zegoapi import CallbackError, CallbackVerifier
from zegoapi.callback_events import StreamCreate


class Store:
    """Which callbacks came before. Over Redis, `claim` is a SET with NX and EXAT, and a GET of what is there."""

    def __init__(self) -> None:
        """Begin with none."""
        self.keys: dict[str, tuple[Literal["in_progress", "done"], int]] = {}

    async def claim(self, key: str, until: int) -> Literal["new", "in_progress", "done"]:
        """Claim a key, once among all who ask."""
        await asyncio.sleep(0)
        now = time.time()
        self.keys = {key: entry for key, entry in self.keys.items() if entry[1] >= now}
        if key in self.keys:
            return self.keys[key][0]
        self.keys[key] = ("in_progress", until)
        return "new"

    async def commit(self, key: str) -> None:
        """Remember it until its end."""
        self.keys[key] = ("done", self.keys[key][1])

    async def release(self, key: str) -> None:
        """Forget it, so that the vendor's next try is taken."""
        self.keys.pop(key, None)


app = FastAPI()
verifier = CallbackVerifier.from_env()
store = Store()
streams: list[str] = []


@app.post("/zego/callbacks")
async def take(request: Request) -> Response:
    """Take one callback."""
    try:
        async with verifier.averify(await request.body(), store=store) as callback:
            match callback.event:
                case StreamCreate(stream_id=str(stream_id)):
                    # What is done here may await, and may fail: then the vendor's next try is taken.
                    streams.append(stream_id)
    except CallbackError as error:
        return Response(error.kind, status_code=error.answer_status)
    return Response("ok")
