# SPDX-License-Identifier: GPL-3.0-or-later
"""A hospital's account, away from its server: what it may not do is insensitive or locked, and says why."""
import json
import os

import pyatspi
import ryui
from ryui import BUTTON, ENTRY, LABEL, LIST, make_home, wait
from test_members import HOSPITAL, Members
from test_meetings import open_meeting

OTHER = '青葉台総合病院'
MEMBERS = '会員名簿を変えられるのは事務局だけです。'
MEETINGS = '会議と議事録を変えられるのは事務局だけです。'
READING = '閲覧だけのアカウントです。'
OWN = '病院が変えられるのは、自院の連絡先と施設の情報だけです。'


def as_hospital(home, name):
    rows = os.popen(f'{os.path.join(ryui.BUILD, "ryorinctl")} --home {home} list organisation').read().splitlines()
    key = next(row.split('\t')[0] for row in rows if row.endswith(name)).removeprefix('organisation:')
    as_roles(home, 'hospital', f'org:{key}')


def as_roles(home, *roles):
    """The machine of somebody whose server has told it its roles and is out of reach now."""
    path = os.path.join(home, 'workspace.json')
    with open(path, encoding='utf-8') as file:
        content = json.load(file)
    content['settings'] |= {'server': 'http://127.0.0.1:9/', 'roles': json.dumps(roles)}
    with open(path, 'w', encoding='utf-8') as file:
        json.dump(content, file, ensure_ascii=False)


class HospitalDesk(Members):
    def __enter__(self):
        as_hospital(self.home, HOSPITAL)
        return super().__enter__()


def is_sensitive(node):
    return node.getState().contains(pyatspi.STATE_SENSITIVE)


def is_editable(node):
    return node.getState().contains(pyatspi.STATE_EDITABLE)


def test_members():
    with HospitalDesk() as desk:
        add = desk.find(BUTTON, name='会員を追加')
        assert not is_sensitive(add), 'the button to add'
        assert add.description == MEMBERS, add.description
        desk.open('しおみちゅうおう', HOSPITAL)
        assert is_editable(desk.here(ENTRY, name='代表電話')), 'an entry of its own'
        desk.write(ENTRY, '代表電話', '000-555-9999')
        desk.find_toast('代表電話を保存しました')
        desk.open('あおばだいそうごう', OTHER)
        wait('a locked entry', lambda: not is_editable(desk.here(ENTRY, name='代表電話')))
        wait('why', lambda: any(node.description == OWN for node in desk.walk(desk.page)))
        wait('a guarded choice', lambda: any(node.description == OWN and not is_sensitive(node) for node in desk.walk(desk.page)))
        # What may not be written can be read.
        assert desk.text('代表電話'), 'the number of another'


def test_meetings():
    with HospitalDesk() as desk:
        pages = [row.name for row in desk.find(LIST, name='ページ')]
        desk.key(f'alt+{pages.index("会議") + 1}')
        create = desk.find(BUTTON, name='会議を作る')
        wait('a guarded button', lambda: not is_sensitive(create))
        assert create.description == MEETINGS, create.description
        open_meeting(desk)
        desk.find(LABEL, name=MEETINGS)


def test_viewer():
    """One who only reads: nothing is offered that would be refused when it is pressed."""
    home = make_home('--sample')
    as_roles(home, 'viewer')
    with ryui.Desktop(home, RYORIN_TODAY='2026-11-24') as desk:
        ryui.activate(desk, 'open-record', 'subcommittee:kusho')
        for words in ('任期をきょうで終える', 'を完了にする', 'このお願いを消す'):
            button = desk.find(BUTTON, contains=words)
            assert not is_sensitive(button) and button.description, words
        ryui.activate(desk, 'show-page', 'beds')
        ask = desk.find(BUTTON, contains='に問合せを残す')
        assert not is_sensitive(ask) and ask.description == READING, ask.description
        ward = desk.find(BUTTON, name='病棟を加える')
        assert not is_sensitive(ward) and ward.description == READING, ward.description
        ryui.activate(desk, 'open-record', 'bed:sample-01-1:20261020')
        send = wait('the morning to be filled', lambda: next(n for n in desk.all(BUTTON, starts='送る') if n.description))
        assert not is_sensitive(send) and send.description == READING, send.description


if __name__ == '__main__':
    ryui.run([test_members, test_meetings, test_viewer])
