//! Runs the scripts in `scripts/`, each on a desk of its own. A script is requests and what is
//! expected of their answers:
//!
//! ```text
//! as lin                          logs in as lin; `as nobody` forgets the session
//! enrol-sm2 wang                  enrols a member of the team whose key is SM2
//! prepare index.html=text         changes a file of what lies there to be confirmed
//! POST /leads/aa                  a request begins; what follows is about it
//! with Origin: http://evil        a header, in the place of the usual one of that name
//! without Origin                  … or not at all
//! form note=seen                  a field; `$kept` stands for what was kept
//! file evidence=a.pdf:text        a file; the form is then sent in parts
//! length 99999999                 announces so many bytes and sends none
//! status 200                      what is expected
//! header location == /login
//! header x-frame-options contains DENY
//! body contains text
//! body lacks text
//! keep statement                  keeps the value of a hidden field
//! ```

use crate::fixture::{Desk, PASSWORD};
use crate::http::{Request, Response, encode};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

struct Player<'a> {
    desk: &'a Desk,
    cookie: Option<String>,
    kept: BTreeMap<String, String>,
    request: Option<Request>,
    fields: Vec<(String, String)>,
    files: Vec<(String, String, String)>,
    answer: Option<Response>,
}

const BOUNDARY: &str = "part-of-a-form";

impl Player<'_> {
    fn begin(&mut self, method: &str, path: &str) {
        let own = self.desk.address.to_string();
        let mut headers = vec![("Host".to_string(), own.clone())];
        if method == "POST" {
            headers.push(("Origin".into(), format!("http://{own}")));
            headers.push(("Sec-Fetch-Site".into(), "same-origin".into()));
        }
        if let Some(cookie) = &self.cookie {
            headers.push(("Cookie".into(), cookie.clone()));
        }
        headers.push(("Accept-Language".into(), "en".into()));
        self.fields.clear();
        self.files.clear();
        self.answer = None;
        self.request = Some(Request {
            method: method.into(),
            path: self.filled(path),
            headers,
            ..Request::default()
        });
    }

    fn filled(&self, text: &str) -> String {
        let mut text = text.to_string();
        for (name, value) in &self.kept {
            text = text.replace(&format!("${name}"), value);
        }
        text
    }

    fn set(&mut self, name: &str, value: Option<&str>) {
        let request = self.request.as_mut().expect("a request before headers");
        request
            .headers
            .retain(|(n, _)| !n.eq_ignore_ascii_case(name));
        if let Some(value) = value {
            request.headers.push((name.into(), value.into()));
        }
    }

    /// The answer to the request, sent when it is first asked about.
    fn answer(&mut self) -> &Response {
        if self.answer.is_none() {
            let mut request = self.request.take().expect("a request before its answer");
            if !self.files.is_empty() {
                request.body = self.parts();
                let kind = format!("multipart/form-data; boundary={BOUNDARY}");
                request.headers.push(("Content-Type".into(), kind));
            } else if request.method == "POST" {
                let pairs = self
                    .fields
                    .iter()
                    .map(|(n, v)| format!("{}={}", encode(n), encode(v)));
                request.body = pairs.collect::<Vec<_>>().join("&").into_bytes();
                let kind = "application/x-www-form-urlencoded".to_string();
                request.headers.push(("Content-Type".into(), kind));
            }
            self.answer = Some(request.send(self.desk.address));
        }
        self.answer.as_ref().expect("just sent")
    }

    fn parts(&self) -> Vec<u8> {
        let mut body = String::new();
        for (name, value) in &self.fields {
            body.push_str(&format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            ));
        }
        for (field, name, text) in &self.files {
            body.push_str(&format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n{text}\r\n"
            ));
        }
        body.push_str(&format!("--{BOUNDARY}--\r\n"));
        body.into_bytes()
    }

    fn log_in(&mut self, person: &str) {
        self.cookie = None;
        if person == "nobody" {
            return;
        }
        self.begin("POST", "/login");
        self.fields.push(("person".into(), person.into()));
        self.fields.push(("password".into(), PASSWORD.into()));
        let answer = self.answer();
        assert_eq!(answer.status, 303, "{person} logs in: {}", answer.body);
        let line = answer.header("set-cookie").expect("a cookie");
        self.cookie = line.split(';').next().map(str::to_string);
    }

    fn line(&mut self, line: &str) -> Result<(), String> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        match word {
            "as" => self.log_in(rest),
            "enrol-sm2" => self.desk.enrol_sm2(rest),
            "prepare" => {
                let (name, text) = rest.split_once('=').ok_or("prepare name=text")?;
                self.desk.prepare(name, text);
            }
            "GET" | "POST" | "PUT" | "HEAD" => self.begin(word, rest),
            "with" => {
                let (name, value) = rest.split_once(": ").ok_or("with Name: value")?;
                let value = self.filled(value);
                self.set(name, Some(&value));
            }
            "without" => self.set(rest, None),
            "form" => {
                let (name, value) = rest.split_once('=').ok_or("form name=value")?;
                let value = self.filled(value).replace("\\n", "\n");
                self.fields.push((name.into(), value));
            }
            "file" => {
                let (field, file) = rest.split_once('=').ok_or("file field=name:text")?;
                let (name, text) = file.split_once(':').ok_or("file field=name:text")?;
                self.files
                    .push((field.into(), name.into(), self.filled(text)));
            }
            "length" => {
                let bytes = rest.parse().map_err(|_| "length BYTES")?;
                self.request.as_mut().ok_or("no request")?.length = Some(bytes);
            }
            "status" => {
                let status = self.answer().status;
                if status.to_string() != rest {
                    return Err(format!("is {status}\n{}", self.answer().body));
                }
            }
            "header" => self.header(rest)?,
            "body" => {
                let (how, text) = rest.split_once(' ').ok_or("body contains text")?;
                let text = self.filled(text);
                let has = self.answer().body.contains(&text);
                if has != (how == "contains") {
                    return Err(format!("is\n{}", self.answer().body));
                }
            }
            "keep" => {
                let value = self.answer().hidden(rest);
                let value =
                    value.ok_or_else(|| format!("no such field\n{}", self.answer().body))?;
                self.kept.insert(rest.into(), value);
            }
            _ => return Err("no such word".into()),
        }
        Ok(())
    }

    fn header(&mut self, rest: &str) -> Result<(), String> {
        let mut words = rest.splitn(3, ' ');
        let (name, how) = (
            words.next().unwrap_or_default(),
            words.next().unwrap_or_default(),
        );
        let expected = self.filled(words.next().unwrap_or_default());
        let found = self.answer().header(name);
        let right = match how {
            "==" => found.as_deref() == Some(&expected),
            "contains" => found.as_ref().is_some_and(|f| f.contains(&expected)),
            "absent" => found.is_none(),
            _ => return Err("header name ==|contains|absent value".into()),
        };
        if right {
            Ok(())
        } else {
            Err(format!("is {found:?}"))
        }
    }
}

fn run(path: &Path) -> Result<(), String> {
    let desk = Desk::open();
    let mut player = Player {
        desk: &desk,
        cookie: None,
        kept: desk.known(),
        request: None,
        fields: Vec::new(),
        files: Vec::new(),
        answer: None,
    };
    let text = fs::read_to_string(path).map_err(|e| e.to_string())?;
    for (i, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        player
            .line(line)
            .map_err(|e| format!("{}:{}: {line}: {e}", path.display(), i + 1))?;
    }
    Ok(())
}

#[test]
fn every_script_goes_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/desk/scripts");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("scripts")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    assert!(paths.len() > 8, "the scripts are gone");
    let wrong: Vec<String> = paths.iter().filter_map(|path| run(path).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
