# SPDX-License-Identifier: GPL-3.0-or-later
"""The day: people checked in by name and by key, one by mistake and taken back, one who came unasked in a line; a second
laptop without a network does the same, and both lists are one when they meet."""
import contextlib
import os
import shutil
import subprocess
import tempfile
import time

import ryui
from ryui import ENTRY, LABEL, LIST, LIST_ITEM, Desktop, ctl, ctl_copy, make_home, wait
from test_meetings import TODAY
from test_replies import show_replies
from server import PASSWORD, Server

MEETING = 'meeting:reikai-182'


@contextlib.contextmanager
def reception(home):
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', MEETING)
        desk.find(LIST, name='次第')
        show_replies(desk)
        desk.click('受付を開く')
        desk.entry = desk.find(ENTRY, starts='来られた方')
        wait('numbers', lambda: all(s.get('serial') for s in seats(home).values()))
        yield desk


def seats(home):
    return {s['key']: s for s in ctl_copy(home, 'show', MEETING)[0]['attendance']}


def here(home):
    return sorted(s['name'] for s in seats(home).values() if s.get('arrived'))


def fills_the_screen(desk):
    """A reception shows nothing else; it needs a window manager, as people have one."""
    if not desk.manager:
        return True
    screen = subprocess.run(['xdotool', 'getdisplaygeometry'], capture_output=True, text=True).stdout.split()
    return any(screen == [line.split('=')[1] for line in subprocess.run(['xdotool', 'getwindowgeometry', '--shell', window], capture_output=True,
                                                                        text=True).stdout.splitlines() if line.startswith(('WIDTH', 'HEIGHT'))]
               for window in desk.windows())


def walk_in(desk, name):
    began = time.monotonic()
    desk.key('ctrl+n')
    assert desk.find(ENTRY, starts='お名前').queryEditableText().setTextContents(name)
    desk.key('Return')
    wait('somebody who came unasked', lambda: name in here(desk.home))
    return time.monotonic() - began


def test_people_come_and_one_is_taken_back():
    home = make_home('--sample')
    with reception(home) as desk:
        wait('the full screen', lambda: fills_the_screen(desk))
        desk.type('kudou')
        desk.key('Return')
        wait('one is here', lambda: here(home) == ['工藤　里奈'])
        assert ryui.text_of(desk.entry) == ''
        desk.find(LIST_ITEM, contains='受付済')
        desk.find(LABEL, starts='最後の受付：工藤')
        desk.type('nagumo')
        desk.key('Down', 'space')
        wait('two are here', lambda: '南雲　亮' in here(home))
        desk.key('space')  # twice is not two
        desk.find_toast('受付済みです')
        desk.key('Delete')
        wait('a mistake is taken back', lambda: here(home) == ['工藤　里奈'])
        seat = next(s for s in seats(home).values() if s['name'] == '南雲　亮')
        assert seat['status'] == 'unanswered', seat
        took = walk_in(desk, '飛入　太郎')
        guest = next(s for s in seats(home).values() if s['name'] == '飛入　太郎')
        number = int(desk.find(ryui.LABEL, starts='受付', contains=str(guest['serial'] // 1000)).name.removeprefix('受付'))
        assert (guest['serial'], guest['walk_in'], guest['voting']) == (number * 1000 + 1, True, False), guest
        desk.key('ctrl+z')
        wait('the guest is gone', lambda: here(home) == ['工藤　里奈'])
        assert not desk.unnamed(), desk.unnamed()
        print(f'# a walk-in took {took:.1f} s')
        assert took < 10


def keep(home):
    """What lies on this laptop's disk when the evening is over."""
    kept = os.path.join(tempfile.mkdtemp(prefix='ryui-'), 'home')
    shutil.copytree(home, kept)
    return kept


def evening(person, guest):
    home = make_home('--sample')
    with reception(home) as desk:
        desk.type(person)
        desk.key('Return')
        wait('somebody', lambda: len(here(home)) == 1)
        walk_in(desk, guest)
        return keep(home)


def test_two_laptops_meet():
    # Nobody told the second laptop that it is the second: each chose a desk for itself.
    homes = [evening('kudou', '飛入　太郎'), evening('nagumo', '飛入　次郎')]
    with Server() as server:
        for home in (homes[0], homes[1], homes[0]):
            ctl(home, 'sync', server.address.replace('//', '//saeki@'), RYORIN_PASSWORD=PASSWORD)
    for home in homes:
        assert here(home) == sorted(['工藤　里奈', '南雲　亮', '飛入　太郎', '飛入　次郎']), here(home)
        assert ctl(home, 'conflicts') == '', ctl(home, 'conflicts')
    with reception(homes[0]) as desk:
        wait('each number once', lambda: len({s['serial'] for s in seats(homes[0]).values()}) == len(seats(homes[0])))
        desk.find(LABEL, name='4')
    shutil.rmtree(os.path.dirname(homes[1]), ignore_errors=True)


if __name__ == '__main__':
    ryui.run([test_people_come_and_one_is_taken_back, test_two_laptops_meet])
