//! What lies there to be confirmed before a release is published. The desk makes no release: whoever
//! serves it hands in two closures, one that says what lies there and one that reads its files.

use fisc_model::act::Role;
use fisc_model::lead::Bilingual;
use fisc_review::confirmations::Content;

/// An item of the publication standard that somebody answers for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its code, as the record has it.
    pub code: String,
    /// What is asked.
    pub words: Bilingual,
    /// Who answers.
    pub role: Role,
}

/// The next release as it lies there to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// What a confirmation is over.
    pub content: Content,
    /// The folder of its files, for people.
    pub folder: String,
    /// The items that people answer for, in the order of the standard.
    pub items: Vec<Item>,
}

/// Says what lies there: nothing before it was prepared, or why it cannot be read.
pub type Lies = Box<dyn Fn() -> Result<Option<Prepared>, String> + Send + Sync>;

/// The bytes of a file of what lies there, by its path in the release; nothing where there is none.
pub type File = Box<dyn Fn(&str) -> Result<Option<Vec<u8>>, String> + Send + Sync>;

/// How the desk reads what lies there.
pub struct Reader {
    /// What lies there.
    pub lies: Lies,
    /// One of its files.
    pub file: File,
}
