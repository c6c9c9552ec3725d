//! From where on an early warning is given: dated data of the pack, each limit with its sense.

use crate::openness::Basis;
use fisc_model::Money;
use fisc_model::lead::Bilingual;
use serde::{Deserialize, Serialize};

/// A limit and why it stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit<T> {
    /// The value.
    pub value: T,
    /// What it means and why it is so much.
    pub sense: Bilingual,
    /// Where it is from; the office's own judgement where nothing stands here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<Basis>,
}

/// All limits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// A number of people below this may be recognised by those who know the body.
    pub people: Limit<u64>,
    /// Amounts of one kind that are compared with each other: with fewer, none is unusual.
    pub compared: Limit<u64>,
    /// Modified z of an amount among those of its kind, in thousandths (Iglewicz and Hoaglin 1993).
    pub modified_z: Limit<u32>,
    /// Share of one finding in the total of its kind, in hundredths.
    pub share: Limit<u32>,
    /// An amount that is a multiple of this is round; zero asks for nothing.
    pub round: Limit<Money>,
    /// Months without news of a finding that is not put right.
    pub months: Limit<u32>,
}

impl Limits {
    pub(super) fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let mut sense = |name: &str, words: &Bilingual, wrong: bool| {
            if words.en.trim().is_empty() || words.zh.trim().is_empty() {
                problems.push(format!("limit.{name}: give its sense in both languages"));
            }
            if wrong {
                problems.push(format!("limit.{name}: the value cannot be"));
            }
        };
        sense("people", &self.people.sense, false);
        sense("compared", &self.compared.sense, self.compared.value < 3);
        sense(
            "modified_z",
            &self.modified_z.sense,
            self.modified_z.value == 0,
        );
        let share = self.share.value;
        sense("share", &self.share.sense, share == 0 || share > 100);
        sense("round", &self.round.sense, self.round.value < Money::ZERO);
        sense("months", &self.months.sense, self.months.value == 0);
        problems
    }
}
