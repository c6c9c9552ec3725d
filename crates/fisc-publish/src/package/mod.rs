//! The package of a release.
