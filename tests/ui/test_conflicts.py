# SPDX-License-Identifier: GPL-3.0-or-later
"""The conflict desk: both versions with who and when, 1 2 3 and Ctrl+Enter, combined text, undo, deleted against edited."""
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
        desk.find(LABEL, starts='元に戻しました（')


def test_decide_by_keyboard():
    with Desktop(make_home('--conflicts')) as desk:
        open_desk(desk, '海風試験病院')
        wait('the focus in the first field', lambda: '000-555-0188' in desk.focused().name)
        desk.key('1', 'Down', '2', 'Down', '1')
        wait('the button to be ready', lambda: is_ready(desk.find(BUTTON, name='この内容に決める')))
        desk.key('ctrl+Return')
        desk.find(BUTTON, name='要確認 1件')


def test_deleted_against_edited():
    with Desktop(make_home('--conflicts')) as desk:
        open_desk(desk, '波音試験病院')
        desk.press(desk.find(TOGGLE, contains='：削除する'))
        decide = desk.find(BUTTON, name='この内容に決める')
        wait('the button to be ready', lambda: is_ready(decide))
        desk.press(decide)
        desk.find(BUTTON, name='要確認 1件')


if __name__ == '__main__':
    ryui.run([test_decide_by_pointer_and_undo, test_decide_by_keyboard, test_deleted_against_edited])
