"""How a breath moves: slow at both ends, quickest in the middle (a half cosine)."""

from math import acos, cos, pi


def ease(progress: float) -> float:
    """Map progress 0..1 to eased progress 0..1: `0.5 - 0.5 * cos(pi * t)`."""
    return 0.5 - 0.5 * cos(pi * min(max(progress, 0.0), 1.0))


def unease(eased: float) -> float:
    """Return the progress 0..1 at which `ease` gives `eased` (0..1)."""
    return acos(1 - 2 * min(max(eased, 0.0), 1.0)) / pi
