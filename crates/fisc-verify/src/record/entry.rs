//! Entries, envelopes and statements: one form each, and every other refused.

use crate::record::key;
use crate::report::Words;
use chrono::{DateTime, Timelike, Utc};
use fisc_model::act::{Act, Deed};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

const PAYLOAD_TYPE: &str = "application/vnd.in-toto+json";
const STATEMENT: &str = "https://in-toto.io/Statement/v1";
const DEED: &str = "urn:fisc:deed:v1";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    envelope: RawEnvelope,
    received: DateTime<Utc>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct RawEnvelope {
    payload: String,
    payload_type: String,
    signatures: [RawSignature; 1],
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSignature {
    keyid: String,
    sig: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Statement {
    #[serde(rename = "_type")]
    kind: String,
    subject: Vec<Subject>,
    #[serde(rename = "predicateType")]
    predicate_type: String,
    predicate: Deed,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Subject {
    name: String,
    digest: Digests,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Digests {
    sha256: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sm3: Option<String>,
}

/// An entry of the right form; its signature is not yet verified.
pub struct Entry {
    /// What is signed.
    pub payload: Vec<u8>,
    /// By which key, as the envelope says.
    pub keyid: String,
    /// The signature.
    pub signature: Vec<u8>,
    /// When the log received it.
    pub received: DateTime<Utc>,
    statement: Statement,
}

impl Entry {
    pub fn parse(bytes: &[u8]) -> Result<Entry, Words> {
        let raw: RawEntry = canonical(bytes, "entry", "条目")?;
        let [signature] = raw.envelope.signatures;
        if raw.envelope.payload_type != PAYLOAD_TYPE {
            return Err(words(
                format!("the payload type of its envelope is not {PAYLOAD_TYPE}"),
                format!("封装的 payloadType 不是 {PAYLOAD_TYPE}"),
            ));
        }
        let payload = strict(&raw.envelope.payload)?;
        let sig = strict(&signature.sig)?;
        if sig.len() != 64 || !is_digest(&signature.keyid) {
            return Err(words(
                "its signature is not 64 bytes with a keyid of 64 hex digits".into(),
                "签名不是 64 字节，或 keyid 不是 64 位十六进制数".into(),
            ));
        }
        let statement: Statement = canonical(&payload, "statement", "声明")?;
        statement.check()?;
        whole_second(raw.received)?;
        whole_second(statement.predicate.at)?;
        Ok(Entry {
            payload,
            keyid: signature.keyid,
            signature: sig,
            received: raw.received,
            statement,
        })
    }

    /// What is done.
    pub fn deed(&self) -> &Deed {
        &self.statement.predicate
    }

    /// The title of the engagement, where this opens it.
    pub fn title(&self) -> Option<&str> {
        match &self.deed().act {
            Act::Open { title, .. } => Some(title),
            _ => None,
        }
    }

    /// The SHA-256 of a subject.
    pub fn subject(&self, name: &str) -> Option<&str> {
        let subject = self.statement.subject.iter().find(|s| s.name == name)?;
        Some(&subject.digest.sha256)
    }

    /// What the signature is over: DSSE's encoding of the payload and its type.
    pub fn signed_bytes(&self) -> Vec<u8> {
        let lengths = (PAYLOAD_TYPE.len(), self.payload.len());
        let mut bytes = format!("DSSEv1 {} {PAYLOAD_TYPE} {} ", lengths.0, lengths.1).into_bytes();
        bytes.extend(&self.payload);
        bytes
    }
}

impl Statement {
    fn check(&self) -> Result<(), Words> {
        if self.kind != STATEMENT || self.predicate_type != DEED {
            return Err(words(
                format!("its statement is not a {STATEMENT} of {DEED}"),
                format!("声明不是 {DEED} 类型的 {STATEMENT}"),
            ));
        }
        let named = |s: &Subject| !s.name.is_empty() && !s.name.chars().any(char::is_control);
        let digests = |s: &Subject| {
            is_digest(&s.digest.sha256) && s.digest.sm3.as_deref().is_none_or(is_digest)
        };
        let ordered = self.subject.windows(2).all(|two| two[0].name < two[1].name);
        if ordered && self.subject.iter().all(|s| named(s) && digests(s)) {
            Ok(())
        } else {
            Err(words(
                "its subjects are not in the order of their names with digests in lower-case hex"
                    .into(),
                "声明的对象未按名称排序，或摘要不是小写十六进制数".into(),
            ))
        }
    }
}

/// A value whose canonical JSON (RFC 8785) these bytes are.
fn canonical<T: Serialize + DeserializeOwned>(
    bytes: &[u8],
    en: &str,
    zh: &str,
) -> Result<T, Words> {
    let value: T = serde_json::from_slice(bytes).map_err(|e| {
        words(
            format!("not the {en} of this format: {e}"),
            format!("不是规定格式的{zh}：{e}"),
        )
    })?;
    if serde_jcs::to_vec(&value).is_ok_and(|form| form == bytes) {
        Ok(value)
    } else {
        Err(words(
            format!("the {en} is not in its canonical form (RFC 8785)"),
            format!("{zh}不是规范形式（RFC 8785）"),
        ))
    }
}

fn strict(text: &str) -> Result<Vec<u8>, Words> {
    key::bytes(text).ok_or_else(|| {
        words(
            "its envelope holds something else than standard base64".into(),
            "封装中的内容不是标准 base64".into(),
        )
    })
}

fn whole_second(time: DateTime<Utc>) -> Result<(), Words> {
    if time.nanosecond() == 0 {
        Ok(())
    } else {
        Err(words(
            "a time in it has parts of a second".into(),
            "其中的时间含有不足一秒的部分".into(),
        ))
    }
}

fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// A sentence in both languages.
pub fn words(en: String, zh: String) -> Words {
    Words { en, zh }
}
