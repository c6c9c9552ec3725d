//! Tampering, one case at a time.

use crate::office::{Office, Released, key_of};
use fisc_publish::Package;
use fisc_verify::record::Given;
use fisc_verify::{Check, verify_with, zipped};

/// What was done, what kind of problem is expected, where (a part of it), and what was found.
pub struct Case {
    pub what: String,
    pub kind: &'static str,
    pub place: String,
    pub found: Vec<Check>,
}

pub struct Cases {
    pub base: Released,
    pub all: Vec<Case>,
}

fn sums(files: &mut Package) {
    files.remove("SHA256SUMS");
    let list: String = files
        .iter()
        .map(|(path, bytes)| format!("{}  {path}\n", fisc_record::digest::sha256(bytes)))
        .collect();
    files.insert("SHA256SUMS".into(), list.into_bytes());
}

impl Cases {
    pub fn given(&self) -> Given {
        Given {
            log_key: Some(self.base.office.log_key.public().to_string()),
            owner_key: Some(key_of("owner").public().id()),
            against: Some(self.base.office.older[0].clone().into_bytes()),
            record: None,
        }
    }

    pub fn look(&mut self, what: &str, kind: &'static str, place: &str, files: &Package) {
        let report = verify_with(files, &self.given()).expect("still a package");
        self.all.push(Case {
            what: what.into(),
            kind,
            place: place.into(),
            found: report.checks,
        });
    }

    /// Tampers, and makes SHA256SUMS fit again, as whoever tampers can.
    pub fn change(
        &mut self,
        what: &str,
        kind: &'static str,
        place: &str,
        change: impl FnOnce(&mut Package),
    ) {
        let mut files = self.base.files.clone();
        change(&mut files);
        assert_ne!(files, self.base.files, "{what}: nothing was changed");
        sums(&mut files);
        self.look(what, kind, place, &files);
    }

    /// The same in an excerpt, where only the proofs hold the tables.
    pub fn excerpt(
        &mut self,
        what: &str,
        kind: &'static str,
        place: &str,
        change: impl FnOnce(&mut Package),
    ) {
        self.change(&format!("in an excerpt: {what}"), kind, place, |files| {
            files.remove("datapackage.json");
            change(files);
        });
    }

    pub fn zipped(&mut self, what: &str, place: &str, bytes: &[u8]) {
        let (_, check) = zipped::read(bytes).expect("a zip");
        self.all.push(Case {
            what: what.into(),
            kind: "zip",
            place: place.into(),
            found: vec![check],
        });
    }

    /// A package of an office that did not do what it should.
    pub fn office(
        &mut self,
        what: &str,
        kind: &'static str,
        place: &str,
        change: impl FnOnce(&mut Office),
    ) {
        let mut office = Office::new();
        change(&mut office);
        let files = office.release().files;
        self.look(what, kind, place, &files);
    }
}

pub fn lines(files: &mut Package, path: &str, change: impl FnOnce(&mut Vec<String>)) {
    let text = String::from_utf8(files[path].clone()).expect("UTF-8");
    let mut lines: Vec<String> = text.lines().map(String::from).collect();
    change(&mut lines);
    files.insert(path.into(), (lines.join("\n") + "\n").into_bytes());
}

pub fn replace(files: &mut Package, path: &str, from: &str, to: &str) {
    let text = String::from_utf8(files[path].clone()).expect("UTF-8");
    assert!(text.contains(from), "{path} has no {from}");
    files.insert(path.into(), text.replacen(from, to, 1).into_bytes());
}

pub fn entry(n: u64) -> String {
    format!("record/entries/{n:06}.json")
}
