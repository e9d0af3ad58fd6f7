#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real nginx with the shipped site, before a real server (docs/security.md, T1 to T3). Skipped where there is no
nginx."""
import concurrent.futures
import http.client
import json
import os
import pathlib
import shutil
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(os.environ.get("CORD_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))
PROGRAM, CTL = (pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None for _ in range(2))
TIMEOUT = 90
ALL = bool(os.environ.get("CORD_CHECK_ALL"))
PEOPLE = 200 if ALL else 20
PASSWORD = "a long one for all"
CATEGORY = "/tmf-api/productCatalogManagement/v4/category"


def free_port():
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return made.getsockname()[1]


@unittest.skipUnless(shutil.which("nginx") and shutil.which("openssl"), "no nginx here")
class Proxy(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.port = free_port()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=cordboard.example.com", "-keyout",
                        cls.folder / "key", "-out", cls.folder / "certificate"], check=True, capture_output=True)
        cls.make_people()
        cls.run_program([str(PROGRAM), "--store", cls.store, "--listen", f"unix:{cls.folder}/server.sock"],
                        CORDBOARD_DATA=str(ROOT / "data")).stdout.readline()
        (cls.folder / "nginx.conf").write_text(cls.settings())
        cls.run_program(["nginx", "-p", str(cls.folder), "-c", str(cls.folder / "nginx.conf")])
        cls.wait_until_it_answers()
        cls.context = ssl.create_default_context(cafile=cls.folder / "certificate")
        cls.context.check_hostname = False

    @classmethod
    def make_people(cls):
        """Their passwords are hashed once, since that takes long."""
        cls.store = f"sqlite:{cls.folder}/store.db"
        subprocess.run([CTL, "user", "add", "--store", cls.store, "person-0", "--role", "agent", "--password-stdin"],
                       input=PASSWORD, text=True, check=True, capture_output=True)
        with sqlite3.connect(cls.folder / "store.db") as store:
            store.executemany("INSERT INTO user (name, role, password, created) SELECT ?, role, password, created FROM user WHERE name = 'person-0'",
                              [(f"person-{i}",) for i in range(1, PEOPLE)])
        store.close()

    @classmethod
    def run_program(cls, command, **more):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, **more})
        cls.addClassCleanup(process.stdout.close)
        cls.addClassCleanup(process.wait)
        cls.addClassCleanup(process.terminate)
        return process

    @classmethod
    def settings(cls):
        """The shipped site, with the port and the files of this test."""
        site = (ROOT / "data/nginx/cordboard.conf").read_text(encoding="utf-8")
        for shipped, here in (("  listen 80;\n  listen [::]:80;\n", f"  listen 127.0.0.1:{free_port()};\n"),
                              ("  listen 443 ssl;\n  listen [::]:443 ssl;\n", f"  listen 127.0.0.1:{cls.port} ssl;\n"),
                              ("/etc/ssl/certs/cordboard.pem", f"{cls.folder}/certificate"),
                              ("/etc/ssl/private/cordboard.key", f"{cls.folder}/key"),
                              ("/var/log/nginx", str(cls.folder)), ("/run/cordboard", str(cls.folder))):
            assert shipped in site, shipped
            site = site.replace(shipped, here)
        places = "".join(f"{name}_temp_path {cls.folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        return (f"{'user root;' if os.getuid() == 0 else ''}\ndaemon off;\npid {cls.folder}/pid;\nerror_log {cls.folder}/error.log;\n"
                f"events {{}}\nhttp {{\n{places}{site}}}\n")

    @classmethod
    def wait_until_it_answers(cls):
        end = time.monotonic() + TIMEOUT
        while time.monotonic() < end:
            try:
                return cls.ask("GET /cordboard/v1/health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            except ConnectionRefusedError:
                os.sched_yield()
        raise AssertionError((cls.folder / "error.log").read_text())

    @classmethod
    def ask(cls, text):
        context = ssl.create_default_context(cafile=cls.folder / "certificate")
        with socket.create_connection(("127.0.0.1", cls.port), TIMEOUT) as plain:
            with context.wrap_socket(plain, server_hostname="cordboard.example.com") as connection:
                connection.sendall(text if isinstance(text, bytes) else text.encode())
                parts = []
                while part := connection.recv(65536):
                    parts.append(part)
        return b"".join(parts).decode()

    def get(self, path, more=""):
        return self.ask(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{more}\r\n")

    def send(self, method, path, body=None, source="127.0.0.1", **headers):
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=TIMEOUT, source_address=(source, 0), context=self.context)
        fields = {"Content-Type": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body and json.dumps(body), fields)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        is_json = answer.headers.get_content_type() == "application/json"
        return answer.status, answer.headers, json.loads(text) if is_json and text else None

    def sign_in(self, name, password=PASSWORD, source="127.0.0.1", **headers):
        return self.send("POST", "/cordboard/v1/token", {"grant_type": "password", "username": name, "password": password}, source, **headers)

    def test_a_whole_shift(self):
        """Everybody at once, from one office, and what their desks ask for then."""
        begun = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(PEOPLE) as people:
            answers = list(people.map(self.sign_in, (f"person-{i}" for i in range(PEOPLE))))
            took = time.monotonic() - begun
            self.assertEqual([status for status, _, _ in answers], [200] * PEOPLE, f"after {took:.1f} s")
            tokens = [body["access_token"] for _, _, body in answers] * 5
            asked = list(people.map(lambda token: self.send("GET", CATEGORY, Authorization=f"Bearer {token}")[0], tokens))
        self.assertEqual(asked, [200] * 5 * PEOPLE)
        self.assertLess(took, 60)
        print(f"{PEOPLE} people signed in within {took:.1f} s", file=sys.stderr)

    def test_strangers_lock_nobody_out(self):
        """Nor does it help them to claim another address."""
        self.assertEqual(self.sign_in("person-1", source="127.0.0.9")[0], 200)
        sources = [f"127.0.1.{i}" for i in range(1, 101)]
        with concurrent.futures.ThreadPoolExecutor(8) as strangers:
            answers = list(strangers.map(lambda i: self.sign_in("person-1", "wrong", sources[i % 100], X_Forwarded_For="127.0.0.9", Forwarded="for=127.0.0.9"),
                                         range(10000 if ALL else 100)))
        statuses = [status for status, _, _ in answers]
        self.assertEqual((statuses.count(401), statuses.count(429)), (10, len(answers) - 10))
        self.assertTrue(all(headers["Retry-After"] for status, headers, _ in answers if status == 429))
        self.assertEqual(self.sign_in("person-1", source="127.0.1.1")[0], 429)
        self.assertEqual(self.sign_in("person-1", source="127.0.0.9")[0], 200)
        subprocess.run([CTL, "user", "unlock", "--store", self.store, "person-1"], check=True, capture_output=True)
        end = time.monotonic() + TIMEOUT
        while (status := self.sign_in("person-1", source="127.0.1.1")[0]) == 429 and time.monotonic() < end:
            os.sched_yield()
        self.assertEqual(status, 200)

    def test_refused_here(self):
        """A flood is refused by nginx itself, which says when to come again as well."""
        with concurrent.futures.ThreadPoolExecutor(8) as flood:
            answers = list(flood.map(lambda _: self.send("POST", "/cordboard/v1/token", {}, "127.0.2.1"), range(400)))
        refused = [(headers, body) for status, headers, body in answers if status == 429]
        self.assertGreater(len(refused), 0)
        for headers, body in refused:
            self.assertEqual((headers["Retry-After"], body["reason"], body["status"]), ("5", "throttled", "429"))
            self.assertIn("Strict-Transport-Security", headers)

    def test_health(self):
        answer = self.get("/cordboard/v1/health")
        self.assertTrue(answer.startswith("HTTP/1.1 200 "), answer)
        self.assertIn("alive", answer)
        self.assertIn("Strict-Transport-Security", answer)

    def test_range_and_upgrade_do_not_pass(self):
        answer = self.get("/cordboard/v1/health", "Range: bytes=0-3\r\nUpgrade: websocket\r\n")
        self.assertTrue(answer.startswith("HTTP/1.1 200 "), answer)
        self.assertIn("alive", answer)

    def test_chunks_arrive_whole(self):
        """The server refuses Transfer-Encoding; nginx sends it a length and a JSON body that it can answer."""
        answer = self.ask("POST /cordboard/v1/token HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n"
                          "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n2\r\n1}\r\n0\r\n\r\n")
        self.assertIn("invalid_request", answer)
        self.assertNotIn("framing", answer)

    def test_pipelined(self):
        answer = self.ask("GET /cordboard/v1/health HTTP/1.1\r\nHost: a\r\n\r\n"
                          "GET /cordboard/v1/health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        self.assertEqual(answer.count("HTTP/1.1 200 "), 2)

    def test_smuggled(self):
        answer = self.ask("POST /cordboard/v1/token HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
                          "0\r\n\r\nGET /cordboard/v1/metrics HTTP/1.1\r\nHost: a\r\n\r\n")
        self.assertTrue(answer.startswith("HTTP/1.1 400 "), answer)
        self.assertEqual(answer.count("HTTP/1.1 "), 1)

    def test_large_body(self):
        answer = self.ask(b"POST /cordboard/v1/token HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 1048577\r\n\r\n")
        self.assertTrue(answer.startswith("HTTP/1.1 413 "), answer)

    def test_not_for_the_network(self):
        for path in ("/cordboard/v1/metrics", "/cordboard/v1/ready", "/metrics", "/", "/cordboard/v1/%6detrics", "/cordboard/v1/x/../metrics"):
            self.assertTrue(self.get(path).startswith("HTTP/1.1 404 "), path)

    def test_log_tells_no_query(self):
        self.get("/cordboard/v1/customer/search?q=canary-of-the-query")
        log = (self.folder / "cordboard.log").read_text()
        self.assertIn("/cordboard/v1/customer/search 401", log)
        self.assertNotIn("canary", log)

    def test_old_protocols(self):
        result = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{self.port}", "-tls1_1", "-cipher", "ALL:@SECLEVEL=0"],
                                input="", capture_output=True, text=True)
        self.assertNotEqual(result.returncode, 0)


if __name__ == "__main__":
    unittest.main()
