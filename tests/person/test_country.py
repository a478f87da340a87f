"""Which countries are suggested on the page of help."""

import pytest

from coach.content.library import Library
from coach.content.support import SupportFile
from coach.content.support_page import load_page
from coach.person.country import EU_MEMBERS, Suggestion, asked, suggestions
from coach.system import territory


@pytest.fixture
def page(library: Library) -> SupportFile:
    """The shipped page."""
    return load_page(library)[0]


@pytest.mark.parametrize(
    ("clock", "language", "expected"),
    [
        ("", "", []),
        ("CA", "", [Suggestion("CA", "Canada", "clock")]),
        ("", "DE", [Suggestion("DE", "Germany", "language")]),
        ("CA", "CA", [Suggestion("CA", "Canada", "clock")]),
        (
            *("CA", "DE"),
            [Suggestion("CA", "Canada", "clock"), Suggestion("DE", "Germany", "language")],
        ),
        ("HR", "", [Suggestion("EU", "The EU", "clock")]),
        ("HR", "SK", [Suggestion("EU", "The EU", "clock")]),
        ("KE", "", [Suggestion("INT", "Elsewhere", "clock")]),
    ],
)
def test_what_clock_and_language_say(
    page: SupportFile,
    monkeypatch: pytest.MonkeyPatch,
    clock: str,
    language: str,
    expected: list[Suggestion],
) -> None:
    monkeypatch.setattr(territory, "by_clock", lambda: clock)
    monkeypatch.setattr(territory, "by_language", lambda: language)
    assert suggestions(page) == expected


def test_the_union_has_its_members() -> None:
    members = EU_MEMBERS.split()
    assert len(set(members)) == len(members) == 27
    assert not {"GB", "NO", "CH"} & set(members)


def test_it_is_asked_and_not_said() -> None:
    canada, germany = Suggestion("CA", "Canada", "clock"), Suggestion("DE", "Germany", "language")
    assert asked([canada]) == "Canada? Your clock says so."
    assert asked([germany]) == "Germany? Your language says so."
    assert asked([canada, germany]) == "1 Canada, 2 Germany?"
