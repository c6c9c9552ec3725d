//! A drawing with its message above and its numbers in a table below.

use maud::{Markup, html};

/// A column of the table.
#[derive(Clone, Copy, Debug)]
pub struct Heading<'a> {
    /// What stands at its head, with the unit where there is one.
    pub text: &'a str,
    /// Whether it holds numbers.
    pub number: bool,
}

/// What stands around a drawing.
pub struct Figure<'a> {
    /// The id of the message; the drawing names it as its title.
    pub id: &'a str,
    /// The message: what the drawing shows, in a sentence.
    pub message: Markup,
    /// The drawing.
    pub drawing: Markup,
    /// What opens the table.
    pub summary: &'a str,
    /// What the table is of, and in which unit.
    pub caption: &'a str,
    /// Its columns; the first one names the row.
    pub headings: &'a [Heading<'a>],
    /// Its rows, as wide as the headings.
    pub rows: Vec<Vec<String>>,
}

impl Figure<'_> {
    /// The whole figure.
    #[must_use]
    pub fn markup(&self) -> Markup {
        let number = |i: usize| self.headings.get(i).is_some_and(|h| h.number);
        html! {
            figure {
                figcaption id=(self.id) { (self.message) }
                (self.drawing)
            }
            details {
                summary { (self.summary) }
                div.scroll role="group" aria-label=(self.caption) tabindex="0" { table {
                    caption { (self.caption) }
                    thead { tr { @for h in self.headings { th.n[h.number] scope="col" { (h.text) } } } }
                    tbody { @for row in &self.rows { tr {
                        @for (i, cell) in row.iter().enumerate() {
                            @if i == 0 { th scope="row" { (cell) } } @else { td.n[number(i)] { (cell) } }
                        }
                    } } }
                } }
            }
        }
    }
}
