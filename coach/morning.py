"""`coach morning --plain`: the diary of the last night as plain lines, and what it comes to."""

from collections.abc import Iterator
from datetime import datetime

from coach.domain.sleep import Figures, figures
from coach.person import nights, questions
from coach.store.records import Store
from coach.store.settings import Settings


def lines(settings: Settings, store: Store, now: datetime) -> Iterator[str]:
    """Yield a line a question with its answer, then the figures. Raises `CoachError`."""
    night = nights.last_night(now)
    records = store.diaries(night, night)
    told = nights.diary_of(records[0]) if records else None
    texts = questions.texts_of(told) if told else {}
    yield f"Last night, {nights.night_in_words(night)}"
    for question in questions.asked(settings, texts):
        yield f"{question.text}: {texts.get(question.field, 'not answered')}"
    if told is None:
        yield "Nothing is kept yet. `coach morning` asks; it takes a minute."
    else:
        yield from _in_figures(figures(told))


def _in_figures(told: Figures) -> Iterator[str]:
    """Yield what is known, a line each."""
    lengths = {
        "In bed": told.time_in_bed_minutes,
        "Asleep": told.total_sleep_minutes,
        "Awake after the last awakening": told.terminal_wakefulness_minutes,
    }
    for name, minutes in lengths.items():
        if minutes is not None:
            yield f"{name}: {_hours(minutes)}"
    if told.sleep_efficiency is not None:
        yield f"Of the time in bed, asleep: {told.sleep_efficiency:.0f} %"


def _hours(minutes: int) -> str:
    """Say a length exactly: `8 h 5 min`."""
    return f"{minutes // 60} h {minutes % 60} min"
