//! Dates: what is read off each side, and what the check makes of a pair.

mod pairs;

use duikan::extract::Mention;
use duikan::extract::date::{self, Date, Part, Period, Season, Step};
use duikan::lexicon::Lexicon;
use duikan::text::{Chinese, English};
use proptest::prelude::*;

fn zh(text: &str) -> Vec<Mention<Date>> {
    date::chinese(&Chinese::new(text, Lexicon::embedded()))
}

fn en(text: &str) -> Vec<Mention<Date>> {
    date::english(&English::new(text, Lexicon::embedded()))
}

/// Year, month, day of the first date.
fn ymd(found: &[Mention<Date>]) -> (Option<i32>, Option<u8>, Option<u8>) {
    found.first().map_or((None, None, None), |m| (m.value.year, m.value.month, m.value.day))
}

#[test]
fn calendar_dates() {
    let wanted = (Some(1962), Some(8), Some(9));
    for text in [
        "1962年8月9日",
        "一九六二年八月九日",
        "一九六二 年 八月 九 日",
        "62.8.9",
        "1962-08-09",
        "民國五十一年八月九日",
    ] {
        assert_eq!(ymd(&zh(text)), wanted, "{text}");
    }
    for text in
        ["9 August 1962", "August 9, 1962", "the 9th of August 1962", "62.8.9", "1962-08-09", "Aug. 9, 1962"]
    {
        assert_eq!(ymd(&en(text)), wanted, "{text}");
    }
    assert!(en("9/8/1962")[0].value.either_order);
}

#[test]
fn eras_and_the_lunar_calendar() {
    assert_eq!(ymd(&zh("民国元年")).0, Some(1912));
    assert_eq!(ymd(&zh("光緒二十六年五月")), (Some(1900), Some(5), None));
    assert!(zh("光緒二十六年五月")[0].value.lunar);
    assert_eq!(ymd(&zh("腊月二十三")), (None, Some(12), Some(23)));
    assert_eq!(ymd(&zh("公元前221年")).0, Some(-221));
    assert_eq!(ymd(&en("221 B.C.")).0, Some(-221));
}

#[test]
fn ranges_share_what_is_said_once() {
    let days = |found: Vec<Mention<Date>>| found.iter().map(|m| m.value.day.unwrap_or(0)).collect::<Vec<_>>();
    assert_eq!(days(en("March 4 and 5")), [4, 5]);
    assert_eq!(days(en("10–11 May")), [10, 11]);
    assert_eq!(days(zh("7月18日至20日")), [18, 20]);
    let months = |found: Vec<Mention<Date>>| found.iter().filter_map(|m| m.value.month).collect::<Vec<_>>();
    assert_eq!(months(zh("七、八月间")), [7, 8]);
    let years = |found: Vec<Mention<Date>>| found.iter().filter_map(|m| m.value.year).collect::<Vec<_>>();
    assert_eq!(years(zh("2019-2020年")), [2019, 2020]);
    assert_eq!(years(en("2019–20")), [2019, 2020]);
}

#[test]
fn parts_and_relative_dates() {
    assert_eq!(zh("六月下旬")[0].value.part, Some(Part::Late));
    assert_eq!(en("in mid-June")[0].value.part, Some(Part::Mid));
    assert_eq!(zh("今年4月下半月")[0].value.part, Some(Part::Second));
    assert_eq!(zh("上世纪六十年代")[0].value.period, Period::Decade);
    assert_eq!((en("the 1960s")[0].value.year, en("the sixties")[0].value.year), (Some(1960), Some(1960)));
    assert_eq!(zh("前年冬天")[0].value.offset, Some((Step::Year, -2)));
    assert_eq!(en("last winter")[0].value.season, Some(Season::Winter));
    assert_eq!(en("the day before yesterday")[0].value.offset, Some((Step::Day, -2)));
    assert_eq!(zh("下星期四")[0].value.weekday, Some(4));
}

#[test]
fn clock_times() {
    for text in ["下午四时半", "16时30分", "16:30", "下午4点30分"] {
        let d = zh(text)[0].value;
        assert_eq!((d.hour(), d.clock.map(|c| c.1)), (Some(16), Some(30)), "{text}");
    }
    for text in ["at 4:30 p.m.", "at 16.30", "half past four in the afternoon", "1630 hours"] {
        let d = en(text)[0].value;
        assert_eq!((d.hour(), d.clock.map(|c| c.1)), (Some(16), Some(30)), "{text}");
    }
    assert_eq!((zh("零时")[0].value.hour(), en("midnight")[0].value.hour()), (Some(0), Some(0)));
}

#[test]
fn words_that_are_no_dates() {
    for text in ["He may go.", "They march on.", "Theresa May", "a second opinion", "the spring of the watch"]
    {
        assert!(en(text).iter().all(|m| m.value.weak), "{text}: {:?}", en(text));
    }
    for text in ["初步", "三点建议", "十日内", "一周五天"] {
        assert!(zh(text).iter().all(|m| m.value.weak), "{text}: {:?}", zh(text));
    }
}

#[test]
fn pairs_are_judged_as_their_table_says() {
    pairs::judge("dates", include_str!("pairs/dates.tsv"));
}

proptest! {
    #[test]
    fn no_text_is_too_odd(
        source in "[一二三四五六七八九十廿〇零年月日号时点分半刻周星期初上中下旬底末前后今明去昨民国光绪元0-9.:/至、和春夏 -]{0,30}",
        target in "(May|March|the|of|[0-9]{1,4}|st|th|s|,|\\.|:|/|-|p\\.m\\.|o'clock|half|past|mid|early|last|year| ){0,25}",
    ) {
        for m in zh(&source) {
            prop_assert!(source.get(m.span.start..m.span.end).is_some());
        }
        for m in en(&target) {
            prop_assert!(target.get(m.span.start..m.span.end).is_some());
        }
    }
}
