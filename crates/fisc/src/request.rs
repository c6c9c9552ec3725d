//! Signing requests and answers as files, for a signer whose key never touches a network. A request
//! carries the statement and the contents that it names by digest; the signer's machine compares them
//! and shows them, so that nobody signs a digest of something else than they read. An answer is the
//! DSSE envelope.

use crate::error::Failure;
use crate::output;
use crate::texts::t;
use fisc_model::act::Deed;
use fisc_record::{Statement, canonical};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What the first field of a request says.
const FORM: &str = "urn:fisc:request:v1";

/// A signing request.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Always [`FORM`].
    request: String,
    /// What is to be signed, in canonical JSON.
    pub statement: Statement<Deed>,
    /// What subjects of the statement are, by their name, where they are JSON.
    #[serde(default)]
    pub contents: BTreeMap<String, Value>,
}

impl Request {
    /// A request to sign these bytes.
    pub fn new(statement: &[u8], contents: BTreeMap<String, Value>) -> Result<Request, Failure> {
        let statement = Statement::parse(statement).map_err(|e| Failure::Failed(e.to_string()))?;
        Ok(Request {
            request: FORM.into(),
            statement,
            contents,
        })
    }

    /// Reads a request; its contents are those that the statement names, or it is refused.
    pub fn read(path: &Path) -> Result<Request, Failure> {
        let wrong =
            |e: String| Failure::Input(t!("request-wrong", path = path.display(), error = e));
        let text = fs::read(path).map_err(Failure::given(path))?;
        let request = match serde_json::from_slice::<Request>(&text) {
            Ok(request) => request,
            // The desk hands out the statement alone.
            Err(error) => match Request::new(&text, BTreeMap::new()) {
                Ok(request) => request,
                Err(_) => return Err(wrong(error.to_string())),
            },
        };
        if request.request != FORM {
            return Err(wrong(t!("request-form", form = FORM)));
        }
        for (name, content) in &request.contents {
            let digest = canonical::sha256(content).map_err(|e| wrong(e.to_string()))?;
            let mut subjects = request.statement.subject.iter();
            let named = subjects.find(|s| s.name == *name);
            if named.is_none_or(|s| s.digest.sha256 != digest) {
                return Err(Failure::Input(t!(
                    "request-other",
                    path = path.display(),
                    name = name
                )));
            }
        }
        Ok(request)
    }

    /// Writes it, for people too.
    pub fn write(&self, path: &Path) -> Result<(), Failure> {
        let mut text =
            serde_json::to_string_pretty(self).map_err(|e| Failure::Failed(e.to_string()))?;
        text.push('\n');
        output::new_file(path, text.as_bytes())
    }

    /// What is signed.
    pub fn payload(&self) -> Result<Vec<u8>, Failure> {
        self.statement
            .to_bytes()
            .map_err(|e| Failure::Input(e.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fisc_model::act::Act;
    use fisc_record::{Hash, Subject};

    fn statement() -> Statement<Deed> {
        let deed = Deed {
            engagement: "e1".into(),
            person: "reviewer".into(),
            at: chrono::DateTime::UNIX_EPOCH,
            after: 0,
            act: Act::Say {
                dispute: "D-1".into(),
                text: "word".into(),
            },
        };
        let content = serde_json::json!({ "id": "F-1" });
        let bytes = canonical::to_vec(&content).expect("JSON");
        let about = Subject::of("finding/F-1@1", &bytes, false);
        Statement::new(vec![Subject::log(0, Hash::EMPTY), about], deed)
    }

    #[test]
    fn a_request_is_read_with_its_contents_or_as_the_statement_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let bytes = statement().to_bytes().expect("a form");
        let bare = folder.path().join("bare.json");
        fs::write(&bare, &bytes).expect("written");
        let read = Request::read(&bare).expect("a request");
        assert_eq!(read.payload().expect("a payload"), bytes);

        for (id, good) in [("F-1", true), ("F-2", false)] {
            let content = serde_json::json!({ "id": id });
            let contents = BTreeMap::from([("finding/F-1@1".to_string(), content)]);
            let path = folder.path().join(format!("{id}.json"));
            let request = Request::new(&bytes, contents).expect("a request");
            request.write(&path).expect("written");
            let read = Request::read(&path);
            assert_eq!(read.is_ok(), good, "{id}");
            if let Ok(read) = read {
                assert_eq!(read.payload().expect("a payload"), bytes);
            }
        }
        // Something that the statement does not name is not shown as if it did.
        let other = BTreeMap::from([("finding/F-9@1".to_string(), serde_json::json!({}))]);
        let path = folder.path().join("other.json");
        let request = Request::new(&bytes, other).expect("a request");
        request.write(&path).expect("written");
        assert!(Request::read(&path).is_err());
        fs::write(&path, b"{}").expect("written");
        assert!(Request::read(&path).is_err());
    }
}
