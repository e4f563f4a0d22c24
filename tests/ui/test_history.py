# SPDX-License-Identifier: GPL-3.0-or-later
"""A record's history: opened by the keyboard, who and on which machine, a field and a whole version brought back, undone."""
import os

import ryui
from ryui import BUTTON, ENTRY, LABEL, LIST, LIST_ITEM, Desktop, ctl, make_home, wait

HOSPITAL = 'organisation:sample-hospital-05'


def telephone(desk):
    return desk.find(ENTRY, name='代表電話')


def open_hospital(desk):
    ryui.activate(desk, 'open-record', HOSPITAL)
    # With one row in the list a walk over the tree is quick enough to meet a toast.
    desk.find(ENTRY, name='会員をしぼる').queryEditableText().setTextContents('しおみちゅうおう')
    desk.find(LABEL, contains='1件')


def change(desk, number):
    telephone(desk).queryEditableText().setTextContents(number)
    desk.find_toast('代表電話を保存しました')


def test_values_come_back():
    with Desktop(make_home('--sample')) as desk:
        open_hospital(desk)
        before = ryui.text_of(telephone(desk))
        change(desk, '000-555-9999')
        desk.key('ctrl+h')
        versions = desk.find(LIST, name='版の一覧')
        newest = wait('the newest version', lambda: next(row for row in versions if 'いまの内容' in row.name))
        assert os.uname().nodename in newest.name, newest.name
        desk.find(LABEL, name=f'{before} → 000-555-9999', root=newest)
        wait('every control to have a name', lambda: not desk.unnamed())
        desk.shot(os.environ.get('RYUI_SHOT_HISTORY', os.devnull))
        desk.press(desk.find(BUTTON, name='代表電話を前の値に戻す'))
        desk.find_toast('代表電話を前の値に戻しました')
        desk.key('alt+Left')
        wait('the former number', lambda: ryui.text_of(telephone(desk)) == before)
        desk.key('ctrl+z')
        wait('the new number again', lambda: ryui.text_of(telephone(desk)) == '000-555-9999')


def test_version_comes_back():
    with Desktop(make_home('--sample')) as desk:
        open_hospital(desk)
        before = ryui.text_of(telephone(desk))
        change(desk, '000-555-9999')
        desk.press(desk.find(BUTTON, name='履歴'))
        desk.find(LIST, name='版の一覧')
        desk.press(desk.find(BUTTON, contains='の版に戻す'))
        desk.find_toast('この版に戻しました')
        desk.key('alt+Left')
        wait('the former number', lambda: ryui.text_of(telephone(desk)) == before)


def test_minutes_have_a_history():
    with Desktop(make_home('--sample'), RYORIN_TODAY='2026-11-24') as desk:
        ryui.activate(desk, 'open-record', 'meeting:reikai-181')
        desk.find(LIST, name='次第')
        desk.key('ctrl+h')
        desk.find(LIST_ITEM, starts='取り込み')
        desk.key('alt+Left')
        desk.find(LIST, name='次第')


def test_nothing_is_open():
    """Then what changed in the whole region, of kinds too that have no page; a row leads to the record's history."""
    home = make_home('--sample')
    for words in (('edit', 'bed:sample-01-1:20261020', 'empty=2'), ('edit', 'reply:reikai-182:sample-024', 'status=absent'),
                  ('delete', 'event:sample-exchange-2025')):
        ctl(home, *words)
    with Desktop(home) as desk:
        desk.find(LIST, name='ページ')
        desk.key('ctrl+h')
        changes = desk.find(LIST, name='変更の一覧')
        wait('the latest on top', lambda: [row.name for row in changes][:3] and '病院機能交流会' in [row.name for row in changes][:3])
        wait('every control to have a name', lambda: not desk.unnamed())
        desk.shot(os.environ.get('RYUI_SHOT_CHANGES', os.devnull))
        for words, change in (('2階病棟 10月20日', '3 → 2'), ('返信', '会場 → 欠席'), ('病院機能交流会', '削除')):
            desk.find(ENTRY, name='変更をしぼる').queryEditableText().setTextContents(words)
            wait('fewer rows', lambda: 0 < desk.find(LIST, name='変更の一覧').childCount < 100)
            desk.key('ctrl+l', 'Tab', 'Return')
            desk.find(LABEL, name=change, root=desk.find(LIST, name='版の一覧'))
            desk.key('alt+Left')
        desk.find(ENTRY, name='変更をしぼる').queryEditableText().setTextContents('そんなものはない')
        desk.find(LABEL, name='見つかりません')


if __name__ == '__main__':
    ryui.run([test_values_come_back, test_version_comes_back, test_minutes_have_a_history, test_nothing_is_open])
