# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys held down on a keyboard of the display server, which repeats them as it does for an agent, and what the desk
recorded meanwhile, read from its journal on disk."""
import contextlib
import ctypes
import json
import os
import pathlib
import sqlite3

from atspi_desk import wait
from gi.repository import GLib

CORE_KEYBOARD = 0x100
REVERT_TO_PARENT = 2
MODIFIERS = {"ctrl": "Control_L", "shift": "Shift_L", "alt": "Alt_L"}
REPEAT_AFTER_MS, REPEAT_EACH_MS = 200, 25
QUIET_SECONDS = 1  # nothing more comes of a key, unless the machine is very busy


def pause(seconds):
    loop = GLib.MainLoop()
    GLib.timeout_add(int(seconds * 1000), loop.quit)
    loop.run()


class Attributes(ctypes.Structure):
    """XWindowAttributes up to the state of the mapping; what follows is room for the rest."""
    _fields_ = [("x", ctypes.c_int), ("y", ctypes.c_int), ("width", ctypes.c_int), ("height", ctypes.c_int), ("rest", ctypes.c_ubyte * 256)]


ERROR_HANDLER = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


@ERROR_HANDLER
def ignore_error(_display, _event):
    """A menu may close between the list of windows and the question how large each is."""
    return 0


class Keyboard:
    def __init__(self):
        self.x11 = ctypes.CDLL("libX11.so.6")
        self.x11.XSetErrorHandler.argtypes = [ERROR_HANDLER]
        self.x11.XSetErrorHandler(ignore_error)
        self.test = ctypes.CDLL("libXtst.so.6")
        self.x11.XOpenDisplay.restype = self.x11.XDefaultRootWindow.restype = ctypes.c_void_p
        self.x11.XStringToKeysym.restype = ctypes.c_ulong
        self.display = ctypes.c_void_p(self.x11.XOpenDisplay(None))
        assert self.display.value, "no display"
        self.x11.XkbSetAutoRepeatRate(self.display, CORE_KEYBOARD, REPEAT_AFTER_MS, REPEAT_EACH_MS)

    def focus_window(self):
        """There is no window manager; the largest window is the desk's."""
        root, parent, children, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint()
        top = ctypes.c_ulong(self.x11.XDefaultRootWindow(self.display))
        self.x11.XQueryTree(self.display, top, ctypes.byref(root), ctypes.byref(parent), ctypes.byref(children), ctypes.byref(count))
        self.x11.XSetInputFocus(self.display, ctypes.c_ulong(max(children[:count.value], key=self._area)), REVERT_TO_PARENT, 0)
        self.x11.XSync(self.display, 0)

    def _area(self, window):
        found = Attributes()
        self.x11.XGetWindowAttributes(self.display, ctypes.c_ulong(window), ctypes.byref(found))
        return found.width * found.height

    def _send(self, name, down):
        code = self.x11.XKeysymToKeycode(self.display, ctypes.c_ulong(self.x11.XStringToKeysym(name.encode())))
        assert code, f"no key “{name}”"
        self.test.XTestFakeKeyEvent(self.display, ctypes.c_uint(code & 0xff), ctypes.c_int(down), ctypes.c_ulong(0))
        self.x11.XSync(self.display, 0)

    def hold(self, chord, seconds):
        """“ctrl+shift+p”: the modifiers first, and released last."""
        *modifiers, key = chord.split("+")
        names = [MODIFIERS[m] for m in modifiers] + [key]
        for name in names:
            self._send(name, 1)
        pause(seconds)
        for name in reversed(names):
            self._send(name, 0)


class Journal:
    """The events of the practice line's newest call, in their order."""
    def __init__(self):
        runtime = pathlib.Path(os.environ["XDG_RUNTIME_DIR"])
        self.path = next(runtime.rglob("journal.db"))

    def read(self):
        with contextlib.closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=20)) as store:
            rows = store.execute("SELECT body FROM event WHERE interaction = (SELECT id FROM interaction ORDER BY place DESC LIMIT 1)"
                                 " ORDER BY seq").fetchall()
        return [json.loads(body) for body, in rows]


class Hand:
    """Holds keys down and tells what came of it."""
    # What is for good, or for the customer to hear; one press may do one of them.
    ACTS = {"quote.shown", "consent.given", "order.queued", "message.queued", "interaction.closed", "interaction.parked"}
    # A key that types into a text repeats, and what is typed is recorded as it grows.
    TYPED = {"field.set", "question.answered", "question.asked", "need.derived", "note.edited", "options.ranked"}

    def __init__(self, quiet=QUIET_SECONDS):
        self.keyboard, self.journal, self.quiet = Keyboard(), Journal(), quiet
        self.settled = None

    def settle(self):
        """All events, once none has come for a while; at once where nothing has come since the last time."""
        events = self.journal.read()
        if self.settled == len(events):
            return events
        while True:
            pause(self.quiet)
            before, events = events, self.journal.read()
            if len(before) == len(events):
                self.settled = len(events)
                return events

    def hold(self, key, seconds, until=None):
        """The types of the events that came of it, none of them twice; waits for the type @until, if any."""
        before = len(self.settle())
        self.settled = None
        self.keyboard.focus_window()
        self.keyboard.hold(key, seconds)
        if until is not None:
            wait(f"{until} to be recorded", lambda: until in [event["type"] for event in self.journal.read()[before:]])
        recorded = [event["type"] for event in self.settle()[before:]]
        spared = self.TYPED if "+" not in key else set()
        twice = {name for name in recorded if recorded.count(name) > 1} - spared
        if twice or sum(name in self.ACTS for name in recorded) > 1:
            raise AssertionError(f"{key} held for {seconds} s: {', '.join(recorded)}")
        return recorded
