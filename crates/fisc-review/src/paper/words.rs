//! The wording of papers, from `i18n/en/paper.ftl` and `i18n/zh/paper.ftl`, and the one place where
//! foreign text is made harmless before it enters a paper.

use super::{Head, Signature};
use chrono::{Datelike, NaiveDate};
use fisc_i18n::{Arg, Lang, Messages};
use fisc_model::Money;
use fisc_model::act::{RectificationClass, Verdict};
use fisc_model::finding::{AmountKind, Criterion, Finding};
use fisc_model::lead::Bilingual;
use std::sync::LazyLock;

pub(super) static MESSAGES: LazyLock<Messages> = LazyLock::new(|| {
    Messages::new(
        include_str!("../../i18n/en/paper.ftl"),
        include_str!("../../i18n/zh/paper.ftl"),
    )
});

/// The words of one paper: in its language, with its currency.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub lang: Lang,
    currency: &'a str,
}

impl<'a> Words<'a> {
    pub fn of(head: &Head<'a>) -> Words<'a> {
        Words {
            lang: head.lang,
            currency: head.currency,
        }
    }

    /// A message without places.
    pub fn t(&self, id: &str) -> String {
        MESSAGES.say(self.lang, id, &[])
    }

    /// A message with its places filled.
    pub fn f(&self, id: &str, args: &[(&str, Arg)]) -> String {
        MESSAGES.say(self.lang, id, args)
    }

    /// The text in the paper's language; in the other where there is none.
    pub fn pick<'b>(&self, text: &'b Bilingual) -> &'b str {
        let (first, second) = match self.lang {
            Lang::En => (&text.en, &text.zh),
            Lang::Zh => (&text.zh, &text.en),
        };
        if first.trim().is_empty() {
            second
        } else {
            first
        }
    }

    pub fn unit(&self) -> String {
        if self.currency == "CNY" {
            self.t("currency-cny")
        } else {
            self.currency.to_string()
        }
    }

    /// The head of a column of amounts: what they are and in what they are.
    pub fn amount_column(&self, name: &str) -> String {
        let name = self.t(name);
        self.f(
            "amount-column",
            &[("name", name.into()), ("unit", self.unit().into())],
        )
    }

    pub fn day(&self, day: NaiveDate) -> String {
        // Two digits are how English writes a date here; Chinese writes none before the number.
        let part = |n: u32| match self.lang {
            Lang::En => format!("{n:02}"),
            Lang::Zh => n.to_string(),
        };
        let year = day.year().to_string();
        let (month, day) = (part(day.month()), part(day.day()));
        self.f(
            "day",
            &[("y", year.into()), ("m", month.into()), ("d", day.into())],
        )
    }

    /// The day, or room to write it.
    pub fn day_or_blank(&self, day: Option<NaiveDate>) -> String {
        day.map_or_else(|| self.t("day-blank"), |day| self.day(day))
    }

    pub fn list<S: AsRef<str>>(&self, names: &[S]) -> String {
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        names.join(&self.t("list-comma"))
    }

    pub fn names(&self, people: &[Signature<'_>]) -> String {
        self.list(&people.iter().map(|p| p.name).collect::<Vec<_>>())
    }

    pub fn kind(&self, kind: AmountKind) -> String {
        self.t(match kind {
            AmountKind::Irregular => "kind-irregular",
            AmountKind::Loss => "kind-loss",
            AmountKind::Mismanaged => "kind-mismanaged",
            AmountKind::OwedToTreasury => "kind-owed",
            AmountKind::Idle => "kind-idle",
            AmountKind::None => "kind-none",
        })
    }

    pub fn verdict(&self, verdict: Verdict) -> String {
        self.t(match verdict {
            Verdict::Approve => "verdict-approve",
            Verdict::MoreEvidence => "verdict-more",
            Verdict::Return => "verdict-return",
            Verdict::Reject => "verdict-reject",
        })
    }

    pub fn class(&self, class: RectificationClass) -> String {
        self.t(match class {
            RectificationClass::AtOnce => "class-at-once",
            RectificationClass::Staged => "class-staged",
            RectificationClass::Continuing => "class-continuing",
        })
    }

    /// The determined amount with its unit and what it means.
    pub fn amount(&self, finding: &Finding) -> String {
        if finding.amount_kind == AmountKind::None {
            return self.kind(AmountKind::None);
        }
        self.f(
            "amount-of",
            &[
                ("amount", finding.amount.grouped().into()),
                ("unit", self.unit().into()),
                ("kind", self.kind(finding.amount_kind).into()),
            ],
        )
    }

    /// A message with `amount` and `unit`.
    pub fn money(&self, id: &str, amount: Money) -> String {
        self.f(
            id,
            &[
                ("amount", amount.grouped().into()),
                ("unit", self.unit().into()),
            ],
        )
    }

    /// A rule with its article, and its words where they are given.
    pub fn criterion(&self, c: &Criterion) -> String {
        let id = if c.text.is_empty() {
            "criterion"
        } else {
            "criterion-text"
        };
        self.f(
            id,
            &[
                ("instrument", self.instrument(c.instrument.trim()).into()),
                ("article", c.article.as_str().into()),
                ("text", c.text.as_str().into()),
            ],
        )
    }

    /// Chinese sets the title of a law in its own marks, and its version behind them.
    fn instrument(&self, name: &str) -> String {
        if self.lang == Lang::En || name.contains('《') {
            return name.to_string();
        }
        match name.rfind('（') {
            Some(at) if at > 0 && name.ends_with('）') => {
                format!("《{}》{}", &name[..at], &name[at..])
            }
            _ => format!("《{name}》"),
        }
    }

    pub fn criteria(&self, finding: &Finding) -> String {
        let all: Vec<String> = finding.criteria.iter().map(|c| self.criterion(c)).collect();
        all.join("\n")
    }

    /// The number of a section: 一 to 九十九 in Chinese.
    pub fn ordinal(&self, n: usize) -> String {
        const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
        match (self.lang, n) {
            (Lang::Zh, 1..=9) => DIGITS[n].to_string(),
            (Lang::Zh, 10..=19) => format!("十{}", DIGITS[n - 10]),
            (Lang::Zh, 20..=99) => format!("{}十{}", DIGITS[n / 10], DIGITS[n % 10]),
            _ => n.to_string(),
        }
    }
}

/// Text as a paper may hold it: what XML cannot hold, control characters, and characters that turn
/// the direction of what follows (a name must not read otherwise than it is stored) are replaced
/// by a visible sign. Lines stay lines.
pub(super) fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.chars()
        .map(|c| match c {
            '\n' => c,
            '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => '\n',
            '\t' => ' ',
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => {
                '\u{fffd}'
            }
            '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}
