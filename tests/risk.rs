//! How good the ranking by risk is where the truth is known, and what decisions teach it. The labels
//! measure; no score knows them.
#![allow(clippy::print_stdout)] // both rankings' figures, for who reads the run

use crate::demo::{keys, leads};
use crate::program::ok;
use chrono::{DateTime, TimeDelta, Utc};
use fisc_catalogue::Catalogue;
use fisc_model::Money;
use fisc_model::act::{Act, Exclusion, Role, UnitKind, Verified};
use fisc_model::lead::Lead;
use fisc_model::schema;
use fisc_record::envelope::Envelope;
use fisc_record::key::{Algorithm, SecretKey};
use fisc_review::Office;
use fisc_review::live::material;
use fisc_review::office::NewPerson;
use fisc_store::Register;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// What `fisc risk rank --labels` measured.
#[derive(Debug)]
struct Measured {
    share: f64,
    precision: f64,
    place: f64,
    said: String,
}

fn measure(folder: &Path) -> Measured {
    let at = folder.to_str().expect("UTF-8");
    let labels = ["--labels", "truth.csv", "--limit", "1"];
    let shown = ok(&[&["-C", at, "risk", "rank"], labels.as_slice()].concat());
    let after = |mark: &str| {
        let rest = shown
            .split_once(mark)
            .unwrap_or_else(|| panic!("{mark}: {shown}"))
            .1;
        let number = rest.split([' ', ';', '\n']).next().expect("a word");
        let number = number.trim_end_matches('.').replace(',', "");
        number
            .parse::<f64>()
            .unwrap_or_else(|_| panic!("{number}: {shown}"))
    };
    Measured {
        share: after("stand there, with "),
        precision: after("Average precision "),
        place: after("mean place of the labelled amount "),
        said: shown.lines().rev().take(2).collect::<Vec<_>>().join("\n"),
    }
}

/// (method, key) of the seeds.
fn seeds(folder: &Path) -> BTreeSet<(String, String)> {
    let mut reader = csv::Reader::from_path(folder.join("truth.csv")).expect("the truth");
    let mut seeds = BTreeSet::new();
    for record in reader.deserialize::<BTreeMap<String, String>>() {
        let line = record.expect("a line of the truth");
        if line["kind"] != "seed" {
            continue;
        }
        for table in schema::tables() {
            for key in keys(table, &line["key"]) {
                seeds.insert((line["method"].clone(), key));
            }
        }
    }
    seeds
}

/// Somebody's key.
fn key(n: u8) -> SecretKey {
    SecretKey::from_seed(Algorithm::Ed25519, &[n; 32]).expect("a seed")
}

struct Review {
    office: Office,
    at: DateTime<Utc>,
}

impl Review {
    /// A record with its owner and one member of the team.
    fn begin(folder: &Path) -> Review {
        let catalogue = Catalogue::embedded();
        let policy = catalogue.text("policies/cn.toml").expect("the policy");
        let at = "2026-02-02T01:00:00Z".parse().expect("a moment");
        let owner = NewPerson {
            id: "owner".into(),
            name: "owner".into(),
            unit: "office".into(),
        };
        let office = Office::create(folder, policy, owner, &key(1), &[9; 32], at);
        let office = office.expect("a record");
        let mut review = Review { office, at };
        let unit = Act::EnrolUnit {
            unit: "department".into(),
            name: "department".into(),
            unit_kind: UnitKind::Department,
        };
        let person = Act::EnrolPerson {
            id: "member".into(),
            name: "member".into(),
            unit: "department".into(),
            key: key(2).public().to_string(),
        };
        let role = Act::Assign {
            id: "member".into(),
            role: Role::Member,
            auditee: None,
        };
        for act in [unit, person, role] {
            review.act("owner", &key(1), act);
        }
        review
    }

    fn act(&mut self, person: &str, key: &SecretKey, act: Act) {
        self.at += TimeDelta::seconds(1);
        let statement = self.office.request(person, act, self.at).expect("allowed");
        let envelope = Envelope::sign(statement, key);
        self.office.submit(&envelope, self.at).expect("accepted");
    }

    /// Decides as the truth says: a lead that rests on a seed of its method is confirmed; what else
    /// the method returns is lawful, and excluded as that.
    fn decide(&mut self, lead: &Lead, seeds: &BTreeSet<(String, String)>) -> bool {
        let seed = |key: &String| seeds.contains(&(lead.method.clone(), key.clone()));
        let right = lead.evidence.iter().any(|e| seed(&e.key));
        let case = self.office.case().expect("the case");
        let act = Act::VerifyLead {
            lead_id: lead.lead_id.clone(),
            evidence_digest: lead.evidence_digest.clone(),
            outcome: if right {
                Verified::Confirmed
            } else {
                Verified::Excluded
            },
            reason: (!right).then_some(Exclusion::LawfulException),
            amount: if right {
                lead.amount.abs()
            } else {
                Money::ZERO
            },
            material: material(case, lead),
            note: "as the truth says".into(),
            evidence: Vec::new(),
        };
        self.act("member", &key(2), act);
        right
    }
}

/// A method of the office's own that errs: whatever is large. It claims as much as most methods do.
const LARGE: [(&str, &str); 4] = [
    (
        "method.toml",
        r#"code = "USR-001"
name = { en = "Large payments", zh = "大额支付" }
objective = { en = "Find payments of 500,000.00 or more.", zh = "查找五十万元以上的支付。" }
marks = ["transaction"]
result = "to_verify"
severity = "medium"
confidence = "medium"
evidence = "payment"
subject_kind = "org"
since = "0.1.0"

[narrative]
en = "{subject}: {rows} rows, {amount}."
zh = "{subject}：{rows}笔，{amount}元。"

[advice]
en = "Look at the rows."
zh = "核实相关业务。"
"#,
    ),
    (
        "method.sql",
        "SELECT p.key AS lead_key, p.org_code AS subject, p.key AS key, p.amount AS amount \
         FROM payment p WHERE p.amount >= 500000\n",
    ),
    (
        "README.md",
        "# USR-001 · Large payments\n\n## What it finds\n\n## Why it matters\n\n## Example\n\n\
         ## Innocent explanations\n\n## Exclusions\n\n## Basis\n",
    ),
    (
        "README.zh.md",
        "# USR-001 · 大额支付\n\n## 查什么\n\n## 为什么\n\n## 例子\n\n## 正常情形\n\n## 排除\n\n## 依据\n",
    ),
];

/// Decides one in so many of a folder's leads, on a record of its own: how many were right and wrong.
fn decide(folder: &Path, one_in: usize) -> (usize, usize) {
    let seeds = seeds(folder);
    let mut review = Review::begin(folder);
    let leads = leads(folder);
    let decided = leads.iter().step_by(one_in);
    let decided: Vec<bool> = decided.map(|lead| review.decide(lead, &seeds)).collect();
    let right = decided.iter().filter(|right| **right).count();
    (right, decided.len() - right)
}

/// Two provinces of one office, both with that method. What is decided in the first teaches the
/// ranking of the second through the office's register, while the second's leads stay undecided and
/// its truth is read by the measurement alone. Then half of the second's are decided as well.
#[test]
fn ranking_by_risk_finds_the_seeds_and_decisions_improve_it() {
    let temp = tempfile::tempdir().expect("a folder");
    let plain = temp.path().join("plain");
    ok(&["demo", plain.to_str().expect("UTF-8")]);
    let first = measure(&plain);
    println!("sample province:\n{}", first.said);
    assert!(first.share >= 95.0, "{first:?}");

    let provinces = ["2025-a", "2025-b"].map(|name| temp.path().join(name));
    for (folder, seed) in provinces.iter().zip(["1", "2"]) {
        let at = folder.to_str().expect("UTF-8");
        ok(&["demo", at, "--seed", seed, "--no-run"]);
        let file = folder.join("fisc.toml");
        let text = fs::read_to_string(&file).expect("fisc.toml");
        let name = folder.file_name().and_then(|n| n.to_str()).expect("a name");
        let own = text.replacen("qingshan-2025", name, 1);
        let shared = "\n[risk]\nregister = \"../office.db\"\n";
        fs::write(&file, format!("{own}{shared}")).expect("written");
        let method = folder.join("methods/usr-001-large-payments");
        fs::create_dir_all(&method).expect("a folder");
        for (file, text) in LARGE {
            fs::write(method.join(file), text).expect("written");
        }
        ok(&["-C", at, "load"]);
        ok(&["-C", at, "check"]);
    }
    let [one, two] = &provinces;
    let before = measure(two);

    let (right, wrong) = decide(one, 1);
    assert!(right > 50 && wrong > 50, "{right} right, {wrong} wrong");
    ok(&[
        "-C",
        one.to_str().expect("UTF-8"),
        "risk",
        "assess",
        "--at",
        "final",
    ]);

    let after = measure(two);
    println!(
        "another province, with a method that errs:\n{}",
        before.said
    );
    println!(
        "after {right} confirmed and {wrong} excluded elsewhere:\n{}",
        after.said
    );
    // Its leads stay large: what is believed a little of very much may still stand before the small.
    assert!(after.share >= before.share, "{before:?} {after:?}");
    assert!(after.precision > before.precision, "{before:?} {after:?}");
    assert!(after.place < before.place, "{before:?} {after:?}");

    // Halfway through its own leads: what was excluded is out of the way.
    let (right, wrong) = decide(two, 2);
    let halfway = measure(two);
    println!(
        "after every second lead of its own, {right} confirmed and {wrong} excluded:\n{}",
        halfway.said
    );
    assert!(halfway.share > after.share, "{after:?} {halfway:?}");
    assert!(halfway.precision > after.precision, "{after:?} {halfway:?}");
    assert!(halfway.place < after.place, "{after:?} {halfway:?}");
}

/// A small county: units A and B, one earmarked transfer, one change during the year.
const COUNTY: [(&str, &str); 6] = [
    (
        "organization",
        "org_code,name,gov_code\nA,甲局,99\nB,乙局,99\n",
    ),
    ("government", "gov_code,name,level\n99,某县,county\n"),
    (
        "budget_line",
        "line_id,fiscal_year,gov_code,org_code,project_code,transfer_id,initial_amount,adjusted_amount\n\
         L0,2024,99,A,,,800.00,800.00\n\
         L1,2025,99,A,X1,,600.00,700.00\n\
         L2,2025,99,A,X2,T1,400.00,300.00\n\
         L3,2025,99,B,X3,,50.00,50.00\n",
    ),
    (
        "budget_change",
        "change_id,line_id,fiscal_year,changed_on,kind,amount\n\
         C1,L1,2025,2025-06-01,added,100.00\nC2,L2,2025,2025-06-01,cut,-100.00\n",
    ),
    (
        "transfer",
        "transfer_id,fiscal_year,program_code,kind,from_gov,to_gov,issued_on,amount\n\
         T1,2025,P1,special,98,99,2025-02-01,400.00\n",
    ),
    (
        "payment",
        "payment_id,fiscal_year,paid_on,org_code,payee_name,amount\nP1,2025,2025-03-03,A,one,10.00\n",
    ),
];

/// The facts behind an assessment, by factor.
fn facts(at: &str, phase: &str, auditee: &str) -> BTreeMap<String, i64> {
    ok(&["-C", at, "risk", "assess", "--at", phase]);
    let register = Register::existing(&Path::new(at).join("risk.db")).expect("the register");
    let kept = register
        .expect("a file")
        .assessments(Some(auditee))
        .expect("read");
    let last = kept
        .iter()
        .rfind(|k| k.phase == phase)
        .expect("an assessment");
    let content: serde_json::Value = serde_json::from_str(&last.content).expect("JSON");
    let points = content["inherent"]["points"]
        .as_array()
        .expect("points")
        .clone();
    let one = |p: serde_json::Value| {
        let factor = p["factor"].as_str().expect("a factor").to_string();
        (factor, p["value"].as_i64().expect("a value"))
    };
    points.into_iter().map(one).collect()
}

#[test]
fn facts_are_those_of_the_ledger_and_of_their_moment() {
    let temp = tempfile::tempdir().expect("a folder");
    let at = temp.path().to_str().expect("UTF-8");
    let mut toml =
        "[engagement]\nid = \"c\"\ntitle = \"C\"\nfiscal_year = 2025\ncurrency = \"CNY\"\n\
                    packs = [\"cn\"]\n"
            .to_string();
    for (table, rows) in COUNTY {
        toml += &format!("\n[[source]]\ntable = \"{table}\"\npath = \"{table}.csv\"\n");
        fs::write(temp.path().join(format!("{table}.csv")), rows).expect("written");
    }
    fs::write(temp.path().join("fisc.toml"), toml).expect("written");
    ok(&["-C", at, "load"]);
    let of = |pairs: &[(&str, i64)]| -> BTreeMap<String, i64> {
        pairs.iter().map(|(f, v)| ((*f).to_string(), *v)).collect()
    };
    // The approved budget: 1,000.00 after 800.00, 400.00 of it tied.
    let expected = of(&[
        ("size", 100_000),
        ("growth", 250_000),
        ("complexity", 2),
        ("earmarked_share", 400_000),
    ]);
    assert_eq!(facts(at, "initial", "A"), expected);
    // What became of it: 100.00 up, 100.00 down of 1,000.00; 300.00 tied.
    let expected = of(&[
        ("size", 100_000),
        ("growth", 250_000),
        ("complexity", 2),
        ("earmarked_share", 300_000),
        ("adjustment", 200_000),
    ]);
    assert_eq!(facts(at, "planning", "A"), expected);
    // B has no year before; nothing of it is tied or was changed.
    let expected = of(&[
        ("size", 5_000),
        ("complexity", 1),
        ("earmarked_share", 0),
        ("adjustment", 0),
    ]);
    assert_eq!(facts(at, "planning", "B"), expected);
    // The county: 1,050.00 in 2025, 400.00 received with a purpose; three projects and a program.
    let county = facts(at, "planning", "99");
    assert_eq!(county["size"], 105_000);
    assert_eq!(county["complexity"], 4);
    assert_eq!(county["earmarked_share"], 380_952);
}
