"""The way to something by its id: an exercise, a checklist, a lesson."""

from contextlib import suppress

from coach.content.library import EXERCISES, Library
from coach.errors import CoachError
from coach.person import choose, lessons
from coach.ui.host import Route


def way_to(library: Library, id: str) -> tuple[str, Route | None]:
    """Return the title of what an id means, and the way there; nothing where it is not there."""
    kind = id.partition("/")[0]
    with suppress(CoachError):  # its file is gone, or cannot be read
        if kind == "checklists":
            return "the checklist", ("checklist", choose.checklist(library, id)[0])
        if kind == "learn":
            lesson = lessons.find(library, id)[0]
            return lesson.title, ("lesson", lesson)
        if kind in EXERCISES:
            choice = choose.find(library, kind, id)
            return choice.exercise.title, ("page", choice)
    return "", None
