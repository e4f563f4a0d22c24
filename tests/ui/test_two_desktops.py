# SPDX-License-Identifier: GPL-3.0-or-later
"""Two colleagues and a server: minutes typed by one are before the other a second later, over a cable that is pulled as well;
and who was away for a week finds her fields beside the other's, and both values where they wrote in the same one."""
import contextlib
import os
import subprocess
import tempfile
import time

import ryui
from ryui import BUTTON, ENTRY, LABEL, LIST, Desktop, make_home, wait
from server import Server, connect, send
from test_meetings import TODAY, click, go_to, open_meeting, texts

HOSPITAL, OTHER = 'organisation:sample-hospital-05', 'organisation:sample-hospital-06'
BEFORE = {(HOSPITAL, '代表電話'): '000-555-0144', (HOSPITAL, 'FAX'): '000-556-0144', (OTHER, '代表電話'): '000-555-0145'}
SECOND = 2.5  # one on a machine at rest; other tests run beside this one


@contextlib.contextmanager
def two_desktops(server):
    with Desktop(make_home('--sample'), RYORIN_TODAY=TODAY) as first:
        connect(first, server)
        first.find(BUTTON, starts='同期済', limit=60)
        home = os.path.join(tempfile.mkdtemp(prefix='ryui-'), 'home')
        with Desktop(home, RYORIN_TODAY=TODAY) as second:
            second.press(second.find(BUTTON, name='サーバーにつなぐ…'))
            send(second, server, server.password)
            second.find(LABEL, name='汐見区', limit=60)
            second.find(BUTTON, starts='同期済', limit=60)
            yield first, second


def come_forward(desk):
    subprocess.run(['xdotool', 'windowactivate', '--sync', desk.windows()[0]], check=True)
    wait('it to be in front', lambda: desk.active() in desk.windows())


def open_summary(desk):
    open_meeting(desk)
    go_to(desk, '夜間・休日の連絡先の共有')
    return texts(desk, '要旨')[0]


def test_minutes_are_there_a_second_later():
    with Server() as server, two_desktops(server) as (first, second):
        seen = open_summary(second)
        come_forward(first)
        typed = open_summary(first)
        click(first, typed)
        first.key('ctrl+End')
        for n in range(3):
            first.type(f' ato{n}')
            begun = time.monotonic()
            wait('the words of the other', lambda: ryui.text_of(seen).endswith(f' ato{n}'))
            assert time.monotonic() - begun < SECOND, time.monotonic() - begun
        server.stop()
        first.find(BUTTON, starts='接続できません', limit=60)
        first.type(' kirareta')
        wait('what is typed to stay', lambda: ryui.text_of(typed).endswith(' kirareta'))
        first.find(BUTTON, contains='未送信')
        assert not ryui.text_of(seen).endswith(' kirareta')
        server.start(server.address.removeprefix('http://'))
        wait('the words of the time without a cable', lambda: ryui.text_of(seen).endswith(' kirareta'), 90)


def change(desk, hospital, name, text):
    ryui.activate(desk, 'open-record', hospital)
    entry = desk.find(ENTRY, name=name)
    wait('the record', lambda: ryui.text_of(entry) == BEFORE[hospital, name])
    entry.queryEditableText().setTextContents(text)


def value(desk, name):
    return ryui.text_of(desk.find(ENTRY, name=name))


def test_a_week_apart():
    with Server() as server, two_desktops(server) as (first, second):
        server.stop()
        for desk in (first, second):
            desk.find(BUTTON, starts='接続できません', limit=60)
        change(first, HOSPITAL, '代表電話', '000-555-1111')
        change(second, HOSPITAL, 'FAX', '000-555-2222')
        change(first, OTHER, '代表電話', '000-555-3333')
        change(second, OTHER, '代表電話', '000-555-4444')
        for desk in (first, second):
            desk.find(BUTTON, contains='未送信 2件')
        server.start(server.address.removeprefix('http://'))
        for desk in (first, second):
            desk.find(BUTTON, name='要確認 1件', limit=90)
            ryui.activate(desk, 'open-record', HOSPITAL)
            wait('the fields of both', lambda: value(desk, '代表電話') == '000-555-1111' and value(desk, 'FAX') == '000-555-2222')
        second.press(second.find(BUTTON, name='要確認 1件'))
        second.find(LIST, name='要確認の一覧')
        for number in ('000-555-3333', '000-555-4444'):
            second.find(ryui.TOGGLE, contains=number)


if __name__ == '__main__':
    ryui.run([test_minutes_are_there_a_second_later, test_a_week_apart])
