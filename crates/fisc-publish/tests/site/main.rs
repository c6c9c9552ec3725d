//! The public site as its readers get it.

mod checked;
mod crawl;
mod fixture;
mod golden;
mod large;
