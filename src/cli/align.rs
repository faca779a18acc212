use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use duikan::align::{Bead, Options, align_document_with, align_with, terms, unrelated};
use duikan::document::{self, How, Segment, file_name};
use duikan::error::{Error, Result};
use duikan::lexicon::Lexicon;
use duikan::report::{AlignmentFormat, Level, Row, write_rows, write_terms};

use super::{input, notes, output, progress, split};

/// Pair the paragraphs, sentences or lines of two texts.
#[derive(clap::Args)]
pub struct Arguments {
    /// The Chinese text, or a file that holds both.
    source: PathBuf,
    /// The English text.
    target: Option<PathBuf>,
    /// What is paired; `line`: every line is one segment, taken as it stands.
    #[arg(long, value_enum, default_value_t)]
    unit: Unit,
    /// beads: `[0,1]:[0]` a line, numbers of segments from 0.
    #[arg(short, long, value_enum, default_value_t)]
    format: Format,
    /// Pairs that are settled: beads in the form `[0,1]:[0]`, for `--unit line`.
    #[arg(long, value_name = "FILE")]
    anchors: Option<PathBuf>,
    /// Write the terms and names learned from the two texts as a term base (.csv) for `audit --glossary`; they are
    /// candidates until someone empties their status.
    #[arg(long, value_name = "FILE")]
    terms: Option<PathBuf>,
    /// No notes or warnings.
    #[arg(short, long)]
    quiet: bool,
    #[command(flatten)]
    split: split::Arguments,
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
    Tmx,
    Xliff,
}

impl From<Format> for AlignmentFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Csv => Self::Csv,
            Format::Tsv => Self::Tsv,
            Format::Beads => Self::Beads,
            Format::Jsonl => Self::Jsonl,
            Format::Tmx => Self::Tmx,
            Format::Xliff => Self::Xliff,
        }
    }
}

pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let lexicon = Lexicon::embedded();
    let encoding = arguments.encoding.as_deref();
    if let (Some(path), true) = (&arguments.anchors, arguments.unit != Unit::Line) {
        return Err(Error::new("settled pairs are numbers of lines", "add `--unit line`").at(path));
    }
    let split = arguments.split.split()?;
    if let Some(target) = &arguments.target {
        input::refuse_split(split, target)?;
    }
    // What the pairs, warnings and terms speak of: the segments of the level asked for.
    let (rows, source, target, beads) = if arguments.unit == Unit::Line {
        let Some(target) = &arguments.target else {
            let remedy = "name the Chinese file, then the English one";
            return Err(
                Error::new("`--unit line` pairs the lines of two files", remedy).at(&arguments.source)
            );
        };
        let (source, target) = input::read_lines(&arguments.source, target, encoding)?;
        let settled = match &arguments.anchors {
            Some(path) => input::settled(path, source.len(), target.len())?,
            None => Vec::new(),
        };
        let beads = progress::watch(arguments.quiet, |progress| {
            let options = Options { settled: &settled, progress, ..Options::default() };
            align_with(&texts(&source), &texts(&target), lexicon, &options)
        });
        (Row::of_lines(&source, &target, &beads), source, target, beads)
    } else {
        let how = How { encoding, limits: input::limits(&arguments.source)?, split };
        let reading = match &arguments.target {
            Some(target) => input::read_in_order(&arguments.source, target, how)?,
            None => document::read_one(&arguments.source, how)?,
        };
        if !arguments.quiet {
            let files: Vec<PathBuf> =
                [Some(&arguments.source), arguments.target.as_ref()].into_iter().flatten().cloned().collect();
            notes::reading(&files, &reading, encoding);
        }
        let document = reading.document;
        let alignment =
            progress::watch(arguments.quiet, |progress| align_document_with(&document, lexicon, progress));
        let level = if arguments.unit == Unit::Sentence { Level::Sentence } else { Level::Paragraph };
        let mut rows = Row::of_document(&document, &alignment);
        rows.retain(|r| r.level == level);
        let (source, target, beads) = alignment.sentences();
        (rows, source, target, beads)
    };
    notes::crossing(&rows, arguments.quiet);
    if !arguments.quiet {
        warn_of_unrelated(arguments, &source, &target, &beads);
    }
    if let Some(path) = &arguments.terms {
        write_terms(path, &terms(&texts(&source), &texts(&target), &beads, lexicon))?;
    }
    let name = match &arguments.target {
        Some(target) => format!("{} + {}", file_name(&arguments.source), file_name(target)),
        None => file_name(&arguments.source),
    };
    output::write(|out| write_rows(out, &name, &rows, arguments.format.into()))?;
    Ok(ExitCode::SUCCESS)
}

fn texts(side: &[Segment]) -> Vec<&str> {
    side.iter().map(|s| s.text.as_str()).collect()
}

/// Says where the two texts do not seem to render each other.
fn warn_of_unrelated(arguments: &Arguments, source: &[Segment], target: &[Segment], beads: &[Bead]) {
    let lengths = |side: &[Segment]| side.iter().map(|s| s.text.chars().count()).collect::<Vec<_>>();
    for stretch in unrelated(beads, (&lengths(source), &lengths(target))) {
        let lines = |path: &Path, side: &[Segment], range: &std::ops::Range<usize>| match side[range.clone()]
        {
            [] => format!("nothing of {}", path.display()),
            [ref one] => format!("{}:{}", path.display(), one.line()),
            [ref first, .., ref last] => format!("{}:{}-{}", path.display(), first.line(), last.line()),
        };
        output::message(&format!(
            "warning: {} and {} hardly render each other: a part that only one side has, or the wrong file?",
            lines(&arguments.source, source, &stretch.source),
            lines(arguments.target.as_ref().unwrap_or(&arguments.source), target, &stretch.target),
        ));
    }
}
