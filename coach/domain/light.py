"""How bright a colour is against the black of the screen.

Formulas: WCAG 2.2, "relative luminance" and "contrast ratio".
"""


def luminance(colour: str) -> float:
    """Return the relative luminance 0..1 of an sRGB colour written `#rrggbb`."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: str, behind: str = "#000000") -> float:
    """Return the contrast ratio of two colours, 1..21."""
    lighter, darker = sorted((luminance(colour), luminance(behind)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def dim(colour: str, light: float) -> str:
    """Return `colour` at `light` 0..1 of its strength, on black."""
    strength = min(max(light, 0.0), 1.0)
    channels = (round(int(colour[at : at + 2], 16) * strength) for at in (1, 3, 5))
    return "#" + "".join(f"{channel:02x}" for channel in channels)
