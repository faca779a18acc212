//! Romanisation, names of both languages, and the checks that compare them.

use duikan::lexicon::Lexicon;
use duikan::lexicon::romanise::{Readings, Syllable, name_spellings, spells, surname_at, write};

fn chars(text: &str) -> Vec<char> {
    Lexicon::embedded().fold_str(text).chars().collect()
}

fn fits(zh: &str, en: &str) -> bool {
    let words: Vec<String> =
        en.to_lowercase().split([' ', '-']).map(|w| w.replace('ü', "u").replace('ê', "e")).collect();
    spells(Lexicon::embedded(), &chars(zh), &words.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn spellings_of_every_system_fit_their_characters() {
    for (zh, en) in [
        ("章汉夫", "Zhang Hanfu"),
        ("單士英", "Shan Shiying"),
        ("單士英", "Dan Shiying"),
        ("毛泽东", "Mao Tse-tung"),
        ("周恩来", "Chou En-lai"),
        ("陳獨秀", "Ch'en Tu-hsiu"),
        ("陳獨秀", "Chen Tu-hsiu"),
        ("吕布", "Lü Bu"),
        ("吕布", "Lyu Bu"),
        ("延安", "Yan'an"),
        ("延安", "Yenan"),
        ("重慶", "Chungking"),
        ("重庆", "Chongqing"),
        ("西安", "Sian"),
        ("西安", "Xi'an"),
        ("青島", "Tsingtao"),
        ("歐陽脩", "Ouyang Xiu"),
    ] {
        assert!(fits(zh, en), "{zh} {en}");
    }
    for (zh, en) in [
        ("王薏卿", "Wang Gaoqing"),
        ("瞿思危", "Zhai Siwei"),
        ("邬来宝", "Niao Laibao"),
        ("冼国华", "Xi Guohua"),
    ] {
        assert!(!fits(zh, en), "{zh} {en}");
    }
}

#[test]
fn names_are_written_with_the_surname_s_own_reading() {
    let lexicon = Lexicon::embedded();
    assert_eq!(write(lexicon, &chars("王薏卿"), 1), "Wang Yiqing");
    assert_eq!(write(lexicon, &chars("单士英"), 1), "Shan Shiying");
    assert_eq!(write(lexicon, &chars("欧阳修"), 2), "Ouyang Xiu");
    assert_eq!(write(lexicon, &chars("延安"), 0), "Yan'an");
}

#[test]
fn surnames_are_found_with_their_rank_and_other_spellings() {
    let s = surname_at(&chars("歐陽脩")).unwrap();
    assert_eq!(s.len(), 2);
    assert!(surname_at(&chars("黄")).unwrap().is_spelled("wong"));
    assert!(surname_at(&chars("的")).is_none());
    assert!(
        !Readings::of(Lexicon::embedded(), '薏').as_slice().contains(&Syllable::from_pinyin("gao").unwrap())
    );
}

#[test]
fn odd_words_do_no_harm() {
    for word in ["", "'", "''''", "xxxxxxxx", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "ch'", "é"] {
        let _ = name_spellings([word]);
    }
    assert!(write(Lexicon::embedded(), &[], 3).is_empty());
}
