//! What only the office knows of its year: the running text, and the numbers of section 二. It fills in
//! a form, and what is left empty is said to be missing.

use fisc_model::Money;
use fisc_model::lead::Bilingual;
use serde::{Deserialize, Serialize};

/// The empty form.
pub const TEMPLATE: &str = include_str!("form.toml");

/// A form, filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The office.
    pub office: Bilingual,
    /// Whether it is a government, not a department of one: the report is due later.
    #[serde(default)]
    pub government: bool,
    /// 一、总体情况.
    pub overview: Bilingual,
    /// 五、存在的主要问题及改进情况.
    pub problems: Bilingual,
    /// 六、其他需要报告的事项.
    pub other: Bilingual,
    /// 二、主动公开政府信息情况.
    pub active: Active,
}

/// Section 二, by the items of article 20.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Active {
    /// 第（一）项: 规章.
    pub rules: Document,
    /// 第（一）项: 行政规范性文件.
    pub normative: Document,
    /// 第（五）项: 行政许可, decisions in the year.
    pub permits: u64,
    /// 第（六）项: 行政处罚, decisions in the year.
    pub penalties: u64,
    /// 第（六）项: 行政强制, decisions in the year.
    pub coercion: u64,
    /// 第（八）项: 行政事业性收费, in units of 10,000 yuan, as the form asks.
    pub fees: Money,
}

/// Documents of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// 本年制发.
    pub made: u64,
    /// 本年废止.
    pub repealed: u64,
    /// 现行有效.
    pub valid: u64,
}

impl Form {
    /// Reads a form.
    ///
    /// # Errors
    /// What is wrong and where, for who filled it in.
    pub fn parse(text: &str) -> Result<Form, String> {
        let form: Form = toml::from_str(text).map_err(|e| e.to_string())?;
        for (name, d) in [
            ("rules", form.active.rules),
            ("normative", form.active.normative),
        ] {
            if d.made > d.valid.saturating_add(d.repealed) {
                return Err(format!(
                    "[active] {name}: {} made in the year, but {} in force and {} repealed",
                    d.made, d.valid, d.repealed
                ));
            }
        }
        if form.active.fees < Money::ZERO {
            return Err("[active] fees: a fee is no less than nothing".into());
        }
        Ok(form)
    }

    /// The texts that are still empty in a language, by their keys.
    #[must_use]
    pub fn missing(&self, lang: fisc_i18n::Lang) -> Vec<&'static str> {
        let all = [
            ("office", &self.office),
            ("overview", &self.overview),
            ("problems", &self.problems),
            ("other", &self.other),
        ];
        let empty = |text: &Bilingual| crate::texts::side(lang, text).trim().is_empty();
        all.into_iter()
            .filter(|(_, t)| empty(t))
            .map(|(k, _)| k)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_form_is_read_and_says_what_is_missing() {
        let form = Form::parse(TEMPLATE).expect("the template");
        let missing = form.missing(fisc_i18n::Lang::Zh);
        assert_eq!(missing, ["office", "overview", "problems", "other"]);
        assert_eq!(form.active, Active::default());
    }

    #[test]
    fn numbers_that_cannot_be_are_refused() {
        let wrong = TEMPLATE.replacen("made = 0", "made = 2", 1);
        let error = Form::parse(&wrong).expect_err("more made than there are");
        assert!(error.contains("[active] rules"), "{error}");
        let wrong = TEMPLATE.replacen("fees = \"0\"", "fees = \"-1\"", 1);
        assert!(Form::parse(&wrong).is_err());
    }
}
