#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Subjects of commits have at most 72 characters, so that lists show them whole."""
import os
import pathlib
import subprocess
import unittest

ROOT = pathlib.Path(os.environ.get("CORD_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))
LENGTH = 72
# The rule applies to the commits after this one.
SINCE = "3f18d2a61c6061347428ea54df9d1227cac17037"


def git(*arguments):
    done = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False)
    return done.stdout.splitlines() if done.returncode == 0 else None


def too_long(subjects):
    return [subject for subject in subjects if len(subject) > LENGTH]


class Commits(unittest.TestCase):
    @unittest.skipUnless((ROOT / ".git").exists(), "this is no checkout")
    def test_subjects_are_short(self):
        # A shallow clone may lack this commit: then all its commits are checked.
        subjects = git("log", "--format=%s", f"{SINCE}..HEAD") or git("log", "--format=%s", "-n", "1", "HEAD")
        self.assertTrue(subjects)
        self.assertEqual(too_long(subjects), [])

    def test_a_long_subject_is_found(self):
        self.assertEqual(too_long(["x" * 72, "y" * 73]), ["y" * 73])


if __name__ == "__main__":
    unittest.main()
