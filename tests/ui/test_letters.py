# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters as a secretary makes them: a notice with one addressee at fault, mended in place; the papers in their folder, the
number in the register, who was sent what when; a template with a field that does not exist, and its standard restored."""
import pathlib

import pyatspi

import ryui
from ryui import BUTTON, LIST_ITEM, TEXT, Desktop, ctl_copy, make_home, wait
from test_meetings import TODAY, click, stored

MEETING = 'meeting:teirei-43'


def open_notice(desk, meeting=MEETING):
    ryui.activate(desk, 'open-record', meeting)
    desk.click(name='案内を作る')
    desk.find(starts='開催案内')


def desktop(home):
    folder = pathlib.Path(home).parent / 'documents'
    folder.mkdir()
    return folder, Desktop(home, HOME=str(folder), RYORIN_TODAY=TODAY)


def letters(home, meeting=MEETING):
    return ctl_copy(home, 'list', 'letter', '--where', f'meeting={meeting}')


def entries(home):
    return {entry['key']: entry for entry in letters(home)[0]['addressees']}


def nameless(desk):
    """Toasts and expanders have a part of GTK's own without a name."""
    return [node for node in desk.unnamed() if 'AdwToast' not in node and 'GtkExpander' not in node]


def test_notice():
    home = make_home('--sample')
    folder, desk = desktop(home)
    with desk:
        open_notice(desk)
        desk.find(BUTTON, name='71通を作る')
        desk.find(contains='1件は直してから')
        # Who wants e-mail and has no address is mended where it shows.
        row = desk.find(LIST_ITEM, starts='北浜市薬剤師会')
        desk.find(contains='メールアドレスがありません', root=row)
        desk.press(desk.find(BUTTON, starts='北浜市薬剤師会', contains='を直す'))
        entry = desk.find(TEXT, name='メール')
        assert entry.queryEditableText().setTextContents('yakuzai@shiomi-sample.example')
        desk.key('Escape')
        desk.find(BUTTON, name='72通を作る')
        # Space unticks the row with the focus, ↓ looks at the next letter.
        click(desk, desk.find(LIST_ITEM, starts='青葉台総合病院　院長'))
        desk.key('space')
        desk.find(BUTTON, name='71通を作る')
        desk.key('Down')
        desk.find(contains='2 / 72')
        desk.key('ctrl+Return')
        desk.find(starts='71通を作りました')
        made = wait('the folder', lambda: next(folder.glob('第43回定例会*'), None))
        names = {path.name for path in made.iterdir()}
        assert {'FAX.pdf', 'メール', '電話連絡票.pdf'} <= names, names
        drafts = list((made / 'メール').iterdir())
        assert any('北浜市薬剤師会' in path.name for path in drafts) and all(path.suffix == '.eml' for path in drafts)
        # What went out when, per addressee; the number; the meeting.
        record = wait('the record', lambda: letters(home) and letters(home)[0])
        assert len(record['addressees']) == 71 and record['purpose'] == 'notice'
        assert {entry['made_on'] for entry in record['addressees']} == {TODAY}
        assert stored(home, record['document_number'])['text'] == '汐ネ協第3号'
        assert stored(home, MEETING)['noticed_on'] == TODAY
        # The one who was left out can still have it, under the same number.
        desk.click(name='FAXを発送済にする')
        wait('the mark', lambda: sum('sent_on' in entry for entry in entries(home).values()) > 20)
        desk.find(contains='発送 11/24')
        desk.key('ctrl+z')
        wait('it to be taken back', lambda: not any('sent_on' in entry for entry in entries(home).values()))
        wait('names for all controls', lambda: not nameless(desk))


def test_template():
    home = make_home('--sample')
    _, desk = desktop(home)
    with desk:
        open_notice(desk)
        click(desk, desk.find(LIST_ITEM, contains='文面'))
        desk.find(contains='標準の文面')
        body = desk.find(TEXT, name='本文')
        assert body.queryEditableText().setTextContents('　次は{開催日時刻}です。')
        desk.find(contains='{開催日時刻} という差し込みはありません')
        wait('it to be saved', lambda: ctl_copy(home, 'list', 'template'))
        assert '{開催日時刻}' in stored(home, 'template:network:notice')['body']
        # A button puts a field where the cursor is.
        click(desk, body)
        desk.click(name='{場所}を入れる：場所')
        wait('the field', lambda: '{場所}' in ryui.text_of(body))
        wait('a second version', lambda: '{場所}' in stored(home, 'template:network:notice')['body'])
        desk.click(name='版の一覧')
        desk.find(contains='本文')
        desk.key('alt+Left')
        desk.click(name='標準に戻す')
        wait('the standard', lambda: '御多用中' in ryui.text_of(desk.find(TEXT, name='本文')))
        desk.find(contains='標準の文面')
        desk.key('ctrl+z')
        wait('the changed one again', lambda: '{開催日時刻}' in ryui.text_of(desk.find(TEXT, name='本文')))
        wait('names for all controls', lambda: not nameless(desk))


def test_register():
    home = make_home('--sample')
    _, desk = desktop(home)
    with desk:
        open_notice(desk, 'meeting:reikai-182')
        click(desk, desk.find(LIST_ITEM, contains='文書番号'))
        desk.click(name='汐ケア協第9号を取り消す')
        wait('it to be cancelled', lambda: stored(home, 'document_number:care:2026:0009')['status'] == 'cancelled')
        desk.gone(BUTTON, name='汐ケア協第9号を取り消す')
        desk.key('ctrl+z')
        desk.find(BUTTON, name='汐ケア協第9号を取り消す')
        desk.click(name='前の年度')
        desk.find(contains='まだ番号はありません')
        wait('names for all controls', lambda: not nameless(desk))
        # A year that began in a book of paper.
        first = desk.find(pyatspi.ROLE_SPIN_BUTTON, starts='この年度の最初の番号')
        first.queryValue().currentValue = 57
        desk.click(name='この番号から始める')
        wait('the first number', lambda: stored(home, 'council:care').get('letter_years', [{}])[0].get('first') == 57)


if __name__ == '__main__':
    ryui.run([test_notice, test_template, test_register])
