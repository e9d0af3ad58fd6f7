#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-quote-examples.py CORDBOARDCTL: `quote` answers the worked examples of docs/quote-format.md as printed there,
and the engine's own tests have the same ones; `prorate` answers that of docs/billing.md."""
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "quote-format.md"
BILLING = ROOT / "docs" / "billing.md"
FIXTURES = ROOT / "tests" / "billing" / "data"
PROGRAM = pathlib.Path(os.environ.get("CORD_BUILD_ROOT", ROOT / "_build")) / "src" / "ctl" / "cordboardctl"

EXAMPLE = re.compile(r"^## Example (\d+)$(.*?)(?=^## |\Z)", re.M | re.S)
BLOCK = re.compile(r"^```json\n(.*?)^```$", re.M | re.S)


def examples(text):
    """number → [input, output], as text"""
    return {int(number): BLOCK.findall(section) for number, section in EXAMPLE.findall(text)}


class QuoteExamples(unittest.TestCase):
    def setUp(self):
        self.examples = examples(PAGE.read_text(encoding="utf-8"))

    def test_are_numbered_and_whole(self):
        self.assertGreaterEqual(len(self.examples), 4)
        self.assertEqual(sorted(self.examples), list(range(1, len(self.examples) + 1)))
        for number, blocks in self.examples.items():
            self.assertEqual(len(blocks), 2, f"example {number} has an input and an output")

    def test_are_what_the_program_answers(self):
        for number, (document, answer) in self.examples.items():
            with self.subTest(example=number):
                run = subprocess.run([PROGRAM, "quote"], input=document, capture_output=True, text=True, timeout=30, check=False)
                self.assertEqual((run.returncode, run.stderr), (0, ""))
                self.assertEqual(json.loads(run.stdout), json.loads(answer))

    def test_proration_is_what_the_program_answers(self):
        case, answer = re.search(r"^## Command lines$.*?^```\n(.*?)\n(.*?)\n```$", BILLING.read_text(encoding="utf-8"), re.M | re.S).groups()
        run = subprocess.run([PROGRAM, "prorate"], input=case + "\n", capture_output=True, text=True, timeout=30, check=False)
        self.assertEqual((run.returncode, run.stdout.strip()), (0, answer))

    def test_are_those_of_the_engines_tests(self):
        self.assertEqual(len(self.examples), len(list(FIXTURES.glob("example-*.input.json"))))
        for number, blocks in self.examples.items():
            for kind, block in zip(("input", "output"), blocks):
                with self.subTest(example=number, kind=kind):
                    self.assertEqual(block, (FIXTURES / f"example-{number}.{kind}.json").read_text(encoding="utf-8"))


if __name__ == "__main__":
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
