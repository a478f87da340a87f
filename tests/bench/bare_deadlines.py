"""The baseline of `timing`: an event loop that waits for deadlines, and prints when each one was.

Run as `bare_deadlines.py SECONDS COUNT`: as little as can keep time and write to a terminal.
"""

import asyncio
import sys
import time


async def main(seconds: float, count: int) -> None:
    """Write COUNT deadlines, each as soon as it has come."""
    begun = time.monotonic() + seconds / 2
    for due in (begun + k * seconds for k in range(count)):
        await asyncio.sleep(due - time.monotonic())
        print(due, flush=True)


asyncio.run(main(float(sys.argv[1]), int(sys.argv[2])))
