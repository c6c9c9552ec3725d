//! The report as it is now, and that it would notice.

use super::sheet::Sheet;
use super::*;

fn empty(rounds_up: bool) -> Sheet {
    Sheet {
        id: "t",
        title: "",
        source: "",
        functions: "",
        rounds_up,
        notes: &[],
        cells: Vec::new(),
    }
}

fn outcome(rounds_up: bool, published: &str, computed: f64) -> (Outcome, Option<Reason>) {
    let mut sheet = empty(rounds_up);
    sheet.number(&[("x", "1")], published, Ok::<f64, String>(computed));
    (sheet.cells[0].outcome, sheet.cells[0].reason)
}

#[test]
fn every_cell_agrees_or_is_explained() {
    let report = report(None);
    for table in &report.tables {
        for cell in table
            .values
            .iter()
            .filter(|c| c.outcome == Outcome::Differs)
        {
            eprintln!(
                "{} {:?} {} {}",
                table.id, cell.at, cell.published, cell.computed
            );
        }
        eprintln!("{} {:?}", table.id, table.count);
    }
    eprintln!("{:?} {:?}", report.count, report.reasons);
    assert_eq!(report.count.differ, 0);
}

#[test]
fn a_value_is_judged_by_its_printed_digits() {
    use Outcome::{Agrees, Differs, Explained};
    for (up, published, computed, expected) in [
        (false, "3.00", 2.995_732_273_55, (Agrees, None)),
        (false, "4.75", 4.743_864_518_39, (Differs, None)),
        (
            true,
            "4.75",
            4.743_864_518_39,
            (Explained, Some(Reason::RoundedUp)),
        ),
        // Up is one step, and never down.
        (true, "4.76", 4.743_864_518_39, (Differs, None)),
        (true, "4.74", 4.746, (Differs, None)),
        (true, "5", 5.0, (Agrees, None)),
        (true, "6", 5.000_000_000_000_1, (Differs, None)),
        (false, ".93", 0.925, (Agrees, None)),
        (false, "x", 1.0, (Differs, None)),
    ] {
        assert_eq!(
            outcome(up, published, computed),
            expected,
            "{published} {computed}"
        );
    }
}
