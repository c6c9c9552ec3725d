//! The wording of a release's tables, from `i18n/en/release.ftl` and `i18n/zh/release.ftl`.

use fisc_i18n::{Lang, Messages};
use std::sync::LazyLock;

static MESSAGES: LazyLock<Messages> = LazyLock::new(|| {
    Messages::new(
        include_str!("../../i18n/en/release.ftl"),
        include_str!("../../i18n/zh/release.ftl"),
    )
});

/// A message without places, in both languages: English, Chinese.
pub fn both(id: &str) -> [String; 2] {
    [Lang::En, Lang::Zh].map(|lang| MESSAGES.say(lang, id, &[]))
}

/// The id of the title of a table or a column.
pub fn id(kind: &str, name: &str) -> String {
    format!("{kind}-{}", name.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::sheets;
    use std::collections::BTreeSet;

    #[test]
    fn every_table_and_column_has_its_words_and_no_others_stand_there() {
        assert_eq!(MESSAGES.problems(), [""; 0]);
        let mut publication = crate::package::tests::publication();
        publication.people.push(crate::publication::PeopleRow {
            amount_kind: fisc_model::finding::AmountKind::Irregular,
            problem: String::new(),
            government: String::new(),
            auditee: String::new(),
            finding: String::new(),
            people: Some(12),
            amount: None,
            share: Some(100),
        });
        let mut wanted: BTreeSet<String> = [
            "reason-none",
            "reason-failed",
            "about",
            "conformance",
            "about-conformance",
        ]
        .map(String::from)
        .into();
        for sheet in sheets::sheets(&publication) {
            wanted.extend([id("table", sheet.name), id("about", sheet.name)]);
            wanted.extend(sheet.columns.iter().map(|c| id("column", c.0)));
        }
        let there: BTreeSet<String> = MESSAGES.ids().into_iter().map(String::from).collect();
        assert_eq!(there, wanted);
    }
}
