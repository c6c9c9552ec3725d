//! XML exports, as standards of the accounting data interface lay them out: one element is a row
//! (the mapping names it), its attributes and the elements within are the columns. The document is
//! read as a stream; document types are not followed, so that nothing outside the file is fetched
//! and no entity can grow.

use crate::chunk::Sink;
use crate::csv::excerpt;
use crate::mapping::Mapping;
use crate::reject::{Fault, Reason};
use crate::sniff;
use crate::source::Place;
use encoding_rs::{Encoding, UTF_8};
use encoding_rs_io::DecodeReaderBytesBuilder;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read};

/// Elements within elements; exports have a handful.
const DEPTH: usize = 64;
/// Columns; a document with more different elements in a row is no table.
const COLUMNS: usize = 1_000;
/// Between the texts of elements that a row has several of.
const BETWEEN: &str = "; ";

/// What is known of a document before its rows are read.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub encoding: &'static Encoding,
    record: String,
    /// Names of the columns, in the order in which they first occur.
    pub header: Vec<String>,
}

/// One row as it stands in the document.
struct Record {
    line: u64,
    cells: Vec<(String, String)>,
    fault: Option<Fault>,
}

/// Reads the document once, for its columns: rows need not have the same ones.
pub(crate) fn open(place: &Place, mapping: &Mapping) -> Result<Layout, String> {
    let encoding = match &mapping.encoding {
        Some(label) => sniff::named(label)?,
        None => declared(place)?,
    };
    let Some(record) = mapping.record.clone() else {
        return Err(format!(
            "record = \"…\" in the mapping names the element that is one row; the document repeats {}",
            hint(&repeated(place, encoding)?)
        ));
    };
    let mut known = BTreeSet::new();
    let mut header = Vec::new();
    walk(place, encoding, &record, &mut |found| {
        for (name, _) in found.cells {
            if known.insert(name.clone()) {
                header.push(name);
            }
        }
        if header.len() > COLUMNS {
            return Err(format!(
                "more than {COLUMNS} different elements within {record}: it is not one row"
            ));
        }
        Ok(())
    })?;
    if header.is_empty() {
        return Err(format!(
            "the document has no element {record} with anything in it; it repeats {}",
            hint(&repeated(place, encoding)?)
        ));
    }
    Ok(Layout {
        encoding,
        record,
        header,
    })
}

/// The element that is most likely a row, for a first draft of a mapping.
pub(crate) fn guess(place: &Place) -> Result<(String, Layout), String> {
    let repeated = repeated(place, declared(place)?)?;
    let (record, _) = repeated
        .into_iter()
        .next()
        .ok_or("the document has no elements")?;
    let mapping = Mapping {
        record: Some(record.clone()),
        ..Mapping::default()
    };
    Ok((record, open(place, &mapping)?))
}

impl Layout {
    /// All rows.
    pub fn read(&self, place: &Place, sink: &mut Sink<'_>) -> Result<(), String> {
        let at: BTreeMap<&str, usize> = self
            .header
            .iter()
            .enumerate()
            .map(|(i, h)| (h.as_str(), i))
            .collect();
        walk(place, self.encoding, &self.record, &mut |found| {
            if let Some(fault) = found.fault {
                return sink.fault(Some(found.line), None, fault);
            }
            let mut cells = vec![""; self.header.len()];
            for (name, text) in &found.cells {
                if let Some(i) = at.get(name.as_str()) {
                    cells[*i] = text;
                }
            }
            sink.text_record(Some(found.line), None, cells.into_iter())
        })
    }
}

/// The encoding that the document declares; UTF-8 where it declares none.
fn declared(place: &Place) -> Result<&'static Encoding, String> {
    place.stream(|reader| {
        let mut head = Vec::new();
        let read = reader.take(512).read_to_end(&mut head);
        read.map_err(|e| format!("cannot be read: {e}"))?;
        if let Some(encoding) = sniff::utf16(&head) {
            return Ok(encoding);
        }
        let text = String::from_utf8_lossy(&head);
        let declaration = text
            .split_once("<?xml")
            .and_then(|(_, t)| t.split_once("?>"));
        let label = declaration
            .and_then(|(d, _)| d.split_once("encoding"))
            .and_then(|(_, t)| t.trim_start().strip_prefix('='))
            .map(str::trim_start)
            .and_then(|t| t.split(['"', '\'']).nth(1));
        match label {
            None => Ok(UTF_8),
            // The superset: exports in GBK use its characters without saying so.
            Some(label) => sniff::named(label).map(|e| match e {
                e if e == encoding_rs::GBK => encoding_rs::GB18030,
                e => e,
            }),
        }
    })
}

/// The elements with attributes or elements in them that occur most often, and how often.
fn repeated(place: &Place, encoding: &'static Encoding) -> Result<Vec<(String, u64)>, String> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    let mut holding = BTreeSet::new();
    events(place, encoding, &mut |_, event, open| {
        if let Event::Start(e) = event
            && (counts.len() < COLUMNS || counts.contains_key(e.local_name().as_ref()))
        {
            let name = e.local_name().as_ref().to_string();
            if e.attributes().next().is_some() {
                holding.insert(name.clone());
            }
            *counts.entry(name).or_default() += 1;
            holding.extend(open.last().cloned());
        }
        Ok(())
    })?;
    // Rows have something in them; their columns, of which there are more, mostly have not.
    let mut all: Vec<(String, u64)> = counts.into_iter().collect();
    all.retain(|(name, _)| holding.contains(name) || holding.is_empty());
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.truncate(5);
    Ok(all)
}

fn hint(repeated: &[(String, u64)]) -> String {
    let all: Vec<String> = repeated
        .iter()
        .map(|(name, n)| format!("{name} ({n} times)"))
        .collect();
    all.join(", ")
}

/// Takes an event, its line, and the local names of the elements that are open before it.
type EachEvent<'e> = dyn FnMut(u64, &Event<'_>, &[String]) -> Result<(), String> + 'e;

/// Passes on every event. Empty elements come as a start and an end.
fn events(
    place: &Place,
    encoding: &'static Encoding,
    each: &mut EachEvent<'_>,
) -> Result<(), String> {
    place.stream(|reader| {
        let decoded = DecodeReaderBytesBuilder::new()
            .encoding(Some(encoding))
            .bom_override(true)
            .strip_bom(true)
            .build(reader);
        let mut reader = quick_xml::Reader::from_reader(Lines {
            reader: BufReader::new(decoded),
            line: 1,
        });
        reader.config_mut().expand_empty_elements = true;
        let mut open: Vec<String> = Vec::new();
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            let line = reader.get_ref().line;
            let event = reader
                .read_event_into(&mut buffer)
                .map_err(|e| ill_formed(line, &e.to_string()))?;
            match &event {
                Event::Start(e) => {
                    each(line, &event, &open)?;
                    open.push(e.local_name().as_ref().to_string());
                    if open.len() > DEPTH {
                        return Err(ill_formed(
                            line,
                            &format!("elements lie more than {DEPTH} deep in each other"),
                        ));
                    }
                }
                Event::End(_) => {
                    open.pop();
                    each(line, &event, &open)?;
                }
                Event::Eof => {
                    return match open.last() {
                        None => Ok(()),
                        Some(name) => Err(ill_formed(
                            line,
                            &format!("it breaks off within the element {name}"),
                        )),
                    };
                }
                _ => each(line, &event, &open)?,
            }
        }
    })
}

fn ill_formed(line: u64, what: &str) -> String {
    format!(
        "cannot be read to its end: line {line} is no well-formed XML ({what}); have the data exported again"
    )
}

/// Passes on every element that is a row.
fn walk(
    place: &Place,
    encoding: &'static Encoding,
    record: &str,
    each: &mut dyn FnMut(Record) -> Result<(), String>,
) -> Result<(), String> {
    // Attributes of the elements around a row belong to it, and so do the texts that stand in those
    // elements before it: a voucher's number stands once.
    let mut around: Vec<Outer> = Vec::new();
    let mut current: Option<Builder> = None;
    events(place, encoding, &mut |line, event, open| {
        match (&mut current, event) {
            (None, Event::Start(e)) => {
                let name = e.local_name().as_ref().to_string();
                if let Some(outer) = around.last_mut() {
                    outer.inner = true;
                    outer.text.clear();
                }
                if name == record {
                    let mut builder = Builder::new(line, open.len());
                    builder.attributes(e, "")?;
                    current = Some(builder);
                } else {
                    let mut outer = Builder::new(line, 0);
                    outer.attributes(e, &format!("{name}."))?;
                    if let Some(fault) = outer.record.fault {
                        return Err(ill_formed(line, &fault.message));
                    }
                    around.push(Outer {
                        cells: outer.record.cells,
                        ..Outer::default()
                    });
                }
            }
            (None, Event::End(e)) => Outer::end(&mut around, e.local_name().as_ref(), open),
            (None, event) => {
                let outer = around.last_mut().filter(|outer| !outer.inner);
                if let (Some(outer), Some(text)) = (outer, plain(event)) {
                    outer.text.push_str(&text);
                }
            }
            (Some(builder), Event::End(_)) if open.len() == builder.depth => {
                builder.close(String::new());
                if builder
                    .record
                    .cells
                    .iter()
                    .any(|(_, text)| !text.is_empty())
                {
                    for (name, text) in around.iter().flat_map(|outer| &outer.cells) {
                        builder.add(name.clone(), text.clone());
                    }
                }
                if let Some(done) = current.take() {
                    each(done.record)?;
                }
            }
            (Some(builder), event) => builder.event(event, open)?,
        }
        Ok(())
    })
}

/// An element around rows.
#[derive(Default)]
struct Outer {
    /// What it gives to the rows in it.
    cells: Vec<(String, String)>,
    text: String,
    /// Elements lie in it: what text it has stands between them.
    inner: bool,
}

impl Outer {
    /// Ends the last one. Its text, if it has nothing else, belongs to the rows that follow in the
    /// element around it; of several of one name the first.
    fn end(around: &mut Vec<Outer>, name: &str, open: &[String]) {
        let ended = around.pop();
        let (Some(ended), Some(outer), Some(within)) = (ended, around.last_mut(), open.last())
        else {
            return;
        };
        let text = ended.text.trim();
        let name = format!("{within}.{name}");
        let known = outer.cells.iter().any(|(n, _)| *n == name);
        if !ended.inner && !text.is_empty() && !known && outer.cells.len() < COLUMNS {
            outer.cells.push((name, text.to_string()));
        }
    }
}

/// The text of an event, if it is one.
fn plain(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Text(e) => Some(e.xml10_content().into_owned()),
        Event::CData(e) => Some(e.xml10_content().into_owned()),
        Event::GeneralRef(e) => match e.resolve_char_ref() {
            Ok(Some(c)) => Some(c.to_string()),
            _ => resolve_xml_entity(e).map(str::to_string),
        },
        _ => None,
    }
}

/// One row under construction.
struct Builder {
    record: Record,
    /// Elements that are open around it.
    depth: usize,
    /// Text of each open element of the row, and whether elements lie in it.
    texts: Vec<(String, bool)>,
}

impl Builder {
    fn new(line: u64, depth: usize) -> Builder {
        Builder {
            record: Record {
                line,
                cells: Vec::new(),
                fault: None,
            },
            depth,
            texts: vec![(String::new(), false)],
        }
    }

    fn event(&mut self, event: &Event<'_>, open: &[String]) -> Result<(), String> {
        match event {
            Event::Start(e) => {
                if let Some((_, inner)) = self.texts.last_mut() {
                    *inner = true;
                }
                self.texts.push((String::new(), false));
                let mut path = open[self.depth + 1..].join(".");
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(e.local_name().as_ref());
                self.attributes(e, &format!("{path}."))?;
            }
            Event::End(e) => {
                let mut path = open[self.depth + 1..].join(".");
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(e.local_name().as_ref());
                self.close(path);
            }
            Event::Text(e) => self.text(&e.xml10_content()),
            Event::CData(e) => self.text(&e.xml10_content()),
            Event::GeneralRef(e) => match (e.resolve_char_ref(), resolve_xml_entity(e)) {
                (Ok(Some(c)), _) => self.text(c.encode_utf8(&mut [0; 4])),
                (_, Some(text)) => self.text(text),
                _ => self.unresolved(e),
            },
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some((all, _)) = self.texts.last_mut() {
            all.push_str(text);
        }
    }

    /// Ends an element. One that only holds others has no text of its own.
    fn close(&mut self, path: String) {
        let Some((text, inner)) = self.texts.pop() else {
            return;
        };
        let text = text.trim();
        if text.is_empty() && (path.is_empty() || inner) {
            return;
        }
        // Text of the row itself, outside all elements within.
        let name = if path.is_empty() {
            "text()".to_string()
        } else {
            path
        };
        self.add(name, text.to_string());
    }

    fn add(&mut self, name: String, text: String) {
        if text.contains('\u{fffd}') && self.record.fault.is_none() {
            self.record.fault = Some(Fault {
                reason: Reason::Encoding,
                column: name.clone(),
                value: excerpt(&text),
                expected: "text in the document's encoding".to_string(),
                message: "bytes that are no text in the encoding that the document declares; set encoding in the mapping, or correct the row in the source".to_string(),
            });
        }
        // One more than a document may have, so that it is noticed.
        let full = self.record.cells.len() > COLUMNS;
        match self.record.cells.iter_mut().find(|(n, _)| *n == name) {
            None if full => {}
            None => self.record.cells.push((name, text)),
            Some((_, all)) if all.is_empty() => *all = text,
            Some((_, all)) if !text.is_empty() => {
                all.push_str(BETWEEN);
                all.push_str(&text);
            }
            Some(_) => {}
        }
    }

    fn attributes(&mut self, element: &BytesStart<'_>, prefix: &str) -> Result<(), String> {
        for attribute in element.attributes() {
            let attribute = attribute.map_err(|e| ill_formed(self.record.line, &e.to_string()))?;
            let key = attribute.key;
            if key.as_namespace_binding().is_some() {
                continue;
            }
            let name = format!("{prefix}{}", key.local_name().as_ref());
            match attribute.normalized_value(XmlVersion::Implicit1_0) {
                Ok(text) => self.add(name, text.into_owned()),
                Err(_) => self.unresolved(&attribute.value),
            }
        }
        Ok(())
    }

    fn unresolved(&mut self, what: &str) {
        let fault = Fault {
            reason: Reason::Damaged,
            column: String::new(),
            value: excerpt(what),
            expected: "text, or one of the five entities of XML".to_string(),
            message: "an entity that XML itself does not have: document types and what they refer to are never followed; have the data exported without".to_string(),
        };
        self.record.fault.get_or_insert(fault);
    }
}

/// Counts the lines of what is read through it.
struct Lines<R> {
    reader: R,
    line: u64,
}

impl<R: BufRead> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.fill_buf()?.read(buffer)?;
        self.consume(n);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Lines<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.reader.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if let Ok(bytes) = self.reader.fill_buf() {
            let taken = &bytes[..amount.min(bytes.len())];
            self.line += taken.iter().filter(|b| **b == b'\n').count() as u64;
        }
        self.reader.consume(amount);
    }
}
