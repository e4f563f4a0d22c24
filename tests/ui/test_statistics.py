# SPDX-License-Identifier: GPL-3.0-or-later
"""Attendance over the years: by year, organisation and profession, one council alone, and a region without meetings."""
import ryui
from ryui import LABEL, LIST_ITEM, TOGGLE, Desktop, make_home, wait

TODAY = '2026-11-24'


def test_sides():
    with Desktop(make_home('--sample'), RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'show-page', 'statistics')
        row = desk.find(LIST_ITEM, starts='令和8年度, ')
        assert '累計回数' in row.name and '出席率' in row.name, row.name
        desk.find(starts='出席（延べ）: 1999')
        about = desk.find(LABEL, contains='・延べ').name
        assert not desk.unnamed(), desk.unnamed()
        desk.press(desk.find(TOGGLE, name='機関別'))
        assert '連続欠席' in desk.find(LIST_ITEM, starts='汐見中央病院, ').name
        desk.press(desk.find(TOGGLE, name='職種別'))
        desk.find(LIST_ITEM, starts='看護師, ')
        # Events, with years and words of their own.
        desk.press(desk.find(TOGGLE, name='行事'))
        desk.find(LABEL, contains='申込者の出席率')
        assert '申込（延べ）' in desk.find(LIST_ITEM, starts='看護師, ').name
        desk.press(desk.find(TOGGLE, name='年度別'))
        assert '出席（延べ） 87' in desk.find(LIST_ITEM, starts='令和7年度, ').name
        desk.find(starts='出席（延べ）: 2025 87')
        desk.press(desk.find(TOGGLE, name='会議'))
        desk.find(starts='出席（延べ）: 1999')
        desk.press(desk.find(TOGGLE, name='職種別'))
        about = desk.find(LABEL, contains='・延べ').name
        # One council alone has fewer.
        desk.press(desk.find(TOGGLE, name='汐見区医療介護ネットワーク協議会'))
        wait('other figures', lambda: desk.find(LABEL, contains='・延べ').name != about)


def test_nothing_held():
    with Desktop(make_home(), RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'show-page', 'statistics')
        desk.find(LABEL, name='まだ会議が開かれていません')


ryui.run([test_sides, test_nothing_held])
