//! `fisc review log`: the record as it stands, an entry in words, its receipt, and whether the file
//! is undamaged.

use super::{Desk, Signer};
use crate::error::Failure;
use crate::output::{self, Format, Origin};
use crate::texts::{self, t};
use crate::words;
use clap::Args;
use fisc_engine::{Rows, Value};
use fisc_model::act::Deed;
use fisc_record::Entry;
use fisc_review::identity;
use std::io::Write;
use std::path::PathBuf;

#[derive(Args)]
pub struct Log {
    /// One entry, whole
    entry: Option<u64>,
    /// Write the entry's receipt to this new file: proof that the record has it
    #[arg(long, value_name = "FILE", requires = "entry")]
    receipt: Option<PathBuf>,
    /// Read everything and say whether the file is undamaged
    #[arg(long, conflicts_with = "entry")]
    check: bool,
    /// The log of referrals, for who keeps them
    #[arg(long)]
    referrals: bool,
    #[command(flatten)]
    output: output::Show,
}

/// Which log; that of referrals only for who keeps them.
pub fn chosen(
    desk: &mut Desk<'_>,
    signer: &Signer,
    referrals: bool,
) -> Result<fisc_store::Log, Failure> {
    if !referrals {
        return Ok(fisc_store::Log::Record);
    }
    let person = signer.person(desk)?;
    desk.office.referrals(&person)?;
    Ok(fisc_store::Log::Referrals)
}

pub fn run(desk: &mut Desk<'_>, signer: &Signer, options: &Log) -> Result<(), Failure> {
    options.output.ready()?;
    let log = chosen(desk, signer, options.referrals)?;
    if let Some(index) = options.entry {
        return one(desk, log, index, options);
    }
    let store = desk.office.store();
    if options.check {
        store.check()?;
        let size = store.size(log)?;
        let root = store.root(log, size)?.to_string();
        let done = t!("log-checked", count = size, root = root);
        writeln!(std::io::stdout(), "{done}")?;
        return Ok(());
    }
    let people = options.output.for_people();
    let entries = store.entries(log, 0)?;
    let row = |(index, entry): (u64, &Entry)| {
        let deed = identity::claimed(&entry.envelope);
        let (person, act, about) = match &deed {
            Some(deed) => (
                deed.person.clone(),
                named(deed, people),
                words::gist(&deed.act),
            ),
            None => Default::default(),
        };
        let received = match people {
            true => words::moment(&entry.received),
            false => entry.received.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        };
        vec![
            Value::Integer(i64::try_from(index).unwrap_or(i64::MAX)),
            Value::Text(received),
            Value::Text(person),
            Value::Text(act),
            Value::Text(about),
        ]
    };
    let columns = ["entry", "received", "person", "act", "about"];
    let rows = Rows {
        columns: columns.map(str::to_string).to_vec(),
        rows: (0..).zip(&entries).map(row).collect(),
    };
    let titles = match people {
        true => texts::parts(&t!("log-columns")),
        false => rows.columns.clone(),
    };
    let origin = Origin {
        dates: &[],
        about: &[],
    };
    options.output.rows(&titles, &rows, &origin)
}

fn named(deed: &Deed, people: bool) -> String {
    match people {
        true => words::act(&deed.act),
        false => words::kind(&deed.act),
    }
}

fn one(
    desk: &mut Desk<'_>,
    log: fisc_store::Log,
    index: u64,
    options: &Log,
) -> Result<(), Failure> {
    let path = options.receipt.as_ref().map(|file| desk.under(file));
    if let Some(path) = path.as_ref().filter(|p| p.exists()) {
        return Err(output::exists(path));
    }
    let store = desk.office.store();
    let entries = store.entries(log, index)?;
    let Some(entry) = entries.first() else {
        let size = store.size(log)?;
        return Err(Failure::Input(t!(
            "log-no-entry",
            entry = index,
            size = size
        )));
    };
    let mut out = std::io::stdout().lock();
    if options.output.format == Format::Table {
        let received = words::moment(&entry.received);
        let mut lines = vec![(0, words::field("received"), received)];
        if let Ok(signature) = entry.envelope.signature() {
            lines.push((0, words::field("keyid"), signature.keyid.clone()));
        }
        if let Some(deed) = identity::claimed(&entry.envelope) {
            lines.extend(words::deed(&deed));
        }
        words::print(&lines, &mut out)?;
    } else {
        let bytes = entry
            .to_bytes()
            .map_err(|e| Failure::Failed(e.to_string()))?;
        out.write_all(&bytes)?;
        writeln!(out)?;
    }
    if let Some(path) = path {
        let receipt = store.receipt(log, index)?;
        output::new_file(&path, receipt.to_string().as_bytes())?;
        writeln!(out, "{}", t!("log-receipt", file = path.display()))?;
    }
    Ok(())
}
