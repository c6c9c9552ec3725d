//! Each item and each warning with what it says and with what it lets be, over a small release that is
//! in order.

mod warned;

use super::*;
use crate::package::tests::publication;
use chrono::NaiveDate;
use fisc_model::act::Stage;
use fisc_model::finding::AmountKind;
use fisc_model::lead::Bilingual;

/// Everything that a release is judged by, to be changed.
struct World {
    shown: Publication,
    standing: BTreeMap<String, Standing>,
    held: BTreeSet<String>,
    budgets: BTreeMap<String, Money>,
    allowed: BTreeSet<String>,
    said: Vec<Said>,
    approval: Option<Approval>,
    standard: Standard,
    neutral: Neutral,
}

const CONTENT: &str = "c0";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn both(text: &str) -> Bilingual {
    Bilingual {
        en: text.into(),
        zh: format!("{text}。"),
    }
}

fn said(item: &str, role: Role, entry: u64, shown: &Publication) -> Said {
    let findings = shown.findings.iter();
    Said {
        item: item.into(),
        by: Confirmed {
            person: "somebody".into(),
            unit: "office".into(),
            role,
            on: day("2026-05-01"),
            entry,
        },
        content: CONTENT.into(),
        findings: findings.map(|(id, f)| (id.clone(), f.version)).collect(),
        objection: String::new(),
        void: None,
    }
}

impl World {
    fn new() -> World {
        let mut shown = publication();
        shown.withheld.clear();
        let plan = shown.findings["F-1"].rectification.clone();
        let mut standing = BTreeMap::new();
        for (id, f) in &mut shown.findings {
            f.rectification.clone_from(&plan);
            let rows = (0..f.evidence_rows).map(|n| ("payment".to_string(), format!("{id}-{n}")));
            let signatures = f.signed.iter().map(|s| {
                let signature = Signature {
                    stage: s.stage,
                    person: s.person.clone(),
                    version: f.version,
                    received: "2026-04-16T00:00:00Z".parse().expect("a time"),
                    key: true,
                    documents: true,
                };
                (s.entry, signature)
            });
            let of = Standing {
                version: f.version,
                digest: f.digest.clone(),
                rows: rows.collect(),
                sources: BTreeSet::from(["a.csv".into(), "b.csv".into()]),
                signatures: signatures.collect(),
                ..Standing::default()
            };
            standing.insert(id.clone(), of);
        }
        let said = [
            said("secrecy", Role::Publisher, 30, &shown),
            said("meaning", Role::Leader, 31, &shown),
            said("facts", Role::Adjudicator, 32, &shown),
        ];
        World {
            shown,
            standing,
            held: BTreeSet::new(),
            budgets: BTreeMap::new(),
            allowed: BTreeSet::new(),
            said: said.to_vec(),
            approval: None,
            standard: Standard::parse(include_str!("../../../../packs/cn/publication.toml"))
                .expect("the shipped standard"),
            neutral: Neutral::parse(include_str!("../../../../packs/cn/neutral.toml"))
                .expect("the shipped words"),
        }
    }

    fn report(&self) -> Report {
        check(&Input {
            shown: &self.shown,
            standing: &self.standing,
            held: &self.held,
            budgets: &self.budgets,
            allowed: &self.allowed,
            content: CONTENT,
            said: &self.said,
            approval: self.approval.as_ref(),
            standard: &self.standard,
            neutral: &self.neutral,
        })
    }

    fn finding(&mut self, id: &str) -> &mut crate::publication::PublicFinding {
        self.shown.findings.get_mut(id).expect("there")
    }

    fn standing(&mut self, id: &str) -> &mut Standing {
        self.standing.get_mut(id).expect("there")
    }
}

/// The items that are not in order, with their places.
fn open(w: &World) -> Vec<(String, String)> {
    let report = w.report();
    let mut all = Vec::new();
    for o in &report.items {
        for p in &o.problems {
            for side in [&p.text.en, &p.text.zh, &p.remedy.en, &p.remedy.zh] {
                assert!(!side.is_empty() && !side.contains("{ $"), "{p:?}");
            }
            assert!(!p.who.is_empty(), "{p:?}");
            all.push((o.item.clone(), p.place.clone()));
        }
        let waits = matches!(o.state, State::Red | State::NeedsPerson);
        assert_eq!(waits, !o.problems.is_empty(), "{o:?}");
    }
    assert_eq!(report.open(), all.is_empty());
    all
}

#[test]
fn a_release_in_order_is_open_and_says_who_confirmed() {
    let mut w = World::new();
    assert_eq!(open(&w), []);
    let report = w.report();
    let of = |item: &str| {
        let found = report.items.iter().find(|o| o.item == item);
        found.expect("an item")
    };
    assert_eq!(of("approval").state, State::AtPublication);
    assert_eq!(of("facts").confirmed.as_ref().map(|c| c.entry), Some(32));
    let findings = w.shown.findings.iter();
    w.approval = Some(Approval {
        findings: findings.map(|(id, f)| (id.clone(), f.version)).collect(),
    });
    assert_eq!(open(&w), []);
    assert!(w.report().items.iter().all(|o| o.state == State::Green));
}

#[test]
fn the_public_learns_who_confirmed_and_not_where_warnings_stand() {
    let mut w = World::new();
    w.finding("F-2").facts = both("Paid to 3 people");
    let json = w.report().public().expect("JSON");
    let text = String::from_utf8(json).expect("text");
    assert!(
        text.contains("\"small_count\":2") && text.contains("\"somebody\""),
        "{text}"
    );
    assert!(
        !text.contains("facts/") && !text.contains("findings/F-2") && !text.contains("3 people")
    );
    let again: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(again["format"], "urn:fisc:quality:v1");
}

/// A change of a release in order, and the item and place that it opens.
type Case = (&'static str, &'static str, fn(&mut World));

const FLAGGED: &[Case] = &[
    ("finding", "F-1", |w| {
        w.finding("F-1").amount_kind = AmountKind::None
    }),
    ("finding", "F-1", |w| w.finding("F-1").amount = Money::ZERO),
    ("finding", "F-1", |w| w.finding("F-1").criteria.clear()),
    ("finding", "F-1", |w| {
        w.finding("F-1").criteria[0].article = " ".into()
    }),
    ("finding", "F-1", |w| {
        w.finding("F-1").evidence_rows = 0;
        w.standing("F-1").rows.clear();
    }),
    ("finding", "F-1", |w| w.finding("F-1").evidence_rows = 6),
    ("finding", "F-1", |w| asked(w, Check::Evidence)),
    ("heard", "F-2", |w| w.finding("F-2").exposed_on = None),
    ("heard", "F-1", |w| {
        w.finding("F-1").replies[0].answer = None
    }),
    ("heard", "F-1", |w| asked(w, Check::Reply)),
    ("heard", "F-1", |w| asked(w, Check::Disputes)),
    ("decided", "F-3", |w| w.finding("F-3").issued_on = None),
    ("decided", "F-3", |w| {
        w.finding("F-3").remedy = Bilingual::default();
        w.finding("F-3").advice = Bilingual::default();
    }),
    ("decided", "F-3", |w| {
        w.finding("F-3").issued_on = Some(day("2026-03-01"))
    }),
    ("decided", "F-3", |w| w.finding("F-3").rectification = None),
    ("signatures", "F-1", |w| w.standing("F-1").version = 2),
    ("signatures", "F-1", |w| {
        w.standing("F-1").digest = "other".into()
    }),
    ("signatures", "F-1", |w| {
        w.standing("F-1").signatures.remove(&20);
    }),
    ("signatures", "F-1", |w| {
        w.standing("F-1")
            .signatures
            .get_mut(&20)
            .expect("there")
            .version = 0;
    }),
    ("signatures", "F-1", |w| {
        w.standing("F-1")
            .signatures
            .get_mut(&20)
            .expect("there")
            .key = false;
    }),
    ("signatures", "F-1", |w| {
        w.standing("F-1")
            .signatures
            .get_mut(&20)
            .expect("there")
            .documents = false;
    }),
    ("signatures", "F-1", |w| {
        w.standing("F-1")
            .signatures
            .get_mut(&20)
            .expect("there")
            .person = "other".into();
    }),
    ("signatures", "F-1", |w| {
        w.finding("F-1").signed.retain(|s| s.stage != Stage::Head)
    }),
    ("signatures", "F-1", |w| asked(w, Check::Signatures)),
    ("totals", "F-3", |w| {
        let row = w.standing("F-1").rows.first().cloned().expect("a row");
        let last = w.standing("F-3").rows.last().cloned().expect("a row");
        w.standing("F-3").rows.remove(&last);
        w.standing("F-3").rows.insert(row);
    }),
    ("plain-language", "interpretation", |w| {
        w.shown.interpretation.clear()
    }),
    ("plain-language", "interpretation/1", |w| {
        w.shown.interpretation[0].en.clear()
    }),
    ("plain-language", "interpretation/1", |w| {
        w.shown.interpretation[0].zh = "In plain words.".into();
    }),
    ("neutral", "findings/F-1/facts", |w| {
        w.finding("F-1").facts.en = "A fraud.".into()
    }),
    ("neutral", "interpretation/1", |w| {
        w.shown.interpretation[0].zh = "有人贪污。".into()
    }),
    ("issue", "publish.toml, index_number", |w| {
        w.shown.issue.index_number.clear()
    }),
    ("issue", "publish.toml, funded_by", |w| {
        w.shown.independence.funded_by.en.clear()
    }),
    ("issue", "F-1", |w| w.finding("F-1").auditee = "A009".into()),
    ("withheld", "findings/F-1/cause", |w| {
        let mut withheld = publication().withheld[0].clone();
        withheld.place = "findings/F-1/cause".into();
        withheld.basis.clear();
        w.shown.withheld.push(withheld);
    }),
    ("withheld", "findings", |w| {
        w.held.insert("F-1".into());
    }),
    ("secrecy", "secrecy", |w| {
        w.said.retain(|s| s.item != "secrecy")
    }),
    ("secrecy", "secrecy", |w| w.said[0].content = "older".into()),
    ("secrecy", "secrecy", |w| {
        w.said[0].findings.insert("F-1".into(), 7);
    }),
    ("secrecy", "secrecy", |w| {
        w.said[0].void = Some(both("The key was revoked"))
    }),
    ("secrecy", "secrecy", |w| w.said[0].by.role = Role::Leader),
    ("meaning", "meaning", |w| {
        w.said[1].objection = "means something else".into()
    }),
    ("approval", "F-3", |w| {
        approved(w).remove("F-3");
    }),
    ("approval", "F-3", |w| {
        approved(w).insert("F-3".into(), 9);
    }),
    ("approval", "F-9", |w| {
        approved(w).insert("F-9".into(), 1);
    }),
];

fn asked(w: &mut World, check: Check) {
    let what = (check, both("To be done"), vec![Role::Member]);
    w.standing("F-1").asked.push(what);
}

fn approved(w: &mut World) -> &mut BTreeMap<String, u32> {
    let findings = w.shown.findings.iter();
    let findings = findings.map(|(id, f)| (id.clone(), f.version)).collect();
    &mut w.approval.insert(Approval { findings }).findings
}

#[test]
fn each_item_says_what_is_not_in_order_and_nothing_else() {
    for (n, (item, place, change)) in FLAGGED.iter().enumerate() {
        let mut w = World::new();
        change(&mut w);
        // People confirm the findings that are there.
        for s in w
            .said
            .iter_mut()
            .filter(|s| !s.findings.contains_key("F-9"))
        {
            if s.findings.get("F-1") != Some(&7) {
                s.findings = w
                    .shown
                    .findings
                    .iter()
                    .map(|(id, f)| (id.clone(), f.version))
                    .collect();
            }
        }
        let found = open(&w);
        let items: BTreeSet<&str> = found.iter().map(|(i, _)| i.as_str()).collect();
        let expected = (item.to_string(), place.to_string());
        assert!(
            found.contains(&expected),
            "case {n}: {expected:?} in {found:?}"
        );
        assert_eq!(items.len(), 1, "case {n}: {found:?}");
    }
}

/// A change after which everything is still in order.
const QUIET: &[fn(&mut World)] = &[
    // No amount, and said so.
    |w| {
        w.finding("F-1").amount_kind = AmountKind::None;
        w.finding("F-1").amount = Money::ZERO;
    },
    // On papers alone.
    |w| {
        w.finding("F-1").evidence_rows = 0;
        w.standing("F-1").rows.clear();
        w.standing("F-1").papers = 1;
    },
    // The term is over: review asks for nothing.
    |w| w.finding("F-1").replies.clear(),
    // One row in two findings whose amounts are not added up.
    |w| {
        let row = w.standing("F-2").rows.first().cloned().expect("a row");
        let last = w.standing("F-3").rows.last().cloned().expect("a row");
        w.standing("F-3").rows.remove(&last);
        w.standing("F-3").rows.insert(row);
    },
    // The auditee's own words, a law's title, a passage that must stand.
    |w| w.finding("F-1").replies[0].text = "我单位没有贪污。".into(),
    |w| w.finding("F-1").facts.zh = "违反《反贪污条例》第三条。".into(),
    |w| {
        w.finding("F-1").facts.zh = "法院认定犯罪（2025）1号。".into();
        w.allowed.insert("法院认定犯罪".into());
    },
    // Advice in the place of a decision.
    |w| w.finding("F-1").remedy = Bilingual::default(),
    // A withheld amount is no missing one, and in no total.
    |w| {
        let mut withheld = publication().withheld[0].clone();
        withheld.place = "findings/F-1/amount".into();
        w.shown.withheld.push(withheld);
        w.finding("F-1").amount = Money::ZERO;
    },
    // What waits is not shown.
    |w| {
        w.held.insert("F-77".into());
    },
    // Confirmed, then confirmed anew after a change.
    |w| {
        let mut older = w.said[0].clone();
        older.content = "older".into();
        w.said.insert(0, older);
    },
];

#[test]
fn what_is_in_order_is_let_be() {
    for (n, change) in QUIET.iter().enumerate() {
        let mut w = World::new();
        change(&mut w);
        assert_eq!(open(&w), [], "case {n}");
    }
}

#[test]
fn who_said_it_last_counts() {
    let mut w = World::new();
    let mut objects = w.said[0].clone();
    objects.objection = "a work secret".into();
    objects.by.entry = 40;
    w.said.push(objects);
    assert_eq!(
        w.report()
            .items
            .iter()
            .filter(|o| o.state == State::Red)
            .count(),
        1
    );
    let again = said("secrecy", Role::Publisher, 41, &w.shown);
    w.said.push(again);
    assert_eq!(open(&w), []);
}

#[test]
fn a_change_of_what_is_published_is_said_as_an_older_text() {
    let mut w = World::new();
    w.said[2].content = "older".into();
    let report = w.report();
    let facts = report
        .items
        .iter()
        .find(|o| o.item == "facts")
        .expect("an item");
    assert_eq!(facts.state, State::NeedsPerson);
    let text = &facts.problems[0].text;
    assert!(
        text.en.contains("confirmed an older text") && text.zh.contains("旧稿"),
        "{text:?}"
    );
    w.said[2].objection = "unclear".into();
    let report = w.report();
    let facts = report.items.iter().find(|o| o.item == "facts");
    let text = &facts.expect("an item").problems[0].text;
    assert!(text.en.contains("objected to an older text"), "{text:?}");
}

/// The gate's own words go into every package, where the leak scanner reads them.
#[test]
fn nothing_the_public_reads_of_it_looks_like_personal_data() {
    use crate::personal::{Allowed, Detectors, Known, Words, scan};
    let w = World::new();
    let report = w.report();
    let extra = crate::site::Extra {
        first: crate::Lang::Zh,
        draft: false,
        downloads: &[],
        conformance: None,
        feedback: &[],
        feedback_form: None,
        quality: Some(&report),
    };
    let mut files = crate::site::checked(&w.shown, &extra);
    assert_eq!(files.len(), 2, "{:?}", files.keys());
    files.insert(JSON.into(), report.public().expect("JSON"));
    let words = Words::parse(include_str!("../../../../packs/cn/personal.toml")).expect("shipped");
    let detectors = Detectors::new(words, Known::none());
    let found = scan(&files, &detectors, &Allowed::default(), &BTreeMap::new());
    assert!(found.is_clean(), "{found:#?}");
}

/// A release may take back everything; it is confirmed and approved all the same.
#[test]
fn a_release_without_findings_is_judged_too() {
    let mut w = World::new();
    w.shown.findings.clear();
    let waits: Vec<String> = open(&w).into_iter().map(|(item, _)| item).collect();
    assert_eq!(waits, ["secrecy", "meaning", "facts"]);
    for s in &mut w.said {
        s.findings.clear();
    }
    w.approval = Some(Approval::default());
    assert_eq!(open(&w), []);
}
