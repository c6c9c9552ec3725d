//! docs/formats/package.md: its examples are made here and compared. `FISC_UPDATE=1` rewrites them.

use crate::office::Office;
use fisc_publish::proof::{Mask, ReleaseKey, Table};
use fisc_record::canonical;
use fisc_verify::record::Given;
use fisc_verify::{Lang, verify_with};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

fn examples() -> BTreeMap<&'static str, String> {
    let line = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8") + "\n";
    let cells = |row: [&str; 2]| row.map(String::from).to_vec();
    let table = Table {
        name: "findings".into(),
        columns: cells(["id", "amount"]),
        rows: vec![
            cells(["F-1", "10.00"]),
            cells(["F-2", "20.00"]),
            cells(["F-3", "30.00"]),
        ],
    };
    let mask = Mask {
        rows: [1].into(),
        cells: [(0, 1)].into(),
    };
    let key = ReleaseKey::new([7; 32]);
    let root = table.commit(&key).expect("a table");
    let proof = table.prove(&key, &mask).expect("inside");
    let files = Office::new().release().files;
    let mut folder = String::new();
    for (path, bytes) in &files {
        let _ = writeln!(folder, "{path}  {} bytes", bytes.len());
    }
    let report = verify_with(&files, &Given::default()).expect("a package");
    let mut verification = Vec::new();
    report.write(Lang::En, &mut verification).expect("memory");
    BTreeMap::from([
        ("folder", folder),
        ("table root", line(canonical::to_vec(&root).expect("JSON"))),
        ("proof", line(canonical::to_vec(&proof).expect("JSON"))),
        ("release", line(files["release.json"].clone())),
        (
            "verification",
            String::from_utf8(verification).expect("UTF-8"),
        ),
    ])
}

#[test]
fn the_page_shows_what_the_programs_write() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats/package.md");
    let page = std::fs::read_to_string(&path).expect("the page");
    let mut examples = examples();
    let mut fresh = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let _ = writeln!(fresh, "{line}");
        let Some(name) = line.strip_prefix("<!-- example: ") else {
            continue;
        };
        let name = name.strip_suffix(" -->").expect("the end of the comment");
        let fence = lines.next().expect("a block");
        assert!(
            fence.starts_with("```") && lines.any(|l| l == "```"),
            "{name}"
        );
        let example = examples.remove(name);
        let example = example.unwrap_or_else(|| panic!("no such example, or twice: {name}"));
        let _ = write!(fresh, "{fence}\n{example}```\n");
    }
    assert!(
        examples.is_empty(),
        "not on the page: {:?}",
        examples.keys()
    );
    if std::env::var_os("FISC_UPDATE").is_some() {
        std::fs::write(&path, &fresh).expect("written");
    } else {
        assert!(
            fresh == page,
            "FISC_UPDATE=1 rewrites the page; it should be:\n{fresh}"
        );
    }
}
