# SPDX-License-Identifier: GPL-3.0-or-later
"""The desk of one event: its waiting list, the file of a web form, pins and pairs, the speakers' letters, an agenda's item,
photographs, and everything gone with a deletion and back with its toast."""

import os
import tempfile

import ryui
from ryui import BUTTON, LABEL, LIST, LIST_ITEM, TOGGLE, Desktop, is_on, make_home, wait, write_photo

TODAY = '2026-11-22'
FORUM, LECTURE = 'event:sample-forum', 'event:sample-lecture'
FORM = """タイムスタンプ,お名前,フリガナ,所属,職種,人数
2026/11/20 9:00,山吹　さくら,ヤマブキ　サクラ,あじさい薬局,薬剤師,1
2026/11/20 9:05,,,,,
2026/11/20 9:10,水口　保,ミナグチ　タモツ,,,2
"""


def waiting(desk):
    return sum(', 待ち' in n.name for n in desk.each(LIST_ITEM))


def test_waiting_list():
    with Desktop(make_home('--sample'), RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', 'event:sample-forum')
        wait('four who wait', lambda: waiting(desk) == 4)
        desk.find(LABEL, contains='まだ届いていません')
        desk.press(next(n for n in desk.all(BUTTON) if n.name.startswith('岩瀬') and '取り消す' in n.name))
        wait('three who wait', lambda: waiting(desk) == 3)
        desk.key('ctrl+z')
        wait('four again', lambda: waiting(desk) == 4)
        desk.key('ctrl+p')
        desk.find(BUTTON, starts='PDF')


def applied(desk):
    return desk.find(LABEL, starts='申込 ').name


def choose(desk, item):
    desk.click('用紙・文書ほか')
    desk.click(item)


def test_file_of_a_web_form():
    path = os.path.join(tempfile.mkdtemp(prefix='ryui-'), 'form.csv')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(FORM)
    with Desktop(make_home('--sample'), RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', FORUM)
        before = applied(desk)
        desk.choose_file(lambda: choose(desk, 'Webフォームのファイルを取り込む…'), path)
        desk.find(LABEL, contains='新しい申込み2件')
        desk.press(desk.find(BUTTON, name='取り込む'))
        desk.find(LIST_ITEM, contains='山吹')
        wait('three heads more', lambda: applied(desk) == f'申込 {int(before.split()[-1]) + 3}')
        desk.key('ctrl+z')
        wait('as before', lambda: applied(desk) == before)


def test_after_the_day():
    with Desktop(make_home('--sample'), RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', LECTURE)
        # Whoever is pinned stays; a wish says so where it is not had, and goes with its button.
        desk.click('グループ')
        pin = desk.find(TOGGLE, name='朝比奈　美帆をこのグループに留める')
        desk.press(pin)
        desk.press(desk.find(BUTTON, name='組み直す'))
        wait('her to stay', lambda: is_on(desk.find(TOGGLE, name='朝比奈　美帆をこのグループに留める')))
        desk.press(desk.find(BUTTON, starts='取り除く：'))
        # A photograph for the report, and away again.
        desk.choose_file(lambda: choose(desk, '報告書の写真…'), write_photo())
        desk.press(desk.find(BUTTON, name='写真1を外す'))
        desk.gone(BUTTON, name='写真1を外す')
        # The letters of thanks to those who spoke.
        choose(desk, '講師への礼状')
        desk.find(contains='五十嵐')
        assert not desk.unnamed(), desk.unnamed()


def test_agenda_and_deletion():
    with Desktop(make_home('--sample'), RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', FORUM)
        choose(desk, '会議の議題に入れる…')
        desk.press(desk.find(BUTTON, name='入れる'))
        item = desk.find(BUTTON, starts='議題：')
        desk.press(item)
        desk.find(LIST, name='次第')
        ryui.activate(desk, 'open-record', FORUM)
        choose(desk, '消す')
        desk.find_toast('行事と申込みを削除しました')
        desk.key('ctrl+z')
        desk.find_toast('元に戻しました')
        ryui.activate(desk, 'open-record', FORUM)
        wait('its applications too', lambda: waiting(desk) >= 4)  # the view of before lies below


ryui.run([test_waiting_list, test_file_of_a_web_form, test_after_the_day, test_agenda_and_deletion])
