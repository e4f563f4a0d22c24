# SPDX-License-Identifier: GPL-3.0-or-later
"""The same talk under Wayland: the compositor puts each window where it is asked to, takes an output away and gives it back."""
import gi

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib

import ryui
from hall import CONSOLE, STAGE, TODAY, is_shown, label, make_show, open_page, present, press, wait_slide
from ryui import Desktop, wait

NAME, PATH, INTERFACE = 'org.gnome.Mutter.DisplayConfig', '/org/gnome/Mutter/DisplayConfig', 'org.gnome.Mutter.DisplayConfig'


def set_outputs(n):
    """Only the first output, or both side by side, as somebody pulls a projector out and plugs it in again."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    state = bus.call_sync(NAME, PATH, INTERFACE, 'GetCurrentState', None, None, Gio.DBusCallFlags.NONE, 5000, None).unpack()
    logical = []
    for i, (spec, modes, _) in enumerate(state[1][:n]):
        mode = next((m[0] for m in modes if m[6].get('is-preferred') or m[6].get('is-current')), modes[0][0])
        logical.append((1280 * i, 0, 1.0, 0, i == 0, [(spec[0], mode, {})]))
    bus.call_sync(NAME, PATH, INTERFACE, 'ApplyMonitorsConfig', GLib.Variant('(uua(iiduba(ssa{sv}))a{sv})', (state[0], 1, logical, {})), None,
                  Gio.DBusCallFlags.NONE, 5000, None)


def test_talk():
    with Desktop(make_show(), **TODAY) as desk:
        open_page(desk)
        present(desk)
        label(desk, '1280×720（表示中）')
        wait('both windows', lambda: is_shown(desk, STAGE) and is_shown(desk, CONSOLE))
        press(desk, 'つぎ (→)')
        wait_slide(desk, '000-557-0005')
        first = label(desk, '（表示中）').name
        press(desk, '画面入替 (S)')
        wait('the hall on the other screen', lambda: label(desk, '（表示中）').name != first)
        press(desk, '画面入替 (S)')
        wait('the hall where it was', lambda: label(desk, '（表示中）').name == first)
        set_outputs(1)
        wait('one screen', lambda: not is_shown(desk, STAGE) or not is_shown(desk, CONSOLE))
        label(desk, '会場の画面が外れました')
        press(desk, 'つぎ (→)')  # the talk goes on
        label(desk, '休憩')
        set_outputs(2)
        wait('the hall to come back', lambda: is_shown(desk, STAGE))
        wait_slide(desk, '休憩')
        label(desk, '（表示中）')


if __name__ == '__main__':
    ryui.run([test_talk])
