#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""cordboard-server under a service manager: this test plays the manager, with its sockets, signals and environment.
With --under UNIT it runs under the system calls that the unit permits (sandbox.py)."""
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

ROOT = pathlib.Path(os.environ.get("CORD_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))
COMMAND = [str(pathlib.Path(sys.argv.pop(1)).resolve())] if len(sys.argv) > 1 else []
if len(sys.argv) > 2 and sys.argv[1] == "--under":
    COMMAND = [sys.executable, str(ROOT / "tests/server/sandbox.py"), sys.argv[2], *COMMAND]
    del sys.argv[1:3]
TIMEOUT = 60
# As systemd does between fork and exec: the socket becomes descriptor 3, and the environment names this very process.
HAND_OVER = ("import os, sys; os.dup2(int(sys.argv[1]), 3); os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS=sys.argv[2]);"
             "os.execv(sys.argv[3], sys.argv[3:])")


def ask(address, text):
    """One request on a connection of its own; returns everything received."""
    family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
    with socket.socket(family) as connection:
        connection.settimeout(TIMEOUT)
        connection.connect(address)
        connection.sendall(text.encode())
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts).decode()


def get(path):
    return f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"


def sign_in(password):
    body = json.dumps({"grant_type": "password", "username": "agent", "password": password})
    return (f"POST /cordboard/v1/token HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}")


HEALTH = get("/cordboard/v1/health")


class ServiceCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.config = self.folder / "server.conf"
        self.manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(self.manager.close)
        self.manager.bind(str(self.folder / "notify"))
        self.manager.settimeout(TIMEOUT)
        self.process = None
        self.addCleanup(self.kill)

    def kill(self):
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
        self.close()

    def close(self):
        if self.process is not None:
            self.process.wait(TIMEOUT)
            self.process.stdout.close()
            self.process.stderr.close()

    def environment(self, **more):
        # A refused reload logs a warning; elsewhere in the tests warnings are fatal.
        plain = {key: value for key, value in os.environ.items() if key != "G_DEBUG"}
        return {**plain, "CORDBOARD_DATA": str(ROOT / "data"), "NOTIFY_SOCKET": str(self.folder / "notify"), **more}

    def write(self, text):
        self.config.write_text(f"[server]\nstore = sqlite:{self.folder}/store.db\n{text}")

    def launch(self, *arguments, handed=None, count=1, **more):
        command = [*COMMAND, *arguments]
        if handed is not None:
            command = [sys.executable, "-c", HAND_OVER, str(handed.fileno()), str(count), *command]
        self.process = subprocess.Popen(command, env=self.environment(**more), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        text=True, encoding="utf-8", pass_fds=() if handed is None else (handed.fileno(),))

    def await_state(self, word):
        """Waits until the manager gets this state; returns the whole message."""
        while True:
            message = self.manager.recv(4096).decode()
            if word in message.split("\n"):
                return message

    def start(self, *arguments, **more):
        self.launch(*arguments, **more)
        status = self.await_state("READY=1")
        match = re.search(r"STATUS=http://127\.0\.0\.1:(\d+)", status)
        self.address = ("127.0.0.1", int(match.group(1))) if match else None

    def stop(self):
        """A stop by the manager: clean, and all its log lines."""
        self.process.send_signal(signal.SIGTERM)
        _, log = self.process.communicate(timeout=TIMEOUT)
        self.assertEqual(self.process.returncode, 0, log)
        self.assertNotIn('"level":"error"', log)
        return log

    def refused(self, *words, status=1):
        _, log = self.process.communicate(timeout=TIMEOUT)
        self.assertEqual(self.process.returncode, status, log)
        for word in words:
            self.assertIn(word, log)

    def listening(self, address=("127.0.0.1", 0)):
        made = socket.socket(socket.AF_UNIX if isinstance(address, str) else socket.AF_INET)
        self.addCleanup(made.close)
        made.bind(address)
        made.listen(64)
        return made


class Manager(ServiceCase):
    def test_life(self):
        self.start("--listen", "127.0.0.1:0", WATCHDOG_USEC="100000")
        self.await_state("WATCHDOG=1")
        self.await_state("WATCHDOG=1")
        self.assertIn(" 200 ", ask(self.address, HEALTH))
        self.stop()
        self.await_state("STOPPING=1")

    def test_log_level(self):
        for level, wanted in (("info", True), ("error", False)):
            with self.subTest(level=level):
                self.start("--listen", "127.0.0.1:0", "--log-level", level, "--log-format", "json")
                self.assertIs('"level":"info"' in self.stop(), wanted)
                self.close()

    def test_watchdog_of_another(self):
        self.start("--listen", "127.0.0.1:0", WATCHDOG_USEC="1000", WATCHDOG_PID="1")
        self.stop()
        self.assertEqual(self.manager.recv(4096), b"STOPPING=1")

    def test_nobody_listens(self):
        self.start("--listen", "127.0.0.1:0")
        self.stop()
        self.launch("--listen", "127.0.0.1:0", NOTIFY_SOCKET=str(self.folder / "gone"))
        self.assertIn("Listening at ", self.process.stdout.readline())
        self.stop()


class Reload(ServiceCase):
    def zone(self):
        answer = ask(self.address, sign_in(self.password))
        return json.loads(answer.split("\r\n\r\n", 1)[1])["zone"]

    def begin(self, text):
        self.write(text)
        self.start("--config", str(self.config), "--demo-folder", str(ROOT / "tests/server/data"), "--listen", "127.0.0.1:0")
        while not (found := re.search("with the password (.+)", self.process.stderr.readline())):
            pass
        self.password = found.group(1)

    def reload(self):
        self.process.send_signal(signal.SIGHUP)
        self.assertRegex(self.await_state("RELOADING=1"), "MONOTONIC_USEC=[0-9]+")
        self.await_state("READY=1")

    def test_reload(self):
        self.begin("[orders]\nzone = UTC\n")
        self.assertEqual(self.zone(), "UTC")
        self.write("[orders]\nzone = Europe/Berlin\n[server]\nunsafe-listen = true\n")
        self.reload()
        self.assertEqual(self.zone(), "Europe/Berlin")
        log = self.stop()
        self.assertIn("zone has changed", log)
        self.assertIn("unsafe-listen has changed and needs a restart", log)

    def test_broken_file(self):
        self.begin("[orders]\nzone = Europe/Berlin\n")
        self.write("[orders]\nzone = Europe/Nowhere\nundo-window = 5\npolcy = eu\n")
        self.reload()
        self.write("[orders]\nzone = UTC\npolicy = no-such-pack\n")
        self.reload()
        self.config.unlink()
        self.reload()
        self.assertEqual(self.zone(), "Europe/Berlin")
        log = self.stop()
        self.assertEqual(log.count("stays as it was"), 4, log)
        self.assertIn("server.conf:4: ", log)
        self.assertIn("server.conf:6: ", log)


class Stop(ServiceCase):
    def test_second_signal(self):
        """Many wait for the password hash; after the first signal all of them would be answered, after the second not."""
        self.start("--demo-folder", str(ROOT / "tests/server/data"), "--listen", "127.0.0.1:0")
        answers, waiting = [], []
        for _ in range(40):
            thread = threading.Thread(target=lambda: answers.append(ask(self.address, sign_in("wrong"))))
            thread.start()
            waiting.append(thread)
        while "cordboard_sign_ins_waiting 0" in ask(self.address, get("/cordboard/v1/metrics")):
            pass
        self.process.send_signal(signal.SIGTERM)
        self.await_state("STOPPING=1")
        self.stop()
        for thread in waiting:
            thread.join(TIMEOUT)
        self.assertLess(sum(" 401 " in answer for answer in answers), 40)

    def test_silent_connection(self):
        self.start("--listen", "127.0.0.1:0")
        with socket.create_connection(self.address):
            self.assertIn(" 200 ", ask(self.address, HEALTH))
            self.stop()

    def test_descriptors_are_given_back(self):
        self.start("--listen", "127.0.0.1:0")
        open_files = pathlib.Path(f"/proc/{self.process.pid}/fd")
        ask(self.address, HEALTH)
        try:
            before = len(list(open_files.iterdir()))
        except PermissionError:
            self.skipTest("only root sees the descriptors of a program that leaves no core")
        for _ in range(50):
            self.assertIn(" 200 ", ask(self.address, HEALTH))
        self.assertLess(len(list(open_files.iterdir())), before + 25)
        self.stop()


class Activation(ServiceCase):
    def test_socket_is_taken(self):
        for address in (("127.0.0.1", 0), str(self.folder / "socket")):
            with self.subTest(address=address):
                made = self.listening(address)
                self.start(handed=made)
                self.assertIn(" 200 ", ask(made.getsockname(), HEALTH))
                self.stop()
                if isinstance(address, str):
                    self.assertTrue(os.path.exists(address), "the socket is the manager's")

    def test_no_request_is_lost(self):
        made = self.listening(str(self.folder / "socket"))
        self.write("listen = systemd\n")
        done, answers = threading.Event(), []

        def load():
            while not done.is_set():
                answers.append(ask(made.getsockname(), HEALTH))

        threads = [threading.Thread(target=load) for _ in range(3)]
        self.start("--config", str(self.config), handed=made)
        for thread in threads:
            thread.start()
        try:
            for _ in range(4):
                so_far = len(answers)
                while len(answers) < so_far + 20:
                    done.wait(0.001)
                self.stop()
                self.start("--config", str(self.config), handed=made)
        finally:
            done.set()
        for thread in threads:
            thread.join(TIMEOUT)
        self.stop()
        wrong = [answer for answer in answers if not re.match(r'HTTP/1\.1 200 .*"alive"', answer, re.S)]
        self.assertEqual(wrong, [])
        self.assertGreaterEqual(len(answers), 80)

    def test_environment_of_another(self):
        """Variables meant for a parent process are ignored, and --listen systemd then has no socket."""
        self.launch("--listen", "systemd", LISTEN_PID="1", LISTEN_FDS="1")
        self.refused("No socket was handed over", "socket unit")

    def test_wrong_sockets(self):
        self.launch(handed=self.listening(), count=2)
        self.refused("2 sockets were handed over")
        self.close()
        with socket.socket() as idle:
            idle.bind(("127.0.0.1", 0))
            self.launch(handed=idle)
            self.refused("does not listen")
        self.close()
        with open(os.devnull) as file:
            self.launch(handed=file)
            self.refused("cordboard-server: ")

    def test_network(self):
        made = self.listening(("0.0.0.0", 0))
        self.launch(handed=made)
        self.refused("this machine only")
        self.close()
        self.start("--unsafe-listen", handed=made)
        self.stop()


class Check(ServiceCase):
    def check(self, *arguments):
        result = subprocess.run([*COMMAND, "--check-config", *arguments], env=self.environment(), capture_output=True, text=True,
                                encoding="utf-8", timeout=TIMEOUT)
        return result.returncode, result.stdout, result.stderr

    def test_good(self):
        self.write("[orders]\nzone = Europe/Berlin\n")
        status, out, err = self.check("--config", str(self.config), "--undo-window", "5")
        self.assertEqual((status, err), (0, ""))
        self.assertIn(f"# {self.config}:4\nzone = Europe/Berlin\n", out)
        self.assertIn("# --undo-window\nundo-window = 5\n", out)
        self.assertIn("# default\nlisten = 127.0.0.1:8620\n", out)
        self.assertFalse((self.folder / "store.db").exists(), "the store was touched")

    def test_doubts(self):
        self.write("[messages]\nspool = /nowhere/spool\n")
        status, out, err = self.check("--config", str(self.config), "--listen", "unix:/nowhere/socket")
        self.assertEqual(status, 0)
        self.assertIn(f"warning: spool ({self.config}:4): there is no folder /nowhere/spool", err)
        self.assertIn("warning: listen (--listen): there is no folder /nowhere", err)

    def test_refusals(self):
        self.write("listen = 0.0.0.0:80\n")
        status, out, err = self.check("--config", str(self.config))
        self.assertEqual((status, out), (1, ""))
        self.assertIn(f"{self.config}:3: The server listens on this machine only", err)
        self.write("lsten = 1\nzone = UTC\n[order]\nx = 1\n")
        status, out, err = self.check("--config", str(self.config))
        self.assertEqual((status, out, err.count("cordboard-server: ")), (1, "", 3))
        self.assertEqual(self.check("--config", str(self.folder / "gone"))[:2], (1, ""))
        self.assertEqual(self.check("--undo-window", "soon")[:2], (2, ""))


if __name__ == "__main__":
    if COMMAND[1:] and subprocess.run([*COMMAND[:3], "/bin/true"], stderr=subprocess.DEVNULL).returncode != 0:
        sys.exit(77)
    unittest.main()
