//! `fisc review`: from leads to findings to sign-off, one file a group of acts. Every act is built
//! here from what was typed, and judged, signed and put on record by the office below; nothing here
//! decides whether it may be done.

mod disputes;
mod export;
mod exposure;
mod findings;
mod form;
mod init;
mod leads;
mod log;
mod papers;
mod people;
mod queue;
mod rectify;
mod refer;
mod request;
mod show;
mod sign;
mod stages;
mod status;

use crate::engagement::Folder;
use crate::error::Failure;
use crate::passphrase::{self, Source};
use crate::texts::{self, t};
use crate::words;
use chrono::{DateTime, NaiveDate, Timelike, Utc};
use clap::{Args, Subcommand};
use fisc_model::act::Act;
use fisc_model::finding::Attachment;
use fisc_record::{Envelope, PublicKey};
use fisc_review::Case;
use fisc_review::office::Office;
use fisc_store::{Log, Receipt};
use serde::de::DeserializeOwned;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Review {
    #[command(flatten)]
    signer: Signer,
    #[command(subcommand)]
    command: Command,
}

/// Who acts.
#[derive(Args)]
pub struct Signer {
    /// The file of the key that signs; left out: FISC_KEY names it
    #[arg(long, global = true, value_name = "FILE")]
    key: Option<PathBuf>,
    #[command(flatten)]
    passphrase: Source,
    /// The person; left out: whose key it is
    #[arg(long = "as", global = true, value_name = "PERSON")]
    person: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Open the record of an engagement, as its owner
    Init(init::Init),
    #[command(flatten)]
    Act(Acting),
    /// Make a paper of the audit, to be completed and sealed
    Form(form::Form),
    /// Write a signing request for a signer on another machine
    Request(request::Request),
    /// Put a signed answer on record
    Submit(request::Submit),
    /// Show what waits for a person
    Queue(queue::Queue),
    /// Show a lead, a finding, a document or a dispute with its history
    Show(show::Show),
    /// Show how far the findings are
    Status(status::Status),
    /// Show the record, an entry of it, or whether the file is undamaged
    Log(log::Log),
    /// Write the record as a folder that anybody can verify
    Export(export::Export),
}

/// What somebody signs.
#[derive(Subcommand)]
pub enum Acting {
    /// Enrol a unit, a person or a further key
    Enrol(people::Enrol),
    /// Revoke a key from a moment on
    Revoke(people::Revoke),
    /// Give a role, or take it back
    Assign(people::Assign),
    /// Note in which years somebody led audits of an auditee before
    Service(people::Service),
    /// Withdraw somebody from everything about an auditee
    Recuse(people::Recuse),
    /// Approve, with a reason, what a rule asks approval for
    Except(people::Except),
    /// Change the policy
    Policy(people::SetPolicy),
    /// Say what came out of looking at a lead
    VerifyLead(leads::VerifyLead),
    /// Write a version of a finding
    Finding(findings::WriteFinding),
    /// Withdraw a finding
    Withdraw(findings::Withdraw),
    /// Put a document on record, enter or check its sealed form
    Paper(papers::Paper),
    /// Decide about findings at a stage
    Decide(stages::Decide),
    /// Note that a document was served
    Serve(exposure::Serve),
    /// Enter an auditee's reply to a finding
    Reply(exposure::Reply),
    /// Answer an auditee's objection
    Answer(exposure::AnswerReply),
    /// Note that an auditee was told of the right to a hearing, and what came of it
    Hearing(exposure::Hearing),
    /// Dispute a decision
    Dispute(disputes::Dispute),
    /// Say something in a dispute
    Say(disputes::Say),
    /// Rule on a dispute
    Rule(disputes::Rule),
    /// How a finding is put right: plan, report, verify, look back
    Rectify(rectify::Rectify),
    /// Refer a matter to other authorities
    Refer(refer::Refer),
    /// Sign any act, written in a file
    Sign(sign::Sign),
}

impl Acting {
    fn act(&self, desk: &mut Desk<'_>) -> Result<Act, Failure> {
        match self {
            Acting::Enrol(a) => Ok(a.act()),
            Acting::Revoke(a) => Ok(a.act(desk)),
            Acting::Assign(a) => Ok(a.act()),
            Acting::Service(a) => Ok(a.act()),
            Acting::Recuse(a) => Ok(a.act()),
            Acting::Except(a) => Ok(a.act()),
            Acting::Policy(a) => a.act(desk),
            Acting::VerifyLead(a) => a.act(desk),
            Acting::Finding(a) => a.act(desk),
            Acting::Withdraw(a) => Ok(a.act()),
            Acting::Paper(a) => a.act(desk),
            Acting::Decide(a) => a.act(desk),
            Acting::Serve(a) => a.act(desk),
            Acting::Reply(a) => a.act(desk),
            Acting::Answer(a) => Ok(a.act()),
            Acting::Hearing(a) => a.act(desk),
            Acting::Dispute(a) => Ok(a.act()),
            Acting::Say(a) => Ok(a.act()),
            Acting::Rule(a) => Ok(a.act()),
            Acting::Rectify(a) => a.act(desk),
            Acting::Refer(a) => a.act(desk),
            Acting::Sign(a) => a.act(desk),
        }
    }
}

pub fn run(dir: &Path, review: &Review) -> Result<u8, Failure> {
    let signer = &review.signer;
    if let Command::Init(init) = &review.command {
        init::run(dir, signer, init)?;
        return Ok(0);
    }
    if let Command::Act(acting) = &review.command {
        sign(dir, signer, None, |desk| acting.act(desk))?;
        return Ok(0);
    }
    let mut desk = Desk::open(dir)?;
    match &review.command {
        Command::Init(_) | Command::Act(_) => {}
        Command::Form(form) => form::run(&mut desk, signer, form)?,
        Command::Request(request) => request::run(&mut desk, signer, request)?,
        Command::Submit(submit) => request::submit(&mut desk, submit)?,
        Command::Queue(queue) => queue::run(&mut desk, signer, queue)?,
        Command::Show(show) => show::run(&mut desk, signer, show)?,
        Command::Status(status) => status::run(&mut desk, status)?,
        Command::Log(log) => log::run(&mut desk, signer, log)?,
        Command::Export(export) => export::run(&mut desk, signer, export)?,
    }
    Ok(0)
}

/// Signs an act that another command builds and puts it on record, or writes a signing request.
pub fn sign(
    dir: &Path,
    signer: &Signer,
    out: Option<&Path>,
    act: impl FnOnce(&mut Desk<'_>) -> Result<Act, Failure>,
) -> Result<(), Failure> {
    let mut desk = Desk::open(dir)?;
    if let Some(out) = out {
        return request::write(&mut desk, signer, out, act);
    }
    let path = signer.key_file(dir)?;
    let person = signer.person(&mut desk)?;
    desk.person = Some(person.clone());
    let act = act(&mut desk)?;
    let statement = desk.office.request(&person, act, desk.now)?;
    let key = passphrase::open(dir, &path, &signer.passphrase)?;
    desk.submit(&Envelope::sign(statement, &key))
}

impl Signer {
    fn named(&self, dir: &Path) -> Option<PathBuf> {
        let given = self.key.as_ref().map(|file| super::under(dir, file));
        given.or_else(|| std::env::var_os("FISC_KEY").map(PathBuf::from))
    }

    fn key_file(&self, dir: &Path) -> Result<PathBuf, Failure> {
        self.named(dir)
            .ok_or_else(|| Failure::Input(t!("review-no-key")))
    }

    /// Who acts: who was named, else whose key it is.
    fn person(&self, desk: &mut Desk<'_>) -> Result<String, Failure> {
        if let Some(person) = &self.person {
            return Ok(person.clone());
        }
        let path = self.named(desk.dir);
        let path = path.ok_or_else(|| Failure::Input(t!("review-nobody")))?;
        let key = passphrase::public(&path)?;
        let holder = desk.holder(&key)?;
        holder.ok_or_else(|| Failure::Input(t!("review-unknown-key", key = path.display())))
    }
}

/// The engagement's office, and the moment of this command: one clock reading for all of it.
pub struct Desk<'a> {
    dir: &'a Path,
    office: Office,
    now: DateTime<Utc>,
    /// Who acts, once it is known.
    person: Option<String>,
}

impl Desk<'_> {
    fn open(dir: &Path) -> Result<Desk<'_>, Failure> {
        let folder = Folder::find(dir)?;
        let office = Office::open(&folder.root)?;
        Ok(Desk {
            dir,
            office,
            now: now(),
            person: None,
        })
    }

    fn case(&mut self) -> Result<&Case, Failure> {
        Ok(self.office.case()?)
    }

    /// The log in which a document stands, and its last version; a document of a referral is there
    /// for those who keep referrals only.
    fn document(&mut self, id: &str) -> Result<Option<(Log, u32)>, Failure> {
        if let Some(found) = self.case()?.document(id) {
            return Ok(Some((Log::Record, found.version())));
        }
        let Some(person) = self.person.clone() else {
            return Ok(None);
        };
        let referrals = self.office.referrals(&person).ok();
        let found = referrals.and_then(|case| case.document(id));
        Ok(found.map(|document| (Log::Referrals, document.version())))
    }

    fn today(&self) -> NaiveDate {
        fisc_review::day(self.now)
    }

    /// Whose key it is, revoked or not: a revoked key is refused by name later.
    fn holder(&mut self, key: &PublicKey) -> Result<Option<String>, Failure> {
        let mut people = self.case()?.people();
        let found = people.find(|p| p.keys.iter().any(|k| k.key == *key));
        Ok(found.map(|p| p.id.clone()))
    }

    fn under(&self, file: &Path) -> PathBuf {
        super::under(self.dir, file)
    }

    fn text(&self, file: &Path) -> Result<String, Failure> {
        let path = self.under(file);
        fs::read_to_string(&path).map_err(Failure::given(&path))
    }

    /// What a file says, as TOML or, where its name says so, as JSON.
    fn toml<T: DeserializeOwned>(&self, file: &Path) -> Result<T, Failure> {
        let text = self.text(file)?;
        let parsed = if file.extension().is_some_and(|e| e == "json") {
            serde_json::from_str(&text).map_err(|e| e.to_string())
        } else {
            toml::from_str(&text).map_err(|e| e.to_string())
        };
        parsed.map_err(|e| {
            let path = self.under(file);
            Failure::Input(format!("{}: {}", path.display(), e.trim_end()))
        })
    }

    /// Keeps a file with the record, so that what is signed can be read later.
    fn attach(&mut self, log: Log, file: &Path) -> Result<Attachment, Failure> {
        let path = self.under(file);
        let bytes = fs::read(&path).map_err(Failure::given(&path))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        self.keep(log, &name, &bytes)
    }

    /// The same of what another command made, in the record.
    pub fn attach_bytes(&mut self, name: &str, bytes: &[u8]) -> Result<Attachment, Failure> {
        self.keep(Log::Record, name, bytes)
    }

    fn keep(&mut self, log: Log, name: &str, bytes: &[u8]) -> Result<Attachment, Failure> {
        let sm3 = self.case()?.policy().is_some_and(|p| p.digests.sm3);
        Ok(Attachment {
            name: name.to_string(),
            sha256: self.office.attach(log, bytes)?,
            sm3: sm3.then(|| fisc_record::digest::sm3(bytes)),
        })
    }

    fn attach_all(&mut self, log: Log, files: &[PathBuf]) -> Result<Vec<Attachment>, Failure> {
        files.iter().map(|file| self.attach(log, file)).collect()
    }

    /// Puts a signed envelope on record and says where it stands.
    fn submit(&mut self, envelope: &Envelope) -> Result<(), Failure> {
        let receipt = self.office.submit(envelope, self.now)?;
        let deed = fisc_review::identity::claimed(envelope);
        let act = deed.as_ref().map(|d| words::act(&d.act));
        let done = t!(
            "review-done",
            act = act.unwrap_or_default(),
            person = deed.map(|d| d.person).unwrap_or_default(),
            index = receipt.index
        );
        let mut out = std::io::stdout().lock();
        writeln!(out, "{done}")?;
        self.notices(envelope, &receipt, &mut out)
    }

    /// What is to be known about the entry: a rule that only warns, a breach.
    fn notices(
        &mut self,
        envelope: &Envelope,
        receipt: &Receipt,
        out: &mut impl Write,
    ) -> Result<(), Failure> {
        let deed = fisc_review::identity::claimed(envelope);
        let case = self.case()?;
        // The same place in the log of referrals is another entry.
        let this = |h: &&fisc_review::case::Happened| {
            h.index == receipt.index && deed.as_ref().is_some_and(|d| d.act == h.act)
        };
        let happened = case.history().iter().find(this);
        for notice in happened.map_or(&[][..], |h| &h.notices) {
            let line = if notice.breach {
                t!(
                    "review-breach",
                    rule = notice.rule,
                    text = texts::side(&notice.text)
                )
            } else {
                t!(
                    "review-notice",
                    rule = notice.rule,
                    text = texts::side(&notice.text)
                )
            };
            writeln!(out, "{}", crate::output::harmless(&line))?;
        }
        Ok(())
    }
}

/// The clock, in the whole seconds of the record.
fn now() -> DateTime<Utc> {
    let now = Utc::now();
    now.with_nanosecond(0).unwrap_or(now)
}

/// A word of a closed list, as it is written in the record; hyphens may stand for underscores.
fn word<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    let value = serde_json::Value::String(text.replace('-', "_"));
    serde_json::from_value(value).map_err(|e| e.to_string().replace('_', "-"))
}
