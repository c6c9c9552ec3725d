//! Digits: the shares that Benford's law expects, cut-offs of the mean absolute deviation, critical
//! values of Kolmogorov and Smirnov; and the exact binomial test of amounts around a limit.

use super::sheet::{Sheet, rows};
use crate::bunching::upper_tail;
use crate::concentration::Concentration;
use crate::digits::{Cutoffs, DigitCounts, DigitTest, Place};

/// What a table calls a place.
fn place(name: &str) -> Result<Place, String> {
    match name {
        "first" => Ok(Place::First),
        "second" => Ok(Place::Second),
        "third" => Ok(Place::Third),
        "first-two" => Ok(Place::FirstTwo),
        "first-three" => Ok(Place::FirstThree),
        _ => Err(format!("no place is called {name}")),
    }
}

pub(super) fn sheets() -> Vec<Sheet> {
    vec![expected(), cutoffs(), critical(), shares()]
}

fn expected() -> Sheet {
    let mut sheet = Sheet {
        id: "benford",
        title: "Shares of the first, second and third digit under Benford's law",
        source: "M. Nigrini, Benford's Law (Wiley 2012), table 1.1; first in his article in the Journal of the American Taxation Association 18 (1996)",
        functions: "digits::Place::expected",
        rounds_up: false,
        notes: &[],
        cells: Vec::new(),
    };
    let (head, rows) = rows(include_str!("tables/benford.csv"));
    for row in &rows {
        for (digit, printed) in head.iter().zip(row).skip(1) {
            if printed.is_empty() {
                continue;
            }
            let number = digit.parse::<u16>().map_err(|e| e.to_string());
            let share = place(row[0]).and_then(|p| number.map(|d| p.expected(d)));
            sheet.number(&[("place", row[0]), ("digit", digit)], printed, share);
        }
    }
    sheet
}

fn cutoffs() -> Sheet {
    let mut sheet = Sheet {
        id: "mad",
        title: "Cut-offs of the mean absolute deviation: close, acceptable, marginal conformity",
        source: "M. Nigrini, Benford's Law (Wiley 2012), table 7.1",
        functions: "digits::Cutoffs::nigrini, Cutoffs::class",
        rounds_up: false,
        notes: &[],
        cells: Vec::new(),
    };
    let (_, rows) = rows(include_str!("tables/mad.csv"));
    for row in &rows {
        let cutoffs = place(row[0])
            .and_then(|p| Cutoffs::nigrini(p).ok_or_else(|| "no cut-offs".to_string()));
        let of = |class: &str, c: &Cutoffs| match class {
            "close" => c.close,
            "acceptable" => c.acceptable,
            _ => c.marginal,
        };
        let classes = ["close", "acceptable", "marginal"];
        for (class, printed) in classes.into_iter().zip(&row[1..]) {
            let value = cutoffs.clone().map(|c| of(class, &c));
            sheet.number(&[("place", row[0]), ("class", class)], printed, value);
        }
    }
    sheet
}

fn critical() -> Sheet {
    let mut sheet = Sheet {
        id: "kolmogorov-smirnov",
        title: "5 % critical values of Kolmogorov and Smirnov's statistic, 1.36/√n",
        source: "M. Nigrini, Benford's Law (Wiley 2012), for the 185,083 corporate payments; F. Massey, Journal of the American Statistical Association 46 (1951), for the others",
        functions: "digits::DigitTest::new",
        rounds_up: false,
        notes: &[],
        cells: Vec::new(),
    };
    for (n, printed) in [
        ("100", ".136"),
        ("400", ".068"),
        ("10000", ".0136"),
        ("185083", ".0031612"),
    ] {
        let value = n.parse::<u64>().map_err(|e| e.to_string()).and_then(|n| {
            let mut counts = DigitCounts::default();
            counts.add_times(1, n).map_err(|e| e.to_string())?;
            let test = DigitTest::new(&counts, Place::First);
            test.map(|t| t.ks_critical)
                .ok_or_else(|| "no test".to_string())
        });
        sheet.number(&[("items", n)], printed, value);
    }
    sheet
}

fn shares() -> Sheet {
    let mut sheet = Sheet {
        id: "concentration",
        title: "Concentration and the sign test: worked examples",
        source: "United States Department of Justice and Federal Trade Commission, Horizontal Merger Guidelines (2010), note 9 (shares of 30, 30, 20 and 20 per cent: 2,600); upper tails of the binomial distribution with 1/2 from its coefficients",
        functions: "concentration::Concentration::hhi, bunching::upper_tail",
        rounds_up: false,
        notes: &[],
        cells: Vec::new(),
    };
    let mut market = Concentration::default();
    [30, 30, 20, 20].into_iter().for_each(|s| market.add(s));
    let index = market.hhi(4).ok_or("no sum");
    sheet.whole(&[("shares", "30 30 20 20")], "2600", index);
    for (k, n, printed) in [(8, 10, ".0546875"), (9, 10, ".0107421875"), (6, 11, ".5")] {
        let (at_k, at_n) = (k.to_string(), n.to_string());
        let tail = Ok::<f64, String>(upper_tail(k, n));
        let at = [("below", at_k.as_str()), ("items", at_n.as_str())];
        sheet.number(&at, printed, tail);
    }
    sheet
}
