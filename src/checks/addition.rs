mod loaded;
mod measured;

use super::omission::{Extent, lost, missing, opening};
use super::{Check, Context, Whole};
use crate::align::Pair;
use crate::document::Side;
use crate::finding::{Draft, Message};

pub const CHECK: Check = Check {
    id: "addition",
    category: "addition",
    its_type: "addition",
    page: include_str!("../../docs/checks/addition.md"),
    pair: Some(pair),
    document: Some(document),
};

static PARAGRAPH: Message = Message {
    en: "The source has nothing that this paragraph of the translation renders: “{0}”.",
    zh: "译文此段为原文所无：“{0}”。",
};
static SENTENCE: Message = Message {
    en: "The source has nothing that this sentence of the translation renders: “{0}”.",
    zh: "译文此句为原文所无：“{0}”。",
};
static CLAUSE: Message =
    Message { en: "Nothing in the source says “{0}”.", zh: "译文“{0}”为原文所无。" };

fn pair(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    for l in lost(cx, pair, Side::Target) {
        let message = match l.extent {
            Extent::Clause => &CLAUSE,
            Extent::Whole | Extent::Sentence => &SENTENCE,
        };
        let quote = opening(&pair.target.text[l.span.start..l.span.end], Side::Target);
        out.push(Draft::new(l.severity, l.confidence, message, vec![quote]).target(l.span));
    }
    loaded::check(cx, pair, out);
    measured::check(pair, out);
}

fn document(cx: &Context, whole: &Whole, out: &mut Vec<(usize, Draft)>) {
    for m in missing(cx, whole, Side::Target) {
        let message = if m.is_sentence { &SENTENCE } else { &PARAGRAPH };
        let draft = Draft::new(m.severity, m.confidence, message, vec![m.opening]).target(m.span);
        out.push((m.pair, draft));
    }
}
