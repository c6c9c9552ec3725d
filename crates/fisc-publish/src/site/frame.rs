//! What every page has around its content: head, banner, ways to the other pages, the other
//! language, and who issued it.

use super::facts::Facts;
use super::words::Words;
use super::{Extra, file_name};
use crate::Package;
use crate::i18n::Lang;
use crate::publication::PublicFinding;
use crate::quality::PAGE;
use maud::{DOCTYPE, Markup, html};

/// Browsers hold pages to this. `file:` is for readers who open them from a folder, where some
/// browsers do not count the folder's own files as `'self'`; on the web it allows nothing.
const POLICY: &str = "default-src 'none'; style-src 'self' file:; script-src 'self' file:; base-uri 'none'; form-action 'none'";

/// The site in one language.
pub struct Site<'a> {
    pub facts: &'a Facts<'a>,
    pub extra: &'a Extra<'a>,
    pub w: Words<'a>,
}

/// A page before it has its frame. Paths are those below the language.
pub struct Page<'p> {
    pub path: &'p str,
    pub title: String,
    /// The message that names the part of the site it belongs to.
    pub column: &'static str,
    /// Whether it is an article of its own, not a list.
    pub article: bool,
    pub head: Option<Markup>,
    pub script: Option<Markup>,
    pub body: Markup,
}

const NAV: [(&str, &str); 7] = [
    ("index.html", "nav-overview"),
    ("lists/number-1.html", "nav-findings"),
    ("auditees.html", "nav-auditees"),
    ("methods.html", "nav-methods"),
    ("rectification.html", "nav-rectification"),
    ("plain.html", "nav-plain"),
    ("verify.html", "nav-verify"),
];
const MORE: [(&str, &str); 7] = [
    (super::people::PATH, "nav-people"),
    ("transfers.html", "nav-transfers"),
    ("withheld.html", "nav-withheld"),
    ("corrections.html", "nav-corrections"),
    ("feedback.html", "nav-feedback"),
    ("about.html", "nav-about"),
    ("search.html", "nav-search"),
];

/// The folder of a language.
pub fn folder(lang: Lang, first: Lang) -> &'static str {
    match lang {
        lang if lang == first => "",
        Lang::En => "en/",
        Lang::Zh => "zh/",
    }
}

/// From a page up to the root of its language.
pub fn up(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

impl<'a> Site<'a> {
    pub fn new(facts: &'a Facts<'a>, extra: &'a Extra<'a>, lang: Lang) -> Site<'a> {
        let currency = &facts.p.currency;
        Site {
            facts,
            extra,
            w: Words { lang, currency },
        }
    }

    /// The folder of this language.
    pub fn folder(&self) -> &'static str {
        folder(self.w.lang, self.extra.first)
    }

    /// From a page to the root of the package.
    pub fn root(&self, path: &str) -> String {
        up(path) + if self.folder().is_empty() { "" } else { "../" }
    }

    pub fn title(&self) -> &str {
        &self.facts.p.title
    }

    /// Puts the page into the package.
    pub fn put(&self, page: &Page<'_>, files: &mut Package) {
        let bytes = self.whole(page).into_string().into_bytes();
        files.insert(format!("{}{}", self.folder(), page.path), bytes);
    }

    fn whole(&self, page: &Page<'_>) -> Markup {
        let (w, issue) = (self.w, &self.facts.p.issue);
        let (code, other, other_code) = match w.lang {
            Lang::En => ("en", Lang::Zh, "zh-CN"),
            Lang::Zh => ("zh-CN", Lang::En, "en"),
        };
        let (up, root) = (up(page.path), self.root(page.path));
        let switch = format!("{root}{}{}", folder(other, self.extra.first), page.path);
        let whole_title = format!("{} · {}", page.title, self.title());
        let banner = self.extra.draft.then(|| w.t("draft"));
        html! {
            (DOCTYPE)
            html lang=(code) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(POLICY);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (whole_title) }
                    @if banner.is_some() { meta name="robots" content="noindex"; }
                    meta name="SiteName" content=(w.plain(&issue.body));
                    meta name="ColumnName" content=(w.t(page.column));
                    @if page.article { meta name="ArticleTitle" content=(page.title); }
                    meta name="PubDate" content=(issue.published_on);
                    meta name="ContentSource" content=(w.plain(&issue.body));
                    meta name="Url" content={ (issue.address) (self.folder()) (page.path) };
                    link rel="stylesheet" href={ (root) "site.css" };
                    link rel="alternate" hreflang=(other_code) href=(switch);
                    link rel="alternate" type="application/atom+xml" title=(self.title()) href={ (up) "feed.xml" };
                    link rel="alternate" type="application/feed+json" title=(self.title()) href={ (up) "feed.json" };
                    @if let Some(head) = &page.head { (head) }
                }
                body {
                    a.skip href="#main" { (w.t("skip")) }
                    @if let Some(banner) = banner { p.banner role="note" { (banner) } }
                    header {
                        div.top {
                            p.site { a href={ (up) "index.html" } { (w.mixed(self.title())) } }
                            p.body { (w.two(&issue.body)) }
                            p.switch { a href=(switch) lang=(other_code) hreflang=(other_code) { (w.t("other-language")) } }
                        }
                        nav aria-label=(w.t("nav-main")) { ul { @for (to, name) in NAV { (self.entry(page, &up, to, name)) } } }
                    }
                    main #main { (page.body) }
                    footer {
                        nav aria-label=(w.t("nav-more")) { ul {
                            @for (to, name) in MORE.into_iter().filter(|(to, _)| self.has(to)) { (self.entry(page, &up, to, name)) }
                            @if self.extra.quality.is_some() { (self.entry(page, &up, PAGE, "nav-quality")) }
                        } }
                        p { (w.say("footer", &[
                            ("body", w.two(&issue.body)), ("date", html! { (issue.published_on) }),
                            ("release", html! { (issue.release) }),
                            ("licence", html! { a href=(issue.licence.address) { (issue.licence.name) } }),
                        ])) }
                        p.permanent { (w.t("permanent")) " " span.address { (issue.address) (self.folder()) (page.path) } }
                    }
                    @if let Some(script) = &page.script { (script) }
                }
            }
        }
    }

    /// Whether there is such a page.
    fn has(&self, path: &str) -> bool {
        path != super::people::PATH || !self.facts.p.people.is_empty()
    }

    fn entry(&self, page: &Page<'_>, up: &str, to: &str, name: &'static str) -> Markup {
        let current = if page.path == to {
            Some("page")
        } else {
            (page.column == name).then_some("true")
        };
        html! { li { a href={ (up) (to) } aria-current=[current] { (self.w.t(name)) } } }
    }

    /// The link to a finding's page.
    pub fn finding_link(&self, path: &str, number: &str, text: &Markup) -> Markup {
        html! { a href={ (up(path)) "findings/" (file_name(number)) } { (text) } }
    }

    /// The link to an auditee's page.
    pub fn auditee_link(&self, path: &str, code: &str) -> Markup {
        let name = self.facts.p.auditees.get(code).map(|a| a.name.as_str());
        html! {
            @if let Some(name) = name { a href={ (up(path)) "auditees/" (file_name(code)) } { (self.w.mixed(name)) } }
            @else { (self.w.t("auditee-unnamed")) }
        }
    }

    /// The amount of a finding, or why there is none.
    pub fn amount(&self, f: &PublicFinding) -> Markup {
        html! {
            @if self.facts.amount_hidden(f) { span.withheld { (self.w.t("withheld-mark")) } }
            @else if let Some(amount) = self.facts.amount(f) { (amount.grouped()) }
            @else { "–" }
        }
    }

    /// A wide table scrolls in its own box, which the keyboard reaches.
    pub fn scroll(&self, label: &str, table: &Markup) -> Markup {
        html! { div.scroll role="group" aria-label=(label) tabindex="0" { (table) } }
    }

    /// The first row of a table; `n` marks a column of numbers.
    pub fn row(&self, columns: &[(&str, &str)]) -> Markup {
        html! { thead { tr { @for (title, class) in columns {
            th scope="col" class=[(!class.is_empty()).then_some(class)] { (self.w.t(title)) }
        } } } }
    }
}
