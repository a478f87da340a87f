"""What tests of questions that are asked line by line share."""

from collections.abc import Callable, Iterator

import pytest

Typing = Callable[..., None]


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Typing:
    """Return what lets somebody type these lines, one an answer; then the input ends."""

    def type_lines(*typed: str) -> None:
        left: Iterator[str] = iter(typed)

        def read(_: str) -> str:
            try:
                return next(left)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("builtins.input", read)

    return type_lines
