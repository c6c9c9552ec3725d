//! The engagement's SQLite: record entries, attachments, users, sessions.
