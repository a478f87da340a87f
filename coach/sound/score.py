"""What sounds when: a timeline and a person's wishes as a row of sounds. No samples here."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from coach.domain import fit
from coach.domain.timeline import Cue, Timeline

Tones = Literal["off", "tones", "sea"]
Holds = Literal["silent", "tick"]

TICK_MS = 600
"""How long the tick in the middle of a hold lasts."""
SHORTEST_TONE_MS = 600
"""A shorter phase has no time for a tone that comes and goes softly."""
LONGEST_TONE_MS = 60_000
"""Nobody breathes in for longer; a script may say so."""
SQUEEZE_MS, LET_GO_MS, REGION_MS = 900, 2400, 2600
"""How long the tones for the body last, at most."""
BODY = {
    "tense": ("squeeze", SQUEEZE_MS),
    "release": ("let-go", LET_GO_MS),
    "region": ("region", REGION_MS),
    "stretch": ("region", REGION_MS),
}
"""The tone with which a passage begins, by its kind."""
SINK_DB, LAST_SINK_DB = 4.0, 8.0
"""So much everything sinks over the first two thirds, and so much more in the last third."""


class Sound(NamedTuple):
    """One sound, and when it is heard."""

    start_ms: int
    kind: str
    """`voice`, `in`, `out`, `tick`, `squeeze`, `let-go`, `region`, `sea-in`, `sea-out`."""
    duration_ms: int
    """How long it may last: what the voice has not said by then it does not say."""
    text: str = ""
    """What the voice says."""
    level: float = 1.0
    """How loud it is, above 0 to 1: it sinks over a session and never rises."""
    pitch_from: float = 0.0
    pitch_to: float = 1.0
    """Where the tone of a breath begins and ends between its lowest and its highest note, 0..1."""

    @property
    def end_ms(self) -> int:
        """When it is over at the latest."""
        return self.start_ms + self.duration_ms


class Wishes(NamedTuple):
    """What a person wants to hear."""

    voice: bool = True
    tones: Tones = "tones"
    holds: Holds = "silent"
    words_stay: bool = False
    """The voice says a word in each breath to the end."""


def score(
    timeline: Timeline, wishes: Wishes, before_ms: int = 0, whole_ms: int | None = None
) -> tuple[Sound, ...]:
    """Return what sounds in a timeline, in order.

    In a routine it comes after `before_ms` of `whole_ms`: all of that sinks as one.
    """
    sounds = [
        *(_voice(timeline, wishes.words_stay) if wishes.voice else ()),
        *(_tones(timeline, wishes) if wishes.tones != "off" else ()),
    ]
    whole_ms = whole_ms or timeline.total_ms
    return tuple(
        each._replace(level=level((before_ms + each.start_ms) / whole_ms))
        for each in sorted(sounds)
    )


def level(progress: float) -> float:
    """Return how loud it is after this share 0..1 of a session: always less, faster at last."""
    last = max(3 * progress - 2, 0.0)
    sunk_db = SINK_DB * 1.5 * min(progress, 2 / 3) + LAST_SINK_DB * last
    return round(float(10 ** (-sunk_db / 20)), 6)


def _voice(timeline: Timeline, words_stay: bool) -> Iterator[Sound]:
    """Yield what is said: the words of the screen, where there is time for them."""
    for cue, room_ms in fit.rooms_of_cues(timeline):
        text = cue.spoken(words_stay)
        if text and not fit.is_too_long(text, room_ms):
            until_ms = cue.duration_ms if cue.cycle else room_ms + fit.GAP_MS
            yield Sound(cue.start_ms, "voice", until_ms, text)


def _tones(timeline: Timeline, wishes: Wishes) -> Iterator[Sound]:
    """Yield the tones of breaths, and those with which a passage of the body begins."""
    for index, cue in enumerate(timeline.cues):
        if cue.cycle:
            yield from _of_a_breath(cue, wishes)
        elif not cue.is_continued and (kind := timeline.kind_at(index)) in BODY:
            first, after = timeline.passage(index)
            room_ms = timeline.cues[after - 1].end_ms - timeline.cues[first].start_ms
            name, most_ms = BODY[kind]
            if room_ms >= SHORTEST_TONE_MS:
                yield Sound(cue.start_ms, name, min(most_ms, room_ms))


def _of_a_breath(cue: Cue, wishes: Wishes) -> Iterator[Sound]:
    """Yield what sounds in one phase of a breath: a tone or a wave; a tick in a hold, if wished."""
    if cue.duration_ms < SHORTEST_TONE_MS:
        return
    if cue.kind in ("in", "out"):
        kind = f"sea-{cue.kind}" if wishes.tones == "sea" else cue.kind
        pitches = cue.level_from, cue.level_to
        duration_ms = min(cue.duration_ms, LONGEST_TONE_MS)
        yield Sound(cue.start_ms, kind, duration_ms, "", 1.0, *pitches)
    elif wishes.holds == "tick" and cue.duration_ms >= 2 * TICK_MS:
        yield Sound(cue.start_ms + (cue.duration_ms - TICK_MS) // 2, "tick", TICK_MS)
