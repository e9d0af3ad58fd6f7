# SPDX-License-Identifier: GPL-3.0-or-later
"""Shared by the tests of cordboardctl: the program as its users run it, in a folder of its own."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(os.environ.get("CORD_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))
SHARED = pathlib.Path(os.environ.get("CORD_SHARED", ROOT.parent / "shared"))
PROGRAM = pathlib.Path(os.environ.get("CORD_BUILD_ROOT", ".")) / "src" / "ctl" / "cordboardctl"
# The customers of the public data set; ./check takes the first of them.
CUSTOMERS = 7043 if os.environ.get("CORD_CHECK_ALL") else 400
needs_customers = unittest.skipUnless((SHARED / "data" / "telco_to_tmf.py").exists(), "the public customers are not here")


class CtlCase(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def customers(self):
        """A folder with the first CUSTOMERS of the public data set."""
        folder = self.folder / "real"
        subprocess.run([sys.executable, SHARED / "data" / "telco_to_tmf.py", "--limit", str(CUSTOMERS), folder], check=True)
        return folder

    def run_ctl(self, *arguments, text="", timeout=300):
        environment = dict(os.environ, CORDBOARD_DATA=str(ROOT / "data"))
        return subprocess.run([str(PROGRAM), *(str(a) for a in arguments)], input=text, capture_output=True, text=True,
                              encoding="utf-8", cwd=self.folder, env=environment, timeout=timeout)

    def done(self, *arguments, text=""):
        """Runs it; it must succeed and print nothing on standard error. Returns its output."""
        result = self.run_ctl(*arguments, text=text)
        self.assertEqual((result.returncode, result.stderr), (0, ""), arguments)
        return result.stdout

    def refused(self, *arguments, text="", words=()):
        """Runs it; it must fail, say why on standard error in these words, and print nothing else."""
        result = self.run_ctl(*arguments, text=text)
        self.assertEqual((result.returncode, result.stdout), (1, ""), (arguments, result.stderr))
        for word in (words,) if isinstance(words, str) else words:
            self.assertIn(word, result.stderr, arguments)
        return result.stderr

    def misused(self, *arguments):
        result = self.run_ctl(*arguments)
        self.assertEqual((result.returncode, result.stdout), (2, ""), (arguments, result.stderr))
        self.assertIn("Usage: cordboardctl", result.stderr)


def main():
    global PROGRAM
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main(module="__main__")
