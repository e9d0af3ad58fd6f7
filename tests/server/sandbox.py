#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""sandbox.py UNIT PROGRAM [ARGUMENT…]: runs the program under the system calls that the unit permits, in the filter
that systemd would make, with the other settings of the unit that a process can apply to itself. Exit status 77 where
this machine cannot do so."""
import ctypes
import os
import pathlib
import platform
import re
import resource
import struct
import subprocess
import sys

SKIPPED = 77
PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, PR_SET_MDWE, SECCOMP_MODE_FILTER = 22, 38, 65, 2
AUDIT_ARCH_X86_64 = 0xC000003E
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, KILL, ERRNO_EPERM = 0x7FFF0000, 0x80000000, 0x00050001


def numbers():
    for path in ("/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "/usr/include/asm/unistd_64.h"):
        if os.path.exists(path):
            return {name: int(number) for name, number in re.findall(r"#define __NR_(\w+) (\d+)", pathlib.Path(path).read_text())}
    return {}


def known_sets():
    sets, current = {}, None
    for line in subprocess.run(["systemd-analyze", "syscall-filter"], capture_output=True, text=True, check=True).stdout.splitlines():
        if line.startswith("@"):
            current = sets.setdefault(line.strip(), [])
        elif current is not None and line.strip() and not line.strip().startswith("#"):
            current.append(line.strip())
    return sets


def members(name, sets):
    if not name.startswith("@"):
        return {name}
    return set().union(*(members(each, sets) for each in sets[name]))


def allowed(unit):
    """The lines of the unit in their order: named calls are added, those after a ~ removed."""
    sets, calls = known_sets(), set()
    for line in re.findall(r"(?m)^SystemCallFilter=(.*)$", unit):
        named = set().union(*(members(each, sets) for each in line.lstrip("~").split()))
        calls = calls - named if line.startswith("~") else calls | named
    return calls


def install(calls):
    step = lambda code, true, false, value: struct.pack("HBBI", code, true, false, value)
    program = step(LOAD, 0, 0, 4) + step(EQUAL, 1, 0, AUDIT_ARCH_X86_64) + step(RETURN, 0, 0, KILL) + step(LOAD, 0, 0, 0)
    for number in calls:
        program += step(EQUAL, 0, 1, number) + step(RETURN, 0, 0, ALLOW)
    program += step(RETURN, 0, 0, ERRNO_EPERM)
    text = ctypes.create_string_buffer(program, len(program))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(text)))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_MDWE, 1, 0, 0, 0)
    return libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 and libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, header, 0, 0) == 0


def main():
    unit = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
    table = numbers()
    if platform.machine() != "x86_64" or not table:
        return SKIPPED
    calls = {table[name] for name in allowed(unit) if name in table}
    os.umask(int(re.search(r"(?m)^UMask=(\d+)$", unit).group(1), 8))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not install(calls):
        return SKIPPED
    os.execv(sys.argv[2], sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
