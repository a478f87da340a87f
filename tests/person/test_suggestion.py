"""Which routine Tonight begins with: what decides, in its order; and nothing that is excluded."""

from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain import ramp
from coach.domain.health import HealthAnswer
from coach.domain.own import Lapse
from coach.domain.timeline import Timeline
from coach.person import choose, home, suggestion
from coach.person.context import Context
from coach.person.records import NOTHING, Records
from coach.person.suggestion import FEAR, LAPSE, LEGS, LEGS_SAID, SMALL, SWEATS
from coach.store import today
from coach.store.records import DiaryRecord, SessionRecord
from coach.store.settings import Settings
from coach.system.folders import Places
from tests.fake_clock import FakeClock

NIGHT = date(2027, 1, 13)
MINE = 'title = "Mine"\n[[step]]\nrun = "breathing/box"\ncycles = 12\n'
HELD = 'title = "Held"\n[[step]]\nrun = "breathing/four-seven-eight"\n'


def diary(**answers: Any) -> DiaryRecord:
    return DiaryRecord(NIGHT, "", 0, **answers)


def recorded(evenings: int = 9, breaths: int = 9, chosen: str = "", **answers: Any) -> Records:
    return NOTHING._replace(
        evenings=evenings,
        finished={"breathing/box": breaths},
        chosen=chosen,
        last_night=diary(**answers) if answers else None,
    )


@pytest.fixture
def me(tmp_path: Path) -> Context:
    routines = tmp_path / "config" / "scripts" / "routines"
    routines.mkdir(parents=True)
    (routines / "mine.toml").write_text(MINE)
    return Context(Places(tmp_path / "config", tmp_path / "data"), FakeClock())


ORDER = [
    # evenings, set, ramp, chosen today, diary: the routine, why, the one that is a key away
    (0, "", "on", "", {}, "first-night", SMALL, "tonight"),
    (2, "", "on", "", {}, "first-night", SMALL, "tonight"),
    (3, "", "on", "", {}, "tonight", "", ""),
    (0, "", "off", "", {}, "tonight", "", ""),
    (0, "mine", "on", "", {}, "mine", "", ""),
    (0, "tonight", "on", "", {}, "tonight", "", ""),
    (0, "first-night", "on", "", {}, "first-night", "", ""),
    (0, "", "on", "tonight", {}, "tonight", "", "first-night"),
    (0, "", "on", "", {"legs": 6}, "restless-legs", LEGS, "tonight"),
    (9, "mine", "on", "", {"legs": 10, "anxiety": 10}, "restless-legs", LEGS, "mine"),
    (9, "", "on", "", {"legs": 5, "anxiety": 7}, "short-night", FEAR, "tonight"),
    (9, "", "on", "", {"legs": 5, "anxiety": 6}, "tonight", "", ""),
    (9, "", "on", "", {"legs": 0, "anxiety": 0, "craving": 10}, "tonight", "", ""),
    (9, "mine", "on", "mine", {"legs": 8}, "mine", "", "restless-legs"),
    (9, "restless-legs", "on", "", {"legs": 8}, "restless-legs", "", ""),
]


@pytest.mark.parametrize("evenings, is_set, ramp, chosen, answers, name, why, other", ORDER)
def test_what_decides_comes_in_its_order(
    me: Context,
    evenings: int,
    is_set: str,
    ramp: str,
    chosen: str,
    answers: dict[str, int],
    name: str,
    why: str,
    other: str,
) -> None:
    wish(me, routine=is_set, ramp=ramp)
    me.records = recorded(evenings, chosen=chosen, **answers)
    tonight = home.tonight(me)
    assert tonight.choice.exercise.id == f"routines/{name}"
    assert tonight.evening.stops
    assert tonight.why == why
    assert (tonight.other.exercise.id if tonight.other else "") == (other and f"routines/{other}")
    assert tonight.is_chosen is bool(chosen)


def wish(me: Context, **chosen: str | list[str]) -> None:
    me.settings_problems = []
    me.settings = Settings(**chosen)  # type: ignore[arg-type]


def timelines(tonight: home.Tonight) -> list[Timeline]:
    return [stop.timeline for stop in tonight.evening.stops if stop.timeline]


WISHES = list(product(("ask", "with", "without"), *[("with", "without")] * 2))


@given(
    without=st.sampled_from(WISHES),
    is_set=st.sampled_from(["", "tonight", "restless-legs", "first-night", "short-night"]),
    chosen=st.sampled_from(["", "tonight", "first-night"]),
    evenings=st.integers(0, 5),
    breaths=st.integers(0, 9),
    legs=st.none() | st.integers(0, 10),
    anxiety=st.none() | st.integers(0, 10),
)
def test_nothing_that_is_excluded_is_ever_begun(
    tmp_path_factory: pytest.TempPathFactory,
    without: tuple[str, str, str],
    is_set: str,
    chosen: str,
    evenings: int,
    breaths: int,
    legs: int | None,
    anxiety: int | None,
) -> None:
    me = _shelf(tmp_path_factory)
    rests, squeezing, standing = without
    wish(me, routine=is_set, rests=rests, squeezing=squeezing, standing=standing)
    me.records = recorded(evenings, breaths, chosen, legs=legs, anxiety=anxiety)
    tonight = home.tonight(me)
    ids = [stop.exercise.id for stop in tonight.evening.stops]
    kinds = {cue.kind for timeline in timelines(tonight) for cue in timeline.cues}
    assert ids
    if rests == "without" or ((anxiety or 0) >= 7 and not chosen):
        assert not kinds & {"hold", "rest"}
    if squeezing == "without":
        assert "tense" not in kinds
    if standing == "without":
        assert "stretch/legs" not in ids


_shelves: list[Context] = []


def _shelf(folders: pytest.TempPathFactory) -> Context:
    """Return one person for all examples: what is shipped is read once."""
    if not _shelves:
        folder = folders.mktemp("shelf")
        _shelves.append(Context(Places(folder / "config", folder / "data"), FakeClock()))
    return _shelves[0]


def test_after_a_night_of_fear_an_own_short_night_with_holds_waits(me: Context) -> None:
    file = me.places.config / "scripts" / "routines" / "short-night.toml"
    file.write_text(HELD)
    wish(me, rests="with")
    me.records = recorded(anxiety=8)
    assert home.tonight(me).choice.exercise.title == "A little is enough"
    assert home.offered(me, "breathing").exercise.id == "breathing/long-out"
    file.write_text(MINE.replace("box", "long-out").replace("Mine", "My short one"))
    assert home.tonight(me).choice.exercise.title == "My short one"
    me.records = recorded(anxiety=6)
    assert home.offered(me, "breathing").exercise.id == "breathing/box"


@pytest.mark.parametrize(
    "breaths, played, cycles",
    [
        (0, "box-small", 10),
        (1, "box-small", 10),
        (2, "box-small", 15),
        (4, "box", 12),
        (6, "box", 12),
    ],
)
def test_a_shipped_routine_has_the_breath_that_has_been_come_to(
    me: Context, breaths: int, played: str, cycles: int
) -> None:
    wish(me, rests="with", routine="tonight")
    me.records = recorded(breaths=breaths)
    stop = home.tonight(me).evening.stops[1]
    assert (stop.exercise.id, stop.exercise.cycles) == (f"breathing/{played}", cycles)  # type: ignore[union-attr]
    assert stop.step.run == "breathing/box", "it is found again after it was cut off"


def test_the_ramp_is_not_in_what_is_a_persons_own(me: Context) -> None:
    me.records = recorded(breaths=0)
    wish(me, rests="with", routine="mine")
    assert home.tonight(me).evening.stops[0].exercise.id == "breathing/box"
    own = me.places.config / "scripts" / "breathing" / "box.toml"
    own.parent.mkdir()
    own.write_text((me.library.assets / "breathing" / "box.toml").read_text())
    wish(me, rests="with", routine="tonight")
    assert home.tonight(me).evening.stops[1].exercise.id == "breathing/box"


def test_with_the_ramp_off_and_before_anything_is_known_it_is_as_written(me: Context) -> None:
    wish(me, rests="with", routine="tonight", ramp="off")
    me.records = recorded(breaths=0)
    assert home.tonight(me).evening.stops[1].exercise.id == "breathing/box"
    wish(me, rests="with", routine="tonight")
    me.records = None
    assert home.tonight(me).evening.stops[1].exercise.id == "breathing/box"


@given(st.integers(0, 20), st.sampled_from(["box", "box-small", "long-out"]))
def test_the_ramp_replaces_only_what_it_leads_up_to(finished: int, pattern: str) -> None:
    rung = ramp.replaces(pattern, finished)
    assert (rung is None) == (pattern != "box" or finished >= 6)
    assert rung is None or rung == ramp.rung(finished)


def test_sweats_bring_one_item_more_and_say_why_until_it_is_done(me: Context) -> None:
    me.records = recorded(legs=0, sweats=True)
    checklist = choose.checklist(me.library)[0]
    assert "kit" in [item.id for item in home.items(me, checklist)]
    assert home.tonight(me).why == SWEATS
    me.records = me.records._replace(answers={"kit": "done"})
    assert home.tonight(me).why == ""
    me.records = recorded(legs=0, sweats=False)
    assert "kit" not in [item.id for item in home.items(me, checklist)]
    me.records = recorded(legs=0, sweats=True)
    wish(me, items_off=["kit"])
    assert "kit" not in [item.id for item in home.items(me, checklist)], "it was switched off"
    assert home.tonight(me).why == ""


@pytest.mark.parametrize("sweats", [True, False, None])
def test_a_damp_night_is_named_only_after_one(me: Context, sweats: bool | None) -> None:
    said = (HealthAnswer("legs", "yes", datetime(2027, 1, 14)),)
    me.records = recorded(legs=0, sweats=sweats)._replace(health=said)
    checklist = choose.checklist(me.library)[0]
    assert "legs" in [item.id for item in home.items(me, checklist)], "the legs are asked for, too"
    assert (home.tonight(me).why == SWEATS) is bool(sweats)


def test_after_a_saved_lapse_the_evening_is_short_without_holds_and_on_the_side(
    me: Context,
) -> None:
    assert home.read(me).has_lapse is False
    me.store.own.save(Lapse(me.now, me.schedule.night_of(me.now)))
    recorded = home.read(me)
    assert recorded.has_lapse
    assert suggestion.suggested(recorded, Settings()) == ("short-night", LAPSE)
    assert suggestion.suggested(recorded, Settings(routine="tonight")) == ("short-night", LAPSE)
    assert suggestion.is_without_holds(recorded)
    clock = me.clock
    assert isinstance(clock, FakeClock)
    clock.advance(24 * 3600)
    assert home.read(me).has_lapse is False


def test_a_lapse_by_day_counts_for_the_evening_that_comes(me: Context) -> None:
    clock = me.clock
    assert isinstance(clock, FakeClock)
    clock.advance(-14 * 3600)  # half past eight in the morning
    me.store.own.save(Lapse(me.now, me.schedule.night_of(me.now)))
    clock.advance(14 * 3600)
    assert home.read(me).has_lapse


def test_that_the_legs_come_first_is_said_at_first_only(me: Context) -> None:
    said = recorded(evenings=0)._replace(
        health=(HealthAnswer("legs", "yes", datetime(2027, 1, 14)),)
    )
    assert suggestion.suggested(said, Settings()) == ("restless-legs", LEGS_SAID)
    known = said._replace(evenings=3)
    assert suggestion.suggested(known, Settings()) == ("restless-legs", "")


@pytest.mark.parametrize("line", [LAPSE, LEGS, LEGS_SAID, FEAR, SMALL, SWEATS])
def test_why_is_one_line(line: str) -> None:
    assert len(line) <= 60


def session(night: date, script: str, ending: str) -> SessionRecord:
    began = datetime(2027, 1, 14, 22).astimezone()
    kind = script.split("/")[0]
    return SessionRecord(script, kind, began, night, 600, 300, ending)  # type: ignore[arg-type]


def test_evenings_are_nights_on_which_a_routine_came_to_its_last_step(me: Context) -> None:
    for days, script, ending in (
        (0, "routines/first-night", "finished"),
        (0, "routines/tonight", "finished"),
        (1, "routines/tonight", "stopped"),
        (2, "breathing/box", "finished"),
        (3, "routines/mine", "finished"),
    ):
        began = session(NIGHT - timedelta(days=days), script, ending)
        me.store.add_session(began._replace(began=began.began - timedelta(days=days, minutes=days)))
    assert home.read(me).evenings == 2


def test_the_choice_of_today_holds_over_a_restart_and_no_longer(me: Context) -> None:
    home.read(me)
    home.choose_today(me, "tonight")
    me.close()
    again = Context(me.places, FakeClock())
    assert home.read(again).chosen == "tonight"
    again.clock.advance(86_400)  # type: ignore[attr-defined]
    assert home.read(again).chosen == ""


def test_choosing_what_is_suggested_takes_the_choice_back(me: Context) -> None:
    home.read(me)
    home.choose_today(me, "tonight")
    assert home.tonight(me).why == ""
    home.choose_today(me, "first-night")
    assert (home.tonight(me).why, home.tonight(me).is_chosen) == (SMALL, False)
    me.close()
    assert today.load(me.places.data, home.today(me).date) == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "day = 2027-01-14",
        'day = "2027-01-14"\nroutine = "tonight"',
        'day = 2027-01-14T00:00:00\nroutine = "tonight"',
        "day = 2027-01-14\nroutine = 1",
        'day = 2027-01-14\nroutine = "\\u001b[31m"',
        "= broken",
    ],
)
def test_a_file_of_today_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / today.NAME).write_text(text)
    assert today.load(tmp_path, date(2027, 1, 14)) == ""


def test_a_choice_that_is_gone_gives_way_to_the_usual_routine(me: Context) -> None:
    me.records = recorded(chosen="gone")
    assert home.tonight(me).choice.exercise.id == "routines/tonight"
    wish(me, routine="lost")
    assert home.tonight(me).choice.exercise.id == "routines/tonight"


def test_of_what_is_suggested_everything_is_shipped(me: Context) -> None:
    names = {"restless-legs", "short-night", "first-night", suggestion.usual(Settings())}
    assert all(me.library.find("routines", name).is_shipped for name in names)
