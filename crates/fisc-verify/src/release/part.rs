//! The part of the record in a package: each entry is in the log, signed by whom it says, and the
//! log goes on from older checkpoints.

use crate::record::checkpoint::{self, Found};
use crate::record::entry::Entry;
use crate::record::people::People;
use crate::record::{Given, base64};
use crate::release::document::Document;
use crate::release::merkle::{self, Hash};
use crate::report::{Check, Words, quoted};
use crate::{Files, sums};
use fisc_model::act::Stage;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

const CHECKPOINT: &str = "record/checkpoint";
const LEFT_OUT: &str = "record/left-out.json";

/// A sign-off that the package leaves out.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// The entry.
    pub entry: u64,
    /// The finding's id.
    pub finding: String,
    /// The step.
    pub stage: Stage,
    /// Why.
    pub why: String,
}

/// What the part holds.
pub struct Part {
    /// By number; each in the log and signed.
    pub entries: BTreeMap<u64, Entry>,
    /// Who is enrolled after the last of them.
    pub people: Option<People>,
    /// What is left out.
    pub left_out: BTreeSet<LeftOut>,
}

/// Where an entry stands.
pub fn place(index: u64) -> String {
    format!("record/entries/{index:06}.json")
}

/// Reads the part. The checks are of the log, of the signatures, and of older checkpoints.
pub fn read(document: &Document, files: &Files, given: &Given) -> (Vec<Check>, Part, Vec<Words>) {
    let mut log = Check::new(
        "every entry of the record that is shown is in the log of the checkpoint",
        "所示各记录条目均在检查点所示的日志中",
    )
    .of("log");
    let mut signed = Check::new(
        "every entry is signed with a key that was enrolled for its signer and not revoked",
        "各条目均由签署人已登记且未吊销的密钥签名",
    )
    .of("signature");
    signed.unproved(
        "that no entry which is not shown revoked a key or took a signature back; ask for the whole record and check it with --record",
        "未显示的条目是否吊销密钥或撤回签署；可索取完整记录并用 --record 核验",
    );
    let origin = checkpoint::origin(&document.engagement, "record");
    let mut part = Part {
        entries: BTreeMap::new(),
        people: None,
        left_out: BTreeSet::new(),
    };
    let note = files.get(CHECKPOINT);
    let at = note.and_then(|note| checkpoint::check(note, CHECKPOINT, Some(&origin), None).1);
    if at.is_none() {
        log.problem(
            CHECKPOINT,
            "is missing or is no checkpoint",
            "缺失或不是检查点",
        );
    }
    for (index, bytes) in entries(files, &mut log, &mut part) {
        if let Some(found) = &at {
            included(index, bytes, found, files, &mut log);
        }
        match Entry::parse(bytes) {
            Ok(entry) => admit(index, entry, document, &mut part, &mut signed),
            Err(wrong) => signed.problem(&place(index), wrong.en, wrong.zh),
        }
    }
    let key = part.people.as_ref().map(|p| &p.log_key);
    if part.people.is_none() {
        signed.problem(
            &place(0),
            "is missing or does not open the record: nobody's key is known",
            "缺失或不是开立记录：无从得知任何人的公钥",
        );
    }
    if let Some(note) = note {
        log.problems.extend(
            checkpoint::check(note, CHECKPOINT, Some(&origin), key)
                .0
                .problems,
        );
    }
    let older = older(&origin, at.as_ref(), key, files, given);
    let mut keys = Check::new(
        "the record is of the keys that were given",
        "记录所用密钥与给定的一致",
    )
    .of("keys");
    keys.proves = given.log_key.is_some() || given.owner_key.is_some();
    let facts = compare(&part, given, &mut keys);
    (vec![log, signed, older, keys], part, facts)
}

/// The entries in order; what else stands in the folder is named.
fn entries<'a>(files: &'a Files, log: &mut Check, part: &mut Part) -> BTreeMap<u64, &'a [u8]> {
    let mut all = BTreeMap::new();
    for (path, bytes) in files.iter().filter(|(p, _)| p.starts_with("record/")) {
        let name = path.strip_prefix("record/entries/");
        let number = name.and_then(|n| n.split('.').next()?.parse::<u64>().ok());
        let older = path.strip_prefix("record/older/");
        let older = older.and_then(|n| n.split('.').next()?.parse::<u64>().ok());
        let fits = match (number, older) {
            (Some(n), _) if *path == place(n) => {
                all.insert(n, bytes.as_slice());
                true
            }
            (Some(n), _) => *path == receipt(n) && files.contains_key(&place(n)),
            (_, Some(n)) => {
                *path == format!("record/older/{n}")
                    || *path == format!("record/older/{n}.consistency")
            }
            _ if path == LEFT_OUT => {
                match serde_json::from_slice(bytes) {
                    Ok(left_out) => part.left_out = left_out,
                    Err(e) => log.problem(
                        LEFT_OUT,
                        format!("does not read: {e}"),
                        format!("无法读取：{e}"),
                    ),
                }
                true
            }
            _ => path == CHECKPOINT,
        };
        if !fits {
            log.problem(
                path,
                "does not belong to the part of a record",
                "不属于记录部分",
            );
        }
    }
    if !files.contains_key(LEFT_OUT) {
        log.problem(LEFT_OUT, "is missing", "缺失");
    }
    all
}

fn receipt(index: u64) -> String {
    format!("record/entries/{index:06}.tlog-proof")
}

fn hashes<'a>(lines: impl Iterator<Item = &'a str>) -> Option<Vec<Hash>> {
    lines.map(|line| base64(line)?.try_into().ok()).collect()
}

/// Whether the receipt of an entry is one for this checkpoint.
fn included(index: u64, bytes: &[u8], at: &Found, files: &Files, log: &mut Check) {
    let path = receipt(index);
    let parsed = files.get(&path).and_then(|b| {
        let (head, note) = std::str::from_utf8(b).ok()?.split_once("\n\n")?;
        let mut lines = head.split('\n');
        let title = lines.next() == Some("c2sp.org/tlog-proof@v1");
        let number = lines.next() == Some(format!("index {index}").as_str());
        let here = files.get(CHECKPOINT).is_some_and(|c| c == note.as_bytes());
        (title && number && here).then(|| hashes(lines)).flatten()
    });
    match parsed {
        None => log.problem(
            &path,
            "is missing, or no receipt of this entry and checkpoint",
            "缺失，或不是该条目与该检查点的回执",
        ),
        Some(proof) if !merkle::included(bytes, index, at.size, &proof, &at.root) => {
            log.problem(
                &place(index),
                "is not this entry of the log: the log has another one there",
                "不是日志中的该条目：日志在此处是另一条目",
            );
        }
        Some(_) => {}
    }
}

fn admit(index: u64, entry: Entry, document: &Document, part: &mut Part, signed: &mut Check) {
    let at = place(index);
    if entry.deed().engagement != document.engagement {
        let other = quoted(&entry.deed().engagement);
        signed.problem(
            &at,
            format!("is of another engagement, {other}"),
            format!("属于另一项目{other}"),
        );
    }
    let admitted = match &mut part.people {
        None if index == 0 => People::open(&entry).map(|people| part.people = Some(people)),
        None => return,
        Some(people) => people.admit(&entry),
    };
    match admitted {
        Ok(()) => {
            part.entries.insert(index, entry);
        }
        Err(wrong) => signed.problem(&at, wrong.en, wrong.zh),
    }
}

/// Whether the log goes on from the checkpoints of older releases and from the one that was kept.
fn older(
    origin: &str,
    at: Option<&Found>,
    key: Option<&crate::record::key::Key>,
    files: &Files,
    given: &Given,
) -> Check {
    let mut check = Check::new(
        "the log goes on from older checkpoints: nothing before them was changed or left out",
        "日志自旧检查点延续而来，此前内容未被改动或删减",
    )
    .of("older-checkpoint");
    let Some(at) = at else { return check };
    let mut shown: BTreeMap<u64, Hash> = BTreeMap::new();
    for (path, note) in files.iter().filter(|(p, _)| p.starts_with("record/older/")) {
        if path.ends_with(".consistency") {
            continue;
        }
        let (wrong, old) = checkpoint::check(note, path, Some(origin), key);
        check.problems.extend(wrong.problems);
        let proof = files.get(&format!("{path}.consistency"));
        let proof = proof.and_then(|b| hashes(std::str::from_utf8(b).ok()?.lines()));
        let holds = old
            .as_ref()
            .zip(proof.as_ref())
            .is_some_and(|(old, proof)| {
                merkle::goes_on(old.size, &old.root, at.size, &at.root, proof)
            });
        match old {
            Some(old) if holds && *path == format!("record/older/{}", old.size) => {
                shown.insert(old.size, old.root);
            }
            _ => check.problem(path, "the log does not go on from it", "日志并非自其延续"),
        }
    }
    shown.insert(at.size, at.root);
    check.proves = given.against.is_some() || shown.len() > 1;
    let Some(kept) = &given.against else {
        check.unproved(
            "that the log was not rewritten since you last looked: keep record/checkpoint, and give it with --checkpoint next time",
            "自上次查看以来日志是否被改写：请留存 record/checkpoint，下次用 --checkpoint 给出",
        );
        return check;
    };
    let (wrong, old) = checkpoint::check(kept, "--checkpoint", Some(origin), key);
    check.problems.extend(wrong.problems);
    if let Some(old) = old {
        match shown.get(&old.size) {
            Some(root) if *root == old.root => {}
            Some(_) => check.problem("--checkpoint", "the log is another one: at that size it had another root", "日志已非同一日志：该长度时的根哈希不同"),
            None => check.unproved(
                format!("that the log goes on from your checkpoint of {} entries: the package holds no proof from it; ask for the whole record", old.size),
                format!("日志是否自您留存的 {} 个条目的检查点延续：数据包不含该证明，可索取完整记录", old.size),
            ),
        }
    }
    check
}

fn compare(part: &Part, given: &Given, check: &mut Check) -> Vec<Words> {
    let Some(people) = &part.people else {
        return Vec::new();
    };
    let (owner, log) = (&people.owner_key, &people.log_key);
    for (what, zh, expected, found) in [
        ("log", "日志", &given.log_key, log),
        ("owner", "开立人", &given.owner_key, owner),
    ] {
        match expected {
            None => check.unproved(
                format!("that the key of the {what} is the right one: compare {} with what you were told by another way", found.text),
                format!("{zh}公钥是否真实：请将 {} 与经其他途径得知的公钥核对", found.text),
            ),
            Some(e) if *e != found.text && *e != sums::sha256(found.text.as_bytes()) => check.problem(
                &place(0),
                format!("the {what}'s key is {}, not the one that was given", found.text),
                format!("{zh}密钥为 {}，与给定的不一致", found.text),
            ),
            Some(_) => {}
        }
    }
    let name = &people.owner_name;
    vec![Words {
        en: format!(
            "the record was opened by {name}; {} of its entries are shown",
            part.entries.len()
        ),
        zh: format!(
            "记录由 {name} 开立；此处显示其中 {} 个条目",
            part.entries.len()
        ),
    }]
}
