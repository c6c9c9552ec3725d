//! The desk in a real browser: a lead becomes a finding, and another goes all the way to publication
//! (`whole.rs`), all through forms; and axe-core looks at every page. Skipped, with a message, where
//! there is no chromedriver (CHROMEDRIVER names it; AXE names axe.min.js; FISC_SHOTS a folder for
//! pictures of every page).

use crate::fixture::{Desk, PASSWORD};
use axum::http::Method;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use std::{env, fs};

/// The driver, stopped with the test, however the test ends.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the driver on a free port and says which.
fn driver(program: &str) -> (Driver, u16) {
    let mut child = Command::new(program)
        .arg("--port=0")
        .stdout(Stdio::piped())
        .spawn()
        .expect("CHROMEDRIVER starts");
    let out = child.stdout.take().expect("its output");
    let lines = BufReader::new(out).lines().map_while(Result::ok);
    let port = lines
        .filter_map(|l| l.rsplit_once("on port ").map(|(_, p)| p.to_string()))
        .filter_map(|p| p.trim_end_matches('.').parse().ok())
        // First it says that it was asked for any, then which it has.
        .find(|p| *p > 0);
    (Driver(child), port.expect("it says its port"))
}

/// A command of the browser's own protocol, for what WebDriver has no word for: a page narrower than
/// a window may become, a dark one, one on paper.
#[derive(Debug)]
struct Cdp {
    cmd: &'static str,
    params: serde_json::Value,
}

impl WebDriverCompatibleCommand for Cdp {
    fn endpoint(
        &self,
        base_url: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        let session = session.unwrap_or_default();
        base_url.join(&format!("session/{session}/goog/cdp/execute"))
    }

    fn method_and_body(&self, _: &url::Url) -> (Method, Option<String>) {
        let body = serde_json::json!({ "cmd": self.cmd, "params": self.params });
        (Method::POST, Some(body.to_string()))
    }
}

pub struct Browser {
    pub client: Client,
    own: String,
    axe: Option<String>,
    shots: Option<PathBuf>,
    problems: Vec<String>,
}

impl Browser {
    /// From now on paths are those of this server.
    pub fn before(&mut self, own: String) {
        self.own = own;
    }

    async fn start(port: u16, own: String) -> Browser {
        let options = serde_json::json!({
            "goog:chromeOptions": { "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--window-size=1280,1000", "--lang=zh-CN",
            ] }
        });
        let capabilities: Capabilities = serde_json::from_value(options).expect("capabilities");
        let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("a browser");
        let axe = env::var("AXE").ok();
        Browser {
            client,
            own,
            axe: axe.map(|path| fs::read_to_string(path).expect("AXE is a file")),
            shots: env::var_os("FISC_SHOTS").map(PathBuf::from),
            problems: Vec::new(),
        }
    }

    pub async fn go(&self, path: &str) {
        self.client
            .goto(&format!("{}{path}", self.own))
            .await
            .expect("a page");
    }

    pub async fn text(&self) -> String {
        let text = self
            .client
            .execute("return document.body.innerText", Vec::new())
            .await;
        text.expect("a text")
            .as_str()
            .unwrap_or_default()
            .to_string()
    }

    pub async fn fill(&self, id: &str, text: &str) {
        let field = self.client.find(Locator::Id(id)).await;
        let field = field.unwrap_or_else(|e| panic!("{id}: {e}"));
        field.clear().await.expect("cleared");
        field.send_keys(text).await.expect("typed");
    }

    pub async fn choose(&self, id: &str, value: &str) {
        let field = self.client.find(Locator::Id(id)).await;
        let field = field.unwrap_or_else(|e| panic!("{id}: {e}"));
        field.select_by_value(value).await.expect("chosen");
    }

    /// Clicks on what leads to another page, and waits until it is there whole.
    pub async fn click(&self, css: &str) {
        let found = self.client.find(Locator::Css(css)).await;
        let found = found.unwrap_or_else(|e| panic!("{css}: {e}"));
        self.moving(async || found.click().await.expect("clicked"))
            .await;
    }

    /// Does what leads to another page, and waits until it is there whole.
    pub async fn moving(&self, go: impl AsyncFnOnce()) {
        let mark = self
            .client
            .execute("window.before = true", Vec::new())
            .await;
        mark.expect("marked");
        go().await;
        let there = "return !window.before && document.readyState === 'complete'";
        for _ in 0..200 {
            // Between two pages there is nothing to ask.
            let arrived = self.client.execute(there, Vec::new()).await;
            if arrived.is_ok_and(|a| a == serde_json::Value::Bool(true)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no other page");
    }

    pub async fn log_in(&self, person: &str) {
        self.client.delete_all_cookies().await.expect("no cookies");
        // A browser without a face asks for English, whatever its language is set to.
        self.go("/language/zh?back=/login").await;
        self.fill("-person", person).await;
        self.fill("-password", PASSWORD).await;
        self.click("main button").await;
        assert!(self.text().await.contains("退出"), "{person} is in");
    }

    /// What stands on the page of confirmation is signed.
    pub async fn sign(&mut self, name: &str, expected: &str) {
        let text = self.text().await;
        assert!(
            text.contains("尚未签署") && text.contains(expected),
            "{text}"
        );
        self.look(name).await;
        self.fill("sign-passphrase", PASSWORD).await;
        self.click("section.act form[action='/sign'] button").await;
        let text = self.text().await;
        assert!(text.contains("已签署并记入签署记录"), "{text}");
    }

    /// axe-core over the page as it is, light and dark; how wide it is on a desk and on a phone; and
    /// pictures of it where FISC_SHOTS names a folder for them, one of them on paper.
    pub async fn look(&mut self, name: &str) {
        self.axe(name).await;
        self.scheme("dark").await;
        self.axe(&format!("{name} dark")).await;
        self.scheme("light").await;
        for (width, kind) in [(1280, "desktop"), (390, "phone")] {
            self.screen(width, 1000).await;
            let root = self.number("scrollWidth").await;
            if root > u64::from(width) {
                self.problems
                    .push(format!("{name}: {root} wide on a {kind}"));
            }
            if let Some(folder) = self.shots.clone() {
                let height = self.number("scrollHeight").await.min(6000);
                self.screen(width, u32::try_from(height).unwrap_or(1000))
                    .await;
                self.picture(&folder.join(format!("{name}-{kind}.png")))
                    .await;
                if kind == "desktop" {
                    self.scheme("dark").await;
                    self.picture(&folder.join(format!("{name}-dark.png"))).await;
                    self.scheme("light").await;
                    self.paper(&folder.join(format!("{name}.pdf"))).await;
                }
            }
        }
        self.screen(1280, 1000).await;
    }

    async fn axe(&mut self, name: &str) {
        let Some(axe) = &self.axe else { return };
        let script = format!(
            "{axe}\nconst done = arguments[arguments.length - 1];\
             axe.run().then(r => done(r.violations.map(v => v.id + ': ' + v.help + ' ' + \
             v.nodes.map(n => n.target.join(' ')).join(', '))), e => done([String(e)]));"
        );
        let found = self.client.execute_async(&script, Vec::new()).await;
        let found: Vec<String> = serde_json::from_value(found.expect("axe runs")).expect("texts");
        let told = found.into_iter().map(|p| format!("{name}: {p}"));
        self.problems.extend(told);
    }

    async fn picture(&self, path: &Path) {
        let picture = self.client.screenshot().await.expect("a picture");
        fs::write(path, picture).expect("kept");
    }

    /// As it is printed, on A4.
    async fn paper(&self, path: &Path) {
        let params = serde_json::json!({ "paperWidth": 8.27, "paperHeight": 11.69 });
        let printed = self.cdp("Page.printToPDF", params).await;
        let data = printed["data"].as_str().expect("a document");
        fs::write(path, STANDARD.decode(data).expect("base64")).expect("kept");
    }

    async fn scheme(&self, value: &str) {
        let features = serde_json::json!([{ "name": "prefers-color-scheme", "value": value }]);
        let params = serde_json::json!({ "features": features });
        self.cdp("Emulation.setEmulatedMedia", params).await;
    }

    async fn screen(&self, width: u32, height: u32) {
        let params = serde_json::json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.cdp("Emulation.setDeviceMetricsOverride", params).await;
    }

    async fn cdp(&self, cmd: &'static str, params: serde_json::Value) -> serde_json::Value {
        let done = self.client.issue_cmd(Cdp { cmd, params }).await;
        done.expect("the browser does it")
    }

    /// A measure of the whole page.
    async fn number(&self, what: &str) -> u64 {
        let script = format!("return document.documentElement.{what}");
        let found = self.client.execute(&script, Vec::new()).await;
        found.expect("a number").as_u64().expect("a number")
    }

    /// A page in both languages, the reader's own last.
    pub async fn page(&mut self, name: &str, path: &str) {
        let back = path.replace('?', "%3F").replace('&', "%26");
        self.go(&format!("/language/en?back={back}")).await;
        self.look(&format!("{name}-english")).await;
        self.go(&format!("/language/zh?back={back}")).await;
        self.look(name).await;
    }
}

async fn drive(desk: &Desk, b: &mut Browser) {
    let known = desk.known();
    b.go("/login").await;
    b.look("login").await;
    b.log_in("lin").await;
    b.look("queue").await;
    b.page("leads", "/leads").await;

    let lead = format!("/leads/{}", known["lead1"]);
    b.page("lead", &lead).await;
    // Nothing is filled in: the page says what is missing, and keeps what was typed.
    b.fill("verify-lead-amount", "many").await;
    b.click("#verify ~ form button").await;
    b.look("lead-faults").await;
    assert!(b.text().await.contains("填写有误"));
    b.choose("verify-lead-outcome", "confirmed").await;
    b.fill("verify-lead-amount", "4,386.52").await;
    b.fill("verify-lead-note", "已核对发票。").await;
    b.click("#verify ~ form button").await;
    b.sign("confirm-lead", "4,386.52").await;
    b.look("signed").await;
    b.page("lead-decided", &lead).await;

    b.page(
        "finding-new",
        &format!("/findings/new?lead={}", known["lead1"]),
    )
    .await;
    b.fill("write-finding-title-zh", "重复支付").await;
    b.fill("write-finding-amount", "4386.52").await;
    b.choose("write-finding-amount-kind", "loss").await;
    b.fill("write-finding-facts-zh", "同一发票支付两次。").await;
    b.fill("write-finding-instrument-0", "预算法").await;
    b.fill("write-finding-article-0", "第五十七条").await;
    b.click("main form button").await;
    b.sign("confirm-finding", "finding/F-002@1").await;

    b.log_in("leader").await;
    b.page("queue-leader", "/").await;
    b.page("finding", "/findings/F-001").await;
    b.choose("decide-stage", "leader").await;
    b.choose("decide-verdict", "approve").await;
    b.fill("decide-opinion", "证据充分，同意。").await;
    b.click("#decide ~ form button").await;
    b.sign("confirm-decision", "document/WP-001@1").await;
    b.go("/findings/F-001").await;
    b.look("finding-signed").await;
    assert!(b.text().await.contains("证据充分，同意。"));
    b.page("changes", "/findings/F-001/changes").await;

    for (name, path) in [
        ("findings", "/findings"),
        ("edit", "/findings/F-001/edit"),
        ("documents", "/documents"),
        ("document", "/documents/WP-001"),
        ("auditees", "/auditees"),
        ("auditee", "/auditees/A-01"),
        ("methods", "/methods"),
        ("method", "/methods/EXE-009"),
        ("coverage", "/coverage"),
        ("public", "/public"),
        ("risk", "/risk"),
        ("risk-auditee", "/risk/A-01"),
        ("gate", "/gate"),
        ("release", "/gate/release"),
        ("accountability", "/accountability"),
        ("together", "/decide/leader"),
        ("paper-working", "/papers/working_paper?about=F-001"),
        ("paper-draft", "/papers/exposure_draft?about=A-01"),
        ("paper-nothing", "/papers/rectification_ledger?about="),
        (
            "document-asked",
            "/documents?id=ED-A-01&document_kind=exposure_draft&finding=F-001%401",
        ),
        ("rectification", "/rectification"),
        ("rectification-one", "/rectification/F-001"),
        ("people", "/people"),
        ("record", "/record"),
        ("entry", "/record/3"),
        ("account", "/account"),
        ("not-there", "/nothing"),
    ] {
        b.page(name, path).await;
    }
    // A refusal, in words, as a page.
    b.go("/findings/F-001").await;
    b.choose("decide-stage", "leader").await;
    b.choose("decide-verdict", "approve").await;
    b.fill("decide-opinion", "再次同意。").await;
    let tick = b
        .client
        .find(Locator::Css("#decide ~ form input[type=checkbox]"))
        .await;
    tick.expect("a document").click().await.expect("ticked");
    b.click("#decide ~ form button").await;
    b.look("refused").await;
    assert!(b.text().await.contains("不予受理"), "{}", b.text().await);

    b.log_in("owner").await;
    b.page("people-owner", "/people").await;
    b.log_in("referrer").await;
    b.page("referrals", "/referrals").await;
    b.page("lead-unread", &format!("/leads/{}", known["lead3"]))
        .await;
}

/// A desk of its own and a browser before it; nothing where there is no driver.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
pub fn with_browser(go: impl AsyncFnOnce(&Desk, &mut Browser)) {
    let Ok(program) = env::var("CHROMEDRIVER") else {
        eprintln!("skipped: CHROMEDRIVER names no chromedriver");
        return;
    };
    let desk = Desk::open();
    let (_driver, port) = driver(&program);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(async {
        let mut browser = Browser::start(port, format!("http://{}", desk.address)).await;
        go(&desk, &mut browser).await;
        let problems = std::mem::take(&mut browser.problems);
        browser.client.close().await.expect("closed");
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    });
}

#[test]
fn from_a_lead_to_publication_in_a_real_browser() {
    with_browser(async |desk, b| {
        drive(desk, b).await;
        crate::whole::way(b).await;
        crate::whole::same_as_kept(desk);
    });
}
