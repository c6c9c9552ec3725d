//! `fisc new`: an engagement's folder with a fisc.toml to fill in.

use crate::error::Failure;
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
        return Err(Failure::Input(format!(
            "{} exists already; name a new folder, fisc new overwrites nothing",
            folder.display()
        )));
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
relation = "same_level"           # same_level, upper_audits_lower, cross
packs = [{packs}]

# One [[source]] for each table that the auditee exported. fisc map FILE proposes a mapping.
# [[source]]
# table = "payment"
# path = "sources/payments-*.csv"
# mapping = "mappings/payments.toml"

# Totals the auditee certified; a difference becomes a lead.
# [control]
# payment = {{ rows = 28923, amount = "829451237.11" }}

# What law or the auditee must set and no pack sets; fisc check says what is missing.
# [parameters]
# EXE-011 = {{ limit = "200000", days = 7 }}
"#,
        id = text(&name),
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
    writeln!(
        std::io::stdout(),
        "engagement: {}\nnext:       put the auditee's files into sources/, describe them in fisc.toml, then fisc load",
        folder.display()
    )?;
    Ok(0)
}
