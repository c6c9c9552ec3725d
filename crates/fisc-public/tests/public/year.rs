//! A year over packages: read, added up, told.

use fisc_model::Money;
use fisc_model::finding::AmountKind;
use fisc_public::Lang;
use fisc_public::year::{Release, RowKey, add_up, read, table, tell};
use std::collections::{BTreeMap, BTreeSet};

fn files(engagement: &str, currency: &str, findings: &str) -> BTreeMap<String, Vec<u8>> {
    let about = format!(
        r#"{{"title":"{engagement} 的审计","fisc":{{"engagement":"{engagement}","release":1,"fiscal_year":2025,"currency":"{currency}"}}}}"#
    );
    let head = "number,id,version,auditee,methods,evidence_rows,amount,amount_kind,material\n";
    [
        ("datapackage.json", about),
        ("SHA256SUMS", format!("sums of {engagement}")),
        ("data/findings.csv", format!("{head}{findings}")),
        (
            "data/rectification.csv",
            "finding,state,to_treasury,returned,rebooked,recovered\n1,closed,100.00,5.00,0.00,0.00\n2,overdue,█ NL-03,0.00,0.00,0.00\n".into(),
        ),
        ("data/auditees.csv", "code,name,level\nA,'=甲局,county\nB,乙局,\n".into()),
        (
            "data/methods.csv",
            "code,name_en,name_zh,tested\nEXE-009,Paid twice,重复支付,40\nEXE-003,Before release,指标下达前支付,\n".into(),
        ),
        (
            "data/coverage.csv",
            "method,outcome,reason_en,reason_zh\nEXE-003,skipped,No release dates,没有指标下达日期\n".into(),
        ),
    ]
    .into_iter()
    .map(|(path, text)| (path.to_string(), text.into_bytes()))
    .collect()
}

const FINDINGS: &str = "1,F-1,1,A,EXE-009,3,100.00,irregular,true\n2,F-2,1,A,EXE-003 EXE-009,2,█ NL-03,irregular,false\n3,F-3,1,B,,0,50.50,idle,false\n";

fn release() -> Release {
    read(&files("e1", "CNY", FINDINGS)).expect("a release")
}

fn rows(keys: &[&str]) -> BTreeSet<RowKey> {
    keys.iter()
        .map(|k| ("payment".to_string(), (*k).to_string()))
        .collect()
}

#[test]
fn findings_are_added_up_by_kind_problem_unit_and_level() {
    let year = add_up(&[release()]).expect("a year");
    assert_eq!((year.findings, year.material), (3, 1));
    assert_eq!(year.rectification["closed"], 1);
    assert_eq!(year.rectification["overdue"], 1);
    assert_eq!(year.rectification["none"], 1);
    let sums = &year.sums["CNY"];
    let irregular = &sums.kinds[0];
    assert_eq!(
        (irregular.kind, irregular.findings),
        (AmountKind::Irregular, 2)
    );
    assert_eq!((irregular.amount, irregular.withheld), (Money(10_000), 1));
    let problems: Vec<&str> = sums.problems.iter().map(|l| l.key.as_str()).collect();
    assert_eq!(problems, ["EXE-009", "EXE-003 EXE-009", ""]);
    assert_eq!(
        sums.units[0].name.zh, "=甲局",
        "as it was before it was made harmless"
    );
    assert_eq!(sums.levels[1].key, "");
    assert_eq!(
        sums.acknowledged,
        [Money(10_000), Money(500), Money(0), Money(0)]
    );
    assert_eq!(year.not_tested["e1"][0].reason.zh, "没有指标下达日期");
    assert_eq!(year.sources[0].tested, 40);
}

#[test]
fn each_row_counts_once_where_rows_are_known() {
    let year = add_up(&[release()]).expect("a year");
    assert_eq!(
        (year.sources[0].evidence_rows, year.sources[0].exact),
        (5, false)
    );
    let known = BTreeMap::from([
        (("F-1".to_string(), 1), rows(&["a", "b", "c"])),
        // Another version of it says nothing about this one.
        (("F-1".to_string(), 2), rows(&["z"])),
        (("F-2".to_string(), 1), rows(&["b", "c"])),
    ]);
    let year = add_up(&[release().with_rows(known)]).expect("a year");
    assert_eq!(
        (year.sources[0].evidence_rows, year.sources[0].exact),
        (3, true)
    );
    assert_eq!(year.shared.len(), 1);
    assert_eq!(
        (year.shared[0].findings.join(" "), year.shared[0].rows),
        ("1 2".into(), 2)
    );
}

#[test]
fn currencies_and_years_are_never_mixed() {
    let other = read(&files(
        "e2",
        "USD",
        "1,F-1,1,A,EXE-009,1,7.00,irregular,false\n",
    ))
    .expect("a release");
    let year = add_up(&[other.clone(), release()]).expect("a year");
    let sum = |c: &str| year.sums[c].kinds.iter().map(|l| l.amount).sum::<Money>();
    assert_eq!((sum("CNY"), sum("USD")), (Money(15_050), Money(700)));
    assert_eq!(
        year.sources
            .iter()
            .map(|s| &*s.engagement)
            .collect::<Vec<_>>(),
        ["e1", "e2"]
    );
    // The order in which they are given says nothing.
    assert_eq!(add_up(&[release(), other.clone()]).expect("a year"), year);
    let mut later = other.clone();
    later.fiscal_year = 2026;
    let rule = |given: &[Release]| add_up(given).expect_err("refused").rule;
    assert_eq!(rule(&[release(), later]), "year-differs");
    assert_eq!(rule(&[release(), release()]), "year-twice");
    assert_eq!(rule(&[]), "year-none");
    for lang in [Lang::En, Lang::Zh] {
        let text = tell(&year, lang).markdown();
        assert!(text.contains(&year.sources[0].digest), "{text}");
        assert!(text.contains("100.00") && text.contains("USD"), "{text}");
        for id in ["year-", "amount-", "level-", "rectification-", "outcome-of"] {
            assert!(!text.contains(id), "{id}: {text}");
        }
    }
    let rows = table(&year);
    assert!(rows.iter().all(|r| r.len() == 7));
    assert!(
        rows.contains(
            &["unit", "CNY", "idle", "B", "1", "50.50", "0"]
                .map(String::from)
                .to_vec()
        )
    );
}

#[test]
fn what_cannot_be_read_is_named() {
    let good = files("e1", "CNY", FINDINGS);
    for (path, text, says) in [
        (
            "data/findings.csv",
            FINDINGS.to_string(),
            "there is no such column",
        ),
        (
            "data/findings.csv",
            String::from_utf8_lossy(&good["data/findings.csv"]).replace("50.50", "50,50x"),
            "data/findings.csv",
        ),
        (
            "data/findings.csv",
            String::from_utf8_lossy(&good["data/findings.csv"]).replace("idle", "lazy"),
            "row 3, amount_kind",
        ),
        ("datapackage.json", "{}".into(), "not from drafts"),
    ] {
        let mut files = good.clone();
        files.insert(path.into(), text.into_bytes());
        let error = read(&files).expect_err(says);
        assert!(error.contains(says), "{error}");
    }
    let mut files = good;
    files.remove("data/coverage.csv");
    assert!(
        read(&files)
            .expect_err("a file is missing")
            .starts_with("data/coverage.csv")
    );
}
