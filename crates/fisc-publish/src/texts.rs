//! The messages of a package by name. Their wording stands in `i18n/en/package.ftl` and
//! `i18n/zh/package.ftl`: a translator reads one file, and a test holds that both say the same
//! things.

use crate::i18n::{Arg, Messages};
use fisc_model::lead::{ResultKind, Severity};
use fisc_model::run::Outcome;
use std::sync::LazyLock;

pub use crate::i18n::Lang;

static MESSAGES: LazyLock<Messages> = LazyLock::new(|| {
    Messages::new(
        include_str!("../i18n/en/package.ftl"),
        include_str!("../i18n/zh/package.ftl"),
    )
});

/// The name of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text(&'static str);

impl Text {
    /// The text in this language, for a message without places to fill.
    pub fn of(self, lang: Lang) -> &'static str {
        MESSAGES.plain(lang, self.0)
    }

    /// In English.
    pub fn en(self) -> &'static str {
        self.of(Lang::En)
    }

    /// In Chinese.
    pub fn zh(self) -> &'static str {
        self.of(Lang::Zh)
    }

    /// The text with its places filled.
    pub fn fill(self, lang: Lang, args: &[(&str, Arg)]) -> String {
        MESSAGES.say(lang, self.0, args)
    }
}

macro_rules! texts {
    ($($(#[$about:meta])* $name:ident = $id:literal,)*) => {
        $($(#[$about])* pub const $name: Text = Text($id);)*
        #[cfg(test)]
        const ALL: &[&str] = &[$($id),*];
    };
}

/// No text.
pub const NOTHING: Text = Text("");

texts! {
    // The package as a whole.
    STATUS = "status",
    BANNER = "banner",
    PACKAGE_ABOUT = "package-about",
    FAILED = "failed",
    NO_REASON = "no-reason",
    NOT_SHOWN = "not-shown",
    // Tables.
    METHODS = "methods",
    METHODS_ABOUT = "methods-about",
    EXCLUSIONS = "exclusions",
    EXCLUSIONS_ABOUT = "exclusions-about",
    SUBJECTS = "subjects",
    SUBJECTS_ABOUT = "subjects-about",
    TOTALS = "totals",
    TOTALS_ABOUT = "totals-about",
    PARAMETERS = "parameters",
    PARAMETERS_ABOUT = "parameters-about",
    COVERAGE = "coverage",
    COVERAGE_ABOUT = "coverage-about",
    // Columns.
    CODE = "code",
    NAME_EN = "name-en",
    NAME_ZH = "name-zh",
    RESULT = "result",
    SEVERITY = "severity",
    CONFIDENCE = "confidence",
    OUTCOME = "outcome",
    REASON_EN = "reason-en",
    REASON_ZH = "reason-zh",
    REASON = "reason",
    POPULATION = "population",
    TESTED = "tested",
    EXCLUDED = "excluded",
    LEADS = "leads",
    EVIDENCE = "evidence",
    AMOUNT = "amount",
    ROWS = "rows",
    KIND = "kind",
    SUBJECT = "subject",
    NAME = "name",
    LEADS_HIGH = "leads-high",
    LEADS_MEDIUM = "leads-medium",
    LEADS_LOW = "leads-low",
    LEADS_INFO = "leads-info",
    MEASURE = "measure",
    VALUE = "value",
    UNIT = "unit",
    MEANING_EN = "meaning-en",
    MEANING_ZH = "meaning-zh",
    PARAMETER = "parameter",
    SOURCE = "source",
    FROM = "from",
    TO = "to",
    BASIS = "basis",
    // Pages.
    OTHER_LANGUAGE = "other-language",
    LANGUAGES = "languages",
    YEAR = "year",
    SUMMARY = "summary",
    SUMMARY_TEXT = "summary-text",
    WHAT_A_LEAD_IS = "what-a-lead-is",
    NO_LEADS = "no-leads",
    METHODS_HEADING = "methods-heading",
    METHODS_CAPTION = "methods-caption",
    METHODS_NOTE = "methods-note",
    NONE_RUN = "none-run",
    METHOD = "method",
    NO_AMOUNT = "no-amount",
    AMOUNT_HEADING = "amount-heading",
    LEADS_HEADING = "leads-heading",
    AMOUNT_MESSAGE = "amount-message",
    LEADS_MESSAGE = "leads-message",
    AMOUNT_UNIT = "amount-unit",
    LEADS_UNIT = "leads-unit",
    CHART_PART = "chart-part",
    CHART_TABLE = "chart-table",
    NO_CHART = "no-chart",
    COVERAGE_HEADING = "coverage-heading",
    ALL_RUN = "all-run",
    NONE_EXCLUDED = "none-excluded",
    COVERAGE_NOTE = "coverage-note",
    VERIFY_HEADING = "verify-heading",
    VERIFY_INTRO = "verify-intro",
    VERIFY_SUMS = "verify-sums",
    VERIFY_FISC = "verify-fisc",
    VERIFY_OFFICE = "verify-office",
    DATA_HEADING = "data-heading",
    DATA_INTRO = "data-intro",
    DATA_ROWS = "data-rows",
    MADE_FROM = "made-from",
}

/// The word of data/methods.csv for how a method ended.
pub fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Leads => "leads",
        Outcome::Clean => "clean",
        Outcome::Skipped => "skipped",
        Outcome::Failed => "failed",
    }
}

/// How a method that was not run ended, for people.
pub fn outcome(outcome: Outcome) -> Text {
    Text(match outcome {
        Outcome::Leads => "outcome-leads",
        Outcome::Clean => "outcome-clean",
        Outcome::Skipped => "outcome-skipped",
        Outcome::Failed => "outcome-failed",
    })
}

/// The kind of test, for people.
pub fn result(result: ResultKind) -> Text {
    Text(match result {
        ResultKind::Breach => "result-breach",
        ResultKind::ToVerify => "result-to-verify",
        ResultKind::Indicator => "result-indicator",
    })
}

/// A shape and a word, so that no state hangs on colour.
pub fn severity(severity: Severity) -> (&'static str, Text) {
    match severity {
        Severity::High => ("▲", Text("severity-high")),
        Severity::Medium => ("◆", Text("severity-medium")),
        Severity::Low => ("●", Text("severity-low")),
        Severity::Info => ("○", Text("severity-info")),
    }
}

/// Unit and meaning of a total; the unit of an amount is the currency.
pub fn measure(name: &str) -> (&'static str, Text) {
    match name {
        "ledger_rows" => ("rows", Text("measure-ledger-rows")),
        "methods" => ("methods", Text("measure-methods")),
        "methods_run" => ("methods", Text("measure-methods-run")),
        "leads" => ("leads", Text("measure-leads")),
        "evidence_rows" => ("rows", Text("measure-evidence-rows")),
        "distinct_evidence_rows" => ("rows", Text("measure-distinct-evidence-rows")),
        "amount_each_row_once" => ("", Text("measure-amount-each-row-once")),
        "amount_all_methods" => ("", Text("measure-amount-all-methods")),
        "amount_breach" => ("", Text("measure-amount-breach")),
        "amount_to_verify" => ("", Text("measure-amount-to-verify")),
        _ => ("", NOTHING),
    }
}

/// The currency as people say it; others by their code.
pub fn unit(currency: &str, lang: Lang) -> &str {
    match currency {
        "CNY" => Text("unit-cny").of(lang),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same_and_nothing_else() {
        assert_eq!(MESSAGES.problems(), [""; 0]);
        let ids = MESSAGES.ids();
        let by_value = ids.iter().filter(|id| !ALL.contains(id));
        let source = include_str!("texts.rs");
        let unused: Vec<&&str> = by_value
            .filter(|id| !source.contains(&format!("\"{id}\"")))
            .collect();
        assert!(
            unused.is_empty(),
            "messages that no name stands for: {unused:?}"
        );
        let missing: Vec<&&str> = ALL.iter().filter(|id| !ids.contains(**id)).collect();
        assert!(missing.is_empty(), "names without a message: {missing:?}");
    }

    #[test]
    fn every_kind_has_its_words() {
        for lang in [Lang::En, Lang::Zh] {
            for o in [
                Outcome::Leads,
                Outcome::Clean,
                Outcome::Skipped,
                Outcome::Failed,
            ] {
                assert!(!outcome(o).of(lang).is_empty());
            }
            for s in [
                Severity::High,
                Severity::Medium,
                Severity::Low,
                Severity::Info,
            ] {
                assert!(!severity(s).1.of(lang).is_empty());
            }
            for r in [
                ResultKind::Breach,
                ResultKind::ToVerify,
                ResultKind::Indicator,
            ] {
                assert!(!result(r).of(lang).is_empty());
            }
            assert!(!unit("CNY", lang).is_empty());
        }
        assert_eq!(unit("GBP", Lang::Zh), "GBP");
    }
}
