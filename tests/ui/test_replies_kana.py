# SPDX-License-Identifier: GPL-3.0-or-later
"""Replies through a real input method (ibus with anthy): candidates follow the composition, a digit in it is the answer and
ends it, Enter in a conversion only ends the conversion, and what was composed is not written twice."""
import shutil
import sys
import time

import ryui
from ryui import wait
from test_members_kana import compose, input_method
from test_replies import REGULAR, candidates, replies, stored


def test_a_digit_ends_the_composition_and_enter_records():
    with input_method(), replies(REGULAR, GTK_IM_MODULE='ibus') as desk:
        before = len(stored(desk.home, REGULAR))
        compose(desk, 'kudou')
        wait('the candidate during the composition', lambda: [c for c in candidates(desk) if '工藤' in c])
        assert ryui.text_of(desk.entry) == '', 'what is composed is not committed yet'
        desk.key('1')
        wait('the kana', lambda: ryui.text_of(desk.entry) == 'くどう')
        desk.key('Return')
        wait('an answer', lambda: any(r['name'].startswith('工藤') and r['status'] == 'venue' for r in stored(desk.home, REGULAR).values()))
        assert len(stored(desk.home, REGULAR)) == before + 1
        wait('an empty entry', lambda: ryui.text_of(desk.entry) == '')
        desk.type('nagumo')
        wait('the next one', lambda: [c for c in candidates(desk) if '南雲' in c])
        desk.key('Return')  # ends the conversion, and records nothing
        wait('the kana', lambda: ryui.text_of(desk.entry) == 'なぐも')
        time.sleep(0.5)
        assert len(stored(desk.home, REGULAR)) == before + 1
        desk.key('2', 'Return')
        wait('absent', lambda: any(r['name'].startswith('南雲') and r['status'] == 'absent' for r in stored(desk.home, REGULAR).values()))


if __name__ == '__main__':
    if shutil.which('ibus-daemon') is None:
        print('1..0 # SKIP ibus and anthy are not here')
        sys.exit(0)
    ryui.run([test_a_digit_ends_the_composition_and_enter_records])
