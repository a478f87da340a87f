"""Which country this machine is set to, by its clock and by its language. No network is asked.

Countries are two letters as in ISO 3166; an empty text where nothing says so.
"""

import os
import re
import zoneinfo
from collections.abc import Iterator

LOCALTIME, TIMEZONE = "/etc/localtime", "/etc/timezone"
OLD_NAMES = {
    **{"US/": "US", "Canada/": "CA", "Australia/": "AU", "NZ": "NZ", "GB": "GB", "Eire": "IE"},
    **{"Asia/Calcutta": "IN", "America/Montreal": "CA", "Brazil/": "BR", "Mexico/": "MX"},
    **{"Japan": "JP", "Poland": "PL", "Portugal": "PT", "Singapore": "SG"},
}
"""How zones begin that `zone.tab` does not list. Source: tzdb, `backward`."""
FOR_ITS_DATES = "en_DK"
"""A locale that is chosen outside of its country."""
USUAL = "en_US"
"""A locale that installers set: it says something only if the clock says the same."""


def by_clock() -> str:
    """Return the country of the zone; over SSH none: the zone may be that of a server."""
    if "SSH_CONNECTION" in os.environ:
        return ""
    name = _zone()
    old = (country for start, country in OLD_NAMES.items() if name.startswith(start))
    return _countries().get(name) or next(old, "")


def by_language() -> str:
    """Return the country of the locale that words are in."""
    locale = locale_of("LC_MESSAGES")
    if locale == FOR_ITS_DATES or (locale == USUAL and by_clock() != "US"):
        return ""
    return locale[-2:]


def locale_of(category: str) -> str:
    """Return the locale of a category, as `en_US`, if it has a country; else an empty text.

    POSIX says which variable counts. Windows has none of them.
    """
    names = map(os.environ.get, ("LC_ALL", category, "LANG"))
    locale = re.match(r"[a-z]{2,3}_[A-Z]{2}\b", next(filter(None, names), ""))
    return locale[0] if locale else ""


def _zone() -> str:
    """Return the name of the zone: of TZ, else of what the system links or writes down."""
    if (name := os.environ.get("TZ")) is None:
        try:
            name = os.readlink(LOCALTIME)
        except OSError:  # no link: a copy, or Windows
            name = _text(TIMEZONE)
    return name.strip().removeprefix(":").rpartition("zoneinfo/")[2]


def _countries() -> dict[str, str]:
    """Return the country of each zone, by its name."""
    table = next(filter(None, map(_text, _tables())), "")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {row[2]: row[0] for row in rows if len(row) > 2}


def _tables() -> Iterator[str]:
    """Yield where `zone.tab` may lie."""
    yield from (os.path.join(folder, "zone.tab") for folder in zoneinfo.TZPATH)


def _text(file: str) -> str:
    """Return what a file says, or nothing."""
    try:
        with open(file, encoding="utf-8", errors="replace") as opened:
            return opened.read()
    except OSError:
        return ""
