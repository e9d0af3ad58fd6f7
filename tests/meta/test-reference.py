#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual pages and the reference of the programming interface tell of all that there is, and of nothing else. What there is
comes from the source and from the programs' own --help, not from what wrote the pages."""
import os
import pathlib
import re
import shutil
import subprocess
import unittest

ROOT = pathlib.Path(os.environ.get("CORD_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))
BUILD = pathlib.Path(os.environ.get("CORD_BUILD_ROOT", "."))
REFERENCE = BUILD / "data" / "reference"
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
    """A page's words without roff: no fonts, no escapes."""
    text = PAGES[name].read_text(encoding="utf-8")
    return re.sub(r"\\f.", "", text).replace("\\-", "-").replace("\\&", "")


def section(text, title):
    return re.split(r"^\.SH ", text.split(f"\n.SH {title}\n", 1)[1], 1, re.M)[0]


def said(program, *arguments):
    return subprocess.run([program, *arguments], capture_output=True, text=True, encoding="utf-8", check=True).stdout


def options_of(text):
    return sorted(set(re.findall(r"--([a-z][a-z-]+)", text)))


class Manual(unittest.TestCase):
    def test_server_options(self):
        there = options_of(re.sub(r"(?m)^(  --\S+|  -h, --help) .*$", r"\1", said(SERVER, "--help")))
        entries = re.findall(r"^\.(?:TP)\n.*?--([a-z-]+)", section(plain("cordboard-server.8"), "OPTIONS"), re.M)
        self.assertEqual(sorted(entries), there)
        self.assertIn("check-config", there)

    def test_server_keys(self):
        there = re.findall(r"^#?([a-z-]+) =", said(SERVER, "--check-config"), re.M)
        page = section(plain("cordboard-server.conf.5"), "SETTINGS")
        self.assertEqual(re.findall(r"^\.TP\n([a-z-]+)=", page, re.M), there)
        self.assertEqual(re.findall(r"^\.SS (\S+)$", page, re.M), re.findall(r"^\[.+\]$", said(SERVER, "--check-config"), re.M))
        self.assertIn("listen", there)

    def test_example_file(self):
        example = (REFERENCE / "server.conf").read_text(encoding="utf-8")
        self.assertEqual(re.findall(r"^#([a-z-]+) =", example, re.M), re.findall(r"^#?([a-z-]+) =", said(SERVER, "--check-config"), re.M))
        self.assertEqual([line for line in example.splitlines() if line and line[0] not in "#["], [], "it sets something")
        said(SERVER, "--check-config", "--config", str((REFERENCE / "server.conf").resolve()))

    def test_shown_example(self):
        page = plain("cordboard-server.conf.5")
        shown = section(page, "EXAMPLE").split(".nf\n")[1].split(".fi")[0]
        for section_name, key in re.findall(r"^\[(\w+)\]|^([a-z-]+) = ", shown, re.M):
            self.assertIn(f".SS [{section_name}]" if section_name else f"\n{key}=", page)

    def test_commands(self):
        there = dict(re.findall(r"^  (\w+) +\S.*\n +(.+)$", said(CTL, "--help"), re.M))
        page = section(plain("cordboardctl.1"), "COMMANDS")
        told = dict(re.findall(r"^\.SS (\w+)\n(.*?)(?=^\.SS |\Z)", page, re.M | re.S))
        self.assertEqual(sorted(told), sorted(there))
        self.assertIn("record", there)
        for command, arguments in there.items():
            with self.subTest(command=command):
                self.assertEqual(set(options_of(arguments)) - set(options_of(told[command])), set())
                for verb in re.findall(r"(?:^|\| )([a-z]+)", arguments):
                    self.assertIn(f"{command} {verb}", told[command])

    def test_desk_options(self):
        entries = source("desk/main.c").split("GOptionEntry entries[] = {", 1)[1].split("};", 1)[0]
        there = re.findall(r'\{ "([a-z-]+)"', entries)
        told = re.findall(r"^\.TP\n.*?--([a-z-]+)", section(plain("cordboard.1"), "OPTIONS"), re.M)
        self.assertEqual(sorted(told), sorted([*there, "help"]))

    def test_headings(self):
        for name in PAGES:
            with self.subTest(page=name):
                stem, number = name.rsplit(".", 1)
                text = plain(name)
                self.assertRegex(text, rf"(?m)^\.TH {re.escape(stem.upper())} {number} ")
                self.assertRegex(text, rf"(?m)^\.SH NAME\n{re.escape(stem)} \\- |^\.SH NAME\n{re.escape(stem)} - ")
                for other, its in re.findall(r"^\.BR (\S+) \((\d)\)", text, re.M):
                    self.assertIn(f"{other}.{its}", PAGES)

    @unittest.skipUnless(shutil.which("man") and shutil.which("groff"), "no man here")
    def test_roff(self):
        for name, path in PAGES.items():
            result = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(path.resolve())], capture_output=True,
                                    text=True, env={**os.environ, "LC_ALL": "C.UTF-8", "MANROFFSEQ": "", "MANWIDTH": "100"})
            self.assertEqual((result.returncode, result.stderr), (0, ""), name)


class Interface(unittest.TestCase):
    def setUp(self):
        self.page = (REFERENCE / "api.md").read_text(encoding="utf-8")

    def test_every_act(self):
        """The table's own order; where a path begins with a macro, what follows it."""
        rows = re.findall(r'\{ "[a-z-]+", "([A-Z]+)", (?:[A-Z_]+ )?"([^"]+)"', source("wire/cord-endpoint.c"))
        told = re.findall(r"^### `(\S+) (\S+)`$", self.page, re.M)
        self.assertGreater(len(rows), 15)
        self.assertEqual([method for method, _ in told], [method for method, _ in rows])
        for (_, path), (_, end) in zip(told, rows):
            self.assertTrue(path.startswith("/") and path.endswith(end), (path, end))

    def test_every_resource(self):
        """The table's own order; a macro of the table takes name and type as its first words."""
        rows = source("wire/cord-resource-table.c").split("static const CordResourceType table[] = {", 1)[1]
        there = re.findall(r'\.type = "(\w+)"|^  [A-Z_]+ \("\w+", "(\w+)"', rows, re.M)
        there = [a or b for a, b in there]
        self.assertGreater(len(there), 20)
        self.assertEqual(re.findall(r"^### (\w+)$", self.page, re.M), there)

    def test_what_is_told_of_one(self):
        product = self.page.split("\n### Product\n", 1)[1].split("\n### ", 1)[0]
        self.assertIn("| `GET /tmf-api/productInventory/v4/product` | Lists them | agent, supervisor, system |", product)
        self.assertIn("| `DELETE /tmf-api/productInventory/v4/product/{id}` | Removes it | system |", product)
        self.assertRegex(product, r"- `status`: first → created, .*; suspended → active, pendingTerminate, terminated")
        self.assertRegex(product, r"- Indexed: .*`relatedParty\.id`")
        self.assertIn("- Class: ACCOUNT", product)


if __name__ == "__main__":
    unittest.main()
