//! `fisc public form`: the web form for feedback. It needs a published package and a folder to put
//! submissions into, and is given nothing else: it opens no engagement, even where it stands in one.

use crate::commands::{serve, under};
use crate::error::Failure;
use crate::output::harmless;
use crate::texts::{lang, t};
use chrono::Utc;
use clap::Args;
use fisc_catalogue::Catalogue;
use fisc_public::Terms;
use fisc_public::feedback::Issued;
use fisc_web::intake::{Counts, Limits, Listening, Settings};
use std::fs;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// What the form promises, where the office gives no terms of its own.
const TERMS: &str = "packs/cn/public.toml";

#[derive(Args)]
pub struct Form {
    /// The folder of the published package: its findings can be chosen in the form
    #[arg(long, value_name = "DIR")]
    site: PathBuf,
    /// The folder that takes what is sent, for: fisc public feedback add --inbox DIR
    #[arg(long, value_name = "DIR")]
    inbox: PathBuf,
    /// Where to listen; other machines are served only over an encrypted connection
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8090")]
    address: SocketAddr,
    /// A name by which browsers reach the form, besides the address; may be given several times
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
    /// The certificate chain, a PEM file
    #[arg(long, value_name = "FILE", requires = "key")]
    certificate: Option<PathBuf>,
    /// The certificate's key, a PEM file
    #[arg(long, value_name = "FILE", requires = "certificate")]
    key: Option<PathBuf>,
    /// A proxy before it encrypts, keeps the host's name, and adds who asks to X-Forwarded-For
    #[arg(long, requires = "host")]
    behind_proxy: bool,
    /// The office's own public.toml, for what the form promises; left out: that of pack cn
    #[arg(long, value_name = "FILE")]
    terms: Option<PathBuf>,
}

pub fn run(dir: &Path, options: &Form) -> Result<u8, Failure> {
    let tls = options.certificate.as_ref().zip(options.key.as_ref());
    let tls = tls.map(|(certificate, key)| (under(dir, certificate), under(dir, key)));
    let scheme = match tls {
        Some(_) => "https",
        None => "http",
    };
    let listening = Listening::new(Settings {
        address: options.address,
        hosts: options.host.clone(),
        tls,
        behind_proxy: options.behind_proxy,
        language: lang(),
        issued: issued(&under(dir, &options.site))?,
        terms: terms(options.terms.as_ref().map(|p| under(dir, p)).as_deref())?,
        inbox: under(dir, &options.inbox),
        limits: Limits::default(),
        clock: Utc::now,
        tell,
    });
    let failed = |e: fisc_web::ServeError| Failure::Failed(e.to_string());
    let listening = listening.map_err(failed)?;
    let place = match (options.behind_proxy, options.host.first()) {
        (true, _) => serve::place(scheme, None, listening.address()),
        (false, name) => serve::place(scheme, name, listening.address()),
    };
    writeln!(std::io::stdout(), "{}", t!("form-here", place = place))?;
    listening.run().map_err(failed)?;
    Ok(0)
}

/// What the form may know of the release.
fn issued(site: &Path) -> Result<Issued, Failure> {
    let bytes = |name: &str| {
        let path = site.join(name);
        fs::read(&path).map_err(Failure::given(path))
    };
    let (about, findings) = (bytes("datapackage.json")?, bytes("data/findings.csv")?);
    Issued::read(&about, &findings).map_err(|error| {
        let path = site.display();
        Failure::Input(t!("form-no-release", path = path, error = error))
    })
}

fn terms(file: Option<&Path>) -> Result<Terms, Failure> {
    let (name, text) = match file {
        Some(path) => {
            let text = fs::read_to_string(path).map_err(Failure::given(path))?;
            (path.display().to_string(), text)
        }
        None => {
            let text = Catalogue::embedded()
                .text(TERMS)
                .unwrap_or_default()
                .to_string();
            (TERMS.to_string(), text)
        }
    };
    Terms::parse(&text).map_err(|e| Failure::Input(format!("{name}: {}", e.trim_end())))
}

/// How many, never what or by whom. Nobody is there to be told that the output was closed.
fn tell(counts: Counts, broken: Option<&str>) {
    let mut out = std::io::stdout().lock();
    if let Some(error) = broken {
        let _ = writeln!(out, "{}", harmless(&t!("form-broken", error = error)));
    }
    let line = t!(
        "form-counts",
        received = counts.received,
        refused = counts.refused,
        trapped = counts.trapped
    );
    let _ = writeln!(out, "{line}");
}
