# SPDX-License-Identifier: GPL-3.0-or-later
"""An event from its plan to its report: made by keyboard, planned from T-60 to T+14, applied for, received at the door, closed,
asked about with number keys, seated, reported. Between the plan and the day the program is closed and opened again."""

import json
import os
import shutil
import tempfile

import ryui
from ryui import BUTTON, ENTRY, LABEL, LIST_ITEM, Desktop, ctl, make_home, wait

TODAY, DAY, AFTER = '2026-11-22', '2027-01-23', '2027-01-24'
TITLE = '服薬を支える研修会'


def keep(home):
    """What lies on the disk when the program is closed."""
    kept = os.path.join(tempfile.mkdtemp(prefix='ryui-'), 'home')
    shutil.copytree(home, kept)
    return kept


def find_event(home):
    return next(event['_id'] for event in map(json.loads, ctl(home, 'list', 'event', '--json').splitlines()) if event['title'] == TITLE)


def plan(home):
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'show-page', 'events')
        desk.find(LIST_ITEM, contains='住み慣れた家で')
        assert not desk.unnamed(), desk.unnamed()
        desk.key('ctrl+n')
        title = desk.find(ENTRY, name='行事名')
        assert title.queryEditableText().setTextContents(TITLE)
        assert desk.find(ENTRY, name='開催日').queryEditableText().setTextContents('R9.1.23')
        desk.press(desk.find(BUTTON, name='加える'))
        desk.press(desk.find(BUTTON, name='計画を宿題にする'))
        desk.find(BUTTON, starts='企画, T-60')
        desk.find(BUTTON, starts='報告, T+14')
        desk.press(desk.find(BUTTON, name='申込みを始める'))
        apply(desk)
        return keep(home)


def apply(desk):
    """By keyboard: a name, the way, Enter; the same once more is told first."""
    desk.find(ENTRY, name='申し込む方（かなか名前）')
    desk.key('ctrl+l')
    for word in ('tobita', 'kaizuka'):
        desk.type(word)
        desk.key('2', 'Return')
        desk.find(LIST_ITEM, contains=word if word == 'kaizuka' else '受付')
    wait('two in the list', lambda: len([n for n in desk.each(LIST_ITEM) if ', 電話, 受付' in n.name]) == 2)
    desk.type('kaizuka')
    desk.key('Return')
    desk.find(LABEL, contains='申込済みです')
    desk.key(*['BackSpace'] * 7)


def receive(home):
    event = find_event(home)
    with Desktop(home, RYORIN_TODAY=DAY) as desk:
        ryui.activate(desk, 'open-record', event)
        desk.press(desk.find(BUTTON, name='受付をはじめる'))
        desk.find(ENTRY, starts='来られた方')
        desk.type('kaizuka')
        desk.key('Return')
        desk.find(LIST_ITEM, contains='受付済')
        return keep(home)


def report(home):
    event = find_event(home)
    with Desktop(home, RYORIN_TODAY=AFTER) as desk:
        ryui.activate(desk, 'open-record', event)
        desk.press(desk.find(BUTTON, name='当日を締める'))
        wait('who came and who did not', lambda: sum(', 出席' in n.name or ', 欠席' in n.name for n in desk.each(LIST_ITEM)) == 2)

        desk.click('アンケート')
        desk.press(desk.find(BUTTON, name='いつもの質問を使う'))
        desk.find(LABEL, name='1. お立場')
        desk.key('9')
        desk.find(LABEL, contains='1から6まで')
        desk.key('2', '1', '3', 'Return')
        desk.type('yokatta')
        desk.key('Return')
        desk.find(LABEL, name='1枚の集計')

        desk.press(desk.find(BUTTON, name='報告書 PDF'))
        desk.find(BUTTON, starts='PDF')
        desk.key('alt+Left')
        desk.find(LABEL, name='1枚の集計')
        desk.click('用紙・文書ほか')
        desk.click('報告済にする')


def test_from_plan_to_report():
    report(receive(plan(make_home('--sample'))))


ryui.run([test_from_plan_to_report])
