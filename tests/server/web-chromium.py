#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's pages as a telephone shows them: 390 px wide, scripts switched off, the keyboard alone; and held against
the rules of accessibility in light and dark. With --shots FOLDER it leaves pictures of all of them."""

import base64
import datetime
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from browser import Browser, Driver, Failure, Missing, WIDTH  # noqa: E402

BUILD = pathlib.Path(os.environ.get('RYORIN_BUILDDIR', 'build')).resolve()
HERE = pathlib.Path(__file__).resolve().parent
PASSWORD = 'a long enough password'
REGION = 'shiomi'
TODAY = '2026-11-25'
HOSPITAL = 'organisation:sample-hospital-01'
SHOTS = None
SMALLEST = 44  # px: what a thumb meets
EVENTS = [
    {'_id': 'event:forum', 'kind': 'event', 'title': '夜でも安心 在宅みとり講座', 'council': 'council:care', 'event_type': 'forum',
     'date': '2026-12-05', 'start': '14:00', 'end': '15:30', 'place': '汐見区民センター 2階ホール', 'audience': ['どなたでも', '無料'],
     'public': True, 'stage': 'open', 'apply_by': '2026-11-30', 'capacity': 80, 'aim': '最期まで家で暮らすために、できることを一緒に考えます。',
     'programme': [{'key': 'a', 'start': '14:00', 'title': '家で看取るということ', 'speaker': '立花　啓介'},
                   {'key': 'b', 'start': '15:00', 'title': '質問の時間'}],
     'speakers': [{'key': 'a', 'name': '立花　啓介', 'organisation_name': '汐見在宅クリニック', 'title': '院長', 'theme': '家で看取るということ'}]},
    {'_id': 'event:talk', 'kind': 'event', 'title': '地域の集い 介護なんでも相談', 'council': 'council:care', 'event_type': 'lecture',
     'date': '2026-12-12', 'start': '10:00', 'end': '11:30', 'place': 'つむぎ町会館', 'audience': ['住民の方'], 'public': True,
     'stage': 'closed'},
    {'_id': 'event:functions', 'kind': 'event', 'title': '第11回 病院機能交流会', 'council': 'council:network', 'event_type': 'functions',
     'date': '2027-02-20', 'start': '13:00', 'end': '15:00', 'place': '北浜市民ホール 大ホール', 'audience': ['医療・介護の職員'],
     'public': True, 'stage': 'planned'},
    {'_id': 'event:secret', 'kind': 'event', 'title': '内輪の打合せ', 'council': 'council:care', 'date': '2026-12-01', 'stage': 'open'},
]


def environment():
    """The machine's own zone, whatever it is: the pages go by Japan's clock."""
    return {**{k: v for k, v in os.environ.items() if k != 'TZ'}, 'RYORIN_TODAY': TODAY, 'RYORIN_PASSWORD': PASSWORD}


class World:
    """A server with the sample region in it, and a browser driver."""

    def __init__(self):
        self.driver = Driver()
        Browser(self.driver).close()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='ryorin-web-'))
        self.home = self.folder / 'server'
        (self.folder / 'password').write_text(PASSWORD + '\n')
        self.command('init', '--password-file', self.folder / 'password')
        for name, *roles in [('renkei', 'hospital', '--organisation', HOSPITAL), ('kyara', 'member'), ('jimu', 'secretariat'),
                             ('soudan', 'hospital', '--organisation', HOSPITAL)]:
            self.command('user', 'add', name, '--role', *roles, '--password-file', self.folder / 'password')
        self.start()
        self.fill()

    def command(self, *arguments):
        subprocess.run([BUILD / 'ryorin-server', '--home', self.home, *arguments], check=True, capture_output=True, env=environment())

    def start(self):
        port = self.folder / 'port'
        self.log = (self.folder / 'log').open('w')
        self.server = subprocess.Popen([BUILD / 'ryorin-server', '--home', self.home, 'run', '--listen', '127.0.0.1:0', '--port-file', port],
                                       stdout=self.log, stderr=self.log, env=environment())
        end = time.monotonic() + 20
        while not port.exists() and time.monotonic() < end:
            time.sleep(0.02)
        self.url = f'http://127.0.0.1:{port.read_text().strip()}'

    def fill(self):
        work = self.folder / 'work'
        ctl = [BUILD / 'ryorinctl', '--home', work]
        subprocess.run([*ctl, 'init', '--sample'], check=True, capture_output=True, env=environment())
        listed = subprocess.run([*ctl, 'sync', self.url.replace('//', '//admin@')], check=True, capture_output=True, env=environment())
        assert listed.returncode == 0
        databases = json.loads(self.http('GET', '/_all_dbs', 'admin'))
        self.region = next(name for name in databases if name.endswith('-council'))[:-len('-council')]
        for event in EVENTS:
            self.http('POST', f'/{self.region}-council', 'jimu', event)

    def http(self, method, path, who, body=None):
        data = json.dumps(body).encode() if body is not None else None
        token = base64.b64encode(f'{who}:{PASSWORD}'.encode()).decode()
        request = urllib.request.Request(self.url + path, method=method, data=data,
                                         headers={'Content-Type': 'application/json', 'Authorization': f'Basic {token}'})
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=20) as reply:
            return reply.read()

    def document(self, identity):
        return json.loads(self.http('GET', f'/{self.region}-council/{identity}', 'jimu'))

    def close(self):
        self.driver.close()
        self.server.terminate()
        self.server.wait()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Page(unittest.TestCase):
    def browser(self, **options):
        browser = Browser(WORLD.driver, **options)
        self.addCleanup(browser.close)
        return browser

    def shoot(self, browser, name):
        if SHOTS is not None:
            browser.shoot(SHOTS / f'{name}.png')

    def sign_in(self, browser, name, path):
        """With the keyboard alone."""
        browser.open(WORLD.url + path)
        browser.press_until('name')
        browser.press(name, 'Tab', PASSWORD)
        browser.leave('Enter')

    def assert_fits(self, browser):
        wide = browser.run('return document.documentElement.scrollWidth')
        self.assertLessEqual(wide, WIDTH, f'{browser.url} is {wide} px wide')
        small = browser.run('''
            return [...document.querySelectorAll('input:not([type=hidden]):not([type=checkbox]):not([type=radio]), button, .button, .telephone, .chip, .choice')]
                .map(e => [e.textContent.trim() || e.name, e.getBoundingClientRect()])
                .filter(([, box]) => box.height < arguments[0] || box.width < arguments[0]).map(([name]) => name)''', SMALLEST)
        self.assertEqual(small, [], f'too small for a thumb on {browser.url}')
        self.assertEqual([row['message'] for row in browser.log() if 'favicon' not in row['message'] and row['source'] != 'network'], [])


class Keyboard(Page):
    """Scripts are off in all of these."""

    def test_scripts_are_off(self):
        browser = self.browser()
        browser.open('data:text/html,<p>off</p><script>document.querySelector("p").textContent = "on"</script>')
        self.assertEqual(browser.text('p'), 'off')

    def test_morning(self):
        browser = self.browser()
        browser.open(WORLD.url + '/_ryorin/pages')
        self.assert_fits(browser)
        self.shoot(browser, 'sign-in')
        self.sign_in(browser, 'renkei', f'/_ryorin/pages/{WORLD.region}/morning')
        self.assertIn('朝の入力', browser.text('h1'))
        self.assert_fits(browser)
        self.shoot(browser, '14a-phone-morning')
        before = browser.value('#women-1')
        # The first control says that nothing changed; the cells follow.
        self.assertLessEqual(browser.press_until('すべて変更なし（今の時刻で送る）'), 2)
        self.assertEqual(browser.press_until('empty-1'), 1)
        browser.press_until('women-1')
        browser.press('3')
        self.assertEqual(browser.value('#women-1'), '3', 'a digit takes the place of what stood there')
        browser.press_until('empty-1', 80)
        browser.press('5')
        browser.leave('Enter')
        self.assertIn('/morning/stored', browser.url)
        self.assertIn('すべての病棟を報告しました', browser.text())
        japan = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=9)))
        self.assertRegex(browser.text('td:last-child'), f'^{japan.hour}:|^{(japan.hour - 1) % 24}:')
        self.assert_fits(browser)
        self.shoot(browser, 'stored')
        report = WORLD.document('bed:sample-01-1:20261125')
        self.assertEqual((report['women'], report['empty'], report['source']), (3, 5, 'self'))
        self.assertNotEqual(before, '3')
        # Loading the page again sends nothing again.
        browser.call('POST', '/refresh', {})
        self.assertEqual(WORLD.document('bed:sample-01-1:20261125')['_rev'], report['_rev'])
        # Back, and the very same form once more.
        browser.call('POST', '/back', {})
        browser.run('document.querySelector("#empty-1").focus()')
        browser.leave('Enter')
        self.assertEqual(WORLD.document('bed:sample-01-1:20261125')['_rev'].split('-')[0], report['_rev'].split('-')[0])

    def test_unchanged(self):
        browser = self.browser()
        self.sign_in(browser, 'renkei', f'/_ryorin/pages/{WORLD.region}/morning')
        n = browser.press_until('すべて変更なし（今の時刻で送る）')
        browser.leave('Enter')
        self.assertLessEqual(n, 2)
        self.assertIn('すべての病棟を報告しました', browser.text())

    def test_impossible(self):
        browser = self.browser()
        self.sign_in(browser, 'renkei', f'/_ryorin/pages/{WORLD.region}/morning')
        browser.press_until('empty-2')
        browser.press('1', 'Tab', 'Tab', 'Tab', 'x', 'Tab', '4')
        browser.leave('Enter')
        self.assertEqual(browser.run('return document.activeElement.className'), 'summary', 'the summary has the focus')
        self.assertEqual(browser.value('#men-2'), 'x')
        self.assertEqual(browser.value('#women-2'), '4')
        browser.press('Tab')
        browser.press('Enter')  # the sentence leads to its cell
        time.sleep(0.1)
        self.assertEqual(browser.focus(), 'men-2')
        browser.run('document.activeElement.select()')
        browser.press('0')
        browser.leave('Enter')
        self.assertIn('直すか、このまま送れます', browser.text('.warning'))
        self.assert_fits(browser)
        self.shoot(browser, '14a-impossible')
        browser.press_until('reason-2')
        browser.press('calendar')
        browser.leave('Enter')
        self.assertIn('/morning/stored', browser.url)
        self.assertEqual(WORLD.document('bed:sample-01-2:20261125')['reason'], 'calendar')

    def test_take_back(self):
        """What was sent a moment ago is taken back from the page that says so: what stood before stands again, once."""
        path = 'bed:sample-01-2:20261125'
        browser = self.browser()
        self.sign_in(browser, 'soudan', f'/_ryorin/pages/{WORLD.region}/morning')
        browser.press_until('empty-2')
        browser.press('7')
        browser.leave('Enter')
        first = browser.url
        if '/morning/stored' not in first:  # a sum that cannot be, warned of once: send it as it is
            browser.press_until('empty-2')
            browser.leave('Enter')
        self.assertIn('/morning/stored', browser.url)
        sent = WORLD.document(path)
        self.assertEqual(sent['empty'], 7)
        self.assert_fits(browser)
        browser.press_until('送った報告を取り消す')
        browser.leave('Enter')
        self.assertIn('/morning/stored', browser.url)
        back = WORLD.document(path)
        self.assertNotEqual(back.get('empty'), 7)
        self.assertNotEqual(back['_rev'], sent['_rev'])
        self.assertNotIn('送った報告を取り消す', browser.text(), 'what was taken back is not taken back again')
        self.assert_fits(browser)
        # The same form once more, by the back button: nothing happens to what holds now.
        browser.call('POST', '/back', {})
        if '送った報告を取り消す' in browser.text():
            browser.press_until('送った報告を取り消す')
            browser.leave('Enter')
        self.assertEqual(WORLD.document(path)['_rev'], back['_rev'])

    def test_two_at_once(self):
        one, other = self.browser(), self.browser()
        for browser, name in ((one, 'renkei'), (other, 'soudan')):
            self.sign_in(browser, name, f'/_ryorin/pages/{WORLD.region}/morning')
        for browser, beds in ((one, '2'), (other, '3')):
            browser.press_until('empty-3')
            browser.press(beds)
            browser.leave('Enter')
        self.assertIn('どちらの数字を残すか', other.text('.summary'))
        self.assertIn('renkei', other.text('.warning'))
        self.assert_fits(other)
        self.shoot(other, '14a-two-at-once')
        other.press('Tab')
        other.press('Enter')
        time.sleep(0.1)
        self.assertEqual(other.focus(), 'keep-3')
        other.press('Down')
        other.leave('Enter')
        self.assertEqual(WORLD.document('bed:sample-01-3:20261125')['empty'], 3)

    def test_find(self):
        browser = self.browser()
        self.sign_in(browser, 'kyara', '/_ryorin/pages')
        browser.press_until('空床をさがす')
        browser.leave('Enter')
        self.assert_fits(browser)
        self.shoot(browser, '14b-phone-search-empty')
        browser.press_until('stage')
        browser.press('Down', 'Down')  # recovery
        browser.press('Tab', 'Down')  # for a woman
        browser.press_until('with.condition:sample-dialysis')
        browser.press('Space')
        browser.leave('Enter')  # in a field, Enter asks
        self.assertIn('stage=recovery', browser.url)
        self.assertIn('sex=woman', browser.url)
        self.assertIn('with.condition%3Asample-dialysis=1', browser.url)
        self.assertEqual(browser.run('return document.querySelectorAll("ol.list > li").length > 0'), True)
        self.assertTrue(browser.exists('ol.list a.telephone[href^="tel:000-55"]'))
        self.assertIn('評価ではありません', browser.text())
        self.assertIn('1つ選択', browser.text('summary'))
        self.assert_fits(browser)
        self.shoot(browser, '14b-phone-search')
        self.assertEqual(browser.text('h2').startswith('0'), False)
        browser.open(WORLD.url + f'/_ryorin/pages/{WORLD.region}/beds?stage=any&sex=any&area=%3Cb%3E&with.condition%3Anothing=1&stage=%22')
        self.assertIn('床', browser.text('h2'))

    def test_events(self):
        browser = self.browser()
        browser.open(WORLD.url + '/_ryorin/events')
        self.assertIn('在宅みとり講座', browser.text())
        self.assertNotIn('内輪', browser.text())
        self.assert_fits(browser)
        self.shoot(browser, '14c-public-events')
        browser.press_until('夜でも安心 在宅みとり講座')
        browser.leave('Enter')
        self.assertTrue(browser.exists('a.telephone[href^="tel:000-555-"]'))
        self.assertIn('立花', browser.text())
        self.assert_fits(browser)
        self.shoot(browser, 'event')

    def test_no_entrance(self):
        browser = self.browser()
        browser.open(WORLD.url + f'/_ryorin/pages/{WORLD.region}/morning')
        browser.press_until('name')
        browser.press('renkei', 'Tab', 'guess')
        browser.leave('Enter')
        self.assertIn('違います', browser.text('.summary'))
        self.assertEqual(browser.value('#name'), 'renkei')
        self.assertEqual(browser.value('#password'), '')
        self.assert_fits(browser)
        self.shoot(browser, 'sign-in-wrong')

    def test_forged(self):
        """A form on another site's page, sent by a browser that is signed in here."""
        browser = self.browser()
        self.sign_in(browser, 'renkei', f'/_ryorin/pages/{WORLD.region}/morning')
        target = f'{WORLD.url}/_ryorin/pages/{WORLD.region}/morning'
        forged = (f'<form method=post action="{target}"><input name="hospital" value="{HOSPITAL}"><input name="date" value="{TODAY}">'
                  '<input name="rev.ward:sample-01-4"><input name="empty.ward:sample-01-4" value="77"><button>Win</button></form>')
        browser.open('data:text/html;base64,' + base64.b64encode(forged.encode()).decode())
        browser.press_until('Win')
        browser.leave('Enter')
        self.assertNotIn('/stored', browser.url)
        for number in range(1, 5):
            try:
                self.assertNotEqual(WORLD.document(f'bed:sample-01-{number}:20261125').get('empty'), 77)
            except urllib.error.HTTPError:
                pass


class Accessible(Page):
    """Scripts are on here, for the checker that is put into the pages; the pages' policy stays as it is."""

    @classmethod
    def setUpClass(cls):
        folder = BUILD / 'tests/server/web'
        folder.mkdir(parents=True, exist_ok=True)
        for name in ('package.json', 'package-lock.json'):
            shutil.copy(HERE / 'web' / name, folder / name)
        checker = folder / 'node_modules/axe-core/axe.min.js'
        if not checker.exists():
            if shutil.which('npm') is None:
                raise unittest.SkipTest('npm is not installed')
            made = subprocess.run(['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], cwd=folder, capture_output=True)
            if made.returncode != 0:
                raise unittest.SkipTest('npm cannot fetch axe-core here')
        cls.checker = checker.read_text()

    def check(self, browser):
        browser.run(self.checker)
        found = browser.call('POST', '/execute/async', {'script': '''
            const done = arguments[0];
            axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
                .then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html + ' ' + n.failureSummary).join(' | '))))''', 'args': []})
        self.assertEqual(found, [], browser.url)

    def test_pages(self):
        for dark in (False, True):
            with self.subTest(dark=dark):
                browser = self.browser(scripts=True, dark=dark)
                kind = '-dark' if dark else ''
                browser.open(WORLD.url + '/_ryorin/pages')
                self.check(browser)
                self.sign_in(browser, 'kyara', '/_ryorin/pages')
                self.check(browser)
                find = WORLD.url + f'/_ryorin/pages/{WORLD.region}/beds'
                browser.open(find)
                self.check(browser)
                browser.open(f'{find}?stage=any&sex=woman&with.condition%3Asample-dialysis=1&with.condition%3Asample-alone=1')
                self.assertIn('病院に床があります', browser.text('#found'))
                self.check(browser)
                self.shoot(browser, f'14b-phone-search{kind}')
                browser.run('document.querySelectorAll("details").forEach(e => e.open = true)')
                self.check(browser)
                browser.open(WORLD.url + '/_ryorin/events')
                self.check(browser)
                self.shoot(browser, f'14c-public-events{kind}')
                browser.open(WORLD.url + f'/_ryorin/events/{WORLD.region}/forum')
                self.check(browser)
                browser.open(WORLD.url + '/_ryorin/events/nowhere')
                self.check(browser)

    def test_morning(self):
        for dark in (False, True):
            with self.subTest(dark=dark):
                browser = self.browser(scripts=True, dark=dark)
                kind = '-dark' if dark else ''
                self.sign_in(browser, 'soudan', f'/_ryorin/pages/{WORLD.region}/morning')
                self.check(browser)
                self.shoot(browser, f'14a-phone-morning{kind}')
                browser.press_until('men-1')
                browser.press('x', 'Tab', '9', 'Tab', '9')
                browser.leave('Enter')
                self.check(browser)
                browser.press('Tab', 'Enter')
                browser.run('document.querySelector("#men-1").focus(); document.querySelector("#men-1").select()')
                browser.press('0')
                browser.leave('Enter')
                self.check(browser)
                self.shoot(browser, f'14a-impossible{kind}')


def main():
    global SHOTS, WORLD
    if '--shots' in sys.argv:
        at = sys.argv.index('--shots')
        SHOTS = pathlib.Path(sys.argv[at + 1])
        SHOTS.mkdir(parents=True, exist_ok=True)
        del sys.argv[at:at + 2]
    try:
        WORLD = World()
    except Missing as reason:
        print(f'skipped: {reason}')
        sys.exit(77)
    try:
        for pages in ('beds', 'events'):
            WORLD.command('pages', 'on', pages)
        time.sleep(0.05)
        program = unittest.main(exit=False, verbosity=2)
        log = (WORLD.folder / 'log').read_text()
    finally:
        WORLD.close()
    # What a server writes down of all this names nobody and nothing.
    for word in ('renkei', 'kyara', 'sample-', PASSWORD, WORLD.region, '海', '病院'):
        assert word not in log, f'“{word}” stands in the log'
    sys.exit(not program.result.wasSuccessful())


if __name__ == '__main__':
    main()
