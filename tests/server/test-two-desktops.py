#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two desktops and one server on a bad day: the cable is pulled, the server is killed, its disk is put back to
last night's. Whatever happens, in the end both desktops hold the same, and nobody's work is gone."""

import resource
import shutil
import time
import unittest

from desktops import PASSWORD, Desktops
from harness import PATIENCE, SLOW

MANY = 2000 if SLOW else 4000


class BadDay(Desktops):
    def cut_in_the_middle(self, home, files):
        """Starts an exchange and kills the server once the files in which it shows have grown."""
        def size():
            return sum(path.stat().st_size for path in files() if path.exists())
        before = size()
        run = self.start_sync(home)
        end = time.monotonic() + 20
        while size() <= before + 100_000 and run.poll() is None and time.monotonic() < end:
            time.sleep(0.001)
        self.kill_server()
        _, error = run.communicate(timeout=PATIENCE)
        if run.returncode != 0:
            self.assertTrue(error.strip())
        self.start_server()

    def test_cable_pulled_while_sending(self):
        self.meet()
        self.put_many(0, MANY)
        self.cut_in_the_middle(self.home, lambda: (self.server_home / 'databases').glob('*'))
        self.assert_agree()
        self.assertEqual(self.count(self.other), MANY)

    def test_cable_pulled_while_receiving(self):
        self.meet()
        self.put_many(0, MANY)
        self.sync()
        self.cut_in_the_middle(self.other, lambda: self.other.rglob('*.sqlite*'))
        self.assert_agree()
        self.assertEqual(self.count(self.other), MANY)

    def fill_disk(self, process, folder):
        """Files of the process may grow by a little only: for SQLite the same as a disk that is full."""
        largest = max(path.stat().st_size for path in folder.rglob('*') if path.is_file())
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (largest + 200_000, resource.RLIM_INFINITY))

    def make_room(self, process):
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    def test_disk_of_server_full(self):
        self.put_many(0, 50)
        self.meet()
        self.put_many(100, MANY)
        self.fill_disk(self.server, self.server_home)
        met = self.call('sync', self.address('clerk'), env={'RYORIN_PASSWORD': PASSWORD})
        self.assertNotEqual(met.returncode, 0)
        self.assertIn('There is no room left on the server', met.stderr)
        # It lives on, and can still be read by who has not met it.
        third = self.folder / 'third'
        self.done('init', home=third)
        self.call('sync', self.address('clerk'), home=third, env={'RYORIN_PASSWORD': PASSWORD})
        self.assertGreaterEqual(self.count(third), 50)
        self.assertIsNone(self.server.poll())
        self.make_room(self.server)
        self.assert_agree()
        self.assertEqual(self.count(self.other), 50 + MANY)

    def test_disk_of_desktop_full(self):
        self.put_many(0, MANY)
        self.sync(user='admin')
        run = self.start_sync(self.other, limit=400_000)
        _, error = run.communicate(timeout=PATIENCE)
        self.assertNotEqual(run.returncode, 0)
        self.assertIn('no room', error)
        self.assertTrue(self.done('check', home=self.other).endswith('faults 0\n'))
        self.assert_agree()
        self.assertEqual(self.count(self.other), MANY)

    def test_a_week_apart(self):
        self.put(_id='person:1', kind='person', name='a', note='from the start')
        self.put(_id='person:2', kind='person', name='b', note='from the start')
        self.meet()
        self.put_many(100, 300)
        self.put_many(1000, 200, home=self.other)
        self.done('edit', 'person:1', 'name=left')
        self.done('edit', 'person:1', 'name=right', home=self.other)
        self.done('edit', 'person:2', 'name=left')
        self.done('edit', 'person:2', 'note=from the other', home=self.other)
        self.assert_agree()
        self.assertEqual(self.count(), 502)
        # One field in question, listed on both; what was edited in two fields is simply merged.
        (row,) = self.rows('conflicts')
        self.assertEqual(row[0], 'person:1')
        merged = self.show('person:2')
        self.assertEqual([merged['name'], merged['note']], ['left', 'from the other'])

    def test_server_put_back_to_last_night(self):
        self.put_many(0, 50)
        self.meet()
        self.kill_server()
        night = self.folder / 'night'
        shutil.copytree(self.server_home, night)
        self.start_server()
        self.put_many(50, 50)
        self.put_many(100, 50, home=self.other)
        self.assert_agree()
        self.kill_server()
        shutil.rmtree(self.server_home)
        shutil.copytree(night, self.server_home)
        self.start_server()
        self.put_many(150, 50)
        self.assert_agree()
        # The server has got back what it lost: a third desktop finds all of it there.
        third = self.folder / 'third'
        self.done('init', home=third)
        self.sync(third)
        self.assertEqual(self.count(third), 200)

    def test_member_reads_and_does_not_write(self):
        self.put_many(0, 10)
        self.meet()
        third = self.folder / 'third'
        self.done('init', home=third)
        self.call('sync', self.address('member'), home=third, env={'RYORIN_PASSWORD': PASSWORD})
        self.assertEqual(self.count(third), 10)
        # Refused here already: what the server said of the account is remembered.
        refused = self.call('put', stdin='{"_id":"person:500","kind":"person","name":"n"}', home=third)
        self.assertEqual(refused.returncode, 1)
        self.assertEqual(self.count(third), 10)

    def test_what_was_written_before_the_first_login_is_refused_by_the_server(self):
        self.put_many(0, 10)
        self.meet()
        third = self.folder / 'third'
        self.done('init', home=third)
        self.put_many(500, 1, home=third)
        met = self.call('sync', self.address('member'), home=third, env={'RYORIN_PASSWORD': PASSWORD})
        self.assertIn('Only the secretariat keeps the list of people.', met.stderr)
        self.assert_agree()
        self.assertEqual(self.count(), 10)
        self.assertEqual(self.count(third), 11)


if __name__ == '__main__':
    unittest.main()
