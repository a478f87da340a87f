
ALTER TABLE sessions RENAME TO old_sessions;
DROP INDEX sessions_began;
DROP INDEX sessions_kind;
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY NOT NULL,
    began TEXT NOT NULL
        CHECK (began GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z' AND began BETWEEN '1900' AND '2200'),
    offset_minutes INTEGER NOT NULL
        CHECK (typeof(offset_minutes) = 'integer' AND offset_minutes BETWEEN -1439 AND 1439),
    night TEXT NOT NULL CHECK (night GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' AND night BETWEEN '1900' AND '2200'),
    script TEXT NOT NULL CHECK (typeof(script) = 'text' AND script <> ''),
    kind TEXT NOT NULL CHECK (typeof(kind) = 'text' AND kind <> ''),
    planned_ms INTEGER NOT NULL CHECK (typeof(planned_ms) = 'integer' AND planned_ms >= 0),
    done_ms INTEGER NOT NULL CHECK (typeof(done_ms) = 'integer' AND done_ms >= 0),
    ending TEXT NOT NULL CHECK (ending IN ('finished', 'stopped')),
    routine TEXT NOT NULL CHECK (typeof(routine) = 'text'),
    pauses INTEGER NOT NULL CHECK (typeof(pauses) = 'integer' AND pauses >= 0)
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
    CHECK (begins GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z' AND begins BETWEEN '1900' AND '2200');
ALTER TABLE diaries ADD COLUMN nap_minutes INTEGER CHECK (nap_minutes IS NULL OR typeof(nap_minutes) = 'integer' AND nap_minutes >= 0);
