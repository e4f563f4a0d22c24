# SPDX-License-Identifier: GPL-3.0-or-later
"""An event from its plan to its report: made by keyboard, planned, applied for, asked about with number keys, seated and
printed; somebody who is entered twice; a pathway's lanes by keyboard and its sheets."""

import ryui
from ryui import BUTTON, ENTRY, LABEL, LIST_ITEM, Desktop, make_home, wait

TODAY = '2026-11-22'


def open_tab(desk, name):
    desk.click(name)


def test_from_plan_to_report():
    with Desktop(make_home('--sample'), RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'show-page', 'events')
        desk.find(LIST_ITEM, contains='住み慣れた家で')
        assert not desk.unnamed(), desk.unnamed()
        desk.key('ctrl+n')
        title = desk.find(ENTRY, name='行事名')
        assert title.queryEditableText().setTextContents('服薬を支える研修会')
        assert desk.find(ENTRY, name='開催日').queryEditableText().setTextContents('R9.1.23')
        desk.press(desk.find(BUTTON, name='加える'))
        desk.press(desk.find(BUTTON, name='計画を宿題にする'))
        desk.find_toast('計画を宿題にしました')
        desk.find(BUTTON, starts='企画, T-60')
        desk.press(desk.find(BUTTON, name='申込みを始める'))
        desk.find_toast('申込みの受付を始めました')

        # By keyboard: a name, the way, Enter; the same once more is told first.
        desk.find(ENTRY, name='申し込む方（かなか名前）')
        desk.key('ctrl+l')
        for word in ('tobita', 'kaizuka'):
            desk.type(word)
            desk.key('2', 'Return')
            desk.find(LIST_ITEM, contains=word if word == 'kaizuka' else '受付')
        wait('two in the list', lambda: len([n for n in desk.each(LIST_ITEM) if ', 電話, 受付' in n.name]) == 2)
        desk.type('kaizuka')
        desk.key('Return')
        desk.find(LABEL, contains='申込済みです')
        desk.key('BackSpace', 'BackSpace', 'BackSpace', 'BackSpace', 'BackSpace', 'BackSpace', 'BackSpace')

        open_tab(desk, 'アンケート')
        desk.press(desk.find(BUTTON, name='いつもの質問を使う'))
        desk.find(LABEL, name='1. お立場')
        desk.key('9')
        desk.find(LABEL, contains='1から6まで')
        desk.key('2', '1', '3', 'Return')
        desk.type('yokatta')
        desk.key('Return')
        desk.find(LABEL, name='1枚の集計')

        open_tab(desk, 'グループ')
        desk.press(desk.find(BUTTON, name='グループを組む'))
        desk.find(LABEL, name='グループ1')
        assert not desk.unnamed(), desk.unnamed()
        desk.click('用紙・文書ほか')
        desk.click('報告書 PDF')
        desk.find(BUTTON, starts='PDF')
        desk.key('alt+Left')
        desk.find(LABEL, name='グループ1')


def waiting(desk):
    return sum(', 待ち' in n.name for n in desk.each(LIST_ITEM))


def test_waiting_list():
    with Desktop(make_home('--sample'), RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', 'event:sample-forum')
        wait('four who wait', lambda: waiting(desk) == 4)
        desk.find(LABEL, contains='まだ届いていません')
        desk.press(next(n for n in desk.all(BUTTON) if n.name.startswith('岩瀬') and '取り消す' in n.name))
        wait('three who wait', lambda: waiting(desk) == 3)
        desk.press(desk.find_toast('元に戻す'))
        wait('four again', lambda: waiting(desk) == 4)
        desk.key('ctrl+p')
        desk.find(BUTTON, starts='PDF')


def test_pathway():
    with Desktop(make_home('--sample'), RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', 'pathway:sample-hip')
        desk.find(BUTTON, starts='手術・急性期治療')
        desk.key('ctrl+l')
        wait('a step in focus', lambda: desk.focused().name.startswith('手術'))
        desk.key('Right')
        desk.find(LABEL, contains='転院の説明・ご本人の意向　7～14日')
        assert not desk.unnamed(), desk.unnamed()
        desk.click('手順の表')
        desk.find(LIST_ITEM, contains='リハビリ・住まいの相談')
        desk.click('参加機関')
        desk.find(BUTTON, name='急性期に加える')
        desk.key('ctrl+p')
        desk.find(BUTTON, starts='PDF')


ryui.run([test_from_plan_to_report, test_waiting_list, test_pathway])
