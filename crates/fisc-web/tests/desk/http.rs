//! As little of an HTTP client as the scripts need: one request a connection, nothing added that a
//! script does not say.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// A request before it is sent.
#[derive(Clone, Default)]
pub struct Request {
    pub method: String,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Announced in place of the body's own length.
    pub length: Option<usize>,
}

/// An answer.
pub struct Response {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Response {
    /// The values of a header, one a line.
    pub fn header(&self, name: &str) -> Option<String> {
        let of = self
            .headers
            .iter()
            .filter(|(n, _)| n.eq_ignore_ascii_case(name));
        let values: Vec<&str> = of.map(|(_, v)| v.as_str()).collect();
        (!values.is_empty()).then(|| values.join("\n"))
    }

    /// The value of a hidden field of a form.
    pub fn hidden(&self, name: &str) -> Option<String> {
        let start = format!("name=\"{name}\" value=\"");
        let at = self.body.find(&start)? + start.len();
        let value = &self.body[at..];
        Some(value[..value.find('"')?].to_string())
    }
}

impl Request {
    pub fn send(&self, to: SocketAddr) -> Response {
        let mut stream = TcpStream::connect(to).expect("the desk listens");
        stream
            .set_read_timeout(Some(Duration::from_secs(60)))
            .expect("a timeout");
        let mut head = format!("{} {} HTTP/1.1\r\n", self.method, self.path);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let length = self.length.unwrap_or(self.body.len());
        if length > 0 {
            head.push_str(&format!("Content-Length: {length}\r\n"));
        }
        head.push_str("Connection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).expect("sent");
        stream.write_all(&self.body).expect("sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        read(&bytes)
    }
}

fn read(bytes: &[u8]) -> Response {
    let end = bytes.windows(4).position(|w| w == b"\r\n\r\n");
    let end = end.expect("a head");
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|l| l.split(' ').nth(1)?.parse().ok());
    let headers = lines
        .filter_map(|l| l.split_once(": "))
        .map(|(n, v)| (n.to_string(), v.to_string()))
        .collect();
    Response {
        status: status.expect("a status"),
        headers,
        body: String::from_utf8_lossy(&bytes[end + 4..]).into_owned(),
    }
}

/// A value as browsers send it.
pub fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._*".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
