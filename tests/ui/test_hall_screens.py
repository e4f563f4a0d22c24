# SPDX-License-Identifier: GPL-3.0-or-later
"""A talk on two screens under X11 with a window manager: who is where, swap, and a projector pulled out in the middle."""
import subprocess

import ryui
from hall import CONSOLE, STAGE, TODAY, end, is_shown, label, make_show, open_page, present, wait_slide
from ryui import Desktop, wait


def set_output(*options):
    subprocess.run(['xrandr', '--output', 'DUMMY1', *options], check=True)
    subprocess.run(['xrandr'], check=True, capture_output=True)  # it counts as connected once it was asked for


def where(desk, name):
    """The left edge of a window on the screen, as the window manager has it."""
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', name], capture_output=True, text=True).stdout.split()
    if not found:
        return None
    words = subprocess.run(['xdotool', 'getwindowgeometry', '--shell', found[-1]], capture_output=True, text=True).stdout
    values = dict(line.split('=') for line in words.split() if '=' in line)
    return int(values['X']), int(values['WIDTH'])


def assert_at(desk, name, left):
    wait(f'{name} full at {left}', lambda: where(desk, name) == (left, 1280))


def test_talk():
    with Desktop(make_show(), size=(1200, 700), **TODAY) as desk:
        open_page(desk)
        present(desk)
        assert_at(desk, CONSOLE, 0)
        assert_at(desk, STAGE, 1280)
        label(desk, '会場の画面：DUMMY1 1280×720（表示中）')
        desk.key('Next')
        wait_slide(desk, '000-557-0005')
        desk.key('s')
        assert_at(desk, CONSOLE, 1280)
        assert_at(desk, STAGE, 0)
        desk.key('s')
        assert_at(desk, STAGE, 1280)
        set_output('--off')
        label(desk, '会場の画面が外れました')
        wait('the hall’s window to be away', lambda: not is_shown(desk, STAGE))
        assert is_shown(desk, CONSOLE)
        desk.key('Next')  # the talk goes on
        label(desk, '休憩')
        set_output('--mode', '1280x720', '--pos', '1280x0')
        assert_at(desk, STAGE, 1280)
        wait_slide(desk, '休憩')
        label(desk, '（表示中）')
        desk.key('n')
        wait_slide(desk, '磯辺リハビリテーション病院')
        desk.key('Escape')
        end(desk)


def test_mirrored():
    """A projector that shows the same as the laptop leaves nothing to look at in secret: the slide is full, S shows the console."""
    set_output('--mode', '1280x720', '--same-as', 'DUMMY0')
    try:
        with Desktop(make_show(), size=(1200, 700), **TODAY) as desk:
            open_page(desk)
            present(desk)
            wait('the slide alone', lambda: where(desk, STAGE) == (0, 1280) and not is_shown(desk, CONSOLE))
            desk.key('s')
            label(desk, '画面は1つ')
            desk.key('s')
            wait('the slide again', lambda: is_shown(desk, STAGE) and not is_shown(desk, CONSOLE))
            desk.key('Escape')
            end(desk)
    finally:
        set_output('--mode', '1280x720', '--pos', '1280x0')


if __name__ == '__main__':
    ryui.run([test_talk, test_mirrored])
