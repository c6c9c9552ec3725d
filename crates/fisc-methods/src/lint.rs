//! The dialect's rules over a method folder: method.sql, its population and the views it reads.
//! A method may waive a rule with a reason; a waiver that waives nothing is a mistake.

use crate::method::{Method, ParameterType};
use crate::population::Clauses;
use fisc_catalogue::Catalogue;
use fisc_engine::bind::{self, Literal, Parameter};
use fisc_engine::lint::Linter;
use fisc_engine::{EngineError, Settings};
use std::collections::{BTreeMap, BTreeSet};

/// Checks methods; each view is checked once.
pub struct Lint<'a> {
    catalogue: &'a Catalogue,
    linter: Linter,
    /// Views by name, with what they break.
    views: BTreeMap<String, Result<(), String>>,
}

impl<'a> Lint<'a> {
    /// For the methods and views of this catalogue.
    ///
    /// # Errors
    /// A session that cannot be set up.
    pub fn new(catalogue: &'a Catalogue, settings: &Settings) -> Result<Lint<'a>, EngineError> {
        Ok(Lint {
            catalogue,
            linter: Linter::new(settings)?,
            views: BTreeMap::new(),
        })
    }

    /// Whether a method keeps the rules; parameters do not matter, only their types.
    ///
    /// # Errors
    /// SQL that does not parse or plan; what it breaks, a line each.
    pub fn method(&mut self, method: &Method) -> Result<(), EngineError> {
        let parameters = samples(method);
        let sql = bind::bind(&method.sql, &parameters, None)?;
        let population = Clauses::bind(method, &parameters)?;
        for statement in [sql.as_str(), population.sql()] {
            self.views_of(statement)?;
        }
        let mut found: Vec<(&str, String)> = Vec::new();
        // Lines count in the file as it is written.
        for f in self.linter.check(&method.sql, &sql)? {
            found.push((f.rule.name, format!("method.sql {f}")));
        }
        for f in self.linter.check(population.sql(), population.sql())? {
            found.push((f.rule.name, format!("[population], [[exclude]] {f}")));
        }
        let mut problems = Vec::new();
        let waived: BTreeSet<&str> = method
            .meta
            .waivers
            .iter()
            .map(|w| w.rule.as_str())
            .collect();
        for rule in &waived {
            if !found.iter().any(|(name, _)| name == rule) {
                problems.push(format!(
                    "method.toml: the waiver of {rule} waives nothing; remove it"
                ));
            }
        }
        found.retain(|(name, _)| !waived.contains(name));
        problems.extend(found.into_iter().map(|(_, text)| text));
        if problems.is_empty() {
            Ok(())
        } else {
            Err(EngineError::Refused(problems.join("\n")))
        }
    }

    fn views_of(&mut self, sql: &str) -> Result<(), EngineError> {
        for name in bind::tables_of(sql)? {
            let Some(view) = self.catalogue.text(&format!("views/{name}.sql")) else {
                continue;
            };
            if !self.views.contains_key(&name) {
                let view = view.trim().trim_end_matches(';');
                // Noted first: a view that needs itself ends here and is refused when it is planned.
                self.views.insert(name.clone(), Ok(()));
                self.views_of(view)?;
                let result = match self.linter.view(&name, view) {
                    Err(e) => Err(e.to_string()),
                    Ok(found) if found.is_empty() => Ok(()),
                    Ok(found) => Err(found
                        .iter()
                        .map(ToString::to_string)
                        .collect::<Vec<_>>()
                        .join("\n")),
                };
                self.views.insert(name.clone(), result);
            }
            if let Some(Err(e)) = self.views.get(&name) {
                return Err(EngineError::Refused(format!("views/{name}.sql {e}")));
            }
        }
        Ok(())
    }
}

/// A value of each parameter's type.
fn samples(method: &Method) -> BTreeMap<String, Parameter> {
    let text = || "x".to_string();
    let specs = method.meta.parameters.iter();
    specs
        .map(|(name, spec)| {
            let literal = match spec.ty {
                ParameterType::Money => Literal::Money("1.00".into()),
                ParameterType::Number | ParameterType::Days => Literal::Number("1".into()),
                ParameterType::Date => Literal::Date("2025-01-01".into()),
                ParameterType::Text => Literal::Text(text()),
                ParameterType::List => Literal::List(vec![text()]),
            };
            let versions = vec![(None, literal)];
            (name.clone(), Parameter { versions })
        })
        .collect()
}
