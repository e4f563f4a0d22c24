# SPDX-License-Identifier: GPL-3.0-or-later
"""The page the day begins with: what is to be done, by keyboard; the councils' tiles; what was done, taken back; a change
that another page makes; and a day with nothing left to do."""
import json
import os
import subprocess

import ryui
from ryui import BUTTON, LABEL, LIST, LIST_ITEM, TOGGLE, Desktop, make_home, wait

TODAY = '2026-11-24'


def rows(desk, name):
    return [row.name for row in desk.find(LIST, name=name) if row.getRole() == LIST_ITEM]


def test_lines():
    with Desktop(make_home('--sample'), RYORIN_TODAY=TODAY) as desk:
        todo = wait('lines', lambda: rows(desk, 'きょうすること'))
        assert any('開催案内を出す' in line and '日過ぎました' in line for line in todo), todo
        assert any('議事録を仕上げる' in line and '第181回例会' in line for line in todo), todo
        assert any('宿題が期限を過ぎています' in line for line in todo), todo
        assert any('第182回例会' in line for line in rows(desk, 'これから30日'))
        desk.find(LABEL, name='11月24日（火）')
        assert not desk.unnamed(), desk.unnamed()
        # A tile that is turned off takes its lines with it.
        desk.press(desk.find(TOGGLE, name='汐見区医療介護ネットワーク協議会'))
        wait('one council alone', lambda: not any('第43回定例会' in line for line in rows(desk, 'きょうすること')))
        desk.press(desk.find(TOGGLE, name='汐見区医療介護ネットワーク協議会'))
        wait('both again', lambda: any('第43回定例会' in line for line in rows(desk, 'きょうすること')))
        # The button leads to the work.
        desk.press(desk.find(BUTTON, contains='続きを書く'))
        desk.find(LIST, name='次第')
        desk.key('alt+Left')
        desk.find(LIST, name='きょうすること')
        # Replies are entered at once, not looked for first.
        desk.press(desk.find(BUTTON, contains='返信を入力'))
        desk.find(ryui.ENTRY, name='どなたの返信か（ふりがな2〜3文字・ローマ字）')
        desk.key('alt+Left')
        desk.find(LIST, name='きょうすること')
        # What is late is shown as that, and nothing beside it.
        desk.press(desk.find(BUTTON, contains='情報シート'))
        wait('the late ones alone', lambda: ryui.is_on(desk.find(TOGGLE, starts='期限切れ')))


def test_done_and_undone():
    with Desktop(make_home('--sample'), RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', 'organisation:sample-hospital-05')
        telephone = desk.find(ryui.ENTRY, name='代表電話')
        assert telephone.queryEditableText().setTextContents('000-111-2222')
        ryui.activate(desk, 'show-page', 'today')
        undo = desk.find(BUTTON, starts='元に戻す（')
        assert rows(desk, '済んだこと')
        desk.press(undo)
        wait('the undo gone', lambda: not desk.all(BUTTON, starts='元に戻す（'))


def test_nothing_to_do():
    with Desktop(make_home(), RYORIN_TODAY=TODAY) as desk:
        desk.find(LABEL, name='きょうすることは済みました')


def test_figure():
    """The day's figure stands in the sidebar whichever page one began with, and follows what changes."""
    with Desktop(make_home('--sample'), '--page', 'members', RYORIN_TODAY=TODAY) as desk:
        def figure():
            return int(desk.find(LIST_ITEM, name='今日').description or 0)

        before = wait('the figure', figure)
        tile = desk.find(TOGGLE, name='汐見区医療介護ネットワーク協議会')
        desk.press(tile)
        wait('that of one council', lambda: 0 < figure() < before)
        desk.press(tile)
        wait('that of both', lambda: figure() == before)
        ryui.activate(desk, 'show-page', 'today')
        wait('as many rows', lambda: len(rows(desk, 'きょうすること')) == before)


def put(home, *records):
    subprocess.run([os.path.join(ryui.BUILD, 'ryorinctl'), '--home', home, 'put'], check=True, capture_output=True,
                   input='\n'.join(json.dumps(record, ensure_ascii=False) for record in records).encode())


def test_called_off():
    """A meeting that was called off is told to those who were invited; the button leads to the letters."""
    home = make_home('--sample')
    seats = [{'key': key, 'organisation': f'organisation:sample-hospital-0{key}'} for key in '123']
    put(home, {'_id': 'meeting:off', 'kind': 'meeting', 'council': 'council:care', 'title': '臨時会', 'date': '2026-12-10',
               'stage': 'cancelled', 'noticed_on': '2026-11-20', 'attendance': seats})
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        line = wait('the line', lambda: next(row for row in rows(desk, 'きょうすること') if '臨時会' in row))
        assert '中止' in line and '3' in line, line
        desk.press(desk.find(BUTTON, contains='臨時会'))
        desk.find(LABEL, name='中止のお知らせ')
        desk.find(LABEL, contains='臨時会', starts='連絡協')


def test_silent_round():
    """Hospitals that were asked and are silent stand here when the closing day is near."""
    home = make_home('--sample')
    asked = [{'key': key, 'organisation': f'organisation:sample-hospital-0{key}', 'on': '2026-11-02'} for key in '123']
    put(home, {'_id': 'confirmation:2026', 'kind': 'confirmation', 'council': 'council:network', 'title': '2026年の確認',
               'started_on': '2026-11-01', 'due': '2026-11-27', 'asked': asked})
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        line = wait('the line', lambda: next(row for row in rows(desk, 'きょうすること') if '2026年の確認' in row))
        assert '病院機能' in line and '3' in line, line
        desk.press(desk.find(BUTTON, contains='2026年の確認'))
        desk.find(BUTTON, starts='再依頼（3）')


ryui.run([test_lines, test_done_and_undone, test_nothing_to_do, test_figure, test_called_off, test_silent_round])
