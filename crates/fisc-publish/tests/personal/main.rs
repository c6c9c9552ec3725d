//! Personal data: what is found in a text, what stays quiet, and that nothing planted in a package
//! gets past the scanner.
#![expect(
    clippy::print_stdout,
    reason = "with --nocapture the figures are shown"
)]

mod containers;
mod detectors;
#[path = "../package/fixture.rs"]
#[allow(dead_code)]
mod fixture;
mod planted;
mod speed;
mod values;

use fisc_publish::personal::{Detectors, Known, Words};

/// The detectors of the shipped pack.
pub fn detectors(known: Known) -> Detectors {
    let words = include_str!("../../../../packs/cn/personal.toml");
    Detectors::new(Words::parse(words).expect("the shipped words"), known)
}
