//! The wire: which address is listened on, with or without encryption, and which page stands under
//! which path.

use crate::answer::{Answer, Wrong};
use crate::desk::{self, Desk, Page, Settings};
use crate::evidence::Reader;
use crate::guard::Door;
use crate::pages::{
    account, accountability, auditees, changes, coverage, documents, file, finding, findings, gate,
    home, lead, leads, login, methods, papers, people, public, record, rectification, referrals,
    release, together,
};
use crate::sign;
use crate::visit::Visit;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::routing::{MethodRouter, get, post};
use axum_server::tls_rustls::RustlsConfig;
use chrono::{DateTime, Utc};
use fisc_catalogue::Catalogue;
use fisc_i18n::Lang;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// Bytes of a form with files at most.
const UPLOAD: usize = 32 << 20;

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

/// Why the desk does not serve.
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
    listener: TcpListener,
    address: SocketAddr,
    tls: Option<(PathBuf, PathBuf)>,
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
        if !serve.address.ip().is_loopback() && serve.tls.is_none() {
            return Err(ServeError::Open(serve.address));
        }
        let listen = |source| ServeError::Listen {
            address: serve.address,
            source,
        };
        let listener = TcpListener::bind(serve.address).map_err(listen)?;
        listener.set_nonblocking(true).map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let tls = serve.tls.is_some();
        let settings = Settings {
            language: serve.language,
            door: Door {
                hosts: hosts(address, &serve.hosts, tls),
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
            listener,
            address,
            tls: serve.tls.clone(),
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
        self.address
    }

    /// Answers until the process ends.
    ///
    /// # Errors
    /// See [`ServeError`].
    pub fn run(self) -> Result<(), ServeError> {
        let listen = |source| ServeError::Listen {
            address: self.address,
            source,
        };
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(listen)?;
        let service = router(self.desk).into_make_service_with_connect_info::<SocketAddr>();
        runtime.block_on(async {
            match self.tls {
                None => {
                    let server = axum_server::from_tcp(self.listener).map_err(listen)?;
                    server.serve(service).await.map_err(listen)
                }
                Some((certificate, key)) => {
                    let config = RustlsConfig::from_pem_file(&certificate, &key).await;
                    let config = config.map_err(|source| ServeError::Tls {
                        certificate,
                        key,
                        source,
                    })?;
                    let server = axum_server::from_tcp_rustls(self.listener, config);
                    let server = server.map_err(listen)?;
                    server.serve(service).await.map_err(listen)
                }
            }
        })
    }
}

/// How browsers name this server: with the port, and without where it is the usual one.
fn hosts(address: SocketAddr, names: &[String], tls: bool) -> Vec<String> {
    let mut all: Vec<String> = vec![address.to_string()];
    let usual = if tls { 443 } else { 80 };
    let mut named: Vec<String> = names.iter().map(|n| n.to_ascii_lowercase()).collect();
    if address.ip().is_loopback() {
        named.push("localhost".into());
    }
    for name in named {
        all.push(format!("{name}:{}", address.port()));
        if address.port() == usual {
            all.push(name);
        }
    }
    if address.port() == usual {
        let ip = address.to_string();
        all.push(ip.trim_end_matches(&format!(":{usual}")).to_string());
    }
    all
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
    let bytes = include_bytes!("style.css").to_vec();
    let answer = Answer::of(StatusCode::OK, "text/css; charset=utf-8", bytes);
    Ok(answer.with(header::CACHE_CONTROL, "no-cache"))
}

fn icon(_: &Visit<'_>) -> Result<Answer, Wrong> {
    let bytes = include_bytes!("icon.svg").to_vec();
    let answer = Answer::of(StatusCode::OK, "image/svg+xml", bytes);
    Ok(answer.with(header::CACHE_CONTROL, "no-cache"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_answers_to_its_own_names_only() {
        let at = |text: &str| text.parse::<SocketAddr>().expect("an address");
        assert_eq!(
            hosts(at("127.0.0.1:8080"), &[], false),
            ["127.0.0.1:8080", "localhost:8080"]
        );
        assert_eq!(
            hosts(at("10.0.0.5:443"), &["Desk.example".into()], true),
            [
                "10.0.0.5:443",
                "desk.example:443",
                "desk.example",
                "10.0.0.5"
            ]
        );
    }

    #[test]
    fn an_open_address_needs_a_certificate() {
        let serve = Serve {
            address: "0.0.0.0:0".parse().expect("an address"),
            hosts: Vec::new(),
            tls: None,
            language: Lang::En,
        };
        let reader: Reader = Box::new(|_| Err(crate::evidence::Unread::NoLedger));
        let nowhere = Path::new("nowhere");
        let refused = Listening::new(nowhere, &Catalogue::embedded(), &serve, reader).err();
        let text = refused.expect("refused").to_string();
        assert!(text.contains("--certificate"), "{text}");
    }
}
