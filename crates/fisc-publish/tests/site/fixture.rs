//! A small publication: three auditees, six findings of every kind and state, one more withdrawn.

use chrono::NaiveDate;
use fisc_model::Money;
use fisc_model::act::{RectificationClass, Rectified, Stage};
use fisc_model::finding::{AmountKind, Criterion};
use fisc_model::lead::{Bilingual, Confidence, ResultKind, Severity};
use fisc_model::run::{
    Excluded, MethodRun, Outcome, ParameterUse, ParameterValue, Population, Run,
};
use fisc_publish::publication::*;
use fisc_publish::quality::Report;
use fisc_publish::site::{Conformance, Extra, FeedbackItem};
use fisc_publish::{Lang, Package};
use std::collections::BTreeMap;

pub fn two(en: &str, zh: &str) -> Bilingual {
    Bilingual {
        en: en.into(),
        zh: zh.into(),
    }
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn money(text: &str) -> Money {
    Money::parse(text).expect("an amount")
}

pub fn build(p: &Publication) -> Package {
    checked(p, None)
}

/// The same with the outcome of the gate.
pub fn checked(p: &Publication, quality: Option<&Report>) -> Package {
    whole(p, quality, None)
}

/// The same with a link to the web form.
pub fn with_form(p: &Publication, address: &str) -> Package {
    whole(p, None, Some(address))
}

fn whole(p: &Publication, quality: Option<&Report>, form: Option<&str>) -> Package {
    let feedback = [
        FeedbackItem {
            number: "1".into(),
            finding: Some("2".into()),
            received_on: day("2026-07-02"),
            due_on: Some(day("2026-07-30")),
            owner: two("publication office", "公开办公室"),
            text: "是否包括下属单位？".into(),
            answer: Some((
                day("2026-07-09"),
                two("No: the unit itself.", "不包括，仅为本级。"),
            )),
        },
        FeedbackItem {
            number: "2".into(),
            finding: None,
            received_on: day("2026-07-05"),
            due_on: None,
            owner: two("publication office", "公开办公室"),
            text: "Where is the table of contracts?".into(),
            answer: None,
        },
    ];
    let mut package = fisc_publish::site::site(
        p,
        &Extra {
            first: Lang::Zh,
            draft: false,
            downloads: &[],
            conformance: Some(Conformance {
                cells: 1_731,
                agree: 1_409,
                explained: 322,
            }),
            feedback: &feedback,
            feedback_form: form,
            quality,
        },
    );
    // What the program at the edge puts beside the pages.
    package.insert(fisc_publish::CONFORMANCE.into(), b"{}\n".to_vec());
    package
}

fn method(code: &str, en: &str, zh: &str, outcome: Outcome) -> MethodRun {
    let ran = outcome != Outcome::Skipped && outcome != Outcome::Failed;
    MethodRun {
        code: code.into(),
        name: two(en, zh),
        digest: "d".repeat(64),
        result: ResultKind::Breach,
        severity: Severity::High,
        confidence: Confidence::Medium,
        outcome,
        reason: None,
        bound_sql: None,
        parameters: Vec::new(),
        population: ran.then(|| Population {
            rows: 28_923,
            tested: 27_001,
            excluded: vec![Excluded {
                reason: two(
                    "paid in the Article 54 window",
                    "在第五十四条规定的期间内支付",
                ),
                rows: 1_922,
            }],
        }),
        selection: None,
        leads: 3,
        evidence: 5,
        amount: Money::ZERO,
        pattern: false,
        seconds: 1.5,
    }
}

pub fn run() -> Run {
    let mut methods = vec![
        method(
            "EXE-003",
            "Payment before release of its budget line",
            "指标下达前支付",
            Outcome::Leads,
        ),
        method("EXE-009", "Duplicate payment", "重复支付", Outcome::Leads),
        method(
            "PRC-004",
            "Fewer bidders than required",
            "投标人少于规定数量",
            Outcome::Skipped,
        ),
        method(
            "TRF-001",
            "Transfer issued late",
            "转移支付下达迟延",
            Outcome::Failed,
        ),
    ];
    methods[0].parameters = vec![ParameterUse {
        name: "days".into(),
        source: "pack".into(),
        values: vec![ParameterValue {
            value: "0".into(),
            effective_from: Some("2019-01-01".into()),
            effective_to: None,
            basis: Some("预算法（2018修正）第五十七条".into()),
        }],
    }];
    methods[2].reason = Some(two("the ledger has no bids", "账套中没有投标数据"));
    methods[3].reason = Some(two("INTERNAL a cell", "INTERNAL a cell"));
    Run {
        schema_version: 1,
        run_id: "0f1e2d3c4b5a69788796a5b4c3d2e1f0".into(),
        engagement: "qingshan-2025".into(),
        title: "青山省 2025 年度预算执行审计".into(),
        fiscal_year: 2025,
        currency: "CNY".into(),
        ledger_digest: "a".repeat(64),
        tables: BTreeMap::from([("payment".into(), 28_923)]),
        spilled_bytes: 0,
        methods,
    }
}

pub fn finding(
    number: &str,
    en: &str,
    zh: &str,
    auditee: &str,
    kind: AmountKind,
    amount: &str,
) -> PublicFinding {
    let signed = |stage, unit: &str, on: &str, entry| Signed {
        stage,
        person: "PERSON-ID".into(),
        unit: unit.into(),
        on: day(on),
        entry,
    };
    PublicFinding {
        number: number.into(), version: 2, digest: "b".repeat(64), title: two(en, zh), auditee: auditee.into(),
        methods: vec!["EXE-003".into()], leads: 2, evidence_rows: 14, amount: money(amount), amount_kind: kind,
        facts: two("From March to May 2025 the unit paid 14 times before the budget line had been released.", "2025年3月至5月，该单位在指标下达前支付14笔。"),
        criteria: vec![Criterion { instrument: "中华人民共和国预算法（2018修正）".into(), article: "第五十七条".into(), text: "各级政府财政部门必须依照法律、行政法规和国务院财政部门的规定，及时、足额地拨付预算支出资金，加强对预算支出的管理和监督。".into() }],
        cause: two("Payments were entered before the notice of the budget line arrived.", "指标文件送达前已录入支付申请。"),
        remedy: two("To be corrected within 60 days.", "责令于60日内改正。"),
        advice: two("Tie payment to the release of the line in the system.", "在系统中以指标下达控制支付。"),
        material: false, replies: Vec::new(), exposed_on: Some(day("2026-03-02")), issued_on: Some(day("2026-04-20")),
        signed: vec![
            signed(Stage::Leader, "财政审计处", "2026-02-20", 31), signed(Stage::Department, "财政审计处", "2026-03-20", 44),
            signed(Stage::Adjudication, "法规审理处", "2026-04-01", 52), signed(Stage::Head, "审计机关负责人", "2026-04-15", 60),
            signed(Stage::Publication, "审计机关负责人", "2026-06-15", 71),
        ],
        rectification: None,
    }
}

fn put_right(state: RectificationState, acknowledged: Rectified) -> Option<PublicRectification> {
    Some(PublicRectification {
        class: RectificationClass::AtOnce,
        due: day("2026-06-20"),
        state,
        acknowledged,
        notes: vec![DatedNote {
            on: day("2026-06-10"),
            text: "已查看缴款凭证。".into(),
        }],
    })
}

pub fn publication() -> Publication {
    use AmountKind::{Idle, Irregular, Loss, Mismanaged, None as NoAmount, OwedToTreasury};
    let mut findings = vec![
        finding(
            "1",
            "Payments before the release of the budget line",
            "指标下达前支付资金",
            "990101001",
            Irregular,
            "1616334.51",
        ),
        finding(
            "2",
            "One invoice paid twice",
            "同一发票重复支付",
            "990101002",
            Loss,
            "80000.00",
        ),
        finding(
            "3",
            "Receipts kept outside the treasury",
            "非税收入未及时缴库",
            "990101001",
            OwedToTreasury,
            "350000.50",
        ),
        finding(
            "4",
            "Project funds not used for two years",
            "项目资金闲置两年以上",
            "990102001",
            Idle,
            "12000000.00",
        ),
        finding(
            "5",
            "Assets not entered in the books",
            "固定资产未入账",
            "990102001",
            Mismanaged,
            "640000.00",
        ),
        finding(
            "审10",
            "Contracts without a register",
            "未建立合同登记制度",
            "990101002",
            NoAmount,
            "0.00",
        ),
    ];
    findings[0].material = true;
    findings[3].material = true;
    findings[1].methods = vec!["EXE-009".into()];
    findings[5].methods = Vec::new();
    findings[0].replies = vec![PublicReply {
        on: day("2026-03-10"),
        accepted: false,
        text: "其中一笔为应急支出。".into(),
        answer: Some(PublicAnswer {
            taken: false,
            reason: "应急支出亦须先下达指标。".into(),
        }),
    }];
    findings[1].replies = vec![PublicReply {
        on: day("2026-03-08"),
        accepted: true,
        text: String::new(),
        answer: None,
    }];
    findings[0].rectification = put_right(RectificationState::Overdue, Rectified::default());
    findings[1].rectification = put_right(
        RectificationState::Closed,
        Rectified {
            recovered: money("80000.00"),
            rules_made: 1,
            ..Rectified::default()
        },
    );
    findings[2].rectification = put_right(RectificationState::Reported, Rectified::default());
    findings[3].rectification = put_right(
        RectificationState::Open,
        Rectified {
            to_treasury: money("2000000.00"),
            ..Rectified::default()
        },
    );
    findings[4].rectification = put_right(RectificationState::Reopened, Rectified::default());
    findings[4].facts = two(
        "The assets stand at 〔withheld〕.",
        "资产位于〔不予公开〕。",
    );
    let auditee = |name: &str, government: &str, level: &str| Auditee {
        name: name.into(),
        gov_code: "990101".into(),
        government: government.into(),
        level: level.into(),
    };
    let month = |(i, paid): (usize, &&str)| Month {
        month: format!("2025-{:02}", i + 1),
        paid: money(paid),
    };
    let paid = [
        "41200000",
        "38100000",
        "52000000",
        "50100000",
        "49900000",
        "61000000",
        "48000000",
        "47000000",
        "58000000",
        "60500000",
        "72000000",
        "168400000",
    ];
    let flow = |from: &str, to: &str, amount: &str| Transfer {
        from: from.into(),
        to: to.into(),
        amount: money(amount),
    };
    Publication {
        issue: Issue {
            body: two("Audit Office of Qingshan", "青山省审计厅"),
            index_number: "QS-SJ-2026-0017".into(),
            document_number: "青审公告〔2026〕3号".into(),
            written_on: day("2026-06-18"),
            published_on: day("2026-06-30"),
            valid_until: None,
            release: 2,
            licence: Licence {
                name: "CC-BY-4.0".into(),
                address: "https://creativecommons.org/licenses/by/4.0/".into(),
            },
            address: "https://audit.example/2025/".into(),
            contact: two(
                "publication office, opengov@audit.example",
                "政务公开办公室，opengov@audit.example",
            ),
        },
        engagement: "qingshan-2025".into(),
        title: "青山省 2025 年度预算执行审计".into(),
        fiscal_year: 2025,
        currency: "CNY".into(),
        interpretation: vec![
            two(
                "The audit looked at how the province spent its budget in 2025. Most payments followed the rules; six matters did not.",
                "审计检查了全省2025年度预算执行情况。多数支付符合规定，六个事项存在问题。",
            ),
            two(
                "The largest amount lies idle: a project did not use its funds for two years.",
                "金额最大的是闲置资金：一个项目的资金两年未使用。",
            ),
        ],
        findings: findings
            .into_iter()
            .enumerate()
            .map(|(i, f)| (format!("F-{}", i + 1), f))
            .collect(),
        auditees: BTreeMap::from([
            (
                "990101001".into(),
                auditee("青山省财政厅", "青山省", "province"),
            ),
            (
                "990101002".into(),
                auditee("林溪市交通运输局", "林溪市", "city"),
            ),
            (
                "990102001".into(),
                auditee("白石县水利局", "白石县", "county"),
            ),
        ]),
        run: run(),
        execution: paid.iter().enumerate().map(month).collect(),
        people: Vec::new(),
        transfers: vec![
            flow("中央财政", "青山省财政厅", "800000000"),
            flow("青山省财政厅", "林溪市财政局", "420000000"),
            flow("青山省财政厅", "白石县财政局", "230000000"),
            flow("林溪市财政局", "林溪市交通运输局", "300000000"),
            flow("白石县财政局", "白石县水利局", "190000000"),
            flow("青山省财政厅", "青山省水利厅", "90000000"),
        ],
        corrections: vec![Correction {
            release: 1,
            published_on: day("2026-06-20"),
            digest: "c".repeat(64),
            what: vec![
                CorrectionItem {
                    finding: Some("7".into()),
                    kind: CorrectionKind::Withdrawn,
                    reason: two(
                        "The payment was lawful: papers that came later show the approval.",
                        "后续取得的资料表明该笔支付已经批准。",
                    ),
                },
                CorrectionItem {
                    finding: Some("2".into()),
                    kind: CorrectionKind::Corrected,
                    reason: two("The number of payments was wrong.", "支付笔数有误。"),
                },
            ],
        }],
        independence: Independence {
            relation: "same_level".into(),
            funded_by: two("the budget of the province", "省级预算"),
            appointed_by: two(
                "the standing committee of the people's congress",
                "省人民代表大会常务委员会",
            ),
            exceptions: vec![ExceptionMade {
                rule: "rotation".into(),
                reason: "专业人员不足。".into(),
                entry: 12,
            }],
            leader_years: BTreeMap::from([("990101001".into(), 2), ("990101002".into(), 1)]),
        },
        withheld: vec![
            Withheld {
                scope: WithheldScope::Value,
                place: "findings/F-5/facts".into(),
                reason: "security".into(),
                words: two("place of a protected site", "涉及公共安全的位置"),
                basis: "政府信息公开条例第十四条".into(),
                review_on: Some(day("2027-06-30")),
                count: 1,
            },
            Withheld {
                scope: WithheldScope::Value,
                place: "findings/F-3/amount".into(),
                reason: "trade".into(),
                words: two("trade secret of a third party", "第三方商业秘密"),
                basis: "政府信息公开条例第十五条".into(),
                review_on: None,
                count: 1,
            },
            Withheld {
                scope: WithheldScope::Finding,
                place: "findings".into(),
                reason: "security".into(),
                words: two("state secret", "国家秘密"),
                basis: "政府信息公开条例第十四条".into(),
                review_on: None,
                count: 2,
            },
        ],
    }
}

/// The same with people affected: all of them, those of a unit, and those of a finding, withheld.
pub fn about_people() -> Publication {
    let mut p = publication();
    let id = p.findings.keys().next().expect("a finding").clone();
    let row = |auditee: &str, finding: &str, people, amount| PeopleRow {
        amount_kind: AmountKind::Irregular,
        problem: String::new(),
        government: String::new(),
        auditee: auditee.into(),
        finding: finding.into(),
        people,
        amount,
        share: None,
    };
    p.people = vec![
        row("", "", Some(4321), None),
        row("990101002", "", Some(1234), Some(Money(9_876_543))),
        row("990101002", &id, None, None),
    ];
    p
}
