//! The generator of the sample province: an invented province with its budget, payments, transfers,
//! grants, procurement, revenue and books for one year. Its background is consistent in every respect
//! the methods test; into it go the seeds and decoys that the method folders bring along, with their
//! truth. The same options always give the same bytes.

mod book;
mod books;
mod budget;
mod engagement;
mod governments;
mod grants;
mod layout;
mod names;
mod payments;
mod places;
mod plans;
mod procurement;
mod revenue;
mod row;
mod seeds;
mod stream;
mod transfers;
mod world;
mod write;

pub use layout::Layout;
pub use write::Tally;

use fisc_catalogue::Catalogue;
use seeds::Seeds;
use std::collections::BTreeMap;
use std::io;
use world::World;
use write::Files;

/// What to generate.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Payments of the background; lines, contracts and suppliers follow, the rest grows slowly.
    pub rows: u64,
    /// Another seed, another province of the same kind.
    pub seed: u64,
    /// In which form the tables are written.
    pub layout: Layout,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            rows: 20_000,
            seed: 1,
            layout: Layout::Canonical,
        }
    }
}

/// Where the files go. The caller owns paths; one file is open at a time.
pub trait Sink {
    /// Begins a file of this name, parts separated by `/`.
    ///
    /// # Errors
    /// Whatever keeps the file from being written.
    fn file(&mut self, name: &str) -> io::Result<Box<dyn io::Write + '_>>;
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows and sum of the main amount, by table.
    pub tables: BTreeMap<String, Tally>,
    /// Lines of the truth that must be found.
    pub seeds: u64,
    /// Lines of the truth that must not be.
    pub decoys: u64,
    /// Tables that the layout has no place for.
    pub left_out: Vec<String>,
}

/// Why no province was written.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// A file of the catalogue is not what the generator needs.
    #[error("{path}: {message}")]
    Catalogue {
        /// Path in the catalogue.
        path: String,
        /// What is wrong.
        message: String,
    },
    /// A file could not be written.
    #[error("cannot write {file}: {source}")]
    Write {
        /// Name of the file.
        file: String,
        /// Why.
        source: io::Error,
    },
}

/// Writes the province: `fisc.toml`, `truth.csv` and `sources/`.
///
/// # Errors
/// A seed that does not fit the ledger, or a file that cannot be written.
pub fn generate(
    catalogue: &Catalogue,
    options: &Options,
    sink: &mut dyn Sink,
) -> Result<Summary, SampleError> {
    let world = World::new(catalogue, options)?;
    let mut seeds = Seeds::read(catalogue)?;
    let truth = std::mem::take(&mut seeds.truth);
    let parameters = std::mem::take(&mut seeds.parameters);
    let mut files = Files::new(sink, seeds, options.layout);
    governments::write(&world, &mut files)?;
    budget::write(&world, &mut files)?;
    plans::write(&world, &mut files)?;
    payments::write(&world, &mut files)?;
    transfers::write(&world, &mut files)?;
    grants::write(&world, &mut files)?;
    procurement::write(&world, &mut files)?;
    revenue::write(&world, &mut files)?;
    books::write(&world, &mut files)?;
    files.rest()?;
    files.truth(&truth)?;
    files.text("fisc.toml", &engagement::text(&files, &parameters))?;
    Ok(Summary {
        tables: files.tallies,
        seeds: truth.iter().filter(|t| t.kind() == "seed").count() as u64,
        decoys: truth.iter().filter(|t| t.kind() == "decoy").count() as u64,
        left_out: files.left_out,
    })
}
