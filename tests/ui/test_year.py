# SPDX-License-Identifier: GPL-3.0-or-later
"""The year as a secretary plans it: a series' year of drafts with one left out, taken back; a new meeting with what was left
open, one of it dropped with its reason; and the agenda put in order, whose papers count themselves."""
import subprocess

import pyatspi

import ryui
from ryui import BUTTON, LIST, LIST_ITEM, Desktop, ctl_copy, make_home, wait

TODAY = '2026-11-24'


def meetings_of(home, year):
    found = ctl_copy(home, 'list', 'meeting')
    return sorted((m for m in found if m.get('series') == 'series:reikai' and f'{year}-04-01' <= m['date'] <= f'{year + 1}-03-31'), key=lambda m: m['date'])


def tick(desk, title, key='space'):
    """A check box cannot be pressed over the bus on GTK 4.8: reach it with Shift+Tab and the arrow keys from the end."""
    for _ in range(40):
        # The dialogue, and in it what stands last, comes first on the way back through the tree.
        node = next((n for n in reversed(list(desk.walk(desk.application))) if n.getState().contains(pyatspi.STATE_FOCUSED)), None)
        if node is not None and node.getRole() == pyatspi.ROLE_CHECK_BOX and title in node.name:
            desk.key(key)
            return
        desk.key('shift+Tab')
    raise AssertionError(f'{title} was not reached')


def items(desk):
    return [row.name for row in desk.find(LIST, name='次第') if row.getRole() == LIST_ITEM]


def go_to(desk, title):
    row = wait(title, lambda: next(r for r in desk.find(LIST, name='次第') if title in r.name))
    area = row.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
    subprocess.run(['xdotool', 'mousemove', str(area.x + 40), str(area.y + 10), 'click', '1'], check=True)
    desk.settle()


def test_year():
    home = make_home('--sample')
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'show-page', 'meetings')
        desk.click('年間予定')
        desk.find(contains='12月8日（火） 第182回例会')  # a day says what is on it
        desk.find(contains='11月3日（火） 文化の日')
        desk.click('年間予定を作る…')
        # This year is there already, so the next is offered.
        desk.find(BUTTON, starts='12回分を作る')
        tick(desk, '8月10日')
        button = desk.find(BUTTON, starts='11回分を作る')
        desk.press(button)
        desk.find_toast('会議を11回分作りました')
        made = meetings_of(home, 2027)
        assert len(made) == 11, made
        assert made[0]['title'] == '第186回例会' and made[0]['date'] == '2027-04-13', made[0]
        assert [m['number'] for m in made] == list(range(186, 197)), made
        series = ctl_copy(home, 'show', 'series:reikai')[0]
        assert series['exceptions'][0]['date'] == '2027-08-10' and series['exceptions'][0]['change'] == 'skip', series
        desk.key('ctrl+z')
        wait('the year to be gone', lambda: not meetings_of(home, 2027))
        assert 'exceptions' not in ctl_copy(home, 'show', 'series:reikai')[0]


def test_carry_over():
    home = make_home('--sample')
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'show-page', 'meetings')
        desk.find(BUTTON, name='年間予定')
        desk.key('ctrl+n')
        desk.find(contains='第180回起案→第181回継続')  # the life of what is carried
        desk.find(pyatspi.ROLE_CHECK_BOX, contains='空床情報の更新状況')  # a standing item
        tick(desk, '冬期の見守り体制')
        create = desk.find(BUTTON, starts='作る')
        wait('the button to wait for a reason', lambda: not ryui.is_ready(create))
        desk.type('bunkakai')
        wait('the button to be ready', lambda: ryui.is_ready(create))
        desk.press(create)
        desk.find(LIST, name='次第')
        assert any('空床情報の更新状況' in name for name in items(desk)), items(desk)
        assert not any('冬期' in name for name in items(desk)), items(desk)
        meeting = next(m for m in ctl_copy(home, 'list', 'meeting') if m.get('number') == 186)
        assert [d['reason'] for d in meeting['dropped']] == ['bunkakai'] and meeting['dropped'][0]['title'] == '冬期の見守り体制', meeting
        # A meeting that was planned before takes over when its agenda is looked at.
        ryui.activate(desk, 'open-record', 'meeting:reikai-182')
        desk.press(desk.find(BUTTON, contains='2件を引き継ぐ'))
        desk.press(desk.find(BUTTON, starts='引き継ぐ'))
        wait('the item with its life', lambda: any('冬期' in name and '第182回予定' in name for name in items(desk)))


def test_agenda():
    home = make_home('--sample')
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', 'meeting:reikai-181')
        desk.find(LIST, name='次第')
        wait('the label of the paper', lambda: any('資料1' in name and '夜間' in name for name in items(desk)))
        # One part up: the papers before it go on counting.
        go_to(desk, '多職種研修会の申込')
        desk.key('alt+Up')
        wait('the items in their new order', lambda: [n for n in items(desk) if n.startswith('(1)')][0].startswith('(1) 多職種研修会の申込'))
        go_to(desk, '夜間・休日の連絡先')
        desk.key('alt+Down')
        wait('the numbers to follow', lambda: any(n.startswith('(2) 夜間・休日の連絡先') for n in items(desk)))
        # The open actions of the series stand under their item; ticking one closes it, undo opens it.
        desk.click(contains='未完了')
        box = desk.find(pyatspi.ROLE_CHECK_BOX, contains='連絡票の案を作り')
        area = box.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
        subprocess.run(['xdotool', 'mousemove', str(area.x + 10), str(area.y + area.height // 2), 'click', '1'], check=True)
        desk.find_toast('完了にしました')
        action = ctl_copy(home, 'show', 'action:reikai-180-b4')[0]
        assert action['status'] == 'done' and action['done_on'] == TODAY, action
        desk.key('ctrl+z')
        wait('the action to be open again', lambda: ctl_copy(home, 'show', 'action:reikai-180-b4')[0]['status'] == 'todo')


def test_series():
    home = make_home('--sample')
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'show-page', 'meetings')
        desk.click('年間予定')
        desk.click('会議の系列…')
        desk.find(contains='毎月、第2火曜日の19:00から（祝日なら1週間後）')  # the rhythm as a sentence
        desk.find(contains='12月8日（火）')
        # The last of the list is one that is not there yet; it needs a name.
        desk.key('Tab', 'Tab')
        desk.move_focus(lambda: desk.key('space'))
        desk.key('End', 'Return')
        save = desk.find(BUTTON, starts='保存')
        wait('the button to wait for a name', lambda: not ryui.is_ready(save))
        desk.key('Tab', 'Tab')
        desk.type('rinjikai')
        wait('the button to be ready', lambda: ryui.is_ready(save))
        desk.press(save)
        wait('the series in the store', lambda: any(s.get('name') == 'rinjikai' and s.get('council') for s in ctl_copy(home, 'list', 'series')))


if __name__ == '__main__':
    ryui.run([test_year, test_series, test_carry_over, test_agenda])
