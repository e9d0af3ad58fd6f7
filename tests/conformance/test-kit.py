#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the public conformance kits ask, of a server in kit mode: with the practice data, and with nothing in it.

    test-kit.py CORDBOARD-SERVER CORDBOARDCTL

A kit posts a resource with references to things that nobody has, reads the list and expects exactly 200, reads it by id, by each attribute of
what it posted and with each attribute alone, changes it without saying which version, and asks for an id that nobody has.
"""
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from conformance_case import ConformanceCase, main
from kit_asks import WANTED, attributes

GHOST = "404ID"
ORDERS = "/tmf-api/productOrderingManagement/v4"
CATALOG = "/tmf-api/productCatalogManagement/v4"
JSON = {"Content_Type": "application/json;charset=utf-8", "Accept": "application/json"}

# Members that the server sets, whatever came with the request.
OWN = {
    "customerBillOnDemand": {"state", "customerBill", "lastUpdate"}, "partyInteraction": {"creationDate", "statusChangeDate"},
    "communicationMessage": {"state", "sendTime", "sendTimeComplete"},
    "productOfferingQualification": {"productOfferingQualificationItem"},
    # The cost is computed here, where anything is charged.
    "productOrder": {"productOrderItem", "orderTotalPrice"}, "quote": {"quoteItem"},
}
# Members that change by themselves after the creation.
MOVES = {"productOrder": {"state", "completionDate", "productOrderItem"},
         "productOfferingQualification": {"state", "effectiveQualificationDate", "qualificationResult",
                                          "productOfferingQualificationItem"}}


class Kit(ConformanceCase):
    """The requests of a kit; below it, the servers they are sent to."""

    OFFERING = None

    def order(self):
        """An order that can still be undone."""
        body = {"requestedStartDate": "2999-01-01T00:00:00Z", "productOrderItem": [{"id": "1", "action": "add"}]}
        return self.server.post(f"{ORDERS}/productOrder", body).json["id"]

    def payload(self, number, resource, full):
        references = {("cancelProductOrder", "productOrder.id"): self.order() if resource == "cancelProductOrder" else "",
                      ("productOrder", "productOrderItem.productOffering.id"): self.OFFERING,
                      ("quote", "quoteItem.productOffering.id"): self.OFFERING}
        documents = self.documents(number, references)
        body = documents.full(resource) if full else documents.minimal(resource)
        if not self.OFFERING:
            for item in body.get("productOrderItem", []) + body.get("quoteItem", []):
                item.pop("productOffering", None)
        return body

    def posted(self, *sizes):
        """(number, resource, facts, path, what was sent, what came back) for each payload a kit sends: the smallest,
        and the full one."""
        for number, resource, facts, path in self.resources():
            for full in sizes or (False, True):
                if "POST all" in facts["operations"]:
                    body = self.payload(number, resource, full)
                    reply = self.server.post(path, body, **JSON)
                    at_once = any(body.get(m) is True for m in ("instantSyncQuote", "instantSyncQualification"))
                    self.assertStatus(reply, 200 if at_once else 201, f"POST {path} {body}")
                    yield number, resource, facts, path, body, reply.json

    def test_posting(self):
        for number, resource, facts, path, body, made in self.posted():
            self.assertConforms(number, facts["type"], made, f"POST {path}")
            self.assertEqual((made["href"], made["@type"]), (f"{path}/{made['id']}", facts["type"]))
            for member in set(body) - OWN.get(resource, {"lastUpdate"}):
                self.assertEqual(made.get(member), body[member], f"{path} {member}")

    def test_reading(self):
        for number, resource, facts, path, _, made in self.posted():
            listed = self.server.get(path, **JSON)
            self.assertStatus(listed, 200, path)
            self.assertIn(made["id"], [entry["id"] for entry in listed.json], path)
            found = self.server.get(made["href"], **JSON)
            self.assertStatus(found, 200, made["href"])
            self.assertConforms(number, facts["type"], found.json, made["href"])
            for member in set(made) - MOVES.get(resource, set()):
                self.assertEqual(found.json[member], made[member], f"{made['href']} {member}")

    def test_unknown_ids(self):
        for _, _, facts, path in self.resources():
            for method in ("GET", "PATCH", "DELETE"):
                if f"{method} one" in facts["operations"]:
                    reply = self.server.send(method, f"{path}/{GHOST}", {"description": "x"} if method == "PATCH" else None)
                    self.assertRefused(reply, 404, f"{method} {path}/{GHOST}")

    def test_changing_and_removing(self):
        """Without a version, as plain JSON; a slash at the end does not change the address."""
        for number, resource, facts, path, _, made in self.posted():
            if "PATCH one" in facts["operations"]:
                reply = self.server.patch(f"{made['href']}/", {"description": "changed"}, **JSON)
                self.assertStatus(reply, 200, made["href"])
                self.assertConforms(number, facts["type"], reply.json, made["href"])
                self.assertEqual(self.server.get(f"{path}/", {"description": "changed", "id": made["id"]}).json, [reply.json])
            if "DELETE one" in facts["operations"]:
                self.assertStatus(self.server.delete(made["href"]), 204, made["href"])
                self.assertStatus(self.server.get(made["href"]), 404, made["href"])

    def test_ids_of_ones_own(self):
        for number, resource, facts, path in self.resources():
            if "POST all" not in facts["operations"] or resource in OWN or resource in ("appointment", "cancelProductOrder"):
                continue
            body = {**self.payload(number, resource, False), "id": "of my own"}
            made = self.server.post(path, body)
            self.assertStatus(made, 201, path)
            self.assertEqual(made.json["href"], f"{path}/of%20my%20own")
            self.assertRefused(self.server.post(path, body), 409, path, "id")
            self.assertStatus(self.server.get(made.json["href"]), 200, path)
            self.server.delete(made.json["href"])

    def test_what_is_still_refused(self):
        """Products, offerings and orders must exist, even for a kit."""
        order = {"relatedParty": [{"id": "a stranger", "role": "customer"}]}
        for item, member in (
                ({"id": "1", "action": "add", "productOffering": {"id": GHOST}}, "productOrderItem"),
                ({"id": "1", "action": "modify", "product": {"id": GHOST}}, "productOrderItem"),
                ({"id": "1", "action": "delete", "product": {"id": GHOST}}, "productOrderItem"),
                ({"id": "1", "action": "dance"}, "action"), ({"id": "1"}, "productOrderItem")):
            reply = self.server.post(f"{ORDERS}/productOrder", {**order, "productOrderItem": [item]})
            self.assertRefused(reply, 400, f"{item}")
            self.assertIn(member, reply.json["member"])
        reply = self.server.post(f"{ORDERS}/cancelProductOrder", {"productOrder": {"id": GHOST}})
        self.assertRefused(reply, 400, "cancelProductOrder", "productOrder")


class EmptyServer(Kit):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.start("--store", "memory", "--kit-mode")

    def test_lists_of_nothing(self):
        server = self.start("--store", "memory", "--kit-mode")
        for _, _, _, path in self.resources():
            reply = server.get(path)
            self.assertStatus(reply, 200, path)
            self.assertEqual((reply.json, reply.headers["X-Total-Count"]), ([], "0"), path)


class PracticeServer(Kit):
    """Among other resources, so that a filter has something to exclude."""

    OFFERING = "home-100"
    @classmethod
    def setUpClass(cls):
        cls.server = cls.start("--kit-mode", "--demo-data")

    def test_what_is_found(self):
        server = self.start("--kit-mode", "--demo-data")
        for _, resource, _, path in self.resources():
            wanted = WANTED.get(resource, "").split()
            listed = server.get(path).json
            self.assertEqual(bool(listed), bool(wanted), path)
            for entry in listed:
                self.assertLessEqual(set(wanted), set(entry), f"{path}/{entry['id']}")

    def test_filtering(self):
        """By each attribute of what was posted, and by a value that does not exist."""
        for _, resource, _, path, _, made in self.posted(True):
            now = self.server.get(made["href"]).json
            for place, value in attributes(now):
                reply = self.server.get(path, {place: value})
                self.assertStatus(reply, 200, f"{path} {place}={value}")
                self.assertIn(made["id"], [entry["id"] for entry in reply.json], f"{path} {place}={value}")
                for entry in reply.json:
                    self.assertIn(value, [text for p, text in attributes(entry) if p == place], f"{path} {place}")
            self.assertEqual(self.server.get(path, {"id": "none of this id"}).json, [], resource)
            self.assertEqual(self.server.get(path, {"x-unheard-of": "1"}).json, [], resource)

    def test_fields(self):
        for _, _, _, path, _, made in self.posted(True):
            now = self.server.get(made["href"]).json
            for member in now:
                expected = {"id", "href", member}
                one = self.server.get(made["href"], {"fields": member})
                listed = self.server.get(path, {"fields": member, "id": made["id"]})
                self.assertStatus(listed, 200, f"{path} fields={member}")
                for found in (one.json, *listed.json):
                    self.assertEqual({m: found.get(m) for m in expected}, {m: now[m] for m in expected}, f"{path} {member}")
                    self.assertLessEqual(set(found), expected, f"{path} fields={member}")
            self.assertEqual(set(self.server.get(made["href"], {"fields": "none"}).json), {"id", "href"}, path)

    def test_bills_by_fields(self):
        path = "/tmf-api/customerBillManagement/v4/customerBill"
        listed = self.server.get(path, {"fields": "state"})
        self.assertStatus(listed, 200, path)
        for entry in listed.json:
            self.assertLessEqual({"id", "href", "state"}, set(entry))

    def test_order_of_somebody_known(self):
        """An account that does not exist is accepted; the customer's own is billed."""
        reply = self.server.post(f"{ORDERS}/productOrder", {
            "relatedParty": [{"id": "C10002", "role": "customer"}], "billingAccount": {"id": GHOST},
            "productOrderItem": [{"id": "1", "action": "add", "productOffering": {"id": "streaming-tv"}}]})
        self.assertStatus(reply, 201, ORDERS)
        self.assertEqual(self.server.get(reply.json["href"]).json["state"], "completed")


del Kit

if __name__ == "__main__":
    main()
