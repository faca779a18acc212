//! Romanisation, names of both languages, and the checks that compare them.

use duikan::extract::name::{Gazetteer, persons, runs};
use duikan::lexicon::Lexicon;
use duikan::lexicon::romanise::{Readings, Syllable, name_spellings, spells, surname_at, write};
use duikan::text::{Chinese, English};

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

fn people(text: &str) -> Vec<String> {
    let lexicon = Lexicon::embedded();
    let zh = Chinese::new(text, lexicon);
    persons(&zh, lexicon).iter().map(|p| zh.original(p.range.clone()).to_owned()).collect()
}

#[test]
fn chinese_persons_are_found_by_title_label_and_shape() {
    assert_eq!(people("外交部副部長姬長林昨日到達。"), ["姬長林"]);
    assert_eq!(people("譯員：王薏卿"), ["王薏卿"]);
    assert_eq!(people("徐：我沒有意見。"), ["徐"]);
    assert_eq!(people("佘参赞约见了次长。"), ["佘"]);
    assert_eq!(people("何启泰担任主席。"), ["何启泰"]);
    assert_eq!(people("时间：下午三时"), Vec::<String>::new());
    assert_eq!(people("高级代表团昨日抵达。"), Vec::<String>::new());
}

#[test]
fn english_names_are_cut_from_their_titles() {
    let lexicon = Lexicon::embedded();
    let en = English::new(
        "Vice Minister Huang Zhen met Mao Tse-tung, T. V. Soong and Gamal Abd al-Nasser.",
        lexicon,
    );
    let found: Vec<(&str, Option<&str>)> = runs(&en)
        .iter()
        .map(|r| (en.original(r.range.clone()), r.title.clone().map(|t| en.original(t))))
        .collect();
    assert_eq!(found[0], ("Huang Zhen", Some("Vice Minister")));
    assert_eq!(found[1], ("Mao Tse-tung", None));
    assert_eq!(found[2], ("T. V. Soong", None));
}

#[test]
fn known_names_are_found_in_every_form() {
    let lexicon = Lexicon::embedded();
    let g = Gazetteer::embedded();
    let zh = Chinese::new("陝西省長在迪化會見伊拉克外長，集中東部力量，推動和政府合作。", lexicon);
    let found: Vec<&str> = g.in_chinese(&zh).iter().map(|f| zh.original(f.range.clone())).collect();
    assert_eq!(found, ["陝西", "迪化", "伊拉克"]);
    let en = English::new(
        "The Iraqis told us that the U.S. Ambassador had left Tihwa for St. Petersburg.",
        lexicon,
    );
    let found: Vec<&str> = g.in_english(&en).iter().map(|f| en.original(f.range.clone())).collect();
    assert_eq!(found, ["Iraqis", "U.S", "Tihwa", "St. Petersburg"]);
}
