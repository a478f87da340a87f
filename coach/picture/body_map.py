"""The body map: a relaxed figure seen from the front, any place of which can be lit.

It is a mirror: `right-foot` is on the right of the screen, where you feel it when you lie there.
What a front view hides is drawn where it shows: the lower back as the flanks, the upper back as
the flanks of the chest, soles and heels as the lower edge of the feet.

The unit is one head, the figure is `HEADS` of them high: x from the middle of the body outwards,
y from the top of the head downwards. One half is listed, the other is its mirror image. Half a
cell is one pixel: the upper or the lower half, about as wide as it is high.
"""

from functools import cache, lru_cache
from itertools import product
from math import hypot
from typing import NamedTuple

from coach.domain.body import ONE_SIDE
from coach.picture.raster import EMBER, Glyphs, Picture, Run, halves, merge

Light = tuple[str, int]
"""The name of a region (any of `body.REGIONS`) and its tone, 0 to `EMBER`."""
Pixel = tuple[int, int]
"""Columns from the middle of the body outwards, half rows from the top."""

LEAST_ROWS, MOST_ROWS = 11, 40
HEADS = 7.5
REACH = 1.7
"""How far the hands reach from the middle of the body."""
MELT = 0.05
"""Over how far the shapes of the body flow into each other."""
SOFT = 0.24
"""Over how far the body fades at its skin, unless pixels are too coarse for it."""
BLEND = 0.35
"""Over how far a light fades at its edge, unless pixels are too coarse for it."""
MARKS = " ..::oo##"
"""In ASCII, the character for each tone from 0 to `EMBER`."""


class Shape(NamedTuple):
    """A limb between two points, with a radius at each; in the head when it ends above y = 1."""

    x0: float
    y0: float
    radius0: float
    x1: float
    y1: float
    radius1: float


BODY = (
    Shape(0.00, 0.40, 0.39, 0.00, 0.48, 0.385),  # skull
    Shape(0.00, 0.52, 0.37, 0.00, 0.80, 0.20),  # jaw
    Shape(0.00, 0.80, 0.18, 0.00, 1.40, 0.21),  # neck
    Shape(0.12, 1.20, 0.09, 0.60, 1.46, 0.16),  # slope of the neck
    Shape(0.00, 1.48, 0.22, 0.76, 1.56, 0.21),  # collar
    Shape(0.00, 1.70, 0.40, 0.00, 3.55, 0.40),  # spine
    Shape(0.35, 1.86, 0.38, 0.19, 2.80, 0.34),  # ribs
    Shape(0.20, 2.80, 0.345, 0.33, 3.62, 0.375),  # waist
    Shape(0.82, 1.62, 0.22, 1.06, 2.72, 0.155),  # upper arm
    Shape(1.06, 2.72, 0.155, 1.16, 3.00, 0.155),  # elbow
    Shape(1.17, 3.00, 0.155, 1.35, 3.72, 0.10),  # forearm
    Shape(1.38, 3.84, 0.13, 1.44, 4.10, 0.15),  # palm
    Shape(1.44, 4.10, 0.14, 1.48, 4.36, 0.09),  # fingers
    Shape(1.44, 3.92, 0.06, 1.55, 4.06, 0.04),  # thumb
    Shape(0.42, 3.90, 0.345, 0.46, 4.60, 0.275),  # thigh
    Shape(0.46, 4.60, 0.275, 0.50, 5.40, 0.195),  # knee
    Shape(0.50, 5.40, 0.195, 0.54, 5.85, 0.205),  # upper calf
    Shape(0.54, 5.85, 0.205, 0.58, 6.95, 0.11),  # lower calf
    Shape(0.60, 6.98, 0.13, 0.72, 7.36, 0.13),  # foot
)

REGIONS = {
    "toes": Shape(0.74, 7.42, 0.10, 0.90, 7.36, 0.10),
    "soles": Shape(0.56, 7.50, 0.09, 0.90, 7.50, 0.09),
    "heels": Shape(0.58, 7.34, 0.11, 0.62, 7.42, 0.11),
    "feet": Shape(0.62, 7.08, 0.22, 0.76, 7.40, 0.28),
    "ankles": Shape(0.56, 6.90, 0.18, 0.62, 6.90, 0.18),
    "calves": Shape(0.55, 5.80, 0.30, 0.58, 6.60, 0.20),
    "knees": Shape(0.46, 5.40, 0.24, 0.54, 5.40, 0.24),
    "thighs": Shape(0.44, 4.12, 0.42, 0.49, 5.00, 0.30),
    "hips": Shape(0.60, 3.48, 0.28, 0.62, 3.76, 0.29),
    "belly": Shape(0.00, 2.95, 0.40, 0.00, 3.15, 0.42),
    "lower-back": Shape(0.50, 2.72, 0.14, 0.56, 3.30, 0.16),
    "hands": Shape(1.40, 3.88, 0.24, 1.48, 4.34, 0.26),
    "forearms": Shape(1.16, 2.98, 0.24, 1.34, 3.64, 0.20),
    "upper-arms": Shape(0.94, 2.06, 0.25, 1.08, 2.62, 0.23),
    "ribs": Shape(0.00, 2.36, 0.15, 0.50, 2.46, 0.17),
    "chest": Shape(0.00, 1.94, 0.30, 0.32, 1.92, 0.32),
    "upper-back": Shape(0.60, 1.72, 0.13, 0.62, 2.28, 0.12),
    "shoulders": Shape(0.56, 1.54, 0.20, 0.90, 1.72, 0.28),
    "neck": Shape(0.00, 1.10, 0.22, 0.00, 1.26, 0.24),
    "jaw": Shape(0.00, 0.90, 0.11, 0.24, 0.78, 0.11),
    "mouth": Shape(0.00, 0.73, 0.06, 0.10, 0.73, 0.05),
    "cheeks": Shape(0.24, 0.56, 0.10, 0.24, 0.64, 0.10),
    "eyes": Shape(0.14, 0.45, 0.06, 0.20, 0.45, 0.06),
    "nose": Shape(0.00, 0.48, 0.05, 0.00, 0.60, 0.08),
    "forehead": Shape(0.00, 0.28, 0.11, 0.22, 0.29, 0.11),
    "scalp": Shape(0.00, 0.09, 0.14, 0.22, 0.09, 0.14),
    "face": Shape(0.00, 0.42, 0.30, 0.00, 0.80, 0.24),
}


class Geometry(NamedTuple):
    """Which pixel belongs to what, at one height; pixels in order of reading."""

    width: int
    coverage: tuple[float, ...]
    """How much of each pixel is body, 0 to 1."""
    members: dict[str, tuple[tuple[int, float], ...]]
    """For each region its pixels, and how much it claims of each, 0 to 1."""


def width_of(rows: int) -> int:
    """Return how many cells wide the figure of that height is; always odd."""
    rows = min(max(rows, LEAST_ROWS), MOST_ROWS)
    return 2 * int(REACH * _scale(rows) + 0.5) + 1


def _growth(rows: int) -> float:
    """Return how much larger the head is drawn, so that a small figure has a face: 0 to 0.3."""
    return max(26 - rows, 0) * 0.02


def _scale(rows: int) -> float:
    """Return how many pixels one head is high."""
    return (2 * rows - 0.4) / (HEADS + _growth(rows))


@lru_cache(maxsize=128)
def figure(rows: int, lights: tuple[Light, ...], glyphs: Glyphs, resting: int = 2) -> Picture:
    """Draw the figure `rows` cells high (11 to 40; other values are clamped).

    Where regions overlap the later light wins. The rest of the body has the tone `resting`, 0..8.
    """
    width, coverage, members = _geometry(min(max(rows, LEAST_ROWS), MOST_ROWS))
    tones = [float(resting)] * len(coverage)
    for region, tone in lights:
        for at, share in members[region]:
            tones[at] += (tone - tones[at]) * share
    body = zip(tones, coverage, strict=True)
    if glyphs.has_half_blocks:
        cells, seen = _CELLS, [round(tone * cover) for tone, cover in body]
    else:
        cells, seen = _MARKS, [round(tone) if cover >= 0.5 else 0 for tone, cover in body]
    lines = [seen[at : at + width] for at in range(0, len(seen), width)]
    return tuple(
        merge([cells[upper][lower] for upper, lower in zip(*pair, strict=True)])
        for pair in zip(lines[::2], lines[1::2], strict=True)
    )


def _mark(tone: int) -> Run:
    """Return one cell in ASCII; a character has little ink, so it is brighter than its tone."""
    return Run(MARKS[tone], min(tone + 3, EMBER)) if tone else Run(" ")


_STEPS = range(EMBER + 1)
_CELLS = [[halves(upper, lower) for lower in _STEPS] for upper in _STEPS]
_MARKS = [[_mark(max(upper, lower)) for lower in _STEPS] for upper in _STEPS]


@cache  # one for each height there is
def _geometry(rows: int) -> Geometry:
    """Measure the figure at one height."""
    width, scale, growth = width_of(rows), _scale(rows), _growth(rows)
    middle, soft = width // 2, max(SOFT, 1.3 / scale)
    depths = dict.fromkeys(product(range(middle + 1), range(2 * rows)), 9.9)
    for shape in BODY:
        around = _around(_placed(shape, growth), scale, 1.5 / scale, least=0.68 / scale)
        for pixel in around.keys() & depths.keys():
            near = max(1 - abs(depths[pixel] - around[pixel]) / MELT, 0)
            depths[pixel] = min(depths[pixel], around[pixel]) - near**2 * MELT / 4
    covers = {pixel: _smooth(0.5 - depth / soft) for pixel, depth in depths.items()}
    members = {}
    for place, shape in REGIONS.items():
        names = [name for name, pair in ONE_SIDE.items() if pair == place]
        claim = _claim(_placed(shape, growth), scale, bool(names), covers)
        right = {y * width + middle + x: share for (x, y), share in claim.items()}
        left = {y * width + middle - x: share for (x, y), share in claim.items()}
        members[place] = tuple((right | left).items())
        for name in names:
            members[f"right-{name}"] = tuple(right.items())
            members[f"left-{name}"] = tuple(left.items())
    coverage = tuple(covers[abs(x - middle), y] for y in range(2 * rows) for x in range(width))
    return Geometry(width, coverage, members)


def _claim(
    shape: Shape, scale: float, is_pair: bool, covers: dict[Pixel, float]
) -> dict[Pixel, float]:
    """Return how much of each pixel a region claims; it grows until it shows at this height."""
    blend = max(min(BLEND, 2 * shape.radius0), 1.6 / scale)
    around = _around(shape, scale, 0.5)
    body = [p for p in around if covers.get(p) and (p[0] or not is_pair)]  # a middle has no side
    nearest = min(body, key=lambda p: around[p] - 3 * covers[p] / scale)
    edge = max(around[nearest], -blend / 2) + blend
    return {p: _smooth((edge - around[p]) / blend) for p in body if around[p] < edge}


def _placed(shape: Shape, growth: float) -> Shape:
    """Return a shape of the head larger, or one of the body lower by as much."""
    if shape.y1 < 1:
        return Shape(*(number * (1 + growth) for number in shape))
    return shape._replace(y0=shape.y0 + growth, y1=shape.y1 + growth)


def _around(shape: Shape, scale: float, margin: float, least: float = 0) -> dict[Pixel, float]:
    """Return the pixels around a shape, each with its distance: below 0 is inside.

    `margin` is how far around, `least` the least radius, both in heads.
    """
    x0, y0, radius0, x1, y1, radius1 = shape
    radius0, radius1 = max(radius0, least), max(radius1, least)
    along_x, along_y = x1 - x0, y1 - y0
    length = along_x**2 + along_y**2
    reach = max(radius0, radius1) + margin
    across = range(max(int((min(x0, x1) - reach) * scale), 0), int((max(x0, x1) + reach) * scale))
    down = range(max(int((min(y0, y1) - reach) * scale), 0), int((max(y0, y1) + reach) * scale))
    distances = {}
    for pixel in product(across, down):
        x, y = pixel[0] / scale - x0, (pixel[1] + 0.3) / scale - y0
        part = min(max((x * along_x + y * along_y) / length, 0), 1)
        radius = radius0 + (radius1 - radius0) * part
        distances[pixel] = hypot(x - along_x * part, y - along_y * part) - radius
    return distances


def _smooth(share: float) -> float:
    """Return a share 0..1 with soft ends."""
    share = min(max(share, 0.0), 1.0)
    return share * share * (3 - 2 * share)
