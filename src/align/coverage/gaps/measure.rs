//! Lengths: how long a translation is usually, and how much better the two sides fit without a stretch.

use std::ops::Range;

use crate::document::Side;
use crate::text::{Chinese, English, is_han};

/// What a character outside CJK counts towards the length of a Chinese text.
const NARROW: f32 = 0.4;

/// Logarithm of English letters for each Chinese character, by least squares over correct translations: modern prose spends
/// characters on particles that classical prose and statutes do without, and Latin letters stand for themselves. The constant,
/// what it changes for each particle among Chinese characters, for each Latin letter among all.
const USUAL: [f32; 3] = [1.43, -1.56, -0.29];

/// Particles and other small words of modern prose.
const PARTICLES: [char; 9] = ['的', '了', '们', '着', '这', '那', '是', '在', '就'];

fn width(c: char) -> f32 {
    if c as u32 > 0x2E80 { 1.0 } else { NARROW }
}

/// Length of a range: characters, of which other than Chinese ones count [`NARROW`]; letters in English.
pub(super) fn length(zh: &Chinese, en: &English, side: Side, range: Range<usize>) -> f32 {
    match side {
        Side::Source => zh.chars()[range].iter().map(|c| width(*c)).sum(),
        Side::Target => en.span(range).len() as f32,
    }
}

/// The lengths of the two sides and what translations make of them.
pub(super) struct Measure {
    side: Side,
    zh: f32,
    en: f32,
    usual: f32,
}

impl Measure {
    pub(super) fn new(zh: &Chinese, en: &English, side: Side) -> Self {
        let chars = zh.chars();
        let share = |n: usize, of: f32| n as f32 / of.max(1.0);
        let han = chars.iter().filter(|c| is_han(**c)).count();
        let particles = chars.iter().filter(|c| PARTICLES.contains(c)).count();
        let latin = chars.iter().filter(|c| c.is_ascii_alphanumeric()).count();
        let zh: f32 = chars.iter().map(|c| width(*c)).sum();
        let usual = USUAL[0] + USUAL[1] * share(particles, han as f32) + USUAL[2] * share(latin, zh);
        Self { side, zh, en: en.span(0..en.len()).len() as f32, usual }
    }

    /// Length of the side itself.
    pub(super) fn own(&self) -> f32 {
        if self.side == Side::Source { self.zh } else { self.en }
    }

    /// How much likelier the lengths become without a stretch of this length, and how far (in standard deviations) the side is
    /// too long before and after.
    pub(super) fn without(&self, length: f32) -> (f32, f32, f32) {
        let (zh, en, sign) = match self.side {
            Side::Source => (self.zh - length, self.en, -1.0),
            Side::Target => (self.zh, self.en - length, 1.0),
        };
        let (a, x) = self.density(self.zh, self.en);
        let (b, y) = self.density(zh, en);
        (b - a, sign * x, sign * y)
    }

    fn density(&self, zh: f32, en: f32) -> (f32, f32) {
        let zh = zh.max(1.0);
        let variance = 0.04 + 1.2 / zh;
        let r = ((en.max(0.0) + 1.0) / (zh + 1.0)).ln() - self.usual;
        (-r * r / 2.0 / variance - 0.5 * variance.ln(), r / variance.sqrt())
    }
}
