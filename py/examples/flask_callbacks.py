"""Takes the vendor's callbacks in Flask: who is in which room, as far as callbacks tell.

flask --app flask_callbacks run
"""

from flask import Flask, request

from zegoapi import CallbackError, CallbackVerifier
from zegoapi.callback_events import RoomLogin, RoomLogout

app = Flask(__name__)
verifier = CallbackVerifier.from_env()
users: dict[str, set[str]] = {}


@app.post("/zego/callbacks")
def take() -> tuple[str, int]:
    """Take one callback. The bytes as they came: a parsed body may have lost digits of its ids."""
    try:
        with verifier.verify(request.get_data()) as callback:
            match callback.event:
                case RoomLogin(room_id=str(room_id), user_account=str(user_id)):
                    users.setdefault(room_id, set()).add(user_id)
                case RoomLogout(room_id=str(room_id), user_account=str(user_id)):
                    users.get(room_id, set()).discard(user_id)
    except CallbackError as error:
        # 200 for one that was dealt with: everything else than 2XX is sent again.
        return error.kind, error.answer_status
    return "ok", 200
