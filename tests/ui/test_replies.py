# SPDX-License-Identifier: GPL-3.0-or-later
"""Replies as a secretary types them from a stack of paper: forty by keyboard, each key counted; an answer changed, taken
back, given by somebody who is not on the list; calendar files; the silent ones."""
import contextlib
import os
import random
import re
import subprocess
import tempfile
import time

import ryui
from ryui import BUTTON, ENTRY, LABEL, LIST, LIST_ITEM, TOGGLE, Desktop, ctl, ctl_copy, make_home, wait
from test_meetings import TODAY, click, press

MAIL = 'body02@shiomi-sample.example'
MEETING, REGULAR = 'meeting:teirei-43', 'meeting:reikai-182'
NOBODY_YET = 'meeting:teirei-44'
ANSWERS = {1: 'venue', 2: 'absent', 3: 'proxy', 4: 'web'}
KANA = dict(zip('あいうえおかきくけこがぎぐげごさしすせそざじずぜぞたちつてとだぢづでどなにぬねのはひふへほばびぶべぼぱぴぷぺぽまみむめもやゆよらりるれろわをんー',
                'a i u e o ka ki ku ke ko ga gi gu ge go sa si su se so za zi zu ze zo ta ti tu te to da di du de do na ni nu ne no ha hi hu he ho '
                'ba bi bu be bo pa pi pu pe po ma mi mu me mo ya yu yo ra ri ru re ro wa wo nn -'.split()))


def romaji(reading):
    """What a hand types; a small kana or a doubled consonant ends it, as four letters are enough anyway."""
    letters = ''
    for kana in reading:
        if kana not in KANA:
            break
        letters += KANA[kana]
    return letters


class Clerk:
    """Knows, as one does who reads the list, the fewest letters that bring somebody to the top."""

    def __init__(self, home, meeting):
        self.process = subprocess.Popen([os.path.join(ryui.BUILD, 'tests/ui/reply-finder'), home, meeting], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        fields = self.ask('list').split('\t')[:-1]
        self.waiting = {key: (organisation, person) for key, organisation, person in zip(fields[::3], fields[1::3], fields[2::3])}

    def ask(self, line):
        self.process.stdin.write(line + '\n')
        self.process.stdin.flush()
        return self.process.stdout.readline().rstrip('\n')

    def letters(self, key):
        """Letters, then how often ↓: as few keys as possible."""
        words = [w for reading in self.waiting[key] for w in re.split('[　 ]', reading) if w]
        best = None
        for word in words:
            for length in range(2, 6):
                typed = romaji(word)[:length]
                found = self.ask('find ' + typed).split()
                if typed and key in found and (best is None or len(typed) + found.index(key) < len(best[0]) + best[1]):
                    best = typed, found.index(key)
        assert best, words
        return best

    def answered(self, key):
        self.ask('answer ' + key)


def show_replies(desk):
    """The meeting's desk has some of the same buttons, and goes when the replies come."""
    desk.click('返信')
    desk.find(LABEL, name='職種ごと')


@contextlib.contextmanager
def replies(meeting, **environment):
    home = make_home('--sample')
    with Desktop(home, RYORIN_TODAY=TODAY, **environment) as desk:
        ryui.activate(desk, 'open-record', meeting)
        desk.find(LIST, name='次第')
        show_replies(desk)
        desk.click('返信を入力')
        desk.entry = desk.find(ENTRY, starts='どなたの返信か')
        wait('the focus', lambda: desk.focused() and desk.focused().name == desk.entry.name)
        yield desk


def stored(home, meeting):
    return {d['seat']: d for d in ctl_copy(home, 'list', 'reply') if d['meeting'] == meeting}


def candidates(desk):
    return [row.name for row in desk.find(LIST, name='候補') if row.getRole() == LIST_ITEM]


def test_forty_replies_by_keyboard():
    home = make_home('--sample')
    clerk = Clerk(home, MEETING)
    stack = list(clerk.waiting)
    random.Random(40).shuffle(stack)
    expected, counts = {}, []
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', MEETING)
        desk.find(LIST, name='次第')
        show_replies(desk)
        desk.click('返信を入力')
        wait('the focus', lambda: desk.focused() and desk.focused().name.startswith('どなたの返信か'))
        begin = time.monotonic()
        for n, key in enumerate(stack[:40]):
            letters, downs = clerk.letters(key)
            answer = (1, 1, 2, 1, 4, 3, 1, 1)[n % 8]
            keys = [*letters, *['Down'] * downs, str(answer), 'Return']
            subprocess.run(['xdotool', 'key', '--delay', '25', *keys], check=True)
            clerk.answered(key)
            expected[key] = ANSWERS[answer]
            counts.append(len(keys))
        took = time.monotonic() - begin
        wait('all on the way', lambda: len(stored(home, MEETING)) == 43)
        desk.find(LABEL, starts='43 / 72')
        answers = {key: reply['status'] for key, reply in stored(home, MEETING).items() if key in expected}
        assert answers == expected, {k: (v, answers.get(k)) for k, v in expected.items() if answers.get(k) != v}
        assert ryui.text_of(desk.find(ENTRY, starts='どなたの返信か')) == ''
        assert not desk.unnamed(), desk.unnamed()
    print(f'# 40 replies: {sum(counts)} keys, {sum(counts) / 40:.2f} each, at most {max(counts)}, {took:.1f} s')
    assert max(counts) <= 6, counts


def test_an_answer_is_changed_taken_back_and_given_by_a_guest():
    with replies(REGULAR) as desk:
        before = len(stored(desk.home, REGULAR))
        desk.type('kudou')
        wait('one candidate', lambda: [c for c in candidates(desk) if '工藤' in c])
        desk.key('Return')
        desk.find(LABEL, starts='1〜4で返事を選び')
        desk.key('3')
        proxy = desk.find(ENTRY, starts='代理の方のお名前')
        assert proxy.queryEditableText().setTextContents('森　さつき')
        desk.key('Return')
        wait('a proxy', lambda: any(r.get('proxy') == '森　さつき' for r in stored(desk.home, REGULAR).values()))
        desk.gone(ENTRY, starts='代理の方のお名前')
        desk.type('kudou')
        desk.key('2', 'Return')
        desk.find(LABEL, contains='「代理」と回答済み')  # a line, not a dialog
        assert not any(r['status'] == 'absent' and r['name'].startswith('工藤') for r in stored(desk.home, REGULAR).values())
        desk.key('Return')
        wait('absent', lambda: any(r['status'] == 'absent' and r['name'].startswith('工藤') for r in stored(desk.home, REGULAR).values()))
        desk.key('ctrl+z')
        wait('the proxy again', lambda: any(r.get('proxy') == '森　さつき' for r in stored(desk.home, REGULAR).values()))
        desk.key('ctrl+z')
        wait('no answer', lambda: len(stored(desk.home, REGULAR)) == before)
        desk.type('zenzen')
        desk.find(LIST_ITEM, starts='「zenzen」を名簿にない方として入れる')
        desk.key('1', 'Return')
        desk.find(LABEL, starts='「zenzen」は名簿にありません')
        desk.key('Return')
        wait('a guest', lambda: any(k.startswith('guest-') for k in stored(desk.home, REGULAR)))
        desk.type('abc')
        desk.key('Escape')
        wait('an empty entry', lambda: ryui.text_of(desk.entry) == '')
        desk.key('Escape')
        desk.find(BUTTON, name='返信を入力')


def answer_as(folder, invitation, mail, partstat):
    """Answers our invitation as a calendar does: the same event, another method, one attendee with a state."""
    lines = re.sub('\r\n[ \t]', '', invitation).splitlines()
    lines = [line for line in lines if not line.startswith(('ATTENDEE', 'METHOD'))]
    lines.insert(lines.index('BEGIN:VEVENT'), 'METHOD:REPLY')
    lines.insert(lines.index('END:VEVENT'), f'ATTENDEE;PARTSTAT={partstat};CN=x:mailto:{mail}')
    path = os.path.join(folder, f'{partstat}-{mail}.ics')
    with open(path, 'w', newline='', encoding='utf-8') as out:
        out.write('\r\n'.join(lines) + '\r\n')
    return path


def test_calendar_answers_and_the_silent_ones():
    with replies(MEETING) as desk, tempfile.TemporaryDirectory() as folder:
        ryui.copy_home(desk.home, folder + '/copy')
        invitation, other = ctl(folder + '/copy', 'calendar', MEETING), ctl(folder + '/copy', 'calendar', REGULAR)
        broken = os.path.join(folder, 'broken.ics')
        with open(broken, 'w', encoding='utf-8') as out:
            out.write('BEGIN:NOTHING')

        def take(path, words):
            ryui.activate(desk, 'take-calendar', path)
            desk.find(LABEL, contains=words)
        before = len(stored(desk.home, MEETING))
        take(broken, '取り込めませんでした')
        take(answer_as(folder, other, 'nobody@example.jp', 'ACCEPTED'), '別の会議')
        take(answer_as(folder, invitation, 'nobody@example.jp', 'ACCEPTED'), '名簿にいないか')
        assert len(stored(desk.home, MEETING)) == before
        take(answer_as(folder, invitation, MAIL, 'TENTATIVE'), '未定')
        take(answer_as(folder, invitation, MAIL, 'DECLINED'), '欠席')
        reply = wait('the answer', lambda: next((r for r in stored(desk.home, MEETING).values() if r['channel'] == 'calendar'), None))
        assert (reply['status'], reply['channel']) == ('absent', 'calendar'), reply
        desk.click('督促の一覧')
        desk.find(LABEL, starts='返信の締切は12月10日')
        desk.find(LABEL, starts='未回答 68件')
        desk.click('電話連絡票')
        desk.find(LABEL, contains='ページ')


def test_papers_and_ballots():
    home = make_home('--sample')
    ctl(home, 'edit', REGULAR, 'mode=書面開催')
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', REGULAR)
        seats = desk.find(LIST, name='出欠')
        desk.find(LABEL, starts='賛成 0・反対 0・棄権 0・未提出 42')
        desk.find(LABEL, contains='（会場）')  # answered, not seen
        click(desk, seats[1])
        press(desk, next(n for n in desk.walk(seats[1]) if n.getRole() in TOGGLE))
        desk.click('賛成')
        desk.find(LABEL, starts='賛成 1・反対 0')
        wait('the ballot', lambda: [s['ballot'] for s in ctl_copy(home, 'show', REGULAR)[0]['attendance'] if 'ballot' in s] == ['for'])
        show_replies(desk)
        desk.click('当日の書類')
        desk.click('席次表')
        desk.find(LABEL, contains='ページ')


def test_members_are_listed():
    """Where nobody is invited yet, the page does it; and Ctrl+Z takes it back."""
    home = make_home('--sample')
    with Desktop(home, RYORIN_TODAY=TODAY) as desk:
        ryui.activate(desk, 'open-record', NOBODY_YET)
        desk.find(LIST, name='次第')
        desk.click('返信')
        page = desk.find(name='まだ誰も呼ばれていません')
        desk.press(desk.find(BUTTON, name='会員から作る', root=page))
        desk.find(LABEL, name='職種ごと')
        wait('the members', lambda: len(ctl_copy(home, 'show', NOBODY_YET)[0]['attendance']) > 60)
        desk.key('ctrl+z')
        desk.find(LABEL, name='まだ誰も呼ばれていません')


if __name__ == '__main__':
    ryui.run([test_forty_replies_by_keyboard, test_an_answer_is_changed_taken_back_and_given_by_a_guest,
              test_calendar_answers_and_the_silent_ones, test_papers_and_ballots, test_members_are_listed])
