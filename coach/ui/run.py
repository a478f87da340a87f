"""What the commands open: the app, beginning with their screen. Each returns the exit code."""

import sys

from coach.domain.checklist import Checklist
from coach.person.choose import Found
from coach.system.folders import Places
from coach.text import printable
from coach.ui import opening
from coach.ui.app import CoachApp


def open_tonight(places: Places) -> int:
    """Run the app from Tonight and return the exit code."""
    from coach.ui.screens.tonight import TonightScreen

    return _run(CoachApp(places, lambda app: TonightScreen()))


def open_exercise(places: Places, found: Found, speed: float, is_dark: bool, asked: str) -> int:
    """Run what a command found and return the exit code; `asked` is what finds it again."""
    return _run(CoachApp(places, lambda app: opening.page_of(app, found, asked, speed, is_dark)))


def open_checklist(places: Places, checklist: Checklist) -> int:
    """Show a checklist and return the exit code."""
    return _run(CoachApp(places, lambda app: opening.checklist_page(app, checklist)))


def open_morning(places: Places) -> int:
    """Show the diary of the last night and return the exit code."""
    from coach.ui.screens.morning import MorningScreen

    return _run(CoachApp(places, lambda app: MorningScreen()))


def open_review(places: Places) -> int:
    """Show how the nights went and return the exit code."""
    from coach.ui.screens.review import ReviewScreen

    return _run(CoachApp(places, lambda app: ReviewScreen()))


def open_support(places: Places) -> int:
    """Show help from a person and return the exit code."""
    from coach.ui.screens.support import SupportScreen

    return _run(CoachApp(places, lambda app: SupportScreen()))


def _run(app: CoachApp) -> int:
    """Run the app; what a person has to know of their data is told once more in the end."""
    app.run()
    for words in app.last_words():
        print(printable(words), file=sys.stderr)
    return app.return_code or 0
