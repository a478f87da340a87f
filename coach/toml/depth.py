"""Find a key of too many parts, `a.a.a...`, before TOML is parsed.

The time `tomllib` takes grows with the square of the parts: 20,000 of them, 40 kB, take ten
seconds. Brackets need no such care: with these it stops at the recursion limit.
"""

import re

from coach.toml.problems import DEEPEST

_PART = r"""(?:"(?:\\.|[^"\\\n])*+"|'[^'\n]*+'|[A-Za-z0-9_-]++)"""
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"""|\Z)'
    r"|'''.*?(?:'''|\Z)"
    rf"|(?P<deep>(?:{_PART}[ \t]*+\.[ \t]*+){{{DEEPEST}}})"
    rf"|{_PART}"
    r"""|["'#][^\n]*""",  # a comment, or a text that is not closed
    re.DOTALL,
)
"""What is stepped over as a whole, so that dots in a text or a comment do not count.

No part of it is ever tried twice from the same place, whatever the text is.
"""


def line_of_deep_key(text: str) -> int | None:
    """Return the line (from 1) of the first key of more than `DEEPEST` parts, if there is one."""
    if all(line.count(".") < DEEPEST for line in text.split("\n")):
        return None
    for token in _TOKEN.finditer(text):
        if token["deep"] is not None:
            return text.count("\n", 0, token.start()) + 1
    return None
