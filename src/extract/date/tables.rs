//! The tables of date words and eras of `data/`, loaded once.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Date, Part, Season, Step, Time};
use crate::extract::number::tables::number_words;
use crate::lexicon::prefix::Prefixes;
use crate::lexicon::{Lexicon, table};
use crate::text::English;

/// What a date word sets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Field {
    Offset(Step, i8),
    Month(u8),
    /// An abbreviated month, only beside a figure.
    Abbreviation(u8),
    Lunar(u8),
    Weekday(u8),
    Part(Part),
    Season(Season),
    Time(Time),
    Both(i8, Time),
    SeasonOffset(i8),
    Feast(u8, u8),
    Festival(u8),
}

impl Field {
    fn new(field: &str, value: &str) -> Option<Self> {
        let number = || value.parse::<i8>().ok();
        let (first, second) = value.split_once([' ', '-']).unwrap_or((value, ""));
        Some(match field {
            "year-off" => Self::Offset(Step::Year, number()?),
            "month-off" => Self::Offset(Step::Month, number()?),
            "week-off" => Self::Offset(Step::Week, number()?),
            "day-off" => Self::Offset(Step::Day, number()?),
            "month" => Self::Month(number()? as u8),
            "abbreviation" => Self::Abbreviation(number()? as u8),
            "lunar" => Self::Lunar(number()? as u8),
            "weekday" => Self::Weekday(number()? as u8),
            "festival" => Self::Festival(number()? as u8),
            "season-off" => Self::SeasonOffset(number()?),
            "both" => {
                let (offset, time) = value.split_once(' ')?;
                Self::Both(offset.parse().ok()?, time_of(time)?)
            }
            "feast" => Self::Feast(first.parse().ok()?, second.parse().ok()?),
            "part" => Self::Part(match value {
                "early" => Part::Early,
                "mid" => Part::Mid,
                "late" => Part::Late,
                "first" => Part::First,
                _ => Part::Second,
            }),
            "season" => Self::Season(match value {
                "spring" => Season::Spring,
                "summer" => Season::Summer,
                "autumn" => Season::Autumn,
                _ => Season::Winter,
            }),
            "time" => Self::Time(time_of(value)?),
            _ => return None,
        })
    }

    /// Sets the field; false if it has a value already.
    pub(super) fn set(self, date: &mut Date) -> bool {
        fn put<T: Copy>(slot: &mut Option<T>, value: T) -> bool {
            let free = slot.is_none();
            slot.get_or_insert(value);
            free
        }
        match self {
            Self::Offset(step, n) => put(&mut date.offset, (step, n)),
            Self::Month(m) | Self::Abbreviation(m) => put(&mut date.month, m),
            Self::Lunar(m) => {
                date.lunar = true;
                put(&mut date.month, m)
            }
            Self::Weekday(d) => put(&mut date.weekday, d),
            Self::Part(p) => put(&mut date.part, p),
            Self::Season(s) => put(&mut date.season, s),
            Self::Time(t) => put(&mut date.time, t),
            Self::Both(n, t) => put(&mut date.offset, (Step::Day, n)) && put(&mut date.time, t),
            Self::SeasonOffset(n) => put(&mut date.offset, (Step::Year, n)),
            Self::Festival(k) => put(&mut date.festival, k),
            Self::Feast(m, d) => {
                date.weak = true;
                put(&mut date.month, m) && put(&mut date.day, d)
            }
        }
    }
}

fn time_of(name: &str) -> Option<Time> {
    Some(match name {
        "dawn" => Time::Dawn,
        "morning" => Time::Morning,
        "noon" => Time::Noon,
        "afternoon" => Time::Afternoon,
        "evening" => Time::Evening,
        "night" => Time::Night,
        _ => return None,
    })
}

/// An era: first and last year of each reign of that title, the best known first; whether its months are lunar.
#[derive(Debug, Clone)]
pub(super) struct Era {
    pub spans: Vec<(i32, i32)>,
    pub lunar: bool,
}

pub(super) struct Zh {
    words: Prefixes<Field>,
    eras: Prefixes<Era>,
    firsts: FxHashSet<char>,
}

pub(super) fn zh() -> &'static Zh {
    static ZH: OnceLock<Zh> = OnceLock::new();
    ZH.get_or_init(|| {
        let lexicon = Lexicon::embedded();
        let fold = |w: &str| -> Vec<char> { lexicon.fold_str(w).chars().collect() };
        let mut zh =
            Zh { words: Prefixes::default(), eras: Prefixes::default(), firsts: FxHashSet::default() };
        for row in table::rows(include_str!("../../../data/zh/date-words.tsv")) {
            let [field, value, words] = row[..] else { continue };
            let Some(field) = Field::new(field, value) else { continue };
            zh.words.extend(words.split_whitespace().map(|w| (fold(w), field)));
        }
        for row in table::rows(include_str!("../../../data/zh/eras.tsv")) {
            let [names, first, last, calendar] = row[..] else { continue };
            let ends = first.split('/').zip(last.split('/'));
            let spans = ends.filter_map(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?))).collect();
            let era = Era { spans, lunar: calendar == "lunar" };
            zh.eras.extend(names.split_whitespace().map(|n| (fold(n), era.clone())));
        }
        zh.firsts.extend(zh.words.firsts().chain(zh.eras.firsts()));
        zh.firsts.extend("农阴旧夏上本星礼周闰年月零差甲乙丙丁戊己庚辛壬癸".chars());
        zh
    })
}

impl Zh {
    /// Whether a date can begin with a character that is no numeral.
    pub(super) fn begins(&self, c: char) -> bool {
        self.firsts.contains(&c)
    }

    /// The longest date word at `at` that `wanted` accepts: its end and field.
    pub(super) fn word(
        &self,
        chars: &[char],
        at: usize,
        wanted: impl Fn(Field) -> bool,
    ) -> Option<(usize, Field)> {
        let mut found = self.words.at(chars.get(at..)?);
        found.find(|(_, field)| wanted(**field)).map(|(n, field)| (at + n, *field))
    }

    pub(super) fn era<'a>(&'a self, chars: &'a [char], at: usize) -> Option<(usize, &'a Era)> {
        let mut found = self.eras.at(chars.get(at..)?);
        found.find(|(n, _)| *n > 1).map(|(n, era)| (at + n, era))
    }
}

pub(super) struct En {
    phrases: FxHashMap<&'static str, Vec<(Vec<&'static str>, Field)>>,
    firsts: FxHashSet<&'static str>,
}

/// Decades of the twentieth century by their names, from the 1920s on.
pub(super) const DECADES: [&str; 8] =
    ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];

pub(super) fn en() -> &'static En {
    static EN: OnceLock<En> = OnceLock::new();
    EN.get_or_init(|| {
        let mut en = En { phrases: FxHashMap::default(), firsts: FxHashSet::default() };
        for row in table::rows(include_str!("../../../data/en/date-words.tsv")) {
            let [field, value, phrases] = row[..] else { continue };
            let Some(field) = Field::new(field, value) else { continue };
            for phrase in phrases.split(',').map(str::trim) {
                let words: Vec<&str> = phrase.split(' ').collect();
                en.phrases.entry(words[0]).or_default().push((words.clone(), field));
            }
        }
        for list in en.phrases.values_mut() {
            list.sort_by_key(|(w, _)| std::cmp::Reverse(w.len()));
        }
        en.firsts.extend(en.phrases.keys().copied().chain(number_words()).chain(DECADES));
        en.firsts.extend(["the", "a", "an", "noon", "midday", "midnight", "half", "quarter"]);
        en
    })
}

impl En {
    /// Whether a date can begin with a word.
    pub(super) fn begins(&self, norm: &str) -> bool {
        self.firsts.contains(norm)
    }

    /// The longest date phrase at token `at` that `wanted` accepts: one past its last token and its field.
    pub(super) fn phrase(
        &self,
        text: &English,
        at: usize,
        wanted: impl Fn(Field) -> bool,
    ) -> Option<(usize, Field)> {
        self.phrases.get(text.norm(at))?.iter().find_map(|(words, field)| {
            let here =
                wanted(*field) && words.iter().enumerate().skip(1).all(|(k, w)| text.norm(at + k) == *w);
            here.then(|| (at + words.len(), *field))
        })
    }
}
