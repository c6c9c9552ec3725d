//! Readers of others panic on some damaged files. To the user that is a file that cannot be read, and
//! never the end of the program. (A reader that asks for more memory than there is cannot be helped: that
//! ends the program whoever asks. Damaged lengths in Parquet and Arrow files can do it.)

use std::fmt::Display;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs a step of such a reader. After a panic the reader is not used again, since every error ends
/// the reading of its file.
pub(crate) fn guarded<T, E: Display>(step: impl FnOnce() -> Result<T, E>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(step)) {
        Ok(result) => result.map_err(|e| e.to_string()),
        Err(_) => Err("it is damaged; have it copied or exported again".to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error() {
        assert_eq!(guarded(|| Ok::<_, String>(1)), Ok(1));
        assert_eq!(guarded(|| Err::<u8, _>("no")), Err("no".to_string()));
        let step = || -> Result<usize, String> { Ok([1, 2][std::hint::black_box(2)]) };
        assert!(guarded(step).expect_err("a panic").contains("damaged"));
    }
}
