#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""cordboardctl import into the store of a running server: the server sees the new resources, and neither blocks the
other for longer than necessary."""
import http.client
import http.server
import json
import os
import queue
import re
import sqlite3
import subprocess
import threading

import ctl_case

SERVER = ctl_case.PROGRAM.parents[1] / "server" / "cordboard-server"
OFFERING = "/tmf-api/productCatalogManagement/v4/productOffering"
CUSTOMER = "/tmf-api/customerManagement/v4/customer"


class Serving(ctl_case.CtlCase):
    def setUp(self):
        super().setUp()
        self.path = self.folder / "store.db"
        self.store = f"sqlite:{self.path}"
        self.bring("productOffering.jsonl", {"id": "home", "name": "Home", "isSellable": True, "lifecycleStatus": "Active"})
        secret = self.run_ctl("client", "add", "--store", self.store, "billing").stdout.strip()
        # The server warns of a locked store; that warning must not be fatal here.
        environment = dict(os.environ, CORDBOARD_DATA=str(ctl_case.ROOT / "data"), G_DEBUG="fatal-criticals")
        server = subprocess.Popen([SERVER, "--store", self.store, "--listen", "127.0.0.1:0", "--hub-allow", "127.0.0.1"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                  text=True, env=environment)
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.wait, 60)
        self.addCleanup(server.terminate)
        self.address = re.search(r"http://([\d.:]+)", server.stdout.readline()).group(1)
        self.token = self.send("POST", "/cordboard/v1/token", {"grant_type": "client_credentials", "client_id": "billing", "client_secret": secret},
                               signed=False)["access_token"]

    def bring(self, name, *resources):
        return self.done("import", "--store", self.store, self.write(name, "".join(json.dumps(r) + "\n" for r in resources)))

    def send(self, method, path, body=None, wanted=200, signed=True):
        connection = http.client.HTTPConnection(self.address, timeout=60)
        headers = {"Authorization": f"Bearer {self.token}"} if signed else {}
        connection.request(method, path, json.dumps(body) if body is not None else None, {**headers, "Content-Type": "application/json"})
        reply = connection.getresponse()
        text = reply.read()
        connection.close()
        self.assertEqual(reply.status, wanted, text)
        return json.loads(text) if text else None

    def test_it_sees_what_was_imported(self):
        before = self.send("GET", "/cordboard/v1/catalog/change")["version"]
        self.assertEqual(len(self.send("GET", OFFERING)), 1)
        self.bring("productOffering.jsonl", {"id": "home", "name": "Home, new", "isSellable": True, "lifecycleStatus": "Active"},
                   {"id": "fiber", "name": "Fiber", "isSellable": True, "lifecycleStatus": "Active"})
        self.assertEqual({o["id"]: o["name"] for o in self.send("GET", OFFERING)}, {"home": "Home, new", "fiber": "Fiber"})
        changes = self.send("GET", f"/cordboard/v1/catalog/change?since={before}")
        self.assertEqual({c["id"] for c in changes["changed"]}, {"home", "fiber"})
        self.assertGreater(changes["version"], before)
        # Importing the same again is no change for any listener.
        self.bring("productOffering.jsonl", {"id": "fiber", "name": "Fiber", "isSellable": True, "lifecycleStatus": "Active"})
        self.assertEqual(self.send("GET", "/cordboard/v1/catalog/change")["version"], changes["version"])

    def test_it_answers_while_an_import_runs(self):
        """The import stops in the middle of its file, with part of it written; readers see the store as it was."""
        command = [ctl_case.PROGRAM, "import", "--store", self.store, "--type", "customer", "--json", "--progress", "-"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            process.stdin.write("".join(json.dumps({"id": f"c{i}", "name": "x" * 400}) + "\n" for i in range(30000)))
            process.stdin.flush()
            self.assertGreater(json.loads(process.stderr.readline())["done"], 0)
            self.assertEqual(self.send("GET", CUSTOMER), [])
            process.stdin.close()
            process.wait(120)
            self.assertEqual(json.loads(process.stdout.read())["created"], 30000)
        self.assertEqual(len(self.send("GET", CUSTOMER + "?limit=3", wanted=206)), 3)

    def test_listeners_hear_of_it(self):
        heard = queue.Queue()

        class Listener(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                heard.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *arguments):
                pass

        listener = http.server.HTTPServer(("127.0.0.1", 0), Listener)
        threading.Thread(target=listener.serve_forever, daemon=True).start()
        self.addCleanup(listener.server_close)
        self.addCleanup(listener.shutdown)
        hub = CUSTOMER.removesuffix("customer") + "hub"
        self.send("POST", hub, {"callback": f"http://127.0.0.1:{listener.server_port}/"}, wanted=201)
        for name in ("Ann", "Anna", "Anna"):
            self.bring("customer.jsonl", {"id": "c1", "name": name})
        made, changed = heard.get(timeout=20), heard.get(timeout=20)
        self.assertEqual((made["eventType"], made["event"]["customer"]["name"]), ("CustomerCreateEvent", "Ann"))
        self.assertEqual((changed["eventType"], changed["event"]["customer"]["name"]), ("CustomerAttributeValueChangeEvent", "Anna"))
        self.assertTrue(heard.empty())

    def test_it_waits_for_another_writer(self):
        writer = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
        self.addCleanup(writer.close)
        writer.execute("BEGIN IMMEDIATE")
        release = threading.Timer(1, lambda: writer.execute("COMMIT"))
        release.start()
        self.assertIn("1 resources created", self.bring("customer.jsonl", {"id": "c1", "name": "X"}))
        release.join()

    def test_it_gives_up_when_the_other_does_not(self):
        writer = sqlite3.connect(self.path, isolation_level=None)
        self.addCleanup(writer.close)
        writer.execute("BEGIN IMMEDIATE")
        self.refused("import", "--store", self.store, self.write("customer.jsonl", '{"id":"c1"}'), words=("locked", "Another program is using the file"))
        customer = {"name": "X", "engagedParty": {"id": "p", "@referredType": "Individual"}}
        self.assertEqual(self.send("POST", CUSTOMER, customer, wanted=503)["reason"], "store-unavailable")
        writer.execute("ROLLBACK")
        self.send("POST", CUSTOMER, customer, wanted=201)


if __name__ == "__main__":
    ctl_case.main()
