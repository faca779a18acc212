//! How the time of each check grows with the length of one segment, for texts each of which is hard in a way of its own.

use std::hint::black_box;
use std::time::Instant;

use duikan::align::Pair;
use duikan::audit::{Options, check_pairs};
use duikan::document::pairs;
use duikan::lexicon::Lexicon;

/// Source characters of one long segment.
const LENGTHS: [usize; 7] = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000];

/// A check that took as many milliseconds is not asked for anything longer.
const TOO_LONG: f64 = 4_000.0;

/// Checks that never take as many milliseconds get no row.
const NO_TIME: f64 = 2.0;

/// A sentence and its translation.
type Sentence = (String, String);

/// One part of a pattern: Chinese and English.
type Part = (&'static str, &'static str);

/// Sentences by a pattern of both languages in which `{0}`, `{1}` and `{2}` are filled from lists, at different steps, so that the same
/// words come again and again beside others.
fn filled(pattern: Part, lists: [&[Part]; 3]) -> Vec<Sentence> {
    let fill = |k: usize| {
        let (mut zh, mut en) = (pattern.0.to_owned(), pattern.1.to_owned());
        for (slot, list) in lists.iter().enumerate().filter(|(_, l)| !l.is_empty()) {
            let (z, e) = list[(k * (2 * slot + 1) + k / 7) % list.len()];
            let place = format!("{{{slot}}}");
            (zh, en) = (zh.replace(&place, z), en.replace(&place, e));
        }
        (zh, en)
    };
    (0..97).map(fill).collect()
}

const SURNAMES: [Part; 12] = [
    ("王", "Wang"),
    ("李", "Li"),
    ("张", "Zhang"),
    ("刘", "Liu"),
    ("陈", "Chen"),
    ("杨", "Yang"),
    ("赵", "Zhao"),
    ("黄", "Huang"),
    ("周", "Zhou"),
    ("吴", "Wu"),
    ("徐", "Xu"),
    ("孙", "Sun"),
];
const GIVEN: [Part; 11] = [
    ("建国", "Jianguo"),
    ("志明", "Zhiming"),
    ("秀英", "Xiuying"),
    ("德胜", "Desheng"),
    ("海燕", "Haiyan"),
    ("文华", "Wenhua"),
    ("国强", "Guoqiang"),
    ("丽娟", "Lijuan"),
    ("永平", "Yongping"),
    ("世昌", "Shichang"),
    ("玉兰", "Yulan"),
];
const PLACES: [Part; 8] = [
    ("北京", "Beijing"),
    ("日内瓦", "Geneva"),
    ("慕尼黑", "Munich"),
    ("哈尔滨", "Harbin"),
    ("法国", "France"),
    ("布宜诺斯艾利斯", "Buenos Aires"),
    ("四川", "Sichuan"),
    ("莫桑比克", "Mozambique"),
];
const DENIALS: [Part; 9] = [
    ("没有", "did not"),
    ("不会", "will not"),
    ("从未", "never"),
    ("并不", "do not"),
    ("绝不", "will by no means"),
    ("未能", "were unable to"),
    ("不得不", "had to"),
    ("无法", "cannot"),
    ("不完全", "do not fully"),
];
const DEEDS: [Part; 11] = [
    ("同意这个方案", "agree to this plan"),
    ("反对这项决定", "oppose this decision"),
    ("参加会议", "attend the meeting"),
    ("解决这个问题", "solve this problem"),
    ("提高工资", "raise wages"),
    ("承认错误", "admit mistakes"),
    ("签署协议", "sign the agreement"),
    ("支持他们", "support them"),
    ("接受邀请", "accept the invitation"),
    ("公布结果", "publish the results"),
    ("改变政策", "change the policy"),
];
const MODALS: [Part; 8] = [
    ("必须", "must"),
    ("应当", "should"),
    ("可以", "may"),
    ("能够", "can"),
    ("可能", "might"),
    ("将", "will"),
    ("不得", "must not"),
    ("需要", "need to"),
];
const SHARES: [Part; 9] = [
    ("所有", "All"),
    ("大多数", "Most"),
    ("一些", "Some"),
    ("少数", "A few"),
    ("许多", "Many"),
    ("每一个", "Every one of the"),
    ("几个", "Several"),
    ("全部", "All of the"),
    ("一半", "Half of the"),
];
const PEOPLE: [Part; 7] = [
    ("代表", "delegates"),
    ("工人", "workers"),
    ("学生", "students"),
    ("专家", "experts"),
    ("居民", "residents"),
    ("成员国", "member states"),
    ("医生", "doctors"),
];

/// Sentences full of figures, no two alike for a long while.
fn figures() -> Vec<Sentence> {
    let sentence = |k: usize| {
        let (people, share, sum) = (1_000 + k * 37 % 9_000, k * 13 % 100, 3 + k * 7 % 90);
        (
            format!("{}年，当地有{people}人就业，增长{share}.5%，投资{sum}亿元。", 1950 + k % 70),
            format!(
                "In {}, {people} people there had work, up {share}.5%, and {:.1} billion yuan was invested. ",
                1950 + k % 70,
                sum as f64 / 10.0
            ),
        )
    };
    (0..997).map(sentence).collect()
}

/// The texts by name: sentences that are put one behind the other, again and again.
fn texts(example: &[Sentence]) -> Vec<(&'static str, Vec<Sentence>)> {
    let longest = example.iter().max_by_key(|s| s.0.len()).cloned();
    vec![
        ("example", example.to_vec()),
        ("sentence", longest.into_iter().collect()),
        ("figures", figures()),
        (
            "names",
            filled(
                ("{0}{1}在{2}会见了{1}和{0}先生，", "In {2}, {0} {1} met {1} and Mr. {0}, "),
                [&SURNAMES, &GIVEN, &PLACES],
            ),
        ),
        (
            "negations",
            filled(
                ("我们{0}{1}，他们也{0}{2}。", "We {0} {1}, and they {0} {2}. "),
                [&DENIALS, &DEEDS, &DEEDS],
            ),
        ),
        (
            "modals",
            filled(
                ("{1}{2}{0}在明年参加会议，", "{1} {2} {0} attend the meeting next year, "),
                [&MODALS, &SHARES, &PEOPLE],
            ),
        ),
        (
            "quotations",
            filled(
                ("他说：“{1}！”她问：“谁来{2}？”", "He said, “{1}!” She asked, “Who will {2}?” "),
                [&[], &DEEDS, &DEEDS],
            ),
        ),
        ("word", vec![("中国".to_owned(), "China ".to_owned())]),
    ]
}

/// A segment of so many source characters.
fn segment(sentences: &[Sentence], length: usize) -> Sentence {
    let (mut source, mut target, mut count) = (String::new(), String::new(), 0);
    for (s, t) in sentences.iter().cycle() {
        if count >= length {
            break;
        }
        count += s.chars().count();
        source.push_str(s);
        target.push_str(t);
        target.push(' ');
    }
    (source, target)
}

fn time(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64() * 1e3
}

fn row(name: &str, times: &[f64]) {
    let figures: String = times.iter().map(|t| format!("{t:>9.1}")).collect();
    let growth = times[times.len() - 1] / times[times.len() - 2].max(1e-6);
    let missing = " ".repeat(9 * (LENGTHS.len() - times.len()));
    println!("{name:20}{figures}{missing} ms {growth:>6.1}×");
}

/// Prints the milliseconds that each check takes for one segment of each length, and how they grow with the last doubling: the example,
/// one sentence, and others; only the `chosen` texts if some are named. The name of a file of pairs makes a text of its segments.
pub fn print(example: &[Sentence], chosen: &[String], lexicon: &Lexicon) {
    let mut texts = texts(example);
    for file in chosen.iter().filter(|c| c.contains('.')) {
        let given = pairs::read(std::path::Path::new(file), None).expect("the file holds pairs");
        let sentences = given.records.into_iter().map(|r| (r.source, r.target)).collect();
        texts.push((file.clone().leak(), sentences));
    }
    for (name, sentences) in texts {
        if !chosen.is_empty() && !chosen.iter().any(|c| c == name) {
            continue;
        }
        let heads: String = LENGTHS.iter().map(|n| format!("{n:>9}")).collect();
        println!("{name:20}{heads}");
        let segments: Vec<Sentence> = LENGTHS.iter().map(|n| segment(&sentences, *n)).collect();
        let mut pairs = Vec::new();
        let reading: Vec<f64> =
            segments.iter().map(|(s, t)| time(|| pairs.push(Pair::of(s, t, lexicon)))).collect();
        row("reading", &reading);
        for check in Options::default().checks {
            let only = Options { checks: vec![check], ..Options::default() };
            let audit = |pair: &Pair| {
                drop(black_box(check_pairs("", None, std::slice::from_ref(pair), false, &only)));
            };
            audit(&pairs[0]);
            let mut times: Vec<f64> = Vec::new();
            for pair in &pairs {
                // What a pair keeps for several checks is counted where it is first asked for.
                let fresh = pair.clone();
                times.push(time(|| audit(&fresh)));
                if times.last() > Some(&TOO_LONG) {
                    break;
                }
            }
            if times.len() > 1 && times.iter().any(|t| *t > NO_TIME) {
                row(check.id, &times);
            }
        }
        println!();
    }
}
