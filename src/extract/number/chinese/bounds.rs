//! Words of approximation around a Chinese number, and verbs of growth before it.

use super::super::tables::zh;
use super::super::{Bound, Number, Weight};
use super::Reader;

impl Reader<'_> {
    /// Whether a verb of growth without 到 or 为 stands shortly before `at`.
    pub(super) fn grows(&self, at: usize) -> bool {
        let from = at.saturating_sub(8);
        let before = &self.chars[from..at];
        let stop =
            before.iter().rposition(|c| matches!(c, '到' | '至' | '为' | '是' | ',' | '。' | '、' | ';'));
        let before: String = before[stop.map_or(0, |s| s + 1)..].iter().collect();
        let before =
            before.trim_end_matches(['了', '近', '约', '将', '大', '有', '过', '超', '达', '出', '一', '倍']);
        zh().grows(before)
    }

    /// Adds what words of approximation say and keeps the mention. `at` is where it begins for them, `start` for the reader.
    pub(super) fn finish(&mut self, start: usize, at: usize, end: usize, mut number: Number) -> usize {
        let mut stop = end;
        if let Some((after, bound)) = zh().after(self.chars, end)
            && self.is_after(end, after)
        {
            if number.bound == Bound::Exact {
                number.bound = bound;
            }
            stop = after;
        }
        let first = self.out.len();
        self.push(start..stop, number);
        self.cue_before(first, at.min(start));
        stop
    }

    /// Whether the word of approximation at `at..end` is one here: single characters must not begin another word.
    fn is_after(&self, at: usize, end: usize) -> bool {
        let share = matches!(self.char(at.wrapping_sub(1)), '成' | '%');
        match self.char(at) {
            '多' | '余' | '来' if end == at + 1 => false,
            '强' | '弱' if end == at + 1 => share && !self.begins_word(at),
            '起' | '许' if end == at + 1 => !self.begins_word(at),
            _ => true,
        }
    }

    /// Applies a word of approximation before the mention `k`, which begins at `at`.
    pub(super) fn cue_before(&mut self, k: usize, at: usize) {
        let mut at = at;
        while at > 0 && matches!(self.chars[at - 1], '了' | ' ') {
            at -= 1;
        }
        let Some((start, bound)) = zh().before(self.chars, at) else { return };
        let number = &self.out[k].value;
        let bare = matches!(self.char(at), '百' | '千' | '万' | '亿');
        let single = at - start == 1;
        let c = self.chars[start];
        if (single && matches!(c, '上' | '成' | '过') && !bare) || self.word_at(start).0 < start {
            return;
        }
        let bound = if single && c == '近' && number.unit.is_some_and(|u| u.dimension() == "time") {
            // 近三年 is "in recent years" as often as "nearly three years".
            Bound::About
        } else {
            bound
        };
        let negated = self.is_negated(start);
        let mention = &mut self.out[k];
        if mention.value.bound == Bound::Exact || bound.direction() != 0 {
            mention.value.bound = if negated { bound.negated() } else { bound };
        }
        if bound != Bound::Exact {
            if mention.value.low >= 100.0 {
                mention.value.weight = mention.value.weight.max(Weight::Soft);
            }
            let range = start..mention.range.end;
            mention.span = self.text.span(range.clone());
            mention.range = range;
        }
    }

    /// Whether a negation stands before `at`, perhaps with an auxiliary: 不得逾, 不会超过.
    fn is_negated(&self, at: usize) -> bool {
        let not = |c: char| matches!(c, '不' | '未' | '没' | '毋' | '勿' | '莫' | '无' | '非');
        let back = |n: usize| at.checked_sub(n).map_or('\0', |k| self.chars[k]);
        let auxiliary = |c: char| {
            matches!(
                c,
                '会' | '得'
                    | '能'
                    | '应'
                    | '可'
                    | '宜'
                    | '该'
                    | '有'
                    | '曾'
                    | '至'
                    | '许'
                    | '须'
                    | '要'
                    | '再'
                    | '致'
            )
        };
        not(back(1)) || (auxiliary(back(1)) && not(back(2)))
    }
}
