-- The risk register: what was known, assessed and learnt, by year. Nothing is overwritten: a later
-- row stands beside the earlier one, and triggers hold that against our own code too. Times are whole
-- seconds since 1970 in UTC.

CREATE TABLE attribute (
    id INTEGER PRIMARY KEY,
    auditee TEXT NOT NULL,
    fiscal_year INTEGER NOT NULL,
    name TEXT NOT NULL,
    -- an exact integer, in the unit that the name says
    value TEXT NOT NULL,
    -- the engagement it comes from
    engagement TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX attribute_of ON attribute (auditee, fiscal_year, name, id);

CREATE TABLE assessment (
    id INTEGER PRIMARY KEY,
    engagement TEXT NOT NULL,
    fiscal_year INTEGER NOT NULL,
    auditee TEXT NOT NULL,
    name TEXT NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('initial', 'planning', 'preparation', 'final')),
    at INTEGER NOT NULL,
    -- the whole assessment as JSON, with its components
    content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;

CREATE INDEX assessment_of ON assessment (auditee, id);

-- What a decision about a lead said about its method; of two about one lead the later counts.
CREATE TABLE lesson (
    id INTEGER PRIMARY KEY,
    engagement TEXT NOT NULL,
    lead TEXT NOT NULL,
    method TEXT NOT NULL,
    lesson TEXT NOT NULL CHECK (lesson IN ('right', 'wrong', 'nothing')),
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX lesson_of ON lesson (engagement, lead, id);

CREATE TRIGGER attribute_stays BEFORE UPDATE ON attribute
BEGIN SELECT RAISE(ABORT, 'an attribute is never changed'); END;
CREATE TRIGGER attribute_is_kept BEFORE DELETE ON attribute
BEGIN SELECT RAISE(ABORT, 'an attribute is never removed'); END;
CREATE TRIGGER assessment_stays BEFORE UPDATE ON assessment
BEGIN SELECT RAISE(ABORT, 'an assessment is never changed'); END;
CREATE TRIGGER assessment_is_kept BEFORE DELETE ON assessment
BEGIN SELECT RAISE(ABORT, 'an assessment is never removed'); END;
CREATE TRIGGER lesson_stays BEFORE UPDATE ON lesson
BEGIN SELECT RAISE(ABORT, 'a lesson is never changed'); END;
CREATE TRIGGER lesson_is_kept BEFORE DELETE ON lesson
BEGIN SELECT RAISE(ABORT, 'a lesson is never removed'); END;
