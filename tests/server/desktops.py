# SPDX-License-Identifier: GPL-3.0-or-later
"""Two desktops and the server between them, for tests of what happens where they meet."""

import json
import os
import pathlib
import resource
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'ctl'))
from harness import BUILD, PATIENCE, PROGRAM, Case  # noqa: E402

PASSWORD = 'a long enough password'


class Desktops(Case):
    """A server and two homes that know of each other through it only."""

    def setUp(self):
        super().setUp()
        self.server_home = self.folder / 'server'
        self.server_command('init', '--password-file', self.write_password())
        self.server_command('user', 'add', 'clerk', '--role', 'secretariat', '--password-file', self.write_password())
        self.server_command('user', 'add', 'member', '--role', 'member', '--password-file', self.write_password())
        self.port = '0'
        self.start_server()
        self.addCleanup(lambda: self.server.poll() is None and self.kill_server())
        self.other = self.folder / 'other'
        self.done('init', '--region', 'shiomi')
        self.done('init', home=self.other)

    def write_password(self):
        path = self.folder / 'password'
        path.write_text(PASSWORD + '\n')
        return path

    def server_command(self, *args):
        subprocess.run([BUILD / 'ryorin-server', '--home', self.server_home, *args], check=True, capture_output=True)

    def start_server(self):
        port_file = self.folder / 'port'
        port_file.unlink(missing_ok=True)
        self.server = subprocess.Popen([BUILD / 'ryorin-server', '--home', self.server_home, 'run', '--quiet', '--listen',
                                        f'127.0.0.1:{self.port}', '--port-file', port_file], stderr=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE / 6
        while not port_file.exists() and time.monotonic() < end:
            time.sleep(0.02)
        self.port = port_file.read_text().strip()

    def kill_server(self):
        self.server.kill()
        self.server.wait()

    def address(self, user):
        return f'http://{user}@127.0.0.1:{self.port}/'

    def sync(self, home=None, user='clerk'):
        return self.done('sync', self.address(user), home=home, env={'RYORIN_PASSWORD': PASSWORD})

    def start_sync(self, home, limit=None):
        def tighten():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        environment = {**os.environ, 'RYORIN_PASSWORD': PASSWORD, 'LANG': 'C'}
        return subprocess.Popen([PROGRAM, '--home', home, 'sync', self.address('clerk')], env=environment,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding='utf-8', preexec_fn=tighten if limit else None)

    def put_many(self, first, n, home=None):
        rows = (json.dumps({'_id': f'person:{i}', 'kind': 'person', 'name': f'会員{i}'}) for i in range(first, first + n))
        self.done('put', stdin='\n'.join(rows), home=home)

    def count(self, home=None):
        return int(self.done('list', 'person', '--count', home=home))

    def meet(self):
        self.sync(user='admin')
        self.sync(self.other)

    def assert_agree(self):
        """Both pass by the server until nothing is left to say, and hold the same then."""
        for _ in range(2):
            self.sync()
            self.sync(self.other)
        self.assertEqual(self.done('list', 'person', '--json'), self.done('list', 'person', '--json', home=self.other))
        self.assertEqual(self.rows('conflicts'), self.rows('conflicts', home=self.other))
        self.assertEqual(self.sync(), 'read 0, written 0, refused 0\n')
