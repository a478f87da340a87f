"""The page of help: whom to call on the first screen, and which country is suggested."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from coach.content.library import Library
from coach.content.support import CountryTable
from coach.content.support_page import load_page
from coach.store.settings import SettingsFile
from coach.system import folders
from coach.ui.screens.countries import CountriesScreen
from coach.ui.screens.helper import HelperScreen
from coach.ui.screens.morning import MorningScreen
from coach.ui.screens.support import SupportScreen
from coach.ui.screens.tonight import TonightScreen
from tests.conftest import Live
from tests.ui.seen import Seen, coach_on
from tests.ui.test_light import check_contrast, check_light
from tests.ui.test_pages import underlined

PAGE = load_page(Library(folders.assets(), Path("/nonexistent")))[0]
SIZES = ((80, 24), (40, 15))
WAYS = {"h": TonightScreen, "f1": MorningScreen}
"""What opens the page, and from where: from a list of keys, and from a form."""


def first_numbers(country: CountryTable) -> list[str]:
    """Return what has to stand on the first screen: the emergency number, and who talks."""
    return [*country.emergency.split(), country.line[0].number, country.checked]


@pytest.fixture
def at(live: Live, monkeypatch: pytest.MonkeyPatch) -> Live:
    """Let the clock of this machine be somewhere; the language says nothing."""
    monkeypatch.delenv("SSH_CONNECTION")
    return live


async def open_page(seen: Seen, country: str, key: str) -> None:
    """Open the page anew, with a country in the settings."""
    seen.app.change_settings(lambda settings: replace(settings, country=country))
    await seen.press(key)
    seen.on(SupportScreen)


@pytest.mark.parametrize("key", WAYS)
@pytest.mark.parametrize("size", SIZES)
async def test_one_key_shows_a_number_that_fits(
    tmp_path: Path, size: tuple[int, int], key: str
) -> None:
    async with coach_on(tmp_path, size=size, hour=23) as seen:
        await seen.press(*("m" if key == "f1" else ""))
        for country in PAGE.country if key == "h" else PAGE.country[::6]:  # it is the same page
            await open_page(seen, country.code, key)
            assert [each for each in first_numbers(country) if each not in seen.text] == []
            check_light(seen)
            await seen.press("escape")
            seen.on(WAYS[key])
        await open_page(seen, "", key)
        for number in ("911", "999", "000", "111", "112", "988", "116 123", "13 11 14", "1737"):
            assert number in seen.text
        for number in ("0800 111 0 111", "3114", "findahelpline.com", "local number"):
            assert number in seen.text
        check_light(seen)
        check_contrast(seen)


@pytest.mark.parametrize("size", SIZES)
async def test_what_the_clock_says_is_offered_below_the_numbers_and_kept_when_taken(
    tmp_path: Path, at: Live, size: tuple[int, int]
) -> None:
    at("America/Toronto")
    file = tmp_path / "config" / "settings.toml"
    async with coach_on(tmp_path, "support", size=size, hour=23) as seen:
        before = file.read_text()
        for words in ("112", "988", "116 123", "findahelpline.com", "Canada? Your clock says so."):
            assert words in seen.text
        assert "space yes c other" in " ".join(seen.text.split())
        check_light(seen)
        await seen.press("pagedown", "pageup")
        assert file.read_text() == before
        await seen.press("space")
        assert "Canada: in an emergency 911" in seen.text
        assert "clock" not in seen.text
        assert SettingsFile(file).load()[0].country == "CA"
        await seen.press("space")
        assert "Canada: in an emergency" not in seen.text


@pytest.mark.parametrize(("key", "country"), [("1", "EU"), ("2", "GB"), ("é", "GB")])
@pytest.mark.parametrize("size", SIZES)
async def test_clock_and_language_that_differ_are_both_offered(
    tmp_path: Path,
    at: Live,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    key: str,
    country: str,
) -> None:
    at("Europe/Zagreb")
    monkeypatch.setenv("LC_MESSAGES", "en_GB.UTF-8")
    async with coach_on(tmp_path, "support", size=size, hour=23) as seen:
        assert "1 The EU, 2 United Kingdom?" in seen.text
        assert "1 2 its numbers" in seen.text
        check_light(seen)
        first = seen.text
        await seen.press("space", "up")
        assert seen.text == first
        await seen.press(key)
        assert seen.app.me.settings.country == country


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("zone", ["Europe/London", "Pacific/Auckland", "Africa/Nairobi"])
@pytest.mark.parametrize("locale", ["C", "en_GB", "nl_NL"])
async def test_whatever_is_offered_stands_on_the_first_screen(
    tmp_path: Path,
    at: Live,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    zone: str,
    locale: str,
) -> None:
    at(zone)
    monkeypatch.setenv("LC_MESSAGES", locale)
    async with coach_on(tmp_path, "support", size=size, hour=23) as seen:
        check_light(seen)
        assert "findahelpline.com" in seen.text
        places = [each.place for each in seen.on(SupportScreen).offered]
        assert len(places) == 1 + (locale != "C" and (zone, locale) != ("Europe/London", "en_GB"))
        assert all(place in seen.text for place in places)


async def test_another_country_is_chosen_from_a_list_and_what_was_offered_is_gone(
    tmp_path: Path, at: Live
) -> None:
    at("America/Toronto")
    async with coach_on(tmp_path, hour=23) as seen:
        await seen.press("h", "c")
        seen.on(CountriesScreen)
        assert "› Canada" in seen.text
        check_light(seen)
        await seen.press("escape")
        assert "Canada?" not in seen.text
        assert "space read on" in seen.text
        await seen.press("escape", "h")
        assert "Canada?" not in seen.text  # it is not asked again
        await seen.press("c", "home", "down", "space")
        assert "Austria: in an emergency 112" in seen.text
        assert seen.app.me.settings.country == "AT"


async def test_a_chosen_country_stays_and_the_one_of_the_clock_can_be_looked_at(
    tmp_path: Path, at: Live
) -> None:
    at("Asia/Bangkok")
    async with coach_on(tmp_path, "support", hour=23, settings={"country": "DE"}) as seen:
        assert "Germany: in an emergency 112" in seen.text
        assert "Thailand? Your clock says so. t: its numbers" in seen.text
        check_light(seen)
        await seen.press("t")
        assert "Thailand: in an emergency 1669" in seen.text
        assert "t: back to your country" in seen.text
        assert seen.app.me.settings.country == "DE"
        await seen.press("c")
        assert "› Germany" in seen.text
        await seen.press("escape", "t")
        assert "Germany: in an emergency 112" in seen.text


@pytest.mark.parametrize("size", SIZES)
async def test_abroad_the_numbers_of_a_chosen_country_stand_on_the_first_screen_too(
    tmp_path: Path, at: Live, size: tuple[int, int]
) -> None:
    at("Asia/Bangkok")
    async with coach_on(tmp_path, size=size, hour=23) as seen:
        for country in PAGE.country:
            await open_page(seen, country.code, "h")
            assert [each for each in first_numbers(country) if each not in seen.text] == []
            assert ("t: its numbers" in seen.text) is (country.code != "TH")
            check_light(seen)
            await seen.press("escape")


@pytest.mark.parametrize("zone", ["Europe/Berlin", "UTC"])
async def test_no_country_is_offered_where_the_clock_says_nothing_else(
    tmp_path: Path, at: Live, zone: str
) -> None:
    at(zone)
    async with coach_on(tmp_path, "support", hour=23, settings={"country": "DE"}) as seen:
        first = seen.text
        assert "clock" not in first
        await seen.press("t", "1", "2")
        assert seen.text == first


@pytest.mark.parametrize("code", ["US", "FR", "AU"])
async def test_a_country_that_was_chosen_is_read_from_its_top(tmp_path: Path, code: str) -> None:
    async with coach_on(tmp_path, "support", hour=23, settings={"country": "DE"}) as seen:
        await seen.press("end", "c")
        index = [country.code for country in PAGE.country].index(code)
        await seen.press("home", *["down"] * index, "space")
        assert PAGE.country_of(code).line[0].number in seen.text


async def test_a_number_in_groups_is_copied_whole(tmp_path: Path) -> None:
    settings = {"country": "AU"}
    async with coach_on(tmp_path, "support", size=(40, 15), settings=settings) as seen:
        for words, at, copied in (
            ("13 11 14", 4, "13 11 14"),
            ("0477 13 11 14", 0, "0477 13 11 14"),
            ("any crisis", 1, "any"),
        ):
            y = next(y for y, row in enumerate(seen.rows) if words in row)
            await seen.pilot.click(offset=(seen.rows[y].index(words) + at, y), times=2)
            await seen.rest()
            assert seen.app.clipboard == copied
            assert underlined(seen) == [copied]


async def test_a_place_on_the_web_is_copied_whole(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "support") as seen:
        y, row = next((y, row) for y, row in enumerate(seen.rows) if "findahelpline" in row)
        await seen.pilot.click(offset=(row.index("helpline"), y), times=2)
        await seen.rest()
        assert seen.app.clipboard == "findahelpline.com"


@pytest.mark.parametrize("size", [*SIZES, (120, 40)])
async def test_f_shows_a_page_for_who_helps_and_nothing_of_it_is_recorded(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with coach_on(tmp_path, size=size, hour=14, settings={"country": "DE"}) as seen:
        await seen.press("h")
        assert "f for a helper" in seen.text or size[0] < 80
        await seen.press("f")
        screen = seen.on(HelperScreen)
        said = seen.text
        while not screen.text.is_at_end:
            check_light(seen)
            await seen.press("space")
            said += seen.text
        words = " ".join(said.split())
        for line in ("What helps", "Lay them on their side", "Emergency number: 112"):
            assert line in words
        await seen.press("h")
        seen.on(SupportScreen)
        await seen.press("escape", "escape")
        seen.on(SupportScreen)
        await seen.press("end")
        assert "a page for somebody who helps" in " ".join(seen.text.split())
        assert not (tmp_path / "data").exists()
