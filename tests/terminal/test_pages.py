"""A page of text in a real pseudo-terminal: the mouse scrolls, selects and copies."""

import re
from base64 import b64decode

from tests.terminal.conftest import Open
from tests.terminal.pseudo import Terminal
from tests.terminal.running import Home

COPIES = re.compile(rb"\x1b\]52;c;([^\x07]*)\x07")
"""What goes to the clipboard (OSC 52 of xterm)."""
ROW_22 = b"\x1b[22;1H"
DOWN, MOVED, WHEEL = 0, 32, 65
"""The button, the button held while the mouse moves, the wheel (SGR coding of xterm)."""


def mouse(run: Terminal, code: int, x: int, y: int, end: str = "M") -> None:
    """Send what a mouse does at a cell, counted from 0."""
    run.send(f"\x1b[<{code};{x + 1};{y + 1}{end}".encode())


def copied(run: Terminal) -> list[bytes]:
    """Return what was copied so far."""
    return [b64decode(each) for each in COPIES.findall(run.output)]


def underlined(run: Terminal) -> str:
    """Return what looks selected."""
    assert run.rows
    cells = [
        cell for _, row in sorted(run._screen.buffer.items()) for _, cell in sorted(row.items())
    ]
    return "".join(cell.data for cell in cells if cell.underscore)


def test_a_phone_number_is_selected_and_copied(home: Home, coach: Open) -> None:
    home.settings('rests = "with"', 'country = "US"')
    run = coach("support")
    run.wait_for("988", "more below")
    y, row = next((y, row) for y, row in enumerate(run.rows) if "1-800-222-1222" in row)
    x = row.index("222")
    for end in "MmMm":
        mouse(run, DOWN, x, y, end)
    run.wait_until(lambda run: underlined(run) == "1-800-222-1222", seconds=3)
    run.wait_until(lambda run: copied(run) == [b"1-800-222-1222"])
    run.wait_for("copied")
    y, row = next((y, row) for y, row in enumerate(run.rows) if " 988 " in row)
    x = row.index("988")
    mouse(run, DOWN, x, y)
    mouse(run, MOVED, x + 1, y)
    mouse(run, MOVED, x + 2, y)
    mouse(run, DOWN, x + 2, y, "m")
    run.wait_until(lambda run: underlined(run) == "988" and copied(run)[1:] == [b"988"])
    for _ in range(4):
        mouse(run, WHEEL, x, y)
    run.wait_until(lambda run: "Help from a person" not in run.text)
    run.send("q")
    assert run.wait_exit() == 0


def test_a_screen_is_written_once_when_it_appears(home: Home, coach: Open) -> None:
    """A row without anything on it is written with the whole picture only."""
    home.settings('rests = "with"', 'country = "US"', 'read = ["breathing/box"]')
    run = coach(size=(80, 24))
    run.wait_for("dark")
    run.read_for(0.3)
    assert run.output.count(ROW_22) == 2, "before the interface is loaded, and by it"
    for key in ("o", "h", "b", "l", "v", "m", "e", "ctrl+p"):
        for each in (key, "escape"):
            before = len(run.output)
            run.send(each)
            run.wait_until(lambda run, at=before: ROW_22 in run.output[at:])  # type: ignore[misc]
            run.read_for(0.15)
            assert run.output[before:].count(ROW_22) == 1, each
    run.send("q")
    assert run.wait_exit() == 0
