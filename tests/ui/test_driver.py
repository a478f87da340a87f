"""Which driver of the terminal is used. What it does is in tests/terminal/test_input.py."""

import sys

import pytest
from textual.drivers.linux_driver import LinuxDriver

from coach.ui import driver


def test_it_is_ours_on_top_of_textuals() -> None:
    ours, problem = driver.chosen()
    assert ours and issubclass(ours, LinuxDriver)
    assert problem == ""


@pytest.mark.parametrize("name", driver.NEEDED)
def test_where_textual_has_changed_its_own_is_used(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delattr(LinuxDriver, name)
    ours, problem = driver.chosen()
    assert ours is None
    assert problem == f"Textual's own driver is used: it has no {name}"


def test_on_windows_it_is_textuals_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert driver.chosen() == (None, "")
