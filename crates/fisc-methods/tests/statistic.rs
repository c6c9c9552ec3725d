//! Methods with a [statistic] over whole ledgers: what could not be judged is excluded by reason, what
//! the SQL selects is what is tested, and the leads do not depend on how the work is split.

use fisc_catalogue::Catalogue;
use fisc_engine::{Engine, TextTable};
use fisc_methods::{Method, Settings, run};
use fisc_model::engagement::Engagement;
use fisc_model::lead::Lead;
use fisc_model::run::{MethodRun, Outcome};
use std::collections::BTreeMap;

/// Three units: one whose amounts begin with 7, one with an even spread, one with few payments; and a
/// payment of two yuan.
fn payments() -> Vec<[String; 5]> {
    let mut rows = Vec::new();
    let mut add = |org: &str, cents: u64| {
        let key = format!("K{:04}", rows.len());
        let amount = format!("{}.{:02}", cents / 100, cents % 100);
        rows.push([
            key,
            org.to_string(),
            format!("甲{}", cents % 9),
            amount,
            "2025-03-03".into(),
        ]);
    };
    let even = |i: u32| 10f64.powf(3.3 + 3.0 * (f64::from(i) + 0.5) / 400.0).round() as u64;
    for i in 0..400u32 {
        add(
            "O1",
            if i % 2 == 0 {
                7_000 * 10u64.pow(i / 2 % 3) + u64::from(i)
            } else {
                even(i)
            },
        );
        add("O2", even(i));
    }
    (0..20).for_each(|i| add("O3", 7_000 + i));
    add("O1", 200);
    rows
}

fn ran(partitions: usize, turned: bool, toml: Option<(&str, &str)>) -> (MethodRun, Vec<Lead>) {
    let mut catalogue = Catalogue::embedded();
    let folder = "sta-002-digits-of-a-unit";
    if let Some((from, to)) = toml {
        for file in ["method.toml", "method.sql"] {
            let path = format!("methods/{folder}/{file}");
            let text = catalogue.text(&path).expect("a method").replace(from, to);
            catalogue.insert(path, text.into_bytes());
        }
    }
    let method = Method::read(&catalogue, folder).expect("a method");
    let mut payments = payments();
    if turned {
        payments.reverse();
    }
    let columns = [
        "key",
        "digest",
        "source_file",
        "source_row",
        "payment_id",
        "org_code",
        "payee_name",
        "amount",
        "paid_on",
        "fiscal_year",
    ];
    let rows = payments.into_iter().map(|[key, org, payee, amount, day]| {
        [
            key.clone(),
            key.clone(),
            "payment.csv".into(),
            "1".into(),
            key,
            org,
            payee,
            amount,
            day,
            "2025".into(),
        ]
        .map(Some)
        .to_vec()
    });
    let table = TextTable {
        columns: columns.map(String::from).to_vec(),
        rows: rows.collect(),
    };
    let settings = fisc_engine::Settings {
        partitions,
        threads: 2,
        memory: 256 << 20,
        disk: 64 << 20,
        temp: std::env::temp_dir(),
        calendars: BTreeMap::new(),
    };
    let engine = Engine::in_memory(&BTreeMap::from([("payment".to_string(), table)]), &settings)
        .expect("a ledger");
    let engagement = Engagement::parse(
        "[engagement]\nid = \"t\"\ntitle = \"t\"\nfiscal_year = 2025\ncurrency = \"CNY\"\ngov_code = \"990000\"\nrelation = \"same_level\"\npacks = []\n",
    )
    .expect("an engagement");
    let settings = Settings {
        catalogue: &catalogue,
        engagement: &engagement,
        packs: &[],
        ledger_digest: "0".into(),
        jobs: 1,
        progress: &|_, _, _| {},
    };
    let (mut report, leads) = run(&engine, &[method], &settings);
    let mut of = report.methods.remove(0);
    of.seconds = 0.0;
    (of, leads)
}

#[test]
fn what_is_not_judged_is_excluded_by_reason() {
    let (report, leads) = ran(1, false, None);
    assert_eq!(report.outcome, Outcome::Leads, "{:?}", report.reason);
    let population = report.population.expect("counted");
    assert_eq!((population.rows, population.tested), (821, 800));
    let excluded: Vec<(&str, u64)> = population
        .excluded
        .iter()
        .map(|e| (e.reason.en.as_str(), e.rows))
        .filter(|e| e.1 > 0)
        .collect();
    assert_eq!(
        excluded,
        [
            ("below 10 yuan: too few digits", 1),
            ("not judged: too few amounts for a digit test", 20)
        ]
    );
    assert_eq!(report.selection.expect("a test").rows, 820);
    assert_eq!(leads.len(), 1);
    assert_eq!(leads[0].lead_key, "O1/2025/7");
    assert_eq!(leads[0].details["tested_amounts"], "400");
    let sevens = leads[0].evidence.len();
    assert_eq!(leads[0].details["observed"], sevens.to_string());
    assert!(sevens > 200, "{sevens}");
}

#[test]
fn partitions_and_order_change_nothing() {
    let first = ran(1, false, None);
    for partitions in [2, 7] {
        assert_eq!(ran(partitions, true, None), first, "{partitions}");
    }
}

#[test]
fn a_selection_that_is_not_what_is_tested_fails_the_method() {
    let (report, leads) = ran(1, false, Some(("amount >= 10", "amount >= 100")));
    assert_eq!((report.outcome, leads.len()), (Outcome::Failed, 0));
    let reason = report.reason.expect("it says why").en;
    assert!(reason.contains("both must be the same rows"), "{reason}");
}
