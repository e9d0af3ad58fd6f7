#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""cordboardctl import, user and client: TM Forum files into a server's store, all or nothing a file, and who may sign in."""
import json
import os
import sqlite3
import subprocess
import threading
import unittest

import ctl_case

PIN = "918273645546372819"
COUNTS = ("files", "created", "changed", "unchanged")


def price(value):
    return {"unit": "EUR", "value": value}


def tmf():
    """A small operator: two offerings, two customers."""
    files = {
        "category.json": [{"id": "internet", "name": "Internet", "isRoot": True, "@type": "Category"}],
        "productSpecification.json": [{"id": f"spec-{o}", "name": o, "@type": "ProductSpecification"} for o in ("small", "large")],
        "productOfferingPrice.json": [{"id": f"price-{o}", "name": f"{o}, monthly", "priceType": "recurring", "price": price(p),
                                       "recurringChargePeriodType": "month", "recurringChargePeriodLength": 1, "@type": "ProductOfferingPrice"}
                                      for o, p in (("small", 13.55), ("large", 1000000.01))],
        "productOffering.json": [{"id": o, "name": o, "isSellable": True, "@type": "ProductOffering", "productOfferingPrice": [{"id": f"price-{o}"}],
                                  "category": [{"id": "internet", "name": "Internet"}]} for o in ("small", "large")],
        "individual.jsonl": [], "billingAccount.jsonl": [], "customer.jsonl": [], "product.jsonl": [],
    }
    for number, name in enumerate(("Grace Okafor", "Søren Ærø"), 1):
        given, family = name.split()
        related = [{"id": f"c{number}", "role": "customer", "@referredType": "Customer"}]
        files["individual.jsonl"].append({"id": f"p{number}", "@type": "Individual", "givenName": given, "familyName": family,
                                          "partyCharacteristic": [{"name": "pin", "value": PIN}, {"name": "shoe", "value": "39"}]})
        files["billingAccount.jsonl"].append({"id": f"a{number}", "@type": "BillingAccount", "name": name, "relatedParty": related})
        files["customer.jsonl"].append({"id": f"c{number}", "@type": "Customer", "name": name, "engagedParty": {"id": f"p{number}"}})
        files["product.jsonl"].append({"id": f"l{number}", "@type": "Product", "status": "active", "startDate": "2026-01-01T00:00:00Z",
                                       "relatedParty": related, "billingAccount": {"id": f"a{number}"}, "productOffering": {"id": "small"},
                                       "productPrice": [{"priceType": "recurring", "price": {"dutyFreeAmount": price(13.55)}}]})
    return files


class Store(ctl_case.CtlCase):
    def setUp(self):
        super().setUp()
        self.path = self.folder / "store.db"
        self.store = f"sqlite:{self.path}"

    def write_files(self, files, folder="tmf"):
        for name, resources in files.items():
            text = json.dumps(resources) if name.endswith(".json") else "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in resources)
            self.write(f"{folder}/{name}", text)
        return self.folder / folder

    def rows(self, sql, *values):
        database = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        try:
            return database.execute(sql, values).fetchall()
        finally:
            database.close()

    def ids(self, kind):
        return [i for i, in self.rows("SELECT id FROM resource WHERE type = ? ORDER BY id", kind)]

    def imported(self, *paths, status=0):
        """The number of files and resources; time and the counts of each type are checked elsewhere."""
        result = self.run_ctl("import", "--store", self.store, "--json", *paths)
        self.assertEqual(result.returncode, status, result.stderr)
        return {k: v for k, v in json.loads(result.stdout).items() if k in COUNTS} if status == 0 else result


class Import(Store):
    def test_folder(self):
        folder = self.write_files(tmf())
        self.write("tmf/readme.md", "not data")
        self.write("tmf/callers.json", '{"calls": []}')
        self.assertEqual(self.imported(folder), {"files": 8, "created": 15, "changed": 0, "unchanged": 0})
        self.assertEqual(self.ids("customer"), ["c1", "c2"])
        self.assertEqual(self.ids("productOffering"), ["large", "small"])
        self.assertEqual([v for v, in self.rows("SELECT DISTINCT version FROM resource")], [1])

    def test_amounts_and_names_stay_as_they_were(self):
        self.imported(self.write_files(tmf()))
        documents = dict(self.rows("SELECT id, document FROM resource"))
        self.assertIn('"value":13.55', documents["price-small"].replace(" ", ""))
        self.assertIn('"value":1000000.01', documents["price-large"].replace(" ", ""))
        self.assertEqual(json.loads(documents["c2"])["name"], "Søren Ærø")

    def test_twice_changes_nothing(self):
        folder = self.write_files(tmf())
        self.imported(folder)
        before = self.rows("SELECT type, id, version, last_update, document FROM resource ORDER BY row")
        self.assertEqual(self.imported(folder), {"files": 8, "created": 0, "changed": 0, "unchanged": 15})
        self.assertEqual(self.rows("SELECT type, id, version, last_update, document FROM resource ORDER BY row"), before)

    def test_change_bumps_one_version(self):
        files = tmf()
        folder = self.write_files(files)
        self.imported(folder)
        files["customer.jsonl"][0]["name"] = "Grace Hopper"
        self.write_files(files)
        self.assertEqual(self.imported(folder), {"files": 8, "created": 0, "changed": 1, "unchanged": 14})
        self.assertEqual(self.rows("SELECT id FROM resource WHERE version = 2"), [("c1",)])

    def test_pins_are_kept_as_hashes_alone(self):
        self.imported(self.write_files(tmf()))
        document = json.loads(self.rows("SELECT document FROM resource WHERE id = 'p1'")[0][0])
        self.assertEqual([c["name"] for c in document["partyCharacteristic"]], ["shoe"])
        self.assertEqual(len(self.rows("SELECT 1 FROM credential WHERE factor = 'pin'")), 2)
        for path in self.folder.glob("store.db*"):
            self.assertNotIn(PIN.encode(), path.read_bytes(), path.name)

    def test_type_comes_from_the_resource_before_the_file(self):
        path = self.write("mixed.jsonl", '{"id":"x1","@type":"Customer","name":"X"}\n\n{"id":"x2","@type":"BillingAccount","name":"X"}\n')
        self.assertEqual(self.imported(path)["created"], 2)
        self.assertEqual((self.ids("customer"), self.ids("billingAccount")), (["x1"], ["x2"]))

    def test_nothing_of_a_refused_file_is_stored(self):
        files = tmf()
        for bad, words in (('{"id":"c4","@type":"Customer","name":7}', ("customer.jsonl", "line 3", "name")),
                           ('{"@type":"Customer","name":"Nameless"}', ("customer.jsonl", "line 3", "id")),
                           ('{"id":"","name":"Empty"}', ("customer.jsonl", "line 3", "id")),
                           ('{"id":"c4","name":', ("customer.jsonl", "line 3")),
                           ('{"id":"c4","id":"c5"}', ("customer.jsonl", "line 3")),
                           ('["c4"]', ("customer.jsonl", "line 3")),
                           ("[" * 100, ("customer.jsonl", "line 3"))):
            with self.subTest(bad=bad):
                self.path.unlink(missing_ok=True)
                folder = self.write_files(files)
                lines = "".join(json.dumps(r) + "\n" for r in files["customer.jsonl"]) + bad + "\n"
                self.write("tmf/customer.jsonl", lines)
                result = self.imported(folder, status=1)
                for word in words:
                    self.assertIn(word, result.stderr)
                self.assertEqual(result.stdout, "")
                self.assertEqual(self.ids("customer"), [], "an earlier line of the refused file was stored")
                self.assertEqual(self.ids("billingAccount"), ["a1", "a2"], "a file before it is whole")
                self.assertEqual(self.rows("SELECT count(*) FROM resource_index WHERE type = 'customer'"), [(0,)])

    def test_bytes_that_are_not_utf8(self):
        path = self.write("customer.jsonl", b'{"id":"c1","name":"\xff"}\n')
        self.assertIn("line 1", self.imported(path, status=1).stderr)

    def test_array_is_counted_by_element(self):
        path = self.write("customer.json", '[{"id":"c1"},\n {"id":"c2"},\n\n\n {"id":3}]')
        self.assertIn("element 3 (line 5)", self.imported(path, status=1).stderr)
        self.assertEqual(self.ids("customer"), [])

    def test_objects_over_several_lines(self):
        """One resource as tools print it for people, or several one below the other, in any style and beside single lines."""
        many = [{"id": f"c{n}", "@type": "Customer", "name": f"Name {n}\n{{", "engagedParty": {"id": "p"}, "note": [{"text": "}"}]} for n in range(4)]
        pretty = [json.dumps(many[0], indent=2), json.dumps(many[1]), json.dumps(many[2], indent="\t") + "\r", json.dumps(many[3], indent=0)]
        for text, ids in ((pretty[0], ["c0"]), (pretty[0] + "\n", ["c0"]), ("\n\n " + pretty[0], ["c0"]),
                          ("\ufeff" + pretty[2], ["c2"]), ("\n".join(pretty), ["c0", "c1", "c2", "c3"]),
                          ('{"id":"c5",\n "name":"Five",\n "engagedParty":{"id":"p"}}\n{"id":"c6"}', ["c5", "c6"])):
            with self.subTest(text=text):
                self.path.unlink(missing_ok=True)
                self.imported(self.write("customer.json", text))
                self.assertEqual(self.ids("customer"), ids)

    def test_damaged_object_over_several_lines(self):
        for text, words in (('{\n "id":"c1",\n "name" "x"\n}\n', ("line 3", "column")),
                            ('{\n "id":"c1",\n "name":"x"\n', ("line 4", "cut off")),
                            ('{"id":"c1","name":"x"\n{"id":7}\n', ("line 1", "line 2")),
                            ('{\n "id":7\n}\n{"id":8}\n', ("line 1", "line 4"))):
            with self.subTest(text=text):
                result = self.imported("--report-errors", "9", self.write("customer.json", text), status=1)
                for word in words:
                    self.assertIn(word, result.stderr)
                self.assertEqual(self.ids("customer"), [])

    def test_file_of_no_known_type(self):
        path = self.write("weather.json", '[{"id":"w1","sun":true}]')
        self.assertIn("@type", self.imported(path, status=1).stderr)

    def test_stores_that_cannot_be_opened(self):
        path = self.write("customer.json", "[]")
        self.refused("import", "--store", "nonsense", path, words="nonsense")
        self.refused("import", "--store", f"sqlite:{self.folder}/absent/store.db", path, words="absent")
        self.write("other.db", b"this is no database, but long enough to look at" * 100)
        self.refused("import", "--store", f"sqlite:{self.folder}/other.db", path)
        foreign = sqlite3.connect(self.folder / "foreign.db")
        foreign.executescript("PRAGMA application_id = 1234; CREATE TABLE note (text TEXT);")
        foreign.close()
        self.refused("import", "--store", f"sqlite:{self.folder}/foreign.db", path)
        self.refused("import", "--store", "memory", "absent.json", words="absent.json")

    def test_words_for_people(self):
        folder = self.write_files(tmf())
        output = self.done("import", "--store", self.store, folder).splitlines()
        self.assertEqual(output[0], "8 files: 15 resources created, 0 changed, 0 unchanged")
        self.assertIn("  customer: 2 created, 0 changed, 0 unchanged", output)
        self.assertRegex(output[-1], r"^in [0-9.]+ s, [0-9]+ resources a second$")

    def test_words_for_machines(self):
        files = tmf()
        folder = self.write_files(files)
        result = json.loads(self.done("import", "--store", self.store, "--json", folder))
        self.assertEqual(result["types"], {name.split(".")[0]: {"created": len(resources), "changed": 0, "unchanged": 0}
                                           for name, resources in files.items()})
        self.assertEqual((result["dryRun"], result["milliseconds"] > 0, result["perSecond"] > 0), (False, True, True))

    def test_progress(self):
        folder = self.write_files(tmf())
        self.assertEqual(self.run_ctl("import", "--store", self.store, folder).stderr, "", "nobody looks")
        output = self.run_ctl("import", "--store", self.store, "--progress", folder).stderr
        self.assertIn("product.jsonl: 2 resources, 100 %\n", output)
        output = self.run_ctl("import", "--store", self.store, "--progress", "--json", folder).stderr
        size = (folder / "product.jsonl").stat().st_size
        self.assertIn({"file": "product.jsonl", "done": 2, "bytes": size, "size": size}, [json.loads(line) for line in output.splitlines()])

    def test_dry_run(self):
        folder = self.write_files(tmf())
        self.assertIn("15 resources created", self.done("import", "--store", self.store, "--dry-run", folder))
        self.assertEqual(self.rows("SELECT count(*) FROM resource"), [(0,)])
        self.write("tmf/customer.jsonl", '{"id":7}')
        self.refused("import", "--store", self.store, "--dry-run", folder, words="customer.jsonl, line 1")

    def test_many_errors(self):
        path = self.write("customer.jsonl", '{"id":"c1"}\n' + '{"id":7}\n' * 30)
        output = self.refused("import", "--store", self.store, "--report-errors", "20", path, words=("line 2:", "line 21:", "20 resources"))
        self.assertNotIn("line 22:", output)
        self.assertEqual(self.ids("customer"), [])
        self.assertNotIn("line 3:", self.refused("import", "--store", self.store, path))

    def test_standard_input(self):
        text = '{"id":"c1","name":"X"}\n{"id":"a1","@type":"BillingAccount","name":"X"}\n'
        self.refused("import", "--store", self.store, "-", text=text, words=("standard input, line 1", "@type"))
        self.assertIn("2 resources created", self.done("import", "--store", self.store, "--type", "customer", "-", text=text))
        self.assertEqual((self.ids("customer"), self.ids("billingAccount")), (["c1"], ["a1"]))
        self.misused("import", "--store", self.store, "--type", "weather", "-")
        self.misused("import", "--store", self.store, "--report-errors", "0", "-")

    def test_named_pipe(self):
        pipe = self.folder / "customer.jsonl"
        os.mkfifo(pipe)
        writer = threading.Thread(target=lambda: pipe.write_text("".join(f'{{"id":"c{i}"}}\n' for i in range(5000)), encoding="utf-8"))
        writer.start()
        self.assertEqual(self.imported(pipe)["created"], 5000)
        writer.join()
        # A folder is read without opening what would block, such as a pipe.
        self.assertEqual(self.imported(self.folder), {"files": 0, "created": 0, "changed": 0, "unchanged": 0})

    def test_refused_pipe_lets_go_of_its_writer(self):
        command = [ctl_case.PROGRAM, "import", "--store", self.store, "--type", "customer", "-"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            process.stdin.write(b'{"id":7}\n' + b" " * 300000)
            process.stdin.flush()
            self.assertEqual(process.wait(60), 1, "it does not wait for more")
            self.assertIn(b"line 1", process.stderr.read())

    def test_one_resource_too_long(self):
        path = self.write("customer.json", '[{"id":"c1"},\n{"id":"c2","name":"' + "x" * (17 << 20))
        self.assertIn("too long at line 2, column 1", self.imported(path, status=1).stderr)

    def test_practice_data(self):
        count = self.imported(ctl_case.ROOT / "data" / "practice")
        self.assertGreater(count["created"], 500)
        self.assertEqual((count["changed"], count["unchanged"]), (0, 0))

    @ctl_case.needs_customers
    def test_real_customers(self):
        folder = self.customers()
        wanted = (folder / "product.jsonl").read_bytes().count(b"\n")
        self.assertEqual(self.imported(folder)["unchanged"], 0)
        counts = dict(self.rows("SELECT type, count(*) FROM resource GROUP BY type"))
        self.assertEqual((counts["customer"], counts["individual"], counts["billingAccount"]), (ctl_case.CUSTOMERS,) * 3)
        self.assertEqual((counts["product"], counts["productOffering"]), (wanted, 10))
        self.assertEqual(self.rows("SELECT count(*) FROM credential WHERE factor = 'pin'"), [(ctl_case.CUSTOMERS,)])
        self.assertEqual(self.rows("PRAGMA integrity_check"), [("ok",)])


class Completed(Store):
    """What comes without them gets the members that a posted resource has."""

    def document(self, type_name, id):
        return json.loads(self.rows(f"SELECT document FROM resource WHERE type = '{type_name}' AND id = '{id}'")[0][0])

    def test_members(self):
        offering, product = {"id": "o", "name": "Home"}, {"id": "p", "name": "Line", "status": "active"}
        files = [self.write("productOffering.jsonl", json.dumps(offering) + "\n"), self.write("product.jsonl", json.dumps(product) + "\n")]
        self.done("import", "--store", self.store, *files)
        first = self.document("productOffering", "o")
        self.assertEqual((first["@type"], first["lifecycleStatus"]), ("ProductOffering", "Active"))
        self.assertRegex(first["lastUpdate"], r"^\d{4}-\d\d-\d\dT.*Z$")
        self.assertEqual(self.document("product", "p"), {**product, "@type": "Product", "href": "/tmf-api/productInventory/v4/product/p"})
        self.assertIn("0 created, 0 changed, 1 unchanged", self.done("import", "--store", self.store, files[0]))
        self.assertEqual(self.document("productOffering", "o"), first)
        self.done("import", "--store", self.store, self.write("productOffering.jsonl", json.dumps({**offering, "name": "Home 2"}) + "\n"))
        self.assertGreater(self.document("productOffering", "o")["lastUpdate"], first["lastUpdate"])

    def bring(self, type_name, *rows):
        path = self.write(f"{type_name}.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
        return self.done("import", "--store", self.store, path)

    def test_states_and_times(self):
        """Each begins as one that is posted, or as what else it says has it."""
        wanted = {
            "product": [({}, "status", "active"), ({"terminationDate": "2020-01-01T00:00:00Z"}, "status", "terminated"),
                        ({"terminationDate": "2999-01-01"}, "status", "active"), ({"status": None}, "status", "active"), ({"status": ""}, "status", "active"),
                        ({"status": "suspended"}, "status", "suspended")],
            "productOrder": [({}, "state", "acknowledged"), ({"completionDate": "2020-01-01T00:00:00Z"}, "state", "completed"),
                             ({"completionDate": "2020-01-01"}, "state", "completed"), ({"completionDate": "soon"}, "state", "acknowledged")],
            "communicationMessage": [({}, "state", "initial"), ({"sendTimeComplete": "2020-01-01T00:00:00Z"}, "state", "completed")],
            "customerBill": [({}, "state", "new")], "individual": [({}, "status", "initialized")],
            "partyInteraction": [({}, "status", "open")], "appointment": [({}, "status", "initialized")],
            "quote": [({}, "state", "inProgress")], "customer": [({}, "status", None)],
        }
        times = {"productOrder": "orderDate", "partyInteraction": "creationDate", "appointment": "lastUpdate", "quote": "quoteDate"}
        for type_name, cases in wanted.items():
            rows = [{"id": f"{type_name}-{n}", **more} for n, (more, _, _) in enumerate(cases)]
            self.bring(type_name, *rows)
            for n, (_, member, state) in enumerate(cases):
                found = self.document(type_name, f"{type_name}-{n}")
                self.assertEqual(found.get(member), state, found)
                if type_name in times:
                    self.assertRegex(found[times[type_name]], r"^\d{4}-\d\d-\d\dT.*Z$")
            self.assertIn(f"0 created, 0 changed, {len(rows)} unchanged", self.bring(type_name, *rows), type_name)

    def test_they_are_found(self):
        """What is given is indexed as what comes with the row."""
        self.bring("productOrder", {"id": "o"})
        found = dict(self.rows("SELECT name, value FROM resource_index"))
        self.assertEqual((found["state"], found["orderDate"]), ("acknowledged", self.document("productOrder", "o")["orderDate"]))

    def test_what_became_of_it_stays(self):
        """A file that does not say the state does not change it, unless it says what has happened."""
        self.bring("productOrder", {"id": "o", "state": "held", "orderDate": "2020-01-01T00:00:00Z"})
        self.bring("productOrder", {"id": "o", "description": "again"})
        found = self.document("productOrder", "o")
        self.assertEqual((found["state"], found["orderDate"], found["description"]), ("held", "2020-01-01T00:00:00Z", "again"))
        self.bring("productOrder", {"id": "o", "completionDate": "2020-01-02T00:00:00Z"})
        self.assertEqual(self.document("productOrder", "o")["state"], "completed")

    def test_bill(self):
        self.done("import", "--store", self.store, self.write("customerBill.jsonl", json.dumps({"id": "b 1", "billNo": "1"}) + "\n"))
        self.assertEqual(self.document("customerBill", "b 1")["billDocument"][0]["url"],
                         "/tmf-api/customerBillManagement/v4/appliedCustomerBillingRate?bill.id=b%201")

    def test_what_is_said_stays(self):
        said = {"id": "o", "@type": "MobileOffering", "name": "Home", "lifecycleStatus": "Retired", "lastUpdate": "2020-01-01T00:00:00Z"}
        self.done("import", "--store", self.store, self.write("productOffering.jsonl", json.dumps(said) + "\n"))
        self.assertEqual({k: v for k, v in self.document("productOffering", "o").items() if k != "href"}, said)


class People(Store):
    def add(self, name, role="agent", password="correct horse\n"):
        return self.run_ctl("user", "add", "--store", self.store, name, "--role", role, "--password-stdin", text=password)

    def test_add_list_disable(self):
        self.refused("user", "list", "--store", self.store, words="There is no")
        self.assertEqual(self.add("grace").returncode, 0)
        self.assertEqual(self.add("ada", "reviewer").returncode, 0)
        self.assertEqual(self.done("user", "list", "--store", self.store), "ada\treviewer\tenabled\ngrace\tagent\tenabled\n")
        self.done("user", "disable", "--store", self.store, "grace")
        self.assertEqual(self.done("user", "list", "--store", self.store), "ada\treviewer\tenabled\ngrace\tagent\tdisabled\n")

    def test_password_is_kept_as_argon2id(self):
        self.add("grace", password="correct horse\nsecond line\n")
        kept, = self.rows("SELECT password FROM user WHERE name = 'grace'")[0]
        self.assertTrue(kept.startswith("$argon2id$v=19$m=65536,t=3,p=1$"), kept[:40])
        for path in self.folder.glob("store.db*"):
            self.assertNotIn(b"correct horse", path.read_bytes())

    def test_refusals(self):
        for name, role, password, word in (("grace", "king", "x\n", "king"), ("gr ace", "agent", "x\n", "name"), ("", "agent", "x\n", ""),
                                           ("g" * 65, "agent", "x\n", "name"), ("grace", "agent", "\n", "password"), ("grace", "agent", "", "password")):
            with self.subTest(name=name, role=role, password=password):
                result = self.add(name, role, password)
                self.assertEqual((result.returncode, result.stdout), (1, ""))
                self.assertIn(word, result.stderr)
        self.refused("user", "disable", "--store", self.store, "nobody", words="nobody")
        self.assertEqual(self.done("user", "list", "--store", self.store), "")

    def test_client_secret_is_shown_once(self):
        result = self.run_ctl("client", "add", "--store", self.store, "crm")
        secret = result.stdout.strip()
        self.assertEqual(result.returncode, 0)
        self.assertRegex(secret, r"^[0-9a-zA-Z_-]{32,}$")
        kept, = self.rows("SELECT secret FROM client WHERE name = 'crm'")[0]
        self.assertTrue(kept.startswith("$argon2id$"))
        self.assertNotEqual(self.run_ctl("client", "add", "--store", self.store, "crm").stdout.strip(), secret)
        for path in self.folder.glob("store.db*"):
            self.assertNotIn(secret.encode(), path.read_bytes())


if __name__ == "__main__":
    ctl_case.main()
