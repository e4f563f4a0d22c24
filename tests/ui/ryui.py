# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the window as a person with a screen reader and a keyboard would: over AT-SPI, and by real keys.

A test is a program that runs inside tests/support/xrun:

    import ryui
    with ryui.Desktop(ryui.make_home('--sample')) as desk:
        desk.key('ctrl+f'); desk.type('kaze')
        desk.find(ryui.LIST_ITEM, starts='海風')

Every wait polls until a time limit and fails with what was sought. Names are compared, and role numbers, since role words
differ between versions of GTK. What a program under test complains of fails the test: tests/support/complaints.py.
"""
import atexit
import contextlib
import functools
import hashlib
import json
import os
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
import zlib

import pyatspi

import atspi

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'support'))
import complaints  # noqa: E402

BUILD = os.environ.get('RYORIN_BUILDDIR', os.path.join(os.path.dirname(__file__), '..', '..', 'build'))
LIMIT = float(os.environ.get('RYUI_LIMIT', '20'))

# A button shows for so long that it is pressed, and only then does what it is for: nothing follows from it before.
PRESSED = 0.26

# GTK 4.8 calls a toggle button a push button; a search entry is an entry, an entry row's text a text.
FRAME, BUTTON, TOGGLE = pyatspi.ROLE_FRAME, pyatspi.ROLE_PUSH_BUTTON, (pyatspi.ROLE_TOGGLE_BUTTON, pyatspi.ROLE_PUSH_BUTTON)
ENTRY = (pyatspi.ROLE_ENTRY, pyatspi.ROLE_TEXT, pyatspi.ROLE_PASSWORD_TEXT)
LABEL, TEXT, LIST, LIST_ITEM = pyatspi.ROLE_LABEL, pyatspi.ROLE_TEXT, pyatspi.ROLE_LIST, pyatspi.ROLE_LIST_ITEM


def wait(what, probe, limit=LIMIT):
    """Poll until probe answers something true. Objects may vanish between calls: that counts as not yet."""
    end, last, pause = time.monotonic() + limit, None, 0.03
    while time.monotonic() < end:
        try:
            answer = probe()
            if answer:
                return answer
        except Exception as error:  # the bus names its failures in many ways
            last = error
        time.sleep(pause)
        pause = min(pause * 1.3, 0.25)
    raise AssertionError(f'timed out: {what} ({last!r})')


def make_home(*options):
    """A new home, filled by make-home; it is removed when the process ends."""
    home = os.path.join(tempfile.mkdtemp(prefix='ryui-'), 'home')
    subprocess.run([os.path.join(BUILD, 'tests/ui/make-home'), home, *options], check=True)
    return home


def ctl(home, *words, **environment):
    """What ryorinctl answers."""
    return subprocess.run([os.path.join(BUILD, 'ryorinctl'), '--home', home, *words], check=True, stdout=subprocess.PIPE, text=True,
                          env=dict(os.environ, **environment)).stdout


def copy_home(home, target):
    """As it is at one moment: a database is copied by SQLite, since the window may write to its files one after another."""
    def copy(source, copied):
        if not source.endswith('.sqlite'):
            return shutil.copy2(source, copied)
        with contextlib.closing(sqlite3.connect(source)) as database, contextlib.closing(sqlite3.connect(copied)) as other:
            other.execute('PRAGMA synchronous=OFF')
            database.backup(other)
    shutil.copytree(home, target, copy_function=copy, ignore=shutil.ignore_patterns('*.sqlite-wal', '*.sqlite-shm'))


def ctl_copy(home, *words):
    """The records that it answers, from a copy of what lies on the disk, since the window holds the home."""
    with tempfile.TemporaryDirectory() as folder:
        copy_home(home, folder + '/copy')
        return [json.loads(line) for line in ctl(folder + '/copy', *words, '--json').splitlines() if line.strip()]


def write_photo():
    """A picture of 8 × 8 points, as a PNG."""
    def chunk(name, data):
        return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))
    path = os.path.join(tempfile.mkdtemp(prefix='ryui-'), 'photo.png')
    with open(path, 'wb') as file:
        file.write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 8, 8, 8, 2, 0, 0, 0))
                   + chunk(b'IDAT', zlib.compress((b'\0' + b'\x16\x75\x6a' * 8) * 8)) + chunk(b'IEND', b''))
    return path


def activate(desk, action, parameter=None, window=False):
    """An action of the program, or of its window, on the session bus, as another program would ask for it."""
    name = 'org.ryorin.Ryorin.H' + hashlib.sha256(os.path.realpath(desk.home).encode()).hexdigest()[:12]
    path = '/' + name.replace('.', '/') + ('/window/1' if window else '')
    subprocess.run(['gdbus', 'call', '--session', '--dest', name, '--object-path', path, '--method', 'org.gtk.Actions.Activate', action,
                    f"[<'{parameter}'>]" if parameter is not None else '[]', '{}'], check=True, capture_output=True)


def text_of(node):
    """What is in an entry. getText(0, -1) answers nothing on GTK 4.8: give the true end."""
    text = node.queryText()
    return text.getText(0, text.characterCount)


def is_on(node):
    """Whether a toggle is on."""
    state = node.getState()
    return state.contains(pyatspi.STATE_PRESSED) or state.contains(pyatspi.STATE_CHECKED)


def is_ready(node):
    return node.getState().contains(pyatspi.STATE_SENSITIVE)


def has_room(node):
    """What a stack has not shown yet has none, and a press on it is lost."""
    extents = node.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
    return extents.width > 0 and extents.height > 0


@functools.cache
def window_manager():
    """One for all windows of a test, and ready before the first: of a window that is mapped while it starts it never hears."""
    if not shutil.which('openbox') or 'DISPLAY' not in os.environ:
        return None
    folder = tempfile.mkdtemp(prefix='ryui-')
    ready = os.path.join(folder, 'ready')
    process = subprocess.Popen(['openbox', '--startup', f'touch {ready}'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait('the window manager', lambda: os.path.exists(ready))
    shutil.rmtree(folder)
    atexit.register(process.wait)
    atexit.register(process.terminate)
    return process


class Desktop:
    """A running window."""

    def __init__(self, home, *options, size=(1200, 800), **environment):
        self.home, self.options, self.size = home, options, size
        self.environment = dict(os.environ, GSK_RENDERER='cairo', GDK_DEBUG='gl-disable', GTK_A11Y='atspi', NO_AT_BRIDGE='0', **environment)

    def __enter__(self):
        self.manager = window_manager()
        self.process = subprocess.Popen([os.path.join(BUILD, 'ryorin'), '--home', self.home, *self.options], env=self.environment)
        self.application = wait('the application on the bus', self.look_up)
        wait('a window', lambda: self.application.childCount)
        self.resize(*self.size)
        if self.manager:
            wait('the window to be in front', lambda: self.active() in self.windows())
        return self

    def __exit__(self, kind, value, traceback):
        if kind is not None:
            name = os.path.splitext(os.path.basename(sys.argv[0]))[0]
            self.shot(os.environ.get('RYUI_FAILED', os.path.join(BUILD, 'meson-logs', f'{name}-failed.png')))
            self.print_tree()
        if self.process.poll() is None:
            self.process.terminate()
        code = self.process.wait(10)
        shutil.rmtree(os.path.dirname(self.home), ignore_errors=True)
        if kind is None and code not in (0, -15):
            raise AssertionError(f'the program ended with {code}')

    def look_up(self):
        if self.process.poll() is not None:
            raise SystemExit(f'the program ended with {self.process.returncode}')
        return atspi.application(self.process.pid)

    def resize(self, width, height):
        """Wide or narrow; without a window manager, and on Wayland, the window keeps its size."""
        if not self.manager:
            return
        for window in wait('a window on the screen', self.windows):  # it is on the bus before it is mapped
            subprocess.run(['xdotool', 'windowsize', window, str(width), str(height), 'windowmove', window, '0', '0'], check=False)
        # The frame's own size is without its shadow; a window that cannot be so small stops at what it can.
        end = time.monotonic() + 1.5
        while time.monotonic() < end and not self.measures(width, height):
            time.sleep(0.03)

    def measures(self, width, height):
        area = self.application[0].queryComponent().getExtents(pyatspi.WINDOW_COORDS)
        return abs(area.width - width) <= 24 and abs(area.height - height) <= 24

    def active(self):
        """Where keys go."""
        return subprocess.run(['xdotool', 'getactivewindow'], capture_output=True, text=True).stdout.strip()

    def windows(self):
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)], capture_output=True, text=True)
        return found.stdout.split()

    def all(self, *role, **how):
        """Every node that fits. GTK 4.8 gives some buttons their label twice as a name."""
        return list(self.each(*role, **how))

    def each(self, role=None, name=None, starts=None, contains=None, root=None):
        """The same one by one, as a walk over long lists takes its time. A role may be several."""
        roles = role if isinstance(role, tuple) else (role,)

        def fits(node):
            return ((role is None or node.getRole() in roles) and (name is None or node.name in (name, f'{name} {name}'))
                    and (starts is None or node.name.startswith(starts)) and (contains is None or contains in node.name))
        return (node for node in self.walk(root or self.application) if fits(node))

    def walk(self, node):
        """Every visible node below one, as they are now."""
        return atspi.Look(self.application).walk(node.path)

    def find(self, role=None, limit=LIMIT, **how):
        return wait(f'{role} {how}', lambda: next(self.each(role, **how), None), limit)

    def find_toast(self, words):
        """A toast goes after some seconds, on a busy machine as well."""
        return wait(f'a toast {words}', lambda: next((n for n in atspi.Look(self.application, hasty=True).walk(atspi.ROOT) if words in n.name), None))

    def gone(self, role=None, limit=LIMIT, **how):
        wait(f'no {role} {how}', lambda: next(self.each(role, **how), None) is None, limit)

    def press(self, node):
        """Do what a click does, once it can be clicked."""
        wait(f'{node} to be ready', lambda: is_ready(node.follow()) and has_room(node))
        assert node.queryAction().doAction(0), f'{node.name} cannot be pressed'
        if node.getRole() in TOGGLE:
            time.sleep(PRESSED)

    def click(self, name=None, **how):
        """Press what bears the name: a menu button is named twice, and only its inner button can be pressed."""
        def pressable(node):
            try:
                return node.queryAction().nActions > 0 and is_ready(node) and has_room(node)
            except NotImplementedError:
                return False
        self.press(wait(f'{name} {how}', lambda: next(filter(pressable, self.each(name=name, **how)), None)))

    def key(self, *keys):
        for key in keys:
            subprocess.run(['xdotool', 'key', '--delay', '80', key], check=True)
            self.settle()

    def type(self, text):
        subprocess.run(['xdotool', 'type', '--delay', '80', text], check=True)
        self.settle()

    def settle(self):
        """Ask the program twice for what it must answer itself: by then it has seen the keys that were sent before."""
        for _ in range(2):
            time.sleep(0.02)
            try:
                self.application[0].queryComponent().getExtents(pyatspi.WINDOW_COORDS)
            except Exception:  # a key may close a window, or the program
                pass

    def move_focus(self, act):
        """Do what gives the focus to something else, as opening a menu does, and wait until it is there."""
        before = self.focused()
        act()
        wait('the focus to move', lambda: self.focused() not in (None, before))

    def choose_file(self, opens, path, saves=False):
        """The file chooser that a button or a function opens, by keys: Ctrl+L, or where a name stands already Ctrl+A, the path, Enter."""
        windows = set(self.windows())
        opens() if callable(opens) else self.press(opens)
        dialog = wait('the file chooser', lambda: set(self.windows()) - windows).pop()
        subprocess.run(['xdotool', 'windowfocus', '--sync', dialog], check=True)
        self.key('ctrl+a' if saves else 'ctrl+l')
        entry = wait('a place for the path', lambda: next((n for n in self.each(ENTRY) if n.getState().contains(pyatspi.STATE_FOCUSED)), None))
        # Not typed: the chooser completes names while one types, and a slow machine takes Enter for one of its offers.
        entry.queryEditableText().setTextContents(path)
        wait('the path', lambda: text_of(entry).endswith(path))
        for _ in range(4):
            self.key('Return')
            if self.closes(dialog):
                self.come_forward()
                return
        raise AssertionError('the file chooser stays open')

    def come_forward(self):
        """Where a dialog goes that was focused past the window manager, it may forget whose turn it is."""
        def forward():
            shown = self.windows()
            if self.active() in shown:
                return True
            subprocess.run(['xdotool', 'windowactivate', shown[-1]], check=True)
        if self.manager:
            wait('a window in front', forward)

    def closes(self, dialog):
        try:
            wait('the file chooser gone', lambda: dialog not in self.windows(), 4)
        except AssertionError:
            return False
        return True

    def focused(self):
        return next((n for n in self.walk(self.application) if n.getState().contains(pyatspi.STATE_FOCUSED)), None)

    def shot(self, path):
        if shutil.which('import'):
            subprocess.run(['import', '-window', 'root', path], check=False)

    def unnamed(self, root=None):
        """Controls without a name, or with the name of their class, which is what GTK says for want of one: none may be left."""
        controls = {BUTTON, pyatspi.ROLE_TOGGLE_BUTTON, pyatspi.ROLE_ENTRY, pyatspi.ROLE_CHECK_BOX, pyatspi.ROLE_COMBO_BOX,
                    pyatspi.ROLE_RADIO_BUTTON}

        def is_named(node):
            # A menu button is a widget around the button that has the name.
            inner = node.childCount and node[0].getRole() in controls and is_named(node[0])
            return inner or (node.name and not node.name.startswith(('Gtk', 'Adw', 'Ry')))
        return [f'{n.getRoleName()} {n.name!r} in {n.parent.name!r}' for n in self.walk(root or self.application)
                if n.getRole() in controls and not is_named(n) and n.parent.name != 'AdwToastWidget']  # its ✕ is libadwaita's own

    def print_tree(self, node=None, depth=0):
        for child in node or self.application:
            if child is not None and child.getState().contains(pyatspi.STATE_VISIBLE):
                print('  ' * depth, child.getRoleName(), repr(child.name), file=sys.stderr)
                self.print_tree(child, depth + 1)


def run(tests):
    """Run the functions as a TAP stream; the first failure of one does not keep the others from running."""
    failed = 0
    complaints.listen()
    print(f'1..{len(tests)}')
    for number, test in enumerate(tests, 1):
        try:
            test()
            complaints.check()
            print(f'ok {number} - {test.__name__}', flush=True)
        except BaseException as error:
            failed += 1
            complaints.forget()
            print(f'not ok {number} - {test.__name__}: {error!r}', flush=True)
            if isinstance(error, KeyboardInterrupt):
                raise
    sys.exit(1 if failed else 0)
