# SPDX-License-Identifier: GPL-3.0-or-later
"""The papers of a meeting: added from a file, opened, removed and brought back."""
import os
import pathlib

import ryui
from ryui import BUTTON, LIST_ITEM, Desktop, make_home, wait
from test_meetings import click, open_meeting, stored


def show_papers(desk):
    desk.click(name='資料')
    return desk.find(BUTTON, starts='「', contains='に資料を追加')


def add(desk, button, path):
    """Through the file chooser, by its address as somebody types it."""
    desk.choose_file(button, str(path))


def attached(home):
    return stored(home).get('_attachments', {})


def papers(home):
    return [name for item in stored(home)['agenda'] for name in item.get('papers', [])]


def test_add_and_remove():
    home = make_home('--sample')
    folder = pathlib.Path(home).parent
    with Desktop(home) as desk:
        file = folder / 'paper-1.txt'
        file.write_text('収入と支出\n' * 50)
        open_meeting(desk)
        button = show_papers(desk)
        add(desk, button, file)
        row = desk.find(LIST_ITEM, contains='paper-1.txt')
        wait('it to be kept', lambda: 'paper-1.txt' in papers(home))
        assert attached(home)['paper-1.txt']['length'] == file.stat().st_size
        # A second one of the same name gets a number.
        add(desk, show_papers(desk), file)
        desk.find(LIST_ITEM, contains='paper-1 (2).txt')
        if 'RYORIN_SHOTS' in os.environ:
            desk.shot(os.environ['RYORIN_SHOTS'] + '/papers.png')
        desk.click(role=BUTTON, name='paper-1 (2).txtを外す')
        desk.gone(LIST_ITEM, contains='paper-1 (2).txt')
        desk.key('ctrl+z')
        desk.find(LIST_ITEM, contains='paper-1 (2).txt')
        desk.click(role=BUTTON, name='paper-1 (2).txtを外す')
        desk.gone(LIST_ITEM, contains='paper-1 (2).txt')
        # The file itself goes when the meeting is left.
        desk.key('alt+Left')
        wait('the file to go', lambda: list(attached(home)) == ['paper-1.txt'])
        assert 'paper-1 (2).txt' not in papers(home)


def test_opened_and_not_reached():
    home = make_home('--sample', '--papers')
    cache = pathlib.Path(home).parent / 'cache'
    with Desktop(home, XDG_CACHE_HOME=str(cache)) as desk:
        open_meeting(desk)
        show_papers(desk)
        # What opens it finds a copy that cannot be written to.
        click(desk, desk.find(LIST_ITEM, contains='here.txt'))
        copy = wait('a copy', lambda: next(cache.glob('ryorin/papers/*/here.txt'), None))
        assert copy.read_text() == '収入と支出\n' and copy.stat().st_mode & 0o777 == 0o400
        # What is not here and cannot be had says why.
        row = desk.find(LIST_ITEM, contains='afar.pdf')
        desk.find(contains='サーバーにあり', root=row)
        click(desk, row)
        desk.find(contains='開けません：', root=row)


def test_bind_all():
    home = make_home('--sample')
    path = pathlib.Path(home).parent / 'packet.pdf'
    with Desktop(home, RYORIN_TODAY='2026-11-24') as desk:
        open_meeting(desk)
        show_papers(desk)
        desk.choose_file(desk.find(BUTTON, starts='すべての資料を一つのPDFに綴じる'), str(path), saves=True)
        # The sample's paper is a name alone: it gets a page that says so, and the row says it too.
        desk.find(contains='「packet.pdf」に綴じました', limit=30)
        desk.find(contains='当日に配るものとします')
        assert path.read_bytes()[:5] == b'%PDF-'


if __name__ == '__main__':
    ryui.run([test_add_and_remove, test_bind_all, test_opened_and_not_reached])
