//! What the site looks like. INSTA_UPDATE=always rewrites; read the difference. And, where
//! FISC_SITE names a folder, the site is written there for a browser (`look.mjs`).

use crate::fixture::{about_people, build, publication};

fn text(path: &str) -> String {
    let mut package = build(&publication());
    String::from_utf8(package.remove(path).expect("a file")).expect("text")
}

#[test]
fn overview_in_chinese() {
    insta::assert_snapshot!(text("index.html"));
}

#[test]
fn a_finding_with_an_objection() {
    insta::assert_snapshot!(text("en/findings/1.html"));
}

#[test]
fn a_withdrawn_finding_keeps_its_page() {
    insta::assert_snapshot!(text("findings/7.html"));
}

#[test]
fn feeds_and_texts() {
    let all = [
        "en/feed.xml",
        "feed.json",
        "news.txt",
        "en/news.txt",
        "message.txt",
        "en/message.txt",
    ];
    insta::assert_snapshot!(all.map(text).join("\n---\n"));
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn written_for_a_browser() {
    let Some(folder) = std::env::var_os("FISC_SITE") else {
        eprintln!("skipped: FISC_SITE names no folder");
        return;
    };
    for (path, bytes) in build(&about_people()) {
        let path = std::path::Path::new(&folder).join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }
}
