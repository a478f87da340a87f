"""Which driver of the terminal is used. What it does is in tests/terminal/test_input.py."""

import sys

import pytest
from textual.driver import Driver

from coach.ui import choose_driver, driver


def test_it_is_ours() -> None:
    assert choose_driver.chosen() == (driver.CoachDriver, "")


@pytest.mark.parametrize("name", [name for name in driver.NEEDED if hasattr(Driver, name)])
def test_where_textual_has_changed_its_own_is_used(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delattr(Driver, name)
    ours, problem = choose_driver.chosen()
    assert ours is None
    assert problem == f"Textual's own driver is used: it has no {name}"


@pytest.mark.parametrize("module", ["textual._ansi_sequences", "textual._xterm_parser"])
def test_where_a_part_is_missing_its_own_is_used(
    monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.delitem(sys.modules, "coach.ui.driver")
    monkeypatch.setitem(sys.modules, module, None)
    ours, problem = choose_driver.chosen()
    assert ours is None
    assert problem.startswith("Textual's own driver is used: ") and module in problem


def test_on_windows_it_is_textuals_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert choose_driver.chosen() == (None, "")
