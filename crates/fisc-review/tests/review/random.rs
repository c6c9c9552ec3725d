//! Whatever people do, in whatever order: nothing panics, folding again gives the same, an entry that
//! the rules refuse changes nothing, and nobody approves what they wrote.

use crate::world::{both, finding, key, lead};
use chrono::{DateTime, Duration, Utc};
use fisc_catalogue::Catalogue;
use fisc_model::Money;
use fisc_model::act::*;
use fisc_model::calendar::Calendar;
use fisc_model::finding::Attachment;
use fisc_record::entry::Entry;
use fisc_record::envelope::Envelope;
use fisc_record::statement::Statement;
use fisc_review::{Case, judge, subjects};
use proptest::prelude::*;
use std::collections::BTreeMap;

const PEOPLE: [&str; 4] = ["p0", "p1", "p2", "p3"];

fn file(n: u8) -> Attachment {
    Attachment {
        name: format!("f{n}"),
        sha256: format!("{n:064x}"),
        sm3: None,
    }
}

/// An office whose policy allows what a policy can allow, where everybody is everything: only the
/// rules that no policy can change are left.
struct Play {
    case: Case,
    entries: Vec<Entry>,
    now: DateTime<Utc>,
    calendar: Calendar,
}

impl Play {
    fn new() -> Play {
        let catalogue = Catalogue::embedded();
        let holidays = catalogue.text("packs/cn/holiday.csv").expect("shipped");
        let calendar = Calendar::parse(holidays).expect("a calendar");
        let policy = catalogue.text("policies/cn.toml").expect("shipped");
        let policy = ["forbid", "approve", "warn"]
            .iter()
            .fold(policy.to_string(), |p, mode| {
                p.replace(&format!("= \"{mode}\""), "= \"allow\"")
            });
        let mut play = Play {
            case: Case::new(calendar.clone()),
            entries: Vec::new(),
            now: "2026-01-05T02:00:00Z".parse().expect("a time"),
            calendar,
        };
        let leads = [lead("L1", 100_00), lead("L2", 200_00)];
        play.case.set_leads(&leads);
        play.act(
            0,
            Act::Open {
                title: "E1".into(),
                fiscal_year: 2025,
                name: "p0".into(),
                unit: "u0".into(),
                key: key(10).public().to_string(),
                log_key: key(2).public().to_string(),
                policy,
            },
        );
        for n in 1..4 {
            let id = PEOPLE[usize::from(n)].to_string();
            let key = key(10 + n).public().to_string();
            let (name, unit) = (id.clone(), "u0".to_string());
            play.act(
                0,
                Act::EnrolPerson {
                    id,
                    name,
                    unit,
                    key,
                },
            );
        }
        for id in PEOPLE {
            for role in [
                Role::Leader,
                Role::Member,
                Role::Reviewer,
                Role::ExposureSigner,
                Role::Adjudicator,
                Role::Conference,
                Role::Head,
                Role::Publisher,
            ] {
                let (id, auditee) = (id.to_string(), None);
                play.act(0, Act::Assign { id, role, auditee });
            }
        }
        play
    }

    /// Puts an act into the log, lawful or not, and says whether it stands.
    fn act(&mut self, person: u8, act: Act) -> bool {
        self.now += Duration::hours(7);
        let deed = Deed {
            engagement: "e1".into(),
            person: PEOPLE[usize::from(person)].into(),
            at: self.now,
            after: self.case.size(),
            act,
        };
        let subjects = subjects::of(&self.case, &deed);
        let lawful = judge(&self.case, &deed, &subjects, self.now).is_ok();
        let payload = Statement::new(subjects, deed).to_bytes().expect("a form");
        let entry = Entry::new(Envelope::sign(payload, &key(10 + person)), self.now);
        let stood = self.case.history().len();
        self.case.apply(&entry);
        self.entries.push(entry);
        let stands = self.case.history().len() > stood;
        assert_eq!(stands, lawful);
        assert_eq!(
            self.case.history().len() + self.case.unlawful().len(),
            self.entries.len()
        );
        stands
    }

    fn refolded(&self) -> Case {
        let mut case = Case::new(self.calendar.clone());
        case.set_leads(&[lead("L1", 100_00), lead("L2", 200_00)]);
        for entry in &self.entries {
            case.apply(entry);
        }
        case
    }
}

/// An act that fits the state more or less, by a few random numbers.
fn step(case: &Case, today: chrono::NaiveDate, kind: u8, a: u8, b: u8) -> Act {
    let state = case.finding("F-1");
    let version = state.map_or(0, |f| f.version());
    let id = || "F-1".to_string();
    let stage = match state.and_then(|f| f.stages.next()) {
        Some(next) if a % 4 > 0 => next,
        _ => Stage::ALL[usize::from(b) % 7],
    };
    let documents: BTreeMap<String, u32> = case
        .documents()
        .map(|(id, d)| (id.to_string(), d.version()))
        .collect();
    let put = |kind: DocumentKind| {
        let id = format!("D-{kind}").replace('_', "-");
        let next = case.document(&id).map_or(0, |d| d.version()) + 1;
        let placed = Placed {
            version,
            paragraph: "1".into(),
        };
        let file = file(b);
        let findings = BTreeMap::from([("F-1".to_string(), placed)]);
        Act::PutDocument {
            document: Document {
                id,
                kind,
                version: next,
                file,
                findings,
            },
        }
    };
    match kind {
        0 => Act::VerifyLead {
            lead_id: ["L1", "L2"][usize::from(a) % 2].into(),
            evidence_digest: format!("evidence-of-{}", ["L1", "L2"][usize::from(a) % 2]),
            outcome: if b % 5 == 0 {
                Verified::Excluded
            } else {
                Verified::Confirmed
            },
            reason: (b % 5 == 0).then_some(Exclusion::DataError),
            amount: Money(if b % 5 == 0 { 0 } else { 100_00 }),
            material: false,
            note: String::new(),
            evidence: Vec::new(),
        },
        1 | 2 => {
            let mut f = finding(version + u32::from(a % 9 > 0));
            f.amount = Money(i128::from(b));
            f.fine = (b % 3 == 0).then(|| Money(i128::from(b)));
            f.facts = both(&format!("{a}"));
            Act::WriteFinding {
                finding: f,
                reason: "again".into(),
            }
        }
        3 => put(DocumentKind::ExposureDraft),
        4 => put(DocumentKind::Report),
        5..=12 => Act::Decide {
            stage,
            verdict: if a % 7 == 0 {
                Verdict::Return
            } else {
                Verdict::Approve
            },
            findings: BTreeMap::from([(id(), version)]),
            documents,
            opinion: "read".into(),
            authorised_otherwise: None,
        },
        13 => Act::Serve {
            document: ["D-exposure-draft", "D-report"][usize::from(a) % 2].into(),
            version: documents.values().copied().max().unwrap_or(1),
            auditee: "A01".into(),
            on: today,
            receipt: file(a),
        },
        14 => Act::Reply {
            finding: id(),
            version,
            accepted: a % 2 == 0,
            text: "no".into(),
            on: today,
            letter: Some(file(b)),
        },
        15 => Act::AnswerReply {
            finding: id(),
            taken: a % 2 == 0,
            reason: "so".into(),
        },
        16 => Act::Dispute {
            dispute: format!("X{}", a % 4),
            finding: id(),
            stage,
            text: "no".into(),
        },
        17 => Act::Rule {
            dispute: format!("X{}", a % 4),
            upheld: b % 2 == 0,
            reason: "so".into(),
        },
        18 if a % 5 == 0 => Act::Recuse {
            id: PEOPLE[usize::from(b) % 4].into(),
            auditee: ["A01", "A02"][usize::from(b) % 2].into(),
            reason: "so".into(),
        },
        19 if a % 5 == 0 => Act::WithdrawFinding {
            finding: id(),
            reason: "so".into(),
        },
        20 => Act::PlanRectification {
            finding: id(),
            class: RectificationClass::Staged,
            due: today,
        },
        21 => Act::ReportRectification {
            finding: id(),
            rectified: Rectified::default(),
            text: "done".into(),
            on: today,
            papers: vec![file(a)],
        },
        22 => Act::VerifyRectification {
            finding: id(),
            rectified: Rectified::default(),
            closed: a % 2 == 0,
            text: "seen".into(),
        },
        _ => Act::Unassign {
            id: PEOPLE[usize::from(a) % 4].into(),
            role: Role::Owner,
        },
    }
}

/// Who wrote a version of the finding before an entry.
fn wrote(case: &Case, before: u64) -> Vec<&str> {
    let writes = case
        .history()
        .iter()
        .filter(|h| h.index < before && matches!(&h.act, Act::WriteFinding { .. }));
    writes.map(|h| h.person.as_str()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_sequence_of_acts_makes_unlawful_signatures_stand(
        steps in proptest::collection::vec((0..24_u8, 0..4_u8, any::<u8>(), any::<u8>()), 1..120)
    ) {
        let mut play = Play::new();
        for (kind, person, a, b) in steps {
            let act = step(&play.case, fisc_review::day(play.now), kind, a, b);
            play.act(person, act);
        }
        let case = &play.case;
        prop_assert_eq!(case, &play.refolded());
        for happened in case.history() {
            if let Act::Decide { verdict: Verdict::Approve, .. } | Act::Rule { .. } = &happened.act {
                prop_assert!(!wrote(case, happened.index).contains(&happened.person.as_str()));
            }
        }
        for finding in case.findings() {
            let stands: Vec<_> = finding.stages.stands.values().collect();
            for signature in &stands {
                // Of what stands now, nothing was signed by who wrote any of it, before or after.
                prop_assert!(!finding.authors().contains(signature.person.as_str()));
                prop_assert_eq!(signature.version, finding.version());
                let person = case.person(&signature.person).expect("enrolled");
                prop_assert!(!person.recused.contains_key(&finding.now().auditee));
            }
        }
        for person in PEOPLE {
            let queue = fisc_review::queue::queue(case, person, fisc_review::day(play.now));
            for task in queue.iter().filter(|t| t.kind == fisc_review::queue::Kind::Decide) {
                let finding = case.finding(&task.about).expect("there");
                prop_assert!(!finding.authors().contains(person));
            }
            let _ = fisc_review::changes::since_signature(case, "F-1", person);
        }
    }

    /// Bytes that nobody signed for this are a refusal and never a panic.
    #[test]
    fn any_payload_is_an_entry_or_a_refusal(payload in any::<Vec<u8>>()) {
        let mut play = Play::new();
        let size = play.case.history().len();
        let entry = Entry::new(Envelope::sign(payload, &key(10)), play.now);
        play.case.apply(&entry);
        prop_assert_eq!(play.case.history().len(), size);
        prop_assert_eq!(play.case.unlawful().len(), 1);
    }
}

/// The generator reaches far enough to say something: guided by a fixed sequence, everything stands.
#[test]
fn the_play_can_reach_the_end() {
    let mut play = Play::new();
    let steps: [(u8, u8, u8, u8); 15] = [
        (0, 0, 0, 1),
        (0, 0, 1, 1),
        (1, 0, 1, 1),
        (3, 0, 0, 1),
        (5, 1, 1, 0),
        (5, 1, 1, 0),
        (13, 0, 0, 0),
        (14, 0, 0, 0),
        (5, 2, 1, 0),
        (5, 3, 1, 0),
        (5, 1, 1, 0),
        (4, 0, 0, 2),
        (5, 2, 1, 0),
        (13, 0, 1, 0),
        (5, 3, 1, 0),
    ];
    for (kind, person, a, b) in steps {
        let act = step(&play.case, fisc_review::day(play.now), kind, a, b);
        assert!(play.act(person, act.clone()), "{act:?}");
    }
    let f = play.case.finding("F-1").expect("F-1");
    assert_eq!(f.stages.next(), None);
}

#[test]
fn who_signs_over_a_broken_digest_answers_for_it() {
    let mut play = Play::new();
    for (kind, a) in [(0, 0), (0, 1), (1, 1)] {
        let act = step(&play.case, fisc_review::day(play.now), kind, a, 1);
        assert!(play.act(0, act));
    }
    let act = step(&play.case, fisc_review::day(play.now), 5, 1, 0);
    let deed = Deed {
        engagement: "e1".into(),
        person: "p1".into(),
        at: play.now,
        after: play.case.size(),
        act,
    };
    let mut subjects = subjects::of(&play.case, &deed);
    subjects[0] = subjects::Subject::of(subjects[0].name.clone(), b"another", false);
    let payload = Statement::new(subjects, deed).to_bytes().expect("a form");
    let entry = Entry::new(Envelope::sign(payload, &key(11)), play.now);
    play.case.apply(&entry);
    let breach = play.case.breaches().last().expect("a breach");
    let at = (breach.rule.as_str(), breach.stage, breach.person.as_str());
    assert_eq!(at, ("broken-digest", Some(Stage::Leader), "p1"));
    assert!(
        play.case
            .finding("F-1")
            .is_some_and(|f| f.stages.stands.is_empty())
    );
}
