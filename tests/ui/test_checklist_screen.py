"""The checklist on the screen: what is due, answers that are on disk, items switched and added."""

from datetime import date, datetime
from pathlib import Path

import pytest

from coach.domain.walk import ONWARD
from coach.store.records import Store
from coach.store.settings import SettingsFile
from coach.ui.screens.checklist import ChecklistScreen
from coach.ui.screens.items import ItemsScreen
from coach.ui.screens.stretch import StretchScreen
from coach.ui.screens.tonight import TonightScreen
from tests.ui.seen import Seen, coach_on
from tests.ui.test_light import check_light

EVENING = date(2026, 11, 17)
"""A Tuesday."""


def at(seen: Seen, hour: int, minute: int = 0, day: int = 17) -> None:
    """Let it be so late on a day of November."""
    seen.clock.wall = datetime(2026, 11, day, hour, minute).timestamp()


async def opened(seen: Seen, hour: int = 21, minute: int = 40, day: int = 17) -> ChecklistScreen:
    at(seen, hour, minute, day)
    await seen.press("l")
    return seen.on(ChecklistScreen)


def on_disk(tmp_path: Path, day: date = EVENING) -> dict[str, str]:
    return {each.item: each.answer for each in Store(tmp_path / "data").answers(day, day)}


def order(seen: Seen, *words: str) -> bool:
    """Tell whether these words stand on the screen in this order."""
    places = [seen.text.find(word) for word in words]
    return -1 not in places and places == sorted(places)


async def test_what_is_due_stands_first_then_what_comes_and_when(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        assert "lights out 23:00" in seen.text
        assert order(seen, "now", "Lamps low and warm", "Got up at the usual time", "later")
        assert order(seen, "later", "Other screens off", "in 20 minutes")
        assert "answered" not in seen.text


async def test_answers_are_on_disk_and_move_down(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        first, second, third = (item.id for item in screen.shown()[:3])
        await seen.press("space", "x", "i")
        assert on_disk(tmp_path) == {first: "done", second: "skipped", third: "not-applicable"}
        assert order(seen, "now", "later", "answered")
        rows = seen.rows[[row.strip() for row in seen.rows].index("answered") :]
        assert sorted(row[-1] for row in rows if row and row[-1] in "●○–") == sorted("●○–")
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        assert len(screen.answers.all) == 3


async def test_u_takes_answers_back_one_by_one(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        first = screen.shown()[0].id
        await seen.press("space", "space", "u")
        assert on_disk(tmp_path) == {first: "done"}
        await seen.press("u", "u")
        assert on_disk(tmp_path) == {}
        assert screen.answers.all == {}


async def test_answers_given_to_another_coach_are_seen(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        first = screen.shown()[0].id
        Store(tmp_path / "data").answer(EVENING, first, "skipped", seen.app.me.now)
        screen.look()
        await seen.rest()
        assert screen.answers.all == {first: "skipped"}
        assert "answered" in seen.text


async def test_what_becomes_due_moves_up(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen, 21, 40)
        assert "in 20 minutes" in seen.text
        at(seen, 22, 0)
        screen.look()
        await seen.rest()
        assert order(seen, "now", "Other screens off", "Lamps low and warm")


async def test_why_is_shown_on_demand(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        assert screen.chosen and screen.chosen.why not in seen.text
        await seen.press("w")
        assert screen.chosen.why in seen.text
        await seen.press("down")
        assert screen.chosen.why not in seen.text


async def test_after_midnight_it_is_still_the_evening_before(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await opened(seen, 0, 30, day=18)
        await seen.press("space")
        assert len(on_disk(tmp_path)) == 1
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen, 5, 1, day=18)
        assert screen.answers.all == {}


async def test_in_the_last_hour_nothing_counts_down(tmp_path: Path) -> None:
    settings = {"bedtime": "22:30", "items_on": ["clock"]}
    async with coach_on(tmp_path, settings=settings) as seen:
        await opened(seen, 21, 40)
        assert "later" in seen.text
        assert "minutes" not in seen.text
        assert "lights out" not in seen.text


async def test_whoever_sleeps_by_day_has_the_list_of_their_own_evening(tmp_path: Path) -> None:
    settings = {"bedtime": "08:00", "rise": "16:00"}
    async with coach_on(tmp_path, settings=settings) as seen:
        screen = await opened(seen, 6, 40, day=18)  # an hour and twenty minutes before lights-out
        assert "lights out 08:00" in seen.text
        assert order(seen, "now", "Lamps low and warm", "Got up at the usual time", "later")
        assert order(seen, "later", "Other screens off", "in 20 minutes")
        await seen.press("space")
        assert len(on_disk(tmp_path)) == 1, "it is still Tuesday"
        at(seen, 7, 50, day=18)
        screen.look()
        await seen.rest()
        assert "later" not in seen.text
        assert "lights out" not in seen.text
        at(seen, 14, 0, day=18)
        screen.look()
        await seen.rest()
        assert "lights out 08:00" in seen.text
        assert order(seen, "later", "Got up at the usual time", "in 2 hours")
        assert screen.here == ONWARD, "nothing is due yet"
        assert screen.answers.all == {}


async def test_weekends_may_have_another_bedtime(tmp_path: Path) -> None:
    settings = {"bedtime": "22:30", "bedtime_weekend": "00:30"}
    async with coach_on(tmp_path, settings=settings) as seen:
        await opened(seen, 21, 40, day=20)
        assert "lights out 00:30" in seen.text
        assert "Lamps low and warm" in seen.text
        await seen.press("q")
        await opened(seen, 20, 40, day=19)
        assert "lights out 22:30" in seen.text


async def test_an_item_with_an_exercise_starts_it(tmp_path: Path) -> None:
    async with coach_on(tmp_path, settings={"items_on": ["legs"]}) as seen:
        screen = await opened(seen, 22, 45)
        runs = [item.run for item in screen.shown()]
        screen.here = screen.shown()[runs.index("stretch/legs")].id
        screen.draw()
        assert "enter do it now" in seen.text
        await seen.press("enter")
        seen.on(StretchScreen)
        await seen.press("escape")
        seen.on(ChecklistScreen)


@pytest.mark.parametrize("size", [(20, 8), (40, 15), (120, 40)])
async def test_it_works_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with coach_on(tmp_path, size=size) as seen:
        screen = await opened(seen)
        chosen = []
        for _ in screen.shown():
            assert screen.chosen and screen.chosen.text.split(",")[0].split()[0] in seen.text
            chosen.append(screen.chosen.id)
            await seen.press("down")
        assert len(set(chosen)) == 7


async def test_an_answer_that_cannot_be_saved_is_reported_and_tried_again(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in the place of the folder")
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        first, second = (item.id for item in screen.shown()[:2])
        await seen.press("space")
        assert screen.answers.all == {first: "done"}
        assert not screen.answers.is_saved(first)
        assert "Not saved yet" in seen.text
        assert "●" not in seen.text
        (tmp_path / "data").unlink()
        await seen.press("x")
        assert on_disk(tmp_path) == {first: "done", second: "skipped"}
        assert "Not saved yet" not in seen.text
        assert "●" in seen.text


async def test_what_was_not_saved_is_tried_again_when_the_checklist_opens(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in the place of the folder")
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen, 20)
        first = screen.shown()[0]
        await seen.press("space")
        words = " ".join(seen.text.split())
        assert "Not saved yet; the next answer tries again." in words
        assert "there is a file" in words or "could not be" in words
        await seen.press("escape")
        assert first.text not in seen.text, "it is answered, also on Tonight"
        assert seen.app.answers.refusals
        (tmp_path / "data").unlink()
        await seen.press("l")
        assert on_disk(tmp_path) == {first.id: "done"}
        assert seen.app.last_words() == []


async def test_after_an_answer_the_light_goes_to_what_is_due_next_then_onward(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        ids = [item.id for item in screen.shown()]
        due = [each.item.id for each in screen.arranged().now]
        assert screen.here == due[0] == ids[0]
        await seen.press("down", "space")
        assert screen.here == due[2]
        for there in (*due[3:], due[0], ONWARD):
            await seen.press("space")
            assert screen.here == there
        assert screen.answers.all == dict.fromkeys(due, "done")
        await seen.press("space")
        seen.on(TonightScreen)


async def test_what_is_not_due_cannot_be_done_and_says_when_it_is(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        later = [each.item.id for each in screen.arranged().later]
        assert later
        await seen.press(*["down"] * len(screen.arranged().now), "space", "space")
        assert screen.here == later[0]
        assert screen.answers.all == {}
        assert "Due in 20 minutes." in seen.text
        assert "space when" in seen.text and "space done" not in seen.text
        await seen.press("down")
        assert "Due in" not in seen.text
        await seen.press("x")
        assert screen.answers.all == {later[1]: "skipped"}, "that can be said at any time"
        at(seen, 22, 30)
        await seen.press("up", "space")
        assert "Due" not in seen.text
        assert screen.answers.all == {later[0]: "done", later[1]: "skipped"}


async def test_an_answer_is_not_changed_by_space_again(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        await seen.press("space")
        [done] = screen.answers.all
        await seen.press(*["down"] * 9)
        assert screen.here == ONWARD
        await seen.press("up")
        assert screen.here == done
        await seen.press("space", "space")
        assert screen.here == done
        assert screen._last == [done]


async def test_a_second_click_on_the_row_with_the_light_is_space(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        second = screen.shown()[1]
        y = next(y for y, row in enumerate(seen.rows) if second.text in row)
        await seen.click(20, y)
        assert screen.here == second.id
        assert screen.answers.all == {}
        await seen.click(20, y)
        assert screen.answers.all == {second.id: "done"}


@pytest.mark.parametrize("keys", [(), ("w",), ("space", "space", "x")])
async def test_it_is_dark_with_many_items_of_one_s_own(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    own = {f"own-{n}": f"Something of my own, with number {n}" for n in range(9)}
    async with coach_on(tmp_path, settings={"own_items": own}) as seen:
        screen = await opened(seen)
        await seen.press(*keys)
        for _ in screen.shown():
            check_light(seen)
            assert screen.chosen and screen.chosen.text[:20] in seen.text
            await seen.press("down")


async def test_the_screen_goes_on_while_the_disk_takes_its_time(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        ids = [item.id for item in screen.shown()]
        with seen.held_disk():
            await seen.press("space", "x")
            assert "answered" in seen.text
            assert "●" not in seen.text
            await seen.press("w")
            assert set(screen.answers.all) == set(ids[:2])
            assert screen.chosen and screen.chosen.id == ids[2]
            assert screen.chosen.why in seen.text
            await seen.press("w")
        await seen.rest()
        assert "●" in seen.text
        assert on_disk(tmp_path) == {ids[0]: "done", ids[1]: "skipped"}


async def test_answers_given_just_before_leaving_are_saved(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "checklists/bedtime", hour=21) as seen:
        with seen.held_disk():
            await seen.press("space", "space", "x", "q")
        seen.app.me.disk.close()
    assert sorted(on_disk(tmp_path, date(2027, 1, 14)).values()) == ["done", "done", "skipped"]


# As a step of the evening


async def step_of_evening(seen: Seen, hour: int = 21, minute: int = 40) -> ChecklistScreen:
    """Begin the routine."""
    at(seen, hour, minute)
    await seen.press("space")
    return seen.on(ChecklistScreen)


async def test_in_the_evening_it_asks_for_what_is_open_and_goes_on(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    async with coach_on(tmp_path) as seen:
        at(seen, 21)
        store.answer(EVENING, "dim", "done", seen.app.me.now)
        screen = await step_of_evening(seen)
        assert "dim" not in [item.id for item in screen.shown()]
        assert "answered" not in seen.text
        open_items = len(screen.shown())
        assert open_items == 6
        assert screen.here == ONWARD
        assert "› Go on: Box, 4 minutes" in seen.text
        assert "space go on" in seen.text
        await seen.press(*["up"] * open_items, "x")
        assert "answered" in seen.text
        await seen.press("u", "x", *["space"] * len(screen.arranged().now))
        assert screen.here == ONWARD
        assert "space go on" in seen.text
        await seen.press("space")
        session = seen.breathing.session
        assert session and session.timeline.cues[0].text
        await seen.rest()
        assert sorted(on_disk(tmp_path).values()) == ["done", "done", "done", "skipped"]


async def test_space_alone_leads_through_the_evening_and_answers_nothing(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        at(seen, 20)
        await seen.press(*["space"] * 14)
        assert seen.breathing.session
        await seen.rest()
        assert on_disk(tmp_path) == {}


async def test_with_nothing_open_the_evening_begins_at_once(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    async with coach_on(tmp_path) as seen:
        at(seen, 21)
        for item in ("caffeine", "dim", "worry", "screens", "room", "wind-down", "rise"):
            store.answer(EVENING, item, "not-applicable", seen.app.me.now)
        await seen.press("space")
        assert seen.breathing.session


async def test_leaving_it_forgets_the_evening_and_offers_to_go_on(tmp_path: Path) -> None:
    for key in ("q", "escape"):
        (tmp_path / key).mkdir()
        running = tmp_path / key / "data" / "running.toml"
        async with coach_on(tmp_path / key) as seen:
            await step_of_evening(seen)
            assert running.exists()
            await seen.press(key)
            seen.on(TonightScreen)
            await seen.rest()
            assert not running.exists()
            assert "Space goes on from there" in seen.text
            await seen.press("space")
            assert seen.on(ChecklistScreen).runner
            assert running.exists()
            await seen.press("n")
            assert seen.breathing.runner


async def test_an_exercise_that_ended_comes_back_and_its_item_is_done(tmp_path: Path) -> None:
    settings = {"items_on": ["legs"]}
    async with coach_on(tmp_path, settings=settings) as seen:
        screen = await step_of_evening(seen, 22, 45)
        screen.here = "legs"
        await seen.press("enter", "space")
        stretch = seen.on(StretchScreen)
        assert stretch.session
        await seen.advance(stretch.session.timeline.total_ms / 1000)
        assert seen.on(ChecklistScreen) is screen
        assert screen.answers.all == {"legs": "done"}
        await seen.press("n")
        assert seen.breathing.runner


async def test_leaving_from_its_exercise_leaves_the_evening(tmp_path: Path) -> None:
    settings = {"items_on": ["legs"]}
    async with coach_on(tmp_path, settings=settings) as seen:
        screen = await step_of_evening(seen, 22, 45)
        screen.here = "legs"
        await seen.press("enter", "space", "q")
        seen.on(TonightScreen)
        await seen.rest()
        assert not (tmp_path / "data" / "running.toml").exists()


async def test_enter_without_an_exercise_is_done(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        first = screen.shown()[0]
        assert not first.run
        await seen.press("enter")
        assert screen.answers.all == {first.id: "done"}


# Its items


async def test_items_are_switched_on_and_off(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await seen.press("e")
        screen = seen.on(ItemsScreen)
        ids = [item.id for item in screen.items]
        screen.here = ids.index("dim")
        await seen.press("space")
        screen.here = [item.id for item in screen.items].index("bath")
        await seen.press("space")
        settings, problems = SettingsFile(tmp_path / "config" / "settings.toml").load()
        assert (settings.items_on, settings.items_off, problems) == (["bath"], ["dim"], [])
        await seen.press("escape")
        ids = [item.id for item in seen.on(ChecklistScreen).shown()]
        assert "bath" in ids
        assert "dim" not in ids


async def test_at_most_two_are_offered_and_none_once_seven_are_on(tmp_path: Path) -> None:
    async with coach_on(tmp_path, settings={"items_off": ["dim", "rise", "room"]}) as seen:
        await opened(seen)
        await seen.press("e")
        offers = " ".join(seen.text.split("You could add: ")[1].split("›")[0].split())
        assert offers.count(";") == 1
    (tmp_path / "config" / "settings.toml").unlink()
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await seen.press("e")
        assert "Perhaps" not in seen.text


async def test_items_of_ones_own_are_added_changed_and_deleted(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await seen.press("e", "a", *"tea", "enter")
        assert "tea" in seen.text
        await seen.press("r", *" mint", "enter")
        assert "tea mint" in seen.text
        await seen.press("escape")
        assert "tea mint" in seen.text
        await seen.press("e", "x")
        assert "tea mint" not in seen.text
        await seen.press("u")
        settings = SettingsFile(tmp_path / "config" / "settings.toml").load()[0]
        assert list(settings.own_items.values()) == ["tea mint"]


async def test_escape_closes_the_why_first(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        await seen.press("w", "escape")
        assert seen.on(ChecklistScreen) is screen
        assert screen.chosen and screen.chosen.why not in seen.text
        await seen.press("escape")
        seen.on(TonightScreen)


async def test_at_night_the_worry_list_is_not_offered(tmp_path: Path) -> None:
    for hour, is_offered in ((20, True), (23, False)):
        async with coach_on(tmp_path, hour=hour) as seen:
            await seen.press("l")
            screen = seen.on(ChecklistScreen)
            await seen.press(*["up"] * 12)
            while screen.chosen and screen.chosen.id != "worry":
                before = screen.here
                await seen.press("down")
                assert screen.here != before
            assert ("do it now" in seen.text) == is_offered
