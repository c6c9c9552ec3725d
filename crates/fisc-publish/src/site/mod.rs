//! The public site: from a publication, and from nothing else, pages that work without script, from
//! a folder and from a file share. All links are relative. The language asked for stands first, at
//! the root; the other under `en/` or `zh/` with the same paths below. `findings/NUMBER.html` is
//! permanent. Amounts of different kinds are never added up; what was withdrawn keeps its page and
//! counts nowhere.

mod concentration;
mod facts;
mod feeds;
mod figures;
mod finding;
mod form;
mod frame;
mod lists;
mod methods;
mod overview;
mod pages;
mod people;
mod quality;
mod rectification;
mod search;
mod words;

use crate::Package;
use crate::i18n::Lang;
use crate::publication::Publication;
use crate::quality::Report;
use chrono::NaiveDate;
use facts::Facts;
use fisc_model::lead::Bilingual;
pub use form::is_form;
use frame::Site;

/// What the site shows beside the publication.
#[derive(Clone, Copy, Debug)]
pub struct Extra<'a> {
    /// The language at the root: Chinese for Chinese packs, else English.
    pub first: Lang,
    /// Says on every page that this is a draft and asks search engines to stay away.
    pub draft: bool,
    /// The tables of the package, for links and for its description to search engines.
    pub downloads: &'a [Download<'a>],
    /// How the program's statistics met published tables; the report itself stands in the package.
    pub conformance: Option<Conformance>,
    /// What the public asked or remarked, with the answers; the place where the work after
    /// release puts what it publishes. In the order given.
    pub feedback: &'a [FeedbackItem],
    /// The address of the web form for feedback, where there is one: see [`is_form`].
    pub feedback_form: Option<&'a str>,
    /// How the release was checked; a draft has nothing of it.
    pub quality: Option<&'a Report>,
}

/// What the conformance report comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conformance {
    /// Published values recomputed.
    pub cells: u64,
    /// Those that agree.
    pub agree: u64,
    /// Those that do not for a reason that is given.
    pub explained: u64,
}

/// A file of the package that is offered.
#[derive(Clone, Copy, Debug)]
pub struct Download<'a> {
    /// Its path in the package.
    pub path: &'a str,
    /// For people.
    pub title: &'a Bilingual,
    /// Such as `text/csv`.
    pub media_type: &'a str,
    /// Its size.
    pub bytes: u64,
    /// Lower-case hex SHA-256 of its bytes.
    pub sha256: &'a str,
}

/// A question or remark of the public, as it may be shown: nobody is named in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedbackItem {
    /// Its number.
    pub number: String,
    /// The number of the finding that it is about, where it is about one.
    pub finding: Option<String>,
    /// When it came.
    pub received_on: NaiveDate,
    /// Until when it is answered; nothing where the calendar does not reach that far.
    pub due_on: Option<NaiveDate>,
    /// The office that answers for it.
    pub owner: Bilingual,
    /// What was asked, as published.
    pub text: String,
    /// The answer and its day; nothing while it is open.
    pub answer: Option<(NaiveDate, Bilingual)>,
}

/// The header of the form that the public downloads (`feedback-form.csv`): what `fisc public feedback
/// add --file` reads.
pub const FEEDBACK_FORM: &str = "received_on,channel,finding,text,name,contact";

/// The files of the site by path. The same input gives the same bytes.
#[must_use]
pub fn site(publication: &Publication, extra: &Extra<'_>) -> Package {
    let facts = Facts::new(publication);
    let mut files = Package::new();
    files.insert("site.css".into(), include_bytes!("site.css").to_vec());
    files.insert("search.js".into(), include_bytes!("search.js").to_vec());
    figures::tables(&facts, &mut files);
    for lang in [Lang::Zh, Lang::En] {
        let site = Site::new(&facts, extra, lang);
        overview::page(&site, &mut files);
        lists::pages(&site, &mut files);
        finding::pages(&site, &mut files);
        methods::page(&site, &mut files);
        rectification::page(&site, &mut files);
        pages::all(&site, &mut files);
        people::page(&site, &mut files);
        search::page(&site, &mut files);
        quality::page(&site, &mut files);
        feeds::all(&site, &mut files);
    }
    files
}

/// The pages that say how the release was checked alone: what people confirmed last is entered in them
/// when everything else stands, and changes nothing else.
#[must_use]
pub fn checked(publication: &Publication, extra: &Extra<'_>) -> Package {
    let facts = Facts::new(publication);
    let mut files = Package::new();
    for lang in [Lang::Zh, Lang::En] {
        quality::page(&Site::new(&facts, extra, lang), &mut files);
    }
    files
}

/// The file of a finding's or auditee's page: letters, digits and hyphens as they are, every other
/// byte as `_` and two hex digits, so that no number leads out of the folder and no two meet.
#[must_use]
pub fn file_name(number: &str) -> String {
    use std::fmt::Write;
    let mut name = String::new();
    for b in number.bytes() {
        if b.is_ascii_alphanumeric() || b == b'-' {
            name.push(char::from(b));
        } else {
            let _ = write!(name, "_{b:02x}");
        }
    }
    name + ".html"
}
