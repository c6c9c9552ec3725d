//! One engagement as papers tell it: placeholders for names, two findings, more rows than a docx
//! shows.

use chrono::NaiveDate;
use fisc_model::Money;
use fisc_model::act::{RectificationClass, Rectified, Verdict};
use fisc_model::finding::{AmountKind, Criterion, Finding, LeadRef};
use fisc_model::lead::{Bilingual, Confidence, Evidence, Lead, ResultKind, Severity, SubjectKind};
use fisc_review::paper::*;
use std::collections::BTreeMap;

pub fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
}

fn both(en: &str, zh: &str) -> Bilingual {
    Bilingual {
        en: en.into(),
        zh: zh.into(),
    }
}

/// What the papers borrow from.
pub struct Sample {
    pub lang: Lang,
    pub first: Finding,
    pub second: Finding,
    pub leads: Vec<Lead>,
    pub rectified: Rectified,
}

pub const DIGEST: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const OTHER: &str = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752";

impl Sample {
    pub fn new(lang: Lang, rows: usize) -> Sample {
        let evidence = (1..=rows).map(|i| Evidence {
            table: "payment".into(),
            key: format!("{i:032x}"),
            source: "支付明细（1—6月）.csv".into(),
            row: i as i64 * 7,
            amount: Money(1_234_567 + i as i128),
            digest: String::new(),
        });
        let lead = Lead {
            lead_id: "a1b2c3d4e5f60718293a4b5c6d7e8f90".into(),
            lead_key: "K".into(),
            method: "EXE-009".into(),
            method_digest: String::new(),
            result: ResultKind::ToVerify,
            severity: Severity::High,
            confidence: Confidence::Medium,
            subject: "101001".into(),
            subject_kind: SubjectKind::Org,
            amount: Money(0),
            days: None,
            narrative: both("", ""),
            details: BTreeMap::new(),
            evidence: evidence.collect(),
            evidence_digest: "e".into(),
            run_id: "r".into(),
        };
        let indicator = Lead {
            lead_id: "00ffc3d4e5f60718293a4b5c6d7e8f90".into(),
            method: "EXE-014".into(),
            result: ResultKind::Indicator,
            evidence: lead.evidence.iter().take(1).cloned().collect(),
            ..lead.clone()
        };
        let first = Finding {
            id: "F-001".into(),
            version: 2,
            title: both(
                "Special funds used for daily expenses",
                "挪用专项资金用于日常公用支出",
            ),
            auditee: "101001".into(),
            leads: vec![LeadRef {
                lead_id: lead.lead_id.clone(),
                evidence_digest: "e".into(),
            }],
            amount: Money(123_456_789_012),
            amount_kind: AmountKind::Irregular,
            facts: both(
                "From January to June 2025 the office paid 60 daily expenses out of special funds for rural roads.\nThe vouchers and the approvals are attached.",
                "2025年1月至6月，该单位在农村公路建设专项资金中列支办公费、差旅费等日常公用支出60笔。\n相关凭证和审批单见附件。",
            ),
            criteria: vec![Criterion {
                instrument: "中华人民共和国预算法（2018修正）".into(),
                article: "第五十七条".into(),
                text: "各级政府、各部门、各单位的支出必须按照预算执行，不得虚假列支。".into(),
            }],
            cause: both(
                "Daily funds were short and control of use was weak.",
                "公用经费安排不足，专项资金使用管理不严。",
            ),
            remedy: both(
                "The funds are to be returned to their source.",
                "责令归还原资金渠道。",
            ),
            advice: both(
                "Control of the use of special funds should be strengthened.",
                "建议加强专项资金使用管理，健全内部控制。",
            ),
            fine: Some(Money(5_000_000)),
            material: true,
            evidence: Vec::new(),
        };
        let second = Finding {
            id: "F-002".into(),
            version: 1,
            title: both("Carry-over funds lying idle", "结转资金长期闲置"),
            amount: Money(-50),
            amount_kind: AmountKind::Idle,
            facts: both(
                "Funds carried over for two years were not used.",
                "结转两年以上的资金未及时收回。",
            ),
            criteria: vec![Criterion {
                instrument: "《中华人民共和国预算法实施条例》".into(),
                article: "第四十二条".into(),
                text: String::new(),
            }],
            cause: both("", ""),
            advice: both("", ""),
            fine: None,
            material: false,
            ..first.clone()
        };
        Sample {
            lang,
            first,
            second,
            leads: vec![lead, indicator],
            rectified: Rectified {
                returned: Money(120_000_000_000),
                rules_made: 2,
                people_held_to_account: 1,
                ..Rectified::default()
            },
        }
    }

    fn is_zh(&self) -> bool {
        self.lang == Lang::Zh
    }

    fn say<'a>(&self, en: &'a str, zh: &'a str) -> &'a str {
        if self.is_zh() { zh } else { en }
    }

    pub fn head(&self, document: &'static str, version: u32, number: &'static str) -> Head<'_> {
        Head {
            lang: self.lang,
            engagement: "demo-2025",
            title: self.say(
                "Budget execution of County A, 2025",
                "某县2025年度本级预算执行审计",
            ),
            office: self.say("Audit Office of County A", "某县审计局"),
            currency: "CNY",
            document,
            version,
            number,
            date: Some(day(3, 9)),
        }
    }

    pub fn matter<'a>(&'a self, finding: &'a Finding) -> Matter<'a> {
        Matter {
            finding,
            digest: if finding.id == "F-001" { DIGEST } else { OTHER },
            auditee: self.say("Transport Bureau of County A", "某县交通运输局"),
            matter: self.say("Management of special funds", "专项资金管理使用情况"),
        }
    }

    pub fn evidence_form(&self) -> EvidenceForm<'_> {
        EvidenceForm {
            head: self.head("QZ-01", 1, "审取〔2026〕1号"),
            matter: self.matter(&self.first),
            leads: &self.leads,
            auditors: &PEOPLE,
            attachment_pages: 12,
            reply_days: Some(5),
            opinion: None,
        }
    }

    pub fn working_paper(&self) -> WorkingPaper<'_> {
        WorkingPaper {
            head: self.head("DG-01", 1, "A-03-1"),
            matter: self.matter(&self.first),
            leads: &self.leads,
            steps: self.say(
                "1. Compared payments with the budget. 2. Looked at the vouchers. 3. Asked the unit.",
                "一是比对支付明细与预算指标；二是抽查原始凭证；三是向单位核实。",
            ),
            auditors: &PEOPLE,
            attachment_pages: 12,
            review: Some(LeaderReview {
                verdict: Verdict::Approve,
                text: self.say("The evidence is sufficient.", "证据适当、充分。"),
                by: Signature {
                    name: self.say("Leader C", "王五"),
                    on: Some(day(3, 10)),
                },
            }),
        }
    }

    pub fn report<'a>(&'a self, matters: &'a [Matter<'a>]) -> Report<'a> {
        Report {
            head: self.head("BG-01", 1, "审报〔2026〕3号"),
            auditee: self.say("Transport Bureau of County A", "某县交通运输局"),
            text: ReportText {
                basis: self.say(
                    "Under the Audit Law an audit was made from 5 January to 6 March 2026.",
                    "根据《中华人民共和国审计法》的规定，某县审计局派出审计组，自2026年1月5日至3月6日对该局2025年度预算执行情况进行了审计。",
                ),
                situation: self.say("The bureau is a first-level budget unit.", "该局为一级预算单位，下属预算单位3个。"),
                evaluation: self.say("Apart from the findings the accounts are true.", "审计结果表明，该局2025年度预算执行情况总体较好，但还存在一些问题。"),
                earlier: "",
                advice: self.say("Budgets should be made earlier.", "建议提早编制项目预算。"),
            },
            matters,
            rectify_days: Some(60),
        }
    }

    /// One of each docx, by name.
    pub fn all(&self) -> Vec<(&'static str, PaperId, Vec<u8>)> {
        let matters = [self.matter(&self.first), self.matter(&self.second)];
        let report = self.report(&matters);
        let draft = ExposureDraft {
            report: Report {
                head: self.head("ZQ-01", 1, "审征〔2026〕2号"),
                ..report
            },
            reply_days: 10,
        };
        let decision = Decision {
            head: self.head("JD-01", 1, "审决〔2026〕1号"),
            auditee: report.auditee,
            basis: report.text.basis,
            scope: self.say("Budget execution of 2025.", "2025年度预算执行情况。"),
            matters: &matters[..1],
            execute_days: 60,
            appeal: self.say(
                "You may ask the county government for a ruling within 60 days.",
                "对本决定不服的，可以自收到本决定之日起六十日内提请本级人民政府裁决。",
            ),
        };
        let receipt = Receipt {
            head: self.head("ZQ-01", 1, "审征〔2026〕2号"),
            digest: DIGEST,
            title: self.say("Audit report (exposure draft)", "审计报告（征求意见稿）"),
            auditee: report.auditee,
            place: self.say("Office of the bureau", "该局办公室"),
            method: self.say("in person", "直接送达"),
            senders: &PEOPLE,
            served_on: Some(day(3, 12)),
        };
        let points = [
            Point {
                met: Some(true),
                note: "",
            },
            Point {
                met: Some(false),
                note: self.say("One matter is open.", "一个事项尚未完成。"),
            },
        ];
        let comments = [
            Comment {
                matter: matters[0],
                text: self.say("Facts clear, evidence sufficient.", "事实清楚，证据充分。"),
                amend: "",
            },
            Comment {
                matter: matters[1],
                text: self.say("The article does not fit.", "引用条款不当。"),
                amend: self.say("Cite article 42 (2).", "改引第四十二条第二款。"),
            },
        ];
        let papers = [
            self.say("Report BG-01", "审计报告 BG-01"),
            self.say("Working paper DG-01", "审计工作底稿 DG-01"),
        ];
        let reviewer = [Signature {
            name: self.say("Reviewer D", "赵六"),
            on: Some(day(3, 20)),
        }];
        let review = WrittenOpinion {
            of: OpinionOf::Review,
            head: self.head("FH-01", 1, "审复〔2026〕1号"),
            unit: self.say("Department of Public Finance", "财政审计股"),
            auditee: report.auditee,
            team: &["张三", "李四"],
            papers: &papers,
            points: &points,
            comments: &comments,
            verdict: Some(Verdict::Return),
            text: self.say("Return for correction.", "请审计组修改后再报。"),
            by: &reviewer,
        };
        let adjudication = WrittenOpinion {
            of: OpinionOf::Adjudication,
            head: self.head("SL-01", 1, "审理〔2026〕1号"),
            unit: self.say("Legal Department", "法规审理股"),
            auditee: report.auditee,
            team: &["张三", "李四"],
            papers: &papers,
            points: &points[..1],
            comments: &comments[..1],
            verdict: Some(Verdict::Approve),
            text: self.say("Approved.", "同意提交审计业务会议审议。"),
            by: &reviewer,
        };
        let items = [
            Considered {
                matter: matters[0],
                decision: self.say("As drafted.", "同意定性和处理意见。"),
                dissent: self.say("D: the fine is too high.", "赵六认为罚款数额偏高。"),
            },
            Considered {
                matter: matters[1],
                decision: self.say("As amended.", "按审理意见修改。"),
                dissent: "",
            },
        ];
        let minutes = Minutes {
            head: self.head("HY-01", 1, "审会〔2026〕1号"),
            held_on: Some(day(3, 25)),
            place: self.say("Room 1", "第一会议室"),
            chair: self.say("Head E", "孙七"),
            present: &["张三", "王五", "赵六"],
            attending: &["李四"],
            recorder: "周八",
            agenda: self.say("Report and decision", "审议审计报告和审计决定"),
            items: &items,
            conclusion: self.say("Adopted.", "原则通过，按会议意见修改后签发。"),
        };
        let told = Lead {
            narrative: both("One invoice was paid twice.", "同一发票支付两次。"),
            ..self.leads[0].clone()
        };
        let rests = [&told];
        let letter = ReferralLetter {
            head: self.head("YS-01", 1, "审移〔2026〕1号"),
            to: self.say("The authority of that matter", "有关主管部门"),
            matter: self.say("Invoices that were paid twice.", "同一发票重复支付。"),
            amount: Money(12_000_000),
            leads: &rests,
            annexes: &[self.say("Evidence form QZ-01", "审计取证单 QZ-01")],
        };
        let content = [
            Content::Heading(self.say("1. Overview", "一、总体情况").into()),
            Content::Text(self.say("First.\nSecond.", "第一段。\n第二段。").into()),
            Content::Table {
                columns: vec![
                    self.say("Item", "项目").into(),
                    self.say("Number", "件数").into(),
                    self.say("Amount", "金额").into(),
                ],
                numbers: 1,
                rows: vec![
                    vec!["<1> & 2".into(), "12".into(), "1,234.50".into()],
                    vec!["3".into(), String::new(), "=1+1".into()],
                ],
            },
        ];
        let title = self.say("Annual report, 2026", "2026年政府信息公开工作年度报告");
        let tables = Tables {
            head: Head {
                title,
                ..self.head("DR-2026", 1, "")
            },
            kind: Kind::DisclosureReport,
            content: &content,
        };
        let docx = |bytes: Result<Vec<u8>, PaperError>| bytes.expect("a docx");
        let (form, work) = (self.evidence_form(), self.working_paper());
        vec![
            ("evidence-form", form.id(), docx(form.docx())),
            ("working-paper", work.id(), docx(work.docx())),
            ("exposure-draft", draft.id(), docx(draft.docx())),
            ("report", report.id(), docx(report.docx())),
            ("decision", decision.id(), docx(decision.docx())),
            ("receipt", receipt.id(), docx(receipt.docx())),
            ("review-opinion", review.id(), docx(review.docx())),
            (
                "adjudication-opinion",
                adjudication.id(),
                docx(adjudication.docx()),
            ),
            ("minutes", minutes.id(), docx(minutes.docx())),
            ("referral-letter", letter.id(), docx(letter.docx())),
            ("disclosure-report", tables.id(), docx(tables.docx())),
        ]
    }

    pub fn ledger<T>(&self, see: impl FnOnce(&RectificationLedger<'_>) -> T) -> T {
        let row = Rectification {
            matter: self.matter(&self.first),
            class: Some(RectificationClass::AtOnce),
            due: Some(day(5, 31)),
            reported: Some((&self.rectified, "=HYPERLINK(\"x\")", day(5, 20))),
            verified: Some((&self.rectified, "属实")),
            closed: true,
            look_back: Some(LookBack {
                on: day(11, 1),
                holds: true,
            }),
        };
        let late = Rectification {
            matter: self.matter(&self.second),
            class: Some(RectificationClass::Staged),
            due: Some(day(6, 1)),
            reported: None,
            verified: None,
            closed: false,
            look_back: None,
        };
        see(&RectificationLedger {
            head: self.head("ZG-01", 1, ""),
            as_of: day(7, 1),
            rows: &[row, late],
        })
    }
}

const PEOPLE: [Signature<'static>; 2] = [
    Signature {
        name: "张三",
        on: None,
    },
    Signature {
        name: "李四",
        on: None,
    },
];
