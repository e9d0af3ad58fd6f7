#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-data.py CORDBOARDCTL: the programs accept the shipped data, and the parts of the package refer to each other
correctly."""
import configparser
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml

ROOT = pathlib.Path(os.environ.get("CORD_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))
APPLICATION = "io.github.cordboard.Cordboard"
CTL = pathlib.Path(os.environ.get("CORD_BUILD_ROOT", ".")) / "src" / "ctl" / "cordboardctl"
SVG = "{http://www.w3.org/2000/svg}svg"


def run(*command, **more):
    return subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=60, **more)


class Data(unittest.TestCase):
    def check_all(self, command, folder):
        files = sorted((ROOT / "data" / folder).glob("*.json"))
        self.assertTrue(files)
        done = run(CTL, command, "check", *files)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(done.stdout.count("\n"), len(files))

    def test_procedures(self):
        self.check_all("sop", "sop")

    def test_policy_packs(self):
        self.check_all("policy", "policy")
        self.check_all("policy", "policy/preset")
        self.assertEqual({f.stem for f in (ROOT / "data/policy/preset").glob("*.json")}, {"actual", "fixed-30", "truncate", "strict-30-360", "second"})

    def test_names_of_documents(self):
        for folder in ("sop", "policy", "policy/preset"):
            for path in (ROOT / "data" / folder).glob("*.json"):
                self.assertEqual(json.loads(path.read_text(encoding="utf-8"))["id"], path.stem)

    def test_icons(self):
        icons = sorted((ROOT / "data" / "icons").rglob("*.svg"))
        self.assertIn(f"{APPLICATION}.svg", [i.name for i in icons])
        for icon in icons:
            with self.subTest(icon=icon.name):
                text = icon.read_text(encoding="utf-8")
                root = xml.fromstring(text)
                self.assertEqual(root.tag, SVG)
                self.assertTrue(root.get("viewBox") or root.get("width") and root.get("height"))
                self.assertNotRegex(text, r"(?i)<script|\bon\w+=|<!ENTITY|(?:href|src)=\"(?!#)")
                self.assertEqual("-symbolic" in icon.name, "symbolic" in icon.parts)

    def test_pages_are_well_formed_and_listed(self):
        listed = (ROOT / "ui" / "cordboard.gresource.xml").read_text(encoding="utf-8")
        for page in sorted((ROOT / "ui").rglob("*.ui")):
            self.assertEqual(xml.parse(page).getroot().tag, "interface", page.name)
            self.assertIn(f">{page.relative_to(ROOT / 'ui').as_posix()}<", listed, page.name)

    def test_desktop_entry(self):
        entry = configparser.ConfigParser(interpolation=None, strict=True)
        entry.optionxform = str
        entry.read(ROOT / "data" / f"{APPLICATION}.desktop.in", encoding="utf-8")
        entry = entry["Desktop Entry"]
        self.assertEqual(entry["Icon"], APPLICATION)
        self.assertEqual(entry["Exec"].split()[0], "cordboard")

    def test_metainfo(self):
        info = xml.parse(ROOT / "data" / f"{APPLICATION}.metainfo.xml.in").getroot()
        self.assertEqual(info.findtext("id"), APPLICATION)
        self.assertEqual(info.findtext("project_license"), "GPL-3.0-or-later")
        version = re.search(r"version: '([^']+)'", (ROOT / "meson.build").read_text(encoding="utf-8")).group(1)
        self.assertIn(version, [r.get("version") for r in info.iter("release")] or [version])

    @unittest.skipUnless(shutil.which("flatpak-builder"), "flatpak-builder is missing")
    def test_flatpak_manifest(self):
        for manifest in sorted((ROOT / "flatpak").glob("*.yml")):
            with tempfile.TemporaryDirectory() as folder:
                done = run("flatpak-builder", "--show-manifest", manifest, cwd=folder)
            self.assertEqual(done.returncode, 0, done.stderr)
            shown = json.loads(done.stdout)
            self.assertEqual(shown.get("id", shown.get("app-id")), APPLICATION)
            self.assertEqual(shown["command"], "cordboard")
            for module in shown["modules"]:
                for source in module["sources"]:
                    if source["type"] == "archive":
                        self.assertRegex(source["url"], r"^https://")
                        self.assertRegex(source["sha256"], r"^[0-9a-f]{64}$")


if __name__ == "__main__":
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        CTL = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
