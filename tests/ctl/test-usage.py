#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""cordboardctl: help, version, and exit statuses 0, 1 and 2."""
import re

import ctl_case

COMMANDS = ("import", "export", "user", "client", "prorate", "quote", "sop", "policy", "record")


class Usage(ctl_case.CtlCase):
    def test_help_names_every_command(self):
        text = self.done("--help")
        self.assertEqual(text, self.done("-h"))
        for command in COMMANDS:
            self.assertRegex(text, rf"(?m)^  {command} ")
        self.assertIn("Exit status", text)

    def test_help_of_each_command(self):
        for command in COMMANDS:
            self.assertTrue(self.done(command, "--help").startswith(f"Usage: cordboardctl {command} "), command)

    def test_version(self):
        wanted = re.search(r"version: '([^']+)'", (ctl_case.ROOT / "meson.build").read_text(encoding="utf-8")).group(1)
        self.assertEqual(self.done("--version"), f"cordboardctl {wanted}\n")

    def test_wrong_usage(self):
        self.misused()
        for arguments in (("nonsense",), ("prorate", "file"), ("quote", "file"), ("sop",), ("sop", "check"), ("sop", "burn", "file"),
                          ("policy", "check"), ("record",), ("record", "verify"), ("record", "state"), ("record", "state", "a", "--at"),
                          ("record", "state", "a", "--at", "-1"), ("record", "state", "a", "--at", "1x"), ("record", "fold", "a"),
                          ("import",), ("import", "a"), ("import", "--store", "memory"), ("import", "--store", "memory", "--nonsense", "a"),
                          ("export",), ("export", "--store", "memory"), ("export", "--output", "a"), ("export", "--store", "memory", "--output", "-"),
                          ("export", "--store", "memory", "--output", "a", "--format", "xml"), ("export", "--store", "memory", "--output", "a", "b"),
                          ("export", "--store", "memory", "--output", "a", "--type", "weather"),
                          ("export", "--store", "memory", "--output", "a", "--type", "customer,Customer"),
                          ("user",), ("user", "list"), ("user", "--store", "memory"), ("user", "add", "--store", "memory", "ada"),
                          ("user", "add", "--store", "memory", "--role", "agent"), ("user", "burn", "--store", "memory", "ada"),
                          ("client", "add", "--store", "memory"), ("client", "list", "--store", "memory")):
            with self.subTest(arguments=arguments):
                self.misused(*arguments)

    def test_what_is_not_there_is_refused_by_name(self):
        for arguments in (("sop", "check"), ("policy", "check"), ("record", "verify"), ("record", "state")):
            self.refused(*arguments, "absent.json", words="absent.json")


if __name__ == "__main__":
    ctl_case.main()
