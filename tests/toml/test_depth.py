"""A key of too many parts is refused before it is parsed."""

import tomllib

import pytest

from coach.toml import read
from coach.toml.depth import line_of_deep_key
from coach.toml.problems import DEEPEST, BadFile

FINE = ".".join("a" * DEEPEST)
DEEP = f"{FINE}.a"


@pytest.mark.parametrize(
    "line",
    [
        f"{DEEP} = 1",
        f"[{DEEP}]",
        f"[[ {DEEP} ]]",
        f"x = {{ b = 1, {DEEP} = 1 }}",
        f"x = [{{{DEEP} = 1}}]",
        DEEP.replace("a", '"a.b"') + " = 1",
        DEEP.replace("a", "'a\"'") + " = 1",
        DEEP.replace(".", " \t. ") + " = 1",
        DEEP.replace("a.a", r'a-_9."\"\\"') + " = 1",
        f"{DEEP}.a.a = 1",
        "a." * 20_000 + "a = 1",
    ],
)
def test_a_deep_key_is_refused_with_its_line(line: str) -> None:
    text = f'z = "{DEEP}"\n"y" = 1\n{line}\n'
    assert line_of_deep_key(text) == 3
    with pytest.raises(BadFile) as caught:
        read.parse(text, "f")
    words = "f:3: found a key of more than 16 parts, expected a script a few levels deep"
    assert str(caught.value) == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"{FINE} = 1",
        f"[{FINE}]\nb.{FINE[2:]} = 1",
        f"# {DEEP} = 1",
        f"a = 1 # '{DEEP} = 1",
        f"a = '{DEEP}' # it's",
        f'a = "\\"{DEEP}"',
        f'a = """\n\\"""{DEEP} = 1\n"""',
        f"a = '''\n'{DEEP} = 1\n'''",
        "a = [" + "1.5, " * 100 + "]",
        "a = '" + "A sentence. " * 100 + "'",
    ],
)
def test_dots_that_are_no_deep_key_do_not_count(text: str) -> None:
    tomllib.loads(text)
    assert line_of_deep_key(text) is None


@pytest.mark.parametrize("mark", ["'''", '"""', "'", '"', '"\\"'])
def test_a_text_that_is_not_closed_is_no_deep_key(mark: str) -> None:
    assert line_of_deep_key(f"a = {mark}{DEEP} = 1") is None


@pytest.mark.parametrize(
    "part", ['\\"', " ", '"', "'", '"""', "a", "a ", 'a."', "a.a=", "\\", "#", '"a\\", ']
)
def test_no_text_is_tried_again_from_the_same_place(part: str) -> None:
    text = f'"{"." * DEEPEST}\n' + (part * 250_000)[:250_000]
    assert line_of_deep_key(text + "\n") is None  # else this takes minutes
