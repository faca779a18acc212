//! Numbers that are the same on both sides and are said of something else: by and to, ago and later, off a price and of it.

use super::values::{Money, moneys};
use super::{Judge, wording};
use crate::extract::number::{
    Counted, Frame, Kind, Weight, chinese_frame, english_frame, is_ratio, names_households, same,
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
    en: "One side says that “{0}” (“{1}”) is below nought, the other does not.",
    zh: "“{0}”（“{1}”）是零下还是零上，两边不一致。",
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
    en: "“{0}” counts percentage points, “{1}” per cent, or the reverse: that is another change.",
    zh: "原文“{0}”与译文“{1}”，一为百分点，一为百分比，变动幅度不同。",
};
static COUNTED: Message = Message {
    en: "“{0}” and “{1}” count different things: households and people.",
    zh: "原文“{0}”与译文“{1}”所数不同：一为户，一为人。",
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
        (a.kind == b.kind || multiple(b.kind))
            .then_some((if to { &TO } else { &BY }, Severity::Major, 0.7))
    }

    /// Percentage points and percent.
    fn point(&self, z: usize, e: usize) -> Option<(&'static Message, Severity, f32)> {
        let (a, b) = (&self.zh(z).value, &self.en(e).value);
        let points = |u: Option<_>| u.is_some();
        (a.kind == Kind::Share
            && b.kind == Kind::Share
            && a.parts.is_some_and(|p| p.1 == 100.0)
            && b.parts.is_some_and(|p| p.1 == 100.0)
            && points(a.unit) != points(b.unit))
        .then_some((&POINTS, Severity::Major, 0.6))
    }

    /// Time, temperature and what is counted.
    fn around(&self, z: usize, e: usize, f: Frame, g: Frame) -> Option<(&'static Message, Severity, f32)> {
        let (a, b) = (&self.zh(z).value, &self.en(e).value);
        let dimension = |u: Option<crate::extract::number::Unit>, name: &str| u.is_some_and(|u| u.dimension() == name);
        if dimension(a.unit, "time") && dimension(b.unit, "time") {
            let (x, y) = (f.later?, g.later?);
            return (x != y).then_some((&TIME, Severity::Major, 0.7));
        }
        if dimension(a.unit, "temperature") {
            if f.scale.zip(g.scale).is_some_and(|(x, y)| x != y) && same(a.low, b.low) {
                return Some((&SCALE, Severity::Major, 0.75));
            }
            return (f.cold != g.cold && same(a.low, b.low)).then_some((&COLD, Severity::Major, 0.75));
        }
        if moneys(a.unit?, b.unit?) == Some(Money::Different) {
            return None;
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
        let wrong = match (f, g) {
            (Some(Counted::Households), Some(Counted::People)) => !names_households(&self.pair.en),
            (Some(Counted::People), Some(Counted::Households)) => !self.pair.zh.text().contains(['户', '戶', '家']),
            _ => false,
        };
        if wrong {
            let args = vec![self.zh_text(z), self.en_text(e)];
            out.push(self.draft(Severity::Major, 0.7, &COUNTED, args, Some(z), Some(e)));
        }
    }
}
