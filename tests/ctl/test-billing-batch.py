#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""cordboardctl prorate and quote as parts of a pipeline: long batches of valid, invalid and garbled lines, and standard
input or output that is closed or full."""
import contextlib
import json
import os
import random
import signal
import subprocess
import threading

import ctl_case

LIMIT = 1024 * 1024
CASE = {"cycle": {"start": "2023-04-23", "end": "2023-05-23"}, "at": "2023-05-15", "zone": "UTC", "old": "19.95", "new": None, "scale": 2}
EXAMPLE = ctl_case.ROOT / "tests" / "billing" / "data" / "example-1.input.json"
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata")
IDS = ("x", "", "é漢😀", "\"\\/\b\f\n\r\t\u0001", "a" * 300, 0, -7, 2 ** 63 - 1, "null", "{}")
IMPOSSIBLE = ({"at": "2023-06-01"}, {"at": 20230515}, {"old": "1e3"}, {"old": 19.95}, {"old": "9" * 19}, {"scale": 12}, {"zone": "Nowhere/Else"}, {"zone": ""},
              {"policy": {"tick": "hour"}}, {"policy": []}, {"cycle": {"start": "2023-05-23", "end": "2023-04-23"}}, {"cycle": None})
GARBAGE = (b"{oops", b"[]", b'"text"', b"7", b"null", b"{} {}", b'{"id":"a","id":"b"}', b'{"id":"\\ud800"}', b"\0", b"a\0b", b" ", b"\t", b"\xff\xfe", b"\xc0\xaf",
           b"\xef\xbb\xbf{}", b"[" * 5000, b"\xef\xb7\x90", b'{"id":"x"', b"\x7f\x1b[2J", b"-", b'{"id":1e400}', b'{"id":{}}', b'{"id":1.5}', b"\r\0")


def line_of(case, **more):
    return json.dumps({**case, **more}, ensure_ascii=False, separators=(",", ":")).encode()


def mixed(rng, n):
    """n lines as (bytes, id of the answer, whether it is an error)."""
    for _ in range(n):
        number = rng.choice(IDS)
        kind = rng.random()
        if kind < 0.5:
            at = f"2023-05-{rng.randint(1, 22):02}"
            yield line_of(CASE, id=number, zone=rng.choice(ZONES), at=at, old=f"{rng.randrange(100)}.{rng.randrange(100):02}"), number, False
        elif kind < 0.75:
            yield line_of(CASE, id=number, **rng.choice(IMPOSSIBLE)), number, True
        else:
            yield rng.choice(GARBAGE), None, True


class Batch(ctl_case.CtlCase):
    def run_bytes(self, *arguments, given=b"", **more):
        return subprocess.run([str(ctl_case.PROGRAM), *arguments], input=given, capture_output=True, cwd=self.folder, timeout=300, **more)

    def answers(self, text, status):
        result = self.run_bytes("prorate", given=text)
        self.assertEqual((result.returncode, result.stderr), (status, b""))
        self.assertTrue(result.stdout == b"" or result.stdout.endswith(b"\n"))
        return [json.loads(line) for line in result.stdout.decode().split("\n")[:-1]]

    def test_every_line_has_its_answer_in_order(self):
        rng = random.Random(20240617)
        lines = list(mixed(rng, 6000))
        text = b"".join(line + rng.choice((b"\n", b"\n", b"\r\n", b"\n\n", b"\r\n\r\n")) for line, _, _ in lines[:-1]) + lines[-1][0]
        answers = self.answers(text, 1)
        self.assertEqual(len(answers), len(lines))
        for (line, number, fails), answer in zip(lines, answers):
            self.assertEqual((answer["id"], "error" in answer), (number, fails), line)
            if fails:
                self.assertEqual(list(answer), ["id", "error"])
                self.assertEqual(list(answer["error"]), ["code", "message"])

    def test_status_is_1_only_when_one_failed(self):
        rng = random.Random(7)
        good = [line for line, _, fails in mixed(rng, 2000) if not fails]
        self.assertEqual(len(self.answers(b"\n".join(good) + b"\n", 0)), len(good))
        self.assertEqual(len(self.answers(b"\n".join([*good, b"?"]), 1)), len(good) + 1)
        self.assertEqual(len(self.answers(b"\n".join([b"?", *good]), 1)), len(good) + 1)
        self.assertEqual(self.answers(b"\n\r\n\n\r\r\n", 0), [])

    def test_one_line_that_is_far_too_long(self):
        good = line_of(CASE, id="a")
        whole = good + b" " * (LIMIT - len(good))
        text = b"\n".join([good, b"[" + b"1," * (10 * LIMIT), whole, whole + b"\r", whole + b"\r" * 200000, whole + b" ", whole + b"\r" * 70000 + b" ", good, good + b"x" * LIMIT])
        answers = self.answers(text, 1)
        self.assertEqual([answer["id"] for answer in answers], ["a", None, "a", "a", "a", None, None, "a", None])
        self.assertEqual({answer["error"]["code"] for answer in answers if "error" in answer}, {"json-too-large"})

    def test_how_it_arrives_makes_no_difference(self):
        rng = random.Random(11)
        text = b"\n".join(line for line, _, _ in mixed(rng, 300)) + b"\r\n" + line_of(CASE, id="end", note="n" * 150000)
        at_once = self.run_bytes("prorate", given=text)
        child = subprocess.Popen([str(ctl_case.PROGRAM), "prorate"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        read = []
        reader = threading.Thread(target=lambda: read.append(child.stdout.read()))
        reader.start()
        while text:
            size = rng.choice((1, 2, 7, 100, 4096, 65535, 65536))
            child.stdin.write(text[:size])
            text = text[size:]
        child.stdin.close()
        reader.join()
        child.stdout.close()
        self.assertEqual((child.wait(), read[0]), (at_once.returncode, at_once.stdout))

    def test_who_asks_line_by_line_is_answered_line_by_line(self):
        with subprocess.Popen([str(ctl_case.PROGRAM), "prorate"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as child:
            bound = threading.Timer(60, child.kill)
            bound.start()
            self.addCleanup(bound.cancel)
            for n in range(20):
                child.stdin.write(line_of(CASE, id=n) + b"\n")
                self.assertEqual(json.loads(child.stdout.readline())["id"], n)
            child.stdin.close()
            self.assertEqual((child.stdout.read(), child.wait()), (b"", 0))

    def peak(self, command, pieces):
        """Its peak memory, in KiB, when given these bytes through a pipe."""
        with open(os.devnull, "wb") as nowhere:
            child = subprocess.Popen([str(ctl_case.PROGRAM), command], stdin=subprocess.PIPE, stdout=nowhere)
        with contextlib.suppress(BrokenPipeError), child.stdin:
            for piece in pieces:
                child.stdin.write(piece)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        self.assertIn(child.returncode, (0, 1))
        return usage.ru_maxrss

    def test_memory_does_not_follow_the_input(self):
        ordinary = line_of(CASE, id="a") + b"\n"
        least = self.peak("prorate", [ordinary])
        self.assertLess(self.peak("prorate", [b"x" * LIMIT] * 60), least + 16 * 1024)
        self.assertLess(self.peak("quote", [b" " * LIMIT] * 60), least + 16 * 1024)
        if b"__asan_init" not in ctl_case.PROGRAM.read_bytes():  # which keeps freed memory
            self.assertLess(self.peak("prorate", [ordinary * 1000] * 40), least + 8 * 1024)


class Ends(ctl_case.CtlCase):
    def run_program(self, *arguments, before=None, given=None, stdin=None, stdout=subprocess.PIPE):
        text = {} if stdin is not None else {"input": given if given is not None else b""}
        return subprocess.run([str(ctl_case.PROGRAM), *arguments], stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, timeout=300, preexec_fn=before, **text)

    def assert_failed(self, result, words):
        self.assertEqual(result.returncode, 1)
        self.assertTrue(result.stderr.startswith(b"cordboardctl: "), result.stderr)
        self.assertEqual(result.stderr.count(b"\n"), 1, result.stderr)
        self.assertIn(words, result.stderr)

    def inputs(self):
        return (("prorate", line_of(CASE, id="a")), ("prorate", (line_of(CASE, id="a") + b"\n") * 5000), ("prorate", b"{oops"), ("quote", EXAMPLE.read_bytes()), ("quote", b""))

    def test_no_input(self):
        for command in ("prorate", "quote"):
            self.assert_failed(self.run_program(command, stdin=subprocess.DEVNULL, before=lambda: os.close(0)), b"could not be read")
            with open(self.folder / "written", "wb") as only_written:
                self.assert_failed(self.run_program(command, stdin=only_written), b"could not be read")
            folder = os.open(self.folder, os.O_RDONLY)
            self.addCleanup(os.close, folder)
            self.assert_failed(self.run_program(command, stdin=folder), b"could not be read")

    def test_no_output(self):
        for command, given in self.inputs():
            self.assert_failed(self.run_program(command, given=given, before=lambda: os.close(1)), b"could not be written")
        self.assert_failed(self.run_program("--version", before=lambda: os.close(1)), b"could not be written")

    def test_nothing_to_say_needs_no_output(self):
        self.assertEqual(self.run_program("prorate", given=b"\n\n", before=lambda: os.close(1)).returncode, 0)

    def test_full_output(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full here")
        for command, given in self.inputs():
            with open("/dev/full", "wb") as full:
                self.assert_failed(self.run_program(command, given=given, stdout=full), b"could not be written")

    def broken_pipe(self, command, given, before):
        reader, writer = os.pipe()
        os.close(reader)
        try:
            return self.run_program(command, given=given, stdout=writer, before=before)
        finally:
            os.close(writer)

    def test_nobody_reads(self):
        """As any part of a pipeline it ends with the signal; where that is ignored it reports why."""
        for command, given in self.inputs():
            self.assert_failed(self.broken_pipe(command, given, lambda: signal.signal(signal.SIGPIPE, signal.SIG_IGN)), b"could not be written")
            self.assertEqual(self.broken_pipe(command, given, lambda: signal.signal(signal.SIGPIPE, signal.SIG_DFL)).returncode, -signal.SIGPIPE)

    def test_it_stops_when_nobody_reads_any_more(self):
        child = subprocess.Popen([str(ctl_case.PROGRAM), "prorate"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        child.stdout.close()
        with contextlib.suppress(BrokenPipeError), child.stdin:
            while True:  # until it is gone
                child.stdin.write((line_of(CASE, id="a") + b"\n") * 1000)
        self.assertEqual((child.wait(), child.stderr.read()), (-signal.SIGPIPE, b""))
        child.stderr.close()


class Quote(ctl_case.CtlCase):
    def test_what_is_no_document(self):
        for given, code in ((b"", "json-syntax"), (b"\n", "json-syntax"), (b"  \r\n\t", "json-syntax"), (b"\0", "json-encoding"), (b"\xef\xbb\xbf{}", "json-syntax"),
                            (b"\xff", "json-encoding"), (b"[" * 100, "json-too-deep"), (b"{" + b" " * 20 * LIMIT, "json-too-large"), (b"{}", "invalid"), (b"null", "invalid"),
                            (EXAMPLE.read_bytes() * 2, "json-syntax"), (EXAMPLE.read_bytes()[:-2], "json-syntax"), (b"[" + b"0," * 150000, "json-too-large")):
            result = subprocess.run([str(ctl_case.PROGRAM), "quote"], input=given, capture_output=True, timeout=300)
            self.assertEqual((result.returncode, result.stderr, result.stdout.count(b"\n")), (1, b"", 1), given[:20])
            answer = json.loads(result.stdout)
            self.assertEqual((list(answer), list(answer["error"]), answer["error"]["code"]), (["error"], ["code", "message"], code), given[:20])

    def test_white_space_to_the_limit(self):
        text = EXAMPLE.read_bytes()
        plain = subprocess.run([str(ctl_case.PROGRAM), "quote"], input=text, capture_output=True, timeout=300)
        padded = subprocess.run([str(ctl_case.PROGRAM), "quote"], input=text + b"\n" * (LIMIT - len(text)), capture_output=True, timeout=300)
        self.assertEqual((plain.returncode, plain.stdout), (0, padded.stdout))


if __name__ == "__main__":
    ctl_case.main()
