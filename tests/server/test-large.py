#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attachments that are larger than the server's memory should be: they go through it, both ways, while it stays small
and answers others; and whoever stops in the middle leaves nothing behind."""

import base64
import hashlib
import http.client
import json
import os
import pathlib
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

BUILD = pathlib.Path(os.environ.get('RYORIN_BUILDDIR', 'build'))
PASSWORD = 'a long enough password'
MIB = 1 << 20
LARGE = 200
# What the server may grow by, at its highest, while 200 MiB go through it: the pieces under way and SQLite's pages.
GROWTH = 32 * MIB
SLOW = bool(os.environ.get('ASAN_OPTIONS'))


class Source:
    """Bytes that do not compress and are nowhere twice, by the mebibyte, with their digest."""

    def __init__(self, mebibytes, seed=b''):
        self.left = mebibytes
        self.size = mebibytes * MIB
        self.block = hashlib.shake_128(seed).digest(MIB)
        self.md5 = hashlib.md5()

    def __iter__(self):
        while self.left > 0:
            piece = self.left.to_bytes(8, 'big') + self.block[8:]
            self.left -= 1
            self.md5.update(piece)
            yield piece


class Large(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='ryorin-large-'))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        password = self.folder / 'password'
        password.write_text(PASSWORD + '\n')
        command = [BUILD / 'ryorin-server', '--home', self.folder / 'home']
        subprocess.run([*command, 'init', '--password-file', password], check=True, capture_output=True)
        port = self.folder / 'port'
        self.server = subprocess.Popen([*command, 'run', '--quiet', '--listen', '127.0.0.1:0', '--port-file', port])
        self.addCleanup(self.stop)
        end = time.monotonic() + 20
        while not port.exists() and time.monotonic() < end:
            time.sleep(0.02)
        self.port = int(port.read_text())
        token = base64.b64encode(f'admin:{PASSWORD}'.encode()).decode()
        self.headers = {'Authorization': f'Basic {token}', 'Accept': 'application/json'}
        self.ask('PUT', '/db')
        # Whatever the first of each costs, it costs once.
        self.put('/db/warm/a', Source(2, b'warm'))
        self.ask('GET', '/db/warm/a', {'Accept-Encoding': 'gzip'})
        self.lowest = self.memory('VmRSS')
        pathlib.Path(f'/proc/{self.server.pid}/clear_refs').write_text('5')

    def stop(self):
        self.server.terminate()
        self.server.wait(20)

    def memory(self, name='VmHWM'):
        for line in pathlib.Path(f'/proc/{self.server.pid}/status').read_text().splitlines():
            if line.startswith(name + ':'):
                return int(line.split()[1]) * 1024
        self.fail(f'no {name}')

    def assert_small(self, allowed=GROWTH):
        growth = self.memory() - self.lowest
        print(f'grown by {growth / MIB:.1f} MiB', file=sys.stderr)
        if not SLOW:
            self.assertLess(growth, allowed)

    def connect(self):
        return http.client.HTTPConnection('127.0.0.1', self.port, timeout=60)

    def ask(self, method, path, headers=None, body=None):
        connection = self.connect()
        connection.request(method, path, body, {**self.headers, **(headers or {})})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body

    def put(self, path, source, size=None, kind='application/octet-stream', **headers):
        connection = self.connect()
        # Without a length http.client sends it in chunks.
        length = {'Content-Length': str(source.size if size is None else size)} if size != -1 else {}
        connection.request('PUT', path, iter(source), {**self.headers, 'Content-Type': kind, **length, **headers},
                           encode_chunked=size == -1)
        answer = connection.getresponse()
        body = json.loads(answer.read())
        connection.close()
        self.assertEqual(answer.status, 201, body)
        return body['rev']

    def get(self, path, headers=None):
        """Reads an answer without keeping it; gives its length, digest and headers."""
        connection = self.connect()
        connection.request('GET', path, headers={**self.headers, **(headers or {})})
        answer = connection.getresponse()
        self.assertEqual(answer.status, 200)
        size, md5 = 0, hashlib.md5()
        while piece := answer.read(MIB):
            size += len(piece)
            md5.update(piece)
        connection.close()
        return size, md5.digest(), answer

    def chunks(self):
        """How many pieces of blobs the database holds, as another program sees it."""
        path, = (self.folder / 'home' / 'databases').glob('db*.sqlite')
        with sqlite3.connect(f'file:{path}?mode=ro', uri=True) as db:
            return db.execute('SELECT count(*) FROM chunks').fetchone()[0]

    def wait_for_chunks(self, number):
        end = time.monotonic() + 30
        while self.chunks() != number and time.monotonic() < end:
            time.sleep(0.1)
        self.assertEqual(self.chunks(), number)

    def test_alone(self):
        source = Source(LARGE)
        self.put('/db/doc/large', source)
        self.assert_small()
        size, md5, answer = self.get('/db/doc/large')
        self.assertEqual((size, md5), (source.size, source.md5.digest()))
        self.assertEqual(answer.getheader('Content-Length'), str(source.size))
        self.assertEqual(base64.b64decode(answer.getheader('ETag').strip('"')), md5)
        self.assert_small()
        # The same once more, in chunks: it is kept once.
        before = self.chunks()
        self.put('/db/again/large', Source(LARGE), -1)
        self.wait_for_chunks(before)
        self.assert_small()

    def test_text(self):
        source = Source(LARGE // 2)
        source.block = b'\x00' * MIB
        self.put('/db/doc/large', source, kind='text/plain')
        size, md5, _ = self.get('/db/doc/large')
        self.assertEqual((size, md5), (source.size, source.md5.digest()))
        size, _, answer = self.get('/db/doc/large', {'Accept-Encoding': 'gzip'})
        self.assertLess(size, source.size // 100)
        self.assertEqual(answer.getheader('Content-Encoding'), 'gzip')
        self.assert_small()

    def test_parts(self):
        first, second = Source(LARGE // 2, b'first'), Source(LARGE // 2, b'second')
        kind = 'application/octet-stream'
        stubs = {'a': {'follows': True, 'length': first.size, 'content_type': kind, 'revpos': 1},
                 'b': {'follows': True, 'length': second.size, 'content_type': kind, 'revpos': 1}}
        document = json.dumps({'_rev': '1-aa', '_attachments': stubs}).encode()

        def body():
            yield b'--x\r\nContent-Type: application/json\r\n\r\n' + document
            for source in first, second:
                yield b'\r\n--x\r\n\r\n'
                yield from source
            yield b'\r\n--x--'
        self.put('/db/doc?new_edits=false', body(), -1, 'multipart/related; boundary=x')
        self.assert_small()
        for name, source in ('a', first), ('b', second):
            self.assertEqual(self.get(f'/db/doc/{name}')[:2], (source.size, source.md5.digest()))
        size, _, answer = self.get('/db/doc?open_revs=all', {'Accept': 'multipart/mixed'})
        self.assertGreater(size, first.size + second.size)
        self.assertEqual(answer.getheader('Content-Length'), str(size))
        self.assert_small()

    def send_head(self, path, size):
        peer = socket.create_connection(('127.0.0.1', self.port))
        head = ''.join(f'{name}: {value}\r\n' for name, value in self.headers.items())
        peer.sendall(f'PUT {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n{head}\r\n'.encode())
        return peer

    def test_stopped(self):
        before = self.chunks()
        for sent in 0, 1, 40:
            with self.send_head('/db/doc/large', LARGE * MIB) as peer:
                for piece in Source(sent):
                    peer.sendall(piece)
        self.wait_for_chunks(before)
        self.assertEqual(self.ask('GET', '/db/doc')[0], 404)

    def test_others(self):
        """More slow clients than the server has threads, in both directions, hold nobody up."""
        self.put('/db/doc/large', Source(64))
        peers = []
        self.addCleanup(lambda: [peer.close() for peer in peers])
        for i in range(12):
            peers.append(self.send_head(f'/db/slow{i}/a', 64 * MIB))
            peers[-1].sendall(next(iter(Source(1))))
            reader = socket.create_connection(('127.0.0.1', self.port))
            reader.sendall(f'GET /db/doc/large HTTP/1.1\r\nHost: x\r\nAuthorization: {self.headers["Authorization"]}\r\n\r\n'.encode())
            peers.append(reader)
        time.sleep(0.5)
        times = []
        for _ in range(20):
            start = time.monotonic()
            self.assertEqual(self.ask('GET', '/db/doc')[0], 200)
            times.append(time.monotonic() - start)
        self.assertLess(sorted(times)[10], 0.5)
        # Each costs the pieces that are on their way, whatever is still to come.
        self.assert_small(2 * MIB * len(peers))
        for peer in peers:
            peer.close()
        self.assertEqual(self.ask('GET', '/db/doc')[0], 200)

    def test_refused(self):
        """What cannot be is refused before the bytes are taken in."""
        for path, headers, status in (('/db/doc/large', {'Authorization': ''}, 401), ('/none/doc/large', {}, 404),
                                      ('/db/doc/_large', {}, 400), ('/db/warm/large', {}, 409)):
            connection = self.connect()
            connection.request('PUT', path, iter(Source(3)),
                               {**self.headers, 'Content-Length': str(3 * MIB), **headers})
            answer = connection.getresponse()
            self.assertEqual(answer.status, status, path)
            answer.read()
            connection.close()
        # A client that waits to be told gets its answer at once.
        with socket.create_connection(('127.0.0.1', self.port)) as peer:
            head = ''.join(f'{name}: {value}\r\n' for name, value in self.headers.items())
            peer.sendall(f'PUT /db/warm/large HTTP/1.1\r\nHost: x\r\nContent-Length: {LARGE * MIB}\r\n'
                         f'Expect: 100-continue\r\n{head}\r\n'.encode())
            peer.settimeout(20)
            self.assertIn(b' 409 ', peer.recv(100))
        with socket.create_connection(('127.0.0.1', self.port)) as peer:
            peer.sendall(f'PUT /db/new/a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n{head}\r\n'.encode())
            peer.settimeout(20)
            self.assertIn(b' 100 ', peer.recv(1000))
            peer.sendall(b'abc')
            self.assertIn(b' 201 ', peer.recv(1000))


if __name__ == '__main__':
    unittest.main(verbosity=2)
