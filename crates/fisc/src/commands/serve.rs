//! `fisc serve`: the desk, on this machine alone unless it has a certificate; and who may log in.

use crate::engagement::Folder;
use crate::error::Failure;
use crate::passphrase::Source;
use crate::texts::{lang, t};
use clap::{Args, Subcommand};
use fisc_store::Store;
use fisc_web::{Listening, SHORTEST};
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Serve {
    #[command(subcommand)]
    command: Option<ServeCommand>,
    /// Where to listen; other machines are served only over an encrypted connection
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8321")]
    listen: SocketAddr,
    /// A name by which browsers reach the desk, besides the address; may be given several times
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
    /// The certificate chain, a PEM file
    #[arg(long, value_name = "FILE", requires = "key")]
    certificate: Option<PathBuf>,
    /// The certificate's key, a PEM file
    #[arg(long, value_name = "FILE", requires = "certificate")]
    key: Option<PathBuf>,
}

#[derive(Subcommand)]
enum ServeCommand {
    /// Set the password with which an enrolled person logs in; open sessions of theirs end
    Password(Password),
}

#[derive(Args)]
struct Password {
    /// The person's id
    person: String,
    #[command(flatten)]
    source: Source,
}

pub fn run(dir: &Path, options: &Serve) -> Result<u8, Failure> {
    let folder = Folder::find(dir)?;
    match &options.command {
        Some(ServeCommand::Password(password)) => set_password(dir, &folder, password),
        None => serve(dir, folder, options),
    }
}

fn serve(dir: &Path, folder: Folder, options: &Serve) -> Result<u8, Failure> {
    let folder = Arc::new(folder);
    let pem = |path: &PathBuf| super::under(dir, path);
    let tls = options.certificate.as_ref().zip(options.key.as_ref());
    let tls = tls.map(|(certificate, key)| (pem(certificate), pem(key)));
    let scheme = if tls.is_some() { "https" } else { "http" };
    let serve = fisc_web::Serve {
        address: options.listen,
        hosts: options.host.clone(),
        tls,
        language: lang(),
    };
    let failed = |e: fisc_web::ServeError| Failure::Failed(e.to_string());
    let reader = crate::rows::reader(Arc::clone(&folder));
    let listening = Listening::new(&folder.root, &folder.catalogue, &serve, reader);
    let release = super::publish::reader(Arc::clone(&folder));
    let listening = listening.map_err(failed)?.with_release(release);
    let place = place(scheme, options.host.first(), listening.address());
    writeln!(std::io::stdout(), "{}", t!("serve-here", place = place))?;
    listening.run().map_err(failed)?;
    Ok(0)
}

/// Where a browser finds it.
pub fn place(scheme: &str, name: Option<&String>, address: SocketAddr) -> String {
    match name {
        Some(name) => format!("{scheme}://{name}:{}/", address.port()),
        None => format!("{scheme}://{address}/"),
    }
}

fn set_password(dir: &Path, folder: &Folder, options: &Password) -> Result<u8, Failure> {
    let failed = |e: &dyn std::fmt::Display| Failure::Failed(e.to_string());
    let mut office = fisc_review::Office::open(&folder.root).map_err(|e| failed(&e))?;
    let person = options.person.as_str();
    let enrolled = office
        .case()
        .map_err(|e| failed(&e))?
        .person(person)
        .is_some();
    if !enrolled {
        return Err(Failure::Input(t!("serve-unknown", person = person)));
    }
    let password = options.source.choose(dir, Path::new(person))?;
    if password.chars().count() < SHORTEST {
        return Err(Failure::Input(t!("serve-short", least = SHORTEST)));
    }
    let phc = fisc_web::password_hash(&password).map_err(Failure::Failed)?;
    let path = folder.root.join(fisc_review::office::RECORD);
    let mut store = Store::open(&path).map_err(|e| failed(&e))?;
    store.set_password(person, &phc).map_err(|e| failed(&e))?;
    writeln!(
        std::io::stdout(),
        "{}",
        t!("serve-password", person = person)
    )?;
    Ok(0)
}
