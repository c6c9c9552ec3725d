//! One end-to-end binary: what a user runs, as a user runs it.

mod demo;
mod interrupted;
mod layouts;
mod loading;
mod program;
mod sessions;
mod shuffled;
mod workspace;
