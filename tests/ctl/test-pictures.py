# SPDX-License-Identifier: GPL-3.0-or-later
"""The matrix of hospitals and the pictures, as a script asks for them."""

import unittest
import xml.etree.ElementTree as tree

from harness import Case

TODAY = {'RYORIN_TODAY': '2026-11-24'}


class Matrix(Case):
    def setUp(self):
        super().setUp()
        self.done('init', '--sample')

    def ask(self, *args):
        return self.done('matrix', *args, env=TODAY)

    def test_several_things_at_once(self):
        self.assertEqual(self.ask('--want', '麻薬持続皮下注,緩和'), 'organisation:sample-hospital-05\t汐見中央病院\nfits 1\nopen 1\n')
        self.assertIn('fits 7\n', self.ask('--want', '麻薬持続皮下注~'))
        self.assertIn('fits 13\n', self.ask())

    def test_earlier_day(self):
        now, then = self.ask('--want', '人工呼吸器'), self.ask('--want', '人工呼吸器', '--as-of', '2018-06-01')
        self.assertNotEqual(now, then)
        self.assertIn('organisation:sample-hospital-02', then)

    def test_files(self):
        table, paper, comparison = (self.folder / name for name in ('m.csv', 'm.pdf', 'c.pdf'))
        self.ask('--want', '麻薬持続皮下注', '-o', table)
        rows = table.read_text('utf-8-sig').splitlines()
        self.assertEqual(len(rows), 14)
        self.assertIn('条件に合う', rows[0])
        self.assertTrue(rows[1].startswith('汐見中央病院,'))
        self.ask('-o', paper)
        self.ask('--compare', 'organisation:sample-hospital-05,organisation:sample-hospital-02', '-o', comparison)
        for file in (paper, comparison):
            self.assertTrue(file.read_bytes().startswith(b'%PDF-'))

    def test_refused(self):
        pdf = self.folder / 'x.pdf'
        self.refused('matrix', '--want', 'そんな条件')
        self.refused('matrix', '--as-of', 'いつか', status=2)
        self.refused('matrix', '-o', self.folder / 'x.docx', status=2)
        self.refused('matrix', '--compare', 'organisation:sample-hospital-05', status=2)
        self.refused('matrix', '--compare', 'organisation:none', '-o', pdf)
        self.refused('matrix', '-o', self.folder / 'none' / 'x.pdf')
        self.assertFalse(pdf.exists())


class Pictures(Case):
    def test_every_picture(self):
        self.done('init', '--sample')
        for picture in ('wheels', 'flow', 'ring', 'matrix', 'board'):
            for suffix in ('svg', 'pdf', 'png'):
                with self.subTest(picture=picture, suffix=suffix):
                    file = self.folder / f'{picture}.{suffix}'
                    self.assertRegex(self.done('picture', picture, '-o', file, env=TODAY), r'^nodes \d+\n$')
                    self.assertGreater(file.stat().st_size, 1000)
            tree.parse(self.folder / f'{picture}.svg')
            self.done('picture', picture, '--level', 'hall', '-o', self.folder / f'{picture}-hall.png', env=TODAY)

    def test_years(self):
        self.done('init', '--sample')
        files = [self.folder / f'{year}.svg' for year in (2024, 2025)]
        for year, file in zip((2024, 2025), files):
            self.done('picture', 'flow', '--year', str(year), '-o', file, env=TODAY)
        self.assertNotEqual(files[0].read_text(), files[1].read_text())

    def test_refused(self):
        self.done('init')
        self.refused('picture', 'moon', '-o', self.folder / 'x.svg', status=2)
        self.refused('picture', 'ring', '-o', self.folder / 'x.docx', status=2)
        self.refused('picture', 'ring', '--level', 'moon', '-o', self.folder / 'x.svg', status=2)
        self.done('picture', 'ring', '-o', self.folder / 'empty.svg')
        self.done('picture', 'flow', '-o', self.folder / 'empty.svg')


if __name__ == '__main__':
    unittest.main()
