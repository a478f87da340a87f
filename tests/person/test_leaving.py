"""Whoever leaves does not wait for a disk that is blocked, and nothing that was given is lost."""

import threading
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from coach.person import context
from coach.person.context import Context
from coach.store.records import Store
from coach.store.settings import SettingsFile
from coach.system import lock
from tests.store.test_export import DAY, MOMENT


@pytest.fixture
def blocked(me: Context, monkeypatch: pytest.MonkeyPatch) -> Iterator[Context]:
    """Somebody whose disk does nothing any more, and who does not wait for it for long."""
    monkeypatch.setattr(context, "LEAVING_SECONDS", 0.01)
    gate = threading.Event()
    me.disk.submit(gate.wait)
    yield me
    gate.set()


def test_what_was_given_is_kept_for_the_next_start(blocked: Context) -> None:
    blocked.disk.submit(blocked.store.answer, DAY, "tea", "done", MOMENT)
    blocked.disk.submit(blocked.store.answers, DAY, DAY)
    [line] = blocked.close()
    [file] = blocked.places.data.glob("unwritten-*.json")
    assert line == f"Not everything could be saved yet; the next start saves it from {file}."
    assert [each.item for each in Store(blocked.places.data).answers(DAY, DAY)] == ["tea"]
    assert not file.exists()


def test_where_nothing_was_given_nothing_is_said(blocked: Context) -> None:
    blocked.disk.submit(blocked.store.answers, DAY, DAY)
    assert blocked.close() == []
    assert not blocked.places.data.exists()


def test_settings_pass_by_what_is_blocked(blocked: Context) -> None:
    blocked.change_settings(lambda settings: replace(settings, rests="without"))
    blocked.change_settings(lambda settings: replace(settings, legs="release"))
    assert blocked.close() == []
    assert SettingsFile(blocked.settings_file.file).load()[0] == blocked.settings


def test_settings_that_are_blocked_too_are_said(
    blocked: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context, "SETTINGS_SECONDS", 0.01)
    held = lock.hold(blocked.settings_file.file, ending="lock")
    assert held
    with held:
        blocked.change_settings(lambda settings: replace(settings, rests="without"))
        assert blocked.close() == ["Your last changes in Options could not be saved."]


def test_what_the_disk_refuses_is_kept_too(me: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "DATABASE_SECONDS", 0.01)
    held = lock.hold(me.places.data / "coach.db")
    assert held
    with held:
        me.disk.do(me.store.answer, DAY, "tea", "done", MOMENT)
        reason, line = me.close()
    assert "another coach is using it" in reason
    assert line.startswith("Not everything could be saved yet; the next start saves it from ")
    assert [each.item for each in Store(me.places.data).answers(DAY, DAY)] == ["tea"]
