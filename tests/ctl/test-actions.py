#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is to be done, as lines, as a file and as a paper; and the trash."""

import csv
import io
import subprocess
import unittest

from harness import Case

TODAY = {'RYORIN_TODAY': '2026-11-24'}


class Actions(Case):
    def setUp(self):
        super().setUp()
        self.done('init', '--region', 'shiomi')
        self.put(_id='council:care', kind='council', name='在宅医療・介護連携協議会')
        self.put(_id='person:mori', kind='person', name='森 さくら')
        self.put(_id='subcommittee:it', kind='subcommittee', name='ICT分科会', council='council:care')
        self.put(_id='action:late', kind='action', text='様式を直す', status='doing', due='2026-11-10', council='council:care',
                 owner='person:mori', owner_name='森 さくら', others=[{'key': 'a', 'name': '事務局'}],
                 postponements=[{'from': '2026-10-10', 'to': '2026-11-10', 'reason': '版が\n定まらない', 'on': '2026-10-09'}])
        self.put(_id='action:soon', kind='action', text='"会場", を取る', status='todo', due='2026-12-01',
                 subcommittee='subcommittee:it', note='𩸽と①')
        self.put(_id='action:done', kind='action', text='済んだこと', status='done', due='2026-10-01', done_on='2026-09-30')

    def ids(self, *args):
        return [row[0] for row in self.rows('actions', *args, env=TODAY)]

    def test_lines(self):
        self.assertEqual(self.rows('actions', env=TODAY),
                         [['action:late', '2026-11-10', 'doing', '1', '森 さくら', '様式を直す'],
                          ['action:soon', '2026-12-01', 'todo', '0', '', '"会場", を取る']])
        self.assertEqual(self.ids('--overdue'), ['action:late'])
        self.assertEqual(set(self.ids('--all')), {'action:late', 'action:soon', 'action:done'})
        self.assertEqual(self.ids('--owner', 'person:mori'), ['action:late'])
        self.assertEqual(self.ids('--subcommittee', 'subcommittee:it'), ['action:soon'])
        self.assertEqual(self.ids('--council', 'council:care'), ['action:late'])
        self.assertEqual(self.ids('--owner', 'person:nobody'), [])

    def write_csv(self, *args, encoding='utf-8-sig'):
        path = self.folder / 'actions.csv'
        self.assertEqual(self.done('actions', '--all', '--csv', path, *args, env=TODAY), 'rows 3\n')
        return list(csv.DictReader(io.StringIO(path.read_bytes().decode(encoding), newline='')))

    def test_csv(self):
        rows = {row['何を']: row for row in self.write_csv()}
        late = rows['様式を直す']
        self.assertEqual([late[each] for each in ('だれが', 'ともに', 'いつまで', '延期', '状態', '協議会')],
                         ['森 さくら', '事務局', '2026-11-10', '1', '進行', '在宅医療・介護連携協議会'])
        self.assertEqual(late['延期の理由'].split(), ['版が', '定まらない'])
        self.assertEqual(rows['"会場", を取る']['分科会'], 'ICT分科会')
        self.assertEqual(rows['"会場", を取る']['備考'], '𩸽と①')
        self.assertEqual(rows['済んだこと']['完了日'], '2026-09-30')

    def test_csv_of_old_spreadsheets(self):
        rows = {row['何を']: row for row in self.write_csv('--encoding', 'CP932', encoding='cp932')}
        self.assertEqual(rows['"会場", を取る']['備考'], '〓と①')
        path = self.folder / 'other.csv'
        self.assertIn('EUC', self.refused('actions', '--csv', path, '--encoding', 'EUC-JP', status=2))
        self.assertFalse(path.exists())

    def test_paper(self):
        path = self.folder / 'actions.pdf'
        self.assertEqual(self.done('actions', '-o', path, env=TODAY), 'pages 1\n')
        text = subprocess.run(['pdftotext', '-layout', path, '-'], capture_output=True, encoding='utf-8', check=True).stdout
        self.assertIn('様式を直す', text)
        self.assertNotIn('済んだこと', text)
        self.refused('actions', '-o', self.folder / 'none' / 'actions.pdf')

    def test_trash(self):
        self.assertEqual(self.done('trash', 'list'), '')
        self.done('delete', 'action:late')
        ((identifier, when, _, name),) = self.rows('trash', 'list')
        self.assertEqual((identifier, name), ('action:late', '様式を直す'))
        self.assertRegex(when, r'^\d{4}-\d\d-\d\dT')
        self.assertEqual(self.done('trash', 'restore', 'action:late'), 'action:late\n')
        self.assertEqual(self.show('action:late')['text'], '様式を直す')
        self.assertEqual(self.done('trash', 'list'), '')
        self.refused('trash', 'restore', 'action:late')

    def test_trash_of_what_was_made_again(self):
        """What stands there now is not put away."""
        self.done('delete', 'action:late')
        self.put(_id='action:late', kind='action', text='ほかのこと', status='todo')
        self.assertEqual(self.done('trash', 'list'), '')
        self.refused('trash', 'restore', 'action:late')
        self.assertEqual(self.show('action:late')['text'], 'ほかのこと')

    def test_trash_purged(self):
        self.done('delete', 'action:late')
        self.done('trash', 'purge', 'action:late')
        self.assertEqual(self.done('trash', 'list'), '')
        self.refused('trash', 'restore', 'action:late')
        self.refused('show', 'action:late')

    def test_usage(self):
        for words in (['trash'], ['trash', 'burn', 'x'], ['trash', 'list', 'x'], ['trash', 'restore'], ['actions', 'x']):
            with self.subTest(words=words):
                self.refused(*words, status=2)


if __name__ == '__main__':
    unittest.main()
