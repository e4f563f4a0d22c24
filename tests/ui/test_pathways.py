# SPDX-License-Identifier: GPL-3.0-or-later
"""A pathway's lanes by keyboard, wide and narrow; key steps and alternatives; who takes part; its sheets."""

import pyatspi

import ryui
from ryui import BUTTON, ENTRY, LABEL, LIST_ITEM, Desktop, is_on, make_home, wait
from test_meetings import stored

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
        desk.key('ctrl+p')
        desk.find(BUTTON, starts='PDF')


def test_key_step():
    """A step becomes an alternative, and no key step any more: the definition keeps it, and the lane chart says so."""
    home = make_home('--sample')
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', 'pathway:sample-hip')
        desk.find(BUTTON, starts='手術・急性期治療')
        desk.click('定義')
        assert not is_on(desk.find(CHECK, name='要 1'))
        # A check box cannot be pressed over the bus on GTK 4.8: the keyboard reaches it from the line below.
        desk.press(desk.find(BUTTON, starts='行を足す：手順'))
        wait('the new line', lambda: desk.focused().name.startswith('手順 14'))
        desk.key('shift+Tab')
        desk.key('shift+Tab')  # over what takes the line out
        assert desk.focused().name == '代替 13', desk.focused().name
        desk.key('space')
        wait('an alternative', lambda: stored(home, 'pathway:sample-hip')['steps'][12].get('alternative') is True)
        desk.key('shift+Tab', 'space')
        wait('no key step', lambda: not stored(home, 'pathway:sample-hip')['steps'][12].get('main'))
        desk.click('レーン')
        desk.find(BUTTON, starts='6か月の見直し', contains='うまくいかないとき')


def test_days():
    """An institution that took part long before it was entered gets its day; one that left keeps its days."""
    home = make_home('--sample')
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', 'pathway:sample-hip')
        desk.find(BUTTON, starts='手術・急性期治療')
        desk.click('参加機関')
        button = desk.find(BUTTON, starts='参加の期間：')
        name = button.name.split('：', 1)[1].split(' ')[0]
        desk.click(starts=f'参加の期間：{name}')
        day = desk.find(ENTRY, name='参加した日')
        day.queryEditableText().setTextContents('平成30年4月1日')
        desk.key('Escape')
        desk.find_toast('参加の期間を直しました')
        wait('the day', lambda: any(m.get('from') == '2018-04-01' for m in stored(home, 'pathway:sample-hip')['members']))
        desk.find(LABEL, starts='平成30年4月1日から')
        desk.key('ctrl+z')
        wait('the day before', lambda: all(m.get('from') != '2018-04-01' for m in stored(home, 'pathway:sample-hip')['members']))


if __name__ == '__main__':
    ryui.run([test_pathway, test_key_step, test_days])
