# SPDX-License-Identifier: GPL-3.0-or-later
"""The conflict desk: both versions with who and when, 1 2 3 and Ctrl+Enter, combined text, undo, deleted against edited."""
import os
import time

import ryui
from ryui import BUTTON, ENTRY, LABEL, LIST, TOGGLE, Desktop, is_ready, make_home, wait


def open_desk(desk, name):
    desk.press(desk.find(BUTTON, name='要確認 2件'))
    conflicts = desk.find(LIST, name='要確認の一覧')
    row = next(i for i, r in enumerate(conflicts) if r.name.startswith(name))
    conflicts.querySelection().selectChild(row)
    desk.find(LABEL, name=name)


def test_decide_by_pointer_and_undo():
    with Desktop(make_home('--conflicts')) as desk:
        open_desk(desk, '海風試験病院')
        decide = desk.find(BUTTON, name='この内容に決める')
        assert not is_ready(decide), 'nothing may be chosen beforehand'
        left = desk.all(TOGGLE, contains='000-555-0188')[0]
        assert '佐伯 ゆかり' in left.name
        desk.press(left)
        assert not is_ready(decide)
        desk.press(desk.all(TOGGLE, contains='今野 拓')[0])
        combined = desk.find(ENTRY, name='合わせて書いた文')
        assert '面会は電話予約' in ryui.text_of(combined) and '12月から金曜も受付' in ryui.text_of(combined)
        desk.press(desk.find(TOGGLE, name='合わせて書く'))
        wait('the button to be ready', lambda: is_ready(decide))
        assert not desk.unnamed(), desk.unnamed()
        desk.press(decide)
        desk.press(desk.find(BUTTON, name='元に戻す'))
        desk.find_toast('元に戻しました（')


def test_decide_by_keyboard():
    with Desktop(make_home('--conflicts')) as desk:
        open_desk(desk, '海風試験病院')
        wait('the focus in the first field', lambda: '000-555-0188' in desk.focused().name)
        desk.key('1', 'Down', '2', 'Down', '1')
        wait('the button to be ready', lambda: is_ready(desk.find(BUTTON, name='この内容に決める')))
        desk.key('ctrl+Return')
        desk.find(BUTTON, name='要確認 1件')


def test_three_versions_and_history():
    with Desktop(make_home('--conflicts')) as desk:
        open_desk(desk, '海風試験病院')
        desk.find(LABEL, contains='会場ノート')
        desk.find(LABEL, contains='元：木曜は午後のみ。')
        # The lines of the version are in its card; marks do not change what is read out.
        desk.find(LABEL, name='木曜は午後のみ。\n面会は電話予約。')
        desk.press(desk.find(BUTTON, name='履歴'))
        wait('the version that waits', lambda: [r for r in desk.find(LIST, name='版の一覧') if '要確認' in r.name])


def test_long_text_stands_under_what_both_had():
    with Desktop(make_home('--long-conflict')) as desk:
        desk.press(desk.find(BUTTON, name='要確認 1件'))
        desk.find(LABEL, name='共通の元')
        desk.find(LABEL, contains='面会は午後2時から4時まで、二人まで。')
        assert '三人まで' in ryui.text_of(desk.find(ENTRY, name='合わせて書いた文'))
        desk.shot(os.environ.get('RYUI_SHOT_LONG', os.devnull))


def test_number_that_two_computers_gave():
    with Desktop(make_home('--sample', '--doubled')) as desk:
        desk.press(desk.find(BUTTON, name='要確認 1件'))
        desk.find(LABEL, contains='どちらの会議')
        decide = desk.find(BUTTON, name='この番号に決める')
        assert not is_ready(decide), 'nothing may be chosen beforehand'
        desk.press(desk.find(TOGGLE, contains='12月8日'))
        desk.find(LABEL, contains='「第186回例会」')
        wait('the button to be ready', lambda: is_ready(decide))
        wait('every control to have a name', lambda: not desk.unnamed())
        desk.shot(os.environ.get('RYUI_SHOT_NUMBER', os.devnull))
        desk.key('ctrl+Return')
        desk.find_toast('第182回例会を決めました')
        desk.find(LABEL, name='見比べて決めることはありません')
        desk.key('ctrl+z')
        desk.find(BUTTON, name='要確認 1件')


def test_hundreds_of_conflicts():
    with Desktop(make_home('--many-conflicts', '600')) as desk:
        desk.press(desk.find(BUTTON, name='要確認 600件'))
        begun = time.monotonic()
        conflicts = desk.find(LIST, name='要確認の一覧')
        wait('all rows', lambda: conflicts.childCount == 600)
        assert time.monotonic() - begun < 5, 'the list is slow'
        wait('the focus in the first field', lambda: '000-555-0188' in desk.focused().name)
        desk.key('1')
        desk.key('ctrl+Return')
        desk.find(BUTTON, name='要確認 599件')
        wait('one row less', lambda: conflicts.childCount == 599)


def test_deleted_against_edited():
    with Desktop(make_home('--conflicts')) as desk:
        open_desk(desk, '波音試験病院')
        desk.press(desk.find(TOGGLE, contains='：削除する'))
        decide = desk.find(BUTTON, name='この内容に決める')
        wait('the button to be ready', lambda: is_ready(decide))
        desk.press(decide)
        desk.find(BUTTON, name='要確認 1件')


if __name__ == '__main__':
    ryui.run([test_decide_by_pointer_and_undo, test_decide_by_keyboard, test_three_versions_and_history,
              test_long_text_stands_under_what_both_had,
              test_number_that_two_computers_gave, test_hundreds_of_conflicts, test_deleted_against_edited])
