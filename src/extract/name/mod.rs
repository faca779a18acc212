//! Names: persons, places, countries, in both languages.
//!
//! [`Gazetteer`] finds the names that tables know; [`persons`] finds Chinese personal names by surname, title and shape; [`runs`]
//! finds capitalised names in English. Which name renders which is for others to say.

mod chinese;
mod english;
mod foreign;
mod gazetteer;
mod title;

pub use chinese::{Evidence, Person, faint_persons, persons, speakers};
pub use english::{Run, is_title_case, runs};
pub use foreign::{is_given_name, latin, transliterated};
pub use gazetteer::{Found, Gazetteer, Known, NameId, Sort, Use};
pub use title::{Title, title_after, title_before, title_in_english};
