//! What was checked and what does not hold, in plain words.

use std::io::{self, Write};

/// The language of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// English.
    En,
    /// Simplified Chinese.
    Zh,
}

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

impl Words {
    /// The sentence in this language.
    #[must_use]
    pub fn of(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
}

/// What does not hold, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, and the place in it.
    pub at: String,
    /// What does not hold.
    pub what: Words,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// One word for programs: what kind of thing is wrong where something is. Empty in a draft and
    /// a record, whose titles say it.
    pub kind: &'static str,
    /// What must hold.
    pub title: Words,
    /// Where it does not; none: it holds.
    pub problems: Vec<Problem>,
    /// What this package alone cannot prove, and why.
    pub unproved: Vec<Words>,
    /// Whether anything is proved where there is no problem; otherwise only `unproved` is said.
    pub proves: bool,
}

/// What was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A package.
    Package,
    /// A record.
    Record,
}

/// All checks of a package or a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What they are of.
    pub of: Thing,
    /// What was found in it, for comparing with what is known from elsewhere.
    pub facts: Vec<Words>,
    /// In the order they are shown.
    pub checks: Vec<Check>,
}

/// Problems shown of one check; the rest is counted.
const SHOWN: usize = 20;

impl Check {
    pub(crate) fn new(en: &str, zh: &str) -> Check {
        Check {
            kind: "",
            unproved: Vec::new(),
            proves: true,
            title: Words {
                en: en.into(),
                zh: zh.into(),
            },
            problems: Vec::new(),
        }
    }

    pub(crate) fn of(mut self, kind: &'static str) -> Check {
        self.kind = kind;
        self
    }

    pub(crate) fn unproved(&mut self, en: impl Into<String>, zh: impl Into<String>) {
        self.unproved.push(Words {
            en: en.into(),
            zh: zh.into(),
        });
    }

    pub(crate) fn problem(&mut self, at: &str, en: impl Into<String>, zh: impl Into<String>) {
        let what = Words {
            en: en.into(),
            zh: zh.into(),
        };
        self.problems.push(Problem {
            at: at.to_string(),
            what,
        });
    }
}

impl Report {
    /// Whether everything holds.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.checks.iter().all(|c| c.problems.is_empty())
    }

    /// Writes a line for each check and each problem, and one that sums up.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, lang: Lang, out: &mut impl Write) -> io::Result<()> {
        let say = |en: &'static str, zh: &'static str| if lang == Lang::En { en } else { zh };
        for check in &self.checks {
            // Of a release each check says what it is worth; drafts and records keep their words.
            let mark = match (check.kind, check.problems.is_empty(), check.proves) {
                ("", true, _) => say("ok ", "通过"),
                ("", false, _) => say("NO ", "不符"),
                (_, false, _) => say("WRONG ", "有误"),
                (_, true, true) => say("proved", "已证"),
                (_, true, false) => say("open  ", "待证"),
            };
            let kind = match check.kind {
                "" => String::new(),
                kind => format!(" [{kind}]"),
            };
            writeln!(out, "{mark}  {}{kind}", harmless(check.title.of(lang)))?;
            for problem in check.problems.iter().take(SHOWN) {
                writeln!(
                    out,
                    "       {}{}{}",
                    harmless(&problem.at),
                    say(": ", "："),
                    harmless(problem.what.of(lang))
                )?;
            }
            if let Some(more @ 1..) = check.problems.len().checked_sub(SHOWN) {
                writeln!(
                    out,
                    "       {}{more}",
                    say("and more problems: ", "此外还有问题数：")
                )?;
            }
            for limit in &check.unproved {
                writeln!(
                    out,
                    "       {}{}",
                    say("not provable here: ", "此处无法证明："),
                    harmless(limit.of(lang))
                )?;
            }
        }
        for fact in &self.facts {
            writeln!(out, "{}", harmless(fact.of(lang)))?;
        }
        let (holds, fails) = match self.of {
            Thing::Package => (
                say("The package holds together.", "数据包核验通过。"),
                say(
                    "The package does not hold together; problems: ",
                    "数据包核验未通过，问题数：",
                ),
            ),
            Thing::Record => (
                say("The record holds together.", "记录核验通过。"),
                say(
                    "The record does not hold together; problems: ",
                    "记录核验未通过，问题数：",
                ),
            ),
        };
        let problems: usize = self.checks.iter().map(|c| c.problems.len()).sum();
        if problems == 0 {
            writeln!(out, "{holds}")
        } else {
            writeln!(out, "{fails}{problems}")
        }
    }
}

/// Without characters that steer a terminal or turn the direction of the text.
fn harmless(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars()
        .map(|c| if steers(c) { '\u{fffd}' } else { c })
        .collect()
}

/// A text of a package as it is quoted in a problem: short.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        format!("“{short}…”")
    } else {
        format!("“{short}”")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_a_file_steers_the_terminal() {
        let mut check = Check::new("t", "题");
        for i in 0..25 {
            check.problem(&format!("a\u{1b}[31m{i}"), "x\r\u{202e}y", "z");
        }
        let mut out = Vec::new();
        Report {
            of: Thing::Package,
            facts: Vec::new(),
            checks: vec![check],
        }
        .write(Lang::En, &mut out)
        .expect("memory");
        let out = String::from_utf8(out).expect("text");
        assert!(!out.contains(['\u{1b}', '\r', '\u{202e}']), "{out}");
        assert!(out.contains("and more problems: 5\n"), "{out}");
    }
}
