//! The audit of a folder: many documents, learned from together, a report for each, and an overview.

mod batch;
mod progress;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;

use duikan::document::How;
use duikan::document::folder::{self, DONE, Entry, Listing, NAMES, REPORT};
use duikan::error::{Error, Result};
use duikan::finding::Finding;
use duikan::report::overview::{self, Line, Overview, Tally};
use duikan::report::{Exchange, FindingsFormat, FindingsWriter, Names, write_together};

use super::{FAILED, FOUND, interrupt, output, settings};
use batch::{Batch, Digest};
use progress::Progress;

/// What is asked for.
pub struct Request<'a> {
    /// The folder.
    pub root: &'a Path,
    /// Where reports go, unless beside the working folder's files.
    pub output: Option<&'a Path>,
    /// How findings are written to standard output, if no reports are wanted.
    pub findings: Option<FindingsFormat>,
    /// The form for other programs that is wanted beside each report.
    pub form: Option<Exchange>,
    /// Decisions that a team shares.
    pub decisions: Option<&'a Path>,
    /// How all files are read.
    pub how: How<'a>,
    /// Whether everything is done again.
    pub force: bool,
    /// Whether nothing but errors is to be said.
    pub quiet: bool,
    /// What to look for.
    pub settings: settings::Settings,
}

/// What became of a document.
struct Outcome {
    result: std::result::Result<Tally, String>,
    /// Whether the report that was there still holds.
    kept: bool,
    /// Only if they go to standard output.
    findings: Vec<Finding>,
}

/// Batches that are worked on at once: what one does alone another core does not wait for. More would only need more memory.
const WORKERS: usize = 3;
/// Errors that are printed one by one.
const SHOWN_ERRORS: usize = 20;

/// Audits a folder.
pub fn run(request: &Request) -> Result<ExitCode> {
    let folder_name = name(request.root);
    let beside = PathBuf::from(format!("{folder_name}.{REPORT}"));
    let folder = request.output.unwrap_or(&beside);
    let Listing { entries, errors, passed_over } = folder::list(request.root, Some(folder))?;
    let progress = Arc::new(Progress::new(entries.len(), request.quiet));
    let farewell = Arc::clone(&progress);
    let remedy = if request.findings.is_some() { "" } else { "; the same command does the rest" };
    interrupt::guard(move || {
        let (done, all) = farewell.close();
        output::message(&format!("stopped: {done} of {all} documents are done{remedy}"));
    });

    let job = Job { request, folder, progress: &progress, done: &Done::read(folder, request.force) };
    let batches = Batch::all(&entries, &job.digest_of_options());
    let (mut outcomes, mut names) = (Vec::with_capacity(entries.len()), Names::default());
    match request.findings {
        Some(format) => output::write(|out| {
            let mut writer = FindingsWriter::new(out, format)?;
            job.run(&batches, |batch, _| {
                for outcome in &batch {
                    writer.write(&outcome.findings)?;
                }
                outcomes.extend(batch.into_iter().map(|o| Outcome { findings: Vec::new(), ..o }));
                Ok(())
            })
        })?,
        None => job
            .run(&batches, |batch, of_batch| {
                outcomes.extend(batch);
                names.merge(of_batch);
                Ok(())
            })
            .map_err(|e| output::failed(&e))?,
    }
    progress.close();

    let kept = outcomes.iter().filter(|o| o.kept).count();
    let overview = Overview {
        name: folder_name,
        names,
        lines: entries
            .iter()
            .zip(outcomes)
            .map(|(entry, outcome)| Line {
                document: entry.name.clone(),
                report: format!("{}.{REPORT}", entry.name),
                outcome: outcome.result,
            })
            .collect(),
    };
    let failed = tell_errors(&overview, &errors);
    if request.findings.is_none() {
        job.done.write(folder, &batches)?;
        let _writing = interrupt::writing();
        overview::write(&overview, folder, request.settings.options.language)?;
    }
    if request.findings.is_none() && !request.quiet {
        let mut summary = overview.summary();
        if kept > 0 {
            summary += &format!("{kept} unchanged since the last run; --force audits all again\n");
        }
        if passed_over > 0 {
            let (what, are) =
                if passed_over == 1 { ("file", "is no document") } else { ("files", "are no documents") };
            summary += &format!("{passed_over} {what} {are}\n");
        }
        output::print(&format!("{summary}\nOverview: {}\n", folder.join("index.html").display()))?;
    }
    let found = request.settings.fail_on.is_some_and(|least| overview.total().has(least));
    Ok(match (failed, found) {
        (true, _) => ExitCode::from(FAILED),
        (_, true) => ExitCode::from(FOUND),
        _ => ExitCode::SUCCESS,
    })
}

/// The name of a folder, even of `.` and `..`.
fn name(folder: &Path) -> String {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    whole.file_name().map_or_else(|| "folder".to_owned(), |n| n.to_string_lossy().into_owned())
}

/// Prints what could not be done; whether there was such a thing.
fn tell_errors(overview: &Overview, errors: &[Error]) -> bool {
    let documents = overview.lines.iter().filter_map(|l| l.outcome.as_ref().err().cloned());
    let all: Vec<String> = errors.iter().map(Error::to_string).chain(documents).collect();
    for error in all.iter().take(SHOWN_ERRORS) {
        output::message(error);
    }
    if all.len() > SHOWN_ERRORS {
        output::message(&format!("and {} more errors of this kind", all.len() - SHOWN_ERRORS));
    }
    !all.is_empty()
}

/// Everything the work on a batch needs.
struct Job<'a> {
    request: &'a Request<'a>,
    folder: &'a Path,
    progress: &'a Progress,
    done: &'a Done,
}

impl Job<'_> {
    /// Whatever beside the documents decides what is reported.
    fn digest_of_options(&self) -> Digest {
        let options = &self.request.settings.options;
        let mut digest = Digest::default();
        digest.add(env!("CARGO_PKG_VERSION").as_bytes());
        digest.add(self.request.how.encoding.unwrap_or_default().as_bytes());
        digest.add(format!("{:?} {:?}", self.request.how.limits, self.request.how.split).as_bytes());
        digest.add(format!("{:?}", self.request.form).as_bytes());
        digest.add(format!("{:?} {:?}", options.min_confidence, options.language).as_bytes());
        digest.add(format!("{:?} {:?}", options.thresholds, options.severities).as_bytes());
        for check in &options.checks {
            digest.add(check.id.as_bytes());
        }
        for input in &self.request.settings.inputs {
            digest.add(input.sha256.as_bytes());
        }
        digest
    }

    /// Works on all batches, several at once; their outcomes go to `take` in order.
    fn run(
        &self,
        batches: &[Batch],
        mut take: impl FnMut(Vec<Outcome>, Names) -> io::Result<()>,
    ) -> io::Result<()> {
        let next = AtomicUsize::new(0);
        let (sender, receiver) = mpsc::channel();
        thread::scope(|scope| {
            for _ in 0..WORKERS.min(batches.len()) {
                let (sender, next) = (sender.clone(), &next);
                scope.spawn(move || {
                    while let Some(batch) = batches.get(next.fetch_add(1, Ordering::Relaxed)) {
                        // Nobody receives any more where nobody wants the rest.
                        if sender.send((batch.number, batch.work(self))).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(sender);
            let (mut ready, mut number) = (BTreeMap::new(), 0);
            for (k, done) in receiver {
                ready.insert(k, done);
                while let Some((outcomes, names)) = ready.remove(&number) {
                    number += 1;
                    take(outcomes, names)?;
                }
            }
            Ok(())
        })
    }

    /// The folder of a document's report.
    fn report_of(&self, entry: &Entry) -> PathBuf {
        self.folder.join(format!("{}.{REPORT}", entry.name))
    }
}

/// Batches that need not be worked on: the digest of each, and its documents that could not be read. They stand in [`DONE`], one a line.
#[derive(Default)]
struct Done(Mutex<BTreeMap<String, Vec<String>>>);

impl Done {
    /// What earlier runs did.
    fn read(folder: &Path, force: bool) -> Self {
        let text =
            if force { String::new() } else { fs::read_to_string(folder.join(DONE)).unwrap_or_default() };
        let line = |line: &str| {
            let mut cells = line.split('\t').map(str::to_owned);
            Some((cells.next()?, cells.collect()))
        };
        Self(Mutex::new(text.lines().filter_map(line).collect()))
    }

    /// The documents of a batch that could not be read, if it was done.
    fn failed(&self, batch: &Batch) -> Option<Vec<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&batch.digest).cloned()
    }

    /// Notes that a batch is done.
    fn add(&self, folder: &Path, batch: &Batch, failed: Vec<String>) -> Result<()> {
        let mut done = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        done.insert(batch.digest.clone(), failed);
        let _writing = interrupt::writing();
        write_together(folder, &[(DONE, Self::file(&done, |_| true))])
    }

    /// Forgets what is not of these batches.
    fn write(&self, folder: &Path, batches: &[Batch]) -> Result<()> {
        let done = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let _writing = interrupt::writing();
        let is_here = |digest: &str| batches.iter().any(|b| b.digest == digest);
        for entry in fs::read_dir(folder.join(NAMES)).into_iter().flatten().flatten() {
            if entry.file_name().to_str().is_some_and(|name| !is_here(name)) {
                // What stays does no harm.
                let _ = fs::remove_file(entry.path());
            }
        }
        write_together(folder, &[(DONE, Self::file(&done, is_here))])
    }

    fn file(done: &BTreeMap<String, Vec<String>>, keep: impl Fn(&str) -> bool) -> Vec<u8> {
        let lines = done.iter().filter(|(digest, _)| keep(digest));
        lines
            .flat_map(|(d, failed)| {
                format!("{}\n", [std::slice::from_ref(d), &failed[..]].concat().join("\t")).into_bytes()
            })
            .collect()
    }
}
