#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Removes the rules of the billing engine (rules.txt) one at a time; the test named there must fail.

A changed copy of the source file is compiled with the build's own command, and the test is linked again with it in place
of the original. A rule counts as tested when the test passes as built and fails by an assertion without the rule.

  test-rules.py              removes the rules whose source changed, as TAP: in the last commit, in the working tree, and
                             since the branch point of CORD_CHECK_BASE (./check --base NAME) where that is set. Of the
                             others only that their text is still in the source. All are removed where CORD_CHECK_ALL is
                             set (./check --all), and where git cannot tell what changed
  test-rules.py --only WORD  those whose name contains the word
  test-rules.py --list       "rule → test", for readers; needs no build
  test-rules.py --find WORD  which tests of the same programs fail without those rules
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ.get("CORD_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))
BUILD = pathlib.Path(os.environ.get("CORD_BUILD_ROOT", ROOT / "_build"))
NINJA = os.environ.get("NINJA") or shutil.which("ninja") or shutil.which("ninja-build") or "samu"
SECONDS = 60
# How a test reports that its own assertion failed; a failed assertion of the engine itself would be another fault.
ASSERTED = re.compile(r"^Bail out! .*(ERROR:\S*tests/|FATAL-ERROR)", re.MULTILINE)
KEYS = ("rule", "file", "text", "gone", "test")


class Failure(Exception):
    pass


class Rule:
    def __init__(self, fields):
        for key, many in (("rule", False), ("file", False), ("text", True), ("test", True)):
            if not fields[key] or (len(fields[key]) > 1 and not many):
                raise SystemExit(f"rules.txt: {fields['rule'] or fields['file']}: “{key}” is missing or stands twice")
        if len(fields["text"]) != len(fields["gone"]):
            raise SystemExit(f"rules.txt: {fields['rule'][0]}: not as many “gone” as “text”")
        self.name = fields["rule"][0]
        self.file = fields["file"][0]
        self.replacements = list(zip(fields["text"], fields["gone"]))
        self.tests = [test.split() for test in fields["test"]]

    def mutate(self):
        """The source without the rule. White space in the text matches any, so that a line may be wrapped elsewhere."""
        source = (ROOT / self.file).read_text(encoding="utf-8")
        for text, gone in self.replacements:
            pattern = re.compile(r"\s+".join(map(re.escape, text.split())))
            found = len(pattern.findall(source))
            if found != 1:
                raise Failure(f"“{text}” stands {found} times in {self.file}: the list is out of date")
            source = pattern.sub(lambda match: gone, source)
        return source


def read_rules():
    rules, fields = [], {}
    for line in (pathlib.Path(__file__).parent / "rules.txt").read_text(encoding="utf-8").splitlines() + [""]:
        if line.startswith("#"):
            continue
        if not line.strip():
            if fields:
                rules.append(Rule({key: fields.get(key, []) for key in KEYS}))
            fields = {}
            continue
        key, colon, value = line.partition(":")
        if not colon or key not in KEYS:
            raise SystemExit(f"rules.txt: cannot read “{line}”")
        fields.setdefault(key, []).append(value.strip())
    names = [rule.name for rule in rules]
    if len(set(names)) != len(names):
        raise SystemExit("rules.txt: a rule stands twice")
    return rules


class Builder:
    """The build's own commands, with one source file replaced; without warnings and debug information, which take time."""

    def __init__(self):
        self.compile = {}
        for entry in json.loads((BUILD / "compile_commands.json").read_text(encoding="utf-8")):
            source = (pathlib.Path(entry["directory"]) / entry["file"]).resolve()
            self.compile.setdefault(source, entry)
        self.link = {}

    def object_of(self, rule, source, folder):
        """Compiles a copy of the rule's file. Returns the path of the object and of the one it replaces."""
        entry = self.compile.get((ROOT / rule.file).resolve())
        if entry is None:
            raise Failure(f"{rule.file} is not part of the build")
        copy = folder / pathlib.Path(rule.file).name
        copy.write_text(source, encoding="utf-8")
        words = shlex.split(entry["command"])
        for flag in ("-MQ", "-MF"):
            at = words.index(flag)
            del words[at:at + 2]
        words.remove("-MD")
        original = words[words.index("-o") + 1]
        words[words.index("-o") + 1] = str(folder / "rule.o")
        words[words.index("-c") + 1] = str(copy)
        self.run([*words, "-w", "-g0"], "does not compile without the rule")
        return folder / "rule.o", original

    def prepare(self, program):
        """Finds how a program is linked: the last command that makes it."""
        if program in self.link:
            return
        made = subprocess.run([NINJA, "-C", str(BUILD), "-t", "commands", program], capture_output=True, text=True, check=False)
        if made.returncode != 0:
            raise SystemExit(f"{program} is not in the build: {made.stderr}")
        self.link[program] = shlex.split(made.stdout.strip().splitlines()[-1])

    def program_of(self, program, made, original, folder):
        """Links the program with the object before the libraries, whose own member is then not used."""
        words = list(self.link[program])
        name = folder / pathlib.Path(program).name
        at = words.index("-o") + 1
        words[at] = str(name)
        if original in words:
            words[words.index(original)] = str(made)
        else:
            words.insert(at + 1, str(made))
        self.run([*words, "-s"], f"{program} does not link without the rule")
        return name

    @staticmethod
    def run(words, complaint):
        done = subprocess.run(words, cwd=BUILD, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Failure(f"{complaint}: {done.stderr[-2000:]}")


def program_of_test(test):
    """A script of the command-line tests runs cordboardctl; any other test is its own program."""
    return "src/ctl/cordboardctl" if test[0].endswith(".py") else test[0]


def run_test(test, program):
    """"passed", "failed" by an assertion, or what else happened."""
    script = test[0].endswith(".py")
    words = [sys.executable, str(ROOT / test[0]), str(program), *test[1:]] if script else [str(program), "--tap", "-p", *test[1:]]
    environment = {"G_DEBUG": "fatal-warnings", "LC_ALL": "C.UTF-8", "TZ": "UTC", **os.environ,
                   "CORD_SOURCE_ROOT": str(ROOT), "CORD_BUILD_ROOT": str(BUILD)}
    try:
        done = subprocess.run(words, cwd=BUILD, env=environment, capture_output=True, text=True, errors="replace", timeout=SECONDS,
                              check=False)
    except subprocess.TimeoutExpired:
        return f"not over after {SECONDS} seconds"
    said = done.stdout + done.stderr
    if script:
        if done.returncode == 0 and "Ran 1 test" in said:
            return "passed"
        return "failed" if done.returncode == 1 and "\nFAIL: " in said and "\nERROR: " not in said else said[-1000:]
    if done.returncode == 0 and re.search(rf"^ok \d+ {re.escape(test[1])}$", said, re.MULTILINE):
        return "passed"
    if done.returncode in (1, -signal.SIGABRT, -signal.SIGTRAP) and ASSERTED.search(said):
        return "failed"
    return f"status {done.returncode}, {said[-1000:] or 'nothing said'}"


def run_with(rule, source, builder):
    """The result of each test of the rule when its file is this source."""
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="rule-") as name:
        folder = pathlib.Path(name)
        made, original = builder.object_of(rule, source, folder)
        programs = {program: builder.program_of(program, made, original, folder) for program in map(program_of_test, rule.tests)}
        return [(test, run_test(test, programs[program_of_test(test)])) for test in rule.tests]


def check(rule, builder, whole):
    for test in rule.tests:
        if whole[tuple(test)] != "passed":
            raise Failure(f"{' '.join(test)} does not pass as built: {whole[tuple(test)]}")
    for test, result in run_with(rule, rule.mutate(), builder):
        if result == "passed":
            raise Failure(f"{' '.join(test)} passes without the rule")
        if result != "failed":
            raise Failure(f"{' '.join(test)} does not fail by an assertion: {result}")


def check_unchanged(rule, builder):
    """A program that is built in the same way from the original source passes: so a failure above is due to the rule."""
    for test, result in run_with(rule, (ROOT / rule.file).read_text(encoding="utf-8"), builder):
        if result != "passed":
            raise Failure(f"{' '.join(test)} does not pass with {rule.file} as it is: {result}")


def find(rule, builder):
    """Every test of the rule's programs that fails without it."""
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="rule-") as name:
        folder = pathlib.Path(name)
        made, original = builder.object_of(rule, rule.mutate(), folder)
        for program in sorted({program_of_test(test) for test in rule.tests if not test[0].endswith(".py")}):
            mutated = builder.program_of(program, made, original, folder)
            listed = subprocess.run([str(mutated), "-l"], capture_output=True, text=True, check=True).stdout.splitlines()
            for path in (line for line in listed if line.startswith("/")):
                result = run_test([program, path], mutated)
                if result != "passed":
                    print(f"{rule.name}: {program} {path}: {result.strip().splitlines()[-1]}")


def git(*words):
    """Paths that git reports; None where it cannot."""
    try:
        done = subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.split() if done.returncode == 0 else None


def changed_paths():
    """The difference to the commit before the last one, or to the branch point of the named base; None when unknown."""
    paths = git("diff", "--name-only", "HEAD~1")
    base = os.environ.get("CORD_CHECK_BASE")
    if base and paths is not None:
        point = git("merge-base", base, "HEAD")
        since = git("diff", "--name-only", point[0]) if point else None
        paths = None if since is None else paths + since
    return None if paths is None else set(paths)


def sources_of(rule):
    """The files that decide whether the rule is noticed: its own, and those of its tests."""
    return {rule.file, *(test[0] if test[0].endswith(".py") else source_of_test(test[0]) for test in rule.tests)}


def source_of_test(program):
    """tests/billing/test-billing-prorate is built from tests/billing/test-prorate.c."""
    folder, name = program.rsplit("/", 1)
    return f"{folder}/test-{name.split('-', 2)[2]}.c"


def choose(rules):
    """The rules to remove, and in words why these."""
    if os.environ.get("CORD_CHECK_ALL"):
        return rules, "all rules are removed"
    changed = changed_paths()
    if changed is None:
        return rules, "what changed is not known here: all rules are removed"
    if any(path.startswith("tests/rules/") for path in changed):
        return rules, "the list of rules changed: all of them are removed"
    chosen = [rule for rule in rules if sources_of(rule) & changed]
    return chosen, f"{len(chosen)} of {len(rules)} rules are removed, those whose source changed; ./check --all removes all"


def check_source(rule):
    rule.mutate()
    for source in sources_of(rule):
        if not (ROOT / source).is_file():
            raise Failure(f"{source} is not there")


def report(rules, builder, named):
    removed, why = (rules, "the rules that were named are removed") if named else choose(rules)
    print(f"# {why}")
    return run_all(rules, removed, builder)


def run_all(rules, removed, builder):
    jobs = concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1)
    tests = sorted({tuple(test) for rule in removed for test in rule.tests})
    whole = dict(zip(tests, jobs.map(lambda test: run_test(test, BUILD / program_of_test(test)), tests)))
    one_of_each = {program_of_test(rule.tests[0]): rule for rule in removed}
    running = [(f"{program} put together anew", jobs.submit(check_unchanged, rule, builder)) for program, rule in one_of_each.items()]
    running += [(rule.name, jobs.submit(check, rule, builder, whole)) for rule in removed]
    running += [(f"{rule.name} (in the source)", jobs.submit(check_source, rule)) for rule in rules if rule not in removed]
    failed = 0
    print(f"1..{len(running)}", flush=True)
    for number, (name, job) in enumerate(running, 1):
        try:
            job.result()
            print(f"ok {number} {name}", flush=True)
        except Failure as failure:
            failed += 1
            print(f"not ok {number} {name}", *("# " + line for line in str(failure).splitlines()), sep="\n", flush=True)
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--only", metavar="WORD", default="")
    parser.add_argument("--find", metavar="WORD")
    options = parser.parse_args()
    rules = [rule for rule in read_rules() if (options.find or options.only) in rule.name]
    if options.list:
        for rule in rules:
            print(f"{rule.name} → {', '.join(' '.join(test) for test in rule.tests)}")
        return 0
    builder = Builder()
    for rule in rules:
        for test in rule.tests:
            builder.prepare(program_of_test(test))
    if options.find:
        for rule in rules:
            find(rule, builder)
        return 0
    return report(rules, builder, bool(options.only))


if __name__ == "__main__":
    sys.exit(main())
