//! Matching of records that may speak of one payee or one project: a name in its normal form, how
//! like two names are, blocks of records worth comparing, and the weight of what agrees and what
//! does not. Everything is explained: a pair carries, for each field, what was seen and its weight.
//!
//! Word lists (legal forms, regions) are part of this crate and not of the packs of a jurisdiction:
//! a name has one key, whatever packs an engagement loads, because keys end up in leads.

mod block;
mod compare;
mod name;
mod pairs;
mod sound;
mod weight;
mod words;

pub use block::{Block, Blocks, Limits, tail_key};
pub use compare::{
    anagram_key, bigram_dice, jaro_winkler, name_similarity, one_apart, similarity,
    transposed_digits,
};
pub use name::{Name, name_key, text_key};
pub use pairs::{Pair, Payee, Report, match_payees};
pub use sound::{initials, letters, units};
pub use weight::{Compared, Field, Level, Model, ModelError, Score, match_weight, payee_model};

/// Rounded to 12 significant digits, as all statistics are when they are kept: what is left does not
/// depend on the order of additions.
#[must_use]
pub fn twelve_digits(x: f64) -> f64 {
    format!("{x:.11e}").parse().unwrap_or(x)
}
