# SPDX-License-Identifier: GPL-3.0-or-later
"""The morning's report by keyboard alone: a row as it is shown is one key, all of them one key, and one to send."""
import ryui
from ryui import BUTTON, ENTRY, LABEL, Desktop, activate, make_home, wait

TODAY = {'RYORIN_TODAY': '2026-11-25'}  # the day after the sample's last reports


def show(desk):
    activate(desk, 'show-page', 'beds')
    return desk.find(ENTRY, name='2階病棟 空床')


def test_three_keys_a_row():
    with Desktop(make_home('--sample'), **TODAY) as desk:
        show(desk)
        desk.find(LABEL, name='のこり 3病棟')
        wait('the first cell in focus', lambda: desk.focused().name == '2階病棟 空床')
        desk.key('4', 'Return')
        wait('the second ward in focus', lambda: desk.focused().name == '3階病棟 空床')
        desk.key('Return')
        wait('the third ward in focus', lambda: desk.focused().name == '4階病棟 空床')
        desk.key('Return')
        desk.find(LABEL, name='すべて入力済み')
        assert not desk.unnamed(), desk.unnamed()
        wait('the button that sends in focus', lambda: desk.focused().name.startswith('送る'))
        desk.key('ctrl+Return')
        desk.find_toast('報告を預かりました（つながると届きます）')


def test_all_unchanged_is_one_key():
    with Desktop(make_home('--sample'), **TODAY) as desk:
        show(desk)
        wait('a cell in focus', lambda: desk.focused().getRole() in ENTRY)
        desk.key('F9', 'ctrl+Return')
        desk.find_toast('報告を預かりました（つながると届きます）')
        desk.find(LABEL, name='すべて入力済み')


def test_impossible_sum_says_so():
    with Desktop(make_home('--sample'), **TODAY) as desk:
        cell = show(desk)
        cell.queryEditableText().setTextContents('500')
        desk.find(LABEL, contains='稼働病床は')


def test_board():
    with Desktop(make_home('--sample'), RYORIN_TODAY='2026-11-24') as desk:
        show(desk)
        desk.press(desk.find(ryui.pyatspi.ROLE_PAGE_TAB, name='空床ボード'))
        desk.find(BUTTON, contains='不明')
        desk.find(BUTTON, starts='青葉台総合病院、急性期、受入可能')


if __name__ == '__main__':
    ryui.run([test_three_keys_a_row, test_all_unchanged_is_one_key, test_impossible_sum_says_so, test_board])
