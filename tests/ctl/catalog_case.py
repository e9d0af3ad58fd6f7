# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice catalog in a store, with a server that sells it: what tests of odd catalogs have in common."""
import http.client
import json
import os
import re
import subprocess

import ctl_case

SERVER = ctl_case.PROGRAM.parents[1] / "server" / "cordboard-server"
PRACTICE = ctl_case.ROOT / "data" / "practice"
BASE = "/tmf-api/productCatalogManagement/v4/"
QUALIFICATION = "/tmf-api/productOfferingQualification/v4/productOfferingQualification"
ORDER = "/tmf-api/productOrderingManagement/v4/productOrder"
QUOTE = "/tmf-api/quoteManagement/v4/quote"
PROBLEM = "/cordboard/v1/catalog/problem"
PARTY = [{"id": "C10001", "role": "customer"}]
UPGRADE = {"id": "1", "action": "modify", "product": {"id": "prod-C10001-home-50"}, "productOffering": {"id": "home-100"}}
REMOVAL = {"id": "1", "action": "delete", "product": {"id": "prod-C10001-home-phone"}}


class CatalogCase(ctl_case.CtlCase):
    def first_files(self):
        """What the store has when the server starts."""
        files = [PRACTICE / f"{name}.json" for name in ("productOffering", "productOfferingPrice", "productSpecification", "category")]
        files += [PRACTICE / f"{name}.jsonl" for name in ("individual", "customer", "billingAccount")]
        return files + [PRACTICE / "product.jsonl"]

    def setUp(self):
        super().setUp()
        self.store = f"sqlite:{self.folder / 'store.db'}"
        self.done("import", "--store", self.store, *self.first_files())
        secret = self.run_ctl("client", "add", "--store", self.store, "billing").stdout.strip()
        environment = dict(os.environ, CORDBOARD_DATA=str(ctl_case.ROOT / "data"))
        server = subprocess.Popen([SERVER, "--store", self.store, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                  env=environment)
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.wait, 60)
        self.addCleanup(server.terminate)
        self.connection = http.client.HTTPConnection(re.search(r"http://([\d.:]+)", server.stdout.readline()).group(1), timeout=60)
        self.addCleanup(self.connection.close)
        self.headers = {"Content-Type": "application/json"}
        token = self.send("POST", "/cordboard/v1/token", {"grant_type": "client_credentials", "client_id": "billing", "client_secret": secret})
        self.headers["Authorization"] = f"Bearer {token['access_token']}"

    def send(self, method, path, body=None, wanted=200, **headers):
        self.connection.request(method, path, json.dumps(body) if body is not None else None, {**self.headers, **headers})
        reply = self.connection.getresponse()
        text = reply.read()
        self.assertEqual(reply.status, wanted, (method, path, text))
        return json.loads(text) if text and reply.headers.get_content_type() == "application/json" else text.decode()

    def post(self, kind, resource, wanted=201):
        """The server gives every new resource an id of its own."""
        return self.send("POST", BASE + kind, {name: value for name, value in resource.items() if name != "id"}, wanted)

    def remove(self, offering, prices):
        for path in [f"productOffering/{offering}"] + [f"productOfferingPrice/{id}" for id in prices]:
            self.send("DELETE", BASE + path, wanted=204, **{"If-Match": "*"})

    def bring(self, name, *resources):
        result = self.run_ctl("import", "--store", self.store, self.write(f"{name}.jsonl", "".join(json.dumps(r) + "\n" for r in resources)))
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stderr

    def quote(self, item, wanted=200):
        return self.send("POST", QUOTE, {"instantSyncQuote": True, "relatedParty": PARTY, "quoteItem": [item]}, wanted)

    def qualify(self, item):
        body = {"instantSyncQualification": True, "relatedParty": PARTY, "productOfferingQualificationItem": [item]}
        return self.send("POST", QUALIFICATION, body)["productOfferingQualificationItem"][0]["qualificationItemResult"]

    def total(self, item):
        return json.dumps(self.quote(item)["quoteTotalPrice"])

    def all_else(self):
        return self.total(UPGRADE), self.total(REMOVAL), self.qualify(UPGRADE), self.qualify(REMOVAL)
