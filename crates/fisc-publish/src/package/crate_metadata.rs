//! ro-crate-metadata.json, RO-Crate 1.2: who made the package of what with which program, and every
//! file with its size and SHA-256, for catalogues of research data.

use crate::Package;
use crate::publication::Publication;
use fisc_model::digest::sha256_hex;
use fisc_record::canonical::{self, CanonicalError};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Where it stands.
pub const PATH: &str = "ro-crate-metadata.json";

/// The metadata over these files. `inputs` are the digests of what the package was made from, by
/// name; `software` is the version of the program.
pub(super) fn json(
    p: &Publication,
    files: &Package,
    inputs: &BTreeMap<String, String>,
    software: &str,
) -> Result<Vec<u8>, CanonicalError> {
    let id = |id: &str| json!({ "@id": id });
    let about = super::words::both("about");
    let licence = &p.issue.licence;
    let mut graph: Vec<Value> = vec![
        json!({
            "@id": PATH,
            "@type": "CreativeWork",
            "about": id("./"),
            "conformsTo": id("https://w3id.org/ro/crate/1.2"),
        }),
        json!({
            "@id": "./",
            "@type": "Dataset",
            "name": p.title,
            "description": about.join(" "),
            "datePublished": p.issue.published_on,
            "dateCreated": p.issue.written_on,
            "version": p.issue.release.to_string(),
            "identifier": p.issue.index_number,
            "license": id(&licence.address),
            "author": id("#body"),
            "publisher": id("#body"),
            "inLanguage": ["zh", "en"],
            "hasPart": files.keys().map(|path| id(&encoded(path))).collect::<Vec<_>>(),
            "mentions": id("#made"),
        }),
        json!({
            "@id": licence.address,
            "@type": "CreativeWork",
            "name": licence.name,
            "description": licence.name,
        }),
        json!({
            "@id": "#body",
            "@type": "Organization",
            "name": p.issue.body.zh,
            "alternateName": p.issue.body.en,
            "url": p.issue.address,
            "contactPoint": id("#contact"),
        }),
        json!({
            "@id": "#contact",
            "@type": "ContactPoint",
            "name": p.issue.contact.zh,
            "description": p.issue.contact.en,
            "contactType": "publication",
        }),
        json!({
            "@id": "#fisc",
            "@type": "SoftwareApplication",
            "name": "fisc",
            "version": software,
            "softwareVersion": software,
            "url": p.issue.address,
        }),
        json!({
            "@id": "#made",
            "@type": "CreateAction",
            "name": "fisc publish",
            "agent": id("#body"),
            "instrument": id("#fisc"),
            "object": inputs.keys().map(|name| id(&input(name))).collect::<Vec<_>>(),
            "result": id("./"),
            "endTime": p.issue.published_on,
        }),
    ];
    for (name, digest) in inputs {
        graph.push(json!({
            "@id": input(name), "@type": "CreativeWork", "name": name, "sha256": digest,
        }));
    }
    for (path, bytes) in files {
        graph.push(json!({
            "@id": encoded(path),
            "@type": "File",
            "name": path,
            "contentSize": bytes.len().to_string(),
            "encodingFormat": format_of(path),
            "sha256": sha256_hex(bytes),
        }));
    }
    canonical::to_vec(&json!({
        "@context": "https://w3id.org/ro/crate/1.2/context",
        "@graph": graph,
    }))
}

fn input(name: &str) -> String {
    format!("#input-{}", encoded(name))
}

/// A path as an IRI may have it.
fn encoded(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn format_of(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "csv" => "text/csv",
        "json" => "application/json",
        "html" => "text/html",
        "css" => "text/css",
        "js" => "text/javascript",
        "svg" => "image/svg+xml",
        "xml" => "application/xml",
        "txt" | "md" => "text/plain",
        "parquet" => "application/vnd.apache.parquet",
        _ => "application/octet-stream",
    }
}
