#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hospitals on the command line, as of a day, and the national ward report read into them."""

import os
import unittest

from harness import Case
from workbook import write_workbook

HEAD = ['医療機関コード', '医療機関名', '病棟名', '2026年7月1日時点の機能', '許可病床', '稼働病床']


class Hospital(Case):
    def setUp(self):
        super().setUp()
        self.done('init', '--sample')

    def test_all(self):
        lines = self.done('hospital', '--as-of', '2026-11-24').splitlines()
        self.assertEqual(len(lines), 13)
        self.assertTrue(any(line.startswith('organisation:sample-hospital-02') and '120' in line for line in lines))

    def test_as_of(self):
        now = self.done('hospital', 'sample-hospital-02', '--as-of', '2026-11-24')
        then = self.done('hospital', 'sample-hospital-02', '--as-of', '2018-04-01')
        self.assertIn('ward\t4階病棟\tchronic\t40', now)
        self.assertIn('ward\t4階病棟\tacute\t40', then)
        self.assertIn('takes\t人工呼吸器\tconditional', now)
        self.assertIn('takes\t人工呼吸器\tyes', then)
        self.assertIn('takes\t経管栄養\t?', then)

    def test_refused(self):
        self.refused('hospital', 'nobody')
        self.refused('hospital', '--as-of', 'someday', status=2)

    def test_paper(self):
        path = os.path.join(self.home, 'sheet.pdf')
        self.done('hospital', 'sample-hospital-05', '-o', path)
        with open(path, 'rb') as file:
            self.assertEqual(file.read(5), b'%PDF-')

    def test_ward_report(self):
        path = os.path.join(self.home, 'report.xlsx')
        self.done('edit', 'organisation:sample-hospital-02', 'medical_code=0110000015')
        write_workbook(path, [HEAD, ['0110000015', '磯辺', '2階病棟', '急性期', '38', '38'], ['0110000015', '磯辺', '3階病棟', '未報告又はデータ不備', '*', '*'],
                              ['0199999999', 'よそ', '1階', '急性期', '1', '1']])
        counts = 'year 2026, new 0, changed 1, same 0, unreported 1, gone 1, refused 0, others 1\n'
        self.assertEqual(self.done('import', 'wards', path, '--dry-run'), counts)
        self.assertIn('recovery', self.done('hospital', 'sample-hospital-02', '--as-of', '2026-11-24').split('3階病棟')[0])
        self.assertEqual(self.done('import', 'wards', path), counts)
        self.assertIn('ward\t2階病棟\tacute\t38', self.done('hospital', 'sample-hospital-02', '--as-of', '2026-11-24'))
        self.assertIn('ward\t2階病棟\trecovery\t40', self.done('hospital', 'sample-hospital-02', '--as-of', '2026-06-30'))
        self.assertIn('changed 0', self.done('import', 'wards', path))

    def test_no_report(self):
        path = os.path.join(self.home, 'report.xlsx')
        with open(path, 'w', encoding='utf-8') as file:
            file.write('a,b\n')
        self.refused('import', 'wards', path)


if __name__ == '__main__':
    unittest.main()
