//! Messages in two languages from Fluent files, for the papers, the package and the programs at the edge.
//! The files are part of the program; what is wrong with them is found by a test, not by a user.
//!
//! Fluent's own parser reads them; filling is ours, because all that is needed is places and forms
//! by count: `fluent-bundle` would bring locale data, and with it another feature set of crates
//! under the heavy engine.

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The languages there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// English.
    En,
    /// Simplified Chinese.
    Zh,
}

/// What fills a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// A text, shown as it is.
    Text(String),
    /// A count, by which a message may choose its form.
    Count(u64),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Arg {
        Arg::Text(text.into())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Arg {
        Arg::Text(text)
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Arg {
        Arg::Text(text.clone())
    }
}

impl From<std::path::Display<'_>> for Arg {
    fn from(path: std::path::Display<'_>) -> Arg {
        Arg::Text(path.to_string())
    }
}

impl From<u64> for Arg {
    fn from(n: u64) -> Arg {
        Arg::Count(n)
    }
}

impl From<usize> for Arg {
    fn from(n: usize) -> Arg {
        Arg::Count(n as u64)
    }
}

/// The messages of a program.
pub struct Messages {
    en: Side,
    zh: Side,
}

/// The messages of one language, and what of its file is not among them.
struct Side {
    lang: Lang,
    messages: BTreeMap<String, Vec<Piece>>,
    problems: Vec<String>,
}

enum Piece {
    Text(String),
    Place(String),
    /// Forms by the count in this place; the last is for all others.
    Forms(String, Vec<(String, Vec<Piece>)>),
}

impl Side {
    fn new(lang: Lang, source: &str) -> Side {
        let (resource, errors) = match fluent_syntax::parser::parse_runtime(source) {
            Ok(resource) => (resource, Vec::new()),
            Err((resource, errors)) => (resource, errors),
        };
        let mut messages = BTreeMap::new();
        let mut problems: Vec<String> = errors.iter().map(ToString::to_string).collect();
        for entry in resource.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            let id = message.id.name;
            match message.value.as_ref().and_then(pieces) {
                Some(value) if message.attributes.is_empty() => {
                    if messages.insert(id.to_string(), value).is_some() {
                        problems.push(format!("{id}: stands there twice"));
                    }
                }
                _ => problems.push(format!(
                    "{id}: is not made of text, places and forms by count"
                )),
            }
        }
        Side {
            lang,
            messages,
            problems,
        }
    }

    fn say(&self, pieces: &[Piece], args: &[(&str, Arg)], out: &mut String) {
        let given = |name: &str| args.iter().find(|(n, _)| *n == name).map(|(_, arg)| arg);
        for piece in pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Place(name) => match given(name) {
                    Some(Arg::Text(text)) => out.push_str(text),
                    Some(Arg::Count(n)) => {
                        let _ = write!(out, "{n}");
                    }
                    None => {
                        let _ = write!(out, "{{${name}}}");
                    }
                },
                Piece::Forms(name, forms) => {
                    // English tells one from many; Chinese has one form.
                    let form = match given(name) {
                        Some(Arg::Count(1)) if self.lang == Lang::En => "one",
                        _ => "other",
                    };
                    let chosen = forms.iter().find(|(key, _)| key == form);
                    if let Some((_, pieces)) = chosen.or(forms.last()) {
                        self.say(pieces, args, out);
                    }
                }
            }
        }
    }
}

/// A pattern as pieces; nothing if it uses what we do not.
fn pieces(pattern: &Pattern<&str>) -> Option<Vec<Piece>> {
    let mut all = Vec::new();
    let add = |text: &str, all: &mut Vec<Piece>| match all.last_mut() {
        Some(Piece::Text(before)) => before.push_str(text),
        _ => all.push(Piece::Text(text.to_string())),
    };
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => add(value, &mut all),
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(InlineExpression::StringLiteral { value }) => {
                    add(value, &mut all);
                }
                Expression::Inline(InlineExpression::VariableReference { id }) => {
                    all.push(Piece::Place(id.name.to_string()));
                }
                Expression::Select {
                    selector: InlineExpression::VariableReference { id },
                    variants,
                } => {
                    let mut forms = Vec::new();
                    for variant in variants {
                        let VariantKey::Identifier { name } = variant.key else {
                            return None;
                        };
                        forms.push((name.to_string(), pieces(&variant.value)?));
                    }
                    let known = forms.iter().all(|(key, _)| key == "one" || key == "other");
                    let last = variants.last().is_some_and(|v| v.default);
                    if !known || !last {
                        return None;
                    }
                    all.push(Piece::Forms(id.name.to_string(), forms));
                }
                Expression::Inline(_) | Expression::Select { .. } => return None,
            },
        }
    }
    Some(all)
}

/// The places in these pieces.
fn places<'a>(pieces: &'a [Piece], into: &mut BTreeSet<&'a str>) {
    for piece in pieces {
        match piece {
            Piece::Text(_) => {}
            Piece::Place(name) => {
                into.insert(name);
            }
            Piece::Forms(name, forms) => {
                into.insert(name);
                for (_, pieces) in forms {
                    places(pieces, into);
                }
            }
        }
    }
}

impl Messages {
    /// Of these two files.
    #[must_use]
    pub fn new(en: &str, zh: &str) -> Messages {
        Messages {
            en: Side::new(Lang::En, en),
            zh: Side::new(Lang::Zh, zh),
        }
    }

    fn side(&self, lang: Lang) -> &Side {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }

    /// The message with its places filled; a name without a message is shown as it is.
    #[must_use]
    pub fn say(&self, lang: Lang, id: &str, args: &[(&str, Arg)]) -> String {
        let side = self.side(lang);
        let mut out = String::new();
        match side.messages.get(id) {
            Some(pieces) => side.say(pieces, args, &mut out),
            None => out.push_str(id),
        }
        out
    }

    /// A message without places to fill; nothing if there is none of this name.
    #[must_use]
    pub fn plain(&self, lang: Lang, id: &str) -> &str {
        match self.side(lang).messages.get(id).map(Vec::as_slice) {
            Some([Piece::Text(text)]) => text,
            _ => "",
        }
    }

    /// The names of all messages.
    #[must_use]
    pub fn ids(&self) -> BTreeSet<&str> {
        self.en.messages.keys().map(String::as_str).collect()
    }

    /// The places that a message has.
    #[must_use]
    pub fn places(&self, id: &str) -> BTreeSet<&str> {
        let mut all = BTreeSet::new();
        if let Some(pieces) = self.en.messages.get(id) {
            places(pieces, &mut all);
        }
        all
    }

    /// What is wrong with the files: what does not parse, and where the languages differ. For
    /// tests.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = [self.en.problems.clone(), self.zh.problems.clone()].concat();
        let side = |side: &'_ Side, id: &str| -> Option<BTreeSet<String>> {
            let mut all = BTreeSet::new();
            places(side.messages.get(id)?, &mut all);
            Some(all.into_iter().map(str::to_string).collect())
        };
        let ids = self.en.messages.keys().chain(self.zh.messages.keys());
        for id in ids.collect::<BTreeSet<_>>() {
            let (en, zh) = (side(&self.en, id), side(&self.zh, id));
            if en != zh {
                problems.push(format!("{id}: places {en:?} in English, {zh:?} in Chinese"));
            }
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: &str = "# about\nrows = { $n ->\n    [one] one row of { $file }\n   *[other] { $n } rows of { $file }\n}\nhello = Hello\n";
    const ZH: &str = "rows = { $file } 共 { $n } 行\nhello = 你好\n";

    #[test]
    fn forms_follow_counts_and_no_marks_are_added() {
        let m = Messages::new(EN, ZH);
        let say = |lang, n: u64| m.say(lang, "rows", &[("n", n.into()), ("file", "a.csv".into())]);
        assert_eq!(say(Lang::En, 1), "one row of a.csv");
        assert_eq!(say(Lang::En, 100_000), "100000 rows of a.csv");
        assert_eq!(say(Lang::Zh, 1), "a.csv 共 1 行");
        assert_eq!(m.plain(Lang::Zh, "hello"), "你好");
        assert_eq!((m.plain(Lang::Zh, "rows"), m.plain(Lang::En, "")), ("", ""));
        assert_eq!(m.problems(), [""; 0]);
        assert_eq!(m.places("rows"), BTreeSet::from(["n", "file"]));
        assert_eq!(m.say(Lang::Zh, "rows", &[]), "{$file} 共 {$n} 行");
        assert_eq!(m.say(Lang::Zh, "nothing", &[]), "nothing");
    }

    #[test]
    fn what_differs_is_found() {
        for (en, zh) in [
            ("a = x\n", "b = x\n"),
            ("a = x { $n }\n", "a = x\n"),
            ("a = x { $n }\n", "a = x { $m }\n"),
            ("a = { $n\n", "a = { $n }\n"),
            ("a = x\na = y\n", "a = x\n"),
            ("a = { NUMBER($n) }\n", "a = { NUMBER($n) }\n"),
            ("a = { $n ->\n   *[few] x\n}\n", "a = { $n }\n"),
        ] {
            let m = Messages::new(en, zh);
            assert!(!m.problems().is_empty(), "{en} {zh}");
        }
    }
}
