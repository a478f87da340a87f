"""What a row of an export may hold: what the app itself could have recorded, and nothing else."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple, get_args

from coach.domain.checklist import Answer
from coach.domain.diary import LONGEST_NOTE, MOST
from coach.domain.health import QUESTIONS, is_answer
from coach.domain.own import LONGEST_LINE, TURNS
from coach.store import schema
from coach.store.records import Ending
from coach.store.values import clean, utc
from coach.text import has_control, printable
from coach.toml.problems import describe, shorten

MOST_MINUTES = 24 * 60
MOST_TIMES_AWAKE = 99
LONGEST_SECONDS = 7 * 24 * 3600
"""No session is planned to be longer than a week, or was."""
LONGEST_TEXT = 5000
"""The most characters of a text that is not a note (those are shorter): a path has 4096."""
LARGEST_ID = 2**63 - 1
MOST_PAUSES = 10**6
MOST_OPENED = 10**6
FIRST_YEAR, LAST_YEAR = 1900, 2199
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


class Rule(NamedTuple):
    """What a value has to be."""

    is_met: Callable[[Any], bool]
    expected: str
    may_be_missing: bool = False
    """It may also be null, or not there at all: it was not answered."""


class RefusedError(Exception):
    """A value that cannot be: its key, what was found, and what is expected."""

    def __init__(self, key: str, found: str, expected: str) -> None:
        """Take the three; none of them holds a control character."""
        super().__init__(key, found, expected)
        self.key = key
        self.found = found
        self.expected = expected


def key_of(column: str) -> str:
    """Return what a column is called in an export, where lengths are seconds."""
    return column.replace("_ms", "_seconds")


def values_of(table: str, row: Any) -> list[Any]:
    """Return the values of a row of an export, in the order and units of its table.

    Raises `RefusedError` at the first value that is not what it has to be.
    """
    if not isinstance(row, dict):
        raise RefusedError("", describe(row), "a row with its keys")
    keys = {key_of(column): column for column in schema.TABLES[table]}
    for key in row:
        if key not in keys:
            raise RefusedError(printable(shorten(key)), "an unknown key", ", ".join(keys))
    values = [_stored(key, column, row.get(key)) for key, column in keys.items()]
    if table == "health" and not is_answer(row["question"], row["said"]):
        raise RefusedError("said", shown(row["said"]), f"an answer to {row['question']}")
    return values


def _stored(key: str, column: str, value: Any) -> Any:
    rule = RULES[key]
    if not ((value is None and rule.may_be_missing) or rule.is_met(value)):
        raise RefusedError(key, shown(value), rule.expected)
    if isinstance(value, str):
        return clean(value)
    return value if key == column else round(value * 1000)


def shown(value: Any) -> str:
    """Return a value as it stands in an export, in one short line."""
    if value is None:
        return "nothing"
    if isinstance(value, list | dict):
        return describe(value)
    if isinstance(value, str):
        value = shorten(value)
    return printable(shorten(json.dumps(value, ensure_ascii=False)))


def _number(least: int, most: int, may_be_missing: bool = False) -> Rule:
    """Return the rule of a whole number; true and false are none."""
    return Rule(
        lambda value: type(value) is int and least <= value <= most,
        f"{least} to {most}",
        may_be_missing,
    )


def _is_length(value: Any) -> bool:
    return type(value) in (int, float) and 0 <= value <= LONGEST_SECONDS


def _text(longest: int, is_name: bool, may_be_empty: bool) -> Rule:
    """Return the rule of a text; names are those that the coach gives, without control characters.

    A script may also be a path, and a note of an older coach may hold any text.
    """
    expected = "a name without control characters" if is_name else "a text"
    return Rule(
        lambda value: (
            isinstance(value, str)
            and (may_be_empty or value != "")
            and len(value) <= longest
            and not (is_name and has_control(value))
        ),
        f"{expected}, {int(not may_be_empty)} to {longest} characters",
    )


def _is_day(value: Any) -> bool:
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return day.isoformat() == value and FIRST_YEAR <= day.year <= LAST_YEAR


def _is_moment(value: Any) -> bool:
    """Tell whether a moment exists, and is written as we write it."""
    try:
        moment = datetime.fromisoformat(value)
        return utc(moment)[0] == value and FIRST_YEAR <= moment.year <= LAST_YEAR
    except (TypeError, ValueError, OverflowError):
        return False


def _is_clock(value: Any) -> bool:
    return isinstance(value, str) and _CLOCK.fullmatch(value) is not None


def _one_of(*values: str) -> Rule:
    return Rule(lambda value: isinstance(value, str) and value in values, " or ".join(values))


_DAY = Rule(_is_day, f"a date as 2026-11-22, {FIRST_YEAR} to {LAST_YEAR}")
_MOMENT = Rule(_is_moment, f"a moment as 2026-11-22T20:40:00.000Z, {FIRST_YEAR} to {LAST_YEAR}")
_ANY_CLOCK = Rule(_is_clock, "a time as 22:30", may_be_missing=True)
_MINUTES = _number(0, MOST_MINUTES, may_be_missing=True)
_TEN = _number(0, MOST, may_be_missing=True)
_LENGTH = Rule(_is_length, f"0 to {LONGEST_SECONDS} seconds")
_NAME = _text(LONGEST_TEXT, is_name=True, may_be_empty=False)
_LINE = _text(LONGEST_LINE, is_name=True, may_be_empty=True)
_SOME_LINE = _text(LONGEST_LINE, is_name=True, may_be_empty=False)
RULES = {
    "id": _number(1, LARGEST_ID),
    "offset_minutes": _number(-1439, 1439),
    **dict.fromkeys(("began", "moment"), _MOMENT),
    "begins": _MOMENT._replace(may_be_missing=True),
    **dict.fromkeys(("night", "day"), _DAY),
    **dict.fromkeys(("kind", "item", "name"), _NAME),
    "script": _text(LONGEST_TEXT, is_name=False, may_be_empty=False),
    "routine": _text(LONGEST_TEXT, is_name=False, may_be_empty=True),
    **dict.fromkeys(("planned_seconds", "done_seconds"), _LENGTH),
    "ending": _one_of(*get_args(Ending)),
    "pauses": _number(0, MOST_PAUSES),
    "answer": _one_of(*get_args(Answer)),
    **dict.fromkeys(("into_bed", "tried", "last_awake", "out_of_bed"), _ANY_CLOCK),
    "zone": _text(LONGEST_TEXT, is_name=True, may_be_empty=True),
    **dict.fromkeys(("fell_asleep_minutes", "awake_minutes", "nap_minutes"), _MINUTES),
    "times_awake": _number(0, MOST_TIMES_AWAKE, may_be_missing=True),
    **dict.fromkeys(("quality", "legs", "craving", "anxiety"), _TEN),
    "sweats": Rule(lambda value: isinstance(value, bool), "true or false", may_be_missing=True),
    "note": _text(LONGEST_NOTE, is_name=False, may_be_empty=True),
    "value": _number(0, MOST),
    **dict.fromkeys(("before", "after"), _TEN),
    **dict.fromkeys(("set_off", "helped", "words"), _LINE),
    "exercise": _text(LONGEST_TEXT, is_name=True, may_be_empty=True),
    "text": _SOME_LINE,
    "what": _one_of(*TURNS),
    "question": Rule(lambda value: value in QUESTIONS, "a question that the coach asks"),
    "said": _SOME_LINE,
    "opened": _number(0, MOST_OPENED),
    "got_up": Rule(lambda value: isinstance(value, bool), "true or false"),
}
"""What each key of an export has to be; the same in every table."""
