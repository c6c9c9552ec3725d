//! Audit statistics as pure functions over slices and exact numbers: what an examiner can check
//! against published tables. Knows no budgets, ledgers or files.

pub mod matching;
