//! The folder between the form and the office. Each submission is a file of its own, which is there whole
//! or not at all, for its owner alone; the office takes it out with `fisc public feedback add --inbox`.

use fisc_public::feedback::Submission;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Makes the folder where there is none, and tries whether files can be made in it: better now than when
/// somebody has written something.
pub fn open(folder: &Path) -> io::Result<()> {
    if !folder.is_dir() {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
    }
    let probe = folder.join(format!(".probe-{}", std::process::id()));
    new(&probe)?;
    fs::remove_file(&probe)
}

/// How many files wait in it; one that is just being written counts.
pub fn waiting(folder: &Path) -> io::Result<usize> {
    Ok(fs::read_dir(folder)?.count())
}

fn new(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Stores a submission under its receipt, on the disk before anybody is thanked.
pub fn store(folder: &Path, submission: &Submission) -> io::Result<()> {
    let mut text = serde_json::to_string_pretty(submission)?;
    text.push('\n');
    let part = folder.join(format!(".{}", submission.receipt));
    let path = folder.join(format!("{}.json", submission.receipt));
    let mut file = new(&part)?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&part, &path));
    if written.is_err() {
        let _ = fs::remove_file(&part);
    }
    written?;
    // The name, too.
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}
