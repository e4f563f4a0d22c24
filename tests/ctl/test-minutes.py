#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Minutes from a draft to sealed editions, and what each edition says.

Of PDF/A-2b (ISO 19005-2) these rules are checked here, on the structure as qpdf reads it: header and end, identifier,
no encryption, the metadata packet and its agreement with the Info dictionary, the output intent and its profile,
embedded fonts, the glyph map of each CIDFontType2, ToUnicode (not asked for by level B, but by our search), no
interpolated images, no transparency without a blending space, no scripts, forms, embedded files or external content,
only device colours of the intent's model. The insides of the fonts are test-archive-fonts.py's.
"""

import base64
import json
import re
import shutil
import sqlite3
import subprocess
import unittest
import xml.etree.ElementTree

from harness import Case

MEETING = 'meeting:reikai-181'


def run(*args):
    return subprocess.run(args, capture_output=True, check=True).stdout


def squeeze(text):
    return ''.join(text.split())


@unittest.skipUnless(shutil.which('pdftotext'), 'poppler-utils is not installed')
class Editions(Case):
    def setUp(self):
        super().setUp()
        self.done('init', '--sample')

    def prepare(self):
        """The sample's last meeting, with an item and a block that are not public."""
        meeting = self.show(MEETING)
        meeting['agenda'].insert(-2, {'key': 'x1', 'title': '事例の検討', 'level': 1, 'numbered': True, 'confidential': True})
        meeting['blocks'] += [
            {'key': 'x2', 'item': 'x1', 'type': 'summary', 'text': 'ひみつの事例を話した。'},
            {'key': 'x3', 'item': 'x1', 'type': 'decision', 'text': 'ひみつのまま扱う。', 'number': 'R8-例会181-2'},
            {'key': 'x4', 'item': 'a10', 'type': 'summary', 'text': 'うちわの心配があった。', 'internal': True},
            {'key': 'x5', 'item': 'a8', 'type': 'decision', 'text': '次回も続ける。', 'number': 'R8-例会181-3'},
            {'key': 'x6', 'item': 'a8', 'type': 'next', 'text': '冬の当番は次回に決める。'}]
        self.done('put', stdin=json.dumps(meeting, ensure_ascii=False))
        return meeting

    def text(self, edition):
        path = self.folder / f'{edition}.pdf'
        self.done('paper', 'minutes', MEETING, '--edition', edition, '-o', path)
        return squeeze(run('pdftotext', '-raw', path, '-').decode())

    def test_who_reads_what(self):
        meeting = self.prepare()
        public, members, internal = map(self.text, ('public', 'members', 'internal'))
        for text, withheld in ((public, True), (members, False), (internal, False)):
            self.assertEqual('ひみつ' not in text, withheld)
            self.assertEqual('事例の検討' not in text, withheld)
        self.assertNotIn('うちわの心配', public + members)
        self.assertIn('うちわの心配', internal)
        for seat in meeting['attendance']:
            self.assertNotIn(squeeze(seat['name']), public)
            self.assertIn(squeeze(seat['name']), members)
        self.assertNotIn('立花', public)
        self.assertNotIn('工藤', public)
        self.assertIn('工藤委員', members)
        self.assertIn('議題1件、記載1件を除いています', public)
        self.assertIn('R8-例会181-2', public)
        self.assertNotIn('R8-例会181-3', public)
        self.assertIn('R8-例会181-3', members)
        self.assertIn('次回へ冬の当番は次回に決める。', public)
        self.assertIn('会員版・取扱注意', members)
        self.assertIn('公開版', public)
        self.refused('paper', 'minutes', MEETING, '--edition', 'everybody', '-o', self.folder / 'x.pdf', status=2)

    def seal(self):
        self.done('minutes', 'circulate', MEETING, '--until', '2026-11-30', env={'RYORIN_TODAY': '2026-11-24'})
        self.refused('minutes', 'pass', MEETING, env={'RYORIN_TODAY': '2026-11-30'})
        self.refused('minutes', 'seal', MEETING)
        self.done('minutes', 'pass', MEETING, env={'RYORIN_TODAY': '2026-12-01'})
        self.assertEqual(self.done('minutes', 'seal', MEETING, env={'RYORIN_TODAY': '2026-12-01'}), 'stage sealed\n')

    def test_seal_verify_correct(self):
        self.prepare()
        self.seal()
        edition = self.show('edition:reikai-181:1')
        self.assertEqual([file['audience'] for file in edition['files']], ['members', 'public'])
        internal = self.show('internal_edition:reikai-181:1')
        self.assertEqual([file['audience'] for file in internal['files']], ['internal'])
        self.assertIn('うちわの心配', internal['content'])
        self.assertNotIn('うちわの心配', edition['content'])
        self.assertEqual(self.rows('verify-editions')[0][:2], ['edition:reikai-181:1', 'sound'])
        self.refused('edit', MEETING, 'title=ほかの題')
        self.refused('edit', MEETING, 'stage=draft')
        self.refused('edit', 'edition:reikai-181:1', 'reason=なし')
        self.refused('delete', 'edition:reikai-181:1')
        self.refused('minutes', 'correct', MEETING)
        self.done('minutes', 'correct', MEETING, '--reason', '氏名の誤り')
        self.done('edit', MEETING, 'place=別の会場')
        self.done('minutes', 'resolve', MEETING)
        self.done('minutes', 'seal', MEETING)
        self.assertEqual([row[:2] for row in self.rows('verify-editions', MEETING)],
                         [['edition:reikai-181:2', 'sound'], ['edition:reikai-181:1', 'sound']])
        second = self.show('edition:reikai-181:2')
        self.assertEqual((second['number'], second['reason']), (2, '氏名の誤り'))
        self.assertNotEqual(second['digest'], edition['digest'])
        text = squeeze(run('pdftotext', '-raw', self.paper(second), '-').decode())
        self.assertIn('第2版正誤（氏名の誤り）', text)
        self.assertIn('別の会場', text)

    def paper(self, edition, audience='members'):
        """A paper of an edition as a file."""
        file = next(file for file in edition['files'] if file['audience'] == audience)
        path = self.folder / 'sealed.pdf'
        with sqlite3.connect(self.database()) as db:
            for data, in db.execute('SELECT group_concat(hex(data), "") FROM (SELECT blob, data FROM chunks ORDER BY blob, n) GROUP BY blob'):
                path.write_bytes(bytes.fromhex(data))
                if run('sha256sum', path).decode().startswith(file['digest']):
                    return path
        self.fail('no blob has the digest of the paper')

    def database(self):
        return next(path for path in self.home.rglob('*.sqlite*') if 'council' in path.name and not path.name.endswith(('-wal', '-shm')))

    def test_changed_past_the_program(self):
        self.seal()
        with sqlite3.connect(self.database()) as db:
            db.execute("UPDATE docs SET body = replace (body, '夜間', '昼間') WHERE id = 'edition:reikai-181:1'")
        said = self.refused('verify-editions')
        self.assertIn('edition:reikai-181:1', said)

    def test_quick_and_small(self):
        path = self.folder / 'a.pdf'
        self.done('paper', 'minutes', MEETING, '-o', path)
        self.assertLess(path.stat().st_size, 300 * 1024)


@unittest.skipUnless(shutil.which('qpdf'), 'qpdf is not installed')
class Archive(Case):
    """The rules of PDF/A-2b that a structure shows."""

    def setUp(self):
        super().setUp()
        self.done('init', '--sample')
        self.path = self.folder / 'archive.pdf'
        self.done('paper', 'minutes', MEETING, '--archive', '-o', self.path)
        self.objects = json.loads(run('qpdf', '--json=2', '--json-stream-data=inline', '--decode-level=generalized', self.path))['qpdf'][1]

    def follow(self, value):
        while isinstance(value, str) and re.fullmatch(r'\d+ \d+ R', value):
            entry = self.objects[f'obj:{value}']
            value = entry['value'] if 'value' in entry else entry['stream']['dict']
        return value

    def dictionaries(self):
        for entry in self.objects.values():
            value = entry.get('value') if 'value' in entry else entry.get('stream', {}).get('dict')
            stack = [value]
            while stack:
                value = stack.pop()
                if isinstance(value, dict):
                    yield value
                    stack += value.values()
                elif isinstance(value, list):
                    stack += value

    def stream(self, reference):
        return base64.b64decode(self.objects[f'obj:{reference}']['stream']['data'])

    def test_file(self):
        data = self.path.read_bytes()
        self.assertRegex(data[:9], rb'%PDF-1\.[4-7]\n')
        comment = data.split(b'\n')[1]
        self.assertEqual(comment[:1], b'%')
        self.assertTrue(len(comment) >= 5 and all(byte > 127 for byte in comment[1:5]))
        self.assertTrue(data.rstrip().endswith(b'%%EOF'))
        trailer = self.objects['trailer']['value']
        self.assertEqual(len(trailer['/ID']), 2)
        self.assertNotIn('/Encrypt', trailer)
        run('qpdf', '--check', self.path)

    def test_same_bytes(self):
        again = self.folder / 'again.pdf'
        self.done('paper', 'minutes', MEETING, '--archive', '-o', again)
        self.assertEqual(again.read_bytes(), self.path.read_bytes())

    def test_metadata(self):
        trailer = self.objects['trailer']['value']
        root, info = self.follow(trailer['/Root']), self.follow(trailer['/Info'])
        metadata = self.objects[f'obj:{root["/Metadata"]}']['stream']
        self.assertNotIn('/Filter', metadata['dict'])
        packet = self.stream(root['/Metadata']).decode()
        tree = xml.etree.ElementTree.fromstring(packet)
        said = {element.tag.split('}')[1]: ''.join(element.itertext()).strip() for element in tree.iter()}
        self.assertEqual((said['part'], said['conformance']), ('2', 'B'))
        for key, member in (('/Title', 'title'), ('/Author', 'creator'), ('/Creator', 'CreatorTool'), ('/Producer', 'Producer')):
            self.assertEqual(info[key].removeprefix('u:'), said[member])
        date = info['/CreationDate'].removeprefix('u:')
        self.assertRegex(date, r"^D:\d{14}[+-]\d\d'\d\d'$")
        self.assertEqual(re.sub(r'\D', '', date), re.sub(r'\D', '', said['CreateDate']))

    def test_colours(self):
        root = self.follow(self.objects['trailer']['value']['/Root'])
        (intent,) = root['/OutputIntents']
        intent = self.follow(intent)
        self.assertEqual(intent['/S'], '/GTS_PDFA1')
        self.assertTrue(intent['/OutputConditionIdentifier'])
        profile = self.stream(intent['/DestOutputProfile'])
        self.assertEqual(self.follow(intent['/DestOutputProfile'])['/N'], 3)
        self.assertEqual((profile[36:40], profile[16:20]), (b'acsp', b'RGB '))
        self.assertEqual(int.from_bytes(profile[:4], 'big'), len(profile))
        for dictionary in self.dictionaries():
            self.assertNotIn('/DeviceCMYK', [value for value in dictionary.values() if isinstance(value, str)])
            if dictionary.get('/S') == '/Transparency':
                self.assertIn(dictionary.get('/CS', '/DeviceRGB'), ('/DeviceRGB', '/DeviceGray'))

    def test_fonts(self):
        fonts = [dictionary for dictionary in self.dictionaries() if dictionary.get('/Type') == '/Font']
        self.assertTrue(fonts)
        for font in fonts:
            self.assertNotEqual(font['/Subtype'], '/Type3')
            if font['/Subtype'] == '/Type0':
                self.assertIn('/ToUnicode', font)
                continue
            descriptor = self.follow(font['/FontDescriptor'])
            self.assertTrue({'/FontFile', '/FontFile2', '/FontFile3'} & set(descriptor))
            if font['/Subtype'] == '/CIDFontType2':
                self.assertEqual(font['/CIDToGIDMap'], '/Identity')

    def test_nothing_forbidden(self):
        root = self.follow(self.objects['trailer']['value']['/Root'])
        for key in ('/AcroForm', '/OpenAction', '/AA', '/Requirements'):
            self.assertNotIn(key, root)
        for dictionary in self.dictionaries():
            self.assertFalse({'/JS', '/EmbeddedFiles', '/Ref', '/OPI', '/PS', '/Alternates'} & set(dictionary))
            self.assertNotEqual(dictionary.get('/Interpolate'), True)
            self.assertNotIn('/LZWDecode', str(dictionary.get('/Filter')))


if __name__ == '__main__':
    unittest.main()
