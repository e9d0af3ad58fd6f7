#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""cordboardctl backup and restore while the real server works: a backup of one moment that has everything answered
before it, and the same server on the restored store."""
import http.client
import json
import os
import pathlib
import resource
import sqlite3
import subprocess
import sys
import threading
import unittest

import ctl_case

SERVER = pathlib.Path(sys.argv.pop(2)).resolve() if len(sys.argv) > 2 else None
ORDER = "/tmf-api/productOrderingManagement/v4/productOrder"
WRITERS = 3
AT_LEAST = 25  # orders answered before a backup begins


class Place(ctl_case.CtlCase):
    def setUp(self):
        super().setUp()
        self.path = self.folder / "store.db"
        self.store = f"sqlite:{self.path}"
        self.file = self.folder / "one.backup"

    def start(self, path):
        server = subprocess.Popen(
            [SERVER, "--store", f"sqlite:{path}", "--listen", "127.0.0.1:0", "--kit-mode", "--policy-dir", ctl_case.ROOT / "data" / "policy",
             "--data-dir", ctl_case.ROOT / "data"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(self.stop, server)
        server.port = int(server.stdout.readline().rsplit(":", 1)[1])
        return server

    def stop(self, server):
        if server.poll() is None:
            server.terminate()
            self.assertEqual(server.wait(timeout=30), 0)
        server.stdout.close()

    def send(self, server, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        try:
            connection.request(method, path, body and json.dumps(body), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def rows(self, path, sql):
        database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return database.execute(sql).fetchall()
        finally:
            database.close()

    def dump(self, path):
        tables = [name for name, in self.rows(path, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1")]
        return {table: sorted(self.rows(path, f"SELECT * FROM {table}"), key=repr) for table in tables}

    def imported(self):
        self.run_ctl("import", "--store", self.store, ctl_case.ROOT / "data" / "practice").check_returncode()

    def report(self, *arguments):
        return json.loads(self.done(*arguments, "--json"))


class Writers:
    """Clients that place orders until they are stopped, and note the answers."""

    def __init__(self, case, server):
        self.case, self.server = case, server
        self.answered, self.failed, self.stopping, self.enough = [], [], False, threading.Event()
        self.threads = [threading.Thread(target=self.write) for _ in range(WRITERS)]
        for thread in self.threads:
            thread.start()

    def write(self):
        while not self.stopping:
            status, body = self.case.send(self.server, "POST", ORDER, {"productOrderItem": [{"id": "1", "action": "add"}]})
            if status != 201:
                self.failed.append((status, body))
                self.stopping = True
            self.answered.append(body.get("id"))
            if len(self.answered) >= AT_LEAST:
                self.enough.set()

    def stop(self):
        self.stopping = True
        for thread in self.threads:
            thread.join()


class WhileItWorks(Place):
    def test_backup_of_a_server_that_is_written_to(self):
        self.imported()
        server = self.start(self.path)
        writers = Writers(self, server)
        try:
            self.assertTrue(writers.enough.wait(60), writers.failed)
            before = list(writers.answered)
            taken = self.report("backup", "--store", self.store, self.file)
            after = len(writers.answered)
        finally:
            writers.stop()
        self.assertEqual(writers.failed, [])
        self.assertEqual(self.report("backup", "verify", self.file), taken)

        other = self.folder / "other.db"
        self.assertEqual(self.report("restore", "--store", f"sqlite:{other}", self.file), taken)
        orders = {i for i, in self.rows(other, "SELECT id FROM resource WHERE type = 'productOrder'")}
        self.assertLessEqual(set(before), orders, "what was answered before it began is in it")
        self.assertGreaterEqual(len(writers.answered) + WRITERS, after)
        later = {row[1:3]: row for row in self.rows(self.path, "SELECT version, type, id, document FROM resource")}
        for row in self.rows(other, "SELECT version, type, id, document FROM resource"):
            self.assertTrue(row[1:3] in later and row[0] <= later[row[1:3]][0], row[1:3])
            self.assertTrue(row[0] < later[row[1:3]][0] or row == later[row[1:3]], "another document of the same version")

        # When nobody writes, both are equal; and the server works on the restored store.
        self.done("backup", "--store", self.store, self.file, "--replace")
        self.stop(server)
        self.done("restore", "--store", f"sqlite:{other}", self.file, "--replace")
        self.assertEqual(self.dump(other), self.dump(self.path))
        again = self.start(other)
        self.assertEqual(self.send(again, "GET", "/ready")[0], 200)
        self.assertEqual(self.send(again, "POST", ORDER, {"productOrderItem": [{"id": "1", "action": "add"}]})[0], 201)

    def test_restore_beside_a_server_is_refused(self):
        self.imported()
        self.done("backup", "--store", self.store, self.file)
        server = self.start(self.path)
        before = self.rows(self.path, "SELECT count(*) FROM resource")
        for more in ((), ("--replace",)):
            self.refused("restore", "--store", self.store, *more, self.file, words="store.db")
        self.assertEqual(self.send(server, "GET", "/ready")[0], 200)
        self.assertEqual(self.rows(self.path, "SELECT count(*) FROM resource"), before)
        self.imported()  # which keeps working beside it
        second = subprocess.run([SERVER, "--store", self.store, "--listen", "127.0.0.1:0", "--policy-dir", ctl_case.ROOT / "data" / "policy"],
                                capture_output=True, text=True, timeout=60)
        self.assertEqual((second.returncode, second.stdout), (1, ""))
        self.assertIn("store.db", second.stderr)


class Files(Place):
    def test_there_and_back(self):
        self.imported()
        taken = self.report("backup", "--store", self.store, self.file)
        self.assertEqual(self.file.stat().st_mode & 0o777, 0o600)
        self.assertEqual(taken["rows"]["resource"], self.rows(self.path, "SELECT count(*) FROM resource")[0][0])
        old = self.dump(self.path)
        self.path.unlink()
        self.assertIn("restored and verified", self.done("restore", "--store", self.store, self.file))
        self.assertEqual(self.dump(self.path), old)
        self.assertEqual(self.path.stat().st_mode & 0o777, 0o600)

    def test_the_old_store_is_kept(self):
        self.imported()
        self.done("backup", "--store", self.store, self.file)
        self.run_ctl("user", "add", "--store", self.store, "grace", "--role", "agent", "--password-stdin", text="x\n").check_returncode()
        self.refused("restore", "--store", self.store, self.file, words=("store.db", "--replace"))
        self.done("restore", "--store", self.store, self.file, "--replace")
        self.assertEqual(self.rows(self.path, "SELECT count(*) FROM user"), [(0,)])
        self.assertEqual(self.rows(f"{self.path}.before-restore", "SELECT count(*) FROM user"), [(1,)])

    def test_a_record_that_does_not_verify(self):
        self.imported()
        database = sqlite3.connect(self.path)
        database.executescript("INSERT INTO interaction (id, user, channel, direction, sop, policy, state, opened, seq, head)"
                               " VALUES ('i1', 'u', 'phone', 'inbound', 's', 'eu', 'open', 1, 1, 'h');"
                               "INSERT INTO event VALUES ('i1', 1, 't', 'h', 1, '{}')")
        database.close()
        self.refused("backup", "--store", self.store, self.file, words="i1")
        self.assertEqual([p.name for p in self.folder.iterdir() if "backup" in p.name], [])

    def test_refusals(self):
        self.imported()
        self.done("backup", "--store", self.store, self.file)
        self.refused("backup", "--store", self.store, self.file, words="one.backup")
        self.refused("backup", "--store", f"sqlite:{self.folder}/absent.db", "x", words="absent.db")
        self.assertFalse((self.folder / "absent.db").exists())
        self.refused("backup", "--store", "memory", "x", words="memory")
        self.refused("backup", "--store", self.store, "--replace", self.path, words="store.db")
        self.refused("backup", "--store", self.store, f"{self.folder}/absent/x", words="absent")
        self.refused("backup", "verify", self.path, words="store.db")
        self.refused("restore", "--store", f"sqlite:{self.folder}/other.db", self.path, words="store.db")
        self.assertFalse((self.folder / "other.db").exists())
        whole = self.file.read_bytes()
        for at in (0, 20, len(whole) // 2, len(whole) - 400, len(whole) - 30, len(whole) - 1):
            self.file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
            self.refused("backup", "verify", self.file, words="one.backup")
            self.refused("restore", "--store", f"sqlite:{self.folder}/other.db", self.file, words="one.backup")
            self.assertFalse((self.folder / "other.db").exists())
        for wrong in (("backup",), ("backup", "x"), ("backup", "--store", self.store), ("backup", "verify"), ("backup", "--store", self.store, "a", "b"),
                      ("restore", "x"), ("restore", "--store", self.store), ("restore", "--nonsense")):
            self.misused(*wrong)

    def test_no_room(self):
        self.imported()
        environment = dict(os.environ, CORDBOARD_DATA=str(ctl_case.ROOT / "data"))
        result = subprocess.run([str(ctl_case.PROGRAM), "backup", "--store", self.store, str(self.file)], capture_output=True, text=True, env=environment,
                                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (300000, 300000)), timeout=60)
        self.assertEqual((result.returncode, result.stdout), (1, ""), result.stderr)
        self.assertNotEqual(result.stderr, "")
        self.assertEqual([p.name for p in self.folder.iterdir() if "backup" in p.name], [])


if __name__ == "__main__":
    ctl_case.main()
