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
#[expect(clippy::print_stderr, reason = "names what differs")]
fn every_cell_agrees_or_is_explained() {
    let report = report(None);
    for table in &report.tables {
        for cell in &table.values {
            if cell.outcome == Outcome::Differs {
                eprintln!("{}: {cell:?}", table.id);
            }
        }
    }
    let given = |name| report.reasons.get(name).map_or(0, |g: &Given| g.cells);
    let Count {
        cells,
        agree,
        explained,
        differ,
    } = report.count;
    assert_eq!((cells, agree, explained, differ), (1_731, 1_409, 322, 0));
    assert_eq!(given("rounded-up"), 319);
    assert_eq!(given("misses-confidence"), 2);
    assert_eq!(given("misprint"), 1);
    assert_eq!(report.not_computed, [ledgers::ID]);
    let sum: usize = report.tables.iter().map(|t| t.count.cells).sum();
    assert_eq!(sum, cells);
}

/// The printed plan that misses its confidence does miss it, and the next one does not.
#[test]
fn the_printed_plan_misses_its_confidence() {
    use crate::sampling::plan::{Question, passes};
    for expected in ["3.25%", "3.5%"] {
        let question = Question {
            distribution: crate::sampling::Distribution::Binomial,
            confidence: "90%".parse().unwrap(),
            tolerable: "7%".parse().unwrap(),
            expected: expected.parse().unwrap(),
            population: None,
        };
        assert!(!passes(&question, 112) && passes(&question, 113));
    }
}

#[test]
fn the_report_is_a_file() {
    let report = report(None);
    let bytes = report.json().unwrap();
    assert_eq!(bytes.last(), Some(&b'\n'));
    let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(json["schema_version"], 1);
    assert_eq!(json["cells"], 1_731);
    let first = &json["tables"][0];
    assert_eq!(first["id"], "aicpa-a-1");
    assert_eq!(first["values"][0]["at"]["tolerable"], "2%");
    assert_eq!(first["values"][0]["published"], "149");
    assert_eq!(first["values"][0]["outcome"], "agrees");
    let names: std::collections::BTreeSet<&str> = report.tables.iter().map(|t| t.id).collect();
    assert_eq!(names.len(), report.tables.len());
    assert_eq!(bytes, super::report(None).json().unwrap());
}

/// At another place, or with another computed value, nothing is explained.
#[test]
fn a_note_holds_for_one_value_only() {
    const NOTES: &[sheet::Note] = &[sheet::Note {
        at: &[("x", "1")],
        computed: "113",
        reason: Reason::MissesConfidence,
    }];
    let judged = |x: &str, computed: u64| {
        let mut sheet = empty(false);
        sheet.notes = NOTES;
        sheet.whole(&[("x", x)], "112", Ok::<u64, String>(computed));
        sheet.cells[0].outcome
    };
    assert_eq!(judged("1", 113), Outcome::Explained);
    assert_eq!(judged("1", 112), Outcome::Agrees);
    assert_eq!(judged("1", 114), Outcome::Differs);
    assert_eq!(judged("2", 113), Outcome::Differs);
    let mut sheet = empty(true);
    sheet.number(&[], "1.0", Err::<f64, String>("no".into()));
    assert_eq!(sheet.cells[0].outcome, Outcome::Differs);
    assert_eq!(sheet.cells[0].computed, "no");
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
