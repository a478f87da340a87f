"""All that a script can say: every night, every way of playing it, and the least time there is."""

from pathlib import Path

from coach.content.cache import check
from coach.content.library import KINDS, GuidedFile
from coach.content.said import rooms

BREATHING = """title = "Breath"
cycles = 2
[[lead_in]]
seconds = 5
text = ["Here.", "Lie down."]
[[closing]]
seconds = 4
when = "alone"
text = "Good night."
[[closing]]
seconds = 3
when = "before"
text = "Go on."
[[phase]]
kind = "in"
seconds = 4
text = "In."
[[phase]]
kind = "in"
seconds = 1
text = "A sip."
spoken = false
[[phase]]
kind = "out"
seconds = 6
text = "Out."
"""
RELAXATION = """title = "Let go"
passes = 2
release_only = "No squeeze."
[timing]
prepare_seconds = 8
[again]
prepare = ["Once more."]
[[group]]
id = "foot-right"
title = "Foot"
region = "right-foot"
pair = "first"
restless_legs = "release-only"
prepare = ["Right foot.", { depth = 2, text = ["Curl.", "Toes down."] }]
tense = ["Now."]
release = [{ at = 0, text = "And let go." }, { at = 9, depth = 3, text = ["Wide.", "Long."] }]
first.tense = ["First, now."]
[[group]]
id = "foot-left"
title = "Foot"
region = "left-foot"
pair = "second"
prepare = ["Left foot."]
first.tense = ["The left one first."]
second.tense = ["And this one."]
"""
SCAN = """title = "Scan"
seconds = 120
settle_seconds = 10
closing_seconds = 10
[[settle]]
share = 0.0
text = "Here."
[[region]]
region = "toes"
lines = ["Toes.", "Wide.", "At rest."]
[[region]]
region = "knees"
lines = ["Knees.", "Heavy.", "Quiet."]
[[region]]
region = "scalp"
lines = ["Head.", "Light.", "Still."]
[wandering]
every = 2
lines = ["You are back."]
[endings]
sleep = [{ share = 0.0, text = "Good night." }]
wake = [{ share = 0.0, text = "Sit up." }]
"""
STRETCH = """title = "Legs"
[[step]]
id = "calf"
title = "Calf"
kind = "stretch"
seconds = 30
lines = [{ at = 0, text = "Lean." }, { at = 10, depth = 3, text = ["Soft jaw.", "Soft hands."] }]
[[step]]
id = "lie"
title = "Lie"
kind = "closing"
seconds = 20
when = "before"
wait = "key"
lines = [{ at = 0, text = "Lie down." }]
"""
MIND = """title = "Shuffle"
words = ["apple", "boat", "cup", "door"]
[draw]
from = "words"
every = 9
count = 2
[[passage]]
seconds = 10
lines = [{ at = 0, when = "alone", text = "See them." }]
"""


def script(kind: str, text: str) -> GuidedFile:
    """Return the script of a text."""
    content = check(text, Path("x.toml"), KINDS[kind])
    assert isinstance(content, GuidedFile), content
    return content


def test_a_breath_says_all_its_edges_and_what_is_not_too_short() -> None:
    assert rooms(script("breathing", BREATHING)) == {
        "Here.": 4400,
        "Lie down.": 4400,
        "Good night.": 3400,
        "Go on.": 2400,
        "In.": 3000,
        "Out.": 4500,
    }


def test_a_relaxation_says_the_words_of_both_sides_and_of_legs_without_squeezing() -> None:
    assert rooms(script("relaxation", RELAXATION)) == {
        "Right foot.": 3400,
        "Curl.": 3400,
        "Toes down.": 3400,
        "No squeeze.": 3400,
        "First, now.": 4400,
        "Now.": 4400,
        "And let go.": 8400,
        "Wide.": 20_400,
        "Long.": 20_400,
        "Once more.": 7400,
        "Left foot.": 7400,
        "The left one first.": 4400,
        "And this one.": 4400,
    }


def test_stretches_say_what_comes_before_another_step_too() -> None:
    assert rooms(script("stretch", STRETCH)) == {
        "Lean.": 9400,
        "Soft jaw.": 19_400,
        "Soft hands.": 19_400,
        "Lie down.": 19_400,
    }


def test_a_pack_can_deal_any_of_its_words() -> None:
    words = dict.fromkeys(["apple", "boat", "cup", "door"], 8400)
    assert rooms(script("mind", MIND)) == {"See them.": 9400, **words}


def test_a_scan_says_its_endings_and_what_a_wandering_line_hides() -> None:
    found = rooms(script("bodyscan", SCAN))
    third_ms = 100_000 // 3 + 1 - round(0.5 * (100_000 // 3 + 1)) - 600
    assert {"Here.", "Good night.", "Sit up.", "You are back.", "Still."} <= set(found)
    assert found["Quiet."] >= third_ms  # said once the toes are left out


def test_a_scan_is_looked_at_with_each_of_the_lengths() -> None:
    text = SCAN.replace("seconds = 120", "seconds = 600", 1)
    assert rooms(script("bodyscan", text))["Toes."] == 38_067
    assert rooms(script("bodyscan", text), [None, 150_000])["Toes."] == 8067
    assert "At rest." not in rooms(script("bodyscan", text), [60_000])
