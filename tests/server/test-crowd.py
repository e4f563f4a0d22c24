#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A thousand desktops that come in one moment to a server of RYORIN_URL that is busy, and wait for changes: every one is
answered. Says so in TAP, and how much memory they cost while they wait."""
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
import crowd as support  # noqa: E402

WANTED = 1000
BUSY_SECONDS = 1
PATIENCE = 120 if os.environ.get("ASAN_OPTIONS") else 30


def main():
    n = min(WANTED, support.raise_file_limit() - 64)
    crowd = support.Crowd(os.environ["RYORIN_URL"], int(os.environ["RYORIN_SERVER_PID"]), PATIENCE)
    crowd.ask("PUT", "/crowd")
    before = crowd.measure()

    crowd.come(n, "/crowd", BUSY_SECONDS)
    waiting = crowd.count_waiting()
    print(f"# {before:.1f} MiB before, {crowd.measure():.1f} MiB while {waiting} wait")
    print(f"{'ok' if waiting == n else 'not ok'} 1 all are let in ({waiting} of {n})")

    answered = crowd.wake("/crowd")
    print(f"{'ok' if answered == n else 'not ok'} 2 all are answered ({answered} of {n})")
    print("1..2")
    sys.exit(waiting != n or answered != n)


main()
