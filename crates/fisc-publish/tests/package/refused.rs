//! A run and leads that contradict each other give no package, and the message says where.

use crate::fixture::{Fixture, fixture};
use fisc_model::Money;
use fisc_publish::{Draft, draft};

fn refusal(change: impl FnOnce(&mut Fixture)) -> String {
    let mut f = fixture();
    change(&mut f);
    let result = draft(&Draft {
        run: &f.run,
        leads: &f.leads,
        names: &f.names,
        conformance: b"{}",
    });
    result.expect_err("contradictory").to_string()
}

#[test]
fn contradictions() {
    let cases: [(String, &str); 7] = [
        (
            refusal(|f| f.run.methods[3].leads = 9),
            "method EXE-003: leads/run.json says leads 9, the leads give 3",
        ),
        (
            refusal(|f| f.run.methods[3].evidence = 9),
            "says evidence rows 9, the leads give 4",
        ),
        (
            refusal(|f| f.run.methods[3].amount = Money(1)),
            "says amount 0.01, the leads give 1620334.51",
        ),
        (
            refusal(|f| f.leads[0].method = "X".into()),
            "its method X is not in",
        ),
        (
            refusal(|f| f.leads[0].run_id = "X".into()),
            "it is of run X",
        ),
        (
            refusal(|f| f.leads[2].amount = Money(1)),
            "its amount is 0.01, its evidence adds up to 1266334.01",
        ),
        (
            refusal(|f| f.run.methods[0].population.as_mut().expect("one").tested = 1),
            "method CTL-001: 1 rows tested + 0 excluded are not its population of 28923",
        ),
    ];
    for (message, expected) in cases {
        assert!(message.contains(expected), "{message}");
        assert!(message.contains("fisc run"), "{message}: what to do");
    }
}
