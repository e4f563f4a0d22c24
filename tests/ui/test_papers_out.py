# SPDX-License-Identifier: GPL-3.0-or-later
"""What leaves the house by ways of its own: a run that is stopped in the middle, and begun again under the same number; two
pages of the minutes through the print dialogue; a template as a document for who writes with Word; and a character that no
typeface has."""
import os
import pathlib
import subprocess
import zipfile

import pyatspi

import atspi
import ryui
from ryui import BUTTON, LABEL, LIST_ITEM, Desktop, ctl_copy, make_home, wait
from test_letters import TODAY, desktop, letters, open_notice
from test_meetings import click

MINUTES = 'meeting:reikai-181'


def press_in_haste(desk, name):
    """Before the work is over: without waiting for the tree to be whole."""
    desk.press(wait(name, lambda: next((n for n in atspi.Look(desk.application, hasty=True).walk(atspi.ROOT) if n.name.startswith(name)), None)))


def test_stopped_in_the_middle():
    home = make_home('--sample')
    folder, desk = desktop(home)
    with desk:
        open_notice(desk)
        numbers = len(ctl_copy(home, 'list', 'document_number'))
        desk.press(desk.find(BUTTON, name='71通を作る'))
        press_in_haste(desk, '止める')
        desk.find(contains='文書は作られず、番号も使っていません')
        # Nothing half done is left: neither papers, nor a record, nor a number that nobody has.
        assert not list(folder.iterdir()), list(folder.iterdir())
        assert not letters(home, 'meeting:teirei-43')
        assert len(ctl_copy(home, 'list', 'document_number')) == numbers
        desk.press(desk.find(BUTTON, name='71通を作る'))
        desk.find(starts='71通を作りました')
        record = wait('the record', lambda: letters(home, 'meeting:teirei-43') and letters(home, 'meeting:teirei-43')[0])
        assert {entry['made_on'] for entry in record['addressees']} == {TODAY}
        assert len(ctl_copy(home, 'list', 'document_number')) == numbers + 1


class PrintDialog:
    """GTK's own; its parts are reached by the mouse, as some of them have no action."""

    def __init__(self, desk):
        windows = set(desk.windows())
        self.desk = desk
        desk.key('ctrl+p')
        self.window = wait('the print dialogue', lambda: set(desk.windows()) - windows).pop()
        self.root = desk.find(pyatspi.ROLE_DIALOG, name='印刷')

    def click(self, node):
        area = node.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
        subprocess.run(['xdotool', 'mousemove', '--window', self.window, str(area.x + 10), str(area.y + 8), 'click', '1'], check=True)
        self.desk.settle()

    def choose_pages(self, pages):
        nodes = list(self.desk.walk(self.root))
        label = next(i for i, node in enumerate(nodes) if node.getRole() == LABEL and node.name.startswith('ページ(E)'))
        self.click(nodes[label])
        entry = next(node for node in nodes[label:] if node.getRole() == pyatspi.ROLE_TEXT)
        wait('the pages', lambda: entry.queryEditableText().setTextContents(pages))

    def print_to_file(self, pages=None):
        self.click(self.desk.find(LABEL, name='ファイルに出力する', root=self.root))
        self.desk.find(LABEL, contains='.pdf', root=self.root)
        if pages:
            self.choose_pages(pages)
        self.desk.press(wait('the button', lambda: next(n for n in self.desk.all(BUTTON, starts='印刷(_P)', root=self.root) if ryui.is_ready(n))))


def count_pages(path):
    """0 while it is being written."""
    out = subprocess.run(['pdfinfo', path], capture_output=True, text=True).stdout
    return next((int(line.split()[1]) for line in out.splitlines() if line.startswith('Pages:')), 0)


def read(path):
    return subprocess.run(['pdftotext', path, '-'], check=True, capture_output=True, text=True).stdout


def printed(folder):
    return next((path for path in folder.rglob('*.pdf') if count_pages(path)), None)


def test_range_is_printed():
    home = make_home('--sample')
    folder, desk = desktop(home)
    with desk:
        ryui.activate(desk, 'open-record', MINUTES)
        desk.find(LIST_ITEM, contains='開会')
        desk.click(name='印刷')
        desk.find(LABEL, name='3ページ')
        PrintDialog(desk).print_to_file('2-3')
        path = wait('the printed pages', lambda: printed(folder))
        assert '第181回例会' in path.name, path  # named after the paper
        assert count_pages(path) == 2
        assert '2/3' in read(path).replace(' ', '') and '1/3' not in read(path).replace(' ', ''), read(path)
        size = subprocess.run(['pdfinfo', path], capture_output=True, text=True).stdout
        assert '(A4)' in size, size
        os.remove(path)
        # All of it, on the printer that was chosen last.
        PrintDialog(desk).print_to_file()
        assert count_pages(wait('the whole paper', lambda: printed(folder))) == 3


def test_copy_for_word():
    home = make_home('--sample')
    folder, desk = desktop(home)
    path = str(folder / 'annai.odt')
    with desk:
        open_notice(desk)
        click(desk, desk.find(LIST_ITEM, contains='文面'))
        desk.choose_file(lambda: desk.click(name='Word用に写す'), path, saves=True)
        wait('the copy', lambda: zipfile.is_zipfile(path))
        with zipfile.ZipFile(path) as archive:
            assert archive.read('mimetype') == b'application/vnd.oasis.opendocument.text'
            content = archive.read('content.xml').decode()
        assert '{会議名}の開催について' in content and '御多用中' in content, content


def test_missing_character_is_told():
    _, desk = desktop(make_home('--sample'))
    with desk:
        open_notice(desk)
        click(desk, desk.find(LIST_ITEM, contains='文面'))
        body = desk.find(pyatspi.ROLE_TEXT, name='本文')
        assert not desk.all(LABEL, contains='書体にない文字')
        assert body.queryEditableText().setTextContents('　次は\U000F0000号室です。')
        desk.find(LABEL, contains='書体にない文字があり、□になります：「')
        assert body.queryEditableText().setTextContents('　次は3号室です。')
        desk.gone(LABEL, contains='書体にない文字')


def middle_of(path, word):
    """Where a word of the first page stands, in mm from the left."""
    out = subprocess.run(['pdftotext', '-bbox', '-l', '1', path, '-'], check=True, capture_output=True, text=True).stdout
    line = next(line for line in out.splitlines() if f'>{word}</word>' in line)
    left, right = (float(line.split(f'{side}="')[1].split('"')[0]) for side in ('xMin', 'xMax'))
    return (left + right) / 2 * 25.4 / 72


def test_postcards_are_moved_for_the_printer():
    """As the settings of another day say: postcards, and 1.5 mm to the right on a printer that has nothing of its own."""
    home = make_home('--sample')
    folder = pathlib.Path(home).parent / 'documents'
    settings = folder / 'glib-2.0' / 'settings'
    settings.mkdir(parents=True)
    (settings / 'keyfile').write_text("[org/ryorin/Ryorin]\nletters-outside='postcard'\nprinter-offsets={'': (15, 0)}\n", encoding='utf-8')
    with Desktop(home, HOME=str(folder), XDG_CONFIG_HOME=str(folder), GSETTINGS_BACKEND='keyfile', RYORIN_TODAY=TODAY) as desk:
        open_notice(desk, 'meeting:reikai-182')
        click(desk, desk.find(pyatspi.ROLE_COMBO_BOX, name='表示する用紙'))
        desk.key('Home', 'Down', 'Down', 'Return')
        desk.find(LABEL, name='宛名（封筒など）')
        PrintDialog(desk).print_to_file()
        path = wait('the postcards', lambda: printed(folder))
        size = subprocess.run(['pdfinfo', path], capture_output=True, text=True).stdout
        assert '283.4' in size and '419.5' in size, size  # 100 × 148 mm
        assert abs(middle_of(path, '0') - 47.15 - 1.5) < 0.3, middle_of(path, '0')
        # The printer that was chosen is the one whose offset is set from now on.
        wait('the printer to be noted', lambda: 'letters-printer=' in (settings / 'keyfile').read_text(encoding='utf-8'))


def test_files_for_calendars():
    home = make_home('--sample')
    folder, desk = desktop(home)
    one, year = folder / 'one.ics', folder / 'year.ics'
    with desk:
        ryui.activate(desk, 'open-record', 'meeting:reikai-182')
        desk.find(LIST_ITEM, contains='開会')
        desk.click('内容')
        desk.choose_file(lambda: desk.click('カレンダー用の予定を保存'), str(one), saves=True)
        text = wait('the meeting', lambda: one.read_text(encoding='utf-8'))
        assert text.count('BEGIN:VEVENT') == 1 and 'DTSTART;TZID=Asia/Tokyo:20261208T190000' in text, text
        assert all(len(line.encode()) <= 75 for line in text.splitlines())
        desk.key('alt+Left')
        ryui.activate(desk, 'show-page', 'meetings')
        desk.click('年間予定')
        desk.choose_file(lambda: desk.click('年度の会議をカレンダー用に保存'), str(year), saves=True)
        text = wait('the year', lambda: year.read_text(encoding='utf-8'))
        days = [line.split(':')[1][:8] for line in text.splitlines() if line.startswith('DTSTART;')]
        assert len(days) == 26 and min(days) >= '20260401' and max(days) <= '20270331', days
        assert 'RRULE' not in text


def test_cancellation_is_told():
    home = make_home('--sample')
    folder, desk = desktop(home)
    with desk:
        ryui.activate(desk, 'open-record', 'meeting:reikai-182')
        desk.find(LIST_ITEM, contains='開会')
        desk.click('内容')
        stage = desk.find(pyatspi.ROLE_COMBO_BOX, name='段階')
        subprocess.run(['xdotool', 'mousemove', '300', '500', 'click', '--repeat', '15', '--delay', '20', '5'], check=True)  # it stands below
        wait('the stage in sight', lambda: 100 < stage.queryComponent().getExtents(pyatspi.WINDOW_COORDS).y < 700)
        desk.move_focus(lambda: click(desk, stage))
        desk.key('End', 'Return')
        desk.press(desk.find(BUTTON, name='お知らせを作る…'))
        desk.find(LABEL, name='中止のお知らせ')
        desk.press(desk.find(BUTTON, name='41通を作る'))
        desk.find(starts='41通を作りました')
        made = wait('the folder', lambda: next(folder.glob('第182回例会の中止*'), None))
        assert (made / 'FAX.pdf').exists()
        record = wait('the record', lambda: next((entry for entry in letters(home, 'meeting:reikai-182') if entry['purpose'] == 'cancellation'), None))
        assert len(record['addressees']) == 41
        meeting = ctl_copy(home, 'show', 'meeting:reikai-182')[0]
        assert meeting['stage'] == 'cancelled', meeting['stage']


if __name__ == '__main__':
    ryui.run([test_stopped_in_the_middle, test_range_is_printed, test_copy_for_word, test_missing_character_is_told,
              test_postcards_are_moved_for_the_printer, test_files_for_calendars, test_cancellation_is_told])
