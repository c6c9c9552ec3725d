-- How every connection treats the file. WAL: readers go on while somebody writes. FULL: a commit
-- that was acknowledged is on the disk; fullfsync asks macOS to mean it. A schema that somebody
-- tampered with runs no function, a cell is looked at before it is used.
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA fullfsync = ON;
PRAGMA checkpoint_fullfsync = ON;
PRAGMA foreign_keys = ON;
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
