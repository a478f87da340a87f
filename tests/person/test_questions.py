"""The questions of the diary and the form: what is typed becomes answers, and is never lost."""

from dataclasses import replace
from datetime import UTC, date, time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coach.domain.diary import COUNTS, LONGEST_NOTE, RATINGS, TIMES, Diary
from coach.domain.night import Schedule
from coach.person import glance, questions
from coach.person.form import NIGHT, Form
from coach.person.questions import QUESTIONS, WRONG, Question, answer, changed, clean, is_wrong
from coach.store.settings import Settings
from coach.text import has_control

TUESDAY = date(2026, 11, 24)
FRIDAY = date(2026, 11, 27)
FULL = Diary(
    *(TUESDAY, UTC, time(23, 15), time(23, 30), 45, 3, 70, time(6, 10), time(7)),
    *(4, 7, 2, 5, True, "Rain."),
)

texts = st.one_of(
    st.text(max_size=30),
    st.text("0123456789 :.hmpax٣३", max_size=8),
    st.sampled_from(["2315", "11:15 pm", "7", "10", "yes", "1 h 10", "no", "midnight"]),
)
BY_FIELD = {question.field: question for question in QUESTIONS}
any_question = st.sampled_from(QUESTIONS)
TUESDAYS = Diary(TUESDAY, UTC)


def form(saved: Diary | None = None, night: date = TUESDAY, **settings: Any) -> Form:
    chosen = Settings(**settings)
    values = {name: getattr(chosen, name) for name in glance.TIMES}
    schedule = Schedule(UTC, glance.times_of(values))
    return Form(saved or Diary(night, UTC), schedule, chosen)


def at(form: Form, field: str) -> Form:
    """Go to a question."""
    form.point_at(field)
    assert form.question and form.question.field == field
    return form


def test_every_answer_of_a_diary_is_asked_for_once() -> None:
    fields = [question.field for question in QUESTIONS]
    assert sorted(fields) == sorted([*TIMES, *COUNTS, *RATINGS, "sweats", "note"])
    assert fields[-1] == "note"
    for question in QUESTIONS:
        offer = " Right takes 23:00." if question.kind in ("time", "minutes") else ""
        assert len(question.about + offer) <= 56, "it stands in one line"
    assert max(map(len, WRONG.values())) <= 56


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        *(("0", 0), ("45", 45), ("45 min", 45), ("45m", 45), ("45 minutes", 45), ("90 min.", 90)),
        *(("1h", 60), ("1 h", 60), ("1 hour", 60), ("2 hrs", 120), ("1 h 10", 70), ("1h10", 70)),
        *(("1 h 10 min", 70), ("1:10", 70), ("0:05", 5), ("an hour", 60), ("Half an  hour", 30)),
        *(("1440", 1440), ("24h", 1440), ("٤٥", 45), ("４５", 45)),
    ],
)
def test_minutes_are_read_as_people_type_them(typed: str, minutes: int) -> None:
    assert answer(BY_FIELD["awake_minutes"], typed) == minutes


@pytest.mark.parametrize(
    "typed",
    ["-5", "1441", "25 h", "1 h 60", "1:60", "1:5", "45 s", "min", "h", "4.5", "a lot", "½"],
)
def test_what_is_no_length_is_wrong_and_stays(typed: str) -> None:
    question = BY_FIELD["fell_asleep_minutes"]
    assert answer(question, typed) is None
    assert is_wrong(question, typed)


@pytest.mark.parametrize(
    ("typed", "times"),
    [("0", 0), ("3", 3), ("3x", 3), ("12 times", 12), ("once", 1), ("Twice", 2), ("never", 0)],
)
def test_times_awake_are_read_as_people_type_them(typed: str, times: int) -> None:
    assert answer(BY_FIELD["times_awake"], typed) == times


@pytest.mark.parametrize(("typed", "number"), [("0", 0), ("10", 10), ("07", 7), ("٣", 3)])
def test_a_scale_is_a_number_from_0_to_10(typed: str, number: int) -> None:
    assert answer(BY_FIELD["quality"], typed) == number


@pytest.mark.parametrize("typed", ["11", "-1", "5.5", "five", "100"])
def test_anything_else_is_not_on_the_scale(typed: str) -> None:
    assert answer(BY_FIELD["craving"], typed) is None


@given(any_question, texts)
@example(BY_FIELD["into_bed"], "9" * 5000)
@example(BY_FIELD["awake_minutes"], "\ud800")
def test_reading_never_raises_and_the_usual_form_reads_the_same(
    question: Question, text: str
) -> None:
    value = answer(question, text)
    if question.kind != "time":  # 7 am reads 07:00, which is that; 11:30 is read by the schedule
        assert answer(question, questions.text_of(question, value)) == value
    assert isinstance(answer(question, text, time(23)), type(value))


@given(st.text(st.characters(), max_size=60))
@example("a\x1b[31mb\u202ec\x07\r\nd\te\ud800\u2028f\x85g")
def test_control_characters_are_taken_out_of_a_text(text: str) -> None:
    cleaned = clean(text)
    assert not has_control(cleaned)
    assert "\n" not in cleaned
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert clean(cleaned) == cleaned


def test_words_emoji_and_other_scripts_stay_as_they_are() -> None:
    text = "[b]Tea[/b] 🌙 👩\u200d🚀 نشيد e\u0301 長い息"
    assert clean(text) == text
    assert clean("one\ntwo\tthree") == "one two three"


@given(any_question, texts, st.sampled_from([-1, 1]))
def test_one_step_is_always_an_answer_or_leaves_what_is_none(
    question: Any, text: str, by: int
) -> None:
    if question.kind == "note":
        return
    stepped = changed(question, text, "", by) if question.kind != "time" else None
    stepped = stepped or changed(question, text, "23:00", by)
    if is_wrong(question, text):
        assert stepped == text or question.kind == "yes-no"
    else:
        assert answer(question, stepped) is not None


@pytest.mark.parametrize(
    ("field", "text", "by", "expected"),
    [
        ("into_bed", "", 1, "23:00"),
        ("into_bed", "23:17", 1, "23:20"),
        ("into_bed", "23:17", -1, "23:15"),
        ("into_bed", "23:55", 1, "00:00"),
        ("into_bed", "00:00", -1, "23:55"),
        ("awake_minutes", "", 1, "5"),
        ("awake_minutes", "", -1, "0"),
        ("awake_minutes", "12", -1, "10"),
        ("awake_minutes", "1440", 1, "1440"),
        ("times_awake", "", 1, "1"),
        ("times_awake", "0", -1, "0"),
        ("quality", "", 1, "5"),
        ("quality", "", -1, "5"),
        ("quality", "10", 1, "10"),
        ("quality", "1", -1, "0"),
        ("sweats", "", -1, "yes"),
        ("sweats", "yes", 1, "no"),
        ("into_bed", "late", 1, "late"),
        ("awake_minutes", "long", -1, "long"),
    ],
)
def test_left_and_right_change_an_answer(field: str, text: str, by: int, expected: str) -> None:
    offer = "23:00" if field == "into_bed" else ""
    assert changed(BY_FIELD[field], text, offer, by) == expected


# What is offered.


def offers(form: Form) -> dict[str, str]:
    """Return what is offered to each question."""
    offers_by_field = {}
    for question in form.questions:
        form.point_at(question.field)
        offers_by_field[question.field] = form.offer
    return {field: offer for field, offer in offers_by_field.items() if offer}


def test_the_evening_as_planned_is_offered_and_nothing_else() -> None:
    planned = {"into_bed": "22:30", "tried": "22:30", "last_awake": "06:00", "out_of_bed": "06:00"}
    assert offers(form(bedtime="22:30", rise="06:00")) == planned
    weekend: dict[str, Any] = {"bedtime_weekend": "01:00", "rise_weekend": "09:00"}
    assert offers(form(night=FRIDAY, **weekend))["into_bed"] == "01:00"
    assert offers(form(night=FRIDAY, **weekend))["out_of_bed"] == "09:00"
    assert offers(form(night=TUESDAY, **weekend))["out_of_bed"] == "07:00"


def test_an_offer_follows_what_was_answered() -> None:
    typed = form()
    at(typed, "into_bed").type("2315")
    at(typed, "last_awake").type("0740")
    at(typed, "times_awake").type("0")
    offered = offers(typed)
    assert (offered["tried"], offered["out_of_bed"], offered["awake_minutes"]) == (
        "23:15",
        "07:40",
        "0",
    )
    at(typed, "last_awake").type("0400")
    assert offers(typed)["out_of_bed"] == "07:00"


def test_what_is_offered_is_no_answer_until_it_is_taken() -> None:
    one = form()
    one.leave()
    assert one.diary == TUESDAYS
    one.change(1)
    one.leave()
    assert one.diary.into_bed == time(23)


def test_withdrawal_is_asked_about_by_the_settings_or_where_it_was_answered() -> None:
    fields = [question.field for question in form(withdrawal="off").questions]
    assert not {"legs", "craving", "anxiety", "sweats"} & set(fields)
    assert len(fields) == len(QUESTIONS) - 4
    answered = form(Diary(TUESDAY, UTC, sweats=False), withdrawal="off")
    assert [q.field for q in answered.questions if q.is_of_withdrawal] == ["sweats"]
    at(answered, "sweats").erase()
    assert answered.question and answered.question.field == "sweats"
    assert len(form().questions) == len(QUESTIONS)


# Typing.


def test_typing_replaces_an_earlier_answer_and_continues_one_that_is_typed() -> None:
    one = at(form(FULL), "into_bed")
    assert (one.text, one.is_fresh) == ("23:15", True)
    for char in "0010":
        one.type(char)
    assert one.text == "0010"
    one.go(2)
    one.go(1)
    assert one.text == "00:10"
    one.erase()
    assert (one.text, one.is_fresh) == ("00:1", False)


def test_a_wrong_time_stays_as_typed_and_is_no_answer() -> None:
    one = form()
    one.type("2575")
    one.go(5)
    one.go(1)
    assert (one.text, one.is_wrong, one.is_fresh) == ("2575", True, True)
    assert one.wrong == {"into_bed": "2575"}
    assert one.diary.into_bed is None
    one.edit("ctrl+e")
    one.erase()
    one.erase()
    one.type("15")
    assert one.is_wrong
    one.type("x")
    one.clear()
    one.type("2315")
    one.leave()
    assert one.wrong == {}
    assert str(one.diary.into_bed) == "23:15:00"


@pytest.mark.parametrize(
    ("typed", "text"),
    [("7", "7"), ("10", "10"), ("73", "3"), ("100", "0"), ("x", ""), ("4x", "4"), ("-5", "5")],
)
def test_digits_on_a_scale_are_taken_as_they_come(typed: str, text: str) -> None:
    one = at(form(), "quality")
    took = [one.type(char) for char in typed]
    assert one.text == text
    assert took == [char.isdigit() for char in typed]


def test_yes_and_no_are_one_letter() -> None:
    one = at(form(), "sweats")
    assert [one.type(char) for char in "ynz"] == [True, True, False]
    assert one.text == "no"
    one.erase()
    assert one.text == ""


def test_a_blank_begins_no_time_and_is_taken_within_one() -> None:
    one = form()
    assert not one.type(" ")
    for char in "11 pm":
        assert one.type(char)
    one.leave()
    assert one.diary.into_bed == time(23)


def test_the_night_itself_takes_no_text() -> None:
    one = form()
    one.go(NIGHT)
    assert not one.type("x")
    one.erase()
    one.clear()
    one.change(1)
    one.leave()
    assert one.diary == TUESDAYS


def test_a_note_has_an_end() -> None:
    one = at(form(), "note")
    one.type("x" * (LONGEST_NOTE + 5))
    assert len(one.text) == LONGEST_NOTE
    one.type("y")
    assert "y" not in one.text


def keys() -> st.SearchStrategy[list[tuple[str, str]]]:
    """Anything that is done in a row: typed, edited, stepped, left for another one."""
    edits = ("ctrl+a", "ctrl+e", "ctrl+u", "ctrl+k", "ctrl+w", "erase", "clear", "up", "down")
    return st.lists(
        st.tuples(st.just("type"), texts) | st.tuples(st.sampled_from(edits), st.just("")),
        max_size=12,
    )


def do(one: Form, does: list[tuple[str, str]]) -> None:
    """Do it."""
    for what, text in does:
        match what:
            case "type":
                one.type(text)
            case "erase":
                one.erase()
            case "clear":
                one.clear()
            case "up" | "down":
                one.change(1 if what == "up" else -1)
            case _:
                one.edit(what)
        assert 0 <= one.cursor <= len(one.text)


@given(st.lists(st.tuples(any_question, keys()), max_size=6))
def test_whatever_was_done_in_a_row_is_its_answer_or_still_stands_there(
    rows: list[tuple[Question, list[tuple[str, str]]]],
) -> None:
    one, left = form(), {}
    for question, does in rows:
        at(one, question.field)
        do(one, does)
        left[question.field] = one.text
    one.leave()
    for field, text in left.items():
        question = BY_FIELD[field]
        if is_wrong(question, text):
            assert one.wrong[field] == text
        else:
            assert field not in one.wrong
            given = getattr(one.diary, field)
            assert (given in (None, "")) == (not text.strip())
        at(one, field)
        assert bool(one.text) == bool(text.strip())


# What is saved, and what is given over it.


def test_saved_answers_that_are_not_touched_stay_to_the_letter() -> None:
    saved = replace(FULL, note="one\ntwo")
    one = form(saved)
    for question in one.questions:
        one.point_at(question.field)
    assert one.unsaved == {}
    at(one, "quality").type("5")
    one.leave()
    assert one.diary == replace(saved, quality=5)
    assert one.unsaved == {"quality": 5}


def test_a_time_of_the_morning_stays_one_when_its_row_is_only_looked_at() -> None:
    saved = replace(TUESDAYS, into_bed=time(11, 30))
    one = form(saved)
    assert one.text == "11:30"
    one.go(2)
    assert one.diary == saved, "typed anew it would be read as 23:30"


def test_typing_the_same_again_changes_nothing() -> None:
    one = at(form(FULL), "into_bed")
    one.type("11:15 pm")
    one.leave()
    assert one.unsaved == {}


def test_what_is_taken_away_is_not_answered() -> None:
    one = form(FULL)
    for question in one.questions:
        at(one, question.field).clear()
    one.leave()
    assert one.is_empty
    assert one.diary == TUESDAYS


def test_what_was_read_later_fills_only_what_was_not_given() -> None:
    one = form()
    one.type("2200")
    one.was_read(FULL)
    assert one.text == "2200"
    one.leave()
    assert one.diary == replace(FULL, into_bed=time(22))


def test_what_is_given_during_a_save_is_still_unsaved() -> None:
    one = form()
    one.type("2200")
    one.leave()
    given, diary = dict(one.unsaved), one.diary
    one.type("2230")
    at(one, "quality").type("5")
    one.leave()
    one.was_saved(diary, given)
    assert one.unsaved == {"into_bed": time(22, 30), "quality": 5}


def test_a_doubt_is_named_once_where_it_arises() -> None:
    one = form()
    one.type("2300")
    assert one.leave() == []
    at(one, "out_of_bed").type("1400")
    assert one.leave() == ["From bed to rising: 15 h 0 min. Is that right?"]
    at(one, "quality").type("3")
    assert one.leave() == []


@pytest.mark.parametrize(
    ("typed", "near", "said"),
    [
        ("11", time(23), "Read as 23:00. If it was 11:00, type 11:00 am."),
        ("12", time(23), "Read as 00:00. If it was 12:00, type 12:00 pm."),
        ("12", time(13), "Read as 12:00. If it was 00:00, type 00:00."),
        ("7:30", time(7), "Read as 07:30. If it was 19:30, type 19:30."),
        ("2315", time(23), ""),
        ("07:30", time(19), ""),
        ("7 am", time(19), ""),
        ("25", time(23), ""),
        ("", time(23), ""),
    ],
)
def test_a_time_with_two_readings_says_so(typed: str, near: time, said: str) -> None:
    assert questions.other_reading(typed, near) == said
    assert len(said) <= 56


@given(st.times(), st.times())
def test_of_two_readings_it_is_the_nearer_one(at: time, near: time) -> None:
    def apart(one: time) -> int:
        minutes = abs(60 * (one.hour - near.hour) + one.minute - near.minute)
        return min(minutes, 24 * 60 - minutes)

    near = near.replace(second=0, microsecond=0)
    typed = f"{at.hour % 12 or 12}:{at.minute:02}"
    readings = [time(at.hour % 12 + hours, at.minute) for hours in (0, 12)]
    assert answer(BY_FIELD["tried"], typed, near) in readings
    chosen = answer(BY_FIELD["tried"], typed, near)
    assert isinstance(chosen, time) and apart(chosen) == min(map(apart, readings))
    said = questions.other_reading(typed, near)
    other = said.split("type ")[1].removesuffix(".")
    assert answer(BY_FIELD["tried"], other, near) == next(r for r in readings if r != chosen)


def test_texts_of_a_diary_are_its_answers() -> None:
    assert questions.texts_of(TUESDAYS) == {}
    texts = questions.texts_of(FULL)
    assert (texts["into_bed"], texts["sweats"], texts["note"]) == ("23:15", "yes", "Rain.")
    assert "nap_minutes" not in texts
