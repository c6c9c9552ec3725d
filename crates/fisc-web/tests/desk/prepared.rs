//! What lies there before a release, as the program would hand it to the desk: three files, about the
//! finding of the fixture, and the items of the standard that people answer for.

use fisc_model::act::Role;
use fisc_model::digest::sha256_hex;
use fisc_model::lead::Bilingual;
use fisc_review::confirmations::Content;
use fisc_web::release::{Item, Prepared, Reader};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const FILES: [(&str, &str); 3] = [
    ("data/findings.csv", "number,title\n1,x\n"),
    (
        "index.html",
        "<!doctype html><html lang=\"zh-CN\"><title>t</title><p>as prepared</p></html>",
    ),
    ("site.css", "p{margin:0}"),
];

fn item(code: &str, role: Role, en: &str, zh: &str) -> Item {
    Item {
        code: code.into(),
        words: Bilingual {
            en: en.into(),
            zh: zh.into(),
        },
        role,
    }
}

fn folder(engagement: &Path) -> PathBuf {
    engagement.join("prepared")
}

/// Changes a file of what lies there, as who prepares it anew.
pub fn put(engagement: &Path, name: &str, text: &str) {
    let path = folder(engagement).join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

fn lies(at: &Path) -> Result<Option<Prepared>, String> {
    let mut list = String::new();
    for (name, _) in FILES {
        let bytes = fs::read(at.join(name)).map_err(|e| e.to_string())?;
        list += &format!("{}  {name}\n", sha256_hex(&bytes));
    }
    Ok(Some(Prepared {
        content: Content {
            release: 1,
            findings: BTreeMap::from([("F-001".to_string(), 1)]),
            list: list.into_bytes(),
        },
        folder: "publish/release-1/files".into(),
        items: vec![
            item(
                "secrecy",
                Role::Publisher,
                "Secrecy review: what is published holds no secret and nothing personal.",
                "保密审查：公布内容不涉及秘密和个人信息。",
            ),
            item(
                "meaning",
                Role::Leader,
                "The plain words and translations mean what the findings say.",
                "通俗解读和译文与审计发现含义一致。",
            ),
            item(
                "facts",
                Role::Adjudicator,
                "The facts, amounts and rules are those that were adjudicated.",
                "公布的事实、金额和依据与审理认定的一致。",
            ),
        ],
    }))
}

/// Puts the files there and says how they are read.
pub fn reader(engagement: &Path) -> Reader {
    for (name, text) in FILES {
        put(engagement, name, text);
    }
    let (of_lies, of_file) = (folder(engagement), folder(engagement));
    Reader {
        lies: Box::new(move || lies(&of_lies)),
        file: Box::new(move |path| {
            let known = FILES.iter().any(|(name, _)| *name == path);
            let read = || fs::read(of_file.join(path)).map_err(|e| e.to_string());
            known.then(read).transpose()
        }),
    }
}
