//! 500 planted values of twelve kinds: all are found in a package built without redaction, none is
//! left in one built with it.

use crate::detectors;
use crate::fixture::fixture;
use crate::values::{KINDS, Source, label};
use base64::Engine;
use fisc_publish::Package;
use fisc_publish::i18n::Lang;
use fisc_publish::personal::{Allowed, How, Kind, Known, Pseudonyms, Role, redact, scan};
use rust_xlsxwriter::{DocProperties, Note, Workbook};
use std::collections::BTreeMap;

/// Where a value is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Column,
    FreeText,
    Page,
    Json,
    FileName,
    SheetComment,
    HiddenSheet,
    Property,
    Attribute,
    Payload,
}

pub const PLACES: [Place; 10] = [
    Place::Column,
    Place::FreeText,
    Place::Page,
    Place::Json,
    Place::FileName,
    Place::SheetComment,
    Place::HiddenSheet,
    Place::Property,
    Place::Attribute,
    Place::Payload,
];

pub struct Planted {
    pub kind: Kind,
    pub value: String,
    pub place: Place,
}

fn planted() -> Vec<Planted> {
    let values = Source::new().values(500);
    let put = |(i, (kind, value)): (usize, (Kind, String))| Planted {
        kind,
        value,
        place: PLACES[i / KINDS.len() % PLACES.len()],
    };
    values.into_iter().enumerate().map(put).collect()
}

/// The value as it stands there in the i-th spelling.
fn spelled(value: &str, i: usize) -> String {
    let wide = |c: char| {
        if ('!'..='~').contains(&c) {
            char::from_u32(c as u32 + 0xfee0).unwrap_or(c)
        } else {
            c
        }
    };
    match i % 4 {
        1 => value.chars().map(wide).collect(),
        2 => value.chars().map(|c| format!("&#{};", c as u32)).collect(),
        3 => {
            let c = value.chars().next().expect("not empty");
            let head: String = c.to_string().bytes().map(|b| format!("%{b:02X}")).collect();
            format!("{head}{}", &value[c.len_utf8()..])
        }
        _ => value.to_string(),
    }
}

/// A package with these texts: at each place what `text` makes of a planted value.
fn package(planted: &[Planted], text: &dyn Fn(&Planted, usize) -> String) -> Package {
    let at = |place: Place| {
        planted
            .iter()
            .enumerate()
            .filter(move |(_, p)| p.place == place)
            .map(|(i, p)| text(p, i))
            .collect::<Vec<_>>()
    };
    let mut files = fixture().draft();
    let mut csv = String::from("number,remark\n");
    for (i, t) in at(Place::Column).iter().enumerate() {
        csv.push_str(&format!("{i},\"{t}\"\n"));
    }
    files.insert("data/details.csv".into(), csv.into_bytes());
    let lines: String = at(Place::FreeText)
        .iter()
        .map(|t| format!("经核查，{t}，已核实。\n"))
        .collect();
    files.insert("news.md".into(), lines.into_bytes());
    let cells: String = at(Place::Page)
        .iter()
        .map(|t| format!("<p>经核查，<b>{t}</b>。</p>\n"))
        .collect();
    let attributes: String = at(Place::Attribute)
        .iter()
        .map(|t| format!("<img alt=\"{t}\">\n"))
        .collect();
    files.insert(
        "findings/1.html".into(),
        format!("<!doctype html><body>{cells}{attributes}</body>").into_bytes(),
    );
    let json: Vec<String> = at(Place::Json);
    files.insert(
        "data/findings.json".into(),
        serde_json::to_vec(&json).expect("JSON"),
    );
    for t in at(Place::FileName) {
        files.insert(
            format!("attachments/{}/{t}.txt", t.len() % 3),
            b"-".to_vec(),
        );
    }
    let payloads: String = at(Place::Payload)
        .iter()
        .map(|t| {
            format!(
                "{{\"payload\":\"{}\"}}\n",
                base64::engine::general_purpose::STANDARD.encode(format!("{{\"text\":\"{t}\"}}"))
            )
        })
        .collect();
    files.insert("record/entries.jsonl".into(), payloads.into_bytes());
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "说明").expect("a cell");
    for (row, t) in (1u32..).zip(at(Place::SheetComment)) {
        sheet.write_number(row, 0, 1.0).expect("a cell");
        sheet
            .insert_note(row, 0, &Note::new(t).set_author("office"))
            .expect("a note");
    }
    let hidden = book.add_worksheet().set_hidden(true);
    for (row, t) in (0u32..).zip(at(Place::HiddenSheet)) {
        hidden.write_string(row, 1, t).expect("a cell");
    }
    let mut properties = DocProperties::new();
    for (i, t) in at(Place::Property).into_iter().enumerate() {
        properties = properties.set_custom_property(format!("p{i}"), t);
    }
    book.set_properties(&properties);
    files.insert(
        "data/details.xlsx".into(),
        book.save_to_buffer().expect("a workbook"),
    );
    files
}

#[test]
fn all_planted_values_are_found_and_none_is_left_after_redaction() {
    let planted = planted();
    let raw = |p: &Planted, i: usize| {
        let spelling = if p.place == Place::FileName { 0 } else { i / 7 };
        format!("{}{}", label(p.kind), spelled(&p.value, spelling))
    };
    let open = package(&planted, &raw);
    // By the detectors alone, and as known values: each is found in its place.
    for known in [false, true] {
        let values = planted
            .iter()
            .filter(|_| known)
            .map(|p| (p.kind, p.value.as_str()));
        let report = scan(
            &open,
            &detectors(Known::new(values).expect("few values")),
            &Allowed::default(),
            &BTreeMap::new(),
        );
        assert_eq!(report.unread, []);
        let mut missed = Vec::new();
        let mut found = 0;
        for (place, file) in [
            (Place::Column, "data/details.csv"),
            (Place::FreeText, "news.md"),
            (Place::Page, "findings/1.html"),
            (Place::Json, "data/findings.json"),
            (Place::FileName, "attachments/"),
            (Place::SheetComment, "comments"),
            (Place::HiddenSheet, "sheet2.xml, cell"),
            (Place::Property, "custom.xml"),
            (Place::Attribute, "findings/1.html"),
            (Place::Payload, "record/entries.jsonl"),
        ] {
            for kind in KINDS {
                let wanted = planted
                    .iter()
                    .filter(|p| p.place == place && p.kind == kind)
                    .count();
                let seen = report
                    .leaks
                    .iter()
                    .filter(|l| l.kind == kind && (!known || l.how == How::Known))
                    .filter(|l| format!("{} {}", l.path, l.place).contains(file))
                    .filter(|l| match place {
                        Place::Attribute => l.place.contains("<img>"),
                        Place::Page => !l.place.contains("<img>"),
                        _ => true,
                    })
                    .count();
                found += seen.min(wanted);
                if seen < wanted {
                    missed.push(format!("{kind:?} in {place:?}: {seen} of {wanted}"));
                }
            }
        }
        println!(
            "planted 500, found {found} (known values given: {known}); {} leaks said",
            report.leaks.len()
        );
        assert!(missed.is_empty(), "known {known}: {}", missed.join("\n"));
        assert_eq!(found, 500);
        for leak in &report.leaks {
            let said = format!("{}{}", leak.say(Lang::Zh), leak.say(Lang::En));
            for p in &planted {
                assert!(!said.contains(&p.value), "{} is said: {said}", p.value);
            }
        }
    }
    // The same content, redacted or under a pseudonym.
    let plain = detectors(Known::none());
    let pseudonyms = Pseudonyms::new(&[9; 32], planted.iter().map(|p| p.value.as_str()));
    let safe = |p: &Planted, i: usize| {
        if p.kind == Kind::Name {
            return format!(
                "{}{}",
                label(p.kind),
                pseudonyms
                    .name(Role::Staff, &p.value, Lang::Zh)
                    .expect("given")
            );
        }
        redact(&plain, &raw(p, i), Lang::Zh).text
    };
    let closed = package(&planted, &safe);
    let known = Known::new(planted.iter().map(|p| (p.kind, p.value.as_str()))).expect("few values");
    let report = scan(
        &closed,
        &detectors(known),
        &Allowed::default(),
        &BTreeMap::new(),
    );
    println!(
        "after redaction: {} leaks in {} files, {} bytes",
        report.leaks.len(),
        report.files,
        report.bytes
    );
    assert!(
        report.is_clean(),
        "{:#?}",
        report.leaks.iter().take(5).collect::<Vec<_>>()
    );
    // And without our own reader: the plain bytes of everything that is not packed.
    for (path, bytes) in &closed {
        let text = String::from_utf8_lossy(bytes);
        for (i, p) in planted.iter().enumerate() {
            for form in [0, i / 7] {
                let value = spelled(&p.value, form);
                assert!(!text.contains(&value) && !path.contains(&value), "{path}");
            }
        }
    }
}

#[test]
fn nothing_is_said_of_a_clean_package() {
    let mut draft = fixture().draft();
    // Seventeen hundred numbers of twelve digits, as every package has them.
    let conformance = fisc_stats::conformance::report(None).json().expect("JSON");
    draft.insert(fisc_publish::CONFORMANCE.into(), conformance);
    let report = scan(
        &draft,
        &detectors(Known::none()),
        &Allowed::default(),
        &BTreeMap::new(),
    );
    println!(
        "clean package: {} files, {} bytes, {} false alarms",
        report.files,
        report.bytes,
        report.leaks.len()
    );
    assert!(report.is_clean(), "{report:#?}");
}

/// A hundred texts about public money, written without a thought of detectors.
#[test]
fn nothing_is_said_of_the_methods_own_texts() {
    fn visit(folder: &std::path::Path, into: &mut Package) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.to_string_lossy().into_owned();
            if path.is_dir() {
                visit(&path, into);
            } else if name.ends_with(".md")
                || name.ends_with("method.toml")
                || name.ends_with(".ftl")
            {
                into.insert(name, std::fs::read(&path).expect("a file"));
            }
        }
    }
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut texts = Package::new();
    for folder in [
        "methods",
        "crates/fisc-review/i18n",
        "crates/fisc-publish/i18n",
        "crates/fisc-web/i18n",
    ] {
        visit(&root.join(folder), &mut texts);
    }
    let report = scan(
        &texts,
        &detectors(Known::none()),
        &Allowed::default(),
        &BTreeMap::new(),
    );
    println!(
        "methods and messages: {} files, {} bytes, {} false alarms",
        report.files,
        report.bytes,
        report.leaks.len()
    );
    assert!(report.files > 80);
    assert_eq!(report.leaks, []);
}
