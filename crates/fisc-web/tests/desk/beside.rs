//! What lies beside the record of an engagement: the book of the public's post and the risk register.

use chrono::{DateTime, TimeDelta, Utc};
use fisc_model::Money;
use fisc_model::lead::{Severity, SubjectKind};
use fisc_risk::assessment::{Assessment, Known, Phase, assess};
use fisc_risk::exposure::Exposure;
use fisc_risk::factors::{Factor, Facts};
use fisc_store::{Book, Kept, NewEvent, Register, StoreError};
use std::collections::BTreeMap;
use std::path::Path;

/// What the public sent: an item that nobody answers for and that is late, and a request that is heard.
pub fn post(path: &Path, at: DateTime<Utc>) {
    let mut book = Book::open(path).expect("a book");
    let event = |item: &str, on: &str, act: &str| NewEvent {
        item: item.into(),
        on: on.parse().expect("a day"),
        by: "信访科".into(),
        act: act.into(),
        contact: None,
        erases: false,
    };
    let received = r#"{"act":"received","channel":"web","text":"<b>x</b> 为何","finding":"<i>3</i>","contact":true}"#;
    let mut item = event("F-2026-1", "2026-02-09", received);
    item.contact = Some("jia@example.com".into());
    let triaged = event(
        "F-2026-1",
        "2026-02-10",
        r#"{"act":"triaged","kind":"out_of_scope","note":"x"}"#,
    );
    let asked = r#"{"act":"received","how":"presented","applicant":"natural","text":"报告","contact":false}"#;
    let asked = event("R-2026-1", "2026-02-24", asked);
    let heard = event(
        "R-2026-1",
        "2026-02-26",
        r#"{"act":"consulted","whom":"third_party"}"#,
    );
    for (desk, events) in [
        (fisc_store::Desk::Feedback, vec![item, triaged]),
        (fisc_store::Desk::Request, vec![asked, heard]),
    ] {
        let added: Result<(), StoreError> = book.add(desk, at, |_| Ok((events, ())));
        added.expect("added");
    }
}

/// A risk register: two auditees, assessed before the audit, when it was planned and after the first
/// tests.
pub fn assessed(folder: &Path, now: DateTime<Utc>) {
    let settings = include_str!("../../../../packs/cn/risk.toml");
    let settings = fisc_risk::settings::Settings::parse(settings).expect("the pack's settings");
    let known = |size, past, amount| Known {
        facts: Facts::from([(Factor::Size, size), (Factor::PastFindings, past)]),
        exposure: Some(Exposure {
            subject: String::new(),
            kind: SubjectKind::Org,
            likelihood: 0.82,
            amount: Money(amount),
            expected: Money(amount),
            severity: Severity::High,
            parts: Vec::new(),
        }),
        ..Known::default()
    };
    let known = BTreeMap::from([
        ("A-01".to_string(), known(800_000_000, 12_000, 120_000_000)),
        ("B-02".to_string(), known(5_000_000, 0, 90_000)),
    ]);
    let mut register = Register::open(&folder.join("risk.db")).expect("a register");
    for (n, phase) in [Phase::Initial, Phase::Planning, Phase::Preparation]
        .into_iter()
        .enumerate()
    {
        let at = now - TimeDelta::days(30 - 10 * i64::try_from(n).expect("three"));
        let all = assess(phase, SubjectKind::Org, &known, &settings).expect("an answer");
        let kept = |a: &Assessment| Kept {
            engagement: "e-1".into(),
            fiscal_year: 2025,
            auditee: a.auditee.clone(),
            name: match a.auditee.as_str() {
                "A-01" => "<i>第一小学</i>".into(),
                _ => "教育局".into(),
            },
            phase: phase.name().into(),
            at,
            content: serde_json::to_string(a).expect("JSON"),
        };
        let kept: Vec<Kept> = all.iter().map(kept).collect();
        register.keep("e-1", at, &kept, &[], &[]).expect("kept");
    }
}
