#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stores as the program of each earlier version of the tables wrote them (tests/migrations): readers leave them as they
are, the server of today opens them after it kept a copy, and goes on with their orders."""
import fcntl
import http.client
import json
import os
import pathlib
import re
import sqlite3
import subprocess

import ctl_case

SERVER = ctl_case.PROGRAM.parents[1] / "server" / "cordboard-server"
NEWEST = len(list((ctl_case.ROOT / "data" / "sql" / "sqlite").glob("[0-9]*-server.sql")))


def number_of(path):
    return int(path.stem.split("-")[1])


# One of the newest version may be there already, for the next migration.
FROZEN = [path for path in sorted((ctl_case.ROOT / "tests" / "migrations").glob("server-*.sql")) if number_of(path) < NEWEST]
BEFORE_KEYS = 13  # the last version without the keys that searches go by
PARTY = [{"id": "C1", "role": "customer"}]


def version_of(path):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as store:
        return store.execute("PRAGMA user_version").fetchone()[0]


class Older(ctl_case.CtlCase):
    def melt(self, frozen):
        path = self.folder / f"{frozen.stem}.db"
        store = sqlite3.connect(path)
        store.executescript(frozen.read_text(encoding="utf-8"))
        store.close()
        return path

    def serve(self, path):
        environment = dict(os.environ, CORDBOARD_DATA=str(ctl_case.ROOT / "data"))
        server = subprocess.Popen([SERVER, "--store", f"sqlite:{path}", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                  env=environment)
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.wait, 60)
        self.addCleanup(server.terminate)
        return re.search(r"http://([\d.:]+)", server.stdout.readline()).group(1)

    def send(self, address, method, path, body=None, token=None):
        connection = http.client.HTTPConnection(address, timeout=60)
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        reply = connection.getresponse()
        text = reply.read()
        connection.close()
        self.assertIn(reply.status, (200, 201), (method, path, text))
        return json.loads(text)

    def test_every_version_is_here(self):
        """Whoever adds a migration adds a store of the version before it; how is in tests/migrations/README.md."""
        self.assertEqual([number_of(path) for path in FROZEN], list(range(1, NEWEST)))

    def test_readers_leave_it_alone(self):
        for frozen in FROZEN[-2:]:
            path = self.melt(frozen)
            before = path.read_bytes()
            for arguments in (("export", "--store", f"sqlite:{path}", "--output", "out"), ("user", "list", "--store", f"sqlite:{path}")):
                self.refused(*arguments, words=("earlier version", "Start the server of this version"))
            self.run_ctl("check", "--store", f"sqlite:{path}")
            self.assertEqual(path.read_bytes(), before)
            self.assertEqual(list(self.folder.glob(f"{path.name}.schema-*")), [])

    def test_it_goes_on(self):
        for frozen in FROZEN:
            number = number_of(frozen)
            with self.subTest(frozen.name):
                path = self.melt(frozen)
                self.assertEqual(version_of(path), number)
                address = self.serve(path)
                self.assertEqual(version_of(path), NEWEST)
                self.assertEqual(version_of(f"{path}.schema-{number}"), number)
                self.check_orders(path, address, number > 1)

    def check_orders(self, path, address, kept):
        """Version 1 kept no history of accounts."""
        secret = self.run_ctl("client", "add", "--store", f"sqlite:{path}", "other").stdout.strip()
        token = self.send(address, "POST", "/cordboard/v1/token", {"grant_type": "client_credentials", "client_id": "other", "client_secret": secret})["access_token"]
        orders = self.send(address, "GET", "/tmf-api/productOrderingManagement/v4/productOrder", token=token)
        self.assertEqual([order["state"] for order in orders], ["completed", "completed"])
        product = self.send(address, "GET", "/tmf-api/productInventory/v4/product/line-1", token=token)
        self.assertEqual(product["productOffering"]["id"], "fast")
        if kept:
            history = self.send(address, "GET", "/cordboard/v1/accountHistory/acct-C1", token=token)
            self.assertEqual({event["order"] for event in history["events"] if "order" in event}, {order["id"] for order in orders})
        item = {"id": "1", "action": "modify", "quantity": 2, "product": {"id": "line-1"}}
        quote = self.send(address, "POST", "/tmf-api/quoteManagement/v4/quote", {"instantSyncQuote": True, "relatedParty": PARTY, "quoteItem": [item]}, token=token)
        self.send(address, "POST", "/tmf-api/productOrderingManagement/v4/productOrder",
                  {"relatedParty": PARTY, "productOrderItem": [item], "cordboardSeal": quote["cordboardSeal"]["sha256"]}, token=token)

    def keys_of(self, path):
        """What searches go by, as the store at @path has it."""
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as store:
            return set(store.execute("SELECT r.type, r.id, i.name, i.value FROM resource_index i JOIN resource r ON r.row = i.row"
                                     " WHERE i.name IN ('nameKey', 'idKey', 'emailKey', 'phoneEnd', 'words') OR r.type IN ('customer', 'individual')"))

    def test_it_finds_as_a_new_one(self):
        """What an upgrade makes of the documents is what an import makes of them."""
        path = self.melt(FROZEN[BEFORE_KEYS - 1])
        with sqlite3.connect(path) as store:
            store.execute("UPDATE resource SET document = replace (document, 'Okafor', 'O’Brien-Müller') WHERE type IN ('customer', 'individual')")
        self.done_quietly("client", "add", "--store", f"sqlite:{path}", "other")
        self.run_ctl("export", "--store", f"sqlite:{path}", "--output", "out")
        self.run_ctl("import", "--store", "sqlite:new.db", "out")
        keys = self.keys_of(path)
        self.assertEqual(keys, self.keys_of(self.folder / "new.db"))
        self.assertIn(("customer", "C1", "nameKey", "obrienmuellergrace"), keys)
        self.assertIn(("customer", "C1", "name~", "graceobrienmuller"), keys)
        self.assertEqual([key for key in keys if key[2] == "words"], [])

    def test_not_under_a_server(self):
        """A server of that version has it open."""
        path = self.melt(FROZEN[-1])
        with open(f"{path}.lock", "w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.refused("client", "add", "--store", f"sqlite:{path}", "other", words="already uses")
        self.assertEqual(version_of(path), number_of(FROZEN[-1]))
        self.done_quietly("client", "add", "--store", f"sqlite:{path}", "other")
        self.assertEqual(version_of(path), NEWEST)

    def done_quietly(self, *arguments):
        result = self.run_ctl(*arguments)
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_later_ones_are_refused(self):
        path = self.melt(FROZEN[-1])
        with sqlite3.connect(path) as store:
            store.execute("PRAGMA user_version = 999")
        for arguments in (("export", "--store", f"sqlite:{path}", "--output", "out"),
                          ("user", "add", "--store", f"sqlite:{path}", "x", "--role", "agent", "--password-stdin")):
            self.refused(*arguments, text="secret words\n", words="newer")
        self.assertEqual(version_of(path), 999)
        self.assertEqual(list(self.folder.glob(f"{path.name}.schema-*")), [])


if __name__ == "__main__":
    ctl_case.main()
