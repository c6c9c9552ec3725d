-- What the public sends to an office: events of items, in the order in which they were written. Nothing
-- of it is changed or removed, and triggers hold that against our own code too. How somebody is reached is
-- kept apart, because it must go when it is no longer needed.

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    desk TEXT NOT NULL CHECK (desk IN ('feedback', 'request')),
    item TEXT NOT NULL CHECK (item <> ''),
    -- the day it happened, as 2026-05-06
    happened TEXT NOT NULL CHECK (happened GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    -- who did it, of the office
    person TEXT NOT NULL CHECK (person <> ''),
    -- what, as JSON
    act TEXT NOT NULL CHECK (json_valid(act)),
    -- when it was written down: whole seconds since 1970 in UTC
    written INTEGER NOT NULL
) STRICT;

CREATE INDEX event_of ON event (desk, item, id);

-- Personal data, erased when its time has come.
CREATE TABLE contact (
    desk TEXT NOT NULL CHECK (desk IN ('feedback', 'request')),
    item TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (desk, item)
) STRICT;

CREATE TRIGGER event_stays BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;
CREATE TRIGGER event_is_kept BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'an event is never removed'); END;
