"""What a terminal sends becomes whole tokens, however it is cut; the rest is never a key."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

from coach.system.input import (
    ESCAPE_SECONDS,
    LONGEST_PASTE,
    LONGEST_STRING,
    SEQUENCE_SECONDS,
    Lexer,
    Token,
)
from tests.real_input import NO_KEYS

UP = Token("sequence", "\x1b[A")
ESCAPE = Token("escape", "\x1b")
REAL = [
    b"q",
    b" ",
    "ä".encode(),
    "日".encode(),
    b"\x1b",
    b"\x1b[A",
    b"\x1bOP",
    b"\x1b[[A",
    b"\x1b[15~",
    b"\x1b[1;5C",
    b"\x1b[97;5u",
    b"\x1b[1092:1060:97;;1092u",
    b"\x1b[<0;10;5M",
    b"\x1b[<64;10;5M",
    b"\x1b[I",
    b"\x1b[200~pasted \x1b[A\x03\x1b[201~",
    *NO_KEYS,
]
"""What real terminals send: keys, and what is none."""


def lexer() -> Lexer:
    return Lexer(ANSI_SEQUENCES_KEYS)


def tokens(*reads: bytes) -> list[Token]:
    """Return what becomes of these reads, and of the silence after them."""
    cutting = lexer()
    return [token for data in reads for token in cutting.feed(data)] + cutting.give_up()


def text(chars: str) -> list[Token]:
    return [Token("text", char) for char in chars]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"qQ 1", text("qQ 1")),
        ("ä日🌙".encode(), text("ä日🌙")),
        (b"\r\t\x7f\x03\x10", text("\r\t\x7f\x03\x10")),
        (b"\x1b", [ESCAPE]),
        (b"\x1b\x1b", [ESCAPE, ESCAPE]),
        (b"\x1b\x1b[A", [ESCAPE, UP]),
        (b"\x1b\r", [ESCAPE, *text("\r")]),
        (b"\x1b[A", [UP]),
        (b"\x1bOA\x1bOP", [Token("sequence", "\x1bOA"), Token("sequence", "\x1bOP")]),
        (b"\x1b[[A", [Token("sequence", "\x1b[[A")]),
        (b"\x1b[1;5C", [Token("sequence", "\x1b[1;5C")]),
        (b"\x1b[Z", [Token("sequence", "\x1b[Z")]),
        (b"\x1b[3~", [Token("sequence", "\x1b[3~")]),
        (b"\x1b[I\x1b[O", [Token("sequence", "\x1b[I"), Token("sequence", "\x1b[O")]),
        (b"\x1b[<0;3;4M\x1b[<0;3;4m", [Token("sequence", f"\x1b[<0;3;4{up}") for up in "Mm"]),
        (b"\x1b[?2026;2$y", [Token("sequence", "\x1b[?2026;2$y")]),
        (b"\x1b[200~a\x1b[A b\xc3\xa4\x1b[201~c", [Token("paste", "a bä"), *text("c")]),
        (b"\x1b[200~never ends", [Token("paste", "never ends")]),
    ],
)
def test_keys_clicks_and_pastes_arrive_whole(data: bytes, expected: list[Token]) -> None:
    assert tokens(data) == expected
    assert tokens(*(bytes([byte]) for byte in data)) == expected


@pytest.mark.parametrize(
    "data",
    [
        b"\x1b]11;rgb:1d1d/1f1f/2121\x1b\\",
        b"\x1b]11;rgb:1d1d/1f1f/2121\x07",
        b"\x1b[?61;4;6c",
        b"\x1b[>41;354;0c",
        b"\x1bP>|WezTerm 2\x1b\\",
        b"\x1b_Gi=31;OK\x1b\\",
        b"\x1b[<32;NaN;NaNM",
        b"\x1b[<35;10;10M",
        b"\x1b[<0;99999;1M",
        b"\x1b[<0;0;1M",
        b"\x1b[?2048;0$y",
        b"\x1b[48;24;80;480;800t",
        b"\x1b[24;80R",
        b"\x1b[M \xc0\xc0",
        b"\xfc",
        b"\xe2\x82",
        b"\x9b",
        b"\xc2\x9b",
        b"\x1b[99999999;1u",
        b"\x1b[55296u",
        b"\x1b[97;999u",
        b"\x1b[97;1:3u",
        b"\x1b[97;;55296u",
        b"\x1b[u",
        b"\x1bx",
        b"\x1b[1;2",
        b"\x1bO",
        b"\x1b[",
        b"\x1b]0;a title that does not end",
        b"\x1b[\x18",
        b"\x1b[1\x1a",
    ],
)
def test_what_is_no_key_is_dropped_whole(data: bytes) -> None:
    assert tokens(data) == []
    assert tokens(*(bytes([byte]) for byte in data)) == []
    cutting = lexer()
    cutting.feed(data)
    cutting.give_up()
    assert cutting.feed(b"h") == text("h"), "nothing of it clings to the next key"


def test_a_sequence_that_another_one_cuts_spoils_nothing() -> None:
    assert tokens(b"\xe2\x82\x1b[A") == [UP]
    assert tokens(b"\x1b[1;\x1b[A") == [UP]
    assert tokens(b"\x1b]11;rgb\x1b[A") == [UP]
    assert tokens(b"\x1bP\x1b\x1b[A") == [ESCAPE, UP]


@pytest.mark.parametrize(
    ("data", "sequence", "place"),
    [
        (b"\x1b[1:1A", "\x1b[1A", ""),
        (b"\x1b[1;1:1A", "\x1b[1;1A", ""),
        (b"\x1b[1;5:2A", "\x1b[1;5A", ""),
        (b"\x1b[97:65;2;65u", "\x1b[97;2;65u", ""),
        (b"\x1b[1089::99;5u", "\x1b[99;5u", ""),
        (b"\x1b[1099::115;5u", "\x1b[115;5u", ""),
        (b"\x1b[1092:1060:97;;1092u", "\x1b[1092;1;1092u", "a"),
        (b"\x1b[1092:1060:97;65;1060u", "\x1b[1092;65;1060u", "a"),
        (b"\x1b[97::97;;97u", "\x1b[97;1;97u", ""),
    ],
)
def test_keys_of_kitty_are_told_in_the_plain_way(data: bytes, sequence: str, place: str) -> None:
    assert tokens(data) == [Token("sequence", sequence, place)]


def test_it_waits_as_long_as_something_may_follow() -> None:
    cutting = lexer()
    for data, patience in (
        (b"a", None),
        (b"\x1b", ESCAPE_SECONDS),
        (b"[", SEQUENCE_SECONDS),
        (b"A", None),
        (b"\x1b[200~a", SEQUENCE_SECONDS),
        (b"\x1b[201~", None),
        (b"\xe2", None),
        (b"\x1b]", SEQUENCE_SECONDS),
    ):
        cutting.feed(data)
        assert cutting.patience_seconds == patience, data


def test_nothing_grows_without_an_end() -> None:
    assert tokens(b"\x1b[" + b"1;" * 100_000 + b"A") == []
    assert tokens(b"\x1b]" + b"x" * LONGEST_STRING + b"h") == text("h")
    (paste,) = tokens(b"\x1b[200~" + b"x" * (LONGEST_PASTE + 9) + b"\x1b[201~")
    assert len(paste.text) == LONGEST_PASTE


@given(st.lists(st.sampled_from(REAL) | st.binary(max_size=6), max_size=12), st.integers(0, 99))
def test_however_it_is_cut_it_is_the_same(pieces: list[bytes], seed: int) -> None:
    whole = b"".join(pieces)
    cuts = sorted(random.Random(seed).choices(range(len(whole) + 1), k=5))
    reads = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    assert tokens(*reads) == tokens(whole)


def test_twenty_thousand_bytes_of_anything_are_keys_or_nothing() -> None:
    rng = random.Random(9)
    for _ in range(200):
        cut = [rng.choice(REAL) for _ in range(20)]
        for _ in range(rng.randrange(6)):
            at = rng.randrange(len(cut))
            cut[at] = cut[at][: rng.randrange(len(cut[at]) + 1)] + rng.randbytes(rng.randrange(3))
        cutting = lexer()
        for token in cutting.feed(b"".join(cut)) + cutting.give_up():
            if token.kind == "text":
                assert len(token.text) == 1
                assert not "\x7f" < token.text < "\xa0"
                assert token.text != "\ufffd"
            else:
                assert token.kind == "paste" or token.text.startswith("\x1b")
        assert cutting.patience_seconds is None
        assert cutting.feed(b"h") == text("h")
