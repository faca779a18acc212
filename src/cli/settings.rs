//! What an audit looks for: the command line, and `duikan.toml` where the command line is silent.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use duikan::audit::{DEFAULT_CONFIDENCE, Options};
use duikan::checks::{ALL, Check};
use duikan::config::{self, Configuration};
use duikan::document::{Limits, Split};
use duikan::error::{Error, Result};
use duikan::finding::{Finding, Severity};
use duikan::glossary::{self, Glossary};
use duikan::lexicon::Lexicon;
use duikan::report::{self, Input, is_counted};

use super::{FOUND, checks};

/// Options that decide what is reported.
#[derive(clap::Args)]
pub struct Arguments {
    /// Term base: .csv or .tsv with source, target[, forbidden, note, status], or .tbx; may be given several times.
    #[arg(long, value_name = "FILE")]
    glossary: Vec<PathBuf>,
    /// Run only these checks (parted by commas).
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    check: Vec<String>,
    /// Leave these checks out (parted by commas).
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    skip: Vec<String>,
    /// Drop findings less sure than this, 0 to 1; 0 shows everything [default: 0.5].
    #[arg(long, value_name = "P", value_parser = confidence)]
    min_confidence: Option<f32>,
    /// Exit with status 1 if there is a finding this grave.
    #[arg(long, value_name = "SEVERITY", value_enum)]
    fail_on: Option<FailOn>,
    /// Configuration file [default: duikan.toml in the document's folder or above it].
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Read no configuration file.
    #[arg(long, conflicts_with = "config")]
    no_config: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    Minor,
    Major,
    Critical,
}

impl From<FailOn> for Severity {
    fn from(level: FailOn) -> Self {
        match level {
            FailOn::Minor => Self::Minor,
            FailOn::Major => Self::Major,
            FailOn::Critical => Self::Critical,
        }
    }
}

fn confidence(text: &str) -> std::result::Result<f32, String> {
    let number = text.parse().ok().filter(|p| (0.0..=1.0).contains(p));
    number.ok_or_else(|| "not a number from 0 to 1".to_owned())
}

/// Everything that was set.
pub struct Settings {
    /// For the audit.
    pub options: Options<'static>,
    /// The audit fails if there is a finding this grave.
    pub fail_on: Option<Severity>,
    /// The files that it was read from.
    pub inputs: Vec<Input>,
    /// How much a file may ask for.
    pub limits: Limits,
}

impl Arguments {
    /// Puts together what the command line says and what the configuration of `folder` says.
    pub fn settings(&self, folder: &Path) -> Result<Settings> {
        let mut inputs = Vec::new();
        let path = match &self.config {
            Some(path) => Some(path.clone()),
            None if self.no_config => None,
            None => config::find(folder),
        };
        let mut configuration = Configuration::default();
        if let Some(path) = path {
            let (read, bytes) = config::read(&path)?;
            configuration = read;
            inputs.push(input(&path, &bytes));
        }
        let limits = configuration.limits;
        let mut entries = Vec::new();
        for path in self.glossary.iter().chain(&configuration.glossaries) {
            let (read, bytes) = glossary::read(path)?;
            entries.extend(read);
            inputs.push(input(path, &bytes));
        }
        let lexicon = Lexicon::embedded();
        let mut options = Options {
            checks: self.checks(&configuration)?,
            min_confidence: configuration.min_confidence.unwrap_or(DEFAULT_CONFIDENCE),
            thresholds: configuration.thresholds,
            severities: configuration.severities,
            glossary: Glossary::new(&entries, lexicon),
            language: configuration.language.unwrap_or_default(),
            ..Options::default()
        };
        if let Some(limit) = self.min_confidence {
            options.min_confidence = limit;
            options.thresholds.clear();
        }
        let fail_on = self.fail_on.map(Severity::from).or(configuration.fail_on);
        Ok(Settings { options, fail_on, inputs, limits })
    }

    /// The checks to run, in the order of all checks.
    fn checks(&self, configuration: &Configuration) -> Result<Vec<&'static Check>> {
        let ids = |names: &[String]| -> Result<Vec<&'static str>> {
            names
                .iter()
                .map(|n| n.trim())
                .filter(|n| !n.is_empty())
                .map(|n| Ok(checks::find(n)?.id))
                .collect()
        };
        let (mut only, mut skip) = (ids(&self.check)?, ids(&self.skip)?);
        if only.is_empty() {
            only.clone_from(&configuration.enable);
            skip.extend(&configuration.disable);
        }
        let is_chosen = |c: &&&Check| (only.is_empty() || only.contains(&c.id)) && !skip.contains(&c.id);
        let chosen: Vec<&'static Check> = ALL.iter().filter(is_chosen).copied().collect();
        if chosen.is_empty() {
            return Err(Error::new("every check is left out", "name fewer checks to skip"));
        }
        Ok(chosen)
    }
}

impl Settings {
    /// The exit status for findings, of which dismissed ones do not count.
    pub fn status(&self, findings: &[Finding]) -> ExitCode {
        let fails = |f: &Finding| is_counted(f) && self.fail_on.is_some_and(|l| f.severity >= l);
        if findings.iter().any(fails) { ExitCode::from(FOUND) } else { ExitCode::SUCCESS }
    }
}

/// What a report says of the options.
pub fn reported(options: &Options, split: Split) -> report::Settings {
    report::Settings {
        checks: options.checks.iter().map(|c| c.id).collect(),
        min_confidence: options.min_confidence,
        thresholds: options.thresholds.clone(),
        severities: options.severities.iter().map(|(id, s)| (*id, s.name())).collect(),
        split: split.describe(),
    }
}

fn input(path: &Path, bytes: &[u8]) -> Input {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    Input::new(name, "UTF-8", bytes)
}
