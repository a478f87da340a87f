"""The table of keys as Textual wants it."""

from textual.binding import Binding, BindingType

from coach.ui.keys import COMMANDS, commands


def bindings(*areas: str, without: str = "") -> list[BindingType]:
    """Return Textual's bindings for everywhere and some areas, `without` one of them."""
    return [
        Binding(c.keys, c.action, c.does, show=False, key_display=c.shown, id=c.id)
        for c in commands("everywhere", *areas)
        if c.id != without
    ]


def is_for_the_start(binding: Binding) -> bool:
    """Tell whether a binding works only on the page before a session."""
    return any(each.is_for_the_start for each in COMMANDS if each.id == binding.id)
