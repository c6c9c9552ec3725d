//! The pages: marked as a draft, without script, and with the totals of the tables. What else they
//! say is held by their checksums only.

use crate::Files;
use crate::report::Check;
use crate::tables::{Tables, text};
use fisc_model::Money;

/// The pages and how each calls a draft.
const PAGES: [(&str, &str); 2] = [
    ("index.html", "内部草稿，不得对外公开"),
    ("index.en.html", "internal draft — not for publication"),
];
/// Makes a browser load nothing from elsewhere and run no script.
const POLICY: &str = r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">"#;
/// Marks that no page has. Text on a page cannot hold them: `<` and `"` are escaped there.
const FOREIGN: [&str; 7] = [
    "<script",
    "<iframe",
    "<object",
    "<form",
    "<base",
    "http-equiv=\"refresh\"",
    "href=\"javascript:",
];
/// The totals a page states.
const STATED: [&str; 6] = [
    "ledger_rows",
    "methods",
    "methods_run",
    "leads",
    "distinct_evidence_rows",
    "amount_each_row_once",
];

/// Whether the pages are those of a draft and state the totals of the tables.
pub fn check(files: &Files, tables: Option<&Tables>) -> Check {
    let mut check = Check::new(
        "the pages are marked as a draft, run no script, and state the totals of the tables",
        "网页标明为草稿，不含脚本，所列合计与各表一致",
    );
    for (path, banner) in PAGES {
        match files.get(path).map(|bytes| std::str::from_utf8(bytes)) {
            None => check.problem(path, "is missing", "缺少该文件"),
            Some(Err(_)) => check.problem(path, "is not UTF-8 text", "不是 UTF-8 文本"),
            Some(Ok(page)) => one(path, page, banner, tables, &mut check),
        }
    }
    check
}

fn one(path: &str, page: &str, banner: &str, tables: Option<&Tables>, check: &mut Check) {
    if !page.contains(banner) {
        check.problem(
            path,
            format!("does not say “{banner}”"),
            format!("未标明“{banner}”"),
        );
    }
    if !page.contains(POLICY) {
        check.problem(
            path,
            "does not forbid scripts and files from elsewhere",
            "未禁止脚本和外部文件",
        );
    }
    let lower = page.to_ascii_lowercase();
    for mark in FOREIGN.iter().filter(|mark| lower.contains(**mark)) {
        check.problem(path, format!("holds {mark}"), format!("含有 {mark}"));
    }
    let Some(tables) = tables else { return };
    for measure in STATED {
        let row = tables
            .rows("data/totals.csv")
            .iter()
            .find(|row| text(row, "measure") == measure);
        let value = row.map(|row| text(row, "value")).unwrap_or_default();
        let stated = format!(
            "<data id=\"total-{measure}\" value=\"{value}\">{}</data>",
            grouped(value)
        );
        if !page.contains(&stated) || page.matches(&format!("id=\"total-{measure}\"")).count() != 1
        {
            check.problem(
                path,
                format!("does not state {measure} once as data/totals.csv does: {value}"),
                format!("{measure} 与 data/totals.csv 的 {value} 不一致"),
            );
        }
    }
}

/// A number with its thousands separated.
fn grouped(value: &str) -> String {
    let (whole, cents) = value
        .split_once('.')
        .map_or((value, "00"), |(whole, cents)| (whole, cents));
    let money = format!("{whole}{cents}")
        .parse()
        .map(Money)
        .unwrap_or_default()
        .grouped();
    if value.contains('.') {
        money
    } else {
        money.trim_end_matches(".00").to_string()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_for_people() {
        for (value, expected) in [
            ("0", "0"),
            ("1234", "1,234"),
            ("-1234.50", "-1,234.50"),
            ("-0.05", "-0.05"),
            ("", "0"),
        ] {
            assert_eq!(super::grouped(value), expected);
        }
    }
}
