//! The package as its readers get it.

mod fixture;
mod golden;
mod leaks;
mod refused;
mod tamper;
