"""What the shapes of all scripts have in common: text, a title, cautions.

Each `Meta` holds what an error message says (`expected`, `example`) and, as description, what an
editor shows from the JSON Schema.
"""

from typing import Annotated, Literal

from msgspec import Meta

from coach.toml.shape import Shape
from coach.toml.types import Text

Title = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=1000,
        pattern=r"\S",
        description="What it is called on the screen.",
        extra={
            "expected": "a text that is not empty, of up to 1000 characters",
            "example": '"My own"',
        },
    ),
]


class Script(Shape, frozen=True, kw_only=True):
    """The keys that every kind of script has."""

    title: Title
    summary: Annotated[Text, Meta(description="One line about it, for lists.")] = ""
    cautions: Annotated[
        list[Text], Meta(description="Shown once before its first start, and on its page.")
    ] = []  # msgspec copies it
    made_by: Annotated[
        Literal["coach", ""], Meta(description="Set in files that the app itself wrote.")
    ] = ""
