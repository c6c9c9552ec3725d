//! The program, run as its users run it, on a package made here by hand: what a package is must
//! not be learnt from the program that writes it.

use fisc_verify::{Files, verify};
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use std::path::Path;
use std::process::{Command, Output};

const METHODS: &str = "code,name_en,name_zh,result,severity,confidence,outcome,reason_en,reason_zh,population,tested,excluded,leads,evidence,amount
EXE-009,Duplicate payment,重复支付,to_verify,high,low,leads,,,1000,990,10,1,2,1234.50
";
const EXCLUSIONS: &str = "method,reason_en,reason_zh,rows\nEXE-009,returned,已退回,10\n";
const SUBJECTS: &str = "kind,subject,name,leads_high,leads_medium,leads_low,leads_info,leads,amount,reason_en,reason_zh
(not shown),,,1,0,0,0,1,1234.50,payees,收款人
";
const TOTALS: [(&str, &str, &str); 10] = [
    ("ledger_rows", "1000", "rows"),
    ("methods", "1", "methods"),
    ("methods_run", "1", "methods"),
    ("leads", "1", "leads"),
    ("evidence_rows", "2", "rows"),
    ("distinct_evidence_rows", "2", "rows"),
    ("amount_each_row_once", "1234.50", "CNY"),
    ("amount_all_methods", "1234.50", "CNY"),
    ("amount_breach", "0.00", "CNY"),
    ("amount_to_verify", "1234.50", "CNY"),
];

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}

fn page(banner: &str) -> String {
    let shown = |value: &str| value.replace("1234", "1,234").replace("1000", "1,000");
    let data: String = TOTALS
        .iter()
        .map(|(m, v, _)| format!("<data id=\"total-{m}\" value=\"{v}\">{}</data>", shown(v)))
        .collect();
    format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">{banner}{data}"
    )
}

fn resource(path: &str, text: &str) -> serde_json::Value {
    let ty = |name: &str| match name {
        "population" | "tested" | "excluded" | "leads" | "evidence" | "rows" => "integer",
        n if n.starts_with("leads_") => "integer",
        "amount" => "number",
        "value" if path == "data/totals.csv" => "number",
        "effective_from" | "effective_to" => "date",
        _ => "string",
    };
    let header = text.lines().next().expect("a header");
    let fields: Vec<_> = header
        .split(',')
        .map(|name| serde_json::json!({"name": name, "type": ty(name)}))
        .collect();
    serde_json::json!({
        "path": path, "bytes": text.len(), "hash": format!("sha256:{}", hex(text.as_bytes())),
        "schema": {"fields": fields},
    })
}

fn package() -> Files {
    let totals: String = TOTALS
        .iter()
        .map(|(m, v, u)| format!("{m},{v},{u},x,x\n"))
        .collect();
    let tables = [
        ("data/methods.csv", METHODS.to_string()),
        ("data/exclusions.csv", EXCLUSIONS.to_string()),
        ("data/subjects.csv", SUBJECTS.to_string()),
        (
            "data/totals.csv",
            format!("measure,value,unit,meaning_en,meaning_zh\n{totals}"),
        ),
        (
            "data/parameters.csv",
            "method,parameter,source,value,effective_from,effective_to,basis\n".to_string(),
        ),
        (
            "data/coverage.csv",
            "method,name_en,name_zh,outcome,reason_en,reason_zh\n".to_string(),
        ),
    ];
    let description = serde_json::json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "status": "internal draft",
        "fisc": {"package_format": 1, "currency": "CNY"},
        "resources": tables.iter().map(|(path, text)| resource(path, text)).collect::<Vec<_>>(),
    });
    let mut files: Files = tables
        .map(|(path, text)| (path.to_string(), text.into_bytes()))
        .into();
    files.insert(
        "datapackage.json".into(),
        description.to_string().into_bytes(),
    );
    files.insert(
        "index.html".into(),
        page("内部草稿，不得对外公开").into_bytes(),
    );
    files.insert(
        "index.en.html".into(),
        page("internal draft — not for publication").into_bytes(),
    );
    let sums: String = files
        .iter()
        .map(|(path, bytes)| format!("{}  {path}\n", hex(bytes)))
        .collect();
    files.insert("SHA256SUMS".into(), sums.into_bytes());
    files
}

fn write(files: &Files, folder: &Path) {
    for (path, bytes) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("created");
        std::fs::write(path, bytes).expect("written");
    }
}

fn run(args: &[&str]) -> (Option<i32>, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(env!("CARGO_BIN_EXE_fisc-verify"))
        .args(args)
        .output()
        .expect("it starts");
    let text = format!(
        "{}{}",
        String::from_utf8_lossy(&stdout),
        String::from_utf8_lossy(&stderr)
    );
    (status.code(), text)
}

#[test]
fn exit_codes_and_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().to_str().expect("text");
    let (code, text) = run(&[path]);
    assert!(code == Some(3) && text.contains("not a package"), "{text}");

    write(&package(), folder.path());
    let (code, text) = run(&[path]);
    assert!(code == Some(0) && text.contains("holds together"), "{text}");
    let (code, text) = run(&["--lang", "zh", path]);
    assert!(code == Some(0) && text.contains("数据包核验通过"), "{text}");
    assert_eq!(run(&["--lang=zh", "--", path]).0, Some(0));

    std::fs::write(folder.path().join("data/totals.csv"), "x").expect("written");
    let (code, text) = run(&[path]);
    assert!(
        code == Some(1) && text.contains("data/totals.csv: was changed"),
        "{text}"
    );

    for args in [
        &["--lang", "fr", path][..],
        &[],
        &[path, path],
        &["--fast", path],
    ] {
        let (code, text) = run(args);
        assert!(
            code == Some(2) && text.contains("用法错误"),
            "{args:?}: {text}"
        );
    }
    assert_eq!(run(&["--help"]).0, Some(0));
    assert_eq!(run(&["--version"]).0, Some(0));
    assert_eq!(run(&["no/such/folder"]).0, Some(3));
}

#[cfg(unix)]
#[test]
fn a_link_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    write(&package(), folder.path());
    std::os::unix::fs::symlink("data/totals.csv", folder.path().join("link")).expect("linked");
    let (code, text) = run(&[folder.path().to_str().expect("text")]);
    assert!(code == Some(3) && text.contains("is a link"), "{text}");
}

proptest! {
    #[test]
    fn no_content_of_any_file_is_a_panic_or_passes(which in 0usize..9, bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let mut files = package();
        let path = files.keys().nth(which).expect("nine files").clone();
        files.insert(path, bytes);
        prop_assert!(!verify(&files).expect("a package").is_ok());
    }

    #[test]
    fn no_cell_is_a_panic(cell in "[-0-9.,\"=\n]{0,40}", at in 0usize..40) {
        let mut files = package();
        for path in ["data/methods.csv", "data/totals.csv", "data/subjects.csv"] {
            let text = String::from_utf8(files[path].clone()).expect("text");
            let mut cells: Vec<_> = text.split(',').map(str::to_string).collect();
            let at = at % cells.len();
            cells[at] = cell.clone();
            files.insert(path.into(), cells.join(",").into_bytes());
        }
        let _ = verify(&files).expect("a package");
    }
}

#[test]
fn what_is_known_from_elsewhere_is_never_passed_over() {
    let given = fisc_verify::record::Given {
        log_key: Some("00".repeat(32)),
        ..Default::default()
    };
    let report = fisc_verify::verify_with(&package(), &given).expect("a package");
    assert!(!report.is_ok(), "a draft has no record");
}
