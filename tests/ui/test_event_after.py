# SPDX-License-Identifier: GPL-3.0-or-later
"""The desk of one event after its day: groups with pins and wishes, letters of thanks made and noted, photographs, and the two
reports: for everybody with small figures hidden, for the council with all of them."""

import pathlib

import ryui
from ryui import BUTTON, LABEL, TEXT, TOGGLE, Desktop, ctl_copy, is_on, make_home, wait, write_photo

TODAY = '2026-11-22'
LECTURE = 'event:sample-lecture'


def choose(desk, item):
    desk.click('用紙・文書ほか')
    desk.click(item)


def test_groups():
    with Desktop(make_home('--sample'), RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', LECTURE)
        # Whoever is pinned stays; a wish says so where it is not had, and goes with its button.
        desk.click('グループ')
        pin = {'role': TOGGLE, 'name': '朝比奈　美帆をこのグループに留める'}
        desk.press(desk.find(**pin))
        desk.find_toast('このグループに留めました')
        desk.press(desk.find(BUTTON, name='組み直す'))
        desk.find_toast('グループを組みました')
        wait('the pin to be where it was', lambda: is_on(desk.find(**pin)))
        wishes = len(desk.all(BUTTON, starts='取り除く：'))
        desk.click('2名のうち2人目')
        wait('the list of people', lambda: any('早川' in n.name for n in desk.each(LABEL)))
        desk.key('Down', 'Down', 'Down', 'Return')  # the sample keeps the first two apart already
        desk.press(desk.find(BUTTON, name='離す'))
        wait('one wish more', lambda: len(desk.all(BUTTON, starts='取り除く：')) == wishes + 1)
        desk.press(desk.find(BUTTON, starts='取り除く：'))
        wait('as many as before', lambda: len(desk.all(BUTTON, starts='取り除く：')) == wishes)


def test_letters_and_reports():
    home = make_home('--sample')
    folder = pathlib.Path(home).parent / 'documents'
    folder.mkdir()
    with Desktop(home, HOME=str(folder), RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', LECTURE)
        # A photograph for the report, and away again.
        desk.choose_file(lambda: choose(desk, '報告書の写真…'), write_photo())
        desk.press(desk.find(BUTTON, name='写真1を外す'))
        desk.gone(BUTTON, name='写真1を外す')
        for report in ('報告書 PDF', '報告書 PDF（内部用・全ての人数）'):
            choose(desk, report)
            desk.find(BUTTON, starts='PDF')
            desk.key('alt+Left')
            desk.gone(BUTTON, starts='PDF')
        # Who spoke is of an organisation that nobody has a record of: it gets one, and a number to send the thanks to.
        choose(desk, '講師への礼状')
        desk.find(contains='五十嵐')
        desk.press(desk.find(BUTTON, contains='五十嵐', starts='帆影病院'))
        desk.press(desk.find(BUTTON, name='「帆影病院」を名簿に加える'))
        desk.find_toast('名簿に加えました')
        desk.press(desk.find(BUTTON, contains='五十嵐', starts='帆影病院'))
        assert desk.find(TEXT, name='FAX').queryEditableText().setTextContents('000-558-0777')
        desk.key('Escape')
        desk.press(desk.find(BUTTON, name='1通を作る'))
        desk.find(starts='1通を作りました')
        wait('the folder', lambda: any(folder.iterdir()))
        assert not desk.unnamed(), desk.unnamed()
        letter = wait('the record', lambda: next(iter(ctl_copy(home, 'list', 'letter', '--where', f'meeting={LECTURE}')), None))
        assert letter['purpose'] == 'thanks' and [a['made_on'] for a in letter['addressees']] == [TODAY], letter


ryui.run([test_groups, test_letters_and_reports])
