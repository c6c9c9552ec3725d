//! `fisc trace`: where the money of a program or a transfer went, from level to level down to the
//! last recipients; and which appropriations paid a payee or a person.

mod back;
mod book;
mod forward;
mod json;
mod law;
mod people;
mod show;

use super::{EngineOptions, under};
use crate::engagement::Folder;
use crate::error::Failure;
use crate::output;
use crate::texts::t;
use book::{Book, Whose};
use clap::{ArgGroup, Args, ValueEnum};
use fisc_flow::{FlowError, Graph, Name, Recipient, Start};
use fisc_publish::personal::Words;
use people::People;
use show::Shown;
use std::path::{Path, PathBuf};

#[derive(Args)]
#[command(group(ArgGroup::new("start").required(true)))]
pub struct Trace {
    /// Where the money of a program went
    #[arg(long, value_name = "CODE", group = "start")]
    program: Option<String>,
    /// Where all money of the ledger's transfers went
    #[arg(long, group = "start")]
    all: bool,
    /// Only of this fiscal year
    #[arg(long, value_name = "YEAR", conflicts_with_all = ["transfer", "payee", "person"])]
    year: Option<i32>,
    /// Where a transfer went
    #[arg(long, value_name = "ID", group = "start")]
    transfer: Option<String>,
    /// Which appropriations paid a payee: by name, code or account
    #[arg(long, value_name = "PAYEE", group = "start")]
    payee: Option<String>,
    /// Which appropriations paid grants to a person: by the id that the ledger has
    #[arg(long, value_name = "ID", group = "start")]
    person: Option<String>,
    /// How it is shown
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Write to this new file; an existing one is never overwritten
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Name natural persons; left out, they are numbered
    #[arg(long)]
    names: bool,
    /// At most so many rows of a table; 0 for all. Left out: 20 on the terminal, 200 on a page
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    #[command(flatten)]
    engine: EngineOptions,
}

/// How a trace is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Aligned columns.
    Table,
    /// One object, with everything.
    Json,
    /// The drawing alone.
    Svg,
    /// A page with the drawing and the tables.
    Html,
}

impl Trace {
    /// Rows that a table may have.
    fn most(&self) -> usize {
        match (self.limit, self.format) {
            (Some(0), _) | (None, Format::Json) => usize::MAX,
            (Some(limit), _) => limit,
            (None, Format::Table) => 20,
            (None, _) => 200,
        }
    }
}

pub fn run(dir: &Path, options: &Trace) -> Result<u8, Failure> {
    let out = options.out.as_ref().map(|path| under(dir, path));
    if let Some(path) = out.as_ref().filter(|path| path.exists()) {
        return Err(output::exists(path));
    }
    let folder = Folder::find(dir)?;
    let clocks = law::clocks(&folder)?;
    let temp = folder.temp()?;
    let engine = folder.engine(&options.engine, temp.path())?;
    let whose = match (&options.payee, &options.person) {
        (Some(payee), _) => Whose::Payee(payee),
        (_, Some(person)) => Whose::Person(person),
        _ => Whose::Tied,
    };
    let words = super::publish::of_pack(&folder, "personal.toml");
    let words = Words::parse(words).map_err(|e| Failure::Input(e.to_string()))?;
    let book = Book::read(&engine, whose, &words)?;
    let graph = Graph::build(book.rows(), &clocks).map_err(|e| match e {
        FlowError::TooLarge => Failure::Input(t!("trace-too-large")),
    })?;
    let people = People::new(&book, options.names);
    let shown = match whose {
        Whose::Tied => forward::shown(
            &book,
            &graph,
            people,
            start(&book, &graph, options)?,
            options,
        )?,
        Whose::Payee(who) => {
            let name = book.names.find(book::THE_PAYEE).map(Recipient::Payee);
            back::shown(&book, &graph, people, name, who, options)?
        }
        Whose::Person(who) => {
            let name = book.names.find(&format!("person:{who}"));
            back::shown(
                &book,
                &graph,
                people,
                name.map(Recipient::Person),
                who,
                options,
            )?
        }
    };
    put(shown, &folder, options.format, out.as_deref())?;
    Ok(0)
}

/// What is followed; an error names what there is.
fn start(book: &Book, graph: &Graph<'_>, options: &Trace) -> Result<Start, Failure> {
    let known = |text: &str| book.names.find(text);
    if let Some(id) = &options.transfer {
        let of = |name: &Name| {
            let mut all = 0..graph.receipts().len();
            all.any(|r| graph.transfer(r).id == *name)
        };
        let found = known(id).filter(of);
        return found
            .map(Start::Transfer)
            .ok_or_else(|| Failure::Input(t!("trace-no-transfer", id = id)));
    }
    if options.all {
        return Ok(Start::All(options.year));
    }
    let code = options.program.as_deref().unwrap_or_default();
    let programs = graph.programs();
    if !programs.contains(code) {
        let known: Vec<&str> = programs.iter().take(20).copied().collect();
        return Err(Failure::Input(if programs.is_empty() {
            t!("trace-no-transfers")
        } else {
            t!("trace-no-program", code = code, known = known.join(", "))
        }));
    }
    known(code)
        .map(|program| Start::Program(program, options.year))
        .ok_or_else(|| Failure::Input(t!("trace-no-transfers")))
}

fn put(shown: Shown, folder: &Folder, format: Format, out: Option<&Path>) -> Result<(), Failure> {
    let text = match format {
        Format::Table => shown.table()?,
        Format::Json => shown.json,
        Format::Svg => shown.svg(),
        Format::Html => shown.html(&folder.engagement.engagement.title),
    };
    match out {
        None => {
            use std::io::Write;
            std::io::stdout().lock().write_all(text.as_bytes())?;
        }
        Some(path) => {
            use std::io::Write;
            output::new_file(path, text.as_bytes())?;
            writeln!(
                std::io::stdout(),
                "{}",
                t!("trace-written", path = path.display())
            )?;
        }
    }
    Ok(())
}
