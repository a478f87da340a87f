"""Broken in any way, a file is either read or refused in words; nothing else ever happens."""

import re
import tempfile
import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from coach.content.breathing import BreathingFile
from coach.content.library import load_file
from coach.toml.problems import BadFile
from tests.generated import check_tiling
from tests.soak import fuzz

ASSETS = Path(__file__).parents[2] / "assets"
FILES = {
    kind: sorted((ASSETS / kind).glob("*.toml")) for kind in ("breathing", "themes", "support")
}
SHIPPED = [(kind, file.read_bytes()) for kind, files in FILES.items() for file in files]
PIECES = [
    *(bytes([byte]) for byte in b"\x00\n\r\t\x1b\"'#=.,[]{}\\-+0e_\x7f\x9b\xc3\xff"),
    b"[[phase]]\n",
    b"[phase]\n",
    b'"""',
    b"'''",
    b"nan",
    b"inf",
    b"1e999",
    b"0x" + b"f" * 5000,
    b"[" * 2000,
    b"{a=" * 2000,
    b"true",
    b"1979-05-27T07:32:00Z",
    "\ufeff".encode(),
    "\u202e".encode(),
    b'"\\u0000"',
    b"title = 1\n",
]
WHOLE_VALUES = [
    b"0x" + b"e" * 5000,
    b"0x1" + b"1" * 20_000,
    b"9" * 5000,
    b"[" * 100 + b"]" * 100,
    b"[" * 2000 + b"]" * 2000,
    b"{a=" * 2000 + b"1" + b"}" * 2000,
    b"2026-02-30",
    b"-nan",
    b'"\\u009b"',
    b"{ kind = 'in' }",
]
shipped = st.sampled_from(SHIPPED)


def check_reads_or_refuses(kind: str, raw: bytes) -> None:
    """Fail unless the bytes become a timeline that tiles, or are refused in printable words."""
    with tempfile.NamedTemporaryFile(suffix=".toml") as stream:
        stream.write(raw)
        stream.flush()
        try:
            script = load_file(Path(stream.name), kind)
        except BadFile as error:
            assert error.problems
            for line in str(error).split("\n"):
                assert line.startswith(f"{stream.name}:")
                assert line.isprintable(), ascii(line)
            rows = raw.count(b"\n") + 1
            assert all(1 <= (problem.line or 1) <= rows for problem in error.problems)
            return
    if isinstance(script, BreathingFile):
        pattern = script.exercise("breathing/fuzz")
        timeline = pattern.timeline(min(pattern.cycles, 20))
        check_tiling(timeline)
        assert timeline.title.strip()


@given(shipped, st.data())
def test_with_bytes_changed_anywhere(chosen: tuple[str, bytes], data: st.DataObject) -> None:
    kind, raw = chosen
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(raw)))
        end = start + data.draw(st.sampled_from([0, 0, 1, 2, 7, 40]))
        raw = raw[:start] + data.draw(st.sampled_from([b"", *PIECES])) + raw[end:]
    check_reads_or_refuses(kind, raw)


@given(shipped, st.data())
def test_with_a_value_written_in_any_other_way(
    chosen: tuple[str, bytes], data: st.DataObject
) -> None:
    kind, raw = chosen
    places = list(re.finditer(rb"(?<== ).+$", raw, re.MULTILINE))
    place = data.draw(st.sampled_from(places))
    value = data.draw(st.sampled_from([*PIECES, *WHOLE_VALUES]))
    check_reads_or_refuses(kind, raw[: place.start()] + value + raw[place.end() :])


@given(shipped, st.data())
def test_a_file_that_ends_anywhere_is_read_or_refused(
    chosen: tuple[str, bytes], data: st.DataObject
) -> None:
    kind, raw = chosen
    check_reads_or_refuses(kind, raw[: data.draw(st.integers(0, len(raw)))])


@given(st.sampled_from(list(FILES)), st.binary(max_size=200))
def test_with_any_bytes_at_all(kind: str, raw: bytes) -> None:
    check_reads_or_refuses(kind, raw)


odd_values = st.one_of(
    st.sampled_from(
        [
            True,
            False,
            0,
            -1,
            1,
            60,
            10**30,
            -(2**63),
            2**64,
            0.0,
            -0.0,
            1e-300,
            1e308,
            float("nan"),
            float("inf"),
            "",
            " ",
            "in",
            "out",
            "rest",
            "#ffffff",
            "\x1b[31m",
            "\u202e",
            "a\nb",
            "x" * 6000,
            date(2026, 1, 31),
            datetime(2026, 1, 31, 12),
            time(4),
            [],
            {},
            [[]],
            [{}],
            {"kind": "in", "seconds": 4},
            [{"kind": "in", "seconds": 4}],
        ]
    ),
    st.integers(-100, 20_000),
    st.floats(),
    st.text(st.characters(max_codepoint=0x2100, exclude_categories=["Cs"]), max_size=6),
)
odd_keys = st.sampled_from(["titel", "phase", "kind", "", "a b", "\x1b", "ü", "seconds", "cycles"])


def change(draw: st.DrawFn, tree: Any) -> Any:
    """Return a parsed file with one value somewhere replaced, added or taken away."""
    if isinstance(tree, dict) and tree:
        key = draw(st.sampled_from([*tree, None]))
        if key is None:
            return {**tree, draw(odd_keys): draw(odd_values)}
        if draw(st.integers(0, 5)) == 0:
            return {other: value for other, value in tree.items() if other != key}
        return {**tree, key: change(draw, tree[key])}
    if isinstance(tree, list) and tree:
        index = draw(st.integers(0, len(tree) - 1))
        what = draw(st.sampled_from(["change", "change", "change", "drop", "twice"]))
        middle = {"drop": [], "twice": [tree[index]] * 2}.get(what, [None])
        if what == "change":
            middle = [change(draw, tree[index])]
        return [*tree[:index], *middle, *tree[index + 1 :]]
    return draw(odd_values)


@st.composite
def changed_trees(draw: st.DrawFn) -> tuple[str, bytes]:
    """Draw a shipped file in which a few values are not what they should be."""
    kind, raw = draw(shipped)
    tree = tomllib.loads(raw.decode())
    for _ in range(draw(st.integers(1, 3))):
        tree = change(draw, tree)
        if not isinstance(tree, dict):
            tree = {"title": tree}
    return kind, tomli_w.dumps(tree).encode()


@given(changed_trees())
def test_with_values_changed_anywhere(chosen: tuple[str, bytes]) -> None:
    check_reads_or_refuses(*chosen)


def test_what_is_shipped_is_read() -> None:
    assert {kind for kind, _ in SHIPPED} == set(FILES)
    for kind, raw in SHIPPED:
        with tempfile.NamedTemporaryFile() as stream:
            stream.write(raw)
            stream.flush()
            assert load_file(Path(stream.name), kind).title


def test_a_routine_of_checklists_only_is_nothing_that_the_long_run_stops_at(tmp_path: Path) -> None:
    file = tmp_path / "routines" / "lists.toml"
    file.parent.mkdir()
    file.write_text('title = "Lists"\n[[step]]\nrun = "checklists/bedtime"\n')
    assert fuzz.wrong(file) == ""
