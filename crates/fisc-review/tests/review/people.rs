//! Who is who: only the owner says so, and what somebody once was is not forgotten.

use crate::world::*;
use fisc_model::act::*;

#[test]
fn only_the_owner_enrols() {
    let mut w = World::new();
    let person = |id: &str, unit: &str, key: String| Act::EnrolPerson {
        id: id.into(),
        name: "New".into(),
        unit: unit.into(),
        key,
    };
    let fresh = key(99).public().to_string();
    for (who, act, rule) in [
        ("leader", person("new", "department", fresh.clone()), "role"),
        (
            "owner",
            person("new", "nowhere", fresh.clone()),
            "unknown-unit",
        ),
        ("owner", person("a/b", "department", fresh.clone()), "id"),
        ("owner", person("log", "department", fresh.clone()), "id"),
        (
            "owner",
            person("leader", "department", fresh.clone()),
            "person-exists",
        ),
        (
            "owner",
            person("new", "department", key(10).public().to_string()),
            "key-taken",
        ),
        (
            "owner",
            person("new", "department", key(2).public().to_string()),
            "key-taken",
        ),
        (
            "owner",
            person("new", "department", "ed25519:x".into()),
            "key-form",
        ),
        (
            "owner",
            Act::Unassign {
                id: "owner".into(),
                role: Role::Owner,
            },
            "last-owner",
        ),
        (
            "owner",
            Act::SetPolicy {
                policy: "[rules]".into(),
                reason: "simpler".into(),
            },
            "policy",
        ),
        (
            "owner",
            Act::Assign {
                id: "leader".into(),
                role: Role::Auditee,
                auditee: None,
            },
            "assign-auditee",
        ),
        (
            "leader",
            Act::Recuse {
                id: "member".into(),
                auditee: AUDITEE.into(),
                reason: "x".into(),
            },
            "role",
        ),
    ] {
        let refusal = w.refused(who, act);
        assert_eq!(refusal.rule, rule, "{}", refusal.en);
    }
    w.ok("owner", person("new", "department", fresh));
}

#[test]
fn units_are_fixed_once_decisions_rest_on_them() {
    let mut w = World::new();
    let unit = |unit_kind| Act::EnrolUnit {
        unit: "department".into(),
        name: "department".into(),
        unit_kind,
    };
    w.ok("owner", unit(UnitKind::Department));
    w.found();
    w.through(Stage::Leader);
    assert_eq!(
        w.refused("owner", unit(UnitKind::OtherOffice)).rule,
        "unit-fixed"
    );
}

#[test]
fn who_left_the_team_does_not_review_it() {
    let mut w = World::new();
    let take = |id: &str, role| Act::Unassign {
        id: id.into(),
        role,
    };
    w.ok("owner", take("member2", Role::Member));
    let give = Act::Assign {
        id: "member2".into(),
        role: Role::Reviewer,
        auditee: None,
    };
    w.ok("owner", give);
    w.ok("member", confirm("L1", 100_00));
    w.ok("member", confirm("L2", 200_00));
    w.ok("member", write(finding(1)));
    w.through(Stage::Exposure);
    let review = decide(Stage::Department, Verdict::Approve, 1, &[]);
    assert_eq!(w.refused("member2", review).rule, "team-reviews");
}

#[test]
fn a_second_key_signs_and_a_revoked_one_does_not() {
    let mut w = World::new();
    let second = Act::EnrolKey {
        id: "member".into(),
        key: key(77).public().to_string(),
    };
    w.ok("owner", second);
    let revoke = Act::RevokeKey {
        id: "member".into(),
        key: w.keys["member"].public().to_string(),
        from: w.now,
        reason: "replaced".into(),
    };
    w.ok("owner", revoke.clone());
    assert_eq!(w.refused("owner", revoke).rule, "revoked-before");
    assert!(w.submit("member", confirm("L1", 100_00)).is_err());
    w.keys.insert("member".into(), key(77));
    w.ok("member", confirm("L1", 100_00));
}

#[test]
fn a_refused_policy_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let toml = "[engagement]\nid = 'e1'\ntitle = 'E1'\nfiscal_year = 2025\ncurrency = 'CNY'\n";
    std::fs::write(folder.path().join("fisc.toml"), toml).expect("written");
    let create = |policy: &str| {
        let owner = fisc_review::office::NewPerson {
            id: "owner".into(),
            name: "Owner".into(),
            unit: "leadership".into(),
        };
        let now = "2026-03-02T02:00:00Z".parse().expect("a time");
        fisc_review::Office::create(folder.path(), policy, owner, &key(1), &[2; 32], now)
    };
    let error = create("[rules]").expect_err("no policy").to_string();
    assert!(error.starts_with("The policy is refused"), "{error}");
    assert_eq!(
        std::fs::read_dir(folder.path()).expect("a folder").count(),
        1
    );
    let catalogue = fisc_catalogue::Catalogue::embedded();
    let cn = catalogue.text("policies/cn.toml").expect("shipped");
    let size = create(cn).expect("opened").case().expect("a record").size();
    assert_eq!(size, 1);
    assert!(create(cn).is_err(), "begun once");
    let mut again = fisc_review::Office::open(folder.path()).expect("opened");
    assert_eq!(again.case().expect("a record").size(), 1);
}
