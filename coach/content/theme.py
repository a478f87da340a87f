"""The shape of `themes/NAME.toml`: four steps of light, all on black."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from coach.content.model import Script
from coach.domain.light import contrast
from coach.toml.problems import Problem

LEAST_CONTRAST = 4.5
"""The least contrast of text and shapes on black (WCAG 2.2, 1.4.3)."""

Colour = Annotated[
    str,
    Meta(
        pattern="^#[0-9a-fA-F]{6}$",
        max_length=7,  # `$` alone would let a newline follow
        description="A colour as #rrggbb.",
        extra={"expected": "a colour as #rrggbb", "example": '"#c97b2a"'},
    ),
]


class ThemeFile(Script, frozen=True, kw_only=True):
    """A theme: four steps of light, from the brightest to the dimmest."""

    cue: Annotated[Colour, Meta(description="The one thing to look at.")]
    text: Annotated[Colour, Meta(description="Everything to read.")]
    faint: Annotated[Colour, Meta(description="Hints, lengths, what can wait.")]
    ember: Annotated[Colour, Meta(description="Shapes.")]
    dimmer: Annotated[
        bool, Meta(description="true allows less contrast than 4.5 to 1, for very dark rooms.")
    ] = False

    @property
    def colours(self) -> tuple[str, str, str, str]:
        """The four steps, from the dimmest to the brightest."""
        return self.ember, self.faint, self.text, self.cue

    def problems(self) -> Iterator[Problem]:
        """Check that every step can be read on black, unless the theme asks for dimmer."""
        for name in ("cue", "text", "faint", "ember"):
            ratio = contrast(getattr(self, name))
            if ratio < LEAST_CONTRAST and not self.dimmer:
                found = f"a contrast of {ratio:.1f} to 1 on black"
                hint = "lighten it, or set dimmer = true"
                yield Problem(found, "at least 4.5 to 1", hint, (name,), rests_on=("dimmer",))
