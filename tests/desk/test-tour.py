#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tour comes to its end in a language in which no word is the English one, and says so when it does not.

usage: test-tour.py CORDBOARD CORDBOARDCTL HEADLESS"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORDBOARD, CORDBOARDCTL, HEADLESS = sys.argv[1:4]
PICTURES = ("sign-in waiting ringing arrive verify verified gather needs options confirm consent process placed completed expect "
            "message document follow-up closed").split()
C_LOCALES = [pathlib.Path(folder) / name for folder in ("/usr/lib/locale", "/usr/lib64/locale") for name in ("C.utf8", "C.UTF-8")]
KEYWORDS = "_ N_ C_:1c,2 NC_:1c,2 ngettext:1,2 g_dngettext:2,3 g_dgettext:2 g_dpgettext2:2c,3".split()


def run(*arguments, **options):
    return subprocess.run([str(a) for a in arguments], capture_output=True, text=True, **options)


def make_catalogue(folder):
    """A translation that puts every message into brackets, line by line."""
    pot, po, mo = folder / "cordboard.pot", folder / "qq.po", folder / "qq" / "LC_MESSAGES" / "cordboard.mo"
    mo.parent.mkdir(parents=True)
    steps = (
        ["xgettext", "--from-code=UTF-8", "--files-from", "po/POTFILES", "--output", pot, *(f"--keyword={k}" for k in KEYWORDS)],
        ["msgen", "--output", po, pot],
        ["msgfilter", "--keep-header", "--input", po, "--output", po, "sed", "-e", "s/..*/[&]/"],
        ["msgfmt", "--check-format", "--output", mo, po],
    )
    for step in steps:
        done = run(*step, cwd=ROOT)
        if done.returncode != 0:
            raise AssertionError(f"{step[0]}: {done.stderr}")


def make_locale(folder):
    """A locale that is neither C nor C.UTF-8, for which newer C libraries ignore translations, whatever is installed."""
    source = next((path for path in C_LOCALES if path.is_dir()), None)
    if source is None:
        raise unittest.SkipTest("no C.UTF-8 locale is installed as a folder")
    shutil.copytree(source, folder / "qq_QQ.UTF-8", symlinks=False)


class Tour(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        self.pictures = self.folder / "tour"

    def play(self, environment):
        return run(HEADLESS, CORDBOARD, "--tour", self.pictures, env=dict(os.environ, **environment))

    def test_in_another_language(self):
        make_catalogue(self.folder / "translations")
        make_locale(self.folder / "locales")
        language = {"CORDBOARD_LOCALE": str(self.folder / "translations"), "LOCPATH": str(self.folder / "locales"),
                    "LC_ALL": "qq_QQ.UTF-8", "LANGUAGE": "qq"}
        self.assertIn("[Show the version]", run(CORDBOARD, "--help", env=dict(os.environ, **language)).stdout)
        done = self.play(language)
        self.assertEqual(done.returncode, 0, done.stderr)
        names = sorted(path.name for path in self.pictures.glob("*.png"))
        self.assertEqual(names, [f"{n:02}-{name}.png" for n, name in enumerate(PICTURES, 1)])
        for path in self.pictures.glob("*.png"):
            self.assertTrue(path.read_bytes().startswith(b"\x89PNG"), path)
        verified = run(CORDBOARDCTL, "record", "verify", self.pictures / "upgrade.call")
        self.assertEqual(verified.returncode, 0, verified.stderr)

    def test_picture_that_cannot_be_written(self):
        self.pictures.write_text("a file where the folder should be")
        done = self.play({})
        self.assertEqual(done.returncode, 1)
        self.assertIn("cordboard: the picture", done.stderr)
        self.assertIn("01-sign-in.png could not be written", done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
