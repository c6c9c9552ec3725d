//! The public's web form for feedback: a process of its own, apart from the desk. It knows a release and
//! a folder that it puts submissions into; no engagement, no record, no book, no key. Who breaks into it
//! finds what is published anyway, and what others sent and the office has not taken in yet. It sets no
//! cookie and writes down no address.

mod decode;
mod inbox;
mod page;
mod rate;

use crate::answer::Answer;
use crate::desk;
use crate::fields::Fields;
use crate::form::Fault;
use crate::guard::Door;
use crate::server::ServeError;
use crate::socket::{Socket, hosts};
use crate::texts::Tongue;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request};
use axum::http::header::{self, HeaderMap};
use axum::http::request::Parts;
use axum::http::{Method, Response, StatusCode};
use chrono::{DateTime, TimeDelta, Utc};
use fisc_i18n::Lang;
use fisc_public::Terms;
use fisc_public::feedback::{Issued, Submission, receipt};
use page::View;
use rate::Rates;
pub use rate::{Limits, Pace};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Bytes of a submission at most: 5,000 characters, each sent as twelve bytes, and as much again, so that
/// who wrote a little too much is told so beside the field.
const LARGEST: usize = 128 << 10;
/// Characters of a text.
const TEXT: usize = 5_000;
/// Characters of a name, and of how one is reached.
const LINE: usize = 200;
/// How long a submission may take to arrive.
const PATIENCE: Duration = Duration::from_secs(30);
/// The field that people do not see and programs fill in.
const TRAP: &str = "homepage";

/// How many submissions there were since the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Stored.
    pub received: u64,
    /// Turned away.
    pub refused: u64,
    /// Thanked and thrown away: a program had filled in what nobody sees.
    pub trapped: u64,
}

/// How the form is set up.
pub struct Settings {
    /// Where to listen.
    pub address: SocketAddr,
    /// Names by which browsers reach it, beside the address itself.
    pub hosts: Vec<String>,
    /// Certificate chain and key, as PEM files.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// A proxy stands before it that encrypts, keeps the name that browsers ask for, and says last in
    /// `X-Forwarded-For` who asks.
    pub behind_proxy: bool,
    /// The language of who says nothing about it.
    pub language: Lang,
    /// What it tells of the release.
    pub issued: Issued,
    /// What it promises.
    pub terms: Terms,
    /// Where it puts submissions.
    pub inbox: PathBuf,
    /// How many it takes.
    pub limits: Limits,
    /// The clock.
    pub clock: fn() -> DateTime<Utc>,
    /// Is told the counts when something was received, of refusals once a minute, and what failed: never
    /// what was sent or by whom.
    pub tell: fn(Counts, Option<&str>),
}

/// Why a submission, or a request, gets no for an answer.
enum No {
    /// There is no such page.
    NotThere,
    /// From another site, or for another host.
    Elsewhere,
    /// More bytes than a submission has.
    TooLarge,
    /// Not a form in UTF-8, or it took too long.
    Unreadable,
    /// Too many lately.
    TooMany,
    /// The inbox takes no more.
    Full,
    /// It could not be stored; what failed is told to who runs the form.
    Broken(String),
}

/// The form, listening.
pub struct Listening {
    form: Arc<Intake>,
    socket: Socket,
}

struct Intake {
    settings: Settings,
    door: Door,
    rates: Mutex<Rates>,
    counts: Mutex<(Counts, Option<DateTime<Utc>>)>,
}

impl Listening {
    /// Opens the address and the inbox; nothing is answered yet.
    ///
    /// # Errors
    /// See [`ServeError`].
    pub fn new(settings: Settings) -> Result<Listening, ServeError> {
        inbox::open(&settings.inbox).map_err(|source| ServeError::Inbox {
            path: settings.inbox.clone(),
            source,
        })?;
        let socket = Socket::bind(settings.address, settings.tls.clone())?;
        let tls = settings.tls.is_some() || settings.behind_proxy;
        let mut names = hosts(socket.address, &settings.hosts, tls);
        if settings.behind_proxy {
            // Browsers name the proxy's port, which is the usual one.
            names.extend(settings.hosts.iter().map(|h| h.to_ascii_lowercase()));
        }
        let form = Intake {
            door: Door { hosts: names, tls },
            rates: Mutex::new(Rates::new(settings.limits)),
            counts: Mutex::default(),
            settings,
        };
        Ok(Listening {
            form: Arc::new(form),
            socket,
        })
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
        let form = self.form;
        let answer = move |request: Request| Arc::clone(&form).answer(request);
        self.socket.run(Router::new().fallback(answer))
    }
}

impl Intake {
    /// The way of one request; what waits for the disk runs beside the network.
    async fn answer(self: Arc<Intake>, request: Request) -> Response<Body> {
        let (parts, body) = request.into_parts();
        let fields = match self.door.admit(&parts.method, &parts.uri, &parts.headers) {
            Ok(()) => fields(&parts, body).await,
            Err(_) => Err(No::Elsewhere),
        };
        let form = Arc::clone(&self);
        let done = tokio::task::spawn_blocking(move || form.sync(&parts, fields)).await;
        let mut response = done
            .unwrap_or_else(|_| {
                let status = StatusCode::INTERNAL_SERVER_ERROR;
                Answer::of(status, "text/plain; charset=utf-8", b"500".to_vec())
            })
            .into_response();
        self.door.seal(response.headers_mut());
        response
    }

    fn sync(&self, parts: &Parts, fields: Result<Fields, No>) -> Answer {
        let query = parts.uri.query().unwrap_or_default();
        let query = decode::form(query.as_bytes()).unwrap_or_default();
        let view = View {
            form: &self.settings,
            tongue: Tongue(self.language(&query, &parts.headers)),
            path: parts.uri.path(),
            finding: query.get("finding"),
        };
        let post = parts.method == Method::POST;
        let here = matches!(view.path, "/" | "/feedback");
        let answer = fields.and_then(|fields| match (post, view.path) {
            (true, _) if here => self.submitted(&view, parts, &fields),
            (false, _) if here => Ok(view.form(StatusCode::OK, &Fields::default(), &[])),
            (false, "/style.css") => Ok(file("text/css; charset=utf-8", crate::server::STYLE)),
            (false, "/icon.svg") => Ok(file("image/svg+xml", crate::server::ICON)),
            _ => Err(No::NotThere),
        });
        answer.unwrap_or_else(|no| {
            if post {
                let broken = match &no {
                    No::Broken(error) => Some(error.as_str()),
                    _ => None,
                };
                self.count(|c| c.refused += 1, broken);
            }
            view.no(&no)
        })
    }

    fn submitted(&self, view: &View<'_>, parts: &Parts, fields: &Fields) -> Result<Answer, No> {
        let mut random = [0; 8];
        getrandom::fill(&mut random).map_err(|e| No::Broken(e.to_string()))?;
        let receipt = receipt(random);
        if !fields.get(TRAP).is_empty() {
            self.count(|c| c.trapped += 1, None);
            return Ok(view.thanks(&receipt));
        }
        let faults = faults(view, fields);
        if !faults.is_empty() {
            return Ok(view.form(StatusCode::UNPROCESSABLE_ENTITY, fields, &faults));
        }
        let now = (self.settings.clock)();
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |a| a.0.ip());
        let from = match self.settings.behind_proxy {
            true => rate::forwarded(&parts.headers).unwrap_or(peer),
            false => peer,
        };
        let mut rates = self.rates.lock().unwrap_or_else(PoisonError::into_inner);
        if !rates.admit(from, now) {
            return Err(No::TooMany);
        }
        let some = |name: &str| Some(fields.get(name).to_string()).filter(|v| !v.is_empty());
        let submission = Submission {
            receipt,
            received_on: fisc_review::day(now),
            finding: some("finding"),
            text: fields.get("text").to_string(),
            name: some("name"),
            contact: some("contact"),
        };
        // Under the same lock: two at once must not both be the last that the inbox takes.
        let folder = &self.settings.inbox;
        let broken = |e: std::io::Error| No::Broken(format!("{}: {e}", folder.display()));
        if inbox::waiting(folder).map_err(broken)? >= self.settings.limits.waiting {
            return Err(No::Full);
        }
        inbox::store(folder, &submission).map_err(broken)?;
        drop(rates);
        self.count(|c| c.received += 1, None);
        Ok(view.thanks(&submission.receipt))
    }

    fn count(&self, change: impl FnOnce(&mut Counts), broken: Option<&str>) {
        let mut guard = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let (counts, told) = &mut *guard;
        let before = counts.received;
        change(counts);
        let now = (self.settings.clock)();
        let lately = told.is_some_and(|t| t <= now && now - t < TimeDelta::minutes(1));
        if counts.received > before || broken.is_some() || !lately {
            *told = Some(now);
            (self.settings.tell)(*counts, broken);
        }
    }

    /// The address says the language, because a cookie would be one more thing to explain.
    fn language(&self, query: &Fields, headers: &HeaderMap) -> Lang {
        match query.get("lang") {
            "zh" => Lang::Zh,
            "en" => Lang::En,
            _ => desk::accepted(headers).unwrap_or(self.settings.language),
        }
    }
}

fn file(kind: &'static str, bytes: &[u8]) -> Answer {
    Answer::of(StatusCode::OK, kind, bytes.to_vec()).with(header::CACHE_CONTROL, "no-cache")
}

/// What was sent, read whole before anything is done with it.
async fn fields(parts: &Parts, body: Body) -> Result<Fields, No> {
    if parts.method != Method::POST {
        return match parts.method {
            Method::GET | Method::HEAD => Ok(Fields::default()),
            _ => Err(No::NotThere),
        };
    }
    let text = |name| parts.headers.get(name).and_then(|v| v.to_str().ok());
    let announced = text(header::CONTENT_LENGTH).and_then(|l| l.parse::<usize>().ok());
    if announced.is_some_and(|n| n > LARGEST) {
        return Err(No::TooLarge);
    }
    let kind = text(header::CONTENT_TYPE).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(No::Unreadable);
    }
    let bytes = tokio::time::timeout(PATIENCE, to_bytes(body, LARGEST)).await;
    let bytes = bytes.map_err(|_| No::Unreadable)?;
    decode::form(&bytes.map_err(|_| No::TooLarge)?).ok_or(No::Unreadable)
}

/// What is missing or wrong, field by field.
fn faults(view: &View<'_>, fields: &Fields) -> Vec<Fault> {
    let t = view.tongue;
    let mut faults = Vec::new();
    let mut wrong = |field: &str, message: String| {
        let field = field.to_string();
        faults.push(Fault { field, message });
    };
    let length = |name: &str| fields.get(name).chars().count();
    let number = fields.get("finding");
    if !number.is_empty() && !view.form.issued.findings.iter().any(|f| f.0 == number) {
        wrong("finding", t.t("intake-no-finding").into());
    }
    match length("text") {
        0 => wrong("text", t.t("intake-empty").into()),
        n if n > TEXT => {
            let places = [("most", TEXT.into()), ("now", n.into())];
            wrong("text", t.say("intake-long", &places));
        }
        _ => {}
    }
    for name in ["name", "contact"] {
        if length(name) > LINE {
            let places = [("most", LINE.into()), ("now", length(name).into())];
            wrong(name, t.say("intake-long", &places));
        }
    }
    faults
}
