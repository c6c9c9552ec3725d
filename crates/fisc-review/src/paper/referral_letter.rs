//! 移送处理书: a matter that another authority is to deal with. It stands among the referrals alone,
//! and is made for who keeps them. By which law the matter is sent differs by authority and matter,
//! so the authority to send it and the rules it is measured by are left to be filled in.

use super::findings::Sections;
use super::layout::{Block, Page};
use super::{Head, Kind, PaperError, PaperId, docx};
use fisc_model::Money;
use fisc_model::lead::{Bilingual, Lead};

/// A letter of referral.
#[derive(Clone, Copy, Debug)]
pub struct ReferralLetter<'a> {
    /// Its head.
    pub head: Head<'a>,
    /// To which authority.
    pub to: &'a str,
    /// The matter.
    pub matter: &'a str,
    /// The amount concerned.
    pub amount: Money,
    /// What it rests on.
    pub leads: &'a [&'a Lead],
    /// Names of the papers that go with it.
    pub annexes: &'a [&'a str],
}

impl ReferralLetter<'_> {
    /// What it says it is; the matter itself is not repeated where programs read.
    #[must_use]
    pub fn id(&self) -> PaperId {
        self.head.id(Kind::ReferralLetter, Vec::new())
    }

    /// Headings of what a person must fill in.
    #[must_use]
    pub fn blanks(&self) -> Vec<String> {
        let w = super::words::Words::of(&self.head);
        ["report-basis", "referral-criteria"]
            .map(|b| w.t(b))
            .to_vec()
    }

    /// As a docx.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn docx(&self) -> Result<Vec<u8>, PaperError> {
        let mut page = Page::new(&self.head, self.id());
        let w = page.words;
        page.push(Block::Office(self.head.office.to_string()));
        page.title(Kind::ReferralLetter, self.head.number);
        page.push(Block::Flush(
            w.f("draft-to", &[("auditee", self.to.into())]),
        ));
        let project = [("title", self.head.title.into())];
        page.push(Block::Text(w.f("referral-opening", &project)));
        let mut sections = Sections::new();
        sections.open(&mut page, &w.t("report-basis"));
        page.push(Block::Text(w.t("referral-blank")));
        sections.text(&mut page, &w.t("referral-matter"), self.matter);
        let told = |lead: &&Lead| {
            let text: &Bilingual = &lead.narrative;
            let rows = lead.evidence.len().into();
            let facts = [("facts", w.pick(text).into()), ("rows", rows)];
            w.f("referral-fact", &facts)
        };
        let facts: Vec<String> = self.leads.iter().map(told).collect();
        sections.text(&mut page, &w.t("referral-facts"), &facts.join("\n"));
        let amount = w.money("referral-amount-of", self.amount);
        sections.text(&mut page, &w.t("referral-amount"), &amount);
        sections.open(&mut page, &w.t("referral-criteria"));
        page.push(Block::Text(w.t("referral-blank")));
        sections.text(&mut page, &w.t("referral-request"), &w.t("referral-ask"));
        let annexes: Vec<String> = (1..)
            .zip(self.annexes)
            .map(|(n, name)| format!("{n}. {name}"))
            .collect();
        sections.text(&mut page, &w.t("referral-annexes"), &annexes.join("\n"));
        page.signed_by_office(&self.head);
        docx::write(&page)
    }
}
