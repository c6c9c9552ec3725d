//! Drawings as SVG: bars for rank, columns for months, bands for flows; digits against what is
//! expected, boxes for spread, a histogram around a limit, a curve of shares; fields for likelihood ×
//! amount, dots for a share over time. Computed in integers, so that the same numbers give the same
//! bytes; sizes along the page are parts of its width, so that a
//! drawing is as wide as the screen and its text keeps its size.
//!
//! A drawing is called by the text of the element whose id it is given: the message above it
//! ([`figure`]). Its numbers stand in a table beside it, for who cannot see it and for who wants to
//! compute.
//!
//! Own code, because no crate that was weighed serves. `plotters` (0.3) and `charts-rs` (0.3) set
//! text at fixed coordinates of a fixed canvas, from metrics of a font they must load: on a
//! telephone it shrinks below reading size, and colours cannot follow dark mode or print.
//! `charming` (0.6) writes options for ECharts and needs its script to draw anything. `poloto`
//! plots lines against axes and has no bars with labels, no flows. All compute in floats, and none
//! draws a picture that a screen reader can be told about.

pub mod bars;
pub mod boxes;
pub mod bunching;
pub mod columns;
pub mod curve;
pub mod digits;
pub mod figure;
pub mod heat;
pub mod sankey;
pub mod steps;

/// A part of the width in hundredths of a per cent, as SVG writes it.
fn percent(permyriad: i128) -> String {
    let sign = if permyriad < 0 { "-" } else { "" };
    let size = permyriad.abs();
    format!("{sign}{}.{:02}%", size / 100, size % 100)
}
