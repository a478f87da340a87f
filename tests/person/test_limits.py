"""Whatever was said of one's health: nothing that is excluded is suggested, listed or played.

Every combination of answers leads to one of a few limits; each of these, with what the settings may
say, is held against all that is shipped.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import get_args

import pytest

from coach.content.library import Exercise, Library, Runnable
from coach.content.telling import Telling
from coach.domain.bodyscan import BodyScan
from coach.domain.checklist import Checklist
from coach.domain.health import (
    RISKS,
    SHORT_INWARD_MS,
    HealthAnswer,
    Inward,
    Limits,
    Question,
    Said,
    unsafe,
)
from coach.domain.mind import Mind
from coach.domain.relaxation import Relaxation
from coach.domain.routine import Routine
from coach.domain.stretch import Stretch
from coach.domain.timeline import Timeline
from coach.domain.tree import DAY, offered
from coach.errors import InputError
from coach.person import about_you, agenda, awake, catalogue, choose, evening, home, safer
from coach.person import suggestion as suggesting
from coach.person.choose import Choice, Request
from coach.person.context import Context
from coach.person.records import NOTHING
from coach.store.settings import Settings
from coach.system import folders
from coach.system.folders import Places
from tests.fake_clock import FakeClock

LIBRARY = Library(folders.assets(), Path("/no/such/folder"))
GUIDED = ("breathing", "relaxation", "bodyscan", "stretch", "mind")
LEG = re.compile(r"toes|soles|heels|feet|foot|ankle|cal(f|ves)|knee|thigh|leg")
CLOSED_EYES = re.compile(r"(?i)eyes (?:fall |may )?(?:close|shut)|(?:close|shut) (?:your|the) eyes")
SET = (
    Settings(),
    Settings(rests="with", squeezing="without", standing="without", legs="release"),
)
Answers = tuple[tuple[Question, str], ...]


ONLY_NIGHTS: tuple[Question, ...] = ("daily", "snoring", "under-18")
"""What these rule out is not played: a sleep window (see `tests/domain/test_health`)."""
ASKED = tuple(each for each in RISKS if each not in ONLY_NIGHTS)


def every_answer() -> Iterator[Answers]:
    """Yield all combinations of yes, no and skipped, with every wish about turning inward."""
    for values in product(("yes", "no", ""), repeat=len(ASKED)):
        said = tuple((each, value) for each, value in zip(ASKED, values, strict=True) if value)
        for inward in ("", *get_args(Inward)):
            yield (*said, ("inward", inward)) if inward else said


def kinds_of_limits() -> dict[Limits, dict[frozenset[str], Said]]:
    """Return the limits that answers and settings may lead to, each with answers that do.

    Where a tree goes by the answers themselves, one of each of these is there.
    """
    found: dict[Limits, dict[frozenset[str], Said]] = {}
    asked_by_tree = frozenset(
        each for step in choose.awake(LIBRARY)[0].steps.values()
        for choice in step.choices for each in choice.unless
    )  # fmt: skip
    for answers in every_answer():
        said: Said = dict(answers)
        for settings in SET:
            limits = safer.limits_of(settings, said)._replace(shorter_nights="ask")
            found.setdefault(limits, {})[unsafe(said) & asked_by_tree] = said
    return found


LIMITS = kinds_of_limits()


@cache
def shipped() -> tuple[Exercise, ...]:
    """Return every exercise and routine that is shipped."""
    kinds = (*GUIDED, "routines")
    entries = [entry for kind in kinds for entry in LIBRARY.entries(kind).values()]
    return tuple(LIBRARY.exercise(entry)[0] for entry in entries)


@cache
def found(id: str) -> Exercise | None:
    """Return what is shipped of an id, if it is."""
    kind, name = id.split("/")
    try:
        return choose.find(LIBRARY, kind, name).exercise
    except InputError:
        return None


def cues_of(played: Exercise | Runnable, limits: Limits, seconds: float | None = None) -> Timeline:
    """Return what is heard of what is played in the place of something."""
    matters = Limits(legs=limits.legs, inward=limits.inward)
    return _cues_of(played.id, matters, seconds)


@cache
def _cues_of(id: str, limits: Limits, seconds: float | None) -> Timeline:
    kind, name = id.split("/")
    played = choose.find(LIBRARY, kind, name).exercise
    assert not isinstance(played, Routine)
    request = Request(seconds=seconds) if isinstance(played, BodyScan) else Request()
    return choose.timeline(played, Settings(), limits, True, request)


def check(played: Exercise | Runnable, timeline: Timeline, limits: Limits) -> None:
    """Fail where something is played that these limits exclude."""
    kinds = {cue.kind for cue in timeline.cues}
    if limits.rests == "without":
        assert not kinds & {"hold", "rest"}
    if limits.squeezing == "without":
        assert "tense" not in kinds
    if limits.legs != "tense":
        tensed = {r for c in timeline.cues if c.kind == "tense" and c.part for r in c.part.regions}
        assert not [region for region in tensed if LEG.search(region)]
    if limits.standing == "without":
        assert not (isinstance(played, Stretch) and played.is_standing)
    if isinstance(played, Mind) and limits.paradox == "without":
        assert not played.is_paradox
    if isinstance(played, BodyScan) or (isinstance(played, Mind) and played.is_inward):
        assert limits.inward != "off"
        assert limits.inward == "all" or timeline.total_ms <= SHORT_INWARD_MS
    if limits.inward != "all" and not isinstance(played, Relaxation):  # eyes are a muscle, too
        assert not [cue.text for cue in timeline.cues if CLOSED_EYES.search(cue.text)]


def test_there_are_as_many_limits_as_the_answers_make() -> None:
    assert 50 < len(LIMITS) < 200
    for values in product(("yes", "no"), repeat=len(ONLY_NIGHTS)):
        said: dict[Question, str] = {
            each: value for each, value in zip(ONLY_NIGHTS, values, strict=True)
        }
        assert safer.limits_of(Settings(), said)._replace(shorter_nights="ask") == Limits()
    assert {each.inward for each in LIMITS} == set(get_args(Inward))
    assert {each.paradox for each in LIMITS} == {"without", "ask", "with"}


@pytest.mark.parametrize("limits", LIMITS, ids=lambda each: "-".join(each[:6]))
def test_nothing_that_is_excluded_is_played_listed_or_led_to(limits: Limits) -> None:
    for exercise in shipped():
        if isinstance(exercise, Routine):
            check_routine(exercise, limits)
            continue
        played = safer.apply_wishes(exercise, limits, LIBRARY)
        for seconds in (None, 1800.0) if isinstance(played, BodyScan) else (None,):
            check(played, cues_of(played, limits, seconds), limits)
        is_turned_away = played.id != exercise.id and safer.asked_of(exercise) is None
        assert safer.is_offered(exercise, limits) is not (
            is_turned_away
            or (isinstance(exercise, Mind) and exercise.is_paradox and limits.paradox != "with")
        )
        why = safer.why_other(exercise, Settings(), limits)
        assert bool(why) is (played.id != exercise.id)
        assert len(f"{why}. Press o to change it.") <= 80
    for said in LIMITS[limits].values():
        for name in LIBRARY.entries("awake"):
            check_tree(name, limits, said)


def check_routine(routine: Routine, limits: Limits) -> None:
    """Fail where a routine plays something that is excluded."""
    ready = evening.prepare(LIBRARY, Choice(routine), Settings(), limits, True)
    assert not ready.problems
    for stop in ready.stops:
        if stop.timeline:
            check(stop.exercise, stop.timeline, limits)
        else:
            assert isinstance(stop.exercise, Checklist)


def check_tree(name: str, limits: Limits, said: Said) -> None:
    """Fail where a tree offers something that is excluded."""
    tree, _ = choose.awake(LIBRARY, name)

    def is_open(id: str) -> bool:
        if id == DAY or id.startswith("awake/"):
            return True
        exercise = found(id)
        return exercise is not None and safer.is_offered(exercise, limits)

    for step in tree.steps.values():
        for choice in offered(tree, step, is_open, unsafe(said)):
            run = tree.steps[choice.goto].run if choice.goto in tree.steps else ""
            if run:
                exercise = found(run)
                assert exercise and not isinstance(exercise, Routine)
                assert safer.is_offered(exercise, limits)
                played = safer.apply_wishes(exercise, limits, LIBRARY)
                check(played, cues_of(played, limits), limits)


# In a person's own context


@pytest.fixture
def me(tmp_path: Path) -> Iterator[Context]:
    me = Context(Places(tmp_path / "config", tmp_path / "data"), FakeClock())
    yield me
    me.close()


def say(me: Context, **answers: str) -> None:
    """Answer questions; what is written `under_18` is asked as `under-18`."""
    for question, said in answers.items():
        assert about_you.answer(me, question.replace("_", "-"), said).result() == ""  # type: ignore[arg-type]


def test_an_answer_holds_at_once_and_after_a_new_start(me: Context) -> None:
    assert me.limits == Limits()
    home.read(me)
    say(me, seizures="yes", legs="yes")
    assert (me.limits.rests, me.limits.legs, me.limits.paradox) == ("without", "never", "without")
    assert me.said == {"seizures": "yes", "legs": "yes"}
    again = Context(me.places, FakeClock())
    assert again.limits == me.limits
    say(me, seizures="")
    assert me.said == {"legs": "yes"}
    assert [each.said for each in home.read(me).health or ()] == ["yes"]
    assert me.said == {"legs": "yes"}
    assert [each.question for each in me.store.own.all(HealthAnswer)] == ["legs"]


def test_an_answer_that_cannot_be_written_holds_and_is_told(me: Context, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.write_text("no folder")
    trouble = about_you.answer(me, "holds", "yes").result()
    assert "data" in trouble
    assert me.limits.rests == "without"


def test_restless_legs_bring_their_routine_and_their_stretches(me: Context) -> None:
    assert suggesting.suggested(NOTHING, Settings()).routine == "first-night"
    say(me, legs="yes")
    home.read(me)
    assert home.wanted(me).routine == "restless-legs"
    me.settings = Settings(routine="tonight")
    assert home.wanted(me).routine == "tonight"
    checklist, _ = choose.checklist(me.library)
    assert me.records
    extra = me.records.items_tonight
    for settings, is_there in ((Settings(), True), (Settings(items_off=["legs"]), False)):
        ids = [item.id for item in agenda.items(checklist, settings, me.said, extra)]
        assert ("legs" in ids) is is_there


def test_who_drinks_daily_is_not_told_to_leave_it_out(me: Context) -> None:
    checklist, _ = choose.checklist(me.library)
    on = Settings(items_on=["alcohol"])
    assert "alcohol" in {item.id for item in agenda.items(checklist, on, me.said)}
    say(me, daily="yes")
    assert "alcohol" not in {item.id for item in agenda.items(checklist, on, me.said)}
    shown = agenda.without_hidden(checklist, me.said)
    assert "alcohol" not in {item.id for item in shown.items}
    assert len(shown.items) == len(checklist.items) - 1


def test_lists_leave_out_what_is_not_for_a_person_but_never_their_own(me: Context) -> None:
    def names() -> set[str]:
        return {entry.name for entry, _ in catalogue.everything(me, "mind")}

    assert "stay-awake" not in names()
    say(me, seizures="no", bipolar="no")
    assert {"stay-awake", "heavy"} <= names()
    say(me, bipolar="yes")
    assert not {"stay-awake", "heavy", "three-places", "urge"} & names()
    assert {"shuffle", "grounding", "urge-three", "cue-word"} <= names()
    own = me.places.config / "scripts" / "mind"
    own.mkdir(parents=True)
    text = (folders.assets() / "mind" / "heavy.toml").read_text(encoding="utf-8")
    (own / "mine.toml").write_text(text, encoding="utf-8")
    assert "mine" in names()
    exercise = choose.find(me.library, "mind", "mine").exercise
    assert safer.apply_wishes(exercise, me.limits, me.library).id == "mind/grounding"


def test_an_own_script_takes_the_place_of_the_safer_one_only_if_it_is_as_safe(
    me: Context,
) -> None:
    own = me.places.config / "scripts" / "breathing"
    own.mkdir(parents=True)
    text = (folders.assets() / "breathing" / "box.toml").read_text(encoding="utf-8")
    (own / "long-out.toml").write_text(text.replace("Box", "My own"), encoding="utf-8")
    box = choose.find(me.library, "breathing", "box").exercise
    played = safer.apply_wishes(box, Limits(rests="without"), me.library)
    assert played == safer.apply_wishes(box, Limits(rests="without"), LIBRARY)


def test_the_tree_of_the_night_leaves_out_what_is_not_for_a_person(me: Context) -> None:
    tree = awake.tree(me)
    runs = {step.id: step.run for step in tree.steps.values() if step.run}

    def led_to() -> set[str]:
        ways = (way for step in tree.steps.values() for way in awake.ways(me, tree, step))
        return {runs[way.goto] for way in ways if way.goto in runs}

    assert "mind/stay-awake" not in led_to()
    say(me, seizures="no", bipolar="no")
    assert {"mind/stay-awake", "mind/heavy"} <= led_to()
    say(me, bipolar="yes")
    assert not {"mind/stay-awake", "mind/heavy", "mind/urge"} & led_to()
    assert {"mind/shuffle", "mind/urge-three"} <= led_to()


def test_words_of_other_nights_are_as_safe() -> None:
    """The limits go by what a script is, so that no variant of a night escapes them."""
    limits = Limits("without", "without", "without", "never", "short", "without", "without")
    for night in range(24):
        library = Library(
            folders.assets(),
            Path("/no/such"),
            telling=lambda _, n=night: Telling(n),  # type: ignore[misc]
        )
        for kind in GUIDED:
            for entry in library.entries(kind).values():
                exercise = library.exercise(entry)[0]
                played = safer.apply_wishes(exercise, limits, library)
                assert not isinstance(played, Routine)
                timeline = choose.timeline(played, Settings(), limits, True, Request())
                check(played, timeline, limits)


def test_an_answer_of_another_coach_that_is_later_goes_above_an_own_one(me: Context) -> None:
    say(me, holds="no")
    assert me.limits.rests == "with"
    other = Context(me.places, FakeClock(wall=me.now.timestamp() + 60))
    say(other, holds="yes")
    other.close()
    home.read(me)
    assert me.said == {"holds": "yes"}


def test_an_answer_given_while_nothing_could_be_read_hides_nothing_that_was_said(
    me: Context,
) -> None:
    other = Context(me.places, FakeClock())
    say(other, holds="yes")
    other.close()
    store = me.store
    broken = Context(Places(me.places.config, me.places.data / "toml.file"), FakeClock())
    me.store = broken.store
    (me.places.data / "toml.file").write_text("no folder")
    assert about_you.answer(me, "squeezing", "yes").result()
    assert (me.limits.rests, me.limits.squeezing) == ("ask", "without")
    me.store = store
    assert (me.limits.rests, me.limits.squeezing) == ("without", "without")
