"""`coach awake` and `coach craving` without a screen: their lines, and what can be typed.

Enter always goes on, and nothing is written down by it. What was answered is on disk before the
next question.
"""

from coach.cli import ask, play
from coach.cli.lines import show_support_briefly
from coach.domain.diary import MOST
from coach.domain.tree import END, SPACE, SUPPORT, Choice, Step, Tree, arrive, onward
from coach.errors import OK, CoachError
from coach.person import awake, written
from coach.person.context import Context
from coach.person.written import NOT_SAVED, Written
from coach.system import terminal

HOW_STRONG = f"0 to {MOST}, or Enter leaves it out. Or: h, end."


def answer(me: Context, tree: Tree) -> int:
    """Go through the night line by line; where nobody can answer, print how it begins."""
    if terminal.can_ask():
        awake.opened(me)
    return go_through(me, tree)


def go_through(me: Context, tree: Tree) -> int:
    """Go through a tree line by line; where nobody can answer, print how it begins."""
    if terminal.can_ask():
        _Lines(me, tree).ask()
        return OK
    step = tree.steps[tree.start]
    _print(me, tree, step)
    if step.is_rating and (after := tree.steps.get(step.next)):
        _print(me, tree, after)
    return OK


class _Lines:
    """Somebody who goes through trees line by line."""

    def __init__(self, me: Context, tree: Tree) -> None:
        self._me, self._tree = me, tree
        self._written = Written(me)

    def _is_open(self, id: str) -> bool:
        return awake.is_open(self._me, id)

    def ask(self) -> None:
        """Go from the start to the end."""
        goto = self._tree.start
        while (goto := arrive(self._tree, goto, self._is_open)) != END:
            if goto.startswith(SUPPORT):
                show_support_briefly(self._me)
                return
            if goto not in self._tree.steps:
                self._tree = awake.tree(self._me, goto)
                goto = self._tree.start
            goto = self._be_at(self._tree.steps[goto])

    def _be_at(self, step: Step) -> str:
        """Do what a step is about, and return where it leads."""
        if step.is_up:
            awake.got_up(self._me)
        if step.run:
            print(*step.lines, *filter(None, [step.caution]), sep="\n", flush=True)
            return self._play(step)
        if step.note:
            return self._note(step)
        if step.is_rating:
            return self._rate(step)
        choices = _print(self._me, self._tree, step)
        while True:
            said = ask.ask(self._me, "Which one?")
            if said is None or said in ("end", "q"):
                return END
            if said == "":
                return onward(self._tree, step, self._is_open)
            elif ways := [each for each in choices if each.key == said]:
                return self._take(step, ways[0])
            else:
                print("Enter goes on, h shows who helps.")

    def _take(self, step: Step, choice: Choice) -> str:
        """Write down what a key answers, and return where it leads.

        Help is shown, and then one is where one was.
        """
        if choice.goto.startswith(SUPPORT):
            show_support_briefly(self._me)
            return step.id
        if step.record == "lapse" and written.answers(self._tree, step, choice):
            return choice.goto if self._save(step) else step.id
        self._written.chosen(self._tree, step, choice)
        self._me.disk.submit(bool).result()
        return choice.goto

    def _rate(self, step: Step) -> str:
        """Ask how strong it is, and return where that leads."""
        said = ask.ask(self._me, *written.lines(self._me, step), HOW_STRONG)
        while said and said not in map(str, range(MOST + 1)) and said not in ("end", "q"):
            said = ask.ask(self._me, HOW_STRONG)
        if said is None or said in ("end", "q"):
            return END
        if said:
            self._written.rate(step, said)
            self._me.disk.submit(bool).result()
        return step.next

    def _play(self, step: Step) -> str:
        """Play the exercise of a step, and return where it leads: Ctrl+C ends it."""
        try:
            choice = awake.exercise(self._me, step)
            self._written.played(step.run)
            play.play(choice, 1.0, self._me)
        except CoachError as error:
            print(error)
        except KeyboardInterrupt:
            print()
            return step.left or step.next
        return step.next

    def _note(self, step: Step) -> str:
        """Save a line, and return where that leads."""
        assert step.note
        self._written.asks()
        said = ask.ask(self._me, *step.lines, step.note.prompt)
        if said is None:
            return step.left or step.next
        if said and self._save(step, said):
            print(step.note.saved)
        return step.next

    def _save(self, step: Step, words: str = "") -> bool:
        """Save words as what a step writes down; what is refused is kept, and its reason for later.

        It is printed at the end: not in the night.
        """
        record = self._written.record(step, words)
        try:
            self._me.disk.submit(self._me.store.own.save, record).result()
        except CoachError as error:
            self._me.note(str(error))
            print(NOT_SAVED)
            return False
        return True


def _print(me: Context, tree: Tree, step: Step) -> tuple[Choice, ...]:
    """Print a step and what can be typed; returns that."""
    choices = awake.ways(me, tree, step)
    keys = [f"{'Enter' if each.key == SPACE else each.key} {each.label}" for each in choices]
    help_key = [] if step.is_rating else [f"h {tree.help_label}"]
    said = [*written.lines(me, step), *filter(None, [step.caution]), *keys, *help_key]
    print(*said, sep="\n", flush=True)
    return choices
