//! `fisc-verify PACKAGE`: a small program for anybody who was given a package.

use fisc_verify::{Lang, folder, verify};
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "\
fisc-verify [--lang zh|en] PACKAGE

Checks the folder of a package offline: files, tables, totals and pages.
离线核验数据包文件夹：文件、各表、合计和网页。

Exit code / 退出码:
  0  everything holds / 全部相符
  1  something does not / 有不符
  2  wrong usage / 用法错误
  3  not a package / 不是数据包
";

enum Command {
    Help,
    Version,
    Check(Lang, PathBuf),
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
        Command::Check(lang, path) => match check(lang, &path, &mut out) {
            Ok(code) => code,
            Err(message) => say(&format!("fisc-verify: {message}\n")).map(|()| 3),
        },
    }
}

fn check(lang: Lang, path: &Path, out: &mut impl Write) -> Result<io::Result<u8>, String> {
    let files = folder::read(path).map_err(|e| e.to_string())?;
    let report = verify(&files).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(report.write(lang, out).map(|()| u8::from(!report.is_ok())))
}

fn say(message: &str) -> io::Result<()> {
    io::stderr().lock().write_all(message.as_bytes())
}

fn parse(args: impl Iterator<Item = OsString>) -> Result<Command, String> {
    let mut lang = Lang::En;
    let mut package = None;
    let mut args = args;
    let mut only_paths = false;
    while let Some(arg) = args.next() {
        match arg.to_str() {
            Some("--help" | "-h") if !only_paths => return Ok(Command::Help),
            Some("--version" | "-V") if !only_paths => return Ok(Command::Version),
            Some("--") if !only_paths => only_paths = true,
            Some("--lang") if !only_paths => {
                let value = args.next().unwrap_or_default();
                lang = language(value.to_str().unwrap_or_default())?;
            }
            Some(text) if !only_paths && text.starts_with("--lang=") => {
                lang = language(&text[7..])?
            }
            Some(text) if !only_paths && text.starts_with('-') => {
                return Err(format!("there is no option {text}"));
            }
            _ if package.is_some() => return Err("one package at a time".to_string()),
            _ => package = Some(PathBuf::from(arg)),
        }
    }
    let package = package.ok_or("which package? Give the folder that holds SHA256SUMS")?;
    Ok(Command::Check(lang, package))
}

fn language(text: &str) -> Result<Lang, String> {
    match text {
        "en" => Ok(Lang::En),
        "zh" => Ok(Lang::Zh),
        _ => Err(format!("--lang {text}: there is en and zh")),
    }
}
