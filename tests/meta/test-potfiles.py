#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""po/POTFILES names every file with translatable words, and no other; po/sop-strings.c has the words of the procedures.
With --write it updates both."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from c_source import without_comments

ROOT = pathlib.Path(os.environ.get("CORD_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))
POTFILES = ROOT / "po" / "POTFILES"
GENERATED = "po/sop-strings.c"
CODE = re.compile(r"\b(?:_|N_|C_|NC_|n?gettext|g_d[np]?gettext2?) ?\(\s*\"")
UI = re.compile(r"\btranslatable=\"(?:yes|true|1)\"")
SCHEMA = re.compile(r"<schemalist[^>]*gettext-domain=|<(?:default|summary|description)[^>]*l10n=")


def has_words(path):
    if path.suffix in (".c", ".h"):
        return bool(CODE.search(without_comments(path.read_text(encoding="utf-8"))))
    if path.suffix == ".ui":
        return bool(UI.search(path.read_text(encoding="utf-8")))
    if path.name.endswith(".gschema.xml"):
        return bool(SCHEMA.search(path.read_text(encoding="utf-8")))
    return path.name.endswith((".desktop.in", ".metainfo.xml.in"))


def wanted():
    found = [p for folder in ("src", "ui", "data") for p in (ROOT / folder).rglob("*") if p.is_file() and has_words(p)]
    return sorted([p.relative_to(ROOT).as_posix() for p in found] + [GENERATED])


def named():
    return [line for line in POTFILES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


class Translations(unittest.TestCase):
    def test_every_file_and_no_other(self):
        have, want = named(), wanted()
        self.assertGreater(len(want), 100)
        self.assertEqual([n for n in want if n not in have], [], "have words, but po/POTFILES does not name them (--write puts it right)")
        self.assertEqual([n for n in have if n not in want], [], "named by po/POTFILES, but there is nothing to translate in them")
        self.assertEqual(have, sorted(set(have)), "sorted, and each once")

    def test_words_of_the_procedures(self):
        with tempfile.NamedTemporaryFile() as made:
            subprocess.run([sys.executable, ROOT / "build-aux" / "sop-strings.py", made.name], check=True)
            self.assertEqual(pathlib.Path(made.name).read_text(encoding="utf-8"), (ROOT / GENERATED).read_text(encoding="utf-8"),
                             "a procedure changed: run tests/meta/test-potfiles.py --write")

    @unittest.skipUnless(shutil.which("xgettext"), "no xgettext here")
    def test_xgettext_takes_them_all(self):
        with tempfile.TemporaryDirectory() as folder:
            made = pathlib.Path(folder) / "cordboard.pot"
            done = subprocess.run(["xgettext", "--from-code=UTF-8", "--add-comments", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2",
                                   "--keyword=ngettext:1,2", "--flag=g_strdup_printf:1:c-format", "--files-from=po/POTFILES", "-o", made],
                                  cwd=ROOT, capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            text = made.read_text(encoding="utf-8")
            for words in ("The caller could not be verified", "Exit status", "Call-centre workstation"):
                self.assertIn(words, text)

    def test_what_counts_as_words(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, text, counts in (("a.c", 'x = _("Save");', True), ("b.c", "/* _(\"Save\") */ int x_(void);", False),
                                       ("c.c", 'ngettext (\n  "%d day", "%d days", n)', True), ("d.c", "cord_name_ (a)", False),
                                       ("e.c", 'N_ ("Role")', True), ("f.c", 'puts ("/*"); g (_("Save"));', True),
                                       ("g.ui", '<property name="label" translatable="yes">Go</property>', True),
                                       ("h.ui", '<property name="label">Go</property>', False), ("i.json", '_("Save")', False)):
                path = pathlib.Path(folder) / name
                path.write_text(text)
                self.assertEqual(has_words(path), counts, text)


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        subprocess.run([sys.executable, ROOT / "build-aux" / "sop-strings.py", ROOT / GENERATED], check=True)
        POTFILES.write_text("\n".join(wanted()) + "\n", encoding="utf-8")
    else:
        unittest.main()
