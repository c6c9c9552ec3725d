//! One file a page.

pub mod account;
pub mod accountability;
pub mod auditees;
pub mod changes;
pub mod coverage;
pub mod discussion;
pub mod documents;
pub mod file;
pub mod finding;
pub mod findings;
pub mod gate;
pub mod home;
pub mod lead;
pub mod leads;
pub mod login;
pub mod methods;
pub mod papers;
pub mod people;
pub mod public;
pub mod record;
pub mod rectification;
pub mod referrals;
pub mod release;
pub mod risk;
pub mod rows;
pub mod together;
