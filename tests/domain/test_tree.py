"""A tree for the night: what is offered, where Space leads, and what would be wrong with one."""

from coach.domain.tree import (
    DAY,
    END,
    GO_ON,
    SPACE,
    Choice,
    Step,
    Tree,
    arrive,
    circles,
    offered,
    onward,
    reached,
)

STAY = Choice(SPACE, "Stay", "heavy")
UP = Choice("1", "Get up", "up")
AWAKE = Choice("2", "Not trying", "awake", ("seizures", "bipolar"))
PEOPLE = Choice("3", "My people", "plan/people")
PERSON = Choice("4", "Somebody to talk to", "support/now")
DARK = Choice("5", "Just the dark", END)
HELLO = Step("hello", ("You are awake.",), (STAY, UP, AWAKE, PEOPLE, PERSON, DARK), waits=True)
HEAVY = Step("heavy", ("Heavy.",), run="mind/heavy", next="words", left="hello")
WORDS = Step("words", ("Words.",), run="mind/shuffle", next=END, left="hello")
STEP_UP = Step("up", ("Sit up first.",), next="words", left="words", is_up=True)
STEP_AWAKE = Step("awake", ("Eyes open.",), run="mind/stay-awake", next=END, left=END)


def tree(*steps: Step) -> Tree:
    """Return a tree of these steps that begins with the first."""
    by_id = {step.id: step for step in steps}
    return Tree("awake/t", "T", "", steps[0].id, by_id, "support/now", "A person", 20_000)


WHOLE = tree(HELLO, HEAVY, WORDS, STEP_UP, STEP_AWAKE)


def all_but(*closed: str) -> "dict[str, bool]":
    """Return which of what is outside is open."""
    outside = ("mind/heavy", "mind/shuffle", "mind/stay-awake", "plan/people")
    return {id: id not in closed for id in outside}


def keys(*closed: str, answers: frozenset[str] = frozenset()) -> str:
    """Return the keys that the first step offers."""
    is_open = all_but(*closed).__getitem__
    return " ".join(each.key for each in offered(WHOLE, HELLO, is_open, answers))


def test_all_that_is_there_is_offered_in_its_order() -> None:
    assert offered(WHOLE, HELLO, all_but().__getitem__) == HELLO.choices


def test_a_choice_is_hidden_by_one_of_its_answers_and_by_no_other() -> None:
    assert keys(answers=frozenset({"seizures"})) == "space 1 3 4 5"
    assert keys(answers=frozenset({"bipolar", "pregnant"})) == "space 1 3 4 5"
    assert keys(answers=frozenset({"pregnant"})) == "space 1 2 3 4 5"


def test_a_page_or_an_exercise_that_is_not_open_is_left_out_with_its_choice() -> None:
    assert keys("plan/people") == "space 1 2 4 5"
    assert keys("mind/stay-awake") == "space 1 3 4 5"


def test_help_and_the_dark_are_always_there() -> None:
    assert keys(*all_but()).endswith("4 5")


def test_space_goes_past_what_is_left_out_and_says_only_that_it_goes_on() -> None:
    is_open = all_but("mind/heavy").__getitem__
    assert offered(WHOLE, HELLO, is_open)[0] == Choice(SPACE, GO_ON, "words")
    assert onward(WHOLE, HELLO, is_open) == "words"
    assert onward(WHOLE, HELLO, all_but("mind/heavy", "mind/shuffle").__getitem__) == END


def test_one_comes_to_the_step_itself_where_it_is_open_or_plays_nothing() -> None:
    is_open = all_but("mind/shuffle").__getitem__
    assert arrive(WHOLE, "heavy", is_open) == "heavy"
    assert arrive(WHOLE, "up", is_open) == "up"
    assert arrive(WHOLE, "words", is_open) == END
    assert arrive(WHOLE, "support/now", is_open) == "support/now"


def test_at_night_a_step_for_the_day_is_left_out_with_its_choice() -> None:
    ask = Step("ask", ("?",), (Choice(SPACE, "On", "tell"), Choice("1", "Tell", "tell")))
    told = (Choice(SPACE, "On", "up"), Choice("1", "A", "up"))
    tell = Step("tell", ("?",), told, record="helped", is_by_day=True)
    up = Step("up", ("?",), next=END)
    whole, night, day = tree(ask, tell, up), (lambda id: id != DAY), (lambda id: True)
    assert arrive(whole, "tell", day) == onward(whole, ask, day) == "tell"
    assert arrive(whole, "tell", night) == onward(whole, ask, night) == "up"
    assert offered(whole, ask, night) == (Choice(SPACE, GO_ON, "up"),)
    assert offered(whole, ask, day) == ask.choices


def test_how_strong_a_craving_is_is_a_rating_and_nothing_else() -> None:
    records = ("before", "after", "set_off", "helped", "lapse", None)
    ratings = [each for each in records if Step("a", ("?",), record=each).is_rating]  # type: ignore[arg-type]
    assert ratings == ["before", "after"]


def test_space_takes_the_choice_with_its_key_else_what_comes_next() -> None:
    assert HELLO.onward == "heavy"
    assert HEAVY.onward == "words"


def test_the_ways_of_a_step_are_those_of_its_keys_and_of_its_end() -> None:
    assert HELLO.ways == ("heavy", "up", "awake", "plan/people", "support/now", END)
    assert HEAVY.ways == ("words", "hello")


def test_what_nothing_leads_to_is_not_reached() -> None:
    assert reached(WHOLE) == set(WHOLE.steps)
    lonely = Step("lonely", ("?",), next="hello", left="hello")
    assert reached(tree(HELLO, HEAVY, WORDS, STEP_UP, STEP_AWAKE, lonely)) == set(WHOLE.steps)


def test_each_circle_of_space_is_found_once() -> None:
    assert list(circles(WHOLE)) == []
    into, one, other = (Step(id, ("?",), next=to) for id, to in ("ab", "bc", "cb"))
    alone = Step("d", ("?",), (Choice("1", "Out", END), Choice(SPACE, "Round", "d")))
    assert list(circles(tree(into, one, other, alone))) == [("b", "c"), ("d",)]
