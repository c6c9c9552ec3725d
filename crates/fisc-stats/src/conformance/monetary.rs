//! Monetary unit sampling: sample sizes, confidence factors, a plan with its evaluation, bounds from
//! taints; and the quantiles of Student's t that limits of classical estimates rest on.

use super::Reason;
use super::sheet::{Note, Sheet, rows};
use crate::sampling::evaluate::classical::{Estimate, limits};
use crate::sampling::evaluate::units::{Examined, Rule, misstatement, stringer_rate};
use crate::sampling::plan::{Allowed, Question, attributes};
use crate::sampling::{Distribution, Error, Share, factor, monetary};

/// 3.35 is the factor of 35 % beside it; that of 37 % must be below, and is 3.25.
const MISPRINT: &[Note] = &[Note {
    at: &[("misstatements", "2"), ("risk", "37%")],
    computed: "3.24788473837",
    reason: Reason::Misprint,
}];

pub(super) fn sheets() -> Vec<Sheet> {
    vec![sizes(), factors(), vectors(), student()]
}

/// 1 − risk, of a risk in per cent.
fn confidence(risk: &str) -> Result<Share, Error> {
    let risk: Share = format!("{risk}%").parse()?;
    Ok(risk.rest())
}

/// The plan at a tolerable rate in per cent of which the ratio is expected.
fn plan(risk: &str, ratio: &str, tolerable: &str) -> Result<crate::sampling::plan::Plan, Error> {
    let (tolerable, ratio): (Share, Share) = (format!("{tolerable}%").parse()?, ratio.parse()?);
    let expected = Share::new(
        tolerable.over() * ratio.over(),
        tolerable.under() * ratio.under(),
    )?;
    attributes(&Question {
        distribution: Distribution::Poisson,
        confidence: confidence(risk)?,
        tolerable,
        expected,
        population: None,
    })
}

/// The taints that a plan allows for, in items.
fn taints(risk: &str, ratio: &str, tolerable: &str) -> Result<f64, Error> {
    plan(risk, ratio, tolerable).map(|plan| match plan.k {
        Allowed::Items(k) => k as f64,
        Allowed::Fraction { over, under } => over as f64 / under as f64,
    })
}

fn sizes() -> Sheet {
    let mut sheet = Sheet {
        id: "aicpa-c-1",
        title: "Monetary unit sample sizes, and the expected sum of taints at the smallest tolerable rate (table C-1)",
        source: "AICPA, Audit Guide: Audit Sampling (2017), appendix C, as transcribed in the tests of the R package jfa (koenderks/jfa, tests/testthat, benchmark against appendix C)",
        functions: "sampling::plan::attributes, poisson",
        rounds_up: true,
        notes: &[],
        cells: Vec::new(),
    };
    let (head, rows) = rows(include_str!("tables/aicpa-c-1.csv"));
    for row in &rows {
        let (risk, ratio) = (row[0], row[1]);
        let shown = format!("{risk}%");
        for (tolerable, printed) in head.iter().zip(row).skip(2) {
            if *tolerable == "taints" {
                let at = [
                    ("risk", shown.as_str()),
                    ("ratio", ratio),
                    ("value", "taints"),
                ];
                sheet.number(&at, printed, taints(risk, ratio, "0.5"));
                continue;
            }
            let m = format!("{tolerable}%");
            let at = [
                ("risk", shown.as_str()),
                ("ratio", ratio),
                ("tolerable", m.as_str()),
            ];
            sheet.whole(&at, printed, plan(risk, ratio, tolerable).map(|p| p.n));
        }
    }
    sheet
}

fn factors() -> Sheet {
    let mut sheet = Sheet {
        id: "aicpa-c-2",
        title: "Confidence factors for monetary unit sampling",
        source: "AICPA, Audit Guide: Audit Sampling, confidence factors for sample evaluation, as reprinted in a textbook exercise (solutioninn.com, question 29038940)",
        functions: "sampling::factor::exact",
        rounds_up: true,
        notes: MISPRINT,
        cells: Vec::new(),
    };
    let (head, rows) = rows(include_str!("tables/aicpa-c-2.csv"));
    for row in &rows {
        let k = row[0];
        for (risk, printed) in head.iter().zip(row).skip(1) {
            let number = k.parse::<f64>().map_err(|_| Error::Overflow);
            let exact = number.and_then(|k| confidence(risk).and_then(|c| factor::exact(k, c)));
            let risk = format!("{risk}%");
            sheet.number(&[("misstatements", k), ("risk", &risk)], printed, exact);
        }
    }
    sheet
}

fn vectors() -> Sheet {
    let mut sheet = Sheet {
        id: "monetary",
        title: "A monetary unit plan and its evaluation, bounds from taints, confidence factors",
        source: "vectors of the design of fisc: AICPA, Audit Sampling, the worked case of monetary unit sampling; Stringer bounds and confidence factors as the R packages jfa and MUS compute them",
        functions: "sampling::monetary::plan, sampling::evaluate::units::misstatement, stringer_rate, sampling::factor::exact",
        rounds_up: false,
        notes: &[],
        cells: Vec::new(),
    };
    for (value, printed, computed) in planned() {
        sheet.number(&[("vector", "plan"), ("value", value)], printed, computed);
    }
    for (taints, printed) in [
        (&[1.0, 0.09887][..], ".0333335"),
        (&[0.5, 0.4, 0.19887][..], ".0325194"),
    ] {
        let bound = Share::new(19, 20).and_then(|c| stringer_rate(taints, 145, c));
        let shown: Vec<String> = taints.iter().map(f64::to_string).collect();
        let shown = shown.join(" ");
        let at = [("vector", "stringer"), ("items", "145"), ("taints", &shown)];
        sheet.number(&at, printed, bound);
    }
    for (k, printed) in ["3.00", "4.74", "6.30", "7.75", "9.15", "10.51"]
        .into_iter()
        .enumerate()
    {
        let exact = confidence("5").and_then(|c| factor::exact(k as f64, c));
        let k = k.to_string();
        let at = [("vector", "factor"), ("misstatements", k.as_str())];
        sheet.number(&at, printed, exact);
    }
    sheet
}

/// Book 5,000,000, tolerable 150,000, expected 20,000, 5 %; then taints of .2 and .5 found.
fn planned() -> Vec<(&'static str, &'static str, Result<f64, Error>)> {
    let confidence = || Share::new(19, 20);
    let plan = || {
        monetary::plan(&monetary::Question {
            book: 500_000_000,
            tolerable: 15_000_000,
            expected: 2_000_000,
            confidence: confidence()?,
            expansion: None,
        })
    };
    let found = || {
        let item = |audited| Examined {
            book: 100_000,
            audited,
            hits: 1,
            certain: false,
        };
        let items = [item(80_000), item(50_000), item(100_000)];
        // The vector keeps the interval's third of a cent.
        let interval = 11_800_000.0 / 3.0;
        misstatement(
            Rule::Incremental,
            &items,
            true,
            interval,
            128,
            confidence()?,
        )
    };
    vec![
        (
            "interval",
            "39333.33",
            plan().map(|p| p.interval as f64 / 100.0),
        ),
        ("items", "128", plan().map(|p| p.n as f64)),
        (
            "projected",
            "27533.33",
            found().map(|m| m.projected / 100.0),
        ),
        ("upper", "164420.58", found().map(|m| m.upper / 100.0)),
    ]
}

fn student() -> Sheet {
    let mut sheet = Sheet {
        id: "student-t",
        title: "One-sided critical values of Student's t",
        source: "NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2",
        functions: "sampling::evaluate::classical::limits",
        rounds_up: false,
        notes: &[],
        cells: Vec::new(),
    };
    let (head, rows) = rows(include_str!("tables/student-t.csv"));
    for row in &rows {
        let freedom = row[0];
        for (level, printed) in head.iter().zip(row).skip(1) {
            let level = format!("{level}%");
            // An estimate of nothing with variance 1: its precision is the quantile itself.
            let one = Estimate {
                misstatement: 0.0,
                variance: 1.0,
                freedom: freedom.parse().unwrap_or(f64::INFINITY),
                differing: 0,
            };
            let t = level
                .parse()
                .and_then(|level: Share| limits(&[one], level))
                .map(|l| l.precision);
            sheet.number(&[("freedom", freedom), ("confidence", &level)], printed, t);
        }
    }
    sheet
}
