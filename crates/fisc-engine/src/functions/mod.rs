//! What SQL alone cannot say: our scalar functions and aggregates, and the list of the engine's own
//! functions that a statement may use. What is not listed does not exist for a statement: no clock, no
//! random, no file, no generator, nothing whose result depends on the order of rows unstated.

mod aggregates;
mod argument;
mod chance;
mod days;
mod digits;
mod matching;
mod states;
mod text;

use datafusion::execution::session_state::SessionStateBuilder;
use datafusion::logical_expr::{AggregateUDF, ScalarUDF, WindowUDF};
use fisc_model::calendar::Calendar;
use std::collections::BTreeMap;
use std::sync::Arc;

const SCALAR: [&str; 38] = [
    "abs",
    "ascii",
    "btrim",
    "ceil",
    "character_length",
    "coalesce",
    "concat",
    "concat_ws",
    "contains",
    "date_part",
    "date_trunc",
    "ends_with",
    "floor",
    "greatest",
    "least",
    "left",
    "levenshtein",
    "lower",
    "ltrim",
    "make_date",
    "nullif",
    "nvl",
    "octet_length",
    "regexp_like",
    "regexp_replace",
    "replace",
    "reverse",
    "right",
    "round",
    "rtrim",
    "signum",
    "split_part",
    "starts_with",
    "strpos",
    "substr",
    "translate",
    "trunc",
    "upper",
];

const AGGREGATE: [&str; 9] = [
    "avg",
    "bool_and",
    "bool_or",
    "count",
    "first_value",
    "last_value",
    "max",
    "min",
    "sum",
];

const WINDOW: [&str; 8] = [
    "row_number",
    "rank",
    "dense_rank",
    "lag",
    "lead",
    "first_value",
    "last_value",
    "ntile",
];

pub(crate) fn register(
    builder: SessionStateBuilder,
    calendars: &Arc<BTreeMap<String, Calendar>>,
) -> SessionStateBuilder {
    let mut scalar: Vec<Arc<ScalarUDF>> = datafusion::functions::all_default_functions();
    scalar.retain(|f| SCALAR.contains(&f.name()));
    scalar.extend(text::all());
    scalar.extend(matching::all());
    scalar.extend(digits::all());
    scalar.extend(chance::all());
    scalar.extend(days::all(calendars));
    let mut aggregate: Vec<Arc<AggregateUDF>> =
        datafusion::functions_aggregate::all_default_aggregate_functions();
    aggregate.retain(|f| AGGREGATE.contains(&f.name()));
    aggregate.extend(aggregates::all());
    let mut window: Vec<Arc<WindowUDF>> =
        datafusion::functions_window::all_default_window_functions();
    window.retain(|f| WINDOW.contains(&f.name()));
    builder
        .with_scalar_functions(scalar)
        .with_aggregate_functions(aggregate)
        .with_window_functions(window)
}

pub(crate) use text::occurrence_key;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_function_exists() {
        let scalar = datafusion::functions::all_default_functions();
        let aggregate = datafusion::functions_aggregate::all_default_aggregate_functions();
        let window = datafusion::functions_window::all_default_window_functions();
        for name in SCALAR {
            assert!(scalar.iter().any(|f| f.name() == name), "{name}");
        }
        for name in AGGREGATE {
            assert!(aggregate.iter().any(|f| f.name() == name), "{name}");
        }
        for name in WINDOW {
            assert!(window.iter().any(|f| f.name() == name), "{name}");
        }
    }
}
