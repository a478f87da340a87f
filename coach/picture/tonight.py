"""Tonight as a picture: the next good thing in its box, what stands under it, other keys.

In the last hour before lights-out and at night there is less of it, and it is dimmer.
"""

from collections.abc import Sequence
from typing import NamedTuple

from coach.picture import breath, raster
from coach.picture.cells import cell_len
from coach.picture.raster import CUE, EMBER, FAINT, TEXT, Glyphs, Row, Run
from coach.picture.sheet import Sheet, line, width_of, wrapped

Key = tuple[str, str, str]
"""A key, its name, its action."""
EXERCISE_KEYS: tuple[Key, ...] = (
    ("b", "breathe", "open('breathing')"),
    ("r", "relax", "open('relaxation')"),
    ("s", "scan", "open('bodyscan')"),
    ("t", "stretch", "open('stretch')"),
    ("c", "calm", "open('mind')"),
    ("k", "craving", "page('craving')"),
    ("e", "routines", "open('routines')"),
)
OTHER_KEYS: tuple[Key, ...] = (
    ("l", "checklist", "checklist"),
    ("m", "morning", "page('morning')"),
    ("v", "review", "page('review')"),
    ("n", "learn", "page('learn')"),
)
"""What else can be opened, in two rows: key, name, action."""
OTHER_KEY = "y"
HIDE = "del hide"
"""The key that hides the line that is said of its own accord."""
BETWEEN_KEYS, CLOSER = 3, 2
LEAST_WIDE = 28
"""So wide the box is at least: its words stand in one line."""
ROOMY = 20
"""From so many rows on there is more than the box."""
MOST_DUE = 2
"""So many items of the checklist are shown at most."""
BEGIN, RESUME, LOOK_BACK = "Begin the routine", "Go on with the routine", "How was the night?"
AWAKE = "Awake in the night"
"""What the box says."""
EARLY, NO_LENGTH = "Up already? m asks about the night.", "It ends in the dark."
"""What stands under it at night, where no number does: before rising, and at any other hour."""
QUIET = "One quiet thing at a time."
"""What stands there once whoever comes lies awake."""
NOTE_AT_NIGHT = "A note about your records waits for the day."
"""What is said at night where something happened to the data, or could not be recorded."""
SHORT = {"": "", BEGIN: "Begin", LOOK_BACK: "Morning", AWAKE: "Awake"}
"""What it says where there is no room for that; of anything else, that one can go on."""
LEAST_TALL, TALLEST = 3, 15
"""So many rows the box has at least and at most."""
LEAST_FOR_KEYS = 14
"""From so many rows on the other keys are named."""


class Spot(NamedTuple):
    """Some cells that can be clicked."""

    rows: range
    columns: range
    action: str


class Room(NamedTuple):
    """How much room there is, and how much light."""

    width: int
    height: int
    is_night: bool


class Reason(NamedTuple):
    """Why it is this routine, in a line, and which one a key takes instead; both may be empty."""

    why: str = ""
    other: str = ""

    @property
    def key(self) -> str:
        """The key and what it does."""
        return f"{OTHER_KEY} {self.other}" if self.other else ""


def _reason(reason: Reason, tone: int, width: int) -> list[Row]:
    """Return why, and the key that changes it."""
    rows = wrapped(reason.why, tone, min(width, 60))
    return _with_key(rows, Run(reason.key, tone), width) if reason.other else rows


def remark(text: str, width: int) -> list[Row]:
    """Return what is said of its own accord, and the key that hides it."""
    return _with_key(wrapped(text, TEXT, min(width, 60)), Run(HIDE, FAINT), width)


def _with_key(rows: list[Row], key: Run, width: int) -> list[Row]:
    """Return rows, and a key in a run of its own: beside them where there is room."""
    wide = len(key.text) + BETWEEN_KEYS
    if rows and width_of(rows[-1]) + wide <= width:
        return [*rows[:-1], (*rows[-1], Run(" " * BETWEEN_KEYS), key)]
    return [*rows, (key,)]


def first_line(total_ms: int, is_night: bool, is_early: bool) -> str:
    """Return how long a routine is; at night that is nobody's business, and rest comes first.

    `is_early`: it is still night, but the morning is near and has no diary.
    """
    from coach.domain import words

    if is_night:
        return EARLY if is_early else NO_LENGTH
    return f"{words.about(total_ms)}, then it is dark"


def about(
    first: str,
    titles: Sequence[str],
    reason: Reason,
    remark: Sequence[Row],
    due: Sequence[Row],
    room: Room,
    glyphs: Glyphs,
) -> list[Row]:
    """Return what stands under the box when a routine can be begun.

    The first line, why it is this one, what is said of its own accord, and what is due; on a low
    screen the titles of its steps.
    """
    tone, width = EMBER if room.is_night else FAINT, min(room.width - 2, 60)
    head = wrapped(first, tone, width)
    said = [*head, *_reason(reason, tone, room.width - 2)]
    if room.is_night:
        return said
    if room.height >= ROOMY:
        return [*said, (), *remark, *due[: max(MOST_DUE - len(remark), 0)]]
    names = f" {glyphs.between} ".join(title.split(",")[0] for title in titles)
    steps = wrapped(names, TEXT, min(room.width - 4, 60))
    with_remark = ([*steps, *said], said, head)  # what is longest and has room
    ways = [[*rows, *remark] for rows in with_remark if remark] + [[*steps, *said]]
    return next((rows for rows in ways if len(rows) <= _under(room)), said)


def _under(room: Room) -> int:
    """Return how many rows under the box are for what stands there, so that it never moves."""
    if room.height < ROOMY:
        return 4 if room.height >= LEAST_FOR_KEYS else 3
    return 2 if room.is_night else 3 + MOST_DUE


def problem(bad_files: int) -> str:
    """Return what is said when own files cannot be used, or nothing."""
    if not bad_files:
        return ""
    files = "One" if bad_files == 1 else f"{bad_files}"
    return f"{files} of your files cannot be read: run coach scripts check"


def put(
    sheet: Sheet,
    title: str,
    below: Sequence[Row],
    problem: str,
    glyphs: Glyphs,
    is_night: bool = False,
    other: str = "",
) -> list[Spot]:
    """Draw all of it, as there is room; returns what can be clicked, the smaller spots first.

    `title` is what Space does, `below` stands under the box, `problem` is one faint line. The box
    stands where it stands, whatever there is to say under it. `other` and what hides a line are
    runs there that are keys.
    """
    keys = EXERCISE_KEYS if is_night else (*EXERCISE_KEYS, *OTHER_KEYS)
    tones = (TEXT, EMBER) if is_night else (CUE, FAINT)
    under = max(len(below), _under(Room(sheet.width, sheet.height, is_night)))
    if sheet.height < ROOMY:
        rows, gap = _low_rows(keys, sheet, under)
        tall = max(sheet.height - 4 - under - len(rows) - bool(rows), LEAST_TALL)
        box = _put_box(sheet, 1, tall, title, below, glyphs)
        top = max(min(2 + tall + under, sheet.hints_row - len(rows)), 1 + tall + under)
        spots = _put_keys(sheet, top, rows[: max(sheet.hints_row - top, 0)], *tones, gap)
        return [*spots, *_run_spots(sheet, box.rows, other), box]
    rows = [EXERCISE_KEYS] if is_night else [EXERCISE_KEYS, OTHER_KEYS]
    tall = max(min(round(sheet.height * 0.26), TALLEST), 5)
    parts = tall + 1 + under + 1 + 2
    top = max((sheet.height - 3 - parts) // 2, 2)
    if not is_night:
        sheet.put(
            max(top - 3, 1), [line("Tonight", FAINT)], (sheet.width - _wide(sheet, tall)) // 2
        )
    box = _put_box(sheet, top, tall, title, below, glyphs)
    spots = _put_keys(sheet, top + tall + 1 + under + 1, rows, *tones)
    problems = wrapped(problem, FAINT, min(sheet.width - 8, 60))
    sheet.put_centred(sheet.height - 4, problems[:1])
    return [*spots, *_run_spots(sheet, box.rows, other), box]


def _run_spots(sheet: Sheet, rows: range, other: str) -> list[Spot]:
    """Return where the keys under the box stand: of the other routine, and what hides a line."""
    actions, spots = {other: "other", HIDE: "hide"}, []
    for y in rows:
        x = 0
        for run in sheet.rows[y] if y < sheet.height else ():
            if run.text and run.text in actions:
                columns = range(x, x + len(run.text))
                spots.append(Spot(range(y, y + 1), columns, actions[run.text]))
            x += cell_len(run.text)
    return spots


def _low_rows(keys: Sequence[Key], sheet: Sheet, under: int) -> tuple[list[Sequence[Key]], int]:
    """Return the rows of keys on a low screen, and the gap in them: smaller where that helps."""
    if sheet.height < LEAST_FOR_KEYS:
        return [], BETWEEN_KEYS
    room = sheet.hints_row - 2 - LEAST_TALL - under
    rows = _flowing(keys, sheet.width - 2)
    if len(rows) <= room:
        return rows, BETWEEN_KEYS
    return _flowing(keys, sheet.width - 2, CLOSER), CLOSER


def _flowing(keys: Sequence[Key], width: int, gap: int = BETWEEN_KEYS) -> list[Sequence[Key]]:
    """Return keys in as many rows as they need."""
    rows: list[list[Key]] = [[]]
    for key in keys:
        if rows[-1] and _width([*rows[-1], key], gap) > width:
            rows.append([])
        rows[-1].append(key)
    return list(rows)


def _width(keys: Sequence[Key], gap: int) -> int:
    """Return how many columns a row of keys takes."""
    return sum(len(f"{key} {name}") + gap for key, name, _ in keys) - gap


def _put_keys(
    sheet: Sheet,
    top: int,
    rows: Sequence[Sequence[Key]],
    key_tone: int,
    tone: int,
    gap: int = BETWEEN_KEYS,
) -> list[Spot]:
    """Put rows of keys in the middle; returns the spot of each key."""
    spots = []
    for y, keys in enumerate(rows, start=top):
        x = max((sheet.width - _width(keys, gap)) // 2, 0)
        row: Row = (Run(" " * x),)
        for key, name, action in keys:
            columns = range(x, x + len(f"{key} {name}"))
            spots.append(Spot(range(y, y + 1), columns, action))
            row += (Run(f"{key} ", key_tone), Run(name + " " * gap, tone))
            x = columns.stop + gap
        sheet.put(y, [row])
    return spots


def _wide(sheet: Sheet, tall: int) -> int:
    """Return how wide the box is."""
    return min(max(round(tall * 3.4), LEAST_WIDE), sheet.width - 4)


def _put_box(
    sheet: Sheet, top: int, tall: int, title: str, below: Sequence[Row], glyphs: Glyphs
) -> Spot:
    """Draw the box and what stands under it."""
    wide = _wide(sheet, tall)
    place = breath.Stage("box", top, wide, tall, glyphs)
    shape = raster.box(wide, tall, 0, 0.0, False, glyphs)
    breath.put(sheet, place, shape, title, SHORT.get(title, "Go on"))
    under = top + tall + (sheet.height >= ROOMY)
    sheet.put_centred(under, below)
    return Spot(range(top, under + len(below)), range(sheet.width), "next_good")
