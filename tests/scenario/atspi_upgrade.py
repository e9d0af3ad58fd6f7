# SPDX-License-Identifier: GPL-3.0-or-later
"""The stages of an upgrade as an outside client does them, each from the page where the one before ended."""
import contextlib
import os
import subprocess

from atspi_desk import Desk, wait

QUESTIONS = {
    "What do you use it for most?": "Two of us work from home, and the children stream in the evening.",
    "Who else uses it?": "Four of us.",
    "What must not be missing?": "The home phone number has to stay.",
}


def commit(desk, starts, done):
    """What cannot be taken back acts only once its words have been on the screen; until then a press scrolls to them."""
    desk.press(starts=starts)
    wait(f"“{starts}” to act or to show its words", lambda: done() or desk.has_text("Read it, then press again."))
    if not done():
        desk.press(starts=starts)


def sign_in(desk):
    desk.type("Name", "agent")
    desk.type("Password", "practice")
    desk.press("Sign in")


def answer(desk):
    desk.press("Next call")
    desk.press("Answer the call")


def arrive(desk):
    desk.press("Notice given")
    desk.press("Account holder")
    desk.press("Go on to verify")


def verify(desk):
    desk.press(starts="This one")
    desk.type("PIN, as the caller says it", "4711")
    desk.press("Check PIN")
    desk.wait_text("Amara Okafor")
    desk.press("Go on to gather")


def gather(desk):
    desk.press("Details are right")
    desk.press("Plan confirmed")
    desk.press("Upgrade")
    desk.press(starts="Home 50, ")
    desk.press("Speed")
    desk.type("In the customer’s words", "Video calls freeze in the evening.")
    wait("the reason to be recorded", lambda: desk.has_text("Nothing is missing here"))
    desk.press("Go on to needs")


def needs(desk):
    for question, answer in QUESTIONS.items():
        desk.type(question, answer)
    desk.press("Faster")
    wait("three questions to be recorded", lambda: desk.has_text("Nothing is missing here"))
    desk.press("Find what fits")


def options(desk):
    for n in (1, 2):
        desk.press(ends=": Present")
        wait("the option to be shown as presented", lambda: desk.count_ending(": Presented ✓") == n)


def quote(desk):
    desk.press(starts="Quote Home Fiber 250")


def confirm(desk):
    if not desk.can_press("Go on to process"):
        commit(desk, "Customer agrees", lambda: desk.can_press("Go on to process"))
    desk.press("Go on to process")


def process(desk):
    commit(desk, "Place change", lambda: desk.has_text("Placed as order"))
    desk.wait_text("Placed as order")
    desk.press("One hour on")
    desk.wait_text("Completed")
    desk.press("Go on to expect")


def expect(desk):
    desk.press("Timeline told")
    while not desk.has_text("Nothing is missing here"):
        desk.press(starts="Explained")
    desk.press("Go on to document")


def document(desk):
    desk.press("E-mail")
    desk.press("Write the confirmation")
    desk.wait_text("Every amount and date agrees with the order")
    commit(desk, "Send confirmation to", lambda: desk.can_press("Go on to follow up"))
    desk.press("Plan changed")
    desk.press("Go on to follow up")


def follow_up(desk):
    desk.press("Call")
    desk.press("Schedule")
    desk.wait_text("Promised")
    desk.press(starts="5 of 5")


def close(desk):
    commit(desk, "Close this interaction", lambda: desk.can_press("Next call"))
    wait("the desk to be ready for the next call", lambda: desk.can_press("Next call"))


STAGES = (sign_in, answer, arrive, verify, gather, needs, options, quote, confirm, process, expect, document, follow_up, close)


@contextlib.contextmanager
def open_desk(program):
    """A desk on a practice line of its own, until the block ends."""
    environment = dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="C", G_DEBUG="fatal-criticals")
    process = subprocess.Popen([program, "--demo", "--fresh"], env=environment)
    try:
        yield Desk()
    finally:
        process.terminate()
        process.wait(20)
