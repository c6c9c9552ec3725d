//! Feedback from the web form: what the form may know of a release, and the file that it hands over for
//! each submission. The form's process and the office's share nothing but these files, and the office
//! reads them as what a stranger wrote.

use super::intake::{LONGEST, Trouble, trouble};
use crate::year::Table;
use chrono::NaiveDate;
use fisc_model::lead::Bilingual;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was sent in the form. The names are those of the columns of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// What the sender may quote: see [`receipt`].
    pub receipt: String,
    /// The day, by the form's clock.
    pub received_on: NaiveDate,
    /// The number of the finding it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<String>,
    /// As received.
    pub text: String,
    /// Who sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How they are reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
}

impl Submission {
    /// Reads a file of the form; `today` is the office's.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(text: &str, today: NaiveDate) -> Result<Submission, Vec<Trouble>> {
        let read = serde_json::from_str(text).map_err(|e| {
            let error = e.to_string();
            vec![trouble(0, "", "row-broken", &[("error", error.into())])]
        });
        let sent: Submission = read?;
        let mut troubles = Vec::new();
        let mut wrong = |column: &str, id: &str| troubles.push(trouble(0, column, id, &[]));
        if !is_receipt(&sent.receipt) {
            wrong("receipt", "cell-receipt");
        }
        if sent.text.trim().is_empty() {
            wrong("text", "cell-text");
        }
        if sent.received_on > today {
            wrong("received_on", "cell-future");
        }
        let most = [("most", LONGEST.into())];
        let cells = [&sent.finding, &sent.name, &sent.contact];
        let cells = cells.into_iter().flatten().chain([&sent.text]);
        if cells.map(|c| c.chars().count()).any(|n| n > LONGEST) {
            troubles.push(trouble(0, "text", "cell-long", &most));
        }
        match troubles.is_empty() {
            true => Ok(sent),
            false => Err(troubles),
        }
    }

    /// Name and how to reach them, as one text; nothing for an anonymous item.
    #[must_use]
    pub fn reached(&self) -> Option<String> {
        let parts = [&self.name, &self.contact];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }
}

/// Letters and digits that are not taken for one another when they are read aloud: base 32 of Crockford.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The receipt that these random bytes make, three groups of four: 60 of their bits.
#[must_use]
pub fn receipt(random: [u8; 8]) -> String {
    let mut bits = u64::from_le_bytes(random);
    let mut text = String::new();
    for place in 0..12 {
        if place > 0 && place % 4 == 0 {
            text.push('-');
        }
        let five = usize::try_from(bits % 32).unwrap_or(0);
        text.push(char::from(ALPHABET[five]));
        bits /= 32;
    }
    text
}

/// Whether this is a receipt as [`receipt`] writes them.
#[must_use]
pub fn is_receipt(text: &str) -> bool {
    let group = |g: &str| g.len() == 4 && g.bytes().all(|b| ALPHABET.contains(&b));
    text.split('-').count() == 3 && text.split('-').all(group)
}

/// What the form tells of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// The release's title.
    pub title: String,
    /// Who issued it.
    pub body: Bilingual,
    /// Where it stands on the web, ending in `/`.
    pub address: String,
    /// Its findings in their order: number and title, which is empty where it is withheld.
    pub findings: Vec<(String, Bilingual)>,
}

impl Issued {
    /// Reads it from the published files: `datapackage.json` and `data/findings.csv`.
    ///
    /// # Errors
    /// The file and what it lacks.
    pub fn read(about: &[u8], findings: &[u8]) -> Result<Issued, String> {
        const ABOUT: &str = "datapackage.json";
        let value: serde_json::Value =
            serde_json::from_slice(about).map_err(|e| format!("{ABOUT}: {e}"))?;
        let issuer = &value["contributors"][0];
        let text = |of: &serde_json::Value, key: &str| {
            let missing = || format!("{ABOUT}: {key} is missing; feedback is about a release");
            of[key].as_str().map(str::to_string).ok_or_else(missing)
        };
        let files = BTreeMap::from([("data/findings.csv".to_string(), findings.to_vec())]);
        let table = Table::read(&files, "findings")?;
        let one = |row: usize| -> Result<(String, Bilingual), String> {
            let title = |column: &str| -> Result<String, String> {
                let cell = table.cell(row, column)?;
                Ok(match cell.starts_with(crate::year::MARK) {
                    true => String::new(),
                    false => cell.to_string(),
                })
            };
            let (en, zh) = (title("title_en")?, title("title_zh")?);
            Ok((table.cell(row, "number")?.to_string(), Bilingual { en, zh }))
        };
        Ok(Issued {
            title: text(&value, "title")?,
            body: Bilingual {
                en: text(issuer, "title_en")?,
                zh: text(issuer, "title")?,
            },
            address: text(&value, "homepage")?,
            findings: (0..table.len()).map(one).collect::<Result<_, _>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 5, 8).expect("a date")
    }

    proptest! {
        #[test]
        fn what_is_handed_over_is_read_as_it_was_sent(
            random: [u8; 8], text in "\\PC*x\\PC*", name in proptest::option::of(".*"),
        ) {
            let sent = Submission {
                receipt: receipt(random),
                received_on: day(),
                finding: None,
                text,
                name,
                contact: None,
            };
            let file = serde_json::to_string(&sent).expect("JSON");
            prop_assert_eq!(Submission::read(&file, day()), Ok(sent));
        }
    }

    #[test]
    fn a_file_that_no_form_wrote_is_refused_with_what_is_wrong() {
        let good = r#"{"receipt":"0123-4567-89AB","received_on":"2026-05-08","text":"=1+1"}"#;
        assert_eq!(Submission::read(good, day()).expect("good").text, "=1+1");
        for (from, to, column) in [
            ("0123-4567-89AB", "../0123-4567", "receipt"),
            ("0123-4567-89AB", "0123-4567-89ab", "receipt"),
            ("2026-05-08", "2026-05-09", "received_on"),
            ("2026-05-08", "today", ""),
            ("=1+1", "  ", "text"),
            ("\"text\"", "\"channel\":\"web\",\"text\"", ""),
            ("}", "", ""),
        ] {
            let file = good.replace(from, to);
            let troubles = Submission::read(&file, day()).expect_err(&file);
            assert_eq!(troubles[0].column, column, "{file}: {troubles:?}");
        }
        let long = good.replace("=1+1", &"长".repeat(LONGEST + 1));
        assert!(Submission::read(&long, day()).is_err());
    }

    #[test]
    fn a_release_says_who_issued_it_and_what_one_may_ask_about() {
        let about = r#"{"title":"T","homepage":"https://a.example/","contributors":
            [{"title":"县审计局","title_en":"County Audit Office"}]}"#;
        let findings = "number,title_en,title_zh\n1,'=A,甲\n2,█ secret,█ secret\n";
        let issued = Issued::read(about.as_bytes(), findings.as_bytes()).expect("a release");
        assert_eq!(issued.body.zh, "县审计局");
        assert_eq!(issued.findings[0].1.en, "=A");
        assert_eq!(issued.findings[1], ("2".into(), Bilingual::default()));
        let draft = Issued::read(br#"{"title":"T"}"#, findings.as_bytes());
        assert!(draft.expect_err("a draft").contains("about a release"));
        assert!(Issued::read(about.as_bytes(), b"id\nx\n").is_err());
    }
}
