//! wip
pub mod audit;
pub mod rules;
pub mod space;
pub mod suppress;
pub mod table;
