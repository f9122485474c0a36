"""A FastAPI endpoint that sends a gift to a room, with one client for the whole application.

fastapi run fastapi_app.py
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel

from zegoapi import ApiError, AsyncClient, InvalidInputError, ZegoError


class Gift(BaseModel):
    """What a player gives."""

    from_user_id: str
    name: str
    to: list[str] | None = None


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Make the client when the application starts, and close it when it ends."""
    async with AsyncClient(
        int(os.environ["ZEGO_APP_ID"]),
        os.environ["ZEGO_SERVER_SECRET"],
        base_url=os.environ.get("ZEGO_BASE_URL"),
        timeout=2.0,
    ) as client:
        app.state.zego = client
        yield


app = FastAPI(lifespan=lifespan)


@app.post("/rooms/{room_id}/gifts")
async def give(room_id: str, gift: Gift, request: Request) -> dict[str, object]:
    """Send the gift to the room, or to some of its users."""
    client: AsyncClient = request.app.state.zego
    try:
        reply = await client.send_custom_command(room_id, gift.from_user_id, gift.name, to=gift.to)
    except InvalidInputError as error:
        raise HTTPException(422, f"{error.field}: {error.problem}") from None
    except ApiError as error:
        raise HTTPException(404 if error.code_kind == "absent" else 502, error.meaning) from None
    except ZegoError as error:
        # 504 says that it may have arrived; the caller must not simply try again.
        raise HTTPException(504 if error.applied == "unknown" else 503, error.advice) from None
    return {"missed": [user.uid for user in reply.fail_users]}
