//! The audit risk model: AR = IR × CR × DR (AICPA AU-C 200, ISA 200; the same in 国家审计准则 as
//! 审计风险 = 固有风险 × 控制风险 × 检查风险). Inherent and control risk are assessed, what is accepted
//! is set, and the risk that a test of details may run of missing something is what is left.

use crate::settings::ONE;
use fisc_stats::sampling::risk::{self, Risks};
use fisc_stats::sampling::{self, Share};
use serde::{Deserialize, Serialize};

/// The parts of the model, in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRisk {
    /// The risk of a wrong opinion that is accepted.
    pub acceptable: u32,
    /// That something is wrong before any control.
    pub inherent: u32,
    /// That controls let it pass.
    pub control: u32,
    /// That the auditor's other procedures let it pass; one million where there are none.
    pub analytical: u32,
}

impl AuditRisk {
    /// The detection risk that may be run, AR / (IR × CR × AP), in millionths, rounded down: an
    /// error is on the careful side. One million where the other parts are below what is accepted:
    /// then the model asks for no test of details.
    ///
    /// # Errors
    /// A part is 0 or above 1.
    pub fn detection(&self) -> Result<u32, sampling::Error> {
        let share = |millionths: u32| Share::new(millionths.into(), ONE.into());
        let left = risk::detection(Risks {
            audit: share(self.acceptable)?,
            inherent: share(self.inherent)?,
            control: share(self.control)?,
            analytical: share(self.analytical)?,
        })?;
        let down = |s: Share| u128::from(s.over()) * u128::from(ONE) / u128::from(s.under());
        Ok(left.map_or(ONE, |s| u32::try_from(down(s)).unwrap_or(ONE)))
    }
}

/// Control risk from what a test of a control showed: how often it fails at most, measured against
/// what is tolerable, never below the floor; certainty where nothing was tested. In millionths.
#[must_use]
pub fn control_risk(tests: &[Control], tolerable: u32, floor: u32) -> u32 {
    let one = |test: &Control| {
        let scaled = u128::from(test.deviation) * u128::from(ONE) / u128::from(tolerable.max(1));
        u32::try_from(scaled).map_or(ONE, |r| r.clamp(floor, ONE))
    };
    // The weakest of the controls that were tested.
    tests.iter().map(one).max().unwrap_or(ONE)
}

/// How a unit's failures stand among those of all units that were tested the same way.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Among {
    /// Units tested.
    pub units: u64,
    /// The smallest rate of false discoveries at which this unit stands out.
    pub adjusted: f64,
    /// The rate that is held, in millionths.
    pub rate: u32,
    /// Whether it stands out at that rate.
    pub stands_out: bool,
}

/// How a control fared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Control {
    /// The method or sample that tested it.
    pub test: String,
    /// Rows or items tested.
    pub tested: u64,
    /// Of which it failed.
    pub failed: u64,
    /// The rate used, in millionths: failed / tested where every row was tested, the upper limit
    /// where a sample was drawn.
    pub deviation: u32,
    /// Whether it was a sample, of which the upper limit counts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sampled: bool,
    /// Among the other units; nothing where only one was tested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub among: Option<Among>,
}

impl Control {
    /// A control that was tested over every row. The rate is rounded up.
    #[must_use]
    pub fn of_all(test: &str, tested: u64, failed: u64) -> Control {
        let rate = (u128::from(failed) * u128::from(ONE)).div_ceil(u128::from(tested.max(1)));
        Control {
            test: test.to_string(),
            tested,
            failed,
            deviation: u32::try_from(rate).map_or(ONE, |r| r.min(ONE)),
            sampled: false,
            among: None,
        }
    }

    /// A control of which a sample was examined: `upper` is the upper limit of its rate of failure, a
    /// share; what is above 1 or no number is 1. Rounded up to millionths.
    #[must_use]
    pub fn of_sample(test: &str, tested: u64, failed: u64, upper: f64) -> Control {
        let scaled = (upper * f64::from(ONE)).ceil();
        let deviation = match scaled {
            s if s >= 0.0 && s < f64::from(ONE) => {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "from 0 to a million"
                )]
                let millionths = s as u32;
                millionths
            }
            _ => ONE,
        };
        Control {
            test: test.to_string(),
            tested,
            failed,
            deviation,
            sampled: true,
            among: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// AICPA Audit Sampling Guide: AR .05, IR 1, CR .5, AP .5 leave a risk of .20.
    #[test]
    fn the_published_example() {
        let risk = AuditRisk {
            acceptable: 50_000,
            inherent: ONE,
            control: 500_000,
            analytical: 500_000,
        };
        assert_eq!(risk.detection(), Ok(200_000));
    }

    #[test]
    fn what_is_safe_enough_needs_no_test() {
        let risk = AuditRisk {
            acceptable: 50_000,
            inherent: 200_000,
            control: 200_000,
            analytical: ONE,
        };
        assert_eq!(risk.detection(), Ok(ONE));
        let nothing = AuditRisk {
            inherent: 0,
            ..risk
        };
        let error = nothing.detection().expect_err("no answer").to_string();
        assert!(error.contains("inherent"), "{error}");
    }

    #[test]
    fn a_sample_counts_by_its_upper_limit() {
        // None of 59: the upper limit at 95 % is 4.951 %.
        let sample = Control::of_sample("s", 59, 0, 0.049_507_3);
        assert_eq!(sample.deviation, 49_508);
        assert_eq!(control_risk(&[sample], 50_000, 300_000), 990_160);
        for nothing in [f64::NAN, -0.1, 1.0, 2.0] {
            assert_eq!(Control::of_sample("s", 1, 1, nothing).deviation, ONE);
        }
    }

    #[test]
    fn an_untested_control_is_not_relied_on() {
        assert_eq!(control_risk(&[], 50_000, 300_000), ONE);
        let good = Control::of_all("CTL-001", 1000, 0);
        let middling = Control::of_all("CTL-002", 1000, 20);
        let bad = Control::of_all("CTL-002", 1000, 60);
        assert_eq!(
            control_risk(std::slice::from_ref(&good), 50_000, 300_000),
            300_000
        );
        assert_eq!(
            control_risk(&[good.clone(), middling], 50_000, 300_000),
            400_000
        );
        assert_eq!(control_risk(&[good, bad], 50_000, 300_000), ONE);
    }

    proptest! {
        #[test]
        fn riskier_auditees_leave_less_room(ir in 1_u32..=ONE, cr in 1_u32..=ONE, more in 0_u32..1000) {
            let risk = AuditRisk { acceptable: 50_000, inherent: ir, control: cr, analytical: ONE };
            let riskier = AuditRisk { inherent: ir.saturating_add(more).min(ONE), ..risk };
            prop_assert!(riskier.detection().unwrap() <= risk.detection().unwrap());
            // The product never exceeds what is accepted, unless detection risk is at its most.
            let d = risk.detection().unwrap();
            let product = u128::from(ir) * u128::from(cr) * u128::from(d);
            prop_assert!(product <= 50_000 * u128::from(ONE) * u128::from(ONE));
        }
    }
}
