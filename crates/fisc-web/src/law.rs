//! What stands behind a method: its name, the rules it names, its own description. From the same
//! folders that the methods run from.

use fisc_catalogue::Catalogue;
use fisc_model::lead::Bilingual;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A method as the desk shows it.
#[derive(Clone, Debug, Deserialize)]
pub struct Method {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Bilingual,
    /// What it looks for.
    pub objective: Bilingual,
    /// The rules it names.
    #[serde(default, rename = "criterion")]
    pub criteria: Vec<Rule>,
    /// Its description.
    #[serde(skip)]
    pub readme: String,
    /// The same in Chinese; empty where it was not written.
    #[serde(skip)]
    pub readme_zh: String,
    /// The names of the cases that hold it.
    #[serde(skip)]
    pub cases: Vec<String>,
}

/// A rule that a method names.
#[derive(Clone, Debug, Deserialize)]
pub struct Rule {
    /// The instrument.
    pub instrument: String,
    /// Its version.
    #[serde(default)]
    pub version: String,
    /// The article.
    #[serde(default)]
    pub article: String,
    /// First day in force.
    #[serde(default)]
    pub effective_from: String,
}

/// All methods by their code. A folder that is not readable as one is left out here: running it says
/// what is wrong with it.
#[must_use]
pub fn methods(catalogue: &Catalogue) -> BTreeMap<String, Method> {
    let mut all = BTreeMap::new();
    for folder in catalogue.folders("methods") {
        let text = |file: &str| catalogue.text(&format!("methods/{folder}/{file}"));
        let parsed = text("method.toml").and_then(|t| toml::from_str::<Method>(t).ok());
        if let Some(mut method) = parsed {
            method.readme = text("README.md").unwrap_or_default().to_string();
            method.readme_zh = text("README.zh.md").unwrap_or_default().to_string();
            let cases = catalogue.folders(&format!("methods/{folder}/cases"));
            method.cases = cases.into_iter().map(|c| c.to_string()).collect();
            all.insert(method.code.clone(), method);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_method_is_shown_with_its_rules() {
        let catalogue = Catalogue::embedded();
        let all = methods(&catalogue);
        assert_eq!(all.len(), catalogue.folders("methods").len());
        assert_eq!(all["EXE-009"].criteria[0].article, "57");
        assert!(
            all.values()
                .all(|m| !m.readme.is_empty() && !m.readme_zh.is_empty() && !m.cases.is_empty())
        );
    }
}
