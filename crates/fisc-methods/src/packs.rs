//! Packs: law as dated data. Parameter values with instrument, article and the days on which they
//! are in force, and the calendars of working days.

use fisc_catalogue::Catalogue;
use fisc_model::calendar::Calendar;
use serde::Deserialize;

/// A pack.
#[derive(Clone, Debug)]
pub struct Pack {
    /// `cn`.
    pub name: String,
    /// `CN`; values of this jurisdiction apply everywhere in the pack's reach.
    pub jurisdiction: String,
    /// Of all parameters*.toml.
    pub values: Vec<PackValue>,
    /// The calendar of the jurisdiction, where the pack has one.
    pub calendar: Option<Calendar>,
}

/// `[[value]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackValue {
    /// The method's code.
    pub method: String,
    /// The parameter's name.
    pub name: String,
    /// Text, or a list of texts.
    pub value: toml::Value,
    /// The pack's own, or the beginning of the codes of the governments it applies to.
    pub jurisdiction: String,
    /// The instrument's name.
    pub instrument: String,
    /// The date of the version cited.
    pub version: String,
    /// Articles.
    pub article: String,
    /// First day in force.
    pub effective_from: chrono_date::IsoDate,
    /// Last day in force.
    #[serde(default)]
    pub effective_to: Option<chrono_date::IsoDate>,
    /// natural or working.
    #[serde(default)]
    pub days: Option<String>,
}

/// A validated ISO date that stays text: it is only compared and printed.
pub mod chrono_date {
    use serde::Deserialize;

    /// `YYYY-MM-DD`.
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub struct IsoDate(pub String);

    impl<'de> Deserialize<'de> for IsoDate {
        fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<IsoDate, D::Error> {
            let text = String::deserialize(d)?;
            match text.parse::<chrono::NaiveDate>() {
                Ok(_) => Ok(IsoDate(text)),
                Err(_) => Err(serde::de::Error::custom(format!(
                    "{text:?} is no date; write \"2025-01-31\""
                ))),
            }
        }
    }
}

#[derive(Deserialize)]
struct Head {
    jurisdiction: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Values {
    #[serde(default, rename = "value")]
    values: Vec<PackValue>,
}

impl Pack {
    /// Reads `packs/<name>` of the catalogue.
    ///
    /// # Errors
    /// What is missing or wrong, with the file.
    pub fn read(catalogue: &Catalogue, name: &str) -> Result<Pack, String> {
        let text = |file: &str| catalogue.text(&format!("packs/{name}/{file}"));
        let head = text("pack.toml").ok_or_else(|| {
            let known: Vec<String> = catalogue.folders("packs").into_iter().collect();
            format!("there is no pack {name:?}; there are: {}", known.join(", "))
        })?;
        let head: Head =
            toml::from_str(head).map_err(|e| format!("packs/{name}/pack.toml: {e}"))?;
        let mut values = Vec::new();
        for (file, bytes) in catalogue.below(&format!("packs/{name}")) {
            if file.starts_with("parameters") && file.ends_with(".toml") {
                let file_values: Values = std::str::from_utf8(bytes)
                    .map_err(|e| e.to_string())
                    .and_then(|t| toml::from_str(t).map_err(|e| e.to_string()))
                    .map_err(|e| format!("packs/{name}/{file}: {e}"))?;
                values.extend(file_values.values);
            }
        }
        let calendar = text("holiday.csv")
            .map(|t| Calendar::parse(t).map_err(|e| format!("packs/{name}/holiday.csv {e}")))
            .transpose()?;
        Ok(Pack {
            name: name.to_string(),
            jurisdiction: head.jurisdiction,
            values,
            calendar,
        })
    }

    /// The values for a parameter in the reach of a government, in order of their first day: those
    /// of the closest jurisdiction.
    #[must_use]
    pub fn values(&self, method: &str, name: &str, gov_code: &str) -> Vec<&PackValue> {
        let reach = |v: &PackValue| {
            if v.jurisdiction == self.jurisdiction {
                Some(0)
            } else if gov_code.starts_with(&v.jurisdiction) {
                Some(v.jurisdiction.len())
            } else {
                None
            }
        };
        let mine = |v: &&PackValue| v.method == method && v.name == name;
        let closest = self.values.iter().filter(mine).filter_map(reach).max();
        let mut values: Vec<&PackValue> = self
            .values
            .iter()
            .filter(mine)
            .filter(|v| reach(v) == closest && closest.is_some())
            .collect();
        values.sort_by(|a, b| a.effective_from.cmp(&b.effective_from));
        values
    }
}
