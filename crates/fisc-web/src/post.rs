//! What the public sends, as the desk reads it: the engagement's book and the terms of its packs. What is
//! done about an item is written down with `fisc public`; the desk shows where each stands.

use crate::answer::Wrong;
use fisc_catalogue::Catalogue;
use fisc_public::event::Written;
use fisc_public::{Terms, feedback, request};
use fisc_store::{Book, Desk, WrittenEvent};
use std::path::Path;

/// The file beside the record.
const BOOK: &str = "public.db";

/// What the book holds.
pub struct Post {
    /// Feedback, in the order in which it came.
    pub items: Vec<feedback::Item>,
    /// Requests, likewise.
    pub requests: Vec<request::Request>,
    /// What the packs set.
    pub terms: Terms,
}

/// Reads the book of an engagement; nothing where there is none.
///
/// # Errors
/// It cannot be read, or the packs set no terms.
pub fn read(folder: &Path, packs: &[String]) -> Result<Option<Post>, Wrong> {
    let path = folder.join(BOOK);
    if !path.is_file() {
        return Ok(None);
    }
    let broken = |e: &dyn std::fmt::Display| Wrong::Broken(format!("{}: {e}", path.display()));
    let book = Book::open(&path).map_err(|e| broken(&e))?;
    let events = |desk| book.events(desk).map_err(|e| broken(&e));
    let (items, requests) = (events(Desk::Feedback)?, events(Desk::Request)?);
    Ok(Some(Post {
        items: feedback::items(written(&items)).map_err(|e| broken(&e))?,
        requests: request::requests(written(&requests)).map_err(|e| broken(&e))?,
        terms: terms(folder, packs)?,
    }))
}

fn written(events: &[WrittenEvent]) -> impl Iterator<Item = Written<'_>> {
    events.iter().map(|w| Written {
        item: &w.item,
        on: w.on,
        by: &w.by,
        act: &w.act,
    })
}

/// `public.toml` of the first pack that has one, else of China's; a pack of the engagement's own goes
/// first.
fn terms(folder: &Path, packs: &[String]) -> Result<Terms, Wrong> {
    let embedded = Catalogue::embedded();
    for pack in packs.iter().map(String::as_str).chain(["cn"]) {
        let name = format!("packs/{pack}/public.toml");
        let own = std::fs::read_to_string(folder.join(&name)).ok();
        if let Some(text) = own.as_deref().or_else(|| embedded.text(&name)) {
            return Terms::parse(text).map_err(|e| Wrong::Broken(format!("{name}: {e}")));
        }
    }
    Err(Wrong::Broken("no pack has a public.toml".into()))
}
