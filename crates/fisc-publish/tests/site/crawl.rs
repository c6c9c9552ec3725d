//! Every link leads somewhere, nothing is loaded from elsewhere, and no text becomes markup.

use crate::fixture::{about_people, build, publication, two, with_form};
use fisc_publish::Package;
use fisc_publish::publication::{Correction, CorrectionItem, CorrectionKind};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Where a relative link leads.
fn resolve(from: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('#').next().unwrap_or_default().split('/') {
        match part {
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// What is wrong with the package's links, and the pages reached from the start.
pub fn crawl(package: &Package) -> (Vec<String>, BTreeSet<String>) {
    let (mut problems, mut seen, mut open) =
        (Vec::new(), BTreeSet::new(), vec!["index.html".to_string()]);
    while let Some(path) = open.pop() {
        if !seen.insert(path.clone()) || !path.ends_with(".html") {
            continue;
        }
        let page = String::from_utf8_lossy(&package[&path]);
        for attribute in [" href=\"", " src=\""] {
            for rest in page.split(attribute).skip(1) {
                let link = rest.split('"').next().unwrap_or_default();
                if link.starts_with("https://creativecommons.org/") || link.starts_with('#') {
                    continue;
                }
                match resolve(&path, link).filter(|to| package.contains_key(to)) {
                    Some(to) => open.push(to),
                    None => problems.push(format!("{path}: {link}")),
                }
            }
        }
    }
    (problems, seen)
}

#[test]
fn every_link_leads_somewhere_and_every_file_is_reached() {
    let package = build(&publication());
    let (problems, seen) = crawl(&package);
    assert_eq!(problems, [""; 0]);
    let lost: Vec<&String> = package
        .keys()
        .filter(|path| !seen.contains(*path) && path.ends_with(".html"))
        .collect();
    assert!(lost.is_empty(), "nothing leads to {lost:?}");
    assert!(seen.contains("findings/7.html") && seen.contains("en/findings/_e5_ae_a110.html"));
}

/// People affected: a page that is reached where there are some, with marks and without numbers
/// where they are withheld.
#[test]
fn people_affected_have_a_page_and_withheld_figures_a_mark() {
    let p = about_people();
    let package = build(&p);
    let (problems, seen) = crawl(&package);
    assert_eq!(problems, [""; 0]);
    assert!(seen.contains("people.html") && seen.contains("en/people.html"));
    for path in ["people.html", "en/people.html"] {
        let page = String::from_utf8_lossy(&package[path]);
        assert!(
            page.contains("4,321") && page.contains("98,765.43"),
            "{page}"
        );
        assert_eq!(page.matches("class=\"withheld\"").count(), 3, "{page}");
    }
    assert!(!build(&publication()).contains_key("people.html"));
}

/// The finding that somebody asks about goes with the link; without a form all stays as it was.
#[test]
fn the_web_form_is_linked_with_the_finding_where_there_is_one() {
    let p = publication();
    let package = with_form(&p, "https://form.example/");
    let has = |path: &str, link: &str| {
        let page = String::from_utf8_lossy(&package[path]);
        assert!(page.contains(&format!("href=\"{link}\"")), "{path}: {page}");
    };
    has("feedback.html", "https://form.example/?lang=zh");
    has("en/feedback.html", "https://form.example/?lang=en");
    has(
        "findings/2.html",
        "https://form.example/?lang=zh&amp;finding=2",
    );
    has(
        "en/findings/_e5_ae_a110.html",
        "https://form.example/?lang=en&amp;finding=%E5%AE%A110",
    );
    let without = build(&p);
    assert!(
        without
            .values()
            .all(|file| !String::from_utf8_lossy(file).contains("form.example"))
    );
}

#[test]
fn every_entry_of_a_feed_leads_to_its_place() {
    let package = build(&publication());
    for path in ["feed.json", "en/feed.json"] {
        let feed: serde_json::Value = serde_json::from_slice(&package[path]).expect("JSON");
        let items = feed["items"].as_array().expect("items");
        assert!(items.len() > 4);
        for item in items {
            let id = item["id"].as_str().expect("an id");
            let id = id
                .strip_prefix("https://audit.example/2025/")
                .expect("below the address");
            let (file, place) = id.split_once('#').unwrap_or((id, "main"));
            let page = String::from_utf8_lossy(&package[file]);
            assert!(page.contains(&format!("id=\"{place}\"")), "{id}");
        }
    }
}

#[test]
fn every_page_has_its_frame_and_loads_nothing_from_elsewhere() {
    for (path, bytes) in build(&publication())
        .iter()
        .filter(|(p, _)| p.ends_with(".html"))
    {
        let page = String::from_utf8_lossy(bytes);
        for (what, n) in [
            ("<h1>", 1),
            ("<main id=\"main\">", 1),
            ("Content-Security-Policy", 1),
            ("class=\"switch\"", 1),
            (" lang=\"", 2),
        ] {
            let found = page.matches(what).count();
            assert!(
                if n == 1 { found == 1 } else { found >= n },
                "{path}: {what} {found}"
            );
        }
        for outside in [
            "src=\"http",
            "<link rel=\"stylesheet\" href=\"http",
            " style=\"",
            " onclick",
            "PERSON-ID",
            "INTERNAL",
        ] {
            assert!(!page.contains(outside), "{path}: {outside}");
        }
    }
}

#[test]
fn what_is_withheld_or_withdrawn_counts_nowhere() {
    let package = build(&publication());
    for (path, bytes) in &package {
        assert!(
            !String::from_utf8_lossy(bytes).contains("350,000.50")
                && !String::from_utf8_lossy(bytes).contains("350000.50"),
            "{path} shows a withheld amount"
        );
    }
    let mut p = publication();
    let before = String::from_utf8_lossy(&build(&p)["figures/by-level.csv"]).into_owned();
    assert!(before.contains("1616334.51"));
    p.corrections[0].what[0].finding = Some("1".into());
    let after = build(&p);
    assert!(!String::from_utf8_lossy(&after["figures/by-level.csv"]).contains("1616334.51"));
    let page = String::from_utf8_lossy(&after["findings/1.html"]).into_owned();
    assert!(
        page.contains("已撤回") && page.contains("1,616,334.51"),
        "the page stays"
    );
}

/// A release that takes back everything: it says so first, with the reasons, draws nothing of it and
/// counts nothing, and every page still stands.
#[test]
fn where_all_was_withdrawn_the_site_says_so_and_why() {
    let mut p = publication();
    let numbers: Vec<String> = p.findings.values().map(|f| f.number.clone()).collect();
    p.findings.clear();
    p.auditees.clear();
    p.withheld.clear();
    p.independence.leader_years.clear();
    p.corrections.push(Correction {
        release: 2,
        published_on: p.issue.published_on,
        digest: "d".repeat(64),
        what: numbers
            .iter()
            .map(|n| CorrectionItem {
                finding: Some(n.clone()),
                kind: CorrectionKind::Withdrawn,
                reason: two("The ledger was wrong.", "账套有误。"),
            })
            .collect(),
    });
    let package = build(&p);
    let (problems, seen) = crawl(&package);
    assert_eq!(problems, [""; 0]);
    let text = |path: &str| String::from_utf8_lossy(&package[path]).into_owned();
    let said = [
        ("index.html", "全部撤回", "账套有误。"),
        (
            "en/index.html",
            "have been withdrawn",
            "The ledger was wrong.",
        ),
    ];
    for (path, words, reason) in said {
        let page = text(path);
        assert!(page.contains(words), "{page}");
        // Number 7 went earlier, for a reason of its own.
        assert_eq!(page.matches(reason).count(), numbers.len(), "{page}");
        assert!(!page.contains("publishes") && !page.contains("公布审计发现"));
    }
    for number in &numbers {
        let path = format!("en/findings/{}", fisc_publish::site::file_name(number));
        assert!(seen.contains(&path), "{path} is reached");
        assert!(text(&path).contains("The ledger was wrong."));
    }
    for path in ["en/message.txt", "en/news.txt"] {
        let told = text(path);
        assert!(
            told.contains("published findings of") && !told.contains("apart"),
            "{told}"
        );
    }
    let feed: serde_json::Value = serde_json::from_slice(&package["feed.json"]).expect("JSON");
    let items = feed["items"].as_array().expect("items");
    assert_eq!(
        items.len(),
        1 + numbers.len(),
        "the release and what it took back"
    );
    let table = text("figures/findings.csv");
    assert_eq!(table.lines().count(), 1, "{table}");
    // Where something still stands nothing of this is said.
    assert!(!String::from_utf8_lossy(&build(&publication())["index.html"]).contains("全部撤回"));
}

#[test]
fn the_same_publication_gives_the_same_bytes() {
    assert_eq!(build(&publication()), build(&publication()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn no_text_becomes_markup_and_every_link_still_leads_somewhere(text in "(\\PC|[<>&\"'/.\\\\\u{f8ff}]){0,24}") {
        let mut p = publication();
        let marked = format!("<b id=x>{text}</script><script>");
        let f = p.findings.get_mut("F-1").expect("a finding");
        f.number.clone_from(&text);
        f.title = two(&marked, &marked);
        f.facts = two(&marked, &marked);
        f.criteria[0].text.clone_from(&marked);
        f.replies[0].text.clone_from(&marked);
        p.title.clone_from(&marked);
        p.issue.body = two(&marked, &marked);
        p.transfers[0].from.clone_from(&marked);
        let other = p.auditees.remove("990101001").expect("an auditee");
        p.auditees.insert(marked.clone(), fisc_publish::publication::Auditee { name: marked.clone(), ..other });
        p.findings.get_mut("F-3").expect("a finding").auditee.clone_from(&marked);
        let package = build(&p);
        for (path, bytes) in &package {
            let page = String::from_utf8_lossy(bytes);
            prop_assert!(!page.contains("<b id") || path.ends_with(".txt") || path.ends_with(".csv") || path.ends_with(".json"), "{}", path);
        }
        let (problems, _) = crawl(&package);
        prop_assert!(problems.is_empty(), "{:?}", problems);
    }
}
