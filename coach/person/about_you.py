"""What a person says of themselves at the first start, and later in Options.

| who | uses |
|---|---|
| ui, cli | `begun`: that they were asked; whether they are, says `glance.is_first_start` |
| ui, cli | `rows` of what can be asked, `answer` for one of them; the context holds what was said |
"""

from concurrent.futures import Future

from msgspec.structs import replace

from coach.content.first_start import PartTable, QuestionTable
from coach.domain.health import HealthAnswer, Question
from coach.errors import CoachError
from coach.person import options
from coach.person.context import Context
from coach.person.options import Option
from coach.store.settings import Settings

READ = "texts/first-start"
"""What the settings remember of a first start that was gone through, or left out."""
ASKED_FIRST = ("you", "evening")
"""The parts of the first start, in order; About you has all there are."""
NOTHING = "–"
"""How an answer that was not given is shown."""
UNSAID = {"voice": "ask"}
"""What the settings hold as long as nothing was said; otherwise nothing."""


def begun(settings: Settings) -> Settings:
    """Return the settings after the first start."""
    return settings if READ in settings.read else replace(settings, read=[*settings.read, READ])


def rows(me: Context, part: PartTable) -> list[Option]:
    """Return what is asked on a screen, each as a row that is answered like an option."""
    usual = {each.setting: each for each in options.options(me) if each.setting}
    return [_row(each, usual) for each in part.question]


def _row(asked: QuestionTable, usual: dict[str, Option]) -> Option:
    unsaid = {UNSAID.get(asked.id, ""): NOTHING}
    labels = unsaid | {each.said: each.label for each in asked.answer} if asked.answer else None
    if asked.question:
        return Option("", asked.short, asked.short, "", labels, question=asked.question)
    option = usual[asked.id]
    return option._replace(title=asked.short, short=asked.short, choices=labels or option.choices)


def answer(me: Context, question: Question, said: str) -> Future[str]:
    """Answer a question, or with an empty text take its answer back; it holds at once.

    The result says what went wrong on the way to the disk, or nothing.
    """
    row = HealthAnswer(question, said, me.now)
    me.given_health = _answered(me.given_health, row)
    if me.read_health is not None:
        me.read_health = _answered(me.read_health, row)
    if me.records and me.records.health is not None:
        me.records = me.records._replace(health=_answered(me.records.health, row))
    return me.disk.submit(_keep, me, row)


def _answered(health: tuple[HealthAnswer, ...], row: HealthAnswer) -> tuple[HealthAnswer, ...]:
    """Return what was said after one more answer, in the place of that to the same question."""
    return (*(each for each in health if each.question != row.question), row)


def _keep(me: Context, row: HealthAnswer) -> str:
    """Put an answer on disk, or take it from there; returns what went wrong."""
    try:
        if row.said:
            me.store.own.save(row)
        else:
            me.store.own.remove(row)
    except CoachError as error:
        return me.on_trouble(error)
    return ""


def follows(option: Option, value: str, settings: Settings) -> Settings:
    """Return the settings after an answer: what it is, or what it says that it changes."""
    if option.question == "kratom":
        asks = {"": settings.withdrawal, "neither": "off"}.get(value, "on")
        return replace(settings, withdrawal=asks)
    if option.question:
        return settings
    if option.setting == "voice":
        return with_voice(settings, value)
    return options.changed(settings, option, value)


def with_voice(settings: Settings, voice: str) -> Settings:
    """Return the settings after the answer: a voice has soft tones with it, unless some are set."""
    tones = "tones" if voice == "on" and settings.tones == "off" else settings.tones
    return replace(settings, voice=voice, tones=tones)
