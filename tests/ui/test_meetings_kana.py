# SPDX-License-Identifier: GPL-3.0-or-later
"""Minutes through a real input method (ibus with anthy): F7 in a composition makes katakana and not a decision, Enter only
ends the conversion, and what is still being composed is neither saved nor disturbed by a save."""
import shutil
import sys
import time

import ryui
from ryui import Desktop, make_home, wait
from test_members_kana import compose, input_method
from test_meetings import TODAY, click, go_to, open_meeting, stored, texts


def text_of_block(home):
    return next(b['text'] for b in stored(home)['blocks'] if b['key'] == 'b3')


def test_keys_of_the_minutes_wait_for_the_composition():
    home = make_home('--sample')
    with input_method(), Desktop(home, RYORIN_TODAY=TODAY, GTK_IM_MODULE='ibus') as desk:
        open_meeting(desk)
        go_to(desk, '夜間・休日の連絡先の共有')
        summary = texts(desk, '要旨')[0]
        before, decisions = ryui.text_of(summary), len(texts(desk, '決定'))
        click(desk, summary)
        desk.key('ctrl+End')
        compose(desk, 'fakkusu')
        desk.key('F7')
        time.sleep(0.5)
        assert len(texts(desk, '決定')) == decisions, 'F7 was taken from the input method'
        desk.key('Return')
        wait('katakana', lambda: ryui.text_of(summary) == before + 'ファックス')
        wait('what was said so far to be saved', lambda: text_of_block(home) == before + 'ファックス')
        desk.type('kaigi')
        time.sleep(2)  # longer than a save takes to begin
        assert text_of_block(home) == before + 'ファックス', text_of_block(home)
        desk.key('space', 'Return')
        wait('the converted word', lambda: ryui.text_of(summary) == before + 'ファックス会議')
        desk.key('F7')
        wait('a decision, now that nothing is composed', lambda: len(texts(desk, '決定')) == decisions + 1)
        wait('the whole to be saved', lambda: text_of_block(home) == before + 'ファックス会議')


if __name__ == '__main__':
    if shutil.which('ibus-daemon') is None:
        print('1..0 # SKIP ibus and anthy are not here')
        sys.exit(0)
    ryui.run([test_keys_of_the_minutes_wait_for_the_composition])
