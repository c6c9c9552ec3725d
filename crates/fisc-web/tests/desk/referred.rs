//! A referred matter, searched for in everything that the desk shows to others. Two desks are alike
//! but for the referral (the lead put away as referred, the matter, its letter); everybody who keeps
//! no referrals, and nobody, follows every link there is on both. What is compared: status, headers
//! and body of each answer, counts and files among them, and the record as it is exported. Not
//! compared: the size of the database's file, which whoever reads the folder can see.

use crate::fixture::{Desk, PASSWORD, PEOPLE, REFERRED, letter};
use crate::http::{Request, encode};
use std::collections::{BTreeMap, BTreeSet};

/// What an answer says, apart from what is drawn anew for each.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

fn send(desk: &Desk, method: &str, path: &str, cookie: Option<&str>, body: &str) -> Said {
    let own = desk.address.to_string();
    let mut headers = vec![("Host".to_string(), own.clone())];
    headers.push(("Accept-Language".into(), "zh".into()));
    if method == "POST" {
        headers.push(("Origin".into(), format!("http://{own}")));
        headers.push(("Sec-Fetch-Site".into(), "same-origin".into()));
        let kind = "application/x-www-form-urlencoded";
        headers.push(("Content-Type".into(), kind.into()));
    }
    headers.extend(cookie.map(|c| ("Cookie".to_string(), c.to_string())));
    let request = Request {
        method: method.into(),
        path: path.into(),
        headers,
        body: body.as_bytes().to_vec(),
        length: None,
    };
    let answer = request.send(desk.address);
    let mut headers = answer.headers;
    headers.retain(|(n, _)| !n.eq_ignore_ascii_case("date"));
    Said {
        status: answer.status,
        headers,
        body: answer.body.replace(&own, "OWN"),
    }
}

fn log_in(desk: &Desk, person: &str) -> String {
    let fields = format!("person={person}&password={}", encode(PASSWORD));
    let said = send(desk, "POST", "/login", None, &fields);
    let set = said.headers.iter();
    let mut set = set.filter(|(n, _)| n.eq_ignore_ascii_case("set-cookie"));
    let (_, cookie) = set
        .next()
        .unwrap_or_else(|| panic!("{person}: {}", said.body));
    cookie.split(';').next().expect("a pair").to_string()
}

/// Every address within the desk that a page names.
fn links(body: &str) -> Vec<String> {
    let mut all = Vec::new();
    for start in ["href=\"", "src=\"", "action=\""] {
        for rest in body.split(start).skip(1) {
            let link = rest.split('"').next().unwrap_or_default();
            let link = link.split('#').next().unwrap_or_default();
            let link = link.replace("&amp;", "&");
            if link.starts_with('/') {
                all.push(link);
            }
        }
    }
    all
}

/// Everything that can be reached, and what lies where a referral would.
fn crawl(desk: &Desk, cookie: Option<&str>) -> BTreeMap<String, Said> {
    let sha256 = letter();
    let mut next: BTreeSet<String> = BTreeSet::from([
        "/".to_string(),
        "/referrals".to_string(),
        format!("/referrals/files/{sha256}"),
        format!("/files/{sha256}"),
        format!("/documents/{}", REFERRED[7]),
    ]);
    let mut seen = BTreeMap::new();
    while let Some(path) = next.pop_first() {
        let said = send(desk, "GET", &path, cookie, "");
        for link in links(&said.body) {
            if link != path && !seen.contains_key(&link) {
                next.insert(link);
            }
        }
        seen.insert(path, said);
        assert!(seen.len() < 2_000, "the desk does not end");
    }
    seen
}

#[test]
fn a_referred_matter_is_nowhere_for_others() {
    let (without, with) = (Desk::open(), Desk::open_with_referral());
    let people = PEOPLE.iter().map(|p| Some(p.0));
    let mut pages = 0;
    for person in people.chain([None]).filter(|p| *p != Some("referrer")) {
        let seen = |desk: &Desk| {
            let cookie = person.map(|p| log_in(desk, p));
            crawl(desk, cookie.as_deref())
        };
        let (plain, referred) = (seen(&without), seen(&with));
        let who = person.unwrap_or("nobody");
        let paths = |all: &BTreeMap<String, Said>| all.keys().cloned().collect::<Vec<_>>();
        assert_eq!(paths(&plain), paths(&referred), "{who}");
        for (path, said) in &referred {
            assert_eq!(said, &plain[path], "{who}: {path}");
            for word in REFERRED {
                // What was asked for is what is asked about.
                let found = said.body.contains(word) && !path.contains(word);
                assert!(!found, "{who} reads {word} at {path}");
            }
        }
        if person.is_some() {
            assert!(referred.len() > 5, "{who} sees next to nothing");
        }
        pages += referred.len();
    }
    assert!(pages > 100, "{pages} pages are not all");
    assert!(without.record() == with.record(), "the record differs");
    // The search would find it: its keeper does.
    let cookie = log_in(&with, "referrer");
    let own = crawl(&with, Some(&cookie));
    for word in [
        REFERRED[0],
        REFERRED[1],
        REFERRED[2],
        REFERRED[3],
        REFERRED[8],
    ] {
        let found = own.values().any(|said| said.body.contains(word));
        assert!(found, "who keeps referrals does not find {word}");
    }
}
