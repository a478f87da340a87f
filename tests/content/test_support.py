"""The support page: whom to call, by country."""

from pathlib import Path

import pytest

from coach.content.library import Library
from coach.content.support import SupportFile
from coach.content.support_page import CHOOSE, Part, read_page


@pytest.fixture
def page(library: Library) -> SupportFile:
    """The shipped page."""
    return library.load(library.find("support", "help"), SupportFile)[0]


def texts(parts: list[Part]) -> list[str]:
    """Return the lines of a page."""
    return [part.text for part in parts]


def test_it_falls_back_on_a_country_of_the_page(page: SupportFile) -> None:
    assert page.country_of("XX").code == page.country_of("").code == page.fallback_country


def test_every_country_finds_itself(page: SupportFile) -> None:
    codes = [country.code for country in page.country]
    assert len(set(codes)) == len(codes) >= 2
    assert [page.country_of(code).code for code in codes] == codes


def test_every_country_has_an_emergency_number_and_a_line(page: SupportFile) -> None:
    for country in page.country:
        assert country.emergency
        assert country.line


def test_there_is_a_sign_for_every_level_the_worst_first(page: SupportFile) -> None:
    assert [sign.level for sign in page.sign] == ["emergency", "today", "soon"]
    assert all(sign.signs for sign in page.sign)


def test_my_country_comes_first_and_alone(library: Library, page: SupportFile) -> None:
    parts, problems = read_page(library, "US")
    countries = [line for line in texts(parts) if ": emergency " in line]
    us = page.country_of("US")
    assert countries == [f"{us.name}: emergency {us.emergency}"]
    assert problems == ()


def test_whom_to_call_comes_before_the_signs(library: Library, page: SupportFile) -> None:
    lines = texts(read_page(library, "US")[0])
    number = next(n for n, line in enumerate(lines) if ": emergency " in line)
    first = [f"  {line.number}   " for line in page.country_of("US").line]
    assert number == 2
    assert [line[: len(start)] for line, start in zip(lines[3:], first, strict=False)] == first
    assert lines.index(page.header[0]) < lines.index(page.sign[0].title)


def test_without_a_country_all_emergency_numbers_come_first(
    library: Library, page: SupportFile
) -> None:
    lines = texts(read_page(library, "")[0])
    first = "\n".join(lines[: lines.index(page.sign[0].title)])
    for country in page.country:
        assert country.emergency in first
        is_elsewhere = country.emergency == page.country_of("").emergency
        assert is_elsewhere or country.name in first
    assert CHOOSE in lines[: lines.index(page.header[0])]


def test_all_countries_are_shown_once_when_asked_for(library: Library, page: SupportFile) -> None:
    lines = texts(read_page(library, "US", show_all=True)[0])
    shown = [line.split(": emergency ")[0] for line in lines if ": emergency " in line]
    assert shown[0] == page.country_of("US").name
    assert sorted(shown) == sorted(country.name for country in page.country)


def test_everything_in_the_file_is_on_the_page(library: Library, page: SupportFile) -> None:
    whole = "\n".join(texts(read_page(library, "", show_all=True)[0]))
    wanted = [page.title, *page.header, *page.limits, *page.fact]
    for sign in page.sign:
        wanted += [sign.title, *sign.signs, *sign.then]
    for country in page.country:
        wanted += [country.name, country.emergency, country.emergency_note]
        for line in country.line:
            wanted += [line.name, line.number, line.how, line.hours, line.serves]
    for peer in page.peer:
        wanted += [peer.name, peer.what]
    assert [words for words in wanted if words not in whole] == []


def test_headings_are_brightest_and_small_print_is_faint(
    library: Library, page: SupportFile
) -> None:
    weights = {part.text: part.weight for part in read_page(library, "US")[0]}
    assert weights[page.title] == weights[page.sign[0].title] == "cue"
    assert weights[page.limits[0]] == "faint"
    assert weights[page.header[0]] == "text"


def test_a_bad_own_page_gives_the_shipped_one_and_says_so(library: Library, config: Path) -> None:
    own = config / "scripts" / "support"
    own.mkdir(parents=True)
    (own / "help.toml").write_text("title = 3\n")
    parts, problems = read_page(library, "US")
    assert parts == read_page(library, "US")[0]
    assert parts[0].text == "Help from a person"
    assert len(problems) > 1


def test_an_own_page_comes_before_the_shipped_one(library: Library, config: Path) -> None:
    own = config / "scripts" / "support"
    own.mkdir(parents=True)
    shipped = (library.assets / "support" / "help.toml").read_text(encoding="utf-8")
    (own / "help.toml").write_text(
        shipped.replace('title = "Help from a person"', 'title = "My people"', 1), encoding="utf-8"
    )
    assert read_page(library, "US")[0][0] == Part("My people", "cue")
