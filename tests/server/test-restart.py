#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program killed and started again with its store: what it had counted against an agent, an
address or a customer still counts.

usage: test-restart.py CORDBOARD_SERVER CORDBOARDCTL"""
import http.client
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERVER, CTL = (pathlib.Path(sys.argv.pop(1)).resolve() for _ in range(2))
INTERACTION = "/cordboard/v1/interaction"
FAILURES = 10


class Restart(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.store = f"sqlite:{folder.name}/store.db"
        subprocess.run([CTL, "user", "add", "--store", self.store, "ada", "--role", "agent", "--password-stdin"], input="a long one\n",
                       text=True, check=True, capture_output=True)
        self.process = None

    def start(self, *options):
        """After killing the one before, with no moment to write anything."""
        self.stop()
        self.process = subprocess.Popen([SERVER, "--store", self.store, "--listen", "127.0.0.1:0", "--data-dir", ROOT / "data", *options],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(self.stop)
        self.port = int(re.search(r"http://127.0.0.1:(\d+)", self.process.stdout.readline()).group(1))
        self.token = None
        self.token = self.post("/cordboard/v1/token", grant_type="password", username="ada", password="a long one")[1]["access_token"]
        self.call = self.post(INTERACTION, channel="phone", direction="inbound", sop="plan-change", policy="none")[1]["id"]

    def stop(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()
            self.process = None

    def post(self, path, **body):
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self.token}"} if self.token else {})
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("POST", path, json.dumps(body), headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer.status, json.loads(text)

    def verify(self, customer):
        status, body = self.post(f"{INTERACTION}/{self.call}/verification", customer=customer, factor="pin", value="0000")
        return status, body.get("reason")

    def test_guessing(self):
        self.start()
        for i in range(FAILURES - 1):
            self.assertEqual(self.verify(f"ghost-{i}"), (200, None))
        self.start()
        # The same again is no other party.
        self.assertEqual(self.verify("ghost-0"), (200, None))
        self.assertEqual(self.verify("ghost-9"), (200, None))
        self.assertEqual(self.verify("ghost-10"), (403, "verification-ended"))
        self.start()
        self.assertEqual(self.verify("ghost-11"), (403, "verification-ended"))

    def test_address(self):
        """Agents of one address together, whose own limit is out of reach here."""
        options = ("--verification-failures", "1000", "--verification-address-failures", "5")
        self.start(*options)
        for i in range(4):
            self.assertEqual(self.verify(f"ghost-{i}"), (200, None))
        self.start(*options)
        self.assertEqual(self.verify("ghost-0"), (200, None))
        self.assertEqual(self.verify("ghost-4"), (200, None))
        self.start(*options)
        self.assertEqual(self.verify("ghost-5"), (429, "throttled"))

    def test_nobody(self):
        """A customer that does not exist stays locked as one that does."""
        self.start()
        for _ in range(3):
            self.assertEqual(self.verify("ghost"), (200, None))
        self.start()
        self.assertEqual(self.verify("ghost"), (423, "locked"))


if __name__ == "__main__":
    unittest.main()
