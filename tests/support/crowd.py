# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients by the thousand that knock at one server in one moment and wait there for changes."""
import base64
import http.client
import json
import os
import pathlib
import resource
import select
import signal
import socket
import time
import urllib.parse


def raise_file_limit():
    """How many files, and so connections, this process may have now."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most if most != resource.RLIM_INFINITY else 1 << 20


class Waiter:
    def __init__(self, port):
        self.socket = socket.socket()
        self.socket.setblocking(False)
        self.socket.connect_ex(("127.0.0.1", port))
        self.asked = False
        self.text = b""

    def ask(self, request):
        self.socket.send(request)
        self.asked = True

    def hear(self):
        """Whether the line is still open."""
        try:
            piece = self.socket.recv(65536)
        except OSError:
            return False
        self.text += piece
        return piece != b""

    def waits(self):
        return b'"results":[' in self.text

    def is_answered(self):
        return self.text.startswith(b"HTTP/1.1 200") and b'"last_seq"' in self.text


class Crowd:
    def __init__(self, url, pid, patience=30):
        parts = urllib.parse.urlsplit(url)
        userinfo = urllib.parse.unquote(parts.netloc.rpartition("@")[0])
        self.port, self.pid, self.patience = parts.port, pid, patience
        self.headers = {"Content-Type": "application/json"}
        if userinfo:
            self.headers["Authorization"] = "Basic " + base64.b64encode(userinfo.encode()).decode()
        self.poll = select.epoll()
        self.waiters = {}
        self.gone = []

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.patience)
        connection.request(method, path, body, self.headers)
        text = connection.getresponse().read()
        connection.close()
        return json.loads(text)

    def come(self, n, database, busy=0):
        """All in one moment; for so many seconds the server cannot answer, and its queue has to hold them."""
        since = self.ask("GET", database)["update_seq"]
        headers = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
        self.request = (f"GET {database}/_changes?feed=longpoll&timeout=60000&since={since} HTTP/1.1\r\n"
                        f"Host: crowd\r\n{headers}Connection: close\r\n\r\n").encode()
        if busy:
            os.kill(self.pid, signal.SIGSTOP)
        for _ in range(n):
            waiter = Waiter(self.port)
            self.waiters[waiter.socket.fileno()] = waiter
            self.poll.register(waiter.socket, select.EPOLLOUT)
        if busy:
            self.run(lambda: False, busy)
            os.kill(self.pid, signal.SIGCONT)
        self.run(lambda: self.count_waiting() == n, self.patience)

    def count_waiting(self):
        return sum(waiter.waits() for waiter in self.waiters.values())

    def wake(self, database):
        """Returns how many were answered."""
        self.ask("POST", database, "{}")
        self.run(lambda: not self.waiters, self.patience)
        return sum(waiter.is_answered() for waiter in self.gone)

    def run(self, until, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end and not until():
            for number, event in self.poll.poll(.05):
                waiter = self.waiters[number]
                if not waiter.asked and event == select.EPOLLOUT:
                    waiter.ask(self.request)
                    self.poll.modify(number, select.EPOLLIN)
                elif not waiter.hear():
                    self.poll.unregister(number)
                    self.gone.append(self.waiters.pop(number))

    def measure(self):
        return int(pathlib.Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * resource.getpagesize() / 2**20

    def pass_by(self, n, rounds):
        """So many at once ask who is there, hear it, and leave. Returns how many were answered."""
        request = b"GET / HTTP/1.1\r\nHost: crowd\r\n\r\n"
        answered = 0
        for _ in range(rounds):
            sockets = [socket.create_connection(("127.0.0.1", self.port)) for _ in range(n)]
            for one in sockets:
                one.sendall(request)
            for one in sockets:
                text = piece = one.recv(65536)
                while piece and b"}" not in text:
                    piece = one.recv(65536)
                    text += piece
                answered += b"Welcome" in text
            for one in sockets:
                one.close()
        return answered
