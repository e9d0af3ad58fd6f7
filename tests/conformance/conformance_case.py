# SPDX-License-Identifier: GPL-3.0-or-later
"""Shared by the conformance tests: the programs, the surface, and a server with the practice data."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import surface
from documents import Documents
from kit_server import BUILD, Server
from schema_check import Schemas, error_complaints

SERVER = BUILD / "src" / "server" / "cordboard-server"
CTL = BUILD / "src" / "ctl" / "cordboardctl"
SURFACE = surface.load()
PASSWORD = "correct horse battery"

# Subscriptions to events have a test of their own.
HUB_IS_SERVED = True


class ConformanceCase(unittest.TestCase):
    maxDiff = None
    server = None

    @classmethod
    def start(cls, *arguments, **more):
        """A server that runs until the class is done."""
        server = Server(SERVER, *arguments, **more)
        cls.addClassCleanup(server.stop)
        return server

    @classmethod
    def resources(cls):
        """(API number, resource, its facts, path) of every resource."""
        for number, api in SURFACE["apis"].items():
            for resource, facts in api["resources"].items():
                yield number, resource, facts, f"{api['base']}/{resource}"

    @staticmethod
    def documents(number, references=()):
        return Documents(SURFACE, number, references)

    def assertConforms(self, number, kind, value, where):
        complaints = Schemas(SURFACE, number).complaints(kind, value)
        self.assertEqual(complaints, [], where)

    def assertStatus(self, reply, status, where):
        if reply.status not in ((status,) if isinstance(status, int) else status):
            self.fail(f"{where}: expected {status}, got {reply}")

    def assertRefused(self, reply, status, where, member=None):
        """TM Forum's error with this status, which names the member at fault, if any."""
        self.assertStatus(reply, status, where)
        self.assertEqual(error_complaints(status, reply.json), [], where)
        if member is not None:
            self.assertEqual(reply.json.get("member", "").split(".")[0], member, f"{where}: {reply}")


def run_ctl(*arguments, text=""):
    return subprocess.run([str(CTL), *(str(a) for a in arguments)], input=text, capture_output=True, text=True, check=True,
                          timeout=60).stdout


def make_store(folder):
    """A store on disk with an agent, a trainer and a system; (its name, the system's secret)."""
    store = f"sqlite:{pathlib.Path(folder) / 'store.db'}"
    run_ctl("user", "add", "--store", store, "coach", "--role", "trainer", "--password-stdin", text=PASSWORD + "\n")
    run_ctl("user", "add", "--store", store, "agent-1", "--role", "agent", "--password-stdin", text=PASSWORD + "\n")
    return store, run_ctl("client", "add", "--store", store, "billing").split()[-1]


def main():
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        global SERVER, CTL
        SERVER, CTL = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
        del sys.argv[1:3]
    unittest.main(module="__main__")
