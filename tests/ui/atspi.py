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

REGISTRY, ROOT = 'org.a11y.atspi.Registry', '/org/a11y/atspi/accessible/root'
VISIBLE, FRAME = 30, 23  # AtspiStateType, AtspiRole
PATIENCE = 5000  # milliseconds; who waits asks again, as a program that starts may never answer what came too early
YOUNG = 0.05  # for so many seconds what a look found is taken for what is
Item = collections.namedtuple('Item', 'path parent index n_children interfaces name role description states')
# An item as GVariant prints it: unpacking thousands of them one by one took longer than all the rest.
REFERENCE, TEXT = r"\('[^']*', '([^']*)'\)", r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
PATH = re.compile(REFERENCE)
ITEM = re.compile(rf'\({REFERENCE}, {REFERENCE}, {REFERENCE}, (-?\d+), (-?\d+), (\[[^]]*\]), {TEXT}, (\d+), {TEXT}, \[(\d+), (\d+)\]\)')


@functools.cache
def bus():
    address = Gio.bus_get_sync(Gio.BusType.SESSION).call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None,
                                                              Gio.DBusCallFlags.NONE, PATIENCE, None).unpack()[0]
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    return Gio.DBusConnection.new_for_address_sync(address, flags, None, None)


def send(name, path, interface, method, signature=None, *values):
    arguments = GLib.Variant(signature, values) if signature else None
    return bus().call_sync(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, PATIENCE, None)


def call(*request):
    answer = send(*request).unpack()
    return answer[0] if answer else None


def read_text(printed):
    return ast.literal_eval(printed) if '\\' in printed else printed[1:-1]


def application(process):
    """The root of the program with that process number, if it is on the bus and has a window.

    The registry says who is: GTK 4.8 answers before it is told that it has been registered, with a critical."""
    for name, _ in call(REGISTRY, ROOT, 'org.a11y.atspi.Accessible', 'GetChildren'):
        if call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'GetConnectionUnixProcessID', '(s)', name) == process:
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
        return self.ask_properties('Get', '(ss)', 'org.a11y.atspi.' + interface, name)

    def ask_properties(self, method, signature, *values):
        return call(self.bus_name, self.path, 'org.freedesktop.DBus.Properties', method, signature, *values)

    @property
    def fresh(self):
        return self.item if self.item is not None and time.monotonic() - self.seen < YOUNG else None

    @property
    def name(self):
        return self.fresh.name if self.fresh else self.get_text('Name')

    @property
    def description(self):
        return self.fresh.description if self.fresh else self.get_text('Description')

    def get_text(self, name):
        """Of what is gone since it was looked at, such as the row of a list that was made anew, what it said then."""
        try:
            return self.get('Accessible', name)
        except GLib.Error:
            if self.item is None:
                raise
            return getattr(self.item, name.lower())

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

    def follow(self):
        """Itself; and where its row was made anew since it was found, the only one of its role and name that is there now."""
        try:
            self.ask('Accessible', 'GetState')
        except GLib.Error:
            if self.item is None:
                raise
            twins = [n for n in Look(self).walk(ROOT) if (n.item.role, n.item.name) == (self.item.role, self.item.name)]
            if len(twins) != 1:
                raise
            self.path, self.item, self.seen = twins[0].path, twins[0].item, twins[0].seen
        return self

    def __str__(self):
        return f'{self.item.name} ({self.item.role})' if self.item else self.path

    def getRole(self):
        return self.item.role if self.item else self.ask('Accessible', 'GetRole')

    def getRoleName(self):
        return self.ask('Accessible', 'GetRoleName')

    def getState(self):
        return read_states(self.fresh.states if self.fresh else self.ask('Accessible', 'GetState'))

    def query(self, interface):
        self.follow()
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

    @property
    def currentValue(self):
        return self.node.get('Value', 'CurrentValue')

    @currentValue.setter
    def currentValue(self, value):
        self.node.ask_properties('Set', '(ssv)', 'org.a11y.atspi.Value', 'CurrentValue', GLib.Variant('d', value))

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
    """The whole program at one moment, in the order of its tree.

    The items say how many children a node has, and of each node whose child it is, but a hidden child is among them, and one that
    was never asked for is not: who the children are is asked again wherever there are any, all of a level at once. A hasty look does so only
    where the number does not fit: enough for what has just come and will soon go, as a toast."""

    def __init__(self, root, hasty=False):
        self.bus_name = root.bus_name
        self.read_items()
        self.children = {}
        level = [ROOT]
        while level:
            answers = {path: self.told(path) for path in level} if hasty else {}
            answers.update(self.ask_children([path for path in level if answers.get(path) is None]))
            self.children.update(answers)
            level = [path for paths in answers.values() for path in paths if path not in self.items or self.items[path].n_children > 0]
        if any(path not in self.items for paths in self.children.values() for path in paths):
            self.read_items()

    def read_items(self):
        printed = send(self.bus_name, '/org/a11y/atspi/cache', 'org.a11y.atspi.Cache', 'GetItems').print_(False)
        self.items, self.kept = {}, collections.defaultdict(list)
        for path, _, parent, index, n, interfaces, name, role, description, low, high in ITEM.findall(printed):
            self.items[path] = Item(path, parent, int(index), int(n), interfaces, read_text(name), int(role), read_text(description), (int(low), int(high)))
            if self.is_shown(path):
                self.kept[parent].append(self.items[path])

    def told(self, path):
        kept = sorted(self.kept[path], key=lambda item: item.index)
        fits = path in self.items and [item.index for item in kept] == list(range(self.items[path].n_children))
        return [item.path for item in kept] if fits and path != ROOT else None

    def ask_children(self, paths):
        """The same question to many at once; who is gone meanwhile has none."""
        answers = {}

        def answered_cb(connection, result, path):
            try:
                answers[path] = PATH.findall(connection.call_finish(result).print_(False))
            except GLib.Error:
                answers[path] = []
        for path in paths:
            bus().call(self.bus_name, path, 'org.a11y.atspi.Accessible', 'GetChildren', None, None, Gio.DBusCallFlags.NONE, PATIENCE, None,
                       answered_cb, path)
        while len(answers) < len(paths):
            GLib.MainContext.default().iteration(True)
        return answers

    def is_shown(self, path):
        item = self.items.get(path)
        return item is not None and (item.states[0] >> VISIBLE & 1 or item.role == FRAME)

    def walk(self, path):
        for child in filter(self.is_shown, self.children.get(path, ())):
            yield Node(self.bus_name, child, self.items[child])
            yield from self.walk(child)
