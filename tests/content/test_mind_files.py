"""How a file becomes something for the mind: every key, what is refused, and the old ids."""

from pathlib import Path

import pytest

from coach.content.library import MOVED, Library, load_file
from coach.content.mind import MindFile
from coach.content.telling import FULL, Telling
from coach.domain.health import UNASKED
from coach.domain.mind import Mind, dealt
from coach.domain.passage import Line, Passage
from coach.domain.relaxation import Relaxation
from coach.domain.timeline import Timeline
from coach.person import choose, evening
from coach.playing import plain
from coach.store.settings import Settings
from coach.system import folders
from coach.toml.problems import BadFile
from tests.conftest import Coach
from tests.generated import check_tiling

HEAD = 'title = "Mine"\n'
PASSAGE = '[[passage]]\nseconds = 20\nlines = [{ at = 0, text = "Lie down." }]\n'
WORDS = ["acorn", "barn", "canoe", "daisy", "easel"]
DRAWN = f'words = {WORDS}\n[draw]\nfrom = "words"\nevery = 8.5\ncount = 3\n'.replace("'", '"')
OWN = 'title = "My own minutes"\n[[passage]]\nseconds = 30\n'


def read(folder: Path, text: str, telling: Telling = FULL) -> Mind:
    """Return what a file with this text describes."""
    file = folder / "mine.toml"
    file.write_text(text, encoding="utf-8")
    script = load_file(file, "mind")
    assert isinstance(script, MindFile)
    return script.exercise("mind/mine", telling)


def problems(folder: Path, text: str) -> list[str]:
    """Return what is wrong with a file, each as `LINE: key: found ...`."""
    with pytest.raises(BadFile) as caught:
        read(folder, text)
    return [str(each).removeprefix(f"{folder / 'mine.toml'}:") for each in caught.value.problems]


# The shape


def test_the_defaults_are_those_of_the_readme(tmp_path: Path) -> None:
    mind = read(tmp_path, HEAD + "[[passage]]\nseconds = 20\n")
    assert mind == Mind("mind/mine", "Mine", "", (Passage(20_000, ()),))


def test_all_that_a_file_may_hold_reaches_the_exercise(tmp_path: Path) -> None:
    top = 'summary = "S."\ncautions = ["C."]\nmade_by = "coach"\nask_before = "How tense?"\n'
    text = HEAD + top + 'ask_after = "And now?"\ndull = ["On."]\n' + DRAWN + PASSAGE
    mind = read(tmp_path, text + 'wait = "key"\n')
    assert (mind.title, mind.summary, mind.cautions) == ("Mine", "S.", ("C.",))
    assert mind.passages == (Passage(20_000, (Line(0, "Lie down."),), waits=True),)
    assert (len(mind.dealt), mind.every_ms) == (3, 8500)
    assert mind.timeline().total_ms == 20_000 + 3 * 8500


@pytest.mark.parametrize("key", ["inward", "paradox"])
def test_a_file_can_say_that_it_is_not_for_everybody(tmp_path: Path, key: str) -> None:
    for word, is_marked in (("true", True), ("false", False)):
        mind = read(tmp_path, f"{HEAD}{key} = {word}\n{PASSAGE}")
        assert (mind.is_inward, mind.is_paradox) == (
            is_marked and key == "inward",
            is_marked and key == "paradox",
        )


@pytest.mark.parametrize(
    ("was", "becomes"),
    [("every = 8.5", "every = 1"), ("every = 8.5", "every = 60"), ("count = 3", "count = 1")],
)
def test_the_bounds_of_what_is_drawn(tmp_path: Path, was: str, becomes: str) -> None:
    assert read(tmp_path, HEAD + DRAWN.replace(was, becomes) + PASSAGE).dealt


def test_a_whole_night_is_too_long(tmp_path: Path) -> None:
    long = DRAWN.replace("8.5", "60").replace("count = 3", "count = {}")
    assert read(tmp_path, HEAD + long.format(239) + PASSAGE).timeline().total_ms == 14_360_000
    (message,) = problems(tmp_path, HEAD + long.format(240) + PASSAGE)
    assert message == "7: passage: found a session of 14420 s, expected at most 14400 s in all"


# Told


def test_each_night_draws_other_words_and_the_same_again(tmp_path: Path) -> None:
    text = HEAD + DRAWN + PASSAGE
    for night in (0, 1, 739_947):
        words = read(tmp_path, text, Telling(night)).dealt
        assert words == dealt(WORDS, 3, night, in_order=False)
        assert read(tmp_path, text, Telling(night, 1, has_next=True)).dealt == words
    assert len({read(tmp_path, text, Telling(night)).dealt for night in range(5)}) == 5


def test_with_rotate_they_go_on_in_order(tmp_path: Path) -> None:
    text = HEAD + DRAWN + "rotate = true\n" + PASSAGE
    assert [read(tmp_path, text, Telling(night)).dealt for night in range(2)] == [
        ("acorn", "barn", "canoe"),
        ("daisy", "easel", "acorn"),
    ]


def test_lines_thin_and_vary_and_words_do_not(tmp_path: Path) -> None:
    text = (
        HEAD + DRAWN + '[[passage]]\nseconds = 20\nlines = [\n  { at = 0, text = ["A.", "B."] },\n'
    )
    text += '  { at = 9, depth = 3, text = "Only at first." },\n'
    text += '  { at = 15, when = "alone", text = "Good night." },\n'
    text += '  { at = 15, when = "before", text = "On." },\n]\n'
    full = [cue.text for cue in read(tmp_path, text, Telling(0, 3)).timeline().cues if cue.text]
    thin = read(tmp_path, text, Telling(1, 1, has_next=True)).timeline()
    assert full[:3] == ["A.", "Only at first.", "Good night."]
    assert [cue.text for cue in thin.cues if cue.text][:2] == ["B.", "On."]
    assert len([cue for cue in thin.cues if cue.text]) == 5
    check_tiling(thin)


def test_the_template_draws_and_waits_for_nothing(tmp_path: Path) -> None:
    text = (folders.assets() / "templates" / "mind.toml").read_text(encoding="utf-8")
    mind = read(tmp_path, text)
    assert len(mind.dealt) == 4
    assert mind.timeline().waits_ms == ()
    uncommented = text.replace("# [[passage]]", "[[passage]]").replace("# seconds", "seconds")
    uncommented = uncommented.replace('# wait = "key"\n', 'wait = "key"\n')
    uncommented = uncommented.replace("# lines = ", "lines = ")
    assert len(read(tmp_path, uncommented).timeline().waits_ms) == 1


# What moved here


def own(config: Path, kind: str, name: str, text: str = OWN) -> Path:
    """Write a script of the person's own."""
    file = config / "scripts" / kind / f"{name}.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(("kind", "name"), MOVED)
def test_an_old_id_still_finds_it(library: Library, kind: str, name: str) -> None:
    for asked in (name, f"{kind}/{name}"):
        exercise = choose.find(library, kind, asked).exercise
        assert isinstance(exercise, Mind)
        assert exercise.id == f"mind/{name}"
    assert name not in library.entries(kind)


@pytest.mark.parametrize("name", ["mindful-five", "worry-list"])
def test_the_old_command_still_plays_it(
    coach: Coach, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    played: list[Timeline] = []
    monkeypatch.setattr(plain, "play", lambda timeline, *_, **__: played.append(timeline))
    assert coach("relax", name, "--plain").code == 0
    assert coach("calm", name, "--plain").code == 0
    assert played[0] == played[1]
    assert played[0].id == f"mind/{name}"
    assert coach("scripts", "show", f"relaxation/{name}", "--json").out == (
        coach("scripts", "show", f"mind/{name}", "--json").out
    )


def test_a_routine_of_a_persons_own_still_runs_it(library: Library, config: Path) -> None:
    steps = '[[step]]\nrun = "relaxation/mindful-five"\n[[step]]\nrun = "relaxation/worry-list"\n'
    own(config, "routines", "mine", HEAD + steps)
    made = evening.prepare(
        library, choose.find(library, "routines", "mine"), Settings(), UNASKED, True
    )
    assert made.problems == ()
    assert [stop.exercise.id for stop in made.stops] == ["mind/mindful-five", "mind/worry-list"]
    assert [stop.step.run for stop in made.stops] == [f"{kind}/{name}" for kind, name in MOVED]
    assert made.stops[0].timeline and made.stops[0].timeline.kind == "mind"


def test_a_routine_with_an_old_id_passes_check(coach: Coach, config: Path) -> None:
    file = own(config, "routines", "mine", f'{HEAD}[[step]]\nrun = "relaxation/mindful-five"\n')
    assert coach("scripts", "check", str(file)) == (0, f"{file}: fine\n", "")


def test_a_persons_own_of_the_old_kind_still_wins(library: Library, config: Path) -> None:
    own(config, "relaxation", "mindful-five")
    exercise = choose.find(library, "relaxation", "mindful-five").exercise
    assert isinstance(exercise, Relaxation)
    assert (exercise.id, exercise.title) == ("relaxation/mindful-five", "My own minutes")
    assert choose.find(library, "mind", "mindful-five").exercise.title == "Five mindful minutes"


def test_a_persons_own_of_the_new_kind_takes_the_place_of_both_ids(
    library: Library, config: Path
) -> None:
    own(config, "mind", "mindful-five")
    for kind in ("mind", "relaxation"):
        assert choose.find(library, kind, "mindful-five").exercise.title == "My own minutes"
