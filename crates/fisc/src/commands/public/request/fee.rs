//! The fee for processing many requests or many pages.

use super::act;
use crate::commands::public::When;
use crate::commands::public::office::Office;
use crate::error::Failure;
use crate::texts::t;
use clap::Args;
use fisc_public::request::Act;
use std::io::Write;
use std::path::Path;

#[derive(Args)]
#[command(group = clap::ArgGroup::new("measure").required(true))]
pub struct Fee {
    /// The request
    request: String,
    /// Pages of this request
    #[arg(long, value_name = "N", group = "measure")]
    pages: Option<u64>,
    /// Requests of the applicant in this month, with this one; the fee is what this one adds
    #[arg(long, value_name = "N", group = "measure")]
    items: Option<u64>,
    #[command(flatten)]
    when: When,
}

#[derive(Args)]
pub struct Paid {
    /// The request
    pub request: String,
    #[command(flatten)]
    pub when: When,
}

impl Paid {
    pub fn act(&self) -> Act {
        Act::Paid {}
    }
}

pub fn run(dir: &Path, book: Option<&Path>, options: &Fee) -> Result<u8, Failure> {
    let fee = Office::open(dir, book, false)?.terms.fee;
    let amount = match (options.pages, options.items) {
        (Some(pages), _) => fee.of_pages(pages),
        (None, items) => {
            let items = items.unwrap_or(0);
            fee.of_items(items) - fee.of_items(items.saturating_sub(1))
        }
    };
    let said = t!(
        "public-fee",
        amount = amount.grouped(),
        instrument = &fee.instrument
    );
    let done = act::run(
        dir,
        book,
        &options.request,
        &options.when,
        Act::FeeAsked { amount },
    )?;
    writeln!(std::io::stdout(), "{said}")?;
    Ok(done)
}
