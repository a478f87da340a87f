"""What shipped scripts say, on every night, alone and before another step, full and thinned.

Whether a voice has time for it is asked elsewhere; here it is asked whether it is true, kind, and
not the same as yesterday.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain, pairwise
from pathlib import Path
from textwrap import wrap
from typing import Any

import pytest

from coach.content.library import EXERCISES, Guided, Library
from coach.content.telling import FULL_DEPTH, THINS_AT, Telling, depth_of
from coach.domain.bodyscan import BodyScan
from coach.domain.breathing import Pattern
from coach.domain.health import UNASKED
from coach.domain.relaxation import Relaxation, Wishes
from coach.domain.routine import Routine, Step
from coach.domain.stretch import Stretch
from coach.domain.timeline import Cue, Timeline
from coach.person import choose, evening
from coach.person.evening import Evening, Stop
from coach.person.safer import limits_of
from coach.sound.pack import name_of
from coach.store.settings import Settings
from coach.system import folders
from tests.generated import ENDINGS, SIDES, check_tiling
from tests.voice import lengths

ASSETS = folders.assets()
NOWHERE = Path("/no/such/folder")
IDS = [
    f"{kind}/{file.stem}"
    for kind in EXERCISES
    if kind != "routines"
    for file in sorted((ASSETS / kind).glob("*.toml"))
]
ROUTINES = sorted(file.stem for file in (ASSETS / "routines").glob("*.toml"))
EVERYTHING = [*IDS, "checklists/bedtime", *(f"routines/{name}" for name in ROUTINES)]
NIGHTS = range(24)
"""After so many nights every count of variants has begun anew: 2, 3, 4 and 8 of them."""
DEPTHS = range(1, FULL_DEPTH + 1)
BRANCHES = (False, True)
"""Whether another step follows."""
CUES = ("Now.", "And let go.", "Once more.")
"""Said again and again, on purpose."""
LAST_WORDS = "No more words from here. Good night."
CONSTANT = (*CUES, LAST_WORDS, "Press Space once you are lying down.")


def tree_of(id: str) -> dict[str, Any]:
    """Return what stands in the file of a script."""
    return tomllib.loads(text_of(id))


@cache
def text_of(id: str) -> str:
    """Return the file of a script."""
    return (ASSETS / f"{id}.toml").read_text(encoding="utf-8")


SHELVES: dict[Telling, Library] = {}
"""A library for each way of telling; what is read once is read for all of them."""


def library(telling: Telling) -> Library:
    """Return the shipped scripts as they are told."""
    if telling not in SHELVES:
        shelf = next(iter(SHELVES.values()), Library(ASSETS, NOWHERE))
        SHELVES[telling] = Library(ASSETS, NOWHERE, shelf.cache, lambda _: telling)
    return SHELVES[telling]


def told(id: str, telling: Telling) -> Guided:
    """Return a script as it is told."""
    shelf = library(telling._replace(has_next=False))
    exercise, problems = shelf.exercise(shelf.find(*id.split("/")), telling.has_next)
    assert problems == ()
    assert not isinstance(exercise, Routine)
    return exercise


@cache
def timelines(id: str, telling: Telling) -> tuple[Timeline, ...]:
    """Return a script as it is told, in every way of a person that changes its words."""
    exercise = told(id, telling)
    match exercise:
        case Relaxation():
            wishes = [
                Wishes(start_side=side, is_without_tension=is_without)
                for side in SIDES
                for is_without in (False, True)
            ]
            return tuple(exercise.timeline(each) for each in wishes)
        case BodyScan():
            return tuple(exercise.timeline(ending) for ending in ENDINGS)
    return (exercise.timeline(),)


def tellings(depths: range = DEPTHS) -> Iterator[Telling]:
    """Yield every way in which scripts are told."""
    for night in NIGHTS:
        for depth in depths:
            for has_next in BRANCHES:
                yield Telling(night, depth, has_next)


def phrases(value: Any, key: str = "") -> Iterator[str | list[str]]:
    """Yield everything that is said in a parsed file: a text, or a list of variants."""
    if key in ("text", "release_only"):
        yield value
    elif isinstance(value, dict):
        for inner in value:
            yield from phrases(value[inner], inner)
    elif isinstance(value, list) and key in ("lines", "prepare", "tense", "release"):
        for entry in value:
            yield from phrases(entry) if isinstance(entry, dict) else (entry,)
    elif isinstance(value, list):
        for entry in value:
            yield from phrases(entry)


def variants(phrase: str | list[str]) -> list[str]:
    """Return the texts of a phrase."""
    return phrase if isinstance(phrase, list) else [phrase]


def texts(cues: tuple[Cue, ...]) -> list[str]:
    """Return the words of cues."""
    return [cue.text for cue in cues if cue.text]


@cache
def lengths_of_texts() -> lengths.Lengths:
    """Return how long the voice takes for each text, by its name."""
    return lengths.read()


def spoken(text: str) -> float:
    """Return how many seconds the voice takes for a text."""
    return lengths_of_texts()[name_of(text)]


# The form


PRESSING = re.compile(
    r"(?i)\bdeep|perfect|\bfail|\bclean\b|relapse|\bmust\b|\bshould\b|you will|!"
    r"|\bbreath (out|in)\b|\bheld\b|\btry\b|\bsleep now\b|[^\x20-\x7e]"
    r"|\bdirty\b|\bjunkie|\baddict|\bguarantee|\bpromis|\bcured?s?\b|\b(in|ex)hale|\bcalm down"
    r"|\brelax\b|\d ?(m?c?g|ml|grams?|tablets?|capsules?|pills?|drops?|cups?)\b|\btake away\b"
)
"""What presses, judges, promises or doses, and the words that are out."""
FEEL = re.compile(r"(?<!cannot )\b[Ff]eel\b")
"""Nobody is told what to feel."""


@pytest.mark.parametrize("id", IDS)
def test_every_variant_is_a_short_whole_sentence_that_presses_nobody(id: str) -> None:
    for phrase in phrases(tree_of(id)):
        assert len(set(variants(phrase))) == len(variants(phrase)), phrase
        for text in variants(phrase):
            check_form(text)


@pytest.mark.parametrize("id", [id for id in IDS if id.startswith("mind/")])
def test_a_restless_mind_hears_of_nothing_that_holds(id: str) -> None:
    for phrase in phrases(tree_of(id)):
        for text in variants(phrase):
            assert not re.search(r"(?i)\bhold", text), text


def check_form(text: str) -> None:
    """Fail unless a line is a short whole sentence that presses nobody."""
    assert text == text.strip() != ""
    assert len(text) <= 60, text
    assert text.rstrip('"')[-1] in ".?", text
    assert not PRESSING.search(text), text
    assert not FEEL.search(text), text
    assert not re.search(r"\d", text), text


STIRRING = re.compile(
    r"\b(kratom|leaf|leaves|weed|grass|pipe|pill|capsule|powder|needle|spoon|scales?|smoke|poppy"
    r"|bottle|cup|mug|glass|beer|wine|barrel|tea|coffee|kettle|bed|pillow|blanket|sheet|sheep|moon"
    r"|stars?|candle|lamp|clock|watch|alarm|bell|knife|gun|rope|razor|scissors|cliff|bridge|train"
    r"|grave|blood|skull|bone|heart|hand|foot|face|bread|cake|apple|coin|purse|bank|desk|office"
    r"|phone|computer|mother|father|baby|wedding|church|cross|gift|spider|snake|rat|mouse|wasp"
    r"|dog|wolf|bear|bat)s?\b"
)
"""What a single word in the dark may stir: substances, night, harm, food, money, family, fear."""


def test_quiet_words_are_plain_single_and_stir_nothing() -> None:
    words = tree_of("mind/shuffle")["words"]
    assert len(words) > 500
    assert words == sorted(set(words))
    for word in words:
        assert re.fullmatch(r"[a-z]+([ -][a-z]+){0,2}", word) and len(word) <= 22, word
        assert not STIRRING.search(word), word
        assert spoken(word) <= 2.6, word


def test_each_line_of_the_dull_reading_can_be_the_first_and_nothing_is_amiss() -> None:
    lines = tree_of("mind/dull")["dull"]
    assert len(set(lines)) == len(lines) == 132
    for text in lines:
        check_form(text)
        assert not re.search(r"(?i)\bhold|\b(you|your)\b", text), text


@pytest.mark.parametrize("id", IDS)
def test_the_variants_of_a_line_take_about_as_long(id: str) -> None:
    """So that what is told on one night is as quiet as on the others."""
    for phrase in phrases(tree_of(id)):
        if isinstance(phrase, list):
            seconds = [spoken(text) for text in phrase]
            assert max(seconds) - min(seconds) <= 2.6, phrase


@pytest.mark.parametrize("id", [id for id in IDS if not id.startswith("breathing/")])
def test_after_the_first_third_there_is_more_silence_than_words(id: str) -> None:
    for night in NIGHTS:
        for timeline in timelines(id, Telling(night)):
            late_ms = timeline.total_ms * 2 / 3
            late = [cue.text for cue in timeline.cues if cue.start_ms >= timeline.total_ms / 3]
            assert sum(spoken(text) for text in late if text) * 1000 <= late_ms / 2


@pytest.mark.parametrize("id", EVERYTHING)
def test_title_summary_and_cautions_have_their_lengths(id: str) -> None:
    assert text_of(id).startswith("# ")
    tree = tree_of(id)
    for text in (tree["title"], tree["summary"]):
        assert 0 < len(text) <= 60
        assert not PRESSING.search(text), text
    for text in tree.get("cautions", ()):
        assert len(text) <= 120, text
        assert text[0].isupper() and text[-1] in ".?", text
        assert len(wrap(text, 60)) <= 2, text
        assert not re.search(r"(?i)\bdeep|perfect|\bfail|\bclean\b|relapse|!", text), text
        assert not re.search(r"[^\x20-\x7e]", text), text
    assert tree.get("cautions") or id.startswith("routines/")


def seconds_in_header(id: str) -> tuple[float, float]:
    """Return the totals that the head of a file gives: alone, and before another step."""
    alone = re.search(r"^# total = ([\d.]+) s", text_of(id), re.MULTILINE)
    assert alone, id
    before = re.search(r"([\d.]+) s before another step", text_of(id))
    return float(alone[1]), float((before or alone)[1])


@pytest.mark.parametrize("id", IDS)
def test_the_head_of_a_file_gives_its_lengths_whatever_the_night_and_the_depth(id: str) -> None:
    alone, before = seconds_in_header(id)
    for telling in tellings():
        for timeline in timelines(id, telling):
            check_tiling(timeline)
            assert timeline.total_ms == (before if telling.has_next else alone) * 1000, telling


@pytest.mark.parametrize("id", [id for id in IDS if not id.startswith("stretch/")])
def test_openings_and_closings_have_three_variants_and_images_four(id: str) -> None:
    tree = tree_of(id)
    edges = ("lead_in", "intro", "closing", "settle")
    lines = [*chain(*(tree.get(key, ()) for key in edges)), *chain(*endings(tree))]
    if "passage" in tree:
        first, last = tree["passage"][0]["lines"][0], tree["passage"][-1]["lines"]
        lines += [first, *(line for line in last if line["at"] == last[-1]["at"])]
    assert lines
    for line in lines:
        assert len(variants(line["text"])) >= 3 or line["text"] in CONSTANT, line
    for group in tree.get("group", ()):
        for words in (group, group.get("first", {}), group.get("second", {})):
            for line in words.get("release", ())[1:]:
                least = 3 if line.get("depth") == 3 else 4
                assert len(variants(line["text"])) >= least, line
    for region in tree.get("region", ()):
        assert 1 <= len(region["lines"]) <= 3
        assert all(len(line["text"]) >= 4 for line in region["lines"][1:]), region
    if "wandering" in tree:
        assert len(set(chain(*map(variants, tree["wandering"]["lines"])))) >= 8


def endings(tree: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Return the lines of each ending of a scan."""
    return list(tree.get("endings", {}).values())


# Cue words


@pytest.mark.parametrize("id", [id for id in IDS if id.startswith("relaxation/")])
def test_the_cue_words_of_a_squeeze_never_change(id: str) -> None:
    for telling in tellings():
        for timeline in timelines(id, telling):
            for index, cue in enumerate(timeline.cues):
                if cue.kind == "tense":
                    assert cue.text == "Now."
                if cue.kind == "release" and not cue.is_continued:
                    assert cue.text == "And let go."
                    assert timeline.kind_at(index) == "release"


@pytest.mark.parametrize("id", [id for id in IDS if id.startswith("relaxation/")])
def test_where_a_word_is_the_cue_to_squeeze_it_means_nothing_else(id: str) -> None:
    for phrase in phrases(tree_of(id)):
        for text in variants(phrase):
            assert text == "Now." or not re.search(r"(?i)(?<!\")\bnow\b", text), text


@pytest.mark.parametrize("id", [id for id in IDS if id.startswith("breathing/")])
def test_breath_words_never_change_and_closed_eyes_hear_full_from_empty(id: str) -> None:
    phases = {told_phases(id, telling) for telling in tellings()}
    assert len(phases) == 1
    holds = [phase for phase in phases.pop() if phase[0] in ("hold", "rest")]
    assert len({text for _, text, _ in holds}) == len(holds)
    for kind, text, word in holds:
        assert word == {"hold": "full", "rest": "empty"}[kind]
        assert word in text.lower()


def told_phases(id: str, telling: Telling) -> tuple[tuple[str, str, str], ...]:
    """Return kind, text and word of the phases of a breath."""
    pattern = told(id, telling)
    assert isinstance(pattern, Pattern)
    return tuple((phase.kind, phase.text, phase.word) for phase in pattern.phases)


@pytest.mark.parametrize("id", [id for id in IDS if id.startswith("breathing/")])
def test_a_breath_closes_in_one_way_alone_and_in_another_before_a_step(id: str) -> None:
    alone, before = (
        [line.text for line in closing(id, Telling(has_next=has_next))] for has_next in BRANCHES
    )
    assert alone[0] == before[0]
    assert len(alone) == len(before) == 2
    assert alone[1] != before[1]


def closing(id: str, telling: Telling) -> Any:
    """Return the lines after the last breath."""
    pattern = told(id, telling)
    assert isinstance(pattern, Pattern)
    return pattern.closing


# Night after night


@cache
def varied(id: str) -> frozenset[str]:
    """Return the images of a script, which vary; not what is said wherever there is no squeeze."""
    tree = tree_of(id)
    lists = (phrase for phrase in phrases(tree) if isinstance(phrase, list))
    return frozenset(chain(*lists)) - set(variants(tree.get("release_only", "")))


def check_fresh(nights: list[list[str]], pause: int = 2) -> None:
    """Fail where something is said twice on one of some nights, or again on the next ones."""
    for night, said in enumerate(nights):
        assert [text for text, times in Counter(said).items() if times > 1] == [], night
        for after in nights[night + 1 : night + 1 + pause]:
            assert set(said) & set(after) == set(), night


@pytest.mark.parametrize("has_next", BRANCHES)
@pytest.mark.parametrize("id", IDS)
def test_an_image_is_said_once_a_night_and_not_on_the_next_two(id: str, has_next: bool) -> None:
    images = varied(id)
    for way in range(len(timelines(id, Telling()))):
        nights = [timelines(id, Telling(n, FULL_DEPTH, has_next))[way].cues for n in NIGHTS]
        check_fresh([[text for text in texts(cues) if text in images] for cues in nights])
        check_fresh([[text for text in texts(cues) if text in rare(id)] for cues in nights], 3)


@cache
def rare(id: str) -> frozenset[str]:
    """Return the images of which there are four or more for one place."""
    tree = {key: value for key, value in tree_of(id).items() if key != "wandering"}
    return frozenset(chain(*(each for each in phrases(tree) if len(variants(each)) >= 4)))


@pytest.mark.parametrize("name", ROUTINES)
def test_nor_by_another_step_of_a_routine(name: str) -> None:
    nights = []
    for night in NIGHTS:
        nights.append(
            [
                text
                for stop in prepared(name, Telling(night)).stops
                for text in (texts(stop.timeline.cues) if stop.timeline else ())
                if text in varied(stop.step.run)
            ]
        )
    check_fresh(nights)


@pytest.mark.parametrize("id", IDS)
def test_thinned_it_still_says_where_one_is_and_how_it_ends(id: str) -> None:
    for has_next in BRANCHES:
        full, *thinner = (timelines(id, Telling(0, depth, has_next)) for depth in reversed(DEPTHS))
        for fewer in thinner:
            for whole, thin in zip(full, fewer, strict=True):
                left = {(cue.start_ms, cue.text) for cue in thin.cues if cue.text}
                assert left <= {(cue.start_ms, cue.text) for cue in whole.cues if cue.text}
                assert left
        for thin in fewer:
            check_named(thin)


def check_named(timeline: Timeline) -> None:
    """Fail unless every part, or passage, begins with words, and some begin and end the whole."""
    firsts = [index for index, cue in enumerate(timeline.cues) if not cue.is_continued]
    edges = [timeline.kind_at(index) for index in firsts if timeline.cues[index].text]
    for before, first in pairwise([-1, *firsts]):
        cue = timeline.cues[first]
        is_edge = timeline.kind in ("breathing", "relaxation") and cue.kind in ("intro", "closing")
        assert cue.text or is_edge or cue.kind == "closing", (timeline.id, first, before)
    if timeline.kind in ("breathing", "relaxation"):
        assert {"intro", "closing"} <= set(edges)


def finished(nights: int, name: str) -> list[list[str]]:
    """Return what is heard of a routine on so many nights, each finished: no cues, no breaths."""
    heard = []
    for night in range(nights):
        shelf = library(Telling(night, depth_of(night)))
        prepared = evening.prepare(
            shelf, choose.find(shelf, "routines", name), Settings(), UNASKED, True
        )
        cues = [cue for stop in prepared.stops if stop.timeline for cue in stop.timeline.cues]
        heard.append([c.text for c in cues if c.text and not c.cycle and c.text not in CUES])
    return heard


def test_over_a_fortnight_hardly_a_line_is_that_of_the_night_before() -> None:
    fortnight = finished(14, "tonight")
    assert THINS_AT[0] < 14
    for before, after in pairwise(fortnight[3:]):
        same = Counter(before) & Counter(after)
        assert same.total() <= 0.35 * len(after)


# What is said has to be true


BED = re.compile(r"(?i)\b(sleep|asleep|night|get up|getting up|sit up|rise|bed)\b")
AND_MORE = re.compile(r"(?i)what comes next|for a breath or two|for a few breaths|for a moment")
STANDING = re.compile(r"(?i)\bon your feet\b|\bwall\b|\ba few steps\b")


@pytest.mark.parametrize("id", IDS)
def test_before_another_step_nothing_says_that_it_is_over(id: str) -> None:
    for telling in tellings():
        for timeline in timelines(id, telling) if telling.has_next else ():
            last = [cue.text for cue in timeline.cues if cue.kind == "closing" and cue.text]
            for text in last:
                assert not BED.search(text.replace("all along the bed", "")), text
            assert LAST_WORDS not in texts(timeline.cues)
    for text in before_another(tree_of(id)):
        assert not BED.search(text), text


def before_another(value: Any) -> Iterator[str]:
    """Yield what a parsed file says only before another step."""
    if isinstance(value, list):
        for each in value:
            yield from before_another(each)
    elif isinstance(value, dict) and value.get("when") == "before":
        for phrase in phrases(value):
            yield from variants(phrase)
    elif isinstance(value, dict):
        yield from before_another(list(value.values()))


@cache
def prepared(name: str, telling: Telling, is_night: bool = True, rests: str = "with") -> Evening:
    """Return a routine as it is told."""
    shelf = library(telling)
    settings = Settings(rests=rests)  # type: ignore[arg-type]
    return evening.prepare(
        shelf, choose.find(shelf, "routines", name), settings, limits_of(settings, {}), is_night
    )


@pytest.mark.parametrize("rests", ["with", "without"])
@pytest.mark.parametrize("is_night", [True, False])
@pytest.mark.parametrize("name", ROUTINES)
def test_from_step_to_step_of_a_routine_every_transition_is_true(
    name: str, is_night: bool, rests: str
) -> None:
    for night in NIGHTS:
        for depth in DEPTHS:
            evening_of_it = prepared(name, Telling(night, depth), is_night, rests)
            assert evening_of_it.problems == ()
            stops = evening_of_it.stops
            for here, following in pairwise(stops):
                check_transition(here, following)
            check_end(stops[-1])


def check_transition(here: Stop, following: Stop) -> None:
    """Fail where a step ends as if nothing came, or leaves somebody standing."""
    assert here.has_next
    if here.timeline is None:  # a checklist ends with a key
        return
    *_, last = texts(here.timeline.cues)
    closing = [cue for cue in here.timeline.cues if cue.kind == "closing"]
    assert closing, here.step
    assert not any(BED.search(cue.text.replace("all along the bed", "")) for cue in closing), last
    assert LAST_WORDS not in texts(here.timeline.cues)
    is_standing = any(STANDING.search(text) for text in texts(here.timeline.cues))
    assert bool(here.timeline.waits_ms) is is_standing, here.step
    if is_standing:
        assert last == "Press Space once you are lying down."
        assert here.timeline.waits_ms == (here.timeline.total_ms,)
        assert following.timeline
        assert not any(STANDING.search(text) for text in texts(following.timeline.cues))


def check_end(last: Stop) -> None:
    """Fail unless a routine ends truly: nothing is announced, nothing is waited for."""
    assert not last.has_next
    assert last.timeline
    assert last.timeline.waits_ms == ()
    closing = [cue.text for cue in last.timeline.cues if cue.kind == "closing" and cue.text]
    assert closing
    assert not any(AND_MORE.search(text) for text in closing), closing
    if isinstance(last.exercise, BodyScan):
        assert closing[-1] == LAST_WORDS


def test_a_standing_stretch_waits_only_before_another_step() -> None:
    legs = told("stretch/legs", Telling())
    assert isinstance(legs, Stretch)
    assert legs.timeline().waits_ms == ()
    [ends_ms] = timelines("stretch/legs", Telling(has_next=True))[0].waits_ms
    assert ends_ms == timelines("stretch/legs", Telling(has_next=True))[0].total_ms


def test_the_paper_of_the_day_waits_until_somebody_has_written() -> None:
    [timeline] = timelines("mind/worry-list", Telling())
    assert [ms // 1000 for ms in timeline.waits_ms] == [60, 210, 390, 540]


def test_the_breath_that_stands_in_for_a_box_goes_on_to_the_next_step_too() -> None:
    breath = prepared("tonight", Telling(), rests="without").stops[1]
    assert isinstance(breath.exercise, Pattern)
    assert breath.exercise.id == "breathing/long-out"
    assert breath.exercise.closing == closing("breathing/long-out", Telling(has_next=True))


def test_where_the_last_step_cannot_be_played_the_one_before_it_ends_the_routine() -> None:
    shelf = library(Telling())
    choice = choose.find(shelf, "routines", "tonight")
    assert isinstance(choice.exercise, Routine)
    *steps, _ = choice.exercise.steps
    broken = replace(choice.exercise, steps=(*steps, Step("bodyscan/gone")))
    made = evening.prepare(
        shelf, choice._replace(exercise=broken), Settings(), UNASKED, is_night=True
    )
    assert [stop.has_next for stop in made.stops] == [True, True, False]
    assert made.stops[-1].timeline == timelines("relaxation/pmr-7", Telling())[0]
    assert len(made.problems) == 1


def test_a_scan_in_the_middle_that_says_nothing_of_its_end_comes_back() -> None:
    for is_night in (True, False):
        stop = evening.make_ready(
            library(Telling()), Step("bodyscan/three"), Settings(), UNASKED, is_night, has_next=True
        )
        assert stop.choice.request.ending == "wake"
    last = evening.make_ready(library(Telling()), Step("bodyscan/three"), Settings(), UNASKED, True)
    assert last.choice.request.ending is None  # the hour decides
