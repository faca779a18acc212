use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{Force, Measure, Negation};
use crate::extract::Mention;
use crate::lexicon::{stem, table};
use crate::text::clause::{self, parts_english};
use crate::text::{English, Kind};

/// How far a word that makes a negation partial may stand behind it, in tokens.
const REACH: usize = 9;

/// How far behind a negation *only* belongs to it, in tokens.
const ONLY_REACH: usize = 4;

/// The same where the negation was raised out of a clause: *I don't think that the statement is completely satisfactory*.
const RAISED_REACH: usize = 24;

/// How far before a negation a word of totality may open its clause, in tokens: *all of these plans do not …*.
const SUBJECT_REACH: usize = 10;

/// Stems of verbs whose negation belongs to the clause that follows them.
const RAISING: [&str; 14] = [
    "think", "believ", "consid", "feel", "expect", "suppos", "imagin", "seem", "appear", "want", "intend",
    "anticip", "reckon", "wish",
];

/// How many clauses ahead the end of a sentence is looked for.
const FARTHEST_END: usize = 12;

/// Words that are negations by themselves.
const NEGATORS: [&str; 9] = ["not", "no", "never", "none", "nothing", "nobody", "nowhere", "neither", "nor"];

/// What behind *every* says how often, not how many.
const PERIODS: [&str; 18] = [
    "day", "week", "month", "year", "hour", "minute", "night", "morning", "time", "few", "other", "two",
    "three", "four", "five", "six", "ten", "second",
];

struct Row {
    rest: Vec<String>,
    force: Option<Force>,
    measure: Option<Measure>,
}

struct Operator {
    words: String,
    length: usize,
    measure: Option<Measure>,
    after: Option<Force>,
    before: Option<Force>,
}

struct Tables {
    /// By first word.
    rows: FxHashMap<String, Vec<Row>>,
    /// By stem of the first word, for rows that end in `*`.
    stems: FxHashMap<String, Vec<Row>>,
    operators: FxHashMap<String, Vec<Operator>>,
    affixed: FxHashMap<&'static str, String>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut t = Tables {
            rows: FxHashMap::default(),
            stems: FxHashMap::default(),
            operators: FxHashMap::default(),
            affixed: FxHashMap::default(),
        };
        for row in table::rows(include_str!("../../../data/en/negation.tsv")) {
            let [phrase, class, ..] = row[..] else { continue };
            let (class, measure) = class.split_once('/').unwrap_or((class, ""));
            let mut words = phrase.split(' ').map(str::to_owned);
            let first = words.next().unwrap_or_default();
            let row = Row {
                rest: words.collect(),
                force: Force::from_name(class),
                measure: Measure::from_name(measure),
            };
            match first.strip_suffix('*') {
                Some(begin) if row.rest.is_empty() => t.stems.entry(stem::stem(begin)).or_default().push(row),
                _ => t.rows.entry(first).or_default().push(row),
            }
        }
        for list in t.rows.values_mut() {
            list.sort_by_key(|r| std::cmp::Reverse(r.rest.len()));
        }
        for row in table::rows(include_str!("../../../data/en/scope.tsv")) {
            let [words, measure, after, before, ..] = row[..] else { continue };
            let first = words.split(' ').next().unwrap_or_default().to_owned();
            t.operators.entry(first).or_default().push(Operator {
                words: words.to_owned(),
                length: words.split(' ').count(),
                measure: Measure::from_name(measure),
                after: Force::from_name(after),
                before: Force::from_name(before).or((before == "strong").then_some(Force::Total)),
            });
        }
        for list in t.operators.values_mut() {
            list.sort_by_key(|o| std::cmp::Reverse(o.length));
        }
        for row in table::rows(include_str!("../../../data/en/affix_negatives.tsv")) {
            if let [word, base, ..] = row[..] {
                t.affixed.insert(word, stem::stem(base));
            }
        }
        t
    })
}

/// The stem of a word without its negative affix: `satisfactori` for *unsatisfactory*; `None` if it has none.
pub fn affix_base(word: &str) -> Option<&'static str> {
    let affixed = &tables().affixed;
    let find = |w: &str| affixed.get(w).map(String::as_str);
    // Not by stem: *information* and *informal* share theirs.
    find(word).or_else(|| {
        let with_y = || word.strip_suffix("ied").or(word.strip_suffix("ies")).map(|b| format!("{b}y"));
        let base = ["ing", "ed", "es", "s", "d"]
            .iter()
            .find_map(|e| word.strip_suffix(e).filter(|b| find(b).is_some()));
        let with_e = || word.strip_suffix("ing").map(|b| format!("{b}e"));
        base.and_then(find).or_else(|| find(&with_e()?)).or_else(|| find(&with_y()?))
    })
}

/// Whether a word looks like a negated participle or adjective that no list has: *unevaluated*, *unmappable*.
fn is_coined(word: &str) -> bool {
    if let Some(base) = word.strip_prefix("non") {
        return base.len() >= 5
            && !["nonetheless", "nonchalant", "nonsens"].iter().any(|w| word.starts_with(w));
    }
    let Some(base) = word.strip_prefix("un") else { return false };
    base.len() >= 6
        && (base.ends_with("ed") || base.ends_with("able") || base.ends_with("ible"))
        && !base.starts_with("der")
        && !base.starts_with("if")
}

/// Every negation of an English text, in order.
pub fn read(en: &English) -> Vec<Mention<Negation>> {
    let reader = Reader { en, t: tables(), clauses: clause::english(en) };
    let mut out = Vec::new();
    let mut i = 0;
    while i < en.len() {
        let (end, found) = reader.at(i);
        if let Some(m) = found {
            out.push(m);
        }
        i = end.max(i + 1);
    }
    out
}

struct Reader<'a> {
    en: &'a English,
    t: &'static Tables,
    clauses: Vec<Range<usize>>,
}

impl Reader<'_> {
    fn at(&self, i: usize) -> (usize, Option<Mention<Negation>>) {
        let en = self.en;
        let token = en.tokens()[i];
        if !matches!(token.kind, Kind::Word | Kind::Clitic) {
            return (i + 1, None);
        }
        let norm = en.norm(i);
        if norm == "no" && self.is_number_sign(i) {
            return (i + 2, None);
        }
        if let Some((end, row)) = self.row(i) {
            let Some(force) = row.force else { return (end, None) };
            let mention = self.spoken(i..end, force, row.measure);
            return (mention.range.end, Some(mention));
        }
        if self.is_non(i) {
            return (i + 1, Some(self.affixed(i)));
        }
        if norm.len() >= 3 && !token.stop {
            if norm.len() >= 5 && affix_base(norm).is_some() {
                return (i + 1, Some(self.affixed(i)));
            }
            let stem = stem::stem(norm);
            if is_coined(norm) {
                let mut m = self.affixed(i);
                m.value.force = Force::Word;
                return (i + 1, Some(m));
            }
            if let Some(row) = self.t.stems.get(&stem).and_then(|r| r.first())
                && let Some(force) = row.force
            {
                return (i + 1, Some(self.spoken(i..i + 1, force, row.measure)));
            }
        }
        (i + 1, None)
    }

    /// `No. 5`, `No.5`, `No 5`.
    fn is_number_sign(&self, i: usize) -> bool {
        let en = self.en;
        let next = if en.norm(i + 1) == "." { i + 2 } else { i + 1 };
        en.tokens()[i].capital
            && (en.tokens().get(next).is_some_and(|t| t.kind == Kind::Number)
                || (next == i + 2 && en.norm(next) == "("))
    }

    /// `non` of *non-military*, written with a hyphen.
    fn is_non(&self, i: usize) -> bool {
        self.en.norm(i) == "non" && self.en.norm(i + 1) == "-"
    }

    fn row(&self, i: usize) -> Option<(usize, &'static Row)> {
        let t: &'static Tables = self.t;
        t.rows.get(self.en.norm(i))?.iter().find_map(|r| {
            let fits = r.rest.iter().enumerate().all(|(k, w)| match w.strip_suffix('*') {
                Some(begin) => self.en.norm(i + 1 + k).starts_with(begin),
                None => self.en.norm(i + 1 + k) == w,
            });
            fits.then_some((i + 1 + r.rest.len(), r))
        })
    }

    fn spoken(&self, cue: Range<usize>, force: Force, measure: Option<Measure>) -> Mention<Negation> {
        let en = self.en;
        let clause = clause::around(&self.clauses, cue.start);
        let mut value = Negation {
            force,
            measure,
            operator: None,
            head: self.head(cue.end, clause.end),
            question: self.asks(cue.start),
            clause,
            inside: !cue.clone().any(|k| NEGATORS.contains(&en.norm(k))),
        };
        let mut range = cue.clone();
        if force == Force::Deny {
            if en.norm(cue.start) == "not"
                && let Some(at) = self.undone(cue.end)
            {
                value.force = Force::Affirm;
                range.end = at + 1;
            } else {
                self.widen(&cue, &mut value);
            }
        }
        Mention { span: en.span(range.clone()), range, value }
    }

    /// The affixed negative right behind *not* that undoes it: *not unreasonable*.
    fn undone(&self, from: usize) -> Option<usize> {
        let light = ["be", "been", "an", "a", "so", "at"];
        let at = (from..from + 3).find(|&k| !light.contains(&self.en.norm(k)))?;
        affix_base(self.en.norm(at)).map(|_| at)
    }

    fn affixed(&self, i: usize) -> Mention<Negation> {
        let clause = clause::around(&self.clauses, i);
        let mut value = Negation {
            force: Force::Deny,
            measure: None,
            operator: None,
            head: i..i + 1,
            question: self.asks(i),
            clause,
            inside: true,
        };
        for k in (i.saturating_sub(3).max(value.clause.start)..i).rev() {
            if let Some(op) = self.operator_at(k, i)
                && let Some(force) = op.before
                && op.measure != Some(Measure::Time)
            {
                // *All unreliable* is total, though *all … not* may not be.
                let force = if op.measure == Some(Measure::Quantity) { Force::Total } else { force };
                value.force = force;
                value.measure = op.measure;
                value.operator = Some(k..k + op.length);
                break;
            }
        }
        if value.operator.is_none() && self.en.norm(i + 1) == "to" {
            // *Unable to fulfil all of them* denies that all were.
            let (clause, head) = (value.clause.clone(), value.head.clone());
            self.widen(&(i..i + 1), &mut value);
            (value.clause, value.head) = (clause, head);
        }
        Mention { span: self.en.span(i..i + 1), range: i..i + 1, value }
    }

    fn operator_at(&self, at: usize, stop: usize) -> Option<&'static Operator> {
        let t: &'static Tables = self.t;
        let list = t.operators.get(self.en.norm(at))?;
        list.iter().find(|o| at + o.length <= stop && self.en.has_at(at, &o.words))
    }

    fn widen(&self, cue: &Range<usize>, value: &mut Negation) {
        let en = self.en;
        let raised =
            (cue.end..cue.end + 3).any(|k| en.tokens().get(k).is_some_and(|t| !t.stop) && self.is_raising(k));
        let stop = self.scope_end(cue.end, if raised { RAISED_REACH } else { REACH }, raised);
        value.clause.end = value.clause.end.max(stop);
        for k in cue.end..stop {
            if let Some(op) = self.operator_at(k, stop)
                && let Some(force) = op.after
                && !self.is_idle(k)
                && (force != Force::More || k <= cue.end + ONLY_REACH)
            {
                value.force = force;
                value.measure = op.measure;
                value.operator = Some(k..k + op.length);
                return;
            }
        }
        let start = cue.start.saturating_sub(SUBJECT_REACH).max(value.clause.start);
        for k in (start..cue.start).rev() {
            if let Some(op) = self.operator_at(k, cue.start)
                && let Some(force) = op.before
            {
                let opens = k <= value.clause.start + 3;
                let near = cue.start - k <= 2;
                if (op.measure == Some(Measure::Quantity) && opens && !self.is_idle(k))
                    || (op.measure != Some(Measure::Quantity) && near && force == Force::Total)
                {
                    value.force = force;
                    value.measure = op.measure;
                    value.operator = Some(k..k + op.length);
                    return;
                }
            }
        }
    }

    fn is_raising(&self, k: usize) -> bool {
        RAISING.contains(&stem::stem(self.en.norm(k)).as_str())
    }

    /// A word of totality that belongs to a set phrase: *after all*, *above all*, *all along*, *at all times*.
    fn is_idle(&self, k: usize) -> bool {
        let en = self.en;
        let before = k.checked_sub(1).map_or("", |p| en.norm(p));
        match en.norm(k) {
            "all" => {
                matches!(
                    before,
                    "after"
                        | "above"
                        | "first"
                        | "in"
                        | "of"
                        | "once"
                        | "best"
                        | "most"
                        | "for"
                        | "from"
                        | "to"
                        | "by"
                        | "with"
                        | "against"
                        | "at"
                ) || matches!(en.norm(k + 1), "along" | "but" | "day" | "night" | "over" | "right" | "around")
            }
            "very" => matches!(before, "the" | "this" | "that" | "these"),
            "ever" => before == "than",
            "each" => en.norm(k + 1) == "other",
            // *Every ten years* says how often.
            "every" => {
                en.tokens().get(k + 1).is_some_and(|t| t.kind == Kind::Number)
                    || PERIODS.contains(&en.norm(k + 1))
            }
            "both" => {
                en.norm(k + 1) != "of"
                    && matches!(before, "by" | "with" | "from" | "for" | "on" | "in" | "to")
            }
            "any" => matches!(en.norm(k + 1), "more" | "longer"),
            "too" => k + 1 >= en.len() || en.tokens()[k + 1].kind == Kind::Mark,
            _ => false,
        }
    }

    fn scope_end(&self, from: usize, reach: usize, raised: bool) -> usize {
        let end = (from + reach).min(self.en.len());
        (from..end)
            .find(|&k| {
                let norm = self.en.norm(k);
                (parts_english(self.en, k) && !(raised && self.is_relative(k)))
                    || (!raised && matches!(norm, "that" | "and" | "or" | "than" | "as"))
            })
            .unwrap_or(end)
    }

    /// Whether a relative clause opens at `k` inside another clause, which goes on behind it.
    fn is_relative(&self, k: usize) -> bool {
        let opens = matches!(self.en.norm(k), "which" | "who" | "whom" | "whose" | "where");
        opens && k > 0 && self.en.tokens()[k - 1].kind == Kind::Word
    }

    fn head(&self, from: usize, stop: usize) -> Range<usize> {
        let tokens = self.en.tokens();
        let content = |k: usize| matches!(tokens[k].kind, Kind::Word | Kind::Number) && !tokens[k].stop;
        (from..stop.min(tokens.len())).find(|&k| content(k)).map_or(from..from, |k| k..k + 1)
    }

    fn asks(&self, from: usize) -> bool {
        let next = self.clauses.partition_point(|c| c.end <= from);
        let mut ends = self.clauses[next..].iter().map(|c| self.en.norm(c.end)).take(FARTHEST_END);
        ends.find(|n| matches!(*n, "." | "?" | "!" | ";")) == Some("?")
    }
}
