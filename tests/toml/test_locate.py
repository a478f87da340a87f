"""The line of a key: right, or not given."""

import tomllib
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.toml import locate
from coach.toml.locate import lines
from coach.toml.problems import DEEPEST, Path

ASSETS = FilePath(__file__).parents[2] / "assets"


def located(text: str) -> dict[Path, int]:
    """Return what is found in text that is really TOML."""
    tomllib.loads(text)
    return lines(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("# nothing\n\n", {}),
        ("a = 1", {("a",): 1}),
        ("\n\n  a=1\n\tb = 2 # c = 3\n", {("a",): 3, ("b",): 4}),
        ("a.b = 1\na.c = 2\n", {("a",): 1, ("a", "b"): 1, ("a", "c"): 2}),
        ("a . b . c = 1\n", {("a",): 1, ("a", "b"): 1, ("a", "b", "c"): 1}),
        ('"a b" = 1\n\'c.d\' = 2\n"" = 3\n', {("a b",): 1, ("c.d",): 2, ("",): 3}),
        ('a."b.c".d = 1\n', {("a",): 1, ("a", "b.c"): 1, ("a", "b.c", "d"): 1}),
        ("1979-05-27 = 1\n3.14 = 2\n", {("1979-05-27",): 1, ("3",): 2, ("3", "14"): 2}),
        (
            "[t]\na = 1\n[u.v]\nb = 2\n",
            {("t",): 1, ("t", "a"): 2, ("u",): 3, ("u", "v"): 3, ("u", "v", "b"): 4},
        ),
        ("[ t . u ] # c\na = 1\n", {("t",): 1, ("t", "u"): 1, ("t", "u", "a"): 2}),
        ('["t ]"]\na = 1\n', {("t ]",): 1, ("t ]", "a"): 2}),
        (
            "[[p]]\na = 1\n[[p]]\na = 2\n",
            {("p",): 1, ("p", 0): 1, ("p", 0, "a"): 2, ("p", 1): 3, ("p", 1, "a"): 4},
        ),
        (
            "[[p]]\n[p.q]\na = 1\n[[p]]\n[p.q]\na = 2\n",
            {
                ("p",): 1,
                ("p", 0): 1,
                ("p", 0, "q"): 2,
                ("p", 0, "q", "a"): 3,
                ("p", 1): 4,
                ("p", 1, "q"): 5,
                ("p", 1, "q", "a"): 6,
            },
        ),
        (
            "[[p]]\n[[p.q]]\n[[p.q]]\na = 1\n[[p]]\n[[p.q]]\n",
            {
                ("p",): 1,
                ("p", 0): 1,
                ("p", 0, "q"): 2,
                ("p", 0, "q", 0): 2,
                ("p", 0, "q", 1): 3,
                ("p", 0, "q", 1, "a"): 4,
                ("p", 1): 5,
                ("p", 1, "q"): 6,
                ("p", 1, "q", 0): 6,
            },
        ),
        ("a = [1, 2,\n 3]\n", {("a",): 1, ("a", 0): 1, ("a", 1): 1, ("a", 2): 2}),
        (
            "a = [ # ] not yet\n  1, # [ nor here\n\n  2,\n]\nb = 1\n",
            {("a",): 1, ("a", 0): 2, ("a", 1): 4, ("b",): 6},
        ),
        (
            "a = [[1],\n[2, [3]]]\n",
            {
                ("a",): 1,
                ("a", 0): 1,
                ("a", 0, 0): 1,
                ("a", 1): 2,
                ("a", 1, 0): 2,
                ("a", 1, 1): 2,
                ("a", 1, 1, 0): 2,
            },
        ),
        ("a = []\nb = {}\n", {("a",): 1, ("b",): 2}),
        ("a = [\n]\nb = 1\n", {("a",): 1, ("b",): 3}),
        (
            "a = { b = 1, c.d = [2,\n3] }\n",
            {
                ("a",): 1,
                ("a", "b"): 1,
                ("a", "c"): 1,
                ("a", "c", "d"): 1,
                ("a", "c", "d", 0): 1,
                ("a", "c", "d", 1): 2,
            },
        ),
        (
            "p = [\n  { a = 1 },\n  { a = 2 },\n]\n",
            {("p",): 1, ("p", 0): 2, ("p", 0, "a"): 2, ("p", 1): 3, ("p", 1, "a"): 3},
        ),
        ('a = """\nb = 1\n[c]\n"""\nd = 1\n', {("a",): 1, ("d",): 5}),
        ('a = """x""y"""""\nb = 1\n', {("a",): 1, ("b",): 2}),
        ('a = """x\\"""\\\n"""\nb = 1\n', {("a",): 1, ("b",): 3}),
        ("a = '''\n\\'''\nb = 1\n", {("a",): 1, ("b",): 3}),
        ("a = '''''x''y'''''\nb = 1\n", {("a",): 1, ("b",): 2}),
        ('a = ""\nb = \'\'\nc = """"""\nd = 1\n', {("a",): 1, ("b",): 2, ("c",): 3, ("d",): 4}),
        ('a = "x \\" ] } # = y"\nb = 1\n', {("a",): 1, ("b",): 2}),
        ("a = 'C:\\'\nb = 1\n", {("a",): 1, ("b",): 2}),
        ("a = 1979-05-27 07:32:00\nb = +inf\n", {("a",): 1, ("b",): 2}),
        (
            "a = 1\r\n\r\nb = [\r\n1,\r\n2]\r\nc = 1\r\n",
            {("a",): 1, ("b",): 3, ("b", 0): 4, ("b", 1): 5, ("c",): 6},
        ),
    ],
)
def test_each_key_has_the_line_it_is_on(text: str, expected: dict[Path, int]) -> None:
    assert located(text) == expected


def test_a_byte_order_mark_moves_nothing() -> None:
    assert lines("\ufeffa = 1\nb = 2\n") == {("a",): 1, ("b",): 2}


def test_a_key_with_escapes_makes_it_give_no_line_at_all() -> None:
    assert located('a = 1\n"b\\u0063" = 2\n') == {}


def test_backslashes_in_a_literal_key_are_no_escapes() -> None:
    assert located("'a\\b' = 1\n") == {("a\\b",): 1}


@pytest.mark.parametrize(
    "text", ["a", "a = ", "= 1", "[a", "a = [1", 'a = "x', "a = {b", "]", "\0"]
)
def test_text_that_is_not_toml_gives_no_wrong_line(text: str) -> None:
    assert set(lines(text).values()) <= {1}


def test_a_deep_list_is_not_followed_for_ever() -> None:
    assert lines("a = " + "[" * 50_000) == {}


def test_a_list_of_a_thousand_lines_counts_right() -> None:
    text = "a = [\n" + "".join(f"  {n},\n" for n in range(1000)) + "]\n"
    assert located(text)["a", 999] == 1001


# Generated documents


def paths_of(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield every path in a parsed document."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        yield (*path, key)
        if isinstance(inner, dict | list):
            yield from paths_of(inner, (*path, key))


names = st.text(st.sampled_from("abcXY0-_"), min_size=1, max_size=4)
odd_names = st.text(st.sampled_from("ab .#=[]{}'éß"), max_size=5)
scalars = st.sampled_from(
    [
        "1",
        "-0.5e3",
        "nan",
        "true",
        "1979-05-27 07:32:00Z",
        '"plain"',
        '"# ] } = \\" \\\\"',
        "'it # ] = \\'",
        '"""a\n  b = 1\n""c"""',
        "'''\n[x]\n'''",
        '""',
    ]
)
spaces = st.sampled_from(["", " ", "\t "])
comments = st.sampled_from(["", "  # ] a = [ \"'", "\n\n", "\n# x = 1\n"])


@st.composite
def values(draw: st.DrawFn, depth: int = 2, is_inline: bool = False) -> str:
    """Draw a value as it is written."""
    kind = draw(st.sampled_from(["scalar", "scalar", "list", "table"])) if depth else "scalar"
    gap = spaces if is_inline else st.one_of(spaces, comments.map(lambda c: c and c + "\n"))
    if kind == "list":
        items = draw(st.lists(values(depth - 1, is_inline), max_size=3))
        return "[" + ",".join(draw(gap) + item + draw(gap) for item in items) + draw(gap) + "]"
    if kind == "table":
        keys = draw(st.lists(names, unique=True, max_size=3))
        pairs = [f"{key} = {draw(values(depth - 1, True))}" for key in keys]
        return "{ " + ", ".join(pairs) + " }"
    return draw(scalars)


def quoted(name: str) -> str:
    """Write a name as a key."""
    return f"'{name}'" if "'" not in name else f'"{name}"'


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[Path, int]]:
    """Draw a document, and the line of each key that it was built from."""
    text, expected = "", {}

    def write(key: str, path: Path, value: str) -> None:
        nonlocal text
        text += draw(comments) + "\n" + draw(spaces)
        expected[path] = text.count("\n") + 1
        text += key + value

    def pairs(path: Path) -> None:
        for name in draw(st.lists(odd_names | names, unique=True, max_size=3)):
            write(quoted(name), (*path, name), f"{draw(spaces)}= {draw(values())}")

    pairs(())
    for number, name in enumerate(draw(st.lists(names, unique=True, max_size=3))):
        table = f"T{number}{name}"
        if draw(st.booleans()):
            write(f"[{table}]", (table,), "")
            pairs((table,))
        else:
            for index in range(draw(st.integers(1, 3))):
                write(f"[[{table}]]", (table, index), "")
                pairs((table, index))
                if draw(st.booleans()):
                    write(f"[{table}.sub]", (table, index, "sub"), "")
    return text + draw(comments), expected


@given(documents(), st.booleans())
def test_in_any_document_every_key_is_found_on_its_line(
    document: tuple[str, dict[Path, int]], is_windows: bool
) -> None:
    text, expected = document
    if is_windows:
        text = text.replace("\n", "\r\n")
    by_path = located(text)
    assert {path: by_path.get(path) for path in expected} == expected
    assert set(by_path) == set(paths_of(tomllib.loads(text)))


@given(documents())
def test_every_line_that_is_given_really_holds_the_key(
    document: tuple[str, dict[Path, int]],
) -> None:
    text = document[0]
    rows = text.split("\n")
    for path, line in located(text).items():
        name = next(part for part in reversed(path) if isinstance(part, str))
        if isinstance(path[-1], str):
            assert name in rows[line - 1], (path, line)
        else:
            assert 1 <= line <= len(rows)


@pytest.mark.parametrize("file", sorted(ASSETS.rglob("*.toml")), ids=lambda file: str(file.name))
def test_in_every_shipped_file_every_key_has_a_line(file: FilePath) -> None:
    text = file.read_text(encoding="utf-8")
    by_path = located(text)
    rows = text.splitlines()
    assert set(by_path) == set(paths_of(tomllib.loads(text)))
    for path, line in by_path.items():
        if isinstance(path[-1], str):
            assert path[-1] in rows[line - 1]


class Counted(str):
    """A text that knows how many of its characters were counted through."""

    seen = 0

    def count(self, part: str, start: Any = 0, end: Any = None) -> int:
        self.seen += (len(self) if end is None else end) - start
        return super().count(part, start, end)


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"key{number} = 1\n" for number in range(500)),
        "".join(f"[[p]]\na.b = {number}\n" for number in range(500)),
        "a = [" + "1, {b = 2, c = [3]}, " * 500 + "]\n",
        "a = [\n" + "1,\n" * 500 + "]\n",
    ],
    ids=["keys", "tables", "one line", "items"],
)
def test_every_character_is_looked_at_once_for_its_line(text: str) -> None:
    reader = locate._Reader(text)
    reader.text = counted = Counted(text)
    reader.read()
    assert reader.lines == lines(text)
    assert 0 < counted.seen <= len(text)


@pytest.mark.parametrize(
    "text",
    ["a = " + "[" * 60 + "1, 2, {b = 3}" + "]" * 60, "a = " + "{a = " * 60 + "1" + "}" * 60],
    ids=["lists", "tables"],
)
def test_what_is_too_deep_has_the_line_of_what_contains_it(text: str) -> None:
    by_path = located(f"\n{text}\nb = 1\n")
    assert max(map(len, by_path)) == DEEPEST
    assert by_path["b",] == 3
    assert {line for path, line in by_path.items() if path[0] == "a"} == {2}


def test_it_reads_no_further_than_to_what_is_wanted() -> None:
    text = "a = 1\n[b]\nc = 2\n[[d]]\n" + "e = 3 \n" * 3 + "what no reader knows"
    assert lines(text, {("b",)}) == {("a",): 1, ("b",): 2}
    assert lines(text, {("a",), ("b", "c")}) == {("a",): 1, ("b",): 2, ("b", "c"): 3}
    assert lines(text, {("a",), ("z",)}) == {}
    assert lines(text) == {}
