"""`coach awake` without a screen: its lines, and what can be typed; Enter always goes on."""

from coach.cli import ask, play
from coach.cli.lines import show_support
from coach.domain.tree import END, SPACE, SUPPORT, Choice, Step, Tree, arrive, onward
from coach.errors import OK, CoachError
from coach.person import awake
from coach.person.context import Context
from coach.system import terminal


def answer(me: Context, tree: Tree) -> int:
    """Go through the night line by line; where nobody can answer, print how it begins."""
    if not terminal.can_ask():
        _print(me, tree, tree.steps[tree.start])
        return OK
    awake.opened(me)
    goto = tree.start
    while (goto := arrive(tree, goto, lambda id: awake.is_open(me, id))) != END:
        if goto.startswith(SUPPORT):
            show_support(me)
            return OK
        goto = _be_at(me, tree, tree.steps[goto])
    return OK


def _be_at(me: Context, tree: Tree, step: Step) -> str:
    """Do what a step is about, and return where it leads."""
    if step.is_up:
        awake.got_up(me)
    if step.run:
        print(*step.lines, *filter(None, [step.caution]), sep="\n", flush=True)
        return _play(me, step)
    if step.note:
        return _note(me, step)
    choices = _print(me, tree, step)
    while True:
        said = ask.ask("Which one?")
        if said is None or said in ("end", "q"):
            return END
        if said in ("h", "help"):
            show_support(me)
        elif said == "":
            return onward(tree, step, lambda id: awake.is_open(me, id))
        elif ways := [each.goto for each in choices if each.key == said]:
            return _other_than_help(me, ways[0], step)
        else:
            print("Enter goes on, h shows who helps.")


def _other_than_help(me: Context, goto: str, step: Step) -> str:
    """Return where a key leads; help is shown, and then one is where one was."""
    if not goto.startswith(SUPPORT):
        return goto
    show_support(me)
    return step.id


def _print(me: Context, tree: Tree, step: Step) -> tuple[Choice, ...]:
    """Print a step and what can be typed; returns that."""
    choices = awake.ways(me, tree, step)
    keys = [f"{'Enter' if each.key == SPACE else each.key} {each.label}" for each in choices]
    said = [*step.lines, *filter(None, [step.caution]), *keys, f"h {tree.help_label}"]
    print(*said, sep="\n", flush=True)
    return choices


def _play(me: Context, step: Step) -> str:
    """Play the exercise of a step, and return where it leads: Ctrl+C ends it."""
    try:
        play.play(awake.exercise(me, step), 1.0, me)
    except CoachError as error:
        print(error)
    except KeyboardInterrupt:
        print()
        return step.left or step.next
    return step.next


def _note(me: Context, step: Step) -> str:
    """Keep a line for tomorrow, and return where that leads."""
    assert step.note
    said = ask.ask(*step.lines, step.note.prompt)
    if said is None:
        return step.left or step.next
    if said:
        try:
            awake.note(me, said)
            print(step.note.saved)
        except CoachError as error:
            print(error)
    return step.next
