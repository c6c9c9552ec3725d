//! Reads a package from a zip. A package's zip has one form (names in order, each once, one time,
//! one mode, nothing before or between), so that nothing hides in it and its digest says something.

use crate::Files;
use crate::report::Check;
use std::io::{Cursor, Read};
use zip::{DateTime, ZipArchive};

/// More than any package unpacks to, in bytes: a small file must not fill a machine.
const LARGEST: u64 = 4 << 30;

/// Why nothing was read.
#[derive(Debug, thiserror::Error)]
pub enum ZipError {
    /// Not a zip.
    #[error("not a zip that can be read: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// A member that does not unpack.
    #[error("{0}: does not unpack: {1}")]
    Member(String, std::io::Error),
    /// A bomb.
    #[error("unpacks to more than 4 GiB; a package is smaller")]
    TooLarge,
}

/// Whether the bytes look like a zip.
#[must_use]
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK")
}

/// The files, and whether the zip is in its one form.
///
/// # Errors
/// See [`ZipError`].
pub fn read(bytes: &[u8]) -> Result<(Files, Check), ZipError> {
    let mut check = Check::new(
        "the zip is in its one form: names in order, each once, and nothing else in it",
        "zip 文件为规定的唯一形式：文件按名称排序、不重复，无其他内容",
    )
    .of("zip");
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let entries = bytes
        .len()
        .checked_sub(12)
        .and_then(|at| bytes.get(at..at + 2));
    let counted = entries.map(|e| u64::from(e[0]) | u64::from(e[1]) << 8);
    let count = archive.len() as u64;
    if counted != Some(count.min(0xffff)) {
        check.problem(
            "(zip)",
            "has a name twice, or bytes after its end",
            "文件名重复，或结尾后另有内容",
        );
    }
    if archive.offset() != 0 || !archive.comment().is_empty() {
        check.problem(
            "(zip)",
            "has bytes before its first file, or a comment",
            "首个文件之前有内容，或带有注释",
        );
    }
    let (mut files, mut last, mut total, mut end) = (Files::new(), String::new(), 0, 0);
    for index in 0..archive.len() {
        let mut member = archive.by_index(index)?;
        let name = member.name()?.into_owned();
        if name <= last {
            check.problem(&name, "is not in the order of names", "未按名称排序");
        }
        if member.header_start() != end {
            check.problem(
                &name,
                "does not follow the file before it",
                "与前一文件之间另有内容",
            );
        }
        let plain = member.is_file()
            && member.unix_mode().is_none_or(|mode| mode & 0o7777 == 0o644)
            && member.last_modified() == Some(DateTime::default())
            && member.comment().is_empty()
            && member.extra_data().as_deref().is_none_or(<[u8]>::is_empty);
        if !plain {
            check.problem(
                &name,
                "has another time, mode, comment or kind than a package's files",
                "时间、权限、注释或类型与数据包文件不符",
            );
        }
        let mut content = Vec::new();
        let room = LARGEST - total;
        let got = (&mut member).take(room + 1).read_to_end(&mut content);
        got.map_err(|e| ZipError::Member(name.clone(), e))?;
        if content.len() as u64 > room {
            return Err(ZipError::TooLarge);
        }
        total += content.len() as u64;
        end = member.data_start().unwrap_or_default() + member.compressed_size();
        drop(member);
        last.clone_from(&name);
        if files.insert(name.clone(), content).is_some() {
            check.problem(&name, "stands in it twice", "重复");
        }
    }
    Ok((files, check))
}
