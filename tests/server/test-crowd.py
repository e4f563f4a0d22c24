#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Crowds at a server of RYORIN_URL, in TAP.

A thousand desktops that come in one moment while it is busy, and wait for changes: every one is answered. And thousands
that come, ask and go: the server lives on, and keeps nothing of them.
"""
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
import crowd as support  # noqa: E402

WANTED = 1000
BUSY_SECONDS = 1
PASSING = 100
ROUNDS = 100
# What they may leave behind, in MiB: libsoup 3.2 by itself would keep five.
GROWTH = 1.5
PATIENCE = 120 if os.environ.get("ASAN_OPTIONS") else 30


count = failed = 0


def check(good, what):
    global count, failed
    count += 1
    failed += not good
    print(f"{'ok' if good else 'not ok'} {count} {what}")


def wait_for_changes(crowd):
    n = min(WANTED, support.raise_file_limit() - 64)
    crowd.ask("PUT", "/crowd")
    before = crowd.measure()
    crowd.come(n, "/crowd", BUSY_SECONDS)
    waiting = crowd.count_waiting()
    print(f"# {before:.1f} MiB before, {crowd.measure():.1f} MiB while {waiting} wait")
    check(waiting == n, f"all are let in ({waiting} of {n})")
    answered = crowd.wake("/crowd")
    check(answered == n, f"all are answered ({answered} of {n})")


def pass_by(crowd):
    crowd.pass_by(PASSING, ROUNDS // 10)
    before = crowd.measure()
    answered = crowd.pass_by(PASSING, ROUNDS)
    after = crowd.measure()
    print(f"# {before:.1f} MiB before, {after:.1f} MiB after {PASSING * ROUNDS} came and went")
    check(answered == PASSING * ROUNDS, "all who pass by are answered")
    check(after - before < GROWTH or "ASAN_OPTIONS" in os.environ, "nothing is kept of them")


def main():
    crowd = support.Crowd(os.environ["RYORIN_URL"], int(os.environ["RYORIN_SERVER_PID"]), PATIENCE)
    pass_by(crowd)
    wait_for_changes(crowd)
    print(f"1..{count}")
    sys.exit(failed > 0)


main()
