#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends recorded requests to the server of RYORIN_URL and compares its answers with the recorded ones, in TAP.

What a server makes up (sequences, its own revisions, uuids, times) is learned where it first differs, and later requests
speak of ours instead.
"""
import base64
import http.client
import json
import os
import pathlib
import re
import sys
import urllib.parse

MADE_UP = {"seq", "last_seq", "update_seq", "purge_seq", "source_last_seq", "recorded_seq", "start_last_seq", "end_last_seq",
           "instance_start_time", "uuid", "sizes", "cluster", "vendor", "version", "git_sha", "features"}
OPTIONAL = {"git_sha"}
KEPT = ("Accept", "Content-Type", "If-None-Match")


class Exchange:
    def __init__(self, block):
        request, _, answer = block.partition("\n--- ")
        head, _, self.body = request.partition("\n\n")
        first, *headers = head.split("\n")
        self.number, self.method, self.target = re.match(r"#(\d+) (\S+) (\S+)", first).groups()
        self.headers = dict(line.split(": ", 1) for line in headers if ": " in line)
        head, _, self.answer = answer.partition("\n\n")
        self.status = int(head.split(None, 1)[0])
        self.body, self.answer = self.body.strip("\n"), self.answer.strip("\n")


def read(path):
    blocks = path.read_text(encoding="utf-8").split("=== ")
    return [Exchange(block) for block in blocks if block.startswith("#")]


class Server:
    def __init__(self, url):
        self.url = urllib.parse.urlsplit(url)
        userinfo = urllib.parse.unquote(self.url.netloc.rpartition("@")[0])
        self.authorization = "Basic " + base64.b64encode(userinfo.encode()).decode()

    def ask(self, method, target, body, headers):
        connection = http.client.HTTPConnection(self.url.hostname, self.url.port, timeout=20)
        connection.request(method, target, body.encode() if body else None, {**headers, "Authorization": self.authorization})
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer.status, text.decode("utf-8", "replace")


def parse(text):
    try:
        return json.loads(text)
    except ValueError:
        return None


def compare(recorded, ours, known, where=""):
    """Where ours says something else than what was recorded."""
    if isinstance(recorded, dict) and isinstance(ours, dict):
        for key, value in recorded.items():
            if key not in ours:
                if key not in OPTIONAL:
                    yield f"{where}.{key} is missing"
            elif key in MADE_UP:
                if isinstance(value, str) and isinstance(ours[key], str) and len(value) > 3:
                    known[value] = ours[key]
            else:
                yield from compare(value, ours[key], known, f"{where}.{key}")
    elif where.endswith(".missing"):
        if sorted(recorded) != sorted(ours):
            yield f"{where} is {ours!r} instead of {recorded!r}"
    elif isinstance(recorded, list) and isinstance(ours, list):
        if len(recorded) != len(ours):
            yield f"{where} has {len(ours)} elements instead of {len(recorded)}"
        for index, (left, right) in enumerate(zip(recorded, ours)):
            yield from compare(left, right, known, f"{where}[{index}]")
    elif recorded != ours:
        if where.endswith(".rev") and isinstance(ours, str) and isinstance(recorded, str) and ours[:2] == recorded[:2]:
            known[recorded] = ours
        elif not (isinstance(recorded, str) and recorded.endswith("…")) and known.get(recorded) != ours:
            yield f"{where} is {ours!r} instead of {recorded!r}"


def replay(server, path):
    exchanges = read(path)
    known = {}
    for exchange in sorted(exchanges, key=lambda exchange: int(exchange.number)):
        if exchange.target.startswith("/_session"):  # its password was left out
            continue
        target, body = exchange.target, exchange.body
        for recorded, ours in known.items():
            target = target.replace(recorded, ours).replace(urllib.parse.quote(recorded), urllib.parse.quote(ours))
            body = body.replace(recorded, ours)
        if "multipart/" in exchange.headers.get("Content-Type", ""):
            body = body.replace("\n", "\r\n")
        headers = {name: value for name, value in exchange.headers.items() if name in KEPT}
        status, text = server.ask(exchange.method, target, body, headers)
        yield exchange, status, text, known


def main():
    server = Server(os.environ["RYORIN_URL"])
    failed = count = 0
    for path in map(pathlib.Path, sys.argv[1:]):
        for exchange, status, text, known in replay(server, path):
            count += 1
            faults = [] if status == exchange.status else [f"status {status} instead of {exchange.status}: {text[:200]}"]
            recorded, ours = parse(exchange.answer), parse(text)
            if not faults and recorded is not None:
                faults += compare(recorded, ours, known)
            failed += bool(faults)
            print(f"{'not ok' if faults else 'ok'} {count} {path.stem} {exchange.number}: {exchange.method} {exchange.target.split('?')[0]}")
            for fault in faults:
                print("#   " + fault[:300])
    print(f"1..{count}")
    sys.exit(failed > 0)


main()
