//! A process that appends, for the tests that start and kill it: this very test binary, told by its
//! environment what to do. It says on standard output what was acknowledged.

use crate::{ENGAGEMENT, entry, log_key, what};
use fisc_store::{Log, Store, StoreError};
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Starts a process with threads that each append so many entries; 0 is until it is killed.
pub fn start(path: &Path, name: &str, threads: u64, each: u64) -> Child {
    Command::new(std::env::current_exe().expect("this test"))
        .args(["--ignored", "--exact", "child::appends", "--nocapture"])
        .env("FISC_STORE_FILE", path)
        .env("FISC_STORE_NAME", name)
        .env("FISC_STORE_THREADS", threads.to_string())
        .env("FISC_STORE_EACH", each.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("this test starts")
}

/// What a process said was acknowledged: (position, what), whole lines only.
pub fn acknowledged(output: &str) -> Vec<(u64, String)> {
    let whole = output.split_inclusive('\n').filter(|l| l.ends_with('\n'));
    whole
        .filter_map(|line| {
            let (position, what) = line
                .trim_end()
                .strip_prefix("acknowledged ")?
                .split_once(' ')?;
            Some((position.parse().expect("a position"), what.to_string()))
        })
        .collect()
}

#[test]
#[ignore = "is started by the tests that kill it"]
fn appends() {
    let variable = |name: &str| std::env::var(name).expect("is started by other tests");
    let number = |name: &str| variable(name).parse::<u64>().expect("a number");
    let (path, name) = (variable("FISC_STORE_FILE"), variable("FISC_STORE_NAME"));
    let each = match number("FISC_STORE_EACH") {
        0 => u64::MAX,
        each => each,
    };
    std::thread::scope(|scope| {
        for thread in 0..number("FISC_STORE_THREADS") {
            let (path, name) = (&path, &name);
            scope.spawn(move || {
                let mut store = Store::open(Path::new(path)).expect("the file");
                for n in 0..each {
                    append(&mut store, &format!("{name}-{thread}-{n}"));
                }
            });
        }
    });
}

/// Appends after the last entry, naming its position: whoever judged an old state would name an old
/// one.
fn append(store: &mut Store, id: &str) {
    let key = log_key();
    let mut said = String::new();
    let receipt = store.append(Log::Record, ENGAGEMENT, &key, |file| {
        let size = file.size(Log::Record)?;
        if let Some(last) = size.checked_sub(1) {
            let last = what(&file.entries(Log::Record, last)?[0]);
            let expected = format!("{}:", size - 1);
            assert!(last.starts_with(&expected), "{last} stands at {expected}");
        }
        said = format!("{size}:{id}");
        Ok::<_, StoreError>(entry(&said))
    });
    let index = receipt.expect("a receipt").index;
    writeln!(std::io::stdout(), "acknowledged {index} {said}").expect("the parent reads");
}
