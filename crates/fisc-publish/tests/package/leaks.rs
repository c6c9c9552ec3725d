//! What must not leave does not, and what leaves does no harm.

use crate::fixture::{MARK, fixture, two};
use fisc_verify::verify;

#[test]
fn nothing_of_a_lead_but_its_sums() {
    for (path, bytes) in fixture().draft() {
        let text = String::from_utf8(bytes).expect("text");
        assert!(!text.contains(MARK), "{path} holds {MARK}: {text}");
        assert!(
            !text.contains("987654321") && !text.contains("987,654,321"),
            "{path} holds a row or days"
        );
        assert!(!text.contains("payments.csv"), "{path} names a source");
    }
}

#[test]
fn no_cell_is_a_formula() {
    let mut f = fixture();
    for (i, start) in ["=", "+", "-", "@", "\t", "\r"].iter().enumerate() {
        let bad = format!("{start}HYPERLINK(1)");
        f.run.methods[i].name = two(&bad, &bad);
    }
    f.run.methods[3].parameters[0].values[0].value = "-12.5".into();
    f.run.methods[3].parameters[0].values[0].basis = Some("=cmd|' /C calc'!A0".into());
    f.run.methods[5].reason = Some(two("@SUM(1)", "@SUM(1)"));
    let name = "=1+1\",\"x".to_string();
    f.names.insert("990101001".into(), name);
    let package = f.draft();
    for (path, bytes) in package.iter().filter(|(path, _)| path.ends_with(".csv")) {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(bytes.as_slice());
        for record in reader.records() {
            for cell in &record.expect("a record") {
                let number = cell
                    .strip_prefix('-')
                    .is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
                assert!(
                    number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                    "{path}: {cell:?}"
                );
            }
        }
    }
    let parameters = String::from_utf8_lossy(&package["data/parameters.csv"]);
    assert!(
        parameters.contains(",-12.5,"),
        "a plain negative number stays: {parameters}"
    );
    let report = verify(&package).expect("a package");
    assert!(report.is_ok(), "{report:#?}");
}

#[test]
fn no_text_becomes_markup() {
    let mut f = fixture();
    let bad = "<script>alert(1)</script>\" onload=\"x' & {unit}";
    f.run.title = bad.into();
    f.run.currency = bad.into();
    f.run.methods[4].name = two(bad, bad);
    f.run.methods[5].reason = Some(two(bad, bad));
    let package = f.draft();
    for page in ["index.html", "index.en.html"] {
        let text = String::from_utf8_lossy(&package[page]);
        assert!(
            !text.contains("<script") && !text.contains("\" onload"),
            "{page}"
        );
        assert!(text.contains("&lt;script&gt;"), "{page}");
    }
    let report = verify(&package).expect("a package");
    assert!(report.is_ok(), "{report:#?}");
}
