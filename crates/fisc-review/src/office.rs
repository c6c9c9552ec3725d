//! The one door through which the programs act: it makes the statement that a person would sign,
//! judges what comes back under the write lock of the record, and puts refusals on record. It holds
//! no clock and no person's key.

mod log_key;

use crate::case::Case;
use crate::clock::in_order;
use crate::identity;
use crate::judge::judge;
use crate::live;
use crate::queue::{Kind, Task};
use crate::referrals;
use crate::refusal::{Notice, Refusal};
use crate::subjects::{self, Subject};
use chrono::{DateTime, NaiveDate, Timelike, Utc};
use fisc_model::act::{Act, Deed, Role};
use fisc_model::calendar::Calendar;
use fisc_model::digest::sha256_hex;
use fisc_model::engagement::Engagement;
use fisc_model::lead::Lead;
use fisc_record::entry::Entry;
use fisc_record::envelope::Envelope;
use fisc_record::key::SecretKey;
use fisc_record::statement::Statement;
use fisc_store::{Log, Store, StoreError};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

pub use fisc_store::Receipt;

/// The record's file in an engagement's folder.
pub const RECORD: &str = "fisc.db";
/// The file of the log's own key, readable by the engagement's owner alone.
pub const LOG_KEY: &str = "fisc.log-key";
/// What a run of the methods leaves.
const LEADS: &str = "leads/leads.jsonl";

/// Rules whose refusal stands on record even where nothing was signed yet: who may not sign this,
/// and a finding that is no longer what it was. A slip of the pen, as a wrong number, does not.
const ON_RECORD_UNSIGNED: [&str; 11] = [
    "adjudication-unit",
    "adjudicator-same-department",
    "borrowed-reviewer",
    "distinct-stages",
    "lead-verifier-reviews",
    "own-department",
    "own-work",
    "recused",
    "rotation",
    "stale",
    "team-reviews",
];

/// Why the office did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// A rule refuses it.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// The record's file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file of the engagement.
    #[error("{}: {what}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What is wrong, and what to do.
        what: String,
    },
}

/// Somebody to be enrolled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    /// What signs.
    pub id: String,
    /// For people.
    pub name: String,
    /// Their unit.
    pub unit: String,
}

/// The record of an engagement, open.
#[derive(Debug)]
pub struct Office {
    folder: PathBuf,
    engagement: Engagement,
    store: Store,
    log_key: SecretKey,
    case: Case,
    referrals: Case,
    leads: Vec<Lead>,
    /// When and how long leads.jsonl was when it was read.
    read: Option<(SystemTime, u64)>,
}

fn file(path: &Path) -> impl Fn(String) -> OfficeError + '_ {
    move |what| OfficeError::File {
        path: path.to_path_buf(),
        what,
    }
}

/// When a file was written and how long it is; nothing where there is none.
fn stamp(path: &Path) -> Option<(SystemTime, u64)> {
    let about = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some((about.modified().ok()?, about.len()))
}

fn read(path: &Path) -> Result<String, OfficeError> {
    fs::read_to_string(path).map_err(|e| file(path)(e.to_string()))
}

impl Office {
    /// Opens the record of the engagement in this folder.
    ///
    /// # Errors
    /// There is none, or a file of it is damaged.
    pub fn open(folder: &Path) -> Result<Office, OfficeError> {
        let engagement = engagement(folder)?;
        let store = Store::open(&folder.join(RECORD))?;
        let log_key = log_key::read_key(&folder.join(LOG_KEY))?;
        Office::new(folder, engagement, store, log_key)
    }

    /// Begins the record: makes its file and the log's key from a seed of 32 random bytes, and
    /// signs the first entry with the owner's key.
    ///
    /// # Errors
    /// There is one already, the policy is refused, or the folder does not take it.
    pub fn create(
        folder: &Path,
        policy: &str,
        owner: NewPerson,
        owner_key: &SecretKey,
        log_seed: &[u8; 32],
        now: DateTime<Utc>,
    ) -> Result<Office, OfficeError> {
        let engagement = engagement(folder)?;
        let log_key = log_key::from_seed(&folder.join(LOG_KEY), log_seed)?;
        let act = Act::Open {
            title: engagement.engagement.title.clone(),
            fiscal_year: engagement.engagement.fiscal_year,
            name: owner.name,
            unit: owner.unit,
            key: owner_key.public().to_string(),
            log_key: log_key.public().to_string(),
            policy: policy.to_string(),
        };
        let case = Case::new(calendar(folder, &engagement)?);
        let id = engagement.engagement.id.clone();
        let (_, payload) = statement(&case, &id, &owner.id, act, now)?;
        let envelope = Envelope::sign(payload, owner_key);
        // Judged before any file is made: a policy that is refused leaves an empty folder.
        let signed = identity::open(&case, &envelope, now)?;
        judge(&case, &signed.deed, &signed.subjects, now)?;
        let store = begin(&folder.join(RECORD))?;
        log_key::write(&folder.join(LOG_KEY), log_seed)?;
        let mut office = Office::new(folder, engagement, store, log_key)?;
        office.submit(&envelope, now)?;
        Ok(office)
    }

    fn new(
        folder: &Path,
        engagement: Engagement,
        store: Store,
        log_key: SecretKey,
    ) -> Result<Office, OfficeError> {
        let mut office = Office {
            folder: folder.to_path_buf(),
            case: Case::new(calendar(folder, &engagement)?),
            referrals: Case::of_referrals(),
            leads: Vec::new(),
            read: None,
            engagement,
            store,
            log_key,
        };
        office.reload_leads()?;
        Ok(office)
    }

    /// Reads leads/leads.jsonl again, as after a new run of the methods.
    ///
    /// # Errors
    /// The file is not what a run writes.
    pub fn reload_leads(&mut self) -> Result<(), OfficeError> {
        let path = self.folder.join(LEADS);
        // Looked at first: what is written while it is read is read again.
        let stamp = stamp(&path);
        let text = match stamp {
            Some(_) => read(&path)?,
            None => String::new(),
        };
        let parse = |(i, line): (usize, &str)| {
            let parsed: Result<Lead, _> = serde_json::from_str(line);
            parsed.map_err(|e| file(&path)(format!("line {}: {e}; run fisc check again", i + 1)))
        };
        self.leads = text
            .lines()
            .enumerate()
            .map(parse)
            .collect::<Result<_, _>>()?;
        self.case.set_leads(&self.leads);
        self.read = stamp;
        Ok(())
    }

    /// A run that was made while the record is open counts from its end on. Between two files there
    /// may be none for a moment: then the old leads stay.
    fn follow_leads(&mut self) -> Result<(), OfficeError> {
        let now = stamp(&self.folder.join(LEADS));
        match now.is_some() && now != self.read {
            true => self.reload_leads(),
            false => Ok(()),
        }
    }

    /// The state of the record, with what others have added meanwhile and the leads of the last run.
    ///
    /// # Errors
    /// The record or the leads cannot be read.
    pub fn case(&mut self) -> Result<&Case, OfficeError> {
        self.follow_leads()?;
        catch_up(&mut self.case, &mut self.referrals, &self.store)?;
        Ok(&self.case)
    }

    /// The state of the log of referrals, for who keeps them.
    ///
    /// # Errors
    /// The person does not keep referrals, or the record cannot be read.
    pub fn referrals(&mut self, person: &str) -> Result<&Case, OfficeError> {
        self.case()?;
        if keeps_referrals(&self.case, person) {
            return Ok(&self.referrals);
        }
        let places = [("person", person.into()), ("role", Role::Referrer.into())];
        Err(Refusal::new("role", "role", &places).into())
    }

    /// Findings on leads that were referred. They are for the step of publication that leaves them
    /// out without a trace, and for nobody to read.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn silent(&mut self) -> Result<BTreeSet<String>, OfficeError> {
        self.case()?;
        Ok(self.referrals.silent(&self.case))
    }

    /// What waits for a person; leads they have referred no longer do.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn queue(&mut self, person: &str, today: NaiveDate) -> Result<Vec<Task>, OfficeError> {
        self.case()?;
        let mut tasks = crate::queue::queue(&self.case, person, today);
        if keeps_referrals(&self.case, person) {
            let referred = |t: &Task| {
                matches!(t.kind, Kind::VerifyLead | Kind::VerifyLeadAgain)
                    && self.referrals.lead_decision(&t.about).is_some()
            };
            tasks.retain(|t| !referred(t));
        }
        Ok(tasks)
    }

    /// The leads of the last run.
    #[must_use]
    pub fn leads(&self) -> &[Lead] {
        &self.leads
    }

    /// The engagement's file.
    #[must_use]
    pub fn engagement(&self) -> &Engagement {
        &self.engagement
    }

    /// The folder it lies in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file of the record, for proofs, attachments, sessions and keys.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The same, to put things in.
    pub fn store_mut(&mut self) -> &mut Store {
        &mut self.store
    }

    /// Keeps a file for an act to name; in the log into which the act belongs.
    ///
    /// # Errors
    /// The file does not take it.
    pub fn attach(&mut self, log: Log, bytes: &[u8]) -> Result<String, OfficeError> {
        Ok(self.store.put_attachment(log, bytes)?)
    }

    /// The canonical statement that this person would sign for this act over what there is now, if
    /// the rules let it through; nothing is recorded.
    ///
    /// # Errors
    /// The rules refuse it.
    pub fn request(
        &mut self,
        person: &str,
        act: Act,
        now: DateTime<Utc>,
    ) -> Result<Vec<u8>, OfficeError> {
        self.prepare(person, act, now).map(|(bytes, _)| bytes)
    }

    /// The same, with what is to be known about it. Who asks to sign what independence forbids them
    /// is on record with it, although nothing was signed.
    ///
    /// # Errors
    /// The rules refuse it.
    pub fn prepare(
        &mut self,
        person: &str,
        act: Act,
        now: DateTime<Utc>,
    ) -> Result<(Vec<u8>, Vec<Notice>), OfficeError> {
        self.case()?;
        let now = now.with_nanosecond(0).unwrap_or(now);
        let id = self.engagement.engagement.id.clone();
        let log = self.log_of_act(person, &act);
        let case = self.case_of(log);
        let (statement, bytes) = statement(case, &id, person, act, now)?;
        let (deed, subjects) = (&statement.predicate, &statement.subject);
        let judged = judge(case, deed, subjects, now).map_err(OfficeError::from);
        let judged = judged.and_then(|notices| {
            accept(case, &self.store, log, deed, subjects)?;
            Ok(notices)
        });
        match judged {
            Ok(notices) => Ok((bytes, notices)),
            Err(OfficeError::Refused(refusal)) => {
                if ON_RECORD_UNSIGNED.contains(&refusal.rule) {
                    self.put_refusal(log, &refusal, person, sha256_hex(&bytes), now)?;
                }
                Err(refusal.into())
            }
            Err(other) => Err(other),
        }
    }

    /// Judges what a person signed and appends it. A refusal is itself put on record, signed by the
    /// log's key.
    ///
    /// # Errors
    /// The rules refuse it; the record could not be written.
    pub fn submit(
        &mut self,
        envelope: &Envelope,
        received: DateTime<Utc>,
    ) -> Result<Receipt, OfficeError> {
        self.case()?;
        let received = received.with_nanosecond(0).unwrap_or(received);
        let claimed = identity::claimed(envelope);
        let log = match &claimed {
            Some(deed) => self.log_of_act(&deed.person, &deed.act),
            None => Log::Record,
        };
        let Office {
            engagement,
            store,
            log_key,
            case,
            referrals,
            ..
        } = self;
        let id = &engagement.engagement.id;
        let outcome = store.append(log, id, log_key, |store| -> Result<Entry, OfficeError> {
            catch_up(case, referrals, store)?;
            let case = match log {
                Log::Record => &*case,
                Log::Referrals => &*referrals,
            };
            let replayed = store.position(&envelope.statement_digest())?;
            if let Some((_, entry)) = replayed {
                return Err(
                    Refusal::new("replayed", "replayed", &[("entry", entry.into())]).into(),
                );
            }
            let received = in_order(case, received)?;
            let signed = identity::open(case, envelope, received)?;
            judge(case, &signed.deed, &signed.subjects, received)?;
            accept(case, store, log, &signed.deed, &signed.subjects)?;
            Ok(Entry::new(envelope.clone(), received))
        });
        match outcome {
            Ok(receipt) => {
                self.case()?;
                Ok(receipt)
            }
            // The log can not date an entry either while its clock is wrong.
            Err(OfficeError::Refused(refusal)) if refusal.rule == "clock-back" => {
                Err(refusal.into())
            }
            Err(OfficeError::Refused(refusal)) => {
                let person = claimed.map(|deed| deed.person).unwrap_or_default();
                self.put_refusal(log, &refusal, &person, envelope.digest(), received)?;
                Err(refusal.into())
            }
            Err(other) => Err(other),
        }
    }

    fn put_refusal(
        &mut self,
        log: Log,
        refusal: &Refusal,
        claimed: &str,
        digest: String,
        received: DateTime<Utc>,
    ) -> Result<(), OfficeError> {
        if self.case.opened().is_none() {
            return Ok(());
        }
        // Nobody has proved to be this person: a name is recorded, not whatever was sent as one.
        let claimed = match crate::people::is_id(claimed) {
            true => claimed.to_string(),
            false => "?".to_string(),
        };
        let act = Act::Refused {
            rule: refusal.rule.to_string(),
            claimed,
            envelope: digest,
            text: format!("{}\n{}", refusal.en, refusal.zh),
        };
        let Office {
            engagement,
            store,
            log_key,
            case,
            referrals,
            ..
        } = self;
        let id = &engagement.engagement.id;
        store.append(log, id, log_key, |store| -> Result<Entry, OfficeError> {
            catch_up(case, referrals, store)?;
            let case = match log {
                Log::Record => &*case,
                Log::Referrals => &*referrals,
            };
            let received = in_order(case, received)?;
            let (_, payload) = statement(case, id, identity::LOG, act, received)?;
            Ok(Entry::new(Envelope::sign(payload, log_key), received))
        })?;
        self.case()?;
        Ok(())
    }

    fn log_of_act(&self, person: &str, act: &Act) -> Log {
        let deed = Deed {
            engagement: String::new(),
            person: person.to_string(),
            at: DateTime::UNIX_EPOCH,
            after: 0,
            act: act.clone(),
        };
        match referrals::belongs(&self.referrals, &self.case, &deed) {
            true => Log::Referrals,
            false => Log::Record,
        }
    }

    fn case_of(&self, log: Log) -> &Case {
        match log {
            Log::Record => &self.case,
            Log::Referrals => &self.referrals,
        }
    }
}

fn keeps_referrals(case: &Case, person: &str) -> bool {
    case.person(person)
        .is_some_and(|p| p.roles.contains(&Role::Referrer))
}

/// What is asked besides the fold: leads as they are now, files that are there, roles held now.
fn accept(
    case: &Case,
    store: &Store,
    log: Log,
    deed: &Deed,
    subjects: &[Subject],
) -> Result<(), OfficeError> {
    live::against_leads(case, deed, subjects)?;
    if log == Log::Referrals && !keeps_referrals(case, &deed.person) {
        let places = [
            ("person", (&deed.person).into()),
            ("role", Role::Referrer.into()),
        ];
        return Err(Refusal::new("role", "role", &places).into());
    }
    // What is signed must be there to be read.
    for file in subjects::attachments(&deed.act) {
        if !store.has_attachment(log, &file.sha256)? {
            let places = [("name", (&file.name).into())];
            return Err(Refusal::new("attachment-missing", "attachment-missing", &places).into());
        }
    }
    Ok(())
}

/// Takes in what the logs have that the cases have not.
fn catch_up(case: &mut Case, referrals: &mut Case, store: &Store) -> Result<(), OfficeError> {
    for entry in store.entries(Log::Record, case.size())? {
        case.apply(&entry);
    }
    referrals.adopt(case);
    for entry in store.entries(Log::Referrals, referrals.size())? {
        referrals.apply(&entry);
    }
    Ok(())
}

fn statement(
    case: &Case,
    engagement: &str,
    person: &str,
    act: Act,
    now: DateTime<Utc>,
) -> Result<(Statement<Deed>, Vec<u8>), OfficeError> {
    let deed = Deed {
        engagement: engagement.to_string(),
        person: person.to_string(),
        at: now.with_nanosecond(0).unwrap_or(now),
        after: case.size(),
        act,
    };
    let statement = Statement::new(subjects::of(case, &deed), deed);
    let bytes = statement
        .to_bytes()
        .map_err(|e| Refusal::new("form", "form", &[("error", e.to_string().into())]))?;
    Ok((statement, bytes))
}

fn engagement(folder: &Path) -> Result<Engagement, OfficeError> {
    let path = folder.join("fisc.toml");
    Engagement::parse(&read(&path)?).map_err(file(&path))
}

/// The calendar of the first pack that has one; a pack of the engagement's own goes first.
fn calendar(folder: &Path, engagement: &Engagement) -> Result<Calendar, OfficeError> {
    let embedded = fisc_catalogue::Catalogue::embedded();
    for pack in &engagement.engagement.packs {
        let name = format!("packs/{pack}/holiday.csv");
        let own = folder.join(&name);
        let text = match own.is_file() {
            true => Some(read(&own)?),
            false => embedded.text(&name).map(str::to_string),
        };
        if let Some(text) = text {
            return Calendar::parse(&text).map_err(file(&own));
        }
    }
    Ok(Calendar::default())
}

/// The record's file, new; or one that was killed before its first entry, which nobody relies on.
fn begin(path: &Path) -> Result<Store, OfficeError> {
    match Store::create(path) {
        Err(StoreError::Exists(exists)) => {
            let store = Store::open(path)?;
            match store.size(Log::Record)? {
                0 => Ok(store),
                _ => Err(StoreError::Exists(exists).into()),
            }
        }
        created => Ok(created?),
    }
}
