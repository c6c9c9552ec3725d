//! The desk: what all requests share, and the way of a request from the wire to a page and back.
//! Pages are plain functions that may wait for the disk; they run beside the network, not in it.

use crate::answer::{Answer, Wrong};
use crate::evidence::{self, Reader, Rows, Unread};
use crate::fields::Fields;
use crate::guard::{Door, Turned};
use crate::law;
use crate::release;
use crate::session::{self, Seen};
use crate::texts::Tongue;
use crate::visit::{Visit, Who};
use crate::{errors, layout};
use axum::body::{Body, to_bytes};
use axum::extract::{
    ConnectInfo, DefaultBodyLimit, Form, FromRequest, FromRequestParts, Multipart, Query,
    RawPathParams, Request,
};
use axum::http::header::{self, HeaderMap};
use axum::http::request::Parts;
use axum::http::{Method, Response};
use chrono::{DateTime, Utc};
use fisc_catalogue::Catalogue;
use fisc_i18n::Lang;
use fisc_model::lead::Lead;
use fisc_model::run::{ParameterUse, Run};
use fisc_record::key::SecretKey;
use fisc_record::keyfile::{self, KeyfileError};
use fisc_review::office::Office;
use fisc_store::Store;
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zeroize::Zeroizing;

/// Bytes of a form without files at most.
const FORM: usize = 1 << 20;

/// How a desk is set up.
pub struct Settings {
    /// The language of who says nothing about it.
    pub language: Lang,
    /// Which hosts are ours, and whether the connection is encrypted.
    pub door: Door,
    /// Bytes of a form with files at most.
    pub upload: usize,
    /// The clock.
    pub clock: fn() -> DateTime<Utc>,
}

/// What all requests share.
pub struct Desk {
    title: String,
    currency: String,
    folder: PathBuf,
    methods: BTreeMap<String, law::Method>,
    reader: Reader,
    release: Option<release::Reader>,
    settings: Settings,
    office: Mutex<Office>,
    store: Mutex<Store>,
    seen: Mutex<Seen>,
    opening: Mutex<()>,
}

/// A page: from a request to an answer.
pub type Page = fn(&Visit<'_>) -> Result<Answer, Wrong>;

/// What the last run says of itself; a folder without a run says nothing.
fn run(folder: &Path) -> Option<Run> {
    let bytes = std::fs::read(folder.join("leads/run.json")).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// The lock, also after a page broke while it held it: what it guards is written in transactions.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    /// The desk of an engagement's folder.
    ///
    /// # Errors
    /// The folder has no record, or it cannot be read.
    pub fn open(
        folder: &Path,
        catalogue: &Catalogue,
        reader: Reader,
        settings: Settings,
    ) -> Result<Desk, Wrong> {
        let mut office = Office::open(folder)?;
        let opened = office.case()?.opened();
        let title = opened.map(|o| o.title.clone()).unwrap_or_default();
        let currency = office.engagement().engagement.currency.clone();
        let mut store = Store::open(&folder.join("fisc.db"))?;
        // How long they have been idle is not known.
        store.close_all_sessions()?;
        Ok(Desk {
            title,
            currency,
            folder: folder.to_path_buf(),
            methods: law::methods(catalogue),
            reader,
            release: None,
            settings,
            office: Mutex::new(office),
            store: Mutex::new(store),
            seen: Mutex::new(Seen::default()),
            opening: Mutex::new(()),
        })
    }

    /// Takes the reader of what lies there to be confirmed.
    pub fn reads_release(&mut self, reader: release::Reader) {
        self.release = Some(reader);
    }

    /// What lies there to be confirmed, for who reads it without the office; nothing where nobody
    /// handed in a reader.
    #[must_use]
    pub fn release(&self) -> Option<&release::Reader> {
        self.release.as_ref()
    }

    /// The engagement's title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The engagement's currency.
    #[must_use]
    pub fn currency(&self) -> &str {
        &self.currency
    }

    /// A method by its code.
    #[must_use]
    pub fn method(&self, code: &str) -> Option<&law::Method> {
        self.methods.get(code)
    }

    /// All methods, by their codes.
    #[must_use]
    pub fn methods(&self) -> &BTreeMap<String, law::Method> {
        &self.methods
    }

    /// What the last run says of itself.
    #[must_use]
    pub fn run(&self) -> Option<Run> {
        run(&self.folder)
    }

    /// The rows that these leads rest on. Asked without the office: the ledger takes its time.
    ///
    /// # Errors
    /// Why there are none.
    pub fn rows(&self, leads: &[Lead]) -> Result<Rows, Unread> {
        let keys = evidence::keys(leads);
        if keys.is_empty() {
            return Ok(Rows::new());
        }
        (self.reader)(&keys)
    }

    /// The values that a method judged by in the last run.
    #[must_use]
    pub fn parameters(&self, code: &str) -> Vec<ParameterUse> {
        let run = run(&self.folder);
        let method = run.and_then(|r| r.methods.into_iter().find(|m| m.code == code));
        method.map(|m| m.parameters).unwrap_or_default()
    }

    /// The office, for as long as the guard lives.
    pub fn office(&self) -> MutexGuard<'_, Office> {
        lock(&self.office)
    }

    /// The file, for what is not of the record.
    pub fn store(&self) -> MutexGuard<'_, Store> {
        lock(&self.store)
    }

    /// When sessions were last used.
    pub fn seen(&self) -> MutexGuard<'_, Seen> {
        lock(&self.seen)
    }

    /// Opens a sealed key, one at a time: each takes 128 MiB while it is opened.
    ///
    /// # Errors
    /// Another passphrase, or no key file.
    pub fn open_key(&self, sealed: &str, passphrase: &str) -> Result<SecretKey, KeyfileError> {
        let _turn = lock(&self.opening);
        keyfile::open(sealed, passphrase)
    }

    /// Whether the connection is encrypted.
    #[must_use]
    pub fn tls(&self) -> bool {
        self.settings.door.tls
    }

    /// The way of one request.
    pub async fn answer(self: Arc<Desk>, request: Request, page: Page) -> Response<Body> {
        let (mut parts, body) = request.into_parts();
        let params = RawPathParams::from_request_parts(&mut parts, &()).await;
        let params: BTreeMap<String, String> = params
            .map(|p| {
                p.iter()
                    .map(|(k, v)| (k.to_string(), v.to_string()))
                    .collect()
            })
            .unwrap_or_default();
        let door = &self.settings.door;
        let admitted = door.admit(&parts.method, &parts.uri, &parts.headers);
        let fields = match admitted {
            Ok(()) => self.fields(&parts, body).await,
            // One message for both: whoever built the request knows which it is.
            Err(Turned::Host | Turned::Elsewhere) => Err(Wrong::Elsewhere),
        };
        let desk = Arc::clone(&self);
        let done = tokio::task::spawn_blocking(move || desk.sync(&parts, params, fields, page));
        let mut response = match done.await {
            Ok(answer) => answer.into_response(),
            // A page that panicked; what it did was in a transaction.
            Err(_) => {
                let status = axum::http::StatusCode::INTERNAL_SERVER_ERROR;
                Answer::of(status, "text/plain; charset=utf-8", b"500".to_vec()).into_response()
            }
        };
        self.settings.door.seal(response.headers_mut());
        response
    }

    /// The part that may wait for the disk.
    fn sync(
        &self,
        parts: &Parts,
        params: BTreeMap<String, String>,
        fields: Result<Fields, Wrong>,
        page: Page,
    ) -> Answer {
        let address = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let mut visit = Visit {
            desk: self,
            tongue: Tongue(self.language(&parts.headers)),
            path: parts.uri.path().to_string(),
            asked: parts
                .uri
                .path_and_query()
                .map_or_else(|| "/".to_string(), |p| p.as_str().to_string()),
            parts: params,
            query: query(parts),
            fields: Fields::default(),
            post: parts.method == Method::POST,
            who: None,
            token: cookie(&parts.headers, session::cookie_name(self.tls())).map(Zeroizing::new),
            from: address.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |a| a.0.ip()),
            now: (self.settings.clock)(),
        };
        let answer = fields.and_then(|fields| {
            visit.fields = fields;
            visit.who = self.who(&visit)?;
            page(&visit)
        });
        answer.unwrap_or_else(|wrong| errors::answer(&visit, &wrong))
    }

    /// Who has this session, with what the record says of them now.
    fn who(&self, visit: &Visit<'_>) -> Result<Option<Who>, Wrong> {
        let Some(token) = &visit.token else {
            return Ok(None);
        };
        let found = session::person(&mut self.store(), &mut self.seen(), token, visit.now)?;
        let Some(id) = found else { return Ok(None) };
        let mut office = self.office();
        Ok(crate::reading::who(office.case()?, &id))
    }

    fn language(&self, headers: &HeaderMap) -> Lang {
        match cookie(headers, "fisc-language").as_deref() {
            Some("zh") => return Lang::Zh,
            Some("en") => return Lang::En,
            _ => {}
        }
        accepted(headers).unwrap_or(self.settings.language)
    }

    /// The values of a form, read whole before any page sees them.
    async fn fields(&self, parts: &Parts, body: Body) -> Result<Fields, Wrong> {
        let mut fields = Fields::default();
        if parts.method != Method::POST {
            return Ok(fields);
        }
        let kind = parts.headers.get(header::CONTENT_TYPE);
        let kind = kind.and_then(|k| k.to_str().ok()).unwrap_or_default();
        let files = kind.starts_with("multipart/form-data");
        let limit = if files { self.settings.upload } else { FORM };
        let announced = parts.headers.get(header::CONTENT_LENGTH);
        let announced = announced.and_then(|l| l.to_str().ok()?.parse::<usize>().ok());
        if announced.is_some_and(|n| n > limit) {
            return Err(Wrong::TooLarge(limit));
        }
        let bytes = to_bytes(body, limit)
            .await
            .map_err(|_| Wrong::TooLarge(limit))?;
        if bytes.is_empty() {
            return Ok(fields);
        }
        let request = Request::from_parts(parts.clone(), Body::from(bytes));
        if files {
            let unreadable = |_| Wrong::Unreadable;
            let form = Multipart::from_request(request, &()).await;
            let mut form = form.map_err(|_| Wrong::Unreadable)?;
            while let Some(field) = form.next_field().await.map_err(unreadable)? {
                let name = field.name().unwrap_or_default().to_string();
                match field.file_name().map(str::to_string) {
                    Some(file) => {
                        let bytes = field.bytes().await.map_err(unreadable)?;
                        fields.put_file(&name, &file, bytes.to_vec());
                    }
                    None => fields.put(&name, &field.text().await.map_err(unreadable)?),
                }
            }
        } else {
            let form = Form::<Vec<(String, String)>>::from_request(request, &()).await;
            let Form(pairs) = form.map_err(|_| Wrong::Unreadable)?;
            for (name, value) in pairs {
                fields.put(&name, &Zeroizing::new(value));
            }
        }
        Ok(fields)
    }
}

fn query(parts: &Parts) -> Fields {
    let mut fields = Fields::default();
    if let Ok(Query(pairs)) = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri) {
        for (name, value) in pairs {
            fields.put(&name, &value);
        }
    }
    fields
}

/// The first language of a browser's that we speak.
pub fn accepted(headers: &HeaderMap) -> Option<Lang> {
    let wanted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    wanted.split(',').find_map(|part| {
        let part = part.trim().to_ascii_lowercase();
        if part.starts_with("zh") {
            Some(Lang::Zh)
        } else if part.starts_with("en") {
            Some(Lang::En)
        } else {
            None
        }
    })
}

/// The value of a cookie; of two of one name the first.
fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).iter();
    let pairs = lines
        .filter_map(|l| l.to_str().ok())
        .flat_map(|l| l.split(';'));
    pairs
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(n, _)| *n == name)
        .map(|(_, value)| value.to_string())
}

/// The switch of language: a cookie, and back to where one was.
pub fn language(v: &Visit<'_>) -> Result<Answer, Wrong> {
    let code = match v.part("code") {
        code @ ("en" | "zh") => code,
        _ => return Err(Wrong::NotThere),
    };
    let secure = if v.desk.tls() { "; Secure" } else { "" };
    let line =
        format!("fisc-language={code}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000{secure}");
    Ok(Answer::elsewhere(layout::own_path(v.query.get("back"))).with_cookie(&line))
}

/// Forms may be larger than axum allows by itself: our own limit comes first.
pub fn unlimited() -> DefaultBodyLimit {
    DefaultBodyLimit::disable()
}
