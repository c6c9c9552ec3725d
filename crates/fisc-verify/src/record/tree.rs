//! The files of a log (C2SP tlog-tiles) and its Merkle tree, by ct-merkle: every file is worked out
//! again from the entries and compared.

use crate::Files;
use crate::record::CHECKPOINT;
use crate::record::checkpoint::Found;
use crate::record::key::hex;
use crate::report::Check;
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use sha2::Sha256;

/// How many hashes or entries a full file holds.
const WIDTH: usize = 256;

/// The entries, as far as their files could be read.
pub struct Log<'a> {
    /// In order.
    pub entries: Vec<&'a [u8]>,
}

/// Reads the bundles of entries, each full but the last.
pub fn read(files: &Files) -> Log<'_> {
    let mut entries = Vec::new();
    for index in 0.. {
        if let Some(bundle) = files.get(&path("entries", index, WIDTH)) {
            unpack(bundle, &mut entries);
            continue;
        }
        // The widest one: another would be a file too many.
        let last = (1..WIDTH)
            .rev()
            .find_map(|w| files.get(&path("entries", index, w)));
        if let Some(bundle) = last {
            unpack(bundle, &mut entries);
        }
        break;
    }
    Log { entries }
}

/// The entries of a bundle up to where it stops being one.
pub fn unpack<'a>(bundle: &'a [u8], entries: &mut Vec<&'a [u8]>) {
    let mut rest = bundle;
    while let Some((length, after)) = rest.split_first_chunk() {
        let Some((entry, after)) = after.split_at_checked(u16::from_be_bytes(*length).into())
        else {
            break;
        };
        entries.push(entry);
        rest = after;
    }
}

/// The roots of the log at every size from 0.
pub fn roots(entries: &[&[u8]]) -> Vec<[u8; 32]> {
    let mut tree = MemoryBackedTree::<Sha256, &[u8]>::new();
    let mut roots = vec![root(&tree)];
    for entry in entries {
        tree.push(entry);
        roots.push(root(&tree));
    }
    roots
}

fn root(tree: &MemoryBackedTree<Sha256, &[u8]>) -> [u8; 32] {
    (*tree.root().as_bytes()).into()
}

/// The root over these entries alone.
pub fn over(entries: &[&[u8]]) -> [u8; 32] {
    let mut tree = MemoryBackedTree::<Sha256, &[u8]>::new();
    entries.iter().for_each(|entry| tree.push(entry));
    root(&tree)
}

/// Every file of a log of these entries but the checkpoint.
pub fn expected(entries: &[&[u8]]) -> Files {
    let mut files = Files::new();
    for (index, bundle) in entries.chunks(WIDTH).enumerate() {
        let mut bytes = Vec::new();
        for entry in bundle {
            // Entries were read by lengths of two bytes.
            bytes.extend((entry.len() as u16).to_be_bytes());
            bytes.extend(*entry);
        }
        files.insert(path("entries", index, bundle.len()), bytes);
    }
    let mut hashes: Vec<[u8; 32]> = entries.iter().map(|entry| over(&[entry])).collect();
    let mut span = 1;
    for level in 0.. {
        if hashes.is_empty() {
            break;
        }
        for (index, tile) in hashes.chunks(WIDTH).enumerate() {
            files.insert(path(&format!("{level}"), index, tile.len()), tile.concat());
        }
        span *= WIDTH;
        hashes = entries.chunks_exact(span).map(over).collect();
    }
    files
}

/// Where a tile or a bundle stands.
fn path(level: &str, index: usize, width: usize) -> String {
    let digits = format!("{index:03}");
    let head = digits.len() % 3;
    let digits = format!("{}{digits}", if head == 0 { "" } else { &"000"[head..] });
    let mut groups: Vec<String> = digits
        .as_bytes()
        .chunks(3)
        .map(|three| format!("x{}", String::from_utf8_lossy(three)))
        .collect();
    if let Some(last) = groups.last_mut() {
        last.remove(0);
    }
    let partial = if width < WIDTH {
        format!(".p/{width}")
    } else {
        String::new()
    };
    format!("tile/{level}/{}{partial}", groups.join("/"))
}

/// Where an entry stands: its bundle and its number in the log.
pub fn place(index: u64) -> String {
    let bundle = usize::try_from(index).unwrap_or(usize::MAX) / WIDTH;
    format!("{}#{index}", path("entries", bundle, WIDTH))
}

/// Whether the files are those of a log of these entries, to the byte, and no others.
pub fn files(files: &Files, log: &Log) -> Check {
    let mut check = Check::new(
        "the files are those of a log of these entries, and no others",
        "各文件正是由这些条目构成的日志，无多余文件",
    );
    let expected = expected(&log.entries);
    for (path, bytes) in &expected {
        match files.get(path) {
            None => check.problem(path, "is missing", "缺失"),
            Some(found) if found != bytes => check.problem(
                path,
                "is not what follows from the entries",
                "与由条目推算的内容不符",
            ),
            Some(_) => {}
        }
    }
    for path in files.keys() {
        if path != CHECKPOINT && !expected.contains_key(path) {
            check.problem(
                path,
                "does not belong to a log of this size",
                "不属于此长度的日志",
            );
        }
    }
    check
}

/// Whether a checkpoint is one of this log, now or (`exact` false) at an earlier size.
pub fn compare(check: &mut Check, at: &str, found: &Found, roots: &[[u8; 32]], exact: bool) {
    let size = roots.len() as u64 - 1;
    if found.size > size || (exact && found.size != size) {
        check.problem(
            at,
            format!("is of {} entries; there are {size}", found.size),
            format!("对应 {} 个条目；实有 {size} 个", found.size),
        );
        return;
    }
    let root = usize::try_from(found.size).ok().and_then(|n| roots.get(n));
    if root != Some(&found.root) {
        let root = root.map(|r| hex(r)).unwrap_or_default();
        check.problem(
            at,
            format!(
                "its root is not that of the first {} entries, {root}",
                found.size
            ),
            format!("根哈希与前 {} 个条目的根哈希 {root} 不符", found.size),
        );
    }
}
