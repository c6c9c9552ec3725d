//! What is packed: zip and everything that is one (xlsx, docx, ods), gzip, and archives in them. A
//! bomb is an error and no crash: sizes are counted while unpacking, never believed.

use super::{DEEPEST, Reader, Why, workbook};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// More members than this no honest archive of a package has.
const MOST_MEMBERS: usize = 100_000;

/// A zip. Members are read in the order of their names.
pub(super) fn zip(reader: &mut Reader<'_>, bytes: &[u8], depth: usize) {
    if depth >= DEEPEST {
        return reader.unread("", Why::TooDeep);
    }
    let mut archive = match zip::ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(e) => return reader.unread("", Why::Damaged(e.to_string())),
    };
    if archive.len() > MOST_MEMBERS {
        return reader.unread("", Why::TooLarge);
    }
    let comment = String::from_utf8_lossy(archive.comment()).into_owned();
    reader.value(&comment, super::Heading::default(), || {
        "comment of the archive".into()
    });
    let mut members: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for i in 0..archive.len() {
        let mut member = match archive.by_index(i) {
            Ok(member) => member,
            Err(e) => {
                reader.unread(&format!("member {}", i + 1), Why::Damaged(e.to_string()));
                continue;
            }
        };
        let name = String::from_utf8_lossy(member.name_raw()).into_owned();
        let note = member.comment().to_string();
        let read = limited(&mut member, &mut reader.budget);
        drop(member);
        reader.name(&name);
        reader.value(&note, super::Heading::default(), || {
            format!("comment of {name}")
        });
        match read {
            Ok(bytes) => {
                // Two members of one name are both there for whoever looks.
                let mut key = name;
                while members.contains_key(&key) {
                    key.push('+');
                }
                members.insert(key, bytes);
            }
            Err(why) => {
                let stop = why == Why::TooLarge;
                reader.unread(&name, why);
                if stop {
                    return;
                }
            }
        }
    }
    // What a zip holds between its members nobody lists: data before the first or after the last.
    let shown = reader.shown.clone();
    workbook::cells(reader, &members);
    for (name, bytes) in &members {
        reader.shown = format!("{shown}!{}", reader.masked(name));
        let told = std::mem::take(&mut reader.told);
        reader.quiet_if_told = workbook::shared(name);
        if reader.quiet_if_told {
            reader.told.clone_from(&told);
            reader.report.bytes += bytes.len() as u64;
            super::text::any(reader, "xml", bytes, depth + 1);
        } else {
            reader.file(name, bytes, depth + 1);
        }
        reader.quiet_if_told = false;
        reader.told = told;
    }
    reader.shown = shown;
}

/// One compressed file.
pub(super) fn gzip(reader: &mut Reader<'_>, name: &str, bytes: &[u8], depth: usize) {
    if depth >= DEEPEST {
        return reader.unread("", Why::TooDeep);
    }
    match limited(
        &mut flate2::read::MultiGzDecoder::new(bytes),
        &mut reader.budget,
    ) {
        Ok(inner_bytes) => {
            let inside = name.strip_suffix(".gz").unwrap_or(name).to_string();
            reader.file(&inside, &inner_bytes, depth + 1);
        }
        Err(why) => reader.unread("", why),
    }
}

/// A file written inside a text.
pub(super) fn inner(reader: &mut Reader<'_>, name: &str, bytes: &[u8], depth: usize) {
    if depth >= DEEPEST {
        return reader.unread(name, Why::TooDeep);
    }
    let shown = reader.shown.clone();
    reader.shown = format!("{shown}!{name}");
    reader.file("", bytes, depth + 1);
    reader.shown = shown;
}

/// Everything, as long as the budget lasts.
pub(super) fn limited(source: &mut dyn Read, budget: &mut u64) -> Result<Vec<u8>, Why> {
    let mut bytes = Vec::new();
    let read = source.take(*budget + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > *budget {
        *budget = 0;
        return Err(Why::TooLarge);
    }
    *budget -= bytes.len() as u64;
    read.map_err(|e| Why::Damaged(e.to_string()))?;
    Ok(bytes)
}
