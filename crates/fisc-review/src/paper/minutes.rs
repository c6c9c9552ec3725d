//! 审计业务会议纪要: what the audit conference considered and decided, dissent included.

use super::findings::Sections;
use super::layout::{Block, Page, pair, wide};
use super::{Head, Kind, Matter, PaperError, PaperId, docx};
use chrono::NaiveDate;

/// What was said and decided about one finding.
#[derive(Clone, Copy, Debug)]
pub struct Considered<'a> {
    /// The version considered.
    pub matter: Matter<'a>,
    /// What was decided.
    pub decision: &'a str,
    /// Who thought otherwise and why; empty: nobody.
    pub dissent: &'a str,
}

/// Minutes of an audit conference.
#[derive(Clone, Copy, Debug)]
pub struct Minutes<'a> {
    /// Their head.
    pub head: Head<'a>,
    /// When it was held.
    pub held_on: Option<NaiveDate>,
    /// Where.
    pub place: &'a str,
    /// Who chaired.
    pub chair: &'a str,
    /// Who took part.
    pub present: &'a [&'a str],
    /// Who sat in.
    pub attending: &'a [&'a str],
    /// Who wrote it down.
    pub recorder: &'a str,
    /// What it was about.
    pub agenda: &'a str,
    /// What was considered, in its order.
    pub items: &'a [Considered<'a>],
    /// What was decided as a whole.
    pub conclusion: &'a str,
}

impl Minutes<'_> {
    /// What they say they are.
    #[must_use]
    pub fn id(&self) -> PaperId {
        let subjects = self.items.iter().map(|i| i.matter.subject()).collect();
        self.head.id(Kind::Minutes, subjects)
    }

    /// As a docx.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn docx(&self) -> Result<Vec<u8>, PaperError> {
        let mut page = Page::new(&self.head, self.id());
        let w = page.words;
        page.push(Block::Office(self.head.office.to_string()));
        page.title(Kind::Minutes, self.head.number);
        page.push(Block::Form(vec![
            wide(w.t("project"), self.head.title),
            pair(
                w.t("minutes-held-on"),
                w.day_or_blank(self.held_on),
                w.t("minutes-place"),
                self.place,
            ),
            pair(
                w.t("minutes-chair"),
                self.chair,
                w.t("minutes-recorder"),
                self.recorder,
            ),
            wide(w.t("minutes-present"), w.list(self.present)),
            wide(w.t("minutes-attending"), w.list(self.attending)),
            wide(w.t("minutes-agenda"), self.agenda),
        ]));
        page.push(Block::Note(String::new()));
        let mut sections = Sections::new();
        if !self.items.is_empty() {
            sections.open(&mut page, &w.t("minutes-items"));
        }
        for (i, item) in self.items.iter().enumerate() {
            let f = item.matter.finding;
            let version = w.f(
                "subject-finding",
                &[
                    ("id", f.id.as_str().into()),
                    ("version", u64::from(f.version).into()),
                ],
            );
            let heading = [
                ("n", w.ordinal(i + 1).into()),
                ("text", w.pick(&f.title).into()),
            ];
            page.push(Block::Item(w.f("section-2", &heading)));
            let amount = w.f("finding-amount", &[("amount", w.amount(f).into())]);
            page.push(Block::Text(format!(
                "{}　{version}　{amount}",
                item.matter.auditee
            )));
            let decision = [("text", item.decision.into())];
            page.push(Block::Text(w.f("minutes-item-decision", &decision)));
            if !item.dissent.is_empty() {
                let dissent = [("text", item.dissent.into())];
                page.push(Block::Text(w.f("minutes-item-dissent", &dissent)));
            }
        }
        sections.text(&mut page, &w.t("minutes-conclusion"), self.conclusion);
        page.push(Block::Right(format!(
            "{}　　　　　　\n{}",
            w.t("minutes-signed"),
            w.day_or_blank(self.head.date)
        )));
        docx::write(&page)
    }
}
