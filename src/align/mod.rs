//! Which paragraphs and sentences render each other, and which words inside them.

mod links;
mod pair;

pub use links::{Link, Links};
pub use pair::Pair;
