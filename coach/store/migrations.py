"""How the tables of our database are made, from version to version.

Tables are not STRICT, so that SQLite 3.25 can open them (a server of 2021 has 3.34); constraints
check types and values instead. They use no date functions: those differ from version to version,
and what one writes another could take for damage. Moments are UTC text of whole milliseconds, with
the offset of the place beside them; lengths are whole milliseconds.
"""

_DATE = "[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]"
_TIME = "T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z"
_DAY = f"{{0}} GLOB '{_DATE}' AND {{0}} BETWEEN '1900' AND '2200'"
_CLOCK = "TEXT CHECK ({0} GLOB '[0-2][0-9]:[0-5][0-9]' AND {0} < '24')"
_COUNT = "INTEGER CHECK ({0} IS NULL OR typeof({0}) = 'integer' AND {0} >= 0)"
_TEN = "INTEGER CHECK ({0} IS NULL OR typeof({0}) = 'integer' AND {0} BETWEEN 0 AND 10)"
_OFFSET = """offset_minutes INTEGER NOT NULL
        CHECK (typeof(offset_minutes) = 'integer' AND offset_minutes BETWEEN -1439 AND 1439)"""
_MOMENT = f"""
    {{0}} TEXT NOT NULL
        CHECK ({{0}} GLOB '{_DATE}{_TIME}' AND {{0}} BETWEEN '1900' AND '2200'),
    {_OFFSET}"""
_SESSION = """script TEXT NOT NULL CHECK (typeof(script) = 'text' AND script <> ''),
    kind TEXT NOT NULL CHECK (typeof(kind) = 'text' AND kind <> ''),
    planned_ms INTEGER NOT NULL CHECK (typeof(planned_ms) = 'integer' AND planned_ms >= 0),
    done_ms INTEGER NOT NULL CHECK (typeof(done_ms) = 'integer' AND done_ms >= 0),
    ending TEXT NOT NULL CHECK (ending IN ('finished', 'stopped')),
    routine TEXT NOT NULL CHECK (typeof(routine) = 'text'),
    pauses INTEGER NOT NULL CHECK (typeof(pauses) = 'integer' AND pauses >= 0)"""
_FIRST_TABLES = f"""
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY NOT NULL,{_MOMENT.format("began")},
    {_SESSION}
);
CREATE INDEX sessions_began ON sessions (began);
CREATE INDEX sessions_kind ON sessions (kind, ending);
CREATE TABLE answers (
    day TEXT NOT NULL CHECK ({_DAY.format("day")}),
    item TEXT NOT NULL CHECK (typeof(item) = 'text' AND item <> ''),
    answer TEXT NOT NULL CHECK (answer IN ('done', 'skipped', 'not-applicable')),
    {_MOMENT.format("moment")},
    PRIMARY KEY (day, item)
) WITHOUT ROWID;
CREATE TABLE diaries (
    night TEXT PRIMARY KEY NOT NULL CHECK ({_DAY.format("night")}),
    into_bed {_CLOCK.format("into_bed")},
    tried {_CLOCK.format("tried")},
    last_awake {_CLOCK.format("last_awake")},
    out_of_bed {_CLOCK.format("out_of_bed")},
    zone TEXT NOT NULL CHECK (typeof(zone) = 'text'),
    {_OFFSET},
    fell_asleep_minutes {_COUNT.format("fell_asleep_minutes")},
    awake_minutes {_COUNT.format("awake_minutes")},
    times_awake {_COUNT.format("times_awake")},
    quality {_TEN.format("quality")},
    legs {_TEN.format("legs")},
    craving {_TEN.format("craving")},
    anxiety {_TEN.format("anxiety")},
    sweats INTEGER CHECK (sweats IS NULL OR typeof(sweats) = 'integer' AND sweats IN (0, 1)),
    note TEXT NOT NULL CHECK (typeof(note) = 'text')
) WITHOUT ROWID;
"""
_SCALE = f"""
CREATE TABLE {{0}} (
    id INTEGER PRIMARY KEY NOT NULL,{_MOMENT.format("moment")},
    name TEXT NOT NULL CHECK (typeof(name) = 'text' AND name <> ''),
    value INTEGER NOT NULL CHECK (typeof(value) = 'integer' AND value BETWEEN 0 AND 10),
    note TEXT NOT NULL CHECK (typeof(note) = 'text')
);
CREATE INDEX {{0}}_moment ON {{0}} (moment);
"""
FIRST = _FIRST_TABLES + "".join(_SCALE.format(name) for name in ("ratings", "symptoms", "cravings"))
"""Version 1. Every string of SQL here is what made databases that exist: none is ever changed."""
NIGHTS = f"""
ALTER TABLE sessions RENAME TO old_sessions;
DROP INDEX sessions_began;
DROP INDEX sessions_kind;
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY NOT NULL,{_MOMENT.format("began")},
    night TEXT NOT NULL CHECK ({_DAY.format("night")}),
    {_SESSION}
);
INSERT INTO sessions SELECT id, began, offset_minutes,
    min(max(coalesce(
        date(began, offset_minutes || ' minutes', '-12 hours'), substr(began, 1, 10)
    ), '1900-01-01'), '2199-12-31'),
    script, kind, planned_ms, done_ms, ending, routine, pauses FROM old_sessions;
DROP TABLE old_sessions;
CREATE INDEX sessions_night ON sessions (night);
CREATE INDEX sessions_kind ON sessions (kind, ending);
ALTER TABLE diaries ADD COLUMN begins TEXT
    CHECK (begins GLOB '{_DATE}{_TIME}' AND begins BETWEEN '1900' AND '2200');
ALTER TABLE diaries ADD COLUMN nap_minutes {_COUNT.format("nap_minutes")};
"""
"""Nights follow the person's own times. Those of before began at noon: of a diary that is NULL."""
_LINE = "TEXT NOT NULL CHECK (typeof({0}) = 'text' AND length({0}) <= 200)"
_SOME_LINE = "TEXT NOT NULL CHECK (typeof({0}) = 'text' AND length({0}) BETWEEN 1 AND 200)"
_NIGHT = f"TEXT NOT NULL CHECK ({_DAY.format('night')})"
OWN = f"""
INSERT INTO symptoms SELECT NULL, moment, offset_minutes, 'craving: ' || name, value, note
    FROM cravings ORDER BY id;
DROP TABLE cravings;
CREATE TABLE cravings ({_MOMENT.format("moment")},
    night {_NIGHT},
    before {_TEN.format("before")},
    after {_TEN.format("after")},
    set_off {_LINE.format("set_off")},
    helped {_LINE.format("helped")},
    exercise TEXT NOT NULL CHECK (typeof(exercise) = 'text'),
    PRIMARY KEY (moment)
) WITHOUT ROWID;
CREATE TABLE lapses ({_MOMENT.format("moment")},
    night {_NIGHT},
    words {_LINE.format("words")},
    PRIMARY KEY (moment)
) WITHOUT ROWID;
CREATE TABLE notes ({_MOMENT.format("moment")},
    night {_NIGHT},
    text {_SOME_LINE.format("text")},
    PRIMARY KEY (moment)
) WITHOUT ROWID;
CREATE TABLE steps ({_MOMENT.format("moment")},
    day TEXT NOT NULL CHECK ({_DAY.format("day")}),
    text {_SOME_LINE.format("text")},
    PRIMARY KEY (moment)
) WITHOUT ROWID;
CREATE TABLE dates (
    what TEXT PRIMARY KEY NOT NULL CHECK (what IN ('stopped', 'cutting')),
    day TEXT NOT NULL CHECK ({_DAY.format("day")}),
    {_MOMENT.format("moment")}
) WITHOUT ROWID;
CREATE TABLE health (
    question TEXT PRIMARY KEY NOT NULL CHECK (typeof(question) = 'text' AND question <> ''),
    said {_SOME_LINE.format("said")},
    {_MOMENT.format("moment")}
) WITHOUT ROWID;
CREATE TABLE awakenings (
    night {_NIGHT} PRIMARY KEY,
    opened INTEGER NOT NULL CHECK (typeof(opened) = 'integer' AND opened >= 0),
    got_up INTEGER NOT NULL CHECK (typeof(got_up) = 'integer' AND got_up IN (0, 1))
) WITHOUT ROWID;
"""
"""What a person says beyond the diary. Of the old cravings no row was ever written by a coach; what
was imported by hand becomes a symptom."""
