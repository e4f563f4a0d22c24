# SPDX-License-Identifier: GPL-3.0-or-later
"""Two desktops and a server: connecting in the dialog, the foot's words, a change that arrives, a cable pulled."""
import os
import subprocess
import tempfile

import ryui
from ryui import BUTTON, ENTRY, LABEL, LIST, Desktop, make_home, wait


class Server:
    """ryorin-server on a free port of this machine, with one administrator."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix='ryui-server-')
        self.home, self.ports = os.path.join(self.folder, 'home'), os.path.join(self.folder, 'port')
        password = os.path.join(self.folder, 'password')
        with open(password, 'w') as file:
            file.write('tamesi-no-aikotoba')
        self.program = os.path.join(ryui.BUILD, 'ryorin-server')
        subprocess.run([self.program, '--home', self.home, 'init', '--admin', 'saeki', '--password-file', password], check=True)
        self.start('127.0.0.1:0')
        return self

    def start(self, listen):
        if os.path.exists(self.ports):
            os.unlink(self.ports)
        self.process = subprocess.Popen([self.program, '--home', self.home, 'run', '--listen', listen, '--port-file', self.ports])
        wait('the server to answer', lambda: os.path.exists(self.ports) and open(self.ports).read().strip())
        self.address = f'http://127.0.0.1:{open(self.ports).read().strip()}'

    def stop(self):
        self.process.terminate()
        self.process.wait(10)

    def __exit__(self, *_):
        self.stop()


def connect(desk, server, password='tamesi-no-aikotoba'):
    desk.press(desk.find(BUTTON, starts='この端末だけ'))
    desk.press(desk.find(BUTTON, name='サーバーにつなぐ…'))
    send(desk, server, password)


def send(desk, server, password):
    desk.find(ENTRY, name='アドレス')
    entries = {n.name: n for n in desk.all(ENTRY) if n.name}
    for name, text in (('アドレス', server.address), ('名前', 'saeki'), ('パスワード', password)):
        entries[name].queryEditableText().setTextContents(text)
    desk.press(desk.find(BUTTON, starts='つなぐ'))


def test_connects_and_says_so():
    with Server() as server, Desktop(make_home('--sample')) as desk:
        connect(desk, server, 'machigai')
        desk.find(LABEL, contains='名前またはパスワードが違います')
        send(desk, server, 'tamesi-no-aikotoba')
        desk.find(BUTTON, starts='同期済', limit=60)
        server.stop()
        desk.find(BUTTON, starts='接続できません', limit=60)
        server.start(server.address.removeprefix('http://'))
        # It tries again by itself; one who does not want to wait presses the button.
        desk.find(BUTTON, starts='同期済', limit=90)


def test_joins_a_region():
    with Server() as server:
        with Desktop(make_home('--sample')) as first:
            connect(first, server)
            first.find(BUTTON, starts='同期済', limit=60)
        home = os.path.join(tempfile.mkdtemp(prefix='ryui-'), 'home')
        with Desktop(home) as second:
            second.press(second.find(BUTTON, name='サーバーにつなぐ…'))
            send(second, server, 'tamesi-no-aikotoba')
            second.find(LABEL, name='汐見区', limit=60)
            second.find(BUTTON, starts='同期済', limit=60)
            assert second.find(LIST, name='ページ').childCount > 0


if __name__ == '__main__':
    ryui.run([test_connects_and_says_so, test_joins_a_region])
