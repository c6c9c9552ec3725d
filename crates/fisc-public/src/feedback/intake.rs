//! Feedback in a file: the form that the public downloads, and its rows read back. All rows or none:
//! what is wrong is said row by row, and the file is sent in once more.

use super::Channel;
use crate::texts::{Place, both};
use chrono::NaiveDate;
use fisc_model::lead::Bilingual;

/// The columns of the file. Only `text` must be there.
pub const COLUMNS: [&str; 6] = [
    "received_on",
    "channel",
    "finding",
    "text",
    "name",
    "contact",
];

/// The longest text of an item, in characters.
pub(super) const LONGEST: usize = 20_000;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number, the first after the header being 1.
    pub row: u64,
    /// When it came; nothing where the file does not say.
    pub received_on: Option<NaiveDate>,
    /// How.
    pub channel: Channel,
    /// The finding it is about.
    pub finding: Option<String>,
    /// As received.
    pub text: String,
    /// Name and how to reach them, as one text; nothing for an anonymous item.
    pub contact: Option<String>,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The row, the first after the header being 1; 0 for the header.
    pub row: u64,
    /// The column, where it is about one.
    pub column: String,
    /// What to do.
    pub text: Bilingual,
}

pub(super) fn trouble(row: u64, column: &str, id: &str, places: &[(&str, Place)]) -> Trouble {
    Trouble {
        row,
        column: column.to_string(),
        text: both(id, places),
    }
}

/// An empty file with its header, for the public.
#[must_use]
pub fn form() -> String {
    // A byte order mark: without it the spreadsheets that most people have read UTF-8 as their own code.
    format!("\u{feff}{}\r\n", COLUMNS.join(","))
}

/// Reads a file: UTF-8, with a header.
///
/// # Errors
/// Everything that is wrong, at once.
pub fn read(text: &str, today: NaiveDate) -> Result<Vec<Row>, Vec<Trouble>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(|h| h.trim().to_lowercase()).collect(),
        Err(e) => {
            return Err(vec![trouble(
                0,
                "",
                "row-broken",
                &[("error", e.to_string().into())],
            )]);
        }
    };
    let mut troubles = Vec::new();
    for name in header.iter().filter(|h| !COLUMNS.contains(&h.as_str())) {
        let known = COLUMNS.join(", ");
        troubles.push(trouble(
            0,
            name,
            "column-unknown",
            &[("known", known.into())],
        ));
    }
    let at = |name: &str| header.iter().position(|h| h == name);
    if at("text").is_none() {
        troubles.push(trouble(0, "text", "column-missing", &[]));
        return Err(troubles);
    }
    let mut rows = Vec::new();
    for (row, record) in (1..).zip(reader.records()) {
        let record = match record {
            Ok(record) => record,
            Err(e) => {
                troubles.push(trouble(
                    row,
                    "",
                    "row-broken",
                    &[("error", e.to_string().into())],
                ));
                continue;
            }
        };
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if record.len() > header.len() {
            troubles.push(trouble(row, "", "row-wide", &[]));
            continue;
        }
        let cell = |name: &str| {
            let cell = at(name).and_then(|i| record.get(i)).map(str::trim);
            cell.filter(|c| !c.is_empty())
        };
        let text = cell("text").unwrap_or_default();
        if text.is_empty() {
            troubles.push(trouble(row, "text", "cell-text", &[]));
        }
        if text.chars().count() > LONGEST {
            troubles.push(trouble(
                row,
                "text",
                "cell-long",
                &[("most", LONGEST.into())],
            ));
        }
        let received_on = match cell("received_on").map(str::parse::<NaiveDate>) {
            Some(Ok(day)) if day <= today => Some(day),
            Some(Ok(_)) => {
                troubles.push(trouble(row, "received_on", "cell-future", &[]));
                None
            }
            Some(Err(_)) => {
                troubles.push(trouble(row, "received_on", "cell-day", &[]));
                None
            }
            None => None,
        };
        let channel = match cell("channel").map(str::parse) {
            Some(Ok(channel)) => channel,
            None => Channel::File,
            Some(Err::<_, String>(known)) => {
                troubles.push(trouble(
                    row,
                    "channel",
                    "cell-channel",
                    &[("known", known.into())],
                ));
                Channel::File
            }
        };
        let contact: Vec<&str> = ["name", "contact"].into_iter().filter_map(cell).collect();
        rows.push(Row {
            row,
            received_on,
            channel,
            finding: cell("finding").map(str::to_string),
            text: text.to_string(),
            contact: (!contact.is_empty()).then(|| contact.join(" · ")),
        });
    }
    if rows.is_empty() && troubles.is_empty() {
        troubles.push(trouble(0, "", "no-rows", &[]));
    }
    if troubles.is_empty() {
        Ok(rows)
    } else {
        Err(troubles)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 5, 8).expect("a date")
    }

    #[test]
    fn a_form_that_is_filled_in_comes_back_as_rows() {
        let filled = format!(
            "{}2026-05-06,letter,3,\"两行\n的问题\",甲,a@b.example\r\n,,,谢谢,,\r\n,,,,,\r\n",
            form()
        );
        let rows = read(&filled, day()).expect("two rows");
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].text, "两行\n的问题");
        assert_eq!(rows[0].finding.as_deref(), Some("3"));
        assert_eq!(rows[0].contact.as_deref(), Some("甲 · a@b.example"));
        let other = (rows[1].row, rows[1].channel, rows[1].received_on);
        assert_eq!(other, (2, Channel::File, None));
        assert_eq!(rows[1].contact, None);
    }

    #[test]
    fn all_troubles_are_said_at_once_with_their_rows() {
        let text =
            "text,channel,received_on,phone\n,fax,2026-13-01,1\nx,web,2027-01-01,\na,b,c,d,e\n";
        let troubles = read(text, day()).expect_err("wrong");
        let places: Vec<(u64, &str)> = troubles.iter().map(|t| (t.row, &*t.column)).collect();
        let expected = [
            (0, "phone"),
            (1, "text"),
            (1, "received_on"),
            (1, "channel"),
            (2, "received_on"),
            (3, ""),
        ];
        assert_eq!(places, expected);
        for (text, says) in [("a,b\n", "column"), ("text\n", "no rows"), ("", "column")] {
            let said = read(text, day()).expect_err(text);
            assert!(said.iter().any(|t| t.text.en.contains(says)), "{said:?}");
        }
    }
}
