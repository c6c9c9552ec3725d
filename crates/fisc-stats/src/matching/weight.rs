//! Fellegi and Sunter (1969): how much what two records have in common speaks for one and the same
//! payee. A field is seen on one of its levels; the level weighs log2(m/u), m being its share among
//! pairs that belong together and u among pairs that do not. Weights of fields add up, in bits: each
//! bit doubles the odds. Fields are taken to be independent of each other, as the theory does.

use super::twelve_digits;
use std::collections::BTreeSet;

/// What a field may look like in a pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// In words, as the explanation gives it.
    pub name: String,
    /// Share of this level among pairs that belong together, in (0, 1].
    pub m: f64,
    /// Share of this level among pairs that do not, in (0, 1].
    pub u: f64,
}

/// A field with its levels; the shares m sum to 1, and the shares u.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// In words.
    pub name: String,
    /// From the most to the least agreement.
    pub levels: Vec<Level>,
}

/// The fields that are compared, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    fields: Vec<Field>,
}

/// Why a model is none.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ModelError {
    /// A share outside (0, 1].
    #[error("{field}, {level}: m and u are shares above 0 and at most 1, not {m} and {u}")]
    Share {
        /// The field.
        field: String,
        /// The level.
        level: String,
        /// As given.
        m: f64,
        /// As given.
        u: f64,
    },
    /// Shares of a field that are no distribution.
    #[error("{field}: the shares m sum to {m} and the shares u to {u}; both must be 1")]
    Sum {
        /// The field.
        field: String,
        /// As given.
        m: f64,
        /// As given.
        u: f64,
    },
    /// Two fields, or two levels of a field, of one name.
    #[error("{0} stands there twice")]
    Repeated(String),
}

/// A field of a pair: on which level it was seen, and what that weighs.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The field.
    pub field: String,
    /// The level, or "not known" where one of the records lacks the field.
    pub level: String,
    /// In bits, rounded to 12 significant digits; 0 where it is not known.
    pub weight: f64,
}

/// What speaks for and against a pair, and the sum.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// Every field of the model, in its order.
    pub fields: Vec<Compared>,
    /// Sum of the weights, in bits, rounded to 12 significant digits.
    pub total: f64,
}

impl Score {
    /// The probability that the pair belongs together, when of all pairs looked at the share `prior`
    /// does: prior odds times 2^total.
    #[must_use]
    pub fn probability(&self, prior: f64) -> f64 {
        let odds = prior / (1.0 - prior) * self.total.exp2();
        twelve_digits(if odds.is_infinite() {
            1.0
        } else {
            odds / (1.0 + odds)
        })
    }
}

/// log2(m/u), in bits, rounded to 12 significant digits. `None` where m or u is not in (0, 1].
#[must_use]
pub fn match_weight(m: f64, u: f64) -> Option<f64> {
    let share = |x: f64| x > 0.0 && x <= 1.0;
    (share(m) && share(u)).then(|| twelve_digits((m / u).log2()))
}

impl Model {
    /// Checks the shares.
    ///
    /// # Errors
    /// A share outside (0, 1], shares that do not sum to 1, repeated names.
    pub fn new(fields: Vec<Field>) -> Result<Model, ModelError> {
        let mut names = BTreeSet::new();
        for field in &fields {
            let mut levels = BTreeSet::new();
            let (mut m, mut u) = (0.0, 0.0);
            for level in &field.levels {
                if match_weight(level.m, level.u).is_none() {
                    return Err(ModelError::Share {
                        field: field.name.clone(),
                        level: level.name.clone(),
                        m: level.m,
                        u: level.u,
                    });
                }
                if !levels.insert(&level.name) {
                    return Err(ModelError::Repeated(level.name.clone()));
                }
                m += level.m;
                u += level.u;
            }
            if (m - 1.0).abs() > 1e-9 || (u - 1.0).abs() > 1e-9 {
                return Err(ModelError::Sum {
                    field: field.name.clone(),
                    m: twelve_digits(m),
                    u: twelve_digits(u),
                });
            }
            if !names.insert(&field.name) {
                return Err(ModelError::Repeated(field.name.clone()));
            }
        }
        Ok(Model { fields })
    }

    /// The fields.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The score of a pair: `seen` has the level of each field, in the order of the fields; `None`,
    /// also for a level or field that is not there, is "not known" and weighs nothing.
    #[must_use]
    pub fn score(&self, seen: &[Option<usize>]) -> Score {
        let mut total = 0.0;
        let mut fields = Vec::with_capacity(self.fields.len());
        for (i, field) in self.fields.iter().enumerate() {
            let level = seen.get(i).copied().flatten();
            let level = level.and_then(|l| field.levels.get(l));
            let weight = level.and_then(|l| match_weight(l.m, l.u)).unwrap_or(0.0);
            total += weight;
            fields.push(Compared {
                field: field.name.clone(),
                level: level.map_or("not known", |l| &l.name).to_string(),
                weight,
            });
        }
        Score {
            fields,
            total: twelve_digits(total),
        }
    }
}

/// The model of payees: name, region, numbers in the name, account, identifier. The shares are
/// judgement, not estimates: m from how payees are misspelt (a third of the pairs that belong
/// together differ in more than legal form and region), u from how rarely two of a million payees
/// agree by chance. docs/matching.md has the table with its weights.
#[must_use]
pub fn payee_model() -> Model {
    let field = |name: &str, levels: &[(&str, f64, f64)]| Field {
        name: name.to_string(),
        levels: levels
            .iter()
            .map(|(name, m, u)| Level {
                name: (*name).to_string(),
                m: *m,
                u: *u,
            })
            .collect(),
    };
    let fields = vec![
        field(
            "name",
            &[
                ("same", 0.65, 0.000_000_1),
                ("same sound", 0.08, 0.000_000_1),
                ("one apart in six or more", 0.15, 0.000_001),
                ("one apart in four or five", 0.05, 0.000_01),
                ("similar", 0.04, 0.0001),
                ("different", 0.03, 0.999_888_8),
            ],
        ),
        field("region", &[("agrees", 0.99, 0.1), ("differs", 0.01, 0.9)]),
        field("numbers", &[("same", 0.99, 0.1), ("differ", 0.01, 0.9)]),
        field(
            "account",
            &[
                ("same", 0.8, 0.000_001),
                ("two digits exchanged", 0.02, 0.000_001),
                ("differs", 0.18, 0.999_998),
            ],
        ),
        field(
            "identifier",
            &[
                ("same", 0.95, 0.000_000_1),
                ("two digits exchanged", 0.02, 0.000_000_1),
                ("differs", 0.03, 0.999_999_8),
            ],
        ),
    ];
    Model { fields }
}

#[cfg(test)]
#[allow(clippy::float_cmp)] // results are rounded: equal means equal to the last bit
mod tests {
    use super::*;

    #[test]
    fn weights_are_the_binary_logarithm_of_the_ratio() {
        assert_eq!(match_weight(0.9, 0.1), Some(3.169_925_001_44)); // log2 9
        assert_eq!(match_weight(0.5, 0.5), Some(0.0));
        assert_eq!(match_weight(0.1, 0.9), Some(-3.169_925_001_44));
        assert_eq!(match_weight(1.0, 0.125), Some(3.0));
        for (m, u) in [(0.0, 0.1), (0.1, 0.0), (1.1, 0.1), (0.1, f64::NAN)] {
            assert_eq!(match_weight(m, u), None);
        }
    }

    #[test]
    fn the_shipped_model_is_one() {
        let model = payee_model();
        assert_eq!(Model::new(model.fields().to_vec()), Ok(model));
    }

    fn two() -> Model {
        let level = |name: &str, m, u| Level {
            name: name.into(),
            m,
            u,
        };
        let field = |name: &str, m: f64, u: f64| Field {
            name: name.into(),
            levels: vec![level("agrees", m, u), level("differs", 1.0 - m, 1.0 - u)],
        };
        Model::new(vec![field("a", 0.9, 0.1), field("b", 0.75, 0.25)]).expect("a model")
    }

    #[test]
    fn a_score_is_the_sum_of_its_fields() {
        // log2(.9/.1) + log2(.25/.75) = 2 log2 3 − log2 3
        let score = two().score(&[Some(0), Some(1)]);
        assert_eq!(score.fields[0].weight, 3.169_925_001_44);
        assert_eq!(score.fields[1].weight, -1.584_962_500_72);
        assert_eq!(score.total, 1.584_962_500_72);
        // Odds of 1 to 2 before, times 3.
        assert_eq!(score.probability(1.0 / 3.0), 0.6);
        let half = two().score(&[Some(0)]);
        assert_eq!(half.total, 3.169_925_001_44);
        assert_eq!(half.fields[1].level, "not known");
    }

    #[test]
    fn what_is_no_distribution_is_refused() {
        let mut fields = two().fields().to_vec();
        fields[0].levels[0].m = 0.8;
        let error = Model::new(fields).expect_err("a sum of 0.9");
        assert_eq!(
            error.to_string(),
            "a: the shares m sum to 0.9 and the shares u to 1; both must be 1"
        );
        let mut fields = two().fields().to_vec();
        fields[1].name = "a".into();
        assert_eq!(Model::new(fields), Err(ModelError::Repeated("a".into())));
        let mut fields = two().fields().to_vec();
        fields[1].levels[1].u = 0.0;
        assert!(matches!(Model::new(fields), Err(ModelError::Share { .. })));
    }
}
