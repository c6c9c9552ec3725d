//! From leads to findings to sign-off: who may do what, when, and what stands.

pub mod paper;
