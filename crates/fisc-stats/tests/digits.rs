//! Published digit tests of Nigrini's ledgers, to all printed digits. The ledgers are not part of
//! this repository: `FISC_REAL_DATA` names the folder that holds them.

#![allow(clippy::print_stderr)] // says what it skips

use fisc_stats::digits::{
    Conformity, Cutoffs, DigitTest, Place, Preconditions, Profile, Reason, distortion, summation,
};
use std::path::Path;

/// A column of a ledger in units of 10^−`decimals`, read as decimals; `None` where the data are not
/// here.
fn column(file: &str, column: &str, decimals: usize) -> Option<Vec<i64>> {
    let Some(data) = std::env::var_os("FISC_REAL_DATA") else {
        eprintln!("skipped: FISC_REAL_DATA does not name the folder of the real ledgers");
        return None;
    };
    let path = Path::new(&data).join("us-nigrini-payments").join(file);
    let mut reader = match csv::Reader::from_path(&path) {
        Ok(reader) => reader,
        Err(e) => {
            eprintln!("skipped: {}: {e}", path.display());
            return None;
        }
    };
    let headers = reader.headers().expect("a header");
    let at = headers.iter().position(|h| h == column).expect(column);
    let scaled = |text: &str| -> i64 {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        assert!(part.len() <= decimals, "{text}");
        format!("{whole}{part:0<decimals$}")
            .parse()
            .expect("a decimal")
    };
    let records = reader.records().map(|r| r.expect("a record"));
    Some(records.map(|r| scaled(&r[at])).collect())
}

fn profile(mut amounts: Vec<i64>, from: i64) -> Profile {
    amounts.retain(|a| *a >= from);
    Profile::of(&mut amounts, 6).expect("64-bit amounts are small enough")
}

fn test(profile: &Profile, place: Place) -> DigitTest {
    DigitTest::new(&profile.digits, place).expect("amounts")
}

/// The printed digits of a number: as many decimals as `printed` has.
fn prints(value: f64, printed: &str) {
    let decimals = printed.split_once('.').map_or(0, |(_, d)| d.len());
    assert_eq!(format!("{value:.decimals$}"), printed);
}

/// The distortion factor as the R package `benford.analysis` prints it, in per cent: the expected mean
/// is that of endless amounts, and two digits of the divisor are transposed.
fn r_package(p: &Profile) -> f64 {
    let mean = distortion(&p.digits).expect("amounts").actual_mean;
    100.0 * (mean - 39.0865) / 39.0685
}

#[test]
fn corporate_payments_above_zero() {
    let Some(amounts) = column("corporate_payment.csv", "Amount", 2) else {
        return;
    };
    assert_eq!(amounts.len(), 189_470);
    let p = profile(amounts, 1);
    let t = test(&p, Place::FirstTwo);
    assert_eq!((t.n, t.df), (185_083, 89));
    prints(t.mad, "0.0023366");
    prints(t.mad, "0.0023366142");
    prints(t.ks, "0.033195");
    prints(t.ks, "0.0331954");
    prints(t.ks_critical, "0.0031612");
    prints(t.chi2, "32100.90");
    assert_eq!(t.conformity, Some(Conformity::Nonconforming));
    let m = p.mantissas.test().expect("amounts");
    prints(m.l2, "0.0039958");
    prints(m.mean, "0.496");
    prints(m.variance, "0.092");
    let deviations = t.largest_deviations();
    for (d, (digits, printed)) in deviations.iter().zip([
        (50, "5938.25"),
        (11, "3331.98"),
        (10, "2811.92"),
        (14, "1043.68"),
        (98, "889.95"),
    ]) {
        assert_eq!(d.digits, digits);
        prints(d.difference.abs(), printed);
    }
    assert_eq!(p.second_order.n(), 65_504);
    assert_eq!(
        Preconditions::for_place(Place::FirstTwo).fails(&p.digits, &p.repeats),
        None
    );
}

#[test]
fn corporate_payments_from_ten() {
    let Some(amounts) = column("corporate_payment.csv", "Amount", 2) else {
        return;
    };
    let p = profile(amounts, 1_000);
    assert_eq!(p.digits.n(), 177_763);
    prints(test(&p, Place::First).mad, "0.01464");
    prints(test(&p, Place::FirstTwo).mad, "0.00243");
    prints(r_package(&p), "-1.065467");
    let order: Vec<u16> = summation(&p.digits)
        .iter()
        .take(6)
        .map(|g| g.digits)
        .collect();
    assert_eq!(order, [15, 26, 10, 14, 11, 50]);
    let most: Vec<(i128, u64)> = p
        .repeats
        .most()
        .iter()
        .map(|r| (r.amount, r.count))
        .collect();
    let printed = [
        (5_000, 6_022),
        (115_335, 2_264),
        (108_345, 1_185),
        (15_000, 1_056),
        (98_835, 1_018),
        (115_935, 976),
    ];
    assert_eq!(most, printed);
}

#[test]
fn the_census() {
    let Some(amounts) = column("census_2009.csv", "pop.2009", 2) else {
        return;
    };
    let p = profile(amounts, 1_000);
    let t = test(&p, Place::FirstTwo);
    assert_eq!(t.n, 19_482);
    prints(t.chi2, "107.94");
    prints(t.p_value, "0.084");
    prints(t.mad, "0.000621");
    prints(t.ks, "0.009008");
    assert_eq!(t.conformity, Some(Conformity::Close));
    let m = p.mantissas.test().expect("amounts");
    assert_eq!(format!("{:.2e}", m.l2), "3.25e-5");
    prints(r_package(&p), "0.74");
    // With the expected mean of this n and itself as the divisor.
    prints(
        100.0 * distortion(&p.digits).expect("amounts").factor,
        "0.75",
    );
}

#[test]
fn sino_forest() {
    let Some(amounts) = column("sino_forest.csv", "value", 4) else {
        return;
    };
    let p = profile(amounts, 1);
    let t = test(&p, Place::First);
    assert_eq!((t.n, t.df), (772, 8));
    prints(t.chi2, "7.6517426989");
    // Printed as .4682063814. With 8 degrees of freedom it is e^(−x/2) Σ_{k<4} (x/2)^k/k!, which in
    // fifty digits is .46820638130036: the last printed digit is not that of this χ².
    let half: f64 = t.chi2 / 2.0;
    let closed = (-half).exp() * (1.0 + half + half.powi(2) / 2.0 + half.powi(3) / 6.0);
    prints(closed, "0.4682063813");
    prints(t.p_value, "0.4682063813");
    assert!((t.p_value - 0.468_206_381_4).abs() < 1.5e-10);
    let few = Reason::TooFew {
        rows: 772,
        needed: 1_000,
    };
    let needed = Preconditions::for_place(Place::FirstTwo);
    assert_eq!(needed.fails(&p.digits, &p.repeats), Some(few));
}

/// The conformance report over them: one printed digit is not that of the exact value.
#[test]
fn the_ledgers_of_the_conformance_report() {
    use fisc_stats::conformance::{Ledgers, Outcome, Reason, report};
    let Some(corporate) = column("corporate_payment.csv", "Amount", 2) else {
        return;
    };
    let of = |file, name, decimals| column(file, name, decimals).unwrap_or_default();
    let report = report(Some(&Ledgers {
        corporate,
        census: of("census_2009.csv", "pop.2009", 2),
        sino: of("sino_forest.csv", "value", 4),
    }));
    assert_eq!(report.not_computed, [""; 0]);
    let table = report.tables.last().expect("tables");
    let odd: Vec<_> = table
        .values
        .iter()
        .filter(|c| c.outcome != Outcome::Agrees)
        .collect();
    assert_eq!(table.count.cells, 41);
    assert_eq!(odd.len(), 1, "{odd:#?}");
    assert_eq!(odd[0].reason, Some(Reason::LastDigit));
}

/// Without the ledgers: the effect size is small where the counts are as expected, whatever n.
#[test]
fn what_follows_the_law_conforms() {
    use fisc_stats::digits::DigitCounts;
    let mut counts = DigitCounts::default();
    // 1000 rows in Benford's proportions as near as whole rows come.
    for (d, n) in (1i128..).zip([301u64, 176, 125, 97, 79, 67, 58, 51, 46]) {
        counts.add_times(d, n).expect("small");
    }
    let t = DigitTest::new(&counts, Place::First).expect("amounts");
    assert!(t.mad < 0.0003 && t.excess_mad < 0.0 && t.p_value > 0.999);
    assert_eq!(t.conformity, Some(Conformity::Close));
    let other = Cutoffs {
        close: 0.0,
        acceptable: 0.0,
        marginal: 0.0,
    };
    let t = DigitTest::with(&counts, Place::First, Some(other)).expect("amounts");
    assert_eq!(t.conformity, Some(Conformity::Nonconforming));
}
