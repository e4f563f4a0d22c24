# SPDX-License-Identifier: GPL-3.0-or-later
"""Japanese through a real input method (ibus with anthy): the list follows while kana are composed, and the Enter that ends a
conversion submits nothing, neither in the filter nor in a field."""
import contextlib
import os
import shutil
import subprocess
import sys
import time

import ryui
from ryui import LABEL, ENTRY, wait
from test_members import HOSPITAL, Members

FIRST = '青葉台総合病院'


@contextlib.contextmanager
def input_method():
    # The engine is a Python program of the system's own Python, whatever else is in the path.
    daemon = subprocess.Popen(['ibus-daemon', '--panel', 'disable', '--cache', 'none', '-r'], stderr=subprocess.DEVNULL,
                              env=dict(os.environ, PATH='/usr/bin:' + os.environ['PATH']))
    try:
        wait('the input method', lambda: subprocess.run(['ibus', 'list-engine'], capture_output=True, text=True).stdout.count('anthy'))
        yield
    finally:
        daemon.terminate()
        daemon.wait()


def compose(desk, romaji):
    """Type in hiragana mode and leave the conversion open."""
    subprocess.run(['ibus', 'engine', 'anthy'], capture_output=True, check=False)  # fails where only setxkbmap does
    wait('anthy', lambda: 'anthy' in subprocess.run(['ibus', 'engine'], capture_output=True, text=True).stdout)
    time.sleep(0.5)
    desk.key('ctrl+j')
    desk.type(romaji)


def test_filter_follows_and_enter_only_ends_the_conversion():
    with input_method(), Members(GTK_IM_MODULE='ibus') as desk:
        desk.here(LABEL, name=FIRST)
        desk.key('ctrl+l')
        compose(desk, 'shiomichuuou')
        wait('the list to follow the composition', lambda: len(desk.rows()) == 1 and desk.rows()[0].startswith(HOSPITAL))
        assert ryui.text_of(desk.filter) == '', 'what is composed is not committed yet'
        desk.key('Return')
        wait('the kana', lambda: ryui.text_of(desk.filter) == 'しおみちゅうおう')
        desk.here(LABEL, name=FIRST)
        assert not desk.all(LABEL, name=HOSPITAL, root=desk.here(name='RyOrganisationView')), 'Enter opened the record'
        desk.key('Return')
        wait('the record', lambda: desk.all(LABEL, name=HOSPITAL, root=desk.here(name='RyOrganisationView')))


def test_field_saves_what_was_converted():
    with input_method(), Members(GTK_IM_MODULE='ibus') as desk:
        desk.click('名称・種別・状態を直す')
        desk.click_at(desk.here(ENTRY, name='法人'))
        compose(desk, 'yamada')
        time.sleep(1.5)
        assert desk.text('法人') == '', 'an open conversion is not saved'
        desk.key('space', 'Return')
        wait('the converted name', lambda: desk.text('法人') == '山田')
        desk.find_toast('法人を保存しました')
        assert desk.focused().name == '法人', 'Enter moved the focus'


if __name__ == '__main__':
    if shutil.which('ibus-daemon') is None:
        print('1..0 # SKIP ibus and anthy are not here')
        sys.exit(0)
    ryui.run([test_filter_follows_and_enter_only_ends_the_conversion, test_field_saves_what_was_converted])
