"""Without the screen: everything is asked and answered line by line in a real pseudo-terminal."""

import signal
from datetime import date, timedelta

import pytest

from coach.domain.own import Awakening, Craving, Lapse, Note
from coach.store.records import Store
from tests.terminal.conftest import Open
from tests.terminal.pseudo import Terminal, afternoon, evening
from tests.terminal.running import Home

PLAIN = {"ACCESSIBLE": "1", "TERM": "dumb"}
SHORT = "title = 'Short'\ncycles = 1\n" + "".join(
    f"[[phase]]\nkind = '{kind}'\nseconds = 0.5\ntext = 'Breathe {kind}.'\n"
    for kind in ("in", "out")
)
LONG = SHORT.replace("cycles = 1", "cycles = 99")
DAYS = (date(2000, 1, 1), date(2199, 12, 31))
LONG_AGO = (
    "2215",
    "2230",
    "20",
    "2",
    "30",
    "0615",
    "0650",
    "0",
    "6",
    "7",
    "1",
    "3",
    "yes",
    "Rain.",
)
"""A night, a row after the other, as it is typed."""


def answer(run: Terminal, *said: str) -> None:
    """Wait for a question and answer it, again and again."""
    for line in said:
        prompts = run.output.count(b"> ") - run.sent.count(b"\r")
        run.wait_until(lambda run: run.output.count(b"> ") > run.sent.count(b"\r"))
        assert prompts <= 1, "one question at a time"
        run.send(line, "enter")


def words(run: Terminal) -> str:
    """Return all that was printed."""
    return run.output.decode().replace("\r\n", "\n")


def printed(run: Terminal, *texts: str) -> None:
    """Wait until lines have been printed; they may have moved off the screen by then."""
    run.wait_until(lambda run: all(text in words(run) for text in texts))


def number_of(run: Terminal, text: str) -> str:
    """Return the number under which something was offered last."""
    run.wait_until(lambda run: "Which number?\r\n> " in run.output.decode().split(text)[-1])
    return next(row.split()[0] for row in reversed(words(run).split("\n")) if text in row)


def number_of_option(run: Terminal, title: str) -> str:
    """Return the number of an option, in the list that was printed last."""
    printed(run, "Your own scripts: ")
    return next(row.split()[0] for row in words(run).split("\n") if f" {title}: " in row)


def test_from_first_start_to_a_reviewed_night(home: Home, coach: Open) -> None:
    (home.config / "settings.toml").unlink()
    home.breath("box", SHORT)
    run = coach(env=PLAIN)
    printed(run, "What this is", "Eyes closed, in the dark, with a voice?")
    answer(run, "", "no problem", "end")
    printed(run, "Tonight.", "The first evenings begin small.", "Which number?")
    assert number_of(run, "Begin: The first night") < number_of(run, "Begin: Tonight")
    answer(run, number_of(run, "The checklist"), "", "skip it", "why", "not tonight", "end")
    answer(run, number_of(run, "Breathe"))
    printed(run, "Breathe out.", "0 Leave")
    answer(run, number_of(run, "How was the night?"), *LONG_AGO)
    printed(run, "It is saved.")
    assert "Asleep: 6 h 55 min" in words(run)
    answer(run, number_of(run, "Review"))
    run.wait_until(lambda run: "slept 7 hours" in words(run) or "hours" in words(run))
    answer(run, number_of(run, "Options"))
    answer(run, number_of_option(run, "Guidance"), "3", "")
    answer(run, number_of(run, "Help from a person"))
    answer(run, "99", "0")
    assert run.wait_exit() == 0
    assert 'guidance = "fewest"' in (home.config / "settings.toml").read_text(encoding="utf-8")
    all_of_it = words(run)
    assert "A number from 0 to" in all_of_it
    assert "Exercises: 1" in all_of_it
    assert b"\x1b" not in run.output, "no escape code reaches a screen reader"
    store = Store(home.data)
    [session] = store.sessions(*DAYS)
    assert (session.script, session.ending, session.done_seconds) == (
        "breathing/box",
        "finished",
        1,
    )
    [night] = store.diaries(*DAYS)
    assert (night.into_bed, night.out_of_bed, night.sweats, night.note) == (
        *("22:15", "06:50"),
        *(True, "Rain."),
    )
    answers = {each.item: each.answer for each in store.answers(evening(), evening())}
    assert answers.pop("wind-down", "done") == "done"  # where that is due by now it ticks itself
    assert list(answers.values()) == ["skipped"]


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_what_was_played_in_plain_lines_is_recorded_however_it_ends(
    home: Home, coach: Open, end: signal.Signals
) -> None:
    home.breath("box", LONG)
    run = coach("breathe", "box", "--plain")
    printed(run, "Breathe in.")
    run.signal(end)
    assert run.wait_exit() == (130 if end == signal.SIGINT else 128 + end)
    [session] = Store(home.data).sessions(*DAYS)
    assert (session.script, session.ending) == ("breathing/box", "stopped")


@pytest.mark.parametrize(("said", "id"), [("1", "release"), ("", "release"), ("2", "pmr-4")])
def test_the_safe_way_is_asked_for_in_plain_lines(
    home: Home, coach: Open, said: str, id: str
) -> None:
    (home.config / "settings.toml").write_text('rests = "with"\n')
    run = coach("relax", "pmr-4", "--plain", env=PLAIN)
    printed(run, "Never to pain.", "1 no squeezing, 2 as it is. Which one?")
    answer(run, said)
    printed(run, "No squeezing, as you chose" if id == "release" else "Which one?")
    read = f'"relaxation/{id}"'
    run.wait_until(lambda _: read in (home.config / "settings.toml").read_text())
    run.send("ctrl+c")
    assert run.wait_exit() == 130
    settings = (home.config / "settings.toml").read_text()
    assert ('squeezing = "without"' in settings) == (id == "release")


def test_ctrl_c_in_a_session_comes_back_to_what_there_is(home: Home, coach: Open) -> None:
    home.breath("box", LONG)
    run = coach(env=PLAIN)
    answer(run, number_of(run, "Breathe"))
    printed(run, "Breathe in.")
    run.send("ctrl+c")
    printed(run, "Stopped.")
    answer(run, number_of(run, "Help from a person"), "0")
    assert run.wait_exit() == 0
    [session] = Store(home.data).sessions(*DAYS)
    assert session.ending == "stopped"


def test_the_diary_line_by_line(home: Home, coach: Open) -> None:
    run = coach("morning", "--plain")
    answer(run, "2575")
    printed(run, "That is not a time yet")
    answer(run, "11")
    printed(run, "Read as 23:00. If it was 11:00, type 11:00 am.")
    answer(run, "", "45", "9999")
    printed(run, "Not a number from 0 to 99 yet")
    answer(run, "2", "back", "", "", "", "1315")
    printed(run, "From bed to rising: 14 h 15 min. Is that right?")
    answer(run, "0700", "end")
    assert run.wait_exit() == 0
    assert "It is saved." in words(run)
    [night] = Store(home.data).diaries(*DAYS)
    assert (night.into_bed, night.tried, night.out_of_bed) == ("23:00", None, "07:00")
    assert (night.fell_asleep_minutes, night.times_awake, night.awake_minutes) == (45, 2, None)


def test_the_diary_says_how_often_one_came_awake_and_records_nothing_of_it(
    home: Home, coach: Open
) -> None:
    Store(home.data).own.save(Awakening(evening() - timedelta(days=1), 2))
    run = coach("morning", "--plain")
    answer(run, "", "", "")
    printed(run, "Awake more than once in the night?", "You came here twice.")
    answer(run, "", "end")
    assert run.wait_exit() == 0
    assert "Nothing is written down." in words(run)


def test_the_end_of_input_keeps_what_was_answered(home: Home, coach: Open) -> None:
    run = coach("morning", "--plain")
    answer(run, "2230")
    printed(run, "Tried to sleep?")
    run.send(b"\x04")
    assert run.wait_exit() == 0
    [night] = Store(home.data).diaries(*DAYS)
    assert night.into_bed == "22:30"


def test_a_dumb_terminal_gets_the_advice_of_a_pipe(coach: Open) -> None:
    for command in ((), ("breathe",), ("morning",), ("checklist",)):
        run = coach(*command, env={"TERM": "dumb"})
        assert run.wait_exit() == 2
        assert "no full screen; try `coach" in words(run)
        assert "--plain" in words(run)
        assert b"\x1b" not in run.output


def test_broken_settings_are_named_before_anything_is_asked(home: Home, coach: Open) -> None:
    home.settings('bedtime = "late"')
    run = coach(env=PLAIN)
    printed(run, "settings.toml:3: bedtime: found the text", "Which number?")
    run.send(b"\x04")
    assert run.wait_exit() == 0


def test_awake_at_night_goes_line_by_line(home: Home, coach: Open) -> None:
    run = coach("awake", env=PLAIN)
    printed(run, "What is loudest right now?", "1 Thoughts", "Enter Nothing special")
    answer(run, "1")
    printed(run, "3 One line for tomorrow")
    answer(run, "99", "h")
    printed(run, "Enter goes on, h shows who helps.", "988")
    answer(run, "3", "Ring Ann.")
    printed(run, "Saved. It waits for the morning.")
    answer(run, "1", "1", "end")
    assert run.wait_exit() == 0
    store = Store(home.data)
    assert [each.text for each in store.own.all(Note)] == ["Ring Ann."]
    run = coach("morning", env=PLAIN)
    printed(run, "From the night, for today: Ring Ann.")
    answer(run, "d", "end")
    assert run.wait_exit() == 0
    assert store.own.all(Note) == []
    (night,) = store.own.all(Awakening)
    assert (night.opened, night.got_up) == (1, True)


def test_awake_at_night_enter_alone_plays_and_ends(home: Home, coach: Open) -> None:
    home.tree(
        "night",
        'title = "Mine"\nstart = "a"\n[[step]]\nid = "a"\nlines = ["Awake."]\n'
        'choice = [{ key = "space", label = "Breathe", goto = "b" }]\n'
        '[[step]]\nid = "b"\nlines = ["Small."]\nrun = "breathing/short"\nnext = "end"\n',
    )
    home.breath("short", SHORT)
    run = coach("awake", env=PLAIN)
    answer(run, "")
    printed(run, "Small.", "Breathe in.", "Breathe out.")
    assert run.wait_exit() == 0


def test_a_craving_goes_line_by_line_and_is_there_at_once(home: Home, coach: Open) -> None:
    store = Store(home.data)
    run = coach("craving", env={**PLAIN, "TZ": afternoon()})
    printed(run, "How strong is it, 0 to 10?")
    answer(run, "11", "h", "8")
    printed(run, "988", "2 Hungry, angry, lonely, tired")
    assert [each.before for each in store.own.all(Craving)] == [8]
    answer(run, "2", "1")
    printed(run, "Something small and plain now")
    answer(run, "", "10", "7")
    printed(run, "And now, 0 to 10?", "What set it off:")
    answer(run, "payday", "3", "1", "end")
    assert run.wait_exit() == 0
    (craving,) = store.own.all(Craving)
    assert craving[2:] == (8, 10, "payday", "Moving about", "")
    assert store.own.all(Awakening) == []
    run = coach("review", env=PLAIN)
    printed(run, "Cravings: written down on one day.")


def test_after_a_lapse_enter_saves_nothing_and_its_number_does(home: Home, coach: Open) -> None:
    store = Store(home.data)
    for last in ("", "1"):
        run = coach("craving", env={**PLAIN, "TZ": afternoon()})
        answer(run, "", "3", *[""] * 6)
        printed(run, "1 Save this")
        assert store.own.all(Lapse) == []
        answer(run, last)
        printed(
            run, "Stay in touch with somebody." if not last else "Saved. Nothing else has changed."
        )
        answer(run, "end")
        assert run.wait_exit() == 0
        assert len(store.own.all(Lapse)) == len(last)
    assert store.own.all(Craving) == []


def test_enter_alone_writes_nothing_of_a_craving_down(home: Home, coach: Open) -> None:
    wave = 'title = "Mine"\n[[passage]]\nseconds = 1\nlines = [{ at = 0, text = "Stay." }]\n'
    home.tree("urge-three", wave, "mind")
    run = coach("craving", env={**PLAIN, "TZ": afternoon()})
    answer(run, *[""] * 7)
    assert run.wait_exit() == 0
    assert Store(home.data).own.all(Craving) == []
