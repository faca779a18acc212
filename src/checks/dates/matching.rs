//! Which dates of the two sides may be the same, and in which fields others contradict each other.

use crate::align::Pair;
use crate::extract::date::{Date, Part, Period, Season, Step, Time};
use crate::extract::number::{Kind, Number, same};
use crate::extract::{Mention, Said};
use crate::lexicon::Lexicon;

/// What two dates can differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Year,
    Month,
    Day,
    Weekday,
    Part,
    Season,
    Clock,
    Time,
    Offset,
    Calendar,
    Quarter,
    Festival,
}

impl Field {
    const ALL: [Field; 12] = [
        Field::Year,
        Field::Month,
        Field::Day,
        Field::Weekday,
        Field::Part,
        Field::Season,
        Field::Clock,
        Field::Time,
        Field::Offset,
        Field::Calendar,
        Field::Quarter,
        Field::Festival,
    ];
}

/// Whether two dates agree in a field; `None` where one of them does not have it.
fn agrees(z: &Date, e: &Date, field: Field) -> Option<bool> {
    let foreign = z.lunar != e.lunar && !z.either_calendar;
    Some(match field {
        Field::Year => same_year(z, e)?,
        Field::Month if foreign => return None,
        Field::Month => {
            let (a, b) = (z.month?, e.month?);
            a == b || (e.either_order && e.day == Some(a))
        }
        Field::Day if foreign => return None,
        Field::Day => {
            let (a, b) = (z.day?, e.day?);
            a == b || (e.either_order && e.month == Some(a))
        }
        Field::Weekday => z.weekday? == e.weekday?,
        Field::Part => same_part(z.part?, e.part?),
        Field::Season => z.season? == e.season?,
        Field::Clock => same_clock(z, e)?,
        Field::Time if z.clock.is_some() && e.clock.is_some() => return None,
        Field::Time => same_time(z.time?, e.time?),
        Field::Offset => {
            let ((s, a), (t, b)) = (z.offset?, e.offset?);
            if s != t {
                // 上个月 is not "last year", but may go with the next day.
                let coarse = ![s, t].contains(&Step::Day) && z.is_relative() && e.is_relative();
                return (coarse && a * b > 0).then_some(false);
            }
            // "Next Wednesday" may be this week's, "last winter" that of this year.
            let near = z.weekday.is_some() && e.weekday.is_some() || z.season.is_some() && e.season.is_some();
            if near && a == 0 && b != 0 {
                return None;
            }
            a == b
        }
        // The third of the tenth lunar month is not 3 October.
        Field::Calendar => {
            if !foreign || z.month? != e.month? || z.day != e.day {
                return None;
            }
            false
        }
        Field::Quarter => z.quarter? == e.quarter?,
        Field::Festival => z.festival? == e.festival?,
    })
}

fn same_year(z: &Date, e: &Date) -> Option<bool> {
    if let (Some(place), None, Some(year)) = (z.cycle, z.year, e.year.filter(|_| e.period == Period::Year)) {
        // A year of the cycle runs on into the next common year, and what is named by it may.
        return Some(
            (year - 4).rem_euclid(60) == i32::from(place) || (year - 5).rem_euclid(60) == i32::from(place),
        );
    }
    let (a, b) = (z.year?, e.year?);
    if z.others.iter().any(|&other| other != 0 && (other == b || z.lunar && other + 1 == b)) {
        return Some(true);
    }
    let late = z.month.is_some_and(|m| m >= 11) || z.season == Some(Season::Winter);
    let century = |y: i32| (y - 1).div_euclid(100) + 1;
    Some(match (z.period, e.period) {
        (p, q) if p == q => a == b || (z.lunar && b == a + 1 && late),
        (Period::Year, Period::Decade) => (b..b + 10).contains(&a),
        (Period::Decade, Period::Year) => (a..a + 10).contains(&b),
        (_, Period::Century) => century(a) == b || century(a + 1) == b,
        (Period::Century, _) => century(b) == a || century(b + 1) == a,
        _ => false,
    })
}

fn same_part(a: Part, b: Part) -> bool {
    let rank = |p| match p {
        Part::Early | Part::First => 0,
        Part::Mid => 1,
        Part::Late | Part::Second => 2,
    };
    rank(a) == rank(b)
}

fn same_clock(z: &Date, e: &Date) -> Option<bool> {
    let ((a, m), (b, n)) = (z.clock?, e.clock?);
    let hours = match (z.hour(), e.hour()) {
        (Some(x), Some(y)) => x == y,
        _ => a % 12 == b % 12,
    };
    Some(hours && m == n)
}

fn same_time(a: Time, b: Time) -> bool {
    let early = |t| matches!(t, Time::Dawn | Time::Morning);
    let late = |t| matches!(t, Time::Afternoon | Time::Evening);
    let night = |t| t == Time::Night;
    !((early(a) && late(b))
        || (late(a) && early(b))
        || (a == Time::Morning && night(b))
        || (night(a) && b == Time::Morning))
}

/// The two sides of a pair, matched.
pub(in crate::checks) struct Matching<'a> {
    pub zh: &'a [Mention<Date>],
    pub en: &'a [Mention<Date>],
    pub zh_numbers: &'a [Mention<Number>],
    pub en_numbers: &'a [Mention<Number>],
    /// Whether a date has no match.
    pub zh_free: Vec<bool>,
    /// The same for the translation.
    pub en_free: Vec<bool>,
}

/// A pair of dates that contradict each other.
#[derive(Debug)]
pub(super) struct Conflict {
    pub z: usize,
    pub e: usize,
    /// The fields in which they do, gravest first.
    pub fields: Vec<Field>,
    /// In how many fields they agree.
    pub agreed: usize,
    /// Whether the source's value stands nowhere in the translation.
    pub lost: bool,
    /// Whether the translation's value stands nowhere in the source.
    pub new: bool,
    /// Whether no other date without a match has the field.
    pub alone: bool,
    /// Whether the paragraph around the pair has the source's date on both sides.
    pub moved: bool,
    /// Whether the translation has a weekday that the source has not, which may be what renders the date.
    pub told_by_weekday: bool,
}

/// A field whose value in one date of the source stands nowhere in the translation, and the reverse.
#[derive(Debug)]
pub(super) struct Residue {
    pub field: Field,
    pub z: usize,
    pub e: usize,
    /// Whether these are the only such dates.
    pub alone: bool,
}

/// More dates than this on a side are not compared: a table, or a chronicle.
const MOST: usize = 80;

impl<'a> Matching<'a> {
    /// Pairs the dates of both sides that may be the same.
    pub(in crate::checks) fn new(pair: &'a Pair, lexicon: &Lexicon) -> Self {
        let (Said { zh, en }, numbers) = (pair.dates(), pair.numbers(lexicon));
        let mut m = Self {
            zh_free: vec![true; zh.len()],
            en_free: vec![true; en.len()],
            zh,
            en,
            zh_numbers: &numbers.zh,
            en_numbers: &numbers.en,
        };
        m.assign();
        m
    }

    /// Values of one field that stand on one side only, in dates that are not among `told`: a year that goes with another date
    /// of the same range on the other side, say.
    pub(super) fn residue(&self, wider: Option<&Matching>, told: &[Conflict]) -> Vec<Residue> {
        let all = wider.unwrap_or(self);
        let mut found = Vec::new();
        for field in [Field::Year, Field::Month, Field::Day, Field::Weekday] {
            let has = |d: &Date| {
                let solar = !(d.lunar && matches!(field, Field::Month | Field::Day));
                let whole = field != Field::Day || d.month.is_some();
                !d.weak && solar && whole && d.period == Period::Year && has(d, field)
            };
            let lost: Vec<usize> = (0..self.zh.len().min(MOST))
                .filter(|&z| has(&self.zh[z].value) && told.iter().all(|c| c.z != z))
                .filter(|&z| !is_said(&self.zh[z].value, field, all.en, all.en_numbers))
                .collect();
            let new: Vec<usize> = (0..self.en.len().min(MOST))
                .filter(|&e| has(&self.en[e].value) && told.iter().all(|c| c.e != e))
                .filter(|&e| !is_said(&self.en[e].value, field, all.zh, &[]))
                .collect();
            if let (Some(&z), Some(&e)) = (lost.first(), new.first()) {
                let weekday = field == Field::Day && self.has_free_weekday();
                found.push(Residue { field, z, e, alone: lost.len() == 1 && new.len() == 1 && !weekday });
            }
        }
        found.extend(self.inherited(all));
        found
    }

    /// A bare 26日 is of the month named before it; the translation names another, which the source does not have at all.
    fn inherited(&self, all: &Matching) -> Option<Residue> {
        let mut month = None;
        for (z, a) in self.zh.iter().take(MOST).enumerate() {
            let d = &a.value;
            if d.month.is_some() || d.offset.is_some() {
                month = d.month.filter(|_| !d.lunar);
                continue;
            }
            let (Some(month), Some(day)) = (month, d.day) else { continue };
            let found = self.en.iter().position(|b| {
                b.value.day == Some(day)
                    && b.value.month.is_some_and(|m| m != month)
                    && !is_said(&b.value, Field::Month, all.zh, &[])
            });
            if let Some(e) = found {
                return Some(Residue { field: Field::Month, z, e, alone: true });
            }
        }
        None
    }

    /// Greedily pairs dates that agree in something and contradict each other in nothing, best first.
    fn assign(&mut self) {
        let mut candidates = Vec::new();
        for (z, a) in self.zh.iter().take(MOST).enumerate() {
            for (e, b) in self.en.iter().take(MOST).enumerate() {
                let (agreed, conflicts) = compare(&a.value, &b.value);
                if conflicts.is_empty() && agreed > 0 {
                    candidates.push((agreed, z, e));
                }
            }
        }
        // Of equals the one nearer in the order of the text.
        candidates.sort_by_key(|&(agreed, z, e)| (std::cmp::Reverse(agreed), z.abs_diff(e), z, e));
        for (_, z, e) in candidates {
            if self.zh_free[z] && self.en_free[e] {
                self.zh_free[z] = false;
                self.en_free[e] = false;
            }
        }
    }

    /// Whether every date of the source that is the same as `date` has its match.
    fn has_matched(&self, date: &Date) -> bool {
        let mut same = self.zh.iter().zip(&self.zh_free).filter(|(m, _)| m.value == *date).peekable();
        same.peek().is_some() && same.all(|(_, free)| !free)
    }

    /// The same for the translation.
    fn has_matched_en(&self, date: &Date) -> bool {
        let mut same = self.en.iter().zip(&self.en_free).filter(|(m, _)| m.value == *date).peekable();
        same.peek().is_some() && same.all(|(_, free)| !free)
    }

    /// Whether some date of the translation is a weekday and no more, while the source has no weekday.
    fn has_free_weekday(&self) -> bool {
        let bare = |d: &Date| d.weekday.is_some() && d.day.is_none() && d.month.is_none();
        self.en.iter().zip(&self.en_free).any(|(m, free)| *free && bare(&m.value))
            && self.zh.iter().all(|m| m.value.weekday.is_none())
    }

    /// Contradictions among the dates that are left, the most alike first.
    pub(super) fn conflicts(&self, wider: Option<&Matching>) -> Vec<Conflict> {
        let mut found = Vec::new();
        for (z, a) in self.zh.iter().take(MOST).enumerate() {
            for (e, b) in self.en.iter().take(MOST).enumerate() {
                let (agreed, fields) = compare(&a.value, &b.value);
                // A date that has its match already is taken up again only where much of it agrees.
                let free = usize::from(self.zh_free[z]) + usize::from(self.en_free[e]);
                if fields.is_empty() || free == 0 || (free == 1 && agreed < 2) {
                    continue;
                }
                let all = wider.unwrap_or(self);
                let lost = !fields.iter().any(|f| is_said(&a.value, *f, all.en, all.en_numbers));
                let new = !fields.iter().any(|f| is_said(&b.value, *f, all.zh, &[]));
                let rivals = |dates: &[Mention<Date>], free: &[bool]| {
                    dates.iter().zip(free).filter(|(d, f)| **f && has(&d.value, fields[0])).count()
                };
                let alone = rivals(self.zh, &self.zh_free) <= 1 && rivals(self.en, &self.en_free) <= 1;
                let moved = wider.is_some_and(|w| w.has_matched(&a.value) && !w.has_matched_en(&b.value));
                let told_by_weekday = fields[0] == Field::Day && self.has_free_weekday();
                found.push(Conflict { z, e, fields, agreed, lost, new, alone, moved, told_by_weekday });
            }
        }
        let rank = |c: &Conflict| {
            (c.lost as usize + c.new as usize) * 2 + c.agreed * 2 + usize::from(c.fields.len() == 1)
        };
        found.sort_by_key(|c| (std::cmp::Reverse(rank(c)), c.z.abs_diff(c.e), c.z, c.e));
        let (mut zs, mut es) = (vec![false; self.zh.len()], vec![false; self.en.len()]);
        found.retain(|c| {
            let free = !zs[c.z] && !es[c.e];
            if free {
                zs[c.z] = true;
                es[c.e] = true;
            }
            free
        });
        found
    }
}

/// Whether a date has a field.
fn has(d: &Date, field: Field) -> bool {
    match field {
        Field::Year => d.year.is_some(),
        Field::Month | Field::Calendar => d.month.is_some(),
        Field::Day => d.day.is_some(),
        Field::Weekday => d.weekday.is_some(),
        Field::Part => d.part.is_some(),
        Field::Season => d.season.is_some(),
        Field::Clock => d.clock.is_some(),
        Field::Time => d.time.is_some(),
        Field::Offset => d.offset.is_some(),
        Field::Quarter => d.quarter.is_some(),
        Field::Festival => d.festival.is_some(),
    }
}

/// Number of fields in which two dates agree, and the fields in which they contradict each other.
fn compare(z: &Date, e: &Date) -> (usize, Vec<Field>) {
    let mut agreed = 0;
    let mut conflicts = Vec::new();
    for field in Field::ALL {
        match agrees(z, e, field) {
            Some(true) => agreed += 1,
            Some(false) => conflicts.push(field),
            None => {}
        }
    }
    (agreed, conflicts)
}

/// Whether some date or number of the other side says what `d` says in a field.
fn is_said(d: &Date, field: Field, dates: &[Mention<Date>], numbers: &[Mention<Number>]) -> bool {
    if field == Field::Calendar {
        return false;
    }
    let value = match field {
        Field::Year => d.year.map(f64::from),
        Field::Day => d.day.map(f64::from),
        _ => None,
    };
    let bare =
        |n: &Number| n.kind == Kind::Ordinal || (n.unit.is_none() && n.kind == Kind::Cardinal && n.figures);
    // A century is said of nearly any year, and so tells nothing of one.
    let tells =
        |m: &Date| field != Field::Year || (m.period == Period::Century) == (d.period == Period::Century);
    dates.iter().any(|m| tells(&m.value) && agrees(d, &m.value, field) == Some(true))
        || value.is_some_and(|v| numbers.iter().any(|n| bare(&n.value) && same(n.value.low, v)))
}
