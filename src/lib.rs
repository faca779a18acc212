//! duikan pairs the paragraphs of a Chinese original with those of its English translation and reports where the two say
//! different things.
//!
//! Flow: `cli → review → report → audit → checks → align → extract → glossary → text → lexicon → document`; nothing imports from a layer to its left.

pub mod align;
pub mod audit;
pub mod checks;
pub mod config;
pub mod document;
pub mod error;
pub mod extract;
pub mod finding;
pub mod glossary;
pub mod lexicon;
pub mod report;
pub mod review;
pub mod text;
