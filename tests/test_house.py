"""The house: every module is in a room, arrows between rooms point down, no circle anywhere."""

import ast
from collections.abc import Iterator
from pathlib import Path

COACH = Path(__file__).parents[1] / "coach"
LEVELS = (
    ("cli", "ui"),
    ("sound",),
    ("picture", "playing"),
    ("person",),
    ("store", "content"),
    ("toml",),
    ("system",),
    ("domain",),
    ("text", "errors"),
)
"""The rooms from the top. A room knows those of the levels below; the command line opens the ui."""
LOOSE = {"__init__", "__main__", "errors", "text"}
"""The modules that are in no room. `__init__` has the version, `__main__` is the entry point."""
LONGEST = 300

Arrow = tuple[str, str]
"""From one module to another, by their names below `coach`."""


def modules() -> dict[str, Path]:
    """Return every module of the package by its name below `coach`: `domain.night`."""
    by_name = {}
    for file in sorted(COACH.rglob("*.py")):
        parts = file.relative_to(COACH).with_suffix("").parts
        by_name[".".join(parts)] = file
    return by_name


def room_of(module: str) -> str:
    """Return the room of a module: the first part of its name."""
    return module.split(".")[0]


def imports_of(file: Path) -> Iterator[str]:
    """Yield whatever a file imports, at its top, in a function or for types only."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are written out"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def arrows() -> set[Arrow]:
    """Return every arrow between two modules of the package."""
    known = modules()
    drawn = set()
    for module, file in known.items():
        for name in imports_of(file):
            below = name.removeprefix("coach.")
            package = f"{below}.__init__"
            for target in (package, below, below.rpartition(".")[0]):
                if name.startswith("coach.") and target in known and target != module:
                    drawn.add((module, target))
                    break
    return drawn


def circles(drawn: set[Arrow]) -> list[set[str]]:
    """Return the groups of modules that reach one another (Tarjan, 1972)."""
    following: dict[str, list[str]] = {}
    for start, end in drawn:
        following.setdefault(start, []).append(end)
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    groups: list[set[str]] = []

    def visit(module: str) -> None:
        number[module] = lowest[module] = len(number)
        stack.append(module)
        for after in following.get(module, []):
            if after not in number:
                visit(after)
            if after in stack:
                lowest[module] = min(lowest[module], lowest[after])
        if lowest[module] == number[module]:
            at = stack.index(module)
            group = set(stack[at:])
            del stack[at:]
            if len(group) > 1:
                groups.append(group)

    for module in sorted(following):
        if module not in number:
            visit(module)
    return groups


def may_know(room: str) -> set[str]:
    """Return the rooms that a room may import from."""
    at = next(n for n, level in enumerate(LEVELS) if room in level)
    below = {name for level in LEVELS[at + 1 :] for name in level}
    return {room, *below, *(["ui"] if room == "cli" else []), "__init__"}


def test_only_the_routes_load_modules_by_name() -> None:
    loading = {
        module
        for module, file in modules().items()
        if {"importlib", "importlib.import_module"} & set(imports_of(file))
    }
    assert loading == {"ui.routes"}


def test_every_module_is_in_a_room() -> None:
    rooms = {room for level in LEVELS for room in level}
    outside = {module for module in modules() if room_of(module) not in rooms | LOOSE}
    assert not outside


def test_arrows_between_rooms_point_down() -> None:
    upward = {
        (start, end)
        for start, end in arrows()
        if room_of(start) != "__main__" and room_of(end) not in may_know(room_of(start))
    }
    assert not upward


def test_no_modules_import_one_another_in_a_circle() -> None:
    assert not circles(arrows())


def test_an_upward_arrow_and_a_circle_would_be_noticed() -> None:
    assert "ui" not in may_know("person") and "store" not in may_know("content")
    assert "playing" not in may_know("picture") and "ui" in may_know("cli")
    assert circles({("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")}) == [{"a", "b", "c"}]
    assert ("content.library", "domain.breathing") in arrows()


def test_no_module_is_longer_than_it_should_be() -> None:
    for module, file in modules().items():
        assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST, module
