//! `fisc new`: an engagement's folder with a fisc.toml to fill in.

use crate::error::Failure;
use crate::output;
use crate::texts::t;
use clap::Args;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct New {
    /// A folder that does not exist yet
    folder: PathBuf,
    /// The year audited
    #[arg(long)]
    fiscal_year: i32,
    /// The currency of all amounts, ISO 4217
    #[arg(long, default_value = "CNY")]
    currency: String,
    /// The government audited
    #[arg(long, default_value = "")]
    gov_code: String,
}

pub fn run(dir: &Path, options: &New) -> Result<u8, Failure> {
    let folder = super::under(dir, &options.folder);
    if folder.exists() {
        return Err(output::exists(&folder));
    }
    let name = folder
        .file_name()
        .and_then(|n| n.to_str())
        .unwrap_or("engagement")
        .to_string();
    let text = |s: &str| toml::Value::String(s.to_string()).to_string();
    let content = format!(
        r#"[engagement]
id = {id}
title = {id}
fiscal_year = {year}
currency = {currency}
gov_code = {gov}
relation = "same_level"           # {relation}
packs = [{packs}]

# {sources}
# [[source]]
# table = "payment"
# path = "sources/payments-*.csv"
# mapping = "mappings/payments.toml"

# {control}
# [control]
# payment = {{ rows = 28923, amount = "829451237.11" }}

# {parameters}
# [parameters]
# EXE-011 = {{ limit = "200000", days = 7 }}
"#,
        id = text(&name),
        relation = t!("new-relation"),
        sources = t!("new-sources"),
        control = t!("new-control"),
        parameters = t!("new-parameters"),
        year = options.fiscal_year,
        currency = text(&options.currency),
        gov = text(&options.gov_code),
        packs = if options.currency == "CNY" {
            "\"cn\""
        } else {
            ""
        },
    );
    for sub in ["sources", "mappings"] {
        let path = folder.join(sub);
        fs::create_dir_all(&path).map_err(Failure::io(&path))?;
    }
    let path = folder.join("fisc.toml");
    fs::write(&path, content).map_err(Failure::io(&path))?;
    let done = t!("new-done", folder = folder.display());
    writeln!(std::io::stdout(), "{done}")?;
    Ok(0)
}
