"""`coach checklist`, `morning` and `review` without a screen: lines, or JSON."""

import json
import sys
from collections.abc import Iterable
from datetime import datetime

from coach import checklist, morning
from coach.content.library import Library
from coach.domain.checklist import Checklist
from coach.domain.night import checklist_day
from coach.errors import OK
from coach.person import choose, review
from coach.store.records import Store
from coach.store.settings import Settings, SettingsFile
from coach.system import folders
from coach.system.folders import Places


def show_checklist(made: Checklist, places: Places) -> int:
    """Print what is due, what comes next, and what has been answered."""
    settings, store = _settings(places), Store(places.data)
    for caution in made.cautions if choose.unread([made], settings) else ():
        print(caution, file=sys.stderr)
    there = checklist.arranged(made, settings, store, datetime.now().astimezone())
    return _print(checklist.lines(made, there), store)


def show_morning(places: Places) -> int:
    """Print the diary of the last night."""
    store = Store(places.data)
    return _print(morning.lines(_settings(places), store, datetime.now().astimezone()), store)


def show_review(places: Places, is_json: bool) -> int:
    """Print the week, its nights, and what goes with better ones."""
    made, _ = choose.checklist(Library(folders.assets(), places.config))
    settings, store = _settings(places), Store(places.data)
    today = checklist_day(datetime.now().astimezone())
    told = review.week(store, settings, made, today, today)
    together = review.what_goes_together(store, settings, made, today)
    if is_json:
        return _print([json.dumps(review.as_json(told, together), indent=1)], store)
    return _print(review.lines(told, together), store)


def _print(lines: Iterable[str], store: Store) -> int:
    """Print lines; what happened to the database goes to stderr."""
    print(*lines, sep="\n")
    if note := store.note():
        print(note, file=sys.stderr)
    return OK


def _settings(places: Places) -> Settings:
    return SettingsFile(places.config / "settings.toml").load()[0]
