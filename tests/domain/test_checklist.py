"""What is due when, in which order the items come, and small words about them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain import checklist
from coach.domain.checklist import (
    PHASES,
    Answer,
    Arranged,
    Checklist,
    Item,
    Phase,
    arrange,
    completion,
    due,
    suggestions,
    until,
)
from coach.domain.night import Day, Schedule, Times

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2026, 11, 21)
NEXT = date(2026, 11, 22)
BEDTIME, RISE = time(23), time(7)
ANSWERS: tuple[Answer, ...] = ("done", "skipped", "not-applicable")


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def living(bedtime: time = BEDTIME, rise: time = RISE, day: date = DAY, zone: tzinfo = UTC) -> Day:
    """Return the day of someone who sleeps at those times."""
    return Schedule(zone, Times(bedtime, rise)).day(day)


TODAY = living()


def item(
    phase: Phase = "evening", clock: time | None = None, lead: int | None = None, id: str = "it"
) -> Item:
    return Item(id, f"The {id}", phase, clock, lead)


RISING = item("morning", id="rise")
CAFFEINE = item("day", time(12), 540, "caffeine")
DIM = item("evening", lead=180, id="dim")
WORRY = item("evening", lead=120, id="worry")
SCREENS = item("wind-down", lead=60, id="screens")
ROOM = item("wind-down", lead=30, id="room")
EVENING = (RISING, CAFFEINE, DIM, WORRY, SCREENS, ROOM)


def arranged(
    now: datetime, answers: Mapping[str, Answer] | None = None, items: tuple[Item, ...] = EVENING
) -> Arranged:
    return arrange(items, answers or {}, now, TODAY)


def ids(evening: Arranged) -> tuple[list[str], list[str], list[str]]:
    """Return the ids of what is due, of what comes later, and of what has an answer."""
    return (
        [each.item.id for each in evening.now],
        [each.item.id for each in evening.later],
        [each.item.id for each in evening.answered],
    )


# Due


@pytest.mark.parametrize(
    ("lead", "moment"),
    [(0, at(DAY, 23)), (20, at(DAY, 22, 40)), (180, at(DAY, 20)), (540, at(DAY, 14))],
)
def test_a_lead_counts_back_from_lights_out(lead: int, moment: datetime) -> None:
    assert due(item(lead=lead), TODAY) == moment


@pytest.mark.parametrize(
    ("clock", "moment"),
    [
        (time(7), at(DAY, 7)),
        (time(12), at(DAY, 12)),
        (time(23), at(DAY, 23)),
    ],
)
def test_a_clock_counts_between_rising_and_lights_out(clock: time, moment: datetime) -> None:
    assert due(item(clock=clock), TODAY) == moment
    assert due(item("bed", clock), TODAY) == moment


@pytest.mark.parametrize("clock", [time(23, 1), time(0), time(4, 59), time(5), time(6, 59)])
def test_else_the_lead_or_the_phase_counts(clock: time) -> None:
    assert due(item(clock=clock), TODAY) == due(item(), TODAY) == at(DAY, 20)
    assert due(item(clock=clock, lead=30), TODAY) == due(item(lead=30), TODAY) == at(DAY, 22, 30)


@pytest.mark.parametrize(
    ("clock", "moment"),
    [
        (time(9, 30), at(DAY, 9, 30)),
        (time(23, 30), at(DAY, 23, 30)),
        (time(0), at(NEXT, 0)),
        (time(1, 30), at(NEXT, 1, 30)),
        (time(7), at(DAY, 22, 30)),
    ],
)
def test_a_clock_after_midnight_counts_for_those_who_are_up_then(
    clock: time, moment: datetime
) -> None:
    assert due(item(clock=clock), living(time(1, 30), time(9, 30))) == moment


def test_a_clock_early_in_the_morning_is_for_those_who_rise_early() -> None:
    early = living(rise=time(4, 30))
    assert due(item("morning", time(4, 30)), TODAY) == at(DAY, 7)
    assert due(item("morning", time(4, 30)), early) == due(RISING, early) == at(DAY, 4, 30)


@pytest.mark.parametrize(
    ("bedtime", "moment"),
    [
        (time(23), at(DAY, 12)),
        (time(21), at(DAY, 12)),
        (time(20), at(DAY, 11)),
        (time(1), at(DAY, 12)),
    ],
)
def test_of_two_times_the_earlier_counts(bedtime: time, moment: datetime) -> None:
    assert due(CAFFEINE, living(bedtime)) == moment


@pytest.mark.parametrize(
    ("phase", "moment"),
    [
        ("morning", at(DAY, 7)),
        ("day", at(DAY, 15)),
        ("evening", at(DAY, 20)),
        ("wind-down", at(DAY, 22)),
        ("bed", at(DAY, 23)),
    ],
)
def test_without_times_an_item_is_due_in_its_phase(phase: Phase, moment: datetime) -> None:
    assert due(item(phase), TODAY) == moment


def test_a_bedtime_after_midnight_moves_the_evening_with_it() -> None:
    late = living(time(0, 30))
    assert due(DIM, late) == at(DAY, 21, 30)
    assert due(ROOM, late) == at(NEXT, 0)
    assert due(item("bed"), late) == at(NEXT, 0, 30)


def test_nothing_is_due_before_its_day_begins() -> None:
    assert due(item(lead=1440), TODAY) == at(DAY, 5)
    assert due(item(lead=540), living(time(12))) == at(DAY, 5)
    assert due(item(lead=1440), living(time(8), time(16))) == at(DAY, 14)


times = st.times().map(lambda each: each.replace(second=0, microsecond=0))
days = st.builds(
    living,
    times,
    times,
    st.dates(date(1970, 1, 2), date(2200, 1, 1)),
    st.sampled_from((UTC, BERLIN)),
)
items = st.builds(
    Item,
    st.just(""),
    st.text(max_size=3),
    st.sampled_from(PHASES),
    st.none() | times,
    st.none() | st.integers(0, 1440),
)


@given(items, days)
def test_everything_is_due_within_the_day_before_lights_out(one: Item, day: Day) -> None:
    moment = due(one, day)
    assert day.begins <= moment <= day.lights_out
    if one.lead_minutes is not None:
        lead = timedelta(minutes=one.lead_minutes)
        assert moment <= max(day.begins, day.lights_out - lead)


@given(items, days, st.integers(1, 1440))
def test_a_longer_lead_is_never_later(one: Item, day: Day, more: int) -> None:
    shorter = one._replace(lead_minutes=one.lead_minutes or 0)
    longer = one._replace(lead_minutes=(one.lead_minutes or 0) + more)
    assert due(longer, day) <= due(shorter, day)


@pytest.mark.parametrize(
    ("evening", "room"),
    [
        (date(2026, 3, 28), "2026-03-29 01:45+01:00"),
        (date(2026, 10, 24), "2026-10-25 02:45+01:00"),
        (date(2028, 2, 29), "2028-03-01 02:45+01:00"),
    ],
)
def test_a_lead_is_real_time_in_nights_that_are_longer_or_shorter(evening: date, room: str) -> None:
    late = living(time(3, 15), day=evening, zone=BERLIN)
    assert due(ROOM, late) == datetime.fromisoformat(room)
    dim = due(DIM, living(day=evening, zone=BERLIN))
    assert dim.replace(tzinfo=None) == datetime.combine(evening, time(20))


# The order


def test_in_the_morning_only_the_rise_is_due_and_the_rest_comes_in_order() -> None:
    assert ids(arranged(at(DAY, 6))) == (
        [],
        ["rise", "caffeine", "dim", "worry", "screens", "room"],
        [],
    )
    assert ids(arranged(at(DAY, 7))) == (
        ["rise"],
        ["caffeine", "dim", "worry", "screens", "room"],
        [],
    )


def test_what_belongs_to_now_comes_before_what_is_only_left_to_be_answered() -> None:
    due_now, later, _ = ids(arranged(at(DAY, 21, 40)))
    assert due_now == ["dim", "worry", "caffeine", "rise"]
    assert later == ["screens", "room"]
    assert ids(arranged(at(DAY, 22, 30)))[0] == [
        "screens",
        "room",
        "dim",
        "worry",
        "caffeine",
        "rise",
    ]


def test_after_midnight_it_is_still_the_same_evening() -> None:
    now = at(NEXT, 0, 30)
    assert Schedule(UTC).checklist_day(now) == DAY
    assert ids(arranged(now))[0][:2] == ["screens", "room"]


def test_what_has_an_answer_comes_last_in_the_order_of_the_day() -> None:
    answers: dict[str, Answer] = {"screens": "skipped", "rise": "done", "dim": "not-applicable"}
    evening = arranged(at(DAY, 21, 40), answers)
    assert ids(evening) == (["worry", "caffeine"], ["room"], ["rise", "dim", "screens"])
    assert [each.answer for each in evening.answered] == ["done", "not-applicable", "skipped"]


def test_an_answer_to_what_is_not_switched_on_changes_nothing() -> None:
    assert arranged(at(DAY, 9), {"no-such-item": "done"}) == arranged(at(DAY, 9))


def test_minutes_are_never_too_few() -> None:
    now = at(DAY, 21, 59).replace(second=1)
    evening = arranged(now, items=(SCREENS, ROOM, DIM))
    assert [(each.item.id, each.minutes) for each in evening.later] == [
        ("screens", 1),
        ("room", 31),
    ]
    assert [each.minutes for each in evening.now] == [0]
    assert [each.due for each in evening.later] == [at(DAY, 22), at(DAY, 22, 30)]


def test_at_the_same_time_items_keep_the_order_of_the_file() -> None:
    twins = (item(lead=60, id="b"), item(lead=60, id="a"), item("day", time(22), id="c"))
    assert ids(arranged(at(DAY, 22), items=twins))[0] == ["b", "a", "c"]
    assert ids(arranged(at(DAY, 12), items=twins))[1] == ["c", "b", "a"]


def test_of_nothing_there_is_nothing() -> None:
    assert arranged(at(DAY, 22), items=()) == ((), (), ())


def numbered(some: list[Item]) -> list[Item]:
    return [each._replace(id=f"i{n}") for n, each in enumerate(some)]


moments = st.datetimes(datetime(2026, 11, 20), datetime(2026, 11, 24), timezones=st.just(UTC))
answer_lists = st.lists(st.none() | st.sampled_from(ANSWERS), max_size=12)


@given(st.lists(items, max_size=12).map(numbered), answer_lists, moments, times, times)
def test_every_item_is_in_exactly_one_place_and_in_its_order(
    some: list[Item], given_answers: list[Answer | None], now: datetime, bedtime: time, rise: time
) -> None:
    answers = {f"i{n}": answer for n, answer in enumerate(given_answers) if answer is not None}
    day = living(bedtime, rise)
    evening = arrange(some, answers, now, day)
    placed = sorted(each.item.id for part in evening for each in part)
    assert placed == sorted(each.id for each in some)
    assert {each.item.id: each.answer for each in evening.answered} == {
        id: answer for id, answer in answers.items() if id in placed
    }
    for each in (*evening.now, *evening.later):
        assert each.item.id not in answers
        assert each.due == due(each.item, day)
    assert all(each.due <= now and each.minutes == 0 for each in evening.now)
    for each in evening.later:
        wait = timedelta(minutes=each.minutes)
        assert now < each.due <= now + wait < each.due + timedelta(minutes=1)
    place = {each.id: n for n, each in enumerate(some)}
    phase = PHASES.index
    for one, two in pairwise(evening.now):
        keys = [(-phase(x.item.phase), x.due, place[x.item.id]) for x in (one, two)]
        assert keys[0] < keys[1]
    for one, two in pairwise(evening.later):
        keys = [(phase(x.item.phase), x.due, place[x.item.id]) for x in (one, two)]
        assert (keys[0][1], keys[0][0], keys[0][2]) < (keys[1][1], keys[1][0], keys[1][2])
    answered = [(phase(x.item.phase), place[x.item.id]) for x in evening.answered]
    assert answered == sorted(answered)


# Completion


@pytest.mark.parametrize(
    ("given_answers", "share"),
    [
        ([], None),
        (["not-applicable"], None),
        (["done"], 1.0),
        (["skipped"], 0.0),
        (["done", "skipped", "skipped", "done"], 0.5),
        (["done", "not-applicable", "skipped", "done", "done"], 0.75),
    ],
)
def test_what_does_not_apply_and_what_is_unknown_do_not_count(
    given_answers: list[Answer], share: float | None
) -> None:
    assert completion({f"i{n}": answer for n, answer in enumerate(given_answers)}) == share


@given(st.dictionaries(st.text(max_size=3), st.sampled_from(ANSWERS), max_size=20))
def test_completion_is_from_0_to_1(answers: dict[str, Answer]) -> None:
    share = completion(answers)
    counted = [answer for answer in answers.values() if answer != "not-applicable"]
    if share is None:
        assert counted == []
    else:
        assert 0 <= share <= 1
        assert round(share * len(counted), 9) == counted.count("done")
        more: dict[str, Answer] = {**answers, "one more": "done"}
        assert (completion(more) or 0) >= share


# Words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (-5, "now"),
        (0, "now"),
        (1, "in a few minutes"),
        (7, "in a few minutes"),
        (8, "in 10 minutes"),
        (12, "in 10 minutes"),
        (13, "in 15 minutes"),
        (40, "in 40 minutes"),
        (57, "in 55 minutes"),
        (58, "in an hour"),
        (64, "in an hour"),
        (65, "in 70 minutes"),
        (70, "in 70 minutes"),
        (104, "in 90 minutes"),
        (105, "in 2 hours"),
        (149, "in 2 hours"),
        (150, "in 3 hours"),
        (1439, "in 24 hours"),
    ],
)
def test_how_long_until_something_is_due(minutes: int, words: str) -> None:
    assert until(minutes) == words


def test_the_words_are_short_and_never_far_off() -> None:
    least = {"now": 0, "in a few minutes": 4, "in an hour": 60}
    before = 0
    for minutes in range(3 * 1440):
        words = until(minutes)
        assert len(words) <= 20
        if words not in least:
            count, unit = words.split()[1:]
            least[words] = int(count) * (60 if unit == "hours" else 1)
        assert before <= least[words], "what is later never sounds sooner"
        assert abs(least[words] - minutes) <= max(minutes / 4, 3)
        before = least[words]


# Suggestions


def listing(on: int, off: int) -> Checklist:
    items = [item(id=f"on{n}")._replace(is_on=True) for n in range(on)]
    items += [item(id=f"off{n}") for n in range(off)]
    return Checklist("checklists/test", "Test", "", tuple(items))


@pytest.mark.parametrize(
    ("on", "offered"),
    [
        (set(), ["off0", "off1"]),
        ({"on0", "on1", "on2", "on3", "on4"}, ["off0", "off1"]),
        ({"on0", "off0", "mine", "on3", "on4"}, ["off1", "off2"]),
        ({"on0", "on1", "on2", "on3", "on4", "off1"}, ["off0"]),
        ({"on0", "on1", "on2", "on3", "on4", "on5", "on6"}, []),
        ({"on0", "on1", "on2", "on3", "on4", "on5", "mine"}, []),
        ({f"mine{n}" for n in range(12)}, []),
    ],
)
def test_at_most_two_are_suggested_and_never_an_eighth(on: set[str], offered: list[str]) -> None:
    assert [each.id for each in suggestions(listing(7, 5), on)] == offered


def test_what_was_switched_off_on_purpose_is_not_suggested() -> None:
    assert suggestions(listing(7, 0), {"on0"}) == []


@given(st.integers(0, 9), st.integers(0, 9), st.data())
def test_a_suggestion_is_always_new(on: int, off: int, data: st.DataObject) -> None:
    script = listing(on, off)
    known = [each.id for each in script.items] + ["mine1", "mine2"]
    switched_on = data.draw(st.sets(st.sampled_from(known)))
    offered = suggestions(script, switched_on)
    assert len(offered) <= checklist.MOST_SUGGESTED
    assert not {each.id for each in offered} & switched_on
    assert not offered or len(switched_on) + len(offered) <= checklist.MOST_ON
