#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every address, method and status that the definitions name, before the true server with the practice data.

    test-walk.py CORDBOARD-SERVER CORDBOARDCTL

What is seen is kept, and compared with what the definitions name at the end: a status that no request here brings about must be one of
those that cannot be, with the reason.
"""
import pathlib
import sqlite3
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from conformance_case import HUB_IS_SERVED, PASSWORD, SURFACE, ConformanceCase, main, make_store

GHOST = "nobody-has-this-id"
BAD_KEY = {"Idempotency_Key": "not-a-key"}
LARGE = "{" + " " * 1024 * 1024 + "}"

# Statuses in the definitions that no request can cause, and why.
NEVER = {
    ("GET all", "404"): "a list may be empty, but it is there",
    ("GET all", "409"): "reading is in nobody's way",
    ("GET one", "409"): "reading is in nobody's way",
    ("DELETE one", "409"): "a version that has moved on is 412; only a customer with products is in the way: test-nested-bodies.c",
    ("POST all", "409"): "only with an id of one's own, which is taken in kit mode alone: test-kit.py",
}
# A change of state that is refused wherever states are declared; elsewhere no PATCH is refused for it.
REFUSED_STATE = {
    "individual": ("validated", "initialized"), "product": ("active", "created"), "customerBill": ("settled", "new"),
    "productOrder": ("completed", "acknowledged"), "appointment": ("completed", "confirmed"),
    "quote": ("inProgress", "accepted"), "communicationMessage": ("completed", "initial"),
    "searchTimeSlot": ("done", "inProgress"), "organization": ("validated", "initialized"),
    "productOfferingQualification": ("done", "acknowledged"),
}
STATE = {"individual": "status", "organization": "status", "product": "status", "appointment": "status", "searchTimeSlot": "status"}
# A POST that names the state is refused: the definitions permit it, but only the server sets it.
STATE_REFUSED = {"communicationMessage", "customerBillOnDemand"}
# Some definitions write them as text; the server reads none of them.
WRITTEN_AS_TEXT = {"tryTimes", "logFlag"}
PUBLIC = "what it says is nobody's secret"


class Walk(ConformanceCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        store, secret = make_store(folder.name)
        cls.server = cls.start("--store", store, "--demo-data")
        cls.server.sign_in_client("billing", secret)
        cls.system = cls.server.token
        cls.server.sign_in("coach", PASSWORD)
        cls.trainer = cls.server.token
        cls.server.sign_in("agent-1", PASSWORD)
        cls.agent = cls.server.token
        cls.seen = set()
        cls.made = {}

    def setUp(self):
        self.server.token = self.system

    def note(self, resource, key, reply):
        self.seen.add((resource, key, str(reply.status)))
        return reply

    def references(self):
        order = self.server.get("/tmf-api/productOrderingManagement/v4/productOrder", {"limit": 1}).json[0]["id"]
        return {("cancelProductOrder", "productOrder.id"): order}

    def make(self, number, resource, facts, path, body):
        """Posted as the system; returns the resulting document."""
        where = f"POST {path}"
        reply = self.note(resource, "POST all", self.server.post(path, body))
        self.assertStatus(reply, (200, 201), where)
        self.assertConforms(number, facts["type"], reply.json, where)
        self.assertEqual(reply.json["href"], f"{path}/{reply.json['id']}", where)
        self.assertTrue(reply.headers["ETag"], where)
        if reply.status == 201:
            self.assertEqual(reply.headers["Location"], reply.json["href"], where)
        return reply.json

    def body_for(self, number, resource):
        """What the system may really post: the smallest document, and with existing references where something depends
        on them."""
        bodies = {
            "productOrder": {"productOrderItem": [{"id": "1", "action": "noChange"}]},
            "quote": {"quoteItem": [{"id": "1"}]},
            "cancelProductOrder": None,
        }
        return bodies[resource] if resource in bodies else self.documents(number).minimal(resource)

    def one(self, number, resource, facts, path):
        """The path of a resource that may be changed and removed: made here, or of the practice data."""
        if resource not in self.made:
            body = self.body_for(number, resource) if "POST all" in facts["operations"] else None
            found = self.make(number, resource, facts, path, body) if body is not None else None
            if found is None:
                listed = self.server.get(path, {"limit": 1}).json
                found = listed[0] if listed else None
            self.made[resource] = found and found["href"]
        return self.made[resource]

    # Reading

    def test_a_lists(self):
        for number, resource, facts, path in self.resources():
            reply = self.note(resource, "GET all", self.server.get(path))
            self.assertStatus(reply, 200, path)
            for entry in reply.json:
                self.assertConforms(number, facts["type"], entry, f"{path}/{entry.get('id')}")
                self.assertEqual(entry["@type"], facts["type"], path)
            self.assertEqual(reply.headers["X-Total-Count"], str(len(reply.json)), path)
            self.assertEqual(reply.headers["X-Result-Count"], str(len(reply.json)), path)

    def test_a_parts_of_lists(self):
        for _, _, _, path in self.resources():
            total = int(self.server.get(path).headers["X-Total-Count"])
            page = self.server.get(path, {"limit": 1})
            self.assertStatus(page, 206 if total > 1 else 200, path)
            self.assertEqual(self.server.get(path, {"offset": total + 5}).json, [], path)

    def test_b_creation(self):
        for number, resource, facts, path in self.resources():
            if "POST all" not in facts["operations"]:
                continue
            body = self.body_for(number, resource)
            if body is None:
                continue
            made = self.make(number, resource, facts, path, body)
            self.made[resource] = made["href"]
            again = self.note(resource, "GET one", self.server.get(made["href"]))
            self.assertStatus(again, 200, made["href"])
            self.assertConforms(number, facts["type"], again.json, made["href"])
            self.assertEqual(self.server.get(made["href"], If_None_Match=again.headers["ETag"]).status, 304)

    def test_b_cancellation(self):
        """An order that waits for its day, and is cancelled before."""
        orders = "/tmf-api/productOrderingManagement/v4"
        order = self.server.post(f"{orders}/productOrder", {
            "requestedStartDate": "2999-01-01T00:00:00Z", "productOrderItem": [{"id": "1", "action": "noChange"}]}).json["id"]
        path = f"{orders}/cancelProductOrder"
        reply = self.note("cancelProductOrder", "POST all", self.server.post(path, {"productOrder": {"id": order}}))
        if reply.status == 409:
            self.skipTest("an order of nothing is carried out at once")
        self.assertStatus(reply, 201, path)
        self.assertConforms("TMF622", "CancelProductOrder", reply.json, path)
        self.made["cancelProductOrder"] = reply.json["href"]
        self.assertEqual(self.server.get(f"{orders}/productOrder/{order}").json["state"], "cancelled")

    def test_b_at_once(self):
        """A task that is to be answered at once is answered with 200, and the answer is complete."""
        path = "/tmf-api/productOfferingQualification/v4/productOfferingQualification"
        reply = self.server.post(path, {"instantSyncQualification": True, "productOfferingQualificationItem": [
            {"id": "1", "productOffering": {"id": "home-100"}}]})
        self.note("productOfferingQualification", "POST all", reply)
        self.assertStatus(reply, 200, path)
        self.assertEqual((reply.json["state"], reply.json["qualificationResult"]), ("done", "qualified"))
        self.assertNotIn("eligibilityUnavailabilityReason", reply.json["productOfferingQualificationItem"][0])
        self.assertConforms("TMF679", "ProductOfferingQualification", reply.json, path)
        path = "/tmf-api/quoteManagement/v4/quote"
        reply = self.server.post(path, {
            "instantSyncQuote": True, "relatedParty": [{"id": "C10001", "role": "customer", "@referredType": "Customer"}],
            "quoteItem": [{"id": "1", "action": "modify", "product": {"id": "prod-C10001-home-50"},
                           "productOffering": {"id": "home-100"}}]})
        self.note("quote", "POST all", reply)
        self.assertStatus(reply, 200, path)
        self.assertEqual(reply.json["state"], "approved")
        self.assertConforms("TMF648", "Quote", reply.json, path)

    # Refusing

    def test_c_bodies(self):
        for number, resource, facts, path in self.resources():
            if "POST all" not in facts["operations"]:
                continue
            where = f"POST {path}"
            for member in facts["required"].split():
                body = {k: v for k, v in self.documents(number).minimal(resource).items() if k != member}
                self.assertRefused(self.note(resource, "POST all", self.server.post(path, body)), 400, where, member)
            for text in ("", "{", "[]", "5", '{"a":1,"a":2}'):
                self.assertRefused(self.note(resource, "POST all", self.server.post(path, text)), 400, f"{where} {text}")
            self.assertRefused(self.server.post(path, LARGE), 413, where)
            self.assertRefused(self.server.post(path, "name", Content_Type="text/plain"), 415, where, "Content-Type")

    def test_c_wrong_kinds(self):
        """A member of another kind than in the definition is refused by name: a list for an object, a text for a
        number."""
        for number, resource, facts, path in self.resources():
            if "POST all" not in facts["operations"]:
                continue
            documents = self.documents(number)
            passed_over = set(facts["notAtCreation"].split()) | self.set_by_server(resource)
            for member, kind in documents.types[facts["type"]].items():
                wrong = self.wrong_value(kind)
                if member in passed_over or member.startswith("@") or wrong is None:
                    continue
                body = {**documents.minimal(resource), member: wrong}
                self.assertRefused(self.server.post(path, body), 400, f"POST {path} {member}={wrong!r}", member)

    @staticmethod
    def wrong_value(kind):
        kind = kind.rstrip("!+")
        if kind.startswith("["):
            return {"not": "a list"}
        if kind in ("number", "integer", "boolean"):
            return "no such thing"
        if kind == "any":
            return None
        return ["no text"] if kind in ("text", "date", "uri") or "|" in kind else "no object"

    @staticmethod
    def set_by_server(resource):
        """Members that the definition permits at creation, although only the server sets them, are ignored."""
        own = {"customerBillOnDemand": {"state", "customerBill", "lastUpdate"},
               "partyInteraction": {"creationDate", "statusChangeDate"},
               "communicationMessage": {"state", "sendTime", "sendTimeComplete"} | WRITTEN_AS_TEXT}
        return own.get(resource, {"lastUpdate"}) | {"id", "href"}

    def test_c_queries(self):
        for number, resource, facts, path in self.resources():
            for query in ({"limit": "-1"}, {"offset": "x"}, {"limit": "1.5"}, {"id.regex": "("}):
                reply = self.note(resource, "GET all", self.server.get(path, query))
                self.assertRefused(reply, 400, f"{path} {query}")
            href = self.one(number, resource, facts, path)
            if href:
                self.assertRefused(self.note(resource, "GET one", self.server.get(href, {"limit": "-1"})), 400, href)

    def test_c_nobody(self):
        """Without a sign-in the server does not even say whether a resource exists."""
        self.server.token = None
        for _, resource, facts, path in self.resources():
            for key in facts["operations"]:
                reply = self.ask(resource, key, path, GHOST)
                self.assertRefused(reply, 401, f"{key} {path}")

    def test_c_others(self):
        """A trainer reads what is public; an agent reads customers only inside a call."""
        for _, resource, facts, path in self.resources():
            for key in facts["operations"]:
                self.server.token = self.agent if key.startswith("GET") else self.trainer
                reply = self.ask(resource, key, path, GHOST)
                if reply.status in (200, 404):
                    self.seen.add((resource, key, "403 " + PUBLIC))
                    continue
                self.assertRefused(reply, 403, f"{key} {path}")

    def ask(self, resource, key, path, identifier):
        method, target = key.split()
        body = {"POST": {}, "PATCH": {"description": "other"}}.get(method)
        address = path if target == "all" else f"{path}/{identifier}"
        return self.note(resource, key, self.server.send(method, address, body, If_Match="*"))

    def test_c_unknown(self):
        for _, resource, facts, path in self.resources():
            for key in facts["operations"]:
                if key.endswith("one"):
                    self.assertRefused(self.ask(resource, key, path, GHOST), 404, f"{key} {path}")

    def test_c_methods(self):
        for _, resource, facts, path in self.resources():
            for target, address in (("all", path), ("one", f"{path}/{GHOST}")):
                allowed = {key.split()[0] for key in facts["operations"] if key.endswith(target)}
                for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - allowed:
                    reply = self.server.send(method, address, {} if method != "DELETE" else None)
                    self.assertRefused(reply, 405, f"{method} {address}")
                    self.assertEqual(set(reply.headers["Allow"].split(", ")), allowed, address)
                for method in allowed:
                    self.seen.add((resource, f"{method} {target}", "405"))

    # Changing

    def test_d_changes(self):
        for number, resource, facts, path in self.resources():
            if "PATCH one" not in facts["operations"]:
                continue
            href = self.one(number, resource, facts, path)
            self.assertTrue(href, f"{resource}: there is none to change")
            tag = self.server.get(href).headers["ETag"]
            note = {"x-note": "changed", "x-more": {"a": [1, 2], "b": None}}
            self.assertRefused(self.server.patch(href, note), 428, href, "If-Match")
            self.assertRefused(self.server.patch(href, note, If_Match='"4711"'), 412, href, "If-Match")
            reply = self.note(resource, "PATCH one", self.server.patch(href, note, If_Match=tag))
            self.assertStatus(reply, 200, href)
            self.assertConforms(number, facts["type"], reply.json, href)
            self.assertEqual((reply.json["x-note"], reply.json["x-more"]), ("changed", {"a": [1, 2]}), href)
            self.assertRefused(self.server.patch(href, note, If_Match=tag), 412, href, "If-Match")
            self.check_merge(href)
            self.refuse_changes(resource, facts, href)

    def check_merge(self, href):
        """RFC 7396: a list is replaced as a whole, null removes, other members stay."""
        reply = self.server.patch(href, {"x-note": None, "x-more": {"a": [3]}}, If_Match="*")
        self.assertNotIn("x-note", reply.json, href)
        self.assertEqual(reply.json["x-more"], {"a": [3]}, href)
        self.assertEqual(self.server.get(href).json, reply.json, href)

    def refuse_changes(self, resource, facts, href):
        for member in facts["notInUpdate"].split():
            reply = self.note(resource, "PATCH one", self.server.patch(href, {member: "other"}, If_Match="*"))
            self.assertRefused(reply, 400, f"PATCH {href} {member}", member)
        for text in ("", "[]", "{"):
            self.assertRefused(self.server.patch(href, text, If_Match="*"), 400, href)
        self.assertRefused(self.server.patch(href, LARGE, If_Match="*"), 413, href)
        self.assertRefused(self.server.patch(href, "a", If_Match="*", Content_Type="text/plain"), 415, href, "Content-Type")

    def test_d_states(self):
        for number, resource, facts, path in self.resources():
            if resource not in REFUSED_STATE:
                continue
            begin, refused = REFUSED_STATE[resource]
            state = STATE.get(resource, "state")
            href = self.in_state(number, resource, facts, path, state, begin)
            reply = self.note(resource, "PATCH one", self.server.patch(href, {state: refused}, If_Match="*"))
            self.assertRefused(reply, 409, f"{href} to {refused}", state)
            reply = self.server.patch(href, {state: "unheard-of"}, If_Match="*")
            self.assertRefused(reply, 400, href, state)

    def in_state(self, number, resource, facts, path, state, wanted):
        found = self.server.get(path, {state: wanted, "limit": 1}).json
        if found:
            return found[0]["href"]
        body = self.documents(number).minimal(resource)
        if resource not in STATE_REFUSED:
            body[state] = wanted
        return self.make(number, resource, facts, path, body)["href"]

    def test_e_removal(self):
        for number, resource, facts, path in self.resources():
            if "DELETE one" not in facts["operations"]:
                continue
            href = self.one(number, resource, facts, path)
            self.assertRefused(self.server.delete(href), 428, href, "If-Match")
            self.assertRefused(self.server.delete(href, If_Match='"4711"'), 412, href, "If-Match")
            self.assertRefused(self.note(resource, "DELETE one", self.server.delete(href, If_Match="*", **BAD_KEY)), 400, href)
            reply = self.note(resource, "DELETE one", self.server.delete(href, If_Match="*"))
            self.assertStatus(reply, 204, href)
            self.assertEqual(reply.text, "", href)
            self.assertRefused(self.server.get(href), 404, href)

    # The end

    def test_y_read_only(self):
        """A resource that was loaded from elsewhere is read by its id as well."""
        for number, resource, facts, path in self.resources():
            listed = self.server.get(path, {"limit": 1}).json
            if listed:
                reply = self.note(resource, "GET one", self.server.get(listed[0]["href"]))
                self.assertStatus(reply, 200, listed[0]["href"])
                self.assertRefused(self.note(resource, "GET one", self.server.get(listed[0]["href"], {"offset": "x"})), 400, path)

    def test_z_nothing_is_left_out(self):
        for _, resource, facts, _ in self.resources():
            for key, statuses in facts["operations"].items():
                for status in statuses.split():
                    self.assertTrue(self.was_seen(resource, key, status), f"{resource}: {key} never answered {status}")

    def was_seen(self, resource, key, status):
        if (resource, key, status) in self.seen or (key, status) in NEVER:
            return True
        if status == "500":
            return True  # BrokenStore
        if status == "409" and key == "PATCH one":
            return resource not in REFUSED_STATE
        return status == "403" and (resource, key, "403 " + PUBLIC) in self.seen


@unittest.skipUnless(HUB_IS_SERVED, "nobody can subscribe to events yet")
class Hub(ConformanceCase):
    """A listener registers its address, and unregisters."""

    @classmethod
    def setUpClass(cls):
        cls.server = cls.start("--store", "memory", "--kit-mode")

    def test_every_hub(self):
        for api in SURFACE["apis"].values():
            hub = f"{api['base']}/hub"
            body = {"callback": "http://127.0.0.1:9/listener", "query": "eventType=some"}
            reply = self.server.post(hub, body)
            self.assertStatus(reply, 201, hub)
            self.assertEqual(reply.json["callback"], body["callback"], hub)
            self.assertStatus(self.server.delete(f"{hub}/{reply.json['id']}"), 204, hub)
            self.assertRefused(self.server.delete(f"{hub}/{reply.json['id']}"), 404, hub)
            self.assertRefused(self.server.post(hub, {}), 400, hub, "callback")
            self.assertRefused(self.server.post(hub, {"callback": "ftp://127.0.0.1/"}), 400, hub, "callback")
            self.assertRefused(self.server.send("PUT", hub, {}), 405, hub)


class BrokenStore(ConformanceCase):
    """A store that loses its tables while the server runs: every operation answers 500 with the error, and without the
    cause."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.server = cls.start("--store", f"sqlite:{folder.name}/store.db", "--kit-mode", environment={"G_DEBUG": ""})
        store = sqlite3.connect(f"{folder.name}/store.db", timeout=30)
        with store:
            for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'resource%'").fetchall():
                store.execute(f"DROP TABLE {name}")
        store.close()

    def test_every_operation(self):
        for number, resource, facts, path in self.resources():
            for key in facts["operations"]:
                method, target = key.split()
                body = self.documents(number).minimal(resource) if method == "POST" else {"x": 1} if method == "PATCH" else None
                reply = self.server.send(method, path if target == "all" else f"{path}/{GHOST}", body)
                self.assertRefused(reply, 500, f"{key} {path}")
                for word in ("SQL", "table", "resource"):
                    self.assertNotIn(word, reply.json["message"])


if __name__ == "__main__":
    main()
