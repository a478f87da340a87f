"""What a person says of their health: it is answered, or taken back; the context holds it."""

from concurrent.futures import Future

from coach.domain.health import HealthAnswer, Question
from coach.errors import CoachError
from coach.person.context import Context


def answer(me: Context, question: Question, said: str) -> Future[str]:
    """Answer a question, or with an empty text take its answer back; it holds at once.

    The result says what went wrong on the way to the disk, or nothing.
    """
    others = {each: value for each, value in me.said.items() if each != question}
    me.hold_said(others | {question: said} if said else others)
    row = HealthAnswer(question, said, me.now)
    return me.disk.submit(_keep, me, row)


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
