//! A report before it has a form: headings, text and tables, from which the programs at the edge make a
//! docx and which is Markdown as it stands.

use std::fmt::Write;

/// A report in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Its name.
    pub title: String,
    /// In order.
    pub parts: Vec<Part>,
}

/// A part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A section's heading.
    Heading(String),
    /// Running text; each line is a paragraph.
    Text(String),
    /// A table.
    Table {
        /// The heads of its columns.
        columns: Vec<String>,
        /// Columns from this one on hold numbers.
        numbers: usize,
        /// Its cells.
        rows: Vec<Vec<String>>,
    },
}

impl Paper {
    /// As Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}\n", plain(&self.title));
        for part in &self.parts {
            out.push('\n');
            match part {
                Part::Heading(text) => {
                    let _ = writeln!(out, "## {}", plain(text));
                }
                Part::Text(text) => {
                    let lines: Vec<String> = text
                        .lines()
                        .filter(|l| !l.trim().is_empty())
                        .map(plain)
                        .collect();
                    let _ = writeln!(out, "{}", lines.join("\n\n"));
                }
                Part::Table {
                    columns,
                    numbers,
                    rows,
                } => {
                    let row = |cells: &[String]| {
                        let cells: Vec<String> = cells.iter().map(|c| plain(c)).collect();
                        format!("| {} |\n", cells.join(" | "))
                    };
                    out.push_str(&row(columns));
                    let rule = |i| if i < *numbers { "---" } else { "---:" };
                    let rules: Vec<&str> = (0..columns.len()).map(rule).collect();
                    let _ = writeln!(out, "| {} |", rules.join(" | "));
                    for cells in rows {
                        out.push_str(&row(cells));
                    }
                }
            }
        }
        out
    }
}

/// Nothing of a text becomes markup: names and reasons come from elsewhere.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, c) in text.trim().char_indices() {
        match c {
            '\\' | '`' | '*' | '_' | '|' | '<' | '>' | '[' | ']' => {
                out.push('\\');
                out.push(c);
            }
            '#' | '+' | '-' | '=' | '~' if i == 0 => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_markup() {
        let evil = "# [a](javascript:b) <b>|x|\n- c *d*".to_string();
        let paper = Paper {
            title: evil.clone(),
            parts: vec![
                Part::Text(evil.clone()),
                Part::Table {
                    columns: vec!["a".into(), "b".into()],
                    numbers: 1,
                    rows: vec![vec![evil, "1".into()]],
                },
            ],
        };
        let text = paper.markdown();
        assert!(
            text.starts_with("# \\# \\[a\\](javascript:b) \\<b\\>\\|x\\| - c \\*d\\*\n"),
            "{text}"
        );
        assert!(text.contains("\n\\- c \\*d\\*\n"), "{text}");
        assert!(text.contains("| a | b |\n| --- | ---: |\n| \\# "), "{text}");
        assert_eq!(text.lines().count(), 9, "{text}");
    }
}
