# SPDX-License-Identifier: GPL-3.0-or-later
"""A pathway's lanes by keyboard, wide and narrow; key steps and alternatives; who takes part; its sheets."""

import pyatspi

import ryui
from ryui import BUTTON, LABEL, LIST_ITEM, Desktop, is_on, make_home, wait

TODAY = '2026-11-22'
CHECK = pyatspi.ROLE_CHECK_BOX


def test_pathway():
    with Desktop(make_home('--sample'), RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', 'pathway:sample-hip')
        desk.find(BUTTON, starts='手術・急性期治療')
        desk.key('ctrl+l')
        wait('a step in focus', lambda: desk.focused().name.startswith('手術'))
        desk.key('Right')
        desk.find(LABEL, contains='転院の説明・ご本人の意向　7～14日')
        assert not desk.unnamed(), desk.unnamed()
        desk.resize(400, 800)
        desk.find(BUTTON, starts='退院前カンファレンス')
        desk.resize(1200, 800)
        desk.click('手順の表')
        desk.find(LIST_ITEM, contains='リハビリ・住まいの相談')
        desk.click('参加機関')
        desk.find(BUTTON, name='急性期に加える')
        desk.click('定義')
        assert not is_on(desk.find(CHECK, name='要 1'))
        desk.find(CHECK, name='代替 1')
        desk.key('ctrl+p')
        desk.find(BUTTON, starts='PDF')


ryui.run([test_pathway])
