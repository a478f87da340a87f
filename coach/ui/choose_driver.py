"""Which driver is used: ours, or Textual's own where ours cannot be."""

import sys

from textual.driver import Driver


def chosen() -> tuple[type[Driver] | None, str]:
    """Return our driver and nothing; or None, for Textual's own, and why.

    That is so on Windows, and where Textual has changed under us.
    """
    if sys.platform == "win32":
        return None, ""
    try:
        from coach.ui.driver import NEEDED, CoachDriver
    except ImportError as error:
        return None, f"Textual's own driver is used: {error}"
    if missing := [name for name in NEEDED if not hasattr(CoachDriver, name)]:
        return None, f"Textual's own driver is used: it has no {missing[0]}"
    return CoachDriver, ""
