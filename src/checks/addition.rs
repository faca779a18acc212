use super::omission::missing;
use super::{Check, Context, Whole};
use crate::document::Side;
use crate::finding::{Draft, Message};

pub const CHECK: Check = Check {
    id: "addition",
    category: "addition",
    its_type: "addition",
    page: include_str!("../../docs/checks/addition.md"),
    pair: None,
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

fn document(cx: &Context, whole: &Whole, out: &mut Vec<(usize, Draft)>) {
    for m in missing(cx, whole, Side::Target) {
        let message = if m.is_sentence { &SENTENCE } else { &PARAGRAPH };
        let draft = Draft::new(m.severity, m.confidence, message, vec![m.opening]).target(m.span);
        out.push((m.pair, draft));
    }
}
