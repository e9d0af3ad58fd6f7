#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""cordboardctl sop check, policy check and profile check: every fault of a file is reported with its place, and valid
files among them pass."""
import copy
import json

import ctl_case

DATA = ctl_case.ROOT / "data"


class Check(ctl_case.CtlCase):
    def load(self, name):
        return json.loads((DATA / name).read_text(encoding="utf-8"))

    def faults(self, command, document):
        path = self.write("changed.json", json.dumps(document))
        lines = self.refused(command, "check", path).splitlines()
        self.assertTrue(all(line.startswith(f"{path}: ") for line in lines), lines)
        return [line[len(f"{path}: "):] for line in lines]

    def test_shipped(self):
        for command in ("sop", "policy"):
            files = sorted((DATA / command).glob("*.json"))
            self.assertEqual(self.done(command, "check", *files).splitlines(), [f"{f}: good" for f in files])

    def test_profile(self):
        path = DATA / "profile" / "example.json"
        lines = self.done("profile", "check", path).splitlines()
        self.assertEqual(lines[-1], f"{path}: good")
        self.assertTrue(any("cannot be undone" in line for line in lines), lines)
        profile = self.load("profile/example.json")
        profile["apis"]["productOrderingManagement"]["resources"]["productOrder"]["values"]["state"]["completed"] = "held"
        place = "apis.productOrderingManagement.resources.productOrder.values.state.completed"
        self.refused("profile", "check", self.write("held.json", json.dumps(profile)), words=("held.json", place))
        useless = {"id": "a", "apis": {"productOrderingManagement": {"offered": False}}}
        self.refused("profile", "check", self.write("useless.json", json.dumps(useless)), words=("useless.json", "productOrder"))

    def test_faults_of_a_procedure(self):
        def step(document, name):
            return next(s for s in document["steps"] if s["id"] == name)

        sop = self.load("sop/plan-change.json")
        first = [s["id"] for s in sop["steps"]]
        cases = (
            ("id", lambda d: d.pop("id")),
            ("version", lambda d: d.update(version="")),
            ("steps", lambda d: d.update(steps=[])),
            ("steps.0.title", lambda d: d["steps"][0].pop("title")),
            ("steps.1.id", lambda d: d["steps"][1].update(id=first[0])),
            ("steps.0.prompts", lambda d: d["steps"][0].update(prompts=[])),
            ("steps.0.prompts.0.text", lambda d: d["steps"][0]["prompts"][0].pop("text")),
            ("steps.0.prompts.0.manner", lambda d: d["steps"][0]["prompts"][0].update(manner="sung")),
            ("steps.0.items.0.evidence", lambda d: d["steps"][0]["items"][0].update(evidence={"event": "call.burnt"})),
            ("steps.0.items.0.evidence", lambda d: d["steps"][0]["items"][0].pop("evidence")),
            ("steps.0.items.0.evidence", lambda d: d["steps"][0]["items"][0].update(evidence={"state": "bliss"})),
            ("steps.0.items.0.evidence", lambda d: d["steps"][0]["items"][0].update(evidence={"answered": "nothing-asked"})),
            ("steps.0.gate", lambda d: d["steps"][0].update(gate="heaven")),
        )
        for place, spoil in cases:
            with self.subTest(place=place):
                document = copy.deepcopy(sop)
                spoil(document)
                self.assertTrue(any(f.startswith(place) for f in self.faults("sop", document)), self.faults("sop", document))

    def test_every_fault_has_a_line(self):
        document = self.load("sop/plan-change.json")
        document["steps"][0].pop("title")
        document["steps"][1]["prompts"][0].pop("text")
        document["version"] = ""
        self.assertGreaterEqual(len(self.faults("sop", document)), 3)

    def test_faults_of_a_policy_pack(self):
        pack = self.load("policy/eu.json")
        for place, change in (("levels", {"levels": {"pin": "R9"}}), ("disclosure", {"disclosure": {"CPNI": "maybe"}}), ("timing", {"timing": [{"when": {}, "effective": "whenever"}]}),
                              ("billing", {"billing": {"tick": "hour"}}), ("attempts", {"attempts": 0}), ("effectiveFrom", {"effectiveFrom": "soon"})):
            with self.subTest(place=place):
                self.assertIn(place, self.faults("policy", {**pack, **change})[0])

    def test_money_of_a_policy_pack(self):
        """Collection and taxes: the entry and its member are named."""
        pack = self.load("policy/eu.json")
        cases = (("billing.collect", {"billing": {**pack["billing"], "collect": "later"}}),
                 ("taxes.regions.X.1.percent", {"taxes": {"regions": {"X": [{"name": "A", "percent": "60"}, {"name": "B", "percent": "40.000001", "from": "2027-01-01"}]}}}),
                 ("taxes.regions.X.0.name", {"taxes": {"regions": {"X": [{"percent": "7"}, {"percent": "6", "from": "2027-01-01"}]}}}),
                 ("taxes.regions.X.0.until", {"taxes": {"regions": {"X": [{"percent": "7", "from": "2027-01-01", "until": "2026-01-01"}]}}}),
                 ("taxes.regions.X", {"taxes": {"regions": {"X": [{"name": f"T{n}", "percent": "1"} for n in range(9)]}}}),
                 ("taxes.default", {"taxes": {"default": "Y", "regions": {"X": []}}}))
        for place, change in cases:
            with self.subTest(place=place):
                self.assertIn(f"{place}: ", self.faults("policy", {**pack, **change})[0])
        one_at_a_time = {**pack, "taxes": {"regions": {"X": [{"percent": "7", "until": "2027-01-01"}, {"percent": "98", "from": "2027-01-01"}]}}}
        self.done("policy", "check", self.write("good.json", json.dumps(one_at_a_time)))

    def test_presets(self):
        presets = sorted((DATA / "policy" / "preset").glob("*.json"))
        self.assertEqual(self.done("policy", "check", *presets).splitlines(), [f"{f}: good" for f in presets])
        preset = self.load("policy/preset/second.json")
        self.assertIn("billing.rounding", self.faults("policy", {**preset, "billing": {**preset["billing"], "rounding": "nearest"}})[0])
        self.assertIn("title", self.faults("policy", {**preset, "title": ""})[0])

    def test_a_preset_that_does_not_exist(self):
        pack = {**self.load("policy/us.json"), "billing": "whatever"}
        self.assertIn("there is no preset “whatever”", self.faults("policy", pack)[0])
        self.assertIn("preset", self.faults("policy", {**pack, "billing": "../preset/actual"})[0])

    def test_no_default_rule(self):
        pack = {**self.load("policy/eu.json"), "timing": [{"when": {"kind": "upgrade"}, "effective": "now"}]}
        self.assertIn("timing", self.faults("policy", pack)[0])

    def test_one_bad_file_among_good_ones(self):
        good = DATA / "policy" / "us.json"
        bad = self.write("bad.json", "{}")
        broken = self.write("broken.json", '{"id": ')
        result = self.run_ctl("policy", "check", bad, broken, good)
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stdout, f"{good}: good\n")
        self.assertIn(str(bad), result.stderr)
        self.assertIn("broken.json", result.stderr)


if __name__ == "__main__":
    ctl_case.main()
