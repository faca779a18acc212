//! Configuration: what `duikan.toml` says of checks, limits, severities, glossaries and the language of messages.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::checks;
use crate::document::Limits;
use crate::error::{Error, Result, near};
use crate::finding::{Language, Severity};

/// The name of a configuration file.
pub const FILE_NAME: &str = "duikan.toml";

/// What a configuration file sets; what it does not set is `None` or empty.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Configuration {
    /// Ids of the only checks to run; all if empty.
    pub enable: Vec<&'static str>,
    /// Ids of checks to leave out.
    pub disable: Vec<&'static str>,
    /// Findings below this confidence, 0 to 1, are dropped.
    pub min_confidence: Option<f32>,
    /// An audit fails if there is a finding this grave.
    pub fail_on: Option<Severity>,
    /// Other limits than `min_confidence` for some checks, by id.
    pub thresholds: BTreeMap<&'static str, f32>,
    /// Severities of all findings of some checks, by id.
    pub severities: BTreeMap<&'static str, Severity>,
    /// Term bases, with the folder of the configuration file before relative names.
    pub glossaries: Vec<PathBuf>,
    /// Language of the messages.
    pub language: Option<Language>,
    /// How much a file may ask for.
    pub limits: Limits,
}

/// The nearest configuration file: in `folder` or in the nearest folder above it that has one. Its name is relative if it stands in
/// the working folder or below.
pub fn find(folder: &Path) -> Option<PathBuf> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let folder = std::path::absolute(here).ok()?;
    let found = folder.ancestors().map(|f| f.join(FILE_NAME)).find(|f| f.is_file())?;
    let working = std::env::current_dir().unwrap_or_default();
    Some(found.strip_prefix(working).map(Path::to_path_buf).unwrap_or(found))
}

/// Reads a configuration file, and gives its bytes too (for a digest).
///
/// # Errors
/// If it cannot be read, is no TOML, or has a key or a value that means nothing; with its line and a near name.
pub fn read(path: &Path) -> Result<(Configuration, Vec<u8>)> {
    let bytes = std::fs::read(path).map_err(|e| Error::io(path, "read", &e))?;
    let text = std::str::from_utf8(&bytes).map_err(|e| {
        let line = 1 + bytes[..e.valid_up_to()].iter().filter(|b| **b == b'\n').count();
        Error::new("not UTF-8", "save the file as UTF-8").line(line).at(path)
    })?;
    let configuration = parse(text, path.parent().unwrap_or(Path::new(""))).map_err(|e| e.at(path))?;
    Ok((configuration, bytes))
}

/// Reads the text of a configuration file that stands in `folder`.
///
/// ```
/// let text = "min_confidence = 0.6\n[checks]\ndisable = [\"untranslated\"]\n";
/// let configuration = duikan::config::parse(text, std::path::Path::new("."))?;
/// assert_eq!((configuration.min_confidence, configuration.disable), (Some(0.6), vec!["untranslated"]));
/// # Ok::<(), duikan::error::Error>(())
/// ```
///
/// # Errors
/// See [`read`]; the error does not name the file.
pub fn parse(text: &str, folder: &Path) -> Result<Configuration> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let reader = Reader { text, folder };
    let table = DeTable::parse(text).map_err(|e| {
        let what = e.message().lines().next().unwrap_or_default().trim().to_owned();
        reader.error(e.span().unwrap_or(0..0), format!("not TOML: {what}"), "write key = value on each line")
    })?;
    let mut configuration = Configuration::default();
    reader.top(table.get_ref(), &mut configuration)?;
    Ok(configuration)
}

type Value<'a> = Spanned<DeValue<'a>>;
type Key<'a> = Spanned<std::borrow::Cow<'a, str>>;

struct Reader<'a> {
    text: &'a str,
    folder: &'a Path,
}

/// Keys outside any table, and tables.
const TOP: [&str; 8] =
    ["checks", "severity", "thresholds", "glossaries", "language", "min_confidence", "fail_on", "limits"];
/// Keys of `[checks]`.
const CHECKS: [&str; 4] = ["enable", "disable", "min_confidence", "fail_on"];
/// Keys of `[limits]`.
const LIMITS: [&str; 5] = ["unpacked_mb", "depth", "paragraph", "pdf_seconds", "line_mb"];
/// Languages of messages.
const LANGUAGES: [(&str, Language); 2] = [("en", Language::English), ("zh", Language::Chinese)];

impl Reader<'_> {
    fn error(&self, span: Range<usize>, what: String, remedy: impl Into<String>) -> Error {
        let before = self.text.as_bytes().get(..span.start).unwrap_or(self.text.as_bytes());
        Error::new(what, remedy).line(1 + before.iter().filter(|b| **b == b'\n').count())
    }

    /// A word that is none of `known`.
    fn unknown(&self, what: &str, word: &str, span: Range<usize>, known: &[&str]) -> Error {
        let remedy = match near(word, known.iter().copied()).first() {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known are {}", known.join(", ")),
        };
        self.error(span, format!("unknown {what} `{word}`"), remedy)
    }

    fn bad(&self, key: &Key, value: &Value, wanted: &str) -> Error {
        self.error(
            value.span(),
            format!("`{}` is not {wanted}", key.get_ref()),
            "mend the value or take the line out",
        )
    }

    fn top(&self, table: &DeTable, out: &mut Configuration) -> Result<()> {
        for (key, value) in in_order(table) {
            match key.get_ref().as_ref() {
                "checks" => self.checks(self.table(key, value)?, out)?,
                "severity" => {
                    for (key, value) in in_order(self.table(key, value)?) {
                        out.severities.insert(self.check_of(key)?, self.severity(key, value)?);
                    }
                }
                "thresholds" => {
                    for (key, value) in in_order(self.table(key, value)?) {
                        out.thresholds.insert(self.check_of(key)?, self.confidence(key, value)?);
                    }
                }
                "glossaries" => {
                    let names = self.strings(key, value)?;
                    out.glossaries = names.into_iter().map(|(name, _)| self.folder.join(name)).collect();
                }
                "language" => out.language = Some(self.one_of(key, value, "language", &LANGUAGES)?),
                "min_confidence" => out.min_confidence = Some(self.confidence(key, value)?),
                "fail_on" => out.fail_on = Some(self.grave(key, value)?),
                "limits" => self.limits(self.table(key, value)?, &mut out.limits)?,
                other => return Err(self.unknown("key", other, key.span(), &TOP)),
            }
        }
        Ok(())
    }

    fn checks(&self, table: &DeTable, out: &mut Configuration) -> Result<()> {
        for (key, value) in in_order(table) {
            match key.get_ref().as_ref() {
                "enable" => out.enable = self.check_ids(key, value)?,
                "disable" => out.disable = self.check_ids(key, value)?,
                "min_confidence" => out.min_confidence = Some(self.confidence(key, value)?),
                "fail_on" => out.fail_on = Some(self.grave(key, value)?),
                other => return Err(self.unknown("key of [checks]", other, key.span(), &CHECKS)),
            }
        }
        Ok(())
    }

    fn limits(&self, table: &DeTable, out: &mut Limits) -> Result<()> {
        for (key, value) in in_order(table) {
            let number = |most: u64| -> Result<u64> {
                let number = value
                    .get_ref()
                    .as_integer()
                    .and_then(|n| u64::from_str_radix(n.as_str(), n.radix()).ok());
                let wanted = || self.bad(key, value, &format!("a whole number from 1 to {most}"));
                number.filter(|n| (1..=most).contains(n)).ok_or_else(wanted)
            };
            // What a machine of today can hold; nesting is limited by the stack of none of the readers.
            match key.get_ref().as_ref() {
                "unpacked_mb" => out.unpacked = number(1 << 16)? * Limits::MEGABYTE,
                "depth" => out.depth = number(1 << 16)? as usize,
                "paragraph" => out.paragraph = number(1 << 30)? as usize,
                "pdf_seconds" => out.pdf_seconds = number(86_400)?,
                "line_mb" => out.line = number(1 << 16)? * Limits::MEGABYTE,
                other => return Err(self.unknown("key of [limits]", other, key.span(), &LIMITS)),
            }
        }
        Ok(())
    }

    fn table<'t, 'v>(&self, key: &Key, value: &'t Value<'v>) -> Result<&'t DeTable<'v>> {
        value.get_ref().as_table().ok_or_else(|| {
            self.bad(key, value, &format!("a table: write [{}] on a line of its own", key.get_ref()))
        })
    }

    fn strings(&self, key: &Key, value: &Value) -> Result<Vec<(String, Range<usize>)>> {
        let bad = |v: &Value| self.bad(key, v, r#"a list of texts, as in ["one", "two"]"#);
        let array = value.get_ref().as_array().ok_or_else(|| bad(value))?;
        array.iter().map(|v| Ok((v.get_ref().as_str().ok_or_else(|| bad(v))?.to_owned(), v.span()))).collect()
    }

    fn check(&self, id: &str, span: Range<usize>) -> Result<&'static str> {
        let known: Vec<&str> = checks::ALL.iter().map(|c| c.id).collect();
        checks::by_id(id).map(|c| c.id).ok_or_else(|| self.unknown("check", id, span, &known))
    }

    fn check_of(&self, key: &Key) -> Result<&'static str> {
        self.check(key.get_ref(), key.span())
    }

    fn check_ids(&self, key: &Key, value: &Value) -> Result<Vec<&'static str>> {
        self.strings(key, value)?.into_iter().map(|(id, span)| self.check(&id, span)).collect()
    }

    fn confidence(&self, key: &Key, value: &Value) -> Result<f32> {
        let number = match value.get_ref() {
            DeValue::Integer(n) => n.as_str().parse().ok(),
            DeValue::Float(n) => n.as_str().parse().ok(),
            _ => None,
        };
        number.filter(|p| (0.0..=1.0).contains(p)).ok_or_else(|| self.bad(key, value, "a number from 0 to 1"))
    }

    fn severity(&self, key: &Key, value: &Value) -> Result<Severity> {
        let all = Severity::ALL.map(|(severity, name)| (name, severity));
        self.one_of(key, value, "severity", &all)
    }

    /// A severity that an audit may fail on: as on the command line, not neutral.
    fn grave(&self, key: &Key, value: &Value) -> Result<Severity> {
        let all = Severity::ALL.map(|(severity, name)| (name, severity));
        self.one_of(key, value, "severity", &all[1..])
    }

    fn one_of<T: Copy>(&self, key: &Key, value: &Value, what: &str, all: &[(&str, T)]) -> Result<T> {
        let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
        let text = value
            .get_ref()
            .as_str()
            .ok_or_else(|| self.bad(key, value, &format!("a {what}, one of {}", names.join(", "))))?;
        let found = all.iter().find(|(name, _)| *name == text);
        found.map(|(_, v)| *v).ok_or_else(|| self.unknown(what, text, value.span(), &names))
    }
}

/// The keys of a table as they stand in the file, so that the first error is the first in the file.
fn in_order<'t, 'v>(table: &'t DeTable<'v>) -> Vec<(&'t Key<'v>, &'t Value<'v>)> {
    let mut all: Vec<_> = table.iter().collect();
    all.sort_by_key(|(key, _)| key.span().start);
    all
}
