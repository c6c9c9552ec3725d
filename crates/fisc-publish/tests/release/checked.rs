//! What people confirmed before publication, as the verifier sees it.

use crate::office::{Confirms, Office};
use crate::{given, said};
use fisc_model::act::Role;
use fisc_verify::{Lang, verify_with};

/// As it should be.
pub const HONEST: Confirms = Confirms {
    signer: "publisher",
    named: "publisher",
    item: "secrecy",
    role: Role::Publisher,
    release: 1,
    objection: "",
    over: None,
    content: None,
    state: "green",
};

/// What the verifier says of a release that was confirmed so, and whether it holds.
fn judged(confirms: Confirms) -> (bool, String) {
    let mut office = Office::new();
    office.confirms = Some(confirms);
    let released = office.release();
    let report = verify_with(&released.files, &given(&released.office)).expect("a package");
    let found = report.checks.iter().find(|c| c.kind == "confirmations");
    let others = report.checks.iter().filter(|c| c.kind != "confirmations");
    let wrong: Vec<&str> = others
        .filter(|c| !c.problems.is_empty())
        .map(|c| c.kind)
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let fine = found.expect("it is checked").problems.is_empty();
    (fine, said(&report, Lang::En) + &said(&report, Lang::Zh))
}

#[test]
fn a_confirmation_of_these_files_is_proved() {
    let (fine, text) = judged(HONEST);
    assert!(fine, "{text}");
    assert!(
        text.contains("proved  what people confirmed before publication"),
        "{text}"
    );
    // Where a package says nothing of it, nothing is said of it.
    let silent = Office::new().release();
    let report = verify_with(&silent.files, &given(&silent.office)).expect("a package");
    assert!(report.checks.iter().all(|c| c.kind != "confirmations"));
}

#[test]
fn what_is_no_confirmation_is_named() {
    let other = "0000000000000000000000000000000000000000000000000000000000000000";
    let cases = [
        (
            "is no confirmation",
            Confirms {
                signer: "head",
                ..HONEST
            },
        ),
        (
            "is no confirmation",
            Confirms {
                named: "head",
                ..HONEST
            },
        ),
        (
            "is no confirmation",
            Confirms {
                item: "facts",
                ..HONEST
            },
        ),
        (
            "is no confirmation",
            Confirms {
                role: Role::Head,
                ..HONEST
            },
        ),
        (
            "is no confirmation",
            Confirms {
                release: 2,
                ..HONEST
            },
        ),
        (
            "is no confirmation",
            Confirms {
                objection: "a secret",
                ..HONEST
            },
        ),
        (
            "is no confirmation",
            Confirms {
                over: Some(b"an older list"),
                ..HONEST
            },
        ),
        (
            "the list of the files has the digest",
            Confirms {
                content: Some(other),
                ..HONEST
            },
        ),
        (
            "was not in order",
            Confirms {
                state: "red",
                ..HONEST
            },
        ),
        (
            "without the role, publisher",
            Confirms {
                signer: "member",
                named: "member",
                ..HONEST
            },
        ),
    ];
    for (n, (expected, confirms)) in cases.into_iter().enumerate() {
        let (fine, text) = judged(confirms);
        assert!(
            !fine && text.contains(expected),
            "case {n}, {expected}: {text}"
        );
    }
}
