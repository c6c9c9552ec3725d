//! A finding from the leader's decision to approval for publication, each act by its own person
//! through the forms: an objection, a dispute and its ruling, a heavier version that goes back to
//! the auditee.

use crate::browser::Browser;
use crate::fixture::Desk;
use fantoccini::Locator;
use std::path::Path;
use std::{env, fs};

/// A form by what it does.
fn form(act: &str) -> String {
    format!("form:has(input[name=act][value={act}])")
}

impl Browser {
    /// Opens what is folded, so that it can be typed into.
    async fn unfold(&self) {
        let script = "document.querySelectorAll('details').forEach(d => d.open = true)";
        let done = self.client.execute(script, Vec::new()).await;
        done.expect("unfolded");
    }

    pub async fn file(&self, id: &str, path: &str) {
        let field = self.client.find(Locator::Id(id)).await;
        let field = field.unwrap_or_else(|e| panic!("{id}: {e}"));
        field.send_keys(path).await.expect("a file");
    }

    /// Ticks one value of a group and nothing else.
    async fn only(&self, css: &str, value: &str) {
        let boxes = self.client.find_all(Locator::Css(css)).await;
        let mut found = false;
        for tick in boxes.expect("ticks") {
            let own = tick.attr("value").await.expect("read").unwrap_or_default();
            found |= own == value;
            if tick.is_selected().await.expect("read") != (own == value) {
                tick.click().await.expect("ticked");
            }
        }
        assert!(found, "{css}: no {value}");
    }

    /// Sends a form and signs what it asks for.
    async fn send(&mut self, act: &str, name: &str, expected: &str) {
        self.click(&format!("{} button", form(act))).await;
        self.sign(name, expected).await;
    }

    async fn put(&mut self, person: &str, id: &str, kind: &str, finding: &str, path: &str) {
        self.log_in(person).await;
        let page = match kind {
            "" => format!("/documents/{id}"),
            _ => "/documents".to_string(),
        };
        self.go(&page).await;
        self.unfold().await;
        if !kind.is_empty() {
            self.fill("put-document-id", id).await;
            self.choose("put-document-document-kind", kind).await;
        }
        self.file("put-document-file", path).await;
        let group = format!("{} input[name=finding]", form("put_document"));
        self.only(&group, finding).await;
        let (own, _) = finding.split_once('@').expect("a version");
        self.fill(&format!("put-document-paragraph-{own}"), "一")
            .await;
        self.send("put_document", "confirm-document", finding).await;
    }

    async fn decide(&mut self, person: &str, stage: &str, verdict: &str, document: &str) {
        self.log_in(person).await;
        self.go("/findings/F-001").await;
        self.choose("decide-stage", stage).await;
        self.choose("decide-verdict", verdict).await;
        self.fill("decide-opinion", "已阅底稿与证据。").await;
        let group = format!("{} input[name=documents]", form("decide"));
        if document.is_empty() {
            let ticked = format!("{group}:checked");
            let ticked = self.client.find_all(Locator::Css(&ticked)).await;
            for tick in ticked.expect("ticks") {
                tick.click().await.expect("unticked");
            }
        } else {
            self.only(&group, document).await;
        }
        self.send("decide", &format!("confirm-{stage}"), "finding/F-001@")
            .await;
    }

    async fn serve(&mut self, document: &str, path: &str) {
        self.log_in("lin").await;
        self.go(&format!("/documents/{document}")).await;
        self.unfold().await;
        self.file("serve-receipt", path).await;
        self.send("serve", "confirm-service", document).await;
    }

    /// The sealed form of a document: entered by one, compared by another.
    async fn seal(&mut self, document: &str, path: &str) {
        self.log_in("lin").await;
        self.go(&format!("/documents/{document}")).await;
        self.unfold().await;
        self.file("enter-paper-scan", path).await;
        self.fill("enter-paper-sealed-by", "审计机关").await;
        let day = "document.getElementById('enter-paper-sealed-on').value = '2026-03-02'";
        let typed = self.client.execute(day, Vec::new()).await;
        typed.expect("a day");
        self.send("enter_paper", "confirm-paper", document).await;
        self.log_in("leader").await;
        self.go(&format!("/documents/{document}")).await;
        self.choose("check-paper-agrees", "yes").await;
        self.send("check_paper", "confirm-check", "attachment/")
            .await;
    }

    async fn reply(&mut self, accepted: &str, text: &str) {
        self.log_in("school").await;
        self.go("/auditees/A-01").await;
        self.look(&format!("auditee-own-{accepted}")).await;
        self.go("/findings/F-001").await;
        self.unfold().await;
        self.choose("reply-accepted", accepted).await;
        self.fill("reply-text", text).await;
        self.look(&format!("reply-{accepted}")).await;
        self.send("reply", "confirm-reply", "finding/F-001@").await;
    }
}

/// From the leader's decision on.
pub async fn way(b: &mut Browser) {
    let folder = tempfile::tempdir().expect("a folder");
    // Each file has bytes of its own: no scan is entered twice.
    let file = |name: &str| {
        let path = folder.path().join(format!("{name}.docx"));
        fs::write(&path, name).expect("written");
        path.to_str().expect("a path").to_string()
    };

    b.put(
        "lin",
        "ED-001",
        "exposure_draft",
        "F-001@1",
        &file("file-1"),
    )
    .await;
    b.decide("signer", "exposure", "approve", "ED-001@1").await;
    b.seal("ED-001", &file("file-2")).await;
    b.serve("ED-001", &file("file-3")).await;
    b.reply("no", "设备款属于应急采购。").await;
    b.log_in("lin").await;
    b.go("/findings/F-001").await;
    b.unfold().await;
    b.choose("answer-reply-taken", "no").await;
    b.fill("answer-reply-reason", "没有应急采购的批准文件。")
        .await;
    b.send("answer_reply", "confirm-answer", "finding/F-001")
        .await;

    // The reviewer sends it back; the team objects; the next level rules.
    b.decide("reviewer", "department", "return", "").await;
    b.log_in("leader").await;
    b.go("/findings/F-001").await;
    b.unfold().await;
    b.fill("dispute-dispute", "D-1").await;
    b.choose("dispute-stage", "department").await;
    b.fill("dispute-text", "证据已经充分。").await;
    b.send("dispute", "confirm-dispute", "D-1").await;
    b.log_in("reviewer").await;
    b.go("/findings/F-001").await;
    b.unfold().await;
    b.fill("say-text", "缺少验收单。").await;
    b.send("say", "confirm-word", "D-1").await;
    b.log_in("adjudicator").await;
    b.go("/findings/F-001").await;
    b.unfold().await;
    b.choose("rule-upheld", "yes").await;
    b.fill("rule-reason", "应补充验收单并考虑处罚。").await;
    b.send("rule", "confirm-ruling", "D-1").await;

    // A heavier version: every signature falls, and it goes back to the auditee.
    b.log_in("lin").await;
    b.go("/findings/F-001/edit").await;
    b.fill("write-finding-reason", "补充验收单，拟处罚款。")
        .await;
    b.fill("write-finding-fine", "5000.00").await;
    b.click("main form button").await;
    b.sign("confirm-version", "finding/F-001@2").await;
    b.go("/findings/F-001").await;
    b.look("finding-voided").await;
    b.put("lin", "WP-001", "", "F-001@2", &file("file-4")).await;
    b.decide("leader", "leader", "approve", "WP-001@2").await;
    b.put("lin", "ED-001", "", "F-001@2", &file("file-5")).await;
    b.decide("signer", "exposure", "approve", "ED-001@2").await;
    b.seal("ED-001", &file("file-6")).await;
    b.serve("ED-001", &file("file-7")).await;
    b.reply("yes", "接受。").await;

    b.decide("reviewer", "department", "approve", "").await;
    b.decide("adjudicator", "adjudication", "approve", "").await;
    b.put("conference", "M-001", "minutes", "F-001@2", &file("file-8"))
        .await;
    b.decide("conference", "conference", "approve", "M-001@1")
        .await;
    b.put("lin", "R-001", "report", "F-001@2", &file("file-9"))
        .await;
    b.decide("head", "head", "approve", "R-001@1").await;
    b.seal("R-001", &file("file-10")).await;
    b.serve("R-001", &file("file-11")).await;
    b.decide("conference", "publication", "approve", "").await;
    b.go("/findings/F-001").await;
    b.look("finding-whole").await;
    b.go("/gate").await;
    b.look("gate-whole").await;
    b.go("/findings/F-001").await;
    let text = b.text().await;
    assert!(!text.contains("未办理"), "{text}");
}

/// The record that this made is the one that the command line is held to (`tests/same_record.rs`).
/// FISC_UPDATE=1 rewrites it.
pub fn same_as_kept(desk: &Desk) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/same_record");
    for (name, made) in [
        ("acts.jsonl", desk.acts()),
        ("leads.jsonl", desk.leads_file()),
    ] {
        let path = folder.join(name);
        if env::var_os("FISC_UPDATE").is_some() {
            fs::create_dir_all(&folder).expect("a folder");
            fs::write(&path, made).expect("written");
        } else {
            let kept = fs::read_to_string(&path).expect("kept");
            assert_eq!(made, kept, "{name}: FISC_UPDATE=1 rewrites it");
        }
    }
}
