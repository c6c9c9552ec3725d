//! `fisc review init`: opens the record of an engagement. Its first entry is the owner's.

use super::{Signer, now};
use crate::engagement::Folder;
use crate::error::Failure;
use crate::passphrase;
use crate::texts::t;
use clap::Args;
use fisc_review::office::{LOG_KEY, NewPerson, Office, RECORD};
use std::fs;
use std::io::Write;
use std::path::Path;

#[derive(Args)]
pub struct Init {
    /// The owner's id: who enrols people and signs nothing of the audit by that
    id: String,
    /// The owner's name
    #[arg(long)]
    name: String,
    /// The owner's unit, by its id
    #[arg(long)]
    unit: String,
    /// The policy: cn, county, or a file of one's own
    #[arg(long, default_value = "cn")]
    policy: String,
}

pub fn run(dir: &Path, signer: &Signer, options: &Init) -> Result<(), Failure> {
    let folder = Folder::find(dir)?;
    let shipped = format!("policies/{}.toml", options.policy);
    let policy = match folder.catalogue.text(&shipped) {
        Some(text) => text.to_string(),
        None => {
            let path = crate::commands::under(dir, Path::new(&options.policy));
            fs::read_to_string(&path).map_err(Failure::given(&path))?
        }
    };
    let _lock = folder.write_lock("fisc review init")?;
    let path = signer.key_file(dir)?;
    let key = passphrase::open(dir, &path, &signer.passphrase)?;
    let mut seed = zeroize::Zeroizing::new([0_u8; 32]);
    getrandom::fill(seed.as_mut()).map_err(|e| Failure::Failed(e.to_string()))?;
    let owner = NewPerson {
        id: options.id.clone(),
        name: options.name.clone(),
        unit: options.unit.clone(),
    };
    let mut office = Office::create(&folder.root, &policy, owner, &key, &seed, now())?;
    let log_key = office.case()?.opened().map(|o| o.log_key.clone());
    let done = t!(
        "init-done",
        record = folder.root.join(RECORD).display(),
        secret = folder.root.join(LOG_KEY).display(),
        owner = key.public().to_string(),
        log = log_key.map(|k| k.to_string()).unwrap_or_default()
    );
    writeln!(std::io::stdout(), "{done}")?;
    Ok(())
}
