mod lone;

pub(super) use lone::missing;

use super::{Check, Context, Whole};
use crate::document::Side;
use crate::finding::{Draft, Message};

pub const CHECK: Check = Check {
    id: "omission",
    category: "omission",
    its_type: "omission",
    page: include_str!("../../docs/checks/omission.md"),
    pair: None,
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

fn document(cx: &Context, whole: &Whole, out: &mut Vec<(usize, Draft)>) {
    for m in missing(cx, whole, Side::Source) {
        let message = if m.is_sentence { &SENTENCE } else { &PARAGRAPH };
        let draft = Draft::new(m.severity, m.confidence, message, vec![m.opening]).source(m.span);
        out.push((m.pair, draft));
    }
}
