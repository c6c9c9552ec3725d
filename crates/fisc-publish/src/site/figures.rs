//! The drawings of the overview with their tables, and the same numbers as files.

use super::facts::{Facts, KINDS, Sum};
use super::frame::{Site, up};
use super::words::count;
use crate::Package;
use crate::charts::bars::{self, Bar, Group};
use crate::charts::columns::{Column, columns};
use crate::charts::sankey::{Flow, sankey};
use crate::i18n::Lang;
use crate::publication::{PublicFinding, Transfer};
use fisc_model::Money;
use fisc_model::cell;
use fisc_model::lead::Bilingual;
use maud::{Markup, html};
use std::cmp::Reverse;

/// Bars of a kind; what is smaller stands together in the table below.
const MOST_BARS: usize = 5;
/// Rows of a kind in a table on the overview; all stand in the file.
const MOST_ROWS: usize = 20;
/// Flows in the drawing; more cannot be told apart.
const MOST_FLOWS: usize = 20;

/// By what the amounts are grouped.
#[derive(Clone, Copy)]
pub enum By {
    Problem,
    Auditee,
    Level,
}

impl By {
    fn name(self) -> &'static str {
        match self {
            By::Problem => "by-problem",
            By::Auditee => "by-auditee",
            By::Level => "by-level",
        }
    }

    /// The code of the group of a finding; a finding on several methods stands under the first.
    fn code(self, facts: &Facts<'_>, f: &PublicFinding) -> String {
        match self {
            By::Problem => f.methods.first().cloned().unwrap_or_default(),
            By::Auditee => f.auditee.clone(),
            By::Level => facts
                .auditee(f)
                .map(|a| a.level.clone())
                .unwrap_or_default(),
        }
    }
}

/// The name of a group for people.
fn label(site: &Site<'_>, by: By, code: &str) -> String {
    let w = site.w;
    match by {
        By::Problem => problem_label(site, code),
        By::Auditee => site
            .facts
            .p
            .auditees
            .get(code)
            .map_or_else(|| w.t("auditee-unnamed").into(), |a| a.name.clone()),
        By::Level => w.level(code).into(),
    }
}

/// The name of a problem for people.
pub fn problem_label(site: &Site<'_>, code: &str) -> String {
    if code.is_empty() {
        return site.w.t("problem-papers").into();
    }
    let name = site.facts.problem(code);
    name.map_or(code, |name| site.w.plain(name)).into()
}

/// Amounts of the findings by `by`, the kinds apart.
pub fn amounts(site: &Site<'_>, by: By) -> Markup {
    let (w, facts) = (site.w, site.facts);
    let sums = facts.sums(|f| by.code(facts, f));
    let ranked: Vec<_> = KINDS
        .iter()
        .filter_map(|kind| {
            let mut rows: Vec<(&String, &Sum)> = sums.get(kind)?.iter().collect();
            rows.sort_by_key(|(code, (amount, _))| (Reverse(*amount), *code));
            Some((*kind, rows))
        })
        .collect();
    let (heading, message, what) = match by {
        By::Problem => ("by-problem", "by-problem-message", "problem"),
        By::Auditee => ("by-auditee", "by-auditee-message", "auditee"),
        By::Level => ("by-level", "by-level-message", "level"),
    };
    let group = |(kind, rows): &(_, Vec<(&String, &Sum)>)| Group {
        heading: w.kind(*kind).to_string(),
        bars: rows
            .iter()
            .take(MOST_BARS)
            .map(|(code, (amount, _))| Bar {
                label: label(site, by, code),
                value: amount.0,
                shown: w.short(*amount),
            })
            .collect(),
    };
    let id = format!("{}-message", by.name());
    let file = format!("{}figures/{}.csv", site.root("index.html"), by.name());
    html! {
        section aria-labelledby=(by.name()) {
            h2 id=(by.name()) { (w.t(heading)) }
            @if let Some((kind, rows)) = ranked.first() {
                figure {
                    figcaption id=(id) { (w.say(message, &[
                        ("name", w.mixed(&label(site, by, rows[0].0))), ("kind", html! { (w.kind(*kind)) }),
                        ("amount", html! { (w.short(rows[0].1.0)) }),
                    ])) }
                    (bars::groups(&ranked.iter().map(group).collect::<Vec<_>>(), &id))
                }
                p.note { (w.t("kinds-apart")) }
                details {
                    summary { (w.t("as-table")) }
                    (site.scroll(w.t(heading), &html! { table {
                        caption { (w.say("amounts-caption", &[("unit", html! { (w.unit()) })])) " " (w.t(heading)) }
                        (site.row(&[("amount-kind", ""), (what, ""), ("findings", "n"), ("amount", "n")]))
                        @for (kind, rows) in &ranked { tbody {
                            @for (code, (amount, n)) in rows.iter().take(MOST_ROWS) { tr {
                                td { (w.kind(*kind)) } th scope="row" { (w.mixed(&label(site, by, code))) } td.n { (count(*n)) } td.n { (amount.grouped()) }
                            } }
                            @let rest = rows.iter().skip(MOST_ROWS);
                            @let (n, amount) = rest.fold((0, Money::ZERO), |(n, sum), (_, s)| (n + s.1, sum + s.0));
                            @if n > 0 { tr { td { (w.kind(*kind)) } th scope="row" { (w.t("all-others")) } td.n { (count(n)) } td.n { (amount.grouped()) } } }
                        } }
                    } }))
                    p { a href=(file) download { (w.t("download-csv")) } }
                }
            } @else { p { (w.t("no-amounts")) } }
        }
    }
}

/// What was paid in each month.
pub fn execution(site: &Site<'_>) -> Markup {
    let (w, months) = (site.w, &site.facts.p.execution);
    let number = |month: &str| {
        month
            .rsplit('-')
            .next()
            .unwrap_or(month)
            .trim_start_matches('0')
            .to_string()
    };
    let column = |m: &crate::publication::Month| Column {
        label: number(&m.month),
        value: m.paid.0,
        shown: w.short(m.paid),
    };
    html! {
        section aria-labelledby="by-month" {
            h2 #by-month { (w.t("by-month")) }
            @if let Some(most) = months.iter().rev().max_by_key(|m| m.paid) {
                figure {
                    figcaption #by-month-message { (w.say("by-month-message", &[("month", html! { (most.month) }), ("amount", html! { (w.short(most.paid)) })])) }
                    (columns(&months.iter().map(column).collect::<Vec<_>>(), "by-month-message"))
                }
                p.note { (w.t("by-month-note")) }
                details {
                    summary { (w.t("as-table")) }
                    table {
                        caption { (w.say("amounts-caption", &[("unit", html! { (w.unit()) })])) " " (w.t("by-month")) }
                        (site.row(&[("month", ""), ("paid", "n")]))
                        tbody { @for m in months { tr { th scope="row" { (m.month) } td.n { (m.paid.grouped()) } } } }
                    }
                    p { a href={ (site.root("index.html")) "figures/by-month.csv" } download { (w.t("download-csv")) } }
                }
            } @else { p { (w.t("no-months")) } }
        }
    }
}

/// Where money went between bodies: the largest flows as a drawing, `rows` of them as a table.
pub fn transfers(site: &Site<'_>, path: &str, rows: usize) -> Markup {
    let w = site.w;
    let mut flows: Vec<&Transfer> = site.facts.p.transfers.iter().collect();
    flows.sort_by(|a, b| b.amount.cmp(&a.amount).then_with(|| a.cmp(b)));
    let Some(first) = flows.first() else {
        return html! { p { (w.t("no-transfers")) } };
    };
    let drawn: Vec<Flow<'_>> = flows
        .iter()
        .take(MOST_FLOWS)
        .map(|t| Flow {
            from: &t.from,
            to: &t.to,
            amount: t.amount.0,
        })
        .collect();
    let drawing = sankey(&drawn, "flow-message", &|amount| w.short(Money(amount)));
    let shown = drawn.len() - drawing.left_out;
    html! {
        figure {
            figcaption #flow-message { (w.say("flow-message", &[("from", w.mixed(&first.from)), ("to", w.mixed(&first.to)), ("amount", html! { (w.short(first.amount)) })])) }
            (site.scroll(w.t("nav-transfers"), &drawing.markup))
        }
        p.note { (w.say("flow-note", &[("shown", html! { (count(shown as u64)) }), ("all", html! { (count(flows.len() as u64)) })])) }
        details {
            summary { (w.t("as-table")) }
            (site.scroll(w.t("nav-transfers"), &html! { table {
                caption { (w.say("amounts-caption", &[("unit", html! { (w.unit()) })])) " " (w.t("nav-transfers")) }
                (site.row(&[("from", ""), ("to", ""), ("amount", "n")]))
                tbody { @for t in flows.iter().take(rows) { tr { th scope="row" { (w.mixed(&t.from)) } td { (w.mixed(&t.to)) } td.n { (t.amount.grouped()) } } } }
            } }))
            @if flows.len() > rows { p { (w.say("table-part", &[("shown", html! { (count(rows as u64)) }), ("all", html! { (count(flows.len() as u64)) })])) " "
                @if path == "index.html" { a href={ (up(path)) "transfers.html" } { (w.t("nav-transfers")) } } } }
            p { a href={ (site.root(path)) "figures/transfers.csv" } download { (w.t("download-csv")) } }
        }
    }
}

/// The word of a kind in files.
pub fn kind_word(kind: fisc_model::finding::AmountKind) -> String {
    serde_json::to_value(kind)
        .ok()
        .and_then(|v| v.as_str().map(str::to_string))
        .unwrap_or_default()
}

/// The numbers of the drawings as files, whole.
pub fn tables(facts: &Facts<'_>, files: &mut Package) {
    let extra = super::Extra {
        first: Lang::Zh,
        draft: false,
        downloads: &[],
        conformance: None,
        feedback: &[],
        feedback_form: None,
        quality: None,
    };
    let (en, zh) = (
        Site::new(facts, &extra, Lang::En),
        Site::new(facts, &extra, Lang::Zh),
    );
    for by in [By::Problem, By::Auditee, By::Level] {
        let mut rows = vec![
            [
                "amount_kind",
                "code",
                "name_en",
                "name_zh",
                "findings",
                "amount",
            ]
            .map(str::to_string)
            .to_vec(),
        ];
        for (kind, groups) in facts.sums(|f| by.code(facts, f)) {
            for (code, (amount, n)) in groups {
                rows.push(vec![
                    kind_word(kind),
                    code.clone(),
                    label(&en, by, &code),
                    label(&zh, by, &code),
                    n.to_string(),
                    amount.to_string(),
                ]);
            }
        }
        files.insert(format!("figures/{}.csv", by.name()), csv(&rows));
    }
    let mut months = vec![vec!["month".to_string(), "paid".into()]];
    months.extend(
        facts
            .p
            .execution
            .iter()
            .map(|m| vec![m.month.clone(), m.paid.to_string()]),
    );
    files.insert("figures/by-month.csv".into(), csv(&months));
    let mut flows = vec![vec!["from".to_string(), "to".into(), "amount".into()]];
    flows.extend(
        facts
            .p
            .transfers
            .iter()
            .map(|t| vec![t.from.clone(), t.to.clone(), t.amount.to_string()]),
    );
    files.insert("figures/transfers.csv".into(), csv(&flows));
    let mut list = vec![
        [
            "number",
            "title_en",
            "title_zh",
            "auditee",
            "auditee_name",
            "amount_kind",
            "amount",
            "withdrawn",
        ]
        .map(str::to_string)
        .to_vec(),
    ];
    for f in facts.p.findings.values() {
        let Bilingual { en, zh } = f.title.clone();
        let name = facts.auditee(f).map(|a| a.name.clone()).unwrap_or_default();
        let amount = facts.amount(f).map(|a| a.to_string()).unwrap_or_default();
        let withdrawn = facts.withdrawn.contains_key(f.number.as_str()).to_string();
        list.push(vec![
            f.number.clone(),
            en,
            zh,
            f.auditee.clone(),
            name,
            kind_word(f.amount_kind),
            amount,
            withdrawn,
        ]);
    }
    files.insert("figures/findings.csv".into(), csv(&list));
}

/// Quoted where needed, harmless in a spreadsheet.
fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let mut out = String::new();
    for row in rows {
        let quoted = row.iter().map(|text| {
            let text = cell::safe(text);
            if text.contains([',', '"', '\n', '\r']) {
                format!("\"{}\"", text.replace('"', "\"\""))
            } else {
                text.to_string()
            }
        });
        out += &quoted.collect::<Vec<_>>().join(",");
        out.push('\n');
    }
    out.into_bytes()
}
