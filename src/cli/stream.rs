//! Pairs and documents that come as JSON Lines: findings go out in the order of the lines, memory does not grow, and a bad line is
//! answered in its place.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use duikan::audit::{audit_document, audit_record, guarded};
use duikan::document::pairs::Record;
use duikan::document::stream::{Line, Stream};
use duikan::document::{Limits, parse_two_within};
use duikan::error::{Error, Result};
use duikan::finding::Finding;
use duikan::report::{Decisions, FindingsFormat, FindingsWriter};
use rayon::prelude::*;

use super::input::STANDARD_INPUT;
use super::{FAILED, output, settings};

/// What the lines hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Pairs that stand alone.
    Pairs,
    /// Whole texts; a finding's document is the line's id.
    Documents,
}

/// Bytes of lines that are judged together: enough to keep every core busy.
const BATCH: usize = 1 << 20;
/// Parts of batches that are read ahead, each at most a batch and one line long.
const AHEAD: usize = 8;

/// What is said of a line.
enum Answer {
    Findings(Vec<Finding>),
    /// Number and id of the line, and what is wrong with it.
    Error(usize, Option<String>, Error),
}

/// Audits the lines of `path`, or of standard input if that is `-`. `decisions` are those that a team shares.
pub fn run(
    path: &Path,
    unit: Unit,
    format: FindingsFormat,
    decisions: &Decisions,
    settings: &settings::Settings,
) -> Result<ExitCode> {
    let standard = path == Path::new("-");
    let name = if standard { STANDARD_INPUT.to_owned() } else { path.display().to_string() };
    let lines = if standard {
        ahead(io::stdin(), settings.limits)
    } else {
        ahead(File::open(path).map_err(|e| Error::io(path, "read", &e))?, settings.limits)
    };
    let mut done = ExitCode::SUCCESS;
    let (mut bad, mut broken) = (0, None);
    output::write(|out| {
        let mut writer = FindingsWriter::new(out, format)?;
        while let Ok(first) = lines.recv() {
            let mut batch = match first {
                Ok(lines) => lines,
                Err(e) => {
                    broken = Some(e);
                    break;
                }
            };
            let mut length: usize = batch.iter().map(length_of).sum();
            while length < BATCH {
                match lines.try_recv() {
                    Ok(Ok(more)) => {
                        length += more.iter().map(length_of).sum::<usize>();
                        batch.extend(more);
                    }
                    Ok(Err(e)) => {
                        broken = Some(e);
                        break;
                    }
                    Err(_) => break,
                }
            }
            let answers: Vec<Answer> = batch
                .into_par_iter()
                .with_max_len(if unit == Unit::Documents { 1 } else { 64 })
                .map(|line| answer(line, unit, settings))
                .collect();
            for answer in answers {
                match answer {
                    Answer::Findings(mut findings) => {
                        decisions.apply(&mut findings);
                        if done == ExitCode::SUCCESS {
                            done = settings.status(&findings);
                        }
                        writer.add(&findings)?;
                    }
                    Answer::Error(line, id, error) => {
                        bad += 1;
                        if !writer.add_error(line, id.as_deref(), &error.to_string())? {
                            output::message(&error.at(&name).to_string());
                        }
                    }
                }
            }
            writer.flush()?;
            if broken.is_some() {
                break;
            }
        }
        Ok(())
    })?;
    if let Some(e) = broken {
        return Err(Error::io(&name, "read", &e));
    }
    if bad > 0 {
        let lines = if bad == 1 { "line" } else { "lines" };
        output::message(&format!("{name}: {bad} {lines} could not be audited, all others were"));
        return Ok(ExitCode::from(FAILED));
    }
    Ok(done)
}

/// Lines, read by a thread of their own, which ends with the program: it may wait for input that never comes.
fn ahead(input: impl Read + Send + 'static, limits: Limits) -> Receiver<io::Result<Vec<Line>>> {
    let (sender, receiver) = mpsc::sync_channel(AHEAD);
    thread::spawn(move || {
        let mut stream = Stream::new(input, &limits);
        loop {
            let batch = stream.batch(BATCH);
            let (end, failed) = (batch.as_ref().is_ok_and(Vec::is_empty), batch.is_err());
            if end || sender.send(batch).is_err() || failed {
                break;
            }
        }
    });
    receiver
}

fn length_of(line: &Line) -> usize {
    line.1.as_ref().map_or(0, |r| r.source.len() + r.target.len())
}

fn answer((number, record): Line, unit: Unit, settings: &settings::Settings) -> Answer {
    let record = match record {
        Ok(record) => record,
        Err(e) => return Answer::Error(number, None, e),
    };
    // A line on which the program fails for whatever reason does no harm to the others.
    let audited = guarded(|| match unit {
        Unit::Pairs => {
            record.check(&settings.limits)?;
            Ok(audit_record(STANDARD_INPUT, &record, &settings.options))
        }
        Unit::Documents => document(&record, settings),
    });
    match audited.and_then(|findings| findings) {
        Ok(findings) => Answer::Findings(findings),
        Err(e) => Answer::Error(number, Some(record.id), e.line(number)),
    }
}

fn document(record: &Record, settings: &settings::Settings) -> Result<Vec<Finding>> {
    let document = parse_two_within(&record.id, &record.source, &record.target, &settings.limits)?;
    Ok(audit_document(document, &settings.options).findings)
}
