//! What every request must pass and every answer carries, whatever page it is about: the host it
//! names, where a form came from, and the headers that hold a browser to our rules.

use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, Uri};

/// Browsers hold every page to this: no script, nothing from elsewhere, no frame, no foreign target
/// of a form.
pub const POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; \
    form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Why a request was turned away before any page saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turned {
    /// It names a host that this server does not answer for.
    Host,
    /// A form that did not come from one of our own pages.
    Elsewhere,
}

/// Which hosts are ours, and over what they are spoken to.
#[derive(Clone, Debug)]
pub struct Door {
    /// `host` or `host:port`, lower case, as browsers name them.
    pub hosts: Vec<String>,
    /// Whether the connection is encrypted.
    pub tls: bool,
}

impl Door {
    /// Whether this request may come in.
    ///
    /// # Errors
    /// Why not.
    pub fn admit(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<(), Turned> {
        let host = self.host(uri, headers).ok_or(Turned::Host)?;
        if *method != Method::GET && *method != Method::HEAD && !self.ours(headers, &host) {
            return Err(Turned::Elsewhere);
        }
        Ok(())
    }

    /// The host a request names, if it is one of ours and named once. HTTP/2, which browsers speak
    /// over TLS, names it in the target and sends no `Host`.
    fn host(&self, uri: &Uri, headers: &HeaderMap) -> Option<String> {
        let target = uri.authority().map(|a| a.as_str().to_ascii_lowercase());
        let mut named = headers.get_all(header::HOST).iter();
        let header = match named.next() {
            Some(value) => Some(value.to_str().ok()?.to_ascii_lowercase()),
            None => None,
        };
        let host = match (header, target) {
            (Some(header), Some(target)) if header != target => return None,
            (Some(host), _) | (None, Some(host)) => host,
            (None, None) => return None,
        };
        (named.next().is_none() && self.hosts.contains(&host)).then_some(host)
    }

    /// A browser says where a form came from in one of two ways; whoever says nothing is turned
    /// away, and so is who says two different things.
    fn ours(&self, headers: &HeaderMap, host: &str) -> bool {
        let scheme = if self.tls { "https" } else { "http" };
        let own = format!("{scheme}://{host}");
        let origin = headers.get(header::ORIGIN);
        let site = headers.get("sec-fetch-site");
        let right = |value: Option<&HeaderValue>, expected: &str| {
            value.is_none_or(|v| v.as_bytes().eq_ignore_ascii_case(expected.as_bytes()))
        };
        (origin.is_some() || site.is_some()) && right(origin, &own) && right(site, "same-origin")
    }

    /// Puts on an answer what every answer carries.
    pub fn seal(&self, headers: &mut HeaderMap) {
        let mut set = |name: HeaderName, value: &'static str| {
            headers.insert(name, HeaderValue::from_static(value));
        };
        set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        set(header::X_FRAME_OPTIONS, "DENY");
        // Not `no-referrer`: with it a browser calls the origin of our own forms `null`.
        set(header::REFERRER_POLICY, "same-origin");
        set(
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        );
        set(
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        );
        set(
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=()",
        );
        if self.tls {
            set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
        }
        if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
            let policy = HeaderValue::from_static(POLICY);
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        if !headers.contains_key(header::CACHE_CONTROL) {
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admit(method: &Method, lines: &[(&str, &str)]) -> Result<(), Turned> {
        admit_to("/", method, lines)
    }

    fn admit_to(target: &str, method: &Method, lines: &[(&str, &str)]) -> Result<(), Turned> {
        let door = Door {
            hosts: vec!["127.0.0.1:8080".into()],
            tls: false,
        };
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            let name = HeaderName::from_bytes(name.as_bytes()).expect("a name");
            headers.append(name, HeaderValue::from_str(value).expect("a value"));
        }
        door.admit(method, &target.parse().expect("a target"), &headers)
    }

    #[test]
    fn only_our_own_host_and_our_own_forms_come_in() {
        let us = ("host", "127.0.0.1:8080");
        let own = ("origin", "http://127.0.0.1:8080");
        let same = ("sec-fetch-site", "same-origin");
        let get = |lines: &[_]| admit(&Method::GET, lines);
        let post = |lines: &[_]| admit(&Method::POST, lines);
        assert_eq!(get(&[us]), Ok(()));
        assert_eq!(get(&[]), Err(Turned::Host));
        assert_eq!(get(&[us, us]), Err(Turned::Host));
        assert_eq!(get(&[("host", "evil.example")]), Err(Turned::Host));
        assert_eq!(get(&[("host", "127.0.0.1")]), Err(Turned::Host));
        assert_eq!(post(&[us, own]), Ok(()));
        assert_eq!(post(&[us, own, same]), Ok(()));
        assert_eq!(post(&[us, same]), Ok(()));
        for lines in [
            vec![us],
            vec![us, ("origin", "null")],
            vec![us, ("origin", "http://evil.example"), same],
            vec![us, ("origin", "https://127.0.0.1:8080")],
            vec![us, own, ("sec-fetch-site", "cross-site")],
            vec![us, own, ("sec-fetch-site", "same-site")],
            vec![us, ("sec-fetch-site", "none")],
        ] {
            assert_eq!(post(&lines), Err(Turned::Elsewhere), "{lines:?}");
        }
    }
    #[test]
    fn http_2_names_the_host_in_the_target() {
        let own = ("origin", "http://127.0.0.1:8080");
        let (ours, theirs) = ("http://127.0.0.1:8080/", "http://evil.example/");
        assert_eq!(admit_to(ours, &Method::GET, &[]), Ok(()));
        assert_eq!(admit_to(ours, &Method::POST, &[own]), Ok(()));
        assert_eq!(admit_to(ours, &Method::POST, &[]), Err(Turned::Elsewhere));
        assert_eq!(admit_to(theirs, &Method::GET, &[]), Err(Turned::Host));
        let us = ("host", "127.0.0.1:8080");
        assert_eq!(admit_to(theirs, &Method::GET, &[us]), Err(Turned::Host));
        let evil = ("host", "evil.example");
        assert_eq!(admit_to(ours, &Method::GET, &[evil]), Err(Turned::Host));
    }
}
