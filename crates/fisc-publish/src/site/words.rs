//! The site's sentences and how it writes numbers. The wording stands in `i18n/en/site.ftl` and
//! `i18n/zh/site.ftl`; tests hold both against the calls of `t` and `say`.

use crate::i18n::{Arg, Lang, Messages};
use crate::publication::{CorrectionKind, RectificationState, WithheldScope};
use fisc_model::Money;
use fisc_model::act::{RectificationClass, Stage};
use fisc_model::finding::AmountKind;
use fisc_model::lead::Bilingual;
use fisc_model::run::Outcome;
use maud::{Markup, html};
use std::sync::LazyLock;

static MESSAGES: LazyLock<Messages> = LazyLock::new(|| {
    Messages::new(
        include_str!("../../i18n/en/site.ftl"),
        include_str!("../../i18n/zh/site.ftl"),
    )
});

/// Stands around the number of a part in a message; what users write never comes between.
const MARK: char = '\u{f8ff}';

/// Says everything in one language.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// The language.
    pub lang: Lang,
    /// ISO 4217.
    pub currency: &'a str,
}

impl<'a> Words<'a> {
    /// A message without places.
    pub fn t(self, id: &str) -> &'static str {
        MESSAGES.plain(self.lang, id)
    }

    /// A message as plain text, its places filled.
    pub fn text(self, id: &str, args: &[(&str, Arg)]) -> String {
        MESSAGES.say(self.lang, id, args)
    }

    /// A message whose places are markup: what is put in is not looked at again.
    pub fn say(self, id: &str, parts: &[(&str, Markup)]) -> Markup {
        let marks = parts.iter().enumerate();
        let marks: Vec<(&str, Arg)> = marks
            .map(|(i, (name, _))| (*name, Arg::Text(format!("{MARK}{i}{MARK}"))))
            .collect();
        let whole = self.text(id, &marks);
        html! {
            @for (i, piece) in whole.split(MARK).enumerate() {
                @if i % 2 == 0 { (piece) }
                @else if let Some((_, part)) = piece.parse().ok().and_then(|n: usize| parts.get(n)) { (part) }
            }
        }
    }

    /// The unit of amounts.
    pub fn unit(self) -> &'a str {
        match (self.currency, self.lang) {
            ("CNY", Lang::Zh) => "元",
            ("CNY", Lang::En) => "yuan",
            (other, _) => other,
        }
    }

    /// An exact amount with its unit.
    pub fn amount(self, amount: Money) -> String {
        format!("{} {}", amount.grouped(), self.unit())
    }

    /// An amount to about four digits, with its unit: for drawings and headlines, the exact one being in a
    /// table. Half is rounded away from zero.
    pub fn short(self, amount: Money) -> String {
        let (size, word) = match (self.lang, amount.0.unsigned_abs()) {
            (Lang::Zh, 10_000_000_000..) => (10_000_000_000, "亿"),
            (Lang::Zh, 1_000_000..) => (1_000_000, "万"),
            (Lang::En, 100_000_000_000..) => (100_000_000_000, "billion "),
            (Lang::En, 100_000_000..) => (100_000_000, "million "),
            _ => return self.amount(amount),
        };
        let hundredths = (amount.0.abs() * 100 + size / 2) / size;
        let hundredths = Money(if amount.0 < 0 {
            -hundredths
        } else {
            hundredths
        });
        let number = hundredths.grouped();
        let number = number.strip_suffix(".00").unwrap_or(&number);
        format!("{number} {word}{}", self.unit())
    }

    /// The reader's side of a text; where only the other was written, that one, marked as such.
    pub fn two(self, text: &Bilingual) -> Markup {
        let (own, other) = self.sides(text);
        if own.trim().is_empty() && !other.trim().is_empty() {
            let lang = if self.lang == Lang::En { "zh" } else { "en" };
            return html! { span lang=(lang) { (other) } };
        }
        self.mixed(own)
    }

    /// The same as plain text, for titles and feeds.
    pub fn plain(self, text: &Bilingual) -> &str {
        let (own, other) = self.sides(text);
        if own.trim().is_empty() { other } else { own }
    }

    fn sides(self, text: &Bilingual) -> (&str, &str) {
        match self.lang {
            Lang::En => (&text.en, &text.zh),
            Lang::Zh => (&text.zh, &text.en),
        }
    }

    /// What somebody wrote may be Chinese on an English page; a screen reader must know.
    pub fn mixed(self, text: &str) -> Markup {
        let han = text.chars().any(|c| ('\u{3400}'..'\u{a000}').contains(&c));
        html! { @if self.lang == Lang::En && han { span lang="zh" { (text) } } @else { (text) } }
    }

    /// Of these, one for each paragraph that was written.
    pub fn paragraphs(self, text: &Bilingual) -> Markup {
        let (own, other) = self.sides(text);
        let foreign = own.trim().is_empty();
        let lang = foreign.then_some(if self.lang == Lang::En { "zh" } else { "en" });
        html! {
            @for line in (if foreign { other } else { own }).lines().filter(|l| !l.trim().is_empty()) {
                p lang=[lang] { @if foreign { (line) } @else { (self.mixed(line)) } }
            }
        }
    }

    /// The kind of an amount.
    pub fn kind(self, kind: AmountKind) -> &'static str {
        self.t(match kind {
            AmountKind::Irregular => "kind-irregular",
            AmountKind::Loss => "kind-loss",
            AmountKind::Mismanaged => "kind-mismanaged",
            AmountKind::OwedToTreasury => "kind-owed",
            AmountKind::Idle => "kind-idle",
            AmountKind::None => "kind-none",
        })
    }

    /// What an amount of this kind means.
    pub fn kind_means(self, kind: AmountKind) -> &'static str {
        self.t(match kind {
            AmountKind::Irregular => "kind-irregular-means",
            AmountKind::Loss => "kind-loss-means",
            AmountKind::Mismanaged => "kind-mismanaged-means",
            AmountKind::OwedToTreasury => "kind-owed-means",
            AmountKind::Idle => "kind-idle-means",
            AmountKind::None => "kind-none-means",
        })
    }

    /// A shape and a word, so that no state hangs on colour.
    pub fn state(self, state: Option<RectificationState>) -> Markup {
        let (shape, word) = match state {
            None => ("○", "state-none"),
            Some(RectificationState::Open) => ("◔", "state-open"),
            Some(RectificationState::Reported) => ("◑", "state-reported"),
            Some(RectificationState::Closed) => ("●", "state-closed"),
            Some(RectificationState::Overdue) => ("▲", "state-overdue"),
            Some(RectificationState::Reopened) => ("◆", "state-reopened"),
        };
        html! { span.word { span.shape aria-hidden="true" { (shape) } " " (self.t(word)) } }
    }

    /// A stage of review.
    pub fn stage(self, stage: Stage) -> &'static str {
        self.t(match stage {
            Stage::Leader => "stage-leader",
            Stage::Exposure => "stage-exposure",
            Stage::Department => "stage-department",
            Stage::Adjudication => "stage-adjudication",
            Stage::Conference => "stage-conference",
            Stage::Head => "stage-head",
            Stage::Publication => "stage-publication",
        })
    }

    /// How something is put right.
    pub fn class(self, class: RectificationClass) -> &'static str {
        self.t(match class {
            RectificationClass::AtOnce => "class-at-once",
            RectificationClass::Staged => "class-staged",
            RectificationClass::Continuing => "class-continuing",
        })
    }

    /// What a release did to a thing.
    pub fn correction(self, kind: CorrectionKind) -> &'static str {
        self.t(match kind {
            CorrectionKind::Corrected => "correction-corrected",
            CorrectionKind::Withdrawn => "correction-withdrawn",
            CorrectionKind::Added => "correction-added",
        })
    }

    /// How much is withheld at once.
    pub fn scope(self, scope: WithheldScope) -> &'static str {
        self.t(match scope {
            WithheldScope::Value => "scope-value",
            WithheldScope::Cell => "scope-cell",
            WithheldScope::Column => "scope-column",
            WithheldScope::Finding => "scope-finding",
            WithheldScope::Auditee => "scope-auditee",
            WithheldScope::Function => "scope-function",
        })
    }

    /// How a method ended. That it returned leads is not said: only findings are published.
    pub fn outcome(self, outcome: Outcome) -> &'static str {
        self.t(match outcome {
            Outcome::Leads | Outcome::Clean => "outcome-run",
            Outcome::Skipped => "outcome-skipped",
            Outcome::Failed => "outcome-failed",
        })
    }

    /// A level of government; as it stands where it is none of the usual.
    pub fn level(self, level: &str) -> &str {
        match level {
            "central" => self.t("level-central"),
            "province" => self.t("level-province"),
            "city" => self.t("level-city"),
            "county" => self.t("level-county"),
            "township" => self.t("level-township"),
            other => other,
        }
    }

    /// Who audits whom.
    pub fn relation(self, relation: &str) -> &str {
        match relation {
            "same_level" => self.t("relation-same-level"),
            "upper_audits_lower" => self.t("relation-upper"),
            "cross" => self.t("relation-cross"),
            other => other,
        }
    }
}

/// A count with thousands separated.
pub fn count(n: u64) -> String {
    let grouped = Money(i128::from(n) * 100).grouped();
    grouped.trim_end_matches(".00").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Everything between `before` and the next quotation mark.
    fn named<'s>(source: &'s str, before: &str) -> BTreeSet<&'s str> {
        source
            .split(before)
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect()
    }

    #[test]
    fn both_languages_say_the_same_and_every_message_is_said() {
        assert_eq!(MESSAGES.problems(), [""; 0]);
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/site");
        let mut source = String::new();
        for entry in std::fs::read_dir(folder).expect("the folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|e| e == "rs") {
                source += &std::fs::read_to_string(path).expect("UTF-8");
            }
        }
        let ids = MESSAGES.ids();
        let unsaid: Vec<_> = ids
            .iter()
            .filter(|id| !source.contains(&format!("\"{id}\"")))
            .collect();
        assert!(unsaid.is_empty(), "messages that nothing says: {unsaid:?}");
        for before in [".t(\"", ".say(\"", ".text(\""] {
            let missing: Vec<_> = named(&source, before)
                .into_iter()
                .filter(|id| !ids.contains(id))
                .collect();
            assert!(missing.is_empty(), "no such message: {missing:?}");
        }
    }

    #[test]
    fn amounts_read_well_and_are_rounded_half_up() {
        let words = |lang| Words {
            lang,
            currency: "CNY",
        };
        let short = |lang, text| words(lang).short(Money::parse(text).expect("an amount"));
        assert_eq!(short(Lang::Zh, "12345.67"), "1.23 万元");
        assert_eq!(short(Lang::Zh, "99995000"), "9,999.50 万元");
        assert_eq!(short(Lang::Zh, "125500000"), "1.26 亿元");
        assert_eq!(short(Lang::Zh, "9999.99"), "9,999.99 元");
        assert_eq!(short(Lang::En, "1250000"), "1.25 million yuan");
        assert_eq!(short(Lang::En, "-2000000000"), "-2 billion yuan");
        assert_eq!(count(1_234_567), "1,234,567");
    }
}
