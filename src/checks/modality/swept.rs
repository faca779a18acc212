//! A translation whose every modal permits where the source binds, or binds where the source only permits.

use crate::align::Pair;
use crate::align::cues::Cues;
use crate::checks::steps::LONG;
use crate::extract::modality::Modality;
use crate::extract::negation;

/// Words by which a translation may bind without a modal of its own (`*` for all that begin so).
const BINDING: [&str; 31] = [
    "must",
    "shall",
    "should",
    "ought",
    "need*",
    "requir*",
    "necess*",
    "oblig*",
    "duty",
    "duties",
    "essential",
    "imperative",
    "compuls*",
    "mandat*",
    "bound",
    "sure",
    "ensur*",
    "due",
    "subject",
    "liable",
    "responsib*",
    "will",
    "would",
    "order*",
    "demand*",
    "instruct*",
    "insist*",
    "only",
    "expect*",
    "urge*",
    "important",
];

/// Words by which a translation may permit without a modal of its own (`*` for all that begin so).
const OPENING: [&str; 31] = [
    "may",
    "can",
    "could",
    "might",
    "able",
    "unable",
    "allow*",
    "permit*",
    "permission",
    "entitl*",
    "possib*",
    "free*",
    "right*",
    "power*",
    "option*",
    "let",
    "lets",
    "eligib*",
    "authori*",
    "empower*",
    "capab*",
    "enabl*",
    "perhaps",
    "maybe",
    "likel*",
    "accept*",
    "avail*",
    "liberty",
    "discretion*",
    "choos*",
    "would",
];

/// Characters by which the source may leave a thing open, and those by which it may bind.
const OPENS: &str = "可能会许准得愿恐";
const BINDS: &str = "须必需务宜";

/// The cue of the source and that of the translation.
pub(super) fn turned(pair: &Pair, cues: &Cues<Modality>) -> Option<(usize, usize)> {
    use Modality::{
        Bound, Can, Entitled, Forbidden, May, Might, Must, Needless, Only, Ought, Shall, Surely, Unable, Wish,
    };
    if pair.en.len() > LONG {
        return None;
    }
    let is =
        |word: &str, norm: &str| word.strip_suffix('*').map_or(norm == word, |begin| norm.starts_with(begin));
    let says = |begins: &[&str]| {
        let en = &pair.wider().en;
        // *As required* binds nobody.
        let aside =
            |k: usize| k > 0 && matches!(en.norm(k - 1), "as" | "than" | "if") && en.norm(k).ends_with("ed");
        (0..en.len()).any(|k| begins.iter().any(|b| is(b, en.norm(k))) && !aside(k))
    };
    let chars = pair.zh.chars();
    let count = |set: &str| chars.iter().filter(|c| set.contains(**c)).count();
    let partner = |i: usize, fits: &dyn Fn(Modality) -> bool| {
        let own = cues.partner(i).map(|p| p.0).filter(|&k| fits(cues.en[k].value.sense));
        own.or_else(|| (0..cues.en.len()).find(|&k| fits(cues.en[k].value.sense)))
    };
    let binds = |m: Modality| matches!(m, Must | Bound);
    let opens = |m: Modality| matches!(m, May | Can | Might | Entitled);
    let other = |m: Modality| {
        matches!(m, Must | Bound | Forbidden | Needless | Unable | Only | Surely | Wish | Ought | Shall)
    };
    let permitted = cues.en.iter().filter(|e| opens(e.value.sense)).count();
    if let Some(i) = (0..cues.zh.len()).find(|&i| binds(cues.zh[i].value.sense)) {
        let denied = negation::english(&pair.en).iter().any(|n| n.value.force.is_spoken());
        let loose = !denied && permitted > count(OPENS) && !says(&BINDING);
        return partner(i, &opens)
            .filter(|_| loose && !cues.en.iter().any(|e| other(e.value.sense)))
            .map(|k| (i, k));
    }
    let permits = |m: Modality| matches!(m, May | Entitled);
    let i = (0..cues.zh.len()).find(|&i| permits(cues.zh[i].value.sense))?;
    let own: usize = chars[cues.zh[i].range.clone()].iter().filter(|c| BINDS.contains(**c)).count();
    let strict = |m: Modality| matches!(m, Must | Bound);
    let bound = count(BINDS) == own && !says(&OPENING) && !cues.zh.iter().any(|z| other(z.value.sense));
    partner(i, &strict).filter(|_| bound).map(|k| (i, k))
}
