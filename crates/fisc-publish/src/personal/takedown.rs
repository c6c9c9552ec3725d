//! What was taken down after publication stays out when the package is built again: a list keeps
//! keyed fingerprints, never the data. The key is the office's, lies elsewhere, and stays the same
//! over all packages; without it a fingerprint of a telephone number could be tried out.

use super::known::compared;
use super::normal::Normal;
use super::pseudonym::keyed;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What was taken down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A value wherever it stands: a number, a name, a passage.
    Value,
    /// A finding, by its number.
    Finding,
    /// A person, by identity number or name.
    Person,
}

impl What {
    fn word(self) -> &'static str {
        match self {
            What::Value => "takedown value",
            What::Finding => "takedown finding",
            What::Person => "takedown person",
        }
    }
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Takedown {
    /// HMAC-SHA256 of what it is and the value in compared spelling, hex.
    pub fingerprint: String,
    /// What it is of.
    pub what: What,
    /// Characters of the value, by which it is found inside texts.
    pub characters: usize,
    /// Why, without the data.
    pub reason: String,
    /// Since when.
    pub on: NaiveDate,
    /// Who decided: a role or office.
    pub by: String,
}

/// All decisions, by fingerprint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Takedowns {
    list: BTreeMap<String, Takedown>,
}

/// What is wrong with a list of takedowns.
#[derive(Debug, thiserror::Error)]
pub enum TakedownError {
    /// It does not parse.
    #[error("the list of takedowns: {0}; restore it from the last release, it must not be lost")]
    Form(String),
    /// A version of another program.
    #[error(
        "the list of takedowns is of version {0}, this program reads version 1; use a newer program"
    )]
    Version(u32),
    /// No fingerprint.
    #[error("the list of takedowns: {0:?} is no fingerprint of 64 hex characters")]
    Fingerprint(String),
    /// The value is too short to be told from others.
    #[error(
        "a takedown of {0} characters would withhold half of every text; at least 2 are needed, 5 for letters and digits"
    )]
    TooShort(usize),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    #[serde(default)]
    takedown: Vec<Takedown>,
}

impl Takedowns {
    /// Reads the TOML that [`Takedowns::to_toml`] writes.
    ///
    /// # Errors
    /// Another form or version, or a fingerprint that is none.
    pub fn parse(text: &str) -> Result<Takedowns, TakedownError> {
        let file: File = toml::from_str(text).map_err(|e| TakedownError::Form(e.to_string()))?;
        if file.version != 1 {
            return Err(TakedownError::Version(file.version));
        }
        let mut list = BTreeMap::new();
        for entry in file.takedown {
            let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
            if entry.fingerprint.len() != 64 || !entry.fingerprint.bytes().all(hex) {
                return Err(TakedownError::Fingerprint(entry.fingerprint));
            }
            list.insert(entry.fingerprint.clone(), entry);
        }
        Ok(Takedowns { list })
    }

    /// As TOML, sorted by fingerprint.
    ///
    /// # Errors
    /// It cannot be written as TOML.
    pub fn to_toml(&self) -> Result<String, TakedownError> {
        let file = File {
            version: 1,
            takedown: self.list.values().cloned().collect(),
        };
        toml::to_string(&file).map_err(|e| TakedownError::Form(e.to_string()))
    }

    /// All decisions, by fingerprint.
    pub fn iter(&self) -> impl Iterator<Item = &Takedown> {
        self.list.values()
    }

    /// Takes this value down; the first decision about a value stays.
    ///
    /// # Errors
    /// The value is too short.
    pub fn add(
        &mut self,
        key: &[u8; 32],
        what: What,
        value: &str,
        reason: &str,
        on: NaiveDate,
        by: &str,
    ) -> Result<(), TakedownError> {
        let value = compared(value);
        let characters = value.chars().count();
        let short = characters < 2 || value.is_ascii() && characters < 5;
        if short && what != What::Finding {
            return Err(TakedownError::TooShort(characters));
        }
        let fingerprint = fingerprint(key, what, &value);
        let entry = Takedown {
            fingerprint: fingerprint.clone(),
            what,
            characters,
            reason: reason.into(),
            on,
            by: by.into(),
        };
        self.list.entry(fingerprint).or_insert(entry);
        Ok(())
    }

    /// The decision that withholds this value, in any spelling.
    #[must_use]
    pub fn withholds(&self, key: &[u8; 32], what: What, value: &str) -> Option<&Takedown> {
        if self.list.is_empty() {
            return None;
        }
        self.list.get(&fingerprint(key, what, &compared(value)))
    }

    /// Where in a text stand values and persons that were taken down: byte spans on character
    /// boundaries, with the decision, the longest first at each place, without overlaps. One keyed
    /// digest for each place and length: about a million a second.
    #[must_use]
    pub fn find_in(&self, key: &[u8; 32], text: &str) -> Vec<(Range<usize>, &Takedown)> {
        let whats: BTreeSet<(std::cmp::Reverse<usize>, What)> = self
            .list
            .values()
            .filter(|t| t.what != What::Finding)
            .map(|t| (std::cmp::Reverse(t.characters), t.what))
            .collect();
        if whats.is_empty() {
            return Vec::new();
        }
        let normal = Normal::of(text);
        let places: Vec<usize> = (0..normal.chars.len())
            .filter(|i| !matches!(normal.chars[*i], ' ' | '-' | '·' | '\n'))
            .collect();
        let chars: Vec<char> = places
            .iter()
            .map(|i| normal.chars[*i].to_ascii_uppercase())
            .collect();
        let mut found = Vec::new();
        let mut i = 0;
        while i < chars.len() {
            let hit = whats.iter().find_map(|(len, what)| {
                let window: String = chars.get(i..i + len.0)?.iter().collect();
                let taken = self.list.get(&fingerprint(key, *what, &window))?;
                Some((len.0, taken))
            });
            if let Some((len, taken)) = hit {
                let span = normal.span(places[i]..places[i + len - 1] + 1);
                found.push((span, taken));
                i += len;
            } else {
                i += 1;
            }
        }
        found
    }
}

fn fingerprint(key: &[u8; 32], what: What, value: &str) -> String {
    fisc_model::digest::hex(&keyed(key, what.word(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 32] = [3; 32];

    fn list() -> Takedowns {
        let mut t = Takedowns::default();
        let on = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
        for (what, value) in [
            (What::Value, "13800138000"),
            (What::Person, "王小明"),
            (What::Finding, "F-3"),
        ] {
            t.add(
                &KEY,
                what,
                value,
                "consent withdrawn",
                on,
                "head of publication",
            )
            .expect("long enough");
        }
        t
    }

    #[test]
    fn a_rebuild_withholds_again_and_the_list_holds_no_data() {
        let text = list().to_toml().expect("TOML");
        for data in ["13800138000", "王小明", "F-3"] {
            assert!(!text.contains(data), "{text}");
        }
        let again = Takedowns::parse(&text).expect("its own form");
        assert_eq!(again, list());
        assert!(
            again
                .withholds(&KEY, What::Value, "138 0013-8000")
                .is_some()
        );
        assert!(again.withholds(&KEY, What::Finding, "F-3").is_some());
        assert!(again.withholds(&KEY, What::Finding, "F-4").is_none());
        assert!(
            again.withholds(&KEY, What::Value, "王小明").is_none(),
            "a person is no value"
        );
        assert!(
            again
                .withholds(&[4; 32], What::Value, "13800138000")
                .is_none(),
            "without the key"
        );
        let line = "由王 小明领取，电话１３８００１３８０００。";
        let found = again.find_in(&KEY, line);
        let spans: Vec<&str> = found.iter().map(|(s, _)| &line[s.clone()]).collect();
        assert_eq!(spans, ["王 小明", "１３８００１３８０００"]);
        assert_eq!(Takedowns::default().find_in(&KEY, line), []);
        let gone = super::super::take_down(&again, &KEY, line, crate::Lang::Zh);
        assert_eq!(
            gone.text,
            "由〔姓名，依撤除决定已隐去〕领取，电话〔个人信息，依撤除决定已隐去〕。"
        );
        assert_eq!(again.find_in(&KEY, &gone.text), []);
    }

    #[test]
    fn what_is_no_list_is_refused() {
        for (text, part) in [
            ("version = 2", "version 2"),
            ("x = 1", "unknown field"),
            (
                "version = 1\n[[takedown]]\nfingerprint = \"AB\"\nwhat = \"value\"\ncharacters = 3\nreason = \"\"\non = \"2026-01-01\"\nby = \"\"",
                "64 hex",
            ),
        ] {
            let error = Takedowns::parse(text).expect_err("refused").to_string();
            assert!(error.contains(part), "{error}");
        }
        let on = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
        let short = list().add(&KEY, What::Value, "12-34", "", on, "");
        assert!(short.is_err());
    }
}
