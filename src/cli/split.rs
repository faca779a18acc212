//! `--split`: what a user says of a file that holds both languages.

use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::ErrorKind;
use duikan::document::{Split, Word};
use duikan::error::Result;

use super::usage;

/// The option.
#[derive(clap::Args)]
pub struct Arguments {
    /// How a file holds both languages, if that is not found out rightly, or the number of the line at which the second language begins;
    /// and how many documents it holds.
    #[arg(long = "split", value_name = "LAYOUT", value_delimiter = ',', value_parser = Words)]
    words: Vec<Word>,
}

impl Arguments {
    /// What is said.
    pub fn split(&self) -> Result<Split> {
        Split::of(&self.words)
    }
}

/// Reads a word or a line's number.
#[derive(Clone)]
struct Words;

impl TypedValueParser for Words {
    type Value = Word;

    fn parse_ref(
        &self,
        command: &clap::Command,
        _: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> std::result::Result<Word, clap::Error> {
        let text = value.to_string_lossy();
        Word::read(&text).ok_or_else(|| {
            let names: Vec<&str> = Word::ALL.iter().map(|(name, ..)| *name).collect();
            let remedy = format!(
                "{}, or the number of the line at which the second language begins",
                names.join(", ")
            );
            let error = usage::unknown("layout", &text, names.into_iter(), &remedy);
            clap::Error::raw(ErrorKind::InvalidValue, error.to_string()).with_cmd(command)
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Word::ALL.iter().map(|(name, _, help)| PossibleValue::new(*name).help(*help))))
    }
}
