//! A page about where money went: drawings of flows with the tables they are made from, in one file
//! that reads without script and loads nothing. It says what it is given and nothing else: what may
//! be said of whom is decided before.

use crate::charts::sankey::{Flow, sankey};
use crate::i18n::Lang;
use fisc_model::Money;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("site/site.css");
/// A drawing that stands alone has no page to take its colours and sizes from.
const ALONE: &str = "text{font:15px system-ui,sans-serif;fill:#1c1b19}.soft{fill:#5c5850}.halo{paint-order:stroke;stroke:#fff;stroke-width:4px}.bar{fill:#0a5a6b}.band{fill:#9cc3cb;fill-opacity:.55}.title{font-weight:600}";
/// Browsers hold the page to this: no script, nothing from elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";
/// Width of a drawing that stands alone, and its margin, in px.
const WIDTH: i128 = 1_000;
const MARGIN: i128 = 20;

/// Money from one body to another, by the names they are shown under.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Band {
    /// Who gave.
    pub from: String,
    /// Who got.
    pub to: String,
    /// How much; only what is above zero is drawn.
    pub amount: Money,
}

/// Bands under a title. They are taken in their order: one that would close a circle is not drawn.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// What it shows.
    pub title: String,
    /// What it shows it of.
    pub bands: Vec<Band>,
}

/// Rows under a title.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it shows.
    pub title: String,
    /// Heads of the columns.
    pub columns: Vec<String>,
    /// Which columns hold numbers.
    pub numbers: Vec<bool>,
    /// Cells, as they are shown.
    pub rows: Vec<Vec<String>>,
    /// What is to be said about it: what was left out, how to read it. May be empty.
    pub note: String,
}

/// The page.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The language of its texts.
    pub lang: Lang,
    /// Its title.
    pub title: String,
    /// How far it may go: shown above everything.
    pub banner: String,
    /// Paragraphs at the beginning.
    pub about: Vec<String>,
    /// Drawings.
    pub drawings: Vec<Drawing>,
    /// Tables, in the order in which they are to be read.
    pub tables: Vec<Table>,
}

/// The page's bytes: the same for the same sheet.
#[must_use]
pub fn page(sheet: &Sheet) -> String {
    let lang = match sheet.lang {
        Lang::En => "en",
        Lang::Zh => "zh-CN",
    };
    let whole = html! {
        (DOCTYPE)
        html lang=(lang) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (sheet.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                p.banner { (sheet.banner) }
                main {
                    h1 { (sheet.title) }
                    @for text in &sheet.about { p { (text) } }
                    @for (n, drawing) in sheet.drawings.iter().enumerate() { (figure(drawing, n)) }
                    @for (n, table) in sheet.tables.iter().enumerate() { (rows(table, n)) }
                }
            }
        }
    };
    whole.into_string()
}

/// One drawing as a file of its own.
#[must_use]
pub fn svg(drawing: &Drawing) -> String {
    let drawn = sankey(&flows(drawing), "title", &|n| Money(n).grouped());
    let height = drawn.height + 3 * MARGIN + 20;
    let whole = html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(WIDTH) height=(height) viewBox={ "0 0 " (WIDTH) " " (height) } {
            title id="title" { (drawing.title) }
            style { (PreEscaped(ALONE)) }
            rect width="100%" height="100%" fill="#fff" {}
            text class="title" x=(MARGIN) y=(MARGIN + 15) { (drawing.title) }
            svg x=(MARGIN) y=(2 * MARGIN + 20) width=(WIDTH - 2 * MARGIN) height=(drawn.height) {
                (drawn.markup)
            }
        }
    };
    format!("{}\n", whole.into_string())
}

fn flows(drawing: &Drawing) -> Vec<Flow<'_>> {
    let mut all = Vec::with_capacity(drawing.bands.len());
    for b in &drawing.bands {
        all.push(Flow {
            from: &b.from,
            to: &b.to,
            amount: b.amount.0,
        });
    }
    all
}

fn figure(drawing: &Drawing, n: usize) -> Markup {
    let id = format!("drawing-{n}");
    let drawn = sankey(&flows(drawing), &id, &|n| Money(n).grouped());
    html! {
        figure {
            figcaption id=(id) { (drawing.title) }
            div.scroll { (drawn.markup) }
        }
    }
}

fn rows(table: &Table, n: usize) -> Markup {
    let id = format!("table-{n}");
    let class = |at: usize| {
        table
            .numbers
            .get(at)
            .copied()
            .unwrap_or_default()
            .then_some("n")
    };
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (table.title) }
            @if !table.note.is_empty() { p.note { (table.note) } }
            div.scroll tabindex="0" role="group" aria-labelledby=(id) {
                table {
                    thead { tr {
                        @for (at, head) in table.columns.iter().enumerate() {
                            th scope="col" class=[class(at)] { (head) }
                        }
                    } }
                    tbody {
                        @for row in &table.rows { tr {
                            @for (at, cell) in row.iter().enumerate() {
                                @if at == 0 { th scope="row" class=[class(at)] { (cell) } }
                                @else { td class=[class(at)] { (cell) } }
                            }
                        } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        let band = |from: &str, to: &str, amount| Band {
            from: from.into(),
            to: to.into(),
            amount: Money(amount),
        };
        Sheet {
            lang: Lang::Zh,
            title: "资金追踪".into(),
            banner: "内部资料".into(),
            about: vec!["<b>not markup</b>".into()],
            drawings: vec![Drawing {
                title: "指标".into(),
                bands: vec![
                    band("省", "市<", 3_000),
                    band("市<", "县", 2_000),
                    band("县", "省", 1),
                ],
            }],
            tables: vec![Table {
                title: "各级".into(),
                columns: vec!["级次".into(), "收到".into()],
                numbers: vec![false, true],
                rows: vec![vec!["市".into(), "30.00".into()]],
                note: String::new(),
            }],
        }
    }

    #[test]
    fn the_page_reads_without_script_and_no_text_is_markup() {
        let page = page(&sheet());
        assert!(!page.contains("<script") && !page.contains("<b>"), "{page}");
        assert!(page.contains("lang=\"zh-CN\"") && page.contains("市&lt;"));
        assert_eq!(page.matches("class=\"band\"").count(), 2);
        assert!(page.contains("<td class=\"n\">30.00</td>"));
        // A screen reader is told what the drawing is, and finds its numbers in the table.
        assert!(
            page.contains("aria-labelledby=\"drawing-0\"") && page.contains("id=\"drawing-0\"")
        );
    }

    #[test]
    fn a_drawing_stands_alone() {
        let svg = svg(&sheet().drawings[0]);
        assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1000\""));
        assert!(svg.contains("<title id=\"title\">指标</title>") && !svg.contains("市<<"));
        assert_eq!(svg.matches("class=\"band\"").count(), 2);
    }
}
