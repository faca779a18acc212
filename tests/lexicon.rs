//! The dictionary: what begins at a place of a text.

use duikan::lexicon::Lexicon;

/// No entry of the dictionary has as many characters.
const LONGEST: usize = 24;

#[test]
fn entries_that_begin_at_a_place_are_those_that_are_looked_up() {
    let lexicon = Lexicon::embedded();
    let text = include_str!("../data/examples/minutes.txt");
    let rare = "𠮷野家的𨋢门，䶮，㐂，３Ｄ，Ｔ恤，卡拉OK，AA制，一一得一，中华人民共和国万岁";
    let chars: Vec<char> = lexicon.fold_str(&format!("{text}{rare}")).chars().collect();
    let mut longest = 0;
    for k in 0..chars.len() {
        let rest = &chars[k..];
        let mut found = Vec::new();
        lexicon.prefixes(rest, |length, entry| found.push((length, entry)));
        let lookup = |n: usize| Some((n, lexicon.entry(&rest[..n].iter().collect::<String>())?));
        let wanted: Vec<_> = (1..=rest.len().min(LONGEST)).filter_map(lookup).collect();
        assert_eq!(found, wanted, "at {}", rest.iter().take(8).collect::<String>());
        longest = longest.max(found.last().map_or(0, |f| f.0));
    }
    assert!(longest >= 7);
}
