//! The graph on small ledgers whose answers are written out, and on random ones whose sums must tie.

mod circles;
mod ledger;
mod named;
mod random;
