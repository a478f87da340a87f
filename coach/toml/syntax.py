"""What is wrong with a text that is no TOML, and what to write instead (TOML 1.0)."""

import re
import tomllib

from coach.toml.problems import Problem

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
ADVICE = (
    (
        r"Illegal character '\\n'|Unterminated string|Expected \"'+\"",
        'a quote is missing: key = "text"',
    ),
    (r"Illegal character", "a control character in a text: leave it out"),
    (r"Expected '=' after a key", "each line says one thing: key = value"),
    (r"Expected newline or end", 'one thing per line; a quote within a text is written \\"'),
    (r"Invalid value", 'a text needs quotes: key = "text"; a number none'),
    (r"Invalid statement|Invalid initial char", "a key is letters, digits, - and _"),
    (r"Cannot overwrite a value|Duplicate inline", "this key stands here twice: keep one"),
    (r"Cannot declare", "this [table] stands here twice: keep one"),
    (r"Cannot (?:mutate|redefine)", "this name is a value already, or a table: choose one"),
    (r"Unclosed array", "a ] is missing where the list ends"),
    (r"Unclosed inline table", "a } is missing where the table ends"),
    (r"Expected '\]\]'", "a heading of one of several ends with ]]: [[step]]"),
    (r"Expected '\]'", "a heading ends with ]: [timing]"),
    (r"Unescaped '\\' in a string", "a backslash within a text is written \\\\"),
    (r"Invalid date", 'a time as a text: clock = "22:30"'),
    (r"Invalid hex|Escaped character", "a character by its number is written \\u00e9"),
    (r"Found invalid character", "a key or a name in brackets cannot hold this character"),
)
"""What `tomllib` says, as a pattern, and what to write."""


def problem(error: tomllib.TOMLDecodeError, text: str, name: str) -> Problem:
    """Return the problem of a file called `name`, with line and column where the parser says it."""
    words = str(error)
    place = _PLACE.search(words)
    line: int | None = None
    found = "something that is not TOML"
    if place:
        words = words[: place.start()]
        line = int(place[1]) if place[1] else text.count("\n") + 1
        found += f" at column {place[2]}" if place[1] else " at the end"
    plain = re.sub(r"[^ -~]", "?", words)
    own_words = plain[:1].lower() + plain[1:]
    advice = next((advice for said, advice in ADVICE if re.match(said, words)), own_words)
    return Problem(found, "valid TOML", advice, file=name, line=line)
