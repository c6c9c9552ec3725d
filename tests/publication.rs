//! A release as an office makes one: from the sample province over review and sign-off to a package
//! that a stranger's verifier accepts; the same bytes on another machine; a second release that
//! corrects and withdraws, and goes on from the first; a third that takes back what is left.

use crate::program::{command, ends_with, ok};
use fisc_model::lead::{Lead, ResultKind, SubjectKind};
use fisc_verify::record::Given;
use fisc_verify::{Files, Lang, verify_with, zipped};
use std::fs;
use std::path::Path;
use std::process::Stdio;

const PASSPHRASE: &str = "correct horse battery";
const PEOPLE: [(&str, &str, &str); 9] = [
    ("member", "department", "member"),
    ("assistant", "department", "member"),
    ("leader", "department", "leader"),
    ("signer", "department", "exposure-signer"),
    ("reviewer", "department", "reviewer"),
    ("adjudicator", "adjudication", "adjudicator"),
    ("recorder", "leadership", "conference"),
    ("head", "leadership", "head"),
    ("publisher", "leadership", "publisher"),
];
/// Stands in the facts of the first finding and is taken down after publication.
const PASSAGE: &str = "contract QX-7731-B";

fn sign(at: &str, who: &str, arguments: &[&str]) -> String {
    let key = format!("{who}.key");
    let with = ["--key", &key, "--passphrase-file", "passphrase"];
    ok(&[&["-C", at, "review"], arguments, &with].concat())
}

pub fn publish(at: &str, arguments: &[&str]) -> String {
    ok(&[&["-C", at, "publish"], arguments].concat())
}

/// The record with everybody who signs.
pub fn open(folder: &Path, at: &str) {
    fs::write(folder.join("passphrase"), PASSPHRASE).expect("written");
    for who in ["owner"].into_iter().chain(PEOPLE.map(|p| p.0)) {
        let key = format!("{who}.key");
        let work = ["--work", "2", "--passphrase-file", "passphrase"];
        ok(&[&["-C", at, "key", "new", &key], &work[..]].concat());
    }
    let owner = ["init", "owner", "--name", "Owner", "--unit", "leadership"];
    sign(at, "owner", &owner);
    for kind in ["department", "adjudication"] {
        sign(
            at,
            "owner",
            &["enrol", "unit", kind, "--name", kind, "--kind", kind],
        );
    }
    for (who, unit, role) in PEOPLE {
        let public = ok(&["-C", at, "key", "show", &format!("{who}.key")]);
        let person = ["enrol", "person", who, "--name", who, "--unit", unit];
        sign(
            at,
            "owner",
            &[&person[..], &["--public", public.trim()]].concat(),
        );
        sign(at, "owner", &["assign", who, role]);
    }
}

/// Two leads about public bodies, of two methods.
pub fn two_leads(folder: &Path) -> Vec<Lead> {
    let text = fs::read_to_string(folder.join("leads/leads.jsonl")).expect("leads");
    let all = text
        .lines()
        .map(|l| serde_json::from_str::<Lead>(l).expect("a lead"));
    let mut leads: Vec<Lead> = Vec::new();
    for lead in all {
        let fits = lead.subject_kind == SubjectKind::Org
            && lead.result != ResultKind::Indicator
            && lead.amount > fisc_model::Money(0)
            && leads.iter().all(|l| l.method != lead.method);
        if fits {
            leads.push(lead);
        }
        if leads.len() == 2 {
            return leads;
        }
    }
    panic!("too few leads");
}

/// From a lead to everything but the approval for publication.
pub fn finding(folder: &Path, at: &str, id: &str, lead: &Lead, today: &str) {
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("written");
    let verified = [
        "verify-lead",
        &lead.lead_id,
        "--outcome",
        "confirmed",
        "--note",
        "seen",
    ];
    sign(at, "member", &verified);
    // Their amounts are not added up: the two may rest on a row together.
    let kind = if id == "F-1" {
        "irregular"
    } else {
        "mismanaged"
    };
    let text = format!(
        "id = \"{id}\"\nauditee = \"{}\"\nleads = [\"{}\"]\namount = \"{}\"\n\
         amount_kind = \"{kind}\"\nmaterial = true\n\
         title = {{ zh = \"审计发现{id}\", en = \"Finding {id}\" }}\n\
         facts = {{ zh = \"情况属实。\", en = \"As {PASSAGE} shows; ask 13800138000.\" }}\n\
         remedy = {{ zh = \"责令改正。\", en = \"To be put right.\" }}\n\n\
         [[criteria]]\ninstrument = \"中华人民共和国预算法（2018修正）\"\narticle = \"第五十七条\"\n",
        lead.subject, lead.lead_id, lead.amount
    );
    let file = format!("{id}.toml");
    write(&file, &text);
    sign(at, "member", &["finding", &file]);
    let says = format!("{id}=1");
    let document = |who: &str, kind: &str| {
        let name = format!("{kind}-{id}");
        write(&name, &name);
        let put = [
            "paper", "put", &name, "--id", &name, "--kind", kind, "--says", &says,
        ];
        sign(at, who, &put);
        name
    };
    let decide = |who: &str, stage: &str, more: &[&str]| {
        let decision = ["decide", stage, "approve", "--finding", id];
        sign(at, who, &[&decision[..], more].concat());
    };
    let serve = |name: &str| {
        let to = ["serve", name, "--auditee", &lead.subject, "--on", today];
        sign(
            at,
            "member",
            &[&to[..], &["--receipt", "passphrase"]].concat(),
        );
    };
    let paper = document("assistant", "working-paper");
    decide("leader", "leader", &["--document", &paper]);
    let paper = document("member", "exposure-draft");
    decide("signer", "exposure", &["--document", &paper]);
    serve(&paper);
    sign(
        at,
        "member",
        &["reply", id, "--accepted", "--letter", "passphrase"],
    );
    decide("reviewer", "department", &["--opinion", "in order"]);
    // An opinion that may not leave: its entry is held back.
    decide(
        "adjudicator",
        "adjudication",
        &["--opinion", "call 13900139000"],
    );
    let paper = document("recorder", "minutes");
    decide("recorder", "conference", &["--document", &paper]);
    let paper = document("member", "report");
    decide("head", "head", &["--document", &paper]);
    serve(&paper);
    sign(
        at,
        "member",
        &["rectify", "plan", id, "--class", "at-once", "--due", today],
    );
}

pub fn form(folder: &Path, today: &str, more: &str) {
    let text = format!(
        "index_number = \"000014349/2026-00021\"\nwritten_on = \"{today}\"\npublished_on = \"{today}\"\n\
         address = \"https://audit.example/qingshan/\"\nfeedback_form = \"https://form.example/\"\n\
         body = {{ zh = \"青山省审计厅\", en = \"Audit Office of Qingshan Province\" }}\n\
         contact = {{ zh = \"审计厅公开办公室，电话：0999-6543210\", en = \"the office\" }}\n\
         licence = {{ name = \"CC-BY-4.0\", address = \"https://creativecommons.org/licenses/by/4.0/\" }}\n\
         funded_by = {{ zh = \"省级预算\", en = \"the budget of the province\" }}\n\
         appointed_by = {{ zh = \"省人民代表大会常务委员会\", en = \"its congress\" }}\n\n\
         [[interpretation]]\nzh = \"钱付得不合规定，正在整改。\"\nen = \"Money was paid against the rules.\"\n\n{more}"
    );
    fs::write(folder.join("publish.toml"), text).expect("written");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("copied");
        }
    }
}

/// What lies there is read, and everybody who answers for an item of the standard confirms it.
fn confirm(at: &str) {
    for (item, who) in [
        ("secrecy", "publisher"),
        ("meaning", "leader"),
        ("facts", "adjudicator"),
    ] {
        let key = format!("{who}.key");
        let with = ["--key", &key, "--passphrase-file", "passphrase"];
        publish(at, &[&["confirm", item], &with[..]].concat());
    }
}

/// Prepares what is then read and confirmed.
pub fn to_confirm(at: &str) {
    let said = ends_with(1, &["-C", at, "publish", "--prepare"]);
    assert!(said.contains("Nobody who answers"), "{said}");
    confirm(at);
}

/// Puts the prepared release on record and has it approved.
pub fn approve(at: &str, release: u32, findings: &[&str]) {
    let file = format!("publish/release-{release}/release.json");
    let id = format!("release-{release}");
    sign(
        at,
        "member",
        &["paper", "put", &file, "--id", &id, "--kind", "release"],
    );
    approve_document(at, &id, findings);
}

fn approve_document(at: &str, id: &str, findings: &[&str]) {
    let mut decision = vec!["decide", "publication", "approve", "--document", id];
    decision.extend(findings.iter().flat_map(|f| ["--finding", f]));
    sign(at, "publisher", &decision);
}

pub fn package(folder: &Path) -> (Vec<u8>, Files) {
    let bytes = fs::read(folder.join("package.zip")).expect("a zip");
    let (files, form) = zipped::read(&bytes).expect("a zip");
    assert!(form.problems.is_empty(), "{:?}", form.problems);
    (bytes, files)
}

pub fn holds(files: &Files, given: &Given) -> String {
    let report = verify_with(files, given).expect("a package");
    let mut said = Vec::new();
    report.write(Lang::En, &mut said).expect("memory");
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(report.is_ok(), "{said}");
    said
}

pub fn contains(files: &Files, needle: &[u8]) -> Option<String> {
    let found = files
        .iter()
        .find(|(_, b)| b.windows(needle.len()).any(|w| w == needle));
    found.map(|(name, _)| name.clone())
}

#[test]
fn from_the_sample_province_to_what_takes_all_back() {
    let temp = tempfile::tempdir().expect("a folder");
    let folder = temp.path().join("province");
    let at = folder.to_str().expect("UTF-8");
    ok(&["demo", at, "--rows", "2000"]);
    open(&folder, at);
    let today = fisc_review::day(chrono::Utc::now()).to_string();
    let leads = two_leads(&folder);
    for (id, lead) in ["F-1", "F-2"].into_iter().zip(&leads) {
        finding(&folder, at, id, lead, &today);
    }

    // Not prepared, not filled in, not approved: each is said, and nothing is written.
    assert!(ends_with(1, &["-C", at, "publish"]).contains("--prepare"));
    publish(at, &["--form"]);
    let said = ends_with(1, &["-C", at, "publish", "--prepare"]);
    assert!(
        said.contains("plain words") && said.contains("index_number"),
        "{said}"
    );
    form(&folder, &today, "");
    let said = ends_with(1, &["-C", at, "publish", "--prepare"]);
    assert!(said.contains("secrecy: Nobody who answers"), "{said}");
    assert!(
        ends_with(1, &["-C", at, "publish"]).contains("--prepare"),
        "what nobody confirmed is no release"
    );
    confirm(at);
    let said = publish(at, &["--prepare"]);
    assert!(said.contains("release 1 is prepared: 2 findings"), "{said}");
    assert!(said.contains("personal-mobile"), "{said}");
    let said = ends_with(1, &["-C", at, "publish"]);
    assert!(said.contains("not on record"), "{said}");

    // Another machine, another number of threads, another time: the same release.
    let twin = temp.path().join("twin");
    copy(&folder, &twin);
    let there = twin.to_str().expect("UTF-8");
    publish(there, &["--prepare", "--jobs", "1", "--partitions", "3"]);
    let release = |folder: &Path| fs::read(folder.join("publish/release-1/release.json"));
    assert_eq!(
        release(&folder).expect("read"),
        release(&twin).expect("read")
    );

    let put = [
        "paper",
        "put",
        "publish/release-1/release.json",
        "--id",
        "release-1",
    ];
    sign(at, "member", &[&put[..], &["--kind", "release"]].concat());
    let said = ends_with(1, &["-C", at, "publish"]);
    assert!(said.contains("F-1: is not approved"), "{said}");
    let decision = [
        "decide",
        "publication",
        "approve",
        "--document",
        "release-1",
    ];
    let both = ["--finding", "F-1", "--finding", "F-2"];
    sign(at, "publisher", &[&decision[..], &both].concat());
    for file in ["fisc.db", "fisc.log-key"] {
        fs::copy(folder.join(file), twin.join(file)).expect("copied");
    }
    let said = publish(at, &["--jobs", "2"]);
    publish(there, &["--jobs", "1", "--partitions", "2"]);
    let (bytes, files) = package(&folder);
    assert!(bytes == package(&twin).0, "two builds give one zip");
    assert!(
        said.contains(&fisc_model::digest::sha256_hex(&bytes)),
        "{said}"
    );

    let known = |option: &str| {
        let rest = said.split(option).nth(1).expect("said");
        rest.split_whitespace().next().map(str::to_string)
    };
    let mut given = Given {
        log_key: known("--log-key "),
        owner_key: known("--owner-key "),
        against: None,
        record: None,
    };
    let report = holds(&files, &given);
    assert!(
        report.contains("says more than may be published"),
        "{report}"
    );
    assert!(
        report.contains("proved  what people confirmed before publication"),
        "{report}"
    );
    let checked = files.get("quality.json").expect("how it was checked");
    let checked: serde_json::Value = serde_json::from_slice(checked).expect("JSON");
    let confirmed = checked["items"].as_array().expect("items").iter();
    let confirmed = confirmed.filter(|i| i["confirmed"]["person"].is_string());
    assert_eq!(confirmed.count(), 3, "{checked}");
    for phone in ["13800138000", "13900139000"] {
        assert_eq!(contains(&files, phone.as_bytes()), None);
    }
    for name in [
        "findings/1.html",
        "quality.html",
        "en/quality.html",
        "en/findings/2.html",
        "data/findings.parquet",
        "feed.xml",
    ] {
        assert!(
            files.contains_key(name),
            "{name}: {:?}",
            files.keys().take(40)
        );
    }
    let secret = folder.join("publish/release-1/secret");
    let hex = fs::read_to_string(&secret).expect("read");
    assert_eq!((hex.len(), contains(&files, hex.as_bytes())), (64, None));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!(
            [mode(&secret), mode(&folder.join("publish"))],
            [0o600, 0o700],
            "for its owner alone"
        );
        assert_eq!(mode(&folder.join("package.zip")), 0o644, "for everybody");
    }
    // Other programs ask for it in the same words.
    ok(&["-C", at, "verify"]);
    let rerun = ["-C", at, "verify", "--rerun"];
    assert!(ends_with(1, &rerun).contains("publishes no ledger"));
    let again = ok(&[&rerun[..], &["--ledger", "ledger"]].concat());
    assert!(again.contains("are those of the package"), "{again}");
    let again = publish(at, &[]);
    assert!(again.contains("release 1 is published"), "{again}");
    if let Some(to) = std::env::var_os("FISC_PUBLISHED") {
        copy(&folder.join("package"), Path::new(&to));
    }

    // The second release: a passage is taken down, a finding is withdrawn.
    let down = [
        "publish", "takedown", "value", "--from", "-", "--reason", "court", "--by", "office",
    ];
    let mut child = command(&[&["-C", at], &down[..]].concat())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    std::io::Write::write_all(&mut stdin, PASSAGE.as_bytes()).expect("written");
    drop(stdin);
    assert!(child.wait().expect("ends").success());
    let list = fs::read_to_string(folder.join("publish/takedowns.toml")).expect("a list");
    assert!(!list.contains("QX"), "{list}");
    let withdrawn = "[[correction]]\nfinding = \"F-2\"\nkind = \"withdrawn\"\n\
                     reason = { zh = \"证据有误\", en = \"The evidence was wrong.\" }\n";
    // Somebody asked about the first release; what is published of that stands on the pages of the next.
    let number = format!("F-{}-1", &today[..4]);
    let feedback = |arguments: &[&str]| {
        let by = ["--by", "office"];
        ok(&[&["-C", at, "public", "feedback"], arguments, &by[..]].concat())
    };
    let asked = "我的手机13800000000，为何没有合同？";
    feedback(&["add", "--text", asked, "--finding", "1"]);
    feedback(&["triage", &number, "question"]);
    feedback(&["assign", &number, "财政审计科"]);
    feedback(&["answer", &number, "--zh", "合同在附表。"]);
    feedback(&["publish", &number, "--question", "为何没有合同？"]);
    form(&folder, &today, withdrawn);
    let said = ends_with(1, &["-C", at, "publish", "--prepare"]);
    assert!(
        said.contains("F-1: reads otherwise than in the release before"),
        "{said}"
    );
    let corrected = "[[correction]]\nfinding = \"F-1\"\nkind = \"corrected\"\n\
                     reason = { zh = \"依法撤除\", en = \"Taken down by law.\" }\n";
    form(&folder, &today, &format!("{withdrawn}{corrected}"));
    to_confirm(at);
    let said = publish(at, &["--prepare"]);
    assert!(
        said.contains("withdrawn: 2") && said.contains("corrected: 1"),
        "{said}"
    );
    approve(at, 2, &["F-1"]);
    publish(at, &[]);
    let (_, second) = package(&folder);
    given.against = files.get("record/checkpoint").cloned();
    let report = holds(&second, &given);
    assert!(
        report.contains("the log goes on from older checkpoints"),
        "{report}"
    );
    assert_eq!(contains(&second, b"QX-7731"), None);
    assert!(
        contains(&files, b"QX-7731").is_some(),
        "what was out is out"
    );
    // The first one stays as it was signed, and is marked as superseded.
    let old = fs::read(folder.join("publish/release-1/package.zip")).expect("kept");
    assert!(old == bytes);
    let index = fs::read_to_string(folder.join("publish/releases.csv")).expect("an index");
    let rows: Vec<&str> = index.lines().collect();
    assert!(
        rows.len() == 3 && rows[1].ends_with(",2") && rows[2].ends_with(','),
        "{index}"
    );
    let page = second
        .get("en/findings/2.html")
        .expect("a withdrawn finding keeps its page");
    let page = String::from_utf8_lossy(page);
    assert!(page.contains("The evidence was wrong."), "{page}");
    let page = String::from_utf8_lossy(&second["feedback.html"]);
    for said in ["为何没有合同？", "合同在附表。", "href=\"findings/1.html\""] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(
        page.contains("href=\"https://form.example/?lang=zh\""),
        "{page}"
    );
    let page = String::from_utf8_lossy(&second["findings/1.html"]);
    let link = "href=\"https://form.example/?lang=zh&amp;finding=1\"";
    assert!(page.contains(link), "{page}");
    let (about, findings) = (&second["datapackage.json"], &second["data/findings.csv"]);
    let issued = fisc_public::feedback::Issued::read(about, findings).expect("a release");
    assert_eq!(issued.body.zh, "青山省审计厅");
    assert!(
        issued
            .findings
            .iter()
            .any(|f| f.0 == "1" && !f.1.zh.is_empty())
    );
    assert_eq!(contains(&second, "财政审计科".as_bytes()), None);
    assert_eq!(contains(&second, b"13800000000"), None);
    // The year of this one engagement: its release by its digest, its rows each once.
    let year = ok(&["-C", at, "public", "year", ".", "--format", "json"]);
    let year: serde_json::Value = serde_json::from_str(&year).expect("JSON");
    let source = &year["sources"][0];
    let digest = fisc_model::digest::sha256_hex(&second["SHA256SUMS"]);
    assert_eq!(year["findings"], 1, "{year}");
    assert_eq!(source["digest"], digest, "{year}");
    assert_eq!(source["exact"], true, "{year}");
    assert!(source["evidence_rows"].as_u64() > Some(0), "{year}");

    // The third release takes back what is left, and leaves the second's withdrawal in the form.
    let taken_back = "[[correction]]\nfinding = \"F-1\"\nkind = \"withdrawn\"\n\
                      reason = { zh = \"依据不足\", en = \"The rule was another.\" }\n";
    given.against = second.get("record/checkpoint").cloned();
    let corrections = format!("{withdrawn}{taken_back}");
    let third = all_taken_back(&folder, at, &today, &corrections, &given);
    let year = ok(&["-C", at, "public", "year", ".", "--format", "json"]);
    let year: serde_json::Value = serde_json::from_str(&year).expect("JSON");
    let digest = fisc_model::digest::sha256_hex(&third["SHA256SUMS"]);
    assert_eq!(year["sources"][0]["digest"], digest, "{year}");
    assert_eq!(year["findings"], 0, "{year}");
}

/// A release that takes back every finding: prepared, confirmed, approved by its document alone,
/// accepted by the verifier, and its site says that all were withdrawn and why.
fn all_taken_back(folder: &Path, at: &str, today: &str, form_says: &str, given: &Given) -> Files {
    form(folder, today, form_says);
    to_confirm(at);
    let said = publish(at, &["--prepare"]);
    assert!(
        said.contains("release 3 is prepared: 0 findings") && said.contains("withdrawn: 1"),
        "{said}"
    );
    let put = ["paper", "put", "publish/release-3/release.json"];
    let kind = ["--id", "release-3", "--kind", "release"];
    sign(at, "member", &[&put[..], &kind[..]].concat());
    let said = ends_with(1, &["-C", at, "publish"]);
    assert!(said.contains("is not approved in this release"), "{said}");
    approve_document(at, "release-3", &[]);
    publish(at, &[]);
    let (_, third) = package(folder);
    let report = holds(&third, given);
    for part in [
        "publication was approved of exactly this",
        "the log goes on from older checkpoints",
        "proved  what people confirmed before publication",
    ] {
        assert!(report.contains(part), "{part}: {report}");
    }
    let page = |name: &str| String::from_utf8_lossy(&third[name]).into_owned();
    let overview = page("en/index.html");
    assert!(overview.contains("have been withdrawn"), "{overview}");
    assert!(page("index.html").contains("全部撤回"));
    for (number, why) in [
        ("1", "The rule was another."),
        ("2", "The evidence was wrong."),
    ] {
        assert!(overview.contains(why), "{overview}");
        let own = page(&format!("en/findings/{number}.html"));
        assert!(
            own.contains(why) && own.contains("has been withdrawn"),
            "{own}"
        );
    }
    let totals = page("data/totals.csv");
    assert!(
        totals.contains("\nfindings,0,") && !totals.contains("amount_irregular"),
        "{totals}"
    );
    assert_eq!(page("data/findings.csv").lines().count(), 1);
    assert!(page("en/news.txt").contains("withdrew all published findings"));
    let index = fs::read_to_string(folder.join("publish/releases.csv")).expect("an index");
    let last: Vec<&str> = index.lines().skip(2).collect();
    assert!(last[0].ends_with(",3") && last[1].ends_with(','), "{index}");
    // Nothing is left that a fourth could show or take back.
    let said = ends_with(1, &["-C", at, "publish", "--prepare"]);
    assert!(said.contains("there are no findings to publish"), "{said}");
    third
}
