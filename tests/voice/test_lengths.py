"""Every shipped text has its length in the table, and there is time to say it. Needs no voice.

Scans are looked at in steps of seven seconds, and by `python -m tests.voice` at every second.
"""

from functools import partial
from pathlib import Path

import pytest

from coach.content import said
from coach.content.bodyscan import BodyScanFile
from coach.content.library import load_file
from coach.domain import fit
from coach.sound.pack import name_of
from coach.system import folders
from tests.voice import lengths
from tests.voice.lengths import (
    Said,
    read,
    renewed,
    scan_lengths_ms,
    written,
)

shipped = partial(lengths.shipped, 7)
STALE = "stale: run `python -m tests.voice renew`"
KINDS = ("breathing", "relaxation", "bodyscan", "stretch", "mind", "awake")


def test_the_table_has_every_text_and_none_that_is_left_over() -> None:
    table, texts = read(), {name_of(each.text): each.text for each in shipped()}
    missing = [text for name, text in texts.items() if name not in table]
    left_over = [name for name in table if name not in texts]
    assert not missing and not left_over, STALE


def test_every_shipped_script_is_asked() -> None:
    files = {f"{kind}/{f.stem}" for kind in KINDS for f in (folders.assets() / kind).glob("*.toml")}
    assert {each.id for each in shipped()} == files


@pytest.mark.parametrize("name", ["three", "five", "ten", "twenty", "thirty"])
def test_from_the_last_length_that_is_looked_at_there_is_only_more_time(name: str) -> None:
    script = load_file(folders.assets() / "bodyscan" / f"{name}.toml", "bodyscan")
    assert isinstance(script, BodyScanFile)
    own, *seconds, hour = scan_lengths_ms(script)
    last = seconds[-1]
    assert (own, hour) == (None, 3_600_000) and last
    assert seconds == list(range(120_000, last + 1, 1000))
    least = said.rooms(script, [last])
    for ms in range(last, 3_600_001, 71_000):
        assert all(least[text] <= room for text, room in said.rooms(script, [ms]).items())


def test_every_line_can_be_said_in_its_time() -> None:
    table = read()
    misfits = [
        f"{each.spare(table):6.2f} s  {each.id}: {each.text}"
        for each in shipped()
        if name_of(each.text) in table and each.spare(table) < 0
    ]
    assert not misfits, "\n".join(["too long, by so many seconds:", *sorted(misfits)])


def test_the_table_is_a_line_a_text_in_order() -> None:
    """So that a change shows what it changed."""
    assert lengths.FILE.read_text(encoding="utf-8") == written(read())
    assert written({"b": 2.0, "a": 1.125}) == f"{lengths.HEAD}a = 1.125\nb = 2\n"
    rows = lengths.FILE.read_text(encoding="utf-8").removeprefix(lengths.HEAD).splitlines()
    assert rows == sorted(rows) and len(rows) == len(read())


def test_renewing_measures_what_is_missing_and_drops_what_is_left_over() -> None:
    known = {name_of("Now."): 1.05, name_of("Gone."): 2.0}
    asked = []

    def measure(text: str) -> float:
        asked.append(text)
        return 1.23456

    table = renewed(known, ["Now.", "And let go."], measure)
    assert table == {name_of("Now."): 1.05, name_of("And let go."): 1.235}
    assert asked == ["And let go."]


def test_a_table_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert read(tmp_path / "none.toml") == {}


def test_a_text_fits_when_it_is_over_in_its_room() -> None:
    table = {name_of("Now."): 1.05}
    assert Said("x", "Now.", 1.05).spare(table) == 0
    assert Said("x", "Now.", 1.0).spare(table) == pytest.approx(-0.05)


def test_the_estimate_for_scripts_of_ones_own_is_nearly_right() -> None:
    table = read()
    texts = [text for text in {each.text for each in shipped()} if name_of(text) in table]
    off_ms = sorted(abs(fit.spoken_ms(text) - 1000 * table[name_of(text)]) for text in texts)
    assert off_ms[len(off_ms) * 19 // 20] <= fit.MOST_ERROR_MS
    assert sum(off_ms) / len(off_ms) <= 200
