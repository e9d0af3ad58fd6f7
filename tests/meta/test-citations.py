#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What comments, tests, data and pages cite exists: pages and sections of docs/, numbered threats and rules, files of the tree, links.

A citation of the documentation is `docs/PAGE.md`, `docs/PAGE.md, "Section"` or `docs/PAGE.md, T14` (a number in the first column of a
table, or of a list, of that page)."""
import os
import pathlib
import re
import tempfile
import unittest

from c_source import COMMENT_OR_STRING, blank

ROOT = pathlib.Path(os.environ.get("CORD_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))
FOLDERS = ("src", "tests", "ui", "data", "build-aux", "docs", ".ci", "flatpak", "po", ".github")
SUFFIXES = {".c", ".h", ".def", ".py", ".md", ".ui", ".css", ".sql", ".json", ".build", ".in", ".xml", ".conf", ".sh", ".txt", ".yml", ".po", ".1"}
PLAIN = ("check", "run", "build-aux/format", "build-aux/headless", "build-aux/with-build", ".ci/run")
# Generated while building, or present only where the program is installed or runs.
NOT_IN_TREE = {"config.h", "api.md", "cord-definition-table.h", "cord-server-schema.h", "cord-journal-schema.h", "cord-cache-schema.h", "cordboard-resources.h"}
# They name missing pages on purpose, to see them reported.
MADE_UP = ("tests/meta/test-citations.py", "tests/meta/test-layers.py")

PAGE = re.compile(r"""(?<![\w/.<>{}*-])(?P<at>(?:[\w.-]+/)*)(?P<page>[\w-]+\.md)\b`?
                      (?P<rest>(?:(?:,|,?\s+(?:and|to))\s+(?:"[^"\n]*(?:\n[^"\n]*)?"|[TRI]\d+\b))*)""", re.X)
PART = re.compile(r"\"([^\"]*)\"|\b([TRI]\d+)\b")
NUMBER = re.compile(r"^(?:\| |- )([TRI]\d+)\b", re.M)
HEADING = re.compile(r"^#+ (.+?)\s*$", re.M)
LINK = re.compile(r"\]\(([^)\s]+)\)")
# cord-foo.h anywhere; a path that begins with a folder of the tree.
HEADER = re.compile(r"(?<![\w/.*-])(?:[\w-]+/)*cord-[a-z0-9-]+\.(?:c|h|def)\b")
PATH = re.compile(r"(?<![\w/.$}@>-])(?:src|tests|ui|data|build-aux|po|flatpak)/[\w./-]*\w\.(?:c|h|def|py|ui|json|jsonl|sql|txt|conf|css)\b")
PLACEHOLDER = re.compile(r"/[A-Z]+\.\w+$")
# An earlier form of citations, which would be taken for prose.
OLD_FORM = re.compile(r"^(?:,? section \d| [TRI]\d)")


def sources(root):
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in SUFFIXES and path.is_file() and "__pycache__" not in path.parts and "corpus" not in path.parts:
                yield path
    for path in sorted(root.glob("*.md")) + sorted(root.glob("meson*")) + [root / name for name in PLAIN]:
        if path.is_file():
            yield path


def of_string(text):
    """A string in code counts as a citation only where it names the folder docs/."""
    return text if "docs/" in text else blank(text)


def said_in_c(text):
    """Comments and such strings, line for line, without the beginnings of a comment's lines."""
    kept, last = [], 0
    for match in COMMENT_OR_STRING.finditer(text):
        found = match.group(0)
        kept.append(blank(text[last:match.start()]))
        kept.append(re.sub(r"\n *\* ?", "\n", found) if found.startswith("/") else of_string(found))
        last = match.end()
    return "".join(kept)


def said_in_python(text):
    """Comments, docstrings, and such strings."""
    def keep(match):
        found = match.group(0)
        return re.sub(r"\n *# ?", "\n", found) if found.startswith(("#", '"""')) else of_string(found)
    kept, last = [], 0
    for match in re.finditer(r'"""(?:.*?)"""|(?:^[ \t]*#[^\n]*\n?)+|#[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', text, re.S | re.M):
        kept.append(blank(text[last:match.start()]))
        kept.append(keep(match))
        last = match.end()
    return "".join(kept)


SAID = {".c": said_in_c, ".h": said_in_c, ".def": said_in_c, ".py": said_in_python}


class Tree:
    def __init__(self, root):
        self.root = root
        self.names = {path.name for path in sources(root)}
        self.pages = {}

    def page(self, path):
        """headings and numbers of a page"""
        if path not in self.pages:
            text = path.read_text(encoding="utf-8")
            self.pages[path] = (set(HEADING.findall(text)), set(NUMBER.findall(text)))
        return self.pages[path]

    def find(self, near, name):
        for base in (self.root, near.parent):
            if (base / name).is_file():
                return base / name
        return None

    def page_faults(self, path, text):
        for match in PAGE.finditer(text):
            name = match["at"] + match["page"]
            line = text.count("\n", 0, match.start()) + 1
            if match["page"] in NOT_IN_TREE:
                continue
            page = self.find(path, name)
            if page is None:
                yield line, f"{name} does not exist"
                continue
            headings, numbers = self.page(page)
            if OLD_FORM.match(text[match.end():]) or self.is_unquoted(text[match.end():], headings):
                yield line, f"what is cited of {name} stands without its comma or its quotation marks"
            for section, number in PART.findall(match["rest"]):
                section = " ".join(section.split())
                if section and section not in headings:
                    yield line, f"{name} has no section “{section}”"
                elif number and number not in numbers:
                    yield line, f"{name} has no {number}"

    def is_unquoted(self, rest, headings):
        said = re.match(r",\s+([A-Z].*)", rest)
        return said is not None and any(said.group(1).startswith(heading) for heading in headings)

    def file_faults(self, text):
        for match in HEADER.finditer(text):
            name = match.group(0).rsplit("/", 1)[-1]
            if name not in self.names and name not in NOT_IN_TREE:
                yield text.count("\n", 0, match.start()) + 1, f"{match.group(0)} does not exist"
        for match in PATH.finditer(text):
            name = match.group(0)
            if not HEADER.fullmatch(name) and not PLACEHOLDER.search(name) and not (self.root / name).exists() \
                    and not self.is_template(name):
                yield text.count("\n", 0, match.start()) + 1, f"{name} does not exist"

    def is_template(self, name):
        return (self.root / (name + ".in")).exists() or pathlib.PurePosixPath(name).name in NOT_IN_TREE

    def link_faults(self, path, text):
        for match in LINK.finditer(text):
            target = match.group(1)
            if re.match(r"[a-z]+:", target):
                continue
            name, _, anchor = target.partition("#")
            line = text.count("\n", 0, match.start()) + 1
            there = path.parent / name if name else path
            if not there.exists():
                yield line, f"the link {target} leads nowhere"
            elif anchor and anchor not in {slug(heading) for heading in self.page(there)[0]}:
                yield line, f"the link {target} names no section"

    def faults(self):
        for path in sources(self.root):
            name = path.relative_to(self.root).as_posix()
            if name in MADE_UP:
                continue
            text = path.read_text(encoding="utf-8")
            said = SAID[path.suffix](text) if path.suffix in SAID else text
            found = list(self.page_faults(path, said)) + list(self.file_faults(said))
            if path.suffix == ".md":
                found += self.link_faults(path, text)
            yield from (f"{name}:{line}: {what}" for line, what in found)


def slug(heading):
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


class Citations(unittest.TestCase):
    def test_lead_somewhere(self):
        faults = list(Tree(ROOT).faults())
        self.assertEqual(faults, [], "\n" + "\n".join(faults))

    def test_every_page_is_in_the_index(self):
        index = set(LINK.findall((ROOT / "docs" / "README.md").read_text(encoding="utf-8")))
        self.assertEqual(sorted(p.name for p in (ROOT / "docs").glob("*.md") if p.name != "README.md" and p.name not in index), [])


class Made(unittest.TestCase):
    """A tree with one citation, and what is said of it."""
    PAGES = {
        "docs/a.md": "# A\n\n## The one\n\n| # | x |\n|---|---|\n| T1 | y |\n\n- I2 z\n",
        "src/base/cord-there.h": "",
    }

    def faults(self, name, text):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for path, content in {**self.PAGES, name: text}.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(content, encoding="utf-8")
            return [fault.split(": ", 1) for fault in Tree(root).faults()]

    def good(self, name, text):
        self.assertEqual(self.faults(name, text), [])

    def bad(self, name, text, where, what):
        self.assertEqual(self.faults(name, text), [[where, what]])

    def test_good_ones_are_left_alone(self):
        for text in ('/* docs/a.md */', '/* docs/a.md, "The one" */', '/* (docs/a.md, T1) */', '/* docs/a.md, "The one", T1 and I2 */',
                     '/* docs/a.md, "The\n * one" */', '/* cord-there.h */', '/* src/base/cord-there.h */', 'char *a = "src/base/b.c";'):
            self.good("src/x.c", text)
        self.good("src/x.c", "/* data/sop/ID.json, FOLDER/NAME.json, b.md5 */")
        self.good("tests/y.py", 'A = "b.md"\n')
        self.good("tests/y.py", '"""docs/a.md, T1: why"""\n')
        self.good("docs/b.md", "[a](a.md#the-one), [b](https://example.com), `src/base/cord-there.h`\n")
        self.good("README.md", "See [a](docs/a.md).\n")

    def test_a_page_that_is_not_there(self):
        self.bad("src/x.c", "\n/* docs/b.md */", "src/x.c:2", "docs/b.md does not exist")
        self.bad("data/x.json", '{"a": "docs/b.md"}', "data/x.json:1", "docs/b.md does not exist")

    def test_a_page_without_its_folder(self):
        self.bad("src/x.h", "/* a.md, T1 */", "src/x.h:1", "a.md does not exist")

    def test_a_section_that_is_not_there(self):
        self.bad("src/x.c", '/* docs/a.md, "The two" */', "src/x.c:1", "docs/a.md has no section “The two”")
        self.bad("src/x.c", '/* docs/a.md, "The one",\n * "The two" */', "src/x.c:1", "docs/a.md has no section “The two”")

    def test_a_section_without_quotation_marks(self):
        for text in ("docs/a.md, The one", "docs/a.md T1", "docs/a.md, section 4"):
            self.bad("src/x.c", f"/* {text} */", "src/x.c:1", "what is cited of docs/a.md stands without its comma or its quotation marks")

    def test_a_message_that_cites(self):
        self.bad("src/x.c", 'char *a = "see docs/a.md, T3";', "src/x.c:1", "docs/a.md has no T3")
        self.bad("tests/y.py", 'A = "docs/b.md"\n', "tests/y.py:1", "docs/b.md does not exist")

    def test_a_number_that_is_not_there(self):
        self.bad("tests/y.py", "# docs/a.md, T2\n", "tests/y.py:1", "docs/a.md has no T2")

    def test_a_file_that_is_not_there(self):
        self.bad("src/x.c", "/* see cord-gone.h */", "src/x.c:1", "cord-gone.h does not exist")
        self.bad("docs/b.md", "`src/base/gone.py`\n", "docs/b.md:1", "src/base/gone.py does not exist")

    def test_a_link_that_leads_nowhere(self):
        self.bad("docs/b.md", "[x](gone.txt)\n", "docs/b.md:1", "the link gone.txt leads nowhere")
        self.bad("docs/b.md", "[x](a.md#the-two)\n", "docs/b.md:1", "the link a.md#the-two names no section")


if __name__ == "__main__":
    unittest.main()
