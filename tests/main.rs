//! One end-to-end binary: what a user runs, as a user runs it.

mod calderdale;
mod concurrent;
mod demo;
mod feedback_form;
mod glossary;
mod interrupted;
mod layouts;
mod loading;
mod memory;
mod program;
mod publication;
mod referred;
mod risk;
mod same_record;
mod sessions;
mod shuffled;
mod tracing;
mod withheld;
mod workspace;
