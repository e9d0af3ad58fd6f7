#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The C source is formatted by clang-format (.clang-format), and no line is longer than 120 columns."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(os.environ.get("CORD_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))
COLUMNS = 120


def sources():
    return sorted(path for folder in ("src", "tests", "data") for pattern in ("*.c", "*.h") for path in (ROOT / folder).rglob(pattern))


def long_lines(text):
    return [number for number, line in enumerate(text.split("\n"), 1) if len(line) > COLUMNS]


# Versions of clang-format differ here: a macro for a list in braces, with the closing brace at its end.
BRACES = re.compile(r"#define \w+\([^)]*\)\s*\\\n\s*\{\s*\\\n(?:[^\n]*\\\n)*?\s*\}\n")
BY_HAND = re.compile(r"/\* clang-format off \*/.*?/\* clang-format on \*/", re.S)


def open_braces(text):
    return [match.group(0).split("(")[0] for match in BRACES.finditer(BY_HAND.sub("", text))]


def faults(paths, style):
    done = subprocess.run(["clang-format", "--dry-run", "-Werror", "--ferror-limit=1", f"--style=file:{style}", *map(str, paths)],
                          capture_output=True, text=True, check=False)
    return [line for line in done.stderr.splitlines() if ": error: " in line] or [done.stderr] * (done.returncode != 0)


class Format(unittest.TestCase):
    def test_lines_are_short_enough(self):
        found = [f"{path.relative_to(ROOT)}:{line}" for path in sources() for line in long_lines(path.read_text(encoding="utf-8"))]
        self.assertEqual(found, [], "\n" + "\n".join(found))

    def test_versions_agree(self):
        found = [f"{path.relative_to(ROOT)}: {macro}" for path in sources() for macro in open_braces(path.read_text(encoding="utf-8"))]
        self.assertEqual(found, [], "\nLay these out by hand, between clang-format off and on.\n" + "\n".join(found))

    def test_a_macro_of_braces_is_found(self):
        macro = "#define A(x) \\\n  {          \\\n    x, x     \\\n  }\n"
        self.assertEqual(open_braces(macro), ["#define A"])
        self.assertEqual(open_braces(f"/* clang-format off */\n{macro}/* clang-format on */\n"), [])

    def test_a_long_line_is_found(self):
        self.assertEqual(long_lines("x" * 120 + "\n" + "x" * 121 + "\n" + "é" * 120), [2])

    @unittest.skipUnless(shutil.which("clang-format"), "clang-format is missing")
    def test_source_is_formatted(self):
        paths = sources()
        self.assertGreater(len(paths), 500, "this is not the source")
        found = [fault for start in range(0, len(paths), 100) for fault in faults(paths[start:start + 100], ROOT / ".clang-format")]
        self.assertEqual(found, [], "\nRun build-aux/format.\n" + "\n".join(found))

    @unittest.skipUnless(shutil.which("clang-format"), "clang-format is missing")
    def test_a_fault_is_found(self):
        with tempfile.TemporaryDirectory() as folder:
            bad = pathlib.Path(folder) / "bad.c"
            bad.write_text("int\nmain(void) {\n  return 0;\n}\n", encoding="utf-8")
            self.assertEqual(len(faults([bad], ROOT / ".clang-format")), 1)


if __name__ == "__main__":
    unittest.main()
