//! A publication of ten thousand findings: the overview stays small.

use crate::fixture::{build, finding, publication};
use fisc_model::finding::AmountKind;
use fisc_publish::publication::{Auditee, Publication, Transfer};

fn large(n: usize) -> Publication {
    use AmountKind::{Idle, Irregular, Loss, Mismanaged, OwedToTreasury};
    let mut p = publication();
    p.findings.clear();
    for i in 0..n / 20 {
        let level = ["province", "city", "county", "township"][i % 4];
        let auditee = Auditee {
            name: format!("第{i}号单位"),
            gov_code: "990101".into(),
            government: "青山省".into(),
            level: level.into(),
        };
        p.auditees.insert(format!("A{i:06}"), auditee);
        p.transfers.push(Transfer {
            from: "青山省财政厅".into(),
            to: format!("第{i}号单位"),
            amount: fisc_model::Money(i as i128 * 10_000_000),
        });
    }
    for i in 0..n {
        let kind = [Irregular, Loss, Mismanaged, OwedToTreasury, Idle][i % 5];
        let auditee = format!("A{:06}", i * 7 % (n / 20));
        let mut f = finding(
            &(i + 1).to_string(),
            "Payments before the release of the budget line",
            "指标下达前支付资金",
            &auditee,
            kind,
            &format!("{}.07", i * 997 % 1_000_003),
        );
        f.material = i % 50 == 0;
        p.findings.insert(format!("F-{i}"), f);
    }
    p
}

#[test]
fn the_overview_stays_small() {
    let package = build(&large(2_000));
    for path in ["index.html", "en/index.html"] {
        let size = package[path].len();
        assert!(size < 300_000, "{path}: {size} bytes");
    }
}

#[test]
fn the_overview_of_ten_thousand_findings_stays_small() {
    let package = build(&large(10_000));
    assert!(package.len() > 20_000, "{} files", package.len());
    for overview in ["index.html", "en/index.html"] {
        let bytes = package[overview].len();
        assert!(bytes < 300_000, "{overview}: {bytes} bytes");
    }
}
