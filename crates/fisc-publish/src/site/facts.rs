//! What several pages need to know of a publication: order, what was withdrawn, what is withheld
//! where, and sums that keep the kinds of amounts apart.

use crate::publication::{
    Auditee, Correction, CorrectionItem, CorrectionKind, PublicFinding, Publication, Withheld,
};
use fisc_model::Money;
use fisc_model::finding::AmountKind;
use fisc_model::lead::Bilingual;
use std::collections::{BTreeMap, BTreeSet};

/// The kinds of amounts in their order.
pub const KINDS: [AmountKind; 6] = [
    AmountKind::Irregular,
    AmountKind::Loss,
    AmountKind::Mismanaged,
    AmountKind::OwedToTreasury,
    AmountKind::Idle,
    AmountKind::None,
];

/// A sum of one kind with the number of findings in it.
pub type Sum = (Money, u64);

/// A publication in the order in which it is shown.
pub struct Facts<'a> {
    pub p: &'a Publication,
    /// The findings that stand, in the order of their numbers.
    pub standing: Vec<&'a PublicFinding>,
    /// By number: the findings that were withdrawn, with their content where it is still shown.
    pub withdrawn: BTreeMap<&'a str, Withdrawn<'a>>,
    /// By number: what is withheld of a finding.
    pub withheld: BTreeMap<&'a str, Vec<&'a Withheld>>,
    hidden: BTreeSet<&'a str>,
    problems: BTreeMap<&'a str, &'a Bilingual>,
}

/// A withdrawal.
pub struct Withdrawn<'a> {
    pub item: &'a CorrectionItem,
    pub of: &'a Correction,
    pub finding: Option<&'a PublicFinding>,
}

impl<'a> Facts<'a> {
    pub fn new(p: &'a Publication) -> Facts<'a> {
        let mut last: BTreeMap<&str, (&Correction, &CorrectionItem)> = BTreeMap::new();
        for correction in &p.corrections {
            for item in &correction.what {
                if let Some(number) = &item.finding {
                    last.insert(number, (correction, item));
                }
            }
        }
        let by_number: BTreeMap<&str, &PublicFinding> = p
            .findings
            .values()
            .map(|f| (f.number.as_str(), f))
            .collect();
        let withdrawn: BTreeMap<&str, Withdrawn<'_>> = last
            .into_iter()
            .filter(|(_, (_, item))| item.kind == CorrectionKind::Withdrawn)
            .map(|(number, (of, item))| {
                (
                    number,
                    Withdrawn {
                        item,
                        of,
                        finding: by_number.get(number).copied(),
                    },
                )
            })
            .collect();
        let mut standing: Vec<&PublicFinding> = p
            .findings
            .values()
            .filter(|f| !withdrawn.contains_key(f.number.as_str()))
            .collect();
        standing.sort_by_cached_key(|f| natural(&f.number));
        let mut withheld: BTreeMap<&str, Vec<&Withheld>> = BTreeMap::new();
        let mut hidden = BTreeSet::new();
        for w in &p.withheld {
            let mut parts = w.place.split('/');
            if parts.next() != Some("findings") {
                continue;
            }
            let named = parts.next().unwrap_or_default();
            let finding = p
                .findings
                .get(named)
                .or_else(|| by_number.get(named).copied());
            if let Some(f) = finding {
                withheld.entry(&f.number).or_default().push(w);
                if parts.next() == Some("amount") {
                    hidden.insert(f.number.as_str());
                }
            }
        }
        let problems = p
            .run
            .methods
            .iter()
            .map(|m| (m.code.as_str(), &m.name))
            .collect();
        Facts {
            p,
            standing,
            withdrawn,
            withheld,
            hidden,
            problems,
        }
    }

    /// Whether all that was published was taken back.
    pub fn all_withdrawn(&self) -> bool {
        self.standing.is_empty() && !self.withdrawn.is_empty()
    }

    /// The amount, unless it is withheld or none is stated.
    pub fn amount(&self, f: &PublicFinding) -> Option<Money> {
        let shown = f.amount_kind != AmountKind::None && !self.hidden.contains(f.number.as_str());
        shown.then_some(f.amount)
    }

    /// Whether the amount is withheld.
    pub fn amount_hidden(&self, f: &PublicFinding) -> bool {
        self.hidden.contains(f.number.as_str())
    }

    /// Whether it is withheld how many leads or rows the finding rests on.
    pub fn rows_hidden(&self, f: &PublicFinding) -> bool {
        let parts = self.withheld.get(f.number.as_str()).into_iter().flatten();
        let mut places = parts.map(|w| w.place.as_str());
        places.any(|p| p.ends_with("/leads") || p.ends_with("/evidence_rows"))
    }

    pub fn auditee(&self, f: &PublicFinding) -> Option<&'a Auditee> {
        self.p.auditees.get(&f.auditee)
    }

    /// The name of a method; its code where the run does not name it.
    pub fn problem(&self, code: &str) -> Option<&'a Bilingual> {
        self.problems.get(code).copied()
    }

    /// Sums of the findings that stand, by kind and by what `group` says of each.
    pub fn sums<K: Ord>(
        &self,
        group: impl Fn(&PublicFinding) -> K,
    ) -> BTreeMap<AmountKind, BTreeMap<K, Sum>> {
        let mut sums: BTreeMap<AmountKind, BTreeMap<K, Sum>> = BTreeMap::new();
        for f in &self.standing {
            if let Some(amount) = self.amount(f) {
                let sum = sums
                    .entry(f.amount_kind)
                    .or_default()
                    .entry(group(f))
                    .or_default();
                *sum = (sum.0 + amount, sum.1 + 1);
            }
        }
        sums
    }
}

/// 2 before 10.
fn natural(number: &str) -> String {
    let (mut key, mut digits) = (String::new(), String::new());
    for c in number.chars().chain([' ']) {
        if c.is_ascii_digit() {
            digits.push(c);
        } else {
            if !digits.is_empty() {
                key += &format!("{digits:0>24}");
                digits.clear();
            }
            key.push(c);
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn two_comes_before_ten() {
        let mut numbers = ["F-10", "F-2", "F-1", "E-11"];
        numbers.sort_by_key(|n| natural(n));
        assert_eq!(numbers, ["E-11", "F-1", "F-2", "F-10"]);
    }
}
