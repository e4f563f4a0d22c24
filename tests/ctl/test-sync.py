#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two homes and one server, from the command line: what a colleague changed is there, and nothing is lost."""

import json
import os
import re
import signal
import socket
import subprocess
import threading
import time
import unittest

from harness import BUILD, PROGRAM, Case

PASSWORD = 'a long enough password'


class Sync(Case):
    def setUp(self):
        super().setUp()
        self.server_home = self.folder / 'server'
        password = self.folder / 'password'
        password.write_text(PASSWORD + '\n')
        subprocess.run([BUILD / 'ryorin-server', '--home', self.server_home, 'init', '--admin', 'admin', '--password-file', password],
                       check=True, capture_output=True)
        self.server = None
        self.port = '0'
        self.start_server()
        self.addCleanup(self.stop_server)
        self.other = self.folder / 'other'
        self.done('init', '--region', 'shiomi')
        self.done('init', '--region', 'shiomi', home=self.other)

    def start_server(self):
        port_file = self.folder / 'port'
        port_file.unlink(missing_ok=True)
        self.server = subprocess.Popen([BUILD / 'ryorin-server', '--home', self.server_home, 'run', '--quiet', '--listen',
                                        f'127.0.0.1:{self.port}', '--port-file', port_file], stderr=subprocess.DEVNULL)
        self.wait(lambda: port_file.exists() and port_file.read_text().strip())
        self.port = port_file.read_text().strip()
        self.url = f'http://admin@127.0.0.1:{self.port}/'

    def stop_server(self):
        if self.server is not None:
            self.server.terminate()
            self.server.wait(timeout=20)
            self.server = None

    def wait(self, condition, seconds=20):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return
            time.sleep(0.05)
        self.fail('nothing happened')

    def sync(self, home=None):
        return self.done('sync', self.url, home=home, env={'RYORIN_PASSWORD': PASSWORD})

    def wait_written(self, staying):
        while int(re.search(r'written (\d+)', staying.stdout.readline()).group(1)) == 0:
            pass

    def test_there_and_back(self):
        self.done('put', stdin='\n'.join(json.dumps({'_id': f'person:{i}', 'kind': 'person', 'name': f'{i}'}) for i in range(300)))
        self.assertRegex(self.sync(), r'^read \d+, written \d+, refused 0\n$')
        self.sync(self.other)
        self.assertEqual(self.done('list', 'person', '--json'), self.done('list', 'person', '--json', home=self.other))
        self.done('delete', 'person:7', home=self.other)
        self.sync(self.other)
        self.sync()
        self.assertEqual(self.done('list', 'person', '--count'), '299\n')
        self.assertEqual(self.sync(), 'read 0, written 0, refused 0\n')

    def test_merge_and_conflict(self):
        self.put(_id='organisation:1', kind='organisation', name='a', fax='000-0')
        self.sync()
        self.sync(self.other)
        self.done('edit', 'organisation:1', 'fax=000-1', 'beds=5')
        self.done('edit', 'organisation:1', 'fax=000-2', 'note=x', home=self.other)
        self.sync()
        self.sync(self.other)
        self.sync()
        for home in (None, self.other):
            (row,) = self.rows('conflicts', home=home)
            self.assertEqual(row[::2], ['organisation:1', 'fax'])
        self.put(_id='person:1', kind='person', name='a')
        self.sync()
        self.sync(self.other)
        self.done('edit', 'person:1', 'note=x')
        self.done('edit', 'person:1', 'email=a@example.jp', home=self.other)
        self.sync()
        self.sync(self.other)
        self.sync()
        self.assertEqual(self.done('show', 'person:1', '--json'), self.done('show', 'person:1', '--json', home=self.other))
        self.assertEqual(self.show('person:1')['note'], 'x')

    def test_refused(self):
        self.refused('sync', self.url, env={'RYORIN_PASSWORD': 'wrong'})
        self.refused('sync', self.url)
        self.refused('sync', 'http://127.0.0.1:1/', env={'RYORIN_PASSWORD': 'x'})
        self.refused('sync', 'gopher://127.0.0.1/', env={'RYORIN_PASSWORD': 'x'})

    def test_nonsense(self):
        """What answers, but not as a server of ours would, is told in a clerk's words."""
        answers = (
            (b'\x00\xff nonsense\r\n\r\n', '両輪のサーバーではないかもしれません'),
            (b'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>', '両輪のサーバーではないかもしれません'),
            (b'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}', '両輪のサーバーではないかもしれません'),
            (b'HTTP/1.1 500 Oops\r\nContent-Length: 5\r\n\r\nOops!', 'サーバーの中で問題が起きました'),
            (b'HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{"ok":', '接続できません'),
        )
        for answer, sentence in answers:
            with self.subTest(answer=answer), socket.create_server(('127.0.0.1', 0)) as listener:
                def serve(listener=listener, answer=answer):
                    while True:
                        try:
                            connection = listener.accept()[0]
                        except OSError:
                            return
                        with connection:
                            connection.recv(65536)
                            connection.sendall(answer)

                threading.Thread(target=serve, daemon=True).start()
                said = self.refused('sync', f'http://admin@127.0.0.1:{listener.getsockname()[1]}/', lang='ja_JP.UTF-8',
                                    env={'RYORIN_PASSWORD': PASSWORD})
                self.assertIn(sentence, said)
                self.assertNotIn('byte', said)
                listener.shutdown(socket.SHUT_RDWR)

    def test_cable_pulled(self):
        """The server stands still, dies and comes back under a desktop that stays."""
        self.sync()
        staying = subprocess.Popen([PROGRAM, '--home', self.other, 'sync', self.url, '--live'],
                                   env={**os.environ, 'RYORIN_PASSWORD': PASSWORD}, stdout=subprocess.PIPE, encoding='utf-8')
        self.addCleanup(staying.stdout.close)
        self.assertIn('read', staying.stdout.readline())
        self.put(_id='person:1', kind='person', name='a')
        self.server.send_signal(signal.SIGSTOP)
        late = threading.Timer(2, self.server.send_signal, (signal.SIGCONT,))
        late.start()
        self.sync()
        late.join()
        self.wait_written(staying)  # else the record and its edit may arrive as one
        self.done('edit', 'person:1', 'name=b')
        self.server.kill()
        self.server.wait()
        self.refused('sync', self.url, env={'RYORIN_PASSWORD': PASSWORD})
        self.start_server()
        self.sync()
        self.wait_written(staying)
        staying.send_signal(signal.SIGTERM)
        self.assertEqual(staying.wait(timeout=20), 0)
        self.assertEqual(self.done('show', 'person:1', '--json', home=self.other), self.done('show', 'person:1', '--json'))

    def test_password_in_address(self):
        address = self.url.replace('admin@', 'admin:' + PASSWORD.replace(' ', '%20') + '@')
        self.done('sync', address)
        settings = (self.home / 'workspace.json').read_text()
        self.assertNotIn('password', settings)
        self.assertIn(f'127.0.0.1:{self.port}', settings)

    def test_server_away_and_back(self):
        self.put(_id='person:1', kind='person', name='a')
        self.stop_server()
        self.refused('sync', self.url, env={'RYORIN_PASSWORD': PASSWORD})
        self.assertEqual(self.show('person:1')['name'], 'a')
        self.start_server()
        self.sync()
        self.sync(self.other)
        self.assertEqual(self.done('list', 'person', '--count', home=self.other), '1\n')

    def test_live(self):
        self.sync()
        environment = {**os.environ, 'RYORIN_PASSWORD': PASSWORD}
        staying = subprocess.Popen([PROGRAM, '--home', self.other, 'sync', self.url, '--live'], env=environment,
                                   stdout=subprocess.PIPE, encoding='utf-8')
        self.addCleanup(staying.stdout.close)
        self.assertIn('read', staying.stdout.readline())
        self.refused('list', 'person', home=self.other)  # it holds its home
        self.put(_id='person:1', kind='person', name='a')
        self.sync()
        time.sleep(2)
        staying.send_signal(signal.SIGTERM)
        staying.wait(timeout=20)
        self.assertEqual(staying.returncode, 0)
        self.assertEqual(self.done('list', 'person', '--count', home=self.other), '1\n')

    def test_samples_meet(self):
        """Two that practised apart, one with a name and one without, have one sample and no conflict."""
        homes = [self.folder / 'named', self.folder / 'nameless']
        self.done('init', '--sample', '--region', 'practice', home=homes[0])
        self.done('init', '--sample', home=homes[1])
        self.sync(homes[0])
        self.sync(homes[1])
        self.sync(homes[0])
        for home in homes:
            self.assertEqual(self.done('conflicts', home=home), '')
            self.assertEqual(self.done('list', 'region', home=home), 'region:main\t汐見区\n')
        for kind in ('organisation', 'meeting', 'region'):
            self.assertEqual(self.done('list', kind, '--json', home=homes[0]), self.done('list', kind, '--json', home=homes[1]))

    def test_nameless_takes_the_region(self):
        self.sync()
        third = self.folder / 'third'
        self.assertEqual(self.done('init', home=third), 'region region\n')
        self.sync(third)
        self.assertIn('"shiomi"', (third / 'workspace.json').read_text())
        self.assertEqual(self.done('list', 'region', home=third), 'region:main\tshiomi\n')


if __name__ == '__main__':
    unittest.main()
