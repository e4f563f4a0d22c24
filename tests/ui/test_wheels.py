# SPDX-License-Identifier: GPL-3.0-or-later
"""The two wheels, the flow and the ring: every node is a button that says what it is, arrows go round, Enter opens the record."""
import ryui
from ryui import BUTTON, LABEL, LIST, LIST_ITEM, Desktop, activate, make_home, wait

TODAY = {'RYORIN_TODAY': '2026-11-24'}


def show(desk):
    activate(desk, 'show-page', 'wheels')
    return desk.find(BUTTON, starts='海風病院、慢性期')


def test_nodes_speak():
    with Desktop(make_home('--sample'), **TODAY) as desk:
        show(desk)
        desk.find(BUTTON, contains='未報告。0床ではありません')
        desk.find(BUTTON, contains='両方の協議会に座っています')
        desk.find(BUTTON, starts='北浜市医師会 汐見区支部、医療の職能')
        assert not desk.unnamed(), desk.unnamed()


def test_keys_walk_and_open():
    with Desktop(make_home('--sample'), **TODAY) as desk:
        show(desk)
        desk.key('ctrl+l')
        wait('a node in focus', lambda: '医療の職能' in desk.focused().name)
        first = desk.focused().name
        desk.key('Right')
        wait('the next one round', lambda: desk.focused().name != first)
        desk.key('Left')
        wait('the first again', lambda: desk.focused().name == first)
        desk.key('F6')
        wait('the officers', lambda: '両方の協議会に座っています' in desk.focused().name)
        desk.key('F6')
        wait('the vertical', lambda: '受け入れ元' in desk.focused().name and '急性期' in desk.focused().name)
        desk.key('Down')
        wait('the ring within', lambda: '回復期' in desk.focused().name)
        desk.key('Up')
        wait('the ring without', lambda: '急性期' in desk.focused().name)
        desk.type('umikaze')
        wait('the hospital that was typed', lambda: desk.focused().name.startswith('海風病院'))
        desk.key('Return')
        pages = desk.find(LIST, name='ページ')
        wait('its record', lambda: any(row.name == '会員' and row.getState().contains(ryui.pyatspi.STATE_SELECTED) for row in pages))


def test_table():
    with Desktop(make_home('--sample'), **TODAY) as desk:
        show(desk)
        desk.key('ctrl+t')
        table = desk.find(LIST, name='図の表')
        wait('all nodes as rows', lambda: len([row for row in table if row.getRole() == LIST_ITEM]) == 32)
        desk.key('ctrl+t')
        desk.find(BUTTON, starts='海風病院、慢性期')


def test_empty_region_says_what_to_do():
    with Desktop(make_home(), **TODAY) as desk:
        activate(desk, 'show-page', 'wheels')
        desk.press(desk.find(BUTTON, name='会員へ'))
        pages = desk.find(LIST, name='ページ')
        wait('the members', lambda: any(row.name == '会員' and row.getState().contains(ryui.pyatspi.STATE_SELECTED) for row in pages))


def choose(desk, picture):
    activate(desk, 'show-page', 'wheels')
    desk.find(BUTTON, starts='海風病院、慢性期')
    desk.click(picture)


def test_flow():
    with Desktop(make_home('--sample'), **TODAY) as desk:
        choose(desk, '流れ')
        desk.find(LABEL, contains='滞り 1・すきま 1')
        desk.find(BUTTON, contains='滞り：待ち9日')
        desk.find(BUTTON, contains='すきま：行き先の実数なし')
        desk.key('ctrl+l')
        wait('the first lane', lambda: '青葉台総合病院、急性期' in desk.focused().name)
        desk.key('Down')
        wait('the lane below', lambda: '回復期' in desk.focused().name)
        desk.type('umikaze')
        wait('the hospital that was typed', lambda: desk.focused().name.startswith('海風病院'))
        desk.key('Return')
        pages = desk.find(LIST, name='ページ')
        wait('its record', lambda: any(row.name == '会員' and row.getState().contains(ryui.pyatspi.STATE_SELECTED) for row in pages))


def test_ring():
    with Desktop(make_home('--sample'), **TODAY) as desk:
        choose(desk, '輪')
        desk.find(BUTTON, starts='訪問リハ、第3包括、なし。ほかの区域：')
        desk.key('ctrl+l')
        wait('the outer ring', lambda: desk.focused().name.startswith('病院、第3包括'))
        desk.key('ctrl+g')
        wait('a gap', lambda: '、なし' in desk.focused().name)
        desk.key('Home', 'Return')
        desk.find(BUTTON, name='戻る')
        desk.find(LIST_ITEM, starts='岬脳神経外科病院')


if __name__ == '__main__':
    ryui.run([test_flow, test_ring, test_nodes_speak, test_keys_walk_and_open, test_table, test_empty_region_says_what_to_do])
