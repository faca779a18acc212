mod order;
pub(super) mod roles;

use std::cell::OnceCell;

use super::{Check, Context};
use crate::align::{Link, Pair};
use crate::extract::Mention;
use crate::extract::contrary::{Contraries, Gloss, Naming};
use crate::finding::{Draft, Message, Severity};
use crate::lexicon::stem;
use crate::text::is_han;

pub const CHECK: Check = Check {
    id: "direction",
    category: "mistranslation",
    its_type: "mistranslation",
    page: include_str!("../../docs/checks/direction.md"),
    pair: Some(pair),
    document: None,
};

static CONTRARY: Message = Message {
    en: "The source says {0}; the translation says the contrary, “{1}”.",
    zh: "原文说“{0}”，译文说“{1}”，意思相反。",
};

fn pair(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    let named = Named::new(cx, pair);
    order::check(pair, &named, out);
    roles::check(cx, pair, &named, out);
    contraries(cx, pair, &named, out);
}

/// The contraries that the two sides of a pair name, each side read when it is first asked for.
pub(super) struct Named<'a> {
    cx: &'a Context<'a>,
    pair: &'a Pair,
    table: &'static Contraries,
    zh: OnceCell<Vec<Mention<Naming>>>,
    en: OnceCell<Vec<Mention<Naming>>>,
}

impl<'a> Named<'a> {
    pub(super) fn new(cx: &'a Context, pair: &'a Pair) -> Self {
        Self { cx, pair, table: Contraries::get(cx.lexicon), zh: OnceCell::new(), en: OnceCell::new() }
    }

    fn zh(&self) -> &[Mention<Naming>] {
        self.zh.get_or_init(|| self.table.chinese(&self.pair.zh, self.cx.lexicon))
    }

    fn en(&self) -> &[Mention<Naming>] {
        self.en.get_or_init(|| self.table.english(&self.pair.en))
    }
}

/// A contrary in the translation of a word that nothing else in the translation renders.
fn contraries(cx: &Context, pair: &Pair, named: &Named, out: &mut Vec<Draft>) {
    let (table, english) = (named.table, named.en());
    for said in english {
        let idea = said.value.idea;
        let meant = idea.contrary();
        if english.iter().any(|m| m.value.idea == meant)
            || said.range.clone().any(|t| is_explained(pair, t) || is_copied(pair, t))
            || opens_story(pair, said.range.start)
            || named.zh().iter().any(|m| m.value.idea == idea)
        {
            continue;
        }
        let is_open = |m: &&Mention<Naming>| m.value.idea == meant && !is_rendered(pair, m, said);
        let Some(source) = named.zh().iter().find(is_open) else { continue };
        if table.may_name(&pair.zh, idea, &source.range) {
            continue;
        }
        if out.iter().any(|d| d.source == Some(source.span) || d.target == Some(said.span)) {
            continue;
        }
        let confidence = judge(cx, pair, named, source, said);
        if confidence > 0.0 {
            let severity = if table.flags(idea).is_stance { Severity::Critical } else { Severity::Major };
            let arguments = vec![
                pair.zh.original(source.range.clone()).to_owned(),
                pair.en.original(said.range.clone()).to_owned(),
            ];
            out.push(
                Draft::new(severity, confidence, &CONTRARY, arguments).source(source.span).target(said.span),
            );
        }
    }
}

fn judge(cx: &Context, pair: &Pair, named: &Named, source: &Mention<Naming>, said: &Mention<Naming>) -> f32 {
    if source.value.is_negated != said.value.is_negated {
        return 0.0;
    }
    let mut confidence: f32 = if source.value.is_listed {
        0.8
    } else {
        match named.table.gloss(&pair.zh.folded(source.range.clone()), source.value.idea, cx.lexicon) {
            Some(Gloss::Word) if !has_rendering(pair, source) => 0.65,
            Some(Gloss::Phrase(others)) if stand_beside(pair, said, &others) => 0.75,
            _ => return 0.0,
        }
    };
    let flags = named.table.flags(said.value.idea);
    if source.value.is_negated {
        confidence -= 0.3;
    }
    let has_en = |words: &[&str]| (0..pair.en.len()).any(|k| words.contains(&pair.en.norm(k)));
    let has_zh = |marks: &str| pair.zh.chars().iter().any(|c| marks.contains(*c));
    if flags.is_comparative && (has_en(&["than", "compared"]) || has_zh("比较于")) {
        confidence -= 0.4;
    }
    if flags.is_reciprocal {
        match roles::is_converse(cx, pair, named, &source.range, said.range.start) {
            Some(true) => return 0.0,
            Some(false) => {}
            None if has_en(&["from", "to", "by"]) || has_zh("从向由给被于") => confidence -= 0.4,
            None => {}
        }
    }
    if is_turned(pair, source, said) {
        return 0.0;
    }
    if has_undoing(pair, source.range.start) {
        confidence -= 0.4;
    }
    // Much is said in a long segment that one word may be rendered by.
    if !source.value.is_listed && pair.zh.chars().len() > LONG {
        confidence -= 0.25;
    }
    match anchors(pair, source, said) {
        0 => confidence - 0.35,
        1 => confidence,
        _ => confidence + 0.05,
    }
}

/// Prepositions of place whose two sides may change places with their contraries: below the motto stood a millstone, above the
/// millstone hung the motto.
const PLACES: [&str; 7] = ["above", "below", "beneath", "underneath", "behind", "atop", "overhead"];

/// The last characters of words of place that stand behind their noun.
const LOCALISERS: &str = "上下前后里外内中面边方头底侧";

/// Whether the English preposition governs what the source says after its own word of place, and not what it says before it: then
/// the relation was only told from the other end.
fn is_turned(pair: &Pair, source: &Mention<Naming>, said: &Mention<Naming>) -> bool {
    // A localiser stands behind its noun (桥下); 高于 and its like stand before it, and there the same noun is governed on both sides.
    let is_localiser =
        source.range.end.checked_sub(1).is_some_and(|k| LOCALISERS.contains(pair.zh.chars()[k]));
    if !is_localiser || !PLACES.contains(&pair.en.norm(said.range.start)) {
        return false;
    }
    let governed = said.range.end..said.range.end + GOVERNED;
    let renders = |chars: std::ops::Range<usize>| {
        pair.links.of_chars(chars).any(|l| governed.contains(&(l.token as usize)))
    };
    let (start, end) = (source.range.start, source.range.end);
    renders(end..(end + CLAUSE).min(pair.zh.chars().len()))
        && !renders(start.saturating_sub(CLAUSE / 2)..start)
}

/// Tokens behind a preposition in which its noun stands.
const GOVERNED: usize = 4;

/// Characters of a source from which on it is long.
const LONG: usize = 80;

/// Verbs that turn what follows them into its contrary: to threaten safety is to be dangerous.
const UNDOING: [&str; 14] = [
    "威胁", "侵害", "危害", "损害", "破坏", "缺乏", "缺少", "失去", "丧失", "影响", "妨碍", "阻碍", "摆脱",
    "停止",
];

fn has_undoing(pair: &Pair, at: usize) -> bool {
    let chars = pair.zh.chars();
    let from = (at.saturating_sub(CLAUSE)..at)
        .rev()
        .find(|&k| "，。；：,;:".contains(chars[k]))
        .unwrap_or(at.saturating_sub(CLAUSE));
    UNDOING.iter().any(|w| (from..at).any(|k| pair.zh.has_at(k, w)))
}

/// Characters back in which a verb of the same clause governs a word.
const CLAUSE: usize = 20;

/// Whether a dictionary word of the source explains a token: not one inside a longer word that has a rendering of its own
/// (议定 in 议定书, protocol), and no single character inside a word.
fn is_explained(pair: &Pair, token: usize) -> bool {
    let words = pair.zh.words();
    pair.links.of_token(token).iter().any(|l| {
        let k = words.partition_point(|w| w.end <= l.start);
        let Some(word) = words.get(k) else { return true };
        let inside = word.start <= l.start && l.end <= word.end && word.end - word.start > l.end - l.start;
        let own = |o: &Link| o.start == word.start && o.end == word.end && o.token as usize != token;
        let has_own = || pair.links.of_chars(word.start as usize..word.end as usize).any(own);
        !inside || (l.end - l.start > 1 && !has_own())
    })
}

/// Whether the source has the word in Latin letters, as the name of a button or a command.
fn is_copied(pair: &Pair, token: usize) -> bool {
    let word = pair.en.norm(token);
    word.len() > 2 && pair.zh.find(word).is_some()
}

/// Whether `now` opens a sentence, where it leads on and tells no time: Now Israel loved Joseph.
fn opens_story(pair: &Pair, token: usize) -> bool {
    let opens = token == 0 || matches!(pair.en.norm(token - 1), "." | "!" | "?" | ";" | "\"");
    opens && pair.en.norm(token) == "now"
}

/// Whether a token that does not belong to the same term as the contrary renders a word of the source. (In `closing ceremony`
/// the ceremony renders 开幕式, and the closing does not.)
fn is_rendered(pair: &Pair, word: &Mention<Naming>, said: &Mention<Naming>) -> bool {
    let term = said.range.start.saturating_sub(TERM)..said.range.end + TERM;
    // A token that another word of the source renders too does not speak for this one (trade: 外贸 and 逆差).
    let is_its_own = |t: usize| {
        pair.links
            .of_token(t)
            .iter()
            .all(|l| word.range.start < l.end as usize && (l.start as usize) < word.range.end)
    };
    renderings(pair, word).any(|t| !term.contains(&t) && is_its_own(t))
}

fn has_rendering(pair: &Pair, word: &Mention<Naming>) -> bool {
    renderings(pair, word).next().is_some()
}

/// Tokens that render a word or part of it.
fn renderings<'a>(pair: &'a Pair, word: &'a Mention<Naming>) -> impl Iterator<Item = usize> + 'a {
    let within = |l: &&Link| l.start as usize >= word.range.start && l.end as usize <= word.range.end;
    pair.links.of_chars(word.range.clone()).filter(within).map(|l| l.token as usize)
}

/// Tokens on each side of a word that may be of one term with it.
const TERM: usize = 2;

/// Whether all these stems stand in one term with the contrary.
fn stand_beside(pair: &Pair, said: &Mention<Naming>, stems: &[String]) -> bool {
    let term = said.range.start.saturating_sub(TERM)..(said.range.end + TERM).min(pair.en.len());
    let near: Vec<String> = term.map(|k| stem::stem(pair.en.norm(k))).collect();
    stems.iter().all(|s| near.contains(s))
}

/// Characters on each side of a word, and tokens on each side of a token, that are its surroundings.
const AROUND: (usize, usize) = (7, 6);

/// How many words around the one are rendered around the other.
fn anchors(pair: &Pair, source: &Mention<Naming>, said: &Mention<Naming>) -> usize {
    let from = source.range.start.saturating_sub(AROUND.0);
    let to = source.range.end + AROUND.0;
    let near = said.range.start.saturating_sub(AROUND.1)..said.range.end + AROUND.1;
    let mut tokens: Vec<u32> = pair
        .links
        .of_chars(from..to)
        .filter(|l| is_han(pair.zh.chars()[l.start as usize]) && near.contains(&(l.token as usize)))
        .map(|l| l.token)
        .collect();
    tokens.sort_unstable();
    tokens.dedup();
    tokens.len()
}
