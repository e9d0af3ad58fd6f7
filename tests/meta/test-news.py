#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""NEWS has the texts of the metainfo's releases, and the newest release is the version that is built. With --write it
writes NEWS."""
import os
import pathlib
import re
import sys
import unittest
import xml.etree.ElementTree as ET

ROOT = pathlib.Path(os.environ.get("CORD_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))
METAINFO = ROOT / "data" / "io.github.cordboard.Cordboard.metainfo.xml.in"
NEWS = ROOT / "NEWS"


def items(release):
    """The paragraphs and list items of a release, each in one line."""
    found = release.iterfind("description//*")
    return [" ".join(e.text.split()) for e in found if e.tag in ("p", "li") and e.text and e.text.strip()]


def news():
    parts = []
    for release in ET.parse(METAINFO).getroot().iterfind("releases/release"):
        title = f"Version {release.get('version')}"
        lines = [title, "~" * len(title), f"Released: {release.get('date')}", "", *(f" * {item}" for item in items(release))]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


class News(unittest.TestCase):
    def test_news_are_those_of_the_metainfo(self):
        self.assertEqual(NEWS.read_text(encoding="utf-8"), news(), "run tests/meta/test-news.py --write")

    def test_version_is_the_newest_release(self):
        version = re.search(r"^\s*version: '([^']+)'", (ROOT / "meson.build").read_text(encoding="utf-8"), re.M).group(1)
        newest = ET.parse(METAINFO).getroot().find("releases/release").get("version")
        self.assertEqual(newest, version)


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        NEWS.write_text(news(), encoding="utf-8")
    else:
        unittest.main()
