# SPDX-License-Identifier: GPL-3.0-or-later
"""The real server as an arbitrary client meets it: its socket, and bytes."""
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else ""
with open(PROGRAM or os.devnull, "rb") as program:
    SANITIZED = b"__asan_init" in program.read()
ROOT = os.environ["CORD_SOURCE_ROOT"]
CATALOG = "/tmf-api/productCatalogManagement/v4"
CATEGORY = CATALOG + "/category"
HEALTH = "/cordboard/v1/health"


def dechunk(body):
    """None where the last chunk is missing."""
    whole = b""
    while body:
        size, _, rest = body.partition(b"\r\n")
        length = int(size, 16)
        if length == 0:
            return whole
        whole, body = whole + rest[:length], rest[length + 2:]
    return None


class Answer:
    def __init__(self, raw):
        head, _, self.body = raw.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        found = re.match(r"HTTP/1\.[01] (\d{3}) ", lines[0])
        self.raw = raw
        self.status = int(found.group(1)) if found else 0
        self.headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
        if self.headers.get("transfer-encoding") == "chunked":
            self.body = dechunk(self.body)
        try:
            self.json = json.loads(self.body)
        except (TypeError, ValueError):
            self.json = None


class Server:
    """Kit mode and the small population of the tests, on a Unix socket."""

    def __init__(self, store="memory", populate=True, prepare=None):
        self.folder = tempfile.mkdtemp(prefix="cordboard-")
        self.path = os.path.join(self.folder, "socket")
        self.log = os.path.join(self.folder, "log")
        arguments = [PROGRAM, "--store", store, "--listen", "unix:" + self.path, "--kit-mode",
                     "--data-dir", os.path.join(ROOT, "data")]
        if populate:
            arguments += ["--demo-folder", os.path.join(ROOT, "tests", "server", "data")]
        # The server warns of a broken store; that warning must not be fatal here.
        environment = dict(os.environ, G_DEBUG="fatal-criticals")
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=log, env=environment,
                                            preexec_fn=prepare)
        self.listening = self.process.stdout.readline().startswith(b"Listening at ")

    def connect(self, timeout=20):
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(self.path)
        connection.settimeout(timeout)
        return connection

    def send(self, data, end=False):
        """The answer to these bytes; @end: the client closes its side after them."""
        with self.connect() as connection:
            try:
                connection.sendall(data if isinstance(data, bytes) else data.encode("latin-1"))
            except BrokenPipeError:
                pass
            if end:
                connection.shutdown(socket.SHUT_WR)
            parts = []
            while part := connection.recv(65536):
                parts.append(part)
        return Answer(b"".join(parts))

    def ask(self, method, path, body=None, **headers):
        fields = {"Host": "a"} | {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            body = body if isinstance(body, bytes) else json.dumps(body).encode()
            fields = {"Content-Type": "application/json", "Content-Length": str(len(body))} | fields
        head = "".join("%s: %s\r\n" % field for field in fields.items())
        return self.send(("%s %s HTTP/1.1\r\n%s\r\n" % (method, path, head)).encode() + (body or b""))

    def read_log(self):
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return log.read()

    def count_files(self):
        """0 where the program lets only root look: its memory is not readable by others."""
        try:
            return len(os.listdir("/proc/%d/fd" % self.process.pid))
        except PermissionError:
            return 0

    def resident(self):
        """Bytes of memory in use; 0 under the sanitizers, which keep freed memory."""
        if SANITIZED:
            return 0
        with open("/proc/%d/statm" % self.process.pid, encoding="ascii") as statm:
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def stop(self):
        """The exit status: 0 after a clean end, whatever was sent before."""
        self.process.terminate()
        status = self.process.wait(60)
        self.process.stdout.close()
        shutil.rmtree(self.folder)
        return status


class Case(unittest.TestCase):
    def start(self, *arguments, **options):
        server = Server(*arguments, **options)
        self.addCleanup(lambda: self.assertEqual(server.stop(), 0))
        self.assertTrue(server.listening, server.read_log())
        return server

    def assert_problem(self, answer, status, reason=None, member=None):
        """TM Forum's error body, once, and its members."""
        said = answer.raw[:400]
        self.assertEqual(answer.status, status, said)
        self.assertEqual(answer.raw.count(b"HTTP/1.1 "), 1, said)
        self.assertEqual(answer.headers["content-type"].split(";")[0], "application/json", said)
        self.assertEqual(answer.json["status"], str(status), said)
        for name in ("code", "reason", "message", "referenceError"):
            self.assertTrue(answer.json[name], said)
        if reason is not None:
            self.assertEqual(answer.json["reason"], reason, said)
        if member is not None:
            self.assertEqual(answer.json["member"], member, said)
