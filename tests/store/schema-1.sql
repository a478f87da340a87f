
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY NOT NULL,
    began TEXT NOT NULL
        CHECK (began GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z' AND began BETWEEN '1900' AND '2200'),
    offset_minutes INTEGER NOT NULL
        CHECK (typeof(offset_minutes) = 'integer' AND offset_minutes BETWEEN -1439 AND 1439),
    script TEXT NOT NULL CHECK (typeof(script) = 'text' AND script <> ''),
    kind TEXT NOT NULL CHECK (typeof(kind) = 'text' AND kind <> ''),
    planned_ms INTEGER NOT NULL CHECK (typeof(planned_ms) = 'integer' AND planned_ms >= 0),
    done_ms INTEGER NOT NULL CHECK (typeof(done_ms) = 'integer' AND done_ms >= 0),
    ending TEXT NOT NULL CHECK (ending IN ('finished', 'stopped')),
    routine TEXT NOT NULL CHECK (typeof(routine) = 'text'),
    pauses INTEGER NOT NULL CHECK (typeof(pauses) = 'integer' AND pauses >= 0)
);
CREATE INDEX sessions_began ON sessions (began);
CREATE INDEX sessions_kind ON sessions (kind, ending);
CREATE TABLE answers (
    day TEXT NOT NULL CHECK (day GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' AND day BETWEEN '1900' AND '2200'),
    item TEXT NOT NULL CHECK (typeof(item) = 'text' AND item <> ''),
    answer TEXT NOT NULL CHECK (answer IN ('done', 'skipped', 'not-applicable')),
    
    moment TEXT NOT NULL
        CHECK (moment GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z' AND moment BETWEEN '1900' AND '2200'),
    offset_minutes INTEGER NOT NULL
        CHECK (typeof(offset_minutes) = 'integer' AND offset_minutes BETWEEN -1439 AND 1439),
    PRIMARY KEY (day, item)
) WITHOUT ROWID;
CREATE TABLE diaries (
    night TEXT PRIMARY KEY NOT NULL CHECK (night GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' AND night BETWEEN '1900' AND '2200'),
    into_bed TEXT CHECK (into_bed GLOB '[0-2][0-9]:[0-5][0-9]' AND into_bed < '24'),
    tried TEXT CHECK (tried GLOB '[0-2][0-9]:[0-5][0-9]' AND tried < '24'),
    last_awake TEXT CHECK (last_awake GLOB '[0-2][0-9]:[0-5][0-9]' AND last_awake < '24'),
    out_of_bed TEXT CHECK (out_of_bed GLOB '[0-2][0-9]:[0-5][0-9]' AND out_of_bed < '24'),
    zone TEXT NOT NULL CHECK (typeof(zone) = 'text'),
    offset_minutes INTEGER NOT NULL
        CHECK (typeof(offset_minutes) = 'integer' AND offset_minutes BETWEEN -1439 AND 1439),
    fell_asleep_minutes INTEGER CHECK (fell_asleep_minutes IS NULL OR typeof(fell_asleep_minutes) = 'integer' AND fell_asleep_minutes >= 0),
    awake_minutes INTEGER CHECK (awake_minutes IS NULL OR typeof(awake_minutes) = 'integer' AND awake_minutes >= 0),
    times_awake INTEGER CHECK (times_awake IS NULL OR typeof(times_awake) = 'integer' AND times_awake >= 0),
    quality INTEGER CHECK (quality IS NULL OR typeof(quality) = 'integer' AND quality BETWEEN 0 AND 10),
    legs INTEGER CHECK (legs IS NULL OR typeof(legs) = 'integer' AND legs BETWEEN 0 AND 10),
    craving INTEGER CHECK (craving IS NULL OR typeof(craving) = 'integer' AND craving BETWEEN 0 AND 10),
    anxiety INTEGER CHECK (anxiety IS NULL OR typeof(anxiety) = 'integer' AND anxiety BETWEEN 0 AND 10),
    sweats INTEGER CHECK (sweats IS NULL OR typeof(sweats) = 'integer' AND sweats IN (0, 1)),
    note TEXT NOT NULL CHECK (typeof(note) = 'text')
) WITHOUT ROWID;

CREATE TABLE ratings (
    id INTEGER PRIMARY KEY NOT NULL,
    moment TEXT NOT NULL
        CHECK (moment GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z' AND moment BETWEEN '1900' AND '2200'),
    offset_minutes INTEGER NOT NULL
        CHECK (typeof(offset_minutes) = 'integer' AND offset_minutes BETWEEN -1439 AND 1439),
    name TEXT NOT NULL CHECK (typeof(name) = 'text' AND name <> ''),
    value INTEGER NOT NULL CHECK (typeof(value) = 'integer' AND value BETWEEN 0 AND 10),
    note TEXT NOT NULL CHECK (typeof(note) = 'text')
);
CREATE INDEX ratings_moment ON ratings (moment);

CREATE TABLE symptoms (
    id INTEGER PRIMARY KEY NOT NULL,
    moment TEXT NOT NULL
        CHECK (moment GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z' AND moment BETWEEN '1900' AND '2200'),
    offset_minutes INTEGER NOT NULL
        CHECK (typeof(offset_minutes) = 'integer' AND offset_minutes BETWEEN -1439 AND 1439),
    name TEXT NOT NULL CHECK (typeof(name) = 'text' AND name <> ''),
    value INTEGER NOT NULL CHECK (typeof(value) = 'integer' AND value BETWEEN 0 AND 10),
    note TEXT NOT NULL CHECK (typeof(note) = 'text')
);
CREATE INDEX symptoms_moment ON symptoms (moment);

CREATE TABLE cravings (
    id INTEGER PRIMARY KEY NOT NULL,
    moment TEXT NOT NULL
        CHECK (moment GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z' AND moment BETWEEN '1900' AND '2200'),
    offset_minutes INTEGER NOT NULL
        CHECK (typeof(offset_minutes) = 'integer' AND offset_minutes BETWEEN -1439 AND 1439),
    name TEXT NOT NULL CHECK (typeof(name) = 'text' AND name <> ''),
    value INTEGER NOT NULL CHECK (typeof(value) = 'integer' AND value BETWEEN 0 AND 10),
    note TEXT NOT NULL CHECK (typeof(note) = 'text')
);
CREATE INDEX cravings_moment ON cravings (moment);
