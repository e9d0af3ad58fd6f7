# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests with false lengths, protocol violations, or an early end: one refusal with its reason, and the server is
unaffected."""
import socket
import struct
import unittest

from server_case import CATEGORY, HEALTH, Case, Server

OVER = "9" * 30


def request(head="", target=HEALTH, method="GET", version="HTTP/1.1"):
    return "%s %s %s\r\nHost: a\r\n%s\r\n" % (method, target, version, head)


def post(body, head="Content-Type: application/json\r\n"):
    body = body if isinstance(body, bytes) else body.encode()
    return ("POST %s HTTP/1.1\r\nHost: a\r\n%sContent-Length: %d\r\n\r\n" % (CATEGORY, head, len(body))).encode() + body


# Headers that two readers could read in two ways, and the member that is named.
FRAMING = {
    "Transfer-Encoding": ["Transfer-Encoding: chunked", "Transfer-Encoding: identity", "Transfer-Encoding: xchunked",
                          "Transfer-Encoding:\tchunked", "transfer-encoding: chunked\r\nContent-Length: 3",
                          "Content-Length: 3\r\nTransfer-Encoding: chunked"],
    "Content-Length": ["Content-Length: 0\r\nContent-Length: 0", "Content-Length: 0\r\nContent-Length: 5",
                       "Content-Length: 0, 0", "Content-Length: +0", "Content-Length: -1", "Content-Length: 0 0",
                       "Content-Length: 0x0", "Content-Length: " + OVER, "Content-Length: 18446744073709551616",
                       "Content-Length:"],
    "Host": ["Host: b", "host: a"],
    None: ["Transfer-Encoding : chunked", "X: a\nTransfer-Encoding: chunked", "X: a\r\n Transfer-Encoding: chunked",
           "Content-Length:\r\n 0", "X: a\rContent-Length: 5", "X\0: a", "X: a\0b", "X\1: a", "X: \x0bchunked", "colon",
           ": a", " X: a", "X\xff: a"],
}

# Everything the connection receives.
LINES = [
    "GET %s HTTP/1.1\nHost: a\n\n" % HEALTH, "GET %s\n\n" % HEALTH, "\r\n" + request(), " " + request(),
    request(method="G\0T"), request(method="GET\t"), request(method="A" * 33), request(version="HTTP/1.1 "),
    request(version="http/1.1"), request(version=""), request(target="/a b"), "\x16\x03\x01\x00\xc8" + "\0" * 200,
    bytes(range(256)) * 40, "GET %s HTTP/1.1\r\n\r\n" % HEALTH, "GET %s HTTP/1.1\r\nHost: a/b\r\n\r\n" % HEALTH,
]

TARGETS = ["http://evil/cordboard/v1/health", "evil:80", "*", "", "?", "/%", "/%zz", "/a%00", HEALTH + "?a=%00",
           HEALTH + "#a", "/\xff", "/cordboard/v1/../v1/health", "/cordboard/v1/%2e%2E/v1/health", "/./x", "/a/..",
           "[::1]/x", "javascript:x"]

REFUSED_JSON = [
    "", "[]", '[{"name":"x"}]', '"x"', "1", "null", '{"name":"x"', '{"name":"a","name":"b"}',
    '{"name":"a","n\\u0061me":"b"}', '{"name":"\\ud800"}', '{"name":"\\udc00\\ud800"}', '{"name":"\\u0000"}',
    b'{"name":"a\0b"}', b'\xef\xbb\xbf{"name":"x"}', '{"name":"x"}'.encode("utf-16"), '{"name":"x"}x',
    '{"name":"x"}{}', '{"name":' + "[" * 5000 + "]" * 5000 + "}", b'{"name":"\xff"}', b'{"name":"\xc0\xaf"}',
    b'{"name":"\xed\xa0\x80"}', '{"name":"x","v":NaN}', '{"name":"x","v":+1}', '{"name":"x","v":01}', "{'name':'x'}",
    '{"name":"x","v":1.}', '{"name":"a\nb"}', '{"name":1}', '{"name":{}}', '{"name":null}', '{"name":"x","id":""}',
]
LARGE_JSON = ['{"name":"x","v":1e999999}', '{"name":"x","v":' + "9" * 60000 + "}",
              '{"name":"x","a":[' + "0," * 200000 + "0]}", '{"name":"' + "x" * 65537 + '"}',
              '{"name":"x"}' + " " * (1024 * 1024 - 11)]
KEPT_JSON = ['{"name":"x","v":-0}', '{"name":"x","v":9223372036854775808}', '{"name":"x","":1}',
             '{"name":"x","a":' + "[" * 31 + "]" * 31 + "}", '{"name":"x"}' + " " * (1024 * 1024 - 12)]

IDS = ["a/b", "a b", "../x", "é", "e\u0301", "\u200f\u202eabc", "😀", "𝕏" * 64, "x" * 256, "a%2Fb", "%", "%00", "a?b",
       "a#b", "a&b=c", "a+b", "a;b", '"q"', "'", "<x>", "a,b", "search", "event", "cancel", "\\", "a\tb", "a\nb", " ",
       "*", "a\x85b", "\ufeffx", "{id}", "null", "/", "//", "a//b", "..%2f", "\u2028", "a\x7fb", "\U0010ffff"]


class Bytes(Case):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()

    @classmethod
    def tearDownClass(cls):
        assert cls.server.stop() == 0

    def test_framing(self):
        for member, heads in FRAMING.items():
            for head in heads:
                with self.subTest(head):
                    answer = self.server.send(request(head + "\r\n") + request())
                    self.assert_problem(answer, 400, "framing", member)
        for line in LINES:
            with self.subTest(line[:60]):
                self.assert_problem(self.server.send(line), 400, "framing" if line[:6] != "GET /a" else None)

    def test_bounds(self):
        for head, status, reason in [("X: %s\r\n" % ("a" * 40000), 431, "head-too-large"),
                                     ("X: a\r\n" * 101, 431, "head-too-large"),
                                     ("X: a\r\n" * 100000, 431, "head-too-large"),
                                     ("Content-Length: 1048577\r\n", 413, "too-large"),
                                     ("Expect: 100-continue\r\nContent-Length: 1048577\r\n", 413, "too-large"),
                                     ("Expect: tea\r\n", 417, "expectation")]:
            with self.subTest(head[:40]):
                self.assert_problem(self.server.send(request(head)), status, reason)
        self.assertEqual(self.server.send(request("X: a\r\n" * 99)).status, 200)
        self.assert_problem(self.server.send(post(b" " * 1048577)), 413, "too-large")

    def test_targets(self):
        for target in TARGETS:
            with self.subTest(target):
                self.assert_problem(self.server.send(request(target=target)), 400)
        for target in ["/", "//", "/%c0%af", "/" + "a/" * 5000, CATEGORY + "/%ff", CATEGORY + "/x/y"]:
            with self.subTest(target[:60]):
                self.assert_problem(self.server.send(request(target=target)), 404, "not-found")

    def test_methods(self):
        allowed = {HEALTH: "GET", CATEGORY: "GET, POST", CATEGORY + "/x": "GET, PATCH, DELETE"}
        for method in ["TRACE", "OPTIONS", "PUT", "get", "FOO", "PRI"]:
            for target, allow in allowed.items():
                answer = self.server.send(request(target=target, method=method))
                self.assert_problem(answer, 405, "method-not-allowed")
                self.assertEqual(answer.headers["allow"], allow)
        self.assert_problem(self.server.send(request(target="a:80", method="CONNECT")), 400)
        self.assert_problem(self.server.send(request(method="CONNECT")), 400)
        for version in ["HTTP/0.9", "HTTP/1.2", "HTTP/2.0", "HTTP/9.9"]:
            self.assert_problem(self.server.send(request(version=version)), 505, "http-version")
        self.assertEqual(self.server.send("GET %s HTTP/1.0\r\n\r\n" % HEALTH).status, 200)

    def test_what_follows_is_dropped(self):
        for first in [request(), request(target="/x"), post("{}").decode(), request("Connection: keep-alive\r\n")]:
            self.assertEqual(self.server.send(first + request()).raw.count(b"HTTP/1.1 "), 1)

    def test_types(self):
        body = '{"name":"x"}'
        for head in ["", "Content-Type: text/plain\r\n", "Content-Type:\r\n", "Content-Type: application/jsonx\r\n",
                     "Content-Type: multipart/form-data; boundary=x\r\n", "Content-Type: application/json, text/html\r\n",
                     "Content-Type: application/json; charset=utf-16\r\n",
                     'Content-Type: application/json;CHARSET="iso-8859-1"\r\n',
                     "Content-Type: application/x-www-form-urlencoded\r\n",
                     "Content-Encoding: gzip\r\nContent-Type: application/json\r\n"]:
            with self.subTest(head):
                self.assert_problem(self.server.send(post(body, head)), 415, "media-type")
        for head in ["Content-Type: Application/JSON\r\n", 'Content-Type: application/json; charset="UTF-8"\r\n']:
            self.assertEqual(self.server.send(post(body, head)).status, 201)

    def test_json(self):
        for bodies, status in [(REFUSED_JSON, 400), (LARGE_JSON, 413)]:
            for body in bodies:
                with self.subTest(body[:60]):
                    self.assert_problem(self.server.send(post(body)), status)
        for body in KEPT_JSON:
            with self.subTest(body[:60]):
                self.assertEqual(self.server.send(post(body)).status, 201)

    def test_half_a_body(self):
        before = self.server.ask("GET", CATEGORY).headers["x-total-count"]
        whole = post('{"name":"half"}')
        for length in range(1, len(whole), 7):
            self.assert_problem(self.server.send(whole[:length], end=True), 400)
        self.assertEqual(self.server.ask("GET", CATEGORY).headers["x-total-count"], before)

    def test_ids(self):
        for name in IDS:
            with self.subTest(ascii(name)):
                made = self.server.ask("POST", CATEGORY, {"name": "x", "id": name})
                self.assertEqual((made.status, made.json["id"]), (201, name))
                href = made.json["href"]
                self.assertEqual(made.headers["location"], href)
                child = self.server.ask("POST", CATEGORY, {"name": "x", "parentId": name})
                got = self.server.ask("GET", href)
                self.assertEqual((got.status, got.json["id"]), (200, name))
                encoded = href.rsplit("/", 1)[1]
                for query, found in [("id", name), ("parentId", child.json["id"])]:
                    listed = self.server.ask("GET", "%s?%s=%s" % (CATEGORY, query, encoded)).json
                    self.assertEqual([row["id"] for row in listed], [found])
                self.assert_problem(self.server.ask("POST", CATEGORY, {"name": "x", "id": name}), 409, "exists")
                patched = self.server.ask("PATCH", href, {"description": "y"}, If_Match=got.headers["etag"])
                self.assertEqual((patched.status, patched.json["id"]), (200, name))
                self.assertEqual(self.server.ask("DELETE", href).status, 204)
                self.assert_problem(self.server.ask("GET", href), 404)
                self.server.ask("DELETE", child.json["href"])
        for name in ["", ".", "..", "x" * 257, "a\0b"]:
            self.assert_problem(self.server.ask("POST", CATEGORY, {"name": "x", "id": name}), 400)


class Leavers(Case):
    """Clients that disconnect without a word, at every point, and many at once."""

    @staticmethod
    def leave(connection):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()

    def settle(self, server, files):
        """One more request, until the server has noticed that the last of them left."""
        for _ in range(1000):
            server.send(request())
            if server.count_files() <= files:
                return
        self.fail("%d files are still open" % server.count_files())

    def test_leavers(self):
        server = self.start()
        whole = post('{"name":"whole","description":"%s"}' % ("x" * 5000))
        server.send(request())
        files = server.count_files()
        for index in range(300):
            connection = server.connect()
            connection.sendall(whole[:index * len(whole) // 299])
            self.leave(connection)
        crowd = [server.connect() for _ in range(500)]
        for index, connection in enumerate(crowd):
            connection.sendall(whole[:(1, 60, len(whole))[index % 3]])
        self.assertEqual(server.send(request()).status, 200)
        for connection in crowd:
            self.leave(connection)
        self.settle(server, files)
        for row in server.ask("GET", CATEGORY).json:
            self.assertTrue(row["name"] != "whole" or len(row["description"]) == 5000)

    def test_in_the_middle_of_the_answer(self):
        server = self.start()
        for _ in range(5):
            server.ask("POST", CATEGORY, {"name": "x", "many": ["x" * 60000] * 5})
        files = server.count_files()
        memory = server.resident()
        for _ in range(40):
            connection = server.connect()
            connection.sendall(request(target=CATEGORY).encode())
            connection.recv(1000)
            self.leave(connection)
        self.settle(server, files)
        self.assertLess(server.resident() - memory, 200 * 1024 * 1024)


if __name__ == "__main__":
    unittest.main()
