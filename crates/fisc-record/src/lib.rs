//! Signed statements in an append-only log: envelopes, keys, log mathematics; knows no findings.
