//! Relatives: whose they are, and which.

use super::super::Context;
use super::{OWNER, RELATIVE};
use crate::align::{Link, Pair};
use crate::extract::Mention;
use crate::extract::person::{Person, Relative, english, english_relatives, relatives};
use crate::finding::{Draft, Severity};

pub(super) fn check(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    let source = relatives(&pair.zh, cx.lexicon);
    if source.is_empty() {
        return;
    }
    let mut target = english_relatives(&pair.en, cx.lexicon);
    // Talk in the first and second person; reported speech makes my father of 令尊.
    let is_direct = english(&pair.en, cx.lexicon).iter().any(|m| m.value.person != Person::Third);
    // 儿子 and 母女 name relatives too, whose nouns are not open to be taken for another's.
    target.retain(|m| {
        let links = pair.links.of_token(m.range.start);
        let of_kin = |l: &Link| {
            source.iter().any(|r| r.range.start == l.start as usize && r.range.end == l.end as usize)
        };
        links.is_empty() || links.iter().any(of_kin)
    });
    let mut open: Vec<&Mention<Relative>> = Vec::new();
    for relative in &source {
        let fits = |noun: &str| relative.value.nouns.contains(&noun);
        let exact = target.iter().position(|m| fits(m.value.1) && agrees(relative, m.value.0));
        match exact {
            Some(k) => drop(target.remove(k)),
            None => open.push(relative),
        }
    }
    for relative in open {
        let noun = relative.value.nouns.first().copied().unwrap_or_default();
        let name = pair.zh.original(relative.range.clone()).to_owned();
        let same_noun = target.iter().position(|m| relative.value.nouns.contains(&m.value.1));
        if let (Some(k), Some(owner)) = (same_noun, relative.value.owner) {
            let found = target.remove(k);
            let from = found.range.start.saturating_sub(3);
            let start = (from..found.range.start)
                .find(|&i| matches!(pair.en.norm(i), "my" | "our" | "your" | "his" | "her" | "their"))
                .unwrap_or(found.range.start);
            if !is_direct {
                continue;
            }
            let whose = if owner == Person::First { "my" } else { "your" };
            let arguments =
                vec![name, format!("{whose} {noun}"), pair.en.original(start..found.range.end).to_owned()];
            let draft = Draft::new(Severity::Minor, 0.8, &OWNER, arguments);
            out.push(
                draft
                    .source(relative.span)
                    .target(pair.en.span(start..found.range.end))
                    .suggest(format!("{whose} {noun}")),
            );
        } else if same_noun.is_none()
            && !is_sibling(pair, relative, &target)
            && let [only] = &target[..]
            && (only.value.0.is_some() || relative.value.owner.is_some())
        {
            let start = only.range.start.saturating_sub(usize::from(only.value.0.is_some()));
            let quote = start..only.range.end;
            let arguments = vec![name, noun.to_owned(), pair.en.original(quote.clone()).to_owned()];
            let draft = Draft::new(Severity::Minor, 0.75, &RELATIVE, arguments).suggest(noun);
            out.push(draft.source(relative.span).target(pair.en.span(quote)));
            target.clear();
        }
    }
}

/// Whether a child of the one parent is called the sister or brother of another child whom the source has named: 大儿子…小女儿, "his son
/// … his sister".
fn is_sibling(
    pair: &Pair,
    relative: &Mention<Relative>,
    target: &[Mention<(Option<Person>, &'static str)>],
) -> bool {
    const CHILDREN: [&str; 2] = ["son", "daughter"];
    let is_child = relative.value.nouns.iter().any(|n| CHILDREN.contains(n));
    let siblings = target.iter().any(|m| matches!(m.value.1, "sister" | "brother"));
    let wider = pair.wider();
    let other = |w: &str| wider.zh.find(w).is_some();
    is_child && siblings && other("儿") && other("女")
}

/// Whether a possessive agrees with what the Chinese word says of the owner.
fn agrees(relative: &Mention<Relative>, owner: Option<Person>) -> bool {
    match (relative.value.owner, owner) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}
