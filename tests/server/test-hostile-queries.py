# SPDX-License-Identifier: GPL-3.0-or-later
"""Queries that would keep the server busy, and references that form circles: an answer or a refusal that names the
parameter, soon, and in bounded memory."""
import time
import unittest
from urllib.parse import quote

from server_case import CATALOG, CATEGORY, Case, Server

SECONDS = 10  # for one answer, on the slowest machine under the sanitizers
MEMORY = 256 * 1024 * 1024
TMF = "/tmf-api/"
PARTY = [{"id": "C1", "role": "customer"}]

# Refused before any row is read, with the member.
REFUSED = {
    "limit": ["limit=-1", "limit=99999999999999999999", "limit=", "limit=1e3", "limit=0x1", "limit=%2B1", "limit=1.0",
              "limit=" + quote("١")],
    "offset": ["offset=1e3", "offset=-0", "offset=", "offset=+1", "offset=2147483648"],
    "fields": ["fields=" + ",".join("a%d" % i for i in range(5000)), "fields=%ff"],
    "sort": ["sort=" + "a." * 9000, "sort=", "sort=,", "sort=--", "sort=name,", "sort=" + ",".join("a%d" % i for i in range(17))],
    "name": ["name=%c0%af", "name=%ff", "name=" + ",".join("x" * 65), "&".join(["name=" + ",".join("x" * 60)] * 2)],
    "query": ["&".join("a%d=1" % i for i in range(65)), "na%ffme=1"],
    "name.regex": ["name.regex=" + quote(pattern) for pattern in
                   ["(", "[z-a]", "(?<=a+)b", "a{65535}{65535}", "((a{100}){100}){100}", "(?1)", "x" * 257,
                    "(" * 20 + "a" + "){3}" * 20, "(?<a>x)" * 2]],
    ".gt": [".gt=1"],
    "": ["=1"],
    "name.foo": ["name.foo=1"],
    "lastUpdate": ["lastUpdate.gt=9999999999999-01-01"],
}
ANSWERED = ["fields=" + ",".join(["a." * 200] * 60), "fields=" + "a." * 10000, "a." * 10000 + "b=1", ".=1", "..=1&a..b=2",
            "&".join("a%d=1" % i for i in range(64)), "&".join("sort=" + ",".join(["-name"] * 60) for _ in range(60)),
            "limit=0", "fields=",
            "limit=2147483647&offset=2147483647", "fields=none", "name=" + "x" * 30000, "&&&", "unknown=1",
            "name.gt=NaN", "id=" + ",".join(["x"] * 64)]
# Without a limit each would run for ever on the values in this catalog.
COSTLY = ["^(.*)*x$", "^(a+)+$", "^(a|aa)+$", "(*LIMIT_MATCH=4000000000)^(.*)*x$", "(*NO_JIT)^(.*)*x$", "(.*)(.*)(.*)(.*)y$",
          r"(.*)\1\1z$", "^((?:a|(?1))*)z$", "(*LIMIT_HEAP=4000000000)^(.*)*x$"]
# Refused or answered, depending on the version of PCRE2, and soon in any case.
EITHER = ["(?<=a{1,200})b", "(?<=a{1,200}a{1,50})(?<=a{1,250})b"]
VALUE = "a" * 5000 + "xyz!"


class Queries(Case):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        for _ in range(50):
            cls.server.ask("POST", CATEGORY, {"name": VALUE, "text": [VALUE] * 5})

    @classmethod
    def tearDownClass(cls):
        resident = cls.server.resident()
        assert cls.server.stop() == 0
        assert resident < MEMORY, resident

    def get(self, query):
        began = time.monotonic()
        answer = self.server.ask("GET", CATEGORY + "?" + query)
        self.assertLess(time.monotonic() - began, SECONDS, query[:80])
        return answer

    def test_refused(self):
        for member, queries in REFUSED.items():
            for query in queries:
                with self.subTest(query[:80]):
                    self.assert_problem(self.get(query), 400, "query", member)

    def test_answered(self):
        for query in ANSWERED:
            with self.subTest(query[:80]):
                self.assertIn(self.get(query).status, (200, 206))

    def test_patterns(self):
        for pattern in COSTLY:
            with self.subTest(pattern):
                self.assert_problem(self.get("text.regex=" + quote(pattern)), 400, "costly", "text.regex")
        for pattern in EITHER:
            with self.subTest(pattern):
                self.assertIn(self.get("text.regex=" + quote(pattern)).status, (200, 400))
        self.assertEqual(len(self.get("fields=id&name.regex=" + quote("^a+xyz!$")).json), 50)


class Loops(Case):
    """Every reference that a resource can hold, to itself and to one that refers back."""

    def setUp(self):
        self.server = self.start()
        for resource, ids in [("category", ["k1", "k2"]), ("productSpecification", ["s1", "s2"]),
                              ("productOfferingPrice", ["p1", "p2"]), ("productOffering", ["o1", "o2"])]:
            for one, other in [ids, ids[::-1]]:
                back = [{"id": other, "relationshipType": kind} for kind in ("reliesOn", "substitution", "discount")]
                back += [{"id": one, "relationshipType": "reliesOn"}]
                self.make("productCatalogManagement/v4/" + resource, {
                    "id": one, "name": one, "lifecycleStatus": "Active", "isSellable": True, "isBundle": True,
                    "priceType": "recurring", "recurringChargePeriodType": "month", "recurringChargePeriodLength": 1,
                    "price": {"unit": "EUR", "value": 10}, "parentId": other, "subCategory": [{"id": other}],
                    "category": [{"id": "k1"}], "productSpecification": {"id": "s1"},
                    "productOfferingPrice": [{"id": "p1"}, {"id": "p2"}], "bundledProductOffering": back,
                    "productOfferingRelationship": back, "productSpecificationRelationship": back,
                    "popRelationship": back, "bundledPopRelationship": back})
        for one, other in [("x1", "x2"), ("x2", "x1")]:
            self.make("productInventory/v4/product", {
                "id": one, "name": one, "status": "active", "relatedParty": PARTY, "billingAccount": {"id": "acct-C1"},
                "productOffering": {"id": "o1"}, "product": [{"id": one}], "productRelationship": [
                    {"relationshipType": "reliesOn", "product": {"id": to}} for to in (one, other)]})
        self.make("accountManagement/v4/billingAccount", {
            "id": "a1", "name": "a", "relatedParty": [{"id": "c1"}], "accountRelationship": [
                {"relationshipType": "parent", "account": {"id": "a1"}}]})
        self.make("customerManagement/v4/customer", {
            "id": "c1", "name": "c", "engagedParty": {"id": "c1"}, "account": [{"id": "a1"}], "relatedParty": [{"id": "c1"}]})

    def make(self, path, body):
        made = self.server.ask("POST", TMF + path, body)
        self.assertEqual(made.status, 201, made.body)

    def items(self, kind, relation):
        return [{"id": one, "action": "add", "cordboardKind": "add", "productOffering": {"id": "o1"}, "product": {},
                 relation: [{"id": to, "relationshipType": "reliesOn"} for to in (one, other)],
                 kind: [{"id": one, "action": "add"}]} for one, other in (("1", "2"), ("2", "1"))]

    def test_loops(self):
        modify = {"id": "1", "action": "modify", "cordboardKind": "upgrade", "product": {"id": "x1"},
                  "productOffering": {"id": "o2"}}
        for party in (PARTY, [{"id": "c1", "role": "customer"}]):
            for items in (self.items("quoteItem", "quoteItemRelationship"), [modify], [modify] * 2000):
                for path, member in [("productOfferingQualification/v4/productOfferingQualification",
                                      "productOfferingQualificationItem"), ("quoteManagement/v4/quote", "quoteItem"),
                                     ("productOrderingManagement/v4/productOrder", "productOrderItem")]:
                    answer = self.server.ask("POST", TMF + path, {
                        "relatedParty": party, "billingAccount": {"id": "acct-C1"}, "instantSyncQuote": True,
                        "instantSyncQualification": True, "provideAlternative": True, member: items})
                    self.assertIn(answer.status, (200, 201, 400, 404, 409), answer.body)
                    self.assertIsNotNone(answer.json)
        for path in ["/cordboard/v1/catalog/change?since=0",
                     CATALOG + "/productOffering", CATEGORY + "?parentId=k1&sort=subCategory.id&fields=subCategory"]:
            self.assertEqual(self.server.ask("GET", path).status, 200, path)


if __name__ == "__main__":
    unittest.main()
