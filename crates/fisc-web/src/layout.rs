//! The frame of every page: landmarks, one heading, where one is, the other language, who is logged
//! in.

use crate::texts::Tongue;
use crate::visit::{Visit, Who};
use fisc_i18n::Lang;
use maud::{DOCTYPE, Markup, html};

/// A page in the navigation: address and message, for whom.
type Entry = (&'static str, &'static str, fn(&Who) -> bool);

/// The pages that stand in the navigation.
const PAGES: [Entry; 16] = [
    ("/", "nav-queue", |_| true),
    ("/leads", "nav-leads", Who::inside),
    ("/findings", "nav-findings", |_| true),
    ("/auditees", "nav-auditees", |_| true),
    ("/documents", "nav-documents", Who::inside),
    ("/rectification", "nav-rectification", |_| true),
    ("/gate", "nav-gate", Who::inside),
    ("/accountability", "nav-accountability", Who::inside),
    ("/methods", "nav-methods", Who::inside),
    ("/coverage", "nav-coverage", Who::inside),
    ("/public", "nav-public", Who::inside),
    ("/risk", "risk", Who::inside),
    ("/people", "nav-people", Who::inside),
    ("/record", "nav-record", Who::inside),
    ("/referrals", "nav-referrals", Who::refers),
    ("/account", "nav-account", |_| true),
];

/// A whole page with this heading around these contents. `back` is where the switch of language
/// leads: the page itself, or for the answer to a form the page that the form stands on.
#[must_use]
pub fn whole(v: &Visit<'_>, heading: &str, main: &Markup) -> Markup {
    // What is audited is not said to who is not logged in.
    let title = v.who.as_ref().map_or("fisc", |_| v.desk.title());
    let t = v.tongue;
    let (other, other_code, word) = match t.0 {
        Lang::En => ("zh", "zh-CN", "中文"),
        Lang::Zh => ("en", "en", "English"),
    };
    let here = if v.post { &v.path } else { &v.asked };
    let switch = format!("/language/{other}?back={}", escape(here));
    html! {
        (DOCTYPE)
        html lang=(t.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (heading) " · " (title) }
                link rel="stylesheet" href="/style.css";
                link rel="icon" href="/icon.svg" type="image/svg+xml";
            }
            body {
                a.skip href="#main" { (t.t("skip")) }
                header { div {
                    p.brand { a href="/" { (title) } }
                    div.who {
                        @if let Some(who) = &v.who {
                            span { (who.name) }
                            form method="post" action="/logout" {
                                button.quiet type="submit" { (t.t("logout")) }
                            }
                        }
                        a href=(switch) lang=(other_code) hreflang=(other_code) { (word) }
                    }
                    @if let Some(who) = &v.who { (navigation(t, who, &v.path)) }
                } }
                main #main tabindex="-1" {
                    h1 { (heading) }
                    (main)
                }
                footer { p { (t.t("footer")) } }
            }
        }
    }
}

fn navigation(t: Tongue, who: &Who, path: &str) -> Markup {
    let here = |to: &str| match to {
        "/" => path == "/",
        _ => path == to || path.strip_prefix(to).is_some_and(|r| r.starts_with('/')),
    };
    html! {
        nav.pages aria-label=(t.t("nav")) { ul {
            @for (to, id, _) in PAGES.iter().filter(|(_, _, may)| may(who)) {
                li { a href=(to) aria-current=[here(to).then_some("page")] { (t.t(id)) } }
            }
        } }
    }
}

/// A text as a part of an address.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// A path of ours that a request names, else the first page: never a way to another site.
#[must_use]
pub fn own_path(text: &str) -> &str {
    let plain = text.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if plain && text.starts_with('/') && !text.starts_with("//") {
        text
    } else {
        "/"
    }
}

/// A table that may be wider than its page: reachable by keyboard, named by its caption.
#[must_use]
pub fn scroll(label: &str, table: &Markup) -> Markup {
    html! { div.scroll role="group" aria-label=(label) tabindex="0" { (table) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_elsewhere() {
        for (text, path) in [
            ("/leads?sort=amount", "/leads?sort=amount"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
        ] {
            assert_eq!(own_path(text), path, "{text}");
        }
        assert_eq!(escape("/a?b=中&c"), "%2Fa%3Fb%3D%E4%B8%AD%26c");
    }
}
