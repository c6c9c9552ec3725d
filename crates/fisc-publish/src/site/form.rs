//! The way from the pages to the web form for feedback, where the office runs one.

use super::frame::Site;
use crate::i18n::Lang;
use std::fmt::Write;

/// Whether this can be the address of the form: encrypted, or on this machine alone; without what we put
/// behind it ourselves.
#[must_use]
pub fn is_form(address: &str) -> bool {
    let plain = |c: char| c.is_ascii_graphic() && !"?#\"'<>\\".contains(c);
    let (rest, secure) = match address.strip_prefix("https://") {
        Some(rest) => (rest, true),
        None => (address.strip_prefix("http://").unwrap_or_default(), false),
    };
    let server = rest.split('/').next().unwrap_or_default();
    let name = match server.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => server,
    };
    let here = ["127.0.0.1", "localhost", "[::1]"].contains(&name);
    address.chars().all(plain) && !name.is_empty() && !server.contains('@') && (secure || here)
}

/// The form in the language of the page, about a finding or about none.
pub fn link(site: &Site<'_>, finding: Option<&str>) -> Option<String> {
    let address = site.extra.feedback_form?;
    let lang = match site.w.lang {
        Lang::En => "en",
        Lang::Zh => "zh",
    };
    let mut link = format!("{address}?lang={lang}");
    if let Some(number) = finding {
        link.push_str("&finding=");
        for byte in number.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                link.push(char::from(byte));
            } else {
                let _ = write!(link, "%{byte:02X}");
            }
        }
    }
    Some(link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_encrypted_or_on_this_machine() {
        for good in [
            "https://feedback.example",
            "https://feedback.example:8443/form/",
            "http://127.0.0.1:8090/",
            "http://localhost/",
            "http://[::1]:8090",
        ] {
            assert!(is_form(good), "{good}");
        }
        for bad in [
            "",
            "https://",
            "https:///x",
            "http://feedback.example/",
            "http://127.0.0.1.evil.example/",
            "http://localhost@evil.example/",
            "https://feedback.example/?x=1",
            "https://feedback.example/#x",
            "https://feedback.example/ x",
            "https://反馈.example/",
            "javascript:alert(1)",
        ] {
            assert!(!is_form(bad), "{bad}");
        }
    }
}
