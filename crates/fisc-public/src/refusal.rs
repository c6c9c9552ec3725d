//! Why an act is refused: the rule, and in both languages what to do.

use crate::texts::{Place, both};
use fisc_model::lead::Bilingual;

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", text.en)]
pub struct Refusal {
    /// The rule, as docs/public.md lists it.
    pub rule: &'static str,
    /// In words.
    pub text: Bilingual,
}

impl Refusal {
    /// Under this rule, in the words of the message `refused-RULE`.
    pub(crate) fn new(rule: &'static str, places: &[(&str, Place)]) -> Refusal {
        let text = both(&format!("refused-{rule}"), places);
        Refusal { rule, text }
    }
}
