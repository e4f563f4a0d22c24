#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tree keeps its own rules: every file says its licence, and nothing includes upwards."""

import os
import pathlib
import re
import subprocess
import unittest

ROOT = pathlib.Path(os.environ.get('RYORIN_SRCDIR', '.'))
BELOW = {'base': set()}
for room, rooms in (('store', 'base'), ('model', 'store'), ('sync', 'model'), ('exchange', 'model'), ('paper', 'model'),
                    ('server', 'sync exchange paper'), ('ctl', 'server'), ('ui', 'sync exchange paper')):
    BELOW[room] = set(rooms.split()).union(*(BELOW[other] for other in rooms.split()))
# What has no comments, or is somebody else's word for word: data, pictures, recordings, the licence itself.
WITHOUT_COMMENTS = {'.json', '.jsonl', '.png', '.svg', '.pdf', '.csv', '.txt', '.pem', '.icc', '.ttf', '.xlsx', '.zip', '.bin',
                    '.ics', '.eml'}


class Tree(unittest.TestCase):
    def files(self):
        listed = subprocess.run(['git', '-C', ROOT, 'ls-files'], capture_output=True, encoding='utf-8', check=False)
        if listed.returncode != 0:
            self.skipTest('this is no clone')
        return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]

    def test_licence(self):
        silent = [str(path.relative_to(ROOT)) for path in self.files()
                  if path.suffix not in WITHOUT_COMMENTS and path.name != 'LICENSE'
                  and not path.with_name(path.name + '.license').exists()
                  and b'SPDX-License-Identifier:' not in path.read_bytes()[:2000]]
        self.assertEqual(silent, [])

    def test_includes(self):
        sources = [path for top in ('src', 'ui') for path in (ROOT / top).rglob('*.[ch]')]
        room_of = {path: 'ui' if path.relative_to(ROOT).parts[0] == 'ui' else path.relative_to(ROOT).parts[1] for path in sources}
        homes = {}
        for path in sources:
            if path.suffix == '.h':
                homes.setdefault(path.name, set()).add(room_of[path])
        wrong = []
        for path in sources:
            room = room_of[path]
            for mark, name in re.findall(r'^#include ([<"])([^>"]+)[>"]', path.read_text(), re.MULTILINE):
                upward = mark == '"' and name in homes and not homes[name] & (BELOW[room] | {room})
                foreign = (name == 'sqlite3.h' and room not in ('store', 'server') or name.startswith('libsoup/') and room not in ('sync', 'server')
                           or name.startswith(('gtk/', 'adwaita')) and room != 'ui')
                if upward or foreign or name.startswith('../../src'):
                    wrong.append(f'{path.relative_to(ROOT)}: {name}')
        self.assertGreater(len(sources), 500)
        self.assertEqual(wrong, [])


if __name__ == '__main__':
    unittest.main()
