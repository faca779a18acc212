//! Numbers: what is read off each side, and what the check makes of a pair.

mod pairs;

use duikan::extract::Mention;
use duikan::extract::number::{self, Bound, Kind, Number, Weight};
use duikan::lexicon::Lexicon;
use duikan::text::{Chinese, English};
use proptest::prelude::*;

fn zh(text: &str) -> Vec<Mention<Number>> {
    let lexicon = Lexicon::embedded();
    number::chinese(&Chinese::new(text, lexicon), lexicon)
}

fn en(text: &str) -> Vec<Mention<Number>> {
    number::english(&English::new(text, Lexicon::embedded()))
}

#[track_caller]
fn reads(found: &[Mention<Number>], wanted: &[f64]) {
    let values: Vec<f64> = found.iter().map(|m| m.value.low).collect();
    let same = values.len() == wanted.len() && values.iter().zip(wanted).all(|(a, b)| number::same(*a, *b));
    assert!(same, "read {values:?}, wanted {wanted:?}");
}

#[test]
fn chinese_values() {
    reads(&zh("六億五千萬，２万4801，1.37万亿，40 769 000"), &[6.5e8, 24801.0, 1.37e12, 40_769_000.0]);
    reads(
        &zh("三千五，一百五，三万零二，十五点五，廿五人，二〇〇八"),
        &[3500.0, 150.0, 30002.0, 15.5, 25.0, 2008.0],
    );
    reads(&zh("三成，一成半，百分之三点五，千分之五，三分之二"), &[0.3, 0.15, 0.035, 0.005, 2.0 / 3.0]);
    reads(&zh("两年半，一个半月，三块五，一米二，半年"), &[2.5, 1.5, 3.5, 1.2, 0.5]);
    reads(&zh("三至五万人，二、三十人，三到五成"), &[3e4, 5e4, 20.0, 30.0, 0.3, 0.5]);
    reads(&zh("翻一番，翻了两番，减半，二十两，82万千瓦"), &[2.0, 4.0, 0.5, 20.0, 820_000.0]);
}

#[test]
fn english_values() {
    reads(
        &en("12.4 million, 650-million, a hundred and five, twenty-one, 15 000"),
        &[12.4e6, 6.5e8, 105.0, 21.0, 15e3],
    );
    reads(&en("one and a half, two and a half million, half an hour, 3½"), &[1.5, 2.5e6, 0.5, 3.5]);
    reads(
        &en("two-thirds, three quarters, one in five, 5 per thousand, .08%"),
        &[2.0 / 3.0, 0.75, 0.2, 0.005, 0.0008],
    );
    reads(&en("three to five per cent, 5 to 10 million"), &[0.03, 0.05, 5e6, 1e7]);
    reads(&en("tripled, halved, two dozen, fourscore and six"), &[3.0, 0.5, 24.0, 86.0]);
}

#[test]
fn words_that_are_no_numbers() {
    for text in [
        "千方百计",
        "一带一路",
        "万一",
        "一律",
        "一些",
        "第一夫人",
        "二手",
        "张三",
        "陆军",
        "收拾",
        "十分必要",
    ] {
        assert!(zh(text).iter().all(|m| m.value.weight < Weight::Firm), "{text}: {:?}", zh(text));
    }
}

#[test]
fn exactness() {
    let bound = |found: Vec<Mention<Number>>| found[0].value.bound;
    for (text, wanted) in [
        ("三年多", Bound::Above),
        ("二十余万", Bound::Above),
        ("近五千名", Bound::Below),
        ("至少五人", Bound::From),
        ("五十岁以上", Bound::From),
        ("不得超过十天", Bound::To),
        ("三百人左右", Bound::About),
        ("三年", Bound::Exact),
    ] {
        assert_eq!(bound(zh(text)), wanted, "{text}");
    }
    for (text, wanted) in [
        ("upwards of 200 men", Bound::Above),
        ("nearly three years", Bound::Below),
        ("five years or more", Bound::From),
        ("not more than ten days", Bound::To),
        ("shall not exceed ten days", Bound::To),
        ("some 300 people", Bound::About),
        ("thirty-odd people", Bound::Above),
        ("the past three years", Bound::Exact),
    ] {
        assert_eq!(bound(en(text)), wanted, "{text}");
    }
}

#[test]
fn kinds() {
    assert_eq!(zh("增加了两倍")[0].value.kind, Kind::More);
    assert_eq!(zh("增加到两倍")[0].value.kind, Kind::Times);
    assert_eq!(zh("第二十四条")[0].value.kind, Kind::Ordinal);
    assert_eq!(zh("三、结论")[0].value.kind, Kind::Item);
    assert_eq!(zh("COVID-19疫情")[0].value.kind, Kind::Code);
    assert_eq!(en("COVID-19")[0].value.kind, Kind::Code);
    assert!(zh("几十个")[0].value.is_vague());
    assert!(zh("一个工人")[0].value.is_trivial() && !zh("十七人")[0].value.is_trivial());
    assert_eq!(zh("六十五万")[0].value.key(), en("650,000")[0].value.key());
}

#[test]
fn quotes_are_the_original_characters() {
    let text = "最近三年多以來，六億５千萬元";
    let quotes: Vec<&str> = zh(text).iter().map(|m| &text[m.span.start..m.span.end]).collect();
    assert_eq!(quotes, ["三年多", "六億５千萬元"]);
}

#[test]
fn pairs_are_judged_as_their_table_says() {
    pairs::judge("numbers", include_str!("pairs/numbers.tsv"));
}

proptest! {
    #[test]
    fn no_text_is_too_odd(
        source in "[一二三四五六七八九十百千万亿两半几数多余第〇零廿成分之倍折点年月日时个至到0-9.,:% A-c-]{0,30}",
        target in "(two|hundred|and|a|half|-|million|third|%|\\.|[0-9]{1,3}|,|of|in|times|dozen|one|or|more| ){0,25}",
    ) {
        for m in zh(&source) {
            prop_assert!(source.get(m.span.start..m.span.end).is_some());
        }
        for m in en(&target) {
            prop_assert!(target.get(m.span.start..m.span.end).is_some());
        }
    }
}
