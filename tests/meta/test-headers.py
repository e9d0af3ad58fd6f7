#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every function that a header of src declares is documented: by a comment above it, beside it, or above its group (CONTRIBUTING.md)."""
import os
import pathlib
import unittest

from c_source import declarations

ROOT = pathlib.Path(os.environ.get("CORD_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))


def undocumented(text):
    return [(d.line, d.name) for d in declarations(text) if not d.documented and not d.name.endswith("_get_type")]


class Headers(unittest.TestCase):
    def test_functions_are_documented(self):
        faults, total = [], 0
        for path in sorted((ROOT / "src").rglob("*.h")):
            text = path.read_text(encoding="utf-8")
            total += sum(1 for _ in declarations(text))
            name = path.relative_to(ROOT).as_posix()
            faults += [f"{name}:{line}: {function} is not documented" for line, function in undocumented(text)]
        self.assertGreater(total, 1000, "declarations were not recognised")
        self.assertEqual(faults, [], "\n" + "\n".join(faults))


class Rule(unittest.TestCase):
    """Headers made for the purpose."""

    def assertUndocumented(self, text, *names):
        self.assertEqual([name for _, name in undocumented(text)], list(names))

    def test_documented(self):
        for text in ("/* Makes one. */\nCordA *cord_a_new (void);\n",
                     "/* Makes one,\n * or another. */\nCordA *cord_a_new (int b,\n                  int c);\n",
                     "void cord_a (int b); /* in days */\n",
                     "void cord_a (int b,\n             int c); /* in days */\n",
                     "/* Both of them. */\nvoid cord_a (void);\nvoid cord_b (void);\n",
                     "/* For g_task. */\nvoid cord_a (void) G_GNUC_WARN_UNUSED_RESULT;\n",
                     "/* Adds. */\nstatic inline int\ncord_a (int b)\n{\n  return b;\n}\n"):
            self.assertUndocumented(text)

    def test_undocumented(self):
        self.assertUndocumented("void cord_a (void);\n", "cord_a")
        self.assertUndocumented("const char *const *cord_a (int b,\n                           int c);\n", "cord_a")
        self.assertUndocumented("/* Of the file. */\n\nvoid cord_a (void);\n", "cord_a")
        self.assertUndocumented("/* The one. */\nvoid cord_a (void);\n\nvoid cord_b (void);\n", "cord_b")
        self.assertUndocumented("void cord_a (void); /* in days */\nvoid cord_b (void);\n", "cord_b")
        self.assertUndocumented("/* A number. */\n#define CORD_A 1\nvoid cord_a (void);\n", "cord_a")
        self.assertUndocumented("/* A struct. */\ntypedef struct\n{\n  int b; /* in days */\n} CordA;\nvoid cord_a (CordA *a);\n", "cord_a")
        self.assertUndocumented("static inline int cord_a (int b) { return b; }\n", "cord_a")

    def test_what_is_no_function(self):
        self.assertUndocumented("typedef void (*CordA) (int b);\n")
        self.assertUndocumented("struct _CordA\n{\n  void (*call) (int b);\n};\n")
        self.assertUndocumented("extern const int cord_a;\nG_DECLARE_FINAL_TYPE (CordA, cord_a, CORD, A, GObject)\n")
        self.assertUndocumented("#define CORD_A(b) cord_b (b)\nGType cord_a_get_type (void);\n")


if __name__ == "__main__":
    unittest.main()
