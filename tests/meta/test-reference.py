#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual pages and the reference of the programming interface document everything there is, and nothing else. What there is
comes from the source and from the programs' own --help, not from what generated the pages."""
import os
import pathlib
import re
import shutil
import subprocess
import unittest

ROOT = pathlib.Path(os.environ.get("CORD_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))
BUILD = pathlib.Path(os.environ.get("CORD_BUILD_ROOT", "."))
REFERENCE = BUILD / "data" / "reference"
DESK = BUILD / "src" / "desk" / "cordboard"
SERVER = BUILD / "src" / "server" / "cordboard-server"
CTL = BUILD / "src" / "ctl" / "cordboardctl"
PAGES = {
    "cordboard.1": ROOT / "data/man/cordboard.1",
    "cordboardctl.1": ROOT / "data/man/cordboardctl.1",
    "cordboard-server.8": REFERENCE / "cordboard-server.8",
    "cordboard-server.conf.5": REFERENCE / "cordboard-server.conf.5",
}


def source(*names):
    return "\n".join((ROOT / "src" / name).read_text(encoding="utf-8") for name in names)


def plain(name):
    """The words of a page without roff: no fonts, no escapes."""
    text = PAGES[name].read_text(encoding="utf-8")
    return re.sub(r"\\f.", "", text).replace("\\-", "-").replace("\\&", "")


def section(text, title):
    return re.split(r"^\.SH ", text.split(f"\n.SH {title}\n", 1)[1], 1, re.M)[0]


def output(program, *arguments):
    return subprocess.run([program, *arguments], capture_output=True, text=True, encoding="utf-8", check=True).stdout


def options_of(text):
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+|(?<![\w-])-[a-z]\b", text))


def options_of_help(text):
    """Options that GLib's summary lists, one a line: without those that the explanations mention."""
    return options_of("\n".join(re.findall(r"^  (-.*?)(?:  |$)", text, re.M)))


def options_of_page(name):
    """Options that head an entry of the section OPTIONS."""
    return options_of("\n".join(re.findall(r"^\.TP\n(.*)$", section(plain(name), "OPTIONS"), re.M)))


def commands_of_help(text):
    """Command to the arguments that the summary of cordboardctl gives it."""
    return dict(re.findall(r"^  (\w+) +\S.*\n +(.+)$", text, re.M))


def commands_of_page(text):
    """Command to what its section of COMMANDS says."""
    return dict(re.findall(r"^\.SS (\w+)\n(.*?)(?=^\.SS |\Z)", text, re.M | re.S))


def verbs_of_help(arguments):
    """The first words of a command's alternatives, as `add` and `list` of user."""
    return set(re.findall(r"(?:^|\| )([a-z]+)\b", arguments))


def verbs_of_page(text, command):
    return set(re.findall(rf"^\.B cordboardctl {command} ([a-z]+)\b", text, re.M))


class Manual(unittest.TestCase):
    def test_server_options(self):
        there = options_of_help(output(SERVER, "--help-all"))
        self.assertEqual(options_of_page("cordboard-server.8"), there)
        self.assertIn("--check-config", there)

    @unittest.skipUnless(DESK.exists(), "built without the desk")
    def test_desk_options(self):
        there = options_of_help(output(DESK, "--help-all"))
        self.assertEqual(options_of_page("cordboard.1"), there)
        self.assertIn("--demo", there)

    def test_server_keys(self):
        there = re.findall(r"^#?([a-z-]+) =", output(SERVER, "--check-config"), re.M)
        page = section(plain("cordboard-server.conf.5"), "SETTINGS")
        self.assertEqual(re.findall(r"^\.TP\n([a-z-]+)=", page, re.M), there)
        self.assertEqual(re.findall(r"^\.SS (\S+)$", page, re.M), re.findall(r"^\[.+\]$", output(SERVER, "--check-config"), re.M))
        self.assertIn("listen", there)

    def test_example_file(self):
        example = (REFERENCE / "server.conf").read_text(encoding="utf-8")
        self.assertEqual(re.findall(r"^#([a-z-]+) =", example, re.M), re.findall(r"^#?([a-z-]+) =", output(SERVER, "--check-config"), re.M))
        self.assertEqual([line for line in example.splitlines() if line and line[0] not in "#["], [], "it sets something")
        output(SERVER, "--check-config", "--config", str((REFERENCE / "server.conf").resolve()))

    def test_shown_example(self):
        page = plain("cordboard-server.conf.5")
        shown = section(page, "EXAMPLE").split(".nf\n")[1].split(".fi")[0]
        for section_name, key in re.findall(r"^\[(\w+)\]|^([a-z-]+) = ", shown, re.M):
            self.assertIn(f".SS [{section_name}]" if section_name else f"\n{key}=", page)

    def test_commands(self):
        there = commands_of_help(output(CTL, "--help"))
        page = commands_of_page(section(plain("cordboardctl.1"), "COMMANDS"))
        self.assertEqual(sorted(page), sorted(there))
        self.assertIn("record", there)
        for command, arguments in there.items():
            with self.subTest(command=command):
                self.assertIn(f"cordboardctl {command} {arguments}\n", output(CTL, command, "--help"))
                self.assertEqual(options_of(page[command]), options_of(arguments))
                self.assertEqual(verbs_of_page(page[command], command), verbs_of_help(arguments))

    def test_options_that_commands_take(self):
        """What the sources of cordboardctl parse, and what its summary says."""
        code = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "src/ctl").glob("*.c")))
        entries = re.findall(r'\{ "([a-z-]+)", (?:0|\'.\'), \w+, G_OPTION_ARG_', code)
        self.assertIn("dry-run", entries)
        taken = {f"--{name}" for name in entries} | set(re.findall(r'strcmp \([^"]*"(--[a-z-]+)"', code))
        self.assertEqual(options_of(output(CTL, "--help")), taken - {"--help", "--version"})

    def test_options_of_every_command(self):
        self.assertEqual(options_of_page("cordboardctl.1"), {"-h", "--help", "--version", "--json"})
        self.assertEqual(output(CTL, "-h"), output(CTL, "--help"))
        self.assertRegex(output(CTL, "--version"), r"^cordboardctl [0-9.]+\n$")

    def test_environment(self):
        """The variables of Cordboard's own that a program reads, and those that a page describes."""
        used = set(re.findall(r'g_getenv \("(CORD\w+)"\)', "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "src").rglob("*.c"))))
        entries = set()
        for name in PAGES:
            entries |= set(re.findall(r"^\.TP\n\.B (CORD\w+)$", plain(name), re.M))
        self.assertEqual(entries, used)

    def test_headings(self):
        for name in PAGES:
            with self.subTest(page=name):
                stem, number = name.rsplit(".", 1)
                text = plain(name)
                self.assertRegex(text, rf"(?m)^\.TH {re.escape(stem.upper())} {number} ")
                self.assertRegex(text, rf"(?m)^\.SH NAME\n{re.escape(stem)} \\- |^\.SH NAME\n{re.escape(stem)} - ")
                for other, its_number in re.findall(r"^\.BR (\S+) \((\d)\)", text, re.M):
                    self.assertIn(f"{other}.{its_number}", PAGES)

    @unittest.skipUnless(shutil.which("man") and shutil.which("groff"), "no man here")
    def test_roff(self):
        for name, path in PAGES.items():
            result = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(path.resolve())], capture_output=True,
                                    text=True, env={**os.environ, "LC_ALL": "C.UTF-8", "MANROFFSEQ": "", "MANWIDTH": "100"})
            self.assertEqual((result.returncode, result.stderr), (0, ""), name)


class Rule(unittest.TestCase):
    """What is read off a summary and a page, on one made for the purpose."""

    def test_summary(self):
        summary = "Usage:\n  a [OPTION…]\n\nOptions:\n  -h, --help    Show\n  --store=memory|b:PATH    Where; 0 with --kit-mode\n  --dry\n"
        self.assertEqual(options_of_help(summary), {"-h", "--help", "--store", "--dry"})

    def test_commands(self):
        self.assertEqual(commands_of_help("Usage\n\n  user  people\n        add --store … | list\n"), {"user": "add --store … | list"})
        self.assertEqual(verbs_of_help("add --store … NAME [--a b|c] | list"), {"add", "list"})
        self.assertEqual(verbs_of_page(".B cordboardctl user add --store\n.br\n.B cordboardctl user list\n", "user"), {"add", "list"})
        self.assertEqual(commands_of_page(".SS a\none\n.SS b\ntwo --x\n"), {"a": "one\n", "b": "two --x\n"})
        self.assertEqual(options_of("--dry-run, -h and x--y or well-known"), {"--dry-run", "-h"})


class Interface(unittest.TestCase):
    def setUp(self):
        self.page = (REFERENCE / "api.md").read_text(encoding="utf-8")

    def test_every_endpoint(self):
        """The table's own order; where a path begins with a macro, what follows it."""
        rows = re.findall(r'\{ "[a-z-]+", "([A-Z]+)", (?:[A-Z_]+ )?"([^"]+)"', source("wire/cord-endpoint.c"))
        documented = re.findall(r"^### `(\S+) (\S+)`$", self.page, re.M)
        self.assertGreater(len(rows), 15)
        self.assertEqual([method for method, _ in documented], [method for method, _ in rows])
        for (_, path), (_, end) in zip(documented, rows):
            self.assertTrue(path.startswith("/") and path.endswith(end), (path, end))

    def test_every_resource(self):
        """The table's own order; a macro of the table takes name and type as its first words."""
        rows = source("wire/cord-resource-table.c").split("static const CordResourceType table[] = {", 1)[1]
        there = re.findall(r'\.type = "(\w+)"|^  [A-Z_]+ \("\w+", "(\w+)"', rows, re.M)
        there = [a or b for a, b in there]
        self.assertGreater(len(there), 20)
        self.assertEqual(re.findall(r"^### (\w+)$", self.page, re.M), there)

    def test_one_resource(self):
        product = self.page.split("\n### Product\n", 1)[1].split("\n### ", 1)[0]
        self.assertIn("| `GET /tmf-api/productInventory/v4/product` | Lists them | agent, supervisor, system |", product)
        self.assertIn("| `DELETE /tmf-api/productInventory/v4/product/{id}` | Removes it | system |", product)
        self.assertRegex(product, r"- `status`: first → created, .*; suspended → active, pendingTerminate, terminated")
        self.assertRegex(product, r"- Indexed: .*`relatedParty\.id`")
        self.assertIn("- Class: ACCOUNT", product)


if __name__ == "__main__":
    unittest.main()
