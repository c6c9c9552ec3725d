//! Amounts in other currencies than the engagement's.

mod common;

use common::{MAPPING, bench, refused};
use proptest::prelude::*;

const RATES: &str = "date,currency,rate,per\n2025-03-01,EUR,7.8125,\n2025-03-03,EUR,7.9,1\n2025-03-01,JPY,4.8231,100\n";

#[test]
fn other_currencies_are_converted_at_the_rate_of_the_day() {
    let mapping = format!(
        "currency={{ from='币种', map={{ '人民币'='CNY' }} }}\nrates={{ file='rates.csv', on='日期', within_days=1 }}\n{MAPPING}"
    );
    let csv = "编号,单位,金额,日期,币种\n\
               C1,1,€100.02,2025-03-01,eur\nC2,1,100.00,2025-03-02,EUR\nC3,1,100,2025-03-05,EUR\n\
               C4,1,1234567,2025-03-01,JPY\nC5,1,5.55,,人民币\nC6,1,1,,EUR\nC7,1,1,2025-03-01,USD\n\
               C8,1,0.08,2025-03-01,EUR\n";
    let b = bench(&mapping, csv).file("rates.csv", RATES);
    let f = b.one();
    assert_eq!((f.read, f.loaded, f.rejected), (8, 5, 3));
    assert_eq!(b.reasons(), ["no_rate", "not_a_date", "no_rate"]);
    // 781.40625, 781.25, 59544.400977, 5.55, 0.625: half goes to the even neighbour.
    let amounts = ["781.41", "781.25", "59544.40", "5.55", "0.62"];
    assert_eq!(b.column("contract", "amount"), amounts);
    assert_eq!((f.converted, f.rounded), (4, 3));
    assert_eq!(f.rounding_difference, "-0.002227");
    assert_eq!(f.rates.as_deref(), Some("rates.csv"));
    let sources = std::fs::read_to_string(b.staging().join("sources.csv")).expect("a list");
    assert!(sources.contains(&format!(
        ",4,rates.csv,{}",
        f.rates_digest.expect("a digest")
    )));
    let rejected = &b.rejects()[0];
    assert_eq!(
        (&rejected[1], &rejected[4], &rejected[5]),
        ("3", "币种", "EUR 2025-03-05")
    );
}

#[test]
fn a_source_is_in_one_other_currency() {
    let mapping = format!("currency={{ value='EUR' }}\nscale='1000'\n{MAPPING}");
    let csv = "编号,单位,金额,日期\nC1,1,€0.001,2025-03-01\n";
    let said = refused(&bench(&mapping, csv));
    assert!(
        said.contains("the amounts are in EUR, the engagement is in CNY"),
        "{said}"
    );
    let mapping = format!("rates={{ file='rates.csv', on='日期' }}\n{mapping}");
    let said = refused(&bench(&mapping, csv));
    assert!(said.contains("no table of rates rates.csv"), "{said}");
    let b = bench(&mapping, csv).file("rates.csv", RATES);
    assert_eq!(b.one().converted, 1);
    assert_eq!(b.column("contract", "amount"), ["7.81"]);
    let said =
        refused(&bench(&mapping, csv).file("rates.csv", "date,currency,rate\n2025-03-01,EUR,x\n"));
    assert!(said.contains("rates.csv, line 2: rate"), "{said}");
    let own = bench(
        &format!("currency={{ value='CNY' }}\n{MAPPING}"),
        "编号,单位,金额\nC1,1,1\n",
    );
    assert_eq!(own.one().converted, 0);
    for (mapping, expected) in [
        (
            format!("rates={{ file='rates.csv', on='日期' }}\n{MAPPING}"),
            "say in which",
        ),
        (
            format!("currency={{ map={{}} }}\n{MAPPING}"),
            "exactly one of from and value",
        ),
        (
            format!(
                "{mapping}[[drop]]\nname='t'\ncolumn='编号'\nequals='合计'\nuse='control'\ngroup_key=''\namount='金额'\n"
            ),
            "beside rates",
        ),
    ] {
        let said = refused(&bench(&mapping, csv).file("rates.csv", RATES));
        assert!(said.contains(expected), "{said}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Against the same in whole numbers: cents times millionths, half to even.
    #[test]
    fn conversion_is_exact(cents in -9_999_999_999_999_i128..9_999_999_999_999, millionths in 1_i128..99_999_999) {
        let decimal = |n: i128, places: usize| {
            let unit = 10_i128.pow(places as u32);
            let sign = if n < 0 { "-" } else { "" };
            format!("{sign}{}.{:0places$}", n.abs() / unit, n.abs() % unit)
        };
        let product = cents * millionths;
        let (whole, rest) = (product.div_euclid(1_000_000), product.rem_euclid(1_000_000));
        let up = rest > 500_000 || (rest == 500_000 && whole % 2 != 0);
        let expected = whole + i128::from(up);
        let mapping = format!("currency={{ value='EUR' }}\nrates={{ file='r.csv', on='日期' }}\n{MAPPING}");
        let csv = format!("编号,单位,金额,日期\nC1,1,{},2025-03-01\n", decimal(cents, 2));
        let rates = format!("date,currency,rate\n2025-03-01,EUR,{}\n", decimal(millionths, 6));
        let b = bench(&mapping, csv).file("r.csv", rates);
        let f = b.one();
        prop_assert_eq!(&b.column("contract", "amount"), &[decimal(expected, 2)]);
        prop_assert_eq!(f.rounded, u64::from(rest != 0));
    }
}
