"""The support page: whom to call, by country."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.content.library import Library
from coach.content.support import SupportFile
from coach.content.support_page import ABOVE, Part, country_parts, load_page, page_parts

NAMED = {
    **{"US": "US", "Canada": "CA", "UK": "GB", "Ireland": "IE", "Australia": "AU", "NZ": "NZ"},
    **{"Germany": "DE", "France": "FR", "Netherlands": "NL", "India": "IN", "Norway": "NO"},
    **{"Europe": "EU", "elsewhere": "INT"},
}
"""What countries are called where there is little room."""
LONGEST = 60
OLD_PAGE = """
title = "Mine"
review_by = 2027-05-22
fallback_country = "DE"
header = []
limits = []
sign = []
fact = []

[[country]]
code = "DE"
name = "Germany"
emergency = "112"

[[country.line]]
name = "A friend"
number = "0123 45"
how = "call"
hours = "24/7"
for = "me"
checked = "general"

[[peer]]
name = "Us"
what = "we meet"
checked = "source"
"""


@pytest.fixture
def page(library: Library) -> SupportFile:
    """The shipped page."""
    return load_page(library)[0]


def texts(parts: Iterator[Part]) -> list[str]:
    """Return the lines of a page."""
    return [part.text for part in parts]


def own_page(config: Path, text: str) -> None:
    """Write a person's own page."""
    folder = config / "scripts" / "support"
    folder.mkdir(parents=True)
    (folder / "help.toml").write_text(text, encoding="utf-8")


# What is shipped.


def test_it_falls_back_on_a_country_of_the_page(page: SupportFile) -> None:
    assert page.country_of("XX").code == page.country_of("").code == page.fallback_country


def test_every_country_finds_itself(page: SupportFile) -> None:
    codes = [country.code for country in page.country]
    assert len(set(codes)) == len(codes) == 33
    assert [page.country_of(code).code for code in codes] == codes


def test_countries_stand_by_their_names_and_what_is_left_of_the_world_last(
    page: SupportFile,
) -> None:
    *countries, union, anywhere = page.country
    names = [country.name for country in countries]
    assert names == sorted(names)
    assert (union.code, anywhere.code) == ("EU", page.fallback_country)


def test_every_country_has_an_emergency_number_and_a_line_and_was_checked(
    page: SupportFile,
) -> None:
    for country in page.country:
        assert country.emergency
        assert country.line
        assert re.fullmatch(r"[A-Z][a-z]+ 20\d\d", country.checked)


def test_a_later_check_finds_where_every_number_was_seen(page: SupportFile) -> None:
    lines = [line for country in page.country for line in country.line]
    assert len(lines) == 124
    for name, checked, source, confidence in [
        *((line.name, line.checked, line.source, line.confidence) for line in lines),
        *((peer.name, peer.checked, peer.source, peer.confidence) for peer in page.peer),
    ]:
        assert re.match(r"20\d\d", checked), name
        assert source, name
        assert confidence in ("one source", "two sources"), name


def test_there_are_signs_for_every_level_the_worst_first(page: SupportFile) -> None:
    levels = [sign.level for sign in page.sign]
    assert list(dict.fromkeys(levels)) == ["emergency", "today", "soon"]
    assert sorted(levels, key=["emergency", "today", "soon"].index) == levels
    assert all(sign.signs for sign in page.sign)


def test_what_stands_first_without_a_country_says_what_the_countries_say(
    page: SupportFile,
) -> None:
    items = " | ".join(text for row in page.without_country for text in row)
    danger, talk = items.removeprefix("In danger: ").split(" | Talk at any hour: ")
    said = set()
    for item in danger.split(" | "):
        for name in re.findall("[A-Za-z]+", item.removesuffix("local number")):
            said.add(NAMED[name])
            assert item.endswith(f" {page.country_of(NAMED[name]).emergency.split('your ')[-1]}")
    assert said == set(NAMED.values()) - {"IE", "DE", "FR", "NL"}  # these are Europe
    *numbers, elsewhere = talk.split(" | ")
    for item in numbers:
        names, number = re.findall(r"([A-Za-z, ]+) (\d[\d ]*)", item)[0]
        for name in names.split(", "):
            line = page.country_of(NAMED[name]).line[0]
            assert (line.number, line.hours) == (number, "24/7")
    assert elsewhere == f"Elsewhere: {page.country_of('').line[0].number}"


def test_no_line_is_longer_than_can_be_read_in_the_night(page: SupportFile) -> None:
    words = [page.title, *page.header, *page.limits, *page.fact]
    words += ["   ".join(row) for row in page.without_country]
    for sign in page.sign:
        words += [sign.title, *(f"  {each}" for each in sign.signs), *sign.then]
    for country in page.country:
        words += [f"{country.name}: in an emergency {country.emergency}", country.emergency_note]
        for line in country.line:
            words += [f"  {line.number}   {line.name}", line.how, line.hours, f"    {line.serves}"]
    words += [text for peer in page.peer for text in (peer.name, f"    {peer.what}")]
    assert [each for each in words if len(each) > LONGEST] == []


# The page of a country.


def test_my_country_comes_first_and_alone(page: SupportFile) -> None:
    lines = texts(page_parts(page, "US"))
    us = page.country_of("US")
    countries = [line for line in lines if ": in an emergency " in line]
    assert countries == [f"{us.name}: in an emergency {us.emergency}"]
    assert lines[:4] == [page.title, "", *countries, f"  checked {us.checked}"]
    first = [f"  {line.number}   {line.how}, {line.hours}" for line in us.line]
    assert lines[4 : 4 + 2 * len(first) : 2] == first
    assert lines[5 : 5 + 2 * len(first) : 2] == [f"    {line.serves}" for line in us.line]


def test_a_note_stands_between_the_emergency_number_and_the_others(page: SupportFile) -> None:
    lines = texts(page_parts(page, "GB", [Part("a note")]))
    assert lines[2:6] == [
        "United Kingdom: in an emergency 999",
        "  112 works too.",
        f"  checked {page.country_of('GB').checked}",
        "a note",
    ]


def test_a_number_stands_beside_the_words_for_the_worst(page: SupportFile) -> None:
    for code, number in (("US", "988"), ("GB", "116 123"), ("", ABOVE)):
        lines = texts(page_parts(page, code))
        assert f"Talk to somebody: {number}. Please do." in lines
        assert not any("{" in line for line in lines)
        assert lines.index(page.header[0]) < lines.index(page.sign[0].title)


def test_without_a_country_the_most_asked_for_come_first(page: SupportFile) -> None:
    lines = texts(page_parts(page, "", [Part("a note")]))
    rows = ["   ".join(row) for row in page.without_country]
    assert lines[: len(rows) + 4] == [page.title, "", *rows, "a note", ""]
    assert not any(": in an emergency " in line for line in lines)


def test_everything_in_the_file_is_on_the_page(page: SupportFile) -> None:
    for country in page.country:
        whole = "\n".join(texts(page_parts(page, country.code)))
        other = "\n".join(texts(country_parts(country)))
        wanted = [country.name, country.emergency, country.emergency_note, country.checked]
        for line in country.line:
            wanted += [line.name, line.number, line.how, line.hours, line.serves]
        assert [words for words in wanted if words not in whole or words not in other] == []
    wanted = [page.title, *page.limits, *page.fact, page.header[0], *page.header[2:]]
    for sign in page.sign:
        wanted += [sign.title, *sign.signs, *sign.then]
    for peer in page.peer:
        wanted += [peer.name, peer.what]
    assert [words for words in wanted if words not in whole] == []


def test_headings_are_brightest_and_small_print_is_faint(page: SupportFile) -> None:
    weights = {part.text: part.weight for part in page_parts(page, "US")}
    assert weights[page.title] == weights[page.sign[0].title] == "cue"
    assert weights[page.limits[0]] == weights["  checked November 2026"] == "faint"
    assert weights[page.header[0]] == "text"


# A person's own page.


def test_a_bad_own_page_gives_the_shipped_one_and_says_so(library: Library, config: Path) -> None:
    own_page(config, "title = 3\n")
    page, problems = load_page(library)
    assert page.title == "Help from a person"
    assert len(problems) > 1


def test_an_own_page_comes_before_the_shipped_one(library: Library, config: Path) -> None:
    shipped = (library.assets / "support" / "help.toml").read_text(encoding="utf-8")
    own_page(config, shipped.replace('title = "Help from a person"', 'title = "My people"', 1))
    assert next(page_parts(load_page(library)[0], "US")) == Part("My people", "cue")


def test_what_only_lists_name_stays_out(library: Library, config: Path) -> None:
    shipped = (library.assets / "support" / "help.toml").read_text(encoding="utf-8")
    own_page(config, shipped.replace('confidence = "one source"', 'confidence = "weak"', 1))
    [problem] = load_page(library)[1]
    assert str(problem).endswith('found the text "weak", expected one of two sources, one source')


def test_an_older_own_page_without_first_rows_begins_with_its_country(
    library: Library, config: Path
) -> None:
    own_page(config, OLD_PAGE)
    page, problems = load_page(library)
    assert problems == ()
    assert texts(page_parts(page, ""))[:5] == [
        "Mine",
        "",
        "Germany: in an emergency 112",
        "  0123 45   call, 24/7",
        "    me",
    ]


def test_a_country_of_an_own_page_may_have_no_line(library: Library, config: Path) -> None:
    before, after = OLD_PAGE.split("[[country.line]]")
    own_page(config, f"{before}line = []\n[[peer]]{after.split('[[peer]]')[1]}")
    page, problems = load_page(library)
    assert problems == ()
    assert "Germany: in an emergency 112" in texts(page_parts(page, "DE"))
