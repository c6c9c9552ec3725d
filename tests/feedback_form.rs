//! From the web form into the office's book: the form's process runs beside a published package and a
//! folder, the office takes in what lies there.

use crate::program::{command, ends_with, ok};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Stdio};

const ABOUT: &str = r#"{"title":"T","homepage":"https://audit.example/","contributors":
    [{"title":"县审计局","title_en":"County Audit Office"}]}"#;
const FINDINGS: &str = "number,title_en,title_zh\n3,Paid twice,重复支付\n";

/// Stopped with the test, however the test ends.
struct Form {
    child: Child,
    out: BufReader<ChildStdout>,
    address: String,
}

impl Drop for Form {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Form {
    fn start(at: &str) -> Form {
        let form = [
            "-C", at, "public", "form", "--site", "site", "--inbox", "inbox",
        ];
        let mut child = command(&[&form[..], &["--address", "127.0.0.1:0"]].concat())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut out = BufReader::new(child.stdout.take().expect("its output"));
        let mut line = String::new();
        out.read_line(&mut line).expect("a line");
        let address = line
            .split("http://")
            .nth(1)
            .and_then(|l| l.split('/').next());
        let address = address
            .unwrap_or_else(|| panic!("no address: {line}"))
            .to_string();
        Form {
            child,
            out,
            address,
        }
    }

    /// Sends a form as a browser does, and returns the page.
    fn post(&self, body: &str) -> String {
        let own = &self.address;
        let mut stream = TcpStream::connect(own).expect("it listens");
        let length = body.len();
        let head = format!(
            "POST / HTTP/1.1\r\nHost: {own}\r\nOrigin: http://{own}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).expect("sent");
        stream.write_all(body.as_bytes()).expect("sent");
        let mut page = String::new();
        stream.read_to_string(&mut page).expect("a page");
        page
    }
}

fn files(folder: &Path) -> usize {
    fs::read_dir(folder).expect("a folder").count()
}

#[test]
fn from_the_web_form_into_the_book_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path().to_str().expect("UTF-8");
    fs::create_dir_all(folder.path().join("site/data")).expect("a folder");
    fs::write(folder.path().join("site/datapackage.json"), ABOUT).expect("written");
    fs::write(folder.path().join("site/data/findings.csv"), FINDINGS).expect("written");
    let inbox = folder.path().join("inbox");
    let add = [
        "-C", at, "public", "--book", "book.db", "feedback", "add", "--inbox", "inbox", "--by",
        "office",
    ];
    let mut form = Form::start(at);
    let text =
        "text=%3D1%2B1+%E4%B8%BA%E4%BD%95%3Cb%3E&finding=3&name=Jia&contact=jia%40example.com";
    let page = form.post(text);
    let receipt = page.split("<p class=\"receipt\"><strong>").nth(1);
    let receipt = receipt.unwrap_or_else(|| panic!("no receipt: {page}"))[..14].to_string();
    assert!(form.post("text=").contains("Write your question"));
    assert!(form.post("text=x&homepage=x").contains("class=\"receipt\""));
    let kept = fs::read(inbox.join(format!("{receipt}.json"))).expect("stored");
    assert_eq!(files(&inbox), 1);

    let said = ok(&add);
    assert!(said.contains("-1: received; waits for: triage"), "{said}");
    assert_eq!(files(&inbox), 0);
    let book = ["-C", at, "public", "--book", "book.db", "feedback"];
    let list = ok(&[&book[..], &["list", "--format", "csv"]].concat());
    assert!(
        list.lines().count() == 2 && list.contains(",web,,3,,received,"),
        "{list}"
    );
    let shown = ok(&[&book[..], &["show", &receipt, "--contact"]].concat());
    for says in ["=1+1 为何<b>", &receipt, "Jia · jia@example.com"] {
        assert!(shown.contains(says), "{says}: {shown}");
    }

    assert!(ok(&add).contains("nothing waits here"));
    // The computer stopped after the book was written and before the file was removed.
    fs::write(inbox.join(format!("{receipt}.json")), &kept).expect("written");
    assert!(ok(&add).contains("was taken in before, as F-"));
    assert_eq!(files(&inbox), 0);
    assert_eq!(
        ok(&[&book[..], &["list", "--format", "csv"]].concat()),
        list
    );

    // What a stranger may have put there is left where it is, and the rest is taken in.
    form.post("text=y");
    fs::write(inbox.join("0000-0000-0000.json"), &kept).expect("written");
    #[cfg(unix)]
    std::os::unix::fs::symlink("../book.db", inbox.join("1111-1111-1111.json")).expect("a link");
    let said = ends_with(3, &add);
    assert!(said.contains("-2: received") && said.contains("0000-0000-0000.json: it is no file"));
    assert_eq!(files(&inbox), if cfg!(unix) { 2 } else { 1 });

    // It says how many, and nothing of what was sent or by whom.
    form.child.kill().expect("stopped");
    let mut printed = String::new();
    form.out.read_to_string(&mut printed).expect("its output");
    assert!(
        printed.contains("received 2, refused 0, from programs 1"),
        "{printed}"
    );
    for said in ["Jia", "jia@", "127.0.0.1", receipt.as_str(), "=1+1"] {
        assert!(!printed.contains(said), "{printed}");
    }
}
