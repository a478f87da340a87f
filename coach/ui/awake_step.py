"""A step of Awake, or of a craving, on the screen: what it says, what its keys do, and saving."""

from typing import NamedTuple

from coach.domain.own import Craving, Lapse, Note
from coach.domain.tree import SPACE, Choice, Step
from coach.errors import CoachError
from coach.person import written
from coach.person.written import NOT_SAVED, Written
from coach.picture import awake as view
from coach.picture.awake import Way
from coach.picture.raster import Row
from coach.picture.sheet import Sheet
from coach.ui.host import Host


class Shown(NamedTuple):
    """What there is of a step."""

    step: Step
    saved: str
    """What is said of what has just been saved; empty: nothing."""
    choices: tuple[Choice, ...]
    help_label: str


def put_step(
    sheet: Sheet, host: Host, shown: Shown, given: Written, tones: view.Tones, rest_tone: int
) -> dict[int, str]:
    """Put a step on a sheet; returns what a click on each of its rows does."""
    step = shown.step
    said = [*filter(None, [shown.saved]), *written.lines(host.me, step)]
    ways = [Way(each.key, each.label) for each in shown.choices]
    scale: Row = ()
    if step.is_rating:
        rating, has_numbers = given.rating(step), not host.me.is_night
        ways = view.rating_ways(rating is not None)
        scale = view.scale(rating, sheet.width - 4, has_numbers, host.glyphs)
    ways.append(Way("h", shown.help_label))
    keys = view.put(sheet, said, step.caution, ways, host.glyphs, tones, scale, rest_tone)
    return {
        y: "support" if key == "h" else "next_good" if key == SPACE else f"take({key!r})"
        for y, key in keys.items()
    }


async def save(host: Host, record: Craving | Lapse | Note) -> str:
    """Save what somebody wrote or chose; returns what is said where it could not be.

    At night that is a calm line; what went wrong is for the day, when Tonight has it.
    """
    try:
        await host.on_disk(host.me.store.own.save, record)
    except CoachError as error:
        if not host.me.is_night:
            return str(error)
        host.me.note(str(error))
        return NOT_SAVED
    return ""
