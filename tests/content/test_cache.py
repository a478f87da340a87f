"""Each file is read once as long as it does not change, and old content is never returned."""

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path

import pytest

from coach.content import cache
from coach.content.breathing import BreathingFile
from coach.content.cache import ScriptCache
from coach.content.library import Library
from coach.content.theme import ThemeFile
from coach.domain.health import UNASKED
from coach.person import choose, evening
from coach.store.settings import Settings
from coach.system import folders
from coach.toml import read
from coach.toml.problems import BadFile
from tests.content.test_library import GOOD, put
from tests.nobody import as_nobody

HOUR_NS = 3600 * 10**9


def an_hour_later() -> int:
    """The time of a clock by which every file was written long ago."""
    return time.time_ns() + HOUR_NS


@pytest.fixture
def old(config: Path) -> Library:
    """A library all of whose files were written long ago."""
    return Library(folders.assets(), config, ScriptCache(an_hour_later))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read, and the texts that are parsed (as `parse`), in their order."""
    seen: list[str] = []

    def counting(of: Callable[..., object], name: Callable[..., str]) -> Callable[..., object]:
        def counted(*args: object) -> object:
            seen.append(name(*args))
            return of(*args)

        return counted

    monkeypatch.setattr(read, "read_text", counting(read.read_text, lambda file: file.name))
    monkeypatch.setattr(read, "parse", counting(read.parse, lambda *_: "parse"))
    return seen


def title(scripts: ScriptCache, file: Path) -> str:
    """Return the title of a breathing pattern, or what is wrong with it."""
    content = scripts.content(file, BreathingFile)
    return str(content[0]) if isinstance(content, tuple) else content.title


def test_a_file_that_stays_is_read_once(old: Library, config: Path, reads: list[str]) -> None:
    put(config, "mine")
    put(config, "bad", "title = 3\n")
    for _ in range(3):
        assert [entry.name for entry in old.bad_files()] == ["bad"]
        assert old.pattern(old.find("breathing", "mine"))[0].title == "My box"
        with pytest.raises(BadFile):
            old.pattern(old.find("breathing", "bad"))
    assert sorted(reads) == ["bad.toml", "mine.toml", "parse", "parse"]


def test_a_file_that_was_written_just_now_is_parsed_once(
    library: Library, config: Path, reads: list[str]
) -> None:
    put(config, "mine")
    for _ in range(3):
        assert library.bad_files() == []
    assert reads.count("parse") == 1


def test_a_routine_of_24_steps_reads_each_file_once(
    old: Library, config: Path, reads: list[str]
) -> None:
    runs = ("breathing/box", "relaxation/pmr-7", "bodyscan/ten", "checklists/bedtime")
    steps = "".join(f'[[step]]\nrun = "{run}"\n' for run in islice(cycle(runs), 24))
    put(config, "long", f'title = "x"\n{steps}', "routines")
    for _ in range(2):
        choice = choose.find(old, "routines", "long")
        assert len(evening.prepare(old, choice, Settings(), UNASKED, is_night=True).stops) == 24
    names = ["bedtime.toml", "box.toml", "long.toml", "pmr-7.toml", "ten.toml"]
    assert sorted(name for name in reads if name != "parse") == names


def test_an_exercise_is_made_once_until_its_file_changes(old: Library, config: Path) -> None:
    put(config, "mine")
    entry = old.find("breathing", "mine")
    first, _ = old.exercise(entry)
    assert old.exercise(entry)[0] is first
    put(config, "mine", GOOD.replace("My box", "My other"))
    assert old.exercise(entry)[0].title == "My other"


@pytest.mark.parametrize("now_ns", [time.time_ns, an_hour_later])
def test_a_file_that_is_replaced_or_mended_is_read_again(
    config: Path, now_ns: Callable[[], int]
) -> None:
    scripts = ScriptCache(now_ns)
    file = put(config, "mine")
    assert title(scripts, file) == "My box"
    times = os.stat(file)
    other = put(config, "other", GOOD.replace("My box", "My bax"))
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.replace(file)
    assert title(scripts, file) == "My bax"
    put(config, "mine", "title =")
    assert "found something that is not TOML" in title(scripts, file)
    put(config, "mine")
    assert title(scripts, file) == "My box"


def test_of_two_contents_within_one_tick_of_the_clock_the_second_is_given(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts = ScriptCache()
    file = put(config, "mine")
    state = cache.state_of(file)
    monkeypatch.setattr(cache, "state_of", lambda _: state)  # a coarse clock: it looks the same
    assert title(scripts, file) == "My box"
    put(config, "mine", GOOD.replace("My box", "My bax"))
    assert title(scripts, file) == "My bax"


def test_one_file_read_as_two_kinds_is_two_things(library: Library) -> None:
    box = library.assets / "breathing" / "box.toml"
    assert not isinstance(library.cache.content(box, BreathingFile), tuple)
    assert isinstance(library.cache.content(box, ThemeFile), tuple)
    assert not isinstance(library.cache.content(box, BreathingFile), tuple)


def test_a_file_that_is_gone_is_forgotten(old: Library, config: Path) -> None:
    file = put(config, "mine")
    old.bad_files()
    assert len(old.cache) == 1
    file.unlink()
    with pytest.raises(BadFile, match="no such file"):
        old.cache.content(file, BreathingFile)
    assert old.bad_files() == []
    assert len(old.cache) == 0


def test_what_could_not_be_read_is_tried_again(open_folder: Path) -> None:
    scripts = ScriptCache(an_hour_later)
    file = put(open_folder, "mine")
    for folder in (file.parent, file.parent.parent):
        folder.chmod(0o755)
    file.chmod(0)
    with as_nobody(), pytest.raises(BadFile, match="permission denied"):
        scripts.content(file, BreathingFile)
    file.chmod(0o644)
    with as_nobody():
        assert title(scripts, file) == "My box"


def test_any_thread_may_ask_while_the_file_changes(config: Path) -> None:
    scripts = ScriptCache(an_hour_later)
    texts = [GOOD.replace("My box", f"box {number:02}") for number in range(30)]
    file = put(config, "mine", texts[0])

    def replace() -> None:
        for text in texts:
            put(config, "new", text).replace(file)

    with ThreadPoolExecutor(4) as threads:
        writing = threads.submit(replace)
        asking = [threads.submit(title, scripts, file) for _ in range(200)]
    writing.result()
    assert {each.result() for each in asking} <= {f"box {number:02}" for number in range(30)}
    assert title(scripts, file) == "box 29"
