//! One end-to-end binary: what a user runs, as a user runs it.

mod concurrent;
mod calderdale;
mod demo;
mod interrupted;
mod layouts;
mod loading;
mod memory;
mod program;
mod shuffled;
mod workspace;
