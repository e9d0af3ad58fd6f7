#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""cordboardctl user: who may sign in and verify callers, and how a lock is opened."""
import contextlib
import sqlite3

import ctl_case


class User(ctl_case.CtlCase):
    def setUp(self):
        super().setUp()
        self.store = f"sqlite:{self.folder}/store.db"
        self.user("add", "ada", "--role", "agent", "--password-stdin", text="a long one for all\n")

    def user(self, verb, *arguments, text=""):
        return self.done("user", verb, "--store", self.store, *arguments, text=text)

    def run_sql(self, statement):
        with contextlib.closing(sqlite3.connect(self.folder / "store.db")) as store, store:
            return store.execute(statement).fetchall()

    def test_unlock(self):
        """The server that runs finds the name in the store."""
        self.assertEqual(self.user("unlock", "ada"), "ada may try to sign in again\n")
        self.user("unlock", "ada")
        self.assertEqual(self.run_sql("SELECT name FROM sign_in_unlock"), [("ada",)])

    def test_unlock_verification(self):
        self.run_sql("INSERT INTO verification_ended (user, since) VALUES ('ada', 1)")
        self.assertEqual(self.user("list"), "ada\tagent\tenabled, may not verify callers\n")
        self.assertEqual(self.user("unlock", "ada", "--verification"), "ada may verify callers\n")
        self.assertEqual(self.user("list"), "ada\tagent\tenabled\n")
        self.assertEqual(self.run_sql("SELECT name FROM sign_in_unlock"), [])

    def test_work(self):
        hours = ("--shift", "mon-fri 08:00-16:30", "--start-date", "2026-12-01", "--extension", "4711", "--team", "North")
        self.assertEqual(self.user("set", "ada", *hours), "ada\tteam North\tshift mon-fri 08:00-16:30\tfrom 2026-12-01\textension 4711\n")
        self.assertEqual(self.user("set", "ada", "--team", "", "--extension", "12"), "ada\tshift mon-fri 08:00-16:30\tfrom 2026-12-01\textension 12\n")
        self.assertEqual(self.user("list"), "ada\tagent\tenabled\tshift mon-fri 08:00-16:30\tfrom 2026-12-01\textension 12\n")
        for option, value, words in (("--shift", "always", "mon-fri 08:00-16:30"), ("--start-date", "soon", "2026-12-01"), ("--team", "x" * 65, "1 to 64")):
            self.refused("user", "set", "--store", self.store, "ada", option, value, words=words)
        self.refused("user", "set", "--store", self.store, "bob", words="there is no user named bob")

    def test_nobody(self):
        for more in ((), ("--verification",)):
            self.refused("user", "unlock", "--store", self.store, "bob", *more, words="there is no user named bob")
        self.misused("user", "unlock", "--store", self.store)


if __name__ == "__main__":
    ctl_case.main()
