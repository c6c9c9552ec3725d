//! Attribute sampling: sample sizes and upper limits of the deviation rate.

use super::Reason;
use super::sheet::{Note, Sheet, rows};
use crate::sampling::plan::{Question, attributes};
use crate::sampling::{Distribution, Error, Share, limit};

const GUIDE: &str = "AICPA, Audit Guide: Audit Sampling (2017), appendix A, as transcribed in the tests of the R package jfa (koenderks/jfa, tests/testthat, benchmark against appendix A)";
const DESIGN: &str = "vectors of the design of fisc, from AICPA, Audit Sampling, and from the documentation of the programs that print them";

/// At 7 % tolerable, 112 items with 4 deviations leave a risk above 10 %: P(X ≤ 4) = .1007.
const MISSES: &[Note] = &[
    Note {
        at: &[("tolerable", "7%"), ("expected", "3.25%")],
        computed: "113",
        reason: Reason::MissesConfidence,
    },
    Note {
        at: &[("tolerable", "7%"), ("expected", "3.5%")],
        computed: "113",
        reason: Reason::MissesConfidence,
    },
];

/// The smallest plan.
pub(super) fn plan(
    distribution: Distribution,
    confidence: &str,
    tolerable: &str,
    expected: &str,
    population: Option<u64>,
) -> Result<u64, Error> {
    let question = Question {
        distribution,
        confidence: confidence.parse()?,
        tolerable: tolerable.parse()?,
        expected: expected.parse()?,
        population,
    };
    attributes(&question).map(|plan| plan.n)
}

pub(super) fn sheets() -> Vec<Sheet> {
    vec![
        sizes(
            "aicpa-a-1",
            "95%",
            "Statistical sample sizes for tests of controls, 5 % risk of overreliance (table A-1)",
            include_str!("tables/aicpa-a-1.csv"),
            &[],
        ),
        sizes(
            "aicpa-a-2",
            "90%",
            "Statistical sample sizes for tests of controls, 10 % risk of overreliance (table A-2)",
            include_str!("tables/aicpa-a-2.csv"),
            MISSES,
        ),
        limits(
            "aicpa-a-3",
            "95%",
            "Upper limits of the deviation rate, 5 % risk of overreliance, in per cent (table A-3)",
            include_str!("tables/aicpa-a-3.csv"),
        ),
        limits(
            "aicpa-a-4",
            "90%",
            "Upper limits of the deviation rate, 10 % risk of overreliance, in per cent (table A-4)",
            include_str!("tables/aicpa-a-4.csv"),
        ),
        finite(),
        vectors(),
    ]
}

fn sizes(
    id: &'static str,
    confidence: &str,
    title: &'static str,
    file: &'static str,
    notes: &'static [Note],
) -> Sheet {
    let mut sheet = Sheet {
        id,
        title,
        source: GUIDE,
        functions: "sampling::plan::attributes, binomial",
        rounds_up: false,
        notes,
        cells: Vec::new(),
    };
    let (head, rows) = rows(file);
    // Column by column, as the table is read: a tolerable rate, then what is expected.
    for (i, tolerable) in head.iter().enumerate().skip(1) {
        for row in &rows {
            let (Some(expected), Some(printed)) = (row.first(), row.get(i)) else {
                continue;
            };
            if printed.is_empty() {
                continue;
            }
            let (m, e) = (format!("{tolerable}%"), format!("{expected}%"));
            let n = plan(Distribution::Binomial, confidence, &m, &e, None);
            sheet.whole(&[("tolerable", &m), ("expected", &e)], printed, n);
        }
    }
    sheet
}

/// The upper limit in per cent.
fn upper(
    distribution: Distribution,
    n: &str,
    k: &str,
    confidence: &str,
    population: Option<u64>,
) -> Result<f64, Error> {
    let number = |text: &str| text.parse::<u64>().map_err(|_| Error::Overflow);
    let confidence: Share = confidence.parse()?;
    limit::upper(distribution, number(n)?, number(k)?, confidence, population)
        .map(|limit| limit.rate * 100.0)
}

fn limits(id: &'static str, confidence: &str, title: &'static str, file: &'static str) -> Sheet {
    let mut sheet = Sheet {
        id,
        title,
        source: GUIDE,
        functions: "sampling::limit::upper, binomial",
        rounds_up: true,
        notes: &[],
        cells: Vec::new(),
    };
    let (head, rows) = rows(file);
    for row in &rows {
        let n = row[0];
        for (k, printed) in head.iter().zip(row).skip(1) {
            let rate = upper(Distribution::Binomial, n, k, confidence, None);
            sheet.number(&[("items", n), ("deviations", k)], printed, rate);
        }
    }
    sheet
}

fn finite() -> Sheet {
    let mut sheet = Sheet {
        id: "auditsampler",
        title: "Sample sizes of finite and of large populations side by side",
        source: "AuditSampler, attributes sample size using the hypergeometric distribution (cplusglobal.wordpress.com, 2015), as transcribed in the tests of the R package jfa",
        functions: "sampling::plan::attributes, hypergeometric and binomial",
        rounds_up: false,
        notes: &[],
        cells: Vec::new(),
    };
    let (_, rows) = rows(include_str!("tables/auditsampler.csv"));
    for row in &rows {
        let [all, expected, tolerable, confidence, finite, large] = row[..] else {
            continue;
        };
        let [e, m, c] = [expected, tolerable, confidence].map(|x| format!("{x}%"));
        let population = all.parse().ok();
        let mut add = |distribution: Distribution, population, printed| {
            let n = plan(distribution, &c, &m, &e, population);
            let at = [
                ("population", all),
                ("expected", e.as_str()),
                ("tolerable", m.as_str()),
                ("confidence", c.as_str()),
                ("distribution", distribution.name()),
            ];
            sheet.whole(&at, printed, n);
        };
        add(Distribution::Hypergeometric, population, finite);
        add(Distribution::Binomial, None, large);
    }
    sheet
}

/// (distribution, confidence, tolerable, expected, population, n)
type PlanVector = (
    Distribution,
    &'static str,
    &'static str,
    &'static str,
    Option<u64>,
    &'static str,
);

fn vectors() -> Sheet {
    use Distribution::{Binomial, Hypergeometric, Poisson};
    let mut sheet = Sheet {
        id: "attributes",
        title: "Plans and limits of the three distributions",
        source: DESIGN,
        functions: "sampling::plan::attributes, sampling::limit::upper",
        rounds_up: false,
        notes: &[],
        cells: Vec::new(),
    };
    let plans: [PlanVector; 19] = [
        (Binomial, "95%", "5%", "0%", None, "59"),
        (Binomial, "95%", "5%", "0.5%", None, "93"),
        (Binomial, "95%", "5%", "1%", None, "93"),
        (Binomial, "95%", "5%", "2%", None, "181"),
        (Binomial, "95%", "5%", "3%", None, "361"),
        (Binomial, "95%", "5%", "4%", None, "1348"),
        (Binomial, "90%", "7%", "3.25%", None, "113"),
        (Binomial, "95%", "10%", "0%", None, "29"),
        (Poisson, "95%", "5%", "0%", None, "60"),
        (Poisson, "95%", "5%", "0.5%", None, "74"),
        (Poisson, "95%", "5%", "1%", None, "93"),
        (Poisson, "95%", "5%", "1.5%", None, "120"),
        (Poisson, "95%", "5%", "2%", None, "162"),
        (Poisson, "95%", "5%", "2.5%", None, "231"),
        (Hypergeometric, "90%", "8%", "0%", Some(500), "27"),
        (Hypergeometric, "90%", "6%", "0%", Some(500), "36"),
        (Hypergeometric, "90%", "4%", "0%", Some(500), "54"),
        (Hypergeometric, "90%", "2%", "0%", Some(500), "102"),
        (Hypergeometric, "90%", "5%", "0%", Some(1200), "45"),
    ];
    for (distribution, confidence, tolerable, expected, population, printed) in plans {
        let n = plan(distribution, confidence, tolerable, expected, population);
        let all = population.map_or_else(|| "large".to_string(), |n| n.to_string());
        let at = [
            ("distribution", distribution.name()),
            ("confidence", confidence),
            ("tolerable", tolerable),
            ("expected", expected),
            ("population", all.as_str()),
        ];
        sheet.whole(&at, printed, n);
    }
    let limits = [
        (
            Binomial,
            "95%",
            "60",
            None,
            ["4.87", "7.66", "10.12", "12.42"],
        ),
        (
            Hypergeometric,
            "90%",
            "102",
            Some(1200),
            ["2.0833", "3.5833", "4.9167", "6.25"],
        ),
    ];
    for (distribution, confidence, n, population, printed) in limits {
        let all = population.map_or_else(|| "large".to_string(), |n: u64| n.to_string());
        for (k, printed) in ["0", "1", "2", "3"].into_iter().zip(printed) {
            let rate = upper(distribution, n, k, confidence, population);
            let at = [
                ("distribution", distribution.name()),
                ("confidence", confidence),
                ("items", n),
                ("deviations", k),
                ("population", all.as_str()),
            ];
            sheet.number(&at, printed, rate);
        }
    }
    sheet
}
