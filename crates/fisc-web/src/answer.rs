//! What a page gives back, and why it may give nothing.

use axum::body::Body;
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Response, StatusCode};
use fisc_model::lead::Bilingual;
use fisc_review::office::OfficeError;
use fisc_store::StoreError;
use maud::Markup;

/// An answer to a request.
pub struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    /// A page.
    #[must_use]
    pub fn page(status: StatusCode, page: Markup) -> Answer {
        let body = page.into_string().into_bytes();
        Answer::of(status, "text/html; charset=utf-8", body)
    }

    /// Bytes of a kind.
    #[must_use]
    pub fn of(status: StatusCode, kind: &'static str, body: Vec<u8>) -> Answer {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        Answer {
            status,
            headers,
            body,
        }
    }

    /// A file to keep, never one to show: what an auditee sent is nothing that this site says.
    #[must_use]
    pub fn file(name: &str, kind: &'static str, body: Vec<u8>) -> Answer {
        let mut answer = Answer::of(StatusCode::OK, kind, body);
        let mut plain = String::new();
        let mut encoded = String::new();
        for c in name.chars() {
            let safe = c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
            plain.push(if safe { c } else { '_' });
            if safe {
                encoded.push(c);
            } else {
                let mut buffer = [0; 4];
                for byte in c.encode_utf8(&mut buffer).bytes() {
                    encoded.push_str(&format!("%{byte:02X}"));
                }
            }
        }
        let line = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
        answer.set(header::CONTENT_DISPOSITION, &line);
        answer
    }

    /// Go and look there.
    #[must_use]
    pub fn elsewhere(path: &str) -> Answer {
        let mut answer = Answer::of(StatusCode::SEE_OTHER, "text/plain", Vec::new());
        answer.set(header::LOCATION, path);
        answer
    }

    fn set(&mut self, name: header::HeaderName, value: &str) {
        // A value that cannot be one is left out: a browser then asks for a name of its own.
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.append(name, value);
        }
    }

    /// With a cookie.
    #[must_use]
    pub fn with_cookie(mut self, line: &str) -> Answer {
        self.set(header::SET_COOKIE, line);
        self
    }

    /// With a further header.
    #[must_use]
    pub fn with(mut self, name: header::HeaderName, value: &str) -> Answer {
        self.set(name, value);
        self
    }

    /// As axum sends it.
    #[must_use]
    pub fn into_response(self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

/// Why a page gives no answer of its own.
#[derive(Debug)]
pub enum Wrong {
    /// Nobody is logged in.
    Stranger,
    /// There is nothing there, or nothing that this person may know of: the same words for both.
    NotThere,
    /// Logged in, but not for this.
    NotYours,
    /// A form from another site, or a host that is not ours.
    Elsewhere,
    /// More bytes than a form may have.
    TooLarge(usize),
    /// Not a form.
    Unreadable,
    /// Too many attempts to log in.
    TooMany,
    /// A rule says no.
    Refused {
        /// Which.
        rule: String,
        /// In its words.
        message: Bilingual,
    },
    /// Something is broken here; the text is for who runs the desk.
    Broken(String),
}

impl Wrong {
    /// The status that says so to programs.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Wrong::Stranger => StatusCode::UNAUTHORIZED,
            Wrong::NotThere => StatusCode::NOT_FOUND,
            Wrong::NotYours | Wrong::Elsewhere => StatusCode::FORBIDDEN,
            Wrong::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Wrong::Unreadable => StatusCode::BAD_REQUEST,
            Wrong::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Wrong::Refused { .. } => StatusCode::CONFLICT,
            Wrong::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<StoreError> for Wrong {
    fn from(error: StoreError) -> Wrong {
        Wrong::Broken(error.to_string())
    }
}

impl From<OfficeError> for Wrong {
    fn from(error: OfficeError) -> Wrong {
        match error {
            OfficeError::Refused(refusal) => Wrong::Refused {
                rule: refusal.rule.to_string(),
                message: Bilingual {
                    en: refusal.en,
                    zh: refusal.zh,
                },
            },
            other => Wrong::Broken(other.to_string()),
        }
    }
}
