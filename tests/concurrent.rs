//! Commands at the same time over one engagement: one writes, the others say who does; readers go on
//! and see a whole ledger.

use crate::program::{command, ends_with, engagement, ok};
use std::fs::{self, File};
use std::process::Stdio;

const ONE_PAYMENT: &str =
    "payment_id,fiscal_year,paid_on,org_code,payee_name,amount\nP1,2025,2025-03-03,O1,A,1.00\n";

#[test]
fn one_command_writes_at_a_time() {
    let temp = tempfile::tempdir().expect("a folder");
    let path = temp.path().to_str().expect("UTF-8");
    engagement(temp.path(), ONE_PAYMENT);
    ok(&["-C", path, "load"]);
    ok(&["-C", path, "check"]);
    let manifest = temp.path().join("ledger/manifest.json");
    let before = fs::read(&manifest).expect("a manifest");
    // As a load in another terminal holds it.
    let lock = temp.path().join(".fisc.lock");
    fs::write(&lock, "fisc load, process 4711\n").expect("a writable folder");
    let held = File::options().write(true).open(&lock).expect("the lock");
    held.lock().expect("nobody else has it");
    for writer in [
        vec!["load"],
        vec!["check"],
        vec!["run"],
        vec!["publish", "--draft"],
    ] {
        let arguments: Vec<&str> = ["-C", path].into_iter().chain(writer).collect();
        let said = ends_with(1, &arguments);
        assert!(
            said.contains("fisc load, process 4711 is writing"),
            "{said}"
        );
    }
    assert_eq!(fs::read(&manifest).expect("a manifest"), before);
    ok(&["-C", path, "leads"]);
    ok(&["-C", path, "sql", "SELECT COUNT(*) AS n FROM payment"]);
    drop(held);
    ok(&["-C", path, "load"]);
}

#[test]
fn a_reader_during_a_replacement_leaves_it_alone_and_waits() {
    let temp = tempfile::tempdir().expect("a folder");
    let path = temp.path().to_str().expect("UTF-8");
    engagement(temp.path(), ONE_PAYMENT);
    ok(&["-C", path, "load"]);
    // Between the two renames of a load that still runs.
    let (ledger, old) = (temp.path().join("ledger"), temp.path().join(".ledger.old"));
    let held = File::options()
        .write(true)
        .open(temp.path().join(".fisc.lock"))
        .expect("the lock of the load before");
    held.lock().expect("nobody else has it");
    fs::rename(&ledger, &old).expect("renamed");
    let mut reader = command(&["-C", path, "sql", "SELECT COUNT(*) AS n FROM payment"])
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert!(reader.try_wait().expect("it runs").is_none(), "it waits");
    assert!(old.is_dir() && !ledger.exists(), "it touched nothing");
    // The load is killed here: its lock goes, and the reader puts the old ledger back.
    drop(held);
    assert!(reader.wait().expect("it ends").success());
    assert!(ledger.is_dir() && !old.exists());
}
