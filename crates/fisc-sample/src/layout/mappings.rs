//! The shipped mappings of the foreign layouts, written out from their descriptions: a test compares
//! them with mappings/, so that what the generator writes is what the mappings read.

use super::{Encoding, Layout, Make, Spec};
use fisc_model::schema::{Table, table};
use std::fmt::Write as _;

fn head(spec: &Spec, layout: Layout) -> String {
    let zh = table(spec.table).map(|t| t.zh.as_str()).unwrap_or_default();
    let (file, _) = spec.file.split_once('.').unwrap_or((spec.file, ""));
    match layout {
        Layout::Books => format!(
            "# {file}: the export of an accounting program, with the headers of 用友 (Yonyou) programs, as {}.\n\
             # 用友类财务软件导出的{file}，装入“{zh}”表。\n",
            spec.table
        ),
        _ => format!(
            "# {file} of an integrated budget management system, under the standard's element names, as {}.\n\
             # 预算管理一体化系统导出的 {file}，按技术标准要素名称，装入“{zh}”表。\n",
            spec.table
        ),
    }
}

/// The text of a mapping file.
fn mapping(spec: &Spec, layout: Layout) -> String {
    let mut out = head(spec, layout);
    if spec.encoding == Encoding::Gb18030 {
        out.push_str("encoding = \"gb18030\"\n");
    }
    out.push_str("\n[columns]\n");
    let ledger = table(spec.table).expect("a table of the ledger");
    for (header, make) in spec.columns {
        column(&mut out, spec, ledger, header, make);
    }
    if spec.columns.iter().any(|(_, m)| matches!(m, Make::Alive)) {
        out.push_str(
            "\n# 2 = not deleted. Another installation may number differently: look before dropping.\n\
             [[drop]]\nname = \"deleted\"\ncolumn = \"is_deleted\"\nequals = \"1\"\n",
        );
    }
    out
}

fn column(out: &mut String, spec: &Spec, ledger: &Table, header: &str, make: &Make) {
    let optional = |name: &str| match ledger.column(name).is_some_and(|c| c.required) {
        true => "",
        false => ", optional = true",
    };
    let line = match make {
        Make::Column(name) if optional(name).is_empty() => format!("{name} = \"{header}\""),
        Make::Column(name) => format!("{name} = {{ from = \"{header}\"{} }}", optional(name)),
        Make::Words(name, words) => {
            let words: Vec<String> = words
                .iter()
                .map(|(ours, theirs)| format!("\"{theirs}\" = \"{ours}\""))
                .collect();
            let map = format!("map = {{ {} }}, otherwise = \"keep\"", words.join(", "));
            format!(
                "{name} = {{ from = \"{header}\", {map}{} }}",
                optional(name)
            )
        }
        Make::Month(name) => format!(
            "{name} = {{ from = \"{header}\", replace = {{ \".\" = \"-\" }}{} }}",
            optional(name)
        ),
        Make::Grouped(name) => format!("{name} = {{ from = \"{header}\", default = \"0\" }}"),
        Make::EitherAmount => {
            let side = |name: &str, mark: &str| {
                format!(
                    "{name} = {{ from = \"{header}\", only_if = {{ column = \"dr_cr\", equals = \"{mark}\" }}, default = \"0\" }}"
                )
            };
            format!(
                "{}\n{}",
                side("debit_amount", "1"),
                side("credit_amount", "-1")
            )
        }
        Make::Unsigned(name) => {
            let side = spec
                .columns
                .iter()
                .find(|(_, m)| matches!(m, Make::Side(n) if n == name))
                .map(|(h, _)| *h);
            let side = side.expect("an amount without a sign has its side");
            format!(
                "{name} = {{ from = \"{header}\", negate = {{ column = \"{side}\", equals = \"贷\" }} }}"
            )
        }
        Make::Voucher => format!(
            "voucher_kind = {{ from = \"{header}\", regex = '^([^-]*)-', otherwise = \"null\" }}\n\
             voucher_id = {{ from = \"{header}\", regex = '^(?:[^-]*-)?(.*)$' }}"
        ),
        Make::Alive | Make::DebitOrCredit | Make::Side(_) => return,
    };
    writeln!(out, "{line}").expect("a String takes it");
}

#[test]
fn shipped_mappings_read_what_is_written() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../mappings");
    let mut stale = Vec::new();
    for layout in [Layout::Integrated, Layout::Books] {
        for spec in layout.specs() {
            let path = format!("{folder}/{}.toml", spec.mapping);
            let text = mapping(spec, layout);
            text.parse::<toml::Table>()
                .unwrap_or_else(|e| panic!("{}: {e}", spec.mapping));
            if std::env::var_os("FISC_UPDATE").is_some() {
                std::fs::write(&path, &text).expect("mappings/ is writable");
            } else if std::fs::read_to_string(&path).ok().as_deref() != Some(&text) {
                stale.push(spec.mapping);
            }
        }
    }
    assert!(
        stale.is_empty(),
        "{stale:?} differ; FISC_UPDATE=1 rewrites them"
    );
}

#[test]
fn a_layout_has_all_columns_of_its_tables() {
    for spec in [Layout::Integrated, Layout::Books]
        .iter()
        .flat_map(|l| l.specs())
    {
        for column in &table(spec.table).expect("a table").columns {
            let made = spec.columns.iter().any(|(_, make)| match make {
                Make::Column(n)
                | Make::Words(n, _)
                | Make::Month(n)
                | Make::Grouped(n)
                | Make::Unsigned(n) => *n == column.name,
                Make::EitherAmount => {
                    column.name == "debit_amount" || column.name == "credit_amount"
                }
                Make::Voucher => column.name == "voucher_kind" || column.name == "voucher_id",
                Make::Alive | Make::DebitOrCredit | Make::Side(_) => false,
            });
            assert!(made, "{} lacks {}", spec.mapping, column.name);
        }
    }
}
