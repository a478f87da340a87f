"""Themes: four steps of light that can be read on black."""

from pathlib import Path

import pytest

from coach.content.library import Library, load_file
from coach.content.theme import ThemeFile
from coach.domain.light import contrast, luminance
from coach.toml.problems import BadFile

STEPS = ("cue", "text", "faint", "ember")
THEME = {"cue": "#e8a04a", "text": "#c97b2a", "faint": "#b36a1e", "ember": "#a86420"}


def theme(tmp_path: Path, more: str = "", **changes: str) -> ThemeFile:
    """Read a theme with some colours changed."""
    file = tmp_path / "mine.toml"
    rows = [f'{name} = "{colour}"' for name, colour in (THEME | changes).items()]
    file.write_text("\n".join(['title = "Mine"', *rows, more]))
    script = load_file(file, "themes")
    assert isinstance(script, ThemeFile)
    return script


@pytest.mark.parametrize("name", ["clear", "ember", "night"])
def test_every_shipped_theme_can_be_read_on_black(library: Library, name: str) -> None:
    shipped, _ = library.load(library.find("themes", name), ThemeFile)
    assert not shipped.dimmer
    for step in STEPS:
        assert contrast(getattr(shipped, step)) >= 4.5, step


@pytest.mark.parametrize("name", ["clear", "ember", "night"])
def test_the_steps_of_every_shipped_theme_go_down(library: Library, name: str) -> None:
    shipped, _ = library.load(library.find("themes", name), ThemeFile)
    lights = [luminance(getattr(shipped, step)) for step in STEPS]
    assert lights == sorted(lights, reverse=True)
    assert len(set(lights)) == 4


@pytest.mark.parametrize("name", ["clear", "ember", "night"])
def test_no_shipped_theme_is_blue_or_white(library: Library, name: str) -> None:
    shipped, _ = library.load(library.find("themes", name), ThemeFile)
    for step in STEPS:
        red, green, blue = (int(getattr(shipped, step)[at : at + 2], 16) for at in (1, 3, 5))
        assert red > green > blue


def test_any_case_of_letters_will_do(tmp_path: Path) -> None:
    assert theme(tmp_path, cue="#E8A04a").cue == "#E8A04a"


@pytest.mark.parametrize("step", STEPS)
def test_a_step_below_four_and_a_half_to_one_is_refused(tmp_path: Path, step: str) -> None:
    with pytest.raises(BadFile, match=f"{step}: found a contrast of 1.0 to 1 on black"):
        theme(tmp_path, **{step: "#000000"})


@pytest.mark.parametrize(("grey", "is_enough"), [("#757575", True), ("#707070", False)])
def test_the_limit_is_four_and_a_half_to_one(tmp_path: Path, grey: str, is_enough: bool) -> None:
    assert (contrast(grey) >= 4.5) is is_enough
    if is_enough:
        assert theme(tmp_path, ember=grey).ember == grey
    else:
        with pytest.raises(BadFile, match="expected at least"):
            theme(tmp_path, ember=grey)


def test_a_theme_may_ask_for_dimmer(tmp_path: Path) -> None:
    assert theme(tmp_path, "dimmer = true", ember="#200000").ember == "#200000"


def test_dimmer_false_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(BadFile):
        theme(tmp_path, "dimmer = false", ember="#200000")


@pytest.mark.parametrize(
    "colour", ["", "#", "#fff", "#fffffff", "ffffff", "red", "#gggggg", " #ffffff", r"#ffffff\n"]
)
def test_text_that_is_not_a_colour_is_refused(tmp_path: Path, colour: str) -> None:
    with pytest.raises(BadFile, match="expected a colour as #rrggbb"):
        theme(tmp_path, cue=colour)
