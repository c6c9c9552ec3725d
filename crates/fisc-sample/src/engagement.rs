//! `fisc.toml` of the province: its sources, the totals that were written, and the parameters the
//! method folders ask for.

use crate::world::YEAR;
use crate::write::{Files, is_certified};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The text of the file.
pub(crate) fn text(files: &Files<'_>, parameters: &BTreeMap<String, toml::Table>) -> String {
    let mut out = format!(
        "# An invented province: every government, unit, company and person in it is made up.\n\
         # 虚构的省份：其中的政府、单位、企业和人员均为虚构。\n\
         [engagement]\n\
         id = \"qingshan-{YEAR}\"\n\
         title = \"青山省{YEAR}年度预算执行审计（样例） · Qingshan province, budget execution {YEAR} (sample)\"\n\
         fiscal_year = {YEAR}\n\
         currency = \"CNY\"\n\
         gov_code = \"990000\"\n\
         relation = \"same_level\"\n\
         packs = [\"cn\"]\n"
    );
    for source in &files.sources {
        push(
            &mut out,
            format_args!(
                "\n[[source]]\ntable = \"{}\"\npath = \"{}\"\n",
                source.table, source.path
            ),
        );
        if let Some(mapping) = source.mapping {
            push(&mut out, format_args!("mapping = \"{mapping}\"\n"));
        }
    }
    out.push_str("\n# What the auditee certified.\n[control]\n");
    for (table, tally) in files
        .tallies
        .iter()
        .filter(|(table, _)| is_certified(table))
    {
        push(
            &mut out,
            format_args!(
                "{table} = {{ rows = {}, amount = \"{}\" }}\n",
                tally.rows, tally.amount
            ),
        );
    }
    for (method, values) in parameters {
        push(&mut out, format_args!("\n[parameters.{method}]\n"));
        for (name, value) in values {
            push(&mut out, format_args!("{name} = {value}\n"));
        }
    }
    out
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String does not fail.
    let _ = out.write_fmt(text);
}
