//! Cells that open in a spreadsheet as what they are. A text that begins like a formula is run by
//! spreadsheet programs; an apostrophe before it makes it text again. Numbers stay as they are.

/// The cell, made harmless.
#[must_use]
pub fn safe(text: &str) -> String {
    if text.starts_with(FORMULA) && !is_number(text) {
        format!("'{text}")
    } else {
        text.to_string()
    }
}

/// First characters by which spreadsheet programs take a cell for a formula; the wide forms count
/// in East Asian settings.
const FORMULA: [char; 11] = [
    '=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
];

/// `-?digits[.digits]`: what fisc writes as a number.
fn is_number(text: &str) -> bool {
    let rest = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = rest.split_once('.').unwrap_or((rest, "0"));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    digits(whole) && digits(decimals)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_become_text_and_numbers_stay() {
        for text in [
            "=1+1",
            "+1",
            "-1+1",
            "-",
            "--1",
            "@SUM(A1)",
            "\tx",
            "\rx",
            "\n=1",
            "\u{ff1d}1",
            "-1e3",
            "-.5",
        ] {
            assert_eq!(safe(text), format!("'{text}"));
        }
        for text in [
            "", "-1", "-1234.50", "0.00", "EXE-003", "a=b", "'=1", "预算",
        ] {
            assert_eq!(safe(text), text);
        }
    }

    proptest! {
        #[test]
        fn nothing_that_begins_like_a_formula_is_left(text in "[-=+@\t\r]?.*") {
            let cell = safe(&text);
            prop_assert!(cell.ends_with(&text));
            prop_assert!(!cell.starts_with(FORMULA) || is_number(&cell));
        }
    }
}
