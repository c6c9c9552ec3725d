//! Passphrases and the keys behind them. A passphrase is typed at the terminal and not shown, or it
//! is the first line of a file or of standard input. It is never an argument or the content of a
//! variable: other users of the machine see those.

use crate::error::Failure;
use crate::texts::t;
use clap::Args;
use fisc_record::{PublicKey, SecretKey, keyfile};
use std::fs;
use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Where the passphrase comes from.
#[derive(Args, Clone, Debug)]
pub struct Source {
    /// A file whose first line is the passphrase, - for standard input; left out:
    /// FISC_PASSPHRASE_FILE names one, else the terminal asks
    #[arg(long, global = true, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

impl Source {
    /// The passphrase of this key file.
    pub fn ask(&self, dir: &Path, about: &Path) -> Result<Zeroizing<String>, Failure> {
        match self.file(dir) {
            Some(path) => first_line(&path),
            None => typed(&t!("passphrase-ask", key = about.display())),
        }
    }

    /// The passphrase of a new key; typed twice, since nobody can find out later what was typed.
    pub fn choose(&self, dir: &Path, about: &Path) -> Result<Zeroizing<String>, Failure> {
        if let Some(path) = self.file(dir) {
            return first_line(&path);
        }
        let once = typed(&t!("passphrase-choose", key = about.display()))?;
        let again = typed(&t!("passphrase-again"))?;
        if once == again {
            Ok(once)
        } else {
            Err(Failure::Input(t!("passphrase-differs")))
        }
    }

    fn file(&self, dir: &Path) -> Option<PathBuf> {
        let given = self.passphrase_file.clone();
        given
            .map(|path| {
                if path == Path::new("-") {
                    path
                } else {
                    crate::commands::under(dir, &path)
                }
            })
            .or_else(|| std::env::var_os("FISC_PASSPHRASE_FILE").map(PathBuf::from))
    }
}

/// Reads the file of a key.
pub fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(Failure::given(path))
}

/// The public key that a key file names.
pub fn public(path: &Path) -> Result<PublicKey, Failure> {
    keyfile::public(&read(path)?).map_err(|e| wrong(path, &e))
}

/// The secret key of a file.
pub fn open(dir: &Path, path: &Path, source: &Source) -> Result<SecretKey, Failure> {
    let file = read(path)?;
    // A file that is no key file is not worth a passphrase.
    keyfile::public(&file).map_err(|e| wrong(path, &e))?;
    let passphrase = source.ask(dir, path)?;
    keyfile::open(&file, &passphrase).map_err(|e| wrong(path, &e))
}

fn wrong(path: &Path, error: &keyfile::KeyfileError) -> Failure {
    Failure::Input(match error {
        keyfile::KeyfileError::Passphrase => t!("passphrase-wrong", key = path.display()),
        other => format!("{}: {other}", path.display()),
    })
}

fn typed(prompt: &str) -> Result<Zeroizing<String>, Failure> {
    // rpassword speaks to the terminal itself; a pipe on standard input does not take its place.
    if !io::stderr().is_terminal() && !io::stdin().is_terminal() {
        return Err(Failure::Input(t!("passphrase-no-terminal")));
    }
    let typed = rpassword::prompt_password(prompt)
        .map_err(|_| Failure::Input(t!("passphrase-no-terminal")))?;
    Ok(Zeroizing::new(typed))
}

fn first_line(path: &Path) -> Result<Zeroizing<String>, Failure> {
    let mut line = Zeroizing::new(String::new());
    let read = if path == Path::new("-") {
        io::stdin().lock().read_line(&mut line)
    } else {
        let file = fs::File::open(path).map_err(Failure::given(path))?;
        io::BufReader::new(file).read_line(&mut line)
    };
    read.map_err(Failure::io(path))?;
    let end = line.trim_end_matches(['\r', '\n']).len();
    line.truncate(end);
    if line.is_empty() {
        return Err(Failure::Input(t!(
            "passphrase-empty",
            path = path.display()
        )));
    }
    Ok(line)
}
