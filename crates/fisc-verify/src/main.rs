//! `fisc-verify FOLDER`: a small program for anybody who was given a package or a record.

use fisc_verify::record::{self, Given};
use fisc_verify::{Lang, folder, verify_with, zipped};
use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "\
fisc-verify [--lang zh|en] [--log-key KEY] [--owner-key KEY] [--checkpoint FILE] PACKAGE
fisc-verify [--lang zh|en] [--log-key KEY] [--owner-key KEY] [--against CHECKPOINT]
            [--with RECORD] --record RECORD

Checks a package, a folder or a zip, offline: files, tables, totals and pages; of a release also
who approved it, in which order, and that what it shows is what was signed.
离线核验数据包（文件夹或 zip）：文件、各表、合计和网页；公布的数据包还核验由谁依次批准，以及所示即所签。
Or the folder of a record: entries, signatures, enrolment, order and checkpoint.
或核验记录文件夹：条目、签名、登记、次序和检查点。

  --log-key KEY, --owner-key KEY
      the keys of the log and of who opened the record, or their SHA-256, as you know them from
      elsewhere; those of the record are shown / 从其他途径得知的日志公钥和开立人公钥，或其 SHA-256
  --checkpoint FILE, --against CHECKPOINT
      a checkpoint you kept: the log must go on from it / 留存的旧检查点：日志须自其延续
  --with RECORD
      RECORD is a log of referrals, this the record of the same engagement
      核验的是移送日志，此为同一项目的记录

Exit code / 退出码:
  0  everything holds / 全部相符
  1  something does not / 有不符
  2  wrong usage / 用法错误
  3  not a package, not a record / 不是数据包，也不是记录
";

enum Command {
    Help,
    Version,
    Check(Options),
}

struct Options {
    lang: Lang,
    folder: PathBuf,
    is_record: bool,
    log_key: Option<String>,
    owner_key: Option<String>,
    against: Option<PathBuf>,
    with: Option<PathBuf>,
}

fn main() -> ExitCode {
    let code = match parse(std::env::args_os().skip(1)) {
        Ok(command) => run(command),
        Err(message) => say(&format!("fisc-verify: {message}\n\n{HELP}")).map(|()| 2),
    };
    // A reader that went away (`| head`) is no mismatch, but nothing was shown either.
    code.map_or(ExitCode::from(1), ExitCode::from)
}

fn run(command: Command) -> io::Result<u8> {
    let mut out = io::stdout().lock();
    match command {
        Command::Help => write!(out, "{HELP}").map(|()| 0),
        Command::Version => writeln!(out, "fisc-verify {}", env!("CARGO_PKG_VERSION")).map(|()| 0),
        Command::Check(options) => match check(options, &mut out) {
            Ok(code) => code,
            Err(message) => say(&format!("fisc-verify: {message}\n")).map(|()| 3),
        },
    }
}

fn check(options: Options, out: &mut impl Write) -> Result<io::Result<u8>, String> {
    let path = &options.folder;
    let folder = |path: &Path| folder::read(path).map_err(|e| e.to_string());
    let wrong = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
    let read = |path: &Path| std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()));
    let given = Given {
        log_key: options.log_key,
        owner_key: options.owner_key,
        against: options.against.as_deref().map(read).transpose()?,
        record: options.with.as_deref().map(folder).transpose()?,
    };
    let report = if options.is_record {
        record::verify(&folder(path)?, &given).map_err(|e| wrong(&e))?
    } else if path.is_file() {
        let bytes = read(path)?;
        if !zipped::is_zip(&bytes) {
            return Err(wrong(&"not a package: neither a folder nor a zip"));
        }
        let (files, form) = zipped::read(&bytes).map_err(|e| wrong(&e))?;
        let mut report = verify_with(&files, &given).map_err(|e| wrong(&e))?;
        report.checks.insert(0, form);
        report
    } else {
        verify_with(&folder(path)?, &given).map_err(|e| wrong(&e))?
    };
    let written = report.write(options.lang, out);
    Ok(written.map(|()| u8::from(!report.is_ok())))
}

fn say(message: &str) -> io::Result<()> {
    io::stderr().lock().write_all(message.as_bytes())
}

fn parse(args: impl Iterator<Item = OsString>) -> Result<Command, String> {
    let mut lang = Lang::En;
    let (mut package, mut record) = (None, None);
    let (mut log_key, mut owner_key) = (None, None);
    let (mut against, mut with): (Option<PathBuf>, Option<PathBuf>) = (None, None);
    let mut of_record = false;
    let mut args = args;
    let mut only_paths = false;
    while let Some(arg) = args.next() {
        let text = if only_paths { None } else { arg.to_str() };
        let option = text.filter(|t| t.starts_with('-') && *t != "-");
        let Some(option) = option else {
            once(&mut package, PathBuf::from(arg), "one package at a time")?;
            continue;
        };
        let (name, mut value) = match option.split_once('=') {
            Some((name, value)) => (name, Some(OsString::from(value))),
            None => (option, None),
        };
        let mut value = || {
            let value = value.take().or_else(|| args.next());
            value.ok_or(format!("{name} of what?"))
        };
        match name {
            "--help" | "-h" => return Ok(Command::Help),
            "--version" | "-V" => return Ok(Command::Version),
            "--" => only_paths = true,
            "--lang" => lang = language(&value()?)?,
            "--record" => once(&mut record, value()?.into(), "one record at a time")?,
            "--checkpoint" => against = Some(value()?.into()),
            "--against" => {
                against = Some(value()?.into());
                of_record = true;
            }
            "--with" => with = Some(value()?.into()),
            "--log-key" => log_key = Some(text_of(value()?)?),
            "--owner-key" => owner_key = Some(text_of(value()?)?),
            _ => return Err(format!("there is no option {name}")),
        }
    }
    let only_records = with.is_some() || of_record;
    let (folder, is_record) = match (package, record) {
        (Some(_), Some(_)) => return Err("either a package or a record".to_string()),
        (None, Some(record)) => (record, true),
        (_, None) if only_records => {
            return Err(
                "--against and --with go with --record; for a package there is --checkpoint"
                    .to_string(),
            );
        }
        (Some(package), None) => (package, false),
        (None, None) => return Err("which package? Give the folder that holds SHA256SUMS".into()),
    };
    Ok(Command::Check(Options {
        lang,
        folder,
        is_record,
        log_key,
        owner_key,
        against,
        with,
    }))
}

fn once(place: &mut Option<PathBuf>, path: PathBuf, message: &str) -> Result<(), String> {
    match place.replace(path) {
        Some(_) => Err(message.to_string()),
        None => Ok(()),
    }
}

fn text_of(value: OsString) -> Result<String, String> {
    value.into_string().map_err(|_| "a key is text".to_string())
}

fn language(text: &OsStr) -> Result<Lang, String> {
    match text.to_str() {
        Some("en") => Ok(Lang::En),
        Some("zh") => Ok(Lang::Zh),
        _ => Err(format!("--lang {}: there is en and zh", text.display())),
    }
}
