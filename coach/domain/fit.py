"""Whether words can be said in their time: the rule, and how long a voice takes for a text."""

from collections.abc import Iterator

from coach.domain.timeline import Cue, Timeline

GAP_MS = 600
"""So long before the next line, or the end of its passage, a line has been said."""
MOST_OF_A_PHASE = 0.75
"""In a breath words take at most this share of their phase; the rest is for the breath alone."""


def rooms(timeline: Timeline) -> Iterator[tuple[str, int]]:
    """Yield every text that is said, the last first, and the most milliseconds it may take."""
    return ((cue.text, room_ms) for cue, room_ms in rooms_of_cues(timeline))


def rooms_of_cues(timeline: Timeline) -> Iterator[tuple[Cue, int]]:
    """Yield every cue whose words are said, the last first, and the room for them in ms."""
    is_last_of_passage, until_ms = True, 0
    for cue in reversed(timeline.cues):
        until_ms = cue.end_ms if is_last_of_passage else until_ms
        if cue.text and cue.is_spoken:
            in_phase_ms = int(cue.duration_ms * MOST_OF_A_PHASE)
            yield cue, in_phase_ms if cue.cycle else until_ms - cue.start_ms - GAP_MS
            until_ms = cue.start_ms
        is_last_of_passage = not cue.is_continued


# A plain estimate, fitted to the measured texts of the shipped scripts. How far off it is, says
# `python -m tests.voice`.

SENTENCE_MS, CHARACTER_MS = 1000, 60
"""A sentence takes so long for itself, with the silence around it, and for each character."""
MOST_ERROR_MS = 450
"""For nineteen of twenty texts the estimate is off by no more."""
ENDS = (".", "?", "!", "…")
QUOTES = "\"'”’)"


def spoken_ms(text: str) -> int:
    """Estimate how many milliseconds the voice takes for an English text."""
    words = text.split()
    sentences = bool(words) + sum(word.rstrip(QUOTES).endswith(ENDS) for word in words[:-1])
    return SENTENCE_MS * sentences + CHARACTER_MS * len(text)


def is_too_long(text: str, room_ms: int) -> bool:
    """Tell whether a text surely takes longer than `room_ms`, as far as an estimate can."""
    return spoken_ms(text) > room_ms + MOST_ERROR_MS
