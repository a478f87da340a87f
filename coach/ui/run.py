"""The full screen, begun with the screen that a command asks for."""

import sys
from typing import Any

from coach.person.context import Context
from coach.text import printable
from coach.ui.app import CoachApp


def run(me: Context, *route: Any) -> int:
    """Run the app from a screen (see `routes`) and return the exit code.

    What a person has to know about their data is printed once more in the end.
    """
    app = CoachApp(me, *route)
    app.run()
    for line in app.last_words():
        print(printable(line), file=sys.stderr)
    return app.return_code or 0
