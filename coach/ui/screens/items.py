"""Which items the checklist asks for: switch them on and off, add and change one's own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from msgspec.structs import replace

from coach.domain import checklist as domain
from coach.domain.checklist import Checklist, Item
from coach.person import agenda
from coach.person.context import Change
from coach.picture.raster import FAINT, Row
from coach.picture.sheet import label, line, wrapped
from coach.store.settings import Settings
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.keys import hints
from coach.ui.screens.choosing import ChoosingScreen


class ItemsScreen(ChoosingScreen[None], inherit_bindings=False):
    """Every item there is, and whether it is on."""

    BINDINGS = bindings("list", "scroll", "items")
    list_width = 60
    is_a_page = True

    def __init__(self, host: Host, checklist: Checklist) -> None:
        """Take the checklist whose items they are."""
        super().__init__(host)
        self.checklist = agenda.without_hidden(checklist, host.me.said)
        self.trouble = ""
        self._deleted: tuple[str, str] | None = None
        on = agenda.items(checklist, host.me.settings, host.me.said)
        self._on_at_first = frozenset(item.id for item in on)

    @property
    def items(self) -> list[Item]:
        """The items: a person's own first, then what was on when this opened, then the others."""
        own = agenda.own_items(self.host.me.settings)
        shipped = sorted(self.checklist.items, key=lambda item: item.id not in self._on_at_first)
        return [*own, *shipped]

    @property
    def chosen(self) -> Item:
        """The item that the pointer is on."""
        items = self.items
        return items[max(min(self.here, len(items) - 1), 0)]

    def above(self, width: int) -> list[Row]:
        """Return the heading, and the quiet offer of at most two new ones."""
        settings = self.host.me.settings
        on = {item.id for item in agenda.items(self.checklist, settings, self.host.me.said)}
        new = [item.text for item in domain.suggestions(self.checklist, on)]
        offer = f"You could add: {'; '.join(new)}" if new else ""
        return [line("Checklist items", FAINT), *wrapped(offer, FAINT, width)]

    def entries(self, width: int) -> list[str]:
        """Return a row an item: whether it is on, what it says."""
        settings, rows = self.host.me.settings, []
        on, off = ("●", " ") if self.glyphs.has_half_blocks else ("x", " ")
        for item in self.items:
            right = "yours" if item.id in settings.own_items else ""
            mark = on if agenda.is_on(item, settings, self.host.me.said) else off
            text = label(item.text, width - len(right) - 5, self.glyphs)
            rows.append(f"{mark}  {text}  {right}")
        return rows

    def whole(self) -> str:
        """Return the words of the chosen one."""
        return self.chosen.text

    def below(self, width: int) -> list[Row]:
        """Return what went wrong, or why the chosen one is there."""
        return [*wrapped(self.trouble or self.chosen.why, FAINT, width), (), ()][:2]

    def hints(self) -> list[tuple[str, str]]:
        """Return what can be done with the chosen one."""
        keys = hints("everywhere.next", "items.add", next="on or off", add="add my own")
        if self.chosen.id in self.host.me.settings.own_items:
            keys += hints("items.edit", "items.delete", edit="change", delete="delete")
        if self._deleted:
            keys += hints("items.undo")
        return [*keys, *hints("everywhere.back", back="back")]

    async def action_next_good(self) -> None:
        """Switch the chosen one on or off."""
        item = self.chosen
        is_on = not agenda.is_on(item, self.host.me.settings, self.host.me.said)

        def switched(settings: Settings) -> Settings:
            on, off = (
                [id for id in ids if id != item.id]
                for ids in (settings.items_on, settings.items_off)
            )
            (on if is_on else off).append(item.id)
            return replace(settings, items_on=on, items_off=off)

        self._save(switched)
        self.draw()

    def action_add(self) -> None:
        """Ask for an item of one's own."""
        self.host.go("name", "What should it say?", "", self._add)

    async def _add(self, text: str) -> str:
        own = self.host.me.settings.own_items
        same = [id for id, words in own.items() if words == text]  # it was not saved just now
        id = same[0] if same else agenda.new_id(text, own)
        self.here = list(own).index(id) if same else len(own)
        return await self._save_own(lambda own: own | {id: text})

    def action_edit(self) -> None:
        """Change the words of one's own."""
        item = self.chosen
        if item.id in self.host.me.settings.own_items:

            async def save(text: str) -> str:
                return await self._save_own(lambda own: own | {item.id: text})

            self.host.go("name", "What should it say?", item.text, save)

    def action_delete(self) -> None:
        """Delete one of one's own; it can be brought back."""
        own, id = self.host.me.settings.own_items, self.chosen.id
        if id in own:
            self._deleted = (id, own[id])
            self._save_own(lambda own: {each: text for each, text in own.items() if each != id})
            self.draw()

    def action_undo(self) -> None:
        """Bring back what was deleted last."""
        if self._deleted:
            id, text = self._deleted
            self._deleted = None
            self._save_own(lambda own: own | {id: text})
            self.draw()

    def _save_own(self, change: Callable[[dict[str, str]], dict[str, str]]) -> Awaitable[str]:
        """Change the person's own items; returns what went wrong, or nothing, to wait for."""
        return self._save(lambda settings: replace(settings, own_items=change(settings.own_items)))

    def _save(self, change: Change) -> Awaitable[str]:
        return self.host.change_settings(change, self._say)

    def _say(self, trouble: str) -> None:
        """Say what went wrong with a change, or nothing."""
        self.trouble = trouble
        self.draw()
