mod clause;
mod items;
mod joined;
mod limits;
mod lone;

pub(super) use clause::{Extent, lost};
pub(super) use lone::{missing, opening};

use super::{Check, Context, Whole};
use crate::align::Pair;
use crate::document::Side;
use crate::finding::{Draft, Message};

pub const CHECK: Check = Check {
    id: "omission",
    category: "omission",
    its_type: "omission",
    page: include_str!("../../docs/checks/omission.md"),
    pair: Some(pair),
    document: Some(document),
};

static PARAGRAPH: Message = Message {
    en: "The translation leaves out this paragraph: “{0}”.",
    zh: "译文漏译整段：“{0}”。",
};
static SENTENCE: Message = Message {
    en: "The translation leaves out this sentence: “{0}”.",
    zh: "译文漏译整句：“{0}”。",
};
static CLAUSE: Message = Message {
    en: "Nothing in the translation renders “{0}”.",
    zh: "“{0}”在译文中没有着落。",
};

fn pair(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    for l in lost(cx, pair, Side::Source) {
        let message = match l.extent {
            Extent::Clause => &CLAUSE,
            Extent::Whole | Extent::Sentence => &SENTENCE,
        };
        let quote = opening(&pair.source.text[l.span.start..l.span.end], Side::Source);
        out.push(Draft::new(l.severity, l.confidence, message, vec![quote]).source(l.span));
    }
    limits::check(cx, pair, out);
    limits::check_charged(cx, pair, out);
    items::check(pair, out);
}

fn document(cx: &Context, whole: &Whole, out: &mut Vec<(usize, Draft)>) {
    for m in missing(cx, whole, Side::Source) {
        let message = if m.is_sentence { &SENTENCE } else { &PARAGRAPH };
        let draft = Draft::new(m.severity, m.confidence, message, vec![m.opening]).source(m.span);
        out.push((m.pair, draft));
    }
}
