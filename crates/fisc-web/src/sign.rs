//! Signing: before anything is signed, a page says in words what; then the person's own key signs,
//! opened with its passphrase for as long as that takes, or on another machine.
//!
//! The statement travels through the browser between the two steps. That is safe because whoever
//! could change it there could as well have asked for the changed one: what counts is the signature
//! under the person's key, and the office judges the statement again when it comes back.

use crate::acts;
use crate::answer::{Answer, Wrong};
use crate::fields::Upload;
use crate::form::{Fault, Sent};
use crate::pages::home;
use crate::texts::Tongue;
use crate::visit::Visit;
use crate::{errors, layout, password, reading, words};
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fisc_model::act::{Act, Deed};
use fisc_model::finding::Attachment;
use fisc_model::lead::Bilingual;
use fisc_record::digest::sha256;
use fisc_record::envelope::Envelope;
use fisc_record::statement::Statement;
use fisc_review::{Notice, OfficeError};
use fisc_store::{Log, Receipt};
use maud::{Markup, html};

/// Wrong passphrases of one person in the time over which attempts are counted.
const PASSPHRASES: u64 = 10;

/// A page with forms: shown with what was sent to it and what was wrong with that.
pub type View = fn(&Visit<'_>, &Sent<'_>) -> Result<(String, Markup), Wrong>;

/// Shows a page, or takes what one of its forms asks for.
///
/// # Errors
/// The page's, or what the office refuses.
pub fn page(v: &Visit<'_>, view: View) -> Result<Answer, Wrong> {
    page_of(v, view, |keep| acts::read(v.tongue, &v.fields, keep))
}

/// The same, with how the act is made of what was sent and of what only the page knows.
///
/// # Errors
/// The page's, or what the office refuses.
pub fn page_of(
    v: &Visit<'_>,
    view: View,
    make: impl FnOnce(&mut acts::Keep<'_>) -> Result<Result<Act, Vec<Fault>>, Wrong>,
) -> Result<Answer, Wrong> {
    let show = |status, faults: &[Fault], before: Markup| {
        let sent = Sent {
            tongue: v.tongue,
            fields: &v.fields,
            faults,
        };
        let (heading, main) = view(v, &sent)?;
        let again = (!faults.is_empty() && v.fields.any_file()).then(|| v.tongue.t("form-files"));
        let main = html! {
            (before) (sent.summary())
            @if let Some(text) = again { p { (text) } }
            (main)
        };
        Ok(Answer::page(status, layout::whole(v, &heading, &main)))
    };
    if !v.post {
        return show(StatusCode::OK, &[], html! {});
    }
    let who = v.who()?;
    // Who may not see the page may not act from it either; and no file is kept for them.
    let nothing = crate::fields::Fields::default();
    let unsent = Sent {
        tongue: v.tongue,
        fields: &nothing,
        faults: &[],
    };
    view(v, &unsent)?;
    let log = reading::log_of(v);
    let sm3 = reading::wants_sm3(v.desk.office().case()?);
    let mut keep = |upload: &Upload| -> Result<Attachment, Wrong> {
        let sha256 = v.desk.store().put_attachment(log, &upload.bytes)?;
        let sm3 = sm3.then(|| fisc_record::digest::sm3(&upload.bytes));
        Ok(Attachment {
            name: upload.name.clone(),
            sha256,
            sm3,
        })
    };
    match make(&mut keep)? {
        Err(faults) => show(StatusCode::UNPROCESSABLE_ENTITY, &faults, html! {}),
        Ok(act) => {
            let prepared = v.desk.office().prepare(&who.id, act, v.now);
            match prepared {
                Ok((statement, notices)) => confirm(v, &statement, &known(&notices), &[]),
                // What was typed stays: a rule that says no often asks for one thing more.
                Err(OfficeError::Refused(refusal)) => {
                    let said = errors::refusal(v, &refusal);
                    show(StatusCode::CONFLICT, &[], said)
                }
                Err(other) => Err(other.into()),
            }
        }
    }
}

/// What is to be known before signing: rule and text.
type Known = Vec<(String, Bilingual)>;

fn known(notices: &[Notice]) -> Known {
    let each = notices.iter().map(|n| (n.rule.to_string(), n.text.clone()));
    each.collect()
}

fn read(v: &Visit<'_>, bytes: &[u8]) -> Result<Statement<Deed>, Wrong> {
    let statement = Statement::<Deed>::parse(bytes).map_err(|_| Wrong::Unreadable)?;
    // Another's statement is not shown for signing: whoever is logged in here could not sign it.
    if statement.predicate.person != v.who()?.id {
        return Err(Wrong::NotYours);
    }
    Ok(statement)
}

/// What an act is called.
#[must_use]
pub fn title(t: Tongue, act: &Act) -> String {
    let value = serde_json::to_value(act).unwrap_or_default();
    t.word("act", value["kind"].as_str().unwrap_or_default())
}

/// A statement in words: the act, everything in it, and what it is about with the digests.
#[must_use]
pub fn in_words(t: Tongue, statement: &Statement<Deed>) -> Markup {
    let deed = &statement.predicate;
    let act = serde_json::to_value(&deed.act).unwrap_or_default();
    html! {
        dl.words {
            div { dt { (t.t("sign-engagement")) } dd { (deed.engagement) } }
            div { dt { (t.t("sign-person")) } dd { (deed.person) } }
            div { dt { (t.t("sign-at")) } dd { (moment(deed.at)) } }
            div { dt { (t.t("sign-after")) } dd { (deed.after) } }
        }
        h3 { (t.t("sign-says")) }
        (words::fields(t, &act))
        h3 { (t.t("sign-about")) }
        ul { @for subject in &statement.subject {
            li {
                (subject.name) " " span.code { "sha256 " code { (subject.digest.sha256) } }
                @if let Some(sm3) = &subject.digest.sm3 { span.code { "sm3 " code { (sm3) } } }
            }
        } }
    }
}

/// A moment as people read it; times of the record are UTC.
#[must_use]
pub fn moment(at: chrono::DateTime<chrono::Utc>) -> Markup {
    html! { time datetime=(at.to_rfc3339()) { (at.format("%Y-%m-%d %H:%M:%S")) " UTC" } }
}

fn confirm(
    v: &Visit<'_>,
    bytes: &[u8],
    notices: &Known,
    faults: &[Fault],
) -> Result<Answer, Wrong> {
    let t = v.tongue;
    let statement = read(v, bytes)?;
    let here = v.desk.store().sealed_key(&v.who()?.id)?.is_some();
    let sent = Sent {
        tongue: t,
        fields: &v.fields,
        faults,
    };
    // The fields of this page carry no act: it is in the statement.
    let form = sent.act("sign");
    let encoded = STANDARD.encode(bytes);
    let carried = html! {
        (form.hidden("statement", &encoded))
        (form.hidden("back", &back(v)))
        // Said again after a wrong passphrase.
        @if !notices.is_empty() {
            (form.hidden("notices", &serde_json::to_string(notices).unwrap_or_default()))
        }
        (form.hidden("act", "sign"))
    };
    let main = html! {
        (sent.summary())
        p { (t.t("sign-text")) }
        @for (rule, text) in notices {
            div.note { p.prose { (t.side(text)) } p.soft { (t.say("error-rule", &[("rule", rule.into())])) } }
        }
        section aria-labelledby="statement" {
            h2 #statement { (title(t, &statement.predicate.act)) }
            (in_words(t, &statement))
            p.soft { (t.t("sign-digest")) " " code { (sha256(bytes)) } }
        }
        section.act aria-labelledby="here" {
            h2 #here { (t.t("sign-here")) }
            @if here {
                form method="post" action="/sign" {
                    (carried)
                    (form.secret("passphrase", t.t("sign-passphrase"), t.t("sign-passphrase-hint"), "off"))
                    p { button type="submit" { (t.t("sign-button")) } }
                }
            } @else {
                p { (t.t("sign-no-key")) " " a href="/account" { (t.t("account")) } }
            }
        }
        section.act aria-labelledby="away" {
            h2 #away { (t.t("sign-away")) }
            p { (t.t("sign-away-text")) }
            form method="post" action="/sign/request" {
                (carried)
                p { button type="submit" { (t.t("sign-request")) } }
            }
            form method="post" action="/sign/answer" enctype="multipart/form-data" {
                (carried)
                (form.file("answer", t.t("sign-answer"), "", false))
                p { button type="submit" { (t.t("sign-answer-button")) } }
            }
            p { a href=(layout::own_path(&back(v))) { (t.t("sign-not")) } }
        }
    };
    let status = if faults.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok(Answer::page(status, layout::whole(v, t.t("sign"), &main)))
}

/// Where the act was begun.
fn back(v: &Visit<'_>) -> String {
    let carried = v.fields.get("back");
    let from = if carried.is_empty() { &v.path } else { carried };
    layout::own_path(from).to_string()
}

fn statement(v: &Visit<'_>) -> Result<Vec<u8>, Wrong> {
    let bytes = STANDARD.decode(v.fields.get("statement"));
    bytes.map_err(|_| Wrong::Unreadable)
}

fn again(v: &Visit<'_>, bytes: &[u8], field: &str, id: &'static str) -> Result<Answer, Wrong> {
    let (field, message) = (field.to_string(), v.tongue.t(id).to_string());
    let notices = serde_json::from_str(v.fields.get("notices")).unwrap_or_default();
    confirm(v, bytes, &notices, &[Fault { field, message }])
}

/// Signs here, with the sealed key of who is logged in.
pub fn sign(v: &Visit<'_>) -> Result<Answer, Wrong> {
    let who = v.who()?;
    let bytes = statement(v)?;
    let act = read(v, &bytes)?.predicate.act;
    // Sent twice, as by a second press of the button: it stands already.
    let stands = v.desk.store().position(&sha256(&bytes))?;
    if let Some((log, index)) = stands {
        let receipt = v.desk.store().receipt(log, index)?;
        return done(v, &act, log, &receipt, true);
    }
    let sealed = v.desk.store().sealed_key(&who.id)?;
    let sealed = sealed.and_then(|s| String::from_utf8(s).ok());
    let Some(sealed) = sealed else {
        return again(v, &bytes, "passphrase", "sign-no-key");
    };
    let tries = format!("key {}", who.id);
    let since = v.now - password::WINDOW;
    if v.desk.store().attempt(&tries, v.now, since)? > PASSPHRASES {
        return Err(Wrong::TooMany);
    }
    let Ok(key) = v.desk.open_key(&sealed, v.fields.raw("passphrase")) else {
        return again(v, &bytes, "passphrase", "sign-passphrase-wrong");
    };
    v.desk.store().forget_attempts(&tries)?;
    let envelope = Envelope::sign(bytes, &key);
    // Gone, and wiped, before anything else happens.
    drop(key);
    submit(v, &envelope)
}

/// The statement as a file, for a signer on another machine.
pub fn request(v: &Visit<'_>) -> Result<Answer, Wrong> {
    let bytes = statement(v)?;
    read(v, &bytes)?;
    let name = format!("{}.request.json", &sha256(&bytes)[..12]);
    Ok(Answer::file(&name, "application/json", bytes))
}

/// What the signer on another machine has signed.
pub fn signed(v: &Visit<'_>) -> Result<Answer, Wrong> {
    let asked = statement(v)?;
    let Some(file) = v.fields.files("answer").next() else {
        return again(v, &asked, "answer", "sign-answer-none");
    };
    let Ok(envelope) = Envelope::read(&file.bytes) else {
        return again(v, &asked, "answer", "sign-answer-other");
    };
    if envelope.payload != asked {
        return again(v, &asked, "answer", "sign-answer-changed");
    }
    read(v, &asked)?;
    submit(v, &envelope)
}

fn submit(v: &Visit<'_>, envelope: &Envelope) -> Result<Answer, Wrong> {
    let receipt = v.desk.office().submit(envelope, v.now)?;
    let act = read(v, &envelope.payload)?.predicate.act;
    let stands = v.desk.store().position(&envelope.statement_digest())?;
    let log = stands.map_or(Log::Record, |(log, _)| log);
    done(v, &act, log, &receipt, false)
}

/// It stands: where, with which receipt, and what waits next.
fn done(
    v: &Visit<'_>,
    act: &Act,
    log: Log,
    receipt: &Receipt,
    before: bool,
) -> Result<Answer, Wrong> {
    let t = v.tongue;
    let entry = match log {
        Log::Referrals => "/referrals".to_string(),
        Log::Record => format!("/record/{}", receipt.index),
    };
    let next = home::next(v)?;
    let main = html! {
        div.done role="status" {
            p { strong { (title(t, act)) } }
            p { (t.say("signed-text", &[("index", receipt.index.into())])) }
            @if before { p { (t.t("signed-before")) } }
        }
        p { a href=(entry) { (t.t("signed-entry")) } }
        p { a href=(back(v)) { (t.t("signed-back")) } }
        @if let Some(next) = next { p { (t.t("signed-next")) " " (next) } }
        h2 { (t.t("signed-receipt")) }
        p { (t.t("signed-keep")) }
        pre tabindex="0" role="group" aria-label=(t.t("signed-receipt")) { code { (receipt) } }
    };
    Ok(Answer::page(
        StatusCode::OK,
        layout::whole(v, t.t("signed"), &main),
    ))
}
