"""The screens by name. Each is loaded when it is first gone to; nobody imports a sibling's.

| name | what it is about |
|---|---|
| tonight, morning, review, learn, options, dates, support, helper, keys | nothing more |
| end, adding | nothing more |
| page | a choice; speed, is_dark, and what is called at its end |
| at once | a choice; what is called at its end, and when a key ends it; whether it is dark |
| awake, craving, first start | nothing more |
| about you | which part of the first start it is; without it all of them |
| tree, craving tree | a tree |
| resume | a choice and its playback; what is called at its end, and the routine it is a step of |
| step | a runner and the index of the step; since when it runs, is_dark, is_counting |
| checklist | a checklist; cautions that have not been read come first |
| open checklist, items | a checklist |
| list | a kind, and a name to point at |
| lessons | the name of the lesson to point at, and of the one of today |
| lesson | a lesson, else that of today; whether the list lies below it |
| countries | the countries, and the code of the one to point at |
| editor, builder | a file, what it holds, and the pattern or the routine in it |
| commands | the named actions of the screen below |
| name | a question, a text, what saves it, and whether the text is only suggested |
| first time | what is to be read and chosen, and the way after it |
| notes | the lines for tomorrow |
| care | an exercise |
| voice | the way after the answer |
"""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from coach.ui.host import Host

if TYPE_CHECKING:
    from coach.ui.screens.base import CoachScreen

SCREENS = {
    "tonight": "screens.tonight.TonightScreen",
    "open checklist": "screens.checklist.ChecklistScreen",
    "items": "screens.items.ItemsScreen",
    "list": "screens.scripts.ScriptsScreen",
    "learn": "opening.learn",
    "lessons": "screens.lessons.LessonsScreen",
    "lesson": "screens.lessons.LessonScreen",
    "editor": "screens.editor.EditorScreen",
    "builder": "screens.builder.BuilderScreen",
    "adding": "screens.adding.AddingScreen",
    "commands": "screens.commands.CommandsScreen",
    "name": "screens.name.NameScreen",
    "first time": "screens.first_time.FirstTimeScreen",
    "care": "screens.care.CareScreen",
    "voice": "screens.voice.VoiceScreen",
    "morning": "screens.morning.MorningScreen",
    "notes": "screens.notes.NotesScreen",
    "review": "screens.review.ReviewScreen",
    "options": "screens.options.OptionsScreen",
    "first start": "screens.about_you.FirstStartScreen",
    "about you": "screens.about_you.AboutYouScreen",
    "dates": "screens.dates.DatesScreen",
    "support": "screens.support.SupportScreen",
    "helper": "screens.helper.HelperScreen",
    "countries": "screens.countries.CountriesScreen",
    "keys": "screens.keys.KeysScreen",
    "end": "screens.end.EndScreen",
    "tree": "screens.awake.AwakeScreen",
    "craving tree": "screens.craving.CravingScreen",
    "routine": "screens.routine.RoutineScreen",
    "breathing": "screens.breathing.BreathingScreen",
    "relaxation": "screens.relaxation.RelaxationScreen",
    "bodyscan": "screens.scan.ScanScreen",
    "stretch": "screens.stretch.StretchScreen",
    "mind": "screens.mind.MindScreen",
    "page": "opening.page",
    "awake": "opening.awake",
    "craving": "opening.craving",
    "at once": "opening.at_once",
    "resume": "opening.resumed",
    "step": "opening.step",
    "checklist": "opening.checklist",
}
"""The module of each screen below `coach.ui`, and its class, or what makes it."""


def make(host: Host, name: str, *what: Any) -> "CoachScreen[Any]":
    """Return the screen of a name, made anew."""
    return load(name)(host, *what)


def load(name: str) -> "Callable[..., CoachScreen[Any]]":
    """Return what makes the screen of a name."""
    module, _, attribute = SCREENS[name].rpartition(".")
    factory: Callable[..., CoachScreen[Any]] = getattr(
        import_module(f"coach.ui.{module}"), attribute
    )
    return factory
