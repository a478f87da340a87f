"""What is safe tonight, and what is read once before a first time."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from coach.content.library import Exercise, Library, Runnable
from coach.domain.health import UNASKED
from coach.domain.routine import Routine
from coach.person import choose, evening, first_time, safer
from coach.person.safer import SAFER, FirstTime, limits_of
from coach.store.settings import Settings
from coach.system import folders

RISKY = {
    "breathing/box": ("rests", "breathing/long-out"),
    "breathing/four-seven-eight": ("rests", "breathing/long-out"),
    "relaxation/pmr-7": ("squeezing", "relaxation/release"),
    "relaxation/pmr-16": ("squeezing", "relaxation/release"),
    "stretch/legs": ("standing", "stretch/bed"),
}
SAFE = ("breathing/long-out", "relaxation/release", "stretch/bed", "bodyscan/ten")
ROUTINES = sorted(file.stem for file in (folders.assets() / "routines").glob("*.toml"))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(folders.assets(), tmp_path)


def exercise(library: Library, id: str) -> Exercise:
    kind, name = id.split("/")
    return choose.find(library, kind, name).exercise


def asked(library: Library, id: str, settings: Settings) -> FirstTime | None:
    exercises = [exercise(library, id)]
    return safer.first_time(exercises, settings, limits_of(settings, {}), library)


def routine_of(library: Library, name: str) -> tuple[Routine, list[Exercise | Runnable]]:
    """Return a routine, and it with its steps: what is looked at before it."""
    choice = choose.find(library, "routines", name)
    assert isinstance(choice.exercise, Routine)
    stops = evening.prepare(library, choice, Settings(), UNASKED, is_night=True).stops
    return choice.exercise, [choice.exercise, *(stop.chosen for stop in stops)]


@pytest.mark.parametrize("id", RISKY)
def test_the_safe_way_is_what_is_played_then(library: Library, id: str) -> None:
    setting, instead = RISKY[id]
    chosen = exercise(library, id)
    assert safer.apply_wishes(chosen, limits_of(Settings(), {}), library) is chosen
    without = replace(Settings(), **{setting: "without"})
    assert safer.apply_wishes(chosen, limits_of(without, {}), library).id == instead


@pytest.mark.parametrize("id", SAFE)
def test_what_is_safe_is_never_replaced(library: Library, id: str) -> None:
    without = Settings(rests="without", squeezing="without", standing="without")
    chosen = exercise(library, id)
    assert safer.apply_wishes(chosen, limits_of(without, {}), library) is chosen


def test_what_replaces_is_safe_itself() -> None:
    assert {each.id for each in SAFER.values()} < set(SAFE)


@pytest.mark.parametrize("id", [*RISKY, *SAFE])
def test_cautions_come_before_anything_that_has_them_and_once(library: Library, id: str) -> None:
    first = asked(library, id, Settings())
    assert first
    assert first.cautions == exercise(library, id).cautions
    assert bool(first.safe_way) == (id in RISKY)
    read = first_time.as_it_is(first)(Settings())
    assert asked(library, id, read) is None
    assert safer.apply_wishes(exercise(library, id), limits_of(read, {}), library).id == id


@pytest.mark.parametrize("id", RISKY)
@pytest.mark.parametrize("is_read", [True, False])
def test_the_safe_way_is_asked_once_and_reads_only_what_was_read(
    library: Library, id: str, is_read: bool
) -> None:
    setting, instead = RISKY[id]
    first = asked(library, id, Settings())
    assert first
    after = first_time.safe(first, is_read)(Settings())
    assert getattr(after, setting) == "without"
    assert asked(library, id, after) is None
    assert instead in after.read
    assert (id in after.read) == is_read
    again = replace(after, **{setting: "with"})
    assert (asked(library, id, again) is None) == is_read


def test_what_was_read_is_not_asked_again_and_an_option_reads_nothing(library: Library) -> None:
    assert asked(library, "breathing/box", Settings(rests="with"))
    assert asked(library, "breathing/box", Settings(rests="with", read=["breathing/box"])) is None
    assert asked(library, "relaxation/pmr-7", Settings(read=["relaxation/pmr-7"])) is None
    assert asked(library, "stretch/legs", Settings(read=["stretch/legs"])) is None
    assert asked(library, "breathing/box", Settings(rests="ask", read=["breathing/box"]))


def test_who_wants_to_be_asked_about_holds_is_asked_before_a_known_routine(
    library: Library,
) -> None:
    routine, played = routine_of(library, "tonight")
    known = Settings(rests="with", read=[routine.id])
    assert safer.first_time(played, known, limits_of(known, {}), library, routine) is None
    asks = replace(known, rests="ask")
    assert safer.first_time(played, asks, limits_of(asks, {}), library, routine)


def test_each_breath_with_holds_has_its_own_cautions(library: Library) -> None:
    read = Settings(rests="with", read=["breathing/box"])
    assert asked(library, "breathing/box", read) is None
    assert asked(library, "breathing/four-seven-eight", read)


@pytest.mark.parametrize("name", ROUTINES)
def test_a_shipped_routine_speaks_for_its_steps_in_at_most_eight_texts(
    library: Library, name: str
) -> None:
    choice = choose.find(library, "routines", name)
    routine, played = routine_of(library, name)
    speaker = safer.speaker_of(choice, library)
    assert speaker == routine
    first = safer.first_time(played, Settings(), limits_of(Settings(), {}), library, speaker)
    assert first
    assert first.cautions == routine.cautions
    assert 1 <= len(first.cautions) <= 8
    assert all(len(text) <= 120 for text in first.cautions)
    for answered in (first_time.as_it_is(first), first_time.safe(first, is_read=False)):
        after = answered(Settings())
        assert safer.first_time(played, after, limits_of(after, {}), library, speaker) is None


NAMED = {"rests": "short holds", "squeezing": "squeezed", "standing": "standing"}
KINDS = {
    "breathing": ("dizzy", "chest pain", "driving or in water"),
    "relaxation": ("inward", "hearing voices"),
    "bodyscan": ("inward", "hearing voices"),
    "stretch": ("sharp pain", "swollen", "emergency number"),
    "checklists": ("drinking daily",),
}


@pytest.mark.parametrize("name", ROUTINES)
def test_a_routine_names_what_its_steps_warn_of(library: Library, name: str) -> None:
    routine, played = routine_of(library, name)
    said = " ".join(routine.cautions).lower()
    for each in played[1:]:
        for words in KINDS[each.id.split("/")[0]]:
            assert words in said, each.id
        if setting := safer.asked_of(each):
            assert NAMED[setting] in said, each.id


def test_an_own_routine_does_not_speak_for_its_steps(library: Library, tmp_path: Path) -> None:
    own = tmp_path / "scripts" / "routines"
    own.mkdir(parents=True)
    (own / "mine.toml").write_text(
        'title = "Mine"\ncautions = ["Mine."]\n[[step]]\nrun = "breathing/box"\n'
    )
    mine = Library(folders.assets(), tmp_path)
    choice = choose.find(mine, "routines", "mine")
    assert safer.speaker_of(choice, mine) is None
    _, played = routine_of(mine, "mine")
    first = safer.first_time(played, Settings(), limits_of(Settings(), {}), mine)
    assert first
    assert first.cautions == ("Mine.", *exercise(mine, "breathing/box").cautions)
    assert first.safe_way == "No holds"


def test_a_routine_offers_all_that_can_be_left_out_of_it(library: Library) -> None:
    routine, played = routine_of(library, "tonight")
    first = safer.first_time(played, Settings(), limits_of(Settings(), {}), library, routine)
    assert first
    assert first.safe_way == "No holds, no squeezing"
    after = first_time.safe(first, is_read=False)(Settings())
    stops = evening.prepare(
        library,
        choose.find(library, "routines", "tonight"),
        after,
        limits_of(after, {}),
        is_night=True,
    ).stops
    assert [stop.exercise.id for stop in stops] == [
        "checklists/bedtime",
        "breathing/long-out",
        "relaxation/release",
        "bodyscan/ten",
    ]
