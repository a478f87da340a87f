"""On which day a week begins by the locale."""

import re

import pytest

from coach.domain.night import FRIDAY, MONDAY, SATURDAY, SUNDAY
from coach.system.week import BEGINS, first_weekday


@pytest.fixture(autouse=True)
def _no_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_TIME", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("locale", "day"),
    [
        ("en_US.UTF-8", SUNDAY),
        ("en_GB.UTF-8", MONDAY),
        ("de_DE", MONDAY),
        ("pt_BR.utf8", SUNDAY),
        ("fa_IR", SATURDAY),
        ("dv_MV", FRIDAY),
        ("ber_DZ", SATURDAY),
        ("sr_RS@latin", MONDAY),
        ("ja_JP.eucJP@x", SUNDAY),
        ("C.UTF-8", MONDAY),
        ("POSIX", MONDAY),
        ("de", MONDAY),
        ("_US", MONDAY),
        ("English_United States.1252", MONDAY),
    ],
)
def test_by_the_territory(monkeypatch: pytest.MonkeyPatch, locale: str, day: int) -> None:
    monkeypatch.setenv("LANG", locale)
    assert first_weekday() == day


def test_which_variable_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert first_weekday() == MONDAY
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("LC_TIME", "de_DE.UTF-8")
    assert first_weekday() == MONDAY
    monkeypatch.setenv("LC_ALL", "ar_EG.UTF-8")
    assert first_weekday() == SATURDAY
    monkeypatch.setenv("LC_ALL", "")
    assert first_weekday() == MONDAY


def test_no_territory_has_two_first_days() -> None:
    places = [place for day in BEGINS.values() for place in day.split()]
    assert len(places) == len(set(places))
    assert all(re.fullmatch("[A-Z]{2}", place) for place in places)
