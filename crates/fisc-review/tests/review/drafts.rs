//! Papers made from the case say what the record says, and the record takes what they say where.

use crate::world::*;
use fisc_model::act::*;
use fisc_review::Lang;
use fisc_review::paper::{Draft, Head, Kind, draft, identify};

fn make(w: &mut World, kind: Kind, id: &str, about: &str) -> Option<Draft> {
    let head = Head {
        lang: Lang::Zh,
        engagement: "e1",
        title: "E1",
        office: "审计机关",
        currency: "CNY",
        document: id,
        version: 1,
        number: "",
        date: None,
    };
    draft(w.case(), head, kind, about).expect("a docx")
}

#[test]
fn what_a_draft_says_where_is_taken_as_it_is() {
    let mut w = World::new();
    assert_eq!(make(&mut w, Kind::Report, "R", AUDITEE), None, "no finding");
    w.ok("member", confirm("L1", 10_000));
    w.ok("member2", confirm("L2", 20_000));
    let mut written = finding(1);
    written.remedy = both("to be returned");
    w.ok("member", write(written));
    let papers = [
        (Kind::ExposureDraft, "member"),
        (Kind::Report, "member"),
        (Kind::Decision, "member"),
        (Kind::ReviewOpinion, "reviewer"),
        (Kind::AdjudicationOpinion, "adjudicator"),
        (Kind::Minutes, "recorder"),
    ];
    for (n, (kind, person)) in papers.into_iter().enumerate() {
        let id = format!("P-{n}");
        let made = make(&mut w, kind, &id, AUDITEE).expect("a finding");
        assert_eq!(
            make(&mut w, kind, &id, AUDITEE).as_ref(),
            Some(&made),
            "the same again"
        );
        let said = identify(&made.bytes).expect("it says what it is");
        assert_eq!((said.kind, said.document.as_str()), (kind, id.as_str()));
        assert_eq!(said.subjects[0].name, "finding/F-1@1");
        assert_eq!(made.says["F-1"].version, 1);
        assert!(!made.blanks.is_empty(), "{kind:?}");
        assert!(!made.blanks.iter().any(String::is_empty), "{kind:?}");
        let document = Document {
            id: id.clone(),
            kind: kind.document().expect("the record knows it"),
            version: 1,
            file: w.attach(&format!("{id}.docx")),
            findings: made.says,
        };
        w.ok(person, Act::PutDocument { document });
        assert_eq!(Kind::of(kind.document().expect("known")), Some(kind));
    }
    let receipt = make(&mut w, Kind::Receipt, "P-1", "P-1").expect("a document");
    let said = identify(&receipt.bytes).expect("it says what it is");
    assert_eq!(said.subjects[0].name, "document/P-1@1");
    assert!(receipt.says.is_empty());
    assert_eq!(make(&mut w, Kind::Receipt, "X", "X"), None);
    assert_eq!(make(&mut w, Kind::Report, "R", "another"), None);
}
