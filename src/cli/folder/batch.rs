//! Documents that are learned from together, small enough that a few batches fit into memory at once.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use duikan::audit::{Audited, audit_documents};
use duikan::document::folder::{Entry, Files, NAMES};
use duikan::document::{self, How, Layout, Reading, file_name};
use duikan::error::{Error, Result};
use duikan::report::overview::Tally;
use duikan::report::{Decisions, Input, Names, Report, Row, write_folder, write_together};
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::super::interrupt;
use super::super::settings;
use super::{Job, Outcome};

/// Bytes of files in a batch: about 20,000 sentences of both sides together. From the smaller number on a batch ends where a name
/// says so, so that a document that comes or goes moves the ends of few batches.
const BYTES: (u64, u64) = (1 << 20, 3 << 20);
/// One name in so many ends a batch.
const ENDING: u32 = 32;
/// Documents of a batch, at most: of packed files the length says little.
const DOCUMENTS: usize = 1_000;

/// A digest of several things, each with its length.
#[derive(Clone, Default)]
pub struct Digest(Sha256);

impl Digest {
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    fn hexadecimal(self) -> String {
        self.0.finalize().iter().map(|b| format!("{b:02x}")).collect()
    }
}

/// A file as it was found.
#[derive(Clone)]
struct File {
    sha256: String,
    bytes: u64,
}

impl File {
    fn of(path: &Path) -> Option<Self> {
        let input = Input::new("", "", &fs::read(path).ok()?);
        Some(Self { sha256: input.sha256, bytes: input.bytes as u64 })
    }
}

/// What is known of a document that was read, but for its text.
struct About {
    /// Its place in the batch.
    entry: usize,
    layout: Layout,
    encodings: Vec<&'static str>,
    /// What its files were when they were read.
    digests: Vec<document::Digest>,
}

/// Documents that are learned from together.
pub struct Batch<'a> {
    /// Its place among the batches.
    pub(super) number: usize,
    entries: &'a [Entry],
    /// The files of each; `None` for one that cannot be read.
    files: Vec<Vec<Option<File>>>,
    /// Of all that decides what is found in them.
    pub digest: String,
}

impl<'a> Batch<'a> {
    /// Puts documents into batches. `options` is the digest of what else decides.
    pub fn all(entries: &'a [Entry], options: &Digest) -> Vec<Self> {
        let files: Vec<Vec<Option<File>>> =
            entries.par_iter().map(|e| e.paths().into_iter().map(File::of).collect()).collect();
        let mut batches = Vec::new();
        let (mut start, mut bytes) = (0, 0);
        for (k, entry) in entries.iter().enumerate() {
            bytes += files[k].iter().flatten().map(|f| f.bytes).sum::<u64>();
            let name = Sha256::digest(entry.name.as_bytes());
            let ends = bytes >= BYTES.0 && u32::from(name[0]) % ENDING == 0;
            if ends || bytes >= BYTES.1 || k + 1 - start >= DOCUMENTS || k + 1 == entries.len() {
                let (entries, files) = (&entries[start..=k], files[start..=k].to_vec());
                batches.push(Self::new(batches.len(), entries, files, options.clone()));
                (start, bytes) = (k + 1, 0);
            }
        }
        batches
    }

    fn new(number: usize, entries: &'a [Entry], files: Vec<Vec<Option<File>>>, mut digest: Digest) -> Self {
        for (entry, files) in entries.iter().zip(&files) {
            digest.add(entry.name.as_bytes());
            for (path, file) in entry.paths().into_iter().zip(files) {
                digest.add(file_name(path).as_bytes());
                digest.add(file.as_ref().map_or("", |f| f.sha256.as_str()).as_bytes());
            }
        }
        Self { number, entries, files, digest: digest.hexadecimal() }
    }

    /// Audits the documents, unless an earlier run did.
    pub(super) fn work(&self, job: &Job) -> (Vec<Outcome>, Names) {
        if let Some(kept) = self.kept(job) {
            job.progress.finish(self.entries.len(), 3);
            return kept;
        }
        let readings: Vec<Result<Reading>> = self
            .entries
            .par_iter()
            .map(|entry| {
                let reading = read(entry, job.request.how);
                job.progress.step(1);
                reading
            })
            .collect();
        let (mut documents, mut about, mut outcomes) = (Vec::new(), Vec::new(), Vec::new());
        for (k, reading) in readings.into_iter().enumerate() {
            match reading {
                Ok(reading) => {
                    about.push(About {
                        entry: k,
                        layout: reading.layout,
                        encodings: reading.encodings,
                        digests: reading.digests,
                    });
                    documents.push(reading.document);
                    outcomes.push(None);
                }
                Err(e) => {
                    job.progress.finish(1, 2);
                    outcomes.push(Some(failure(&e)));
                }
            }
        }
        let options = &job.request.settings.options;
        let audited = audit_documents(documents, options, |n, audited| {
            let about = &about[n];
            let k = about.entry;
            let path = self.entries[k].paths().into_iter().next().unwrap_or(Path::new(""));
            let mut found = Vec::new();
            let outcome = audited.map_err(|e| e.at(path)).and_then(|(audited, names)| {
                found = names;
                self.report(about, audited, job)
            });
            let outcome = outcome.unwrap_or_else(|e| failure(&e));
            job.progress.finish(1, 2);
            (k, outcome, found)
        });
        let mut names = Names::default();
        for (k, outcome, found) in audited {
            outcomes[k] = Some(outcome);
            names.add(&self.entries[k].name, &found);
        }
        let outcomes: Vec<Outcome> = outcomes.into_iter().flatten().collect();
        // What was read is what the digest was made of, unless a file was written in the meantime.
        let same = about.iter().all(|a| {
            let found = self.files[a.entry].iter().map(|f| f.as_ref().map(|f| &f.sha256));
            found.eq(a.digests.iter().map(|d| Some(&d.sha256)))
        });
        if job.request.findings.is_none() && same {
            let failed = self.entries.iter().zip(&outcomes).filter(|(_, o)| o.result.is_err());
            let failed = failed.map(|(e, _)| e.name.clone()).collect();
            // Without the note the next run would do the batch once more, no worse.
            let _ = self.keep(&names, job).and_then(|()| job.done.add(job.folder, self, failed));
        }
        (outcomes, names)
    }

    /// Notes the names for the next run.
    fn keep(&self, names: &Names, job: &Job) -> Result<()> {
        let _writing = interrupt::writing();
        write_together(&job.folder.join(NAMES), &[(self.digest.as_str(), names.lines())])
    }

    /// The outcomes and names of an earlier run, if they still hold.
    fn kept(&self, job: &Job) -> Option<(Vec<Outcome>, Names)> {
        if job.request.findings.is_some() {
            return None;
        }
        let failed = job.done.failed(self)?;
        let names = fs::read_to_string(job.folder.join(NAMES).join(&self.digest)).ok()?;
        let names = Names::from_lines(&names)?;
        let outcomes: Option<Vec<Outcome>> = self
            .entries
            .par_iter()
            .map(|entry| {
                let result = if failed.contains(&entry.name) {
                    match read(entry, job.request.how) {
                        // Nothing is wrong with the document: something else kept its report from being written.
                        Ok(_) => return None,
                        Err(e) => Err(e.to_string()),
                    }
                } else {
                    Ok(Tally::of_report(&job.report_of(entry), job.request.decisions).ok()??)
                };
                Some(Outcome { result, kept: true, findings: Vec::new() })
            })
            .collect();
        Some((outcomes?, names))
    }

    /// Writes the report of a document, or keeps its findings for standard output.
    fn report(&self, about: &About, audited: Audited, job: &Job) -> Result<Outcome> {
        let entry = &self.entries[about.entry];
        if job.request.findings.is_some() {
            let mut findings = audited.findings;
            Decisions::read(None, job.request.decisions)?.apply(&mut findings);
            return Ok(Outcome { result: Ok(Tally::of_findings(&findings)), kept: false, findings });
        }
        let mut inputs: Vec<Input> = entry
            .paths()
            .into_iter()
            .zip(&about.digests)
            .zip(&about.encodings)
            .map(|((path, digest), encoding)| Input {
                name: file_name(path),
                bytes: digest.bytes,
                encoding,
                sha256: digest.sha256.clone(),
            })
            .collect();
        inputs.extend(job.request.settings.inputs.iter().cloned());
        let files = match &entry.files {
            Files::Two(source, target) if about.layout == Layout::Swapped => {
                (file_name(target), file_name(source))
            }
            Files::Two(source, target) => (file_name(source), file_name(target)),
            Files::One(path) | Files::Half(path) => (file_name(path), file_name(path)),
        };
        let mut report = Report {
            alignment: Row::of_document(&audited.document, &audited.alignment),
            findings: audited.findings,
            inputs,
            files,
            name: audited.document.name,
            settings: settings::reported(&job.request.settings.options, job.request.how.split),
            language: job.request.settings.options.language,
        };
        let _writing = interrupt::writing();
        write_folder(&mut report, &job.report_of(entry), job.request.decisions, job.request.form.as_slice())?;
        Ok(Outcome { result: Ok(Tally::of_findings(&report.findings)), kept: false, findings: Vec::new() })
    }
}

fn failure(error: &Error) -> Outcome {
    Outcome { result: Err(error.to_string()), kept: false, findings: Vec::new() }
}

/// Reads a document. A reader that fails on it for whatever reason does no harm to the others.
fn read(entry: &Entry, how: How) -> Result<Reading> {
    catch_unwind(AssertUnwindSafe(|| entry.read(how))).unwrap_or_else(|_| {
        let remedy = "save it in another format; this is a defect of duikan";
        let path = entry.paths().into_iter().next().unwrap_or(Path::new(""));
        Err(Error::new("reading it failed", remedy).at(path))
    })
}
