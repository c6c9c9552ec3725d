//! What the pages of a release show of feedback: what was published of the engagement's own book by the
//! day of the release. The public reads which office answers, not which person.

use crate::commands::public::office::{BOOK, Office};
use crate::error::Failure;
use chrono::NaiveDate;
use fisc_model::lead::Bilingual;
use fisc_publish::site::FeedbackItem;
use std::path::Path;

/// Published feedback, in the order in which it came; none where there is no book.
pub fn published(
    root: &Path,
    on: NaiveDate,
    body: &Bilingual,
) -> Result<Vec<FeedbackItem>, Failure> {
    if !root.join(BOOK).is_file() {
        return Ok(Vec::new());
    }
    let office = Office::open(root, None, false)?;
    let items = office.items()?.into_iter();
    let shown = items.filter_map(|item| {
        let due = item
            .own_due
            .or_else(|| item.term(&office.terms, &office.calendar));
        let published = item.published.filter(|p| p.on <= on)?;
        Some(FeedbackItem {
            number: item.number,
            finding: item.finding,
            received_on: item.received_on,
            due_on: due,
            owner: body.clone(),
            text: published.question,
            answer: item.answer.map(|a| (a.on, published.answer)),
        })
    });
    Ok(shown.collect())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_form_on_the_site_is_the_one_that_is_read() {
        let form = fisc_public::feedback::form();
        let header = form.trim_start_matches('\u{feff}').trim_end();
        assert_eq!(header, fisc_publish::site::FEEDBACK_FORM);
    }
}
