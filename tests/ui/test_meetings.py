# SPDX-License-Identifier: GPL-3.0-or-later
"""Meetings as a secretary uses them: a new one from its series, minutes with a decision and an action, the agenda put in
order, attendance ticked off, the paper counted and saved; and a machine that dies two seconds after the last letter."""
import json
import os
import signal
import subprocess
import time

import pyatspi

import ryui
from ryui import BUTTON, LABEL, LIST, LIST_ITEM, TEXT, Desktop, ctl, ctl_copy, make_home, wait

MEETING = 'meeting:reikai-181'
TODAY = '2026-11-24'


def stored(home, identifier=MEETING):
    return ctl_copy(home, 'show', identifier)[0]


def wait_stored(home, words):
    """The meeting as it was saved, a moment after the last key, once it has those words."""
    return wait(f'{words} to be saved', lambda: next(d for d in [stored(home)] if words in json.dumps(d, ensure_ascii=False)))


def open_meeting(desk, identifier=MEETING):
    ryui.activate(desk, 'open-record', identifier)
    desk.find(LIST, name='次第')


def click(desk, node):
    """Into a text, as with the mouse: GTK 4.8 cannot be asked for the focus over the bus."""
    area = node.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
    subprocess.run(['xdotool', 'mousemove', str(area.x + 12), str(area.y + 10), 'click', '1'], check=True)
    desk.settle()


def go_to(desk, title):
    """An item of the agenda; its minutes come into sight."""
    row = wait(title, lambda: next(r for r in desk.find(LIST, name='次第') if title in r.name))
    click(desk, row)
    return row


def press(desk, node):
    """The button inside a menu button is the one with an action."""
    desk.press(node if node.queryAction().nActions else node[0])


def items(desk):
    return [row.name for row in desk.find(LIST, name='次第') if row.getRole() == LIST_ITEM]


def texts(desk, name):
    return desk.all(TEXT, name=name)


def write(node, words):
    assert node.queryEditableText().setTextContents(words)


def choose(desk, opener, words):
    """A person by two or three kana, in a popover in place."""
    press(desk, opener)
    entry = wait('the search in the popover', lambda: next(n for n in desk.all(TEXT) if n.name in ('担当', '発言者', '人を加える')))
    desk.type(words)
    wait('a candidate', lambda: [n for n in desk.find(LIST, name='候補') if n.getRole() == LIST_ITEM])
    desk.key('Return')
    return entry


def test_list_of_a_year():
    with Desktop(make_home('--sample'), RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'show-page', 'meetings')
        desk.find(BUTTON, name='第182回例会を開く')
        desk.find(BUTTON, name='第43回定例会を開く')
        desk.find(name='令和8年度')
        page = desk.find(name='RyMeetingsPage')  # the page before has the meeting's name too
        desk.find(LABEL, name='第181回例会', root=page)
        desk.press(desk.find(BUTTON, name='前の年度'))
        desk.find(name='令和7年度')
        desk.gone(LABEL, name='第181回例会', root=page)
        desk.press(desk.find(BUTTON, name='次の年度'))
        desk.press(desk.find(BUTTON, starts='済んだ'))
        wait('past ones only', lambda: not desk.all(LABEL, name='第183回例会', root=page) and desk.all(LABEL, name='第180回例会', root=page))
        assert not desk.unnamed(), desk.unnamed()


def test_new_meeting_of_a_series():
    home = make_home('--sample')
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'show-page', 'meetings')
        desk.find(BUTTON, name='第182回例会を開く')
        desk.key('ctrl+n')
        wait('the title', lambda: any(ryui.text_of(n) == '第186回例会' for n in desk.all(TEXT)))
        wait('the day', lambda: any('4月13日' in ryui.text_of(n) for n in desk.all(TEXT)))
        desk.press(desk.find(BUTTON, starts='作る('))
        desk.find(LIST, name='次第')
        assert items(desk)[0].strip().startswith('開会'), items(desk)
        assert items(desk)[1].startswith('1 前回の宿題の確認'), items(desk)
        meetings = ctl_copy(home, 'list', 'meeting', '--where', 'number=186')
        assert len(meetings) == 1 and meetings[0]['series'] == 'series:reikai' and len(meetings[0]['attendance']) > 10


def test_minutes_with_decision_and_action():
    home = make_home('--sample')
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        open_meeting(desk)
        before = len(texts(desk, '決定'))
        desk.press(desk.find(BUTTON, name='「1　前回の宿題の確認」に書く'))
        wait('a summary', lambda: desk.focused().name == '要旨')
        desk.type('zenkai no bun wa owatta')
        desk.key('F7')
        wait('a decision', lambda: len(texts(desk, '決定')) == before + 1 and desk.focused().name == '決定')
        desk.type('tsuzukeru')
        desk.key('F8')
        wait('an action', lambda: desk.focused().name == '宿題')
        desk.type('hyou wo tsukuru')
        choose(desk, desk.find(name='担当'), 'igarashi')
        desk.find(name='担当: 五十嵐　翔（汐見中央病院）')
        press(desk, desk.find(name='期限'))
        desk.press(desk.find(BUTTON, name='2週間後'))
        desk.find(name='期限: 11月24日（火）')
        document = wait_stored(home, 'R8-例会181-2')
        block = next(b for b in document['blocks'] if b['text'] == 'hyou wo tsukuru')
        assert block['owner'] == 'person:sample-024' and block['due'] == '2026-11-24', block
        action = stored(home, block['action'])
        assert action['text'] == 'hyou wo tsukuru' and action['status'] == 'todo' and action['due'] == '2026-11-24'
        decisions = [b['number'] for b in document['blocks'] if b['type'] == 'decision']
        assert sorted(decisions) == ['R8-例会181-1', 'R8-例会181-2'], decisions
        assert next(b for b in document['blocks'] if b['text'] == 'tsuzukeru')['number'] == 'R8-例会181-1'
        assert not desk.unnamed(), desk.unnamed()


def test_blocks_move_convert_and_go():
    home = make_home('--sample')
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        open_meeting(desk)
        go_to(desk, '夜間・休日の連絡先の共有')
        first = texts(desk, '要旨')[0]
        words = ryui.text_of(first)
        click(desk, first)
        desk.key('alt+Up')
        desk.key('ctrl+Return')
        wait('a second summary', lambda: ryui.text_of(desk.focused()) == '')
        desk.key('F7')
        wait('converted, as it is empty', lambda: desk.focused().name == '決定')
        desk.key('BackSpace')
        wait('removed', lambda: ryui.text_of(desk.focused()) == words)
        wait('the order to be saved',
             lambda: [b['key'] for b in stored(home)['blocks'] if b['item'] == 'a7'] == ['b1', 'b3', 'b2', 'b4', 'b5'])


def test_agenda_is_put_in_order():
    home = make_home('--sample')
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        open_meeting(desk)
        go_to(desk, '冬期の見守り体制')
        desk.key('alt+Up')
        wait('moved', lambda: items(desk)[6].startswith('(1) 冬期の見守り体制'))
        desk.key('F2')
        entry = desk.find(TEXT, name='項目名')
        write(entry, '冬の見守り')
        desk.key('Escape')
        wait('renamed', lambda: items(desk)[6].startswith('(1) 冬の見守り'))
        desk.key('Delete')
        wait('gone', lambda: len(items(desk)) == 9)
        desk.press(desk.find_toast('元に戻す'))
        wait('back', lambda: len(items(desk)) == 10)
        wait('the order to be saved', lambda: [i['title'] for i in stored(home)['agenda']][6:8] == ['冬の見守り', '夜間・休日の連絡先の共有'])


def test_attendance_by_keys():
    home = make_home('--sample')
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        open_meeting(desk)
        seats = desk.find(LIST, name='出欠')
        click(desk, seats[0])
        desk.key('2', '3', '4')
        wait('three seats', lambda: [s.name.split('、')[-1] for s in list(seats)[:3]] == ['欠席', '代理', 'Web'])
        desk.find(LABEL, contains='定足数 22 に達しています（29 / 42）')
        wait('all three to be saved', lambda: [s['status'] for s in stored(home)['attendance'][:3]] == ['absent', 'proxy', 'web'])


def test_held_in_writing():
    home = make_home('--sample')
    meeting = 'meeting:reikai-182'
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        open_meeting(desk, meeting)
        desk.click('内容')
        way = desk.find(pyatspi.ROLE_COMBO_BOX, starts='開催方法')
        wait('the form in its place', lambda: way.queryComponent().getExtents(pyatspi.WINDOW_COORDS).y > 100)
        desk.move_focus(lambda: click(desk, way))
        desk.key('End', 'Return')
        wait('the way it is held', lambda: stored(home, meeting).get('mode') == 'written')
        desk.click('議事録')
        desk.find(LABEL, name='賛成 0・反対 0・棄権 0・未提出 42')
        # 6 is in writing; the ballot stands in the seat's menu.
        seats = desk.find(LIST, name='出欠')
        click(desk, seats[0])
        desk.key('6')
        press(desk, desk.find(BUTTON, root=seats[0]))
        desk.click('賛成')
        wait('the ballot', lambda: stored(home, meeting)['attendance'][0].get('ballot') == 'for')
        desk.find(LABEL, name='賛成 1・反対 0・棄権 0・未提出 41')


def test_paper():
    home = make_home('--sample')
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        open_meeting(desk)
        press(desk, desk.find(name='印刷', root=None))
        wait('the count of pages', lambda: [n for n in desk.all(LABEL, contains='ページ') if n.name[0].isdigit()])
        label = next(n for n in desk.all(LABEL, contains='ページ') if n.name[0].isdigit())
        pages = desk.all(pyatspi.ROLE_IMAGE, contains='ページ')
        assert label.name == f'{len(pages)}ページ' and len(pages) >= 2, (label.name, pages)
        target = os.path.dirname(home) + '/minutes.pdf'
        desk.choose_file(desk.find(BUTTON, name='PDFで保存…'), target, saves=True)
        out = wait('the file', lambda: subprocess.run(['pdftotext', target, '-'], check=True, capture_output=True, text=True).stdout)
        assert '第181回例会' in out and out.count('\f') == len(pages)


def test_killed_after_two_seconds():
    home = make_home('--sample')
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        open_meeting(desk)
        go_to(desk, '夜間・休日の連絡先の共有')
        first = texts(desk, '要旨')[0]
        click(desk, first)
        desk.key('ctrl+End')
        desk.type(' saigo no moji')
        time.sleep(2)
        desk.process.send_signal(signal.SIGKILL)
        desk.process.wait()
        document = json.loads(ctl(home, 'show', MEETING, '--json'))
        block = next(b for b in document['blocks'] if b['key'] == 'b3')
        assert block['text'].endswith(' saigo no moji'), block
        desk.process = subprocess.Popen(['true'])


def test_sealed_cannot_be_changed():
    with Desktop(make_home('--sample'), RYORIN_TODAY=TODAY) as desk:
        open_meeting(desk, 'meeting:reikai-179')
        desk.find(LABEL, starts='確定済み')
        go_to(desk, '救急搬送時の情報シート')
        text = texts(desk, '要旨')[0]
        before = ryui.text_of(text)
        click(desk, text)
        desk.type('x')
        desk.key('F7')
        assert ryui.text_of(texts(desk, '要旨')[0]) == before
        assert not desk.all(BUTTON, name='宿題を加える')


def test_opens_at_what_is_discussed():
    with Desktop(make_home('--sample'), RYORIN_TODAY=TODAY) as desk:
        open_meeting(desk)
        row = wait('an item to be chosen', lambda: next(
            r for r in desk.find(LIST, name='次第') if r.getState().contains(pyatspi.STATE_SELECTED)))
        assert '夜間・休日の連絡先の共有' in row.name, row.name
        # A paper goes by the number it is printed with, whatever its file is called.
        desk.find(LABEL, name='発表：訪看連絡会　25分・資料1')


def ticks(desk):
    """Processor time of the window so far, in the kernel's ticks."""
    with open(f'/proc/{desk.process.pid}/stat', encoding='utf-8') as stat:
        return sum(map(int, stat.read().rsplit(')', 1)[1].split()[11:13]))


def test_form_is_settled_at_each_width():
    """The header once took turns with the switcher below it, at widths where it had room only without the meeting's name."""
    with Desktop(make_home('--sample'), RYORIN_TODAY=TODAY) as desk:
        open_meeting(desk)
        for width in (1200, 1110, 1000, 900, 400):
            desk.resize(width, 800)
            time.sleep(0.4)
            before = ticks(desk)
            time.sleep(0.4)
            assert ticks(desk) - before < 12, f'it is not at rest at {width}'


if __name__ == '__main__':
    ryui.run([test_opens_at_what_is_discussed, test_list_of_a_year, test_new_meeting_of_a_series, test_minutes_with_decision_and_action, test_blocks_move_convert_and_go,
              test_agenda_is_put_in_order, test_attendance_by_keys, test_held_in_writing, test_paper, test_killed_after_two_seconds, test_sealed_cannot_be_changed,
              test_form_is_settled_at_each_width])
