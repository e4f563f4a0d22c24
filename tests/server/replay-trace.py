#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends recorded requests to the server of RYORIN_URL and compares its answers with the recorded ones, in TAP.

    replay-trace.py [--before DATABASE:FILE]… TRACE…

The traces follow one another on the same server; --before fills a database with what it held when a recording began. What
a server makes up (sequences, its own revisions, uuids, times) is learned where it first differs, and later requests speak
of ours instead. The recordings show a dot for each byte that is no text, and end longer bodies with "...[N bytes]": of the
first the bytes are put back where the digests tell what they were, of the second what is there is compared.

What pouchdb-server answered is compared by its shape only, because its sequences are numbers and it forgets histories, and
where it was wrong (it answers a write without edits with [], and a question for parts with a list, and CouchDB's
replicator gives up) ours has to be right instead.
"""
import argparse
import base64
import http.client
import json
import os
import pathlib
import re
import sys
import threading
import urllib.parse

MADE_UP = {"seq", "last_seq", "update_seq", "purge_seq", "source_last_seq", "recorded_seq", "start_last_seq", "end_last_seq",
           "instance_start_time", "uuid", "sizes", "cluster", "vendor", "version", "git_sha", "features"}
OPTIONAL = {"git_sha", "auto_compaction", "adapter", "backend_adapter", "disk_size"}
KEPT = ("Accept", "Accept-Encoding", "Connection", "Content-Type", "If-None-Match")
SAME = ("accept-ranges", "connection", "content-encoding", "content-security-policy", "cache-control")
# Packed and plain: the bytes behind the dots, by the digests that stand beside them.
BYTES = {"...........H...W(./.IQ.@..;.......": bytes.fromhex("1f8b0800000000000003cb48cdc9c95728cf2fca4951c840b0013bcee2ea17000000"),
         ".....": bytes(range(5))}
# A design document of the recording refuses it by a function, and ours runs no JavaScript: so it is not sent.
REFUSED = "bad1"


class Exchange:
    def __init__(self, block):
        request, _, answer = block.partition("\n--- ")
        head, _, self.body = request.partition("\n\n")
        first, *headers = head.split("\n")
        self.number, self.method, self.target = re.match(r"#(\d+) (\S+) (\S+)", first).groups()
        self.headers = dict(line.split(": ", 1) for line in headers if ": " in line)
        head, _, self.answer = answer.partition("\n\n")
        first, *headers = head.split("\n")
        self.answered = dict(line.split(": ", 1) for line in headers if ": " in line)
        self.status = int(first.split(None, 1)[0])
        self.left = "ABORTED" in first
        self.body, self.answer = self.body.strip("\n"), self.answer.strip("\n")

    def is_from_pouchdb(self):
        return self.answered.get("x-powered-by") == "Express"

    def waits(self):
        return "feed=longpoll" in self.target


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        self.text = body.decode("utf-8", "replace")


def read(path):
    blocks = path.read_text(encoding="utf-8").split("=== ")
    exchanges = [Exchange(block) for block in blocks if block.startswith("#")]
    return sorted(exchanges, key=lambda exchange: int(exchange.number))


class Server:
    def __init__(self, url):
        self.url = urllib.parse.urlsplit(url)
        self.userinfo = urllib.parse.unquote(self.url.netloc.rpartition("@")[0])
        self.authorization = "Basic " + base64.b64encode(self.userinfo.encode()).decode()
        self.cookie = None

    def ask(self, method, target, body=None, headers=None, most=None):
        connection = http.client.HTTPConnection(self.url.hostname, self.url.port, timeout=20)
        headers = dict(headers or {})
        if "Cookie" not in headers:
            headers["Authorization"] = self.authorization
        connection.request(method, target, body, headers)
        answer = connection.getresponse()
        text = answer.read(most)
        connection.close()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, text)

    def log_in(self):
        name, _, password = self.userinfo.partition(":")
        answer = self.ask("POST", "/_session", urllib.parse.urlencode({"name": name, "password": password}),
                          {"Content-Type": "application/x-www-form-urlencoded"})
        self.cookie = answer.headers.get("set-cookie", "").partition(";")[0]
        return answer


def parse(text):
    """JSON, and of JSON that was cut short what is whole."""
    text, cut, _ = text.partition("...[") if re.search(r"\.\.\.\[\d+ bytes\]$", text) else (text, "", "")
    if cut:
        text = close(text)
    try:
        return json.loads(text), bool(cut)
    except ValueError:
        return None, False


def close(text):
    """Ends JSON behind its last whole member or element."""
    stack, whole, quoted, skip = [], "", False, False
    for index, letter in enumerate(text):
        if skip or (quoted and letter not in "\"\\"):
            skip = False
        elif letter == "\\":
            skip = True
        elif letter == '"':
            quoted = not quoted
        elif letter in "{[":
            stack.append("}" if letter == "{" else "]")
        elif letter in "}]":
            stack.pop()
            whole = text[:index + 1] + "".join(reversed(stack))
        elif letter == ",":
            whole = text[:index] + "".join(reversed(stack))
    return whole


class Comparison:
    """Where ours says something else than what was recorded."""

    def __init__(self, known, exchange):
        self.known, self.shape = known, exchange.is_from_pouchdb()
        self.cut = False

    def json(self, recorded, ours, where=""):
        if isinstance(recorded, dict) and isinstance(ours, dict):
            yield from self.members(recorded, ours, where)
        elif isinstance(recorded, list) and isinstance(ours, list):
            if where.endswith(".missing"):
                recorded, ours = sorted(recorded), sorted(ours)
            if where == ".results" and self.shape:
                recorded, ours = (sorted(rows, key=lambda row: row["id"]) for rows in (recorded, ours))
            if where.endswith(".roles"):  # an administrator of ours has a second one
                ours = [role for role in ours if role in recorded]
            if not self.shape and (len(recorded) > len(ours) if self.cut else len(recorded) != len(ours)):
                yield f"{where} has {len(ours)} elements instead of {len(recorded)}"
            for index, (left, right) in enumerate(zip(recorded, ours)):
                yield from self.json(left, right, f"{where}[{index}]")
        elif self.shape:
            if type(recorded) is not type(ours):
                yield f"{where} is {ours!r} instead of something like {recorded!r}"
        elif recorded != ours and not self.is_learned(recorded, ours, where):
            yield f"{where} is {ours!r} instead of {recorded!r}"

    def members(self, recorded, ours, where):
        for key, value in recorded.items():
            if key not in ours:
                if key not in OPTIONAL:
                    yield f"{where}.{key} is missing"
            elif key in MADE_UP:
                if isinstance(value, str) and isinstance(ours[key], str) and len(value) > 3:
                    self.known[value] = ours[key]
            else:
                yield from self.json(value, ours[key], f"{where}.{key}")

    def is_learned(self, recorded, ours, where):
        if not isinstance(recorded, str) or not isinstance(ours, str):
            return False
        if where.endswith(".rev") and ours[:2] == recorded[:2]:
            self.known[recorded] = ours
            self.known[recorded[2:]] = ours[2:]
        return recorded.endswith("…") or self.known.get(recorded) == ours

    def headers(self, exchange, answer):
        recorded, ours = exchange.answered, answer.headers
        for name in SAME:
            if not self.shape and recorded.get(name) != ours.get(name):
                yield f"header {name} is {ours.get(name)} instead of {recorded.get(name)}"
        kind = recorded["content-type"].partition(";")[0]
        if kind != ours.get("content-type", "").partition(";")[0] and kind != "text/plain":
            yield f"header content-type is {ours.get('content-type')} instead of {recorded['content-type']}"
        tag = recorded.get("etag", "")
        if not self.shape and tag and "etag" not in ours:
            yield "header etag is missing"
        if re.match(r'"(\d+-|.*==")', tag) and tag != ours.get("etag") and self.known.get(tag.strip('"')) != ours["etag"].strip('"'):
            yield f"header etag is {ours.get('etag')} instead of {tag}"
        path = [urllib.parse.unquote(urllib.parse.urlsplit(headers.get("location", "")).path) for headers in (recorded, ours)]
        if path[0] != path[1] and not self.shape:
            yield f"header location leads to {path[1]} instead of {path[0]}"

    def parts(self, recorded, answer):
        """Line by line: boundaries by the order in which they come, bytes by their dots, documents as JSON."""
        lines = [simplify(text).splitlines() for text in (recorded, show(answer.body))]
        if len(lines[0]) != len(lines[1]):
            yield f"has {len(lines[1])} lines instead of {len(lines[0])}: {lines[1]}"
        for left, right in zip(*lines):
            if left.startswith("{"):
                yield from self.json(json.loads(left), json.loads(right))
            elif left.lower() != right.lower():
                yield f"line is {right!r} instead of {left!r}"


def show(body):
    """Bytes as the recordings show them."""
    return "".join(chr(byte) if 32 <= byte < 127 or byte == 10 else "." for byte in body.replace(b"\r\n", b"\n"))


def simplify(text):
    for index, boundary in enumerate(dict.fromkeys(re.findall(r"(?m)^--(\w+)$", text))):
        text = text.replace(boundary, f"BOUNDARY-{index}")
    return text.strip("\n")


def compare_wrong(exchange, answer):
    """Where the recorded answer broke the protocol: what ours has to be."""
    if exchange.method == "PUT":
        document, _ = parse(answer.text)
        if not isinstance(document, dict) or document.get("ok") is not True or not document.get("rev"):
            yield f"is not what a write is answered: {answer.text[:200]}"
    elif not answer.headers["content-type"].startswith("multipart/mixed"):
        yield f"comes as {answer.headers['content-type']} and not in parts"


def compare(exchange, answer, known):
    if answer.status != exchange.status:
        return [f"status {answer.status} instead of {exchange.status}: {answer.text[:200]}"]
    comparison = Comparison(known, exchange)
    recorded, comparison.cut = parse(exchange.answer)
    faults = []
    if exchange.left:
        recorded = exchange.answer
        faults += [] if answer.text.startswith(recorded) else [f"began with {answer.text!r}"]
    elif comparison.shape and isinstance(recorded, list) and exchange.method != "POST":
        faults += compare_wrong(exchange, answer)
    elif recorded is not None:
        if isinstance(recorded, list):
            recorded = [row for row in recorded if row.get("id") != REFUSED]
        faults += comparison.json(recorded, parse(answer.text)[0])
    else:
        faults += comparison.parts(exchange.answer, answer)
    return faults + list(comparison.headers(exchange, answer))


def build_body(exchange, known):
    text = exchange.body
    for recorded, ours in known.items():
        text = text.replace(recorded, ours)
    if f'"_id":"{REFUSED}"' in text:
        body = json.loads(text)
        body["docs"] = [document for document in body["docs"] if document["_id"] != REFUSED]
        text = json.dumps(body)
    if "multipart/" not in exchange.headers.get("Content-Type", ""):
        return text.encode() or None
    lines = [BYTES.get(line, line.encode()) for line in text.split("\n")]
    return b"\r\n".join(lines)


def send(server, exchange, known):
    if exchange.target == "/_session":
        return server.log_in()
    target = exchange.target
    for recorded, ours in known.items():
        target = target.replace(recorded, ours).replace(urllib.parse.quote(recorded), urllib.parse.quote(ours))
    headers = {name: value for name, value in exchange.headers.items() if name in KEPT}
    if "Cookie" in exchange.headers:
        headers["Cookie"] = server.cookie
    return server.ask(exchange.method, target, build_body(exchange, known), headers, len(exchange.answer) if exchange.left else None)


def replay(server, path, known):
    """Yields exchanges with our answers. A question that waits is answered by the next write, or left."""
    waiting = {}

    def wait(exchange):
        waiting[exchange] = send(server, exchange, known)

    thread = None
    for exchange in read(path):
        if exchange.waits():
            thread = threading.Thread(target=wait, args=[exchange])
            thread.start()
            if exchange.left:
                thread.join()
        else:
            yield exchange, send(server, exchange, known)
            if thread and exchange.method == "PUT" and "_local" not in exchange.target:
                thread.join()
        while waiting:
            yield waiting.popitem()


def fill(server, argument):
    database, _, path = argument.partition(":")
    server.ask("PUT", "/" + database)
    for text in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        body = text.encode()
        answer = server.ask("POST", f"/{database}/_bulk_docs", body, {"Content-Type": "application/json"})
        if answer.status != 201 or json.loads(answer.text) != []:
            sys.exit(f"{path}: {answer.text}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--before", action="append", default=[])
    parser.add_argument("traces", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    server = Server(os.environ["RYORIN_URL"])
    for argument in arguments.before:
        fill(server, argument)
    failed = count = 0
    known = {}
    for path in arguments.traces:
        for exchange, answer in replay(server, path, known):
            count += 1
            faults = compare(exchange, answer, known)
            failed += bool(faults)
            print(f"{'not ok' if faults else 'ok'} {count} {path.stem} {exchange.number}: {exchange.method} {exchange.target.split('?')[0]}")
            for fault in faults:
                print("#   " + fault[:300])
    print(f"1..{count}")
    sys.exit(failed > 0)


main()
