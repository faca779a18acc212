//! Takes lines out of the translation of whole documents and counts those that are reported as left out.
//!
//! ```text
//! cargo run --release --example missing [--rounds N] [--misses] [FOLDER…]
//! ```
//!
//! Each FOLDER holds `zh`, `en` and `gold` (one segment a line, and the beads as `[0]:[0]`), as those of `tests/align`, which are taken if none is
//! named. In every round (default 4) one in twenty of the lines that gold pairs one to one is taken out of the translation, and two short ones:
//! lines of less than sixteen characters without a full stop, most of them headings. What is taken is chosen at random, always the same. The table
//! gives the lines taken, those that `omission` reports at the default confidence, the same for short lines, other lines that are reported in
//! some round and not for the untouched document, and what is reported there. `--misses` prints the lines that are not reported.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use duikan::align::score::read_beads;
use duikan::audit::{Options, audit_document};
use duikan::checks::ALL;
use duikan::document::parse_two;

type Error = Box<dyn std::error::Error>;

/// Of so many lines one is taken.
const SHARE: usize = 20;
/// Short lines taken in a round.
const SHORT_ONES: usize = 2;
/// Characters of a line that is told from a heading by its length, and of one that is none at all.
const LENGTHS: [usize; 2] = [16, 8];

struct Text {
    name: String,
    source: Vec<String>,
    target: Vec<String>,
    /// Lines of both sides that gold pairs one to one: long ones, short ones.
    pairs: [Vec<(usize, usize)>; 2],
}

/// Taken and found.
#[derive(Default, Clone, Copy)]
struct Count(usize, usize);

fn main() -> Result<(), Error> {
    let (mut rounds, mut misses, mut folders) = (4, false, Vec::<PathBuf>::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(a) = arguments.next() {
        match a.as_str() {
            "--rounds" => rounds = arguments.next().ok_or("--rounds wants a number")?.parse()?,
            "--misses" => misses = true,
            folder => folders.push(folder.into()),
        }
    }
    if folders.is_empty() {
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/align");
        folders = fs::read_dir(own)?.map(|f| Ok(f?.path())).collect::<Result<_, Error>>()?;
        folders.sort();
    }
    println!("{:26}{:>12}{:>12}{:>9}{:>11}", "document", "lines", "short", "others", "untouched");
    let mut sum = [Count::default(); 2];
    for folder in &folders {
        let text = read(folder)?;
        let mut dice = Dice::of(&text.name);
        let untouched = lost(&text, &BTreeSet::new())?;
        let (mut counts, mut others) = ([Count::default(); 2], BTreeSet::new());
        for _ in 0..rounds {
            let [long, short] = &text.pairs;
            let taken = [dice.take(long, long.len().div_ceil(SHARE)), dice.take(short, SHORT_ONES)];
            let lines: BTreeSet<usize> = taken.iter().flatten().map(|p| p.1).collect();
            let found = lost(&text, &lines)?;
            for (count, taken) in counts.iter_mut().zip(&taken) {
                for (s, _) in taken {
                    let is_found = found.iter().any(|quote| is_of(quote, &text.source[*s]));
                    count.0 += 1;
                    count.1 += usize::from(is_found);
                    if misses && !is_found {
                        println!("  {}: {}", text.name, text.source[*s].trim());
                    }
                }
            }
            let is_taken =
                |quote: &&String| taken.iter().flatten().any(|(s, _)| is_of(quote, &text.source[*s]));
            others.extend(found.iter().filter(|q| !is_taken(q) && !untouched.contains(*q)).cloned());
        }
        print(&text.name, counts, &format!("{:>9}{:>11}", others.len(), untouched.len()));
        for (all, one) in sum.iter_mut().zip(counts) {
            *all = Count(all.0 + one.0, all.1 + one.1);
        }
    }
    print("all", sum, "");
    Ok(())
}

fn print(name: &str, counts: [Count; 2], rest: &str) {
    let [long, short] = counts.map(|Count(n, found)| format!("{found}/{n}"));
    println!("{name:26}{long:>12}{short:>12}{rest}");
}

fn read(folder: &Path) -> Result<Text, Error> {
    let lines = |name: &str| -> Result<Vec<String>, Error> {
        Ok(fs::read_to_string(folder.join(name))?.lines().map(str::to_owned).collect())
    };
    let (source, target) = (lines("zh")?, lines("en")?);
    let mut pairs = [Vec::new(), Vec::new()];
    for (s, t) in read_beads(&fs::read_to_string(folder.join("gold"))?)? {
        let ([s], [t]) = (&s[..], &t[..]) else { continue };
        let line = source.get(*s).ok_or("gold names a line that is not there")?.trim();
        let length = line.chars().count();
        let is_text =
            length >= LENGTHS[0] || length >= LENGTHS[1] && line.ends_with(['。', '；', '：', '！', '？']);
        if length > 1 {
            pairs[usize::from(!is_text)].push((*s, *t));
        }
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Text { name, source, target, pairs })
}

/// What is reported as left out of the translation without some lines.
fn lost(text: &Text, taken: &BTreeSet<usize>) -> Result<BTreeSet<String>, Error> {
    let left = text.target.iter().enumerate().filter(|(k, _)| !taken.contains(k));
    let target: Vec<&str> = left.map(|(_, line)| line.as_str()).collect();
    let document = parse_two(&text.name, &text.source.join("\n"), &target.join("\n"))?;
    let checks = ALL.iter().copied().filter(|c| c.id == "omission").collect();
    let audited = audit_document(document, &Options { checks, ..Options::default() });
    Ok(audited.findings.into_iter().map(|f| f.source_quote.trim().to_owned()).collect())
}

/// Whether what is quoted is a line, one that holds it, or most of it.
fn is_of(quote: &str, line: &str) -> bool {
    let line = line.trim();
    quote.contains(line) || line.contains(quote) && quote.len() * 2 > line.len()
}

/// Numbers that look random and are the same in every run: SplitMix64 (Steele, Lea and Flood 2014), its start from FNV-1a of a name.
struct Dice(u64);

impl Dice {
    fn of(name: &str) -> Self {
        Self(
            name.bytes()
                .fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)),
        )
    }

    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }

    /// So many of them, no two alike.
    fn take<T: Copy>(&mut self, all: &[T], most: usize) -> Vec<T> {
        let mut all = all.to_vec();
        (0..most.min(all.len())).map(|_| all.swap_remove(self.below(all.len()))).collect()
    }
}
