//! `fisc key sign`: what a signing request asks for in words, then the signature.

use crate::error::Failure;
use crate::output;
use crate::passphrase::{self, Source};
use crate::request::Request;
use crate::texts::t;
use crate::words;
use clap::Args;
use fisc_record::Envelope;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Sign {
    /// The request, as fisc review request wrote it
    request: PathBuf,
    /// The key's file
    #[arg(long, value_name = "FILE", requires = "out")]
    key: Option<PathBuf>,
    /// The answer's new file; without a key, the request is only shown
    #[arg(long, value_name = "FILE", requires = "key")]
    out: Option<PathBuf>,
    /// A file that was read before signing: its digest must be one of those to be signed
    #[arg(long = "read", value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    passphrase: Source,
}

pub fn run(dir: &Path, options: &Sign) -> Result<u8, Failure> {
    let path = super::under(dir, &options.request);
    let request = Request::read(&path)?;
    let payload = request.payload()?;
    let files = compare(dir, &request, &options.files)?;
    let mut stdout = std::io::stdout().lock();
    show(&request, &files, &mut stdout)?;
    let (Some(key), Some(out)) = (&options.key, &options.out) else {
        return Ok(0);
    };
    let out = super::under(dir, out);
    if out.exists() {
        return Err(output::exists(&out));
    }
    stdout.flush()?;
    let key = passphrase::open(dir, &super::under(dir, key), &options.passphrase)?;
    let mut answer = Envelope::sign(payload, &key).to_bytes();
    answer.push(b'\n');
    output::new_file(&out, &answer)?;
    writeln!(stdout, "{}", t!("sign-done", answer = out.display()))?;
    Ok(0)
}

/// Digests of the files that the signer has read, all of them among what is signed.
fn compare(
    dir: &Path,
    request: &Request,
    files: &[PathBuf],
) -> Result<BTreeMap<String, PathBuf>, Failure> {
    let mut read = BTreeMap::new();
    for file in files {
        let path = super::under(dir, file);
        let bytes = fs::read(&path).map_err(Failure::given(&path))?;
        let digest = fisc_model::digest::sha256_hex(&bytes);
        let mut subjects = request.statement.subject.iter();
        if !subjects.any(|s| s.digest.sha256 == digest) {
            return Err(Failure::Input(t!(
                "sign-not-among",
                file = path.display(),
                digest = digest
            )));
        }
        read.insert(digest, file.clone());
    }
    Ok(read)
}

fn show(
    request: &Request,
    files: &BTreeMap<String, PathBuf>,
    out: &mut impl Write,
) -> Result<(), Failure> {
    words::print(&words::deed(&request.statement.predicate), out)?;
    for subject in &request.statement.subject {
        writeln!(out)?;
        writeln!(out, "{}", output::harmless(&subject.name))?;
        let mut lines = vec![(1, "sha256".to_string(), subject.digest.sha256.clone())];
        if let Some(sm3) = &subject.digest.sm3 {
            lines.push((1, "sm3".to_string(), sm3.clone()));
        }
        if let Some(file) = files.get(&subject.digest.sha256) {
            lines.push((1, t!("sign-read"), file.display().to_string()));
        }
        match request.contents.get(&subject.name) {
            Some(serde_json::Value::Object(fields)) => {
                for (name, value) in fields {
                    words::tell(1, name, value, &mut lines);
                }
            }
            _ if subject.name.starts_with("log@") || files.contains_key(&subject.digest.sha256) => {
            }
            _ => lines.push((1, t!("sign-not-read"), t!("sign-compare"))),
        }
        words::print(&lines, out)?;
    }
    Ok(())
}
