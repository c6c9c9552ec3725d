//! 送达回证: that a document was served. Time limits run from the day the recipient writes on it, so
//! that part is left to be filled in by hand.

use super::layout::{Block, Page, pair, wide};
use super::{Head, Kind, PaperError, PaperId, Signature, Subject, docx};
use chrono::NaiveDate;

/// A receipt of service.
#[derive(Clone, Copy, Debug)]
pub struct Receipt<'a> {
    /// Its head: document and version are those served.
    pub head: Head<'a>,
    /// SHA-256 of the document served.
    pub digest: &'a str,
    /// What the document is called.
    pub title: &'a str,
    /// On whom it is served.
    pub auditee: &'a str,
    /// Where.
    pub place: &'a str,
    /// How: in person, by post.
    pub method: &'a str,
    /// By whom.
    pub senders: &'a [Signature<'a>],
    /// When.
    pub served_on: Option<NaiveDate>,
}

impl Receipt<'_> {
    /// What it says it is.
    #[must_use]
    pub fn id(&self) -> PaperId {
        let name = format!("document/{}@{}", self.head.document, self.head.version);
        let sha256 = self.digest.to_string();
        self.head.id(Kind::Receipt, vec![Subject { name, sha256 }])
    }

    /// As a docx.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn docx(&self) -> Result<Vec<u8>, PaperError> {
        let mut page = Page::new(&self.head, self.id());
        let w = page.words;
        page.push(Block::Office(self.head.office.to_string()));
        page.title(Kind::Receipt, "");
        page.push(Block::Form(vec![
            wide(w.t("project"), self.head.title),
            wide(w.t("receipt-document"), self.title),
            wide(w.t("receipt-number"), self.head.number),
            wide(w.t("receipt-to"), self.auditee),
            pair(
                w.t("receipt-place"),
                self.place,
                w.t("receipt-method"),
                self.method,
            ),
            pair(
                w.t("receipt-senders"),
                w.names(self.senders),
                w.t("receipt-served-on"),
                w.day_or_blank(self.served_on),
            ),
            wide(w.t("receipt-received"), "").room(4),
            wide(w.t("receipt-received-on"), w.day_or_blank(None)),
            wide(w.t("receipt-for"), "").room(3),
            wide(w.t("receipt-refused"), "").room(3),
            wide(w.t("receipt-witness"), "").room(3),
            wide(w.t("receipt-note"), "").room(3),
        ]));
        page.push(Block::Note(w.t("receipt-hint")));
        docx::write(&page)
    }
}
