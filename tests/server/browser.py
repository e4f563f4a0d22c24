# SPDX-License-Identifier: GPL-3.0-or-later
"""Chromium without a display, spoken to over WebDriver with nothing but the standard library: a telephone of 390 px, with
scripts switched off where that is asked for. See <https://www.w3.org/TR/webdriver2/>."""

import base64
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

WIDTH, HEIGHT = 390, 844
ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'
KEYS = {'Tab': '\ue004', 'Enter': '\ue007', 'Space': ' ', 'Shift': '\ue008', 'Escape': '\ue00c', 'Backspace': '\ue003', 'End': '\ue010',
        'Down': '\ue015'}
START = 60


class Missing(Exception):
    """There is no browser here."""


class Failure(Exception):
    """The browser said no."""


class Driver:
    """One chromedriver, with as many browsers as are asked of it."""

    def __init__(self):
        program = shutil.which('chromedriver')
        if program is None or shutil.which('chromium') is None:
            raise Missing('chromium and chromium-driver are not installed')
        self.folder = tempfile.mkdtemp(prefix='ryorin-browser-')
        environment = {**os.environ, 'HOME': self.folder, 'TMPDIR': self.folder, 'TZ': 'Asia/Tokyo'}
        self.process = subprocess.Popen([program, '--port=0'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
                                        encoding='utf-8', cwd=self.folder)
        for line in self.process.stdout:
            found = re.search(r'started successfully on port (\d+)', line)
            if found:
                self.url = f'http://127.0.0.1:{found[1]}'
                return
        raise Missing('chromedriver does not start')

    def call(self, method, path, body=None):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.url + path, method=method, data=data, headers={'Content-Type': 'application/json'})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=START) as reply:
                return json.load(reply)['value']
        except urllib.error.HTTPError as error:
            value = json.load(error)['value']
            raise Failure(f"{value['error']}: {value['message'].splitlines()[0]}") from None

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Browser:
    """One browser with a profile of its own."""

    def __init__(self, driver, scripts=False, dark=False, width=WIDTH):
        self.driver = driver
        arguments = ['--headless=new', '--disable-gpu', '--disable-dev-shm-usage', '--lang=ja', '--no-first-run', '--hide-scrollbars',
                     '--disable-background-networking', '--disable-component-update', '--no-proxy-server']
        if os.geteuid() == 0:
            arguments.append('--no-sandbox')
        options = {
            'args': arguments,
            'mobileEmulation': {'deviceMetrics': {'width': width, 'height': HEIGHT, 'pixelRatio': 2, 'touch': True}},
            'prefs': {'profile.managed_default_content_settings.javascript': 1 if scripts else 2, 'intl.accept_languages': 'ja,en'},
        }
        wanted = {'browserName': 'chrome', 'goog:chromeOptions': options, 'goog:loggingPrefs': {'browser': 'ALL'}}
        try:
            session = driver.call('POST', '/session', {'capabilities': {'alwaysMatch': wanted}})
        except (Failure, OSError) as error:
            raise Missing(f'chromium does not start here: {error}') from None
        self.path = f"/session/{session['sessionId']}"
        if dark:
            self.cdp('Emulation.setEmulatedMedia', features=[{'name': 'prefers-color-scheme', 'value': 'dark'}])

    def call(self, method, path, body=None):
        return self.driver.call(method, self.path + path, body)

    def cdp(self, command, **params):
        return self.call('POST', '/goog/cdp/execute', {'cmd': command, 'params': params})

    def close(self):
        self.call('DELETE', '')

    def open(self, url):
        self.call('POST', '/url', {'url': url})

    @property
    def url(self):
        return self.call('GET', '/url')

    def run(self, script, *args):
        """The driver's own look into the page, which the page's settings and policy do not touch."""
        return self.call('POST', '/execute/sync', {'script': script, 'args': list(args)})

    def text(self, css='body'):
        return self.run('return document.querySelector(arguments[0])?.innerText ?? null', css)

    def exists(self, css):
        return self.run('return document.querySelector(arguments[0]) !== null', css)

    def value(self, css):
        return self.run('return document.querySelector(arguments[0]).value', css)

    def focus(self):
        """What has the focus: its id, or the text on it."""
        return self.run('const e = document.activeElement; return e.id || (e.name ?? "") || e.textContent.trim()')

    def press(self, *keys):
        """Keys one after another, as fingers press them; a text is typed."""
        actions = []
        for key in keys:
            for each in [KEYS[key]] if key in KEYS else key:
                actions += [{'type': 'keyDown', 'value': each}, {'type': 'keyUp', 'value': each}]
        self.call('POST', '/actions', {'actions': [{'type': 'key', 'id': 'keys', 'actions': actions}]})

    def press_until(self, wanted, most=60):
        """Tab, until what is wanted has the focus. Returns how often."""
        for n in range(1, most + 1):
            self.press('Tab')
            if self.focus() == wanted:
                return n
        raise AssertionError(f'“{wanted}” is not reached with Tab')

    def leave(self, *keys):
        """Presses keys that lead to another page, and waits for it."""
        self.run('document.documentElement.dataset.left = "no"')
        self.press(*keys)
        end = time.monotonic() + 10
        while time.monotonic() < end:
            try:
                if self.run('return document.documentElement.dataset.left === undefined && document.readyState === "complete"'):
                    return
            except Failure:
                pass
            time.sleep(0.02)
        raise AssertionError('no other page came')

    def click(self, css):
        self.call('POST', f"/element/{self.call('POST', '/element', {'using': 'css selector', 'value': css})[ELEMENT]}/click", {})

    def log(self):
        return self.call('POST', '/se/log', {'type': 'browser'})

    def shoot(self, path):
        height = self.run('return document.documentElement.scrollHeight')
        picture = self.cdp('Page.captureScreenshot', captureBeyondViewport=True, format='png',
                           clip={'x': 0, 'y': 0, 'width': WIDTH, 'height': height, 'scale': 1})
        pathlib.Path(path).write_bytes(base64.b64decode(picture['data']))
