#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command of ryorinctl, and what each refuses."""

import json
import os
import pathlib
import re
import sqlite3
import subprocess
import time
import unittest

from harness import PROGRAM, SLOW, Case

COMMANDS = 'init import hospital list show put edit delete search conflicts sync minutes verify-editions paper print calendar backup restore check compact'.split()


class Usage(Case):
    def test_without_a_command(self):
        self.assertIn('init', self.refused(status=2))

    def test_help_of_all(self):
        text = self.done('--help')
        for name in COMMANDS:
            self.assertIn(name, text)
            self.assertIn(f'ryorinctl {name}', self.done(name, '--help'))

    def test_version(self):
        self.assertRegex(self.done('--version'), r'^ryorinctl \d+\.\d+')

    def test_what_stands_before_the_command(self):
        for option, sentence in (('--home', 'wants a folder'), ('--nix', '“--nix”')):
            said = subprocess.run([PROGRAM, option], capture_output=True, encoding='utf-8', env={**os.environ, 'LANG': 'C'}, check=False)
            self.assertEqual(said.returncode, 2)
            self.assertIn(sentence, said.stderr)

    def test_wrong_command_lines(self):
        self.done('init')
        for line in (['dance'], ['--home'], ['--loud', 'list'], ['list'], ['list', 'person', 'more'],
                     ['list', 'person', '--where'], ['list', 'person', '--where', 'name'],
                     ['list', 'person', '--where', '=x'], ['list', 'person', '--nonsense'], ['show'],
                     ['show', 'a:1', 'b:1'], ['edit', 'a:1'], ['edit', 'a:1', 'name'], ['edit', 'a:1', '=x'], ['delete'],
                     ['search'], ['import'], ['import', 'organisations'], ['import', 'people', 'x.csv'], ['sync'],
                     ['sync', 'not an address'], ['backup'], ['restore'], ['check', 'all'], ['compact', 'all'], ['init', 'here'], ['paper'], ['calendar'], ['calendar', 'a', 'b', 'c'],
                     ['paper', 'minutes'], ['print'], ['print', 'notice', 'meeting:1'], ['print', 'poem', 'meeting:1', 'x'], ['paper', 'poem', 'meeting:1', '-o', 'x.pdf'], ['paper', 'minutes', 'meeting:1']):
            with self.subTest(line=line):
                self.refused(*line, status=2)

    def test_bytes_that_are_no_text(self):
        self.done('init')
        result = subprocess.run([PROGRAM, '--home', self.home, 'search', b'\xff\xfe'], capture_output=True, check=False)
        self.assertEqual(result.returncode, 2)


class Home(Case):
    def test_init(self):
        self.assertEqual(self.done('init', '--region', 'Shiomi Ward'), 'region shiomi-ward\n')
        self.assertIn('region:main', self.done('list', 'region'))
        self.refused('init')

    def test_init_without_a_name(self):
        self.assertEqual(self.done('init'), 'region region\n')

    def test_init_in_japanese(self):
        self.assertRegex(self.done('init', '--region', '汐見区'), r'^region r[0-9a-f]{8}\n$')
        self.assertEqual(self.done('list', 'region'), 'region:main\t汐見区\n')

    def test_sample(self):
        self.assertEqual(self.done('init', '--sample', '--region', 'shiomi'), 'region shiomi\n')
        self.assertEqual(self.done('list', 'region'), 'region:main\t汐見区\n')
        self.assertEqual(self.done('list', 'organisation', '--where', 'org_kind=hospital', '--count'), '13\n')
        self.assertEqual(self.done('list', 'council', '--count'), '2\n')

    def test_no_workspace(self):
        for line in (['list', 'person'], ['show', 'a:1'], ['check'], ['backup', self.folder / 'x'], ['conflicts']):
            self.assertIn('init', self.refused(*line))
        self.assertFalse(self.home.exists())

    def test_default_home(self):
        command = [PROGRAM, 'init']
        subprocess.run(command, env={'XDG_DATA_HOME': str(self.folder)}, check=True, capture_output=True)
        self.assertTrue((self.folder / 'ryorin' / 'workspace.json').exists())

    def test_damaged_settings(self):
        self.done('init')
        (self.home / 'workspace.json').write_text('{')
        self.assertIn('damaged', self.refused('list', 'person'))

    def test_damaged_database(self):
        self.done('init', '--sample')
        file = self.home / 'spaces' / 'council.sqlite'
        file.write_bytes(b'x' * 4096 + file.read_bytes()[4096:])
        self.refused('list', 'person')

    def damage(self, do):
        """Lets @do loose on the database's file, all of which has been written into it."""
        file = self.home / 'spaces' / 'council.sqlite'
        database = sqlite3.connect(file)
        database.execute('PRAGMA wal_checkpoint(TRUNCATE)')
        database.close()
        do(file)

    def test_damaged_list(self):
        """A list that cannot be read to its end is refused: a part is never shown as the whole."""
        self.done('init', '--sample')

        def scribble(file):
            database = sqlite3.connect(file)
            (size,), (page,) = (database.execute(sql).fetchone() for sql in
                                ('PRAGMA page_size', "SELECT rootpage FROM sqlite_schema WHERE name = 'keys'"))
            database.close()
            with open(file, 'r+b') as out:
                out.seek(size * (page - 1))
                out.write(b'\xa5' * size)

        self.damage(scribble)
        self.assertIn('damaged', self.refused('list', 'person'))
        said = self.refused('check')
        self.assertIn('The data is damaged. Nothing has been changed', said)
        self.assertNotIn('btree', said)

    def test_lost_database(self):
        """A space that was there is not made anew, empty."""
        self.done('init', '--sample')
        for do in (lambda file: file.write_bytes(b''), lambda file: file.unlink()):
            self.damage(do)
            for command in (('list', 'person'), ('check',), ('put',)):
                self.assertIn('restore', self.refused(*command, stdin=''))

    def test_newer_database(self):
        self.done('init')

        def age(file):
            database = sqlite3.connect(file)
            database.execute('PRAGMA user_version = 9999')
            database.commit()
            database.close()

        self.damage(age)
        said = self.refused('list', 'person', lang='ja_JP.UTF-8')
        self.assertIn('第9999版', said)
        self.assertIn('何も変えていません', said)

    def test_faults_in_japanese(self):
        """No library's English on a clerk's screen."""
        self.done('init')
        (self.folder / 'text').write_text('no backup')
        self.damage(lambda file: file.write_bytes(b'x' * 8192))
        damaged, self.home = self.home, self.folder / 'other'
        self.done('init')
        faults = (
            (('check',), {'home': damaged}),
            (('put',), {'stdin': '{'}),
            (('put',), {'stdin': '[1]'}),
            (('put',), {'stdin': '{"_id":"_x","name":"a"}'}),
            (('put',), {'stdin': '{"_id":"person:1","_x":"a"}'}),
            (('show', 'person:9', '--revs'), {}),
            (('backup', '/no/where'), {}),
            (('backup', self.folder / 'text'), {}),
            (('import', 'organisations', '/no/where.csv'), {}),
            (('paper', 'minutes', 'meeting:9', '-o', 'a.pdf'), {}),
        )
        for line, more in faults:
            with self.subTest(line=line, more=more):
                said = self.refused(*line, lang='ja_JP.UTF-8', **more)
                self.assertRegex(said, '[ぁ-ん]')
                self.assertNotRegex(said, r'[A-Za-z]+ [a-z]+ [a-z]+')
        self.assertEqual((self.folder / 'text').read_text(), 'no backup')

    def test_no_room_to_begin(self):
        """What could not be made leaves nothing in the way of the next attempt."""
        small = self.folder / 'small'
        small.mkdir()
        if subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=400k', 'tmpfs', small], capture_output=True, check=False).returncode != 0:
            self.skipTest('cannot mount a small file system')
        self.addCleanup(subprocess.run, ['umount', small], check=True)
        for size, line in (('400k', ('init',)), ('1m', ('init', '--sample'))):
            subprocess.run(['mount', '-o', f'remount,size={size}', small], check=True)
            self.assertIn('no room', self.refused(*line, home=small / 'home'))
            self.assertEqual(list(small.iterdir()), [])
        subprocess.run(['mount', '-o', 'remount,size=30m', small], check=True)
        self.done('init', '--sample', home=small / 'home')

    def test_full_disk(self):
        """Needs a file system of its own, so it runs where the tests may mount one."""
        small = self.folder / 'small'
        small.mkdir()
        if subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', small], capture_output=True, check=False).returncode != 0:
            self.skipTest('cannot mount a small file system')
        self.addCleanup(subprocess.run, ['umount', small], check=True)
        home = small / 'home'
        self.done('init', home=home)
        lines = '\n'.join(json.dumps({'_id': f'person:{i}', 'kind': 'person', 'name': f'人{i}', 'note': 'x' * 400}) for i in range(9000))
        result = self.call('put', home=home, stdin=lines)
        self.assertEqual(result.returncode, 1)
        self.assertIn('no room', result.stderr)
        written = result.stdout.splitlines()
        self.assertTrue(written)
        subprocess.run(['mount', '-o', 'remount,size=30m', small], check=True)
        self.assertEqual(self.done('list', 'person', '--count', home=home), f'{len(written)}\n')  # what was said is there
        self.assertTrue(self.done('check', home=home).endswith('faults 0\n'))

    def test_check(self):
        self.done('init', '--sample')
        self.assertRegex(self.done('check'), r'(?s)^council: documents \d+, .*conflicts 0\nfaults 0\n$')
        database = sqlite3.connect(self.home / 'spaces' / 'council.sqlite')
        database.execute("UPDATE docs SET body = '{' WHERE id = 'council:care'")
        database.commit()
        database.close()
        self.assertIn('council:care', self.refused('check'))

    def test_compact(self):
        self.done('init', '--sample')
        listed = self.done('list', 'person')
        self.done('delete', *[line.split('\t')[0] for line in listed.splitlines()[:5]])
        self.assertRegex(self.done('compact'), r'^bytes \d+ before, \d+ now\n$')
        self.assertTrue(self.done('check').endswith('faults 0\n'))
        self.assertEqual(self.done('list', 'person', '--count'), f'{len(listed.splitlines()) - 5}\n')

    def test_held_by_another(self):
        self.done('init')
        holder = subprocess.Popen([PROGRAM, '--home', self.home, 'put'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        # It reads its input before it takes the home, so that a slow script does not hold it.
        self.done('list', 'person')
        holder.communicate(b'{"kind":"person","name":"a"}')
        self.assertEqual(holder.returncode, 0)

    def test_backup_and_restore(self):
        self.done('init', '--region', 'shiomi')
        self.put(_id='person:1', kind='person', name='前')
        backup = self.folder / 'a.zip'
        self.assertRegex(self.done('backup', backup), r'^bytes \d+\n$')
        self.done('edit', 'person:1', 'name=後')
        self.assertEqual(self.done('restore', backup), 'region shiomi\n')
        self.assertEqual(self.show('person:1')['name'], '前')
        kept = [path for path in self.folder.iterdir() if '.before-restore-' in path.name]
        self.assertEqual(len(kept), 1)
        self.assertIn('後', self.done('list', 'person', home=kept[0]))
        self.done('restore', backup, home=self.folder / 'new' / 'home')

        backup.write_bytes(backup.read_bytes()[:-100])
        self.refused('restore', backup)
        self.refused('restore', self.folder / 'none.zip')
        self.assertEqual(self.show('person:1')['name'], '前')


class Records(Case):
    def setUp(self):
        super().setUp()
        self.done('init', '--region', 'shiomi')

    def test_put_and_show(self):
        identifier, rev = self.put(_id='organisation:1', kind='organisation', name='汐見病院', later={'a': [1]})
        self.assertEqual(identifier, 'organisation:1')
        document = self.show('organisation:1')
        self.assertEqual(document['_rev'], rev)
        self.assertEqual(document['later'], {'a': [1]})
        self.assertIn('updated_at', document)
        text = self.done('show', 'organisation:1', lang='ja_JP.UTF-8')
        self.assertIn('正式名称: 汐見病院', text)
        self.assertIn('later: {"a":[1]}', text)

    def test_put_makes_ids(self):
        identifier, _ = self.put(kind='person', name='立花')
        self.assertRegex(identifier, r'^person:[0-9A-Z]{26}$')

    def test_put_without_kind(self):
        self.put(_id='person:1', name='立花')
        self.assertEqual(self.show('person:1')['kind'], 'person')
        self.assertEqual(self.done('list', 'people', '--count'), '1\n')
        self.assertEqual(self.done('list', 'organisations', '--count'), '0\n')

    def test_put_many(self):
        lines = '\n'.join(json.dumps({'_id': f'person:{i}', 'kind': 'person', 'name': f'人{i}'}) for i in range(1200))
        self.assertEqual(len(self.rows('put', '-', stdin=lines + '\n\n')), 1200)
        self.assertEqual(self.done('list', 'person', '--count'), '1200\n')
        file = self.folder / 'one.json'
        file.write_text('{\n "kind": "person",\n "name": "行に分けて"\n}\n')
        self.done('put', file)
        self.assertEqual(self.done('list', 'person', '--count'), '1201\n')

    def test_put_refused(self):
        self.put(_id='person:1', kind='person', name='a')
        for text in ('', 'x', '[]', '{', '{"name":"a"}', '{"kind":"person"}', '{"kind":"castle","name":"a"}',
                     '{"_id":"person:1","kind":"organisation","name":"a"}', '{"_id":"person:1","kind":"person","name":"b"}',
                     '{"_id":"person:1","_rev":"7-abc","kind":"person","name":"b"}',
                     '{"_id":"person:2","kind":"person","name":5}'):
            with self.subTest(text=text):
                if text:
                    self.refused('put', stdin=text)
        self.assertIn('2', self.refused('put', stdin='{"kind":"person","name":"b"}\n{"kind":"person"}\n'))
        self.refused('put', self.folder / 'none.json')
        self.assertEqual(self.done('list', 'person', '--count'), '1\n')

    def test_put_refused_lines(self):
        """One line that is refused keeps all of them back, and each says its number and id."""
        self.put(_id='person:7', kind='person', name='前からの人')
        records = [{'_id': f'person:{i}', 'kind': 'person', 'name': f'人{i}'} for i in range(1200)]
        records[1100] = {'_id': 'person:1100', 'kind': 'person'}
        lines = [json.dumps(record) for record in records] + ['{"_id":"person:3"', '{"_id":"person:3","name":"二度目"}']
        said = self.refused('put', stdin='\n'.join(lines), lang='ja_JP.UTF-8')
        self.assertEqual(self.done('list', 'person', '--count'), '1\n')
        told = said.splitlines()
        self.assertEqual(len(told), 5, said)
        for row, words in zip(told, (('8行目', 'person:7', '_rev'), ('1101行目', '氏名'), ('1201行目', '18バイト'),
                                     ('1202行目', 'person:3'), ('4行', '何も書き込んでいません'))):
            for word in words:
                self.assertIn(word, row)
        self.assertIn('何も書き込みません', self.done('put', '--help', lang='ja_JP.UTF-8'))

    def test_put_after_interruption(self):
        """The same text again goes on where it stopped, lists without keys and meetings with internal words too."""
        meeting = {'_id': 'meeting:1', 'kind': 'meeting', 'council': 'council:care', 'title': '第1回 例会', 'date': '2026-11-24',
                   'agenda': [{'title': '報告'}, {'title': '協議'}],
                   'blocks': [{'type': 'summary', 'text': '事務局だけの覚え', 'internal': True}, {'type': 'summary', 'text': '要旨'}]}
        records = [{'_id': f'person:{i}', 'kind': 'person', 'name': f'人{i}', 'note': ''} for i in range(20)] + [meeting]
        lines = [json.dumps(record) for record in records]
        self.done('put', stdin='\n'.join(lines[:8] + lines[-1:]))
        before = self.rows('put', stdin=lines[-1])
        result = self.call('put', stdin='\n'.join(lines), lang='ja_JP.UTF-8')
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn('9件', result.stderr)
        self.assertEqual(len(result.stdout.splitlines()), 21)
        self.assertTrue(before[0][1].startswith('1-'))
        self.assertEqual(result.stdout.splitlines()[-1].split('\t'), before[0])
        self.assertEqual(self.rows('put', stdin='\n'.join(lines)), [line.split('\t') for line in result.stdout.splitlines()])
        meeting['agenda'][1]['title'] = '別の議題'
        self.assertIn('meeting:1', self.refused('put', stdin=json.dumps(meeting)))

    def test_put_points_at_nothing(self):
        """What a record points at may come after it: it is taken, with a word."""
        post = json.dumps({'_id': 'post:1', 'kind': 'post', 'person': 'person:1', 'organisation': 'organisation:9'})
        self.put(_id='person:1', kind='person', name='立花')
        result = self.call('put', stdin=post, lang='ja_JP.UTF-8')
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn('organisation:9', result.stderr)
        self.assertIn('会員機関：', result.stderr)
        self.assertNotIn('person:1', result.stderr)
        self.assertIn('IDを直してください', result.stderr)
        self.put(_id='organisation:9', kind='organisation', name='汐見病院')
        self.assertNotIn('IDを直してください', self.call('put', stdin=post, lang='ja_JP.UTF-8').stderr)

    def test_put_again(self):
        _, rev = self.put(_id='person:1', kind='person', name='a')
        document = self.show('person:1')
        del document['_rev']
        self.assertEqual(self.put(**document), ['person:1', rev])  # the same is no change
        _, second = self.put(_id='person:1', _rev=rev, kind='person', name='b')
        self.assertTrue(second.startswith('2-'))
        self.put(_id='person:1', _rev=rev, kind='person', name='a', note='x')  # an old version: merged
        self.assertEqual((self.show('person:1')['name'], self.show('person:1')['note']), ('b', 'x'))
        result = self.call('put', stdin=json.dumps({'_id': 'person:1', '_rev': rev, 'kind': 'person', 'name': 'c'}))
        self.assertEqual(result.returncode, 0)
        self.assertIn('conflicts', result.stderr)
        self.assertEqual(self.rows('conflicts')[0][::2], ['person:1', 'name'])
        (line,) = self.done('conflicts', '--json').splitlines()
        conflict = json.loads(line)
        self.assertEqual(conflict['base']['name'], 'a')
        self.assertEqual({conflict['left']['name'], conflict['right']['name']}, {'b', 'c'})

    def test_edit(self):
        self.put(_id='organisation:1', kind='organisation', name='汐見病院', fax='000-1')
        self.done('edit', 'organisation:1', 'beds=１２０床', 'opened_on=平成12年10月8日', '種別=病院', 'fax=', '診療科目=内科、外科',
                  'postal_code=〒0000001', 'note=a=b')
        document = self.show('organisation:1')
        self.assertEqual((document['beds'], document['opened_on'], document['org_kind']), (120, '2000-10-08', 'hospital'))
        self.assertEqual((document['departments'], document['postal_code'], document['note']), (['内科', '外科'], '000-0001', 'a=b'))
        self.assertNotIn('fax', document)

    def test_edit_refused(self):
        self.put(_id='organisation:1', kind='organisation', name='汐見病院')
        for assignment in ('beds=many', 'opened_on=someday', 'colour=red', 'org_kind=castle', 'name='):
            self.refused('edit', 'organisation:1', 'note=x', assignment)
        self.assertNotIn('note', self.show('organisation:1'))
        self.refused('edit', 'organisation:9', 'name=x')

    def test_check_digit_only_warns(self):
        self.put(_id='organisation:1', kind='organisation', name='汐見病院')
        result = self.call('edit', 'organisation:1', 'medical_code=0110113718')
        self.assertEqual(result.returncode, 0)
        self.assertIn(' 9', result.stderr)
        self.assertEqual(self.show('organisation:1')['medical_code'], '0110113718')

    def test_delete(self):
        self.put(_id='person:1', kind='person', name='a')
        self.put(_id='person:2', kind='person', name='b')
        self.refused('delete', 'person:1', 'person:9')
        self.assertEqual(self.done('list', 'person', '--count'), '2\n')
        self.done('delete', 'person:1', 'person:2')
        self.assertEqual(self.done('list', 'person'), '')
        self.refused('show', 'person:1')
        self.refused('delete', 'person:1')
        states = [row[1] for row in self.rows('show', 'person:1', '--revs')]
        self.assertEqual(states, ['deleted', 'ancestor'])
        self.put(_id='person:1', kind='person', name='c')  # a name can be used again
        self.assertEqual(self.show('person:1')['name'], 'c')

    def test_revisions(self):
        self.put(_id='person:1', kind='person', name='a')
        self.done('edit', 'person:1', 'name=b')
        rows = self.rows('show', 'person:1', '--revs')
        self.assertEqual([row[1] for row in rows], ['current', 'ancestor'])
        self.assertEqual(self.show('person:1', '--revs')['_revisions']['start'], 2)
        self.assertIn('person:9', self.refused('show', 'person:9', '--revs'))
        self.done('delete', 'person:1')
        self.assertEqual(self.rows('show', 'person:1', '--revs')[0][1], 'deleted')
        self.assertTrue(self.show('person:1', '--revs')['_deleted'])

    def test_unknown(self):
        self.refused('show', 'person:9')
        self.refused('show', 'nonsense')
        self.refused('list', 'castle')
        self.refused('list', 'person', '--where', 'colour=red')


class Lists(Case):
    def setUp(self):
        super().setUp()
        self.done('init')
        rows = (('1', '汐見病院', 'しおみびょういん', 'hospital', 120, True), ('2', '青葉薬局', 'アオバヤッキョク', 'pharmacy', None, False),
                ('3', 'が病院', 'がびょういん', 'hospital', 80, None), ('4', 'か病院', 'かびょういん', 'hospital', 0, None),
                ('5', '読みのない会', None, 'informal', None, None), ('6', 'タブ\tと\n改行', 'んん', 'other', None, None))
        documents = []
        for key, name, reading, kind, beds, emergency in rows:
            members = {'name': name, 'reading': reading, 'org_kind': kind, 'beds': beds, 'emergency': emergency}
            documents.append({'_id': f'organisation:{key}', 'kind': 'organisation',
                              **{member: value for member, value in members.items() if value is not None}})
        self.done('put', stdin='\n'.join(json.dumps(document) for document in documents))

    def test_reading_order(self):
        names = [row[1] for row in self.rows('list', 'organisation')]
        self.assertEqual(names, ['青葉薬局', 'か病院', 'が病院', '汐見病院', 'タブ と 改行', '読みのない会'])

    def test_where(self):
        for conditions, expected in ((['org_kind=hospital'], '3'), (['種別=病院'], '3'), (['name~病院'], '3'),
                                     (['name~ﾋﾞｮｳｲﾝ'], '0'), (['reading~ビョウイン'], '3'), (['reading~びょういん'], '3'),
                                     (['name~病院', 'beds=80'], '1'), (['beds=120床'], '1'), (['beds=0'], '1'),
                                     (['emergency=はい'], '1'), (['name=汐見病院'], '1'), (['name=汐見'], '0')):
            with self.subTest(conditions=conditions):
                options = [part for condition in conditions for part in ('--where', condition)]
                self.assertEqual(self.done('list', 'organisation', '--count', *options), f'{expected}\n')
                self.assertEqual(len(self.rows('list', 'organisation', *options)), int(expected))

    def test_json(self):
        lines = self.done('list', 'organisation', '--json').splitlines()
        documents = [json.loads(line) for line in lines]
        self.assertEqual(len(documents), 6)
        self.assertTrue(all(document['_rev'] and document['_id'] for document in documents))

    def test_nowhere_to_write(self):
        with open('/dev/full', 'w', encoding='utf-8') as full:
            result = subprocess.run([PROGRAM, '--home', self.home, 'list', 'organisation'], stdout=full, check=False)
        self.assertEqual(result.returncode, 1)

    def test_language_does_not_matter(self):
        self.assertEqual(self.done('list', 'organisation'), self.done('list', 'organisation', lang='ja_JP.UTF-8'))

    def test_search(self):
        self.assertEqual(self.rows('search', '汐見'), [['organisation:1', '汐見病院']])
        self.assertEqual(self.done('search', '病院', '--count'), '3\n')
        self.assertEqual(self.done('search', '病院', '汐見', '--count'), '1\n')
        self.assertEqual(self.done('search', '存在しない語'), '')
        self.assertEqual(self.done('search', '存在しない語', '--count'), '0\n')


class Import(Case):
    TABLE = ('名称,フリガナ,種別,電話番号,病床数,所在地\r\n'
             '汐見病院,シオミビョウイン,病院,０００-１１１-０００１,120床,北浜市汐見区一条1丁目\r\n'
             '青葉薬局,アオバヤッキョク,薬局,000-111-0002,,北浜市青葉区二条\r\n'
             '"磯辺, 医院",,診療所,000-111-0003,0,北浜市汐見区三条\r\n'
             ',,病院,000-111-0004,,\r\n')

    def setUp(self):
        super().setUp()
        self.done('init')
        self.file = self.folder / 'list.csv'
        self.file.write_bytes(self.TABLE.encode('cp932'))
        self.refused_rows = self.folder / 'list.csv.refused.csv'

    def run_import(self, *args):
        return self.done('import', 'organisations', self.file, *args)

    def test_import(self):
        self.assertEqual(self.run_import('--dry-run'), 'new 3, changed 0, same 0, refused 1\n')
        self.assertFalse(self.refused_rows.exists())
        self.assertEqual(self.done('list', 'organisation', '--count'), '0\n')
        self.assertEqual(self.run_import(), 'new 3, changed 0, same 0, refused 1\n')
        self.assertIn('000-111-0004', self.refused_rows.read_text(encoding='utf-8-sig'))
        self.assertEqual([row[1] for row in self.rows('list', 'organisation')], ['青葉薬局', '磯辺, 医院', '汐見病院'])
        self.assertEqual(self.run_import(), 'new 0, changed 0, same 3, refused 1\n')
        self.file.write_bytes(self.TABLE.replace('120床', '130床').encode('utf-8-sig'))
        self.assertEqual(self.run_import(), 'new 0, changed 1, same 2, refused 1\n')
        self.assertEqual(self.done('list', 'organisation', '--where', 'beds=130', '--count'), '1\n')

    def test_where(self):
        self.assertEqual(self.run_import('--where', 'address~汐見区'), 'new 2, changed 0, same 0, refused 0\n')
        self.assertEqual(self.run_import('--where', '種別=薬局', '--dry-run'), 'new 1, changed 0, same 0, refused 0\n')
        self.refused('import', 'organisations', self.file, '--where', 'colour=red')

    def test_nothing_to_import(self):
        """A list that brings nothing says what is the matter and what to do."""
        for text, words in (('', 'このファイルは空です'), ('名称,住所\n', '見出しだけで'), ('甲,乙\nア,イ\n', '見出しが見つかりません'),
                            ('住所,電話\n汐見区,000\n', '「正式名称」に合わせた列がありません'),
                            ('名称,病床数\n潮入病院,多数\n', '何も取り込んでいません')):
            with self.subTest(text=text):
                self.file.write_text(text, encoding='utf-8')
                self.assertIn(words, self.refused('import', 'organisations', self.file, lang='ja_JP.UTF-8'))
        self.assertEqual(self.done('list', 'organisation', '--count'), '0\n')
        self.file.write_text('名称,病床数\n汐見病院,10\n', encoding='utf-8')
        self.run_import()
        self.assertEqual(self.run_import(), 'new 0, changed 0, same 1, refused 0\n')
        result = self.call('import', 'organisations', self.file, '--where', 'name~薬局', lang='ja_JP.UTF-8')
        self.assertEqual((result.returncode, result.stderr), (0, '条件に合う行がありません。\n'))

    def test_clean_run_removes_old_refusals(self):
        self.refused_rows.write_text('old')
        self.file.write_text('名称\n汐見病院\n', encoding='utf-8')
        self.assertEqual(self.run_import(), 'new 1, changed 0, same 0, refused 0\n')
        self.assertFalse(self.refused_rows.exists())

    def test_alike_on_two_desktops(self):
        other = self.folder / 'other'
        self.done('init', home=other)
        self.run_import()
        self.done('import', 'organisations', self.file, home=other, lang='ja_JP.UTF-8')
        self.assertEqual(self.done('list', 'organisation', '--json'), self.done('list', 'organisation', '--json', home=other))

    def test_killed(self):
        """A process that is killed half way leaves whole records, a free home, and a run that can be repeated."""
        many = 5000 if SLOW else 20000
        rows = ''.join(f'汐見第{i}病院,シオミダイ{i},000-{i:07d}\n' for i in range(many))
        self.file.write_text('名称,フリガナ,電話番号\n' + rows, encoding='utf-8')
        process = subprocess.Popen([PROGRAM, '--home', self.home, 'import', 'organisations', self.file], stdout=subprocess.DEVNULL)
        log = self.home / 'spaces' / 'council.sqlite-wal'
        while process.poll() is None and not (log.exists() and log.stat().st_size > 500000):
            time.sleep(0.01)
        process.kill()
        process.wait()
        self.assertTrue(self.done('check').endswith('faults 0\n'))
        there = int(self.done('list', 'organisation', '--count'))
        self.assertEqual(self.run_import(), f'new {many - there}, changed 0, same {there}, refused 0\n')

    def test_bad_files(self):
        for content in (b'', b'\x00\x01\x02\x03' * 200, '色,形\n赤,丸\n'.encode(), b'\xff\xd8\xff\xe0' + bytes(range(256)) * 8):
            with self.subTest(content=content[:8]):
                self.file.write_bytes(content)
                self.refused('import', 'organisations', self.file)
        self.file.write_bytes(b'name\n\xff\xfd\n\xff\xfe\xfd\n')
        self.assertIn('encoding', self.refused('import', 'organisations', self.file))
        self.assertIn('There is no file', self.refused('import', 'organisations', self.folder / 'none.csv'))
        self.refused('import', 'organisations', self.folder)
        self.assertEqual(self.done('list', 'organisation', '--count'), '0\n')


class Paper(Case):
    def test_minutes(self):
        self.done('init', '--sample')
        meeting = self.rows('list', 'meeting', '--where', 'stage=sealed')[-1][0]
        file = self.folder / 'minutes.pdf'
        self.assertRegex(self.done('paper', 'minutes', meeting, '-o', file), r'^pages \d+\n$')
        self.assertEqual(file.read_bytes()[:5], b'%PDF-')
        self.refused('paper', 'minutes', 'meeting:none', '-o', file)
        self.refused('paper', 'minutes', 'council:care', '-o', file)
        self.refused('paper', 'minutes', meeting, '-o', self.folder / 'none' / 'x.pdf')

    def test_letters(self):
        self.done('init', '--sample')
        out = self.folder / 'out'
        out.mkdir()
        # A draft has no number and leaves no trace.
        said = dict(line.split(' ', 1) for line in self.done('print', 'notice', 'meeting:teirei-43', out, '--draft').splitlines())
        self.assertNotIn('number', said)
        self.assertGreater(int(said['letters']), 15)
        self.assertEqual(self.rows('list', 'letter', '--where', 'meeting=meeting:teirei-43'), [])
        said = dict(line.split(' ', 1) for line in
                    self.done('print', 'notice', 'meeting:teirei-43', out, '--date', '2026-11-24', '--reply-by', 'R8.12.10', '--labels', '24').splitlines())
        folder = pathlib.Path(said['folder'])
        self.assertEqual(said['number'], '汐ネ協第3号')
        self.assertIn('FAX.pdf', os.listdir(folder))
        for draft in (folder / 'メール').iterdir():
            self.assertIn(b'X-Unsent: 1', draft.read_bytes())
        self.assertEqual(len(self.rows('list', 'letter', '--where', 'meeting=meeting:teirei-43')), 1)
        self.assertIn('meeting:teirei-43', [row[0] for row in self.rows('list', 'meeting', '--where', 'stage=noticed')])
        self.refused('print', 'notice', 'meeting:none', out)
        self.refused('print', 'notice', 'meeting:teirei-43', self.folder / 'none')
        self.refused('print', 'notice', 'meeting:teirei-43', out, '--date', 'yesterday')



class Day(Case):
    """What is handed out at the door."""

    def test_papers(self):
        self.done('init', '--sample')
        for paper in ('signin', 'attendance', 'plates', 'badges', 'seating'):
            with self.subTest(paper=paper):
                file = self.folder / f'{paper}.pdf'
                self.assertRegex(self.done('print', paper, 'meeting:reikai-182', file), r'^pages \d+\n$')
                self.assertTrue(file.read_bytes().startswith(b'%PDF-'))
        self.refused('print', 'signin', 'meeting:none', file)
        self.refused('print', 'badges', 'meeting:reikai-182', self.folder / 'none' / 'x.pdf')
        self.refused('print', 'plates', 'meeting:reikai-182', status=2)


class Calendar(Case):
    def test_meeting_and_council(self):
        self.done('init', '--sample')
        file = self.folder / 'meeting.ics'
        self.assertEqual(self.done('calendar', 'meeting:reikai-182', file), '')
        text = file.read_bytes().decode()
        self.assertIn('DTSTART;TZID=Asia/Tokyo:20261208T190000\r\n', text)
        self.assertEqual(text.count('BEGIN:VEVENT'), 1)
        feed = self.done('calendar', 'council:care')
        n = int(self.done('list', 'meeting', '--where', 'council=council:care', '--count'))
        self.assertEqual(feed.count('BEGIN:VEVENT'), n)
        self.assertEqual(len(set(re.findall('UID:(.*)', feed))), n)
        self.assertTrue(all(len(line.encode()) <= 75 for line in feed.splitlines()))
        for wrong in ('meeting:none', 'series:reikai'):
            self.assertIn(wrong, self.refused('calendar', wrong))
        self.refused('calendar', 'council:care', self.folder / 'none' / 'x.ics')


if __name__ == '__main__':
    unittest.main()
