#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write SQL migrations as a C array: embed-sql.py NAME OUTPUT FILE.sql…, the first file is migration 1. A second array,
NAME_tables, has each table they make with the statement that counts its rows."""
import pathlib
import re
import sys


def literal(text):
    lines = [line.split("--")[0].rstrip() for line in text.splitlines()]
    return "\n".join('  "%s\\n"' % line.replace("\\", "\\\\").replace('"', '\\"') for line in lines if line.strip())


def main():
    name, output, *inputs = sys.argv[1:]
    files = [pathlib.Path(path).read_text(encoding="utf-8") for path in inputs]
    texts = ",\n".join(literal(text) for text in files)
    tables = sorted({table for text in files for table in re.findall(r"^CREATE TABLE (\w+)", text, re.M)})
    counts = "".join(f'  {{ "{table}", "SELECT count(*) FROM {table}" }},\n' for table in tables)
    pathlib.Path(output).write_text("/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
                                    "/* Made from the SQL files; do not edit. */\n"
                                    f"static const char *const {name}[] = {{\n{texts},\n  NULL,\n}};\n"
                                    f"static const char *const {name}_tables[][2] = {{\n{counts}}};\n", encoding="utf-8")


if __name__ == "__main__":
    main()
