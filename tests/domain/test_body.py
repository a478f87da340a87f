"""The places of the body: their names, their order from toes to head, and the sides."""

import pytest

from coach.domain.body import (
    FACE,
    HEIGHTS,
    ONE_SIDE,
    REGIONS,
    SIDES,
    height_of,
    lowest,
    place_of,
    side_of,
)

TABLE = """
1 toes · 2 soles, heels · 3 feet · 4 ankles · 5 calves · 6 knees · 7 thighs · 8 hips ·
9 belly · 10 lower-back · 11 hands · 12 forearms · 13 upper-arms · 14 ribs, chest ·
15 upper-back · 16 shoulders ·
17 neck · 18 jaw, mouth · 19 cheeks, eyes, nose · 20 forehead · 21 scalp
"""


def heights_of_the_contract() -> dict[str, int]:
    """Return the table above as heights by name."""
    heights = {}
    for entry in TABLE.replace("\n", " ").split("·"):
        number, names = entry.strip().split(" ", 1)
        heights.update({name.strip(): int(number) for name in names.split(",")})
    return heights


def test_the_heights_are_those_of_the_contract() -> None:
    assert heights_of_the_contract() == HEIGHTS
    assert {height_of(region) for region in HEIGHTS} == set(range(1, 22))


def test_the_table_is_in_order_of_height() -> None:
    assert list(HEIGHTS.values()) == sorted(HEIGHTS.values())


def test_no_name_is_used_twice() -> None:
    assert len(set(REGIONS)) == len(REGIONS) == len(HEIGHTS) + 1 + 2 * len(ONE_SIDE)


@pytest.mark.parametrize(
    ("region", "place", "side", "height"),
    [
        ("toes", "toes", "", 1),
        ("right-toes", "toes", "right", 1),
        ("left-sole", "soles", "left", 2),
        ("right-heel", "heels", "right", 2),
        ("right-foot", "feet", "right", 3),
        ("left-calf", "calves", "left", 5),
        ("right-thigh", "thighs", "right", 7),
        ("lower-back", "lower-back", "", 10),
        ("upper-back", "upper-back", "", 15),
        ("right-upper-arm", "upper-arms", "right", 13),
        ("left-shoulder", "shoulders", "left", 16),
        ("face", "face", "", 18),
        ("left-eye", "eyes", "left", 19),
        ("scalp", "scalp", "", 21),
    ],
)
def test_a_name_tells_its_place_its_side_and_its_height(
    region: str, place: str, side: str, height: int
) -> None:
    assert place_of(region) == (place, side)
    assert height_of(region) == height


@pytest.mark.parametrize("region", REGIONS)
def test_every_name_has_a_height_and_at_most_one_side(region: str) -> None:
    place, side = place_of(region)
    assert 1 <= height_of(region) <= 21
    assert place in HEIGHTS or place == FACE
    assert side == next((s for s in SIDES if region.startswith(f"{s}-")), "")


@pytest.mark.parametrize("name", ONE_SIDE)
def test_both_sides_are_as_high_as_the_pair(name: str) -> None:
    heights = {height_of(f"{side}-{name}") for side in SIDES}
    assert heights == {HEIGHTS[ONE_SIDE[name]]}


@pytest.mark.parametrize("name", ["", "leg", "left-belly", "right-feet", "Toes", "foot"])
def test_an_unknown_place_has_no_height(name: str) -> None:
    assert name not in REGIONS
    with pytest.raises(KeyError):
        height_of(name)


@pytest.mark.parametrize(
    ("regions", "height"),
    [
        (["right-thigh", "right-calf", "right-foot"], 3),
        (["chest", "upper-back", "shoulders"], 14),
        (["forehead", "scalp"], 20),
        (["neck", "face"], 17),
        (["belly"], 9),
        ([], 0),
    ],
)
def test_several_places_have_the_height_of_the_lowest(regions: list[str], height: int) -> None:
    assert lowest(regions) == height
    assert lowest(reversed(regions)) == height


@pytest.mark.parametrize(
    ("regions", "side"),
    [
        (["right-thigh", "right-foot"], "right"),
        (["left-hand"], "left"),
        (["left-hand", "right-hand"], ""),
        (["left-hand", "belly"], ""),
        (["belly"], ""),
        ([], ""),
    ],
)
def test_several_places_have_a_side_when_all_are_on_it(regions: list[str], side: str) -> None:
    assert side_of(regions) == side
