#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""cordboardctl export: what was imported is exported, and can be imported again unchanged."""
import json
import resource
import sqlite3
import subprocess
import unittest

import ctl_case

SECRET = "918273645546372819"
SECRETS = ("pin", "password", "secret")
CUSTOMERS = [{"id": "c2", "@type": "Customer", "name": "Søren Ærø", "characteristic": [{"name": "balance", "value": 13.50}]},
             {"id": "c10", "@type": "Customer", "name": "],[{\"", "characteristic": [{"name": "big", "value": 12345678901234567890}]}]
# Members that an import gives what comes without them.
COMPLETED = ("@type", "lastUpdate", "lifecycleStatus", "billDocument", "state", "status", "orderDate")
PEOPLE = [{"id": "p1", "@type": "Individual", "givenName": "Ada", "familyName": "Lark",
           "partyCharacteristic": [{"name": "pin", "value": SECRET}, {"name": "shoe", "value": "39"}]}]


def lines(resources):
    return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in resources)


def read(path):
    """The contents of a file, amounts as they are written."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return json.loads(text, parse_float=str, parse_int=str)
    return [json.loads(line, parse_float=str, parse_int=str) for line in text.splitlines()]


def contents(document):
    """A resource without what an export leaves out: its place in the server, and its secrets."""
    kept = {k: v for k, v in document.items() if k != "href"}
    for member in ("partyCharacteristic", "characteristic"):
        if member in kept:
            kept[member] = [c for c in kept[member] if c["name"].lower() not in SECRETS]
    return kept


def without_completion(document, original):
    """What an import adds where it is not there."""
    return {k: v for k, v in document.items() if k in original or k not in COMPLETED}


class Export(ctl_case.CtlCase):
    def setUp(self):
        super().setUp()
        self.store = self.fill("store.db", self.write("in/customer.jsonl", lines(CUSTOMERS)).parent)

    def fill(self, name, *paths):
        store = f"sqlite:{self.folder / name}"
        if paths:
            self.done("import", "--store", store, *paths)
        return store

    def exported(self, store, folder, *arguments):
        report = json.loads(self.done("export", "--store", store, "--json", "--output", folder, *arguments))
        return report, {p.name: p.read_bytes() for p in sorted((self.folder / folder).iterdir())}

    def there_and_back(self, source):
        """A folder of files, imported, exported, imported into another store and exported again."""
        report, once = self.exported(self.fill("first.db", source), "once")
        _, twice = self.exported(self.fill("second.db", self.folder / "once"), "twice")
        self.assertEqual(once, twice)
        for path in source.glob("*.json*"):
            exported = self.folder / "once" / f"{path.stem}.jsonl"
            if exported.exists():
                there = {r["id"]: contents(r) for r in read(path)}
                back = {r["id"]: without_completion(contents(r), there.get(r["id"], {})) for r in read(exported)}
                self.assertEqual(there, back, path.name)
        return report, once

    def test_lines(self):
        self.done("import", "--store", self.store, self.write("in/individual.jsonl", lines(PEOPLE)))
        report, files = self.exported(self.store, "out")
        self.assertEqual((report["files"], report["resources"], report["types"], report["secrets"]), (2, 3, {"customer": 2, "individual": 1}, False))
        self.assertEqual(list(files), ["customer.jsonl", "individual.jsonl"])
        self.assertEqual([json.loads(line)["id"] for line in files["customer.jsonl"].splitlines()], ["c10", "c2"])
        self.assertIn(b'"value":13.5}', files["customer.jsonl"])
        self.assertIn(b'"value":12345678901234567890}', files["customer.jsonl"])
        self.assertNotIn(SECRET.encode(), files["individual.jsonl"])
        self.assertEqual([(self.folder / "out" / name).stat().st_mode & 0o777 for name in files], [0o600, 0o600])

    def test_array(self):
        _, files = self.exported(self.store, "out", "--format", "array")
        self.assertEqual([c["id"] for c in json.loads(files["customer.json"])], ["c10", "c2"])
        self.assertEqual(files["customer.json"].count(b"\n"), 4, "a resource a line")
        _, files = self.exported(self.store, "none", "--format", "array", "--type", "product")
        self.assertEqual(json.loads(files["product.json"]), [])

    def test_standard_output(self):
        result = self.run_ctl("export", "--store", self.store, "--type", "Customer", "--output", "-")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(len(result.stdout.splitlines()), 2)
        self.assertIn("1 files: 2 resources", result.stderr)
        copy = self.fill("copy.db")
        self.assertIn("2 resources created", self.done("import", "--store", copy, "--type", "customer", "-", text=result.stdout))

    def test_words_for_people(self):
        lines = self.done("export", "--store", self.store, "--output", "out").splitlines()
        self.assertEqual(lines[:2], ["1 files: 2 resources", "  customer: 2"])
        self.assertIn("PINs", lines[-1])

    def test_there_and_back(self):
        self.write("in/individual.jsonl", lines(PEOPLE))
        report, _ = self.there_and_back(self.folder / "in")
        again = json.loads(self.done("import", "--store", f"sqlite:{self.folder / 'first.db'}", "--json", self.folder / "once"))
        self.assertEqual((again["created"], again["changed"], again["unchanged"]), (0, 0, report["resources"]))

    def test_practice_data(self):
        report, _ = self.there_and_back(ctl_case.ROOT / "data" / "practice")
        self.assertGreater(report["resources"], 500)

    @ctl_case.needs_customers
    def test_real_customers(self):
        report, _ = self.there_and_back(self.customers())
        self.assertEqual((report["types"]["customer"], report["types"]["individual"]), (ctl_case.CUSTOMERS,) * 2)

    def test_what_is_written_meanwhile_is_not_in_it(self):
        """A writer is active meanwhile: the export has the store as it was at its beginning."""
        self.done("import", "--store", self.store, self.write("product.jsonl", lines({"id": f"l{i}"} for i in range(3000))))
        command = [ctl_case.PROGRAM, "export", "--store", self.store, "--type", "product", "--output", "-"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0) as process:
            begun = process.stdout.read(1)  # it has its snapshot, and waits for the pipe to be read
            self.done("import", "--store", self.store, self.write("more/product.jsonl", lines([{"id": "l5000"}, {"id": "l0", "name": "new"}])))
            text = begun + process.stdout.read()
        self.assertEqual(process.returncode, 0)
        self.assertEqual(len(text.splitlines()), 3000)
        self.assertNotIn(b"l5000", text)
        self.assertNotIn(b"new", text)

    def test_full_disk(self):
        """No partial file stays, and an earlier one is kept whole."""
        self.done("import", "--store", self.store, self.write("product.jsonl", lines({"id": f"l{i}", "name": "x" * 100} for i in range(3000))))
        kept = self.write("out/customer.jsonl", "as it was\n")
        result = subprocess.run([ctl_case.PROGRAM, "export", "--store", self.store, "--output", "out"], cwd=self.folder, capture_output=True, text=True,
                                restore_signals=False, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100000, 100000)))
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn("product.jsonl cannot be written", result.stderr)
        self.assertIn("Make room", result.stderr)
        self.assertEqual([p.name for p in (self.folder / "out").iterdir()], ["customer.jsonl"])
        self.assertEqual(kept.read_text(encoding="utf-8"), "as it was\n")
        with open("/dev/full", "wb") as full:
            result = subprocess.run([ctl_case.PROGRAM, "export", "--store", self.store, "--type", "product", "--output", "-"], stdout=full,
                                    stderr=subprocess.PIPE, text=True)
        self.assertEqual(result.returncode, 1)
        self.assertIn("standard output cannot be written", result.stderr)

    def test_refusals(self):
        self.refused("export", "--store", f"sqlite:{self.folder}/absent.db", "--output", "out", words="absent.db")
        self.assertFalse((self.folder / "absent.db").exists())
        self.write("taken", "a file")
        self.refused("export", "--store", self.store, "--output", "taken", words="taken")
        self.write("other.db", b"this is no database, but long enough to look at" * 100)
        self.refused("export", "--store", f"sqlite:{self.folder}/other.db", "--output", "out")

    def test_another_writer_is_no_hindrance(self):
        writer = sqlite3.connect(self.folder / "store.db", isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        self.addCleanup(writer.close)
        self.exported(self.store, "out")


if __name__ == "__main__":
    ctl_case.main()
