# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs ryorinctl as a script would: without a locale, in a home of its own."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
import complaints  # noqa: E402

BUILD = pathlib.Path(os.environ.get('RYORIN_BUILDDIR', 'build'))
PROGRAM = BUILD / 'ryorinctl'
# The sanitizers make all slow, and most of all a machine that has something else to do.
SLOW = bool(os.environ.get('ASAN_OPTIONS'))
PATIENCE = 1200 if SLOW else 120


class Case(unittest.TestCase):
    """A test with a folder; self.home is a workspace's home in it, which does not exist yet."""

    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='ryorin-ctl-'))
        self.home = self.folder / 'home'
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def call(self, *args, home=None, stdin=None, lang='C', env=None):
        """Runs a command; answers the finished process, its texts decoded."""
        environment = {'PATH': os.environ['PATH'], 'LANG': lang, 'HOME': str(self.folder),
                       'RYORIN_LOCALEDIR': os.environ.get('RYORIN_LOCALEDIR', ''),
                       'GIO_USE_PROXY_RESOLVER': 'dummy', **(env or {})}
        for name in ('ASAN_OPTIONS', 'LSAN_OPTIONS', 'UBSAN_OPTIONS', 'RYORIN_TODAY'):
            if name in os.environ:
                environment[name] = os.environ[name]
        result = subprocess.run([PROGRAM, '--home', home or self.home, *args], input=stdin, capture_output=True,
                                encoding='utf-8', env=environment, timeout=PATIENCE, check=False)
        self.assertIsNone(complaints.COMPLAINT.search(result.stderr), result.stderr)
        return result

    def done(self, *args, **kwargs):
        """A command that must succeed; answers its standard output."""
        result = self.call(*args, **kwargs)
        self.assertEqual(result.returncode, 0, f'{args}: {result.stderr}')
        return result.stdout

    def refused(self, *args, status=1, **kwargs):
        """A command that must be refused with a sentence; answers that."""
        result = self.call(*args, **kwargs)
        self.assertEqual(result.returncode, status, f'{args}: {result.stdout}{result.stderr}')
        self.assertTrue(result.stderr.strip(), f'{args} says nothing')
        return result.stderr

    def rows(self, *args, **kwargs):
        return [line.split('\t') for line in self.done(*args, **kwargs).splitlines()]

    def put(self, **members):
        """Puts a record; answers its id and revision."""
        (row,) = self.rows('put', stdin=json.dumps(members, ensure_ascii=False))
        return row

    def show(self, identifier, *args):
        return json.loads(self.done('show', identifier, '--json', *args))
