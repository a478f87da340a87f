"""One table of keys for the whole app: it feeds the bindings, the hints, `?` and the palette.

Nothing of Textual: the first picture has hints before that is loaded.
"""

from typing import NamedTuple


class Command(NamedTuple):
    """Something a key does."""

    id: str
    """Where and what: `area.verb`."""
    keys: str
    """The keys, as Textual calls them, separated by commas."""
    shown: str
    """The keys, as a person reads them."""
    action: str
    """The name of the action method, without `action_`."""
    does: str
    """What it does, in a few words."""
    is_for_the_start: bool = False
    """It works only on the page before a session."""

    @property
    def area(self) -> str:
        """Where it works."""
        return self.id.split(".")[0]


class NamedAction(NamedTuple):
    """A command as it is found by name on a screen."""

    title: str
    """What it does."""
    key: str
    """Its key, as a person reads it."""
    action: str
    """The action of that screen."""
    also: str = ""
    """What people call it as well: found by that, too."""


COMMANDS = (
    Command("everywhere.next", "space,enter", "space", "next_good", "go on"),
    Command("everywhere.back", "escape", "esc", "back", "one step back"),
    Command("everywhere.leave", "q", "q", "leave", "leave"),
    Command("everywhere.help", "h,f1", "h", "support", "help from a person"),
    Command("everywhere.keys", "question_mark", "?", "keys", "keys"),
    Command("everywhere.options", "o", "o", "options", "options"),
    Command("tonight.breathe", "b", "b", "open('breathing')", "breathe"),
    Command("tonight.release", "r", "r", "open('relaxation')", "relax the muscles"),
    Command("tonight.scan", "s", "s", "open('bodyscan')", "scan the body"),
    Command("tonight.stretch", "t", "t", "open('stretch')", "stretch the legs"),
    Command("tonight.calm", "c", "c", "open('mind')", "calm the mind"),
    Command("tonight.evening", "e", "e", "open('routines')", "routines"),
    Command("tonight.awake", "a", "a", "page('awake')", "awake at night"),
    Command("tonight.craving", "k", "k", "page('craving')", "a craving, now"),
    Command("tonight.checklist", "l", "l", "checklist", "the checklist"),
    Command("tonight.morning", "m", "m", "page('morning')", "the morning diary"),
    Command("tonight.review", "v", "v", "page('review')", "review"),
    Command("tonight.learn", "n", "n", "page('learn')", "learn: a short lesson, by day"),
    Command("tonight.other", "y", "y", "other", "your usual routine, or the suggested one"),
    Command("tonight.anew", "f", "f", "from_start", "begin again what you left"),
    Command("tonight.hide", "delete,backspace", "del", "hide", "hide the line on Tonight"),
    Command("list.up", "up", "up", "move(-1)", "the one above"),
    Command("list.down", "down", "down", "move(1)", "the one below"),
    Command("scroll.before", "pageup", "pg up", "page(-1)", "a page up"),
    Command("scroll.after", "pagedown", "pg down", "page(1)", "a page down"),
    Command("scroll.first", "home", "home", "first", "the beginning"),
    Command("scroll.last", "end", "end", "last", "the end"),
    Command("page.awake", "a", "a", "awake", "awake at night"),
    Command("guided.back", "left", "left", "cue_before", "one line back"),
    Command("guided.next", "right", "right", "cue_after", "one line on"),
    Command("ready.longer", "up", "up", "length(1)", "before the start: longer", True),
    Command("ready.shorter", "down", "down", "length(-1)", "before the start: shorter", True),
    Command("ready.care", "i", "i", "care", "before the start: the cautions", True),
    Command("ready.list", "l", "l", "list", "before the start: the whole list", True),
    Command("ready.anew", "f", "f", "from_start", "before the start: begin again", True),
    Command("guided.more", "plus,equals_sign", "+", "one_more", "one breath more"),
    Command("guided.less", "minus", "-", "one_less", "one breath fewer"),
    Command("guided.dark", "d", "d", "dark", "dark, or light again"),
    Command("guided.count", "c", "c", "count", "show the numbers, or not"),
    Command("guided.voice", "v", "v", "voice", "the voice on, or off"),
    Command("guided.quieter", "comma", ",", "volume(-1)", "quieter"),
    Command("guided.louder", "full_stop", ".", "volume(1)", "louder"),
    Command("guided.awake", "a", "a", "awake", "awake at night"),
    Command("parts.leave_out", "x", "x", "leave_out", "leave this out"),
    Command("parts.undo", "u", "u", "undo", "bring it back"),
    Command("release.legs", "g", "g", "legs", "legs with or without squeezing"),
    Command("scan.ending", "e", "e", "ending", "before the start: drift off, or come back", True),
    Command("routine.next", "n", "n", "step(1)", "the next step"),
    Command("routine.before", "k", "k", "step(-1)", "the step before"),
    Command("scripts.edit", "e", "e", "edit", "make my own from this one"),
    Command("scripts.tonight", "t", "t", "tonight", "use this one for Tonight"),
    Command("scripts.rename", "r", "r", "rename", "rename"),
    Command("scripts.delete", "x", "x", "delete", "delete one of mine"),
    Command("scripts.undo", "u", "u", "undo", "undo"),
    Command("editor.shorter", "left", "left", "longer(-0.5)", "half a second shorter"),
    Command("editor.longer", "right", "right", "longer(0.5)", "half a second longer"),
    Command("builder.shorter", "left", "left", "longer(-1)", "a breath or a minute shorter"),
    Command("builder.longer", "right", "right", "longer(1)", "a breath or a minute longer"),
    Command("builder.add", "a", "a", "add", "add a step"),
    Command("builder.take_out", "x", "x", "take_out", "delete a step"),
    Command("builder.earlier", "e", "e", "later(-1)", "earlier in the order"),
    Command("builder.later", "l", "l", "later(1)", "later in the order"),
    Command("builder.ending", "d", "d", "ending", "a scan: drift off, or come back"),
    Command("builder.undo", "u", "u", "undo", "undo"),
    Command("checklist.done", "space", "space", "answer('done')", "done"),
    Command("checklist.skip", "x", "x", "answer('skipped')", "not tonight"),
    Command("checklist.apply", "i", "i", "answer('not-applicable')", "does not apply"),
    Command("checklist.undo", "u", "u", "undo", "take the answer back"),
    Command("checklist.why", "w", "w", "why", "why"),
    Command("checklist.start", "enter", "enter", "start", "start its exercise"),
    Command("checklist.items", "e", "e", "items", "choose the items"),
    Command("items.add", "a", "a", "add", "add one of my own"),
    Command("items.edit", "r", "r", "edit", "change one of mine"),
    Command("items.delete", "x", "x", "delete", "delete one of mine"),
    Command("items.undo", "u", "u", "undo", "undo"),
    Command("morning.up", "up,shift+tab", "up", "move(-1)", "previous question"),
    Command("morning.down", "down,tab", "down", "move(1)", "next question"),
    Command("morning.less", "left", "left", "change(-1)", "less, earlier; the night before"),
    Command("morning.more", "right", "right", "change(1)", "more, later; the night after"),
    Command("morning.before", "pageup", "pg up", "night(-1)", "the night before"),
    Command("morning.after", "pagedown", "pg down", "night(1)", "the night after"),
    Command("morning.close", "ctrl+s", "ctrl+s", "close", "done"),
    Command(
        "morning.delete",
        "delete",
        "del",
        "delete",
        "empty this row; on the top line, delete this night",
    ),
    Command("morning.first", "1,ampersand", "1", "suggested(0)", "at the end: what may help"),
    Command("morning.second", "2,é", "2", "suggested(1)", "at the end: or this"),
    Command("notes.delete", "x,delete", "x", "delete", "delete this line"),
    Command("notes.undo", "u", "u", "undo", "bring it back"),
    Command("review.earlier", "left", "left", "earlier(1)", "earlier"),
    Command("review.later", "right", "right", "earlier(-1)", "later"),
    Command("craving.less", "left", "left", "take('left')", "weaker; digits say it, too"),
    Command("craving.more", "right", "right", "take('right')", "stronger"),
    Command("lesson.list", "l", "l", "list", "all lessons"),
    Command("dates.earlier", "left", "left", "move_day(-1)", "a day earlier"),
    Command("dates.later", "right", "right", "move_day(1)", "a day later"),
    Command("dates.delete", "x,delete", "x", "delete", "delete it"),
    Command("dates.undo", "u", "u", "undo", "undo"),
    Command("about.yes", "y", "y", "say(True)", "yes"),
    Command("about.no", "n", "n", "say(False)", "no"),
    Command("about.skip", "x", "x", "skip", "skip the rest"),
    Command("options.before", "left", "left", "choose(-1)", "the choice before"),
    Command("options.after", "right", "right", "choose(1)", "the next choice"),
    Command("support.country", "c", "c", "choose_country", "choose a country"),
    Command("support.first", "1,ampersand", "1", "take(0)", "the first country suggested"),
    Command("support.second", "2,é", "2", "take(1)", "the second one"),
    Command("support.helper", "f", "f", "helper", "a page for somebody who helps"),
    Command("support.clock", "t", "t", "visit", "the numbers of where the clock is, or mine"),
)

AREAS = {
    "everywhere": "Everywhere",
    "tonight": "Tonight",
    "list": "In a list",
    "scroll": "In a long list or page",
    "page": "On a page",
    "guided": "While something is played",
    "ready": "Before the start",
    "parts": "In relaxation, scan and stretch",
    "release": "In muscle relaxation",
    "scan": "In a scan",
    "routine": "In a routine",
    "scripts": "A list of exercises",
    "editor": "Making my own breath",
    "builder": "Making my own routine",
    "checklist": "The checklist",
    "items": "The items of the checklist",
    "morning": "The morning",
    "notes": "A line from the night",
    "review": "The review",
    "craving": "A craving",
    "lesson": "A lesson",
    "options": "Options",
    "about": "About you",
    "dates": "Dates, and your own plan",
    "support": "Help from a person",
}
"""What the areas are called on the page of keys."""


ALSO = {
    "everywhere.help": "phone crisis emergency suicide support",
    "everywhere.keys": "shortcuts bindings",
    "everywhere.leave": "quit exit close",
    "everywhere.options": "settings bedtime wake time lights out colour color theme country legs "
    "about me health pregnant seizures heart",
    "tonight.breathe": "breathing breath box 4-4-4-4 calm anxiety",
    "tonight.release": "relaxation muscle pmr progressive tension squeeze",
    "tonight.scan": "body scan meditation mindfulness",
    "tonight.stretch": "restless legs rls cramp",
    "tonight.evening": "routines evening programme",
    "tonight.calm": "worry thoughts mindfulness racing mind shuffle words counting",
    "tonight.craving": "urge lapse slip used kratom hungry angry lonely tired halt surf wave",
    "tonight.awake": "3 a.m. insomnia cannot sleep woke night",
    "tonight.checklist": "sleep hygiene habits to do",
    "tonight.morning": "diary sleep log journal",
    "tonight.review": "statistics history week nights",
    "tonight.learn": "lessons read withdrawal facts advice caffeine alcohol supplements",
    "lesson.list": "learn lessons",
    "support.helper": "family partner friend",
    "guided.dark": "black screen light off",
    "guided.count": "numbers seconds timer",
    "guided.voice": "speak sound mute audio",
    "guided.louder": "volume sound",
    "guided.quieter": "volume sound mute",
    "ready.care": "caution warning safety",
    "release.legs": "restless legs without squeezing",
}
"""What people call things as well, by the id of the command."""


def commands(*areas: str) -> list[Command]:
    """Return the commands of some areas, in the order of the table."""
    return [command for command in COMMANDS if command.area in areas]


def hints(*ids: str, **other_words: str) -> list[tuple[str, str]]:
    """Return key and meaning for the hint line; `other_words` replace it, by the verb of the id."""
    by_id = {command.id: command for command in COMMANDS}
    return [
        (by_id[id].shown, other_words.get(id.split(".")[1], by_id[id].does.split(",")[0]))
        for id in ids
    ]


def keys_of(shown: str) -> list[str]:
    """Return the keys, as Textual calls them, of what a hint shows: `left right` are two."""
    keys = {each.shown: each.keys.split(",")[0] for each in COMMANDS} | {"enter": "enter"}
    keys["F1"] = "f1"
    return [keys[shown]] if shown in keys else [keys[key] for key in shown.split() if key in keys]
