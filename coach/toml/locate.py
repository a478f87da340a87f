"""Find the line of a key in TOML text that has already been parsed.

`tomllib` gives lines only for syntax errors. This reads the text once more, knowing that it is
valid, and notes on which line each key, list item and table begins. What it does not recognise it
leaves out: no line is better than a wrong one. The text is read once, from start to end; values
deeper than `DEEPEST` have no path of their own, or paths would grow with the depth.
"""

import re
from collections.abc import Collection

from coach.toml.problems import DEEPEST, Path

_SPACE = re.compile(r"[ \t]*")
_GAP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_COMMA = re.compile(f"{_GAP.pattern},?{_GAP.pattern}")
_QUOTED = r'"(?:[^"\\\n]|\\.)*"' + r"|'[^'\n]*'"
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}' + r"|'''.*?'{3,5}|" + _QUOTED,
    re.DOTALL,
)
_PART = re.compile(rf"[ \t]*(?:({_QUOTED})|([A-Za-z0-9_-]+))[ \t]*")
"""One part of a key: in quotes, or bare."""
_PLAIN_VALUE = re.compile(r"[^,\]}#\n]+")


def lines(text: str, wanted: Collection[Path] | None = None) -> dict[Path, int]:
    """Return the line (from 1) of every path in valid TOML `text` that is recognised.

    The text is read no further than to the last of the `wanted` paths.
    """
    reader = _Reader(text, wanted)
    try:
        reader.read()
    except _AllFound:
        pass
    except (_UnknownSyntax, RecursionError):
        return {}
    return reader.lines


class _UnknownSyntax(Exception):
    """The text is not what the reader understands; then no line is sure."""


class _AllFound(Exception):
    """Every line that is wanted is known."""


class _Reader:
    """A cursor over the text, noting lines as it goes."""

    def __init__(self, text: str, wanted: Collection[Path] | None = None) -> None:
        self._missing = None if wanted is None else set(wanted)
        self.text = text.removeprefix("\ufeff")
        self.at = 0
        self.lines: dict[Path, int] = {}
        self.items: dict[Path, int] = {}
        self._line = 1
        self._counted = 0

    def read(self) -> None:
        """Read to the end, or until all is found. Raises `_AllFound` then."""
        table: Path = ()
        self.skip(_GAP)
        while self.at < len(self.text):
            if self.text.startswith("[", self.at):
                table = self.header()
            else:
                self.pair(table)
            self.skip(_GAP)

    def note(self, path: Path, line: int) -> None:
        """Note the line on which this begins, if it has not begun before."""
        self.lines.setdefault(path, line)
        if self._missing is not None:
            self._missing.discard(path)
            if not self._missing:
                raise _AllFound

    def line(self) -> int:
        """Return the line the cursor is on; no character is counted twice."""
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def skip(self, pattern: re.Pattern[str]) -> re.Match[str]:
        """Step over what matches here. Raises `_UnknownSyntax` when nothing does."""
        match = pattern.match(self.text, self.at)
        if match is None:
            raise _UnknownSyntax
        self.at = match.end()
        return match

    def take(self, mark: str) -> bool:
        """Step over `mark` if it is here, and return whether it was."""
        if not self.text.startswith(mark, self.at):
            return False
        self.at += len(mark)
        return True

    def key(self) -> Path:
        """Read a key, dotted or not."""
        parts: list[str] = []
        while True:
            quoted, bare = self.skip(_PART).groups()
            if quoted and "\\" in quoted and quoted.startswith('"'):
                raise _UnknownSyntax  # escapes in a key are too rare to decode here
            parts.append(quoted[1:-1] if quoted else bare)
            if not self.take("."):
                return tuple(parts)

    def header(self) -> Path:
        """Read `[table]` or `[[list of tables]]` and return the path that its keys belong to."""
        line = self.line()
        is_list = self.text.startswith("[[", self.at)
        self.at += 2 if is_list else 1
        *outer, last = self.key()
        self.take("]]" if is_list else "]")
        path: Path = ()
        for part in outer:
            self.note((*path, part), line)
            path = self.inside((*path, part))
        path = (*path, last)
        if is_list:
            self.note(path, line)
            self.items[path] = self.items.get(path, -1) + 1
            path = (*path, self.items[path])
        self.note(path, line)
        return path

    def inside(self, path: Path) -> Path:
        """Return `path`, or its newest item where it is a list of tables."""
        return (*path, self.items[path]) if path in self.items else path

    def pair(self, table: Path) -> None:
        """Read `key = value`."""
        line = self.line()
        path = table
        for part in self.key():
            path = (*path, part)[:DEEPEST]
            self.note(path, line)
        if not self.take("="):
            raise _UnknownSyntax
        self.skip(_SPACE)
        self.value(path)

    def value(self, path: Path) -> None:
        """Step over a value, noting the lines of what is inside it."""
        mark = self.text[self.at : self.at + 1]
        if mark in ("[", "{"):
            self.at += 1
            self.container(path, "]" if mark == "[" else "}")
        else:
            self.skip(_STRING if mark in ("'", '"') else _PLAIN_VALUE)

    def container(self, path: Path, end: str) -> None:
        """Read the items of a list, or the pairs of an inline table, up to `end`."""
        index = 0
        self.skip(_GAP)
        while not self.take(end):
            if end == "]":
                item = (*path, index)[:DEEPEST]
                self.note(item, self.line())
                self.value(item)
                index += 1
            else:
                self.pair(path)
            self.skip(_COMMA)
