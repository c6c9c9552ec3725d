//! docs/formats/record.md: its examples are made here and compared, so that the page and the
//! programs cannot drift apart. `FISC_UPDATE=1` rewrites them, to be reviewed in the diff.

#[path = "record/writer.rs"]
mod writer;

use fisc_record::log::inclusion;
use fisc_record::{Algorithm, Entry, Proof, envelope, keyfile, note};
use fisc_verify::record::{Given, verify};
use fisc_verify::{Lang, Thing};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use writer::{Writer, key, key_of, lead};

fn page() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats/record.md")
}

/// Opened, a unit, three people, and a lead that one of them verified.
fn six_entries() -> Writer {
    let mut writer = Writer::opened(key(Algorithm::Ed25519, 9));
    writer.sign("wang-fang", lead(12));
    writer
}

fn examples() -> BTreeMap<&'static str, String> {
    let writer = six_entries();
    let bytes = &writer.entries[5];
    let entry = Entry::parse(bytes).expect("an entry");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8") + "\n";
    let public = writer.log_key.public();
    let mut keys = String::new();
    for (whose, key) in [
        ("王芳", key_of("wang-fang").public()),
        ("刘洋", key_of("liu-yang").public()),
    ] {
        let _ = write!(keys, "{whose}: {key}\n  id: {}\n", key.id());
    }
    let receipt = Proof {
        index: 5,
        hashes: inclusion(&writer.tree, 5, 6).expect("in it"),
        checkpoint: writer.checkpoint(),
    };
    let verified = receipt.verify(bytes, &writer.origin(), &public);
    assert_eq!(verified.expect("included").size, 6);
    let folder: String = Writer::with_entries(300)
        .files()
        .iter()
        .map(|(path, bytes)| format!("{path}  {} bytes\n", bytes.len()))
        .collect();
    let report = verify(&writer.files(), &Given::default()).expect("a record");
    assert!(report.is_ok() && report.of == Thing::Record);
    let mut verification = Vec::new();
    report.write(Lang::En, &mut verification).expect("memory");
    BTreeMap::from([
        ("key", keys),
        ("statement", text(&entry.envelope.payload)),
        ("envelope", text(&entry.envelope.to_bytes())),
        ("entry", text(bytes)),
        ("checkpoint", writer.checkpoint().to_string()),
        (
            "verifier key",
            note::verifier_key(&writer.origin(), &public) + "\n",
        ),
        ("receipt", receipt.to_string()),
        ("folder", folder),
        (
            "verification",
            String::from_utf8(verification).expect("UTF-8"),
        ),
    ])
}

#[test]
fn the_page_shows_what_the_programs_write() {
    let page = std::fs::read_to_string(page()).expect("the page");
    let mut examples = examples();
    let mut fresh = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let _ = writeln!(fresh, "{line}");
        let Some(name) = line.strip_prefix("<!-- example: ") else {
            continue;
        };
        let name = name.strip_suffix(" -->").expect("the end of the comment");
        let fence = lines.next().expect("a block");
        assert!(fence.starts_with("```") && fence.len() > 3, "{name}");
        assert!(lines.any(|l| l == "```"), "{name}: the block has no end");
        let example = examples.remove(name);
        let example = example.unwrap_or_else(|| panic!("no such example, or twice: {name}"));
        let _ = write!(fresh, "{fence}\n{example}```\n");
    }
    assert!(
        examples.is_empty(),
        "not on the page: {:?}",
        examples.keys()
    );
    if std::env::var_os("FISC_UPDATE").is_some() {
        std::fs::write(self::page(), &fresh).expect("written");
    } else {
        assert!(
            fresh == page,
            "FISC_UPDATE=1 rewrites the page; it should be:\n{fresh}"
        );
    }
}

#[test]
fn the_key_file_of_the_page_opens() {
    let page = std::fs::read_to_string(page()).expect("the page");
    let file = page
        .split("<!-- keyfile -->\n```text\n")
        .nth(1)
        .expect("it");
    let file = file.split("```\n").next().expect("its end");
    let passphrase = page.split("with the passphrase `").nth(1).expect("it");
    let passphrase = passphrase.split('`').next().expect("its end");
    let key = keyfile::open(file, passphrase).expect("opened");
    assert_eq!(key.public(), key_of("wang-fang").public());
    assert!(keyfile::open(file, "another").is_err());
}

/// What the page says in words.
#[test]
fn the_page_says_what_is() {
    let page = std::fs::read_to_string(page()).expect("the page");
    let encoded = envelope::pae(envelope::PAYLOAD_TYPE, b"PAYLOAD");
    let encoded = String::from_utf8(encoded)
        .expect("UTF-8")
        .replace(" 7 ", " LENGTH ");
    assert!(page.contains(&format!("`{encoded}`")), "{encoded}");
    let longest = fisc_record::entry::LONGEST.to_string();
    assert!(
        page.replace(',', "")
            .contains(&format!("at most {longest} bytes"))
    );
    assert!(page.contains(&format!("2^{} rounds", keyfile::WORK)));
    for constant in [
        fisc_record::statement::TYPE,
        fisc_record::statement::DEED,
        envelope::PAYLOAD_TYPE,
        fisc_record::key::SM2_USER,
    ] {
        assert!(page.contains(&format!("`{constant}`")), "{constant}");
    }
}
