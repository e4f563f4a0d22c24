#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every page, wide and narrow, light and dark. Run inside xrun: shots.py PROGRAM HOME FOLDER

Pages are reached through the program's actions on the session bus; the picture is the X server's root window.
"""
import hashlib
import os
import subprocess
import sys
import time

PROGRAM, HOME, FOLDER = sys.argv[1:4]
APP = "org.ryorin.Ryorin.H" + hashlib.sha256(os.path.realpath(HOME).encode()).hexdigest()[:12]
PATH = "/" + APP.replace(".", "/")
LAST = "meeting:reikai-181"
LIST = os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "exchange", "data", "hokkaido-hospitals-2015.cp932.csv")
HOSPITAL = "organisation:sample-hospital-05"

PAGES = [
    ("today", [("show-page", "today")]),
    ("meetings", [("show-page", "meetings")]),
    ("members", [("show-page", "members"), ("open-record", HOSPITAL)]),
    ("minutes", [("open-record", LAST)]),
    ("beds", [("show-page", "beds")]),
    ("matrix", [("show-page", "matrix")]),
    ("functions", [("show-page", "functions")]),
    ("matrix", [("show-page", "matrix")]),
    ("wheels", [("show-page", "wheels")]),
    ("shows", [("show-page", "shows")]),
    ("events", [("show-page", "events")]),
    ("search", [("show-page", "search")]),
    ("import", [("import", LIST)]),
    ("conflicts", [("show-page", "conflicts")]),
]


def activate(action, parameter):
    subprocess.run(["gdbus", "call", "--session", "--dest", APP, "--object-path", PATH, "--method", "org.gtk.Actions.Activate", action,
                    f"[<'{parameter}'>]", "{}"], check=True, capture_output=True)


def wait_for_window():
    for _ in range(200):
        answer = subprocess.run(["gdbus", "call", "--session", "--dest", APP, "--object-path", PATH + "/window/1", "--method", "org.gtk.Actions.List"], capture_output=True)
        if answer.returncode == 0:
            return
        time.sleep(0.05)
    sys.exit("The window did not appear.")


def take(name, width, height):
    time.sleep(0.8)
    subprocess.run(["import", "-window", "root", "-crop", f"{width}x{height}+0+0", "+repage", os.path.join(FOLDER, name + ".png")], check=True)


def set_text_size(scale):
    """Text at SCALE times its size, as the X server tells every program; settings.ini does not reach this one."""
    subprocess.run(["xrdb", "-merge"], input=f"Xft.dpi: {int(96 * scale)}\n", text=True, check=True)


def run(suffix, width, height, scheme="default", scale=1):
    env = dict(os.environ, GSK_RENDERER="cairo", GDK_DEBUG="gl-disable", RYORIN_TODAY="2026-11-24")
    set_text_size(scale)
    if scheme != "default":
        env["ADW_DEBUG_COLOR_SCHEME"] = scheme
    program = subprocess.Popen([PROGRAM, "--home", HOME], env=env, stderr=subprocess.DEVNULL)
    try:
        wait_for_window()
        window = subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--pid", str(program.pid)], capture_output=True, text=True, timeout=20).stdout.split()[-1]
        subprocess.run(["xdotool", "windowmove", window, "0", "0", "windowsize", "--sync", window, str(width), str(height)], check=True, timeout=20)
        for name, steps in PAGES:
            for action, parameter in steps:
                activate(action, parameter)
                time.sleep(0.2)
            take(name + suffix, width, height)
    finally:
        program.terminate()
        program.wait()


os.makedirs(FOLDER, exist_ok=True)
run("", 1200, 800)
run("-narrow", 400, 800)
run("-dark", 1200, 800, "prefer-dark")
run("-large", 1200, 800, scale=2)
