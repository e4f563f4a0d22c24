#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ryorinctl couchdb: against our own server, a small stand-in for CouchDB that can go wrong, and, where RYORIN_COUCHDB names
one (http://NAME:PASSWORD@HOST:PORT/), a real CouchDB. What is deployed must then answer as the engine does."""

import base64
import http.client
import http.server
import json
import os
import re
import subprocess
import threading
import unittest
import urllib.parse

from harness import BUILD, Case

PASSWORD = 'a long enough password'
COUCHDB = os.environ.get('RYORIN_COUCHDB', '')


class Client:
    """One connection; remembers nothing but the address."""

    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
        self.admin = (parts.username, urllib.parse.unquote(parts.password or PASSWORD))

    def ask(self, method, path, body=None, who=None):
        name, password = who or self.admin
        headers = {'Authorization': 'Basic ' + base64.b64encode(f'{name}:{password}'.encode()).decode()}
        if body is not None:
            headers['Content-Type'] = 'application/json'
        self.connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = self.connection.getresponse()
        return answer.status, json.loads(answer.read() or b'{}')


class FakeCouch(http.server.BaseHTTPRequestHandler):
    """As much of CouchDB as the command speaks to, with documents in a dictionary."""
    protocol_version = 'HTTP/1.1'
    documents: dict = {}
    refused: set = set()

    def answer(self, status, body):
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_POST(self):
        self.rfile.read(int(self.headers.get('Content-Length', 0)))
        self.answer(404, {'error': 'not_found', 'reason': 'missing'})

    def do_GET(self):
        path = urllib.parse.unquote(self.path)
        if path.endswith('/_security') and path.rsplit('/', 1)[0] in self.documents:
            return self.answer(200, self.documents.get(path, {}))
        if path in self.documents:
            return self.answer(200, self.documents[path])
        return self.answer(404, {'error': 'not_found', 'reason': 'missing'})

    def do_PUT(self):
        path = urllib.parse.unquote(self.path)
        text = self.rfile.read(int(self.headers.get('Content-Length', 0)))
        if path in self.refused:
            return self.answer(500, {'error': 'internal_server_error', 'reason': 'out of order'})
        self.documents[path] = json.loads(text) if text else {'db_name': path[1:]}
        return self.answer(201, {'ok': True})

    def log_message(self, *_):
        pass


class Target(Case):
    """A home, and a server that the command is to make a region's."""
    region = f'rights{os.getpid()}'

    def setUp(self):
        super().setUp()
        self.done('init', '--region', self.region)
        self.users = self.folder / 'users'
        self.users.write_text('# accounts\n'
                              f'{self.region}-clerk\tsecretariat\t0a1b2c3d\n'
                              f'{self.region}-hospital\thospital org:mine council:mine\n')

    def client(self):
        client = Client(self.url)
        self.addCleanup(client.connection.close)
        return client

    def couchdb(self, word, status=0, url=None):
        run = self.call('couchdb', word, url or self.url, '--users', str(self.users), env={'RYORIN_PASSWORD': self.password})
        self.assertEqual(run.returncode, status, f'{word}: {run.stdout}{run.stderr}')
        return [line.split('\t') for line in run.stdout.splitlines()]

    def deploy_twice(self):
        council, office = f'{self.region}-council', f'{self.region}-office'
        found = self.couchdb('check', 1)
        self.assertIn(['missing', 'database', council], found)
        done = self.couchdb('deploy')
        for row in (['created', 'database', council], ['created', 'database', office], ['created', 'design', council],
                    ['created', 'account', f'{self.region}-hospital']):
            self.assertIn(row, done)
        self.passwords = {row[1]: row[2] for row in done if row[0] == 'password'}
        self.assertRegex(self.passwords[f'{self.region}-clerk'], r'^[a-z2-9]{5}(-[a-z2-9]{5}){3}$')
        self.assertEqual(self.couchdb('check'), [])
        self.assertEqual(self.couchdb('deploy'), [])

    def spoil_and_mend(self):
        client, council = self.client(), f'{self.region}-council'
        user = urllib.parse.quote(f'org.couchdb.user:{self.region}-hospital', safe='')
        self.assertEqual(client.ask('PUT', f'/{council}/_security', {'members': {'names': ['somebody']}})[0], 200)
        _, design = client.ask('GET', f'/{council}/_design/ryorin')
        design |= {'validate_doc_update': 'function () {}', 'views': {}}
        self.assertEqual(client.ask('PUT', f'/{council}/_design/ryorin', design)[0], 201)
        _, account = client.ask('GET', f'/_users/{user}')
        account['roles'] = ['secretariat']
        self.assertEqual(client.ask('PUT', f'/_users/{user}', account)[0], 201)
        things = [['security', council], ['design', council], ['account', f'{self.region}-hospital']]
        self.assertEqual(self.couchdb('check', 1), [['differs', *thing] for thing in things])
        self.assertEqual(self.couchdb('deploy'), [['changed', *thing] for thing in things])
        self.assertEqual(self.couchdb('check'), [])
        # What somebody else put into the design document is still there.
        self.assertEqual(client.ask('GET', f'/{council}/_design/ryorin')[1]['views'], {})

    def answers_as_the_engine(self):
        """Every case of the table, written by an account that has just those roles."""
        client, council = self.client(), f'{self.region}-council'
        program = BUILD / 'tests/model/test-model-permission'
        lines = subprocess.run([program, '--cases'], capture_output=True, encoding='utf-8', check=True).stdout.splitlines()
        cases = [json.loads(line) for line in lines if line.startswith('{')]
        self.assertGreater(len(cases), 800)
        accounts = {}
        wrong = []
        for number, each in enumerate(cases):
            roles = tuple(each['roles'])
            if each['new']['_id'].startswith(('edition:', 'meeting:')):
                # What is settled for good cannot be cleared away for the next case.
                for document in filter(None, (each['old'], each['new'])):
                    document['_id'] += f'-{number}'
            if roles not in accounts:
                accounts[roles] = (f'{self.region}-{roles[0]}-case', PASSWORD)
                name = urllib.parse.quote(f'org.couchdb.user:{accounts[roles][0]}', safe='')
                status, said = client.ask('PUT', f'/_users/{name}', {'name': accounts[roles][0], 'type': 'user',
                                                                     'password': PASSWORD, 'roles': list(roles)})
                self.assertEqual(status, 201, said)
            wrong += self.put_case(client, f'/{council}/' + urllib.parse.quote(each['new']['_id'], safe=''), each,
                                   accounts[roles])
        self.assertEqual(wrong, [])

    def put_case(self, client, path, each, who):
        """The old document by the administrator's hand, the new one by the account's."""
        status, there = client.ask('GET', path)
        rev = {'_rev': there['_rev']} if status == 200 else {}
        if each['old']:
            status, answer = client.ask('PUT', path, each['old'] | rev)
            self.assertEqual(status, 201, answer)
            rev = {'_rev': answer['rev']}
        elif rev:
            client.ask('DELETE', f'{path}?rev={rev["_rev"]}')
            rev = {}
        status, answer = client.ask('PUT', path, each['new'] | rev, who)
        said = answer.get('reason') if status == 403 else None
        if said == each['answer'] and status in (200, 201, 403):
            return []
        return [f'{each["about"]}: {status} {answer}, not {each["answer"]}']

    def rights_hold(self):
        client, council = self.client(), f'{self.region}-council'
        who = (f'{self.region}-hospital', self.passwords[f'{self.region}-hospital'])
        own, other = ({'kind': 'bed', 'organisation': f'organisation:{key}'} for key in ('mine', 'other'))
        self.assertEqual(client.ask('PUT', f'/{council}/bed:own', own, who)[0], 201)
        status, answer = client.ask('POST', f'/{council}/_bulk_docs', {'docs': [other | {'_id': 'bed:other'}, own | {'_id': 'bed:2'}]},
                                    who)
        self.assertEqual(status, 201)
        self.assertEqual([row.get('reason') for row in answer], ['A hospital reports its own beds only.', None])
        self.assertEqual(client.ask('GET', f'/{self.region}-office', who=who)[0], 403)
        # Some fields of its own record, with the file that hangs on it; but no file.
        path = f'/{council}/organisation:mine'
        file = {'content_type': 'text/plain', 'data': 'YQ=='}
        record = {'kind': 'organisation', 'name': 'A', '_attachments': {'file': file}}
        self.assertEqual(client.ask('PUT', path, record)[0], 201)
        _, record = client.ask('GET', path)
        status, answer = client.ask('PUT', path, record | {'fax': '000-1'}, who)
        self.assertEqual(status, 201, answer)
        for attachments in ({}, {'file': file}, record['_attachments'] | {'other': file}):
            status, answer = client.ask('PUT', path, record | {'_rev': answer['rev'], '_attachments': attachments}, who)
            self.assertEqual(status, 403, attachments)
            answer = {'rev': client.ask('GET', path)[1]['_rev']}
        self.assertEqual(client.ask('PUT', f'/{council}/_design/other', {}, who)[0], 403)


class OwnServer(Target):
    password = PASSWORD

    def setUp(self):
        super().setUp()
        home, port = self.folder / 'server', self.folder / 'port'
        word = self.folder / 'password'
        word.write_text(PASSWORD + '\n')
        subprocess.run([BUILD / 'ryorin-server', '--home', home, 'init', '--password-file', word], check=True, capture_output=True)
        self.log = open(self.folder / 'log', 'w+', encoding='utf-8')
        self.addCleanup(self.log.close)
        self.server = subprocess.Popen([BUILD / 'ryorin-server', '--home', home, 'run', '--listen', '127.0.0.1:0', '--port-file', port],
                                       stderr=self.log)
        self.addCleanup(self.stop)
        while not (port.exists() and port.read_text().strip()):
            self.assertIsNone(self.server.poll())
        self.url = f'http://admin@127.0.0.1:{port.read_text().strip()}/'

    def stop(self):
        self.server.terminate()
        self.server.wait(timeout=20)

    def test_all(self):
        self.deploy_twice()
        self.rights_hold()
        self.spoil_and_mend()
        self.answers_as_the_engine()
        self.stop()
        self.log_is_silent()

    def log_is_silent(self):
        """Nothing that names a person, an organisation or a record; an account is eight hexadecimal digits."""
        self.log.seek(0)
        log = self.log.read()
        self.assertIn('made account', log)
        self.assertTrue(re.search(r'PUT /\{db\}/\{doc\} 403 [0-9.]+ ms [0-9a-f]{8}\n', log), log[:2000])
        for word in (self.region, 'admin', 'clerk', 'hospital', 'organisation', 'bed:', PASSWORD, *self.passwords.values(),
                     'couchdb.user:'):
            self.assertNotIn(word, log)


@unittest.skipUnless(COUCHDB, 'RYORIN_COUCHDB names no CouchDB')
class RealCouchDB(Target):
    url = COUCHDB
    password = urllib.parse.unquote(urllib.parse.urlsplit(COUCHDB).password or '')

    def tearDown(self):
        client = self.client()
        for space in ('council', 'office'):
            client.ask('DELETE', f'/{self.region}-{space}')
        for row in client.ask('GET', '/_users/_all_docs')[1].get('rows', []):
            if row['id'].startswith(f'org.couchdb.user:{self.region}-'):
                client.ask('DELETE', f'/_users/{urllib.parse.quote(row["id"], safe="")}?rev={row["value"]["rev"]}')
        super().tearDown()

    def test_all(self):
        self.deploy_twice()
        self.rights_hold()
        self.spoil_and_mend()
        self.answers_as_the_engine()


class StandIn(Target):
    password = PASSWORD

    def setUp(self):
        super().setUp()
        handler = type('Handler', (FakeCouch,), {'documents': {}, 'refused': set()})
        self.handler = handler
        server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.url = f'http://admin@127.0.0.1:{server.server_port}/'

    def test_stops_at_a_refusal_and_goes_on_from_there(self):
        design = f'/{self.region}-council/_design/ryorin'
        self.handler.refused.add(design)
        self.couchdb('deploy', 1)
        self.assertNotIn(f'/{self.region}-office', self.handler.documents)
        self.handler.refused.clear()
        done = self.couchdb('deploy')
        self.assertEqual(done[0], ['created', 'design', f'{self.region}-council'])
        self.assertEqual(self.couchdb('check'), [])
        self.assertEqual(self.handler.documents[design]['language'], 'javascript')
        # A CouchDB without _users gets it.
        self.assertIn('/_users', self.handler.documents)

    def test_bad_lines(self):
        for text in ('only a name\n', 'a\tmember\nb\n'):
            self.users.write_text(text)
            self.couchdb('deploy', 1)
        self.users.unlink()
        self.couchdb('deploy', 1)

    def test_usage(self):
        for words in ((), ('deploy',), ('check',), ('dance', self.url), ('function', 'more'), ('deploy', 'no address')):
            self.refused('couchdb', *words, status=2)
        self.assertTrue(self.done('couchdb', 'function').startswith('function (newDoc, oldDoc, userCtx) {'))

    def test_nobody_there(self):
        self.couchdb('check', 1, 'http://127.0.0.1:9/')


if __name__ == '__main__':
    unittest.main()
