#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Neither the desk nor the server leaves its memory in a core file (docs/security.md, T11), where another program does.

usage: test-core-dump.py CORDBOARD CORDBOARD_SERVER"""
import os
import pathlib
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORDBOARD, SERVER = (pathlib.Path(sys.argv.pop(1)).resolve() for _ in range(2))
TIMEOUT = 60


def permit_core():
    resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)


class CoreDump(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def start(self, *command, **environment):
        process = subprocess.Popen([str(part) for part in command], cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                   env={**os.environ, **environment}, preexec_fn=permit_core)
        self.addCleanup(process.stdout.close)
        return process

    def leaves_core(self, process):
        process.send_signal(signal.SIGABRT)
        _, status = os.waitpid(process.pid, 0)
        process.returncode = -os.WTERMSIG(status)
        self.assertEqual(process.returncode, -signal.SIGABRT)
        return os.WCOREDUMP(status)

    def require_cores(self):
        control = self.start("cat", "/dev/zero")
        control.stdout.read(1)
        if not self.leaves_core(control):
            self.skipTest("nothing leaves a core file here")

    def test_server(self):
        self.require_cores()
        server = self.start(SERVER, "--listen", f"unix:{self.folder}/server", "--data-dir", ROOT / "data")
        self.assertTrue(server.stdout.readline().startswith(b"Listening at "))
        self.assertFalse(self.leaves_core(server))

    def test_desk(self):
        """The session bus takes its connection and never answers, so that it is held where it starts up."""
        self.require_cores()
        with socket.socket(socket.AF_UNIX) as bus:
            bus.bind(str(self.folder / "bus"))
            bus.listen()
            bus.settimeout(TIMEOUT)
            desk = self.start(CORDBOARD, DBUS_SESSION_BUS_ADDRESS=f"unix:path={self.folder}/bus")
            with bus.accept()[0]:
                self.assertFalse(self.leaves_core(desk))


if __name__ == "__main__":
    unittest.main()
