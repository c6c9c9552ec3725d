//! The audit risk model: how much a test of details must give, after what is known already.

use super::{Error, Share, decimal};

/// The four risks of the model.
#[derive(Clone, Copy, Debug)]
pub struct Risks {
    /// Audit risk: of an unqualified opinion on materially wrong accounts.
    pub audit: Share,
    /// Inherent risk.
    pub inherent: Share,
    /// Control risk.
    pub control: Share,
    /// The risk that analytical procedures miss a material misstatement.
    pub analytical: Share,
}

/// The acceptable risk of the test of details, `AR / (IR · CR · AP)`, or `None` where the other three
/// risks alone are within the audit risk and no such test is needed. Source: ISA 330 with AU-C 530,
/// appendix; AICPA, Audit Sampling guide.
pub fn detection(risks: Risks) -> Result<Option<Share>, Error> {
    for (what, risk) in [
        ("the audit risk", risks.audit),
        ("the inherent risk", risks.inherent),
        ("the control risk", risks.control),
        ("the analytical risk", risks.analytical),
    ] {
        if risk.over() == 0 {
            return Err(Error::Open(what));
        }
    }
    let product = |parts: [u64; 4]| {
        parts
            .into_iter()
            .try_fold(1u128, |all, part| all.checked_mul(part.into()))
            .ok_or(Error::Overflow)
    };
    let over = product([
        risks.audit.over(),
        risks.inherent.under(),
        risks.control.under(),
        risks.analytical.under(),
    ])?;
    let under = product([
        risks.audit.under(),
        risks.inherent.over(),
        risks.control.over(),
        risks.analytical.over(),
    ])?;
    if over >= under {
        return Ok(None);
    }
    // A share of 15 decimals, rounded down: the risk taken is never above the one allowed.
    let scale = 1_000_000_000_000_000u128;
    match over.checked_mul(scale) {
        Some(scaled) => Share::new((scaled / under) as u64, scale as u64).map(Some),
        None => decimal(over, under).parse().map(Some),
    }
}
