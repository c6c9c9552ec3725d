//! The desk as browsers and attackers meet it: over a real socket, by scripts that read like what
//! goes over it, and in a real browser.

mod beside;
mod browser;
mod fixture;
mod form;
mod http;
mod prepared;
mod referred;
mod scripts;
mod whole;
