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
