#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""cordboardctl record: a record made here from the description of the format verifies; whatever is changed in it is
found, with its line."""
import copy
import hashlib
import json

import ctl_case


def canonical(value):
    """RFC 8785 for what records hold: no fractions, and member names in ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(value, prefix=b""):
    return hashlib.sha256(prefix + canonical(value)).hexdigest()


def personal(value, salt):
    """(reference for the event, line for the vault); the salt is written in hex digits."""
    ref = hashlib.sha256(salt.encode() + canonical(value)).hexdigest()
    return {"ref": ref}, {"ref": ref, "salt": salt, "value": value}


PHONE, PHONE_LINE = personal("+49 30 23125 001", "00112233445566778899aabbccddeeff")
WORDS, WORDS_LINE = personal("My daughter Søren-Émilie needs it faster", "ffeeddccbbaa99887766554433221100")
ACTS = (
    ("arrive", "call.offered", {"channel": "phone", "direction": "inbound", "phone": PHONE}),
    ("arrive", "call.answered", {}),
    ("arrive", "step.entered", {"step": "arrive"}),
    ("arrive", "notice.given", {"notice": "recording"}),
    ("arrive", "field.set", {"field": "caller-role", "value": "holder", "source": "caller"}),
    ("arrive", "step.entered", {"step": "gather"}),
    ("gather", "field.set", {"field": "reason-words", "words": WORDS, "source": "caller"}),
    ("gather", "interaction.parked", {"reason": "not-verified"}),
)


def chain(events, header):
    """Numbers and seals @events as an unmodified desk would."""
    prev = digest(header)
    for number, event in enumerate(events, 1):
        event.pop("hash", None)
        event.update(seq=number, prev=prev)
        prev = event["hash"] = digest(event, b"\0")
    return prev


def made():
    header = {"id": "01931d0a-0000-7000-8000-000000000001", "sop": "plan-change", "sopVersion": "1", "policy": "none", "policyVersion": "1",
              "device": "desk-1", "schema": 1, "began": "2026-11-18T08:00:00Z"}
    events = [{"at": 1795420800000000 + n * 1000000, "mono": n * 1000000000, "actor": "agent", "step": step, "type": kind, "v": 1, "body": body}
              for n, (step, kind, body) in enumerate(copy.deepcopy(ACTS))]
    head = chain(events, header)
    return [header, *events, {"head": head, "events": len(events)}]


class Record(ctl_case.CtlCase):
    def write_record(self, lines, vault=(PHONE_LINE, WORDS_LINE), name="upgrade"):
        if vault:
            self.write(f"{name}.vault", b"".join(canonical(v) + b"\n" for v in vault))
        return self.write(f"{name}.call", b"".join(canonical(line) + b"\n" for line in lines))


class Verify(Record):
    def assertFound(self, lines, line, vault=(PHONE_LINE, WORDS_LINE)):
        where = f"vault line {line[1]}" if isinstance(line, tuple) else f"line {line}"
        self.refused("record", "verify", self.write_record(lines, vault), words=("upgrade.call", where))

    def test_good(self):
        path = self.write_record(made())
        self.assertEqual(self.done("record", "verify", path), f"{path}: {len(ACTS)} events, every hash holds\n")

    def test_erased_values_leave_the_chain_whole(self):
        self.done("record", "verify", self.write_record(made(), vault=(WORDS_LINE,)))
        self.done("record", "verify", self.write_record(made(), vault=(), name="erased"))

    def test_every_member_of_every_event(self):
        for number in range(1, len(ACTS) + 1):
            for member, value in (("at", 1), ("mono", 7), ("actor", "other"), ("step", "needs"), ("type", "call.held"), ("v", 2),
                                  ("seq", 99), ("prev", "0" * 64), ("hash", "0" * 64), ("body", {"notice": "none"}), ("extra", "x")):
                with self.subTest(event=number, member=member):
                    lines = made()
                    lines[number][member] = value
                    self.assertFound(lines, number + 1)

    def test_members_left_out(self):
        for member in ("at", "mono", "actor", "step", "type", "v", "body", "prev", "hash", "seq"):
            lines = made()
            del lines[3][member]
            self.assertFound(lines, 4)

    def test_lines_dropped_doubled_and_swapped(self):
        for number in range(1, len(ACTS) + 1):
            with self.subTest(event=number):
                lines = made()
                del lines[number]
                self.assertFound(lines, number + 1)
                lines = made()
                lines.insert(number, copy.deepcopy(lines[number]))
                self.assertFound(lines, number + 2)
                lines = made()
                if number < len(ACTS):
                    lines[number], lines[number + 1] = lines[number + 1], lines[number]
                    self.assertFound(lines, number + 1)

    def test_header(self):
        for member, value in (("id", "another"), ("policy", "us"), ("began", "2026-11-19T08:00:00Z"), ("note", "new")):
            lines = made()
            lines[0][member] = value
            self.assertFound(lines, 2)
        lines = made()
        del lines[0]["id"]
        chain(lines[1:-1], lines[0])
        self.assertFound(lines, 1)

    def test_chained_anew_from_a_change(self):
        """Even with all hashes recomputed, the head differs from the one that others hold; the closing line reveals it."""
        lines = made()
        lines[5]["body"]["value"] = "other"
        chain(lines[1:-1], lines[0])
        self.assertFound(lines, len(lines))

    def test_closing_line(self):
        for change in ({"head": "0" * 64}, {"events": 7}, {"events": "8"}):
            lines = made()
            lines[-1].update(change)
            self.assertFound(lines, len(lines))
        for member in ("head", "events"):
            lines = made()
            del lines[-1][member]
            self.refused("record", "verify", self.write_record(lines), words="upgrade.call")
        self.assertFound(made()[:-1], len(ACTS) + 2)
        self.refused("record", "verify", self.write_record([*made(), {"more": 1}]), words="upgrade.call")

    def test_what_is_not_declared_cannot_be_recorded(self):
        for kind, body in (("call.burnt", {}), ("notice.given", {"notice": "recording", "pin": "4711"}), ("notice.given", {}), ("notice.given", {"notice": 7}),
                           ("call.offered", {"channel": "phone", "direction": "inbound", "phone": "+49 30 23125 001"})):
            with self.subTest(kind=kind, body=body):
                lines = made()
                lines[4].update(type=kind, body=body)
                lines[-1]["head"] = chain(lines[1:-1], lines[0])
                self.assertFound(lines, 5)

    def test_cut_anywhere(self):
        whole = b"".join(canonical(line) + b"\n" for line in made())
        for length in range(0, len(whole) - 1, 97):
            self.refused("record", "verify", self.write("cut.call", whole[:length]), words="cut.call")

    def test_any_flipped_bit(self):
        whole = b"".join(canonical(line) + b"\n" for line in made())
        for at in range(0, len(whole) - 1, 61):
            spoilt = bytearray(whole)
            spoilt[at] ^= 1 << (at % 8)
            with self.subTest(byte=at):
                self.refused("record", "verify", self.write("flipped.call", bytes(spoilt)), words="flipped.call")

    def test_personal_values(self):
        for change in ({"value": "+49 30 23125 002"}, {"salt": "0" * 32}, {"ref": "0" * 64}):
            self.assertFound(made(), ("vault", 2), vault=(WORDS_LINE, {**PHONE_LINE, **change}))
        for member in ("ref", "salt", "value"):
            self.assertFound(made(), ("vault", 1), vault=({k: v for k, v in PHONE_LINE.items() if k != member},))

    def test_refusals_repeat_nothing_personal(self):
        error = self.refused("record", "verify", self.write_record(made(), vault=({**WORDS_LINE, "salt": "0" * 32},)))
        self.assertNotIn("daughter", error)


class State(Record):
    def state(self, path, *at):
        text = self.done("record", "state", path, *at)
        self.assertEqual(text.count("\n"), 1)
        self.assertEqual(text, canonical(json.loads(text)).decode() + "\n", "it is canonical")
        return json.loads(text)

    def test_at_every_event(self):
        path = self.write_record(made())
        for seq in range(len(ACTS) + 1):
            self.assertEqual(self.state(path, "--at", seq)["seq"], seq)
        self.assertEqual(self.state(path), self.state(path, "--at", len(ACTS)))

    def test_what_is_known_when(self):
        path = self.write_record(made())
        self.assertEqual([self.state(path, "--at", n)["status"] for n in (0, 1, 2, 8)], ["new", "ringing", "active", "parked"])
        self.assertEqual([self.state(path, "--at", n)["step"] for n in (5, 6)], ["arrive", "gather"])

    def test_personal_values_stand_as_references(self):
        text = json.dumps(self.state(self.write_record(made())), ensure_ascii=False)
        self.assertNotIn("23125", text)
        self.assertNotIn("daughter", text)

    def test_the_same_without_the_values(self):
        self.assertEqual(self.state(self.write_record(made())), self.state(self.write_record(made(), vault=(), name="erased")))

    def test_open_record_has_a_state(self):
        self.assertEqual(self.state(self.write_record(made()[:-1]))["seq"], len(ACTS))

    def test_refusals(self):
        path = self.write_record(made())
        self.refused("record", "state", path, "--at", len(ACTS) + 1, words=str(len(ACTS)))
        lines = made()
        lines[3]["actor"] = "other"
        self.refused("record", "state", self.write_record(lines), words="upgrade.call")
        for member, value in (("sop", "absent"), ("sop", "../policy/none"), ("policy", "absent"), ("policy", "")):
            lines = made()
            lines[0][member] = value
            lines[-1]["head"] = chain(lines[1:-1], lines[0])
            self.refused("record", "state", self.write_record(lines))

    def test_impossible_events_are_refused(self):
        """Well formed and well chained, but impossible as a sequence of events."""
        lines = made()
        lines[1:-1] = [lines[1], copy.deepcopy(lines[1]), *lines[2:-1]]
        lines[-1] = {"head": chain(lines[1:-1], lines[0]), "events": len(lines) - 2}
        self.refused("record", "state", self.write_record(lines), words="upgrade.call")


if __name__ == "__main__":
    ctl_case.main()
