//! The risk register in pictures: a heat map, the register as a table, an auditee's history. For the
//! inside of an office: the program writes them as files, the desk puts them into its pages.

mod figures;
mod page;
mod tables;
mod words;

pub use figures::{Drawn, heat_map, history};
pub use page::{Contents, STYLE, file, svg};
pub use tables::{history_table, register, sentences};
pub use words::band_word;

use fisc_model::lead::SubjectKind;
use fisc_risk::assessment::Assessment;
use std::collections::BTreeMap;

/// An assessment as a register keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// In which engagement.
    pub engagement: String,
    /// The year audited.
    pub fiscal_year: i32,
    /// The day on which it was made, as people write it.
    pub on: String,
    /// The auditee's name then.
    pub name: String,
    /// All of it.
    pub assessment: Assessment,
}

/// The last assessment of each auditee, the riskiest first, then by name. `all` is in the order in
/// which the assessments were made.
#[must_use]
pub fn latest(all: &[Made]) -> Vec<&Made> {
    // A unit and a government may have one code.
    let mut last: BTreeMap<(&str, SubjectKind), &Made> = BTreeMap::new();
    for made in all {
        let a = &made.assessment;
        last.insert((&a.auditee, a.kind), made);
    }
    let mut latest: Vec<&Made> = last.into_values().collect();
    latest.sort_by(|a, b| {
        let (a, b) = (&a.assessment, &b.assessment);
        (b.combined, &a.auditee).cmp(&(a.combined, &b.auditee))
    });
    latest
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use fisc_model::Money;
    use fisc_risk::assessment::{Known, Phase, assess};
    use fisc_risk::factors::{Factor, Facts};
    use fisc_risk::settings::Settings;

    /// Two auditees, three moments each.
    pub(crate) fn made() -> Vec<Made> {
        let settings = Settings::parse(include_str!("../../../../packs/cn/risk.toml"));
        let settings = settings.expect("the pack's settings");
        let known = |size, past| Known {
            facts: Facts::from([(Factor::Size, size), (Factor::PastFindings, past)]),
            ..Known::default()
        };
        let known = BTreeMap::from([
            ("990101001".to_string(), known(700_000_000, 90_000)),
            ("990101002".to_string(), known(20_000, 0)),
        ]);
        let mut all = Vec::new();
        for (phase, on) in [
            (Phase::Initial, "2025-01-10"),
            (Phase::Planning, "2025-03-01"),
            (Phase::Preparation, "2025-05-20"),
        ] {
            let assessed = assess(phase, SubjectKind::Org, &known, &settings).expect("an answer");
            for mut assessment in assessed {
                if phase == Phase::Preparation && assessment.auditee == "990101001" {
                    assessment.likelihood = Some(0.913);
                    assessment.expected = Some(Money(123_456_700));
                }
                all.push(Made {
                    engagement: "e-2025".into(),
                    fiscal_year: 2025,
                    on: on.into(),
                    name: format!("<局>{}", assessment.auditee),
                    assessment,
                });
            }
        }
        all
    }

    #[test]
    fn the_last_word_on_each_the_riskiest_first() {
        let all = made();
        let latest = latest(&all);
        let who: Vec<_> = latest
            .iter()
            .map(|m| (m.assessment.auditee.as_str(), m.assessment.phase))
            .collect();
        let expected = ["990101001", "990101002"].map(|a| (a, Phase::Preparation));
        assert_eq!(who, expected);
    }
}
