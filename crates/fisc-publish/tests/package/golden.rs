//! What the package looks like. INSTA_UPDATE=always rewrites; read the difference.

use crate::fixture::fixture;
use fisc_verify::{Lang, verify};

fn text(path: &str) -> String {
    let mut package = fixture().draft();
    String::from_utf8(package.remove(path).expect("a file")).expect("text")
}

#[test]
fn description() {
    insta::assert_snapshot!(text("datapackage.json"));
}

#[test]
fn english_page() {
    insta::assert_snapshot!(text("index.en.html"));
}

#[test]
fn totals() {
    insta::assert_snapshot!(text("data/totals.csv"));
}

#[test]
fn methods() {
    insta::assert_snapshot!(text("data/methods.csv"));
}

#[test]
fn subjects() {
    insta::assert_snapshot!(text("data/subjects.csv"));
}

#[test]
fn the_verifier_agrees_and_says_so_in_two_languages() {
    let report = verify(&fixture().draft()).expect("a package");
    let mut out = Vec::new();
    report.write(Lang::En, &mut out).expect("memory");
    report.write(Lang::Zh, &mut out).expect("memory");
    insta::assert_snapshot!(String::from_utf8(out).expect("text"));
}

#[test]
fn an_empty_run_is_a_package_too() {
    let mut f = fixture();
    f.leads.clear();
    f.run.methods.clear();
    let package = f.draft();
    let report = verify(&package).expect("a package");
    assert!(report.is_ok(), "{report:#?}");
    let page = String::from_utf8_lossy(&package["index.en.html"]);
    assert!(page.contains("No method returned a lead"));
}

#[test]
fn the_order_of_what_comes_in_changes_nothing() {
    let mut f = fixture();
    let package = f.draft();
    f.leads.reverse();
    f.run.methods.reverse();
    f.run.methods[2].seconds = 99.0;
    assert_eq!(f.draft(), package);
}
