//! The desk: pages for auditors and reviewers, over the same functions as the program.
