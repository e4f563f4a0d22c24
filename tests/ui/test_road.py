# SPDX-License-Identifier: GPL-3.0-or-later
"""What the foot says of a clock that is off, after a start without the server, and of a server that lost something."""
import os
import re
import shutil
import tempfile
import time

import ryui
from ryui import BUTTON, ENTRY, LABEL, Desktop, make_home, wait
from server import Road, Server, connect


class OffClock(Road):
    """On which each answer is dated ten minutes earlier."""

    def answer(self, data):
        date = time.strftime('%a, %d %b %Y %H:%M:%S GMT', time.gmtime(time.time() - 600)).encode()
        return re.sub(rb'(?m)^Date: .{29}\r$', b'Date: ' + date + b'\r', data)


def test_clock_that_is_off():
    with Server() as server, Desktop(make_home('--sample')) as desk:
        connect(desk, OffClock(server))
        foot = desk.find(BUTTON, starts='同期済', limit=60)
        assert 'この端末の時計が10分進んでいます' in foot.name, foot.name
        desk.press(foot)
        desk.find(LABEL, name='時計')
        desk.shot(os.environ.get('RYUI_SHOT_CLOCK', os.devnull))


def test_start_without_the_server():
    home = make_home('--sample')
    kept = os.path.join(tempfile.mkdtemp(prefix='ryui-'), 'home')
    with Server() as server:
        with Desktop(home) as desk:
            connect(desk, server)
            desk.find(BUTTON, starts='同期済', limit=60)
            ryui.activate(desk, 'quit')
            wait('the program to end', lambda: desk.process.poll() is not None)
            shutil.copytree(home, kept)
    with Desktop(kept) as desk:
        foot = desk.find(BUTTON, starts='接続できません', limit=60)
        assert '最後の同期' in foot.name and 'まだ同期していません' not in foot.name, foot.name


def test_server_restored_from_last_night():
    with Server() as server, Desktop(make_home('--sample')) as desk:
        connect(desk, server)
        desk.find(BUTTON, starts='同期済', limit=60)
        server.stop()
        shutil.copytree(server.home, server.home + '-night')
        server.start(server.address.removeprefix('http://'))
        desk.find(BUTTON, starts='同期済', limit=60)
        ryui.activate(desk, 'open-record', 'organisation:sample-hospital-05')
        desk.find(ENTRY, name='代表電話').queryEditableText().setTextContents('000-555-9999')
        desk.find_toast('代表電話を保存しました')
        desk.find(BUTTON, starts='同期済', limit=60)
        server.stop()
        desk.find(BUTTON, starts='接続できません', limit=60)
        shutil.rmtree(server.home)
        shutil.move(server.home + '-night', server.home)
        server.start(server.address.removeprefix('http://'))
        desk.find(BUTTON, starts='同期済', contains='サーバーが失っていた1件を戻しました', limit=90)
        desk.shot(os.environ.get('RYUI_SHOT_BACK', os.devnull))


if __name__ == '__main__':
    ryui.run([test_clock_that_is_off, test_start_without_the_server, test_server_restored_from_last_night])
