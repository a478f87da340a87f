"""Changing keys of a TOML file that a person edits: all else stays, or nothing is written."""

import tomllib
from collections.abc import MutableMapping
from typing import Any

import pytest

from coach.toml.edit import edited


def rename(tree: MutableMapping[str, Any]) -> None:
    """Give a script another title."""
    tree["title"] = 'Tea\u00a0"time"'


@pytest.mark.parametrize(
    "around",
    [
        "{}\n",
        "{}",
        "# above\n\n  {}   # beside\n\n[[phase]]\nkind = 'in' # and\nseconds = 0x04\n",
        "{}\r\nseconds = 1_000.50\r\n\r\n[a]\r\nb.c.d = 1 # x\r\n",
        'seconds = 4 # first\n{}\nwhen = 2026-01-31T10:00:00Z\ntext = """\nlong\n"""\n',
        "{}\n[[step]]\nrun = 'a'\n  [step.more]\n  x = [ 1,2, # y\n  3 ]\n[[step]]\nrun = 'b'\n",
    ],
)
@pytest.mark.parametrize("title", ['"Old"', "'Old'", '"""Old\ntwo lines"""'])
def test_one_key_changes_and_every_other_byte_stays(around: str, title: str) -> None:
    result = edited(around.format(f"title = {title}"), rename)
    assert result is not None
    new = next(line for line in result.splitlines() if "title" in line).strip()
    value = new.removeprefix("title = ").split("   #")[0]
    assert result == around.format(f"title = {value}")
    assert tomllib.loads(result)["title"] == 'Tea\u00a0"time"'


def test_a_missing_key_is_added_above_the_tables() -> None:
    result = edited("# a\n[b]\nc = 1 # d\n", lambda tree: tree.update(d=2))
    assert result is not None
    assert [line for line in result.splitlines() if line] == ["# a", "d = 2", "[b]", "c = 1 # d"]


def test_what_cannot_be_checked_is_not_written() -> None:
    assert edited("a = nan\n", lambda tree: tree.update(b=1)) is None


def test_text_that_is_no_toml_is_an_error() -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        edited("a =", rename)
