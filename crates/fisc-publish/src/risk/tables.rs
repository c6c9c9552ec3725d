//! The register as a table, an auditee's assessments as one, and an assessment in sentences.

use super::Made;
use super::words::{band_word, moment, say, t};
use crate::i18n::Lang;
use fisc_model::lead::{Bilingual, SubjectKind};
use fisc_risk::texts::percent;
use maud::{Markup, html};

/// A probability as a percentage with one decimal.
fn share(p: f64) -> String {
    format!("{:.1} %", p * 100.0)
}

/// The register: the last assessment of each auditee. `link` says where an auditee's own page is.
#[must_use]
pub fn register(
    latest: &[&Made],
    lang: Lang,
    unit: &str,
    link: &dyn Fn(&str) -> Option<String>,
) -> Markup {
    let name = |m: &Made| match link(&m.assessment.auditee) {
        Some(to) => html! { a href=(to) { (m.name) } },
        None => html! { (m.name) },
    };
    html! {
        table {
            caption { (say(lang, "register-caption", &[("count", latest.len().into()), ("unit", unit.into())])) }
            thead { tr {
                th scope="col" { (t(lang, "auditee")) }
                th scope="col" { (t(lang, "risk")) }
                th.n scope="col" { (t(lang, "inherent")) }
                th.n scope="col" { (t(lang, "control-risk")) }
                th.n scope="col" { (t(lang, "detection")) }
                th.n scope="col" { (t(lang, "likelihood")) }
                th.n scope="col" { (t(lang, "expected")) " (" (unit) ")" }
                th scope="col" { (t(lang, "assessed")) }
            } }
            tbody { @for m in latest { @let a = &m.assessment; tr {
                th scope="row" { (name(m)) span.code { code { (a.auditee) } @if a.kind == SubjectKind::Gov { " · " (t(lang, "government")) } } }
                td { span.word.state { (band_word(a.band, lang)) } span.code { (percent(a.combined)) } }
                td.n { (percent(a.inherent.score)) }
                td.n { (percent(a.control)) }
                td.n { (percent(a.detection)) }
                td.n { @match a.likelihood { Some(p) => { (share(p)) }, None => { "–" } } }
                td.n { @match a.expected { Some(m) => { (m.grouped()) }, None => { "–" } } }
                td { (moment(m.fiscal_year, a, lang)) span.code { (m.on) } }
            } } }
        }
    }
}

/// All assessments of one auditee, the oldest first.
#[must_use]
pub fn history_table(of_one: &[&Made], lang: Lang) -> Markup {
    html! {
        table {
            caption { (t(lang, "history-caption")) }
            thead { tr {
                th scope="col" { (t(lang, "assessed")) }
                th scope="col" { (t(lang, "risk")) }
                th.n scope="col" { (t(lang, "inherent")) }
                th.n scope="col" { (t(lang, "control-risk")) }
                th.n scope="col" { (t(lang, "detection")) }
                th scope="col" { (t(lang, "compared")) }
            } }
            tbody { @for m in of_one { @let a = &m.assessment; tr {
                th scope="row" { (moment(m.fiscal_year, a, lang)) span.code { (m.on) " · " (m.engagement) } }
                td { span.word.state { (band_word(a.band, lang)) } span.code { (percent(a.combined)) } }
                td.n { (percent(a.inherent.score)) }
                td.n { (percent(a.control)) }
                td.n { (percent(a.detection)) }
                td { @match &a.compared { Some(c) => { (fisc_risk::texts::held(c.held, lang)) }, None => { "–" } } }
            } } }
        }
    }
}

/// What an assessment is made of, a sentence each.
#[must_use]
pub fn sentences(m: &Made, lang: Lang) -> Markup {
    let side = |b: Bilingual| match lang {
        Lang::En => b.en,
        Lang::Zh => b.zh,
    };
    html! { ul.plain { @for s in m.assessment.sentences() { li { (side(s)) } } } }
}

#[cfg(test)]
mod tests {
    use super::super::latest;
    use super::super::tests::made;
    use super::*;

    #[test]
    fn names_enter_as_text_and_link_where_there_is_a_page() {
        let all = made();
        let link = |id: &str| (id == "990101001").then(|| format!("/risk/{id}"));
        let table = register(&latest(&all), Lang::En, "CNY", &link).into_string();
        assert!(table.contains("&lt;局&gt;990101001"), "{table}");
        assert_eq!(table.matches("<a href").count(), 1);
        assert!(table.contains("1,234,567.00") && table.contains("91.3 %"));
        // A likelihood that nobody has said is no zero.
        assert!(table.contains("–"));
        let one: Vec<&Made> = all
            .iter()
            .filter(|m| m.assessment.auditee == "990101002")
            .collect();
        let table = history_table(&one, Lang::Zh).into_string();
        assert_eq!(table.matches("<tr>").count(), 4);
        assert!(
            sentences(one[0], Lang::Zh)
                .into_string()
                .contains("固有风险")
        );
    }
}
