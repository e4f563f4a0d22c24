# SPDX-License-Identifier: GPL-3.0-or-later
"""What the mouse drops: files from another program's window onto an item of the agenda, the import wizard and the window
itself; an item onto another, a card onto another column. Each has a way by keyboard, which other tests take."""
import contextlib
import os
import subprocess
import tempfile
import time

import pyatspi

import ryui
from ryui import LABEL, LIST, LIST_ITEM, Desktop, ctl, make_home, wait
from test_actions import FIRST, column, open_actions
from hall import TODAY as HALL, make_show, open_page
from test_hall import write_pdf
from test_import import REAL
from test_meetings import TODAY, open_meeting, stored
from test_replies import REGULAR, answer_as

SIZE = (1000, 880)  # leaves room on the screen for the window that files are dragged from
SOURCE = (1140, 60)


@contextlib.contextmanager
def drag_source(*paths):
    """A window at the right of the screen that offers the files."""
    command = [os.path.join(ryui.BUILD, 'tests/ui/drag-source'), *map(str, paths)]
    source = subprocess.Popen(command, stdin=subprocess.PIPE, env=dict(os.environ, GSK_RENDERER='cairo', GDK_DEBUG='gl-disable'))
    try:
        find = ['xdotool', 'search', '--onlyvisible', '--pid', str(source.pid)]
        window = wait('the window to drag from', lambda: subprocess.run(find, capture_output=True, text=True).stdout.split()[-1])
        subprocess.run(['xdotool', 'windowmove', window, *map(str, SOURCE)], check=True)
        time.sleep(0.5)
        yield SOURCE[0] + 40, SOURCE[1] + 40
    finally:
        source.communicate(b'\n', timeout=20)


def middle(node, part=0.5):
    """On the screen: the window lies in its corner, and has no decoration but its own."""
    extents = node.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
    return extents.x + extents.width // 2, extents.y + int(extents.height * part)


def drag(start, end):
    """In steps, as a hand does: a drag begins where the pointer has left its place."""
    def move(x, y):
        subprocess.run(['xdotool', 'mousemove', str(int(x)), str(int(y))], check=True)
        time.sleep(0.06)
    move(*start)
    subprocess.run(['xdotool', 'mousedown', '1'], check=True)
    for i in range(1, 9):
        move(start[0] + (end[0] - start[0]) * i / 8, start[1] + (end[1] - start[1]) * i / 8)
    for nudge in (2, -2, 0):
        move(end[0] + nudge, end[1] + (1 if nudge else 0))
    time.sleep(0.3)
    subprocess.run(['xdotool', 'mouseup', '1'], check=True)
    time.sleep(0.3)


def items(desk):
    return [row for row in desk.find(LIST, name='次第') if row.getRole() == LIST_ITEM]


def titles(home):
    return [item['title'] for item in stored(home)['agenda']]


def test_papers_onto_an_item():
    home = make_home('--sample')
    paper = os.path.join(tempfile.mkdtemp(prefix='ryui-'), 'shiryou.txt')
    with open(paper, 'w', encoding='utf-8') as out:
        out.write('当番表\n')
    with Desktop(home, size=SIZE, RYORIN_TODAY=TODAY) as desk, drag_source(paper) as start:
        if not desk.manager:
            return
        open_meeting(desk)
        row = items(desk)[2]
        before = [item.get('papers', []) for item in stored(home)['agenda']]
        drag(start, middle(row))
        wait('the paper on the item', lambda: 'shiryou.txt' in stored(home)['agenda'][2].get('papers', []))
        after = [item.get('papers', []) for item in stored(home)['agenda']]
        assert [a for i, a in enumerate(after) if i != 2] == [b for i, b in enumerate(before) if i != 2]
        assert stored(home)['_attachments']['shiryou.txt']['length'] == os.path.getsize(paper)


def test_item_onto_another():
    home = make_home('--sample')
    with Desktop(home, size=SIZE, RYORIN_TODAY=TODAY) as desk:
        if not desk.manager:
            return
        open_meeting(desk)
        before = titles(home)
        drag(middle(items(desk)[3]), middle(items(desk)[1], 0.2))
        wait('another order', lambda: titles(home) != before)
        assert titles(home).index(before[3]) < titles(home).index(before[1]), titles(home)
        assert sorted(titles(home)) == sorted(before)
        desk.key('ctrl+z')
        wait('the order it had', lambda: titles(home) == before)


def test_card_onto_another_column():
    with Desktop(make_home('--sample'), size=SIZE, RYORIN_TODAY=TODAY) as desk:
        if not desk.manager:
            return
        open_actions(desk)
        desk.click('板')
        card = wait('the card', lambda: next(r for r in desk.find(LIST, name='未着手') if FIRST in r.name))
        drag(middle(card), middle(desk.find(LIST, name='進行')))
        desk.find_toast('進行にしました')
        wait('it there', lambda: any(FIRST in name for name in column(desk, '進行')))


def drop_on_talk(desk, start, words):
    row = desk.find(LIST_ITEM, contains=words)
    drag(start, middle(row))


def test_pdf_onto_a_talk():
    folder = tempfile.mkdtemp(prefix='ryui-')
    good, other, none = (os.path.join(folder, name) for name in ('good.pdf', 'other.pdf', 'none.pdf'))
    write_pdf(good, 3)
    write_pdf(other, 2)
    with open(none, 'w', encoding='utf-8') as out:
        out.write('no slides')
    with Desktop(make_show(), size=SIZE, **HALL) as desk:
        if not desk.manager:
            return
        open_page(desk)
        with drag_source(good) as start:
            drop_on_talk(desk, start, '休憩')
            desk.find_toast('休憩にスライドは付けられません')
        with drag_source(good) as start:
            drop_on_talk(desk, start, '1 汐見中央')
            desk.find(LABEL, name='シート＋PDF 3枚')
        desk.key('ctrl+z')
        desk.gone(LABEL, name='シート＋PDF 3枚')
        with drag_source(good, other) as start:
            drop_on_talk(desk, start, '1 汐見中央')
            desk.find_toast('PDFは1つです')
        with drag_source(none) as start:
            drop_on_talk(desk, start, '1 汐見中央')
            desk.find(LABEL, contains='このファイルをPDFで保存して')


def test_list_onto_the_wizard():
    with Desktop(make_home(), size=SIZE) as desk, drag_source(REAL) as start:
        if not desk.manager:
            return
        desk.find(LIST, name='ページ')
        ryui.activate(desk, 'import', '')
        drag(start, (SIZE[0] // 2, SIZE[1] // 2))
        desk.find(LIST, name='ファイルの列')
        desk.find(LIST_ITEM, name='hospital_name')


def test_answer_onto_the_window():
    home = make_home('--sample')
    folder = tempfile.mkdtemp(prefix='ryui-')
    invitation = ctl(home, 'calendar', REGULAR)
    answer = answer_as(folder, invitation, 'nobody@example.jp', 'ACCEPTED')
    with Desktop(home, size=SIZE, RYORIN_TODAY=TODAY) as desk, drag_source(answer) as start:
        if not desk.manager:
            return
        desk.find(LIST, name='ページ')
        drag(start, (SIZE[0] // 2, SIZE[1] // 2))
        desk.find(LABEL, contains='名簿にいないか')


if __name__ == '__main__':
    ryui.run([test_papers_onto_an_item, test_item_onto_another, test_card_onto_another_column, test_pdf_onto_a_talk, test_list_onto_the_wizard,
              test_answer_onto_the_window])
