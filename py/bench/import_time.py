"""What `import zegoapi` adds to the start of a program, beside what `import requests` adds. Fails over 5 ms.

Measured in turns, so that a busy machine slows all of them alike; the median of the differences counts.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

ROUNDS = 60
MOST_MS = 5.0
MODULES = ["zegoapi", "json", "asyncio", "httpx", "requests"]


def start(code: str) -> float:
    began = time.perf_counter()
    # -I: neither the current directory nor the user's own packages take part.
    subprocess.run([sys.executable, "-I", "-c", code], check=True)
    return (time.perf_counter() - began) * 1000


def main() -> int:
    for module in MODULES:
        start(f"import {module}")
    bare: list[float] = []
    added: dict[str, list[float]] = {module: [] for module in MODULES}
    for _ in range(ROUNDS):
        bare.append(start("pass"))
        for module, times in added.items():
            times.append(start(f"import {module}") - bare[-1])
    print(f"a bare start of Python: {statistics.median(bare):.1f} ms")
    for module, times in added.items():
        print(f"import {module}: {statistics.median(times):+.1f} ms")
    ours = statistics.median(added["zegoapi"])
    if ours > MOST_MS:
        print(f"import zegoapi costs {ours:.1f} ms, and may cost {MOST_MS} ms", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
