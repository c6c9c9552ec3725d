//! Published vectors, to all printed digits.

use super::evaluate::units::{Examined, Rule, misstatement, stringer_rate};
use super::plan::{Allowed, Question, attributes};
use super::{Distribution, Share, factor, limit, monetary, risk};

fn share(text: &str) -> Share {
    text.parse().unwrap()
}

fn plan(
    d: Distribution,
    confidence: &str,
    tolerable: &str,
    expected: &str,
    all: Option<u64>,
) -> u64 {
    attributes(&Question {
        distribution: d,
        confidence: share(confidence),
        tolerable: share(tolerable),
        expected: share(expected),
        population: all,
    })
    .unwrap()
    .n
}

#[test]
fn binomial_plans() {
    use Distribution::Binomial;
    for (expected, n) in [
        ("0", 59),
        (".005", 93),
        (".01", 93),
        (".02", 181),
        (".03", 361),
        (".04", 1348),
    ] {
        assert_eq!(
            plan(Binomial, ".95", ".05", expected, None),
            n,
            "{expected}"
        );
    }
    assert_eq!(plan(Binomial, ".9", ".07", ".0325", None), 113);
    assert_eq!(plan(Binomial, ".95", ".1", "0", None), 29);
    // 0.035 · 400 = 14, which is 15 in floating point, and the plan then 423.
    assert_eq!(plan(Binomial, ".9", ".05", ".035", None), 400);
}

#[test]
fn poisson_plans() {
    use Distribution::Poisson;
    let shares = ["0", ".005", ".01", ".015", ".02", ".025"];
    for (expected, n) in shares.into_iter().zip([60, 74, 93, 120, 162, 231]) {
        assert_eq!(plan(Poisson, ".95", ".05", expected, None), n, "{expected}");
    }
    assert_eq!(plan(Poisson, ".95", ".1", "0", None), 30);
    let plan = attributes(&Question {
        distribution: Poisson,
        confidence: share(".95"),
        tolerable: share(".05"),
        expected: share(".005"),
        population: None,
    })
    .unwrap();
    assert_eq!(plan.k.to_string(), "0.37");
}

#[test]
fn hypergeometric_plans_and_limits() {
    use Distribution::Hypergeometric;
    for (tolerable, n) in [(".08", 27), (".06", 36), (".04", 54), (".02", 102)] {
        assert_eq!(plan(Hypergeometric, ".9", tolerable, "0", Some(500)), n);
    }
    assert_eq!(plan(Hypergeometric, ".9", ".05", "0", Some(1200)), 45);
    for (k, items, rate) in [
        (0, 25, ".020833"),
        (1, 43, ".035833"),
        (2, 59, ".049167"),
        (3, 75, ".062500"),
    ] {
        let limit = limit::upper(Hypergeometric, 102, k, share(".9"), Some(1200)).unwrap();
        assert_eq!(limit.items, Some(items));
        assert_eq!(&format!("{:.6}", limit.rate)[1..], rate);
    }
}

#[test]
fn upper_limits() {
    for (k, percent) in ["4.87", "7.66", "10.12", "12.42"].into_iter().enumerate() {
        let limit = limit::upper(Distribution::Binomial, 60, k as u64, share(".95"), None).unwrap();
        assert_eq!(format!("{:.2}", limit.rate * 100.0), percent);
    }
}

#[test]
fn stringer_bounds() {
    for (taints, bound) in [
        (vec![1.0, 0.09887], "0.0333335"),
        (vec![0.5, 0.4, 0.19887], "0.0325194"),
    ] {
        assert_eq!(
            format!("{:.7}", stringer_rate(&taints, 145, share(".95")).unwrap()),
            bound
        );
    }
}

#[test]
fn confidence_factors() {
    for (k, printed) in ["3.00", "4.74", "6.30", "7.75", "9.15", "10.51"]
        .into_iter()
        .enumerate()
    {
        assert_eq!(
            format!("{:.2}", factor::exact(k as f64, share(".95")).unwrap()),
            printed
        );
    }
    let up: Vec<u64> = (0..6)
        .map(|k| factor::printed(k, share(".95")).unwrap())
        .collect();
    assert_eq!(up, [300, 475, 630, 776, 916, 1052]);
    assert_eq!(
        format!("{:.2}", factor::exact(2.0, share(".63")).unwrap()),
        "3.25"
    );
}

#[test]
fn monetary_units() {
    let plan = monetary::plan(&monetary::Question {
        book: 500_000_000,
        tolerable: 15_000_000,
        expected: 2_000_000,
        confidence: share(".95"),
        expansion: None,
    })
    .unwrap();
    assert_eq!(
        (plan.interval, plan.n, plan.factor, plan.expansion),
        (3_933_333, 128, 300, 160)
    );
    let item = |audited| Examined {
        book: 100_000,
        audited,
        hits: 1,
        certain: false,
    };
    // The vector keeps the interval's third of a cent.
    let interval = 11_800_000.0 / 3.0;
    let items = [item(80_000), item(50_000), item(100_000)];
    let over = misstatement(Rule::Incremental, &items, true, interval, 128, share(".95")).unwrap();
    let yuan = |cents: f64| format!("{:.2}", cents / 100.0);
    assert_eq!(yuan(over.projected), "27533.33");
    assert_eq!(yuan(over.basic), "117832.14");
    assert_eq!(yuan(over.incremental), "19055.11");
    assert_eq!(yuan(over.upper), "164420.58");
    let under = misstatement(
        Rule::Incremental,
        &items,
        false,
        interval,
        128,
        share(".95"),
    )
    .unwrap();
    assert_eq!((under.taints, under.projected), (0, 0.0));
}

#[test]
fn the_audit_risk_model() {
    let risks = |control| risk::Risks {
        audit: share(".05"),
        inherent: share("1"),
        control: share(control),
        analytical: share(".5"),
    };
    assert_eq!(risk::detection(risks(".5")).unwrap(), Some(share(".2")));
    assert_eq!(risk::detection(risks(".1")).unwrap(), None);
}

#[test]
fn plans_that_cannot_be() {
    let question = |d, tolerable, expected, population| {
        attributes(&Question {
            distribution: d,
            confidence: share(".95"),
            tolerable: share(tolerable),
            expected: share(expected),
            population,
        })
    };
    use Distribution::{Binomial, Hypergeometric};
    assert!(question(Binomial, ".05", ".05", None).is_err());
    assert!(question(Binomial, "0", "0", None).is_err());
    assert!(question(Hypergeometric, ".05", "0", None).is_err());
    // 59 of 40 items cannot be drawn; of a finite population fewer are needed.
    assert!(question(Binomial, ".05", "0", Some(40)).is_err());
    assert_eq!(
        question(Hypergeometric, ".05", "0", Some(40)).unwrap().n,
        31
    );
    assert_eq!(
        question(Hypergeometric, ".05", "0", Some(40)).unwrap().k,
        Allowed::Items(0)
    );
    assert!(question(Hypergeometric, ".05", ".049", Some(40)).is_err());
}
