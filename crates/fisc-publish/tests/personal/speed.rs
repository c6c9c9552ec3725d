//! A site of 10,000 findings is read in seconds: `FISC_SCAN_PAGES=10000` says for how many pages of
//! about 20 kB the time is measured and printed.

use crate::detectors;
use crate::values::Source;
use fisc_publish::Package;
use fisc_publish::personal::{Allowed, Kind, Known, scan};
use std::collections::BTreeMap;
use std::time::Instant;

fn pages(n: usize) -> Package {
    let mut body = String::new();
    while body.len() < 20_000 {
        body.push_str("<tr><td>2025-03-12</td><td class=\"number\">1,380,013.80</td><td>林溪县交通运输局未按财预〔2016〕18号的规定，将项目资金 360,000.00 元拨付至某建设有限公司（91350100M000100Y43），审计期间已整改。</td><td><a href=\"../methods/EXE-009.html\">EXE-009</a></td></tr>\n");
    }
    (0..n)
        .map(|i| (format!("findings/{i:05}.html"), format!("<!doctype html><html><body><h1>审计发现 {i}</h1><table>{body}</table></body></html>").into_bytes()))
        .collect()
}

#[test]
fn ten_thousand_pages_in_seconds() {
    let n = std::env::var("FISC_SCAN_PAGES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(100);
    let package = pages(n);
    let values: Vec<(Kind, String)> = Source::new().values(20_000);
    let known = Known::new(values.iter().map(|(k, v)| (*k, v.as_str()))).expect("few values");
    let detectors = detectors(known);
    let start = Instant::now();
    let report = scan(&package, &detectors, &Allowed::default(), &BTreeMap::new());
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{} pages, {} MB, 20,000 known values: {seconds:.2} s",
        report.files,
        report.bytes / 1_000_000
    );
    assert!(report.is_clean(), "{:#?}", report.leaks.first());
    // A page in 20 ms would be a program that nobody waits for.
    assert!(seconds < 0.02 * n as f64 + 1.0, "{seconds} s");
}
