//! Names in place of people: one person has one pseudonym in a package, and nobody without the
//! package's secret can tell that two packages speak of the same one. That is 去标识化, not 匿名化: who
//! holds the secret can tell, so the secret stays with the office and is never published.

use super::kind::MESSAGES;
use super::known::compared;
use crate::i18n::Lang;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::collections::BTreeMap;

/// As what somebody appears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Was paid.
    Payee,
    /// Is in a list of persons.
    Person,
    /// Delivered.
    Supplier,
    /// Bid.
    Bidder,
    /// Entered, approved or posted.
    Staff,
}

impl Role {
    fn word(self, lang: Lang) -> &'static str {
        let id = match self {
            Role::Payee => "role-payee",
            Role::Person => "role-person",
            Role::Supplier => "role-supplier",
            Role::Bidder => "role-bidder",
            Role::Staff => "role-staff",
        };
        MESSAGES.plain(lang, id)
    }
}

/// The pseudonyms of one package.
pub struct Pseudonyms {
    codes: BTreeMap<String, String>,
}

/// Crockford's base 32: no I, L, O, U, so that a code can be read out and spells no word.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters of a code where nobody else begins with them: 20 bits.
const SHORTEST: usize = 4;

/// A person in the office's own files, told apart from others over all releases of an engagement:
/// 16 hex digits under a key of the office. In no package.
#[must_use]
pub fn person_code(key: &[u8; 32], person: &str) -> String {
    let mac = keyed(key, "person of a release", &compared(person));
    mac.iter().take(8).map(|b| format!("{b:02x}")).collect()
}

pub(super) fn keyed(key: &[u8; 32], purpose: &str, value: &str) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    // Both parts have their length before them, so that no two pairs meet.
    for part in [purpose, value] {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part.as_bytes());
    }
    mac.finalize().into_bytes().into()
}

fn code(digest: &[u8; 32]) -> String {
    let bit = |i: usize| usize::from(digest[i / 8] >> (7 - i % 8) & 1);
    let letter = |n: usize| (0..5).fold(0, |v, b| v * 2 + bit(n * 5 + b));
    (0..51).map(|n| char::from(ALPHABET[letter(n)])).collect()
}

impl Pseudonyms {
    /// For these values (identity numbers, or names where there is none) under the package's own
    /// secret. All of them are given at once: where two begin alike both get longer codes, whatever
    /// the order. Spellings of one value are one.
    #[must_use]
    pub fn new<'a>(key: &[u8; 32], values: impl IntoIterator<Item = &'a str>) -> Pseudonyms {
        let full: BTreeMap<String, String> = values
            .into_iter()
            .map(compared)
            .map(|v| (code(&keyed(key, "pseudonym", &v)), v))
            .collect();
        let sorted: Vec<&String> = full.keys().collect();
        let common =
            |a: &str, b: &str| a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
        let mut codes = BTreeMap::new();
        for (i, this) in sorted.iter().enumerate() {
            let before = i.checked_sub(1).map_or(0, |p| common(sorted[p], this));
            let after = sorted.get(i + 1).map_or(0, |next| common(next, this));
            let len = SHORTEST.max(before.max(after) + 1).min(this.len());
            codes.insert(full[*this].clone(), this[..len].to_string());
        }
        Pseudonyms { codes }
    }

    /// 收款人-7K3F; nothing for a value that was not given.
    #[must_use]
    pub fn name(&self, role: Role, value: &str, lang: Lang) -> Option<String> {
        let code = self.codes.get(&compared(value))?;
        Some(format!("{}-{code}", role.word(lang)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 1, through the crate we use.
    #[test]
    fn the_mac_is_hmac_sha256() {
        let mut mac = Hmac::<Sha256>::new_from_slice(&[0x0b; 20]).expect("a key");
        mac.update(b"Hi There");
        let hex = fisc_model::digest::hex(&mac.finalize().into_bytes());
        assert_eq!(
            hex,
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        );
    }

    #[test]
    fn stable_within_and_unlinkable_across() {
        let values: Vec<String> = (0..50_000).map(|i| format!("person {i:05}")).collect();
        let names = |key: u8, order: &[String]| {
            Pseudonyms::new(&[key; 32], order.iter().map(String::as_str)).codes
        };
        let one = names(1, &values);
        let turned: Vec<String> = values.iter().rev().cloned().collect();
        assert_eq!(one, names(1, &turned), "the order says nothing");
        let mut codes: Vec<&String> = one.values().collect();
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), 50_000, "each has their own");
        let short = codes.iter().filter(|c| c.len() == SHORTEST).count();
        assert!(
            short > 40_000 && short < 50_000,
            "some begin alike: {short}"
        );
        for (value, code) in &names(2, &values) {
            assert!(
                one[value] != *code || code.len() == SHORTEST,
                "chance alone"
            );
        }
        let same = names(2, &values)
            .iter()
            .filter(|(v, c)| one[*v] == **c)
            .count();
        assert!(
            same < 5,
            "{same} of 50,000 are the same under another secret"
        );
    }

    #[test]
    fn spellings_are_one_person() {
        let p = Pseudonyms::new(&[7; 32], ["11010519491231002X", "王小明"]);
        let a = p.name(Role::Payee, "110105 19491231 002x", Lang::Zh);
        assert_eq!(
            a,
            p.name(
                Role::Payee,
                "１１０１０５１９４９１２３１００２Ｘ",
                Lang::Zh
            )
        );
        assert!(
            a.as_ref().is_some_and(|a| a.starts_with("收款人-")),
            "{a:?}"
        );
        assert_eq!(p.name(Role::Payee, "李明", Lang::Zh), None);
        let en = p.name(Role::Staff, "王小明", Lang::En).expect("given");
        assert!(
            en.starts_with("Official-") && en.len() == "Official-".len() + 4,
            "{en}"
        );
    }
}
