# SPDX-License-Identifier: GPL-3.0-or-later
"""Search everything: Ctrl+F, words shown, arrows into the hits, Enter opens, Esc goes back, nothing found offers more."""
import ryui
from ryui import BUTTON, ENTRY, LABEL, LIST, LIST_ITEM, TOGGLE, Desktop, make_home, wait


def is_chosen(row):
    return row.getState().contains(ryui.pyatspi.STATE_SELECTED)


def search(desk, words):
    desk.key('ctrl+f')
    entry = desk.find(ENTRY, name='すべてを検索')
    entry.queryEditableText().setTextContents(words)
    return entry


def test_hits_by_kind():
    with Desktop(make_home('--sample')) as desk:
        search(desk, '汐見')
        hits = desk.find(LIST, name='見つかったもの')
        wait('hits', lambda: len([r for r in hits if r.getRole() == LIST_ITEM]) > 1)
        desk.find(TOGGLE, starts='すべて ')
        desk.press(desk.find(TOGGLE, starts='会員 '))
        wait('more of one kind', lambda: len([r for r in hits if r.getRole() == LIST_ITEM]) > 3)
        assert not desk.unnamed(), desk.unnamed()


def test_keys_into_hits_and_out():
    with Desktop(make_home('--sample')) as desk:
        search(desk, '汐見中央病院')
        desk.find(LIST_ITEM, starts='汐見中央病院')
        desk.key('Down')
        wait('the focus in a hit', lambda: desk.focused().getRole() == LIST_ITEM)
        desk.key('Up')
        wait('the focus in the entry again', lambda: desk.focused().getRole() in ENTRY)
        desk.key('Return')
        pages = desk.find(LIST, name='ページ')
        wait('the page of the record', lambda: any(row.name == '会員' and is_chosen(row) for row in pages))


def test_esc_goes_back():
    with Desktop(make_home('--sample')) as desk:
        search(desk, '海')
        pages = desk.find(LIST, name='ページ')
        assert not any(is_chosen(row) for row in pages)
        desk.key('Escape')
        wait('the page one came from', lambda: any(is_chosen(row) for row in pages))


def test_nothing_found_offers_more():
    with Desktop(make_home('--sample')) as desk:
        entry = search(desk, '汐見 そんなものはない')
        desk.find(LABEL, name='「汐見 そんなものはない」は見つかりません')
        desk.press(desk.find(BUTTON, name='汐見'))
        wait('the shorter words', lambda: ryui.text_of(entry) == '汐見')
        desk.find(LIST, name='見つかったもの')


if __name__ == '__main__':
    ryui.run([test_hits_by_kind, test_keys_into_hits_and_out, test_esc_goes_back, test_nothing_found_offers_more])
