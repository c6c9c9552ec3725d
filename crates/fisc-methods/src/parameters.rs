//! The values under which a method judges: default < pack < engagement. What law or auditee must
//! set and nobody set is not guessed: the method is skipped and says what to supply.

use crate::method::{Method, ParameterSource, ParameterSpec, ParameterType};
use crate::packs::{Pack, PackValue};
use fisc_engine::bind::{Literal, Parameter};
use fisc_model::Money;
use fisc_model::lead::Bilingual;
use fisc_model::run::{ParameterUse, ParameterValue};
use std::collections::BTreeMap;

/// Why a method's parameters do not stand.
pub(crate) enum Unset {
    /// Nobody set what law or auditee must set.
    Skip(Bilingual),
    /// Somebody set something that does not fit.
    Fail(String),
}

pub(crate) type Bound = (BTreeMap<String, Parameter>, Vec<ParameterUse>);

pub(crate) fn resolve(
    method: &Method,
    packs: &[Pack],
    gov_code: &str,
    engagement: &BTreeMap<String, toml::Value>,
) -> Result<Bound, Unset> {
    let meta = &method.meta;
    if let Some(unknown) = engagement
        .keys()
        .find(|n| !meta.parameters.contains_key(*n))
    {
        let known: Vec<&str> = meta.parameters.keys().map(String::as_str).collect();
        return Err(Unset::Fail(format!(
            "[parameters.{}] {unknown}: the method has no such parameter; it has: {}",
            meta.code,
            known.join(", ")
        )));
    }
    let (mut bound, mut uses, mut missing) = (BTreeMap::new(), Vec::new(), Vec::new());
    for (name, spec) in &meta.parameters {
        let fail = |e: String| Unset::Fail(format!("parameter {name}: {e}"));
        let pack_values: Vec<&PackValue> = packs
            .iter()
            .flat_map(|p| p.values(&meta.code, name, gov_code))
            .collect();
        let (source, versions) = if let Some(value) = engagement.get(name) {
            (
                "engagement",
                vec![version(spec, value, None).map_err(fail)?],
            )
        } else if !pack_values.is_empty() {
            let versions = pack_values.iter().map(|v| version(spec, &v.value, Some(v)));
            (
                "pack",
                versions.collect::<Result<Vec<_>, _>>().map_err(fail)?,
            )
        } else if let Some(value) = &spec.default {
            ("default", vec![version(spec, value, None).map_err(fail)?])
        } else {
            missing.push((name, spec));
            continue;
        };
        uses.push(ParameterUse {
            name: name.clone(),
            source: source.to_string(),
            values: versions.iter().map(|(_, _, used)| used.clone()).collect(),
        });
        let versions = with_gaps(versions);
        bound.insert(name.clone(), Parameter { versions });
    }
    if missing.is_empty() {
        Ok((bound, uses))
    } else {
        Err(Unset::Skip(ask(&meta.code, &missing)))
    }
}

/// Versions with the days on which none is in force: after the last day of one, where the next begins
/// later or there is none.
fn with_gaps(versions: Vec<Version>) -> Vec<(Option<String>, Literal)> {
    let mut dated = Vec::new();
    let mut versions = versions.into_iter().peekable();
    while let Some((from, literal, used)) = versions.next() {
        dated.push((from, literal));
        let after = used
            .effective_to
            .and_then(|d| d.parse::<chrono::NaiveDate>().ok()?.succ_opt());
        let next = versions.peek().and_then(|(from, _, _)| from.as_ref());
        if let Some(after) = after.map(|d| d.to_string())
            && next.is_none_or(|n| *n > after)
        {
            dated.push((Some(after), Literal::Nothing));
        }
    }
    dated
}

type Version = (Option<String>, Literal, ParameterValue);

fn version(
    spec: &ParameterSpec,
    value: &toml::Value,
    pack: Option<&PackValue>,
) -> Result<Version, String> {
    let literal = literal(spec.ty, value)?;
    let text = match &literal {
        Literal::List(items) => items.join(", "),
        Literal::Money(t) | Literal::Number(t) | Literal::Date(t) | Literal::Text(t) => t.clone(),
        Literal::Nothing => String::new(),
    };
    let used = ParameterValue {
        value: text,
        effective_from: pack.map(|p| p.effective_from.0.clone()),
        effective_to: pack
            .and_then(|p| p.effective_to.as_ref())
            .map(|d| d.0.clone()),
        basis: pack.map(|p| format!("{} ({}) {}", p.instrument, p.version, p.article)),
    };
    Ok((used.effective_from.clone(), literal, used))
}

fn literal(ty: ParameterType, value: &toml::Value) -> Result<Literal, String> {
    let text = match value {
        toml::Value::String(s) => s.clone(),
        toml::Value::Integer(i) => i.to_string(),
        toml::Value::Array(items) if ty == ParameterType::List => {
            let texts: Option<Vec<String>> = items
                .iter()
                .map(|i| i.as_str().map(str::to_string))
                .collect();
            return match texts {
                Some(texts) if !texts.is_empty() => Ok(Literal::List(texts)),
                _ => Err("a list holds one or more texts: [\"a\", \"b\"]".into()),
            };
        }
        other => {
            return Err(format!(
                "{other} is neither text nor whole number; write it as text"
            ));
        }
    };
    match ty {
        ParameterType::Money => Money::parse(&text)
            .map(|m| Literal::Money(m.to_string()))
            .map_err(|e| format!("{text:?}: {e}")),
        ParameterType::Number => {
            let digits = text.strip_prefix('-').unwrap_or(&text);
            let plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
                && digits.bytes().filter(|b| *b == b'.').count() <= 1
                && digits.bytes().any(|b| b.is_ascii_digit());
            if plain {
                Ok(Literal::Number(text))
            } else {
                Err(format!("{text:?} is no number"))
            }
        }
        ParameterType::Days => match text.parse::<u32>() {
            Ok(n) => Ok(Literal::Number(n.to_string())),
            Err(_) => Err(format!("{text:?} is no whole number of days")),
        },
        ParameterType::Date => match text.parse::<chrono::NaiveDate>() {
            Ok(d) => Ok(Literal::Date(d.to_string())),
            Err(_) => Err(format!("{text:?} is no date; write \"2025-01-31\"")),
        },
        ParameterType::Text => Ok(Literal::Text(text)),
        ParameterType::List => Err("a list is written [\"a\", \"b\"]".into()),
    }
}

fn ask(code: &str, missing: &[(&String, &ParameterSpec)]) -> Bilingual {
    let (mut en, mut zh) = (Vec::new(), Vec::new());
    for (name, spec) in missing {
        let (who, who_zh) = match spec.source {
            ParameterSource::Law => ("law", "法规"),
            _ => ("the auditee", "被审计单位"),
        };
        en.push(format!(
            "{name} ({}, {}; set by {who})",
            spec.description.en, spec.unit
        ));
        zh.push(format!("{name}（{}；由{who_zh}规定）", spec.description.zh));
    }
    let first = missing.first().map_or("", |(name, _)| name.as_str());
    Bilingual {
        en: format!(
            "no value in force for {}; supply it in fisc.toml: [parameters.{code}] {first} = \"…\"",
            en.join(", ")
        ),
        zh: format!(
            "参数{}没有有效值；请在fisc.toml中提供：[parameters.{code}] {first} = \"…\"",
            zh.join("、")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(n: &str, from: &str, to: Option<&str>) -> Version {
        let used = ParameterValue {
            value: n.into(),
            effective_from: Some(from.into()),
            effective_to: to.map(Into::into),
            basis: None,
        };
        (Some(from.into()), Literal::Number(n.into()), used)
    }

    fn days(versions: Vec<Version>) -> Vec<String> {
        let dated = with_gaps(versions).into_iter();
        let told = dated.map(|(from, literal)| match literal {
            Literal::Number(n) => format!("{} {n}", from.unwrap_or_default()),
            _ => format!("{} none", from.unwrap_or_default()),
        });
        told.collect()
    }

    #[test]
    fn a_version_ends_on_its_last_day_or_when_the_next_begins() {
        let first = |to| value("30", "2015-01-01", to);
        let second = || value("20", "2024-01-01", None);
        assert_eq!(days(vec![first(None)]), ["2015-01-01 30"]);
        assert_eq!(
            days(vec![first(Some("2023-12-31"))]),
            ["2015-01-01 30", "2024-01-01 none"]
        );
        for abutting in [None, Some("2023-12-31"), Some("2025-06-30")] {
            assert_eq!(
                days(vec![first(abutting), second()]),
                ["2015-01-01 30", "2024-01-01 20"]
            );
        }
        assert_eq!(
            days(vec![first(Some("2019-12-31")), second()]),
            ["2015-01-01 30", "2020-01-01 none", "2024-01-01 20"]
        );
    }
}
