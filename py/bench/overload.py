"""What becomes of sends at an even rate by an `AsyncClient` with its defaults, where each takes the server a second.

`python overload.py [seconds [sends a second]]` prints it for the sends of the second half.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections import Counter

import zegoapi
from zegoapi.testing import Simulator, simulator


async def send(client: zegoapi.AsyncClient) -> str:
    """Send a message, and say what became of it."""
    try:
        await client.send_custom_command("room1", "server", "hi", to=["u1"])
    except zegoapi.ZegoError as error:
        return f"{error.kind} {getattr(error, 'cause', '')}".strip()
    return "accepted"


async def offer(sim: Simulator, seconds: float, a_second: int) -> tuple[Counter[str], int]:
    """Offer sends at an even rate; count the outcomes of those of the second half, and the most threads there were."""
    sends: list[asyncio.Task[str]] = []
    most = 0
    async with sim.async_client() as client:
        began = time.monotonic()
        for n in range(int(seconds * a_second)):
            await asyncio.sleep(began + n / a_second - time.monotonic())
            sends.append(asyncio.create_task(send(client)))
            most = max(most, client.threads)
        outcomes = await asyncio.gather(*sends)
    return Counter(outcomes[len(outcomes) // 2 :]), most


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 40.0
    a_second = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    with simulator() as sim:
        sim.login("room1", "u1")
        sim.settings(answer_delay_ms=1000)
        outcomes, most = asyncio.run(offer(sim, seconds, a_second))
    print(f"{a_second} sends a second for {seconds:g} s; those of the second half:")
    for outcome, count in outcomes.most_common():
        print(f"{outcome:<30}{count:>7}{100 * count / outcomes.total():>8.1f} %")
    print(f"{'threads at most':<30}{most:>7}")


if __name__ == "__main__":
    main()
