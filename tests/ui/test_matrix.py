# SPDX-License-Identifier: GPL-3.0-or-later
"""The matrix of hospitals: cells speak, the keyboard asks for several things at once, two hospitals beside each other."""
import ryui
from ryui import BUTTON, ENTRY, LABEL, LIST, Desktop, activate, make_home, wait

TODAY = {'RYORIN_TODAY': '2026-11-24'}
# GTK 4.8 calls a cell of a grid a table cell.
CELL = (ryui.pyatspi.ROLE_TABLE_CELL, BUTTON)


def show(desk):
    activate(desk, 'show-page', 'matrix')
    return desk.find(CELL, starts='汐見中央病院、人工呼吸器、可')


def test_cells_speak():
    with Desktop(make_home('--sample'), **TODAY) as desk:
        show(desk)
        desk.find(CELL, starts='若潮病院、気管切開、未回答')
        desk.find(CELL, starts='汐見中央病院、急性期、あり')
        desk.find(CELL, contains='条件付、設定の安定した方')
        desk.find(LABEL, name='13病院')
        assert not desk.unnamed(), desk.unnamed()


def test_keys_move_and_ask():
    with Desktop(make_home('--sample'), **TODAY) as desk:
        show(desk)
        desk.key('ctrl+l')
        wait('the first hospital', lambda: desk.focused().name.startswith('青葉台総合病院、急性期'))
        desk.key('Down', 'Right')
        wait('a cell further', lambda: desk.focused().name.startswith('汐見中央病院、高度急性期、あり'))
        desk.key('ctrl+Right')
        wait('its end', lambda: '確認済み' in desk.focused().name)
        desk.key('Home', 'ctrl+Up')
        for _ in range(11):
            desk.key('Right')
        wait('a column', lambda: desk.focused().name.startswith('麻薬持続皮下注、列'))
        desk.key('space')
        desk.find(BUTTON, starts='麻薬持続皮下注、可。')
        desk.find(LABEL, name='1病院')
        desk.find(LABEL, contains='未回答 2 も電話で')
        desk.key('space')
        desk.find(LABEL, name='7病院')
        desk.key('space')
        desk.find(LABEL, name='13病院')


def test_list_adds_a_condition():
    with Desktop(make_home('--sample'), **TODAY) as desk:
        show(desk)
        desk.key('ctrl+l', 'slash')
        field = desk.find(ENTRY, name='条件をさがす')
        field.queryEditableText().setTextContents('緩和')
        desk.key('Return')
        desk.find(BUTTON, starts='緩和ケア、可。')
        wait('those that fit', lambda: any(n.name.endswith('病院') and n.name != '13病院' for n in desk.all(LABEL)))
        desk.press(desk.find(BUTTON, starts='緩和ケア、可。'))
        desk.find(BUTTON, starts='緩和ケア、可か条件付')


def test_compare():
    with Desktop(make_home('--sample'), **TODAY) as desk:
        show(desk)
        desk.key('ctrl+l', 'c', 'Down', 'c')
        desk.press(desk.find(BUTTON, name='2つを比べる'))
        desk.find(LABEL, contains='項目')
        desk.find(LABEL, starts='人工呼吸器、')
        desk.find(LABEL, contains='、違います')
        desk.find(BUTTON, name='汐見中央病院')
        desk.key('d')
        desk.gone(LABEL, starts='経管栄養、')


def test_enter_opens_the_sheet():
    with Desktop(make_home('--sample'), **TODAY) as desk:
        show(desk)
        desk.key('ctrl+l', 'Down', 'Return')
        pages = desk.find(LIST, name='ページ')
        wait('its sheet', lambda: any(row.name == '病院機能' and row.getState().contains(ryui.pyatspi.STATE_SELECTED) for row in pages))


if __name__ == '__main__':
    ryui.run([test_cells_speak, test_keys_move_and_ask, test_list_adds_a_condition, test_compare, test_enter_opens_the_sheet])
