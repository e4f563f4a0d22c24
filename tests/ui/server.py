# SPDX-License-Identifier: GPL-3.0-or-later
"""A server of this machine for the tests of screens, the road to it, and how a desktop is connected."""
import os
import socket
import subprocess
import tempfile
import threading

import ryui
from ryui import BUTTON, ENTRY, wait

PASSWORD = 'tamesi-no-aikotoba'


class Server:
    """ryorin-server on a free port of this machine, with one administrator."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix='ryui-server-')
        self.home, self.ports = os.path.join(self.folder, 'home'), os.path.join(self.folder, 'port')
        self.secret, self.password = os.path.join(self.folder, 'password'), PASSWORD
        with open(self.secret, 'w') as file:
            file.write(PASSWORD)
        self.program = os.path.join(ryui.BUILD, 'ryorin-server')
        subprocess.run([self.program, '--home', self.home, 'init', '--admin', 'saeki', '--password-file', self.secret], check=True)
        self.start('127.0.0.1:0')
        return self

    def user(self, *words):
        subprocess.run([self.program, '--home', self.home, 'user', *words], check=True)

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


def wait_connected(desk):
    """The dialogue goes when the server has let one in; what the foot says may be of before."""
    desk.gone(ENTRY, name='アドレス', limit=60)
    desk.find(BUTTON, starts='同期済', limit=60)


def connect(desk, server, password=PASSWORD):
    desk.press(desk.find(BUTTON, starts='この端末だけ'))
    desk.press(desk.find(BUTTON, name='サーバーにつなぐ…'))
    send(desk, server, password)


def send(desk, server, password, user='saeki'):
    desk.find(ENTRY, name='アドレス')
    entries = {n.name: n for n in desk.all(ENTRY) if n.name}
    for name, text in (('アドレス', server.address), ('名前', user), ('パスワード', password)):
        entries[name].queryEditableText().setTextContents(text)
    desk.press(desk.find(BUTTON, starts='つなぐ'))


class Road:
    """A road to the server; a test that wants it worse than this machine's own says what becomes of each answer."""

    def __init__(self, server):
        self.far = int(server.address.rpartition(':')[2])
        self.near = socket.create_server(('127.0.0.1', 0))
        self.address, self.password = f'http://127.0.0.1:{self.near.getsockname()[1]}', server.password
        threading.Thread(target=self.accept, daemon=True).start()

    def answer(self, data):
        return data

    def accept(self):
        while True:
            near, far = self.near.accept()[0], socket.create_connection(('127.0.0.1', self.far))
            threading.Thread(target=self.carry, args=(near, far, lambda data: data), daemon=True).start()
            threading.Thread(target=self.carry, args=(far, near, self.answer), daemon=True).start()

    def carry(self, source, target, change):
        try:
            while data := source.recv(32768):
                target.sendall(change(data))
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
