//! Digit tests on exact decimals. Counting is exact, streams and merges ([`DigitCounts`],
//! [`MantissaSums`], [`Repeats`]); floats appear when a finished count is compared with what Benford's
//! law expects ([`DigitTest`]). An effect size (MAD, excess MAD) comes before each p-value, and
//! [`Preconditions`] says where no verdict is possible.
//!
//! Definitions: M. Nigrini, *Benford's Law* (Wiley 2012); summation, second order and number
//! duplication as there; excess MAD after B. Barney and K. Schulzke, "Moderating 'cry wolf' events with
//! excess MAD in Benford's law research and practice", *Journal of Forensic Accounting Research* 1
//! (2016).

mod counts;
mod mantissa;
mod place;
mod preconditions;
mod profile;
mod repeats;
mod test;

pub use counts::{DigitCounts, LIMIT, TooLarge};
pub use mantissa::{Distortion, MantissaSums, MantissaTest, distortion};
pub use place::{Place, leading_digits};
pub use preconditions::{Preconditions, Reason};
pub use profile::{Profile, rows_behind};
pub use repeats::{Repeated, Repeats};
pub use test::{Conformity, Cutoffs, DigitTest, OfDigit, Summed, summation};
