#![doc = include_str!("../../docs/checks/numbers.md")]

mod leftovers;
mod matching;
mod rows;
mod sense;
mod values;
mod wording;

use std::ops::Range;

use matching::Matching;
use values::{Money, moneys, place};

use super::{Check, Context, Whole};
use crate::align::Pair;
use crate::document::Span;
use crate::extract::Mention;
use crate::extract::number::{Bound, Kind, Number, Weight, is_hint, is_numeral, same};
use crate::finding::{Draft, Message, Severity};

/// The check.
pub const CHECK: Check = Check {
    id: "numbers",
    category: "number",
    its_type: "numbers",
    page: include_str!("../../docs/checks/numbers.md"),
    pair: Some(run),
    document: Some(document),
};

static WRONG: Message = Message {
    en: "“{0}” is {1}, but the translation says “{2}”.",
    zh: "原文“{0}”即{3}，译文却作“{2}”。",
};
static MAGNITUDE: Message = Message {
    en: "“{0}” is {1}; the translation's “{2}” is of another order of magnitude.",
    zh: "原文“{0}”即{3}，译文“{2}”数量级不同。",
};
static TRANSPOSED: Message = Message {
    en: "“{0}” is {1}; the translation's “{2}” has the same digits in another order.",
    zh: "原文“{0}”即{3}，译文“{2}”数字颠倒。",
};
static UNIT: Message = Message {
    en: "The source measures “{0}”, the translation “{1}”: the figure is the same, the unit is not.",
    zh: "原文为“{0}”，译文为“{1}”：数字相同而单位不同。",
};
static OPPOSITE: Message = Message {
    en: "“{0}” is {1}, but “{2}” says that it is {3}.",
    zh: "原文“{0}”即{4}，译文“{2}”却是{5}。",
};
static DROPPED: Message = Message {
    en: "“{0}” is {1}; the translation's “{2}” leaves that out.",
    zh: "原文“{0}”即{3}，译文“{2}”未译出这一限定。",
};
static ADDED: Message = Message {
    en: "The translation says “{1}”; the source has a plain “{0}”.",
    zh: "译文作“{1}”，原文只是“{0}”。",
};
static MISSING: Message = Message {
    en: "“{0}” ({1}) has no counterpart in the translation.",
    zh: "原文“{0}”（{2}）在译文中没有对应。",
};
static EXTRA: Message =
    Message { en: "Nothing in the source says “{0}”.", zh: "译文“{0}”在原文中没有依据。" };

fn run(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    // A row of a table is judged with its neighbours.
    if pair.certainty >= 1.0 || !rows::is_row(pair) {
        judged(cx, pair, out);
    }
}

fn document(cx: &Context, whole: &Whole, out: &mut Vec<(usize, Draft)>) {
    items(cx, whole, out);
    rows::rows(cx, whole, out);
    rows::amounts(cx, whole, out);
}

fn judged(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    let m = Matching::new(pair, cx.lexicon);
    let judge = Judge { pair, m: &m };
    for &(z, e) in &m.pairs {
        judge.bounds(z, e, out);
        judge.unit(z, e, out);
        judge.sense(z, e, out);
        judge.counted(z, e, out);
    }
    let said = |left: &[usize], all: &[Mention<Number>]| -> Vec<usize> {
        left.iter().copied().filter(|&k| all[k].value.weight > Weight::Trivial).collect()
    };
    let (mut missing, mut extra) = (said(&m.missing, m.zh.numbers), said(&m.extra, m.en.numbers));
    let (source, target) = (pair.zh.text(), pair.en.text());
    missing.retain(|&z| {
        let Mention { range, span, .. } = &m.zh.numbers[z];
        let mark = |c: char| move |k: usize| pair.zh.chars().get(k) == Some(&c);
        !is_note_mark(range, mark('['), mark(']')) && !is_code(source, *span, target)
    });
    extra.retain(|&e| {
        let Mention { range, span, .. } = &m.en.numbers[e];
        let mark = |c: &'static str| move |k: usize| pair.en.norm(k) == c;
        !is_note_mark(range, mark("["), mark("]")) && !is_code(target, *span, source)
    });
    if missing.is_empty() && extra.is_empty() {
        return;
    }
    if let Some(paragraph) = &pair.paragraph {
        // What is no leftover of the paragraph has moved to another sentence.
        let wider = Matching::new(paragraph, cx.lexicon);
        let still = |n: &Number, left: &[usize], all: &[Mention<Number>]| {
            left.iter().any(|&k| same(all[k].value.low, n.low) && all[k].value.kind == n.kind)
        };
        missing.retain(|&z| still(&m.zh.numbers[z].value, &wider.missing, wider.zh.numbers));
        extra.retain(|&e| still(&m.en.numbers[e].value, &wider.extra, wider.en.numbers));
    }
    judge.leftovers(missing, extra, out);
}

/// Whether a number alone between square brackets is the mark of a note, which each edition counts for itself.
fn is_note_mark(range: &Range<usize>, opens: impl Fn(usize) -> bool, closes: impl Fn(usize) -> bool) -> bool {
    range.start.checked_sub(1).is_some_and(opens) && closes(range.end)
}

/// Whether a number is part of a code, a version or a name with letters (ISO-8859-1, libfoo7) that the other text has as it is.
fn is_code(text: &str, span: Span, other: &str) -> bool {
    let is_part = |c: &char| c.is_ascii_graphic() && !matches!(c, '"' | '(' | ')' | ',' | ';');
    let back: usize = text[..span.start].chars().rev().take_while(is_part).map(char::len_utf8).sum();
    let on: usize = text[span.start..].chars().take_while(is_part).map(char::len_utf8).sum();
    let code = text[span.start - back..span.start + on].trim_matches(['.', ':', '\'', '!', '?']);
    code.contains(|c: char| c.is_ascii_alphabetic()) && other.contains(code)
}

/// Reports where the numbering of items parts from the source, once for all items that are off by the same.
fn items(cx: &Context, whole: &Whole, out: &mut Vec<(usize, Draft)>) {
    let mut last = 0.0;
    // By how much items that one side leaves out shift those that follow.
    let mut left_out = 0.0;
    let mut before = (0.0, 0.0);
    for (k, pair) in whole.pairs.iter().enumerate() {
        let begins = pair.zh.chars().iter().take(2).any(|&c| is_numeral(c));
        if !pair.is_two_sided() {
            let item = pair.numbers(cx.lexicon);
            let counted = |all: &[Mention<Number>]| {
                all.first().is_some_and(|n| n.value.kind == Kind::Item && n.range.start < 2)
            };
            left_out += f64::from(u8::from(counted(&item.en))) - f64::from(u8::from(counted(&item.zh)));
        }
        if !begins || !pair.is_two_sided() || pair.certainty >= 1.0 {
            continue;
        }
        let first = |all: &[Mention<Number>]| {
            all.first().filter(|n| n.value.kind == Kind::Item && n.range.start < 2).map(|n| n.value.low)
        };
        let here = first(&pair.numbers(cx.lexicon).zh).zip(first(&pair.numbers(cx.lexicon).en));
        // Either side counts on by itself while the other passes over an item: that one was left out.
        let counts_on = here.is_some_and(|(z, e)| {
            (same(e, before.1 + 1.0) && z > before.0 + 1.0) || (same(z, before.0 + 1.0) && e > before.1 + 1.0)
        }) && before != (0.0, 0.0);
        before = here.unwrap_or(before);
        let m = Matching::new(pair, cx.lexicon);
        let item = |left: &[usize], all: &[Mention<Number>]| {
            left.iter().copied().find(|&k| all[k].value.kind == Kind::Item && all[k].range.start < 2)
        };
        let (Some(z), Some(e)) = (item(&m.missing, m.zh.numbers), item(&m.extra, m.en.numbers)) else {
            continue;
        };
        let shift = m.en.numbers[e].value.low - m.zh.numbers[z].value.low;
        let renumbered = counts_on || (left_out != 0.0 && same(shift - last, left_out));
        left_out = 0.0;
        if !same(shift, last) && !renumbered {
            let judge = Judge { pair, m: &m };
            let n = &m.zh.numbers[z].value;
            let args = vec![judge.zh_text(z), wording::value(n), judge.en_text(e), wording::value_zh(n)];
            out.push((k, judge.draft(Severity::Minor, 0.6, &WRONG, args, Some(z), Some(e))));
        }
        last = shift;
    }
}

struct Judge<'a> {
    pair: &'a Pair,
    m: &'a Matching<'a>,
}

/// Pairs of leftovers compared one by one.
const MOST_LEFT: usize = 24;

impl Judge<'_> {
    fn zh(&self, z: usize) -> &Mention<Number> {
        &self.m.zh.numbers[z]
    }

    fn en(&self, e: usize) -> &Mention<Number> {
        &self.m.en.numbers[e]
    }

    fn zh_text(&self, z: usize) -> String {
        self.pair.zh.original(self.zh(z).range.clone()).to_owned()
    }

    fn en_text(&self, e: usize) -> String {
        self.pair.en.original(self.en(e).range.clone()).to_owned()
    }

    fn draft(
        &self,
        severity: Severity,
        confidence: f32,
        message: &'static Message,
        args: Vec<String>,
        z: Option<usize>,
        e: Option<usize>,
    ) -> Draft {
        let mut d = Draft::new(severity, confidence, message, args);
        d.source = z.map(|z| self.zh(z).span);
        d.target = e.map(|e| self.en(e).span);
        d
    }

    /// A matched pair whose sides disagree on which side of the number the truth lies.
    fn bounds(&self, z: usize, e: usize, out: &mut Vec<Draft>) {
        let (a, b) = (&self.zh(z).value, &self.en(e).value);
        let (x, y) = (a.bound.direction(), b.bound.direction());
        if a.is_vague() || b.is_vague() || a.kind == Kind::Ordinal || !same(a.low, b.low) && a.kind == b.kind
        {
            return;
        }
        let (zt, et) = (self.zh_text(z), self.en_text(e));
        if x * y < 0 {
            let args = opposite_args(zt, a, et, b);
            out.push(self.draft(Severity::Major, 0.85, &OPPOSITE, args, Some(z), Some(e)));
        } else if x != 0 && y == 0 && a.weight > Weight::Trivial {
            let hinted = self.hinted(e, x);
            let telling = a.kind == Kind::Cardinal && (1.0..100.0).contains(&a.low) && self.is_brief();
            let confidence = match (b.bound, hinted, a.bound) {
                (Bound::About, ..) => 0.3,
                (_, true, _) => 0.25,
                _ if place(a.low) < REMAINDER => 0.35,
                // 三年多 may be nearly four; of 200余 few editors miss the rest, nor in a passage of many sentences.
                (_, _, Bound::Above) if telling => 0.65,
                (_, _, Bound::From) if telling => 0.55,
                // 不到四百 is a judgement whatever the number: it did not come to four hundred.
                (_, _, Bound::Below) if telling || a.low >= 100.0 && self.is_brief() => 0.55,
                (_, _, Bound::Above | Bound::From | Bound::Below) => 0.48,
                _ => 0.4,
            };
            let args = vec![zt, wording::value(a), et, wording::value_zh(a)];
            out.push(
                self.draft(Severity::Minor, confidence, &DROPPED, args, Some(z), Some(e))
                    .suggest(wording::suggestion(a, b)),
            );
        } else if x == 0 && y != 0 && b.weight == Weight::Firm && a.bound == Bound::Exact {
            out.push(self.draft(Severity::Minor, 0.3, &ADDED, vec![zt, et], Some(z), Some(e)));
        } else if a.bound == Bound::From
            && b.bound == Bound::Above
            && (2.0..=10.0).contains(&a.low)
            && a.low.fract() == 0.0
            && a.kind == Kind::Cardinal
        {
            // 二人以上 is two or more; of hours and miles nobody counts the one at the border, nor in a passage of many sentences.
            let confidence = if a.unit.is_none() && self.is_brief() { 0.55 } else { 0.4 };
            let args = opposite_args(zt, a, et, b);
            out.push(self.draft(Severity::Minor, confidence, &OPPOSITE, args, Some(z), Some(e)));
        }
    }

    /// Whether the source names a place whose 元 is a dollar.
    fn is_abroad(&self) -> bool {
        self.pair.wider().zh.text().contains(ABROAD)
    }

    /// Whether the translation gives the amount in the source's unit as well, beside the one that it was matched with.
    fn other_scale(&self, z: usize, e: usize) -> bool {
        let unit = self.zh(z).value.unit;
        self.m
            .en
            .numbers
            .iter()
            .enumerate()
            .any(|(k, n)| k != e && n.value.unit == unit && same(n.value.low, self.zh(z).value.low))
    }

    fn is_brief(&self) -> bool {
        self.pair.zh.chars().len() < BRIEF
    }

    /// Whether a word that bounds a number in that direction stands near the number without being read as part of it.
    fn hinted(&self, e: usize, direction: i8) -> bool {
        let range = &self.en(e).range;
        let from = range.start.saturating_sub(8);
        (from..range.end + 8).any(|k| {
            let (word, next) = (self.pair.en.norm(k), self.pair.en.norm(k + 1));
            // "Over the past three years" bounds nothing.
            let other = word == "over"
                && matches!(next, "the" | "a" | "this" | "these" | "its" | "their" | "past" | "last");
            is_hint(word, direction) && !other
        })
    }

    /// A matched pair with the same figure in units that differ.
    fn unit(&self, z: usize, e: usize, out: &mut Vec<Draft>) {
        let (a, b) = (&self.zh(z).value, &self.en(e).value);
        let (Some(u), Some(v)) = (a.unit, b.unit) else { return };
        let plain =
            a.kind == Kind::Cardinal && b.kind == Kind::Cardinal && same(a.low, b.low) && !a.is_vague();
        if !plain || a.weight < Weight::Firm {
            return;
        }
        let money = moneys(u, v);
        let confidence = match money {
            Some(Money::Different) => 0.75,
            // A page of a document is in its own currency: `amounts` sees whether it is that of the rest.
            Some(Money::Doubtful) if self.pair.certainty >= 1.0 && !self.is_abroad() => 0.6,
            Some(Money::Doubtful) => 0.3,
            Some(Money::Same) => 0.6,
            None if u.dimension() == v.dimension() && MEASURES.contains(&u.dimension()) => 0.6,
            None => return,
        };
        // 55寸 of a screen, and the foot of verse: taken over where nobody measures.
        let lent = matches!((u.factor(), v.factor()), (0.033_333_3, 0.0254) | (0.333_333, 0.3048));
        if lent && u.dimension() == "length" {
            return;
        }
        let ratio = u.factor() / v.factor();
        // A pound is money by its name alone.
        let same = match money {
            None => (0.9..1.1).contains(&ratio),
            Some(Money::Same) => v.currency().is_none() || (0.9..1.1).contains(&ratio),
            _ => false,
        };
        if same || self.other_scale(z, e) {
            return;
        }
        let args = vec![self.zh_text(z), self.en_text(e)];
        out.push(self.draft(Severity::Major, confidence, &UNIT, args, Some(z), Some(e)));
    }
}

/// The arguments of [`OPPOSITE`].
fn opposite_args(zt: String, a: &Number, et: String, b: &Number) -> Vec<String> {
    vec![zt, wording::value(a), et, wording::value(b), wording::value_zh(a), wording::value_zh(b)]
}

/// What a translation may convert, and so must not leave as it is with another unit.
const MEASURES: [&str; 7] = ["time", "mass", "length", "area", "volume", "power", "energy"];

/// Words of places whose 元 is a dollar.
const ABROAD: [char; 10] = ['港', '台', '美', '澳', '加', '坡', '臺', '銀', '银', '洋'];

/// Where 多 or 余 can add less than this share of the number, few editors miss it: 2300余 against 三年多.
const REMAINDER: f64 = 0.1;

/// Source texts of fewer characters than this may be rules, where the number at the border matters.
const BRIEF: usize = 100;
