#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write SQL migrations as a C array: embed-sql.py NAME OUTPUT FILE.sql…, the first file is migration 1."""
import pathlib
import sys


def literal(text):
    lines = [line.split("--")[0].rstrip() for line in text.splitlines()]
    return "\n".join('  "%s\\n"' % line.replace("\\", "\\\\").replace('"', '\\"') for line in lines if line.strip())


def main():
    name, output, *inputs = sys.argv[1:]
    texts = ",\n".join(literal(pathlib.Path(path).read_text(encoding="utf-8")) for path in inputs)
    pathlib.Path(output).write_text("/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
                                    "/* Made from the SQL files; do not edit. */\n"
                                    f"static const char *const {name}[] = {{\n{texts},\n  NULL,\n}};\n", encoding="utf-8")


if __name__ == "__main__":
    main()
