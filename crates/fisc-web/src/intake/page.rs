//! The pages of the form: the form itself, the receipt, and what says no. Whoever reads them has no
//! account and knows none of our words.

use super::{LINE, No, Settings, TEXT, TRAP};
use crate::answer::Answer;
use crate::fields::Fields;
use crate::form::{Fault, Sent};
use crate::layout::escape;
use crate::texts::Tongue;
use axum::http::{StatusCode, header};
use fisc_i18n::{Arg, Lang};
use maud::{DOCTYPE, Markup, html};

/// What a page is made for.
pub struct View<'a> {
    /// The form as it is set up.
    pub form: &'a Settings,
    /// The reader's language.
    pub tongue: Tongue,
    /// The page's own path.
    pub path: &'a str,
    /// The number of a finding that the address names.
    pub finding: &'a str,
}

impl View<'_> {
    /// The form, with what was typed and what is wrong with it.
    pub fn form(&self, status: StatusCode, fields: &Fields, faults: &[Fault]) -> Answer {
        let t = self.tongue;
        let sent = Sent {
            tongue: t,
            fields,
            faults,
        };
        let form = sent.act("feedback");
        let terms = &self.form.terms;
        let options: Vec<(String, String)> = self
            .form
            .issued
            .findings
            .iter()
            .map(|(n, title)| {
                let places = [("number", n.into()), ("title", t.plain(title).into())];
                let word = match t.plain(title) {
                    "" => n.clone(),
                    _ => t.say("intake-finding-option", &places),
                };
                (n.clone(), word)
            })
            .collect();
        let known = options.iter().any(|o| o.0 == self.finding);
        let chosen = if known { self.finding } else { "" };
        let most = |n: usize| [("most", Arg::from(n))];
        let kept = [("days", u64::from(terms.contact.feedback).into())];
        let body = html! {
            (form.choice_or("finding", t.t("intake-finding"), t.t("intake-none"), chosen, &options))
            (form.area("text", t.t("intake-text"), &t.say("intake-text-hint", &most(TEXT)), ""))
            (form.text("name", t.t("intake-name"), &t.say("intake-line-hint", &most(LINE)), ""))
            (form.text("contact", t.t("intake-contact"), t.t("intake-contact-hint"), ""))
            // Not seen, not read aloud, not reached by keyboard; a program that fills in all there is does.
            div hidden {
                label for="feedback-trap" { (t.t("intake-trap")) }
                input type="text" id="feedback-trap" name=(TRAP) tabindex="-1" autocomplete="off";
            }
            div.note {
                p { (t.say("intake-kept", &kept)) }
                p { (t.t("intake-published")) }
                p { (t.t("intake-no-trace")) }
            }
        };
        let main = html! {
            (sent.summary())
            p { (t.say("intake-about", &[("title", (&self.form.issued.title).into())])) }
            p { (t.t("intake-care")) }
            (form.whole(false, &body, t.t("intake-send")))
        };
        Answer::page(status, self.whole(t.t("intake-heading"), &main))
    }

    /// What somebody reads who has sent something.
    pub fn thanks(&self, receipt: &str) -> Answer {
        let t = self.tongue;
        let days = |n: u32| Arg::from(u64::from(n));
        let of = &self.form.terms.feedback;
        let terms = [
            ("question", days(of.question)),
            ("error", days(of.error)),
            ("tip", days(of.tip)),
            ("complaint", days(of.complaint)),
        ];
        let triage = [("days", days(of.triage))];
        let main = html! {
            div.done role="status" {
                p { (t.t("intake-receipt")) }
                p.receipt { strong { (receipt) } }
                p { (t.t("intake-receipt-keep")) }
            }
            h2 { (t.t("intake-next")) }
            p { (t.say("intake-triage", &triage)) }
            p { (t.say("intake-terms", &terms)) }
            p { (t.t("intake-reached")) }
            p { a href=(self.here(self.tongue.0, false)) { (t.t("intake-another")) } }
        };
        Answer::page(StatusCode::OK, self.whole(t.t("intake-thanks"), &main))
    }

    /// What says no. The other ways to the office stay open, and stand on its own page.
    pub fn no(&self, no: &No) -> Answer {
        let t = self.tongue;
        let (status, heading, text) = match no {
            No::NotThere => (404, "intake-not-there", "intake-not-there-text"),
            No::Elsewhere => (403, "intake-elsewhere", "intake-elsewhere-text"),
            No::TooLarge => (413, "intake-too-large", "intake-too-large-text"),
            No::Unreadable => (400, "intake-unreadable", "intake-unreadable-text"),
            No::TooMany => (429, "intake-too-many", "intake-too-many-text"),
            No::Full => (503, "intake-full", "intake-full-text"),
            No::Broken(_) => (500, "intake-broken", "intake-broken-text"),
        };
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let ways = format!("{}feedback.html", self.form.issued.address);
        let main = html! {
            p { (t.say(text, &[("most", TEXT.into())])) }
            p { a href=(ways) { (t.t("intake-ways")) } }
            p { a href=(self.here(t.0, true)) { (t.t("intake-back")) } }
        };
        let answer = Answer::page(status, self.whole(t.t(heading), &main));
        match no {
            No::TooMany => answer.with(header::RETRY_AFTER, "600"),
            No::Full => answer.with(header::RETRY_AFTER, "86400"),
            _ => answer,
        }
    }

    /// The form's address in a language.
    fn here(&self, lang: Lang, finding: bool) -> String {
        let lang = match lang {
            Lang::En => "en",
            Lang::Zh => "zh",
        };
        match self.finding {
            number if finding && !number.is_empty() => {
                format!("/?lang={lang}&finding={}", escape(number))
            }
            _ => format!("/?lang={lang}"),
        }
    }

    fn whole(&self, heading: &str, main: &Markup) -> Markup {
        let t = self.tongue;
        let (other, code, word) = match t.0 {
            Lang::En => (Lang::Zh, "zh-CN", "中文"),
            Lang::Zh => (Lang::En, "en", "English"),
        };
        let issued = &self.form.issued;
        html! {
            (DOCTYPE)
            html lang=(t.code()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="robots" content="noindex";
                    title { (heading) " · " (t.plain(&issued.body)) }
                    link rel="stylesheet" href="/style.css";
                    link rel="icon" href="/icon.svg" type="image/svg+xml";
                }
                body {
                    a.skip href="#main" { (t.t("skip")) }
                    header { div {
                        p.brand { a href=(issued.address) { (t.side(&issued.body)) } }
                        div.who {
                            a href=(self.here(other, true)) lang=(code) hreflang=(code) { (word) }
                        }
                    } }
                    main #main tabindex="-1" {
                        h1 { (heading) }
                        (main)
                    }
                    footer { p { a href=(issued.address) { (t.t("intake-site")) } } }
                }
            }
        }
    }
}
