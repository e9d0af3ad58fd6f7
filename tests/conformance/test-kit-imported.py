#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the public conformance kits ask of what is there already, of a store that was filled by importing the smallest rows.

    test-kit-imported.py CORDBOARD-SERVER CORDBOARDCTL

The kits that only read, and the reading half of the others, take what they find in the lists.
"""
import json
import pathlib
import sys
import tempfile
import urllib.parse

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import conformance_case
from conformance_case import ConformanceCase, main
from kit_asks import attributes

KITS = ("TMF620", "TMF622", "TMF629", "TMF632", "TMF637", "TMF666", "TMF678", "TMF681", "TMF683")
BILLS = "/tmf-api/customerBillManagement/v4"
# What a row that other systems write need not say.
UNSAID = ("state", "status", "lifecycleStatus")
# What cannot be posted, so that no definition says what it has to have.
READ_ONLY = {
    "customerBill": {"billNo": "1", "billDate": "2026-05-04T08:00:00Z", "amountDue": {"unit": "EUR", "value": 12.5},
                     "billingAccount": {"id": "a"}, "relatedParty": [{"id": "c", "role": "customer"}]},
    "appliedCustomerBillingRate": {"name": "Line", "date": "2026-05-04T08:00:00Z", "type": "recurringCharge", "isBilled": False,
                                   "taxIncludedAmount": {"unit": "EUR", "value": 12.5}},
}
# What the server makes of a posted request, and nobody of one that is imported.
WORKED_OUT = {"customerBillOnDemand": {"customerBill"}, "cancelProductOrder": {"effectiveCancellationDate"},
              "communicationMessage": {"sendTime", "cordboardProof"},
              "productOrder": {"orderTotalPrice", "completionDate", "cordboardNumber", "cordboardUndoUntil"}}
BILL_DOCUMENT = {"@type", "state", "lastUpdate", "billDocument"}
ODD_IDS = ("b 1", "b,2", "b;3", "b&x=4", "b+5", "b%6", "b/7?#", "Ü8", "b'9\"", "b.10", "b*11", "(b12)", "\\b13", "b%2C14", "=b15")


class ImportedRows(ConformanceCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.store = f"sqlite:{cls.folder / 'store.db'}"
        rows = {resource: cls.rows_of(number, resource) for number, resource, _, _ in cls.asked()}
        rows["customerBill"] += [{"id": odd, "billNo": odd} for odd in ODD_IDS]
        rows["appliedCustomerBillingRate"] += [{"id": f"of {odd}", "bill": {"id": odd}} for odd in ODD_IDS]
        cls.bring(rows)
        cls.server = cls.start("--kit-mode", "--store", cls.store)
        cls.posting = cls.start("--kit-mode", "--store", "memory")

    @classmethod
    def asked(cls):
        return [found for found in cls.resources() if found[0] in KITS]

    @classmethod
    def body(cls, number, resource):
        """The smallest that a kit posts."""
        if resource in READ_ONLY:
            return dict(READ_ONLY[resource])
        body = cls.documents(number).minimal(resource)
        for item in body.get("productOrderItem", []):
            item.pop("productOffering", None)
        return body

    @classmethod
    def rows_of(cls, number, resource):
        """One that says nothing, and two that say what has to be said."""
        said = {member: value for member, value in cls.body(number, resource).items() if member not in UNSAID}
        return [{"id": f"{resource} 0"}] + [{"id": f"{resource}-{n}", **said} for n in (1, 2)]

    @classmethod
    def bring(cls, rows):
        path = cls.folder / "rows"
        path.mkdir(exist_ok=True)
        for resource, every in rows.items():
            (path / f"{resource}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in every), encoding="utf-8")
        return conformance_case.run_ctl("import", "--store", cls.store, path)

    def posted(self, resource, path, body):
        """The names of the members that one has which is posted like that; an order and its cancellation need each other."""
        if resource == "cancelProductOrder":
            order = self.posting.post(path.replace(resource, "productOrder"), {
                "requestedStartDate": "2999-01-01T00:00:00Z", "productOrderItem": [{"id": "1", "action": "add"}]})
            body = {"productOrder": {"id": order.json["id"]}}
        reply = self.posting.post(path, body)
        self.assertStatus(reply, 201, f"POST {path} {body}")
        return set(reply.json) - WORKED_OUT.get(resource, set())

    def test_they_have_what_posted_ones_have(self):
        for number, resource, facts, path in self.asked():
            body = self.body(number, resource)
            wanted = {"id", "href", *body} | (BILL_DOCUMENT if resource == "customerBill" else set())
            if "POST all" in facts["operations"]:
                wanted |= self.posted(resource, path, body)
            listed = self.server.get(path)
            self.assertStatus(listed, 200, path)
            self.assertGreaterEqual(len(listed.json), 3, path)
            for entry in listed.json:
                if entry["id"] in (f"{resource}-1", f"{resource}-2"):
                    self.assertLessEqual(wanted, set(entry), f"{path}/{entry['id']}")
                    self.assertConforms(number, facts["type"], entry, entry["href"])
                self.assertLessEqual(wanted - set(body) | {"id"}, set(entry), f"{path}/{entry['id']}")
                self.assertEqual(entry["@type"], facts["type"], path)

    def test_one_by_one(self):
        for _, resource, _, path in self.asked():
            for entry in self.server.get(path).json:
                self.assertEqual(entry["href"], f"{path}/{urllib.parse.quote(entry['id'], safe='')}")
                found = self.server.get(entry["href"])
                self.assertStatus(found, 200, entry["href"])
                self.assertEqual(found.json, entry)
            self.assertRefused(self.server.get(f"{path}/404ID"), 404, path)

    def test_filtering(self):
        for _, resource, _, path in self.asked():
            listed = self.server.get(path).json
            entry = next(e for e in listed if e["id"] == f"{resource}-1")
            for place, value in attributes(entry):
                reply = self.server.get(path, {place: value})
                self.assertStatus(reply, 200, f"{path} {place}={value}")
                wanted = [e["id"] for e in listed if (place, value) in set(attributes(e))]
                self.assertEqual(sorted(e["id"] for e in reply.json), sorted(wanted), f"{path} {place}={value}")

    def test_fields(self):
        for _, resource, _, path in self.asked():
            entry = self.server.get(path, {"id": f"{resource}-1"}).json[0]
            for member in entry:
                for found in (*self.server.get(path, {"fields": member}).json, self.server.get(entry["href"], {"fields": member}).json):
                    self.assertLessEqual({"id", "href"}, set(found), f"{path} fields={member}")
                    self.assertLessEqual(set(found), {"id", "href", member}, f"{path} fields={member}")

    def test_the_same_again(self):
        rows = {resource: self.rows_of(number, resource) for number, resource, _, _ in self.asked()}
        self.assertIn("0 created, 0 changed", self.bring(rows))

    def test_documents_of_bills(self):
        """Each names the list of its charges, whatever its id, and is empty where there are none."""
        for bill in self.server.get(f"{BILLS}/customerBill").json:
            for document in bill["billDocument"]:
                reply = self.server.get(document["url"])
                self.assertStatus(reply, 200, document["url"])
                wanted = [f"of {bill['id']}"] if bill["id"] in ODD_IDS else []
                self.assertEqual([rate["id"] for rate in reply.json], wanted, document["url"])

    def test_documents_of_bills_made_here(self):
        server = self.start("--kit-mode", "--demo-data")
        before = server.get(f"{BILLS}/customerBill").json
        for _ in range(2):
            reply = server.post(f"{BILLS}/customerBillOnDemand", {"billingAccount": {"id": "acct-C10001"}})
            self.assertStatus(reply, 201, "customerBillOnDemand")
        bills = server.get(f"{BILLS}/customerBill").json
        self.assertGreater(len(bills), len(before))
        for bill in bills:
            for document in bill["billDocument"]:
                reply = server.get(document["url"])
                self.assertStatus(reply, 200, document["url"])
                self.assertEqual({rate["bill"]["id"] for rate in reply.json} - {bill["id"]}, set(), document["url"])


if __name__ == "__main__":
    main()
