//! A hundred ways to tamper with a package: each is noticed, by its kind and its place.

use crate::cases::{Case, Cases, entry, lines, replace};
use crate::office::{Office, key_of};
use fisc_model::act::Stage;
use fisc_publish::Package;
use fisc_publish::package::zip;
use fisc_record::{Checkpoint, Entry};
use fisc_verify::record::Given;
use fisc_verify::verify_with;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};

#[test]
fn a_hundred_tamperings_are_each_noticed_by_kind_and_place() {
    let base = Office::new().release();
    let mut c = Cases {
        base,
        all: Vec::new(),
    };
    let paths: Vec<String> = c.base.files.keys().cloned().collect();
    let size = c.base.office.entries.len() as u64;
    // Entries 0 to 22 enrol, then come six stages, the document and the approval.
    let stages = size - 8;

    // Bytes, with and without the list of checksums made to fit.
    for path in paths
        .iter()
        .filter(|p| *p != "SHA256SUMS" && !p.starts_with("record/"))
    {
        let mut files = c.base.files.clone();
        let bytes = files.get_mut(path).expect("there");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        c.look(&format!("a bit of {path}"), "checksums", path, &files);
        if path != "release.json" {
            let bytes = files[path].clone();
            c.change(
                &format!("a bit of {path}, checksums recomputed"),
                "approved-files",
                path,
                |f| {
                    f.insert(path.clone(), bytes);
                },
            );
        }
    }
    // Cells of each table that has rows, where nothing but the proof is in the way.
    for path in paths.iter().filter(|p| p.starts_with("data/")) {
        let rows = String::from_utf8_lossy(&c.base.files[path]).lines().count() - 1;
        if rows == 0 {
            continue;
        }
        c.excerpt(&format!("a cell of {path}"), "proof", path, |f| {
            lines(f, path, |l| l[1].insert(0, 'x'));
        });
        c.excerpt(
            &format!("a row of {path} left out"),
            "proof",
            &path.replace("data/", "proof/").replace(".csv", ".json"),
            |f| {
                lines(f, path, |l| drop(l.remove(1)));
            },
        );
        if rows > 1 {
            c.excerpt(&format!("rows of {path} swapped"), "proof", path, |f| {
                lines(f, path, |l| l.swap(1, 2))
            });
        }
    }
    c.excerpt("a column renamed", "proof", "proof/findings.json", |f| {
        replace(f, "data/findings.csv", "amount", "amounts")
    });
    c.excerpt(
        "a withheld cell filled in",
        "proof",
        "data/findings.csv, row 2",
        |f| replace(f, "data/findings.csv", "█ NL-03", "nothing was wrong"),
    );
    c.excerpt(
        "a withheld row put back with other words",
        "proof",
        "proof/findings.json",
        |f| {
            lines(f, "data/findings.csv", |l| {
                l.push(l[1].replacen('1', "4", 1))
            });
        },
    );
    c.excerpt(
        "a commitment of a withheld cell changed",
        "proof",
        "data/findings.csv",
        |f| {
            let text = String::from_utf8(f["proof/findings.json"].clone()).expect("JSON");
            let mut json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            json["withheld_cells"][0][2] = format!("{}=", "A".repeat(43)).into();
            f.insert(
                "proof/findings.json".into(),
                fisc_record::canonical::to_vec(&json).expect("JSON"),
            );
        },
    );
    c.excerpt("a seed too many", "proof", "proof/findings.json", |f| {
        let mut json: serde_json::Value =
            serde_json::from_slice(&f["proof/findings.json"]).expect("JSON");
        let seeds = json["seeds"].as_array_mut().expect("a list");
        seeds.push(seeds[0].clone());
        f.insert(
            "proof/findings.json".into(),
            fisc_record::canonical::to_vec(&json).expect("JSON"),
        );
    });
    c.excerpt(
        "the proof of another table",
        "proof",
        "proof/replies.json",
        |f| {
            f.insert(
                "proof/replies.json".into(),
                f["proof/criteria.json"].clone(),
            );
        },
    );

    // The release document itself.
    for (what, from, to) in [
        ("a finding's digest", "1111", "1112"),
        ("a finding's version", "\"version\":1", "\"version\":2"),
        ("a count of what is withheld", "\"count\":1", "\"count\":0"),
        ("the day", "2026-05-06", "2026-05-07"),
        (
            "the number of the release",
            "\"release\":1",
            "\"release\":2",
        ),
    ] {
        c.change(
            &format!("{what} in the release document"),
            "approval",
            "release.json",
            |f| replace(f, "release.json", from, to),
        );
    }
    c.change(
        "the root in the release document",
        "release-document",
        "release.json",
        |f| {
            let mut json: serde_json::Value =
                serde_json::from_slice(&f["release.json"]).expect("JSON");
            json["root"] = "0".repeat(64).into();
            f.insert(
                "release.json".into(),
                fisc_record::canonical::to_vec(&json).expect("JSON"),
            );
        },
    );
    c.change(
        "white space in the release document",
        "release-document",
        "release.json",
        |f| replace(f, "release.json", "{", "{ "),
    );
    c.change("another format", "release-document", "release.json", |f| {
        replace(f, "release.json", ":v1", ":v9")
    });
    c.change(
        "no release document",
        "release-document",
        "release.json",
        |f| drop(f.remove("release.json")),
    );
    c.change("another status", "description", "datapackage.json", |f| {
        replace(
            f,
            "datapackage.json",
            "\"status\":\"release\"",
            "\"status\":\"draft\"",
        )
    });
    // With the digests of the files made to fit as well, the approval is of another document.
    let refit = |f: &mut Package, path: &str, from: &str, to: &str| {
        let before = fisc_record::digest::sha256(&f[path]);
        replace(f, path, from, to);
        let after = fisc_record::digest::sha256(&f[path]);
        replace(f, "release.json", &before, &after);
    };
    c.change(
        "a total, everything refitted",
        "totals",
        "data/totals.csv",
        |f| refit(f, "data/totals.csv", "80000.00", "70000.00"),
    );
    c.change(
        "a total, and who approved it",
        "approval",
        "release.json",
        |f| refit(f, "data/totals.csv", "80000.00", "70000.00"),
    );
    c.change(
        "a page, everything refitted",
        "approval",
        "release.json",
        |f| refit(f, "index.html", "<title>", "<title>y"),
    );
    c.change(
        "an amount, everything refitted",
        "totals",
        "data/totals.csv",
        |f| refit(f, "data/findings.csv", "80000.00", "10000.00"),
    );
    c.change(
        "a count of withheld parts",
        "totals",
        "data/withheld.csv",
        |f| refit(f, "data/withheld.csv", "2027-05-06,1", "2027-05-06,0"),
    );
    c.change(
        "a finding taken out of the table",
        "totals",
        "data/findings.csv",
        |f| lines(f, "data/findings.csv", |l| drop(l.pop())),
    );
    c.change(
        "a finding put into the table",
        "totals",
        "data/findings.csv",
        |f| {
            lines(f, "data/findings.csv", |l| {
                l.push(l[1].replace("F-1", "F-9"))
            });
        },
    );
    c.change(
        "a finding taken out of the release",
        "totals",
        "data/findings.csv",
        |f| {
            let mut json: serde_json::Value =
                serde_json::from_slice(&f["release.json"]).expect("JSON");
            json["findings"]
                .as_object_mut()
                .expect("an object")
                .remove("F-3");
            f.insert(
                "release.json".into(),
                fisc_record::canonical::to_vec(&json).expect("JSON"),
            );
        },
    );
    c.change(
        "a file that nobody approved",
        "approved-files",
        "extra.html",
        |f| drop(f.insert("extra.html".into(), vec![1])),
    );
    c.change(
        "a page that is missing",
        "approved-files",
        "index.html",
        |f| drop(f.remove("index.html")),
    );
    let mut files = c.base.files.clone();
    files.insert("extra.html".into(), vec![1]);
    c.look(
        "a file that is not listed",
        "checksums",
        "extra.html",
        &files,
    );

    // The record.
    for (n, stage) in (stages..).zip(Stage::ALL.into_iter().take(6)) {
        c.change(
            &format!("the sign-off at {stage} dropped"),
            "policy",
            "data/signatures.csv",
            |f| {
                f.remove(&entry(n));
                f.remove(&entry(n).replace(".json", ".tlog-proof"));
            },
        );
    }
    c.change("the approval dropped", "approval", "release.json", |f| {
        f.remove(&entry(size - 1));
        f.remove(&entry(size - 1).replace(".json", ".tlog-proof"));
    });
    for n in [0, 5, 7, 15] {
        c.change(
            &format!("enrolment {n} dropped"),
            "signature",
            "record/entries/",
            |f| {
                f.remove(&entry(n));
                f.remove(&entry(n).replace(".json", ".tlog-proof"));
            },
        );
    }
    c.change(
        "a unit's enrolment dropped",
        "policy",
        &entry(stages + 3),
        |f| {
            f.remove(&entry(2));
            f.remove(&entry(2).replace(".json", ".tlog-proof"));
        },
    );
    c.change(
        "a role's assignment dropped",
        "policy",
        &entry(stages + 3),
        |f| {
            f.remove(&entry(12));
            f.remove(&entry(12).replace(".json", ".tlog-proof"));
        },
    );
    c.change(
        "an envelope replaced by another",
        "log",
        &entry(stages),
        |f| drop(f.insert(entry(stages), f[&entry(stages + 1)].clone())),
    );
    c.change(
        "an envelope signed with another key",
        "signature",
        &entry(stages),
        |f| {
            let mut e = Entry::parse(&f[&entry(stages)]).expect("an entry");
            let key = key_of("leader");
            e.envelope =
                fisc_record::Envelope::sign(e.envelope.payload.clone(), &key_of("stranger"));
            e.envelope.signatures[0].keyid = key.public().id();
            f.insert(entry(stages), e.to_bytes().expect("an entry"));
        },
    );
    c.change("a key id", "signature", &entry(stages), |f| {
        let mut e = Entry::parse(&f[&entry(stages)]).expect("an entry");
        e.envelope.signatures[0].keyid = key_of("head").public().id();
        f.insert(entry(stages), e.to_bytes().expect("an entry"));
    });
    c.change("a time of receipt", "log", &entry(stages), |f| {
        replace(f, &entry(stages), "2026-03-02T01:2", "2026-03-02T02:2")
    });
    c.change(
        "a receipt of another entry",
        "log",
        &entry(stages).replace(".json", ".tlog-proof"),
        |f| {
            let other = f[&entry(stages + 1).replace(".json", ".tlog-proof")].clone();
            f.insert(entry(stages).replace(".json", ".tlog-proof"), other);
        },
    );
    c.change(
        "no receipt",
        "log",
        &entry(stages).replace(".json", ".tlog-proof"),
        |f| drop(f.remove(&entry(stages).replace(".json", ".tlog-proof"))),
    );
    let old = c.base.office.older[0].clone().into_bytes();
    c.change(
        "an older checkpoint in the place of the record's",
        "log",
        "record/entries/",
        |f| drop(f.insert("record/checkpoint".into(), old.clone())),
    );
    let forged = Checkpoint {
        origin: "fisc/qingshan-2025/record".into(),
        size,
        root: c.base.office.tree.root(),
    };
    let forged = forged
        .sign(&key_of("stranger"))
        .expect("a name")
        .to_string()
        .into_bytes();
    c.change(
        "a checkpoint signed with another key",
        "log",
        "record/checkpoint",
        |f| drop(f.insert("record/checkpoint".into(), forged)),
    );
    c.change("no checkpoint", "log", "record/checkpoint", |f| {
        drop(f.remove("record/checkpoint"))
    });
    c.change(
        "no list of what is left out",
        "log",
        "record/left-out.json",
        |f| drop(f.remove("record/left-out.json")),
    );
    c.change(
        "something else in the record",
        "log",
        "record/notes.txt",
        |f| drop(f.insert("record/notes.txt".into(), vec![])),
    );
    let older = paths
        .iter()
        .find(|p| p.ends_with(".consistency"))
        .expect("one")
        .clone();
    c.change(
        "a proof of consistency",
        "older-checkpoint",
        older.trim_end_matches(".consistency"),
        |f| {
            lines(f, &older, |l| drop(l.pop()));
        },
    );

    // What the reader knows from elsewhere.
    let look = |c: &mut Cases, what: &str, kind, place: &str, given: Given| {
        let report = verify_with(&c.base.files, &given).expect("a package");
        c.all.push(Case {
            what: what.into(),
            kind,
            place: place.into(),
            found: report.checks,
        });
    };
    let mut another = Office::new();
    another.moved.insert("contact", "legal");
    another.open();
    let rewritten = Given {
        against: Some(another.checkpoint().into_bytes()),
        ..c.given()
    };
    look(
        &mut c,
        "a log rewritten since a checkpoint was kept",
        "older-checkpoint",
        "--checkpoint",
        rewritten,
    );
    let given = Given {
        log_key: Some(key_of("stranger").public().to_string()),
        ..c.given()
    };
    look(&mut c, "another log's key", "keys", &entry(0), given);
    let given = Given {
        owner_key: Some(key_of("stranger").public().id()),
        ..c.given()
    };
    look(&mut c, "another owner's key", "keys", &entry(0), given);

    // An office that signs everything and does not keep its own policy.
    c.office(
        "the head adjudicates too",
        "policy",
        &entry(stages + 5),
        |o| o.instead.extend([(Stage::Adjudication, "head")]),
    );
    c.office(
        "the leader reviews the team's work",
        "policy",
        &entry(stages + 2),
        |o| o.instead.extend([(Stage::Department, "leader")]),
    );
    c.office(
        "somebody without a role signs",
        "policy",
        &entry(stages + 5),
        |o| o.instead.extend([(Stage::Head, "member")]),
    );
    c.office(
        "the adjudicator is of the team's department",
        "policy",
        &entry(stages + 3),
        |o| o.moved.extend([("adjudicator", "dept-3")]),
    );
    c.office(
        "the adjudicator is of the leadership",
        "policy",
        &entry(stages + 3),
        |o| o.moved.extend([("adjudicator", "office")]),
    );
    c.office(
        "the reviewer is of another unit",
        "policy",
        &entry(stages + 2),
        |o| o.moved.extend([("reviewer", "legal")]),
    );
    c.office(
        "the stages in another order",
        "policy",
        "data/signatures.csv",
        |o| o.order.swap(2, 5),
    );
    c.office("a stage left out", "policy", "data/signatures.csv", |o| {
        o.order.retain(|s| *s != Stage::Adjudication)
    });
    c.office(
        "another version signed",
        "policy",
        "data/signatures.csv",
        |o| o.version = 2,
    );

    // The zip.
    let files = c.base.files.clone();
    let whole = zip(&files).expect("small");
    c.zipped(
        "bytes before the zip",
        "(zip)",
        &[b"PK".as_slice(), &whole].concat(),
    );
    c.zipped(
        "bytes after the zip",
        "(zip)",
        &[whole.as_slice(), b"more"].concat(),
    );
    let other = |options: zip::write::SimpleFileOptions,
                 names: &mut dyn Iterator<Item = &String>| {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            writer.start_file(name.as_str(), options).expect("a file");
            writer.write_all(&files[name]).expect("memory");
        }
        writer.finish().expect("a zip").into_inner()
    };
    let plain = zip::write::SimpleFileOptions::default()
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    let order = other(plain, &mut paths.iter().rev());
    c.zipped("files in another order", "data/", &order);
    let executable = other(plain.unix_permissions(0o755), &mut paths.iter());
    c.zipped("files that can be executed", "data/", &executable);
    let noon = zip::DateTime::from_date_and_time(2026, 5, 6, 12, 0, 0).expect("a time");
    let later = other(plain.last_modified_time(noon), &mut paths.iter());
    c.zipped("another time", "data/", &later);

    let mut kinds: BTreeMap<&str, u32> = BTreeMap::new();
    let mut missed = Vec::new();
    for case in &c.all {
        *kinds.entry(case.kind).or_default() += 1;
        let named = case
            .found
            .iter()
            .filter(|check| check.kind == case.kind)
            .flat_map(|check| &check.problems)
            .any(|p| p.at.contains(&case.place));
        if !named {
            let found: Vec<String> = case
                .found
                .iter()
                .flat_map(|k| {
                    k.problems
                        .iter()
                        .map(move |p| format!("[{}] {}: {}", k.kind, p.at, p.what.en))
                })
                .collect();
            missed.push(format!(
                "{}: expected [{}] {}, found {found:#?}",
                case.what, case.kind, case.place
            ));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    assert!(c.all.len() >= 100, "{}", c.all.len());
    let list: Vec<String> = kinds
        .iter()
        .map(|(kind, n)| format!("{kind}: {n}"))
        .collect();
    insta::assert_snapshot!("kinds", list.join("\n"));
}
