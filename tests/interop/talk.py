# SPDX-License-Identifier: GPL-3.0-or-later
"""Talks: requests written by hand with the answers that a real CouchDB gave, in text that people read and git compares.

    ## A document is made          a case; it gets a database {db} of its own ({new} is a name that is free)
    PUT /{db}/a                    a request: its headers, each on a line, then its body behind "> "
    > {"n":1}
    < 201                          the answer: status, the headers that matter, body
    < ETag: "1-$1"
    < {"ok":true,"id":"a","rev":"1-$1"}
    ! # Why this server differs.   where it means to: the reason, then its own answer in the same form
    ! 501

What a server makes up (revision digests, ids) is numbered $1, $2… by its first appearance and can be used in later
requests; sequences are $seq, and $last_seq is the last one seen. «[×900» in a request repeats a text, «hex:ff00»
stands for bytes.
Of the headers a request may have, some are for this tool: As (NAME:PASSWORD, or - for nobody), Meanwhile (a request
sent 0.3 s later beside it), Ignore (members and headers that are not compared); Content-Type and Accept with - leave
out the usual application/json. The method RAW sends the lines of its body as they are.
"""
import base64
import http.client
import json
import re
import secrets
import socket
import threading
import urllib.parse

HEADERS = ("Accept-Ranges Access-Control-Allow-Credentials Access-Control-Allow-Headers Access-Control-Allow-Methods "
           "Access-Control-Allow-Origin Access-Control-Expose-Headers Access-Control-Max-Age Allow Cache-Control "
           "Content-Disposition Content-Encoding Content-Length Content-MD5 Content-Range Content-Type ETag Location "
           "Retry-After Set-Cookie Vary").split()  # not WWW-Authenticate, which CouchDB leaves out against RFC 9110
USUAL = {"Cache-Control": "must-revalidate", "Content-Type": "application/json"}
SEQUENCES = {"seq", "last_seq", "update_seq", "source_last_seq", "purge_seq", "committed_update_seq"}
VOLATILE = {"ref", "instance_start_time", "timestamp", "start_time", "end_time"}
SETS = {"missing", "possible_ancestors"}
SIZES = {"file", "external", "active"}
OWN_ATTRIBUTES = r"; *(Version|Expires|Max-Age|SameSite)=[^;]*"  # of a cookie: each server has its own
PATIENCE = 15


class Number(str):
    """A number as it was written."""


class Request:
    def __init__(self, method, target):
        self.method, self.target = method, target
        self.headers, self.body, self.answer, self.ours = [], [], [], []

    def get(self, name):
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class Case:
    def __init__(self, name):
        self.name, self.lines = name, []  # a line is a comment's text or a Request

    @property
    def requests(self):
        return [line for line in self.lines if isinstance(line, Request)]


def read(path):
    """The head of a file of talks, and its cases."""
    head, cases, request = [], [], None
    for line in open(path, encoding="utf-8").read().split("\n"):
        if line.startswith("## "):
            cases.append(Case(line[3:]))
            request = None
        elif not cases:
            head.append(line)
        elif line[:2] in ("> ", "< ", "! ") or line in ("<", ">", "!"):
            {">": request.body, "<": request.answer, "!": request.ours}[line[0]].append(line[2:])
        elif re.match(r"[A-Z]+ ?(/|$)", line):
            method, _, target = line.partition(" ")
            request = Request(method, target)
            cases[-1].lines.append(request)
        elif line == "" or line.startswith("#"):
            cases[-1].lines.append(line)
        else:
            name, _, value = line.partition(": ")
            request.headers.append((name, value))
    return head, cases


def write(path, head, cases):
    out = list(head)
    for case in cases:
        out.append("## " + case.name)
        for line in case.lines:
            if isinstance(line, str):
                out.append(line)
                continue
            out.append(f"{line.method} {line.target}".rstrip())
            out += [f"{name}: {value}" for name, value in line.headers]
            for sign, texts in ((">", line.body), ("<", line.answer), ("!", line.ours)):
                out += [f"{sign} {text}".rstrip() for text in texts]
    open(path, "w", encoding="utf-8").write("\n".join(out))


def parse_json(text):
    def pairs(items):
        seen = {}
        for key, value in items:
            if key in seen:
                raise ValueError("a key twice: " + key)
            seen[key] = value
        return seen

    return json.loads(text, parse_int=Number, parse_float=Number, object_pairs_hook=pairs)


def is_json(text):
    try:
        return parse_json(text) is not None
    except (ValueError, RecursionError):
        return False


def dump_json(value):
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{dump_json(key)}:{dump_json(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(dump_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


class Talker:
    """Speaks with one server. Each case has a database and names of its own."""

    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self.host, self.port = parts.hostname, parts.port
        self.admin = f"{urllib.parse.unquote(parts.username)}:{urllib.parse.unquote(parts.password)}"

    def run(self, case):
        """Yields each request of a case with the answer to it, as lines."""
        mark = secrets.token_hex(4)
        self.names = {"db": "talk_" + mark, "new": "talk_new_" + mark, "user": "user_" + mark}
        self.made, self.last_seq, self.cookie, self.literal = [], "0", "", ""
        wanted = any("{db}" in request.target + "".join(request.body) for request in case.requests)
        self.connection = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
        if wanted:
            self.exchange("PUT", f"/{self.names['db']}?q=1", {"Authorization": self.authorize(self.admin)}, b"")
        try:
            for request in case.requests:
                yield request, self.ask(request)
        finally:
            for name in ("db", "new"):
                self.exchange("DELETE", "/" + self.names[name], {"Authorization": self.authorize(self.admin)}, b"")
            self.connection.close()

    @staticmethod
    def authorize(pair):
        return "Basic " + base64.b64encode(pair.encode()).decode()

    def fill(self, text):
        """Puts names, numbered inventions and long texts into a request."""
        text = re.sub(r"\{(db|new|user)\}", lambda m: self.names[m[1]], text)
        text = text.replace("$last_seq", urllib.parse.quote(self.last_seq, safe="")).replace("$cookie", self.cookie)
        text = re.sub(r"\$(\d+)", lambda m: self.made[int(m[1]) - 1] if int(m[1]) <= len(self.made) else m[0], text)
        text = re.sub(r"«([^«»]*)×(\d+)»", lambda m: m[1] * int(m[2]), text)
        self.literal += text
        return text

    def fill_bytes(self, text):
        parts = re.split(r"«hex:([0-9a-f]+)»", self.fill(text))
        return b"".join(bytes.fromhex(part) if i % 2 else part.encode("utf-8", "surrogatepass")
                        for i, part in enumerate(parts))

    def ask(self, request):
        if request.method == "RAW":
            return self.ask_raw(request)
        headers = {"Accept": "application/json", "Authorization": self.authorize(self.admin)}
        content_type = request.get("Content-Type") or "application/json"
        if request.body:
            headers["Content-Type"] = content_type
        for name, value in request.headers:
            if name == "As":
                headers["Authorization"] = None if value == "-" else self.authorize(self.fill(value))
            elif name not in ("Meanwhile", "Ignore"):
                headers[name] = None if value == "-" else self.fill(value)
        headers = {name: value for name, value in headers.items() if value is not None}
        end = "\r\n" if content_type.startswith("multipart/") else "\n"
        body = self.fill_bytes(end.join(request.body)) if request.body else b""
        beside = self.start_beside(request.get("Meanwhile"))
        answer = self.exchange(request.method, self.fill(request.target), headers, body)
        if beside:
            beside.join()
        return self.render(request, *answer)

    def start_beside(self, text):
        if not text:
            return None
        method, target, body = (self.fill(text).split(" ", 2) + [""])[:3]

        def send():
            connection = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
            connection.request(method, target, body.encode(), {"Authorization": self.authorize(self.admin),
                                                               "Content-Type": "application/json"})
            connection.getresponse().read()
            connection.close()

        timer = threading.Timer(0.3, send)
        timer.start()
        return timer

    def exchange(self, method, target, headers, body, again=True):
        try:
            self.connection.request(method, target, body or None, headers)
            answer = self.connection.getresponse()
            return answer.status, answer.headers, answer.read()
        except (TimeoutError, socket.timeout):
            self.connection.close()
            return "silence", {}, b""
        except (http.client.HTTPException, OSError):
            self.connection.close()
            # A server may end a connection after an answer without saying so (RFC 9112, 9.5).
            return self.exchange(method, target, headers, body, False) if again else ("closed", {}, b"")

    def ask_raw(self, request):
        with socket.create_connection((self.host, self.port), timeout=PATIENCE) as wire:
            try:
                wire.sendall(self.fill_bytes("\r\n".join(request.body).replace("{auth}", self.authorize(self.admin))))
                answer = http.client.HTTPResponse(wire)
                answer.begin()
                result = answer.status, answer.headers, answer.read()
            except (TimeoutError, socket.timeout):
                result = "silence", {}, b""
            except (http.client.HTTPException, OSError):
                result = "closed", {}, b""
        return self.render(request, *result)

    # What a server answered, as lines

    def render(self, request, status, headers, body):
        ignored = set((request.get("Ignore") or "").split())
        if "Set-Cookie" in headers:
            self.cookie = headers["Set-Cookie"].split(";")[0]
        lines = [str(status)]
        for name in HEADERS:
            value = self.render_header(name, headers, body)
            if value is not None and name not in ignored and isinstance(status, int):
                lines.append(f"{name}: {value}")
        if body and "body" not in ignored:
            lines += self.render_body(headers, body, ignored)
        return [self.number(line).rstrip() for line in lines]

    def render_header(self, name, headers, body):
        value = headers.get(name)
        plain = (headers.get("Content-Type") or "").startswith("application/json")
        if name == "Content-Type" and not body:
            return None
        if name in USUAL:
            return (value or "-") if value != USUAL[name] else None
        told = plain or not body or "multipart" in (headers.get("Content-Type") or "")
        if value is None or (name == "Content-Length" and told):
            return None
        if name == "Set-Cookie":
            return re.sub(r"AuthSession=[^;]+", "AuthSession=$cookie", re.sub(OWN_ATTRIBUTES, "", value))
        if name == "Allow":
            return ",".join(sorted(re.split(", *", value)))
        if name == "Location":
            return re.sub(r"^https?://[^/]+", "", value)
        if name == "ETag" and not re.match(r'^(W/)?"(\d+-.*|[A-Za-z0-9+/]{22}==)"$', value):
            return "$etag"
        return value

    def render_body(self, headers, body, ignored):
        kind = headers.get("Content-Type") or ""
        boundary = re.search(r'boundary="?([^";]+)', kind)
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            return ["", "«hex:" + body[:400].hex() + "»"]
        if boundary:
            return ["", *re.sub(r"\r\n", "\n", text).split("\n")]
        # One JSON text, or a feed of one a line, between which heartbeats stand as empty lines.
        lines = []
        for part in [text] if is_json(text) else re.sub(r"\n\n+", "\n", text.strip("\n")).split("\n"):
            field, text = re.match(r"(data: |id: |)(.*)", part, re.S).groups()  # of an event, or nothing
            if is_json(text):
                text = dump_json(self.settle(parse_json(text), ignored, "seq" if field == "id: " else None))
            lines.append(field + text)
        return lines if lines[0][:1] in ("{", "[") else ["", *lines]

    def settle(self, value, ignored, name=None):
        """The same value with everything taken out that is different each time."""
        if name in ignored:
            return "*"
        if name in SEQUENCES and isinstance(value, str) and value != "0":
            self.last_seq = value if name != "seq" else self.last_seq
            return value if isinstance(value, Number) else "$seq"
        if name in VOLATILE and isinstance(value, str):
            return "$time"
        if name in SETS and isinstance(value, list):
            value = sorted(value)
        if isinstance(value, list):
            return [self.settle(item, ignored) for item in value]
        if isinstance(value, dict):
            if set(value) == SIZES:
                return "$sizes"
            return {key: self.settle(item, ignored, key) for key, item in value.items()}
        return value

    def number(self, line):
        for name, value in self.names.items():
            line = line.replace(value, "{" + name + "}")
        line = line.replace(f'"name":"{self.admin.split(":")[0]}"', '"name":"{admin}"')
        line = re.sub(r"Only ([A-Z,]+) allowed", lambda m: f"Only {','.join(sorted(m[1].split(',')))} allowed", line)

        def replace(match):
            made = match[0]
            if made not in self.made:
                if made in self.literal:
                    return made
                self.made.append(made)
            return f"${self.made.index(made) + 1}"

        return re.sub(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])", replace, line)


def same(line, other):
    if line == other:
        return True
    return is_json(line) and is_json(other) and parse_json(line) == parse_json(other)


def differs(expected, answer):
    """The lines of two answers that are not the same, or nothing."""
    if len(expected) == len(answer) and all(map(same, expected, answer)):
        return []
    rest = list(answer)
    lines = []
    for line in expected:
        found = next((other for other in rest if same(line, other)), None)
        if found is None:
            lines.append("expected  " + line)
        else:
            rest.remove(found)
    return (lines + ["answered  " + line for line in rest]) or ["the order of the lines"]
