# SPDX-License-Identifier: GPL-3.0-or-later
"""The councils' records: reached from the menu and from a tile, a field saved as typed and taken back, an officer's term,
rules that are no PDF; the lines of the programme, and a line's year, on paper too."""

import ryui
from ryui import BUTTON, ENTRY, LABEL, LIST_ITEM, TOGGLE, Desktop, make_home, wait

TODAY = '2026-11-24'


def row(desk, words):
    return desk.find(LIST_ITEM, starts=words)


def test_record():
    with Desktop(make_home('--sample'), RYORIN_TODAY=TODAY) as desk:
        tile = desk.find(TOGGLE, name='汐見区地域ケア連絡協議会')
        area = tile.queryComponent().getExtents(ryui.pyatspi.WINDOW_COORDS)
        ryui.subprocess.run(['xdotool', 'mousemove', str(area.x + 20), str(area.y + 10), 'click', '3'], check=True)
        short = desk.find(ENTRY, name='略称')
        assert ryui.text_of(short) == '連絡協'
        assert '住み慣れた家' in ryui.text_of(desk.find(ENTRY, name='目的'))
        desk.find(contains='汐見区在宅療養支援協議会')
        assert not desk.unnamed(), desk.unnamed()
        assert short.queryEditableText().setTextContents('ケア協')
        desk.press(desk.find_toast('元に戻す'))
        wait('the short name as it was', lambda: ryui.text_of(desk.find(ENTRY, name='略称')) == '連絡協')
        # Officers stand with their terms, the chair first.
        wait('the chair', lambda: desk.all(LIST_ITEM, contains='会長・'))
        desk.find(LABEL, name='役員と任期')
        desk.key('alt+Left')
        desk.gone(ENTRY, name='略称')


def test_lines():
    with Desktop(make_home('--sample'), RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'show-page', 'councils')
        row(desk, '汐見区医療介護ネットワーク協議会')
        row(desk, '(ク)')
        ryui.activate(desk, 'open-record', 'line:council-1')
        desk.find(LABEL, name='令和8年度')
        row(desk, '朝の空床の報告を9時までにそろえる')
        assert not desk.unnamed(), desk.unnamed()
        desk.press(desk.find(BUTTON, name='前の年度'))
        desk.find(LABEL, name='令和7年度')
        desk.press(desk.find(BUTTON, name='次の年度'))
        desk.key('ctrl+p')
        desk.find(BUTTON, starts='PDF')
        desk.key('alt+Left')
        desk.find(LABEL, name='令和8年度')


def test_lines_are_made():
    with Desktop(make_home(), RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'show-page', 'councils')
        desk.press(desk.find(BUTTON, name='①〜④と(ア)〜(ク)を用意する'))
        row(desk, '① 空床情報ネットワーク')


ryui.run([test_record, test_lines, test_lines_are_made])
