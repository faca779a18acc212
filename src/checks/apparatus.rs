use super::{Check, Context, Whole};
use crate::align::Pair;
use crate::document::Role;
use crate::extract::Mention;
use crate::extract::apparatus::{Mark, file_numbers_en, file_numbers_zh, marks_en, marks_zh};
use crate::finding::{Draft, Message, Severity};

pub const CHECK: Check = Check {
    id: "apparatus",
    category: "mistranslation",
    its_type: "mistranslation",
    page: include_str!("../../docs/checks/apparatus.md"),
    pair: Some(pair),
    document: Some(document),
};

static CHANGED: Message = Message {
    en: "The document is marked {0}, which is “{1}”; the translation marks it “{2}”, another grade.",
    zh: "原件标注“{0}”（{1}），译文却标为“{2}”，级别不同。",
};
static LOST: Message = Message {
    en: "The document is marked {0} (“{1}”); the translation has no such mark.",
    zh: "原件标注“{0}”（{1}），译文没有相应标注。",
};
static NUMBER: Message = Message {
    en: "The file number is {0} in the source and {1} in the translation.",
    zh: "原件文号为{0}，译文为{1}。",
};

fn pair(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    let english = marks_en(&pair.en, cx.lexicon);
    for mark in marks_zh(&pair.zh, cx.lexicon) {
        let original = &pair.source.text[mark.span.start..mark.span.end];
        if english.iter().any(|m| m.value.agrees(&mark.value)) {
            continue;
        }
        let other = english.iter().find(|m| m.value.is_comparable(&mark.value));
        let draft = match other {
            Some(m) => {
                changed(original, &mark.value, &pair.target.text[m.span.start..m.span.end]).target(m.span)
            }
            None => Draft::new(
                Severity::Major,
                0.6,
                &LOST,
                vec![original.to_owned(), mark.value.rendering.to_owned()],
            )
            .suggest(mark.value.rendering),
        };
        out.push(draft.source(mark.span));
    }
}

fn changed(original: &str, mark: &Mark, rendering: &str) -> Draft {
    let arguments = vec![original.to_owned(), mark.rendering.to_owned(), rendering.to_owned()];
    Draft::new(Severity::Major, 0.85, &CHANGED, arguments).suggest(mark.rendering)
}

/// Marks and file numbers of segments that have no partner, which is the rule for apparatus.
fn document(cx: &Context, whole: &Whole, out: &mut Vec<(usize, Draft)>) {
    let sources: Vec<usize> = one_sided(whole, |p| p.target.text.trim().is_empty());
    let lone_targets: Vec<usize> = one_sided(whole, |p| p.source.text.trim().is_empty());
    // The translation may state the mark in a line that was paired with something else.
    let english: Vec<(usize, Mention<Mark>)> = (0..whole.pairs.len())
        .flat_map(|k| marks_en(&whole.pairs[k].en, cx.lexicon).into_iter().map(move |m| (k, m)))
        .collect();
    let is_elided = whole.pairs.iter().any(|p| p.target.role == Role::Elision);
    let has_body = whole.pairs.iter().any(Pair::is_two_sided);
    let mut seen: Vec<Mark> = Vec::new();
    for &k in &sources {
        let p = &whole.pairs[k];
        for mark in marks_zh(&p.zh, cx.lexicon) {
            let agreed = english.iter().any(|(_, m)| m.value.agrees(&mark.value));
            if agreed || !has_body || seen.contains(&mark.value) {
                continue;
            }
            seen.push(mark.value.clone());
            let original = &p.source.text[mark.span.start..mark.span.end];
            match english.iter().find(|(_, m)| m.value.is_comparable(&mark.value)) {
                Some((at, m)) => {
                    let rendering = &whole.pairs[*at].target.text[m.span.start..m.span.end];
                    out.push((k, changed(original, &mark.value, rendering).source(mark.span)));
                }
                None => {
                    let confidence = if is_elided { 0.2 } else { 0.6 };
                    let arguments = vec![original.to_owned(), mark.value.rendering.to_owned()];
                    let draft = Draft::new(Severity::Major, confidence, &LOST, arguments);
                    out.push((k, draft.source(mark.span).suggest(mark.value.rendering)));
                }
            }
        }
    }
    file_numbers(whole, &sources, &lone_targets, out);
}

fn one_sided(whole: &Whole, is: impl Fn(&Pair) -> bool) -> Vec<usize> {
    (0..whole.pairs.len()).filter(|&k| !whole.pairs[k].is_two_sided() && is(&whole.pairs[k])).collect()
}

/// File numbers of lone lines of the translation that no lone line of the source has.
fn file_numbers(whole: &Whole, sources: &[usize], targets: &[usize], out: &mut Vec<(usize, Draft)>) {
    let known: Vec<(usize, Mention<String>)> = sources
        .iter()
        .flat_map(|&k| file_numbers_zh(&whole.pairs[k].zh).into_iter().map(move |m| (k, m)))
        .collect();
    let digits: String = whole.pairs.iter().flat_map(|p| p.zh.chars().iter().chain([&' '])).collect();
    for &k in targets {
        let p = &whole.pairs[k];
        // The metadata header cites archive and box numbers that no page of the document shows.
        if p.target.role == Role::Header || p.en.len() > 20 {
            continue;
        }
        for number in file_numbers_en(&p.en) {
            let has = known.iter().any(|(_, m)| m.value == number.value)
                || digits.split(|c: char| !c.is_ascii_digit()).any(|d| d == number.value);
            let nearest = known.iter().min_by_key(|(_, m)| strsim::levenshtein(&m.value, &number.value));
            if let Some((at, m)) = nearest
                && !has
            {
                let alike = m.value.len() == number.value.len();
                let original = &whole.pairs[*at].source.text[m.span.start..m.span.end];
                let arguments = vec![original.to_owned(), number.value.clone()];
                let confidence = if alike || known.len() == 1 { 0.8 } else { 0.4 };
                let draft = Draft::new(Severity::Major, confidence, &NUMBER, arguments);
                let mut draft = draft.target(number.span).suggest(&m.value);
                draft.category = Some(("number", "numbers"));
                out.push((k, draft));
            }
        }
    }
}
