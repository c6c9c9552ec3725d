//! Personal data out of what is shown: values that were taken down first, so that the reason is the
//! right one, then everything the detectors find. In the texts of findings a marker takes their
//! place; a text that people write for publication alone is to be changed by them.

use super::Trouble;
use super::words::say;
use crate::i18n::Lang;
use crate::openness::places::{Field, texts};
use crate::personal::{self, Detectors, Kind, Takedowns, What};
use crate::publication::{Publication, Withheld, WithheldScope};
use std::collections::{BTreeMap, BTreeSet};

/// What redaction goes by.
#[derive(Clone, Copy)]
pub struct Redaction<'a> {
    /// The detectors, with the ledger's known values.
    pub detectors: &'a Detectors,
    /// What was taken down, with the office's key.
    pub takedowns: Option<(&'a Takedowns, &'a [u8; 32])>,
    /// Values that look personal and are none: they do not stop a text that people wrote.
    pub allowed: &'a BTreeSet<String>,
}

const PERSONAL: &str = "中华人民共和国政府信息公开条例（2019修订）第十五条；中华人民共和国审计法（2021修正）第四十条；中华人民共和国个人信息保护法第二十八条、第三十四条";
const TAKEDOWN: &str =
    "中华人民共和国个人信息保护法第四十七条；中华人民共和国政府信息公开条例（2019修订）第四十一条";

/// Replaces personal data in `shown` and lists what was withheld. `shown` may have less than what
/// is signed already.
///
/// # Errors
/// Personal data in a text that is not redacted but changed: title, interpretation, reasons.
pub fn redact(shown: &mut Publication, by: &Redaction<'_>) -> Result<(), Vec<Trouble>> {
    let mut counts: BTreeMap<(String, bool, Kind), u64> = BTreeMap::new();
    let mut troubles = Vec::new();
    whole_findings(shown, by);
    texts(shown, &mut |place, mut field| {
        let redacted = place.starts_with("findings/") || place.starts_with("independence/");
        // Names of public bodies come from the ledger and the record.
        let named = place.starts_with("auditees/") || place.starts_with("transfers/");
        for (lang, text) in field.sides() {
            if redacted {
                let mut count = |taken, withheld: BTreeMap<Kind, usize>| {
                    for (kind, n) in withheld {
                        let key = (place.to_string(), taken, kind);
                        *counts.entry(key).or_default() += n as u64;
                    }
                };
                if let Some((list, key)) = by.takedowns {
                    let down = personal::take_down(list, key, text, lang);
                    count(true, down.withheld);
                    *text = down.text;
                }
                let done = personal::redact(by.detectors, text, lang);
                count(false, done.withheld);
                *text = done.text;
            } else if !named {
                troubles.extend(written(place, text, by));
            }
        }
    });
    for (name, mut text) in [
        ("body", shown.issue.body.clone()),
        ("funded_by", shown.independence.funded_by.clone()),
        ("appointed_by", shown.independence.appointed_by.clone()),
    ] {
        for (_, side) in Field::Two(&mut text).sides() {
            troubles.extend(written(name, side, by));
        }
    }
    if !troubles.is_empty() {
        troubles.sort();
        troubles.dedup();
        return Err(troubles);
    }
    for ((place, taken, kind), count) in counts {
        shown.withheld.push(withheld(place, taken, kind, count));
    }
    tidy(shown);
    Ok(())
}

/// Findings that were taken down leave, counted and not named.
fn whole_findings(shown: &mut Publication, by: &Redaction<'_>) {
    let Some((list, key)) = by.takedowns else {
        return;
    };
    let before = shown.findings.len();
    shown
        .findings
        .retain(|_, f| list.withholds(key, What::Finding, &f.number).is_none());
    let gone = (before - shown.findings.len()) as u64;
    if gone > 0 {
        shown.withheld.push(Withheld {
            scope: WithheldScope::Finding,
            place: "findings".into(),
            reason: "takedown".into(),
            words: say("withheld-takedown", &[]),
            basis: TAKEDOWN.into(),
            review_on: None,
            count: gone,
        });
    }
}

/// What remains refers to what remains.
pub fn tidy(shown: &mut Publication) {
    let named: BTreeSet<String> = shown.findings.values().map(|f| f.auditee.clone()).collect();
    shown.auditees.retain(|code, _| named.contains(code));
    let years = &mut shown.independence.leader_years;
    years.retain(|code, _| named.contains(code));
}

fn withheld(place: String, taken: bool, kind: Kind, count: u64) -> Withheld {
    let word = serde_json::to_value(kind).unwrap_or_default();
    let word = word.as_str().unwrap_or_default().replace('_', "-");
    let words = fisc_model::lead::Bilingual {
        en: kind.word(Lang::En).into(),
        zh: kind.word(Lang::Zh).into(),
    };
    let args = |lang: &str| [("kind", lang.to_string().into())];
    let (prefix, id) = if taken {
        ("takedown", "withheld-taken-down")
    } else {
        ("personal", "withheld-personal")
    };
    Withheld {
        scope: WithheldScope::Value,
        place,
        reason: format!("{prefix}-{word}"),
        words: fisc_model::lead::Bilingual {
            en: say(id, &args(&words.en)).en,
            zh: say(id, &args(&words.zh)).zh,
        },
        basis: if taken { TAKEDOWN } else { PERSONAL }.into(),
        review_on: None,
        count,
    }
}

/// Personal data in a text that people write for publication: the place and the kind, never the
/// value.
fn written(place: &str, text: &str, by: &Redaction<'_>) -> Vec<Trouble> {
    let hits = by.detectors.detect(text);
    let allowed =
        |span: std::ops::Range<usize>| text.get(span).is_some_and(|v| by.allowed.contains(v));
    let kinds: BTreeSet<Kind> = hits
        .into_iter()
        .filter(|h| !allowed(h.span.clone()))
        .map(|h| h.kind)
        .collect();
    let taken = by
        .takedowns
        .is_some_and(|(list, key)| !list.find_in(key, text).is_empty());
    let file = match place {
        "title" => "fisc.toml",
        _ => "publish.toml",
    };
    let place = format!("{file}, {place}");
    let mut troubles: Vec<Trouble> = kinds
        .into_iter()
        .map(|kind| {
            let mut trouble = Trouble::new(
                place.as_str(),
                "trouble-personal",
                &[("kind", kind.word(Lang::En).into())],
            );
            trouble.text.zh = say("trouble-personal", &[("kind", kind.word(Lang::Zh).into())]).zh;
            trouble
        })
        .collect();
    if taken {
        troubles.push(Trouble::new(place, "trouble-taken-down", &[]));
    }
    troubles
}
