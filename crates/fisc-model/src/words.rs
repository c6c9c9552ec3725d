//! The words of the record's enumerations and the order of the stages, apart from their list so that
//! the list of acts reads as the format it is.

use crate::act::{
    DocumentKind, Exclusion, RectificationClass, Role, Stage, UnitKind, Verdict, Verified,
};
use crate::finding::AmountKind;

impl Stage {
    /// All, in the order of practice.
    pub const ALL: [Stage; 7] = [
        Stage::Leader,
        Stage::Exposure,
        Stage::Department,
        Stage::Adjudication,
        Stage::Conference,
        Stage::Head,
        Stage::Publication,
    ];

    /// What a person must be to decide at it.
    #[must_use]
    pub fn role(self) -> Role {
        match self {
            Stage::Leader => Role::Leader,
            Stage::Exposure => Role::ExposureSigner,
            Stage::Department => Role::Reviewer,
            Stage::Adjudication => Role::Adjudicator,
            Stage::Conference => Role::Conference,
            Stage::Head => Role::Head,
            Stage::Publication => Role::Publisher,
        }
    }
}

words!(
    AmountKind,
    DocumentKind,
    Exclusion,
    RectificationClass,
    Role,
    Stage,
    UnitKind,
    Verdict,
    Verified
);
