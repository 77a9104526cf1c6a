"""screen-reader.py NAME: presses what is called so, as a screen reader does: through AT-SPI, without any input event.

It presses the first control whose name begins so, once it is shown.
"""

import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

PRESSED = ("push button", "toggle button", "link", "radio button", "menu item", "check box", "list item")
LIMIT_SECONDS = 20


def normal(text):
    return (text or "").replace("\u00a0", " ").strip()


def found(node, name):
    if node is None:
        return None
    if node.get_role_name() in PRESSED and normal(node.get_name()).startswith(name):
        states = node.get_state_set()
        if states.contains(Atspi.StateType.SHOWING) and states.contains(Atspi.StateType.SENSITIVE):
            return node
    for place in range(node.get_child_count()):
        inside = found(node.get_child_at_index(place), name)
        if inside:
            return inside
    return None


def shown(name):
    end = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < end:
        try:
            node = found(Atspi.get_desktop(0), name)
            if node:
                return node
        except Exception:  # the tree changed while it was read
            pass
        time.sleep(0.05)
    sys.exit(f"nothing that can be pressed is called “{name}”")


name = normal(sys.argv[1])
if not shown(name).do_action(0):
    sys.exit(f"“{name}” could not be pressed")
