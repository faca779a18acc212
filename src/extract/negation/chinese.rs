use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Force, Measure, Negation};
use crate::extract::Mention;
use crate::lexicon::{Lexicon, table};
use crate::text::clause::{self, parts_chinese};
use crate::text::{Chinese, Word, is_han};

/// Characters that make a word negative.
const NEGATIVE: [char; 8] = ['不', '没', '未', '无', '非', '别', '勿', '莫'];

/// Auxiliaries and light words that may stand between a negation and the word that widens or narrows it.
const LIGHT: [&str; 37] = [
    "能够", "可以", "可能", "愿意", "应该", "应当", "已经", "仍然", "还是", "打算", "能", "会", "可", "要",
    "是", "曾", "还", "也", "就", "想", "敢", "肯", "愿", "应", "有", "被", "得", "再", "将", "已", "仍",
    "并", "都", "使", "让", "了", "到",
];

/// The longest gap of a pattern with a gap, in characters.
const GAP: usize = 10;

/// How far a word of totality may stand from the negation inside one clause, in characters.
const REACH: usize = 12;

/// Characters that give the words they begin a negative sense: 禁酒, 拒收, 缺课.
const FORBIDDING: [char; 7] = ['禁', '拒', '免', '缺', '戒', '违', '误'];

/// Characters that begin a number or measure: 不到 before them is *less than*, elsewhere *not reach*.
const COUNTS: &str = "〇零一二两三四五六七八九十百千万半几数";

/// Adverbs that a dictionary joins with the negation behind them: 并不, 也不, 尚未.
const ADVERBS: [char; 18] = [
    '并', '也', '还', '仍', '亦', '都', '均', '皆', '就', '又', '再', '更', '尚', '暂', '这', '那', '我',
    '他',
];

/// What a verb cannot achieve behind 不: 得不到, 行不通, 容不下.
const COMPLEMENTS: &str = "到见成通完清动出懂着进下";

/// Words before a negation that leave little of it (folded).
const ALMOST: [&[char]; 2] = [&['几', '乎'], &['几', '近']];

/// Words that open the second clause of a pattern across a comma: 不是…就是.
const OPENS_SECOND: [char; 4] = ['就', '便', '则', '而'];

struct Row {
    pattern: Vec<char>,
    /// The second part of a pattern with a gap.
    rest: Vec<char>,
    force: Option<Force>,
    measure: Option<Measure>,
}

/// A row found in the text: one past its first part, and where its second part stands, if it has one.
struct Found {
    end: usize,
    row: &'static Row,
    second: Range<usize>,
}

struct Operator {
    word: Vec<char>,
    measure: Option<Measure>,
    before: Option<Force>,
    after: Option<Force>,
}

struct Tables {
    rows: FxHashMap<char, Vec<Row>>,
    operators: Vec<Operator>,
    words: FxHashSet<String>,
    light: Vec<Vec<char>>,
    any: Vec<char>,
    what: Vec<char>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let lexicon = Lexicon::embedded();
        let chars = |s: &str| lexicon.fold_str(s).chars().collect::<Vec<char>>();
        let mut rows: FxHashMap<char, Vec<Row>> = FxHashMap::default();
        for row in table::rows(include_str!("../../../data/zh/negation.tsv")) {
            let [pattern, class, ..] = row[..] else { continue };
            let (class, measure) = class.split_once('/').unwrap_or((class, ""));
            let (first, rest) = pattern.split_once('…').unwrap_or((pattern, ""));
            let row = Row {
                pattern: chars(first),
                rest: chars(rest),
                force: Force::from_name(class),
                measure: Measure::from_name(measure),
            };
            if let Some(&c) = row.pattern.first() {
                rows.entry(c).or_default().push(row);
            }
        }
        for list in rows.values_mut() {
            list.sort_by_key(|r| std::cmp::Reverse((r.pattern.len() + r.rest.len(), r.rest.len())));
        }
        let mut operators: Vec<Operator> = table::rows(include_str!("../../../data/zh/scope.tsv"))
            .filter_map(|r| {
                let [word, measure, before, after, ..] = r[..] else { return None };
                Some(Operator {
                    word: chars(word),
                    measure: Measure::from_name(measure),
                    before: Force::from_name(before),
                    after: Force::from_name(after),
                })
            })
            .collect();
        operators.sort_by_key(|o| std::cmp::Reverse(o.word.len()));
        let words = table::rows(include_str!("../../../data/zh/negative_words.txt"))
            .flatten()
            .flat_map(str::split_whitespace)
            .map(|w| lexicon.fold_str(w))
            .collect();
        Tables {
            rows,
            operators,
            words,
            light: LIGHT.iter().map(|w| chars(w)).collect(),
            any: chars("任何"),
            what: chars("什么"),
        }
    })
}

/// Every negation of a Chinese text, in order.
pub fn read(zh: &Chinese, lexicon: &Lexicon) -> Vec<Mention<Negation>> {
    let chars = zh.chars();
    let ends = (0..chars.len()).filter(|&k| matches!(chars[k], '。' | '?' | '!' | ';')).collect();
    Reader { zh, chars, clauses: clause::chinese(chars), ends, lexicon, t: tables() }.read()
}

/// The force of a negation, what it measures, and the place of its second part.
type Beginning = (Force, Option<Measure>, Range<usize>);

struct Reader<'a> {
    zh: &'a Chinese,
    chars: &'a [char],
    clauses: Vec<Range<usize>>,
    /// The marks that end sentences.
    ends: Vec<usize>,
    lexicon: &'a Lexicon,
    t: &'static Tables,
}

impl Reader<'_> {
    fn read(&self) -> Vec<Mention<Negation>> {
        let mut out = Vec::new();
        let words = self.zh.words();
        let mut second = 0..0;
        let (mut i, mut w) = (0, 0);
        while i < self.chars.len() {
            if second.contains(&i) {
                i = second.end;
                continue;
            }
            while w + 1 < words.len() && (words[w].end as usize) <= i {
                w += 1;
            }
            let Some(&word) = words.get(w) else { break };
            if let Some(end) = self.idiom(i, word) {
                out.push(self.mention(i..end, Force::Word, None));
                i = end;
                continue;
            }
            let inner = (word.start as usize) < i && NEGATIVE.contains(&self.chars[i]);
            let rest = Word { start: i as u32, end: word.end.max(i as u32 + 1), entry: None };
            let (end, found) = self.at(i, if inner { rest } else { word });
            if let Some((force, measure, part)) = found {
                out.push(self.mention(i..end, force, measure));
                if !part.is_empty() {
                    second = part;
                }
            }
            i = end.max(i + 1);
        }
        out
    }

    /// The end of a set phrase of four characters or more that holds the negation at `i`, where the segmentation broke it:
    /// 见死不救.
    fn idiom(&self, i: usize, word: Word) -> Option<usize> {
        if !NEGATIVE.contains(&self.chars[i]) || word.end - word.start >= 4 {
            return None;
        }
        let matches = self.zh.matches();
        let from = matches.partition_point(|m| (m.start as usize) + 3 < i);
        let held = matches[from..].iter().take_while(|m| m.start as usize <= i);
        held.filter(|m| m.len >= 4 && (m.start + m.len) as usize > i && (m.start as usize) < i)
            .map(|m| (m.start + m.len) as usize)
            .max()
    }

    /// What begins at character `i` of `word`: one past its end, and its force unless it is no negation, with what it measures
    /// and the place of its second part.
    fn at(&self, i: usize, word: Word) -> (usize, Option<Beginning>) {
        let c = self.chars[i];
        let starts = word.start as usize == i;
        let split = starts && self.splits(i, word);
        let word_end = if split { i + 1 } else { word.end as usize };
        if !starts && !NEGATIVE.contains(&c) {
            return (i + 1, None);
        }
        if let Some(found) = self.row(i, if split { 1 } else { usize::MAX })
            && (!starts || found.end >= word_end)
        {
            if self.is_choice(i, found.row) {
                return (found.end, None);
            }
            let force = self.judge(i, found.end, found.row);
            return (found.end, force.map(|f| (f, found.row.measure, found.second)));
        }
        // 没有法|律 for 没有|法律.
        if let Some(found) = self.row(i, usize::MAX)
            && starts
            && found.end + 1 == word_end
            && found.row.force == Some(Force::Deny)
            && self.begins_word(found.end, word_end + 1)
        {
            return (found.end, Some((Force::Deny, found.row.measure, found.second)));
        }
        if !starts || word_end - i < 2 {
            return (i + 1, None);
        }
        let text = &self.chars[i..word_end];
        if let Some(k) = text.iter().position(|c| NEGATIVE.contains(c)) {
            if k == 1 && ADVERBS.contains(&text[0]) {
                return (i + 1, None);
            }
            // 得不到, 行不通
            if k == 1 && text.len() == 3 && text[1] == '不' && COMPLEMENTS.contains(text[2]) {
                return (word_end, Some((Force::Deny, None, 0..0)));
            }
            let rest: String = text[1..].iter().collect();
            if k == 0
                && matches!(c, '不' | '没' | '未')
                && text.len() > 2
                && self.lexicon.entry(&rest).is_some()
            {
                return match self.row(i, usize::MAX) {
                    Some(f) => (f.end.min(word_end), f.row.force.map(|force| (force, f.row.measure, 0..0))),
                    None => (i + 1, Some((Force::Deny, None, 0..0))),
                };
            }
            return (word_end, Some((Force::Word, None, 0..0)));
        }
        let known = FORBIDDING.contains(&text[0]) || self.t.words.contains(&text.iter().collect::<String>());
        (word_end, known.then_some((Force::Word, None, 0..0)))
    }

    /// Whether the longest match went wrong at a negation: 没收|拾 for 没|收拾, 未及|时 for 未|及时.
    fn splits(&self, i: usize, word: Word) -> bool {
        let next = i + 2;
        word.end as usize == next
            && matches!(self.chars[i], '不' | '没' | '未' | '无' | '非')
            && self.row(i, 2).is_none_or(|f| f.end < next || matches!(f.row.force, None | Some(Force::Word)))
            && ((self.word_at(next).is_some_and(|w| w.end - w.start == 1 && is_han(self.chars[next]))
                && self.lexicon.entry(&self.chars[i + 1..=next].iter().collect::<String>()).is_some())
                || self.begins_long(i + 1))
    }

    /// Whether the dictionary has the word from `from` to `to`.
    fn begins_word(&self, from: usize, to: usize) -> bool {
        self.chars.get(from..to).is_some_and(|w| self.lexicon.entry(&w.iter().collect::<String>()).is_some())
    }

    /// Whether a dictionary word of three characters or more begins at `i`: 意味着 in 不意味着.
    fn begins_long(&self, i: usize) -> bool {
        let matches = self.zh.matches();
        let from = matches.partition_point(|m| (m.start as usize) < i);
        matches[from..].iter().take_while(|m| m.start as usize == i).any(|m| m.len >= 3)
    }

    /// Whether a dictionary word of two characters or more begins at `i`, whatever the segmentation made of it: 后遗症 in 无后|遗|症.
    fn begins_word_of_two(&self, i: usize) -> bool {
        let matches = self.zh.matches();
        let from = matches.partition_point(|m| (m.start as usize) < i);
        matches[from..].iter().take_while(|m| m.start as usize == i).any(|m| m.len >= 2)
    }

    /// The longest row of the table at `i` whose first part has at most `longest` characters.
    fn row(&self, i: usize, longest: usize) -> Option<Found> {
        let rows = self.t.rows.get(&self.chars[i])?;
        rows.iter().filter(|r| r.pattern.len() <= longest).find_map(|row| {
            let end = i + row.pattern.len();
            if !self.has(i, &row.pattern) {
                return None;
            }
            if row.rest.is_empty() {
                return Some(Found { end, row, second: 0..0 });
            }
            let stop = (end + GAP).min(self.chars.len());
            let parted = |k: usize| {
                parts_chinese(self.chars[k]) && !(self.chars[k] == ',' && OPENS_SECOND.contains(&row.rest[0]))
            };
            let at = (end..stop)
                .take_while(|&k| !parted(k))
                .find(|&k| self.has(k, &row.rest) && (row.rest.len() > 1 || self.denies(k)))?;
            Some(Found { end, row, second: at..at + row.rest.len() })
        })
    }

    /// Whether a single 不 or 没 at `k` is a word that denies, not the beginning of one like 不断.
    fn denies(&self, k: usize) -> bool {
        self.word_at(k).is_none_or(|w| match w.end - w.start {
            2 if self.splits(k, w) => true,
            2 => self.row(k, 2).is_some_and(|f| f.row.force == Some(Force::Deny)),
            _ => true,
        })
    }

    fn has(&self, at: usize, word: &[char]) -> bool {
        self.chars.get(at..at + word.len()) == Some(word)
    }

    /// A不A asks, it does not deny.
    fn is_choice(&self, i: usize, row: &Row) -> bool {
        let same = |length: usize| {
            i >= length
                && is_han(self.chars[i - 1])
                && self.is_whole(i - length)
                && self.chars.get(i + 1..=i + length) == Some(&self.chars[i - length..i])
        };
        matches!(self.chars[i], '不' | '没') && row.pattern.len() <= 2 && (same(1) || same(2))
    }

    /// The force of a row where single characters depend on what is around them.
    fn judge(&self, i: usize, end: usize, row: &Row) -> Option<Force> {
        if end - i > 1 {
            // 你们不如休息 proposes, it does not compare.
            let proposes = self.has(i, &['不', '如'])
                && i.checked_sub(1)
                    .is_none_or(|k| parts_chinese(self.chars[k]) || "们你您我咱还倒".contains(self.chars[k]));
            if proposes && row.force == Some(Force::Deny) {
                return Some(Force::Word);
            }
            let counts = self.chars.get(end).is_some_and(|c| c.is_ascii_digit() || COUNTS.contains(*c));
            return match row.force {
                Some(Force::Word) if self.has(i, &['不', '到']) && !counts => Some(Force::Deny),
                force => force,
            };
        }
        let before = i.checked_sub(1).map(|k| self.chars[k]);
        match self.chars[i] {
            // A classifier: 三只羊.
            '只' if before.is_some_and(|c| c.is_ascii_digit() || COUNTS.contains(c)) => None,
            // 无 before a single character makes a compound: 无休, 无余.
            '无' if !self.begins_word_of_two(end)
                && self.word_at(end).is_none_or(|w| w.end - w.start == 1) =>
            {
                Some(Force::Word)
            }
            '别' => {
                let begins = before.is_none_or(|c| parts_chinese(c) || "请你您们可就也都万".contains(c));
                let follows = self.chars.get(end).is_some_and(|c| is_han(*c));
                follows.then_some(if begins { Force::Deny } else { Force::Word })
            }
            _ => row.force,
        }
    }

    fn mention(&self, cue: Range<usize>, force: Force, measure: Option<Measure>) -> Mention<Negation> {
        let clause = clause::around(&self.clauses, cue.start);
        let head = self.head(cue.end, clause.end);
        // 几乎没有 is *few* or *hardly*.
        let hardly = ALMOST.iter().any(|w| cue.start >= w.len() && self.has(cue.start - w.len(), w));
        let force = if hardly && force == Force::Deny { Force::Word } else { force };
        let mut value = Negation {
            force,
            measure,
            operator: None,
            question: self.asks(clause.end),
            clause,
            head,
            inside: (cue.len() == 1 || !FORBIDDING.contains(&self.chars[cue.start]))
                && !self.chars[cue.clone()].iter().any(|c| NEGATIVE.contains(c)),
        };
        match force {
            Force::Deny => self.widen(&cue, &mut value),
            Force::Word if !value.inside => {
                if let Some((range, op)) = self.operator_before(cue.start, value.clause.start)
                    && op.before == Some(Force::Total)
                {
                    value.measure = op.measure;
                    value.operator = Some(range);
                }
            }
            _ => {}
        }
        Mention { span: self.zh.span(cue.clone()), range: cue, value }
    }

    fn head(&self, from: usize, stop: usize) -> Range<usize> {
        let mut at = from.min(stop);
        while at < stop {
            let Some(light) = self.light_at(at) else { break };
            at += light;
        }
        let words = self.zh.words();
        let first = words.partition_point(|w| (w.end as usize) <= at);
        let mut end = at;
        for w in &words[first..] {
            if w.start as usize >= stop || end - at >= 2 {
                break;
            }
            end = (w.end as usize).min(stop);
        }
        at..end
    }

    fn light_at(&self, at: usize) -> Option<usize> {
        self.t.light.iter().find(|w| self.has(at, w)).map(Vec::len)
    }

    fn asks(&self, from: usize) -> bool {
        let next = self.ends.partition_point(|&k| k < from);
        let end = self.ends.get(next).copied().unwrap_or(self.chars.len());
        self.chars.get(end) == Some(&'?')
            || end.checked_sub(1).is_some_and(|k| matches!(self.chars[k], '吗' | '呢'))
    }

    /// Makes a plain negation total or partial by the words around it.
    fn widen(&self, cue: &Range<usize>, value: &mut Negation) {
        if let Some((range, op)) = self.operator_after(cue.end, value.clause.end) {
            value.force = op.after.unwrap_or(Force::Deny);
            value.measure = op.measure;
            value.operator = Some(range);
            return;
        }
        if let Some((range, op)) = self.operator_before(cue.start, value.clause.start) {
            if let Some(force) = op.before {
                value.force = force;
            }
            value.measure = op.measure;
            value.operator = Some(range);
            return;
        }
        if let Some(range) = self.any(cue, &value.clause) {
            value.force = Force::Total;
            value.measure = Some(Measure::Quantity);
            value.operator = Some(range);
        }
    }

    fn operator_after(&self, from: usize, stop: usize) -> Option<(Range<usize>, &'static Operator)> {
        let mut at = from;
        for _ in 0..3 {
            if let Some(op) = self.operator_at(at, stop, |o| o.after.is_some()) {
                return Some((at..at + op.word.len(), op));
            }
            let Some(light) = self.light_at(at) else { break };
            at += light;
        }
        // A word of wholeness further inside the clause: 没有在会上完全说明.
        let end = (from..stop.min(from + REACH))
            .find(|&k| NEGATIVE.contains(&self.chars[k]))
            .unwrap_or(stop.min(from + REACH));
        (from..end).find_map(|k| {
            let wide = |o: &Operator| {
                o.after == Some(Force::Partial)
                    && o.word.len() >= 2
                    && matches!(o.measure, Some(Measure::Degree | Measure::Quantity))
            };
            let op = self.operator_at(k, stop, wide)?;
            // 没有像以往完全拒绝 compares.
            let compares = self.chars[from..k].iter().any(|c| matches!(c, '像' | '如' | '比'));
            (!compares && !matches!(self.chars[k - 1], '是' | '而' | '但'))
                .then(|| (k..k + op.word.len(), op))
        })
    }

    fn operator_at(
        &self,
        at: usize,
        stop: usize,
        fits: impl Fn(&Operator) -> bool,
    ) -> Option<&'static Operator> {
        let t: &'static Tables = self.t;
        let found =
            t.operators.iter().find(|o| fits(o) && at + o.word.len() <= stop && self.has(at, &o.word))?;
        // 肯定的答复 is an affirmative answer.
        let noun =
            found.measure == Some(Measure::Certainty) && self.chars.get(at + found.word.len()) == Some(&'的');
        (!noun).then_some(found)
    }

    fn operator_before(&self, to: usize, start: usize) -> Option<(Range<usize>, &'static Operator)> {
        let t: &'static Tables = self.t;
        let mut end = to;
        for _ in 0..3 {
            let found = t.operators.iter().find(|o| {
                (o.before.is_some()) && end >= start + o.word.len() && self.has(end - o.word.len(), &o.word)
            });
            if let Some(op) = found {
                let begin = end - op.word.len();
                return self.is_whole(begin).then_some((begin..end, op));
            }
            let light = self.t.light.iter().find(|w| end >= start + w.len() && self.has(end - w.len(), w))?;
            end -= light.len();
        }
        None
    }

    fn word_at(&self, i: usize) -> Option<Word> {
        let words = self.zh.words();
        words.binary_search_by_key(&(i as u32), |w| w.start).ok().map(|k| words[k])
    }

    /// Whether a word of the segmentation begins at `i`: 全 in 安全 is no operator.
    fn is_whole(&self, i: usize) -> bool {
        self.zh.words().binary_search_by_key(&(i as u32), |w| w.start).is_ok()
    }

    /// 任何 on either side of the negation, or 谁, 什么, 哪, 一 … taken up by 都 or 也 right before it.
    fn any(&self, cue: &Range<usize>, clause: &Range<usize>) -> Option<Range<usize>> {
        let after = cue.end..clause.end.min(cue.end + REACH);
        let before = cue.start.saturating_sub(REACH).max(clause.start)..cue.start;
        if let Some(k) = after.chain(before.clone()).find(|&k| self.has(k, &self.t.any)) {
            return Some(k..k + 2);
        }
        let taken_up = cue.start > clause.start && matches!(self.chars[cue.start - 1], '都' | '也');
        before
            .filter(|_| taken_up)
            .find(|&k| {
                matches!(self.chars[k], '谁' | '哪')
                    || self.has(k, &self.t.what)
                    || (self.chars[k] == '一' && self.is_whole(k) && cue.start - k <= 6)
            })
            .map(|k| k..cue.start)
    }
}
