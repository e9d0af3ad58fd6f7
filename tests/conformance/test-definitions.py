#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random documents made from the definitions: they are taken, and with one fault at any depth they are refused by its place.

    test-definitions.py CORDBOARD-SERVER CORDBOARDCTL

A few documents of each resource; with CORD_CHECK_ALL many. Each failure names the round, which is the seed.
"""
import contextlib
import json
import os
import pathlib
import random
import shutil
import sqlite3
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from conformance_case import SURFACE, ConformanceCase, main, run_ctl
from published import Published
from random_documents import RandomDocuments, broken, broken_patch, changed

ROOT = pathlib.Path(os.environ.get("CORD_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))
DEFINITIONS = pathlib.Path(os.environ.get("CORD_SHARED", ROOT.parent / "shared")) / "api"
ROUNDS, FAULTS = (25, 3) if os.environ.get("CORD_CHECK_ALL") else (1, 2)
STATE_REFUSED = {"communicationMessage", "customerBillOnDemand"}


def left_out(_):
    return None


def one_of(*values):
    return lambda rng: rng.choice(values)


# Members of nested objects that are required by the published files alone (README.md).
FORGIVEN = {"@referredType", "name", "validFor", "issuingJurisdiction"}
# Members that have rules of their own besides their kind.
ACTED_ON = {"state", "status", "lifecycleStatus", "id", "@type", "@baseType", "@schemaLocation", "action", "href", "messageType", "content"}
SERVERS_OWN = {"quote": {"quoteItem"}, "productOrder": {"productOrderItem"}}
PERIOD = {"startDateTime": "2026-12-07T09:00:00Z", "endDateTime": "2026-12-07T10:00:00Z"}
# Members that the server acts on, so that not every legal value is taken: what they say is not of the definitions.
FIXED = {
    ("appointment", "validFor"): one_of({"startDateTime": "2026-12-07T09:00:00Z"}),
    ("communicationMessage", "content"): one_of("Hello", "Grüße\n"), ("communicationMessage", "messageType"): one_of("email", "sms", "letter"),
    ("searchTimeSlot", "requestedTimeSlot.validFor"): one_of(PERIOD),
    **{("customerBillOnDemand", member): left_out for member in ("state", "billingAccount", "relatedParty")},
    **{("communicationMessage", member): left_out for member in ("state", "receiver.id")},
    **{("quote", member): left_out for member in ("relatedParty", "billingAccount", "quoteItem.action", "quoteItem.quantity",
                                                  "quoteItem.product", "quoteItem.productOffering")},
    **{("productOrder", member): left_out for member in ("relatedParty", "billingAccount", "quote", "productOrderItem.quantity",
                                                         "productOrderItem.product", "productOrderItem.productOffering",
                                                         "productOrderItem.itemTerm")},
    ("productOrder", "productOrderItem.action"): one_of("noChange"),
    **{("productOfferingQualification", member): left_out for member in ("relatedParty", "productOfferingQualificationItem.itemTerm",
                                                                        "productOfferingQualificationItem.product.productTerm")},
}


def is_required(resource, fault):
    """Not a fault that is forgiven."""
    path, way = fault
    if path[-1] in ("tryTimes", "logFlag"):
        return False
    return way != "missing" or path[-1] not in FORGIVEN


def is_published(resource, fault):
    """Few published types name the members that every type has."""
    return is_required(resource, fault) and not str(fault[0][-1]).startswith("@")


def touches(place, other):
    """Whether one of two places is inside the other, or both are of one object or list."""
    least = min(len(place), len(other)) - 1
    return place[:least] == other[:least] and (least > 0 or place[0] == other[0])


class Definitions(ConformanceCase):
    plain = None
    round = None

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        store, odd = (pathlib.Path(folder.name) / name for name in ("store.db", "odd.db"))
        secret = run_ctl("client", "add", "--store", f"sqlite:{store}", "billing").split()[-1]
        shutil.copy(store, odd)
        cls.odd = cls.write_odd(odd)
        cls.kit = cls.start("--store", f"sqlite:{odd}", "--kit-mode")
        cls.plain = cls.start("--store", f"sqlite:{store}")
        cls.plain.sign_in_client("billing", secret)

    @classmethod
    def rounds(cls, server):
        """(generator of the round, its documents, resource, facts, path, a legal body) of each resource that is posted."""
        for n in range(ROUNDS):
            for number, resource, facts, path in cls.resources():
                if "POST all" not in facts["operations"] or (resource == "cancelProductOrder" and server is cls.plain):
                    continue
                rng = random.Random(f"{n} {resource}")
                documents = RandomDocuments(SURFACE, number, rng, FIXED)
                body = documents.random(resource)
                if resource == "cancelProductOrder":
                    body["productOrder"]["id"] = cls.make_order(server)
                cls.round = f"round {n}, {resource}"
                yield rng, documents, resource, facts, path, body

    @staticmethod
    def make_order(server):
        """One that waits for its day, and can be cancelled until then."""
        return server.post("/tmf-api/productOrderingManagement/v4/productOrder", {
            "requestedStartDate": "2999-01-01T00:00:00Z", "productOrderItem": [{"id": "1", "action": "add"}]}).json["id"]

    @classmethod
    def write_odd(cls, store):
        """Puts documents with one fault each into a store, as an import leaves them. Returns them as rounds does, legal, with the
        fault."""
        rows = []
        for rng, documents, resource, facts, path, body in cls.rounds(cls.plain):
            if "PATCH one" in facts["operations"]:
                fault = rng.choice(list(documents.faults(resource, body)))
                rows.append((rng, documents, resource, facts, path, {**body, "id": str(len(rows))}, fault))
        with contextlib.closing(sqlite3.connect(store)) as database, database:
            for _, _, resource, _, _, body, fault in rows:
                database.execute("INSERT INTO resource (type, id, document, version, last_update) VALUES (?, ?, ?, 1, 0)",
                                 (resource, body["id"], json.dumps(broken(body, *fault))))
        return rows

    def _formatMessage(self, message, standard):
        return super()._formatMessage(f"{self.round}: {message}", standard)

    @staticmethod
    def count(server, path):
        return server.get(path, {"fields": "none", "limit": 1}).headers["X-Total-Count"]

    def assertNamed(self, reply, path, what):
        """Refused by exactly this place."""
        self.assertRefused(reply, 400, what)
        self.assertEqual(reply.json.get("member"), ".".join(str(step) for step in path), f"{what}: {reply}")

    def chosen(self, rng, documents, resource, body, known):
        """Some of the faults that the document can have, the more different the better: no two of one place."""
        faults = [fault for fault in documents.faults(resource, body) if known(resource, fault)]
        rng.shuffle(faults)
        places = {}
        for path, way in faults:
            places.setdefault(path, way)
        return sorted(places.items(), key=lambda fault: -len(fault[0]))[:FAULTS // 2] + list(places.items())[:FAULTS - FAULTS // 2]

    def post_and_break(self, server):
        for rng, documents, resource, _, path, body in self.rounds(server):
            good = server.post(path, body)
            self.assertStatus(good, (200, 201), f"POST {path} {json.dumps(body)}")
            before = self.count(server, path)
            for place, way in self.chosen(rng, documents, resource, body, is_required):
                wrong = json.dumps(broken(body, place, way))
                self.assertNamed(server.post(path, wrong), place, f"POST {path} {place} {way!r} {wrong}")
            self.assertEqual(self.count(server, path), before, path)

    def test_posted(self):
        self.post_and_break(self.plain)

    def test_posted_by_a_kit(self):
        self.post_and_break(self.kit)

    def test_changed(self):
        """A merge patch with one fault changes nothing, the whole document with one text changed is taken."""
        for rng, documents, resource, facts, path, body in self.rounds(self.plain):
            made = self.plain.post(path, body)
            if "PATCH one" not in facts["operations"]:
                continue
            href = made.json["href"]
            fixed = set(facts["notInUpdate"].split()) | SERVERS_OWN.get(resource, set())
            stored = {m: v for m, v in self.plain.get(href).json.items() if m not in fixed}
            before = self.plain.get(href)
            for place, way in self.chosen(rng, documents, resource, stored, is_required):
                patch = broken_patch(stored, place, way)
                if patch is not None:
                    reply = self.plain.patch(href, patch, If_Match="*")
                    self.assertNamed(reply, place, f"PATCH {href} {place} {way!r} {json.dumps(patch)}")
            self.assertEqual(self.plain.get(href).text, before.text, href)
            self.edit(self.plain, rng, documents, resource, before, fixed)

    def edit(self, server, rng, documents, resource, before, fixed):
        places = [place for place, old in documents.texts(resource, before.json) if place[0] not in fixed and place[-1] not in ACTED_ON]
        place = rng.choice(places) if places else ("description",)
        whole = changed(before.json, place, "edited")
        reply = server.patch(before.json["href"], whole, If_Match=before.headers["ETag"])
        self.assertStatus(reply, 200, f"PATCH {before.json['href']} {place} {json.dumps(whole)}")
        self.assertEqual({**reply.json, "lastUpdate": None}, {**whole, "lastUpdate": None}, place)

    def test_odd_rows(self):
        """One odd value stops nobody from changing another beside it, and no other from being refused."""
        server = self.kit
        for rng, documents, resource, facts, path, body, fault in self.odd:
            self.round = f"{resource} {body['id']} with {fault}"
            href = f"{path}/{body['id']}"
            fixed = set(facts["notInUpdate"].split()) | SERVERS_OWN.get(resource, set())
            before = server.get(href)
            self.assertStatus(before, 200, href)
            legal, stored = {m: v for m, v in body.items() if m not in fixed}, before.json
            kept = [place for place, _ in documents.texts(resource, legal)
                    if place[-1] not in ACTED_ON and place[:len(fault[0])] != fault[0]]
            if kept:
                whole = changed(before.json, rng.choice(kept), "edited")
                reply = server.patch(href, whole)
                self.assertStatus(reply, 200, f"PATCH {href} {json.dumps(whole)}")
                stored = reply.json
            for place, way in self.chosen(rng, documents, resource, legal, lambda r, f: is_required(r, f) and not touches(f[0], fault[0])):
                patch = broken_patch(stored, place, way)
                if patch is not None:
                    self.assertNamed(server.patch(href, patch), place, f"PATCH {href} {place} {way!r} {json.dumps(patch)}")

    @unittest.skipUnless(ROUNDS > 1, "with CORD_CHECK_ALL")
    def test_practice_data(self):
        """Each of its documents likewise."""
        server = self.start("--store", "memory", "--kit-mode", "--demo-data")
        for number, resource, facts, path in self.resources():
            if "PATCH one" not in facts["operations"]:
                continue
            fixed = set(facts["notInUpdate"].split())
            for before in server.get(path).json:
                self.round = before["href"]
                rng = random.Random(before["href"])
                documents = RandomDocuments(SURFACE, number, rng, FIXED)
                stored = {m: v for m, v in before.items() if m not in fixed}
                for place, way in self.chosen(rng, documents, resource, stored, is_required):
                    patch = broken_patch(stored, place, way)
                    if patch is not None:
                        self.assertNamed(server.patch(before["href"], patch), place, f"{place} {way!r} {json.dumps(patch)}")
                self.edit(server, rng, documents, resource, server.get(before["href"]), fixed)

    def test_states_of_clients(self):
        """Where the server alone sets the state, a client's is refused, whatever else the request says."""
        for _, _, resource, _, path, body in self.rounds(self.plain):
            if resource in STATE_REFUSED:
                for state in ("completed", "done", "initial", "inProgress"):
                    self.assertNamed(self.plain.post(path, {**body, "state": state}), ("state",), f"POST {path} {state}")

    def test_the_same_in_the_published_files(self):
        """What is legal here is legal there, and what is refused here is wrong there, by another reading of the published files."""
        if not DEFINITIONS.is_dir():
            self.skipTest("the published definitions are not here")
        read = {}
        for rng, documents, resource, _, _, body in self.rounds(self.plain):
            if documents.number not in read:
                read[documents.number] = Published(DEFINITIONS, documents.number)
            published = read[documents.number]
            kind = documents.api["resources"][resource]["type"]
            self.assertEqual(published.faults(kind, body), [], json.dumps(body))
            for place, way in self.chosen(rng, documents, resource, body, is_published):
                wrong = broken(body, place, way)
                self.assertEqual(published.faults(kind, wrong), [place], f"{place} {way!r} {json.dumps(wrong)}")


if __name__ == "__main__":
    main()
