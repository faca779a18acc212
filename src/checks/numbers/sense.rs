//! Numbers that are the same on both sides and are said of something else: by and to, ago and later, off a price and of it.

use super::{Judge, wording};
use crate::extract::number::{
    Counted, Frame, Kind, Unit, Weight, chinese_frame, english_frame, is_ratio, names_households, same,
};
use crate::finding::{Draft, Message, Severity};

static TO: Message = Message {
    en: "In the source something changes to “{0}”, in the translation by “{1}”.",
    zh: "原文是变动到“{0}”，译文却是变动了“{1}”。",
};
static BY: Message = Message {
    en: "In the source something changes by “{0}”, in the translation to “{1}”.",
    zh: "原文是变动了“{0}”，译文却是变动到“{1}”。",
};
static RATIO: Message = Message {
    en: "“{0}” is an increase, that is {2}; the translation's “{1}” is the ratio itself.",
    zh: "原文“{0}”是增加的倍数，译文“{1}”却是总共的倍数。",
};
static TIME: Message = Message {
    en: "“{0}” and “{1}” are counted in opposite directions of time.",
    zh: "原文“{0}”与译文“{1}”一前一后，方向相反。",
};
static COLD: Message = Message {
    en: "“{0}” is below nought; the translation's “{1}” is not.",
    zh: "原文“{0}”在零下，译文“{1}”却不在。",
};
static WARM: Message = Message {
    en: "The translation puts “{1}” below nought; the source's “{0}” is not.",
    zh: "译文“{1}”在零下，原文“{0}”却不在。",
};
static SCALE: Message = Message {
    en: "“{0}” and “{1}” are degrees of different scales.",
    zh: "原文“{0}”与译文“{1}”温标不同。",
};
static PRICE: Message = Message {
    en: "“{0}” is {2}; the translation's “{1}” takes the other part off.",
    zh: "原文“{0}”是实付的成数，译文“{1}”把实付与减去的部分弄反了。",
};
static POINTS: Message = Message {
    en: "“{0}” counts percentage points; the translation's “{1}” is a percentage, which is another change.",
    zh: "原文“{0}”是百分点，译文“{1}”却是百分比，变动幅度不同。",
};
static PERCENT: Message = Message {
    en: "“{0}” is a percentage; the translation's “{1}” counts percentage points, which is another change.",
    zh: "原文“{0}”是百分比，译文“{1}”却是百分点，变动幅度不同。",
};
static HOUSEHOLDS: Message = Message {
    en: "“{0}” counts households; the translation's “{1}” counts people.",
    zh: "原文“{0}”数的是户，译文“{1}”数的却是人。",
};
static PEOPLE: Message = Message {
    en: "“{0}” counts people; the translation's “{1}” counts households.",
    zh: "原文“{0}”数的是人，译文“{1}”数的却是户。",
};

impl Judge<'_> {
    /// A matched pair of numbers by what the words around them say.
    pub(super) fn sense(&self, z: usize, e: usize, out: &mut Vec<Draft>) {
        let (a, b) = (&self.zh(z).value, &self.en(e).value);
        if matches!(a.kind, Kind::Item | Kind::Code | Kind::Ordinal) || a.is_vague() && b.is_vague() {
            return;
        }
        let f = chinese_frame(&self.pair.zh, &self.zh(z).range);
        let g = english_frame(&self.pair.en, &self.en(e).range);
        let found = self.change(z, e, f, g).or_else(|| self.point(z, e)).or_else(|| self.around(z, e, f, g));
        if let Some((message, severity, confidence)) = found {
            let args = vec![self.zh_text(z), self.en_text(e), wording::value(a)];
            out.push(self.draft(severity, confidence, message, args, Some(z), Some(e)));
        }
    }

    fn change(&self, z: usize, e: usize, f: Frame, g: Frame) -> Option<(&'static Message, Severity, f32)> {
        let (a, b) = (&self.zh(z).value, &self.en(e).value);
        let multiple = |k: Kind| matches!(k, Kind::Times | Kind::More);
        if a.kind == Kind::More
            && multiple(b.kind)
            && same(a.low, b.low)
            && is_ratio(&self.pair.en, &self.en(e).range)
        {
            return Some((&RATIO, Severity::Major, 0.65));
        }
        if let (Kind::Discounted, Kind::Share, Some(off)) = (a.kind, b.kind, g.off) {
            let right = if off { 1.0 - a.low } else { a.low };
            return (!same(right, b.low)).then_some((&PRICE, Severity::Major, 0.8));
        }
        let (to, into) = (f.to?, g.to?);
        // To a half and by a half are the same.
        let half = same(a.low, 0.5) && a.kind == Kind::Share;
        if to == into || half || a.weight == Weight::Trivial || a.kind == Kind::Discounted {
            return None;
        }
        (a.kind == b.kind || multiple(b.kind)).then_some((if to { &TO } else { &BY }, Severity::Major, 0.7))
    }

    /// Percentage points and percent.
    fn point(&self, z: usize, e: usize) -> Option<(&'static Message, Severity, f32)> {
        let (a, b) = (&self.zh(z).value, &self.en(e).value);
        let points = |u: Option<Unit>| u.is_some_and(|u| u.dimension() == "share");
        let message = if points(a.unit) { &POINTS } else { &PERCENT };
        (a.kind == Kind::Share
            && b.kind == Kind::Share
            && a.parts.is_some_and(|p| p.1 == 100.0)
            && b.parts.is_some_and(|p| p.1 == 100.0)
            && points(a.unit) != points(b.unit))
        .then_some((message, Severity::Major, 0.6))
    }

    /// Time, temperature and what is counted.
    fn around(&self, z: usize, e: usize, f: Frame, g: Frame) -> Option<(&'static Message, Severity, f32)> {
        let (a, b) = (&self.zh(z).value, &self.en(e).value);
        let dimension = |u: Option<Unit>, name: &str| u.is_some_and(|u| u.dimension() == name);
        if dimension(a.unit, "time") && dimension(b.unit, "time") {
            let (x, y) = (f.later?, g.later?);
            return (x != y && a.weight > Weight::Trivial).then_some((&TIME, Severity::Major, 0.7));
        }
        if dimension(a.unit, "temperature") {
            if f.scale.zip(g.scale).is_some_and(|(x, y)| x != y) && same(a.low, b.low) {
                return Some((&SCALE, Severity::Major, 0.75));
            }
            return (f.cold != g.cold && same(a.low, b.low)).then_some((
                if f.cold { &COLD } else { &WARM },
                Severity::Major,
                0.75,
            ));
        }
        None
    }

    /// A matched pair of counts, one of households, the other of people.
    pub(super) fn counted(&self, z: usize, e: usize, out: &mut Vec<Draft>) {
        let (a, b) = (&self.zh(z).value, &self.en(e).value);
        if a.kind != Kind::Cardinal || b.kind != Kind::Cardinal || a.weight < Weight::Firm || a.is_vague() {
            return;
        }
        let f = chinese_frame(&self.pair.zh, &self.zh(z).range).counted;
        let g = english_frame(&self.pair.en, &self.en(e).range).counted;
        let households = |text: &str| text.contains(['户', '戶', '家']);
        let message = match (f, g) {
            (Some(Counted::Households), Some(Counted::People)) if !names_households(&self.pair.en) => {
                &HOUSEHOLDS
            }
            (Some(Counted::People), Some(Counted::Households)) if !households(self.pair.zh.text()) => &PEOPLE,
            _ => return,
        };
        let args = vec![self.zh_text(z), self.en_text(e)];
        out.push(self.draft(Severity::Major, 0.7, message, args, Some(z), Some(e)));
    }
}
