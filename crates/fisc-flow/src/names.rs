//! Names as numbers. Ten million transfers name a few thousand governments; a row of numbers is a
//! tenth of a row of texts, and comparing them is one instruction.

use foldhash::fast::RandomState;
use indexmap::IndexSet;

/// A text's number. Its order says nothing: it is the order in which texts were first seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(u32);

impl Name {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// All texts of a ledger, once each.
#[derive(Clone, Debug, Default)]
pub struct Names(IndexSet<Box<str>, RandomState>);

impl Names {
    /// The text's number; a new one where it was not seen before. At most 2^32 texts.
    pub fn id(&mut self, text: &str) -> Name {
        let at = match self.0.get_index_of(text) {
            Some(at) => at,
            None => self.0.insert_full(text.into()).0,
        };
        Name(u32::try_from(at).unwrap_or(u32::MAX))
    }

    /// As [`Names::id`]; an empty text is no name.
    pub fn some(&mut self, text: &str) -> Option<Name> {
        (!text.is_empty()).then(|| self.id(text))
    }

    /// The number of a text that was seen.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Name> {
        self.0
            .get_index_of(text)
            .and_then(|at| u32::try_from(at).ok())
            .map(Name)
    }

    /// The text.
    #[must_use]
    pub fn text(&self, name: Name) -> &str {
        self.0.get_index(name.index()).map_or("", |t| t)
    }

    /// How many texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
