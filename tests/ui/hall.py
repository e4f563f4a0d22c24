# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the hall share: homes with a running order, packs, and where the two windows are."""
import os
import subprocess
import tempfile

import pyatspi
import ryui
from ryui import BUTTON, LABEL, LIST, activate, ctl, make_home, wait

TODAY = {'RYORIN_TODAY': '2026-11-24'}
CONSOLE, STAGE = '発表者の画面', '会場のスライド'


def make_show(pack=None):
    """A home with the sample and a running order: 汐見中央, a break, 磯辺リハ, the two wheels."""
    home = make_home('--sample')
    subprocess.run([os.path.join(ryui.BUILD, 'tests/ui/make-pack'), home, *([pack] if pack else [])], check=True)
    return home


def make_bare():
    """A home with the sample, before anybody made a running order."""
    home = make_home('--sample')
    ctl(home, 'delete', 'show:koryu-11')
    return home


def open_page(desk):
    activate(desk, 'show-page', 'shows')
    return desk.find(LIST, name='発表順')


def present(desk):
    desk.press(desk.find(BUTTON, name='発表をはじめる'))
    return find_window(desk, STAGE)


def windows(desk):
    return list(desk.application)


def find_window(desk, name):
    return wait(f'window {name}', lambda: next((w for w in windows(desk) if w.name == name), None))


def is_shown(desk, name):
    return any(w.name == name and w.getState().contains(pyatspi.STATE_VISIBLE) for w in windows(desk))


def slide(window):
    """What stands on the first slide of a window; black and white hide the picture, not what it is called."""
    return next((n.name for n in walk(window) if n.getRole() == pyatspi.ROLE_IMAGE and n.name and not n.name.startswith('Gtk')), '')


def walk(node):
    """With what is hidden."""
    for child in node:
        yield child
        yield from walk(child)


def wait_slide(desk, words, window=STAGE):
    wait(f'{words} on {window}', lambda: words in slide(find_window(desk, window)))


def press(desk, starts, window=CONSOLE):
    """One of the console's keys, as a mouse presses it."""
    desk.press(desk.find(BUTTON, starts=starts, root=find_window(desk, window)))


def label(desk, words, window=CONSOLE):
    return desk.find(LABEL, contains=words, root=find_window(desk, window))


def end(desk):
    desk.press(desk.find(BUTTON, starts='終わる(_E)'))
    wait('both windows to be gone', lambda: not is_shown(desk, STAGE) and not is_shown(desk, CONSOLE))


def folder():
    return tempfile.mkdtemp(prefix='ryui-hall-')
