//! How long the site and the package of ten thousand findings take. Run it on a quiet machine:
//! `cargo bench -p fisc-publish --bench site --profile bench-run`; figures are kept in `benches/runs`.

use fisc_publish::package::{Source, prepare, zip};
use fisc_publish::proof::ReleaseKey;
use fisc_publish::publication::{Auditee, Publication, Transfer};
use fisc_publish::site::{Extra, site};
use fisc_publish::{Lang, Package};
use std::collections::BTreeMap;
use std::io::Write;
use std::time::Instant;

const FINDINGS: usize = 10_000;

/// The small publication of the tests, its findings repeated over five hundred auditees.
fn large() -> Publication {
    let mut p: Publication =
        serde_json::from_str(include_str!("../tests/release/publication.json"))
            .expect("a publication");
    let kinds: Vec<_> = std::mem::take(&mut p.findings).into_values().collect();
    let units = FINDINGS / 20;
    p.auditees.clear();
    for i in 0..units {
        let auditee = Auditee {
            name: format!("第{i}号单位"),
            gov_code: "990101".into(),
            government: "青山省".into(),
            level: ["province", "city", "county", "township"][i % 4].into(),
        };
        p.auditees.insert(format!("A{i:06}"), auditee);
        p.transfers.push(Transfer {
            from: "青山省财政厅".into(),
            to: format!("第{i}号单位"),
            amount: fisc_model::Money(i as i128 * 10_000_000),
        });
    }
    for i in 0..FINDINGS {
        let mut finding = kinds[i % kinds.len()].clone();
        finding.number = (i + 1).to_string();
        finding.auditee = format!("A{:06}", i * 7 % units);
        finding.amount = fisc_model::Money((i as i128 * 997 % 1_000_003) * 100 + 7);
        p.findings.insert(format!("F-{i}"), finding);
    }
    p
}

fn main() -> std::io::Result<()> {
    let p = large();
    let mut out = std::io::stdout().lock();
    let extra = Extra {
        first: Lang::Zh,
        draft: false,
        downloads: &[],
        conformance: None,
        feedback: &[],
        feedback_form: None,
        quality: None,
    };
    let began = Instant::now();
    let pages = site(&p, &extra);
    let seconds = began.elapsed().as_secs_f64();
    let bytes: usize = pages.values().map(Vec::len).sum();
    writeln!(out, "findings {FINDINGS}")?;
    writeln!(
        out,
        "site     {seconds:.2} s, {} files, {bytes} bytes",
        pages.len()
    )?;
    for page in ["index.html", "en/index.html"] {
        let size = pages.get(page).map_or(0, Vec::len);
        writeln!(out, "         {page} {size} bytes")?;
    }
    let began = Instant::now();
    let prepared = prepare(&Source {
        whole: &p,
        shown: &p,
        key: &ReleaseKey::new([7; 32]),
        inputs: &BTreeMap::new(),
        software: "bench",
        more: &pages,
    })
    .expect("a release");
    writeln!(out, "prepare  {:.2} s", began.elapsed().as_secs_f64())?;
    let files = prepared.finish(Package::new());
    let began = Instant::now();
    let zipped = zip(&files).expect("a zip");
    let seconds = began.elapsed().as_secs_f64();
    writeln!(out, "zip      {seconds:.2} s, {} bytes", zipped.len())
}
