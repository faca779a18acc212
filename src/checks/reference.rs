mod agents;
mod kin;
mod persons;

use super::Check;
use crate::finding::Message;

pub const CHECK: Check = Check {
    id: "reference",
    category: "mistranslation",
    its_type: "mistranslation",
    page: include_str!("../../docs/checks/reference.md"),
    pair: Some(|cx, pair, out| {
        kin::check(cx, pair, out);
        persons::check(cx, pair, out);
        agents::check(cx, pair, out);
    }),
    document: None,
};

static OWNER: Message = Message {
    en: "{0} means “{1}”; “{2}” makes it another's.",
    zh: "“{0}”即“{1}”，译文“{2}”归属有误。",
};
static RELATIVE: Message = Message {
    en: "{0} is “{1}”; the translation has “{2}”, another relative.",
    zh: "“{0}”是“{1}”，译文“{2}”是另一种亲属。",
};
static PERSON: Message = Message {
    en: "The source says {0}; the translation speaks of “{1}” instead.",
    zh: "原文说的是“{0}”，译文却成了“{1}”。",
};
static SWAPPED: Message = Message {
    en: "{0} and {1} have changed places in the translation: “{2}”.",
    zh: "译文把“{0}”和“{1}”弄反了：“{2}”。",
};
static GENDER: Message = Message {
    en: "The source speaks of {0}; the translation has “{1}”.",
    zh: "原文是“{0}”，译文却用“{1}”，性别不符。",
};
static LATTER: Message = Message {
    en: "{0} is the {1}; the translation has “{2}”.",
    zh: "“{0}”应指{1}，译文却是“{2}”。",
};
