//! What people do wrong in a real browser: each is answered in words, and nothing that was typed is
//! lost.

use crate::browser::{Browser, with_browser};
use crate::fixture::PASSWORD;
use std::fs;

impl Browser {
    async fn says(&self, words: &[&str]) {
        let text = self.text().await;
        for word in words {
            assert!(text.contains(word), "no {word} in\n{text}");
        }
    }

    async fn value(&self, id: &str) -> String {
        let script = "return document.getElementById(arguments[0]).value";
        let found = self.client.execute(script, vec![id.into()]).await;
        found
            .expect("a field")
            .as_str()
            .unwrap_or_default()
            .to_string()
    }

    async fn verify(&self, lead: &str, note: &str) {
        self.go(&format!("/leads/{lead}")).await;
        self.choose("verify-lead-outcome", "confirmed").await;
        self.fill("verify-lead-note", note).await;
    }
}

#[test]
fn mistakes_are_answered_and_nothing_typed_is_lost() {
    with_browser(async |desk, b| {
        let known = desk.known();
        let lead = known["lead1"].as_str();
        b.go("/language/zh?back=/login").await;
        b.fill("-person", "lin").await;
        b.fill("-password", "not this one").await;
        b.click("main button").await;
        b.says(&["人员编号或密码不正确"]).await;
        b.look("login-wrong").await;

        // A wrong passphrase; then the right one; then the button once more.
        b.log_in("lin").await;
        b.verify(lead, "核对了发票。").await;
        b.click("#form-verify-lead button").await;
        b.fill("sign-passphrase", "not this one").await;
        b.click("#here ~ form button").await;
        b.says(&["用此口令打不开密钥"]).await;
        b.look("passphrase-wrong").await;
        b.fill("sign-passphrase", PASSWORD).await;
        b.click("#here ~ form button").await;
        b.says(&["已签署并记入签署记录", "条目 32"]).await;
        b.moving(async || b.client.back().await.expect("back")).await;
        b.fill("sign-passphrase", PASSWORD).await;
        b.click("#here ~ form button").await;
        b.says(&["条目 32", "重复提交只计一次"]).await;
        b.look("signed-twice").await;

        // The session ends while a note is being written.
        b.verify(lead, "写了半小时的说明。").await;
        b.client.delete_all_cookies().await.expect("no cookies");
        b.click("#form-verify-lead button").await;
        b.look("session-ended").await;
        b.fill("-person", "lin").await;
        b.fill("-password", PASSWORD).await;
        b.click("main form[action='/login'] button").await;
        let at = b.client.current_url().await.expect("an address");
        assert_eq!(at.path(), format!("/leads/{lead}"), "back where it was");

        // Two windows: the second one is late, and keeps its text.
        b.log_in("lin").await;
        b.go("/findings/F-001/edit").await;
        b.fill("write-finding-reason", "第一个窗口").await;
        let first = b.client.window().await.expect("a window");
        let second = b.client.new_window(true).await.expect("another");
        b.client
            .switch_to_window(second.handle)
            .await
            .expect("there");
        b.go("/findings/F-001/edit").await;
        b.fill("write-finding-reason", "第二个窗口").await;
        b.click("#form-write-finding button").await;
        b.fill("sign-passphrase", PASSWORD).await;
        b.click("#here ~ form button").await;
        b.says(&["已签署并记入签署记录"]).await;
        b.client.switch_to_window(first).await.expect("there");
        b.click("#form-write-finding button").await;
        b.says(&["不予受理"]).await;
        b.look("two-windows").await;
        assert_eq!(b.value("write-finding-reason").await, "第一个窗口");

        // A rule says no: the opinion is still there.
        b.log_in("reviewer").await;
        b.go("/findings/F-001").await;
        b.choose("decide-stage", "department").await;
        b.choose("decide-verdict", "approve").await;
        b.fill("decide-opinion", "长篇复核意见。").await;
        b.click("#form-decide button").await;
        b.says(&["不予受理"]).await;
        b.look("refused-kept").await;
        assert_eq!(b.value("decide-opinion").await, "长篇复核意见。");

        // Files: one that is too large, and one that is no key.
        let folder = tempfile::tempdir().expect("a folder");
        let huge = folder.path().join("huge.pdf");
        fs::write(&huge, vec![0_u8; 40 << 20]).expect("written");
        b.log_in("lin").await;
        b.go("/documents").await;
        b.file("put-document-file", huge.to_str().expect("a path"))
            .await;
        b.click("#form-put-document button").await;
        b.says(&["内容过大", "32768 KiB"]).await;
        b.look("too-large").await;
        let note = folder.path().join("note.txt");
        fs::write(&note, "no key").expect("written");
        b.go("/account").await;
        b.file("key-file", note.to_str().expect("a path")).await;
        b.fill("key-passphrase", PASSWORD).await;
        b.click("#form-key button").await;
        b.says(&["用此口令打不开该文件"]).await;
        b.look("no-key").await;
    });
}
