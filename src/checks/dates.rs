#![doc = include_str!("../../docs/checks/dates.md")]

mod header;
mod impossible;
mod matching;

pub(super) use matching::Matching;
use matching::{Conflict, Field};

use super::{Check, Context, Whole};
use crate::align::Pair;
use crate::extract::date::Date;
use crate::finding::{Draft, Message, Severity};

/// The check.
pub const CHECK: Check = Check {
    id: "dates",
    category: "date-time",
    its_type: "numbers",
    page: include_str!("../../docs/checks/dates.md"),
    pair: Some(run),
    document: Some(document),
};

static YEAR: Message = Message {
    en: "The source dates it “{0}”, the translation “{1}”: the years differ.",
    zh: "原文为“{0}”，译文为“{1}”：年份不同。",
};
static MONTH: Message = Message {
    en: "The source dates it “{0}”, the translation “{1}”: the months differ.",
    zh: "原文为“{0}”，译文为“{1}”：月份不同。",
};
static DAY: Message = Message {
    en: "The source dates it “{0}”, the translation “{1}”: the days differ.",
    zh: "原文为“{0}”，译文为“{1}”：日期不同。",
};
static WEEKDAY: Message = Message {
    en: "“{0}” and “{1}” are different days of the week.",
    zh: "原文“{0}”与译文“{1}”星期不同。",
};
static PART: Message = Message {
    en: "“{0}” and “{1}” are different parts of the month, year or decade.",
    zh: "原文“{0}”与译文“{1}”所指的时段不同。",
};
static SEASON: Message = Message {
    en: "“{0}” and “{1}” are different seasons.",
    zh: "原文“{0}”与译文“{1}”季节不同。",
};
static QUARTER: Message = Message {
    en: "“{0}” and “{1}” are different quarters of the year.",
    zh: "原文“{0}”与译文“{1}”季度不同。",
};
static FESTIVAL: Message = Message {
    en: "“{0}” and “{1}” are different feasts.",
    zh: "原文“{0}”与译文“{1}”不是同一节日。",
};
static CLOCK: Message = Message {
    en: "The source gives the time as “{0}”, the translation as “{1}”.",
    zh: "原文时间为“{0}”，译文为“{1}”。",
};
static OFFSET: Message = Message {
    en: "“{0}” and “{1}” do not lie equally far from the day spoken of.",
    zh: "原文“{0}”与译文“{1}”所指的先后不同。",
};
static CALENDAR: Message = Message {
    en: "“{0}” is a date of the lunar calendar; the translation's “{1}” is one of the solar calendar.",
    zh: "原文“{0}”是农历日期，译文“{1}”却是公历日期。",
};

fn document(_: &Context, whole: &Whole, out: &mut Vec<(usize, Draft)>) {
    header::check(whole, out);
}

fn run(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    let before = out.len();
    impossible::check(pair, out);
    if out.len() > before {
        return;
    }
    let m = Matching::new(pair, cx.lexicon);
    if m.zh.is_empty() || m.en.is_empty() {
        return;
    }
    let wider = pair.paragraph.as_deref().map(|p| Matching::new(p, cx.lexicon));
    let conflicts = m.conflicts(wider.as_ref());
    for c in &conflicts {
        if let Some(&field) = c.fields.first() {
            if field == Field::Year && is_copied(pair, &m, c.e) {
                continue;
            }
            out.push(draft(pair, &m, field, c.z, c.e, confidence(&m, c, field)));
        }
    }
    for r in m.residue(wider.as_ref(), &conflicts) {
        out.push(draft(pair, &m, r.field, r.z, r.e, if r.alone { 0.6 } else { 0.35 }));
    }
}

/// Whether the source has the translation's figure of four digits as it stands, in an address or a number.
fn is_copied(pair: &Pair, m: &Matching, e: usize) -> bool {
    let figure = pair.en.original(m.en[e].range.clone());
    figure.len() == 4 && figure.bytes().all(|b| b.is_ascii_digit()) && pair.zh.find(figure).is_some()
}

/// How sure it is that a contradiction is an error rather than two dates that have nothing to do with each other.
fn confidence(m: &Matching, c: &Conflict, field: Field) -> f32 {
    let mut confidence: f32 = match (c.lost, c.new) {
        (true, true) => 0.75,
        (false, true) => 0.6,
        // The translation's value is that of another date of the source.
        (true, false) if c.agreed > 0 => 0.6,
        (true, false) if c.fields.len() == 1 && c.alone => 0.55,
        (true, false) => 0.4,
        (false, false) => 0.15,
    };
    if c.agreed > 0 && c.new {
        confidence += 0.13;
    }
    // Dates that contradict each other in several fields and agree in none are two dates rather than one gone wrong.
    if c.fields.len() > 1 && c.agreed == 0 {
        confidence -= 0.2;
    }
    if field != Field::Season && (m.zh[c.z].value.weak || m.en[c.e].value.weak) {
        confidence -= 0.1;
    }
    if matches!(field, Field::Time | Field::Season) {
        confidence -= 0.15;
    }
    // The source's date stands in a sentence beside this one, and the translation's is one more; or a weekday renders the date.
    if c.moved || c.told_by_weekday {
        confidence -= 0.45;
    }
    confidence.max(0.05)
}

/// Whether two dates are counted from the day spoken of in opposite directions.
fn opposite(z: &Date, e: &Date) -> bool {
    z.offset.zip(e.offset).is_some_and(|((_, a), (_, b))| a * b < 0)
}

fn draft(pair: &Pair, m: &Matching, field: Field, z: usize, e: usize, confidence: f32) -> Draft {
    let (z, e) = (&m.zh[z], &m.en[e]);
    let (severity, message) = match field {
        Field::Year => (Severity::Major, &YEAR),
        Field::Month => (Severity::Major, &MONTH),
        Field::Day => (Severity::Major, &DAY),
        Field::Weekday => (Severity::Major, &WEEKDAY),
        Field::Part => (Severity::Major, &PART),
        Field::Season => (Severity::Minor, &SEASON),
        Field::Quarter => (Severity::Major, &QUARTER),
        Field::Festival => (Severity::Major, &FESTIVAL),
        Field::Offset if opposite(&z.value, &e.value) => (Severity::Major, &OFFSET),
        Field::Clock | Field::Time => (Severity::Minor, &CLOCK),
        Field::Offset => (Severity::Minor, &OFFSET),
        Field::Calendar => (Severity::Minor, &CALENDAR),
    };
    let args =
        vec![pair.zh.original(z.range.clone()).to_owned(), pair.en.original(e.range.clone()).to_owned()];
    Draft::new(severity, confidence, message, args).source(z.span).target(e.span)
}
