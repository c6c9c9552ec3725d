//! What others pass on: an Atom feed (RFC 4287), a JSON Feed (1.1), and plain texts for a news
//! release and for messaging channels, all from the same numbers as the pages.

use super::file_name;
use super::frame::Site;
use super::overview::kind_sums;
use super::words::count;
use crate::Package;
use crate::i18n::Lang;
use crate::publication::RectificationState;

/// Important findings in a feed; the site has all.
const MOST: usize = 100;

struct Entry {
    id: String,
    title: String,
    text: String,
    on: String,
}

pub fn all(site: &Site<'_>, files: &mut Package) {
    let entries = entries(site);
    let folder = site.folder();
    files.insert(
        format!("{folder}feed.xml"),
        atom(site, &entries).into_bytes(),
    );
    files.insert(
        format!("{folder}feed.json"),
        json(site, &entries).into_bytes(),
    );
    files.insert(format!("{folder}news.txt"), news(site).into_bytes());
    files.insert(format!("{folder}message.txt"), message(site).into_bytes());
}

fn entries(site: &Site<'_>) -> Vec<Entry> {
    let (w, p) = (site.w, site.facts.p);
    let home = format!("{}{}", p.issue.address, site.folder());
    // A day, not a moment, is known: midnight UTC stands for it.
    let moment = |day: chrono::NaiveDate| format!("{day}T00:00:00Z");
    let on = moment(p.issue.published_on);
    let release = format!("{home}corrections.html#release-{}", p.issue.release);
    let mut entries = vec![Entry {
        id: release,
        title: format!(
            "{} ({})",
            p.title,
            w.text("release-n", &[("n", p.issue.release.to_string().into())])
        ),
        text: message(site).trim_end().into(),
        on: on.clone(),
    }];
    if let Some(last) = p.corrections.last() {
        for (i, item) in last.what.iter().enumerate() {
            let number = item
                .finding
                .as_deref()
                .unwrap_or_else(|| w.t("whole-release"));
            entries.push(Entry {
                id: format!("{home}corrections.html#release-{}-{}", last.release, i + 1),
                title: format!("{}: {number}", w.correction(item.kind)),
                text: w.plain(&item.reason).into(),
                on: on.clone(),
            });
        }
    }
    for f in site.facts.standing.iter().filter(|f| f.material).take(MOST) {
        let amount = site
            .facts
            .amount(f)
            .map(|a| format!("{} {}", w.kind(f.amount_kind), w.amount(a)))
            .unwrap_or_default();
        let name = site
            .facts
            .auditee(f)
            .map(|a| a.name.as_str())
            .unwrap_or_default();
        entries.push(Entry {
            id: format!("{home}findings/{}", file_name(&f.number)),
            title: w.plain(&f.title).into(),
            text: format!("{name} {amount}").trim().into(),
            on: on.clone(),
        });
    }
    entries
}

/// Text in XML: escaped, without the characters that XML 1.0 cannot hold.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

fn atom(site: &Site<'_>, entries: &[Entry]) -> String {
    let (w, issue) = (site.w, &site.facts.p.issue);
    let home = xml(&format!("{}{}", issue.address, site.folder()));
    let lang = if w.lang == Lang::En { "en" } else { "zh-CN" };
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\">\n<id>{home}</id>\n<title>{}</title>\n<updated>{}T00:00:00Z</updated>\n<author><name>{}</name></author>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{home}feed.xml\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{home}index.html\"/>\n<rights>{}</rights>\n",
        xml(site.title()),
        issue.published_on,
        xml(w.plain(&issue.body)),
        xml(&issue.licence.name),
    );
    for e in entries {
        let id = xml(&e.id);
        out += &format!(
            "<entry>\n<id>{id}</id>\n<title>{}</title>\n<updated>{}</updated>\n<link rel=\"alternate\" type=\"text/html\" href=\"{id}\"/>\n<summary>{}</summary>\n</entry>\n",
            xml(&e.title),
            e.on,
            xml(&e.text)
        );
    }
    out + "</feed>\n"
}

fn json(site: &Site<'_>, entries: &[Entry]) -> String {
    let (w, issue) = (site.w, &site.facts.p.issue);
    let home = format!("{}{}", issue.address, site.folder());
    let items: Vec<_> = entries.iter().map(|e| serde_json::json!({ "id": e.id, "url": e.id, "title": e.title, "content_text": e.text, "date_published": e.on })).collect();
    let feed = serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1", "title": site.title(), "home_page_url": format!("{home}index.html"), "feed_url": format!("{home}feed.json"),
        "language": if w.lang == Lang::En { "en" } else { "zh-CN" }, "authors": [{ "name": w.plain(&issue.body) }], "items": items,
    });
    format!("{feed:#}\n")
}

/// For channels that take a few lines.
fn message(site: &Site<'_>) -> String {
    let (w, p) = (site.w, site.facts.p);
    let address = format!("{}{}index.html", p.issue.address, site.folder());
    if site.facts.all_withdrawn() {
        let places = [
            ("draft", draft(site).into()),
            ("body", w.plain(&p.issue.body).into()),
            ("title", (&p.title).into()),
            ("address", address.into()),
        ];
        return w.text("message-withdrawn", &places) + "\n";
    }
    let amounts: Vec<String> = kind_sums(site)
        .into_iter()
        .map(|(k, a, _)| format!("{} {}", w.kind(k), w.short(a)))
        .collect();
    let amounts = if amounts.is_empty() {
        w.t("no-amounts").to_string()
    } else {
        amounts.join(w.t("list-comma"))
    };
    w.text(
        "message",
        &[
            ("draft", draft(site).into()),
            ("body", w.plain(&p.issue.body).into()),
            ("title", (&p.title).into()),
            ("n", site.facts.standing.len().into()),
            ("amounts", amounts.into()),
            ("address", address.into()),
        ],
    ) + "\n"
}

fn draft(site: &Site<'_>) -> String {
    if site.extra.draft {
        format!("[{}] ", site.w.t("draft"))
    } else {
        String::new()
    }
}

/// For the press.
fn news(site: &Site<'_>) -> String {
    let (w, p) = (site.w, site.facts.p);
    let closed = site
        .facts
        .standing
        .iter()
        .filter(|f| {
            f.rectification
                .as_ref()
                .is_some_and(|r| r.state == RectificationState::Closed)
        })
        .count();
    let mut out = format!("{}{}\n\n", draft(site), p.title);
    let withdrawn = site.facts.all_withdrawn();
    let lead = match withdrawn {
        true => "news-withdrawn",
        false => "news-lead",
    };
    let n = match withdrawn {
        true => site.facts.withdrawn.len(),
        false => site.facts.standing.len(),
    };
    out += &w.text(
        lead,
        &[
            ("body", w.plain(&p.issue.body).into()),
            ("date", p.issue.published_on.to_string().into()),
            ("year", p.fiscal_year.to_string().into()),
            ("n", n.into()),
        ],
    );
    out += "\n\n";
    for (number, gone) in site
        .facts
        .withdrawn
        .iter()
        .take(if withdrawn { 10 } else { 0 })
    {
        out += &format!(
            "{number} {} {}{}findings/{}\n",
            w.plain(&gone.item.reason),
            p.issue.address,
            site.folder(),
            file_name(number)
        );
    }
    for (kind, amount, n) in kind_sums(site) {
        out += &w.text(
            "news-kind",
            &[
                ("kind", w.kind(kind).into()),
                ("amount", w.amount(amount).into()),
                ("n", n.into()),
            ],
        );
        out.push('\n');
    }
    if !withdrawn {
        out += &format!("{}\n\n", w.t("kinds-apart"));
    }
    for f in site.facts.standing.iter().filter(|f| f.material).take(10) {
        out += &format!(
            "{} {} {}{}findings/{}\n",
            f.number,
            w.plain(&f.title),
            p.issue.address,
            site.folder(),
            file_name(&f.number)
        );
    }
    out.push('\n');
    for text in &p.interpretation {
        out += &format!("{}\n\n", w.plain(text));
    }
    out += &w.text(
        "news-end",
        &[
            ("closed", count(closed as u64).into()),
            ("contact", w.plain(&p.issue.contact).into()),
            ("licence", (&p.issue.licence.name).into()),
        ],
    );
    out.push('\n');
    out
}
