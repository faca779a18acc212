use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use duikan::audit::{Options, audit_document_with, audit_pairs};
use duikan::document::pairs::{self, Given, JsonLines, Record};
use duikan::document::{self, Digest, How, Layout, Split, file_name};
use duikan::error::{Error, Result};
use duikan::report::{
    Decisions, Exchange, FindingsFormat, FindingsWriter, Input, Report, Row, terminal, write_folder,
};

use super::input::STANDARD_INPUT;
use super::stream::{self, Unit};
use super::{folder, input, notes, output, progress, settings, split};

/// Flag every place where a translation says something else than its original.
#[derive(clap::Args)]
pub struct Arguments {
    /// One file that holds both languages, the Chinese file and the English one, or a folder of such files.
    #[arg(value_name = "FILE", conflicts_with = "pairs")]
    files: Vec<PathBuf>,
    /// Segments already paired: .jsonl, .csv or .tsv with id, source, target[, document], .tmx, or .xlf; `-`: JSON Lines from
    /// standard input.
    #[arg(long, value_name = "FILE")]
    pairs: Option<PathBuf>,
    /// Whole texts: JSON Lines with id, source, target; `-`: from standard input. Findings go to standard output.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["files", "pairs"])]
    documents: Option<PathBuf>,
    /// Folder for the report [default: the document's name + .duikan]; `-`: findings to standard output.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// What `--output -` writes [default: csv]; with a folder, xlsx, sarif, tmx and xliff are written beside the report.
    #[arg(short, long, value_enum)]
    format: Option<Format>,
    /// Decisions that a team shares (id, status, comment): read beside those in the report folder.
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    /// Of a folder audit every document again, not only what changed.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    choice: settings::Arguments,
    #[command(flatten)]
    split: split::Arguments,
    /// Encoding of the files, if it is not detected rightly.
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// No summary, progress, notes or warnings.
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Csv,
    Jsonl,
    Xlsx,
    Sarif,
    Tmx,
    Xliff,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let settings = arguments.choice.settings(arguments.folder())?;
    let split = arguments.split.split()?;
    if split != Split::default() && (arguments.pairs.is_some() || arguments.documents.is_some()) {
        let remedy = "leave --split out";
        return Err(Error::new("--split is about a file that holds both languages", remedy));
    }
    let is_stream = arguments.documents.is_some() || arguments.pairs.as_deref() == Some(Path::new("-"));
    if arguments.encoding.is_some() && is_stream {
        return Err(Error::new("JSON Lines are UTF-8", "leave --encoding out"));
    }
    if arguments.force && !arguments.files.iter().any(|f| f.is_dir()) {
        return Err(Error::new(
            "--force is about the documents of a folder",
            "leave it out, or name a folder",
        ));
    }
    let to_stdout = |o: &Path| o == Path::new("-");
    if let Some(path) = &arguments.decisions {
        std::fs::metadata(path).map_err(|e| Error::io(path, "read", &e))?;
    }
    let piped = arguments.output.as_deref().is_some_and(to_stdout);
    let form = arguments.exchange();
    let streamed = |path, unit| stream::run(path, unit, arguments.format(), &arguments.shared()?, &settings);
    if let (Some("-"), true) = (
        arguments.pairs.as_deref().and_then(Path::to_str),
        (piped || arguments.output.is_none()) && form.is_none(),
    ) {
        return streamed(Path::new("-"), Unit::Pairs);
    }
    if let Some(path) = &arguments.documents {
        if arguments.output.is_some() && !piped || form.is_some() {
            let remedy = "leave --output out, or audit a folder of documents";
            return Err(Error::new("--documents writes csv or jsonl to standard output", remedy));
        }
        return streamed(path, Unit::Documents);
    }
    if arguments.format.is_some() && form.is_none() && !piped && !arguments.quiet {
        output::message(
            "note: csv and jsonl are always in the report folder; --format names what `--output -` writes",
        );
    }
    let how = How { encoding: arguments.encoding.as_deref(), limits: settings.limits, split };
    if let [root] = &arguments.files[..]
        && root.is_dir()
    {
        if piped && form.is_some() {
            let remedy = "leave `--output -` out: each report folder gets a file of its own";
            return Err(Error::new("this --format holds one document only", remedy).at(root));
        }
        let output = arguments.output.as_deref();
        return folder::run(&folder::Request {
            root,
            output: output.filter(|_| !piped),
            findings: piped.then(|| arguments.format()),
            form,
            decisions: arguments.decisions.as_deref(),
            how,
            force: arguments.force,
            quiet: arguments.quiet,
            settings,
        });
    }
    let mut report = report(arguments, how, &settings.options)?;
    report.inputs.extend_from_slice(&settings.inputs);
    if piped {
        arguments.shared()?.apply(&mut report.findings);
    }
    if let (true, Some(form)) = (piped, form) {
        let file = form.file(&report)?;
        output::write(|out| io::Write::write_all(out, &file))?;
    } else if piped {
        output::write(|out| FindingsWriter::new(out, arguments.format())?.write(&report.findings))?;
    } else {
        let folder =
            arguments.output.clone().unwrap_or_else(|| PathBuf::from(format!("{}.duikan", report.files.0)));
        let changes = write_folder(&mut report, &folder, arguments.decisions.as_deref(), form.as_slice())?;
        if !arguments.quiet {
            output::print(&terminal::summary(&report, &folder, changes, output::screen()))?;
        }
    }
    Ok(settings.status(&report.findings))
}

impl Arguments {
    /// The decisions of the file that was named.
    fn shared(&self) -> Result<Decisions> {
        Decisions::read(None, self.decisions.as_deref())
    }

    fn format(&self) -> FindingsFormat {
        match self.format {
            Some(Format::Jsonl) => FindingsFormat::Jsonl,
            _ => FindingsFormat::Csv,
        }
    }

    /// The form for other programs that was asked for.
    fn exchange(&self) -> Option<Exchange> {
        match self.format? {
            Format::Csv | Format::Jsonl => None,
            Format::Xlsx => Some(Exchange::Xlsx),
            Format::Sarif => Some(Exchange::Sarif),
            Format::Tmx => Some(Exchange::Tmx),
            Format::Xliff => Some(Exchange::Xliff),
        }
    }

    /// The folder of what is audited.
    fn folder(&self) -> &Path {
        let given = self.pairs.as_deref().or(self.documents.as_deref());
        let first = given.or(self.files.first().map(PathBuf::as_path));
        match first {
            Some(folder) if folder.is_dir() => folder,
            first => first.and_then(Path::parent).unwrap_or(Path::new("")),
        }
    }
}

/// Reads and audits what was named.
fn report(arguments: &Arguments, how: How, options: &Options) -> Result<Report> {
    let settings = settings::reported(options, how.split);
    if let Some(path) = &arguments.pairs {
        let given = given(path, how)?;
        let name = if path == Path::new("-") { STANDARD_INPUT.to_owned() } else { file_name(path) };
        return Ok(Report {
            findings: audit_pairs(&name, &given.records, options),
            alignment: Row::of_pairs(&given.records),
            inputs: vec![Input::new(&name, given.encoding, &given.bytes)],
            files: (name.clone(), name.clone()),
            name,
            settings,
            language: options.language,
        });
    }
    let (reading, mut files) = match &arguments.files[..] {
        [one] => (document::read_one(one, how)?, (file_name(one), file_name(one))),
        [source, target] => {
            input::refuse_split(how.split, target)?;
            (document::read_two(source, target, how)?, (file_name(source), file_name(target)))
        }
        [] => {
            let remedy = "name a document, a Chinese file and an English one, or --pairs FILE";
            return Err(Error::new("nothing to audit", remedy));
        }
        [_, _, third, ..] => {
            let remedy = "an audit takes one document, or a Chinese file and an English one";
            return Err(Error::new("one file too many", remedy).at(third));
        }
    };
    if !arguments.quiet {
        notes::reading(&arguments.files, &reading, how.encoding);
    }
    let mut inputs = Vec::new();
    for ((path, encoding), Digest { bytes, sha256 }) in
        arguments.files.iter().zip(reading.encodings).zip(reading.digests)
    {
        inputs.push(Input { name: file_name(path), bytes, encoding, sha256 });
    }
    if reading.layout == Layout::Swapped {
        std::mem::swap(&mut files.0, &mut files.1);
        if !arguments.quiet {
            output::message(&format!("note: {}", reading.layout.describe()));
        }
    }
    let audited =
        progress::watch(arguments.quiet, |progress| audit_document_with(reading.document, options, progress));
    let alignment = Row::of_document(&audited.document, &audited.alignment);
    notes::crossing(&alignment, arguments.quiet);
    notes::foreign(&alignment, arguments.quiet);
    Ok(Report {
        alignment,
        findings: audited.findings,
        inputs,
        files,
        name: audited.document.name,
        settings,
        language: options.language,
    })
}

/// The pairs of a file, or of standard input, where each line stands alone.
fn given(path: &Path, how: How) -> Result<Given> {
    if path != Path::new("-") {
        return pairs::read(path, how);
    }
    let mut bytes = Vec::new();
    io::Read::read_to_end(&mut io::stdin().lock(), &mut bytes)
        .map_err(|e| Error::io(STANDARD_INPUT, "read", &e))?;
    let records = JsonLines::new(&bytes[..])
        .map(|r| r.map(|r| Record { document: None, ..r }))
        .collect::<Result<Vec<_>>>()
        .map_err(|e| e.at(STANDARD_INPUT))?;
    Ok(Given { records, bytes, encoding: "UTF-8" })
}
