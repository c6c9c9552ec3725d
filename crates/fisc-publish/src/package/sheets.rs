//! The tables of a release, from the publication alone. What a draft counts of leads is not here:
//! a release speaks of what was approved.

use crate::package::{sums, tested};
use crate::proof;
use crate::publication::{PublicFinding, Publication};
use chrono::NaiveDate;
use fisc_model::act::Stage;
use fisc_model::cell;
use fisc_model::lead::Bilingual;
use serde::Serialize;

/// Begins every marker that stands where something is withheld whole.
pub const MARK: char = '█';

/// What may stand in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text.
    Text,
    /// A count.
    Count,
    /// An exact decimal number, as text.
    Amount,
    /// A day.
    Day,
    /// true or false.
    Flag,
}

/// A column: its name, its type, whether a cell may be empty.
#[derive(Clone, Copy, Debug)]
pub struct Column(pub &'static str, pub Type, pub bool);

/// A table of a release.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its name; the file is `data/NAME.csv`.
    pub name: &'static str,
    /// In order.
    pub columns: Vec<Column>,
    /// The columns by which a row is known.
    pub key: Vec<&'static str>,
    /// Column → the table and column it refers to.
    pub refers: Vec<(&'static str, &'static str, &'static str)>,
    /// Whether parts of it may be withheld; what speaks of the withholding itself may not.
    pub severable: bool,
    /// The cells, as they stand in the file.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// Where its file stands.
    #[must_use]
    pub fn path(&self) -> String {
        format!("data/{}.csv", self.name)
    }

    /// What people call it.
    #[must_use]
    pub fn title(&self) -> Bilingual {
        let [en, zh] = super::words::both(&super::words::id("table", self.name));
        Bilingual { en, zh }
    }

    /// As it is committed to.
    #[must_use]
    pub fn table(&self) -> proof::Table {
        proof::Table {
            name: self.name.into(),
            columns: self.columns.iter().map(|c| c.0.into()).collect(),
            rows: self.rows.clone(),
        }
    }

    /// The places of its key.
    #[must_use]
    pub fn key_places(&self) -> Vec<usize> {
        let place = |name: &&str| self.columns.iter().position(|c| c.0 == *name);
        self.key.iter().filter_map(place).collect()
    }

    /// The file.
    ///
    /// # Errors
    /// A row that is not as wide as the table.
    pub fn csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(self.columns.iter().map(|c| c.0))?;
        for row in &self.rows {
            writer.write_record(row)?;
        }
        writer.into_inner().map_err(|e| e.into_error().into())
    }
}

pub(super) fn sheet(
    name: &'static str,
    key: &[&'static str],
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
) -> Sheet {
    let rows = rows
        .into_iter()
        .map(|row| row.iter().map(|text| cell::safe(text)).collect())
        .collect();
    Sheet {
        name,
        columns,
        key: key.to_vec(),
        refers: Vec::new(),
        severable: false,
        rows,
    }
}

pub(super) fn text(name: &'static str) -> Column {
    Column(name, Type::Text, true)
}

pub(super) fn needed(name: &'static str) -> Column {
    Column(name, Type::Text, false)
}

pub(super) fn count(name: &'static str) -> Column {
    Column(name, Type::Count, false)
}

pub(super) fn amount(name: &'static str) -> Column {
    Column(name, Type::Amount, false)
}

pub(super) fn day(name: &'static str) -> Column {
    Column(name, Type::Day, true)
}

fn flag(name: &'static str) -> Column {
    Column(name, Type::Flag, false)
}

/// The word that a value has in JSON.
pub(crate) fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn of_day(day: Option<NaiveDate>) -> String {
    day.map(|d| d.to_string()).unwrap_or_default()
}

pub(super) fn both(texts: &Bilingual) -> [String; 2] {
    [texts.en.clone(), texts.zh.clone()]
}

/// All tables, in the order of their names.
#[must_use]
pub fn sheets(p: &Publication) -> Vec<Sheet> {
    let mut all = vec![
        auditees(p),
        corrections(p),
        tested::coverage(&p.run),
        criteria(p),
        tested::exclusions(&p.run),
        sums::execution(p),
        findings(p),
        independence(p),
        tested::methods(&p.run),
        notes(p),
        tested::parameters(&p.run),
        rectification(p),
        replies(p),
        signatures(p),
        sums::totals(p),
        sums::transfers(p),
        withheld(p),
    ];
    if let Some(people) = crate::disclosure::sheet(p) {
        let at = all.partition_point(|s| s.name < people.name);
        all.insert(at, people);
    }
    for sheet in &mut all {
        sheet.severable = matches!(
            sheet.name,
            "auditees"
                | "criteria"
                | "findings"
                | "notes"
                | "people"
                | "rectification"
                | "replies"
                | "signatures"
        );
        let finding = sheet.columns.iter().any(|c| c.0 == "finding");
        // In the table of people a finding may be all of them.
        if finding && !matches!(sheet.name, "corrections" | "people") {
            sheet.refers.push(("finding", "findings", "number"));
        }
        if sheet.name == "findings" {
            sheet.refers.push(("auditee", "auditees", "code"));
        }
        if sheet.columns.iter().any(|c| c.0 == "method") {
            sheet.refers.push(("method", "methods", "code"));
        }
    }
    all
}

fn by_number(p: &Publication) -> Vec<(&String, &PublicFinding)> {
    let mut all: Vec<_> = p.findings.iter().collect();
    all.sort_by(|a, b| (&a.1.number, a.0).cmp(&(&b.1.number, b.0)));
    all
}

/// The marker in place of a number, where the list of what is withheld names it: by id or by number.
pub(crate) fn marker(p: &Publication, id: &str, f: &PublicFinding, field: &str) -> Option<String> {
    let names = [id, f.number.as_str()];
    let of = |w: &&crate::publication::Withheld| {
        let place = w.place.strip_prefix("findings/");
        let place = place.and_then(|p| p.split_once('/'));
        place.is_some_and(|(name, at)| names.contains(&name) && at == field)
    };
    let withheld = p.withheld.iter().find(of)?;
    Some(format!("{MARK} {}", withheld.reason))
}

fn findings(p: &Publication) -> Sheet {
    let row = |(id, f): (&String, &PublicFinding)| {
        let mut row = vec![
            f.number.clone(),
            id.clone(),
            f.version.to_string(),
            f.digest.clone(),
        ];
        row.extend(both(&f.title));
        row.extend([
            f.auditee.clone(),
            f.methods.join(" "),
            marker(p, id, f, "leads").unwrap_or_else(|| f.leads.to_string()),
            marker(p, id, f, "evidence_rows").unwrap_or_else(|| f.evidence_rows.to_string()),
            marker(p, id, f, "amount").unwrap_or_else(|| f.amount.to_string()),
            word(&f.amount_kind),
        ]);
        for texts in [&f.facts, &f.cause, &f.remedy, &f.advice] {
            row.extend(both(texts));
        }
        row.extend([
            f.material.to_string(),
            of_day(f.exposed_on),
            of_day(f.issued_on),
        ]);
        row
    };
    let columns = vec![
        needed("number"),
        needed("id"),
        count("version"),
        needed("digest"),
        text("title_en"),
        text("title_zh"),
        needed("auditee"),
        text("methods"),
        count("leads"),
        count("evidence_rows"),
        amount("amount"),
        needed("amount_kind"),
        text("facts_en"),
        text("facts_zh"),
        text("cause_en"),
        text("cause_zh"),
        text("remedy_en"),
        text("remedy_zh"),
        text("advice_en"),
        text("advice_zh"),
        flag("material"),
        day("exposed_on"),
        day("issued_on"),
    ];
    let rows = by_number(p).into_iter().map(row).collect();
    sheet("findings", &["number"], columns, rows)
}

/// Rows about findings, numbered from 1 in each.
fn of_findings<T>(
    p: &Publication,
    of: impl Fn(&PublicFinding) -> Vec<T>,
    row: impl Fn(&T) -> Vec<String>,
) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (_, finding) in by_number(p) {
        for (n, item) in (1_u64..).zip(of(finding)) {
            let mut cells = vec![finding.number.clone(), n.to_string()];
            cells.extend(row(&item));
            rows.push(cells);
        }
    }
    rows
}

fn criteria(p: &Publication) -> Sheet {
    let rows = of_findings(
        p,
        |f| f.criteria.clone(),
        |c| vec![c.instrument.clone(), c.article.clone(), c.text.clone()],
    );
    let columns = vec![
        needed("finding"),
        count("position"),
        text("instrument"),
        text("article"),
        text("text"),
    ];
    sheet("criteria", &["finding", "position"], columns, rows)
}

fn replies(p: &Publication) -> Sheet {
    let rows = of_findings(
        p,
        |f| f.replies.clone(),
        |r| {
            let answer = r.answer.as_ref();
            vec![
                r.on.to_string(),
                r.accepted.to_string(),
                r.text.clone(),
                answer.map(|a| a.taken.to_string()).unwrap_or_default(),
                answer.map(|a| a.reason.clone()).unwrap_or_default(),
            ]
        },
    );
    let columns = vec![
        needed("finding"),
        count("position"),
        day("on"),
        flag("accepted"),
        text("text"),
        Column("taken", Type::Flag, true),
        text("answer"),
    ];
    sheet("replies", &["finding", "position"], columns, rows)
}

/// Without the approval to publish: that is over these tables, and stands in `record/`.
fn signatures(p: &Publication) -> Sheet {
    let rows = of_findings(
        p,
        |f| {
            let before = f.signed.iter().filter(|s| s.stage != Stage::Publication);
            before.cloned().collect::<Vec<_>>()
        },
        |s| {
            vec![
                word(&s.stage),
                s.person.clone(),
                s.unit.clone(),
                s.on.to_string(),
                s.entry.to_string(),
            ]
        },
    );
    let columns = vec![
        needed("finding"),
        count("position"),
        needed("stage"),
        text("person"),
        text("unit"),
        day("on"),
        count("entry"),
    ];
    sheet("signatures", &["finding", "position"], columns, rows)
}

fn rectification(p: &Publication) -> Sheet {
    let rows = by_number(p)
        .into_iter()
        .filter_map(|(id, f)| f.rectification.as_ref().map(|r| (id, f, r)))
        .map(|(id, f, r)| {
            let done = &r.acknowledged;
            let cell = |name: &str, value: String| {
                marker(p, id, f, &format!("rectification/{name}")).unwrap_or(value)
            };
            let people = done.people_held_to_account.to_string();
            vec![
                f.number.clone(),
                word(&r.class),
                r.due.to_string(),
                word(&r.state),
                cell("to_treasury", done.to_treasury.to_string()),
                cell("returned", done.returned.to_string()),
                cell("rebooked", done.rebooked.to_string()),
                cell("recovered", done.recovered.to_string()),
                done.rules_made.to_string(),
                cell("people_held_to_account", people),
            ]
        })
        .collect();
    let columns = vec![
        needed("finding"),
        needed("class"),
        day("due"),
        needed("state"),
        amount("to_treasury"),
        amount("returned"),
        amount("rebooked"),
        amount("recovered"),
        count("rules_made"),
        count("people_held_to_account"),
    ];
    sheet("rectification", &["finding"], columns, rows)
}

fn notes(p: &Publication) -> Sheet {
    let rows = of_findings(
        p,
        |f| {
            f.rectification
                .as_ref()
                .map_or_else(Vec::new, |r| r.notes.clone())
        },
        |n| vec![n.on.to_string(), n.text.clone()],
    );
    let columns = vec![
        needed("finding"),
        count("position"),
        day("on"),
        text("text"),
    ];
    sheet("notes", &["finding", "position"], columns, rows)
}

/// The table of people, made by disclosure control.
pub(crate) fn people_sheet(rows: Vec<Vec<String>>) -> Sheet {
    let columns = vec![
        needed("amount_kind"),
        needed("problem"),
        needed("government"),
        needed("auditee"),
        needed("finding"),
        count("people"),
        amount("amount"),
        Column("share", Type::Count, true),
    ];
    let key = ["amount_kind", "problem", "government", "auditee", "finding"];
    sheet("people", &key, columns, rows)
}

fn auditees(p: &Publication) -> Sheet {
    let rows = p
        .auditees
        .iter()
        .map(|(code, a)| {
            vec![
                code.clone(),
                a.name.clone(),
                a.gov_code.clone(),
                a.government.clone(),
                a.level.clone(),
            ]
        })
        .collect();
    let columns = vec![
        needed("code"),
        text("name"),
        text("gov_code"),
        text("government"),
        text("level"),
    ];
    sheet("auditees", &["code"], columns, rows)
}

fn withheld(p: &Publication) -> Sheet {
    let rows = (1_u64..)
        .zip(&p.withheld)
        .map(|(n, w)| {
            let [en, zh] = both(&w.words);
            vec![
                n.to_string(),
                word(&w.scope),
                w.place.clone(),
                w.reason.clone(),
                en,
                zh,
                w.basis.clone(),
                of_day(w.review_on),
                w.count.to_string(),
            ]
        })
        .collect();
    let columns = vec![
        count("position"),
        needed("scope"),
        text("place"),
        needed("reason"),
        text("words_en"),
        text("words_zh"),
        text("basis"),
        day("review_on"),
        count("count"),
    ];
    sheet("withheld", &["position"], columns, rows)
}

fn corrections(p: &Publication) -> Sheet {
    let mut rows = Vec::new();
    for c in &p.corrections {
        for item in &c.what {
            let [en, zh] = both(&item.reason);
            rows.push(vec![
                (rows.len() + 1).to_string(),
                c.release.to_string(),
                c.published_on.to_string(),
                c.digest.clone(),
                item.finding.clone().unwrap_or_default(),
                word(&item.kind),
                en,
                zh,
            ]);
        }
    }
    let columns = vec![
        count("position"),
        count("release"),
        day("published_on"),
        text("digest"),
        text("finding"),
        needed("kind"),
        text("reason_en"),
        text("reason_zh"),
    ];
    sheet("corrections", &["position"], columns, rows)
}

fn independence(p: &Publication) -> Sheet {
    let i = &p.independence;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut add = |item: &str, subject: &str, [en, zh]: [String; 2]| {
        let n = (rows.len() + 1).to_string();
        rows.push(vec![n, item.into(), subject.into(), en, zh]);
    };
    add("relation", "", [i.relation.clone(), i.relation.clone()]);
    add("funded_by", "", both(&i.funded_by));
    add("appointed_by", "", both(&i.appointed_by));
    for (auditee, years) in &i.leader_years {
        add(
            "leader_years",
            auditee,
            [years.to_string(), years.to_string()],
        );
    }
    for e in &i.exceptions {
        add("exception", &e.rule, [e.reason.clone(), e.reason.clone()]);
    }
    let columns = vec![
        count("position"),
        needed("item"),
        text("subject"),
        text("words_en"),
        text("words_zh"),
    ];
    sheet("independence", &["position"], columns, rows)
}
