//! The two drawings with what they say: where the auditees stand by likelihood and amount, and how an
//! auditee's risk went from one assessment to the next.

use super::Made;
use super::words::{band_word, moment, say, short, t};
use crate::charts::heat::{self, Point};
use crate::charts::steps::{self, Step};
use crate::i18n::Lang;
use fisc_model::Money;
use fisc_risk::assessment::{Assessment, Phase};
use fisc_risk::factors::Factor;
use fisc_risk::settings::ONE;
use fisc_risk::texts::percent;
use maud::{Markup, html};

/// A drawing with its message.
pub struct Drawn {
    /// What it says, in a sentence.
    pub message: String,
    /// The SVG, called by the element of the id that was given.
    pub svg: Markup,
    /// What must be known to read it.
    pub note: String,
}

impl Drawn {
    /// As a figure in a page; `title_id` is the id that the drawing was made with.
    #[must_use]
    pub fn figure(&self, title_id: &str) -> Markup {
        html! {
            figure {
                figcaption id=(title_id) { (self.message) }
                (self.svg)
            }
            p.remark { (self.note) }
        }
    }
}

/// A probability in millionths.
fn millionths(share: f64) -> u32 {
    let scaled = (share * f64::from(ONE)).round().clamp(0.0, f64::from(ONE));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to a million"
    )]
    let millionths = scaled as u32;
    millionths
}

/// Where an auditee stands: after the first tests by what its leads say, before by its assessed risk
/// and its size.
fn place(a: &Assessment, by_leads: bool) -> Option<Point> {
    if by_leads {
        return (a.phase >= Phase::Preparation).then(|| Point {
            likelihood: a.likelihood.map_or(0, millionths),
            amount: a.expected.map_or(0, |m| m.0),
        });
    }
    let size = a.inherent.points.iter().find(|p| p.factor == Factor::Size);
    Some(Point {
        likelihood: a.combined,
        amount: size?.value,
    })
}

/// The heat map of these assessments, one of each auditee: likelihood × amount. `unit` is the currency.
#[must_use]
pub fn heat_map(latest: &[&Made], lang: Lang, unit: &str, title_id: &str) -> Drawn {
    let by_leads = latest
        .iter()
        .any(|m| m.assessment.phase >= Phase::Preparation);
    let placed: Vec<(&Made, Point)> = latest
        .iter()
        .filter_map(|m| Some((*m, place(&m.assessment, by_leads)?)))
        .collect();
    let points: Vec<Point> = placed.iter().map(|(_, p)| *p).collect();
    let (likelihood, amount) = match by_leads {
        true => (t(lang, "heat-likelihood-leads"), "heat-amount-leads"),
        false => (t(lang, "heat-likelihood-before"), "heat-amount-before"),
    };
    let amount = say(lang, amount, &[("unit", unit.into())]);
    let foremost = placed
        .iter()
        .max_by_key(|(m, p)| (weight(*p), std::cmp::Reverse(&m.assessment.auditee)));
    let message = match foremost {
        None => t(lang, "heat-nobody").to_string(),
        Some((made, p)) => say(
            lang,
            "heat-message",
            &[
                ("count", placed.len().into()),
                ("name", made.name.as_str().into()),
                ("likelihood", percent(p.likelihood).into()),
                ("amount", Money(p.amount).grouped().into()),
                ("unit", unit.into()),
            ],
        ),
    };
    let mut note = t(
        lang,
        match by_leads {
            true => "heat-note-leads",
            false => "heat-note-before",
        },
    )
    .to_string();
    let left_out = latest.len() - placed.len();
    if left_out > 0 {
        let left = say(lang, "heat-left-out", &[("count", left_out.into())]);
        note = format!("{note} {left}");
    }
    let svg = heat::heat(
        &heat::fields(&points),
        title_id,
        likelihood,
        &amount,
        &|units| short(units, lang),
    );
    Drawn { message, svg, note }
}

/// Likelihood × amount.
fn weight(p: Point) -> i128 {
    i128::from(p.likelihood) * p.amount.max(0)
}

/// The history of one auditee, the oldest assessment first.
#[must_use]
pub fn history(of_one: &[&Made], lang: Lang, title_id: &str) -> Drawn {
    let steps: Vec<Step> = of_one
        .iter()
        .map(|m| Step {
            label: moment(m.fiscal_year, &m.assessment, lang),
            value: m.assessment.combined,
            shown: format!(
                "{} {}",
                percent(m.assessment.combined),
                band_word(m.assessment.band, lang)
            ),
        })
        .collect();
    let message = match (of_one.first(), of_one.last()) {
        (Some(first), Some(last)) if of_one.len() > 1 => {
            let (from, to) = (&first.assessment, &last.assessment);
            let id = match to.combined.cmp(&from.combined) {
                std::cmp::Ordering::Greater => "history-up",
                std::cmp::Ordering::Less => "history-down",
                std::cmp::Ordering::Equal => "history-same",
            };
            say(
                lang,
                id,
                &[
                    ("from", percent(from.combined).into()),
                    ("to", percent(to.combined).into()),
                    ("count", of_one.len().into()),
                ],
            )
        }
        (_, Some(only)) => say(
            lang,
            "history-one",
            &[("to", percent(only.assessment.combined).into())],
        ),
        _ => t(lang, "history-none").to_string(),
    };
    Drawn {
        message,
        svg: steps::steps(&steps, title_id),
        note: t(lang, "history-note").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::latest;
    use super::super::tests::made;
    use super::*;

    #[test]
    fn after_the_first_tests_leads_place_and_before_them_size() {
        let all = made();
        let drawn = heat_map(&latest(&all), Lang::En, "CNY", "t");
        assert!(drawn.message.contains("91.3 %"), "{}", drawn.message);
        assert!(
            drawn.message.contains("1,234,567.00 CNY"),
            "{}",
            drawn.message
        );
        let before: Vec<Made> = all[..4].to_vec();
        let drawn = heat_map(&latest(&before), Lang::Zh, "元", "t");
        assert!(drawn.message.contains("7,000,000.00"), "{}", drawn.message);
        let nobody = heat_map(&[], Lang::En, "CNY", "t");
        assert!(!nobody.message.is_empty());
    }

    #[test]
    fn a_history_says_where_it_went() {
        let all = made();
        let of = |n: usize| -> Vec<&Made> {
            let one = all.iter().filter(|m| m.assessment.auditee == "990101001");
            one.take(n).collect()
        };
        assert!(history(&[], Lang::En, "t").message.len() > 5);
        assert!(history(&of(1), Lang::En, "t").message.contains('%'));
        let drawn = history(&of(3), Lang::Zh, "t");
        assert_eq!(drawn.svg.into_string().matches("class=\"dot\"").count(), 3);
    }
}
