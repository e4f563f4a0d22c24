# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as assistive technology sees it, asked for as a whole.

libatspi asks five questions a node, over and over, and keeps answers that may be old: on a page of a thousand nodes one look
took seconds, most of them the bus's. GTK answers `org.a11y.atspi.Cache.GetItems` with every node it has told anybody of, so
that a look is one question; nodes that nobody asked for yet are asked for once. Use it through ryui.
https://gitlab.gnome.org/GNOME/at-spi2-core/-/tree/main/xml
"""
import ast
import collections
import functools
import re
import time

import gi

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib

ROOT = '/org/a11y/atspi/accessible/root'
VISIBLE, FRAME = 30, 23  # AtspiStateType, AtspiRole
YOUNG = 0.05  # for so many seconds what a look found is taken for what is
Item = collections.namedtuple('Item', 'path parent index n_children interfaces name role description states')
# An item as GVariant prints it: unpacking thousands of them one by one took longer than all the rest.
REFERENCE, TEXT = r"\('[^']*', '([^']*)'\)", r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
ITEM = re.compile(rf'\({REFERENCE}, {REFERENCE}, {REFERENCE}, (-?\d+), (-?\d+), (\[[^]]*\]), {TEXT}, (\d+), {TEXT}, \[(\d+), (\d+)\]\)')


@functools.cache
def bus():
    address = Gio.bus_get_sync(Gio.BusType.SESSION).call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None,
                                                              Gio.DBusCallFlags.NONE, 20000, None).unpack()[0]
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    return Gio.DBusConnection.new_for_address_sync(address, flags, None, None)


def send(name, path, interface, method, signature=None, *values):
    arguments = GLib.Variant(signature, values) if signature else None
    return bus().call_sync(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, 20000, None)


def call(*request):
    answer = send(*request).unpack()
    return answer[0] if answer else None


def read_text(printed):
    return ast.literal_eval(printed) if '\\' in printed else printed[1:-1]


def application(process):
    """The root of the program with that process number, if it is on the bus and has a window."""
    for name in call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'ListNames'):
        if name.startswith(':') and call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'GetConnectionUnixProcessID', '(s)', name) == process:
            root = Node(name, ROOT)
            return root if root.childCount else None
    return None


class States(frozenset):
    def contains(self, state):
        return int(state) in self


def read_states(words):
    return States(32 * i + bit for i, word in enumerate(words) for bit in range(32) if word >> bit & 1)


class Node:
    """One accessible, with those of pyatspi's words that the tests use. What it says is asked for when it is asked."""

    def __init__(self, bus_name, path, item=None):
        self.bus_name, self.path, self.item, self.seen = bus_name, path, item, time.monotonic()

    def __eq__(self, other):
        return isinstance(other, Node) and (self.bus_name, self.path) == (other.bus_name, other.path)

    def __hash__(self):
        return hash(self.path)

    def ask(self, interface, method, signature=None, *values):
        return call(self.bus_name, self.path, 'org.a11y.atspi.' + interface, method, signature, *values)

    def get(self, interface, name):
        return call(self.bus_name, self.path, 'org.freedesktop.DBus.Properties', 'Get', '(ss)', 'org.a11y.atspi.' + interface, name)

    @property
    def fresh(self):
        return self.item if self.item is not None and time.monotonic() - self.seen < YOUNG else None

    @property
    def name(self):
        return self.fresh.name if self.fresh else self.get('Accessible', 'Name')

    @property
    def description(self):
        return self.fresh.description if self.fresh else self.get('Accessible', 'Description')

    @property
    def parent(self):
        return Node(self.bus_name, self.item.parent if self.item else self.get('Accessible', 'Parent')[1])

    @property
    def childCount(self):
        return len(self.children())

    def children(self):
        return [Node(self.bus_name, path) for _, path in self.ask('Accessible', 'GetChildren')]

    def __iter__(self):
        return iter(self.children())

    def __len__(self):
        return self.childCount

    def __bool__(self):
        return True

    def __getitem__(self, i):
        return self.children()[i]

    def getRole(self):
        return self.item.role if self.item else self.ask('Accessible', 'GetRole')

    def getRoleName(self):
        return self.ask('Accessible', 'GetRoleName')

    def getState(self):
        return read_states(self.fresh.states if self.fresh else self.ask('Accessible', 'GetState'))

    def query(self, interface):
        if f'org.a11y.atspi.{interface}' not in (self.item.interfaces if self.item else self.ask('Accessible', 'GetInterfaces')):
            raise NotImplementedError(interface)
        return Part(self)

    def queryAction(self):
        return self.query('Action')

    def queryComponent(self):
        return self.query('Component')

    def queryEditableText(self):
        return self.query('EditableText')

    def querySelection(self):
        return self.query('Selection')

    def queryText(self):
        return self.query('Text')

    def queryValue(self):
        return self.query('Value')


Extents = collections.namedtuple('Extents', 'x y width height')


class Part:
    """What a node can do: to be pressed, to be written into, to be somewhere."""

    def __init__(self, node):
        self.node = node

    nActions = property(lambda self: self.node.get('Action', 'NActions'))
    characterCount = property(lambda self: self.node.get('Text', 'CharacterCount'))
    currentValue = property(lambda self: self.node.get('Value', 'CurrentValue'))

    def doAction(self, i):
        return self.node.ask('Action', 'DoAction', '(i)', i)

    def getExtents(self, coordinates):
        return Extents(*self.node.ask('Component', 'GetExtents', '(u)', int(coordinates)))

    def getText(self, start, end):
        return self.node.ask('Text', 'GetText', '(ii)', start, end)

    def setTextContents(self, text):
        return self.node.ask('EditableText', 'SetTextContents', '(s)', text)

    def selectChild(self, i):
        return self.node.ask('Selection', 'SelectChild', '(i)', i)


class Look:
    """The whole program at one moment, in the order of its tree."""

    def __init__(self, root):
        self.bus_name = root.bus_name
        self.asked = self.ask_children([ROOT])
        self.read_items()
        for _ in range(3):
            unknown = [path for path in self.reachable() if path not in self.asked and self.known(path) is None]
            if not unknown:
                break
            self.discover(unknown)
            self.read_items()

    def read_items(self):
        printed = send(self.bus_name, '/org/a11y/atspi/cache', 'org.a11y.atspi.Cache', 'GetItems').print_(False)
        self.items, self.kept = {}, collections.defaultdict(list)
        for path, _, parent, index, n, interfaces, name, role, description, low, high in ITEM.findall(printed):
            item = Item(path, parent, int(index), int(n), interfaces, read_text(name), int(role), read_text(description), (int(low), int(high)))
            self.items[path] = item
            if self.is_visible(item):
                self.kept[parent].append(item)

    @staticmethod
    def is_visible(item):
        return bool(item.states[0] >> VISIBLE & 1) or item.role == FRAME

    def known(self, path):
        """The children as the items tell them, or nothing where they do not tell of all."""
        item, kept = self.items.get(path), self.kept[path]
        if item is None or len(kept) != item.n_children or len({child.index for child in kept}) != len(kept):
            return None
        return [child.path for child in sorted(kept, key=lambda child: child.index)]

    def children(self, path):
        paths = self.known(path) if path != ROOT else None
        if paths is None:
            paths = self.asked.get(path, ())
        return [p for p in paths if p in self.items and self.is_visible(self.items[p])]

    def reachable(self):
        todo = [ROOT]
        while todo:
            path = todo.pop()
            yield path
            todo.extend(self.children(path))

    def discover(self, paths):
        """Ask downwards for what was never asked for; from then on it is among the items."""
        while paths:
            answers = self.ask_children(paths)
            self.asked.update(answers)
            paths = [child for children in answers.values() for child in children if child not in self.items and child not in self.asked]

    def ask_children(self, paths):
        """The same question to many at once; who is gone meanwhile has none."""
        answers = {}

        def answered_cb(connection, result, path):
            try:
                answers[path] = [child for _, child in connection.call_finish(result).unpack()[0]]
            except GLib.Error:
                answers[path] = []
        for path in paths:
            bus().call(self.bus_name, path, 'org.a11y.atspi.Accessible', 'GetChildren', None, None, Gio.DBusCallFlags.NONE, 20000, None,
                       answered_cb, path)
        while len(answers) < len(paths):
            GLib.MainContext.default().iteration(True)
        return answers

    def walk(self, path):
        for child in self.children(path):
            yield Node(self.bus_name, child, self.items[child])
            yield from self.walk(child)
