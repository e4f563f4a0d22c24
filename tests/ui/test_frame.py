# SPDX-License-Identifier: GPL-3.0-or-later
"""The frame: the first start, the sidebar by keyboard, the councils, the foot's words, folding, a second start."""
import os
import subprocess
import tempfile

import ryui
from ryui import BUTTON, ENTRY, LABEL, LIST, TOGGLE, Desktop, is_on, is_ready, make_home, wait
import complaints  # noqa: E402  (where ryui found it)


NUMBER_ROW = [*'1234567890', 'minus']  # of the keyboard: one key for each page


def test_first_start_with_the_sample():
    home = os.path.join(tempfile.mkdtemp(prefix='ryui-'), 'home')
    with Desktop(home) as desk:
        assert not desk.unnamed()
        desk.press(desk.find(BUTTON, name='見本で練習する'))
        desk.find(LABEL, name='汐見区')
        desk.find(LABEL, name='練習用の見本')
        assert os.path.exists(os.path.join(home, 'workspace.json'))


def test_first_start_with_a_region():
    home = os.path.join(tempfile.mkdtemp(prefix='ryui-'), 'home')
    with Desktop(home) as desk:
        desk.press(desk.find(BUTTON, name='新しくはじめる…'))
        begin = desk.find(BUTTON, starts='はじめる')
        name = desk.find(ENTRY, name='地域の名前')
        name.queryEditableText().setTextContents('岬町')
        wait('the button to be ready', lambda: is_ready(begin))
        desk.press(begin)
        desk.find(LABEL, name='岬町')
        assert not desk.all(LABEL, name='練習用の見本')


def test_sample_goes_in_one_step_and_comes_back():
    with Desktop(make_home('--sample'), RYORIN_TODAY='2026-11-24') as desk:
        desk.find(LABEL, name='練習用の見本')
        desk.click('メインメニュー')
        desk.click('見本を片づける…(R)')
        desk.click(starts='片づける')
        toast = desk.find_toast('元に戻す')
        desk.gone(LABEL, name='練習用の見本')
        desk.find(LABEL, name='きょうすることは済みました')
        desk.press(toast)
        desk.find(LABEL, name='練習用の見本')
        desk.find(BUTTON, name='汐見区地域ケア連絡協議会')


def test_pages_and_councils_by_keyboard():
    with Desktop(make_home('--sample')) as desk:
        pages = desk.find(LIST, name='ページ')
        pages = [row for row in pages if row.getRole() == ryui.LIST_ITEM]
        rows = [row.name for row in pages]
        assert '会員' in rows, rows
        for number, row in enumerate(rows, 1):
            desk.key(f'alt+{NUMBER_ROW[number - 1]}')
            wait(f'{row} to be in front', lambda: pages[number - 1].getState().contains(ryui.pyatspi.STATE_SELECTED))
        tiles = [desk.find(TOGGLE, name=n) for n in ('汐見区地域ケア連絡協議会', '汐見区医療介護ネットワーク協議会')]
        on = lambda: [is_on(tile) for tile in tiles]
        assert on() == [True, True]
        for key, state in (('ctrl+1', [True, False]), ('ctrl+2', [False, True]), ('ctrl+0', [True, True])):
            desk.key(key)
            wait(f'{key} to choose {state}', lambda: on() == state)
        desk.press(tiles[0])
        wait('one to be off', lambda: on() == [False, True])
        desk.press(tiles[1])
        wait('the other to come on when the last goes off', lambda: on() == [True, False])
        assert not desk.unnamed(), desk.unnamed()


def test_foot_says_what_is_known():
    with Desktop(make_home('--sample', '--conflicts')) as desk:
        foot = desk.find(BUTTON, starts='この端末だけ')
        assert 'サーバーにつないでいません' in foot.name
        desk.find(BUTTON, name='要確認 2件')
        desk.press(foot)
        desk.press(desk.find(BUTTON, name='サーバーにつなぐ…'))
        desk.find(LABEL, name='サーバーにつなぐ')
        desk.press(desk.find(BUTTON, starts='つなぐ'))
        desk.find(LABEL, starts='アドレスと名前を入れてください')


def test_server_that_is_down_is_said():
    with Desktop(make_home('--sample')) as desk:
        desk.press(desk.find(BUTTON, starts='この端末だけ'))
        desk.press(desk.find(BUTTON, name='サーバーにつなぐ…'))
        desk.find(BUTTON, starts='つなぐ')
        entries = {n.name: n for n in desk.all(ENTRY) if n.name}
        for name, text in (('アドレス', 'http://127.0.0.1:1'), ('名前', 'saeki'), ('パスワード', 'himitsu')):
            entries[name].queryEditableText().setTextContents(text)
        desk.press(desk.find(BUTTON, starts='つなぐ'))
        desk.find(LABEL, contains='サーバーに接続できません')
        desk.find(BUTTON, starts='接続できません')


def test_sidebar_leaves_room():
    with Desktop(make_home('--sample')) as desk:
        width = desk.find(LIST, name='ページ').queryComponent().getExtents(ryui.pyatspi.WINDOW_COORDS).width
        assert width == 260, width


def test_folds_to_a_telephone():
    with Desktop(make_home('--sample')) as desk:
        desk.find(BUTTON, name='すべてを検索')
        assert not desk.all(BUTTON, name='戻る'), 'side by side there is nowhere to go back to'
        desk.resize(400, 800)
        desk.find(BUTTON, name='戻る')
        desk.resize(1200, 800)
        desk.gone(BUTTON, name='戻る')


PAGES = ['today', 'meetings', 'members', 'actions', 'beds', 'functions', 'matrix', 'wheels', 'shows', 'pathways', 'events', 'statistics',
         'councils', 'trash', 'search', 'conflicts', 'refused']


def window_width(desk):
    geometry = [subprocess.run(['xdotool', 'getwindowgeometry', '--shell', window], capture_output=True, text=True).stdout.splitlines()
                for window in desk.windows()]
    return max(int(line.split('=')[1]) for lines in geometry for line in lines if line.startswith('WIDTH='))


def right_edge(desk):
    """Where the header's last button ends: past the window's edge, the page asks for more room than there is."""
    close = next(n for n in desk.each(BUTTON) if n.name.startswith(('閉じる', 'Close'))).queryComponent()
    extents = close.getExtents(ryui.pyatspi.WINDOW_COORDS)
    return extents.x + extents.width


def test_every_page_shown_narrow_first():
    with Desktop(make_home('--sample'), size=(400, 800)) as desk:
        for page in PAGES:
            ryui.activate(desk, 'show-page', page)
            wait(f'{page} to fit', lambda: 300 < right_edge(desk) <= 400)
            assert not desk.manager or window_width(desk) == 400, (page, window_width(desk))


def test_every_page_made_narrow_at_once():
    with Desktop(make_home('--sample')) as desk:
        if not desk.manager:
            return
        for page in ('beds', 'actions', 'functions', 'members', 'matrix'):
            desk.resize(1200, 800)
            ryui.activate(desk, 'show-page', page)
            desk.resize(400, 800)
            wait(f'{page} to let the window go', lambda: window_width(desk) == 400)


def test_width_alone_folds():
    """Between the widths that a folded and an unfolded page need, the two forms once took turns for ever."""
    with Desktop(make_home('--sample')) as desk:
        if not desk.manager:
            return
        for page, width, folded in (('beds', 840, True), ('beds', 700, True), ('actions', 640, True), ('beds', 900, False)):
            desk.resize(width, 800)
            ryui.activate(desk, 'show-page', page)
            seen = set()
            for _ in range(4):
                seen.add(next(desk.each(BUTTON, name='戻る'), None) is not None)
            assert seen == {folded}, (page, width, seen)


def test_shortcuts_name_every_page():
    with Desktop(make_home('--sample')) as desk:
        desk.find(LIST, name='ページ')
        desk.key('ctrl+question')
        desk.find(LABEL, name='移動')
        for section, group in (('会議と宿題', '次第と議事録'), ('病院と空床', '病院機能の一覧'), ('発表と行事', '行事とアンケート')):
            desk.click(section)
            desk.find(LABEL, name=group)


def test_second_start_comes_forward():
    with Desktop(make_home('--sample')) as desk:
        second = subprocess.run([os.path.join(ryui.BUILD, 'ryorin'), '--home', desk.home], env=desk.environment, timeout=20)
        assert second.returncode == 0
        assert len(desk.windows()) == 1


def test_home_held_by_another_program():
    home = make_home('--sample')
    holder = subprocess.Popen([os.path.join(ryui.BUILD, 'tests/ui/make-home'), '--hold', home], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == 'held\n'
    complaints.expect('Opening the workspace: ')
    with Desktop(home) as desk:
        desk.find(LABEL, name='別のプログラムが使っています')
        desk.find(LABEL, name='何も変えていません')
        holder.communicate('\n', timeout=20)
        desk.press(desk.find(BUTTON, name='もう一度開く'))
        desk.find(LABEL, name='汐見区')


def damage(home, begin, end):
    """Bytes of the shared database turn bad between two parts of its length."""
    path = os.path.join(home, 'spaces', 'council.sqlite')
    length = os.path.getsize(path)
    with open(path, 'r+b') as file:
        file.seek(int(length * begin))
        file.write(b'garbage!' * int(length * (end - begin) / 8))


def test_damaged_data_is_said():
    """At its head it cannot be opened; in the middle some lists would be short, and the whole window gives way to the sentence."""
    for begin, end in ((0, 0.01), (0.33, 0.66)):
        home = make_home('--sample')
        damage(home, begin, end)
        complaints.expect('Opening the workspace: ')
        with Desktop(home, '--page', 'members') as desk:
            desk.find(LABEL, name='データが壊れています')
            desk.find(LABEL, name='壊れたファイルはそのまま残してあります')
            desk.find(BUTTON, name='バックアップを開く…')
            desk.gone(LIST, name='ページ')


if __name__ == '__main__':
    ryui.run([test_first_start_with_the_sample, test_first_start_with_a_region, test_sample_goes_in_one_step_and_comes_back, test_pages_and_councils_by_keyboard,
              test_foot_says_what_is_known, test_server_that_is_down_is_said, test_sidebar_leaves_room,
              test_folds_to_a_telephone, test_every_page_shown_narrow_first, test_every_page_made_narrow_at_once, test_width_alone_folds, test_shortcuts_name_every_page,
              test_second_start_comes_forward, test_home_held_by_another_program, test_damaged_data_is_said])
