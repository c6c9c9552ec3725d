//! A small run with one method of every kind and outcome.

use fisc_model::Money;
use fisc_model::lead::{Bilingual, Confidence, Evidence, Lead, ResultKind, Severity, SubjectKind};
use fisc_model::run::{
    Excluded, MethodRun, Outcome, ParameterUse, ParameterValue, Population, Run,
};
use fisc_publish::{Draft, Package, draft};
use std::collections::BTreeMap;

/// Put before every text of a lead that must not leave.
pub const MARK: &str = "LEAK-";

/// What a draft is made of.
pub struct Fixture {
    pub run: Run,
    pub leads: Vec<Lead>,
    pub names: BTreeMap<String, String>,
}

impl Fixture {
    pub fn draft(&self) -> Package {
        draft(&Draft {
            run: &self.run,
            leads: &self.leads,
            names: &self.names,
            conformance: b"{\"schema_version\": 1}\n",
        })
        .expect("a package")
    }
}

pub fn two(en: &str, zh: &str) -> Bilingual {
    Bilingual {
        en: en.into(),
        zh: zh.into(),
    }
}

fn method(code: &str, en: &str, zh: &str, result: ResultKind, severity: Severity) -> MethodRun {
    MethodRun {
        code: code.into(),
        name: two(en, zh),
        digest: "d".repeat(64),
        result,
        severity,
        confidence: Confidence::Medium,
        outcome: Outcome::Clean,
        reason: None,
        bound_sql: Some(format!("SELECT '{MARK}sql'")),
        parameters: Vec::new(),
        population: Some(Population {
            rows: 28_923,
            tested: 28_923,
            excluded: Vec::new(),
        }),
        leads: 0,
        evidence: 0,
        amount: Money::ZERO,
        pattern: false,
        seconds: 1.5,
    }
}

fn money(text: &str) -> Money {
    Money::parse(text).expect("an amount")
}

/// Adds a lead to its method and to the leads. `rows`: key and share of the amount.
fn lead(f: &mut Fixture, code: &str, kind: SubjectKind, subject: &str, rows: &[(&str, &str)]) {
    let method = f
        .run
        .methods
        .iter_mut()
        .find(|m| m.code == code)
        .expect("a method");
    let amount = rows.iter().map(|(_, share)| money(share)).sum();
    method.outcome = Outcome::Leads;
    method.leads += 1;
    method.evidence += rows.len() as u64;
    method.amount = method.amount + amount;
    let evidence = |(key, share): &(&str, &str)| Evidence {
        table: "payment".into(),
        key: format!("{MARK}{key}"),
        source: format!("{MARK}payments.csv"),
        row: 987_654_321,
        amount: money(share),
        digest: format!("{MARK}digest"),
    };
    f.leads.push(Lead {
        lead_id: format!("{MARK}{code}-{}", f.leads.len()),
        lead_key: format!("{MARK}key"),
        method: code.into(),
        method_digest: method.digest.clone(),
        result: method.result,
        severity: method.severity,
        confidence: method.confidence,
        subject: subject.into(),
        subject_kind: kind,
        amount,
        days: Some(987_654_321),
        narrative: two(&format!("{MARK}en"), &format!("{MARK}zh")),
        details: BTreeMap::from([(format!("{MARK}name"), format!("{MARK}value"))]),
        evidence: rows.iter().map(evidence).collect(),
        evidence_digest: format!("{MARK}evidence"),
        run_id: f.run.run_id.clone(),
    });
}

pub fn fixture() -> Fixture {
    use ResultKind::{Breach, Indicator, ToVerify};
    use Severity::{High, Info, Low, Medium};
    let mut methods = vec![
        method(
            "CTL-001",
            "One person, two duties",
            "不相容岗位由一人兼任",
            ToVerify,
            Low,
        ),
        method("DAT-001", "Repeated keys", "主键重复", Breach, High),
        method(
            "DAT-009",
            "Invalid identifiers",
            "证件号码校验不符",
            Indicator,
            Info,
        ),
        method(
            "EXE-003",
            "Payment before release of its budget line",
            "指标下达前支付",
            Breach,
            Medium,
        ),
        method("EXE-009", "Duplicate payment", "重复支付", ToVerify, High),
        method(
            "PRC-004",
            "Fewer bidders than required",
            "投标人少于规定数量",
            Breach,
            Medium,
        ),
        method(
            "TRF-001",
            "Transfer issued late",
            "转移支付下达迟延",
            Breach,
            High,
        ),
    ];
    methods[3].population = Some(Population {
        rows: 28_923,
        tested: 27_001,
        excluded: vec![
            Excluded {
                reason: two("the line has no release date", "指标无下达日期"),
                rows: 22,
            },
            Excluded {
                reason: two(
                    "paid in the Article 54 window",
                    "在第五十四条规定的期间内支付",
                ),
                rows: 1_900,
            },
        ],
    });
    methods[3].parameters = vec![ParameterUse {
        name: "days".into(),
        source: "pack".into(),
        values: vec![ParameterValue {
            value: "0".into(),
            effective_from: Some("2019-01-01".into()),
            effective_to: None,
            basis: Some("预算法 2018-12-29, 13, 57".into()),
        }],
    }];
    methods[5].outcome = Outcome::Skipped;
    methods[5].reason = Some(two(
        "the ledger has no bids; ask the auditee for the bid records",
        "账据中没有投标表，请向被审计单位索取投标记录",
    ));
    methods[6].outcome = Outcome::Failed;
    methods[6].reason = Some(two(&format!("{MARK}cell"), &format!("{MARK}cell")));
    for m in &mut methods[5..] {
        m.population = None;
    }
    let mut f = Fixture {
        run: Run {
            schema_version: 1,
            run_id: "0f1e2d3c4b5a69788796a5b4c3d2e1f0".into(),
            engagement: "qingshan-2025".into(),
            title: "青山省 2025 年度预算执行审计".into(),
            fiscal_year: 2025,
            currency: "CNY".into(),
            ledger_digest: "a".repeat(64),
            tables: BTreeMap::from([("payment".into(), 28_923), ("budget_line".into(), 4_210)]),
            spilled_bytes: 0,
            methods,
        },
        leads: Vec::new(),
        names: BTreeMap::from([
            ("990101001".into(), "青山省财政厅".into()),
            ("990101".into(), "青山省林溪市".into()),
            (
                format!("{MARK}payee"),
                format!("{MARK}a payee that a table of organizations names"),
            ),
        ]),
    };
    let (payee, person) = (format!("{MARK}payee"), format!("{MARK}person"));
    lead(
        &mut f,
        "CTL-001",
        SubjectKind::Person,
        &person,
        &[("P9", "0.00")],
    );
    lead(
        &mut f,
        "DAT-009",
        SubjectKind::Org,
        "990101001",
        &[("P1", "99900000.00"), ("P8", "0.01")],
    );
    lead(
        &mut f,
        "EXE-003",
        SubjectKind::Org,
        "990101001",
        &[("P1", "66334.01"), ("P2", "1200000.00")],
    );
    lead(
        &mut f,
        "EXE-003",
        SubjectKind::Gov,
        "990101",
        &[("P3", "350000.50")],
    );
    lead(
        &mut f,
        "EXE-003",
        SubjectKind::Org,
        "990101002",
        &[("P4", "4000.00")],
    );
    lead(
        &mut f,
        "EXE-009",
        SubjectKind::Payee,
        &payee,
        &[("P2", "1000000.00"), ("P5", "80000.00")],
    );
    f
}
