-- The first version of the file. What is on record is appended and never changed: triggers hold
-- that against our own code too. Times are whole seconds since 1970 in UTC.

CREATE TABLE entry (
    log TEXT NOT NULL CHECK (log IN ('record', 'referrals')),
    position INTEGER NOT NULL CHECK (position >= 0),
    -- hex SHA-256 of the signed statement: the same one is never taken twice, in whichever log
    statement TEXT NOT NULL UNIQUE CHECK (length(statement) = 64),
    bytes BLOB NOT NULL,
    PRIMARY KEY (log, position)
) STRICT;

-- The hashes of the tree's complete subtrees, entries at level 0; they never change either.
CREATE TABLE hash (
    log TEXT NOT NULL CHECK (log IN ('record', 'referrals')),
    level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 63),
    place INTEGER NOT NULL CHECK (place >= 0),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (log, level, place)
) STRICT, WITHOUT ROWID;

-- What the log signed after each entry.
CREATE TABLE checkpoint (
    log TEXT NOT NULL CHECK (log IN ('record', 'referrals')),
    size INTEGER NOT NULL CHECK (size > 0),
    note TEXT NOT NULL,
    PRIMARY KEY (log, size)
) STRICT;

-- Files that entries name by digest. A file that belongs to a referral is kept apart from the same
-- file of the record: whether somebody else has it must not show.
CREATE TABLE attachment (
    log TEXT NOT NULL CHECK (log IN ('record', 'referrals')),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    bytes BLOB NOT NULL,
    PRIMARY KEY (log, sha256)
) STRICT;

CREATE TRIGGER entry_stays BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never removed'); END;
CREATE TRIGGER hash_stays BEFORE UPDATE ON hash
BEGIN SELECT RAISE(ABORT, 'a hash is never changed'); END;
CREATE TRIGGER hash_is_kept BEFORE DELETE ON hash
BEGIN SELECT RAISE(ABORT, 'a hash is never removed'); END;
CREATE TRIGGER checkpoint_stays BEFORE UPDATE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'a checkpoint is never changed'); END;
CREATE TRIGGER checkpoint_is_kept BEFORE DELETE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'a checkpoint is never removed'); END;
CREATE TRIGGER attachment_stays BEFORE UPDATE ON attachment
BEGIN SELECT RAISE(ABORT, 'an attachment is never changed'); END;
CREATE TRIGGER attachment_is_kept BEFORE DELETE ON attachment
BEGIN SELECT RAISE(ABORT, 'an attachment is never removed'); END;

-- The desk: who may log in, and who has.

CREATE TABLE user (
    person TEXT PRIMARY KEY,
    -- argon2id in the PHC form
    password TEXT NOT NULL
) STRICT;

CREATE TABLE session (
    -- SHA-256 of the token: the file opens no session
    token BLOB PRIMARY KEY CHECK (length(token) = 32),
    person TEXT NOT NULL REFERENCES user (person) ON DELETE CASCADE,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX session_of ON session (person);

-- Secret keys, encrypted behind their owner's passphrase.
CREATE TABLE sealed_key (
    holder TEXT PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

-- Failed logins, for the limit on them; `who` is a person or an address.
CREATE TABLE attempt (
    who TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX attempt_of ON attempt (who, at);
