# SPDX-License-Identifier: GPL-3.0-or-later
"""An agent on the accessibility bus: finds names and roles, presses, types, reads. Does not know the program's
internals."""
import pyatspi
from gi.repository import GLib

TIMEOUT_MS = 60000
TEXTS = ("label", "text", "status bar", "notification", "alert", "list item", "static")
BUTTONS = ("push button", "button", "toggle button", "radio button", "check box")


class Gone(Exception):
    """A widget or text that was awaited did not appear."""


def _pause():
    """Lets the bus deliver messages for a short, bounded time."""
    loop = GLib.MainLoop()
    GLib.timeout_add(40, loop.quit)
    loop.run()


def wait(what, predicate, timeout=TIMEOUT_MS):
    deadline = GLib.get_monotonic_time() + timeout * 1000
    while True:
        found = predicate()
        if found:
            return found
        if GLib.get_monotonic_time() > deadline:
            raise Gone(what)
        _pause()


def walk(node):
    try:
        if node is None or not node.getState().contains(pyatspi.STATE_VISIBLE):
            return
        yield node
        # Iterating over a node asks for the number of its children once a child.
        for index in range(node.childCount):
            yield from walk(node.getChildAtIndex(index))
    except (LookupError, RuntimeError, GLib.Error):
        return


class Desk:
    def __init__(self, program="cordboard"):
        self.frame = wait(f"the window of {program}", lambda: self._find_frame(program))

    @staticmethod
    def _find_frame(program):
        for application in pyatspi.Registry.getDesktop(0):
            if application is not None and application.name == program:
                for frame in application:
                    if frame is not None:
                        return frame
        return None

    def _all(self, roles, name=None, starts=None, ends=None):
        """Each is looked for only when it is asked for: what a node is costs a round trip on the bus."""
        for node in walk(self.frame):
            try:
                if node.getRoleName() not in roles:
                    continue
                if name is not None and node.name != name:
                    continue
                if starts is not None and not node.name.startswith(starts):
                    continue
                if ends is not None and not node.name.endswith(ends):
                    continue
            except (LookupError, RuntimeError, GLib.Error):
                continue
            yield node

    @staticmethod
    def _sensitive(node):
        try:
            return node.getState().contains(pyatspi.STATE_SENSITIVE)
        except (LookupError, RuntimeError, GLib.Error):
            return False

    def has_text(self, text):
        for node in walk(self.frame):
            try:
                if node.getRoleName() not in TEXTS:
                    continue
                if text in node.name or text in self.text_of(node):
                    return True
            except (LookupError, RuntimeError, GLib.Error):
                continue  # it left the screen while it was being read
        return False

    @staticmethod
    def text_of(node):
        try:
            return node.queryText().getText(0, -1)
        except NotImplementedError:
            return ""

    def wait_text(self, text):
        wait(f"the words “{text}” on the screen", lambda: self.has_text(text))

    def press(self, name=None, starts=None, ends=None):
        """Presses the button of that name as soon as it can be pressed."""
        def ready():
            return next((n for n in self._all(BUTTONS, name, starts, ends) if self._sensitive(n)), None)
        wanted = name or starts or ends
        try:
            node = wait(f"a button “{wanted}” that can be pressed", ready)
        except Gone as gone:
            there = ", ".join(n.name for n in self._all(BUTTONS) if self._sensitive(n))
            raise Gone(f"{gone}; there are: {there}") from None
        action = node.queryAction()
        for index in range(action.nActions):
            if action.getName(index) in ("click", "activate", "toggle"):
                action.doAction(index)
                return node
        raise Gone(f"a way to press “{wanted}”")

    def can_press(self, name=None, starts=None):
        return any(self._sensitive(n) for n in self._all(BUTTONS, name, starts))

    def names_starting(self, beginnings):
        """Of the buttons that can be pressed."""
        return [n.name for n in self._all(BUTTONS) if n.name.startswith(beginnings) and self._sensitive(n)]

    def find_button(self, name):
        """None when it cannot be pressed."""
        return next((n for n in self._all(BUTTONS, name) if self._sensitive(n)), None)

    @staticmethod
    def has_focus(node):
        try:
            return node.getState().contains(pyatspi.STATE_FOCUSED)
        except (LookupError, RuntimeError, GLib.Error):
            return False

    def count_ending(self, words):
        return sum(1 for _ in self._all(BUTTONS, ends=words))

    def type(self, name, text):
        """Types into the field of that name and reads it back."""
        def ready():
            for node in self._all(("text", "entry", "password text"), name):
                try:
                    node.queryEditableText()
                except NotImplementedError:
                    continue
                if self._sensitive(node):
                    return node
            return None
        node = wait(f"a field “{name}”", ready)
        editable = node.queryEditableText()
        editable.setTextContents(text)
        return node
