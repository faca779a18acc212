//! What is read: files in the order of the arguments, and standard input.

use std::path::Path;

use duikan::align::Bead;
use duikan::align::score::read_beads;
use duikan::config;
use duikan::document::{self, Arrangement, How, Layout, Limits, Reading, Segment, Side, Split};
use duikan::error::{Error, Result};

/// What standard input is called in reports.
pub const STANDARD_INPUT: &str = "standard input";

/// Reads a document that is two files in the order given.
///
/// # Errors
/// If they were named the other way round: beads in the other order would mislead whoever reads them.
pub fn read_in_order(source: &Path, target: &Path, how: How) -> Result<Reading> {
    let reading = document::read_two(source, target, how)?;
    if reading.layout == Layout::Swapped {
        let remedy = "name the Chinese original first, then its translation";
        return Err(Error::new("is English, and the other file is Chinese", remedy).at(source));
    }
    Ok(reading)
}

/// Says that two files are not split by languages.
///
/// # Errors
/// If they were to be.
pub fn refuse_split(split: Split, target: &Path) -> Result<()> {
    if split.arrangement == Arrangement::Detected {
        return Ok(());
    }
    let what = "the languages stand in files of their own: --split is about one file that holds both";
    Err(Error::new(what, "leave --split out, or name one file").at(target))
}

/// The limits that the configuration of a file's folder sets.
///
/// # Errors
/// If there is a configuration that cannot be read.
pub fn limits(path: &Path) -> Result<Limits> {
    let found = config::find(path.parent().unwrap_or(Path::new("")));
    found.map_or(Ok(Limits::default()), |path| Ok(config::read(&path)?.0.limits))
}

/// Both files line by line, whatever their language.
pub fn read_lines(
    source: &Path,
    target: &Path,
    encoding: Option<&str>,
) -> Result<(Vec<Segment>, Vec<Segment>)> {
    let read = |path, side| document::read_lines(path, side, encoding);
    Ok((read(source, Side::Source)?, read(target, Side::Target)?))
}

/// Beads that a person has settled, in the form `[0,1]:[0]`.
///
/// # Errors
/// If a line has not that form, names a segment that is not there, or joins segments that do not follow one another; or if two
/// of them contradict each other.
pub fn settled(path: &Path, source: usize, target: usize) -> Result<Vec<Bead>> {
    let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, "read", &e))?;
    let ids = read_beads(&text).map_err(|e| e.at(path))?;
    let range = |ids: &[usize], count: usize| -> Option<std::ops::Range<usize>> {
        let (first, last) = (*ids.first()?, *ids.last()?);
        (last < count && ids.iter().enumerate().all(|(k, id)| *id == first + k)).then(|| first..last + 1)
    };
    let beads: Vec<Bead> = ids
        .iter()
        .map(|(s, t)| match (range(s, source), range(t, target)) {
            (Some(s), Some(t)) => Ok(Bead::new(s, t, 0.0)),
            _ if s.is_empty() || t.is_empty() => {
                let what = format!("{s:?}:{t:?} pairs nothing");
                Err(Error::new(what, "leave out what has no partner").at(path))
            }
            _ => Err(Error::new(
                format!("{s:?}:{t:?} is no pair of these files"),
                format!(
                    "name lines that follow one another, from 0 to {} and {}",
                    source.saturating_sub(1),
                    target.saturating_sub(1)
                ),
            )
            .at(path)),
        })
        .collect::<Result<_>>()?;
    let mut in_order: Vec<&Bead> = beads.iter().collect();
    in_order.sort_by_key(|b| (b.source.start, b.target.start));
    for (a, b) in in_order.iter().zip(in_order.iter().skip(1)) {
        if a.source.end > b.source.start || a.target.end > b.target.start {
            let show = |r: &std::ops::Range<usize>| format!("{:?}", r.clone().collect::<Vec<_>>());
            let show = |b: &Bead| format!("{}:{}", show(&b.source), show(&b.target));
            let what = format!("{} and {} overlap or cross each other", show(a), show(b));
            return Err(Error::new(what, "leave one of them out").at(path));
        }
    }
    Ok(beads)
}
