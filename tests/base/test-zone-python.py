#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every zone of this machine against Python's zoneinfo, in both directions: the offset at both ends and inside of each
span from 1850 to 2500 and at random seconds, and the first second of wall clock times around each change. Where zic is
installed, the same for its slim and its fat files. ./check tries every eighth zone, another eighth each day, and those
whose rules are rare; ./check --all tries all of them."""
import datetime
import os
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
import zoneinfo

PROBE = sys.argv.pop(1)
FOLDER = pathlib.Path(os.environ.get("TZDIR") or "/usr/share/zoneinfo")
ALL = "CORD_CHECK_ALL" in os.environ
STEP = 8
# A winter that is the exception; half an hour; changes at midnight, before midnight and on the day before; a change of
# date; rules that changed often; Ramadan; two changes a year written out; and no rule at all.
RARE = ("Europe/Dublin", "Australia/Lord_Howe", "America/Sao_Paulo", "America/St_Johns", "America/Scoresbysund", "America/Nuuk",
        "Asia/Gaza", "Pacific/Apia", "Africa/Cairo", "Africa/Casablanca", "Antarctica/Troll", "Asia/Kathmandu", "Etc/GMT+5")
EPOCH = datetime.datetime(1970, 1, 1)
UTC = datetime.timezone.utc
RANDOM_SECONDS = 200


def second_of(year):
    return int((datetime.datetime(year, 1, 1) - EPOCH).total_seconds())


FIRST, LAST = second_of(1850), second_of(2500)


def offset_at(zone, second):
    local = (EPOCH + datetime.timedelta(seconds=second)).replace(tzinfo=UTC).astimezone(zone)
    return int(local.utcoffset().total_seconds())


def first_second(zone, wall):
    """The first second at which the clocks show this time, or a later one when they leave it out."""
    local = EPOCH + datetime.timedelta(seconds=wall)
    early, late = (wall - int(local.replace(tzinfo=zone, fold=fold).utcoffset().total_seconds()) for fold in (0, 1))
    if early + offset_at(zone, early) == wall:
        return early
    # In a gap: @late is before it and @early after it.
    while early - late > 1:
        middle = (early + late) // 2
        if middle + offset_at(zone, middle) < wall:
            late = middle
        else:
            early = middle
    return early


def times_in(path):
    """The changes that the 64-bit data of a file lists, read as simply as possible."""
    data = path.read_bytes()

    def counts(at):
        return struct.unpack(">6L", data[at + 20:at + 44])

    universal, standard, leaps, times, types, characters = counts(0)
    at = 44 + times * 5 + types * 6 + characters + leaps * 8 + standard + universal
    return struct.unpack(f">{counts(at)[3]}q", data[at + 44:at + 44 + counts(at)[3] * 8])


def contradicts_itself(zone, path):
    """Whether the rule of a file says something else than its last change, as in America/Ojinaga by a zic of 2022. At the
    second of that change Python goes by the change, and the C library, as RFC 9636, section 3.2, has it, by the rule."""
    last = times_in(path)[-1:]
    return any(offset_at(zone, second) != offset_at(zone, second + 1) for second in last if second > FIRST)


def names_in(folder):
    """As zoneinfo.available_timezones, but each file once: most other names are links."""
    zoneinfo.reset_tzpath(to=[str(folder)])
    files = {}
    for name in sorted(zoneinfo.available_timezones()):
        if name[0].isupper() and (folder / name).exists():
            files.setdefault((folder / name).read_bytes(), []).append(name)
    return [next((name for name in names if name in RARE), names[0]) for names in files.values()]


def sample(names):
    if ALL:
        return names
    turn = datetime.date.today().day % STEP
    return [name for number, name in enumerate(names) if number % STEP == turn or name in RARE]


class Probe:
    def __init__(self, folder):
        self.process = subprocess.Popen([PROBE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        env={**os.environ, "TZDIR": str(folder)})

    def ask(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().split()

    def numbers(self, *words):
        return [int(word) for word in self.ask(*words)]

    def __enter__(self):
        return self

    def __exit__(self, *what):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


class AgainstPython(unittest.TestCase):
    def check_offsets(self, name, zone, starts, offsets):
        for start, end, offset in zip(starts, starts[1:] + [LAST], offsets):
            for second in (start, (start + end) // 2, end - 1):
                self.assertEqual(offset, offset_at(zone, second), f"{name} at {second}")

    def check_seconds(self, name, zone, spans, seconds):
        starts = spans[::2]
        for second in seconds:
            low, high = 0, len(starts)
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if starts[middle] <= second else (low, middle)
            self.assertEqual(spans[2 * low + 1], offset_at(zone, second), f"{name} at {second}")

    def check_first(self, probe, name, zone, starts, rand):
        walls = []
        for start in starts[1:] if ALL else rand.sample(starts[1:], min(60, len(starts) - 1)):
            for second in (start - 1, start):
                wall = second + offset_at(zone, second)
                midnight = wall - wall % 86400
                walls += [wall, wall + rand.randrange(-7200, 7200), midnight, midnight + 86400]
        walls += [rand.randrange(FIRST + 86400, LAST - 86400) for _ in range(RANDOM_SECONDS)]
        for wall, first in zip(walls, probe.numbers("first", name, *walls), strict=True):
            self.assertEqual(first, first_second(zone, wall), f"{name}, {EPOCH + datetime.timedelta(seconds=wall)} by the wall clock")

    def check_folder(self, folder):
        names = names_in(folder)
        rand = random.Random(1)
        passed_over = []
        self.assertGreater(len(names), 300)
        with Probe(folder) as probe:
            for name in sample(names):
                zone = zoneinfo.ZoneInfo.no_cache(name)
                if contradicts_itself(zone, folder / name):
                    passed_over.append(name)
                    continue
                spans = probe.numbers("spans", name, FIRST, LAST)
                self.check_offsets(name, zone, spans[::2], spans[1::2])
                listed = [second for time in times_in(folder / name) for second in (time - 1, time) if FIRST < second < LAST]
                drawn = [rand.randrange(FIRST, LAST) for _ in range(RANDOM_SECONDS)]
                self.check_seconds(name, zone, spans, listed + drawn)
                self.check_first(probe, name, zone, spans[::2], rand)
        self.assertLessEqual(len(passed_over), 1, passed_over)

    def test_machine(self):
        self.check_folder(FOLDER)

    def test_slim_and_fat(self):
        zic = shutil.which("zic", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
        source = FOLDER / "tzdata.zi"
        if zic is None or not source.exists():
            self.skipTest("zic or its source is not installed")
        for form in ("slim", "fat"):
            with self.subTest(form), tempfile.TemporaryDirectory() as folder:
                subprocess.run([zic, "-d", folder, "-b", form, source], check=True, stderr=subprocess.DEVNULL)
                self.check_folder(pathlib.Path(folder))

    def test_names_outside(self):
        """TZDIR is where zones are looked for, and nothing outside of it."""
        with tempfile.TemporaryDirectory() as folder, Probe(folder) as probe:
            shutil.copy(FOLDER / "Europe/Dublin", pathlib.Path(folder) / "Here")
            (pathlib.Path(folder) / "Broken").write_bytes(b"TZif2")
            (pathlib.Path(folder) / "SECURITY").write_text("no zone\n")
            (pathlib.Path(folder) / "Folder").mkdir()
            self.assertEqual(probe.ask("first", "Here", 2147490000), ["2147490000"])
            self.assertEqual(probe.ask("first", "Broken", 0), ["unreadable"])
            for name in ("Europe/Dublin", "SECURITY", "Folder", f"../{pathlib.Path(folder).name}/Here", f"{folder}/Here", "Folder/../Here"):
                self.assertEqual(probe.ask("first", name, 0), ["unknown"], name)
            # A file that was replaced is read again.
            new = pathlib.Path(folder) / "new"
            shutil.copy(FOLDER / "Asia/Kathmandu", new)
            new.rename(pathlib.Path(folder) / "Here")
            self.assertEqual(probe.ask("first", "Here", 2147490000), [str(2147490000 - 20700)])


if __name__ == "__main__":
    unittest.main()
