"""The shipped lessons: short, kind, with their sources, and what they name is there."""

import re
from collections import Counter
from pathlib import Path

import pytest

from coach.content.lesson import LessonFile
from coach.content.library import KINDS, Library, load_file
from coach.domain.lesson import STAGES, Lesson
from coach.person import lessons
from coach.person.evening import references_of
from coach.system import folders

LIBRARY = Library(folders.assets(), Path("/no/such/folder"))
LESSONS = lessons.read(LIBRARY)
MOST_WORDS, LONGEST = 90, 60
LONGEST_RUN = 30
"""So many cells have room for what Space goes on to."""
FORBIDDEN = {
    "a verdict": r"clean\w*|dirty|junkies?|addict\w*|fail\w*|relaps\w+",
    "a promise": r"perfect\w*|guarantee\w*|promis\w+|cures?|cured|you will sleep|sleep now",
    "deep": r"deep\w*|inhale|exhale",
    "a command to feel": r"(?:just )?relax\b(?!ation)|calm down|feel calm|feel relaxed",
    "a dose": r"[\d½]+(?:[.,]\d+)? ?(?:mg|mcg|ug|ml|g|grams?|tablets?|capsules?|pills?|drops?"
    r"|cups?)",
    "a dose in words": r"(?:half|one|two|three|four|five|ten|twenty) (?:grams?|milligrams?|tablets?"
    r"|capsules?|pills?|drops?|teaspoons?|spoons?)",
    "a schedule": r"\d+ ?%|per ?cent|(?:every|each|by) (?:a )?(?:half|quarter|tenth)"
    r"|(?:less|smaller) (?:every|each) (?:day|week)|taper\w*",
    "an old word": r"held|a breath out|the breath out|breaths out|take away",
}
"""What no lesson says, by why."""


def texts(lesson: Lesson) -> list[str]:
    """Return all that a lesson says, its sources excepted."""
    return [lesson.title, lesson.summary, *lesson.lines, lesson.small_step]


def of_id(lesson: Lesson) -> str:
    return lesson.name


def found(text: str) -> list[str]:
    """Return why a text must not be said."""
    return [
        why for why, out in FORBIDDEN.items() if re.search(rf"(?<!\w)(?:{out})(?!\w)", text, re.I)
    ]


def test_there_are_lessons_for_every_night() -> None:
    assert len(LESSONS) == len(list((folders.assets() / "learn").glob("*.toml"))) == 21
    count = Counter(lesson.stage for lesson in LESSONS)
    assert {stage: len(nights) for stage, nights in STAGES.items()} == {
        stage: count[stage] for stage in STAGES
    }
    assert count["long-run"] >= 2  # tomorrow's is another one
    assert len({lesson.order for lesson in LESSONS}) == len(LESSONS)


@pytest.mark.parametrize("lesson", LESSONS, ids=of_id)
def test_it_is_short(lesson: Lesson) -> None:
    assert len(" ".join(texts(lesson)).split()) <= MOST_WORDS
    assert [text for text in (*texts(lesson), *lesson.sources) if len(text) > LONGEST] == []


@pytest.mark.parametrize("lesson", LESSONS, ids=of_id)
def test_it_says_nothing_that_is_forbidden(lesson: Lesson) -> None:
    assert [(why, text) for text in texts(lesson) for why in found(text)] == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("You stayed clean.", "a verdict"),
        ("Sleep will be perfect.", "a promise"),
        ("Breathe deep.", "deep"),
        ("Take 3 mg of melatonin.", "a dose"),
        ("Take two capsules.", "a dose in words"),
        ("Cut 10 % a week.", "a schedule"),
        ("A little less each week.", "a schedule"),
    ],
)
def test_these_would_be_found(text: str, why: str) -> None:
    assert why in found(text)


@pytest.mark.parametrize("lesson", LESSONS, ids=of_id)
def test_it_says_where_it_comes_from_and_what_to_try(lesson: Lesson) -> None:
    assert lesson.sources
    assert all(re.search(r"[A-Z][a-zö]+|[A-Z]{3}", source) for source in lesson.sources)
    assert any(re.search(r"\b(19|20)\d\d\b", source) for source in lesson.sources)
    assert lesson.small_step.endswith(".")


@pytest.mark.parametrize("lesson", LESSONS, ids=of_id)
def test_what_goes_with_it_is_there(lesson: Lesson) -> None:
    script = load_file(folders.assets() / f"{lesson.id}.toml", "learn")
    references = list(references_of(LIBRARY, script))
    assert [reference.run for reference in references] == [lesson.run] * bool(lesson.run)
    for reference in references:
        reference.use()
        kind = reference.run.split("/")[0]
        title = LIBRARY.load(LIBRARY.find(kind, reference.run), KINDS[kind])[0].title
        assert kind == "checklists" or len(re.split("[,:]", title)[0]) <= LONGEST_RUN


def test_the_line_about_this_screen_stands_in_one() -> None:
    assert sum("This is a screen too. Use it early." in lesson.lines for lesson in LESSONS) == 1


def test_what_does_not_exist_is_a_problem(config: Path, library: Library) -> None:
    file = config / "scripts" / "learn" / "mine.toml"
    file.parent.mkdir(parents=True)
    file.write_text('title = "Mine"\nlines = ["One."]\nrun = "mind/no-such"\n')
    [reference] = references_of(library, load_file(file, "learn"))
    with pytest.raises(Exception, match="no-such"):
        reference.use()


def test_own_lessons_come_first_and_a_bad_one_is_passed_over(
    config: Path, library: Library
) -> None:
    folder = config / "scripts" / "learn"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('title = "Mine"\nlines = ["One."]\norder = 0\n')
    (folder / "bad.toml").write_text('title = "Bad"\n')
    (folder / "alcohol.toml").write_text("title = 3\n")
    (folder / "caffeine.toml").write_text('title = "My tea"\nlines = ["One."]\n')
    read = {lesson.name: lesson for lesson in lessons.read(library)}
    assert next(iter(read)) == "mine"
    assert (read["alcohol"].title, read["caffeine"].title) == ("Alcohol", "My tea")
    assert read["caffeine"].stage is None
    assert len(read) == len(LESSONS) + 1
    assert [entry.name for entry in library.bad_files()] == ["alcohol", "bad"]
    assert isinstance(load_file(folder / "mine.toml", "learn"), LessonFile)
