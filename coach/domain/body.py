"""The places of the body: their names, their order from toes to head, and the sides.

Names and heights are part of the contract for scripts (`region = "right-foot"`). The height orders
a script, it is not a row of a drawing; equal heights may follow each other.
"""

from collections.abc import Iterable

HEIGHTS = {
    "toes": 1,
    "soles": 2,
    "heels": 2,
    "feet": 3,
    "ankles": 4,
    "calves": 5,
    "knees": 6,
    "thighs": 7,
    "hips": 8,
    "belly": 9,
    "lower-back": 10,
    "hands": 11,
    "forearms": 12,
    "upper-arms": 13,
    "ribs": 14,
    "chest": 14,
    "upper-back": 15,
    "shoulders": 16,
    "neck": 17,
    "jaw": 18,
    "mouth": 18,
    "cheeks": 19,
    "eyes": 19,
    "nose": 19,
    "forehead": 20,
    "scalp": 21,
}
"""Every place by name, with its height: 1 at the toes, 21 at the top of the head."""

ONE_SIDE = {
    "toes": "toes",
    "sole": "soles",
    "heel": "heels",
    "foot": "feet",
    "ankle": "ankles",
    "calf": "calves",
    "knee": "knees",
    "thigh": "thighs",
    "hip": "hips",
    "hand": "hands",
    "forearm": "forearms",
    "upper-arm": "upper-arms",
    "shoulder": "shoulders",
    "cheek": "cheeks",
    "eye": "eyes",
}
"""What a place is called on one side, e.g. `foot` in `right-foot`, and the place it belongs to."""

SIDES = ("left", "right")
FACE = "face"
"""Jaw to forehead in one word; its height is that of the jaw."""

REGIONS = (
    *HEIGHTS,
    FACE,
    *(f"{side}-{name}" for side in SIDES for name in ONE_SIDE),
)
"""Every name that a script may use."""


def place_of(region: str) -> tuple[str, str]:
    """Return the place and the side (`left`, `right` or empty for both) of a region's name."""
    for side in SIDES:
        if region.startswith(f"{side}-"):
            return ONE_SIDE[region.removeprefix(f"{side}-")], side
    return region, ""


def height_of(region: str) -> int:
    """Return the height 1..21 of a region by its name."""
    place, _ = place_of(region)
    return HEIGHTS["jaw"] if place == FACE else HEIGHTS[place]


def lowest(regions: Iterable[str]) -> int:
    """Return the height at which several regions stand: that of the lowest; of none, 0."""
    return min(map(height_of, regions), default=0)


def side_of(regions: Iterable[str]) -> str:
    """Return the side that all these regions lie on, or nothing when there is no one side."""
    sides = {place_of(region)[1] for region in regions}
    return sides.pop() if len(sides) == 1 else ""
