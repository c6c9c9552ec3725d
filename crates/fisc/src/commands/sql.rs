//! `fisc sql`: the auditor's own question, in the same sandbox as the methods.

use super::{EngineOptions, under};
use crate::engagement::Folder;
use crate::error::Failure;
use crate::output::{self, Origin, Show};
use crate::texts::t;
use clap::Args;
use fisc_engine::{Engine, EngineError, Strictness};
use fisc_methods::method::{HEADINGS, HEADINGS_ZH};
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Sql {
    /// One SELECT; "-" reads it from standard input
    #[arg(required_unless_present = "file", conflicts_with = "file")]
    query: Option<String>,
    /// A file with the SELECT
    #[arg(short, long)]
    file: Option<PathBuf>,
    #[command(flatten)]
    show: Show,
    /// Keep the SELECT as a method of this engagement: CODE-noun-phrase, like `usr-001-odd-payments`
    #[arg(long, value_name = "METHOD")]
    save_as: Option<String>,
    #[command(flatten)]
    engine: EngineOptions,
}

pub fn run(dir: &Path, options: &Sql) -> Result<u8, Failure> {
    let show = options.show.under(dir);
    show.ready()?;
    let folder = Folder::find(dir)?;
    let sql = text(dir, options)?;
    let temp = folder.temp()?;
    let engine = folder.engine(&options.engine, temp.path())?;
    let rows = engine.query(&sql, Strictness::Question);
    let rows = rows.map_err(|e| explained(e, &engine))?;
    let saved = match &options.save_as {
        Some(name) => {
            let columns = engine.check(&sql, Strictness::Method)?;
            Some(save(&folder, name, &sql, &columns)?)
        }
        None => None,
    };
    let types = engine.check(&sql, Strictness::Question)?;
    let dates: Vec<bool> = types.iter().map(|(_, t)| t == "Date32").collect();
    let about = [
        (
            t!("book-engagement"),
            folder.engagement.engagement.id.clone(),
        ),
        (t!("book-ledger"), folder.ledger_digest()?),
        (t!("book-query"), sql.trim().to_string()),
    ];
    let origin = Origin {
        dates: &dates,
        about: &about,
    };
    show.rows(&rows.columns, &rows, &origin)?;
    if let Some(written) = saved {
        let done = t!("sql-saved", folder = written.display());
        writeln!(std::io::stdout(), "\n{done}")?;
    }
    Ok(0)
}

fn text(dir: &Path, options: &Sql) -> Result<String, Failure> {
    match (&options.file, options.query.as_deref()) {
        (Some(file), _) => {
            let file = under(dir, file);
            fs::read_to_string(&file).map_err(Failure::given(&file))
        }
        (None, Some("-")) => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text)?;
            Ok(text)
        }
        (None, query) => Ok(query.unwrap_or_default().to_string()),
    }
}

/// A table that is not there is mostly a name mistyped: the names that would do are said.
fn explained(error: EngineError, engine: &Engine) -> Failure {
    let missing =
        matches!(&error, EngineError::Sql(m) if m.starts_with("Error during planning: table "));
    match Failure::from(error) {
        Failure::Input(message) if missing => {
            let tables = &engine.manifest().tables;
            let names: Vec<&str> = tables.keys().map(String::as_str).collect();
            Failure::Input(t!(
                "sql-tables",
                message = message,
                tables = names.join(", ")
            ))
        }
        failure => failure,
    }
}

fn save(
    folder: &Folder,
    name: &str,
    sql: &str,
    columns: &[(String, String)],
) -> Result<PathBuf, Failure> {
    for needed in ["lead_key", "subject", "key", "amount"] {
        if !columns.iter().any(|(c, _)| c == needed) {
            return Err(Failure::Input(t!("sql-no-method-column", column = needed)));
        }
    }
    let parts: Vec<&str> = name.splitn(3, '-').collect();
    let plain = |s: &str| {
        s.bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let [family, number, phrase] = parts[..] else {
        return Err(Failure::Input(t!("sql-method-name", name = name)));
    };
    if !plain(name) || number.len() != 3 {
        return Err(Failure::Input(t!("sql-method-name", name = name)));
    }
    let target = folder.root.join("methods").join(name);
    if target.exists() {
        return Err(output::exists(&target));
    }
    let code = format!("{}-{number}", family.to_uppercase());
    let title = phrase.replace('-', " ");
    let files = [
        ("method.toml", template(&code, &title)),
        ("method.sql", format!("{}\n", sql.trim())),
        ("README.md", readme(&code, &title, &HEADINGS)),
        ("README.zh.md", readme(&code, &title, &HEADINGS_ZH)),
    ];
    fs::create_dir_all(&target).map_err(Failure::io(&target))?;
    for (file, text) in files {
        let path = target.join(file);
        fs::write(&path, text).map_err(Failure::io(&path))?;
    }
    Ok(target)
}

fn readme(code: &str, title: &str, headings: &[&str]) -> String {
    let mut text = format!("# {code} · {title}\n");
    for heading in headings {
        text.push_str(&format!("\n## {heading}\n"));
    }
    text
}

fn template(code: &str, title: &str) -> String {
    format!(
        r#"code = "{code}"
name = {{ en = "{title}", zh = "{title}" }}
objective = {{ en = "{title}", zh = "{title}" }}
marks = ["transaction"]
result = "indicator"
severity = "low"
confidence = "low"
evidence = "payment"
subject_kind = "org"
since = "0.1.0"

[narrative]
en = "{{subject}}: {{rows}} rows, {{amount}}."
zh = "{{subject}}：{{rows}}笔，{{amount}}元。"

[advice]
en = "Look at the rows."
zh = "核实相关业务。"
"#
    )
}
