//! Which values of the ledger are looked for in a package. The schema marks columns that may hold
//! personal data; most of what stands in a column of payees are companies, whose names a finding
//! must be able to say.

use super::kind::Kind;
use super::words::Words;
use fisc_model::schema::{Column, Privacy, Type};

/// Columns that hold persons and others; their names are looked for only where they look like a
/// person's.
const ANYBODY: [&str; 7] = [
    "payee_name",
    "actual_payee_name",
    "supplier_name",
    "bidder_name",
    "holder_name",
    "payer_name",
    "counterparty",
];
/// Codes of whoever it is: codes of companies are public, and numbers of persons are found by their
/// form.
const CODES: [&str; 7] = [
    "payee_id",
    "supplier_id",
    "bidder_id",
    "seller_id",
    "buyer_id",
    "payer_id",
    "holder_id",
];

/// What stands in the columns of those who entered and approved when it was nobody.
const NOBODY: [&str; 14] = [
    "系统",
    "系统自动",
    "自动",
    "系统管理员",
    "管理员",
    "超级管理员",
    "接口",
    "无",
    "admin",
    "administrator",
    "auto",
    "root",
    "sysadmin",
    "system",
];

/// Whether the values of a column are looked for at all. Days are not: a day of death is a day like
/// any other wherever it stands.
#[must_use]
pub fn looked_for(column: &Column) -> bool {
    column.privacy == Privacy::Personal
        && column.ty == Type::Text
        && !CODES.contains(&column.name.as_str())
}

/// As what a value of such a column is looked for; nothing for the name of a company.
#[must_use]
pub fn known_as(words: &Words, column: &str, value: &str) -> Option<Kind> {
    let value = value.trim();
    let nobody = || NOBODY.contains(&value.to_lowercase().as_str());
    if value.is_empty() || nobody() || ANYBODY.contains(&column) && !is_a_persons(words, value) {
        return None;
    }
    match column {
        "counterparty" => Some(Kind::Name),
        other => Some(Kind::of_column(other)),
    }
}

/// Two to four Han characters that begin with a surname, or two parts of Han around a point.
fn is_a_persons(words: &Words, name: &str) -> bool {
    let c: Vec<char> = name.chars().filter(|c| !c.is_whitespace()).collect();
    let han = |c: char| ('\u{3400}'..'\u{a000}').contains(&c);
    if let Some(point) = c.iter().position(|c| matches!(c, '·' | '•' | '・')) {
        let (head, tail) = (&c[..point], &c[point + 1..]);
        let all = |part: &[char]| part.len() >= 2 && part.iter().all(|c| han(*c) || *c == '·');
        return all(head) && all(tail) && c.len() <= 16;
    }
    if !(2..=4).contains(&c.len()) || !c.iter().all(|c| han(*c)) {
        return false;
    }
    let compound = c.len() > 2 && words.compound_surnames.contains(&[c[0], c[1]]);
    let simple =
        c.len() < 4 && (words.surnames.contains(&c[0]) || words.rare_surnames.contains(&c[0]));
    let given = if compound { &c[2..] } else { &c[1..] };
    (compound || simple) && !given.iter().any(|c| words.never_given.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        Words::parse(include_str!("../../../../packs/cn/personal.toml")).expect("words")
    }

    #[test]
    fn persons_are_looked_for_and_companies_are_not() {
        let words = words();
        let kind = |column, value| known_as(&words, column, value);
        for name in ["王小明", "李明", "欧阳修文", "阿里木·买买提", " 张 三 "] {
            assert_eq!(kind("payee_name", name), Some(Kind::Name), "{name}");
            assert_eq!(kind("counterparty", name), Some(Kind::Name), "{name}");
        }
        for name in [
            "甲公司",
            "金山中学",
            "青山县水务有限公司",
            "Acme Ltd",
            "万科",
            "王府井商店",
            "",
        ] {
            assert_eq!(kind("payee_name", name), None, "{name}");
        }
        assert_eq!(kind("entered_by", "zhang3"), Some(Kind::Name));
        for nobody in ["系统", "管理员", "SYSTEM", "Admin"] {
            assert_eq!(kind("posted_by", nobody), None, "{nobody}");
        }
        assert_eq!(
            kind("payee_account", "6222020000000000"),
            Some(Kind::BankAccount)
        );
    }

    #[test]
    fn days_and_codes_are_not_looked_for() {
        let mut found = Vec::new();
        for table in fisc_model::schema::tables() {
            found.extend(table.columns.iter().filter(|c| looked_for(c)));
        }
        assert!(found.len() > 30);
        assert!(
            found
                .iter()
                .all(|c| c.privacy == Privacy::Personal && c.ty == Type::Text)
        );
        for name in CODES.into_iter().chain(["died_on", "purpose"]) {
            assert!(found.iter().all(|c| c.name != name), "{name}");
        }
        for name in ANYBODY {
            assert!(found.iter().any(|c| c.name == name), "{name}");
        }
    }
}
