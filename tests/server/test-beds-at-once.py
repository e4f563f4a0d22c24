#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two desktops and the server take reports of beds at the same moment, of their own wards and of one that is all three's. In the
end each report stands everywhere, none is doubled, and the ward that three reported is asked about with every number kept."""

import base64
import concurrent.futures
import json
import unittest
import urllib.request

from desktops import PASSWORD, Desktops

DAYS = ('2026-11-22', '2026-11-23', '2026-11-24')
HOSPITAL = {'_id': 'organisation:mine', 'kind': 'organisation', 'name': '海風病院', 'org_kind': 'hospital', 'reading': 'うみかぜ'}


def name(ward, day):
    return f'bed:{ward}:{day.replace("-", "")}'


def report(ward, day, beds):
    return {'_id': name(ward, day), 'kind': 'bed', 'organisation': HOSPITAL['_id'], 'ward': f'ward:{ward}', 'date': day,
            'at': f'{day}T00:30:00Z', 'either': beds, 'empty': beds, 'source': 'self'}


class AtOnce(Desktops):
    def setUp(self):
        super().setUp()
        wards = [{'_id': f'ward:{key}', 'kind': 'ward', 'organisation': HOSPITAL['_id'], 'name': f'{key}病棟', 'function': 'acute'} for key in 'abcd']
        self.put_all([HOSPITAL, *wards])
        self.sync(user='admin')  # the first run makes the databases
        self.sync(self.other)

    def put_all(self, documents, home=None):
        self.done('put', stdin='\n'.join(map(json.dumps, documents)), home=home)

    def report_here(self, home, ward, beds, day):
        """A desktop stores what was typed, and passes by the server at once."""
        self.put_all([report(ward, day, beds), report('d', day, beds)], home)
        self.sync(home)

    def report_there(self, ward, beds, day):
        """The server takes a report by itself, as it does from a telephone."""
        for document in (report(ward, day, beds), report('d', day, beds)):
            request = urllib.request.Request(f'http://127.0.0.1:{self.port}/shiomi-council/_bulk_docs', method='POST',
                                             data=json.dumps({'docs': [document]}).encode(), headers={'Content-Type': 'application/json'})
            request.add_header('Authorization', 'Basic ' + base64.b64encode(f'clerk:{PASSWORD}'.encode()).decode())
            with urllib.request.urlopen(request, timeout=30) as answer:
                assert answer.status == 201

    def report_at_once(self, day):
        with concurrent.futures.ThreadPoolExecutor(3) as crowd:
            jobs = (crowd.submit(self.report_here, self.home, 'a', 1, day), crowd.submit(self.report_here, self.other, 'b', 2, day),
                    crowd.submit(self.report_there, 'c', 3, day))
            for job in jobs:
                job.result()

    def read(self, identifier, home):
        return json.loads(self.done('show', identifier, '--json', home=home))

    def test_at_once(self):
        for day in DAYS:
            self.report_at_once(day)
        for _ in range(3):
            self.sync()
            self.sync(self.other)
        self.assertEqual(self.done('list', 'bed', '--json'), self.done('list', 'bed', '--json', home=self.other))
        self.assertEqual(int(self.done('list', 'bed', '--count')), 4 * len(DAYS))
        for day in DAYS:
            for ward, beds in zip('abc', (1, 2, 3)):
                for home in (self.home, self.other):
                    self.assertEqual(self.read(name(ward, day), home)['either'], beds)
        for home in (self.home, self.other):
            conflicts = self.done('conflicts', '--json', home=home)
            for day in DAYS:
                self.assertIn(name('d', day), conflicts)
        self.assertEqual(self.done('conflicts', '--json'), self.done('conflicts', '--json', home=self.other))
        self.assertEqual(self.sync(), 'read 0, written 0, refused 0\n')


if __name__ == '__main__':
    unittest.main()
