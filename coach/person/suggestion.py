"""Which routine Tonight begins with, and why.

In this order: what was chosen today; a short one if a lapse was saved today; what last night's
diary asks for; the routine that a person has set; that for restless legs, if they said they have
them; in the first evenings a small one; then the usual one. What somebody does without (holds,
squeezing, standing) is left out of each of them: see `safer`.
"""

from typing import NamedTuple

from coach.person.choose import DEFAULTS
from coach.person.records import Records
from coach.store.settings import Settings

RESTLESS, ANXIOUS = 6, 7
"""From so much on, of 10, last night's legs and anxiety say how this evening begins."""
FIRST_EVENINGS = 3
"""So many evenings are small; one counts as soon as the last step of its routine has begun."""

LAPSE = "On your side tonight. Somebody near, or on the phone."
LEGS = "Busy legs last night: move them first, squeeze nothing."
FEAR = "Much fear last night: something short, without holds."
LEGS_SAID = "Move the legs first, squeeze nothing."
SMALL = "The first evenings begin small."
SWEATS = "Damp last night: dry things by the bed help."
"""Why, in a line."""


class Suggestion(NamedTuple):
    """A routine, and why it is this one."""

    routine: str
    """Its name."""
    why: str = ""
    """In a line; empty: it is the usual one, or was chosen."""


def usual(settings: Settings) -> str:
    """Return the name of the routine that a person has set, else of the one that is shipped."""
    return settings.routine or DEFAULTS["routines"]


def is_without_holds(records: Records) -> bool:
    """Tell whether nothing with holds is suggested: something was used, or there was much fear."""
    return records.has_lapse or _rated(records, "anxiety") >= ANXIOUS


def suggested(records: Records, settings: Settings) -> Suggestion:
    """Return what is suggested, whatever was chosen today."""
    suggestion = _suggested(records, settings)
    return suggestion if suggestion.routine != usual(settings) else Suggestion(usual(settings))


def _suggested(records: Records, settings: Settings) -> Suggestion:
    """Return what is suggested and why, the usual routine or not."""
    if records.has_lapse:
        return Suggestion("short-night", LAPSE)
    if _rated(records, "legs") >= RESTLESS:
        return Suggestion("restless-legs", LEGS)
    if is_without_holds(records):
        return Suggestion("short-night", FEAR)
    if records.has_restless_legs and not settings.routine:
        is_known = records.evenings >= FIRST_EVENINGS
        return Suggestion("restless-legs", "" if is_known else LEGS_SAID)
    is_set = settings.routine or settings.ramp == "off"
    if not is_set and records.evenings < FIRST_EVENINGS:
        return Suggestion("first-night", SMALL)
    return Suggestion(usual(settings))


def of_today(records: Records, settings: Settings) -> Suggestion:
    """Return what Tonight begins with."""
    return Suggestion(records.chosen) if records.chosen else suggested(records, settings)


def other(records: Records, settings: Settings) -> str:
    """Return the name of the routine that is one key away: the usual one instead of what is
    suggested, and back; empty: they are the same.
    """
    names = (suggested(records, settings).routine, usual(settings))
    if names[0] == names[1]:
        return ""
    return names[0] if of_today(records, settings).routine != names[0] else names[1]


def _rated(records: Records, name: str) -> int:
    """Return a rating of last night, 0 where it was not given."""
    value = getattr(records.last_night, name, None)
    return value if isinstance(value, int) else 0
