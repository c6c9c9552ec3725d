//! The public's form as browsers and attackers meet it. It has no engagement: a release in memory, and a
//! folder that it puts submissions into.

use crate::browser::with_browser;
use crate::http::{Request, Response, encode};
use chrono::{DateTime, TimeDelta, Utc};
use fisc_i18n::Lang;
use fisc_model::lead::Bilingual;
use fisc_public::Terms;
use fisc_public::feedback::{Issued, Submission, is_receipt};
use fisc_web::intake::{Counts, Limits, Listening, Pace, Settings};
use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;

const TERMS: &str = include_str!("../../../../packs/cn/public.toml");

fn clock() -> DateTime<Utc> {
    // The third of March in China.
    "2026-03-02T20:00:00Z".parse().expect("a moment")
}

fn untold(_: Counts, _: Option<&str>) {}

fn two(en: &str, zh: &str) -> Bilingual {
    Bilingual {
        en: en.into(),
        zh: zh.into(),
    }
}

fn settings(inbox: PathBuf) -> Settings {
    let finding = |n: &str, en, zh| (n.to_string(), two(en, zh));
    Settings {
        address: "127.0.0.1:0".parse().expect("an address"),
        hosts: Vec::new(),
        tls: None,
        behind_proxy: false,
        language: Lang::En,
        issued: Issued {
            title: "2025年度预算执行审计 <b>".into(),
            body: two("County Audit Office", "青山县审计局"),
            address: "https://audit.example/2025/".into(),
            findings: vec![
                finding("1", "Paid twice <i>", "重复支付"),
                finding("2", "", ""),
            ],
        },
        terms: Terms::parse(TERMS).expect("terms"),
        inbox,
        limits: Limits::default(),
        clock,
        tell: untold,
    }
}

struct Form {
    address: SocketAddr,
    inbox: PathBuf,
    _folder: tempfile::TempDir,
}

impl Form {
    fn open() -> Form {
        Form::with(|_| {})
    }

    fn with(change: impl FnOnce(&mut Settings)) -> Form {
        let folder = tempfile::tempdir().expect("a folder");
        let inbox = folder.path().join("inbox");
        let mut settings = settings(inbox.clone());
        change(&mut settings);
        let listening = Listening::new(settings).expect("it listens");
        let address = listening.address();
        std::thread::spawn(move || listening.run());
        Form {
            address,
            inbox,
            _folder: folder,
        }
    }

    fn get(&self, path: &str) -> Response {
        let headers = vec![("Host".to_string(), self.address.to_string())];
        let request = Request {
            method: "GET".into(),
            path: path.into(),
            headers,
            ..Request::default()
        };
        request.send(self.address)
    }

    /// As a browser sends it, before a test changes it.
    fn post(&self, fields: &[(&str, &str)]) -> Request {
        let own = self.address.to_string();
        let pairs = fields.iter().map(|(n, v)| format!("{n}={}", encode(v)));
        let kind = "application/x-www-form-urlencoded";
        let header = |n: &str, v: String| (n.to_string(), v);
        Request {
            method: "POST".into(),
            path: "/?lang=en".into(),
            headers: vec![
                header("Host", own.clone()),
                header("Origin", format!("http://{own}")),
                header("Content-Type", kind.into()),
            ],
            body: pairs.collect::<Vec<_>>().join("&").into_bytes(),
            length: None,
        }
    }

    fn send(&self, fields: &[(&str, &str)]) -> Response {
        let act = [("act", "feedback")];
        self.post(&[&act[..], fields].concat()).send(self.address)
    }

    fn stored(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.inbox).expect("the inbox");
        let mut all: Vec<_> = entries.map(|e| e.expect("an entry").path()).collect();
        all.sort();
        all
    }
}

fn set(request: &mut Request, name: &str, value: &str) {
    request.headers.retain(|(n, _)| n != name);
    if !value.is_empty() {
        request.headers.push((name.into(), value.into()));
    }
}

fn receipt(page: &str) -> &str {
    let at = page
        .find("<p class=\"receipt\"><strong>")
        .expect("a receipt")
        + 27;
    &page[at..at + 14]
}

#[test]
fn what_is_sent_is_stored_as_it_is() {
    let form = Form::open();
    let text = "=HYPERLINK(\"http://evil.example\")\r\n<script>问</script>";
    let answer = form.send(&[
        ("finding", "1"),
        ("text", text),
        ("name", "+甲"),
        ("contact", "a@b.example"),
        ("homepage", ""),
    ]);
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(is_receipt(receipt(&answer.body)), "{}", answer.body);
    assert!(answer.body.contains("15 for a question"), "{}", answer.body);
    let policy = answer.header("content-security-policy").expect("a policy");
    assert!(policy.contains("default-src 'none'"), "{policy}");
    assert_eq!(answer.header("set-cookie"), None);
    let stored = form.stored();
    assert_eq!(stored.len(), 1);
    let file = fs::read_to_string(&stored[0]).expect("UTF-8");
    let sent = Submission::read(&file, "2026-03-03".parse().expect("a day")).expect("a file");
    assert_eq!(sent.text, text.replace("\r\n", "\n"));
    assert_eq!(sent.receipt, receipt(&answer.body));
    assert_eq!(sent.finding.as_deref(), Some("1"));
    assert_eq!(sent.reached().as_deref(), Some("+甲 · a@b.example"));
    assert_eq!(sent.received_on.to_string(), "2026-03-03");
    let name = stored[0].file_name().expect("a name");
    assert_eq!(name.to_string_lossy(), format!("{}.json", sent.receipt));
    #[cfg(unix)]
    for (path, mode) in [(&stored[0], 0o600), (&form.inbox, 0o700)] {
        let found = fs::metadata(path).expect("there").permissions();
        let found = std::os::unix::fs::PermissionsExt::mode(&found);
        assert_eq!(found & 0o777, mode, "{}", path.display());
    }
}

#[test]
fn a_fault_stands_beside_its_field_and_what_was_typed_stays() {
    let form = Form::open();
    let long = "长".repeat(5_001);
    let wide = "x".repeat(201);
    for (fields, says, keeps) in [
        (
            vec![("text", " \r\n "), ("name", "<i>\"甲")],
            "Write your question",
            "value=\"&lt;i&gt;&quot;甲\"",
        ),
        (
            vec![("text", long.as_str())],
            "5000 characters; now there are 5001",
            long.as_str(),
        ),
        (
            vec![("text", "</textarea><script>"), ("finding", "9")],
            "no such finding",
            "&lt;/textarea&gt;&lt;script&gt;",
        ),
        (
            vec![("text", "问"), ("contact", wide.as_str())],
            "now there are 201",
            wide.as_str(),
        ),
    ] {
        let answer = form.send(&fields);
        assert_eq!(answer.status, 422);
        assert!(answer.body.contains(says), "{says}: {}", answer.body);
        assert!(answer.body.contains(keeps), "{keeps}: {}", answer.body);
        assert!(answer.body.contains("aria-invalid=\"true\""));
        assert!(!answer.body.contains("<script>"), "{}", answer.body);
    }
    assert!(form.stored().is_empty());
    let most = "长".repeat(5_000);
    assert_eq!(form.send(&[("text", &most)]).status, 200);
}

#[test]
fn the_form_is_there_in_both_languages_and_knows_the_findings() {
    let form = Form::open();
    let page = form.get("/feedback?finding=1&lang=zh");
    assert_eq!(page.status, 200);
    for says in [
        "<html lang=\"zh-CN\">",
        "<option value=\"1\" selected>1 · 重复支付</option>",
        "<option value=\"2\">2</option>",
        "href=\"/?lang=en&amp;finding=1\"",
        "答复后满 30 日",
        "《2025年度预算执行审计 &lt;b&gt;》",
    ] {
        assert!(page.body.contains(says), "{says}: {}", page.body);
    }
    let page = form.get("/?finding=%22%3E%3Cscript%3E");
    assert!(page.body.contains("<html lang=\"en\">") && page.body.contains("Paid twice &lt;i&gt;"));
    assert!(
        page.body.contains("30 days after the answer"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("<script") && !page.body.contains(" selected"));
    for (path, status) in [
        ("/style.css", 200),
        ("/icon.svg", 200),
        ("/leads", 404),
        ("/../inbox", 404),
    ] {
        assert_eq!(form.get(path).status, status, "{path}");
    }
}

#[test]
fn what_is_not_from_the_forms_own_page_is_refused_and_stored_nowhere() {
    let form = Form::open();
    let good = form.post(&[("text", "问")]);
    let refused = |change: &dyn Fn(&mut Request), status: u16| {
        let mut request = good.clone();
        change(&mut request);
        let answer = request.send(form.address);
        assert_eq!(answer.status, status, "{}", answer.body);
        assert!(answer.header("content-security-policy").is_some());
    };
    refused(&|r| set(r, "Origin", "http://evil.example"), 403);
    refused(&|r| set(r, "Origin", ""), 403);
    refused(&|r| set(r, "Host", "evil.example"), 403);
    refused(&|r| set(r, "Sec-Fetch-Site", "cross-site"), 403);
    refused(&|r| set(r, "Content-Type", "text/plain"), 400);
    refused(
        &|r| set(r, "Content-Type", "multipart/form-data; boundary=x"),
        400,
    );
    refused(&|r| r.body = b"text=%FF%FE".to_vec(), 400);
    refused(&|r| r.body = b"text=\xc3\x28".to_vec(), 400);
    refused(&|r| r.length = Some((128 << 10) + 1), 413);
    refused(&|r| r.method = "PUT".into(), 404);
    refused(&|r| r.path = "/elsewhere".into(), 404);
    assert!(form.stored().is_empty());
    assert_eq!(good.send(form.address).status, 200);
}

#[test]
fn a_program_that_fills_in_everything_is_thanked_and_forgotten() {
    let form = Form::open();
    let answer = form.send(&[("text", "buy"), ("homepage", "http://spam.example")]);
    assert_eq!(answer.status, 200);
    assert!(is_receipt(receipt(&answer.body)));
    assert!(form.stored().is_empty());
}

#[test]
fn too_many_from_one_address_are_refused_whatever_it_says_of_itself() {
    let form = Form::open();
    let send = |n: usize| {
        let mut request = form.post(&[("text", "问")]);
        set(&mut request, "X-Forwarded-For", &format!("192.0.2.{n}"));
        request.send(form.address)
    };
    let answers: Vec<Response> = (0..7).map(send).collect();
    let taken = answers.iter().filter(|a| a.status == 200).count();
    assert_eq!((taken, form.stored().len()), (5, 5));
    assert_eq!(answers[6].status, 429);
    assert_eq!(answers[6].header("retry-after").as_deref(), Some("600"));
    assert!(
        answers[6]
            .body
            .contains("https://audit.example/2025/feedback.html")
    );
    // Who only looks is never turned away.
    assert_eq!(form.get("/").status, 200);
}

#[test]
fn behind_a_proxy_the_address_is_the_one_that_the_proxy_saw() {
    let form = Form::with(|s| {
        s.behind_proxy = true;
        s.hosts = vec!["Form.example".into()];
    });
    let send = |forged: usize, seen: usize| {
        let mut request = form.post(&[("text", "问")]);
        set(&mut request, "Host", "form.example");
        set(&mut request, "Origin", "https://form.example");
        let said = format!("10.0.0.{forged}, 192.0.2.{seen}");
        set(&mut request, "X-Forwarded-For", &said);
        request.send(form.address).status
    };
    let one: Vec<u16> = (0..6).map(|n| send(n, 1)).collect();
    assert_eq!(one, [200, 200, 200, 200, 200, 429]);
    assert_eq!(send(0, 2), 200);
}

#[test]
fn all_together_have_a_limit_too_and_a_full_inbox_takes_nothing() {
    let form = Form::with(|s| {
        s.behind_proxy = true;
        s.hosts = vec!["form.example".into()];
        s.limits.overall = Pace {
            many: 3,
            within: TimeDelta::hours(1),
        };
        s.limits.waiting = 2;
    });
    let send = |seen: usize| {
        let mut request = form.post(&[("text", "问")]);
        set(&mut request, "Host", "form.example");
        set(&mut request, "Origin", "https://form.example");
        set(&mut request, "X-Forwarded-For", &format!("192.0.2.{seen}"));
        request.send(form.address).status
    };
    let answers: Vec<u16> = (0..4).map(send).collect();
    assert_eq!(answers, [200, 200, 503, 429]);
    assert_eq!(form.stored().len(), 2);
}

#[test]
fn an_inbox_that_takes_no_files_is_said_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("inbox");
    fs::write(&file, "").expect("a file");
    let refused = Listening::new(settings(file)).err();
    let text = refused.expect("a file is no folder").to_string();
    assert!(text.contains("must be able to make files"), "{text}");
}

#[test]
fn the_form_in_a_real_browser() {
    with_browser(async |_, b| {
        let form = Form::open();
        b.before(format!("http://{}", form.address));
        for (lang, kind, says) in [
            ("zh", "", "已收到"),
            ("en", "-english", "has been received"),
        ] {
            b.go(&format!("/?lang={lang}&finding=1")).await;
            b.look(&format!("form{kind}")).await;
            b.fill("feedback-name", "甲").await;
            b.click("main form button").await;
            b.look(&format!("form-faults{kind}")).await;
            b.fill("feedback-text", "为何没有合同？").await;
            b.click("main form button").await;
            b.look(&format!("form-thanks{kind}")).await;
            let text = b.text().await;
            assert!(text.contains(says), "{text}");
        }
        b.go("/nothing?lang=zh").await;
        b.look("form-not-there").await;
        assert_eq!(form.stored().len(), 2);
    });
}
