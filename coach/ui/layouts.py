"""Keys by their place: with Caps Lock, and on keyboards whose letters are not Latin.

The layouts are the usual ones of the desktop (xkeyboard-config: ru, ua, gr, il, ara), each letter
beside the one of the Latin QWERTY keyboard in its place. What a key types stays what it is.
"""

import unicodedata

from textual import events

_LAYOUTS = (
    ("йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,."),
    ("іїє", "s]'"),
    ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"),
    ("קראטוןםפשדגכעיחלךזסבהנמצתץ", "ertyuiopasdfghjklzxcvbnm,."),
    ("ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ", "qwertyuiop[]asdfghjkl;'zxcvnm,./"),
)
UNSHIFTED = {
    "ampersand": "1",
    "é": "2",
    "quotation_mark": "3",
    "apostrophe": "4",
    "left_parenthesis": "5",
    "minus": "6",
    "è": "7",
    "underscore": "8",
    "ç": "9",
    "à": "0",
}
"""The digits of a French keyboard, by the keys that they are without Shift."""
_PLACES = {
    letter: place
    for letters, places in _LAYOUTS
    for letter, place in zip(letters, places, strict=True)
}


def by_place(event: events.Key) -> events.Key:
    """Return the key that is meant: a small letter or a digit, by where it is on the keyboard."""
    key = event.key
    if len(key) != 1 or "a" <= key <= "z" or "0" <= key <= "9":
        return event
    small = key.lower()
    digit = unicodedata.digit(key, None)
    place = _PLACES.get(small, small if digit is None else str(digit))
    return event if place == key else events.Key(place, event.character)
