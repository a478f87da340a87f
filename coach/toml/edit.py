"""Change keys of a TOML file that a person edits too, and keep everything else as it is."""

import tomllib
from collections.abc import Callable, MutableMapping
from typing import Any

Change = Callable[[MutableMapping[str, Any]], None]
"""What changes the parsed file in place; it is called with plain values and with tomlkit's."""


def edited(text: str, change: Change) -> str | None:
    """Return valid TOML `text` after a change, with the comments, order and spaces of the rest.

    None: that is not possible (tomlkit does not know every way to write TOML). What is returned
    has been read back: it holds what `change` made of the plain values, and nothing else.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    expected = tomllib.loads(text)
    change(expected)
    try:
        document = tomlkit.parse(text)
        change(document)
        result = document.as_string()
        return result if tomllib.loads(result) == expected else None
    except (TOMLKitError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None
