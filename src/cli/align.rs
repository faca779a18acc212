use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use duikan::align::{align, align_document};
use duikan::document::Segment;
use duikan::error::Result;
use duikan::lexicon::Lexicon;
use duikan::report::{AlignmentFormat, Level, Row, write_rows};

use super::{input, output};

/// Pair the paragraphs, sentences or lines of two texts.
#[derive(clap::Args)]
pub struct Arguments {
    /// The Chinese text.
    source: PathBuf,
    /// The English text.
    target: PathBuf,
    /// What is paired; `line`: every line is one segment, taken as it stands.
    #[arg(long, value_enum, default_value_t)]
    unit: Unit,
    /// beads: `[0,1]:[0]` a line, numbers of segments from 0.
    #[arg(short, long, value_enum, default_value_t)]
    format: Format,
    /// Encoding of the files, if it is not detected rightly.
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
}

#[derive(Clone, Copy, Default, PartialEq, ValueEnum)]
enum Unit {
    #[default]
    Paragraph,
    Sentence,
    Line,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    #[default]
    Csv,
    Tsv,
    Beads,
    Jsonl,
}

impl From<Format> for AlignmentFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Csv => Self::Csv,
            Format::Tsv => Self::Tsv,
            Format::Beads => Self::Beads,
            Format::Jsonl => Self::Jsonl,
        }
    }
}

pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let lexicon = Lexicon::embedded();
    let rows = if arguments.unit == Unit::Line {
        let (source, target) =
            input::read_lines(&arguments.source, &arguments.target, arguments.encoding.as_deref())?;
        let texts = |side: &'_ [Segment]| side.iter().map(|s| s.text.clone()).collect::<Vec<_>>();
        let (s, t) = (texts(&source), texts(&target));
        let beads = align(
            &s.iter().map(String::as_str).collect::<Vec<_>>(),
            &t.iter().map(String::as_str).collect::<Vec<_>>(),
            lexicon,
        );
        Row::of_lines(&source, &target, &beads)
    } else {
        let document =
            input::read_in_order(&arguments.source, &arguments.target, arguments.encoding.as_deref())?;
        let level = if arguments.unit == Unit::Sentence { Level::Sentence } else { Level::Paragraph };
        let mut rows = Row::of_document(&document, &align_document(&document, lexicon));
        rows.retain(|r| r.level == level);
        rows
    };
    output::write(|out| write_rows(out, &rows, arguments.format.into()))?;
    Ok(ExitCode::SUCCESS)
}
