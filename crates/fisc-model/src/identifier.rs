//! Check characters of the identifiers in Chinese ledgers.
//! Some really issued codes fail their check: a failure is information, never a rejection.

/// Resident identity number, GB 11643-1999: 17 digits and a check character (ISO 7064 MOD 11-2),
/// with a real date of birth in digits 7 to 14.
#[must_use]
pub fn person_id_valid(id: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let b = id.as_bytes();
    if b.len() != 18 || !b[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let number = |s: &[u8]| s.iter().fold(0u32, |n, d| n * 10 + u32::from(d - b'0'));
    let (year, month, day) = (number(&b[6..10]), number(&b[10..12]), number(&b[12..14]));
    let born = i32::try_from(year)
        .ok()
        .and_then(|y| chrono::NaiveDate::from_ymd_opt(y, month, day));
    let sum: u32 = b
        .iter()
        .zip(WEIGHTS)
        .map(|(d, w)| u32::from(d - b'0') * w)
        .sum();
    born.is_some() && b"10X98765432"[(sum % 11) as usize] == b[17]
}

const CREDIT_ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Check character of the first 17 characters of a unified social credit code, GB 32100-2015:
/// alphabet without I O S V Z, weights 3^(i−1) mod 31. `None` if a character is not in it.
#[must_use]
pub fn credit_code_check(first17: &str) -> Option<char> {
    if first17.len() != 17 {
        return None;
    }
    let mut weight = 1;
    let mut sum = 0;
    for c in first17.bytes() {
        sum += CREDIT_ALPHABET.iter().position(|a| *a == c)? * weight % 31;
        weight = weight * 3 % 31;
    }
    Some(char::from(CREDIT_ALPHABET[(31 - sum % 31) % 31]))
}

/// Unified social credit code, GB 32100-2015: 18 characters, the last one a check character.
#[must_use]
pub fn credit_code_valid(code: &str) -> bool {
    code.is_ascii()
        && code.len() == 18
        && credit_code_check(&code[..17]).is_some_and(|c| code.ends_with(c))
}

/// Check character of the first 17 digits of a resident identity number, GB 11643-1999.
#[must_use]
pub fn person_id_check(first17: &str) -> Option<char> {
    let b = first17.as_bytes();
    if b.len() != 17 || !b.iter().all(u8::is_ascii_digit) {
        return None;
    }
    "0123456789X".chars().find(|c| {
        let id = format!("{first17}{c}");
        let weights = [7u32, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        let sum: u32 = b
            .iter()
            .zip(weights)
            .map(|(d, w)| u32::from(d - b'0') * w)
            .sum();
        b"10X98765432"[(sum % 11) as usize] == id.as_bytes()[17]
    })
}

/// Luhn check (ISO/IEC 7812-1) of a card number of 13 to 19 digits.
#[must_use]
pub fn luhn_valid(card: &str) -> bool {
    if !(13..=19).contains(&card.len()) || !card.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let sum: u32 = card
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| {
            let d = u32::from(b - b'0') * if i % 2 == 1 { 2 } else { 1 };
            if d > 9 { d - 9 } else { d }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn published_vectors() {
        assert!(person_id_valid("11010519491231002X")); // GB 11643-1999, example
        assert!(!person_id_valid("110105194912310021"));
        assert!(
            !person_id_valid("11010519490231002X"),
            "31 February is no date"
        );
        assert!(!person_id_valid("11010519491231002x"));
        // The prefix 91350100M000100Y4 has check character 3; the Z seen on many pages is wrong.
        assert!(credit_code_valid("91350100M000100Y43"));
        assert!(!credit_code_valid("91350100M000100Y4Z"));
        assert!(
            !credit_code_valid("91350100I000100Y43"),
            "I is not in the alphabet"
        );
        assert!(luhn_valid("4111111111111111"));
        assert!(!luhn_valid("4111111111111112"));
        assert!(!luhn_valid("411111111111"));
        assert!(!luhn_valid("41111111111111110000"));
    }

    proptest! {
        #[test]
        fn checks_complete_their_prefix(first in "[0-9]{6}19[5-9][0-9]0[1-9]1[0-9][0-9]{3}", credit in "[0-9A-HJ-NPQRTUWXY]{17}") {
            let check = person_id_check(&first).expect("digits");
            let id = format!("{first}{check}");
            prop_assert!(person_id_valid(&id));
            let code = format!("{credit}{}", credit_code_check(&credit).expect("alphabet"));
            prop_assert!(credit_code_valid(&code));
        }

        #[test]
        fn nothing_panics(text in ".*") {
            let _ = (person_id_valid(&text), credit_code_valid(&text), luhn_valid(&text));
        }
    }
}
