//! Loading as an auditor meets it: what was rejected and why, what a new export changed, what is
//! refused.

use crate::program::{ends_with, engagement, ok};
use std::fs;

const HEADER: &str = "payment_id,fiscal_year,paid_on,org_code,payee_name,amount\n";

#[test]
fn every_row_is_accounted_for_and_a_new_export_is_compared() {
    let temp = tempfile::tempdir().expect("a folder");
    let folder = temp.path();
    let path = folder.to_str().expect("UTF-8");
    let rows = "P1,2025,2025-03-03,A,甲公司,100.00\nP2,2025,2025-03-04,A,乙公司,1.255\n\
                P3,2025,2025-02-30,A,乙公司,5\nP4,2025,2025-03-05,A,,5\nP5,2025,2025-03-06\n\
                P6,2025,2025-03-07,A,丙公司,7.50\n";
    engagement(folder, &format!("{HEADER}{rows}"));
    ok(&["-C", path, "load"]);
    let rejects = fs::read_to_string(folder.join("ledger/rejects.csv")).expect("rejects");
    for expected in ["excess_decimals", "not_a_date", "required", "ragged"] {
        assert!(rejects.contains(expected), "{expected} in\n{rejects}");
    }
    let sum = ok(&[
        "-C",
        path,
        "sql",
        "SELECT COUNT(*) AS n, SUM(amount) AS amount FROM payment",
        "--format",
        "csv",
    ]);
    assert_eq!(sum, "n,amount\n2,107.50\n");
    ends_with(3, &["-C", path, "load", "--max-rejects", "3"]);

    let rows = "P1,2025,2025-03-03,A,甲公司,100.00\nP6,2025,2025-03-07,A,丙公司,8.50\nP7,2025,2025-03-08,A,丁公司,1\n";
    engagement(folder, &format!("{HEADER}{rows}"));
    let said = ok(&["-C", path, "load"]);
    assert!(
        said.contains("payment: 1 unchanged, 1 changed, 0 vanished, 1 new"),
        "{said}"
    );
    engagement(folder, &format!("{HEADER}P7,2025,2025-03-08,A,丁公司,1\n"));
    let said = ok(&["-C", path, "load"]);
    assert!(
        said.contains("payment: 1 unchanged, 0 changed, 2 vanished, 0 new"),
        "{said}"
    );
}

#[test]
fn an_xml_export_in_another_currency_is_converted_and_its_rates_are_named() {
    let temp = tempfile::tempdir().expect("a folder");
    let folder = temp.path();
    let path = folder.to_str().expect("UTF-8");
    engagement(folder, "");
    let toml = fs::read_to_string(folder.join("fisc.toml")).expect("fisc.toml");
    let toml = toml.replace("payments.csv\"", "payments.xml\"\nmapping = \"m.toml\"");
    let mapping = "record = \"payment\"\ncurrency = \"currency\"\nrates = { file = \"rates.csv\", on = \"paid\" }\n\
                   [columns]\npayment_id = \"id\"\nfiscal_year = { value = \"2025\" }\npaid_on = \"paid\"\n\
                   org_code = \"ledger.org\"\npayee_name = \"payee.name\"\namount = \"amount\"\n";
    let row = |id: &str, paid: &str, currency: &str, amount: &str| {
        format!(
            "<payment id='{id}' currency='{currency}'><paid>{paid}</paid><payee><name>甲&amp;乙</name></payee><amount>{amount}</amount></payment>"
        )
    };
    let rows = [
        row("P1", "2025-03-03", "EUR", "10.00"),
        row("P2", "2025-03-03", "CNY", "0.50"),
        row("P3", "2025-03-04", "EUR", "1.00"),
    ];
    let xml = format!("<ledger org='A'>{}</ledger>", rows.concat());
    for (name, text) in [
        ("fisc.toml", toml.as_str()),
        ("m.toml", mapping),
        ("rates.csv", "date,currency,rate\n2025-03-03,EUR,7.8123\n"),
        ("sources/payments.xml", &xml),
    ] {
        fs::write(folder.join(name), text).expect("writable");
    }
    ok(&["-C", path, "load"]);
    let query = "SELECT payment_id, org_code, amount FROM payment WHERE payee_name = '甲&乙' ORDER BY payment_id";
    assert_eq!(
        ok(&["-C", path, "sql", query, "--format", "csv"]),
        "payment_id,org_code,amount\nP1,A,78.12\nP2,A,0.50\n"
    );
    let rejects = fs::read_to_string(folder.join("ledger/rejects.csv")).expect("rejects");
    assert!(rejects.contains("no_rate"), "{rejects}");
    let sources = fs::read_to_string(folder.join("ledger/sources.csv")).expect("sources");
    assert!(sources.contains(",1,rates.csv,"), "{sources}");
}

#[test]
fn bad_input_is_refused_and_the_old_ledger_stays() {
    let temp = tempfile::tempdir().expect("a folder");
    let folder = temp.path();
    let path = folder.to_str().expect("UTF-8");
    assert!(ends_with(3, &["-C", path, "load"]).contains("fisc new"));
    engagement(
        folder,
        &format!("{HEADER}P1,2025,2025-03-03,A,甲公司,100.00\n"),
    );
    assert!(ends_with(3, &["-C", path, "check"]).contains("run fisc load first"));
    ok(&["-C", path, "load"]);
    fs::write(
        folder.join("sources/payments.csv"),
        "<!DOCTYPE html><html><body>Sign in</body></html>",
    )
    .expect("writable");
    let said = ends_with(3, &["-C", path, "load"]);
    assert!(said.to_lowercase().contains("html"), "{said}");
    engagement(folder, "payment_id,amount\nP1,1\n");
    let said = ends_with(3, &["-C", path, "load"]);
    assert!(said.contains("fiscal_year"), "{said}");
    let count = ok(&[
        "-C",
        path,
        "sql",
        "SELECT COUNT(*) AS n FROM payment",
        "--format",
        "csv",
    ]);
    assert_eq!(count, "n\n1\n", "the old ledger is there and whole");
    assert!(ends_with(3, &["-C", path, "sql", "SELECT * FROM '/etc/passwd'"]).contains("refused"));
    assert!(ends_with(1, &["-C", path, "publish"]).contains("--draft"));
}
