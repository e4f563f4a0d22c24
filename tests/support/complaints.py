# SPDX-License-Identifier: GPL-3.0-or-later
"""What the programs under test complain of in GLib's words: a test fails by it, as the window itself works on.

Whatever is started after listen() with this process's standard error is heard, and said there all the same; who reads a
program's standard error himself hands it to hear(). A test that damages something on purpose says what is complained of:

    complaints.listen()
    complaints.expect('Opening the workspace: ')
    …
    complaints.check()
"""
import atexit
import functools
import os
import re
import sys
import threading

# The toolkit's own warnings (a header that is drawn before it was measured, a display without a setting) are not ours.
COMPLAINT = re.compile(r'^.*(?:\b(?:CRITICAL|ERROR)|ryorin-WARNING) \*\*: .*$', re.MULTILINE)
# What no change of ours can keep from being said, and why.
FOREIGN = (
    "gdk_monitor_get_geometry: assertion 'GDK_IS_MONITOR",  # GTK 4.8: a list opened, over the bus, where it is scrolled out of sight
    "g_list_model_get_n_items: assertion 'G_IS_LIST_MODEL",  # GTK 4.8's file chooser, closed while it reads a folder
    'Expect overlapping widgets',  # GTK 4.8 asks a box of lines that wrap for its width at no height in particular
)
MARK = b'\0'  # one byte, so that no read splits it


class Ear(threading.Thread):
    """Stands between the standard error of all programs and the test's own."""

    def __init__(self):
        super().__init__(daemon=True)
        self.text, self.drained, self.kept = bytearray(), threading.Event(), os.dup(2)
        self.source, sink = os.pipe()
        os.dup2(sink, 2)
        os.close(sink)
        self.start()
        atexit.register(self.close)

    def run(self):
        while data := os.read(self.source, 1 << 16):
            said = data.replace(MARK, b'')
            self.text += said
            os.write(self.kept, said)
            if MARK in data:
                self.drained.set()

    def drain(self):
        """Wait until all that was said before has been heard."""
        sys.stderr.flush()
        self.drained.clear()
        os.write(2, MARK)
        self.drained.wait(10)

    def take(self):
        self.drain()
        text, self.text = self.text, bytearray()
        return text.decode(errors='replace')

    def close(self):
        self.drain()
        os.dup2(self.kept, 2)


heard, expected = [], []


@functools.cache
def listen():
    """Begin to hear; once in a process."""
    return Ear()


def hear(text):
    heard.extend(line for line in COMPLAINT.findall(text) if not any(words in line for words in FOREIGN))


def expect(words):
    """A complaint with these words must come until the next check, and is none then."""
    expected.append(words)


def forget():
    """What was heard and expected so far; neither counts any longer."""
    hear(listen().take())
    lines, wanted = heard.copy(), expected.copy()
    heard.clear()
    expected.clear()
    return lines, wanted


def check():
    """Fail by what was complained of since the last time, and by what should have been."""
    lines, wanted = forget()
    missing = [words for words in wanted if not any(words in line for line in lines)]
    lines = [line for line in lines if not any(words in line for words in wanted)]
    assert not lines, 'a program complains: ' + '; '.join(lines)
    assert not missing, f'nobody complains of {missing}'
