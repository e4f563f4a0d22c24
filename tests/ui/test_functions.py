# SPDX-License-Identifier: GPL-3.0-or-later
"""Hospitals' sheets: an answer changed in place and taken back, a ward turned into another from a day on, the door's
fields, a look at 2018; a round of confirmation from its start to the last hospital; the council's list of conditions."""
import os
import pathlib
import sys

import ryui
from ryui import BUTTON, ENTRY, LABEL, LIST_ITEM, TOGGLE, Desktop, activate, ctl, ctl_copy, is_ready, make_home, text_of, wait, write_photo
from test_meetings import stored

TODAY = {'RYORIN_TODAY': '2026-11-24'}
SHEET = 'function:sample-hospital-02'


def letters(home):
    return ctl_copy(home, 'list', 'letter', '--where', 'meeting=confirmation:2026')


def show(desk):
    activate(desk, 'open-record', SHEET)
    desk.find(LABEL, name='病床 120')


def test_list_and_sheet():
    with Desktop(make_home('--sample'), **TODAY) as desk:
        activate(desk, 'show-page', 'functions')
        desk.find(LABEL, name='13病院　確認済み 8　未確認 5')
        desk.find(LIST_ITEM, name='海風病院、病床 96（稼働 95）、未確認 14か月')
        assert not desk.unnamed(), desk.unnamed()
        desk.find(ENTRY, name='病院をしぼり込む').queryEditableText().setTextContents('いそべ')
        desk.gone(LIST_ITEM, starts='海風病院')
        # Enter opens the first that fits.
        desk.key('ctrl+l', 'Return')
        desk.find(LABEL, name='病床 120')
        assert not desk.unnamed(), desk.unnamed()
        # An answer is asked for in place, saved at once, and taken back.
        desk.press(desk.find(BUTTON, name='人工透析、不可'))
        desk.press(desk.find(TOGGLE, name='条件付'))
        note = desk.find(ENTRY, name='条件の備考')
        wait('the focus in the note', lambda: desk.focused() and desk.focused().name == '条件の備考')
        note.queryEditableText().setTextContents('週3回まで')
        desk.key('Return')
        desk.find(BUTTON, name='人工透析、条件付、週3回まで')
        desk.press(desk.find_toast('元に戻す'))
        desk.find(BUTTON, name='人工透析、不可')
        # The door's fields open in place and save by themselves.
        desk.press(desk.find(TOGGLE, name='紹介の窓口を書き換える'))
        hours = desk.find(ENTRY, name='受付時間')
        assert text_of(hours) == '平日 8:30–17:15'
        hours.queryEditableText().setTextContents('平日 9:00–16:00')
        desk.press(desk.find(TOGGLE, name='紹介の窓口を書き換える'))
        desk.find(LABEL, name='平日 9:00–16:00')
        desk.key('alt+Left')
        desk.find(LIST_ITEM, starts='磯辺リハビリテーション病院')


def test_photo_and_form():
    """Who answers, with everybody's consent only; the form that the door wants, which each found bed offers then."""
    import cairo
    home = make_home('--sample')
    path = os.path.join(os.path.dirname(home), '転院相談票.pdf')
    surface = cairo.PDFSurface(path, 300, 400)
    cairo.Context(surface).paint()
    surface.finish()
    with Desktop(home, **TODAY) as desk:
        show(desk)
        photo = write_photo()
        desk.choose_file(desk.find(BUTTON, name='写真を載せる…'), photo)
        desk.press(desk.find(BUTTON, name='取り消す'))
        desk.gone(BUTTON, name='取り消す')
        assert 'photo' not in stored(home, SHEET), 'a photograph without a consent'
        desk.choose_file(desk.find(BUTTON, name='写真を載せる…'), photo)
        desk.press(desk.find(BUTTON, name='全員が同意した'))
        desk.find(LABEL, name='写真掲載 同意あり　令和8年11月24日')
        desk.find(name='連携室の写真')
        assert stored(home, SHEET)['photo_consent'] == '2026-11-24'
        assert not desk.unnamed(), desk.unnamed()
        # One takes the consent back: it goes at once, and an undo is possible.
        desk.press(desk.find(BUTTON, name='写真を外す'))
        desk.gone(LABEL, starts='写真掲載 同意あり')
        assert not stored(home, SHEET).get('photo_consent')
        desk.press(desk.find_toast('元に戻す'))
        desk.find(LABEL, starts='写真掲載 同意あり')
        # The form.
        desk.press(desk.find(TOGGLE, name='紹介の窓口を書き換える'))
        desk.find(contains='FAX用紙はまだありません')
        desk.choose_file(desk.find(BUTTON, name='PDFを選ぶ…'), path)
        wait('the form', lambda: stored(home, SHEET).get('door_form') == '転院相談票.pdf')
        desk.press(desk.find(TOGGLE, name='紹介の窓口を書き換える'))
        desk.find(LIST_ITEM, starts='転院相談票.pdf')
        activate(desk, 'show-page', 'beds')
        desk.find(BUTTON, name='磯辺リハビリテーション病院のFAX様式')
        desk.find(LABEL, starts='必要な書類　診療情報提供書')


def test_turn_a_ward():
    with Desktop(make_home('--sample'), **TODAY) as desk:
        show(desk)
        desk.press(desk.find(BUTTON, name='4階病棟を変える'))
        beds = desk.find(ENTRY, name='許可病床')
        beds.queryEditableText().setTextContents('36')
        desk.press(desk.find(BUTTON, name='保存'))
        desk.find(LABEL, name='病床 116')
        # What it was stays what it was: yesterday, and in 2018.
        desk.click('時点 今日')
        desk.press(desk.find(BUTTON, name='令和8年3月31日'))
        desk.find(LABEL, name='病床 120')
        desk.find(LABEL, starts='令和8年3月31日の姿です')
        desk.gone(BUTTON, name='4階病棟を変える')
        desk.click('時点 令和8年3月31日')
        desk.press(desk.find(BUTTON, name='平成30年4月1日'))
        desk.find(LABEL, name='急性期')
        desk.press(desk.find(BUTTON, name='今日に戻る'))
        desk.find(LABEL, name='病床 116')
        desk.find(BUTTON, name='4階病棟を変える')


def test_round():
    """A whole round through the letters room: each hospital gets its sheet by its way, the silent are reminded, all confirm."""
    home = make_home('--sample')
    folder = pathlib.Path(home).parent / 'documents'
    folder.mkdir()
    ctl(home, 'edit', 'post:sample-010-sample-hospital-02', 'channel=mail', 'email=renkei@isobe-sample.example')
    with Desktop(home, HOME=str(folder), **TODAY) as desk:
        activate(desk, 'show-page', 'functions')
        desk.press(desk.find(BUTTON, name='年1回の確認'))
        desk.press(desk.find(BUTTON, name='確認を始める'))
        desk.find(LABEL, starts='13病院のうち0病院が確認済み')
        assert not desk.unnamed(), desk.unnamed()
        # The letters: number, channel of each, one folder.
        desk.press(desk.find(BUTTON, name='シートを付けた依頼状…'))
        desk.find(starts='病院機能の確認のお願い')
        desk.press(desk.find(BUTTON, name='13通を作る'))
        desk.find(starts='13通を作りました')
        made = wait('the folder', lambda: next(folder.glob('病院機能の確認について（お願い）*'), None))
        assert {'FAX.pdf', 'メール'} <= {path.name for path in made.iterdir()}, list(made.iterdir())
        record = wait('the record', lambda: letters(home))[0]
        assert record['purpose'] == 'confirmation' and len(record['addressees']) == 13
        assert stored(home, record['document_number'])['text'].startswith('汐ネ協第')
        desk.key('alt+Left')
        wait('letters that wait', lambda: len(desk.all(LABEL, contains='依頼状 11/24 作成・未発送')) == 13)
        # What went out is recorded for each, by its way.
        desk.press(desk.find(BUTTON, name='シートを付けた依頼状…'))
        desk.click(name='FAXを発送済にする')
        sent = wait('the mark', lambda: [e for e in letters(home)[0]['addressees'] if e.get('sent_on') == '2026-11-24'])
        assert {e['channel'] for e in sent} == {'fax'}, sent
        desk.key('alt+Left')
        wait('those that were asked', lambda: len(desk.all(LABEL, contains='依頼 11/24 FAX')) == len(sent))
        # One answers; the silent ones among those that were asked are reminded.
        wait('a hospital that was asked', lambda: desk.press(desk.find(BUTTON, starts='青葉台総合病院を確認済みにする')) or True)
        desk.press(desk.find(BUTTON, name='確認する'))
        desk.find(LABEL, starts='13病院のうち1病院が確認済み')
        silent = len(sent) - any(e['organisation'] == 'organisation:sample-hospital-01' for e in sent)
        desk.press(desk.find(BUTTON, name=f'再依頼（{silent}）…'))
        desk.press(desk.find(BUTTON, name=f'{silent}通を作る'))
        wait('the reminders', lambda: any(x['purpose'] == 'confirmation_reminder' for x in letters(home)))
        desk.click(name='FAXを発送済にする')
        wait('the mark', lambda: all('sent_on' in e for x in letters(home) if x['purpose'] == 'confirmation_reminder' for e in x['addressees']))
        desk.key('alt+Left')
        wait('those that were reminded', lambda: len(desk.all(LABEL, contains='再依頼 11/24 FAX')) == silent)
        assert not desk.unnamed(), desk.unnamed()
        for n in range(1, 13):
            # Who is left stands first. The list is made anew after each: a button that was found may be gone.
            wait('the next hospital', lambda: desk.press(desk.find(BUTTON, contains='を確認済みにする')) or True)
            desk.press(desk.find(BUTTON, name='確認する'))
            done = f'13病院のうち{n + 1}病院が確認済み' if n < 12 else 'すべての病院が確認しました'
            desk.find(LABEL, starts=done)
        desk.press(desk.find(BUTTON, name='終える'))
        desk.find(LABEL, name='確認は行われていません')
        desk.key('alt+Left')
        desk.find(LABEL, name='13病院　確認済み 13　未確認 0')


def test_round_by_hand():
    with Desktop(make_home('--sample'), **TODAY) as desk:
        activate(desk, 'show-page', 'functions')
        desk.press(desk.find(BUTTON, name='年1回の確認'))
        desk.press(desk.find(BUTTON, name='確認を始める'))
        desk.find(LABEL, starts='13病院のうち0病院が確認済み')
        desk.move_focus(lambda: desk.click('依頼を記録'))  # to its first way: by FAX
        desk.key('Return')
        wait('those that were asked', lambda: len(desk.all(LABEL, contains='依頼 11/24')) == 13)
        desk.key('ctrl+p')
        desk.find(BUTTON, starts='PDF')


def test_conditions():
    with Desktop(make_home('--sample'), **TODAY) as desk:
        activate(desk, 'open-record', 'condition:sample-opioid')
        desk.find(BUTTON, name='経管栄養：下へ')
        assert not desk.unnamed(), desk.unnamed()
        desk.press(desk.find(BUTTON, name='経管栄養：下へ'))
        wait('the second place', lambda: [b.name for b in desk.all(BUTTON, contains='：上へ')][:2] == ['中心静脈栄養：上へ', '経管栄養：上へ'])
        desk.press(desk.find(BUTTON, name='経管栄養：これからは聞かない'))
        desk.find(BUTTON, name='経管栄養：ふたたび聞く')
        desk.press(desk.find_toast('元に戻す'))
        desk.find(BUTTON, name='経管栄養：下へ')


def test_ward_report():
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', 'ctl'))
    from workbook import write_workbook
    home = make_home('--sample')
    path = os.path.join(os.path.dirname(home), 'report.xlsx')
    rows = [['医療機関コード', '医療機関名', '病棟名', '2026年7月1日時点の機能', '許可病床', '稼働病床'],
            ['0110000015', '磯辺', '2階病棟', '急性期', '38', '38'], ['0110000015', '磯辺', '3階病棟', '未報告又はデータ不備', '*', '*'],
            ['0110000015', '磯辺', '5階病棟', '慢性期', '10', '10']]
    ctl(home, 'edit', 'organisation:sample-hospital-02', 'medical_code=0110000015')
    write_workbook(path, rows)
    with Desktop(home, **TODAY) as desk:
        activate(desk, 'import', path)
        go = desk.find(BUTTON, name='3病棟を取り込む')
        desk.find(LABEL, contains='機能 回復期 → 急性期、許可 40 → 38')
        desk.find(LABEL, starts='未報告の病棟')
        desk.find(LABEL, starts='報告にない病棟')
        assert not desk.unnamed(), desk.unnamed()
        desk.press(go)
        desk.find_toast('病床機能報告を取り込みました')
        activate(desk, 'open-record', SHEET)
        desk.find(LABEL, name='病床 128')
        # What is no report says so, and what to do.
        with open(path, 'wb') as file:
            file.write(b'PK\x03\x04 nothing')
        activate(desk, 'import', path)
        desk.find(LABEL, name='このブックは取り込めません')


def test_rights():
    """A hospital's account keeps its own sheet; of another it is told why not."""
    from test_rights import as_hospital
    home = make_home('--sample')
    as_hospital(home, '磯辺リハビリテーション病院')
    with Desktop(home, **TODAY) as desk:
        activate(desk, 'open-record', SHEET)
        assert is_ready(desk.find(BUTTON, name='人工透析、不可'))
        assert is_ready(desk.find(BUTTON, name='2階病棟を変える'))
        assert is_ready(desk.find(BUTTON, name='確認する'))
        activate(desk, 'open-record', 'function:sample-hospital-03')
        desk.find(LABEL, name='海風病院')
        other = wait('a locked answer', lambda: next(b for b in desk.all(BUTTON, starts='経管栄養、') if not is_ready(b)))
        assert other.description == '病院が変えられるのは、自院の機能だけです。', other.description
        assert not is_ready(desk.find(BUTTON, name='2階病棟を変える'))
        assert not is_ready(desk.find(BUTTON, name='確認する'))
        activate(desk, 'open-record', 'condition:sample-opioid')
        assert not is_ready(desk.find(BUTTON, name='経管栄養：下へ'))


if __name__ == '__main__':
    ryui.run([test_list_and_sheet, test_photo_and_form, test_turn_a_ward, test_round, test_round_by_hand, test_conditions, test_ward_report, test_rights])
