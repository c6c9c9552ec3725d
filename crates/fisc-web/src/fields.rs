//! What a form sent: values by name, and files. Values are wiped when they are dropped, because
//! passphrases are among them.

use zeroize::Zeroizing;

/// A file that was sent.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Its name as the sender called it, without folders.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The values and files of a form, or of the part of an address after `?`.
#[derive(Default)]
pub struct Fields {
    texts: Vec<(String, Zeroizing<String>)>,
    files: Vec<(String, Upload)>,
}

impl Fields {
    /// Adds a value; line ends as browsers send them become those of the record.
    pub fn put(&mut self, name: &str, value: &str) {
        let value = Zeroizing::new(value.replace("\r\n", "\n"));
        self.texts.push((name.to_string(), value));
    }

    /// Adds a file. An empty one without a name is a field that was left out.
    pub fn put_file(&mut self, field: &str, name: &str, bytes: Vec<u8>) {
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        if !name.is_empty() {
            let name = name.to_string();
            self.files.push((field.to_string(), Upload { name, bytes }));
        }
    }

    /// The value without blanks around it; nothing where it was not sent.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// The value as it was sent: of a passphrase every blank counts.
    #[must_use]
    pub fn raw(&self, name: &str) -> &str {
        let found = self.texts.iter().find(|(n, _)| n == name);
        found.map_or("", |(_, value)| value)
    }

    /// All values of this name, in the order sent, those left empty not counted.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let of = self.texts.iter().filter(move |(n, _)| n == name);
        of.map(|(_, value)| value.trim()).filter(|v| !v.is_empty())
    }

    /// Whether any file was sent.
    #[must_use]
    pub fn any_file(&self) -> bool {
        !self.files.is_empty()
    }

    /// What was sent, by name, in the order sent.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(n, v)| (n.as_str(), v.as_str()))
    }

    /// The files of this field.
    pub fn files<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a Upload> {
        let of = self.files.iter().filter(move |(f, _)| f == field);
        of.map(|(_, upload)| upload)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_trimmed_and_files_lose_their_folders() {
        let mut fields = Fields::default();
        fields.put("note", " a\r\nb ");
        fields.put("lead", "1");
        fields.put("lead", "");
        fields.put("lead", "2");
        fields.put_file("scan", "C:\\scans\\..\\b.pdf", vec![1]);
        fields.put_file("scan", "", Vec::new());
        assert_eq!(fields.get("note"), "a\nb");
        assert_eq!(fields.raw("note"), " a\nb ");
        assert_eq!(fields.get("unheard-of"), "");
        assert_eq!(fields.all("lead").collect::<Vec<_>>(), ["1", "2"]);
        let names: Vec<_> = fields.files("scan").map(|u| u.name.as_str()).collect();
        assert_eq!(names, ["b.pdf"]);
    }
}
