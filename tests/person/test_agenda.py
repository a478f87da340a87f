"""The items of a checklist by a person's settings: switched, added and deleted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.library import Library
from coach.person import agenda, choose
from coach.store.settings import Settings
from coach.system import folders

CHECKLIST, _ = choose.checklist(Library(folders.assets(), folders.assets() / "nowhere"))


def test_the_settings_decide_which_items_are_on() -> None:
    settings = Settings(items_on=["bath"], items_off=["dim"], own_items={"own-tea": "Tea"})
    ids = [item.id for item in agenda.items(CHECKLIST, settings, {})]
    assert "bath" in ids
    assert "dim" not in ids
    assert ids[-1] == "own-tea"


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Warm milk", "own-warm-milk"),
        ("  Warm,   milk! ", "own-warm-milk"),
        ("Tee für zwei", "own-tee-für-zwei"),
        ("散歩する", "own-散歩する"),
        ("?!", "own-"),
        ("x" * 99, "own-" + "x" * 40),
    ],
)
def test_an_id_is_made_of_the_words(text: str, id: str) -> None:
    assert agenda.new_id(text, ()) == id
    assert agenda.new_id(text, {id}) == f"{id}-2"
    assert agenda.new_id(text, {id, f"{id}-2"}) == f"{id}-3"


def test_what_was_deleted_is_still_called_something() -> None:
    assert agenda.words_of(agenda.new_id("Warm milk", ())) == "warm milk"
    assert agenda.words_of("own-") == "own-"
    assert agenda.words_of("caffeine") == "caffeine"


@given(st.lists(st.text(max_size=60), max_size=20))
def test_no_two_items_have_one_id(texts: list[str]) -> None:
    taken: dict[str, str] = {}
    for text in texts:
        taken[agenda.new_id(text, taken)] = text
    assert len(taken) == len(texts)


@pytest.mark.parametrize("text", ["हिंदी में चाय", "ก็กำลังนอน", "Tée für mich", "שָׁלוֹם", "Tea 2"])
def test_words_that_are_deleted_keep_their_vowel_signs(text: str) -> None:
    assert agenda.words_of(agenda.new_id(text, ())) == text.casefold()


def test_worries_are_not_begun_on_paper_at_night() -> None:
    items = {item.id: item for item in CHECKLIST.items}
    assert agenda.can_start(items["worry"], is_night=False)
    assert not agenda.can_start(items["worry"], is_night=True)
    assert agenda.can_start(items["legs"], is_night=True)
    assert not agenda.can_start(items["dim"], is_night=False)
