"""Tell the players of a match that it starts, and see who did not hear it.

ZEGO_APP_ID=... ZEGO_SERVER_SECRET=... python script.py room1 u1 u2
"""

import os
import sys

from zegoapi import Client, ZegoError


def main(room_id: str, user_ids: list[str]) -> int:
    """Send, and return an exit status."""
    # ZEGO_BASE_URL is for trying it against a simulator; leave it out.
    with Client(
        int(os.environ["ZEGO_APP_ID"]),
        os.environ["ZEGO_SERVER_SECRET"],
        base_url=os.environ.get("ZEGO_BASE_URL"),
        timeout=5.0,
    ) as client:
        try:
            reply = client.send_custom_command(room_id, "server", "match start", to=user_ids)
        except ZegoError as error:
            again = "it may have arrived" if error.applied == "unknown" else "nobody got it"
            print(f"{again}: {error}; {error.advice}", file=sys.stderr)
            return 1
    for user in reply.fail_users:
        print(f"{user.uid} did not get it: {user.meaning}")
    print(f"accepted: {reply.request_id}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
