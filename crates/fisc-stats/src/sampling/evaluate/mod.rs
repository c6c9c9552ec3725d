//! What an examined sample says about the population: limits of misstatement from monetary units
//! ([`units`]), from whole items ([`classical`]), and over strata ([`strata`]). Limits of a deviation
//! rate are in [`super::limit`].

pub mod classical;
pub mod strata;
pub mod units;
