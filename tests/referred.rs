//! A referral leaves no trace on the command line: two engagements, alike but for a matter that one
//! of them has referred, print and write the same for everybody who keeps no referrals, and nothing
//! of the matter stands anywhere in what they print and write. (The desk's half is
//! `crates/fisc-web/tests/desk/referred.rs`.)

use crate::program::{command, ok};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

const PASSPHRASE: &str = "correct horse battery";
/// Words that stand in the referral alone.
const PECULIAR: [&str; 6] = [
    "REF-7319",
    "the authority next door",
    "a matter of two invoices",
    "73331.17",
    "73,331.17",
    "the letter that was sent",
];
/// Who keeps no referrals, and what they are.
const OTHERS: [(&str, &str, &str); 5] = [
    ("member", "department", "member"),
    ("leader", "department", "leader"),
    ("reviewer", "department", "reviewer"),
    ("head", "leadership", "head"),
    ("bureau", "bureau", "auditee"),
];

/// An engagement with two leads, a finding on the first, and somebody who keeps referrals.
fn engagement(folder: &Path) {
    let toml = "[engagement]\nid = \"t\"\ntitle = \"T\"\nfiscal_year = 2025\ncurrency = \"CNY\"\n\
                packs = [\"cn\"]\n\n\
                [[source]]\ntable = \"payment\"\npath = \"payments.csv\"\n";
    let payments = "payment_id,fiscal_year,paid_on,org_code,payee_name,payee_account,amount,purpose\n\
                    P1,2025,2025-03-03,A-01,one,A1,12000.00,desks\n\
                    P2,2025,2025-03-05,A-01,one,A1,12000.00,desks\n\
                    P3,2025,2025-04-03,A-01,two,A2,73331.00,books\n\
                    P4,2025,2025-04-05,A-01,two,A2,73331.00,books\n";
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("written");
    write("fisc.toml", toml);
    write("payments.csv", payments);
    write("passphrase", PASSPHRASE);
    let at = folder.to_str().expect("UTF-8");
    ok(&["-C", at, "load"]);
    ok(&["-C", at, "check", "--only", "EXE-009"]);
    let people = ["owner", "keeper"].into_iter().chain(OTHERS.map(|o| o.0));
    for who in people.clone() {
        let key = format!("{who}.key");
        let key = [
            "key",
            "new",
            &key,
            "--work",
            "2",
            "--passphrase-file",
            "passphrase",
        ];
        ok(&[&["-C", at], key.as_slice()].concat());
    }
    sign(
        at,
        "owner",
        &["init", "owner", "--name", "Owner", "--unit", "leadership"],
    );
    for (unit, kind) in [("department", "department"), ("bureau", "auditee")] {
        sign(
            at,
            "owner",
            &["enrol", "unit", unit, "--name", unit, "--kind", kind],
        );
    }
    let keeper = ("keeper", "department", "referrer");
    for (who, unit, role) in OTHERS.into_iter().chain([keeper]) {
        let public = ok(&["-C", at, "key", "show", &format!("{who}.key")]);
        let person = ["enrol", "person", who, "--name", who, "--unit", unit];
        let public = ["--public", public.trim()];
        sign(at, "owner", &[person.as_slice(), &public].concat());
        let auditee = ["--auditee", "A-01"];
        let more: &[&str] = if role == "auditee" { &auditee } else { &[] };
        sign(at, "owner", &[&["assign", who, role], more].concat());
    }
    let lead = leads(at)[0].clone();
    sign(
        at,
        "member",
        &[
            "verify-lead",
            &lead,
            "--outcome",
            "confirmed",
            "--note",
            "seen",
        ],
    );
    let finding = format!(
        "id = \"F-1\"\nauditee = \"A-01\"\ntitle = \"Desks paid twice\"\nleads = [\"{lead}\"]\n\
         amount = \"12000.00\"\namount_kind = \"irregular\"\nmaterial = false\n\
         facts = \"Paid on two days.\"\n\n[[criteria]]\ninstrument = \"Budget Law\"\narticle = \"57\"\n"
    );
    write("F-1.toml", &finding);
    sign(at, "member", &["finding", "F-1.toml"]);
}

/// The leads' ids, that of the smaller amount first.
fn leads(at: &str) -> Vec<String> {
    let text = ok(&["-C", at, "leads", "--format", "jsonl"]);
    let leads = text.lines().map(|l| {
        let lead: serde_json::Value = serde_json::from_str(l).expect("JSON");
        let id = lead["lead"].as_str().expect("an id").to_string();
        (lead["amount"].to_string(), id)
    });
    let mut leads: Vec<_> = leads.collect();
    leads.sort();
    assert_eq!(leads.len(), 2, "{text}");
    leads.into_iter().map(|l| l.1).collect()
}

fn sign(at: &str, who: &str, arguments: &[&str]) -> String {
    let key = format!("{who}.key");
    let with = ["--key", &key, "--passphrase-file", "passphrase"];
    ok(&[&["-C", at, "review"], arguments, &with].concat())
}

fn refer(folder: &Path) {
    let at = folder.to_str().expect("UTF-8");
    let (letter, lead) = (folder.join("letter.txt"), leads(at)[1].clone());
    fs::write(&letter, "the letter that was sent").expect("written");
    let matter = [
        "refer",
        "REF-7319",
        "--to",
        "the authority next door",
        "--matter",
    ];
    let rest = [
        "a matter of two invoices",
        "--amount",
        "73331.17",
        "--lead",
        &lead,
    ];
    let paper = ["--paper", "letter.txt"];
    sign(at, "keeper", &[matter.as_slice(), &rest, &paper].concat());
    fs::remove_file(letter).expect("taken away");
}

/// What a person sees: every command that shows or writes something, with its code, what it prints,
/// and the files that it makes, unpacked.
fn seen(folder: &Path, who: &str) -> BTreeMap<String, Vec<u8>> {
    let at = folder.to_str().expect("UTF-8");
    let leads = leads(at);
    let out = tempfile::tempdir().expect("a folder");
    let to = |name: &str| out.path().join(name).display().to_string();
    let mut lines: Vec<Vec<String>> = Vec::new();
    let mut line = |words: &[&str]| lines.push(words.iter().map(ToString::to_string).collect());
    for format in ["table", "json", "jsonl", "csv"] {
        line(&["leads", "--format", format]);
        line(&["review", "queue", "--as", who, "--format", format]);
        line(&["review", "status", "--format", format]);
        line(&["review", "log", "--format", format]);
    }
    line(&["leads", "--format", "xlsx", "--out", &to("leads.xlsx")]);
    line(&[
        "review",
        "queue",
        "--as",
        who,
        "--format",
        "xlsx",
        "--out",
        &to("queue.xlsx"),
    ]);
    line(&[
        "review",
        "status",
        "--format",
        "xlsx",
        "--out",
        &to("status.xlsx"),
    ]);
    line(&["review", "log", "--check"]);
    line(&["review", "log", "--referrals", "--as", who]);
    for id in [leads[0].as_str(), &leads[1], "F-1", "A-01", "REF-7319"] {
        line(&["review", "show", id, "--as", who]);
    }
    for entry in 0..40 {
        line(&["review", "log", &entry.to_string()]);
    }
    for paper in ["working-paper", "evidence-form"] {
        line(&[
            "review",
            "form",
            paper,
            "F-1",
            "--out",
            &to(&format!("{paper}.docx")),
        ]);
        line(&[
            "review",
            "form",
            paper,
            "F-1",
            "--out",
            &to(&format!("{paper}.xlsx")),
        ]);
    }
    for paper in [
        "exposure-draft",
        "report",
        "review-opinion",
        "adjudication-opinion",
        "minutes",
    ] {
        line(&[
            "review",
            "form",
            paper,
            "A-01",
            "--out",
            &to(&format!("{paper}.docx")),
        ]);
    }
    line(&[
        "review",
        "export",
        &to("record"),
        "--attachments",
        &to("attachments"),
    ]);
    line(&[
        "review",
        "export",
        &to("referrals"),
        "--referrals",
        "--as",
        who,
    ]);
    line(&["publish", "--draft"]);
    line(&["publish", "--form"]);
    line(&["publish", "--prepare"]);
    let mut seen = BTreeMap::new();
    for words in lines {
        let mut all = vec!["-C", at];
        all.extend(words.iter().map(String::as_str));
        let output = command(&all).output().expect("the program runs");
        let shown = [&output.stdout[..], b"\n--\n", &output.stderr].concat();
        // Where the folders lie is not said by the engagement.
        let shown = String::from_utf8_lossy(&shown)
            .replace(at, "[HERE]")
            .replace(&out.path().display().to_string(), "[OUT]");
        let name = words
            .join(" ")
            .replace(&out.path().display().to_string(), "[OUT]");
        let code = output.status.code().unwrap_or(-1);
        seen.insert(name, format!("{code}\n{shown}").into_bytes());
    }
    files(out.path(), Path::new("out"), &mut seen);
    files(&folder.join("package"), Path::new("package"), &mut seen);
    seen
}

/// The files of a folder, and what is packed in them, by their names.
fn files(folder: &Path, name: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path: PathBuf = entry.expect("an entry").path();
        let name = name.join(path.file_name().expect("a name"));
        if path.is_dir() {
            files(&path, &name, found);
            continue;
        }
        let bytes = fs::read(&path).expect("a file");
        if name.extension().is_some_and(|e| e == "docx" || e == "xlsx") {
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).expect("a zip");
            for i in 0..archive.len() {
                let mut member = archive.by_index(i).expect("a member");
                let inner = name
                    .join(&*member.name().expect("a name"))
                    .display()
                    .to_string();
                let mut content = Vec::new();
                member.read_to_end(&mut content).expect("readable");
                found.insert(inner, content);
            }
        }
        found.insert(name.display().to_string(), bytes);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
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

#[test]
fn nothing_that_others_print_or_write_tells_of_a_referral() {
    let temp = tempfile::tempdir().expect("a folder");
    let (without, with) = (temp.path().join("a/t"), temp.path().join("b/t"));
    fs::create_dir_all(&without).expect("made");
    engagement(&without);
    copy(&without, &with);
    refer(&with);
    for (who, _, _) in OTHERS {
        let (plain, referred) = (seen(&without, who), seen(&with, who));
        assert!(plain.len() > 100, "{} things seen", plain.len());
        assert!(plain.contains_key("out/report.docx/word/document.xml"));
        assert!(plain.contains_key("package/index.html"));
        let names = |seen: &BTreeMap<String, Vec<u8>>| seen.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&plain), names(&referred), "{who}");
        for (name, bytes) in &referred {
            let text = String::from_utf8_lossy(bytes);
            let other = String::from_utf8_lossy(&plain[name]);
            assert!(plain[name] == *bytes, "{who}, {name}:\n{other}\n{text}");
            for word in PECULIAR {
                // Who asks for an id is told that there is nothing of this name.
                let asked = name.contains(word);
                assert!(
                    asked || !text.contains(word),
                    "{who}, {name}: {word}\n{text}"
                );
            }
        }
    }
    // The test would notice: who keeps referrals sees them.
    let at = with.to_str().expect("UTF-8");
    let kept = ok(&["-C", at, "review", "log", "--referrals", "--as", "keeper"]);
    assert!(kept.contains("REF-7319"), "{kept}");
}
