//! What a paper says it is. The property survives editing in office programs, so a paper that
//! comes back can be matched with the version it was made of; whether its content is still the
//! same is a question for its digest, not for this.

use super::words::{Words, clean};
use fisc_i18n::Lang;
use fisc_model::act::DocumentKind;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::Event;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::{Cursor, Read};

/// What kind of paper it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 审计取证单.
    EvidenceForm,
    /// 审计工作底稿.
    WorkingPaper,
    /// 审计报告征求意见稿.
    ExposureDraft,
    /// 审计报告.
    Report,
    /// 审计决定书.
    Decision,
    /// 送达回证.
    Receipt,
    /// 复核意见书.
    ReviewOpinion,
    /// 审理意见书.
    AdjudicationOpinion,
    /// 审计业务会议纪要.
    Minutes,
    /// 审计整改台账.
    RectificationLedger,
    /// 移送处理书: kept among the referrals.
    ReferralLetter,
    /// 政府信息公开工作年度报告: of the office, not of an engagement.
    DisclosureReport,
    /// 年度审计结果汇总: over several engagements.
    YearFigures,
}

impl Kind {
    /// The kind of document that the record knows it as; receipts are attachments there, and the
    /// ledger of rectification is made from the record.
    #[must_use]
    pub fn document(self) -> Option<DocumentKind> {
        Some(match self {
            Kind::EvidenceForm => DocumentKind::EvidenceForm,
            Kind::WorkingPaper => DocumentKind::WorkingPaper,
            Kind::ExposureDraft => DocumentKind::ExposureDraft,
            Kind::Report => DocumentKind::Report,
            Kind::Decision => DocumentKind::Decision,
            Kind::ReviewOpinion => DocumentKind::ReviewOpinion,
            Kind::AdjudicationOpinion => DocumentKind::AdjudicationOpinion,
            Kind::Minutes => DocumentKind::Minutes,
            Kind::ReferralLetter => DocumentKind::Referral,
            Kind::Receipt
            | Kind::RectificationLedger
            | Kind::DisclosureReport
            | Kind::YearFigures => return None,
        })
    }

    /// The paper that the record knows as this kind of document; a release is no paper.
    #[must_use]
    pub fn of(document: DocumentKind) -> Option<Kind> {
        Some(match document {
            DocumentKind::EvidenceForm => Kind::EvidenceForm,
            DocumentKind::WorkingPaper => Kind::WorkingPaper,
            DocumentKind::ExposureDraft => Kind::ExposureDraft,
            DocumentKind::Report => Kind::Report,
            DocumentKind::Decision => Kind::Decision,
            DocumentKind::ReviewOpinion => Kind::ReviewOpinion,
            DocumentKind::AdjudicationOpinion => Kind::AdjudicationOpinion,
            DocumentKind::Minutes => Kind::Minutes,
            DocumentKind::Referral => Kind::ReferralLetter,
            DocumentKind::Release => return None,
        })
    }

    /// What it is called.
    #[must_use]
    pub fn title(self, lang: Lang) -> String {
        super::words::MESSAGES.say(
            lang,
            match self {
                Kind::EvidenceForm => "paper-evidence-form",
                Kind::WorkingPaper => "paper-working-paper",
                Kind::ExposureDraft => "paper-exposure-draft",
                Kind::Report => "paper-report",
                Kind::Decision => "paper-decision",
                Kind::Receipt => "paper-receipt",
                Kind::ReviewOpinion => "paper-review-opinion",
                Kind::AdjudicationOpinion => "paper-adjudication-opinion",
                Kind::Minutes => "paper-minutes",
                Kind::RectificationLedger => "paper-rectification-ledger",
                Kind::ReferralLetter => "paper-referral-letter",
                Kind::DisclosureReport => "paper-disclosure-report",
                Kind::YearFigures => "paper-year-figures",
            },
            &[],
        )
    }
}

/// What a paper is about, under the name that the record's statements use.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// `finding/<id>@<version>` or `document/<id>@<version>`.
    pub name: String,
    /// Lower-case hex.
    pub sha256: String,
}

/// What a paper says it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperId {
    /// What kind of paper.
    pub kind: Kind,
    /// Of which engagement.
    pub engagement: String,
    /// The document's id in the record.
    pub document: String,
    /// Its version.
    pub version: u32,
    /// Which versions of findings and documents it was made of, in the paper's order.
    pub subjects: Vec<Subject>,
}

/// Parts are numbered from 1: `fisc-paper-1`, `fisc-paper-2`. Office programs cut a property off
/// after 255 characters.
const PROPERTY: &str = "fisc-paper-";
const PART: usize = 240;
/// Where both formats keep the properties that users and programs add.
const PATH: &str = "docProps/custom.xml";
/// A file that comes back may be anything: no more than this is unpacked of it.
const MOST: u64 = 4 << 20;
/// What the foot of a page has room for.
const NAMED: usize = 3;

impl PaperId {
    /// Names and values of the properties, in ASCII.
    pub(super) fn properties(&self) -> Vec<(String, String)> {
        let json = serde_json::to_string(self).unwrap_or_default();
        let mut ascii = String::with_capacity(json.len());
        for c in json.chars() {
            if c.is_ascii() && !c.is_control() {
                ascii.push(c);
            } else {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(ascii, "\\u{unit:04x}");
                }
            }
        }
        let parts = ascii.as_bytes().chunks(PART).enumerate();
        parts
            .map(|(i, part)| {
                let value = part.iter().map(|b| char::from(*b)).collect();
                (format!("{PROPERTY}{}", i + 1), value)
            })
            .collect()
    }

    /// What a person reads at the foot of each page: the paper, and of what it is.
    pub(super) fn mark(&self, words: &Words<'_>) -> Vec<String> {
        let mark = words.f(
            "mark",
            &[
                ("paper", self.kind.title(words.lang).into()),
                ("document", clean(&self.document).into()),
                ("version", u64::from(self.version).into()),
            ],
        );
        let mut lines = vec![mark];
        if self.subjects.is_empty() {
            return lines;
        }
        let named: Vec<String> = self
            .subjects
            .iter()
            .take(NAMED)
            .map(|s| s.say(words))
            .collect();
        let names = words.list(&named);
        lines.push(if self.subjects.len() > NAMED {
            words.f(
                "mark-of-more",
                &[
                    ("names", names.into()),
                    ("count", self.subjects.len().into()),
                ],
            )
        } else {
            words.f("mark-of", &[("names", names.into())])
        });
        if let [only] = self.subjects.as_slice() {
            lines.push(words.f("digest-of", &[("digest", clean(&only.sha256).into())]));
        }
        lines
    }
}

impl Subject {
    fn say(&self, words: &Words<'_>) -> String {
        let parts = self.name.split_once('/').and_then(|(kind, rest)| {
            let (id, version) = rest.rsplit_once('@')?;
            let message = match kind {
                "finding" => "subject-finding",
                "document" => "subject-document",
                _ => return None,
            };
            Some((message, id, version))
        });
        match parts {
            Some((message, id, version)) => words.f(
                message,
                &[("id", clean(id).into()), ("version", version.into())],
            ),
            None => clean(&self.name),
        }
    }
}

/// What a docx or xlsx says it is; nothing where it is none of ours, or not such a file at all.
/// What it says was never proved: whoever edits a file can edit this too.
#[must_use]
pub fn identify(bytes: &[u8]) -> Option<PaperId> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let part = archive.by_name(PATH).ok()?;
    let mut xml = String::new();
    part.take(MOST).read_to_string(&mut xml).ok()?;
    let parts = properties(&xml)?;
    let mut json = String::new();
    for n in 1.. {
        match parts.get(&format!("{PROPERTY}{n}")) {
            Some(part) => json.push_str(part),
            None => break,
        }
    }
    serde_json::from_str(&json).ok()
}

/// Names and texts of the properties in this part; nothing if it is not well-formed. A text stands
/// in an element of the property that says its type; space around that is none of it.
fn properties(xml: &str) -> Option<BTreeMap<String, String>> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut found = BTreeMap::new();
    let mut current: Option<(String, String)> = None;
    let mut in_value = false;
    loop {
        let event = reader.read_event().ok()?;
        match &event {
            Event::Eof => return Some(found),
            Event::Start(e) if e.local_name().as_ref() == "property" => {
                let name = e.try_get_attribute("name").ok()??;
                let name = name.normalized_value(XmlVersion::Implicit1_0).ok()?;
                current = Some((name.into_owned(), String::new()));
            }
            Event::Start(_) => in_value = current.is_some(),
            Event::End(e) if e.local_name().as_ref() == "property" => found.extend(current.take()),
            Event::End(_) => in_value = false,
            _ => {}
        }
        let Some((_, text)) = current.as_mut().filter(|_| in_value) else {
            continue;
        };
        match &event {
            Event::Text(e) => text.push_str(&e.xml10_content()),
            Event::CData(e) => text.push_str(&e.xml10_content()),
            Event::GeneralRef(e) => match e.resolve_char_ref() {
                Ok(Some(c)) => text.push(c),
                _ => text.push_str(resolve_xml_entity(e)?),
            },
            _ => {}
        }
    }
}
