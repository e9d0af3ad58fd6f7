#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads every #include in src against the law of dependencies (src/README.md), and proves on generated trees that a
breach is reported."""
import os
import pathlib
import re
import tempfile
import unittest

ROOT = pathlib.Path(os.environ.get("CORD_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))

# What a layer may include beside itself.
LAYERS = {
    "base": (),
    "billing": ("base",),
    "domain": ("base", "billing"),
    "wire": ("base", "billing", "domain"),
    "store": ("base", "domain"),
    "server": ("base", "billing", "domain", "wire", "store"),
    "sync": ("base", "billing", "domain", "wire", "store"),
    "desk": ("base", "billing", "domain"),
    "ctl": ("base", "billing", "domain", "wire", "store", "sync"),
}
# Each stage of the domain sees those before it.
STAGES = ("customer", "needs", "catalog", "change", "options", "record", "session")
# The port knows only documents, and the record's journal stores its intents: it counts as a part of that stage.
PORT = ("domain/gateway.h", "domain/cord-gateway-document.h", "domain/cord-gateway-document.def")
# The wings of a layer, each with those it may include. In the server http is beside the wings that answer: the server
# passes it the router. In sync the journal includes only where the sign-in is kept, as its key is kept there too.
WINGS = {
    "server": {
        "core": (),
        "http": ("core",),
        "resource": ("core",),
        "hub": ("core", "resource"),
        "order": ("core", "resource"),
        "call": ("core", "resource", "order"),
        "admin": ("core", "http", "hub", "order", "call"),
    },
    "sync": {
        "remote": (),
        "journal": ("remote",),
        "catalog": ("remote",),
        "gateway": ("remote", "journal", "catalog"),
    },
}
# Where the desk's parts are put together, for a company's server and for the practice line: only these files may
# include every layer.
COMPOSITION = ("desk/main.c", "desk/cord-composition.c", "desk/cord-practice-line.c")
# Importing is a library of its own below cordboardctl; the server uses it for demonstration data.
IMPORT_USERS = ("server/main.c",)

# The files behind store/cord-database.h, and the few outside the store that are always SQLite: the desk's own files,
# and a backup, which is a SQLite file.
DATABASES = ("store/sqlite/",)
DATABASE_USERS = ("store/", "sync/journal/", "sync/catalog/", "ctl/cord-command-backup.c")
DATABASE_CLASS = "store/cord-database-class.h"

# In these folders no two files reach each other through includes either, so that they can be read one after another.
ACYCLIC = {"billing"}
# Sources beside main.c without a header of their own name, by folder. This list only gets shorter.
HEADERLESS = {
    "base": "cord-value-canonical.c cord-value-entries.c",
    "ctl":
        "cord-command-backup.c cord-command-billing.c cord-command-check.c cord-command-export.c cord-command-import.c "
        "cord-command-record.c cord-command-user.c",
    "ctl/import": "cord-import-place.c cord-import-store.c",
    "domain/record":
        "cord-interaction-check-change.c cord-interaction-fold.c cord-interaction-gates.c cord-interaction-state.c "
        "cord-interaction-states.c cord-interaction-text.c cord-interaction-view.c cord-prover.c cord-sop-check.c",
    "domain/session":
        "cord-session-act.c cord-session-arrive.c cord-session-change.c cord-session-held.c cord-session-needs.c "
        "cord-session-options.c cord-session-outbox.c cord-session-place.c cord-session-record.c cord-session-sign.c "
        "cord-session-verify.c",
    "store/sqlite": "cord-sqlite-copy.c cord-sqlite-query.c cord-sqlite-statement.c",
    "wire": "cord-order-item.c cord-resource-table.c",
    "wire/profile":
        "cord-profile-file.c cord-profile-limits.c cord-profile-read.c cord-profile-translate.c cord-profile-words.c",
}

# Libraries, and the layers or folders that may include them. A header that matches none of these needs a decision
# here.
LIBRARIES = {
    r"(glib|glib-object|gio/gio|glib/gi18n|glib/gi18n-lib|glib/gstdio|glib/gprintf|gmodule)\.h": tuple(LAYERS),
    r"(assert|ctype|errno|inttypes|limits|locale|math|signal|stdarg|stdbool|stddef|stdint|stdio|stdlib|string|time)\.h": tuple(LAYERS),
    r"(glib-unix|gio/gunix\w+|gio/gnetworking|fcntl|unistd|termios|sys/\w+)\.h": ("base", "store", "wire", "server", "sync", "ctl", "desk"),
    r"(gtk/|gdk/|gsk/|pango/|cairo|graphene|adwaita\.h).*": ("desk",),
    r"libsoup/.*": ("server", "sync"),
    r"json-glib/.*": ("wire", "server", "sync", "ctl"),
    r"sqlite3\.h": ("store/sqlite/",),
    r"sodium(\.h|/.*)": ("store", "server", "sync"),
    r"gmime/.*": ("server",),
    r"libsecret/.*": ("sync",),
}
GENERATED = {
    "cord-definition-table.h": "wire",
    "cord-server-schema.h": "store",
    "cord-journal-schema.h": "sync",
    "cord-cache-schema.h": "sync",
    "cordboard-resources.h": "desk",
}
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.M)


def stage_of(path):
    """0 for the first stage, one more than the last for src/domain itself; None outside the domain."""
    if path in PORT:
        return STAGES.index("record")
    parts = path.split("/")
    if parts[0] != "domain":
        return None
    return STAGES.index(parts[1]) if len(parts) > 2 and parts[1] in STAGES else len(STAGES)


def wing_of(path):
    """The wing of its layer that a file is in; None for files beside the wings, and in a layer without wings."""
    parts = path.split("/")
    return parts[1] if parts[0] in WINGS and len(parts) > 2 else None


def check_wing(path, header):
    own, other = wing_of(path), wing_of(header)
    layer = path.split("/")[0]
    if own is None:
        return None
    if other is None:
        return f"lies above the wings of {layer}"
    wings = WINGS[layer]
    if own not in wings or other not in wings:
        return "is of a wing that no rule knows"
    if other != own and other not in wings[own]:
        return f"is of the wing {other}, which {own} may not see"
    return None


def check_local(src, path, header):
    layer, target = path.split("/")[0], header.split("/")[0]
    if header == "config.h":
        return None
    if "/" not in header:
        return None if GENERATED.get(header) == layer else "is not written from src/"
    if header.startswith(".") or not (src / header).is_file():
        return "names no file below src/"
    if target not in LAYERS:
        return "is of no layer"
    if path in COMPOSITION:
        return None
    if header.startswith(DATABASES) and not path.startswith(DATABASE_USERS):
        return "is one database; the interface is store/cord-database.h"
    if header == DATABASE_CLASS and layer != "store":
        return "is for those who stand behind the interface"
    if header.startswith("ctl/import/"):
        return None if layer == "ctl" or path in IMPORT_USERS else "is for cordboardctl and the server's main alone"
    if path.startswith("ctl/import/") and target == "ctl":
        return "would turn the import library upside down"
    if path.startswith("ctl/import/") and target == "sync":
        return "is not for the import library"
    if target != layer and target not in LAYERS[layer]:
        return f"is of the layer {target}, which {layer} may not see"
    if layer == target == "domain" and stage_of(header) > stage_of(path):
        return f"is of a later stage than {path.rsplit('/', 1)[0]}"
    if layer == target and layer in WINGS and check_wing(path, header):
        return check_wing(path, header)
    if header.endswith("-private.h") and header.rsplit("/", 1)[0] != path.rsplit("/", 1)[0]:
        return "is private to its own folder"
    return None


def read_units(src):
    """The units that each unit, a header and the source of the same name, includes."""
    units = {}
    for file in sorted(src.rglob("*.[ch]")):
        unit = file.relative_to(src).as_posix()[:-2]
        headers = (m.group(2) for m in INCLUDE.finditer(file.read_text(encoding="utf-8")) if m.group(1) == '"')
        units.setdefault(unit, set()).update(h[:-2] for h in headers if "/" in h and h[:-2] != unit)
    return units


def reach(units, start):
    seen, todo = set(), [start]
    while todo:
        for unit in units.get(todo.pop(), ()):
            if unit not in seen:
                seen.add(unit)
                todo.append(unit)
    return seen


def find_circles(src):
    """Units that reach each other through includes, where they do not all lie in one folder, or in one that is to have no circle."""
    units = read_units(src)
    reached = {unit: reach(units, unit) for unit in units}
    circles = {tuple(sorted(other for other in reached[unit] if unit in reached.get(other, ())))
               for unit in units if unit in reached[unit]}
    folders = {circle: {unit.rsplit("/", 1)[0] for unit in circle} for circle in circles}
    return [f"src: {', '.join(circle)} include each other" for circle in sorted(circles)
            if len(folders[circle]) > 1 or folders[circle] <= ACYCLIC]


def find_headerless(src):
    """Sources without a header of the same name, also a private one, by folder."""
    sources = (file for file in sorted(src.rglob("*.c")) if file.name != "main.c")
    for file in sources:
        if not any(file.with_name(file.stem + end).is_file() for end in (".h", "-private.h")):
            yield file.parent.relative_to(src).as_posix(), file.name


def check_library(path, header):
    layer = path.split("/")[0]
    for pattern, layers in LIBRARIES.items():
        if re.fullmatch(pattern, header):
            return None if layer in layers or path.startswith(tuple(f for f in layers if f.endswith("/"))) else f"is not for {layer}"
    return "is a header that no rule knows"


def check(src):
    faults = []
    for file in sorted(src.rglob("*.[ch]")):
        path = file.relative_to(src).as_posix()
        if path.split("/")[0] not in LAYERS:
            faults.append(f"{path}: lies in no layer")
            continue
        text = file.read_text(encoding="utf-8")
        for match in INCLUDE.finditer(text):
            local, header = match.group(1) == '"', match.group(2)
            fault = check_local(src, path, header) if local else check_library(path, header)
            if fault:
                line = text.count("\n", 0, match.start(2)) + 1
                faults.append(f"src/{path}:{line}: {header} {fault}")
    return faults


class Source(unittest.TestCase):
    def test_every_source_has_its_header(self):
        listed = {(folder, name) for folder, names in HEADERLESS.items() for name in names.split()}
        self.assertEqual(set(find_headerless(ROOT / "src")), listed, "a source has no header of its own, or has one now")

    def test_no_circle(self):
        circles = find_circles(ROOT / "src")
        self.assertEqual(circles, [], "\n" + "\n".join(circles))

    def test_every_wing_is_known(self):
        for layer, wings in WINGS.items():
            with self.subTest(layer=layer):
                folders = {f.name for f in (ROOT / "src" / layer).iterdir() if f.is_dir()}
                self.assertEqual(folders, set(wings))

    def test_every_include_keeps_the_law(self):
        self.assertGreater(len(list((ROOT / "src").rglob("*.c"))), 100, "this is not the source")
        faults = check(ROOT / "src")
        self.assertEqual(faults, [], "\n" + "\n".join(faults))


class Law(unittest.TestCase):
    """Generated files: what is allowed passes, and each breach is reported."""

    def make(self, files):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        src = pathlib.Path(folder.name)
        headers = {h for lines in files.values() for h in re.findall(r'"([^"]+/[^"]+)"', lines) if not h.startswith(".")}
        for name in headers - set(files) - {"base/missing.h"}:
            (src / name).parent.mkdir(parents=True, exist_ok=True)
            (src / name).write_text("")
        for name, lines in files.items():
            (src / name).parent.mkdir(parents=True, exist_ok=True)
            (src / name).write_text(lines)
        return src

    def tree(self, files):
        return check(self.make(files))

    def assertAllowed(self, path, *includes):
        self.assertEqual(self.tree({path: "\n".join(f"#include {i}" for i in includes)}), [])

    def assertForbidden(self, path, include, words):
        faults = self.tree({path: f"#include <glib.h>\n  #  include {include} /* why */\n"})
        faults = [f for f in faults if f.startswith(f"src/{path}:2: ")]
        self.assertEqual(len(faults), 1, f"{path} may include {include}")
        self.assertIn(words, faults[0])

    def test_allowed(self):
        self.assertAllowed("base/cord-a.c", '"base/cord-b.h"', '"config.h"', "<gio/gio.h>", "<string.h>")
        self.assertAllowed("domain/record/cord-a.c", '"domain/customer/cord-b.h"', '"domain/record/cord-a-private.h"',
                           '"domain/gateway.h"', '"base/cord-c.h"')
        self.assertAllowed("domain/session/cord-session.c", '"domain/record/cord-b.h"', '"domain/gateway.h"')
        self.assertAllowed("server/cord-a.c", '"wire/cord-b.h"', '"store/cord-c.h"', "<libsoup/soup.h>", "<gmime/gmime.h>")
        self.assertAllowed("sync/cord-a.c", '"wire/cord-b.h"', '"store/cord-c.h"', "<libsecret/secret.h>", '"cord-cache-schema.h"')
        self.assertAllowed("desk/options/cord-a.c", '"domain/options/cord-b.h"', '"base/cord-c.h"', "<adwaita.h>")
        self.assertAllowed("desk/main.c", '"sync/cord-a.h"', '"server/cord-b.h"', "<gtk/gtk.h>")
        self.assertAllowed("ctl/main.c", '"ctl/import/cord-a.h"', '"sync/cord-b.h"')
        self.assertAllowed("server/main.c", '"ctl/import/cord-a.h"')

    def test_layers(self):
        for path, include, words in (
                ("base/cord-a.c", '"domain/gateway.h"', "layer domain"),
                ("domain/change/cord-a.c", '"wire/cord-b.h"', "layer wire"),
                ("domain/change/cord-a.c", '"domain/gateway.h"', "later stage"),
                ("domain/change/cord-a.c", '"store/cord-b.h"', "layer store"),
                ("wire/cord-a.h", '"store/cord-b.h"', "layer store"),
                ("store/cord-a.c", '"wire/cord-b.h"', "layer wire"),
                ("server/cord-a.c", '"sync/cord-b.h"', "layer sync"),
                ("sync/cord-a.c", '"server/cord-b.h"', "layer server"),
                ("desk/customer/cord-a.c", '"sync/cord-b.h"', "layer sync"),
                ("desk/cord-window.c", '"wire/cord-b.h"', "layer wire"),
                ("ctl/cord-a.c", '"server/cord-b.h"', "layer server"),
                ("ctl/cord-a.c", '"desk/cord-b.h"', "layer desk"),
                ("ctl/import/cord-a.c", '"ctl/cord-b.h"', "upside down"),
                ("ctl/import/cord-a.c", '"sync/cord-b.h"', "not for the import"),
                ("server/cord-a.c", '"ctl/import/cord-b.h"', "alone"),
                ("store/cord-a.c", '"ctl/import/cord-b.h"', "alone"),
                ("server/main.c", '"ctl/cord-b.h"', "layer ctl"),
                ("base/cord-a.c", '"elsewhere/cord-b.h"', "no layer")):
            with self.subTest(path=path, include=include):
                self.assertForbidden(path, include, words)

    def test_databases(self):
        self.assertAllowed("store/sqlite/cord-a.c", '"store/cord-database-class.h"', "<sqlite3.h>")
        self.assertAllowed("sync/journal/cord-a.c", '"store/sqlite/cord-b.h"')
        self.assertForbidden("server/cord-a.c", '"store/sqlite/cord-b.h"', "one database")
        self.assertForbidden("sync/gateway/cord-a.c", '"store/sqlite/cord-b.h"', "one database")
        self.assertForbidden("server/cord-a.c", '"store/cord-database-class.h"', "behind the interface")

    def test_stages(self):
        for number, stage in enumerate(STAGES):
            for later in STAGES[number + 1:]:
                with self.subTest(stage=stage, later=later):
                    self.assertForbidden(f"domain/{stage}/cord-a.c", f'"domain/{later}/cord-b.h"', "later stage")

    def test_wings(self):
        self.assertAllowed("server/call/cord-a.c", '"server/order/cord-b.h"', '"server/core/cord-c.h"', '"server/call/cord-d.h"')
        self.assertAllowed("server/cord-router.c", '"server/admin/cord-b.h"', '"server/http/cord-c.h"', '"server/cord-d.h"')
        self.assertAllowed("sync/gateway/cord-a.c", '"sync/journal/cord-b.h"', '"sync/catalog/cord-c.h"', '"sync/remote/cord-d.h"')
        for layer, wings in WINGS.items():
            for wing in wings:
                for other in set(wings) - set(wings[wing]) - {wing}:
                    with self.subTest(layer=layer, wing=wing, other=other):
                        self.assertForbidden(f"{layer}/{wing}/cord-a.c", f'"{layer}/{other}/cord-b.h"', f"wing {other}")
        self.assertForbidden("server/http/cord-a.c", '"server/cord-router.h"', "above the wings")
        self.assertForbidden("server/core/cord-a.c", '"server/cellar/cord-b.h"', "no rule")
        self.assertForbidden("sync/remote/cord-a.c", '"sync/cellar/cord-b.h"', "no rule")

    def test_wings_see_no_circle(self):
        """An order exists in which each wing sees only wings before it."""
        for layer, wings in WINGS.items():
            placed = []
            while len(placed) < len(wings):
                ready = [w for w in wings if w not in placed and set(wings[w]) <= set(placed)]
                self.assertTrue(ready, f"{layer}: none of {set(wings) - set(placed)} can stand next")
                placed += ready

    def assertCircles(self, files, *expected):
        found = find_circles(self.make({path: f'#include "{include}"\n' for path, include in files.items()}))
        self.assertEqual(len(found), len(expected), found)
        for circle, words in zip(found, expected):
            self.assertIn(words, circle)

    def test_circles(self):
        self.assertCircles({"server/core/cord-a.h": "base/cord-c.h", "base/cord-c.h": "base/cord-d.h"})
        self.assertCircles({"base/cord-a.h": "base/cord-b.h", "base/cord-b.c": "base/cord-a.h"})
        self.assertCircles({"billing/cord-a.h": "billing/cord-b.h", "billing/cord-b.c": "billing/cord-a.h"}, "billing/cord-a, billing/cord-b")
        self.assertCircles({"desk/x/cord-a.h": "desk/y/cord-b.h", "desk/y/cord-b.h": "desk/x/cord-a.h"},
                           "desk/x/cord-a, desk/y/cord-b")
        # Through the sources: the headers do not include each other.
        self.assertCircles({"desk/x/cord-a.c": "desk/y/cord-b.h", "desk/y/cord-b.c": "desk/x/cord-a.h"},
                           "desk/x/cord-a, desk/y/cord-b")
        self.assertCircles({"desk/x/cord-a.c": "desk/y/cord-b.h", "desk/y/cord-b.c": "desk/z/cord-c.h",
                            "desk/z/cord-c.h": "desk/x/cord-a.h", "desk/cord-d.c": "desk/x/cord-a.h"},
                           "desk/x/cord-a, desk/y/cord-b, desk/z/cord-c")

    def test_headers(self):
        src = self.make({"base/cord-a.c": "", "base/cord-a.h": "", "base/cord-b.c": "", "base/cord-b-private.h": "",
                         "desk/main.c": "", "desk/x/cord-c.c": "", "desk/cord-c.h": ""})
        self.assertEqual(list(find_headerless(src)), [("desk/x", "cord-c.c")])

    def test_libraries(self):
        for path, include, words in (
                ("domain/needs/cord-a.c", "<gtk/gtk.h>", "not for domain"),
                ("domain/needs/cord-a.c", "<json-glib/json-glib.h>", "not for domain"),
                ("domain/session/cord-session.c", "<unistd.h>", "not for domain"),
                ("store/cord-a.c", "<json-glib/json-glib.h>", "not for store"),
                ("desk/cord-a.c", "<json-glib/json-glib.h>", "not for desk"),
                ("desk/main.c", "<libsoup/soup.h>", "not for desk"),
                ("wire/cord-a.c", "<libsoup/soup.h>", "not for wire"),
                ("server/cord-a.c", "<sqlite3.h>", "not for server"),
                ("store/cord-user-store.c", "<sqlite3.h>", "not for store"),
                ("ctl/cord-a.c", "<sodium.h>", "not for ctl"),
                ("sync/cord-a.c", "<gmime/gmime.h>", "not for sync"),
                ("server/cord-a.c", "<libsecret/secret.h>", "not for server"),
                ("base/cord-a.c", "<curl/curl.h>", "no rule")):
            with self.subTest(path=path, include=include):
                self.assertForbidden(path, include, words)

    def test_spelling(self):
        self.assertForbidden("base/cord-a.c", '"cord-b.h"', "not written from src/")
        self.assertForbidden("desk/cord-a.c", '"cord-cache-schema.h"', "not written from src/")
        self.assertForbidden("base/cord-a.c", '"../domain/cord-b.h"', "names no file")
        self.assertForbidden("base/cord-a.c", '"base/missing.h"', "names no file")
        self.assertForbidden("domain/session/cord-session.c", '"domain/record/cord-b-private.h"', "private")

    def test_folder_outside_the_law(self):
        self.assertIn("lies in no layer", self.tree({"extra/cord-a.c": ""})[0])


if __name__ == "__main__":
    unittest.main()
