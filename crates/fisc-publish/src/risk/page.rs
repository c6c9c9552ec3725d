//! Pictures as files: a page that stands for itself, and a drawing alone.

use super::words::t;
use super::{Made, figures, latest, tables};
use crate::i18n::Lang;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const PAGES: &str = include_str!("../style.css");
/// What drawings of risk need beyond the style of all pages: for the desk's style sheet too.
pub const STYLE: &str = include_str!("risk.css");
/// Browsers hold the page to this: no script, nothing from elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";
/// A drawing alone has no page to take its width from.
const ALONE: &str = "720";

/// What a file shows.
#[derive(Clone, Copy)]
pub enum Contents<'a> {
    /// The register.
    Register,
    /// One auditee.
    Auditee(&'a str),
}

/// The register or an auditee's history as a page of its own. `title` names the engagement, `unit` its
/// currency; `all` are the register's assessments, the oldest first.
#[must_use]
pub fn file(contents: Contents<'_>, all: &[Made], lang: Lang, title: &str, unit: &str) -> Vec<u8> {
    let (heading, main) = match contents {
        Contents::Register => {
            let latest = latest(all);
            let main = html! {
                (figures::heat_map(&latest, lang, unit, "heat").figure("heat"))
                h2 { (t(lang, "register-heading")) }
                div.scroll role="group" aria-label=(t(lang, "register-heading")) tabindex="0" {
                    (tables::register(&latest, lang, unit, &|_| None))
                }
            };
            (t(lang, "register-title").to_string(), main)
        }
        Contents::Auditee(id) => {
            let of_one: Vec<&Made> = all.iter().filter(|m| m.assessment.auditee == id).collect();
            let name = of_one.last().map_or(id, |m| m.name.as_str()).to_string();
            let main = html! {
                (figures::history(&of_one, lang, "history").figure("history"))
                div.scroll role="group" aria-label=(t(lang, "history-caption")) tabindex="0" {
                    (tables::history_table(&of_one, lang))
                }
                @if let Some(last) = of_one.last() {
                    h2 { (t(lang, "components-heading")) }
                    (tables::sentences(last, lang))
                }
            };
            (name, main)
        }
    };
    let code = match lang {
        Lang::En => "en",
        Lang::Zh => "zh-CN",
    };
    let page = html! {
        (DOCTYPE)
        html lang=(code) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (heading) " · " (title) }
                style { (PreEscaped(PAGES)) (PreEscaped(STYLE)) }
            }
            body {
                header {
                    p.banner { (t(lang, "internal")) }
                    div { h1 { (heading) } p.year { (title) } }
                }
                main { (main) }
                footer { p { (t(lang, "judgement")) } }
            }
        }
    };
    page.into_string().into_bytes()
}

/// A drawing as an SVG file of its own; `title_id` is the id that it was made with.
#[must_use]
pub fn svg(drawn: &figures::Drawn, title_id: &str, lang: Lang) -> Vec<u8> {
    let code = match lang {
        Lang::En => "en",
        Lang::Zh => "zh-CN",
    };
    let height = height(&drawn.svg);
    let whole = html! {
        svg xmlns="http://www.w3.org/2000/svg" class="alone" width="760" height=(height + 40) lang=(code) {
            title id=(title_id) { (drawn.message) }
            desc { (drawn.note) }
            style { (PreEscaped(ALONE_STYLE)) (PreEscaped(STYLE)) }
            svg x="20" y="12" width=(ALONE) height=(height) { (drawn.svg) }
        }
    };
    let mut bytes = whole.into_string().into_bytes();
    bytes.push(b'\n');
    bytes
}

/// Colours and type of a drawing that has no page around it: those of the pages, on paper.
const ALONE_STYLE: &str = ":root{--paper:#fdfcfa;--ink:#1c1b19;--soft:#5c5850;--line:#d5d0c6;--accent:#0a5a6b}\
@media (prefers-color-scheme:dark){:root{--paper:#15171a;--ink:#eae7e1;--soft:#aaa59b;--line:#3a3d42;--accent:#71c4d4}}\
.alone{background:var(--paper);font-family:system-ui,\"Noto Sans\",\"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans CJK SC\",sans-serif}\
.alone svg{overflow:visible}.alone text{fill:var(--ink);font-size:15px;font-variant-numeric:tabular-nums}";

/// The height that a drawing says it has.
fn height(svg: &Markup) -> usize {
    let text = &svg.0;
    let value = text.split_once("height=\"").map(|(_, rest)| rest);
    let digits = value.and_then(|v| v.split_once('"')).map(|(n, _)| n);
    digits.and_then(|d| d.parse().ok()).unwrap_or(400)
}

#[cfg(test)]
mod tests {
    use super::super::tests::made;
    use super::*;

    #[test]
    fn a_page_stands_for_itself() {
        let all = made();
        for lang in [Lang::En, Lang::Zh] {
            for contents in [Contents::Register, Contents::Auditee("990101001")] {
                let page = file(contents, &all, lang, "<E> 2025", "CNY");
                let page = String::from_utf8(page).expect("UTF-8");
                assert!(page.contains("&lt;E&gt; 2025"), "{page}");
                assert_eq!(page.matches("<h1>").count(), 1);
                for forbidden in ["<script", "http://", "https://", " src="] {
                    assert!(!page.contains(forbidden), "{forbidden}");
                }
            }
        }
        let nobody = file(Contents::Register, &[], Lang::En, "E", "CNY");
        assert!(!nobody.is_empty());
    }

    #[test]
    fn a_drawing_alone_has_a_title_and_its_height() {
        let all = made();
        let drawn = figures::heat_map(&latest(&all), Lang::En, "CNY", "heat");
        let text = String::from_utf8(svg(&drawn, "heat", Lang::En)).expect("UTF-8");
        assert!(
            text.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""),
            "{text}"
        );
        assert!(text.contains("<title id=\"heat\">"));
        assert_eq!(height(&drawn.svg), 314);
        assert!(text.contains("height=\"354\""), "{text}");
    }
}
