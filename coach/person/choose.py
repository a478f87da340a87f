"""From what a person asks for to what is played: names, files, lengths, and standing wishes.

| who | uses |
|---|---|
| cli | `choose` a command's NAME or FILE with its options; `kind_of` and `find` for `scripts` |
| ui | `find` by key or from a list, `breath` for Tonight; `timeline` on its pages |
| evening | `find`, `with_length` and `timeline` for the steps of a routine |
"""

import math
from dataclasses import replace
from pathlib import Path
from typing import Literal, NamedTuple

from coach.content.breathing import MOST_CYCLES
from coach.content.library import KINDS, Entry, Exercise, Guided, Library
from coach.content.lines import LONGEST_SECONDS
from coach.content.names import is_toml
from coach.content.routine import KEYS_OF
from coach.content.telling import Telling
from coach.domain import bodyscan, ramp
from coach.domain.bodyscan import BodyScan, Ending
from coach.domain.breathing import Pattern
from coach.domain.checklist import Checklist
from coach.domain.health import SHORT_INWARD_MS, UNASKED, Limits
from coach.domain.mind import Mind
from coach.domain.relaxation import Relaxation, Wishes
from coach.domain.timeline import Timeline
from coach.domain.tree import Tree
from coach.errors import CoachError, InputError
from coach.store.settings import Settings
from coach.text import printable
from coach.toml.problems import Problem

DEFAULTS = {
    "breathing": "box",
    "relaxation": "pmr-7",
    "bodyscan": "ten",
    "stretch": "legs",
    "mind": "mindful-five",
    "routines": "tonight",
    "checklists": "bedtime",
    "awake": "night",
}
"""What is played when only the kind is given."""
SHORTEST_SCAN = "three"
SCAN_SECONDS = (bodyscan.SHORTEST_SECONDS, bodyscan.LONGEST_SECONDS)


class Request(NamedTuple):
    """What a person asks for beside the exercise itself; None: as the script has it."""

    seconds: float | None = None
    cycles: int | None = None
    ending: Ending | None = None
    legs: Literal["tense", "release"] | None = None
    """How muscle relaxation does the legs, this time."""


class Choice(NamedTuple):
    """Something that was chosen to be played, as its script has it."""

    exercise: Exercise
    problems: tuple[Problem, ...] = ()
    """What is wrong with an own file; the shipped one takes its place."""
    request: Request = Request()
    """The length and ending that are asked for; a breathing pattern has its length in itself."""
    source: str = ""
    """How to find it again from any folder: its id, or the whole path of its file."""
    why: str = ""
    """Why it is another one than was asked for, in a line; empty: it is not."""


def check_request(kind: str, request: Request) -> None:
    """Raise `InputError` when the request has something that this kind does not have."""
    for key, value in request._asdict().items():
        if value is not None and key not in KEYS_OF.get(kind, ()):
            having = " or ".join(k for k, keys in KEYS_OF.items() if key in keys)
            raise InputError(f"--{key}: found it with {kind}, expected it with {having} only")


# Finding.


def is_file(name: str, kind: str) -> bool:
    """Tell a path from a name: it ends in `.toml`, or has a folder that is not the kind's."""
    folder = str(Path(name).parent)
    return is_toml(name) or folder not in (".", kind)


def kind_of(file: Path, wanted: str | None) -> str:
    """Return the kind of a file: as wanted, else from its folder. Raises `InputError`."""
    kind = wanted or file.absolute().parent.name
    if kind not in KINDS:
        found = f'the kind "{printable(wanted)}"' if wanted else "no kind in its folder's name"
        known = ", ".join(KINDS)
        raise InputError(
            f"{printable(str(file))}: found {found}, expected one of {known}; say --kind"
        )
    return kind


def entry_of(library: Library, kind: str, name: str = "") -> Entry:
    """Return the file that a name, an id, a path or only the kind means. Raises `InputError`."""
    name = name or DEFAULTS[kind]
    if is_file(name, kind):
        return Entry(kind, Path(name).stem, Path(name), is_own=True)
    return library.find(kind, name)


def find(library: Library, kind: str, name: str = "", has_next: bool = False) -> Choice:
    """Return the exercise that a name, an id, a path or only the kind means.

    `has_next`: before another step of a routine. Raises `InputError`.
    """
    exercise, problems = library.exercise(entry_of(library, kind, name), has_next)
    source = str(Path(name).absolute()) if name and is_file(name, kind) else exercise.id
    return Choice(exercise, problems, source=source)


def choose(library: Library, kind: str, name: str, request: Request) -> Choice:
    """Return the exercise of a name, at the length that is asked for. Raises `InputError`."""
    if kind == "bodyscan" and not name and request.seconds is not None:
        name = _scan_within(library, request.seconds)
    choice = find(library, kind, name)
    if isinstance(choice.exercise, Pattern):
        return choice._replace(exercise=with_length(choice.exercise, request))
    if isinstance(choice.exercise, BodyScan):
        _scan_ms(request, UNASKED)  # is there a scan of that length?
    return choice._replace(request=request)


def shipped(library: Library, kind: str, name: str = "") -> Choice:
    """Return what is shipped of a name, or as the default of a kind, whatever a person has of it.

    Raises `BadFile`.
    """
    name = name or DEFAULTS[kind]
    file = library.assets / kind / f"{name}.toml"
    exercise, problems = library.exercise(Entry(kind, name, file, is_own=False))
    return Choice(exercise, problems, source=exercise.id)


def is_shipped(library: Library, choice: Choice) -> bool:
    """Tell whether it is ours: also where it takes the place of an own file with problems."""
    if choice.problems:
        return True
    source = choice.source or choice.exercise.id
    return not entry_of(library, choice.exercise.id.split("/")[0], source).is_own


def routine(library: Library, settings: Settings) -> Choice:
    """Return the routine of the settings; if it is missing or cannot be read, the shipped one."""
    try:
        return find(library, "routines", settings.routine)  # empty: the default
    except CoachError:
        return find(library, "routines")


def breath(
    library: Library, settings: Settings, finished_breaths: int, has_holds: bool = True
) -> Choice:
    """Return the breath that Tonight offers: it grows with the sessions, if the settings say so.

    Without holds it is a long out-breath.
    """
    if not has_holds:
        return find(library, "breathing", "long-out")
    if settings.ramp == "off":
        return find(library, "breathing")
    rung = ramp.rung(finished_breaths)
    return choose(library, "breathing", rung.pattern, Request(cycles=rung.cycles))


def checklist(library: Library, name: str = "") -> tuple[Checklist, tuple[Problem, ...]]:
    """Return the checklist that a name, an id or a path means. Raises `InputError`."""
    return library.checklist(entry_of(library, "checklists", name))


def awake(
    library: Library, name: str = "", telling: Telling | None = None
) -> tuple[Tree, tuple[Problem, ...]]:
    """Return the tree for the night that a name, an id or a path means. Raises `InputError`.

    It is as it is told tonight, or in another way.
    """
    return library.awake(entry_of(library, "awake", name), telling)


def _scan_within(library: Library, seconds: float) -> str:
    """Return the name of the longest shipped scan that is not longer, else of the shortest."""
    ms = round(_within("--seconds", seconds, *SCAN_SECONDS) * 1000)
    fitting = {
        scan.total_ms: entry.name
        for entry in library.entries("bodyscan").values()
        if entry.is_shipped
        and isinstance(scan := library.exercise(entry)[0], BodyScan)
        and scan.total_ms <= ms
    }
    return fitting[max(fitting)] if fitting else SHORTEST_SCAN


def _scan_ms(request: Request, limits: Limits) -> int | None:
    """Return the length of a scan in milliseconds, if one is asked for. Raises `InputError`.

    Where only what is short may turn inward, it is no longer than that.
    """
    if request.seconds is None:
        return None
    seconds = _within("--seconds", request.seconds, *SCAN_SECONDS)
    return round(min(seconds, longest_scan_seconds(limits)) * 1000)


def longest_scan_seconds(limits: Limits) -> float:
    """Return how long a scan may be for this person."""
    return SCAN_SECONDS[1] if limits.inward == "all" else SHORT_INWARD_MS / 1000


# Wishes.


def with_length(pattern: Pattern, request: Request) -> Pattern:
    """Return it with the length that is asked for, in seconds or breaths. Raises `InputError`."""
    seconds, cycles = request.seconds, request.cycles
    if seconds is not None:
        cycles = pattern.cycles_for(_within("--seconds", seconds, 1, LONGEST_SECONDS))
    if cycles is None:
        return pattern
    most = pattern.max_cycles or MOST_CYCLES
    if not 1 <= cycles <= most:
        found = f"{cycles} breaths" if seconds is None else f"{seconds:g} s, {cycles} breaths"
        name = printable(pattern.id)
        raise InputError(f"{name}: found {found}, expected 1 to {most} breaths")
    return replace(pattern, cycles=cycles)


def _within(name: str, number: float, least: float, most: float) -> float:
    if not (math.isfinite(number) and least <= number <= most):
        raise InputError(f"{name}: found {number:g}, expected a number from {least:g} to {most:g}")
    return number


def wishes(settings: Settings, limits: Limits, id: str, request: Request) -> Wishes:
    """Return how a person wants the relaxation of that id, by request, settings and limits."""
    left_out = frozenset(settings.left_out.get(id, ()))
    return Wishes(left_out, settings.start_side, is_without_tension(limits, request))


def is_without_tension(limits: Limits, request: Request) -> bool:
    """Tell whether the legs are only released: by request, unless they are never squeezed."""
    return limits.legs == "never" or (request.legs or limits.legs) == "release"


def usual_ending(is_night: bool) -> Ending:
    """Return how a scan ends: at night it drifts off, by day it comes back."""
    return "sleep" if is_night else "wake"


def timeline(
    exercise: Guided,
    settings: Settings,
    limits: Limits,
    is_night: bool,
    request: Request = Request(),  # noqa: B008  it never changes
) -> Timeline:
    """Return the cues of what is played, by request, settings and limits. Raises `InputError`."""
    left_out = frozenset(settings.left_out.get(exercise.id, ()))
    match exercise:
        case Pattern():
            return with_length(exercise, request).timeline()
        case Relaxation():
            return exercise.timeline(wishes(settings, limits, exercise.id, request))
        case BodyScan():
            ending = request.ending or usual_ending(is_night)
            return exercise.timeline(ending, _scan_ms(request, limits), left_out)
        case Mind():
            return exercise.timeline()
    return exercise.timeline(left_out)
