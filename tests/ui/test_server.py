# SPDX-License-Identifier: GPL-3.0-or-later
"""Two desktops and a server: connecting in the dialog, the foot's words, a change that arrives, a cable pulled."""
import os
import tempfile
import time

import ryui
from ryui import BUTTON, ENTRY, LABEL, LIST, LIST_ITEM, Desktop, make_home, wait
from server import PASSWORD, Road, Server, connect, send, wait_connected


def test_connects_and_says_so():
    with Server() as server, Desktop(make_home('--sample')) as desk:
        connect(desk, server, 'machigai')
        desk.find(LABEL, contains='名前またはパスワードが違います')
        send(desk, server, PASSWORD)
        desk.find(BUTTON, starts='同期済', limit=60)
        server.stop()
        desk.find(BUTTON, starts='接続できません', limit=60)
        server.start(server.address.removeprefix('http://'))
        # It tries again by itself; one who does not want to wait presses the button.
        desk.find(BUTTON, starts='同期済', limit=90)


def test_unsent_is_marked_on_the_record():
    with Server() as server, Desktop(make_home('--sample')) as desk:
        connect(desk, server)
        desk.find(BUTTON, starts='同期済', limit=60)
        server.stop()
        desk.find(BUTTON, starts='接続できません', limit=60)
        ryui.activate(desk, 'open-record', 'organisation:sample-hospital-05')
        telephone = desk.find(ENTRY, name='代表電話')
        telephone.queryEditableText().setTextContents('000-555-9999')
        desk.find(LIST_ITEM, starts='汐見中央病院', contains='未送信')
        desk.find(LABEL, name='未送信')
        server.start(server.address.removeprefix('http://'))
        desk.gone(LABEL, name='未送信', limit=90)
        desk.find(BUTTON, starts='同期済', limit=60)


def test_refused_change_is_mended():
    """An account whose role was taken away while it was apart: its change stays here, says why, and can be given up."""
    with Server() as server, Desktop(make_home('--sample')) as desk:
        connect(desk, server)
        desk.find(BUTTON, starts='同期済', limit=60)
        server.user('add', 'nagumo', '--role', 'secretariat', '--password-file', server.secret)
        desk.click('メインメニュー')
        desk.click(starts='サーバーにつなぐ…')
        send(desk, server, server.password, user='nagumo')
        wait_connected(desk)
        server.stop()
        desk.find(BUTTON, starts='接続できません', limit=60)
        ryui.activate(desk, 'open-record', 'organisation:sample-hospital-05')
        telephone = desk.find(ENTRY, name='代表電話')
        before = ryui.text_of(telephone)
        telephone.queryEditableText().setTextContents('000-555-9999')
        desk.find(BUTTON, contains='未送信 1件')
        server.user('role', 'nagumo', '--role', 'viewer')
        server.start(server.address.removeprefix('http://'))
        desk.press(desk.find(BUTTON, name='拒否 1件', limit=120))
        desk.find(LABEL, name='汐見中央病院')
        desk.shot(os.environ.get('RYUI_SHOT_REFUSED', os.devnull))
        desk.press(desk.find(BUTTON, name='「汐見中央病院」を開く'))
        desk.find(BUTTON, name='直しかた…')
        desk.shot(os.environ.get('RYUI_SHOT_NOTE', os.devnull))
        desk.press(desk.find(BUTTON, name='直しかた…'))
        desk.press(desk.find(BUTTON, name='「汐見中央病院」の変更を取りやめる'))
        desk.find(LABEL, name='拒否された変更はありません', limit=60)
        wait('every control to have a name', lambda: not desk.unnamed())
        ryui.activate(desk, 'open-record', 'organisation:sample-hospital-05')
        wait('the former number', lambda: ryui.text_of(desk.find(ENTRY, name='代表電話')) == before)
        desk.gone(BUTTON, name='拒否 1件')


class SlowRoad(Road):
    """On which little goes at a time, so that one can look while it comes."""

    def answer(self, data):
        time.sleep(0.02)
        return data


def test_first_sync_has_a_page():
    with Server() as server:
        with Desktop(make_home('--sample', '--organisations', '60000')) as first:
            connect(first, server)
            first.find(BUTTON, starts='同期済', limit=120)
        home = os.path.join(tempfile.mkdtemp(prefix='ryui-'), 'home')
        with Desktop(home) as second:
            second.press(second.find(BUTTON, name='サーバーにつなぐ…'))
            send(second, SlowRoad(server), server.password)
            second.find(LABEL, name='はじめての同期', limit=60)
            second.press(second.find(BUTTON, name='止める'))
            second.find(LABEL, name='止めています')
            second.shot(os.environ.get('RYUI_SHOT_FIRST', os.devnull))
            wait('every control to have a name', lambda: not second.unnamed())
            second.press(second.find(BUTTON, name='続ける'))
            second.find(LABEL, name='すべて届きました', limit=120)
            second.press(second.find(BUTTON, name='使いはじめる'))
            second.find(LIST, name='ページ')
            second.find(BUTTON, starts='同期済', limit=60)


def test_joins_a_region():
    with Server() as server:
        with Desktop(make_home('--sample')) as first:
            connect(first, server)
            first.find(BUTTON, starts='同期済', limit=60)
        home = os.path.join(tempfile.mkdtemp(prefix='ryui-'), 'home')
        with Desktop(home) as second:
            second.press(second.find(BUTTON, name='サーバーにつなぐ…'))
            send(second, server, PASSWORD)
            second.find(LABEL, name='汐見区', limit=60)
            second.find(BUTTON, starts='同期済', limit=60)
            assert second.find(LIST, name='ページ').childCount > 0


if __name__ == '__main__':
    ryui.run([test_connects_and_says_so, test_unsent_is_marked_on_the_record, test_refused_change_is_mended,
              test_first_sync_has_a_page, test_joins_a_region])
