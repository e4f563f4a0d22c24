# SPDX-License-Identifier: GPL-3.0-or-later
"""Minutes to their seal as a secretary takes them there: round to those who attended, a remark taken up, approved, sealed,
no longer to be changed, and a correction edition with its reason."""
import os
import shutil
import tempfile

import ryui
from ryui import BUTTON, ENTRY, LABEL, LIST, TEXT, Desktop, ctl, ctl_copy, make_home, text_of, wait
from server import PASSWORD, Server

MEETING = 'meeting:reikai-181'
TODAY = '2026-11-24'


def stored(home, identifier):
    return ctl_copy(home, 'show', identifier)[0]


def entry(desk, name):
    return desk.find(ENTRY, name=name)


def show(desk, page):
    desk.click(name=page)


def test_round_remark_approve_seal_correct():
    home = make_home('--sample')
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', MEETING)
        desk.find(LIST, name='次第')
        show(desk, '確定')
        desk.press(desk.find(BUTTON, name='回覧に出す'))
        desk.find(LABEL, starts='12月4日（金）まで意見を受け付けます')
        wait('the stage', lambda: stored(home, MEETING)['stage'] == 'circulating')

        node = entry(desk, '議事録全体への意見')
        assert node.queryEditableText().setTextContents('当番の順番も書いてほしい')
        desk.press(desk.find(BUTTON, name='意見を加える'))
        desk.find(LABEL, name='当番の順番も書いてほしい')
        desk.find(LABEL, starts='未対応の意見が1件あります')
        desk.press(desk.find(BUTTON, starts='反映しない…'))
        assert entry(desk, '意見を反映しない理由').queryEditableText().setTextContents('次回の議題にする')
        desk.press(desk.find(BUTTON, starts='答える'))
        desk.find(LABEL, name='反映しない: 次回の議題にする')
        assert not desk.unnamed(), desk.unnamed()

        desk.press(desk.find(BUTTON, name='会議で承認した'))
        desk.find(LABEL, starts='11月24日（火）に承認されました')
        desk.press(desk.find(BUTTON, name='確定…'))
        desk.press(desk.find(BUTTON, starts='確定する'))
        desk.find(LABEL, name='本文も紙面も、確定したときのままです。', limit=40)
        edition = stored(home, 'edition:reikai-181:1')
        assert [file['audience'] for file in edition['files']] == ['members', 'public'], edition
        assert stored(home, 'internal_edition:reikai-181:1')['files'][0]['audience'] == 'internal'
        if 'RYORIN_SHOTS' in os.environ:
            desk.shot(os.environ['RYORIN_SHOTS'] + '/approval.png')

        show(desk, '議事録')
        desk.find(LABEL, starts='確定済み')
        assert not desk.all(BUTTON, starts='発言 ')
        text = desk.all(TEXT, name='決定')[0]
        assert not text.queryEditableText().setTextContents('ちがう') or '病院ごとの' in text_of(desk.all(TEXT, name='決定')[0])

        show(desk, '確定')
        assert entry(desk, '正誤の理由').queryEditableText().setTextContents('連絡先の誤り')
        desk.press(desk.find(BUTTON, name='正誤の版を作る'))
        desk.find(LABEL, starts='第2版を作成中です')
        wait('the draft of the second', lambda: stored(home, MEETING).get('correcting') == 2)
        meeting = stored(home, MEETING)
        assert meeting['stage'] == 'draft' and meeting['correction'] == '連絡先の誤り' and meeting['edition'] == 1, meeting
        desk.find(LABEL, starts='第1版')


def test_edit_takes_the_approval_away():
    home = make_home('--sample')
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', MEETING)
        desk.find(LIST, name='次第')
        show(desk, '確定')
        desk.press(desk.find(BUTTON, name='会議で承認した'))
        wait('the mark', lambda: stored(home, MEETING)['stage'] == 'approved')
        show(desk, '議事録')
        node = desk.find(TEXT, name='決定')
        assert node.queryEditableText().setTextContents('まだ決めない。')
        wait('no mark', lambda: stored(home, MEETING)['stage'] == 'circulating')
        assert 'approved_on' not in stored(home, MEETING)
        desk.find(BUTTON, starts='意見')


def test_block_to_next_time():
    home = make_home('--sample')
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', MEETING)
        desk.find(LIST, name='次第')
        desk.press(desk.find(BUTTON, name='「1　前回の宿題の確認」に書く'))
        wait('a summary', lambda: desk.focused().name == '要旨')
        desk.type('touban')
        desk.key('F4')
        wait('a block for next time', lambda: desk.focused().name == '次回へ')
        desk.type('jikai ni kimeru')
        wait('it', lambda: any(b['type'] == 'next' and b['text'] == 'jikai ni kimeru' for b in stored(home, MEETING)['blocks']))


def run_ctl(home, *words):
    ctl(home, *words, RYORIN_PASSWORD=PASSWORD, RYORIN_TODAY=TODAY)


def test_change_from_afar_is_set_aside():
    """Sealed here while a laptop that did not know was still correcting: the seal stands, the correction is shown."""
    home = make_home('--sample')
    other = os.path.join(tempfile.mkdtemp(prefix='ryui-'), 'home')
    shutil.copytree(home, other)
    run_ctl(home, 'minutes', 'resolve', MEETING)
    run_ctl(home, 'minutes', 'seal', MEETING)
    run_ctl(other, 'edit', MEETING, 'place=海風ホール')
    with Server() as server:
        for each in (home, other, home):
            run_ctl(each, 'sync', server.address.replace('//', '//saeki@'))
    meeting = stored(home, MEETING)
    assert meeting['stage'] == 'sealed' and meeting['place'] != '海風ホール', meeting['place']
    assert meeting['_rev'] == stored(other, MEETING)['_rev']
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', MEETING)
        desk.find(LIST, name='次第')
        show(desk, '確定')
        desk.find(LABEL, contains='別の端末で直された箇所（1件）')
        desk.find(LABEL, contains='「海風ホール」')
        desk.find(LABEL, name='本文も紙面も、確定したときのままです。')
        desk.press(desk.find(BUTTON, starts='確認済みにする：'))
        desk.gone(LABEL, contains='「海風ホール」')
        wait('nothing set aside', lambda: not stored(home, MEETING).get('aside'))
        desk.key('ctrl+z')
        desk.find(LABEL, contains='「海風ホール」')
        assert not desk.unnamed(), desk.unnamed()
    shutil.rmtree(os.path.dirname(other), ignore_errors=True)


if __name__ == '__main__':
    ryui.run([test_round_remark_approve_seal_correct, test_edit_takes_the_approval_away, test_block_to_next_time, test_change_from_afar_is_set_aside])
