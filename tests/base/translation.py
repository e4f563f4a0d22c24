#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Japanese is complete: each file with strings for people is in POTFILES.in, and each of its strings in ja.po."""
import glob
import os
import re
import subprocess
import sys
import tempfile

ROOT = sys.argv[1]
# As meson's preset for GLib has them.
KEYWORDS = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'g_dcgettext:2', 'g_dngettext:2,3', 'g_dpgettext2:2c,3', 'Q_:1g', 'g_dgettext:2', 'ngettext:1,2']


def speaks(path):
    text = open(path).read()
    if path.endswith('.ui'):
        return 'translatable="yes"' in text
    return re.search(r'\b(N?C?_|ngettext|g_dn?gettext) \((?!String|Context|string)', re.sub(r'#define.*', '', text))


def find_unlisted():
    listed = [line.strip() for line in open('po/POTFILES.in')]
    files = [path for ending in ('src/**/*.c', 'ui/**/*.c', 'ui/**/*.ui') for path in glob.glob(ending, recursive=True)]
    return sorted(path for path in files if speaks(path) and path not in listed)


def compare(folder):
    pot, po = os.path.join(folder, 'all.pot'), os.path.join(folder, 'ja.po')
    subprocess.run(['xgettext', '--from-code=UTF-8', '--files-from=po/POTFILES.in', '--output', pot, *(f'--keyword={word}' for word in KEYWORDS)],
                   check=True, stderr=subprocess.DEVNULL)
    subprocess.run(['msgmerge', '--quiet', '--no-fuzzy-matching', '--output-file', po, 'po/ja.po', pot], check=True)
    return read_ids(po, r'^msgid (".+(?:\n".*)*)', '--untranslated', '--no-obsolete'), read_ids(po, r'^#~ msgid (".+)', '--only-obsolete')


def read_ids(po, pattern, *options):
    return re.findall(pattern, subprocess.run(['msgattrib', *options, '--no-location', po], check=True, capture_output=True, text=True).stdout, re.M)


def main():
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        untranslated, unused = compare(folder)
    checks = (('every file with strings is listed', find_unlisted()), ('every string has its Japanese', untranslated),
              ('no Japanese is left of a string that is gone', unused))
    print('1..3')
    for number, (name, faults) in enumerate(checks, 1):
        print(('not ok' if faults else 'ok'), number, name)
        for fault in faults:
            print('#', fault)


main()
