//! A finding decided by keyboard alone: every stop is seen, and none holds one fast.

use crate::browser::{Browser, with_browser};
use crate::fixture::PASSWORD;

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const DOWN: &str = "\u{e015}";

impl Browser {
    async fn keys(&self, keys: &str) {
        let here = self.client.active_element().await.expect("a focus");
        here.send_keys(keys).await.expect("typed");
    }

    /// Whether what has the focus is what a script finds; and that one sees where one is.
    async fn at(&self, css: &str) -> bool {
        let script = "const e = document.activeElement, s = getComputedStyle(e);\
            if (e !== document.body && e.id !== 'main' && \
                (s.outlineStyle === 'none' || parseFloat(s.outlineWidth) < 2))\
                return 'unseen: ' + e.outerHTML.slice(0, 200);\
            return e.matches(arguments[0]);";
        let found = self.client.execute(script, vec![css.into()]).await;
        let found = found.expect("an answer");
        assert!(!found.is_string(), "{found}");
        found == serde_json::Value::Bool(true)
    }

    /// Goes on by tabs to what is wanted.
    async fn tab_to(&self, css: &str) {
        for _ in 0..120 {
            if self.at(css).await {
                return;
            }
            self.keys(TAB).await;
        }
        panic!("{css}: not reached by keyboard");
    }

    /// Presses Enter on what leads to another page.
    async fn enter(&self) {
        self.moving(async || self.keys(ENTER).await).await;
    }
}

#[test]
fn a_decision_needs_no_mouse() {
    with_browser(async |_, b| {
        b.go("/language/zh?back=/login").await;
        b.tab_to("#-person").await;
        b.keys("leader").await;
        b.keys(TAB).await;
        assert!(b.at("#-password").await);
        b.keys(PASSWORD).await;
        b.enter().await;
        // The skip link is the first stop, and leads past the navigation.
        b.keys(TAB).await;
        assert!(b.at(".skip").await);
        b.keys(ENTER).await;
        b.keys(TAB).await;
        assert!(!b.at("header *").await, "the navigation is not skipped");
        b.tab_to("a[href='/findings/F-001']").await;
        b.enter().await;
        b.tab_to("#decide-stage").await;
        b.tab_to("#decide-verdict").await;
        b.keys(DOWN).await;
        b.tab_to("#decide-opinion").await;
        b.keys("只用键盘。").await;
        b.tab_to("#form-decide button").await;
        b.enter().await;
        let text = b.text().await;
        assert!(text.contains("尚未签署"), "{text}");
        b.tab_to("#sign-passphrase").await;
        b.keys(PASSWORD).await;
        b.enter().await;
        let text = b.text().await;
        assert!(text.contains("已签署并记入签署记录"), "{text}");
    });
}
