# SPDX-License-Identifier: GPL-3.0-or-later
"""The desk of one event before its day: its waiting list, the file of a web form, what is printed for those who apply, an
agenda's item that leads to it and back, and everything gone with a deletion and back with its toast. What follows the day is
in test_event_after."""

import os
import tempfile

import ryui
from ryui import BUTTON, LABEL, LIST_ITEM, Desktop, make_home, wait
from test_meetings import go_to

TODAY = '2026-11-22'
FORUM = 'event:sample-forum'
FORM = """タイムスタンプ,お名前,フリガナ,所属,職種,人数
2026/11/20 9:00,山吹　さくら,ヤマブキ　サクラ,あじさい薬局,薬剤師,1
2026/11/20 9:05,,,,,
2026/11/20 9:10,水口　保,ミナグチ　タモツ,,,2
"""


def waiting(desk):
    return sum(', 待ち' in n.name for n in desk.each(LIST_ITEM))


def applied(desk):
    return desk.find(LABEL, starts='申込 ').name


def choose(desk, item):
    desk.click('用紙・文書ほか')
    desk.click(item)


def test_applications():
    path = os.path.join(tempfile.mkdtemp(prefix='ryui-'), 'form.csv')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(FORM)
    with Desktop(make_home('--sample'), RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', FORUM)
        wait('four who wait', lambda: waiting(desk) == 4)
        desk.find(LABEL, contains='まだ届いていません')
        desk.press(next(n for n in desk.all(BUTTON) if n.name.startswith('岩瀬') and '取り消す' in n.name))
        wait('three who wait', lambda: waiting(desk) == 3)
        desk.key('ctrl+z')
        wait('four again', lambda: waiting(desk) == 4)
        # A web form's file: an empty line is no application.
        before = applied(desk)
        desk.choose_file(lambda: choose(desk, 'Webフォームのファイルを取り込む…'), path)
        desk.find(LABEL, contains='新しい申込み2件')
        desk.press(desk.find(BUTTON, name='取り込む'))
        desk.find(LIST_ITEM, contains='山吹')
        wait('three heads more', lambda: applied(desk) == f'申込 {int(before.split()[-1]) + 3}')
        desk.key('ctrl+z')
        wait('as before', lambda: applied(desk) == before)
        # What goes out to those who are to apply.
        desk.key('ctrl+p')
        desk.find(BUTTON, starts='PDF')
        desk.key('alt+Left')
        choose(desk, '参加申込書')
        desk.find(BUTTON, starts='PDF')


def test_agenda_and_deletion():
    with Desktop(make_home('--sample'), RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', FORUM)
        choose(desk, '会議の議題に入れる…')
        desk.press(desk.find(BUTTON, name='入れる'))
        desk.press(desk.find(BUTTON, starts='議題：'))
        go_to(desk, '住み慣れた家で')
        desk.click('項目を直す（F2）')
        desk.press(desk.find(BUTTON, name='行事を開く'))
        wait('the event again, over what was there', lambda: waiting(desk) == 8)
        choose(desk, '消す')
        desk.find_toast('行事と申込みを削除しました')
        desk.key('ctrl+z')
        desk.find_toast('元に戻しました')
        ryui.activate(desk, 'open-record', FORUM)
        wait('its applications too', lambda: waiting(desk) >= 4)  # the view of before lies below


ryui.run([test_applications, test_agenda_and_deletion])
