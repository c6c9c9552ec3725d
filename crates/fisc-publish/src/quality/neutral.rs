//! Neutral language. A publication says what was found and measured by which rule; whether somebody
//! is guilty of anything is for others to decide. Words that accuse are a list of the pack
//! (`neutral.toml`), each with what to write instead; a quoted law's title, a longer word in which
//! the word means something else, and the auditee's own words are let be.

use super::words::problem;
use super::{Input, OFFICE, Problem, TEAM};
use crate::i18n::Arg;
use crate::openness::places::texts;
use crate::prose::Phrases;
use fisc_model::lead::Bilingual;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::ops::Range;

/// The list.
#[derive(Clone, Debug, Default)]
pub struct Neutral {
    phrases: Phrases,
    /// For each word: itself, and what to write instead.
    words: Vec<(String, Bilingual)>,
}

/// A word that accuses, and where it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// In bytes.
    pub span: Range<usize>,
    /// What to write instead.
    pub instead: Bilingual,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    word: Vec<Group>,
    #[serde(default)]
    except: Except,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    zh: Vec<String>,
    en: Vec<String>,
    instead: Bilingual,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Except {
    zh: Vec<String>,
    en: Vec<String>,
}

impl Neutral {
    /// Reads a pack's `neutral.toml`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Neutral, String> {
        let file: File = toml::from_str(text).map_err(|e| format!("neutral.toml: {e}"))?;
        let mut words = Vec::new();
        let mut seen = BTreeSet::new();
        for group in file.word {
            if group.instead.en.trim().is_empty() || group.instead.zh.trim().is_empty() {
                return Err(format!(
                    "neutral.toml, {}: say in both languages what to write instead",
                    group
                        .en
                        .first()
                        .or(group.zh.first())
                        .map_or("", String::as_str)
                ));
            }
            for word in group.zh.into_iter().chain(group.en) {
                if word.trim().is_empty() || !seen.insert(word.to_lowercase()) {
                    return Err(format!(
                        "neutral.toml: {word:?} is empty or stands there twice"
                    ));
                }
                words.push((word, group.instead.clone()));
            }
        }
        let except: Vec<String> = file.except.zh.into_iter().chain(file.except.en).collect();
        let phrases = Phrases::new(
            words.iter().map(|(word, _)| word.as_str()),
            except.iter().map(String::as_str),
        );
        Ok(Neutral { phrases, words })
    }

    /// The accusing words in a text, from left to right.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let titles = titles(text);
        let quoted = |span: &Range<usize>| {
            let mut titles = titles.iter();
            titles.any(|t| t.start <= span.start && span.end <= t.end)
        };
        let found = self.phrases.find(text).into_iter();
        found
            .filter(|f| !quoted(&f.span))
            .filter_map(|f| {
                let (_, instead) = self.words.get(f.word)?;
                Some(Hit {
                    span: f.span,
                    instead: instead.clone(),
                })
            })
            .collect()
    }
}

/// Titles of laws and papers, between their marks; one that is not closed ends nowhere and is none.
fn titles(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (i, c) in text.char_indices() {
        match c {
            '《' => open.push(i),
            '》' => {
                if let Some(start) = open.pop() {
                    all.push(start..i + c.len_utf8());
                }
            }
            _ => {}
        }
    }
    all
}

/// Whether a text is the auditors' own. What an auditee says is published as it is; names of bodies
/// are names.
fn own(place: &str) -> bool {
    let names = place.starts_with("auditees/") || place.starts_with("transfers/");
    let reply = place.starts_with("findings/") && place.contains("/replies/");
    !(names || reply && place.ends_with("/text"))
}

/// Every accusing word, at its place.
pub(super) fn problems(input: &Input<'_>) -> Vec<Problem> {
    let mut shown = input.shown.clone();
    let mut all = Vec::new();
    texts(&mut shown, &mut |place, mut field| {
        if !own(place) {
            return;
        }
        for (_, text) in field.sides() {
            for hit in input.neutral.find(text) {
                let around = |passage: &String| {
                    let mut at = text.match_indices(passage.as_str());
                    at.any(|(i, p)| i <= hit.span.start && hit.span.end <= i + p.len())
                };
                if input.allowed.iter().any(around) {
                    continue;
                }
                let word = text.get(hit.span.clone()).unwrap_or_default();
                let args =
                    |instead: &str| [("word", Arg::from(word)), ("instead", Arg::from(instead))];
                // The form is the publication office's, the findings are the team's.
                let who = if place.starts_with("findings/") {
                    TEAM
                } else {
                    OFFICE
                };
                let mut found = problem(place, "accuses", &args(&hit.instead.en), who);
                let zh = problem(place, "accuses", &args(&hit.instead.zh), who);
                found.remedy.zh = zh.remedy.zh;
                found.text.zh = zh.text.zh;
                all.push(found);
            }
        }
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shipped() -> Neutral {
        Neutral::parse(include_str!("../../../../packs/cn/neutral.toml")).expect("reads")
    }

    fn found<'a>(list: &Neutral, text: &'a str) -> Vec<&'a str> {
        let hits = list.find(text);
        hits.iter().map(|h| &text[h.span.clone()]).collect()
    }

    #[test]
    fn words_that_accuse_are_found_in_any_spelling() {
        let list = shipped();
        for (text, expected) in [
            ("该局贪 污公款，经办人涉嫌犯罪。", vec!["贪 污", "涉嫌犯罪"]),
            (
                "A corrupt office; FRAUD, embezzled.",
                vec!["corrupt", "FRAUD", "embezzled"],
            ),
            ("有关人员挪用公款。", vec!["挪用公款"]),
            ("the culprit stole it", vec!["culprit", "stole"]),
        ] {
            assert_eq!(found(&list, text), expected, "{text}");
        }
        let hit = &list.find("侵吞资金")[0];
        assert!(!hit.instead.zh.is_empty() && !hit.instead.en.is_empty());
    }

    #[test]
    fn what_audit_offices_write_is_let_be() {
        let list = shipped();
        for text in [
            "挪用专项资金12,000.00元，用于日常开支。",
            "违反《中华人民共和国反贪污贿赂条例》第三条。",
            "违反《财政违法行为处罚处分条例》第六条，骗取财政资金。",
            "县反腐败工作协调小组办公室重复支付设备款。",
            "Funds meant for roads were spent on offices.",
            "the anti-corruption office paid twice; the office of fraud prevention was not asked",
            "未按规定公开招标，应招标未招标。",
            "恶劣天气导致工期延误。",
        ] {
            assert_eq!(found(&list, text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_title_that_is_not_closed_hides_nothing() {
        let list = shipped();
        assert_eq!(found(&list, "《贪污，"), ["贪污"]);
        assert_eq!(found(&list, "《关于《反贪污法》的说明》贪污"), ["贪污"]);
        assert_eq!(found(&list, "贪污》"), ["贪污"]);
    }

    #[test]
    fn whose_words_they_are_matters() {
        assert!(!own("findings/F-1/replies/1/text") && own("findings/F-1/replies/1/answer"));
        assert!(own("findings/F-1/notes/1/text") && own("interpretation/1") && own("title"));
        assert!(!own("auditees/990101001/name") && !own("transfers/1/from"));
    }

    #[test]
    fn a_list_that_cannot_be_is_refused() {
        let one = |zh: &str, instead: &str| {
            format!(
                "[[word]]\nzh = [{zh}]\nen = []\ninstead = {{ zh = \"{instead}\", en = \"x\" }}\n"
            )
        };
        for (text, said) in [
            (one("\"贪污\"", ""), "instead"),
            (one("\"贪污\", \"贪污\"", "侵占"), "twice"),
            (one("\" \"", "侵占"), "empty"),
            ("[[words]]".to_string(), "neutral.toml"),
        ] {
            let refused = Neutral::parse(&text);
            assert!(
                refused.as_ref().is_err_and(|e| e.contains(said)),
                "{refused:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn every_word_is_found_wherever_it_stands(before in "[一-龥，。]{0,8}", after in "[，。一-龥]{0,8}", n in 0_usize..400) {
            let list = shipped();
            let (word, _) = &list.words[n % list.words.len()];
            let text = format!("{before}。{word}。{after}");
            let at = before.len() + "。".len();
            let hits = list.find(&text);
            prop_assert!(hits.iter().any(|h| h.span == (at..at + word.len())), "{}", text);
            let mut last = 0;
            for hit in hits {
                prop_assert!(hit.span.start >= last && text.get(hit.span.clone()).is_some());
                last = hit.span.end;
            }
        }
    }
}
