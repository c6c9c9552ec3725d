//! Writes the sample province into a folder: `cargo run -p fisc-sample --example province -- DIR [ROWS]`.

use fisc_catalogue::Catalogue;
use fisc_sample::{Layout, Options, Sink, generate};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

struct Folder(PathBuf);

impl Sink for Folder {
    fn file(&mut self, name: &str) -> io::Result<Box<dyn Write + '_>> {
        let path = self.0.join(name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        Ok(Box::new(BufWriter::new(File::create(path)?)))
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().ok_or("which folder?")?;
    let mut options = Options::default();
    if let Some(rows) = args.next() {
        options.rows = rows.parse()?;
    }
    options.layout = match args.next().as_deref() {
        Some("integrated") => Layout::Integrated,
        Some("books") => Layout::Books,
        _ => Layout::Canonical,
    };
    let summary = generate(&Catalogue::embedded(), &options, &mut Folder(folder.into()))?;
    writeln!(io::stderr(), "{summary:#?}")?;
    Ok(())
}
