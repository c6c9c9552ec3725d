//! The desk as browsers and attackers meet it: over a real socket, by scripts that read like what
//! goes over it, and in a real browser.

mod browser;
mod fixture;
mod http;
mod prepared;
mod referred;
mod scripts;
mod whole;
