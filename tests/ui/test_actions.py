# SPDX-License-Identifier: GPL-3.0-or-later
"""Actions as a secretary follows them up: the board by keyboard, a day moved with its reason, done and undone, the filter,
a CSV file; a subcommittee's report upward; and what was deleted comes back after a new start."""
import os
import subprocess
import tempfile

import pyatspi

import ryui
from ryui import BUTTON, LIST, LIST_ITEM, TEXT, Desktop, ctl_copy, make_home, wait
from test_meetings import click

TODAY = '2026-11-24'
FIRST = '13病院に夜間・休日の窓口を問い合わせ、表の下書きを作る'
SHEET = '情報シートの試し書きを3事業所で行う'


def stored(home, identifier):
    return ctl_copy(home, 'show', identifier)[0]


def open_actions(desk):
    ryui.activate(desk, 'show-page', 'actions')
    desk.find(name='すべて 16')


def column(desk, name):
    return [row.name for row in desk.find(LIST, name=name) if row.getRole() == LIST_ITEM]


def rows(desk):
    return [n.name for n in desk.walk(desk.find(name='宿題', role=(pyatspi.ROLE_TABLE, pyatspi.ROLE_TREE_TABLE, LIST))) if '、' in n.name]


def test_board_by_keyboard():
    home = make_home('--sample')
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        open_actions(desk)
        desk.click('板')
        assert not desk.unnamed(), desk.unnamed()
        card = wait('the card', lambda: next(r for r in desk.find(LIST, name='未着手') if FIRST in r.name))
        click(desk, card)
        desk.key('ctrl+shift+Right')
        desk.find_toast('進行にしました')
        wait('in its new column', lambda: any(FIRST in n for n in column(desk, '進行')))
        assert not any(FIRST in n for n in column(desk, '未着手'))
        desk.key('ctrl+shift+Right')  # it has kept the focus
        wait('a column further', lambda: any(FIRST in n for n in column(desk, '保留')))
        desk.key('space')
        wait('done', lambda: any(FIRST in n for n in column(desk, '完了')))
        desk.key('ctrl+z')
        wait('undone', lambda: any(FIRST in n for n in column(desk, '保留')))
        assert stored(home, 'action:reikai-181-b5')['status'] == 'hold'


def test_postpone_with_reason():
    home = make_home('--sample')
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', 'action:reikai-179-b2')
        wait('its life', lambda: any('起案' in n.name and '消防署との打合せ待ち' in n.name for n in desk.walk(desk.application)))
        desk.press(desk.find(BUTTON, name='延期…'))
        due = wait('the day', lambda: next(n for n in desk.all(TEXT) if n.name == 'いつまで'))
        due.queryEditableText().setTextContents('2026/12/18')
        reason = wait('the reason', lambda: next(n for n in desk.all(TEXT) if n.name == '延期の理由'))
        reason.queryEditableText().setTextContents('年内の訓練のあとにする')
        desk.press(desk.find(BUTTON, name='延期する'))
        desk.find_toast('延期しました')
        action = stored(home, 'action:reikai-179-b2')
        assert action['due'] == '2026-12-18' and len(action['postponements']) == 3, action
        assert action['postponements'][-1]['from'] == '2026-10-30' and action['postponements'][-1]['reason'] == '年内の訓練のあとにする'
        desk.press(desk.find(BUTTON, name='完了にする'))
        desk.find_toast('完了にしました')
        wait('done', lambda: stored(home, 'action:reikai-179-b2').get('done_on') == TODAY)


def test_filter_new_and_csv():
    home = make_home('--sample')
    with Desktop(home, RYORIN_TODAY=TODAY) as desk, tempfile.TemporaryDirectory() as folder:
        open_actions(desk)
        desk.find(name='4 期限切れ')
        desk.press(desk.find(name='期限切れ 4', role=ryui.TOGGLE))
        wait('late ones only', lambda: any(SHEET in n for n in rows(desk)) and not any(FIRST in n for n in rows(desk)))
        path = os.path.join(folder, 'late.csv')
        desk.move_focus(lambda: desk.click('催促・印刷・書き出し'))
        desk.choose_file(lambda: desk.key('Down', 'Down', 'Return'), path, saves=True)
        wait('the file', lambda: os.path.exists(path))
        text = open(path, 'rb').read().decode('utf-8-sig')
        assert text.startswith('番号,何を,') and SHEET in text and FIRST not in text and text.count('\r\n') == 5, text
        desk.press(desk.find(starts='すべて ', role=ryui.TOGGLE))
        desk.key('ctrl+n')
        what = wait('what is to be done', lambda: next(n for n in desk.all(TEXT) if n.name == '何をするか'))
        what.queryEditableText().setTextContents('名札を作る')
        desk.press(desk.find(BUTTON, name='加える'))
        desk.find_toast('宿題を足しました')
        wait('in the list', lambda: any('名札を作る' in n for n in rows(desk)))


def test_report_upward():
    home = make_home('--sample')
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', 'subcommittee:renraku')
        report = desk.find(BUTTON, name='協議会に報告する')
        assert not desk.unnamed(), desk.unnamed()
        desk.press(report)
        desk.find_toast('第182回例会の次第に報告を載せました')
        meeting = stored(home, 'meeting:reikai-182')
        item = next(i for i in meeting['agenda'] if i.get('subcommittee') == 'subcommittee:renraku')
        assert item['title'] == '連絡票分科会の報告' and item['papers'][0] in meeting['_attachments'], item
        assert meeting['agenda'].index(item) < next(n for n, i in enumerate(meeting['agenda']) if i.get('section') == 'other')
        assert '_attachments' in meeting
        wait('the link back', lambda: any('第182回例会' == n.name or n.name.startswith('第182回例会') for n in desk.walk(desk.application)))
        desk.key('ctrl+z')
        wait('taken back', lambda: not any(i.get('subcommittee') for i in stored(home, 'meeting:reikai-182')['agenda']))


def test_remind_once():
    home = make_home('--sample')
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        open_actions(desk)
        desk.move_focus(lambda: desk.click('催促・印刷・書き出し'))
        desk.key('Return')
        desk.find(BUTTON, name='催促の書類を作る…')
        desk.press(desk.find(BUTTON, name='伝えたことにする'))
        desk.find_toast('催促済みにしました')
        desk.find(name='きょう催促する相手はいません')
        reminders = stored(home, 'action:reikai-179-b2')['reminders']
        assert len(reminders) == 1 and reminders[0]['on'] == TODAY, reminders


def test_trash_after_restart():
    home = make_home('--sample')
    kept = os.path.join(tempfile.mkdtemp(prefix='ryui-'), 'home')  # the first window takes its home with it
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', 'action:reikai-179-b2')
        row = wait('the row', lambda: next(n for n in desk.walk(desk.application) if n.name.startswith(SHEET + '、')))
        click(desk, row)
        desk.key('Delete')
        desk.find_toast('削除しました')
        wait('deleted', lambda: ctl_copy(home, 'list', 'action', '--where', f'text={SHEET}') == [])
        desk.process.terminate()
        desk.process.wait(10)
        subprocess.run(['cp', '-r', home, kept], check=True)  # of a database that nobody writes to
    with Desktop(kept, RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'show-page', 'trash')
        desk.find(name='削除した記録')
        assert not desk.unnamed(), desk.unnamed()
        desk.press(desk.find(BUTTON, name=f'「{SHEET}」を元に戻す'))
        desk.find_toast('元に戻しました')
        desk.find(name='ごみ箱は空です')
        assert len(stored(kept, 'action:reikai-179-b2')['postponements']) == 2


if __name__ == '__main__':
    ryui.run([test_board_by_keyboard, test_postpone_with_reason, test_filter_new_and_csv, test_report_upward, test_remind_once, test_trash_after_restart])
