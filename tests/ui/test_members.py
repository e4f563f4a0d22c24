# SPDX-License-Identifier: GPL-3.0-or-later
"""Members: filter by kana, open, edit a telephone number, undo, fill a seat, hand it over, end a post, delete and undo."""
import os
import signal
import subprocess
import time

import pyatspi

import ryui
from ryui import BUTTON, ENTRY, LABEL, LIST, LIST_ITEM, Desktop, make_home, wait

HOSPITAL = '汐見中央病院'


class Members(Desktop):
    """A window with the sample region and the members in front. Looks into the page alone, which is quicker."""

    def __init__(self, **options):
        super().__init__(make_home('--sample'), **options)

    def __enter__(self):
        super().__enter__()
        return self.begin()

    def begin(self):
        pages = [row.name for row in self.find(LIST, name='ページ')]
        self.key(f'alt+{pages.index("会員") + 1}')
        self.page = self.find(name='RyMembersPage')
        self.filter = self.here(ENTRY, name='会員をしぼる')
        return self

    def start(self):
        """Once more, after the program was killed."""
        self.process = subprocess.Popen([os.path.join(ryui.BUILD, 'ryorin'), '--home', self.home], env=self.environment)
        self.application = wait('the application on the bus', self.look_up)
        wait('the window in front', lambda: self.active() in self.windows())
        self.begin()

    def here(self, *role, **how):
        return self.find(*role, root=self.page, **how)

    def rows(self):
        return [row.name for row in self.here(LIST, name='会員') if row and row.getRole() == LIST_ITEM and row.name]

    def write(self, role, name, text):
        entry = self.here(role, name=name)
        entry.queryEditableText().setTextContents(text)
        return entry

    def narrow(self, words, first):
        self.filter.queryEditableText().setTextContents(words)
        wait(f'{first} first for {words}', lambda: self.rows()[0].startswith(first))

    def open(self, words, name):
        """Filter and open the first, as a person does with Enter."""
        self.key('ctrl+l')
        self.narrow(words, name)
        self.key('Return')
        self.here(LABEL, name=name)

    def click(self, name, root=None):
        super().click(name, root=root or self.page)

    def click_at(self, node):
        """A real click, for what can be clicked but has no action."""
        place = node.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
        subprocess.run(['xdotool', 'mousemove', str(place.x + min(200, place.width // 2)), str(place.y + min(24, place.height // 2)),
                        'click', '1'], check=True)

    def text(self, name):
        return ryui.text_of(self.here(ENTRY, name=name))


def test_filter_folds_kana_width_and_romaji():
    with Members() as desk:
        for words in ('しおみちゅうおう', 'シオミチュウオウ', 'ｼｵﾐﾁｭｳｵｳ', 'shiomichuuou', '汐見中央 病院'):
            desk.narrow(words, HOSPITAL)
            assert len(desk.rows()) == 1, words
        row = desk.rows()[0]
        assert '病院' in row and '汐見区医療介護ネットワーク協議会' in row, row
        assert not desk.unnamed(desk.page), [desk.unnamed(desk.page)]
        desk.filter.queryEditableText().setTextContents('どこにもない名前')
        desk.here(LABEL, name='見つかりません')
        desk.press(desk.here(BUTTON, name='すべて出す'))
        wait('all again', lambda: len(desk.rows()) > 3)


def test_kinds_and_councils_narrow_the_list():
    with Members() as desk:
        desk.press(desk.here(starts='病院 '))
        desk.here(LABEL, contains='13件')
        assert all('病院' in row for row in desk.rows())
        desk.key('ctrl+1')
        wait('those of the care council', lambda: all('汐見区地域ケア連絡協議会' in row for row in desk.rows()))
        desk.key('ctrl+0')
        desk.here(LABEL, contains='13件')


def test_letter_begins_at_the_top():
    """Not in the last line, where nothing of the letter would be seen."""
    def place(node):
        return node.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
    with Members() as desk:
        top = place(desk.here(LIST, name='会員')).y
        desk.press(desk.here(BUTTON, name='さ'))
        wait('さ at the top', lambda: 0 <= place(next(n for n in desk.each(LABEL, name='さ', root=desk.here(LIST, name='会員')))).y - top < 24)


def test_edit_is_saved_and_undone():
    with Members() as desk:
        desk.open('しおみちゅうおう', HOSPITAL)
        before = desk.text('代表電話')
        desk.write(ENTRY, '代表電話', '000-555-9999')
        desk.find_toast('代表電話を保存しました')
        desk.key('ctrl+z')
        wait('the former number', lambda: desk.text('代表電話') == before)


def test_killed_while_typing():
    """What was on the screen for two seconds is there after a power cut, and the cursor need not have left the field."""
    with Members() as desk:
        desk.open('しおみちゅうおう', HOSPITAL)
        desk.click_at(desk.here(ENTRY, name='代表電話'))
        desk.key('ctrl+a')
        desk.type('000-777-1234')
        time.sleep(2)
        desk.process.send_signal(signal.SIGKILL)
        desk.process.wait()
        desk.start()
        desk.open('しおみちゅうおう', HOSPITAL)
        assert desk.text('代表電話') == '000-777-1234', desk.text('代表電話')


def choose_somebody_new(desk, name, reading):
    desk.write(ENTRY, '人をさがす', name)
    desk.key('Return')
    desk.write(ENTRY, '氏名', name)
    desk.write(ENTRY, 'フリガナ', reading)
    desk.click('加える')


def open_row(desk, row):
    desk.click_at(row)


def test_seat_is_filled_handed_over_and_left():
    with Members() as desk:
        desk.open('しおみちゅうおう', HOSPITAL)
        desk.here(name='事務部長：空席')
        desk.click('事務部長：人を選ぶ')
        choose_somebody_new(desk, '新人　太郎', 'しんじん　たろう')
        row = desk.here(contains='事務部長：新人　太郎')
        desk.here(LABEL, contains='5席のうち5席')

        open_row(desk, row)
        desk.click('後任を選ぶ…')
        choose_somebody_new(desk, '後任　花子', 'こうにん　はなこ')
        row = desk.here(starts='事務部長：後任　花子')
        desk.here(LABEL, contains='これまでの人')

        open_row(desk, row)
        desk.click('退任・退会')
        desk.here(name='事務部長：空席')
        desk.key('ctrl+z')
        desk.here(starts='事務部長：後任　花子')


def test_seats_of_all_hospitals():
    with Members() as desk:
        desk.click('会員のメニュー', desk.application)
        desk.click('席の一覧', desk.application)
        seats = desk.find(name='RySeatsPage')
        desk.find(LABEL, contains='13病院・65席', root=seats)
        desk.click('空席・未確認のある病院', seats)
        desk.gone(LABEL, contains='13病院・65席', root=seats)
        desk.find(contains='空席', root=seats)
        assert not desk.unnamed(seats), [desk.unnamed(seats)]
        desk.key('alt+Left')
        wait('the members again', lambda: desk.focused() in list(desk.walk(desk.page)))


def test_new_member_begins_with_its_name():
    with Members() as desk:
        desk.key('ctrl+n')
        wait('the name', lambda: desk.text('正式名称') == '新しい会員')
        desk.key('ctrl+a')
        desk.type('Kamome')
        desk.find_toast('を保存しました')
        desk.here(LABEL, name='Kamome')


def test_deleted_member_comes_back():
    with Members() as desk:
        desk.key('ctrl+l')
        desk.narrow('しおみちゅうおう', HOSPITAL)
        desk.key('Down', 'Delete')
        desk.find_toast(f'「{HOSPITAL}」を消しました')
        desk.key('ctrl+z')
        wait('back', lambda: desk.rows()[0].startswith(HOSPITAL))


def test_renaming_keeps_the_former_name():
    with Members() as desk:
        desk.open('しおみちゅうおう', HOSPITAL)
        desk.press(desk.here(name='名称・種別・状態を直す'))
        desk.click_at(desk.here(ENTRY, name='正式名称'))
        desk.key('ctrl+a')
        desk.type('Shiomi')
        desk.find_toast('を保存しました')
        desk.here(LABEL, name='Shiomi')
        desk.here(LABEL, contains='旧名称・')
        desk.here(BUTTON, name=f'「{HOSPITAL}」を旧名称から外す')
        assert len(desk.all(BUTTON, starts='「', root=desk.page)) == 1, 'what was typed on the way is no former name'
        desk.key('ctrl+f')
        entry = wait('the search', lambda: next((n for n in desk.each(ENTRY) if n.getState().contains(pyatspi.STATE_FOCUSED)), None))
        entry.queryEditableText().setTextContents(HOSPITAL)
        desk.find(LIST_ITEM, contains='Shiomi')
        desk.key('alt+Left')
        desk.press(desk.here(BUTTON, name=f'「{HOSPITAL}」を旧名称から外す'))
        desk.gone(BUTTON, name=f'「{HOSPITAL}」を旧名称から外す', root=desk.page)


def test_several_acts_are_undone_and_done_again():
    with Members() as desk:
        desk.open('しおみちゅうおう', HOSPITAL)
        before = desk.text('代表電話'), desk.text('FAX')
        for name, number in (('代表電話', '000-555-9999'), ('FAX', '000-555-8888')):
            desk.write(ENTRY, name, number)
            desk.find_toast(f'{name}を保存しました')
        desk.key('ctrl+z')
        desk.find_toast('元に戻しました（')
        assert (desk.text('代表電話'), desk.text('FAX')) == ('000-555-9999', before[1])
        desk.key('ctrl+z')
        wait('both numbers', lambda: (desk.text('代表電話'), desk.text('FAX')) == before)
        desk.key('ctrl+shift+z')
        wait('the first again', lambda: (desk.text('代表電話'), desk.text('FAX')) == ('000-555-9999', before[1]))
        desk.key('ctrl+shift+z')
        wait('both again', lambda: (desk.text('代表電話'), desk.text('FAX')) == ('000-555-9999', '000-555-8888'))


def test_narrow_rows_become_wide_again():
    with Members() as desk:
        desk.open('しおみちゅうおう', HOSPITAL)
        row = desk.here(starts='院長：')
        desk.find(LABEL, name='FAX', root=row)
        desk.resize(480, 800)
        desk.gone(LABEL, name='FAX', root=row)
        desk.resize(1200, 800)
        desk.find(LABEL, name='FAX', root=row)


def test_narrow_goes_there_and_back():
    with Members(size=(400, 800)) as desk:
        desk.open('しおみちゅうおう', HOSPITAL)
        desk.here(ENTRY, name='代表電話')
        desk.key('alt+Left')
        wait('the focus in the list', lambda: desk.focused().getRole() == LIST_ITEM)


if __name__ == '__main__':
    ryui.run([test_filter_folds_kana_width_and_romaji, test_kinds_and_councils_narrow_the_list, test_letter_begins_at_the_top, test_edit_is_saved_and_undone,
              test_seat_is_filled_handed_over_and_left, test_seats_of_all_hospitals, test_new_member_begins_with_its_name,
              test_deleted_member_comes_back, test_renaming_keeps_the_former_name, test_several_acts_are_undone_and_done_again,
              test_narrow_rows_become_wide_again, test_narrow_goes_there_and_back, test_killed_while_typing])
