//! SHA256SUMS: every file of the package but itself, each once, in the form of `sha256sum`.

use crate::Files;
use crate::report::{Check, quoted};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Where it stands.
pub const PATH: &str = "SHA256SUMS";

/// Lower-case hex SHA-256.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

/// Whether the files are exactly the listed ones.
pub fn check(files: &Files) -> Check {
    let mut check = Check::new(
        "every file is listed and as it was when it was listed",
        "各文件均在校验清单中且未被改动",
    );
    let Some(bytes) = files.get(PATH) else {
        check.problem(PATH, "the list of checksums is missing", "缺少校验清单");
        return check;
    };
    let Ok(text) = std::str::from_utf8(bytes) else {
        check.problem(PATH, "is not UTF-8 text", "不是 UTF-8 文本");
        return check;
    };
    let listed = listed(text, &mut check);
    for path in files.keys() {
        if !is_inside(path) {
            check.problem(path, "is not a path inside a package", "不是数据包内的路径");
        } else if path != PATH && !listed.contains_key(path.as_str()) {
            check.problem(
                path,
                "is in the package but not in SHA256SUMS",
                "在数据包中但不在 SHA256SUMS 中",
            );
        }
    }
    for (path, expected) in &listed {
        match files.get(*path) {
            None => check.problem(
                path,
                "is in SHA256SUMS but missing from the package",
                "在 SHA256SUMS 中但数据包缺少该文件",
            ),
            Some(bytes) if sha256(bytes) != *expected => {
                check.problem(
                    path,
                    "was changed: its SHA-256 is not the listed one",
                    "已被改动：SHA-256 与清单不符",
                );
            }
            Some(_) => {}
        }
    }
    check
}

/// Digests by path. The order and the form are checked too: there is one right list of a package.
fn listed<'a>(text: &'a str, check: &mut Check) -> BTreeMap<&'a str, &'a str> {
    let mut listed = BTreeMap::new();
    let mut last = "";
    if !text.ends_with('\n') {
        check.problem(PATH, "its last line has no end", "最后一行没有换行符");
    }
    for (i, line) in text.split_terminator('\n').enumerate() {
        let at = format!("{PATH}:{}", i + 1);
        let Some((digest, path)) = line.split_once("  ").filter(|(d, _)| is_digest(d)) else {
            let line = quoted(line);
            check.problem(
                &at,
                format!("{line}: expected 64 hex digits, two spaces and a path"),
                format!("{line}：应为 64 位十六进制数、两个空格和路径"),
            );
            continue;
        };
        let name = quoted(path);
        if !is_inside(path) || path == PATH {
            check.problem(
                &at,
                format!("{name}: not a path of a file inside the package"),
                format!("{name}：不是数据包内文件的路径"),
            );
            continue;
        }
        if path <= last {
            check.problem(
                &at,
                format!("{name}: listed twice or not in the order of paths"),
                format!("{name}：重复或未按路径排序"),
            );
        }
        last = path;
        listed.insert(path, digest);
    }
    listed
}

fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Relative, with `/` only, and never up or out, on any system.
pub fn is_inside(path: &str) -> bool {
    !path.contains(['\\', ':'])
        && !path.chars().any(char::is_control)
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        let files = Files::from([
            ("a".into(), b"abc".to_vec()),
            (PATH.into(), text.as_bytes().to_vec()),
        ]);
        check(&files)
            .problems
            .into_iter()
            .map(|p| format!("{}: {}", p.at, p.what.en))
            .collect()
    }

    #[test]
    fn the_list_has_one_form() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(problems(&format!("{abc}  a\n")), Vec::<String>::new());
        for (text, expected) in [
            (format!("{abc}  a"), "no end"),
            (format!("{abc}  a\n{abc}  a\n"), "listed twice"),
            (format!("{abc}  a\r\n"), "not a path"),
            (format!("{} a\n", abc.to_uppercase()), "expected 64"),
            (format!("{abc}  ../a\n"), "not a path"),
            (format!("{abc}  /a\n"), "not a path"),
            (format!("{abc}  b\\a\n"), "not a path"),
            (format!("{abc}  c:a\n"), "not a path"),
            (
                format!("{abc}  a\n{abc}  b\n"),
                "b: is in SHA256SUMS but missing",
            ),
            (format!("{}  a\n", abc.replace('b', "c")), "a: was changed"),
            (String::new(), "a: is in the package but not in SHA256SUMS"),
        ] {
            let found = problems(&text);
            assert!(
                found.iter().any(|p| p.contains(expected)),
                "{text}: {found:?}"
            );
        }
    }
}
