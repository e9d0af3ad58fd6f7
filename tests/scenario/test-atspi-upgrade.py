#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole upgrade, from sign-in to close, by an outside client that knows only what is on the screen; on the way, the keys
that do most are held down. test-held-keys.py holds all of them.

    test-atspi-upgrade.py CORDBOARD
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from atspi_upgrade import STAGES, open_desk  # noqa: E402
from held_keys import Hand  # noqa: E402

SECONDS = 0.6  # a dozen repeats


def hold_on_confirm(hand):
    """The key that quoted does not go on to consent, nor does consent place anything."""
    for key in ("ctrl+Return", "ctrl+shift+p"):
        assert not hand.hold(key, SECONDS), key
    assert hand.hold("ctrl+shift+y", SECONDS) in ([], ["consent.given"])


def main():
    with open_desk(sys.argv[1]) as desk:
        hand = None
        for stage in STAGES:
            if stage.__name__ == "quote":
                hand = Hand()
                recorded = hand.hold("ctrl+Return", SECONDS, until="quote.shown")
                assert recorded.count("quote.shown") == 1, recorded
            else:
                stage(desk)
            if stage.__name__ == "quote":
                hold_on_confirm(hand)
            print(f"ok {stage.__name__}", flush=True)


main()
