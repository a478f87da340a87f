"""Types of values that are used in more than one kind of file.

Each `Meta` holds what an error message says (`expected`, `example`) and, as description, what an
editor shows from the JSON Schema.
"""

from typing import Annotated

from msgspec import Meta

Text = Annotated[str, Meta(max_length=5000, extra={"expected": "a text of up to 5000 characters"})]
_NAME = {"expected": "a text that is not empty, of up to 1000 characters"}
Name = Annotated[str, Meta(min_length=1, max_length=1000, pattern=r"\S", extra=_NAME)]
