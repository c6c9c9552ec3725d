//! The two pages: one file each, readable without script, nothing loaded from elsewhere.

use crate::charts::bars::{self, Bar};
use crate::i18n::Arg;
use crate::sums::{Sums, has_amount};
use crate::tables::{self, Table, Value};
use crate::texts::{self, Lang, Text};
use fisc_model::Money;
use fisc_model::lead::Bilingual;
use fisc_model::run::{Excluded, MethodRun, Run};
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("style.css");
/// Browsers hold the page to this: no script, nothing from elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";
/// More bars than this are a table, not a picture.
const MOST_BARS: usize = 12;

/// Everything the parts of a page are made of.
struct Page<'a> {
    run: &'a Run,
    sums: &'a Sums<'a>,
    tables: &'a [Table],
    lang: Lang,
}

/// The page in this language.
pub fn html(run: &Run, sums: &Sums<'_>, tables: &[Table], lang: Lang) -> Vec<u8> {
    let page = Page {
        run,
        sums,
        tables,
        lang,
    };
    page.whole().into_string().into_bytes()
}

impl Page<'_> {
    fn whole(&self) -> Markup {
        let (other, other_code, code) = match self.lang {
            Lang::En => ("index.html", "zh-CN", "en"),
            Lang::Zh => ("index.en.html", "en", "zh-CN"),
        };
        html! {
            (DOCTYPE)
            html lang=(code) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(POLICY);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="robots" content="noindex";
                    title { (self.run.title) " · " (self.t(texts::STATUS)) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    header {
                        p.banner { (self.t(texts::BANNER)) }
                        div {
                            h1 { (self.mixed(&self.run.title)) }
                            nav aria-label=(self.t(texts::LANGUAGES)) {
                                a href=(other) lang=(other_code) hreflang=(other_code) {
                                    (self.t(texts::OTHER_LANGUAGE))
                                }
                            }
                            p.year { (self.fill(texts::YEAR, &[("year", html! { (self.run.fiscal_year) })])) }
                        }
                    }
                    main {
                        (self.summary())
                        (self.methods())
                        (self.chart())
                        (self.coverage())
                        (self.data())
                        (self.verify())
                    }
                    footer {
                        p {
                            (self.fill(texts::MADE_FROM, &[
                                ("run", html! { code { (self.run.run_id) } }),
                                ("ledger", html! { code { (self.run.ledger_digest) } }),
                            ]))
                        }
                    }
                }
            }
        }
    }

    fn summary(&self) -> Markup {
        let mut parts: Vec<(&str, Markup)> = tables::measures(self.run, self.sums)
            .into_iter()
            .map(|(name, value)| (name, total(name, value)))
            .collect();
        parts.push(("unit", self.unit()));
        html! {
            section aria-labelledby="summary" {
                h2 #summary { (self.t(texts::SUMMARY)) }
                p.lead { (self.fill(texts::SUMMARY_TEXT, &parts)) }
                @if self.sums.leads == 0 {
                    p { (self.t(texts::NO_LEADS)) }
                } @else {
                    p { (self.t(texts::WHAT_A_LEAD_IS)) }
                }
            }
        }
    }

    fn methods(&self) -> Markup {
        let run: Vec<_> = self
            .sums
            .methods
            .iter()
            .filter(|m| !tables::not_run(m))
            .collect();
        html! {
            section aria-labelledby="methods" {
                h2 #methods { (self.t(texts::METHODS_HEADING)) }
                @if run.is_empty() {
                    p { (self.t(texts::NONE_RUN)) }
                } @else {
                    (self.scroll("methods", &html! {
                        table {
                            caption { (self.fill(texts::METHODS_CAPTION, &[("unit", self.unit())])) }
                            (self.head(&[
                                (texts::METHOD, ""), (texts::LEADS, "n"), (texts::AMOUNT, "n"),
                                (texts::SEVERITY, ""), (texts::RESULT, ""),
                                (texts::TESTED, "n"), (texts::EXCLUDED, "n"),
                            ]))
                            tbody { @for m in run { (self.method(m)) } }
                        }
                    }))
                    p.note { (self.t(texts::METHODS_NOTE)) }
                }
            }
        }
    }

    fn method(&self, m: &MethodRun) -> Markup {
        let (shape, word) = texts::severity(m.severity);
        html! {
            tr {
                (self.method_head(m))
                td.n { (count(m.leads)) }
                td.n {
                    @if has_amount(m.result) { (m.amount.grouped()) }
                    @else { (self.t(texts::NO_AMOUNT)) }
                }
                td { span.word { span aria-hidden="true" { (shape) } " " (self.t(word)) } }
                td { span.word { (self.t(texts::result(m.result))) } }
                @match &m.population {
                    Some(p) => {
                        td.n { (count(p.tested)) }
                        td.n { (count(p.excluded.iter().map(|e| e.rows).sum())) }
                    },
                    None => { td.n { "–" } td.n { "–" } },
                }
            }
        }
    }

    /// The first row of a table; `n` marks a column of numbers.
    fn head(&self, columns: &[(Text, &str)]) -> Markup {
        html! {
            thead { tr { @for (title, class) in columns {
                th scope="col" class=[(!class.is_empty()).then_some(class)] { (self.t(*title)) }
            } } }
        }
    }

    fn method_head(&self, m: &MethodRun) -> Markup {
        html! { th scope="row" { span.code { (m.code) } (self.name(m)) } }
    }

    /// By amount; by number of leads where no amount is at issue.
    fn chart(&self) -> Markup {
        let amounts = self
            .sums
            .methods
            .iter()
            .any(|m| has_amount(m.result) && m.amount > Money::ZERO);
        let value = |m: &MethodRun| match (amounts, has_amount(m.result)) {
            (true, true) => m.amount.0,
            (true, false) => 0,
            (false, _) => i128::from(m.leads),
        };
        let shown = |m: &MethodRun| {
            if amounts {
                m.amount.grouped()
            } else {
                count(m.leads)
            }
        };
        let mut ranked: Vec<&MethodRun> = self
            .sums
            .methods
            .iter()
            .copied()
            .filter(|m| value(m) > 0)
            .collect();
        // Stable: equal values stay in the order of their codes.
        ranked.sort_by_key(|m| std::cmp::Reverse(value(m)));
        let (heading, message, unit) = if amounts {
            (
                texts::AMOUNT_HEADING,
                texts::AMOUNT_MESSAGE,
                texts::AMOUNT_UNIT,
            )
        } else {
            (
                texts::LEADS_HEADING,
                texts::LEADS_MESSAGE,
                texts::LEADS_UNIT,
            )
        };
        let bar = |m: &&MethodRun| Bar {
            label: format!("{} {}", m.code, self.name(m)),
            value: value(m),
            shown: shown(m),
        };
        let drawn = ranked.len().min(MOST_BARS);
        html! {
            section aria-labelledby="chart" {
                h2 #chart { (self.t(heading)) }
                @if let Some(first) = ranked.first() {
                    figure {
                        figcaption #message {
                            (self.fill(message, &[
                                ("name", html! { (self.name(first)) }),
                                ("code", html! { (first.code) }),
                                ("value", html! { (shown(first)) }),
                                ("unit", self.unit()),
                            ]))
                        }
                        (bars::bars(ranked[..drawn].iter().map(bar).collect(), "message"))
                    }
                    p.note {
                        (self.fill(unit, &[("unit", self.unit())]))
                        @if drawn < ranked.len() {
                            (self.fill(texts::CHART_PART, &[
                                ("shown", html! { (drawn) }),
                                ("all", html! { (ranked.len()) }),
                            ]))
                        }
                    }
                    details {
                        summary { (self.t(texts::CHART_TABLE)) }
                        (self.scroll("chart", &html! {
                            table {
                                caption { (self.fill(unit, &[("unit", self.unit())])) }
                                (self.head(&[(texts::METHOD, ""), (if amounts { texts::AMOUNT } else { texts::LEADS }, "n")]))
                                tbody { @for m in &ranked { tr { (self.method_head(m)) td.n { (shown(m)) } } } }
                            }
                        }))
                    }
                } @else {
                    p { (self.t(texts::NO_CHART)) }
                }
            }
        }
    }

    fn coverage(&self) -> Markup {
        let skipped: Vec<_> = self
            .sums
            .methods
            .iter()
            .filter(|m| tables::not_run(m))
            .collect();
        let excluding: Vec<(&MethodRun, &Vec<Excluded>)> = self
            .sums
            .methods
            .iter()
            .filter_map(|m| Some((*m, &m.population.as_ref()?.excluded)))
            .filter(|(_, excluded)| !excluded.is_empty())
            .collect();
        html! {
            section aria-labelledby="coverage" {
                h2 #coverage { (self.t(texts::COVERAGE_HEADING)) }
                @if skipped.is_empty() {
                    p { (self.t(texts::ALL_RUN)) }
                } @else {
                    p { (self.t(texts::COVERAGE_NOTE)) }
                    (self.scroll("coverage", &html! {
                        table {
                            caption { (self.t(texts::COVERAGE)) }
                            (self.head(&[(texts::METHOD, ""), (texts::OUTCOME, ""), (texts::REASON, "")]))
                            tbody { @for m in skipped { tr {
                                (self.method_head(m))
                                td { span.word { (self.t(texts::outcome(m.outcome))) } }
                                td { (self.reason(&tables::reason(m))) }
                            } } }
                        }
                    }))
                }
                @if excluding.is_empty() {
                    p { (self.t(texts::NONE_EXCLUDED)) }
                } @else {
                    (self.scroll("coverage", &html! {
                        table {
                            caption { (self.t(texts::EXCLUSIONS)) }
                            (self.head(&[(texts::METHOD, ""), (texts::REASON, ""), (texts::ROWS, "n")]))
                            @for (m, reasons) in &excluding { tbody { @for (i, e) in reasons.iter().enumerate() { tr {
                                @if i == 0 {
                                    th scope="rowgroup" rowspan=(reasons.len()) {
                                        span.code { (m.code) } (self.name(m))
                                    }
                                }
                                td { (self.reason(&e.reason)) }
                                td.n { (count(e.rows)) }
                            } } } }
                        }
                    }))
                }
            }
        }
    }

    fn data(&self) -> Markup {
        html! {
            section aria-labelledby="data" {
                h2 #data { (self.t(texts::DATA_HEADING)) }
                p { (self.t(texts::DATA_INTRO)) }
                ul {
                    @for table in self.tables {
                        li {
                            a href=(table.path) { (self.t(table.title)) }
                            " (CSV, " (self.fill(texts::DATA_ROWS, &[("rows", html! { (count(table.rows.len() as u64)) })])) ")"
                        }
                    }
                }
            }
        }
    }

    fn verify(&self) -> Markup {
        let lines = [
            ("sha256sum --check SHA256SUMS", texts::VERIFY_SUMS),
            ("fisc-verify .", texts::VERIFY_FISC),
            ("sha256sum SHA256SUMS", texts::VERIFY_OFFICE),
        ];
        html! {
            section aria-labelledby="verify" {
                h2 #verify { (self.t(texts::VERIFY_HEADING)) }
                p { (self.t(texts::VERIFY_INTRO)) }
                pre { code { @for (line, _) in lines { (line) "\n" } } }
                ol { @for (_, proves) in lines { li { (self.t(proves)) } } }
            }
        }
    }

    /// A wide table scrolls in its own box, which the keyboard reaches.
    fn scroll(&self, labelled_by: &str, table: &Markup) -> Markup {
        html! { div.scroll role="group" aria-labelledby=(labelled_by) tabindex="0" { (table) } }
    }

    fn t(&self, text: Text) -> &'static str {
        text.of(self.lang)
    }

    fn fill(&self, text: Text, parts: &[(&str, Markup)]) -> Markup {
        fill(text, self.lang, parts)
    }

    fn unit(&self) -> Markup {
        html! { (texts::unit(&self.run.currency, self.lang)) }
    }

    fn name<'m>(&self, m: &'m MethodRun) -> &'m str {
        match self.lang {
            Lang::En => &m.name.en,
            Lang::Zh => &m.name.zh,
        }
    }

    fn reason<'r>(&self, reason: &'r Bilingual) -> &'r str {
        match self.lang {
            Lang::En => &reason.en,
            Lang::Zh => &reason.zh,
        }
    }

    /// What a user wrote may be Chinese on an English page; a screen reader must know.
    fn mixed(&self, text: &str) -> Markup {
        let han = text.chars().any(|c| ('\u{3400}'..'\u{a000}').contains(&c));
        html! {
            @if self.lang == Lang::En && han { span lang="zh" { (text) } } @else { (text) }
        }
    }
}

/// A total, marked so that a verifier finds it and holds it against data/totals.csv.
fn total(name: &str, value: Value) -> Markup {
    let shown = match value {
        Value::Count(n) => count(n),
        Value::Amount(amount) => amount.grouped(),
    };
    html! { data id={ "total-" (name) } value=(value.plain()) { (shown) } }
}

/// A count with thousands separated.
fn count(n: u64) -> String {
    Money(i128::from(n) * 100)
        .grouped()
        .trim_end_matches(".00")
        .to_string()
}

/// Stands around the number of a part in a message; users' texts never come between.
const MARK: char = '\u{f8ff}';

/// The message with its parts, which are markup: Fluent sees marks in their places. What is put in
/// is not looked at again.
fn fill(text: Text, lang: Lang, parts: &[(&str, Markup)]) -> Markup {
    let marks = parts.iter().enumerate();
    let marks: Vec<(&str, Arg)> = marks
        .map(|(i, (name, _))| (*name, Arg::Text(format!("{MARK}{i}{MARK}"))))
        .collect();
    let whole = text.fill(lang, &marks);
    html! {
        @for (i, piece) in whole.split(MARK).enumerate() {
            @if i % 2 == 0 { (piece) }
            @else if let Some((_, part)) = piece.parse().ok().and_then(|n: usize| parts.get(n)) { (part) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_is_escaped_and_not_filled_again() {
        let parts = [
            ("run", html! { ("<{$ledger}\u{f8ff}1\u{f8ff}>") }),
            ("ledger", html! { "<b>" }),
        ];
        assert_eq!(
            fill(texts::MADE_FROM, Lang::En, &parts).into_string(),
            "Made from run &lt;{$ledger}\u{f8ff}1\u{f8ff}&gt; over ledger &lt;b&gt;."
        );
    }

    #[test]
    fn counts_and_totals_read_well() {
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(
            total("x", Value::Amount(Money(-123_450))).into_string(),
            "<data id=\"total-x\" value=\"-1234.50\">-1,234.50</data>"
        );
    }
}
