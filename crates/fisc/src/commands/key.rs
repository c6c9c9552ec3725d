//! `fisc key`: keys that people sign with, and signing itself, on a machine that may have nothing
//! but this program and the key.

use crate::error::Failure;
use crate::output;
use crate::passphrase::{self, Source};
use crate::texts::t;
use clap::{Args, Subcommand};
use fisc_record::{Algorithm, SecretKey, keyfile};
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Key {
    #[command(subcommand)]
    command: KeyCommand,
}

#[derive(Subcommand)]
enum KeyCommand {
    /// Make a key and seal it behind a passphrase
    New(New),
    /// Show the public key of a key file
    Show(Show),
    /// Show in words what a signing request asks for, and sign it
    Sign(super::sign::Sign),
}

#[derive(Args)]
struct New {
    /// The key's new file
    file: PathBuf,
    /// ed25519, or sm2 where the policy asks for it
    #[arg(long, default_value = "ed25519")]
    algorithm: Algorithm,
    #[command(flatten)]
    passphrase: Source,
    /// The rounds of scrypt, as a power of two: fewer make guessing a passphrase easier
    #[arg(long, hide = true, default_value_t = keyfile::WORK)]
    work: u8,
}

#[derive(Args)]
struct Show {
    /// The key's file
    file: PathBuf,
    /// The name under which envelopes refer to it (keyid), instead
    #[arg(long)]
    id: bool,
}

pub fn run(dir: &Path, options: &Key) -> Result<u8, Failure> {
    match &options.command {
        KeyCommand::New(new) => make(dir, new),
        KeyCommand::Show(show) => {
            let key = passphrase::public(&super::under(dir, &show.file))?;
            let shown = if show.id { key.id() } else { key.to_string() };
            writeln!(std::io::stdout(), "{shown}")?;
            Ok(0)
        }
        KeyCommand::Sign(sign) => super::sign::run(dir, sign),
    }
}

fn make(dir: &Path, options: &New) -> Result<u8, Failure> {
    let path = super::under(dir, &options.file);
    // Before a passphrase is thought of.
    if path.exists() {
        return Err(output::exists(&path));
    }
    let failed = |e: &dyn std::fmt::Display| Failure::Failed(format!("{}: {e}", path.display()));
    let passphrase = options.passphrase.choose(dir, &path)?;
    let key = SecretKey::generate(options.algorithm).map_err(|e| failed(&e))?;
    let sealed = keyfile::seal(&key, &passphrase, options.work).map_err(|e| failed(&e))?;
    output::new_file(&path, sealed.as_bytes())?;
    let done = t!(
        "key-done",
        file = path.display(),
        public = key.public().to_string()
    );
    writeln!(std::io::stdout(), "{done}")?;
    Ok(0)
}
