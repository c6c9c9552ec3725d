//! Audit statistics as pure functions over slices and exact numbers: what an examiner can check
//! against published tables. Knows no budgets, ledgers or files.

pub mod bunching;
pub mod concentration;
pub mod conformance;
pub mod digits;
pub mod forest;
pub mod matching;
pub mod outliers;
pub mod quantile;
pub mod rounding;
pub mod sampling;
pub mod series;
