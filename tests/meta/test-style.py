#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of CONTRIBUTING.md that can be checked automatically. Prints the longest functions; each rule names what breaks
it, and is tried on a line that does."""
import os
import pathlib
import re
import unittest

from c_source import bare

ROOT = pathlib.Path(os.environ.get("CORD_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))
LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
FILE_LIMIT, FUNCTION_LIMIT, UI_LIMIT = 700, 80, 300
LAYERS = ("base", "billing", "domain", "wire", "store", "server", "sync", "desk", "ctl")

# APIs that docs/architecture.md, "Toolkit versions", excludes: deprecated by newer toolkits, or newer than the oldest
# supported one.
FORBIDDEN_API = re.compile(r"\b(?:" + "|".join((
    r"Gtk(?:Message|FileChooser|FontChooser|ColorChooser|AppChooser)\w*|gtk_(?:message_dialog|(?:file|font|color|app)_chooser)_\w+",
    r"GtkDialog|gtk_dialog_\w+|GtkAssistant|gtk_assistant_\w+",
    r"GtkTreeView\w*|gtk_tree_view_\w+|GtkIconView|gtk_icon_view_\w+|GtkCell\w+|gtk_cell_\w+|GtkListStore|gtk_list_store_\w+|GtkTreeStore",
    r"GtkComboBox\w*|gtk_combo_box_\w+|GtkEntryCompletion|gtk_entry_completion_\w+|GtkInfoBar|gtk_info_bar_\w+",
    r"GtkStatusbar|gtk_statusbar_\w+|GtkShortcutsWindow|gtk_shortcuts_window_\w+|GtkVolumeButton|GtkLockButton",
    r"AdwMessageDialog|adw_message_dialog_\w+|AdwAboutWindow|adw_about_window_\w+|adw_show_about_window",
    r"AdwPreferencesWindow|adw_preferences_window_\w+|AdwLeaflet\w*|adw_leaflet_\w+|AdwFlap\w*|adw_flap_\w+",
    r"AdwSqueezer\w*|adw_squeezer_\w+|AdwViewSwitcherTitle|adw_view_switcher_title_\w+|adw_action_row_set_icon_name",
    r"gtk_widget_(?:show|hide|get_allocation|get_allocated_\w+)|gtk_style_context_\w+|GtkStyleContext",
    r"gtk_css_provider_load_from_(?:data|string)|G_APPLICATION_FLAGS_NONE|gtk_show_uri\w*|gtk_widget_get_style_context",
    r"AdwDialog|AdwAlertDialog|AdwNavigation\w+|AdwToolbarView|AdwBreakpoint\w*|AdwBanner|AdwSpinRow|AdwSwitchRow|AdwOverlaySplitView",
)) + r")\b")
# ISO 4217 has three X for "no currency"; that is a code, not a note.
INTERNAL_HINT = re.compile(r"\b(?:TO" + "DO|FIX" + r"ME|(?<![\"'])X{3})\b(?![\"'])")
# A folder of one person's machine. The parts are joined so that this file does not name one itself.
MACHINE_PATH = re.compile(r"(?<![\w.}])/(?:ho" + "me|ro" + "ot|wo" + "rk|t" + r"mp|Us" + r"ers)/[\w.]")
MARKUP = re.compile(r"""name="use-markup">\s*(?:true|yes|1)\s*<|&lt;(?:b|i|a|span|big|small|tt|u)\b""", re.I)
FLOATING = re.compile(r"\b(?:double|float|gdouble|gfloat|g_ascii_strtod|strtod|strtof|atof|\w*_get_double|\w*_double_value)\b")
SQL = re.compile(r"\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|WHERE|ORDER BY)\b")
EXACT = ("src/billing/", "src/domain/", "src/base/cord-money", "src/base/cord-rational", "src/base/cord-period")
# They pass text to SQLite: their callers are checked, and their own statements are only PRAGMAs with a number.
DATABASE = ("src/store/cord-database.c",
            *(f"src/store/sqlite/cord-sqlite-{name}.c" for name in ("copy", "database", "query", "search", "statement")))
PRINTERS = re.compile(r"\b(?:g_print|g_printerr|printf|vprintf|puts|putchar|fputs|fprintf|perror|syslog)\s*\(")
# Only command-line programs print.
MAY_PRINT = re.compile(r"src/ctl/|src/\w+/main\.c$|src/base/cord-log\.c$")


def files(*patterns, under=("src", "tests", "ui", "data", "build-aux", "po")):
    for folder in under:
        for pattern in patterns:
            for path in sorted((ROOT / folder).rglob(pattern)):
                if path.is_file() and "__pycache__" not in path.parts:
                    yield path, path.relative_to(ROOT).as_posix()


def text_of(path):
    return path.read_text(encoding="utf-8")


def lines_with(pattern, text):
    return [number for number, line in enumerate(text.split("\n"), 1) if pattern.search(line)]


def functions(text):
    """(name, lines) of every function: by the house style the name is at the left edge of its own line."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        match = re.match(r"(\w+) \(", line)
        if not match:
            continue
        start = next((n for n in range(number, min(number + 30, len(lines))) if lines[n] in ("{", "") or lines[n].endswith(";")), None)
        if start is None or lines[start] != "{":
            continue
        end = next(n for n in range(start, len(lines)) if lines[n] == "}")
        yield match.group(1), end - number + 1


def camel(stem):
    return "".join(part.capitalize() for part in stem.split("-"))


def sql_faults(text):
    """A statement must be a literal or a constant of the file, never text built at run time."""
    def line(at):
        return text.count("\n", 0, at) + 1

    for match in re.finditer(r"\bsqlite3_\w+\s*\(", bare(text)):
        yield f":{line(match.start())}: calls SQLite itself"
    for match in re.finditer(r"\bcord_database_statement\s*\(\s*([^,]+),\s*", text):
        argument = re.match(r'"|[\w>.\[\]-]+', text[match.end():])
        argument = argument.group(0) if argument else "?"
        variable = re.escape(re.split(r"->|\.|\[", argument)[0])
        constant = re.search(rf"\bconst \w+ \*?\s*(?:const )?\*?(?:const )?{variable}\b", text)
        if argument != '"' and (not constant or re.search(rf"(?<!const )\bchar \*{variable}\b", text)):
            yield f":{line(match.start())}: “{argument}” is not a constant text"
    if not re.search(r"\bcord_database_", text):
        return
    for match in re.finditer(r"\b(?:g_strdup_printf|g_string_\w+|g_strconcat|g_strjoin\w*|g_snprintf)\s*\(([^;]*);", text):
        if SQL.search(" ".join(re.findall(r'"((?:\\.|[^"\\\n])*)"', match.group(1)))):
            yield f":{line(match.start())}: SQL put together while running"


class House(unittest.TestCase):
    def nothing(self, faults):
        self.assertEqual(faults, [], "\n" + "\n".join(faults))

    def test_licence_first(self):
        faults = []
        for path, name in files("*.c", "*.h", "*.py", "*.sh", "*.css", "*.sql", under=("src", "tests", "ui", "data", "build-aux")):
            lines = text_of(path).split("\n")
            first = lines[1] if lines[0].startswith("#!") else lines[0]
            if LICENCE not in first:
                faults.append(f"{name}: the licence is not on its first line")
        self.nothing(faults)

    def test_own_header_first(self):
        faults = []
        for path, name in files("*.c", under=("src",)):
            if path.name == "main.c":
                continue
            found = [h for h in re.findall(r'^#include\s+["<]([^">]+)[">]', text_of(path), re.M) if h != "config.h"]
            own = [path.relative_to(ROOT / "src").with_suffix(".h").as_posix()]
            own.append(own[0].replace(".h", "-private.h"))
            if (ROOT / "src" / own[0]).exists() and found[0] not in own:
                faults.append(f"{name}: {own[0]} is not included first")
            elif found[0].split("/")[0] not in LAYERS:
                faults.append(f"{name}: the header that declares what is in it is not included first")
        self.nothing(faults)

    def test_one_type_a_file(self):
        faults = []
        for path, name in files("*.h", under=("src",)):
            types = re.findall(r"^G_DECLARE_\w+ \((\w+),", text_of(path), re.M)
            stem = "cord-gateway" if path.name == "gateway.h" else path.stem.replace("-private", "")
            if types and camel(stem) not in types:
                faults.append(f"{name}: declares {', '.join(types)}, which its name does not say")
            if len(types) > 2:
                faults.append(f"{name}: declares {len(types)} types")
        for path, name in files("*.ui", under=("ui",)):
            types = re.findall(r'<template class="(\w+)"', text_of(path))
            if types != [camel(path.stem)]:
                faults.append(f"{name}: its template is {types}")
        self.nothing(faults)

    def test_names_of_files(self):
        faults = []
        for path, name in files("*", under=("src", "tests", "ui", "build-aux")):
            if re.search(r"(?:^|[-_.])(?:util|utils|helper|helpers|common|misc)(?:[-_.]|$)", path.name):
                faults.append(f"{name}: says nothing about what is in it")
            if path.suffix in (".c", ".h") and name.startswith("src/") and not re.match(r"(?:cord-[a-z0-9-]+|main|gateway)\.[ch]$", path.name):
                faults.append(f"{name}: is not called cord-…")
        self.nothing(faults)

    def test_length_of_files(self):
        faults = [f"{name}: {n} lines, at most {FILE_LIMIT}" for path, name in files("*.c", "*.h", under=("src", "tests"))
                  if (n := text_of(path).count("\n")) > FILE_LIMIT]
        faults += [f"{name}: {n} lines, at most {UI_LIMIT}" for path, name in files("*.ui", under=("ui",))
                   if (n := text_of(path).count("\n")) > UI_LIMIT]
        self.nothing(faults)

    def test_length_of_functions(self):
        found = sorted(((length, function, name) for path, name in files("*.c", under=("src",))
                        for function, length in functions(text_of(path))), reverse=True)
        self.assertGreater(len(found), 1000, "functions were not recognised")
        lengths = sorted(length for length, _, _ in found)
        print(f"{len(found)} functions, median {lengths[len(lengths) // 2]} lines; the longest:")
        for length, function, name in found[:10]:
            print(f"  {length:3} {function}  {name}")
        self.nothing([f"{name}: {function} has {length} lines, at most {FUNCTION_LIMIT}"
                      for length, function, name in found if length > FUNCTION_LIMIT])

    def test_no_markup_in_pages(self):
        self.nothing([f"{name}:{line}: markup" for path, name in files("*.ui", under=("ui",))
                      for line in lines_with(MARKUP, text_of(path))])

    def test_no_markup_from_data(self):
        calls = re.compile(r"\b(?:gtk_label_set_markup\w*|gtk_widget_set_tooltip_markup|pango_parse_markup|gtk_label_set_use_markup)\b")
        self.nothing([f"{name}:{line}: markup" for path, name in files("*.c", under=("src",)) for line in lines_with(calls, bare(text_of(path)))])

    def test_toolkit(self):
        faults = []
        for path, name in (*files("*.c", "*.h", under=("src/desk",)), *files("*.ui", under=("ui",))):
            text = text_of(path) if path.suffix == ".ui" else bare(text_of(path))
            faults += [f"{name}:{text.count(chr(10), 0, m.start()) + 1}: {m.group(0)}" for m in FORBIDDEN_API.finditer(text)]
        self.nothing(faults)

    def test_nothing_left_for_later(self):
        faults = []
        for path, name in (*files("*.c", "*.h", "*.py", "*.sh", "*.ui", "*.css", "*.sql", "meson.build", "*.json", "*.yml"),
                           *((ROOT / n, n) for n in ("run", "check", "meson.build", "README.md", "CONTRIBUTING.md", "src/README.md"))):
            faults += [f"{name}:{line}: left for later" for line in lines_with(INTERNAL_HINT, text_of(path))]
        self.nothing(faults)

    def test_exact_numbers(self):
        self.nothing([f"{name}:{line}: floating point" for path, name in files("*.c", "*.h", under=("src",)) if name.startswith(EXACT)
                      for line in lines_with(FLOATING, bare(text_of(path)))])

    def test_no_path_of_a_machine(self):
        faults = []
        for path, name in (*files("*.c", "*.h", "*.py", "*.sh", "*.ui", "*.css", "*.sql", "meson.build", "*.json", "*.jsonl", "*.md", "*.yml",
                                  under=("src", "tests", "ui", "data", "docs", "build-aux", "po", "flatpak")),
                           *((ROOT / n, n) for n in ("run", "check", "meson.build", "README.md", "CONTRIBUTING.md"))):
            faults += [f"{name}:{line}: a folder of one machine" for line in lines_with(MACHINE_PATH, text_of(path))]
        self.nothing(faults)

    def test_sql_is_constant(self):
        self.nothing([f"{name}{fault}" for path, name in files("*.c", under=("src",)) if name not in DATABASE for fault in sql_faults(text_of(path))])

    def test_printing(self):
        self.nothing([f"{name}:{line}: prints; personal data might go with it" for path, name in files("*.c", under=("src",))
                      if not MAY_PRINT.search(name) for line in lines_with(PRINTERS, bare(text_of(path)))])

    def test_white_space(self):
        faults = []
        for path, name in files("*.c", "*.h", "*.py", "*.sh", "*.ui", "*.css", "*.sql", "meson.build"):
            text = text_of(path)
            faults += [f"{name}:{line}: white space at the end, or a tab" for line in lines_with(re.compile(r"[ \t\r]$|\t"), text)]
            if text and (not text.endswith("\n") or text.endswith("\n\n")):
                faults.append(f"{name}: does not end in one line end")
        self.nothing(faults)


class Rules(unittest.TestCase):
    """The rules themselves, on lines that they must find and lines that they must accept."""

    def test_patterns(self):
        for pattern, caught, passed in (
                (FORBIDDEN_API, ("GtkDialog", "gtk_message_dialog_new", "AdwFlap", "gtk_widget_show (a)", "gtk_file_chooser_dialog_new"),
                 ("GtkAboutDialog", "gtk_widget_set_visible", "AdwActionRow", "gtk_label_new", "AdwComboRow")),
                (INTERNAL_HINT, ("/* TO" + "DO: later */", "FIX" + "ME"), ("AUTODOC", "record-XXXXXX", "mastodon", 'currency = "' + "X" * 3 + '";', "'currency':'" + "X" * 3 + "'")),
                (MACHINE_PATH, ("/ho" + "me/ada/x", '"/t' + 'mp/x"', "/ro" + "ot/.cache"), ("/home", "${x}/tmp/a", "a/work/b", "https://x.org/")),
                (MARKUP, ('<property name="use-markup">True</property>', "&lt;b>bold"), ('<property name="use-markup">0</property>', "a &lt; b")),
                (FLOATING, ("double x;", "g_ascii_strtod (a, NULL)", "json_node_get_double (n)"), ("Double x;", "doubled", "float_row")),
                (PRINTERS, ('g_print ("x")', "printf (a)"), ("g_strdup_printf (a)", "g_string_append_printf (a)"))):
            for line in caught:
                self.assertTrue(pattern.search(line), line)
            for line in passed:
                self.assertFalse(pattern.search(line), line)

    def test_sql(self):
        for code in ('sqlite3_exec (db, "SELECT 1", 0, 0, 0);', "char *sql = made ();\ncord_database_statement (db, sql, error);",
                     "cord_database_statement (db, build (a), error);",
                     'cord_database_statement (db, "x", e); g_strdup_printf ("SELECT %s FROM y", a);'):
            self.assertTrue(list(sql_faults(code)), code)
        for code in ('cord_database_statement (db,\n  "SELECT 1", error);', "f (const char *sql)\ncord_database_statement (db, sql, error);",
                     'static const char * const steps[] = {0};\ncord_database_statement (db, steps[i], error);'):
            self.assertEqual(list(sql_faults(code)), [], code)

    def test_comments_and_strings_are_no_code(self):
        self.assertEqual(bare('a = "x; double"; /* float\nb */ c; // d\ne'), 'a = "         ";         \n     c;     \ne')

    def test_functions_are_counted(self):
        text = "static int\nfirst (int a,\n       int b)\n{\n  return a;\n}\n\nvoid declared (void);\n\nvoid\nsecond (void)\n{\n}\n"
        self.assertEqual(list(functions(text)), [("first", 5), ("second", 3)])


if __name__ == "__main__":
    unittest.main()
