//! Checkpoints: three lines and one signature, in the one form that they have.

use crate::record::key::{self, Key};
use crate::report::{Check, quoted};

/// What a checkpoint says of a log.
pub struct Found {
    /// How many entries it has.
    pub size: u64,
    /// The root over them.
    pub root: [u8; 32],
}

/// The origin of a log of an engagement, which is the name of its key too.
pub fn origin(engagement: &str, log: &str) -> String {
    format!("fisc/{engagement}/{log}")
}

/// Whether it is one of the log with this origin and key.
pub fn check(
    note: &[u8],
    at: &str,
    origin: Option<&str>,
    key: Option<&Key>,
) -> (Check, Option<Found>) {
    let mut check = Check::new(
        "the checkpoint is the log's and its root is that of the entries",
        "检查点由日志签署，其根哈希与各条目相符",
    );
    let Some((text, name, id, signature)) = std::str::from_utf8(note).ok().and_then(parts) else {
        check.problem(
            at,
            "is not a checkpoint with one signature",
            "不是带一个签名的检查点",
        );
        return (check, None);
    };
    let Some((log, found)) = read(text) else {
        check.problem(
            at,
            "expected three lines: the log's origin, its size and its root",
            "应为三行：日志来源、条目数和根哈希",
        );
        return (check, None);
    };
    if origin.is_some_and(|o| o != log || o != name) {
        check.problem(
            at,
            format!("is one of another log, {}", quoted(log)),
            format!("属于另一日志{}", quoted(log)),
        );
    }
    let signed =
        key.is_some_and(|k| k.note_id(name) == id && k.signed(text.as_bytes(), &signature));
    if !signed {
        check.problem(
            at,
            "is not signed with the log's key",
            "不是用日志密钥签署的",
        );
    }
    (check, Some(found))
}

/// Text, name, id and signature.
fn parts(note: &str) -> Option<(&str, &str, [u8; 4], Vec<u8>)> {
    let (text, line) = note.split_once("\n\n")?;
    let text = &note[..text.len() + 1];
    let (name, signature) = line
        .strip_prefix("— ")?
        .strip_suffix('\n')?
        .split_once(' ')?;
    let bytes = key::bytes(signature)?;
    let (id, signature) = bytes.split_first_chunk()?;
    Some((text, name, *id, signature.to_vec()))
}

fn read(text: &str) -> Option<(&str, Found)> {
    let mut lines = text.strip_suffix('\n')?.split('\n');
    let (log, size, root) = (lines.next()?, lines.next()?, lines.next()?);
    let found = Found {
        size: size.parse().ok()?,
        root: key::bytes(root)?.try_into().ok()?,
    };
    // A sign or a leading nought would be a second form.
    let one_form = found.size.to_string() == size && lines.next().is_none();
    one_form.then_some((log, found))
}
