//! The workflow through the office's door: what goes through, what is refused in which words, and
//! what holds whatever people do.

mod amended;
mod concurrent;
mod confirmations;
mod county;
mod drafts;
mod exposure;
mod gate;
mod people;
mod random;
mod referrals;
mod refused;
mod whole;
mod world;
