//! The report as people read it, section by section of the form.

use super::{Annual, Contested, Document, Form, Row};
use crate::paper::{Paper, Part};
use crate::request::{Applicant, Group, Way};
use crate::texts::{Place, say, side, word};
use fisc_i18n::Lang;
use fisc_model::lead::Bilingual;

/// The whole report in one language; a text that is missing is said to be.
#[must_use]
pub fn tell(annual: &Annual, form: &Form, lang: Lang) -> Paper {
    let t = |id: &str| say(lang, id, &[]);
    let text = |text: &Bilingual| match side(lang, text).trim() {
        "" => t("annual-missing"),
        text => text.to_string(),
    };
    let year: Place = annual.year.to_string().into();
    let office: Place = side(lang, &form.office).into();
    let title = say(lang, "annual-title", &[("office", office), ("year", year)]);
    let mut parts = vec![
        Part::Heading(t("annual-1")),
        Part::Text(text(&form.overview)),
        Part::Heading(t("annual-2")),
    ];
    active(form, lang, &mut parts);
    parts.push(Part::Heading(t("annual-3")));
    parts.push(requests(annual, lang));
    parts.push(Part::Text(t("annual-identity")));
    let beside = [
        ("late", annual.late.into()),
        ("unconfirmed", annual.unconfirmed.into()),
    ];
    parts.push(Part::Text(say(lang, "annual-beside", &beside)));
    parts.push(Part::Heading(t("annual-4")));
    parts.push(contested(annual, lang));
    parts.push(Part::Heading(t("annual-5")));
    parts.push(Part::Text(text(&form.problems)));
    parts.push(Part::Heading(t("annual-6")));
    parts.push(Part::Text(text(&form.other)));
    Paper { title, parts }
}

fn active(form: &Form, lang: Lang, parts: &mut Vec<Part>) {
    let t = |id: &str| say(lang, id, &[]);
    let a = &form.active;
    let document = |id: &str, d: Document| {
        let cells = [d.made, d.repealed, d.valid].map(|n| n.to_string());
        std::iter::once(t(id)).chain(cells).collect::<Vec<_>>()
    };
    parts.push(Part::Text(t("active-1")));
    parts.push(Part::Table {
        columns: [
            "active-content",
            "active-made",
            "active-repealed",
            "active-valid",
        ]
        .map(t)
        .to_vec(),
        numbers: 1,
        rows: vec![
            document("active-rules", a.rules),
            document("active-normative", a.normative),
        ],
    });
    let rows = [
        (
            "active-5",
            "active-decisions",
            vec![("active-permits", a.permits.to_string())],
        ),
        (
            "active-6",
            "active-decisions",
            vec![
                ("active-penalties", a.penalties.to_string()),
                ("active-coercion", a.coercion.to_string()),
            ],
        ),
        (
            "active-8",
            "active-charged",
            vec![("active-fees", a.fees.to_string())],
        ),
    ];
    for (item, column, rows) in rows {
        parts.push(Part::Text(t(item)));
        parts.push(Part::Table {
            columns: vec![t("active-content"), t(column)],
            numbers: 1,
            rows: rows.into_iter().map(|(id, n)| vec![t(id), n]).collect(),
        });
    }
}

fn requests(annual: &Annual, lang: Lang) -> Part {
    let t = |id: &str| say(lang, id, &[]);
    let mut columns = vec![t("requests-item")];
    columns.extend(Applicant::ALL.iter().map(|a| word(lang, "applicant", a)));
    columns.push(t("requests-total"));
    let row = |label: String, row: &Row| {
        let mut cells = vec![label];
        cells.extend(row.0.iter().chain([&row.total()]).map(u64::to_string));
        cells
    };
    let mut rows = vec![
        row(t("requests-new"), &annual.new),
        row(t("requests-carried-in"), &annual.carried_in),
    ];
    for group in Group::ALL {
        rows.push(row(word(lang, "group", &group), &annual.group(group)));
        if matches!(group, Group::Granted | Group::Partly) {
            continue;
        }
        for (n, outcome) in (1_usize..).zip(group.outcomes()) {
            let places: [(&str, Place); 2] = [
                ("n", n.to_string().into()),
                ("outcome", Place::Word("outcome", outcome.to_string())),
            ];
            rows.push(row(
                say(lang, "requests-outcome", &places),
                &annual.of(outcome),
            ));
        }
    }
    rows.push(row(t("requests-decided"), &annual.decided()));
    rows.push(row(t("requests-carried-out"), &annual.carried_out));
    Part::Table {
        columns,
        numbers: 1,
        rows,
    }
}

fn contested(annual: &Annual, lang: Lang) -> Part {
    let t = |id: &str| say(lang, id, &[]);
    let columns = [
        "contested-way",
        "contested-upheld",
        "contested-corrected",
        "contested-other",
        "contested-pending",
        "requests-total",
    ];
    let row = |way: Way| {
        let of = annual.contested.get(&way).copied().unwrap_or_default();
        let Contested {
            upheld,
            corrected,
            other,
            pending,
        } = of;
        let cells = [upheld, corrected, other, pending, of.total()].map(|n| n.to_string());
        std::iter::once(word(lang, "way", &way))
            .chain(cells)
            .collect()
    };
    Part::Table {
        columns: columns.map(t).to_vec(),
        numbers: 1,
        rows: Way::ALL.into_iter().map(row).collect(),
    }
}
