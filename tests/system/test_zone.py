"""The time zone of this machine: its name where it has one that agrees with its clocks."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import tzlocal
import tzlocal.unix
from hypothesis import example, given
from hypothesis import strategies as st

from coach.system import zone
from coach.system.zone import local_zone, named
from tests.conftest import Live

ZONES = ("Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "Etc/UTC")
DAY = date(2026, 11, 20)
PRINTS_THE_ZONE = """
from datetime import datetime
from coach.system.zone import local_zone
print(local_zone(datetime.now().astimezone()))
"""


@pytest.fixture
def etc(live: Live, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let tzlocal find the files of the system in an empty folder of ours, without TZ."""
    live(None)
    root = f"{tmp_path}/"
    for public, own in (
        ("reload_localzone", tzlocal.unix._get_localzone),
        ("get_localzone_name", tzlocal.unix._get_localzone_name),
    ):
        monkeypatch.setattr(tzlocal, public, lambda own=own: own(root))
    folder = tmp_path / "etc"
    folder.mkdir()
    return folder


def noon(day: date = DAY) -> datetime:
    return datetime.combine(day, time(12)).astimezone()


def offset() -> timezone:
    """Return the zone that has no name."""
    return timezone(noon().utcoffset() or timedelta())


def somewhere_else() -> str:
    """Return a zone that is not the one of this machine."""
    here = datetime.now().astimezone().utcoffset()
    return "Asia/Kathmandu" if here != timedelta(minutes=345) else "Pacific/Marquesas"


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize(
    "written", ["{}", ":{}", "/usr/share/zoneinfo/{}", "posix/{}", "/usr/share/zoneinfo/posix/{}"]
)
def test_tz_names_the_zone(live: Live, name: str, written: str) -> None:
    if "posix" in written and not Path("/usr/share/zoneinfo/posix").is_dir():
        written = "{}"
    live(written.format(name))
    assert local_zone(noon()) == ZoneInfo(name)


@pytest.mark.parametrize(
    ("tz", "minutes"),
    [("XYZ-5:45", 345), ("", 0), ("AAA+9:30", -570), ("nowhere/at/all", 0)],
)
def test_without_a_name_it_is_the_offset(live: Live, tz: str, minutes: int) -> None:
    live(tz)
    assert local_zone(noon()) == timezone(timedelta(minutes=minutes))


def test_a_rule_without_a_name_has_the_offset_of_its_moment(live: Live) -> None:
    live("CET-1CEST,M3.5.0,M10.5.0/3")
    summer, winter = local_zone(noon(date(2026, 7, 1))), local_zone(noon())
    assert (summer.utcoffset(None), winter.utcoffset(None)) == (
        timedelta(hours=2),
        timedelta(hours=1),
    )


def test_after_travelling_the_zone_is_read_again(live: Live) -> None:
    for name in ("Europe/Berlin", "Asia/Kathmandu"):
        live(name)
        assert local_zone(noon()) == ZoneInfo(name)


def test_the_link_of_the_system_names_the_zone(etc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zone, "_is_here", lambda *_: True)
    os.symlink("/usr/share/zoneinfo/America/Argentina/Salta", etc / "localtime")
    assert local_zone(noon()) == ZoneInfo("America/Argentina/Salta")


def test_a_copy_in_the_place_of_the_link_leaves_the_name_to_its_file(
    etc: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zone, "_is_here", lambda *_: True)
    (etc / "localtime").write_bytes(b"TZif2")
    (etc / "timezone").write_text("America/St_Johns\n")
    assert local_zone(noon()) == ZoneInfo("America/St_Johns")


@pytest.mark.parametrize("tz", ["/etc/localtime", ":/etc/localtime"])
def test_a_path_is_not_a_name(live: Live, tz: str) -> None:
    live(tz)
    zone = local_zone(noon())
    assert zone.utcoffset(noon().replace(tzinfo=None)) == noon().utcoffset()
    assert str(zone) not in ("local", "localtime")


def test_a_name_whose_clocks_show_another_time_is_not_taken(etc: Path) -> None:
    os.symlink(f"/usr/share/zoneinfo/{somewhere_else()}", etc / "localtime")
    (etc / "timezone").write_text(somewhere_else())
    assert local_zone(noon()) == offset()


def test_a_name_that_agrees_only_in_winter_is_not_taken(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    live("UTC")
    monkeypatch.setattr(zone, "_name", lambda: "Europe/London")
    assert local_zone(noon()) == UTC


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"", b"\x00", b"x" * 5000])
def test_no_file_of_the_system_stops_the_morning(etc: Path, content: bytes | None) -> None:
    if content is not None:
        (etc / "timezone").write_bytes(content)
    assert local_zone(noon()) == offset()


def test_two_files_that_contradict_each_other_say_nothing(etc: Path) -> None:
    (etc / "conf.d").mkdir()
    (etc / "conf.d" / "clock").write_text('TIMEZONE="Europe/Berlin"\n')
    os.symlink("/usr/share/zoneinfo/Asia/Kathmandu", etc / "localtime")
    assert local_zone(noon()) == offset()


@pytest.mark.parametrize("tz", ["Mars/Olympus", "XYZ-5:45", "", "Europe/Berlin"])
def test_reading_the_zone_prints_nothing(tz: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-W", "always", "-c", PRINTS_THE_ZONE],
        env={**os.environ, "TZ": tz},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stderr == ""
    assert len(ended.stdout.splitlines()) == 1


def test_what_tzlocal_warns_of_and_logs_is_not_printed(tmp_path: Path) -> None:
    etc = tmp_path / "etc"
    (etc / "sysconfig").mkdir(parents=True)
    (etc / "sysconfig" / "clock").write_text('ZONE="unclosed\n')
    (etc / "localtime").symlink_to("/usr/share/zoneinfo/Asia/Kathmandu")
    (etc / "timezone").write_text("Europe/Berlin\n")
    elsewhere = f"""
import tzlocal, tzlocal.unix
own = tzlocal.unix._get_localzone
tzlocal.reload_localzone = lambda: own({f"{tmp_path}/"!r})
"""
    environment = {name: value for name, value in os.environ.items() if name != "TZ"}
    printed = [
        subprocess.run(
            [sys.executable, "-W", "always", "-c", elsewhere + code],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stderr
        for code in ("tzlocal.reload_localzone()", PRINTS_THE_ZONE)
    ]
    assert "is deprecated" in printed[0]
    assert "Syntax error" in printed[0]
    assert printed[1] == ""


@given(st.text() | st.sampled_from(["Europe", ".", "..", "/", "/etc/passwd", "zone.tab", "\ud800"]))
@example("")
def test_naming_a_zone_never_raises(name: str) -> None:
    zone = named(name)
    assert zone is None or zone.key == name
