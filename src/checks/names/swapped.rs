//! Two names that changed places: A did what B did.

use std::ops::Range;

use super::facts::Facts;
use crate::extract::name::{Sort, Use};
use crate::finding::{Draft, Message, Severity};
use crate::text::{Chinese, English, Kind};

static SWAPPED: Message = Message {
    en: "“{0}” and “{1}” seem to have changed places: what the source says of {2} the translation says of {1}, and the reverse.",
    zh: "“{0}”与“{1}”似乎颠倒了：原文说{2}的，译文说成了{1}，反之亦然。",
};

/// A name that each side has once.
struct Anchor {
    zh: Range<usize>,
    en: Range<usize>,
    person: bool,
}

/// Reports names that changed places. The words around a name that the dictionary links must stand around its rendering, and not
/// around the other's.
pub fn check(facts: &Facts, out: &mut Vec<Draft>) {
    let anchors = anchors(facts);
    if !(2..=6).contains(&anchors.len()) {
        return;
    }
    let votes = votes(facts, &anchors);
    if votes.is_empty() {
        return;
    }
    let zh_stops = stops(facts.pair.zh.chars().len(), |k| is_stop(facts.pair.zh.chars()[k]));
    let en_stops = stops(facts.pair.en.len(), |k| {
        matches!(facts.pair.en.norm(k), "," | ";" | "." | ":" | "—" | "and" | "while")
    });
    let mut best: Option<(f32, usize, usize)> = None;
    for a in 0..anchors.len() {
        for b in a + 1..anchors.len() {
            let (x, y) = (&anchors[a], &anchors[b]);
            // Most translations keep the order of names, so an exchange turns it round.
            if x.en.start < y.en.start {
                continue;
            }
            if x.person != y.person || is_list(&facts.pair.zh, x, y) || is_english_list(&facts.pair.en, x, y)
            {
                continue;
            }
            let (mut sum, mut weight) = (0.0, 0.0);
            for v in &votes {
                let (s, near_zh) = lean(v.zh, &x.zh, &y.zh, &zh_stops, 6.0);
                let (t, near_en) = lean(v.en, &x.en, &y.en, &en_stops, 4.0);
                let w = v.weight / (1.0 + near_zh / 6.0) / (1.0 + near_en / 4.0);
                sum += w * s * t;
                weight += w * (s * t).abs();
            }
            if weight > 0.0 {
                let score = sum / weight;
                if score < -0.5 && sum < -LEAST && best.is_none_or(|z| score * weight < z.0) {
                    best = Some((score * weight, a, b));
                }
            }
        }
    }
    let Some((strength, a, b)) = best else { return };
    let (x, y) = (&anchors[a], &anchors[b]);
    let (zh, en) = (&facts.pair.zh, &facts.pair.en);
    // Among many names an order of its own is likelier than an exchange.
    let many = if anchors.len() > 3 { 0.8 } else { 1.0 };
    let confidence = (0.42 + (-strength - LEAST) * 0.35).min(0.8) * many;
    let (from, to) = (x.zh.start.min(y.zh.start), x.zh.end.max(y.zh.end));
    let (left, right) = (x.en.start.min(y.en.start), x.en.end.max(y.en.end));
    out.push(facts.draft(
        Severity::Major,
        confidence,
        &SWAPPED,
        &(from..to),
        &(left..right),
        vec![
            en.original(x.en.clone()).to_owned(),
            en.original(y.en.clone()).to_owned(),
            zh.original(x.zh.clone()).to_owned(),
        ],
    ));
}

/// The least evidence, in links right beside a name, for an exchange.
const LEAST: f32 = 0.12;

fn anchors(facts: &Facts) -> Vec<Anchor> {
    let (zh, en) = (&facts.pair.zh, &facts.pair.en);
    let mut out: Vec<Anchor> = Vec::new();
    for s in facts.spelled.iter().filter(|s| s.words.len() > 1) {
        let Some(place) = &s.place else { continue };
        let chars = &zh.chars()[place.clone()];
        let once = zh.chars().windows(chars.len()).filter(|w| *w == chars).count() == 1;
        // Once in full, and never by a word of its own that another name has not.
        let last = en.norm(s.words[s.words.len() - 1]);
        let once_en = (0..en.len()).filter(|&k| en.norm(k) == last && en.tokens()[k].capital).count() == 1;
        if once && once_en {
            out.push(Anchor { zh: place.clone(), en: s.range.clone(), person: true });
        }
    }
    for f in &facts.zh_known {
        if facts.is_home(&f.ids) {
            continue;
        }
        let same = |ids: &[_]| ids.iter().any(|id| f.ids.contains(id));
        let mut there = facts.en_known.iter().filter(|e| same(&e.ids));
        let (Some(e), None) = (there.next(), there.next()) else { continue };
        let once = facts.zh_known.iter().filter(|o| same(&o.ids)).count() == 1;
        if once && e.usage != Use::Metonym && !out.iter().any(|a| a.zh == f.range) {
            let person = facts.gazetteer.known(f.ids[0]).sort == Sort::Person;
            out.push(Anchor { zh: f.range.clone(), en: e.range.clone(), person });
        }
    }
    out.sort_by_key(|a| a.zh.start);
    out
}

struct Vote {
    zh: usize,
    en: usize,
    weight: f32,
}

/// Linked words outside the names: the fewer partners a word has, the more it proves.
fn votes(facts: &Facts, anchors: &[Anchor]) -> Vec<Vote> {
    let en = &facts.pair.en;
    let all = facts.pair.links.all();
    let mut per_char = vec![0u32; facts.pair.zh.chars().len()];
    for l in all {
        per_char[l.start as usize] += 1;
    }
    all.iter()
        .filter(|l| {
            let (s, e, k) = (l.start as usize, l.end as usize, l.token as usize);
            e - s > 1
                && en.tokens()[k].kind == Kind::Word
                && !anchors.iter().any(|a| (a.zh.start < e && s < a.zh.end) || a.en.contains(&k))
        })
        .map(|l| {
            let partners = facts.pair.links.of_token(l.token as usize).len() as f32;
            let weight = 1.0 / (partners * per_char[l.start as usize] as f32);
            Vote { zh: (l.start as usize + l.end as usize) / 2, en: l.token as usize, weight }
        })
        .filter(|v| v.weight > 0.3)
        .collect()
}

/// How many clause marks stand before each place.
fn stops(len: usize, is_stop: impl Fn(usize) -> bool) -> Vec<u32> {
    let mut out = Vec::with_capacity(len + 1);
    let mut n = 0;
    for k in 0..len {
        out.push(n);
        n += u32::from(is_stop(k));
    }
    out.push(n);
    out
}

fn is_stop(c: char) -> bool {
    matches!(c, '，' | ',' | '。' | ';' | '；' | ':' | '：' | '！' | '!' | '?' | '、')
}

/// Whether a place leans to the first name (1) or the second (−1), and how far the nearer one is. A clause mark counts as `clause` units.
fn lean(at: usize, x: &Range<usize>, y: &Range<usize>, stops: &[u32], clause: f32) -> (f32, f32) {
    let distance = |r: &Range<usize>| {
        let (from, to) = if at < r.start { (at, r.start) } else { (r.end.min(at), at) };
        let between = stops[to.min(stops.len() - 1)] - stops[from.min(stops.len() - 1)];
        (to - from) as f32 + between as f32 * clause
    };
    let (a, b) = (distance(x), distance(y));
    (((b - a) / clause).tanh(), a.min(b))
}

/// Whether nothing but listing stands between the names in the source: a list may be put in another order.
fn is_list(zh: &Chinese, x: &Anchor, y: &Anchor) -> bool {
    let (from, to) = (x.zh.end.min(y.zh.end), x.zh.start.max(y.zh.start));
    from > to || zh.chars()[from..to].iter().all(|c| "、,，和与同及以跟·;；".contains(*c))
}

fn is_english_list(en: &English, x: &Anchor, y: &Anchor) -> bool {
    let (from, to) = (x.en.end.min(y.en.end), x.en.start.max(y.en.start));
    from > to || (from..to).all(|k| matches!(en.norm(k), "," | "and" | "or" | ";" | "-" | "—" | "'s" | "the"))
}
