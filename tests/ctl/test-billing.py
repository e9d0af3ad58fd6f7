#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""cordboardctl prorate and quote: byte for byte what the formats show, and an invalid line affects no other."""
import json

import ctl_case

EXAMPLES = ctl_case.ROOT / "tests" / "billing" / "data"
PLAIN = {"cycle": {"start": "2023-04-23", "end": "2023-05-23"}, "at": "2023-05-15", "zone": "UTC", "old": "19.95", "new": None, "scale": 2,
         "policy": {"tick": "day", "day_count": "actual", "rounding": "half-up", "change_day": "new"}}


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


class Prorate(ctl_case.CtlCase):
    def answers(self, *lines, status=0):
        result = self.run_ctl("prorate", text="".join(line if isinstance(line, str) else compact(line) + "\n" for line in lines))
        self.assertEqual((result.returncode, result.stderr), (status, ""))
        return result.stdout.splitlines()

    def test_example(self):
        self.assertEqual(self.answers({"id": "x", **PLAIN}), [
            '{"id":"x","used":"22/30","unused":"8/30","credit":"5.32","charge":null,"used_charge":"14.63","net":"-5.32"}'])

    def test_cycle_from_its_anchor(self):
        case = {"id": "y", "cycle": {"anchor": 31, "months": 1, "containing": "2024-02-10"}, "at": "2024-02-15", "zone": "UTC",
                "old": None, "new": "29", "scale": 0}
        self.assertEqual(self.answers(case), [
            '{"id":"y","cycle":{"start":"2024-01-31","end":"2024-02-29"},"used":"15/29","unused":"14/29","credit":null,"charge":"14",'
            '"used_charge":null,"net":"14"}'])

    def test_nothing(self):
        self.assertEqual(self.answers(), [])

    def test_line_ends_and_blank_lines(self):
        line = compact({"id": 7, **PLAIN})
        plain = self.answers(line + "\n")
        self.assertEqual(len(plain), 1)
        self.assertTrue(plain[0].startswith('{"id":7,'))
        self.assertEqual(self.answers(line + "\r\n\n" + line), plain * 2)

    def test_malformed_line_has_no_id_and_the_rest_is_answered(self):
        for bad in ("{oops", "[]", '"text"', "7", '{"id":"a","id":"b"}', "{} {}", '{"id":"\\ud800"}', "\x00", " "):
            with self.subTest(bad=bad):
                first, second, third = self.answers({"id": "a", **PLAIN}, bad + "\n", {"id": "c", **PLAIN}, status=1)
                self.assertEqual((json.loads(first)["id"], json.loads(third)["id"]), ("a", "c"))
                self.assertTrue(second.startswith('{"id":null,"error":{"code":'), second)
                error = json.loads(second)["error"]
                self.assertEqual(list(error), ["code", "message"])
                self.assertTrue(error["code"] and error["message"])

    def test_impossible_case_keeps_its_id(self):
        for change, code in (({"at": "2023-06-01"}, None), ({"old": "1e3"}, None), ({"old": "99999999999999999999"}, "overflow"), ({"scale": 12}, None),
                             ({"zone": "Nowhere/Else"}, None), ({"at": "2023-02-30"}, None), ({"policy": {"tick": "hour"}}, None),
                             ({"old": 19.95}, None), ({"cycle": {"start": "2023-05-23", "end": "2023-04-23"}}, None)):
            with self.subTest(change=change):
                bad, good = self.answers({"id": "bad", **PLAIN, **change}, {"id": "good", **PLAIN}, status=1)
                self.assertEqual(list(json.loads(bad)), ["id", "error"], bad)
                self.assertEqual(json.loads(bad)["id"], "bad")
                if code:
                    self.assertEqual(json.loads(bad)["error"]["code"], code)
                self.assertEqual(json.loads(good)["net"], "-5.32")

    def test_large_amounts(self):
        case = {**PLAIN, "id": "l", "old": "10000000000000.00", "new": "10000000000000.00", "at": "2023-04-23"}
        answer = json.loads(self.answers(case)[0])
        self.assertEqual((answer["credit"], answer["charge"], answer["net"]), ("10000000000000.00", "10000000000000.00", "0.00"))

    def test_same_order_for_many(self):
        cases = [{"id": str(n), **PLAIN, "zone": ("UTC", "Europe/Berlin", "America/New_York")[n % 3], "old": f"{n}.01"} for n in range(2000)]
        self.assertEqual([json.loads(a)["id"] for a in self.answers(*cases)], [c["id"] for c in cases])


class Quote(ctl_case.CtlCase):
    def refused_quote(self, text):
        result = self.run_ctl("quote", text=text)
        self.assertEqual((result.returncode, result.stderr), (1, ""))
        self.assertEqual(result.stdout.count("\n"), 1)
        answer = json.loads(result.stdout)
        self.assertEqual(list(answer), ["error"])
        self.assertEqual(list(answer["error"]), ["code", "message"])
        return answer["error"]

    def test_examples_to_the_byte(self):
        for number in (1, 2):
            wanted = json.loads((EXAMPLES / f"example-{number}.output.json").read_text(encoding="utf-8"))
            printed = self.done("quote", text=(EXAMPLES / f"example-{number}.input.json").read_text(encoding="utf-8"))
            self.assertEqual(printed, compact(wanted) + "\n")

    def test_white_space_changes_nothing(self):
        document = json.loads((EXAMPLES / "example-1.input.json").read_text(encoding="utf-8"))
        self.assertEqual(self.done("quote", text=json.dumps(document, indent=4)), self.done("quote", text=compact(document)))

    def test_explained(self):
        text = (EXAMPLES / "example-1.input.json").read_text(encoding="utf-8")
        explained = json.loads(self.done("quote", "--explain", text=text))
        arithmetic = explained.pop("arithmetic")
        self.assertEqual(explained, json.loads(self.done("quote", text=text)))
        self.assertEqual([line["key"] for line in arithmetic["lines"]], [line["key"] for line in explained["lines"]])
        last = arithmetic["lines"][-1]
        self.assertEqual({k: last[k] for k in ("price", "parts", "ticks", "cycle_ticks", "rounding", "tax_rate", "sentence", "tax_sentence")}, {
            "price": "45.00", "parts": [{"from": "2024-06-17", "to": "2024-07-01", "quantity": 1, "ticks": 14}], "ticks": 14, "cycle_ticks": 30,
            "rounding": "half-up", "tax_rate": "19", "sentence": "14 of 30 days of €45.00 = €21.00", "tax_sentence": "€21.00 + 19\u00a0% tax €3.99 = €24.99"})
        self.assertEqual(arithmetic["lines"][1]["percent"], "20")
        self.assertEqual((arithmetic["lines"][2]["price"], arithmetic["lines"][2]["quantity"]), ("9.90", 1))
        for side, ladder in explained["ladder"].items():
            opened = arithmetic[side]
            rows = [(opened[step], ladder[step]) for step in ("this", "next", "steady", "year")] + list(zip(opened["after"], ladder["after"], strict=True))
            for lines, row in rows:
                for member in ("net", "tax", "gross"):
                    self.assertEqual(sum(self.cents(line[member]) for line in lines), self.cents(row[member]), (side, member))

    @staticmethod
    def cents(text):
        return int(text.replace(".", ""))

    def test_what_is_sealed(self):
        document = json.loads((EXAMPLES / "example-1.input.json").read_text(encoding="utf-8"))
        plain = json.loads(self.done("quote", text=compact(document)))
        other = json.loads(self.done("quote", text=compact({**document, "catalog_version": "8"})))
        self.assertEqual(plain["lines"], other["lines"])
        self.assertNotEqual(plain["seal"]["sha256"], other["seal"]["sha256"])

    def test_refusals(self):
        document = json.loads((EXAMPLES / "example-1.input.json").read_text(encoding="utf-8"))
        for text in ("", "{", "[]", "null", compact(document) + "{}"):
            self.assertTrue(self.refused_quote(text)["message"], text)
        for change, member in (({"currency": "EURO"}, "currency"), ({"scale": 5}, "scale"), ({"now": "yesterday"}, "now"),
                               ({"change": {"type": "change", "product": "line1", "offer": "XL"}}, "change"),
                               ({"change": {"type": "remove", "product": "line9"}}, "change"),
                               ({"history": [{**document["history"][0], "price": "-1"}]}, "history.1.price")):
            error = self.refused_quote(compact({**document, **change}))
            self.assertIn(member, error["message"])

    def test_personal_data_is_not_repeated_in_refusals(self):
        document = json.loads((EXAMPLES / "example-1.input.json").read_text(encoding="utf-8"))
        error = self.refused_quote(compact({**document, "customer": "Ada Lovelace", "scale": 9}))
        self.assertNotIn("Ada", error["message"])


if __name__ == "__main__":
    ctl_case.main()
