"""A client that is made before a server forks its workers, as Celery, gunicorn and uWSGI do.

The parent may use it, and each worker may: a worker gets connections, rate limits and threads of its own.
"""

import os
import sys
from collections.abc import Callable

from zegoapi import Client, UnknownOutcomeError, ZegoError

client = Client(
    int(os.environ["ZEGO_APP_ID"]),
    os.environ["ZEGO_SERVER_SECRET"],
    base_url=os.environ.get("ZEGO_BASE_URL"),
    timeout=5.0,
)


def notify(room_id: str, content: str) -> str:
    """Do one task, and say what to do with it: Celery would retry, give up, or be content."""
    try:
        client.send_custom_command(room_id, "server", content)
    except UnknownOutcomeError:
        return "unknown: leave it"
    except ZegoError as error:
        return "retry" if error.retryable and error.applied == "no" else f"give up: {error}"
    return "sent"


def work(tasks: list[Callable[[], str]]) -> int:
    """Be a worker: do the tasks in a forked process."""
    child = os.fork()
    if child:
        return child
    outcomes = [task() for task in tasks]
    # In one piece: the other workers write too.
    sys.stdout.write("".join(f"{outcome}\n" for outcome in outcomes))
    sys.stdout.flush()
    os._exit(0 if set(outcomes) == {"sent"} else 1)


if __name__ == "__main__":
    print(notify("room1", "the parent is warm"), flush=True)
    workers = [work([lambda n=n: notify("room1", f"from worker {n}")]) for n in range(2)]  # type: ignore[misc]
    statuses = [os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]) for worker in workers]
    sys.exit(max(statuses))
