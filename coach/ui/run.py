"""The full screen, begun with the screen that a command asks for."""

import sys
from typing import Any

from coach.person.context import Context
from coach.system import terminal
from coach.text import printable
from coach.ui.app import CoachApp


def run(me: Context, *route: Any) -> int:
    """Run the app from a screen (see `routes`) and return the exit code.

    What a person has to know about their data is printed once more in the end.
    """
    app = CoachApp(me, *route)
    app.run()
    app.awake_display.release()
    lines = app.last_words()
    try:
        for line in lines:
            print(printable(line), file=sys.stderr)
        sys.stderr.flush()
    except OSError:  # the terminal is gone
        terminal.let_go(sys.stdout, sys.stderr)
    return app.return_code or 0
