//! Disclosure control at the edge: whom findings are about, from the ledger; what earlier releases
//! said; and what the office keeps for the audit of the finished files: pseudonyms with amounts, and
//! what must not be found out. None of it is ever in a package.

use super::kept::{self, Kept};
use crate::engagement::Folder;
use crate::error::Failure;
use crate::texts::{self, t};
use fisc_engine::Engine;
use fisc_publish::Package;
use fisc_publish::disclosure::{
    Asked, Disclosed, Earlier, People, Protected, Rules, Said, audit_files, protect,
};
use fisc_publish::gather::Form;
use fisc_publish::personal::Words;
use fisc_publish::publication::Publication;
use fisc_review::Case;
use std::collections::BTreeSet;
use std::path::Path;

/// Whom the findings of a release are about.
const PEOPLE: &str = "people.json";
/// What its finished files are asked.
const ASKED: &str = "protected.json";

/// Takes out what would tell about single persons, and keeps what the audit needs.
pub struct Control<'a> {
    pub folder: &'a Folder,
    pub kept: &'a Kept,
    pub engine: &'a Engine,
    pub case: &'a Case,
    pub form: &'a Form,
}

impl Control<'_> {
    /// The table of people in both, and its unsafe cells out of what is shown.
    ///
    /// # Errors
    /// Earlier releases tell something already that nobody has answered for.
    pub fn protect(
        &self,
        whole: &mut Publication,
        shown: &mut Publication,
    ) -> Result<Guard, Failure> {
        let failed = |e: &dyn std::fmt::Display| Failure::Failed(e.to_string());
        let rules = super::of_pack(self.folder, "disclosure.toml");
        let rules = Rules::parse(rules).map_err(|e| Failure::Input(e.to_string()))?;
        let words = super::of_pack(self.folder, "personal.toml");
        let words = Words::parse(words).map_err(|e| Failure::Input(e.to_string()))?;
        self.kept.ready()?;
        let key = kept::secret(&self.kept.file("people.key"), true)?;
        let people = super::ledger::people(self.engine, shown, self.case, &words, &key)?;
        let earlier = earlier(self.kept)?;
        let Protected { asked, public } =
            protect(whole, shown, &people, &rules, &earlier).map_err(|e| failed(&e))?;
        let answered: BTreeSet<&str> = self
            .form
            .already_public
            .iter()
            .map(|p| p.place.as_str())
            .collect();
        let open = public.into_iter();
        stop_at(
            &open
                .filter(|d| !answered.contains(d.place.as_str()))
                .collect::<Vec<_>>(),
        )?;
        Ok(Guard {
            people,
            asked,
            earlier,
        })
    }
}

/// What the audit of a release's files needs.
pub struct Guard {
    people: People,
    asked: Asked,
    earlier: Vec<Earlier>,
}

impl Guard {
    /// The attacker's audit of files that are about to be approved.
    ///
    /// # Errors
    /// Something can be known.
    pub fn audit(&self, release: u32, files: &Package) -> Result<(), Failure> {
        let found = audit_files(files, release, &self.earlier, &self.asked);
        stop_at(&found.map_err(|e| Failure::Failed(e.to_string()))?)
    }

    /// Keeps it beside the release.
    pub fn keep(&self, at: &Path) -> Result<(), Failure> {
        kept::put_json(&at.join(PEOPLE), &self.people)?;
        kept::put_json(&at.join(ASKED), &self.asked)
    }
}

/// The same of a prepared release, once more before its package is written.
///
/// # Errors
/// Something can be known.
pub fn audit(kept: &Kept, release: u32, files: &Package) -> Result<(), Failure> {
    if !kept.release(release).join(ASKED).is_file() {
        return Err(Failure::Failed(t!("publish-not-audited")));
    }
    let guard = Guard {
        people: People::new(),
        asked: kept.json(release, ASKED)?,
        earlier: earlier(kept)?,
    };
    guard.audit(release, files)
}

/// What was published before, the oldest first.
fn earlier(kept: &Kept) -> Result<Vec<Earlier>, Failure> {
    let one = |n: u32| -> Result<Earlier, Failure> {
        let (shown, whole): (Publication, Publication) =
            (kept.json(n, "shown.json")?, kept.json(n, "whole.json")?);
        let people = match kept.release(n).join(PEOPLE).is_file() {
            true => kept.json(n, PEOPLE)?,
            false => People::new(),
        };
        Ok(Earlier {
            said: Said::of(&shown),
            whole: Said::of(&whole),
            people,
        })
    };
    (1..=kept.last()).map(one).collect()
}

/// Says what can be known of whom: the cell and the range, never a person.
fn stop_at(found: &[Disclosed]) -> Result<(), Failure> {
    if found.is_empty() {
        return Ok(());
    }
    let said = |d: &Disclosed| match texts::lang() {
        fisc_publish::Lang::En => format!("\n  {}", d.en),
        fisc_publish::Lang::Zh => format!("\n  {}", d.zh),
    };
    let items: String = found.iter().map(said).collect();
    Err(Failure::Failed(t!("publish-disclosed", items = items)))
}
