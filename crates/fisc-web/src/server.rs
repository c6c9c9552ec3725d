//! The wire: which address is listened on, with or without encryption, and which page stands under
//! which path.

use crate::answer::{Answer, Wrong};
use crate::desk::{self, Desk, Page, Settings};
use crate::evidence::Reader;
use crate::guard::Door;
use crate::pages::{
    account, accountability, auditees, changes, coverage, documents, file, finding, findings, gate,
    home, lead, leads, login, methods, papers, people, public, record, rectification, referrals,
    release, risk, together,
};
use crate::sign;
use crate::socket::{Socket, hosts};
use crate::visit::Visit;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::routing::{MethodRouter, get, post};
use chrono::{DateTime, Utc};
use fisc_catalogue::Catalogue;
use fisc_i18n::Lang;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// Bytes of a form with files at most.
const UPLOAD: usize = 32 << 20;

/// How all pages look, and the mark in the browser's tab.
pub(crate) const STYLE: &[u8] = include_bytes!("style.css");
pub(crate) const ICON: &[u8] = include_bytes!("icon.svg");

/// How to serve.
#[derive(Clone, Debug)]
pub struct Serve {
    /// Where to listen.
    pub address: SocketAddr,
    /// Names by which browsers reach it, beside the address itself.
    pub hosts: Vec<String>,
    /// Certificate chain and key, as PEM files.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// The language of who says nothing about it.
    pub language: Lang,
}

/// Why the desk, or the form, does not serve.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Passwords would cross a network in the clear.
    #[error(
        "{0} is not an address of this machine alone; to listen there, give a certificate and its key (--certificate and --key)"
    )]
    Open(SocketAddr),
    /// The folder, or the record in it.
    #[error("{0}")]
    Desk(String),
    /// The folder of the form's submissions.
    #[error("{}: {source}; the form must be able to make files in it", path.display())]
    Inbox {
        /// Where.
        path: PathBuf,
        /// What was wrong.
        source: io::Error,
    },
    /// The certificate or its key.
    #[error("{} or {}: {source}; both must be PEM files, and the key must be that of the certificate", certificate.display(), key.display())]
    Tls {
        /// The chain.
        certificate: PathBuf,
        /// The key.
        key: PathBuf,
        /// What was wrong.
        source: io::Error,
    },
    /// The network.
    #[error("{address}: {source}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// What was wrong.
        source: io::Error,
    },
}

/// The system's clock, in the whole seconds of the record.
fn clock() -> DateTime<Utc> {
    let now = DateTime::<Utc>::from(SystemTime::now());
    DateTime::from_timestamp(now.timestamp(), 0).unwrap_or(now)
}

/// A listening desk.
pub struct Listening {
    desk: Arc<Desk>,
    socket: Socket,
}

impl Listening {
    /// Opens the record and the address; nothing is answered yet. `reader` reads rows of the ledger.
    ///
    /// # Errors
    /// See [`ServeError`].
    pub fn new(
        folder: &Path,
        catalogue: &Catalogue,
        serve: &Serve,
        reader: Reader,
    ) -> Result<Listening, ServeError> {
        Listening::with_clock(folder, catalogue, serve, reader, clock)
    }

    /// The same by another clock: for tests.
    ///
    /// # Errors
    /// See [`ServeError`].
    pub fn with_clock(
        folder: &Path,
        catalogue: &Catalogue,
        serve: &Serve,
        reader: Reader,
        clock: fn() -> DateTime<Utc>,
    ) -> Result<Listening, ServeError> {
        let socket = Socket::bind(serve.address, serve.tls.clone())?;
        let tls = serve.tls.is_some();
        let settings = Settings {
            language: serve.language,
            door: Door {
                hosts: hosts(socket.address, &serve.hosts, tls),
                tls,
            },
            upload: UPLOAD,
            clock,
        };
        let desk = Desk::open(folder, catalogue, reader, settings).map_err(|wrong| {
            ServeError::Desk(match wrong {
                Wrong::Broken(text) => text,
                other => format!("{other:?}"),
            })
        })?;
        Ok(Listening {
            desk: Arc::new(desk),
            socket,
        })
    }

    /// With what lies there to be confirmed before a release.
    #[must_use]
    pub fn with_release(mut self, reader: crate::release::Reader) -> Listening {
        if let Some(desk) = Arc::get_mut(&mut self.desk) {
            desk.reads_release(reader);
        }
        self
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.socket.address
    }

    /// Answers until the process ends.
    ///
    /// # Errors
    /// See [`ServeError`].
    pub fn run(self) -> Result<(), ServeError> {
        self.socket.run(router(self.desk))
    }
}

fn show(page: Page) -> MethodRouter<Arc<Desk>> {
    get(move |State(desk): State<Arc<Desk>>, request: Request| desk.answer(request, page))
}

fn take(page: Page) -> MethodRouter<Arc<Desk>> {
    post(move |State(desk): State<Arc<Desk>>, request: Request| desk.answer(request, page))
}

fn both(page: Page) -> MethodRouter<Arc<Desk>> {
    let answer = move |State(desk): State<Arc<Desk>>, request: Request| desk.answer(request, page);
    get(answer).post(answer)
}

/// All paths.
fn router(desk: Arc<Desk>) -> Router {
    Router::new()
        .route("/", show(home::page))
        .route("/login", both(login::page))
        .route("/logout", take(login::logout))
        .route("/account", both(account::page))
        .route("/language/{code}", show(desk::language))
        .route("/leads", show(leads::page))
        .route("/leads/{lead}", both(lead::page))
        .route("/findings", show(findings::page))
        .route("/findings/new", both(findings::new))
        .route("/findings/{finding}", both(finding::page))
        .route("/findings/{finding}/changes", show(changes::page))
        .route("/findings/{finding}/edit", both(findings::edit))
        .route("/decide/{stage}", both(together::page))
        .route("/accountability", both(accountability::page))
        .route("/papers/{kind}", show(papers::page))
        .route("/papers/{kind}/file", show(papers::file))
        .route("/documents", both(documents::page))
        .route("/documents/{document}", both(documents::one))
        .route("/rectification", show(rectification::page))
        .route("/rectification/{finding}", both(rectification::one))
        .route("/auditees", show(auditees::page))
        .route("/auditees/{auditee}", show(auditees::one))
        .route("/methods", show(methods::page))
        .route("/methods/{method}", show(methods::one))
        .route("/coverage", show(coverage::page))
        .route("/public", show(public::page))
        .route("/risk", show(risk::page))
        .route("/risk/{auditee}", show(risk::one))
        .route("/gate", show(gate::page))
        .route("/gate/release", both(release::page))
        .route("/gate/list", show(release::list))
        .route("/gate/files/{*path}", show(release::file))
        .route("/people", both(people::page))
        .route("/record", show(record::page))
        .route("/record/{index}", show(record::entry))
        .route("/record/{index}/envelope", show(record::envelope))
        .route("/referrals", both(referrals::page))
        .route("/referrals/letter", show(referrals::letter))
        .route("/referrals/documents/{document}", both(referrals::one))
        .route("/files/{sha256}", show(file::record))
        .route("/referrals/files/{sha256}", show(file::referral))
        .route("/sign", take(sign::sign))
        .route("/sign/request", take(sign::request))
        .route("/sign/answer", take(sign::signed))
        .route("/style.css", show(style))
        .route("/icon.svg", show(icon))
        .fallback(|State(desk): State<Arc<Desk>>, request: Request| desk.answer(request, nothing))
        .method_not_allowed_fallback(|State(desk): State<Arc<Desk>>, request: Request| {
            desk.answer(request, nothing)
        })
        .layer(desk::unlimited())
        .with_state(desk)
}

fn nothing(v: &Visit<'_>) -> Result<Answer, Wrong> {
    v.who()?;
    Err(Wrong::NotThere)
}

fn style(_: &Visit<'_>) -> Result<Answer, Wrong> {
    let mut bytes = STYLE.to_vec();
    bytes.extend_from_slice(fisc_publish::risk::STYLE.as_bytes());
    let answer = Answer::of(StatusCode::OK, "text/css; charset=utf-8", bytes);
    Ok(answer.with(header::CACHE_CONTROL, "no-cache"))
}

fn icon(_: &Visit<'_>) -> Result<Answer, Wrong> {
    let answer = Answer::of(StatusCode::OK, "image/svg+xml", ICON.to_vec());
    Ok(answer.with(header::CACHE_CONTROL, "no-cache"))
}
