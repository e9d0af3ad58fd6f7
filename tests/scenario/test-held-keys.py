#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every key held down for four seconds on every page of a call: on a page as it comes, and on the one before, which is
complete. With CORD_CHECK_ALL alone, for it takes minutes, most of which it waits.

    test-held-keys.py CORDBOARD HEADLESS
    test-held-keys.py CORDBOARD --page NUMBER      one page, in a display of its own
"""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
ROOT = pathlib.Path(__file__).resolve().parents[2]
SECONDS = 4
QUIET_SECONDS = 2
AT_ONCE = 4
SKIPPED = 77
TABS = 80  # more than there are stops on a page
PAGES = ("arrive", "verify", "gather", "needs", "options", "confirm", "process", "expect", "document", "follow-up")
# The stages after which keys are held, each on another page; the last of them leaves its page complete.
STAGES_BEFORE = ("answer", "arrive", "verify", "gather", "needs", "quote", "confirm", "process", "expect", "document", "follow_up")
FOR_GOOD = ("desk.consent", "desk.place", "desk.send", "desk.close")  # act when their words were on the screen
LAST = ("desk.park", "desk.sign-out")  # they end the call
OTHER_WINDOWS = ("desk.keys", "app.about")
PRIMARY = ("Go on to ", "Find what fits", "Quote ", "Customer agrees", "Place change", "Send confirmation", "Close this interaction")


def read_keys():
    """(action, key) of all that the list of keys shows."""
    table = (ROOT / "src" / "desk" / "shared" / "cord-keys.c").read_text(encoding="utf-8")
    for action, keys in re.findall(r'"((?:desk|app)\.[^"]+)", \{ ([^}]*) \}', table):
        for accelerator in re.findall(r'"([^"]+)"', keys):
            *modifiers, key = re.split(r"[<>]+", accelerator.strip("<"))
            names = [{"Control": "ctrl"}.get(m, m.lower()) for m in modifiers]
            yield action, "+".join([*names, *{"question": ("shift", "slash")}.get(key, (key,))])


class Page:
    def __init__(self, desk):
        from held_keys import Hand
        self.desk, self.hand = desk, Hand(QUIET_SECONDS)
        self.keys = [key for key in read_keys() if key[0] not in LAST]

    def current(self):
        return [event["body"]["step"] for event in self.hand.settle() if event["type"] == "step.entered"][-1]

    def go_to(self, page):
        from atspi_desk import wait
        if self.current() != page:
            self.hand.settled = None
            self.hand.keyboard.focus_window()
            self.hand.keyboard.hold(f"alt+{PAGES.index(page)}", 0)
            wait(f"the page {page}", lambda: self.current() == page)

    def hold(self, page, action, key):
        self.go_to(page)
        recorded = self.hand.hold(key, SECONDS)
        print(f"{page}: {key}: {', '.join(recorded)}", flush=True)
        if action in OTHER_WINDOWS:
            self.hand.keyboard.hold("Escape", 0)
        return recorded

    def tab_to(self, name):
        """Whether there is such a button still, which then has the focus."""
        button = self.desk.find_button(name)
        self.hand.keyboard.focus_window()
        for _ in range(TABS):
            if button is None or self.desk.has_focus(button):
                break
            self.hand.keyboard.hold("Tab", 0.05)
        return button is not None and self.desk.has_focus(button)

    def hold_all(self, page):
        for action, key in self.keys + [key for key in self.keys if key[0] in FOR_GOOD]:
            if "interaction.closed" in self.hold(page, action, key):
                return
        for key in ("Return", "space", "Tab"):
            self.hold(page, None, key)
            for name in self.desk.names_starting(PRIMARY):
                self.go_to(page)
                if self.tab_to(name):
                    self.hold(page, None, key)


def hold_on(program, number):
    from atspi_upgrade import STAGES, open_desk
    with open_desk(program) as desk:
        for stage in STAGES:
            stage(desk)
            if stage.__name__ == STAGES_BEFORE[number]:
                break
        page = Page(desk)
        for at in range(max(number - 1, 0), min(number + 1, len(PAGES))):
            page.hold_all(PAGES[at])


def run_page(program, headless, number):
    return subprocess.run([headless, sys.executable, __file__, program, "--page", str(number)], capture_output=True, text=True)


def main():
    program = sys.argv[1]
    if sys.argv[2] == "--page":
        hold_on(program, int(sys.argv[3]))
        return 0
    if "CORD_CHECK_ALL" not in os.environ:
        return SKIPPED
    failed = False
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        running = {pool.submit(run_page, program, sys.argv[2], number): number for number in range(len(STAGES_BEFORE))}
        for ended in concurrent.futures.as_completed(running):
            page = ended.result()
            failed = failed or page.returncode != 0
            print(f"after {STAGES_BEFORE[running[ended]]}: {page.returncode}\n{page.stdout}{page.stderr if page.returncode else ''}",
                  flush=True)
    return 1 if failed else 0


sys.exit(main())
