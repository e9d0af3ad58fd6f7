#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every function that a header of src declares is called, or at least named, by another file of src: what only its own file uses is
static, and what nobody or only a test uses is removed. The exceptions have a reason."""
import collections
import os
import pathlib
import re
import unittest

from c_source import bare, declarations

ROOT = pathlib.Path(os.environ.get("CORD_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))

# Only tests call these, and are to: they see or set what no part of the program has to.
FOR_TESTS = {
    "cord_access_role_may": "data/reference writes the API from it",
    "cord_candidate_new": "a candidate without a search",
    "cord_config_describe_values": "the words of the manual page",
    "cord_connectivity_set_pace": "a test does not wait for minutes",
    "cord_date_row_pick": "a test picks without a calendar on the screen",
    "cord_endpoint_find": "tests name an endpoint, the program holds its row",
    "cord_event_stream_attach": "the stream without a server",
    "cord_event_stream_flush": "the stream without a server",
    "cord_event_stream_is_watched": "the stream without a server",
    "cord_event_stream_note": "the stream without a server",
    "cord_event_type_table": "tests try every type",
    "cord_fit_mentions": "the rule of words by itself",
    "cord_hub_event_name": "the rule of names by itself",
    "cord_interaction_get_header": "tests begin the same record again",
    "cord_interaction_get_operation": "tests look for the operation at the server",
    "cord_interaction_last_body": "tests read an event as it was written",
    "cord_json_scan": "the limits without a reader",
    "cord_journal_db_get_damaged": "tests look at the file that was set aside",
    "cord_journal_db_list_async": "tests list a journal without a session",
    "cord_journal_db_list_finish": "tests list a journal without a session",
    "cord_list_budget_get_size": "what a list that was given up sorted is given back",
    "cord_press_guard_is_act": "the rule of double clicks without a pointer",
    "cord_prorate_case": "one case without a line",
    "cord_quote_to_json": "compared byte for byte",
    "cord_record_file_vault_path": "the rule of names by itself",
    "cord_remote_set_limits": "a test does not wait for minutes",
    "cord_server_get_address": "the port that the system chose",
    "cord_server_get_port": "the port that the system chose",
    "cord_session_object_async": "an objection is an event of the procedure; no page has a control for it yet",
    "cord_session_move_billing_day_async": "an act of the procedure; no page has a control for it yet",
    "cord_session_change_quantity_async": "an act of the procedure; no page has a control for it yet",
    "cord_session_resume_async": "an act of the procedure; no page has a control for it yet",
    "cord_session_suspend_async": "an act of the procedure; no page has a control for it yet",
    "cord_sop_states": "tests try every state",
    "cord_sqlite_database_get_handle": "tests break a database on purpose",
    "cord_uploader_get_pending": "tests wait until nothing is left",
    "cord_vault_get_entries": "tests search the vault for what must not be elsewhere",
    "cord_window_get_page": "tests look at one page",
    "cord_window_get_visible_page": "tests look at the page that is shown",
}
# Getters beside a property; templates bind the property.
GETTERS = {
    "cord_entry_get_amount", "cord_entry_get_detail", "cord_entry_get_title", "cord_exclusion_get_name", "cord_exclusion_get_rule",
    "cord_product_get_status", "cord_step_get_reason",
}

WORD = re.compile(r"\bcord_\w+")
# A macro of the header is a use: those who write the macro, or g_autoptr, call the function.
IN_MACRO = re.compile(r"^(?:G_DEFINE_\w+ \([^)]*\)|[ \t]*#(?:[^\n]*\\\n)*[^\n]*)", re.M)
DEFINITION = re.compile(r"^(cord_\w+) \(", re.M)


def unused(files):
    """(header, function) for each function that no file uses but its header and the source that has it. @files: name to text."""
    code = {name: bare(text) for name, text in files.items()}
    users, definers = collections.defaultdict(set), collections.defaultdict(set)
    for name, text in code.items():
        for word in WORD.findall(text):
            users[word].add(name)
        if name.endswith(".c"):
            for word in DEFINITION.findall(text):
                definers[word].add(name)
    for name in sorted(name for name in files if name.endswith(".h")):
        macros = set(WORD.findall(" ".join(IN_MACRO.findall(code[name]))))
        for function in declarations(files[name]):
            word = function.name
            if not (function.inline or word.endswith("_get_type") or word in macros or users[word] - definers[word] - {name}):
                yield name, word


class Callers(unittest.TestCase):
    def test_functions_are_used(self):
        files = {path.relative_to(ROOT / "src").as_posix(): path.read_text(encoding="utf-8")
                 for pattern in ("*.c", "*.h", "*.def") for path in (ROOT / "src").rglob(pattern)}
        self.assertGreater(sum(1 for name in files if name.endswith(".h") for _ in declarations(files[name])), 1000)
        self.assertEqual({function for _, function in unused(files)}, set(FOR_TESTS) | GETTERS,
                         "a function is used by no other file, or an exception is used now")


class Rule(unittest.TestCase):
    HEADER = "/* Adds. */\nint cord_a_add (int b);\n"
    SOURCE = "int\ncord_a_add (int b)\n{\n  return b;\n}\n"

    def found(self, **others):
        files = {"x/cord-a.h": self.HEADER, "x/cord-a.c": self.SOURCE, **{f"x/cord-{name}": text for name, text in others.items()}}
        return list(unused(files))

    def test_used(self):
        self.assertEqual(self.found(**{"b.c": "void\nf (void)\n{\n  cord_a_add (1);\n}\n"}), [])
        self.assertEqual(self.found(**{"b.def": "ROW (cord_a_add)\n"}), [])

    def test_unused(self):
        for others in ({}, {"b.c": "/* cord_a_add (1) */\n"}, {"b.c": 'char *a = "cord_a_add";\n'}, {"b.c": "int cord_a_add_all;\n"}):
            self.assertEqual(self.found(**others), [("x/cord-a.h", "cord_a_add")], others)

    def test_used_by_its_own_file_alone(self):
        own = self.SOURCE + "\nint\nmain (void)\n{\n  return cord_a_add (1);\n}\n"
        self.assertEqual(list(unused({"x/cord-a.h": self.HEADER, "x/cord-a.c": own})), [("x/cord-a.h", "cord_a_add")])

    def test_macros(self):
        for line in ("#define cord_a_more(b) cord_a_add (b)\n", "G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordA, cord_a_add)\n"):
            self.assertEqual(list(unused({"x/cord-a.h": self.HEADER + line, "x/cord-a.c": self.SOURCE})), [])


if __name__ == "__main__":
    unittest.main()
