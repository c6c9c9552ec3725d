//! Binds a mapping to a file's header. Everything that cannot work is refused here, before the first
//! row is read, and all of it at once.

use crate::currency::{Currency, Rates, Source, usual_signs};
use crate::day::{DateFormat, default_formats};
use crate::mapping::{
    ColumnSpec, Condition, CurrencySpec, Detail, DropSpec, Mapping, Negate, OneOrMany, Use,
};
use crate::number::{Exact, Marks};
use crate::plan::{Drop, Field, Origin, Piece, Plan, Sign, Template, Test};
use crate::rates::RateTable;
use fisc_model::engagement::About;
use fisc_model::schema::{Table, Type};
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A header as it is compared: white space of any kind is one space, case does not matter.
pub(crate) fn header_key(header: &str) -> String {
    let words: Vec<&str> = crate::chunk::trim(header).split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// The mapping of a source that names none: headers are the canonical column names.
pub(crate) fn canonical_mapping(table: &Table) -> Mapping {
    let spec = |name: &str| {
        ColumnSpec(Box::new(Detail {
            from: Some(OneOrMany(vec![name.to_string()])),
            optional: true,
            ..Detail::default()
        }))
    };
    let columns = table
        .columns
        .iter()
        .map(|c| (c.name.clone(), spec(&c.name)))
        .collect();
    Mapping {
        columns,
        ..Mapping::default()
    }
}

/// What stands for the name of the file, without its folder and extension: years, months and
/// places are often written nowhere else.
const FILE: &str = "@file";

/// That name.
fn stem(source: &str) -> String {
    let name = source.rsplit(['/', '!']).next().unwrap_or(source);
    name.rsplit_once('.')
        .map_or(name, |(stem, _)| stem)
        .to_string()
}

/// Alternatives of headers, one of each of which a file must have.
pub(crate) fn wanted(mapping: &Mapping, table: &Table) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = Vec::new();
    for (name, spec) in &mapping.columns {
        let d = &spec.0;
        let required = table.column(name).is_some_and(|c| c.required);
        let may_lack = (d.optional && !required) || d.default.is_some();
        if let (Some(from), false) = (&d.from, may_lack) {
            all.push(from.0.clone());
        }
        all.extend(
            d.concat
                .iter()
                .flatten()
                .chain(&d.minus)
                .map(|h| vec![h.clone()]),
        );
    }
    all.retain(|any| !any.iter().any(|h| h == FILE));
    all
}

/// The headers of `wanted` that a header row lacks.
pub(crate) fn missing(wanted: &[Vec<String>], header: &[String]) -> Vec<String> {
    let present: Vec<String> = header.iter().map(|h| header_key(h)).collect();
    wanted
        .iter()
        .filter(|any| !any.iter().any(|h| present.contains(&header_key(h))))
        .map(|any| any.join(" or "))
        .collect()
}

/// Collects everything that is wrong, so that a mapping is corrected once and not error by error.
struct Binder<'a> {
    file: String,
    positions: BTreeMap<String, Vec<usize>>,
    mapping: &'a Mapping,
    errors: Vec<String>,
}

/// Binds a mapping to the header of a file.
pub(crate) fn bind(
    table: &'static Table,
    mapping: &Mapping,
    canonical: bool,
    header: &[String],
    source: &str,
    about: &About,
    rates: Option<&Arc<RateTable>>,
) -> Result<Plan, String> {
    let mut positions: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, h) in header.iter().enumerate() {
        positions.entry(header_key(h)).or_default().push(i);
    }
    let mut b = Binder {
        file: stem(source),
        positions,
        mapping,
        errors: Vec::new(),
    };
    if canonical {
        b.refuse_unknown_headers(table, header);
    }
    for name in mapping.columns.keys() {
        if table.column(name).is_none() {
            b.errors.push(format!(
                "[columns] {name}: the table {} has no such column",
                table.name
            ));
        }
    }
    let marks = b.marks(about, rates);
    let scale = b.scale(mapping.scale.as_ref());
    let global_formats = b.formats(&mapping.date_formats);
    let global_formats = if global_formats.is_empty() {
        default_formats()
    } else {
        global_formats
    };
    let mut fields = Vec::new();
    for (position, column) in table.columns.iter().enumerate() {
        let Some(spec) = mapping.columns.get(&column.name) else {
            if column.required {
                b.errors.push(format!(
                    "the required column {} has no mapping; name its header, or give a value",
                    column.name
                ));
            }
            continue;
        };
        let detail = &spec.0;
        let Some(origin) = b.origin(&column.name, detail, column.required) else {
            continue;
        };
        let mut formats = b.formats(&detail.formats);
        if formats.is_empty() {
            formats.clone_from(&global_formats);
        }
        let own_scale = detail.scale.as_ref().map(|s| b.scale(Some(s)));
        let negate = match &detail.negate {
            Negate::Never => Sign::Keep,
            Negate::Always => Sign::Change,
            Negate::If(c) => b.test(c).map_or(Sign::Keep, Sign::ChangeIf),
        };
        let scale_here = if column.ty == Type::Money {
            scale
        } else {
            Exact::ONE
        };
        fields.push(Field {
            position,
            ty: column.ty,
            required: column.required,
            label: b.label(&column.name, &origin, header),
            only_if: detail.only_if.as_ref().and_then(|c| b.test(c)),
            regex: detail.regex.as_ref().and_then(|r| b.regex(r)),
            replace: detail
                .replace
                .iter()
                .map(|(k, v)| (k.clone(), v.clone()))
                .collect(),
            map: detail.map.clone(),
            otherwise: detail.otherwise,
            pad: detail.pad,
            default: detail.default.clone(),
            formats,
            date_part: detail.date_part,
            scale: own_scale.unwrap_or(scale_here),
            negate,
            minus: detail.minus.as_ref().and_then(|h| b.position(h)),
            origin,
        });
    }
    let drops = mapping.drop.iter().filter_map(|d| b.drop_rule(d)).collect();
    let currency = b.currency(about, rates, &global_formats);
    let year_start = parse_year_start(&about.fiscal_year_start).unwrap_or_else(|| {
        b.errors.push(format!(
            "fiscal_year_start = {:?} in fisc.toml: a month and a day, like \"04-01\"",
            about.fiscal_year_start
        ));
        (1, 1)
    });
    if b.errors.is_empty() {
        Ok(Plan {
            table,
            header: header.to_vec(),
            fields,
            drops,
            marks,
            scale,
            excess: mapping.excess_scale,
            nulls: mapping.null_values.clone(),
            currency,
            year_start,
        })
    } else {
        b.errors.dedup();
        Err(b.errors.join("; "))
    }
}

fn parse_year_start(text: &str) -> Option<(u32, u32)> {
    let (month, day) = text.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    chrono::NaiveDate::from_ymd_opt(2023, month, day).map(|_| (month, day))
}

impl Binder<'_> {
    fn refuse_unknown_headers(&mut self, table: &Table, header: &[String]) {
        let unknown: Vec<&str> = header
            .iter()
            .map(|h| h.trim())
            .filter(|h| !h.is_empty() && !table.columns.iter().any(|c| c.name == header_key(h)))
            .collect();
        if !unknown.is_empty() {
            self.errors.push(format!(
                "the table {} has no column {}; the source names no mapping, so its headers must be the ledger's column names",
                table.name,
                unknown.join(", ")
            ));
        }
    }

    fn position(&mut self, header: &str) -> Option<usize> {
        let found = self
            .positions
            .get(&header_key(header))
            .cloned()
            .unwrap_or_default();
        match found.as_slice() {
            [one] => Some(*one),
            [] => {
                self.errors
                    .push(format!("the file has no column {header:?}"));
                None
            }
            _ => {
                self.errors.push(format!(
                    "the file has the column {header:?} {} times; which is meant is unclear",
                    found.len()
                ));
                None
            }
        }
    }

    /// `None` also where an optional column is absent.
    fn origin(&mut self, name: &str, d: &Detail, required: bool) -> Option<Origin> {
        let given = [
            d.from.is_some(),
            d.value.is_some(),
            d.concat.is_some(),
            d.template.is_some(),
            d.content,
        ];
        if given.iter().filter(|g| **g).count() != 1 {
            self.errors.push(format!(
                "[columns] {name}: exactly one of from, value, concat, template and content = true"
            ));
            return None;
        }
        if let Some(from) = &d.from {
            if from.0.iter().any(|h| h == FILE) {
                return Some(Origin::Constant(self.file.clone()));
            }
            let present = from
                .0
                .iter()
                .find(|h| self.positions.contains_key(&header_key(h)))
                .cloned();
            return match present {
                Some(h) => self.position(&h).map(Origin::Cell),
                None if d.default.is_some() => Some(Origin::Constant(String::new())),
                None if d.optional && !required => None,
                None => {
                    self.errors.push(format!(
                        "the file has no column {:?} for {name}",
                        from.0.join("\" or \"")
                    ));
                    None
                }
            };
        }
        if let Some(headers) = &d.concat {
            let cells: Vec<usize> = headers.iter().filter_map(|h| self.position(h)).collect();
            return Some(Origin::Concat(cells, d.separator.clone()));
        }
        if let Some(text) = &d.template {
            return Some(Origin::Template(self.template(text)));
        }
        match &d.value {
            Some(value) => Some(Origin::Constant(value.clone())),
            None => Some(Origin::Content),
        }
    }

    fn template(&mut self, text: &str) -> Template {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((header, tail)) = after.split_once('}') else {
                self.errors.push(format!("{text:?}: a {{ without its }}"));
                return pieces;
            };
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_string()));
            }
            if header == FILE {
                pieces.push(Piece::Text(self.file.clone()));
            } else if let Some(at) = self.position(header) {
                pieces.push(Piece::Cell(at));
            }
            rest = tail;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_string()));
        }
        pieces
    }

    fn label(&self, name: &str, origin: &Origin, header: &[String]) -> String {
        match origin {
            Origin::Cell(i) if header[*i] != name => format!("{name} ({})", header[*i].trim()),
            _ => name.to_string(),
        }
    }

    fn regex(&mut self, pattern: &str) -> Option<Regex> {
        Regex::new(pattern)
            .map_err(|e| self.errors.push(format!("{pattern:?}: {e}")))
            .ok()
    }

    fn test(&mut self, c: &Condition) -> Option<Test> {
        if c.equals.is_none() && c.one_of.is_none() && c.matches.is_none() && c.empty.is_none() {
            self.errors.push(format!(
                "a condition on {:?} says nothing: give equals, in, matches or empty",
                c.column
            ));
        }
        let matches = c.matches.as_ref().and_then(|m| self.regex(m));
        Some(Test {
            column: self.position(&c.column)?,
            equals: c.equals.clone(),
            one_of: c.one_of.clone(),
            matches,
            empty: c.empty,
        })
    }

    fn drop_rule(&mut self, spec: &DropSpec) -> Option<Drop> {
        let conditions = spec.conditions();
        if conditions.is_empty() {
            self.errors
                .push(format!("[[drop]] {}: it has no condition", spec.name));
        }
        let tests: Vec<Test> = conditions.iter().filter_map(|c| self.test(c)).collect();
        let control = match (spec.use_as, &spec.group_key, &spec.amount) {
            (Use::Drop, None, None) => None,
            (Use::Control, Some(key), Some(amount)) => {
                let key = self.template(key);
                Some((key, self.position(amount)?))
            }
            (Use::Control, ..) => {
                self.errors.push(format!(
                    "[[drop]] {}: use = \"control\" needs group_key and amount",
                    spec.name
                ));
                None
            }
            (Use::Drop, ..) => {
                self.errors.push(format!(
                    "[[drop]] {}: group_key and amount are for use = \"control\"",
                    spec.name
                ));
                None
            }
        };
        Some(Drop {
            name: spec.name.clone(),
            tests,
            control,
        })
    }

    /// `rates` is the table that the mapping names, read.
    fn currency(
        &mut self,
        about: &About,
        rates: Option<&Arc<RateTable>>,
        formats: &[DateFormat],
    ) -> Option<Currency> {
        let mapping = self.mapping;
        let Some(CurrencySpec(spec)) = &mapping.currency else {
            if mapping.rates.is_some() {
                let message =
                    "rates are for amounts in another currency; say in which with currency";
                self.errors.push(message.to_string());
            }
            return None;
        };
        let of = match (&spec.from, &spec.value) {
            (Some(header), None) => Source::Cell(self.position(header)?),
            (None, Some(code)) => Source::Constant(code.clone()),
            _ => {
                let message = "currency: exactly one of from and value";
                self.errors.push(message.to_string());
                return None;
            }
        };
        match &of {
            Source::Constant(code)
                if rates.is_none() && !code.eq_ignore_ascii_case(&about.currency) =>
            {
                self.errors.push(format!(
                    "the amounts are in {code}, the engagement is in {}; name a table of rates in the mapping, or load the source into an engagement of its own",
                    about.currency
                ));
            }
            _ => {}
        }
        let rates = match (&mapping.rates, rates) {
            (Some(spec), Some(table)) => {
                // Parts that were converted each on its day do not add up to any total converted.
                if mapping.drop.iter().any(|d| d.use_as == Use::Control) {
                    let message = "[[drop]] use = \"control\" beside rates: a total in another currency cannot be compared with rows converted each on its day; drop it";
                    self.errors.push(message.to_string());
                }
                Some(Rates {
                    table: table.clone(),
                    on: self.position(&spec.on)?,
                    formats: formats.to_vec(),
                    within_days: spec.within_days,
                })
            }
            _ => None,
        };
        Some(Currency {
            own: about.currency.clone(),
            of,
            map: spec.map.clone(),
            rates,
        })
    }

    fn formats(&mut self, texts: &[String]) -> Vec<DateFormat> {
        texts
            .iter()
            .filter_map(|t| {
                let format = DateFormat::new(t);
                if format.is_none() {
                    self.errors
                        .push(format!("{t:?} is not a date format, like \"%d/%m/%Y\""));
                }
                format
            })
            .collect()
    }

    fn marks(&mut self, about: &About, rates: Option<&Arc<RateTable>>) -> Marks {
        let m = self.mapping;
        let decimal = m.decimal_mark.unwrap_or('.');
        let thousands = match m.thousands_mark.as_deref() {
            None => Some(if decimal == ',' { '.' } else { ',' }),
            Some(text) => text.chars().next(),
        };
        if m.thousands_mark
            .as_ref()
            .is_some_and(|t| t.chars().count() > 1)
        {
            self.errors
                .push("thousands_mark is one character, or \"\" for none".to_string());
        }
        if thousands == Some(decimal) {
            self.errors
                .push("decimal_mark and thousands_mark are the same".to_string());
        }
        let signs = m.currency_signs.clone().unwrap_or_else(|| {
            let others = rates.iter().flat_map(|r| r.currencies());
            let all = [about.currency.as_str()].into_iter().chain(others);
            all.flat_map(usual_signs).collect()
        });
        let signs = signs.into_iter().filter(|s| !s.is_empty()).collect();
        Marks {
            decimal,
            thousands,
            signs,
        }
    }

    fn scale(&mut self, text: Option<&String>) -> Exact {
        let Some(text) = text else { return Exact::ONE };
        match Exact::parse(text, &Marks::plain()) {
            Ok(e) if e != Exact::ZERO => e,
            _ => {
                self.errors.push(format!(
                    "scale = {text:?}: a number as text that amounts are multiplied by, like \"1000\""
                ));
                Exact::ONE
            }
        }
    }
}
