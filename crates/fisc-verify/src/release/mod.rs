//! Checks the package of a release: what `docs/formats/package.md` specifies, stated a second time.
//! What is proved rests on signatures and hashes; what this package alone cannot prove is said.

mod document;
mod merkle;
mod part;
mod policy;
mod quality;
mod tables;

pub(crate) use document::is_release;

use crate::record::Given;
use crate::report::{Report, Thing, Words};
use crate::{Files, sums};

/// Every check is made, so that one problem does not hide another.
pub fn verify(files: &Files, given: &Given) -> Report {
    let (read, document) = document::read(files);
    let mut checks = vec![sums::check(files).of("checksums"), read];
    let mut facts = Vec::new();
    if let Some(document) = &document {
        facts.push(Words {
            en: format!(
                "engagement {}, release {}, published on {}: {} findings",
                document.engagement,
                document.release,
                document.published_on,
                document.findings.len()
            ),
            zh: format!(
                "项目 {}，第 {} 次公布，公布日期 {}：审计发现 {} 项",
                document.engagement,
                document.release,
                document.published_on,
                document.findings.len()
            ),
        });
        checks.push(document::files(document, files));
        checks.push(document::described(document, files));
        let (proved, shown, withheld) = tables::proved(document, files);
        checks.extend([proved, tables::tie(document, &shown)]);
        facts.extend(withheld);
        let (of_record, part, said) = part::read(document, files, given);
        checks.extend(of_record);
        facts.extend(said);
        checks.extend(policy::check(document, files, &part, &shown));
        checks.extend(quality::check(document, files, &part));
    }
    Report {
        of: Thing::Package,
        facts,
        checks,
    }
}
