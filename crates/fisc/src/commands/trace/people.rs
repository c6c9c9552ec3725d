//! What recipients are called where they are shown. A natural person is named only where that was
//! asked for; else by a number, in the order in which they come.

use super::book::Book;
use crate::texts::t;
use fisc_flow::Name;
use std::collections::BTreeMap;

/// Names of recipients.
pub struct People<'a> {
    book: &'a Book,
    named: bool,
    numbers: BTreeMap<Name, usize>,
}

impl<'a> People<'a> {
    pub fn new(book: &'a Book, named: bool) -> People<'a> {
        People {
            book,
            named,
            numbers: BTreeMap::new(),
        }
    }

    /// The name of a person who was paid grants, or of a payee.
    pub fn name(&mut self, who: Name, person: bool) -> String {
        let natural = person || self.book.natural.contains(&who);
        if !natural || self.named {
            return match (self.book.name(who), person) {
                // Without a name there is the id, after its word.
                (name, true) => name.trim_start_matches("person:").to_string(),
                (name, false) => name,
            };
        }
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry(who).or_insert(next);
        if person {
            t!("trace-person", number = number)
        } else {
            t!("trace-natural-payee", number = number)
        }
    }
}
