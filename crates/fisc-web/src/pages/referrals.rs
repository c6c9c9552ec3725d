//! Referrals, for who keeps them. For everybody else this page is not there.

use crate::answer::{Answer, Wrong};
use crate::form::Sent;
use crate::layout::scroll;
use crate::reading;
use crate::sign::{self, moment};
use crate::visit::Visit;
use fisc_model::act::Act;
use fisc_store::{Log, Store};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The page, and what it is sent.
pub fn page(v: &Visit<'_>) -> Result<Answer, Wrong> {
    sign::page(v, view)
}

/// The files that referrals name: their names by digest.
pub fn files(store: &Store) -> Result<BTreeMap<String, String>, Wrong> {
    let mut all = BTreeMap::new();
    for entry in store.entries(Log::Referrals, 0)? {
        let act = reading::deed(&entry)?.predicate.act;
        for file in reading::files(&act) {
            all.insert(file.sha256.clone(), file.name.clone());
        }
    }
    Ok(all)
}

fn view(v: &Visit<'_>, sent: &Sent<'_>) -> Result<(String, Markup), Wrong> {
    let t = v.tongue;
    if !v.who()?.refers() {
        return Err(Wrong::NotThere);
    }
    let mut office = v.desk.office();
    let case = office.case()?;
    let entries = v.desk.store().entries(Log::Referrals, 0)?;
    let mut all = Vec::new();
    for entry in &entries {
        all.push((entry.received, reading::deed(entry)?.predicate));
    }
    let form = sent.act("refer");
    let field = |name: &str| t.word("field", name);
    let leads: Vec<(String, bool, Markup)> = case
        .leads()
        .map(|l| {
            let label = html! { (t.side(&l.narrative)) span.code { (l.method) " · " code { (l.lead_id) } } };
            (l.lead_id.clone(), false, label)
        })
        .collect();
    let main = html! {
        p { (t.t("referrals-text")) }
        @if all.is_empty() { p { (t.t("referrals-none")) } }
        @else { (scroll(t.t("referrals"), &html! {
            table {
                caption { (t.t("referrals-caption")) }
                thead { tr {
                    th scope="col" { (field("referral")) }
                    th scope="col" { (field("to")) }
                    th scope="col" { (field("matter")) }
                    th.n scope="col" { (field("amount")) " (" (reading::currency(v)) ")" }
                    th scope="col" { (field("paper")) }
                } }
                tbody { @for (received, deed) in &all {
                    @if let Act::Refer { referral, to, matter, amount, paper, .. } = &deed.act { tr {
                        th scope="row" { code { (referral) } span.code { (reading::person(case, &deed.person)) " · " (moment(*received)) } }
                        td { (to) }
                        td { span.prose { (matter) } }
                        td.n { data value=(amount) { (amount.grouped()) } }
                        td { a href={ "/referrals/files/" (paper.sha256) } { (paper.name) } }
                    } }
                } }
            }
        })) }
        section.act aria-labelledby="new" {
            h2 #new { (t.t("referrals-new")) }
            (form.whole(true, &html! {
                (form.text("referral", &field("id"), t.t("finding-id-hint"), ""))
                (form.text("to", &field("to"), "", ""))
                (form.area("matter", &field("matter"), "", ""))
                (form.money("amount", &field("amount"), "", ""))
                (form.ticks("leads", &field("leads"), &leads))
                (form.file("paper", &field("paper"), "", false))
            }, t.t("lead-check")))
        }
    };
    Ok((t.t("referrals").to_string(), main))
}
