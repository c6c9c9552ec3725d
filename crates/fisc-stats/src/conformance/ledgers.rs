//! Digit tests of real ledgers as they were published. The ledgers are public and no part of the
//! program: whoever has them hands them in.

use super::Reason;
use super::sheet::{Note, Sheet};
use crate::digits::{DigitTest, Place, Profile, summation};

/// The name of the table in the report.
pub const ID: &str = "nigrini-ledgers";

/// Amounts of the ledgers that Nigrini published with *Benford's Law* (Wiley 2012).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledgers {
    /// `Amount` of corporate_payment.csv, in cents.
    pub corporate: Vec<i64>,
    /// `pop.2009` of census_2009.csv, in hundredths.
    pub census: Vec<i64>,
    /// `value` of sino_forest.csv, in ten-thousandths.
    pub sino: Vec<i64>,
}

/// With 8 degrees of freedom it is e^(−x/2) Σ_{k<4} (x/2)^k/k!, which in fifty digits is
/// .46820638130036.
const NOTES: &[Note] = &[Note {
    at: &[
        ("ledger", "sino_forest"),
        ("place", "first"),
        ("value", "p"),
    ],
    computed: "0.4682063813",
    reason: Reason::LastDigit,
}];

/// (value, published, computed)
type Row = (&'static str, &'static str, f64);

struct Tested {
    profile: Profile,
    ledger: &'static str,
}

impl Tested {
    fn of(amounts: &[i64], from: i64, ledger: &'static str) -> Result<Tested, String> {
        let mut kept: Vec<i64> = amounts.iter().copied().filter(|a| *a >= from).collect();
        let profile = Profile::of(&mut kept, 6).map_err(|e| e.to_string())?;
        Ok(Tested { profile, ledger })
    }

    fn test(&self, place: Place) -> Result<DigitTest, String> {
        DigitTest::new(&self.profile.digits, place).ok_or_else(|| "no amounts".to_string())
    }

    fn add(&self, sheet: &mut Sheet, place: &'static str, rows: &[Row]) {
        for (value, published, computed) in rows {
            let at = [("ledger", self.ledger), ("place", place), ("value", value)];
            sheet.number(&at, published, Ok::<f64, String>(*computed));
        }
    }
}

pub(super) fn sheet(ledgers: &Ledgers) -> Sheet {
    let mut sheet = Sheet {
        id: ID,
        title: "Digit tests of real ledgers as published",
        source: "M. Nigrini, Benford's Law (Wiley 2012), and the documentation of the R packages benford.analysis and BenfordTests; data as in those packages",
        functions: "digits::Profile, DigitTest, MantissaSums, summation",
        rounds_up: false,
        notes: NOTES,
        cells: Vec::new(),
    };
    let parts: [Part; 4] = [above_zero, from_ten, census, sino];
    for part in parts {
        if let Err(error) = part(ledgers, &mut sheet) {
            sheet.whole(&[("ledger", "?")], "", Err::<String, String>(error));
        }
    }
    sheet
}

/// Adds the cells of one ledger.
type Part = fn(&Ledgers, &mut Sheet) -> Result<(), String>;

fn above_zero(ledgers: &Ledgers, sheet: &mut Sheet) -> Result<(), String> {
    let rows = ledgers.corporate.len() as f64;
    let t = Tested::of(&ledgers.corporate, 1, "corporate_payment above 0")?;
    let test = t.test(Place::FirstTwo)?;
    let m = t.profile.mantissas.test().ok_or("no amounts")?;
    t.add(
        sheet,
        "first-two",
        &[
            ("rows", "189470", rows),
            ("n", "185083", test.n as f64),
            ("mad", ".0023366", test.mad),
            ("ks", ".033195", test.ks),
            ("ks 5 %", ".0031612", test.ks_critical),
            ("chi2", "32100.90", test.chi2),
            ("df", "89", f64::from(test.df)),
            ("L2", ".0039958", m.l2),
            ("mantissa mean", ".496", m.mean),
            ("mantissa variance", ".092", m.variance),
            ("second-order n", "65504", t.profile.second_order.n() as f64),
        ],
    );
    let largest = test.largest_deviations();
    for (d, (digits, published)) in largest.iter().zip([
        ("50", "5938.25"),
        ("11", "3331.98"),
        ("10", "2811.92"),
        ("14", "1043.68"),
        ("98", "889.95"),
    ]) {
        let ledger = t.ledger;
        let at = [
            ("ledger", ledger),
            ("place", "first-two"),
            ("deviation of", digits),
        ];
        let own = d.digits.to_string() == digits;
        let value = d.difference.abs();
        let value = own
            .then_some(value)
            .ok_or_else(|| format!("of {}", d.digits));
        sheet.number(&at, published, value);
    }
    Ok(())
}

fn from_ten(ledgers: &Ledgers, sheet: &mut Sheet) -> Result<(), String> {
    let t = Tested::of(&ledgers.corporate, 1_000, "corporate_payment from 10")?;
    t.add(
        sheet,
        "first",
        &[
            ("n", "177763", t.profile.digits.n() as f64),
            ("mad", ".01464", t.test(Place::First)?.mad),
        ],
    );
    t.add(
        sheet,
        "first-two",
        &[("mad", ".00243", t.test(Place::FirstTwo)?.mad)],
    );
    let groups = summation(&t.profile.digits);
    for (rank, (group, printed)) in
        (1..).zip(groups.iter().zip(["15", "26", "10", "14", "11", "50"]))
    {
        let rank: String = i32::to_string(&rank);
        let at = [("ledger", t.ledger), ("summation rank", rank.as_str())];
        sheet.whole(&at, printed, Ok::<u16, String>(group.digits));
    }
    let printed = [
        "50.00 × 6022",
        "1153.35 × 2264",
        "1083.45 × 1185",
        "150.00 × 1056",
        "988.35 × 1018",
        "1159.35 × 976",
    ];
    for (rank, (most, printed)) in (1..).zip(t.profile.repeats.most().iter().zip(printed)) {
        let rank: String = i32::to_string(&rank);
        let at = [("ledger", t.ledger), ("repeats rank", rank.as_str())];
        let (yuan, cents) = (most.amount / 100, most.amount % 100);
        let shown = format!("{yuan}.{cents:02} × {}", most.count);
        sheet.whole(&at, printed, Ok::<String, String>(shown));
    }
    Ok(())
}

fn census(ledgers: &Ledgers, sheet: &mut Sheet) -> Result<(), String> {
    let t = Tested::of(&ledgers.census, 1_000, "census_2009 from 10")?;
    let test = t.test(Place::FirstTwo)?;
    let m = t.profile.mantissas.test().ok_or("no amounts")?;
    t.add(
        sheet,
        "first-two",
        &[
            ("n", "19482", test.n as f64),
            ("chi2", "107.94", test.chi2),
            ("p", ".084", test.p_value),
            ("mad", ".000621", test.mad),
            ("ks", ".009008", test.ks),
            ("L2", ".0000325", m.l2),
        ],
    );
    Ok(())
}

fn sino(ledgers: &Ledgers, sheet: &mut Sheet) -> Result<(), String> {
    let t = Tested::of(&ledgers.sino, 1, "sino_forest")?;
    let test = t.test(Place::First)?;
    t.add(
        sheet,
        "first",
        &[
            ("n", "772", test.n as f64),
            ("chi2", "7.6517426989", test.chi2),
            ("df", "8", f64::from(test.df)),
            ("p", ".4682063814", test.p_value),
        ],
    );
    Ok(())
}
