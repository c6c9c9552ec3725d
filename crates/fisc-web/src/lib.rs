//! The desk: pages for auditors and reviewers, over the same office as the program. It owns no rule:
//! every act is asked of [`fisc_review::office`], signed by the person's own key, and judged there.

mod acts;
mod answer;
mod desk;
mod errors;
pub mod evidence;
mod fields;
mod form;
mod guard;
pub mod intake;
mod law;
mod layout;
mod markdown;
mod pages;
mod password;
mod post;
mod reading;
pub mod release;
mod server;
mod session;
mod sign;
mod socket;
mod texts;
mod visit;
mod words;

pub use password::{SHORTEST, hash as password_hash};
pub use server::{Listening, Serve, ServeError};
