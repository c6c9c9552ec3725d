//! The rows that leads rest on: their content, table by table, the share of each in the amount, and
//! the file and row that each came from.

use crate::evidence::{MOST, Row, Rows, Unread, keys, unchanged};
use crate::layout::scroll;
use crate::reading;
use crate::texts::Tongue;
use crate::visit::Visit;
use fisc_i18n::Lang;
use fisc_model::lead::{Evidence, Lead};
use fisc_model::schema::{self, Column, Table, Type};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// What is known of the rows, in words above them; once a page.
#[must_use]
pub fn state(v: &Visit<'_>, leads: &[Lead], rows: &Result<Rows, Unread>) -> Markup {
    let t = v.tongue;
    let rows = match rows {
        Ok(rows) => rows,
        Err(Unread::NoLedger) => return html! { div.note { p { (t.t("rows-no-ledger")) } } },
        Err(Unread::Failed(why)) => {
            return html! { div.note { p { (t.t("rows-failed")) } p.prose { code { (why) } } } };
        }
    };
    let asked = keys(leads);
    let changed: Vec<&Lead> = leads
        .iter()
        .filter(|l| unchanged(l, &asked, rows) == Some(false))
        .collect();
    html! {
        @for lead in changed {
            div.note { p { (t.say("rows-changed", &[("lead", (&lead.lead_id).into())])) } }
        }
    }
}

/// The rows of one lead.
#[must_use]
pub fn of(v: &Visit<'_>, lead: &Lead, rows: &Result<Rows, Unread>) -> Markup {
    let nothing = Rows::new();
    let rows = rows.as_ref().unwrap_or(&nothing);
    let mut read: BTreeMap<&str, Vec<(&Evidence, &Row)>> = BTreeMap::new();
    let mut others = Vec::new();
    for e in &lead.evidence {
        match rows.get(&(e.table.clone(), e.key.clone())) {
            Some(row) => read.entry(&e.table).or_default().push((e, row)),
            None => others.push(e),
        }
    }
    let t = v.tongue;
    html! {
        @for (table, found) in &read {
            @if let Some(table) = schema::table(table) { (content(v, lead, table, found)) }
        }
        @if !others.is_empty() {
            @if !read.is_empty() {
                p { (t.say("rows-others", &[("count", others.len().into()), ("most", MOST.into())])) }
            }
            (places(v, lead, &others))
        }
    }
}

/// A table's or column's name for the reader, with its name in the ledger.
fn named(t: Tongue, zh: &str, name: &str) -> Markup {
    match t.0 {
        Lang::Zh => html! { (zh) },
        Lang::En => html! { (name.replace('_', " ")) },
    }
}

fn content(v: &Visit<'_>, lead: &Lead, table: &Table, found: &[(&Evidence, &Row)]) -> Markup {
    let t = v.tongue;
    let value = |row: &Row, column: &Column| {
        let at = table.position(&column.name);
        at.and_then(|i| row.values.get(i))
            .cloned()
            .unwrap_or_default()
    };
    // A column that is empty in all of these rows says nothing about them.
    let shown: Vec<&Column> = table
        .columns
        .iter()
        .filter(|c| found.iter().any(|(_, row)| !value(row, c).is_empty()))
        .collect();
    let name = match t.0 {
        Lang::Zh => table.zh.clone(),
        Lang::En => table.name.replace('_', " "),
    };
    let places = [
        ("table", name.into()),
        ("lead", (&lead.lead_id).into()),
        ("rows", found.len().into()),
    ];
    let caption = t.say("rows-caption", &places);
    scroll(
        &caption,
        &html! {
            table.rows {
                caption { (caption) }
                thead { tr {
                    th scope="col" { (t.t("lead-key")) }
                    th.n scope="col" { (t.t("rows-share")) " (" (reading::currency(v)) ")" }
                    @for c in &shown {
                        th.n[number(c)] scope="col" title=(c.name) { (named(t, &c.zh, &c.name)) }
                    }
                    th scope="col" { (t.t("lead-source")) }
                    th.n scope="col" { (t.t("lead-row")) }
                } }
                tbody { @for (e, row) in found { tr {
                    th scope="row" { code { (e.key) } }
                    td.n.share { strong { data value=(e.amount) { (e.amount.grouped()) } } }
                    @for c in &shown { (cell(c, &value(row, c))) }
                    td { (e.source) }
                    td.n { (e.row) }
                } } }
            }
        },
    )
}

fn number(column: &Column) -> bool {
    matches!(column.ty, Type::Money | Type::Integer)
}

fn cell(column: &Column, value: &str) -> Markup {
    let money = (column.ty == Type::Money).then(|| fisc_model::Money::parse(value));
    match money {
        Some(Ok(amount)) => html! { td.n { data value=(value) { (amount.grouped()) } } },
        _ if number(column) => html! { td.n { (value) } },
        _ => html! { td { (value) } },
    }
}

/// Rows whose content is not shown: where each stands.
fn places(v: &Visit<'_>, lead: &Lead, rows: &[&Evidence]) -> Markup {
    let t = v.tongue;
    let caption = t.say("lead-rows-caption", &[("lead", (&lead.lead_id).into())]);
    scroll(
        &caption,
        &html! {
            table {
                caption { (caption) }
                thead { tr {
                    th scope="col" { (t.t("lead-key")) }
                    th scope="col" { (t.t("lead-table")) }
                    th scope="col" { (t.t("lead-source")) }
                    th.n scope="col" { (t.t("lead-row")) }
                    th.n scope="col" { (t.t("rows-share")) " (" (reading::currency(v)) ")" }
                } }
                tbody { @for e in rows { tr {
                    th scope="row" { code { (e.key) } }
                    td { @match schema::table(&e.table) {
                        Some(table) => (named(t, &table.zh, &table.name)),
                        None => code { (e.table) },
                    } }
                    td { (e.source) }
                    td.n { (e.row) }
                    td.n { data value=(e.amount) { (e.amount.grouped()) } }
                } } }
            }
        },
    )
}
