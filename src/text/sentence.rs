//! Sentence splitting, Chinese and English.
//!
//! Both functions give byte ranges of the text that are in order, do not overlap, neither begin nor end with white space, and
//! together hold every other character. A text without a stop is one sentence. Time is linear in the text.
//!
//! A wrong break costs more than a missing one: the aligner joins sentences of one side that the other side has as one, but
//! half a sentence is compared with the wrong words. So where a stop is doubtful, there is no break.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::is_han;
use crate::document::Span;
use crate::lexicon::table;

/// The longest abbreviation or word before a full stop that is looked at, in bytes.
const LONGEST_WORD: usize = 24;

/// The sentences of a Chinese text.
///
/// Breaks after `。！？` and, beside ideographs, after ASCII stops, with the closing quotes and brackets that follow. `；` and
/// `：` do not break, so that a speaker's label stays with what he says; nor does a number that opens a list item (`1．`).
///
/// ```
/// use duikan::text::sentence::chinese;
/// let text = "徐：你好！我走了。";
/// assert_eq!(chinese(text).iter().map(|s| &text[s.start..s.end]).collect::<Vec<_>>(), ["徐：你好！", "我走了。"]);
/// ```
pub fn chinese(text: &str) -> Vec<Span> {
    split(text, chinese_break)
}

/// The sentences of an English text.
///
/// Breaks after `.`, `!` and `?` with the closing quotes and brackets that follow, if what comes next can begin a sentence.
/// Abbreviations are listed in data/en/abbreviations.txt.
///
/// ```
/// use duikan::text::sentence::english;
/// let text = "Xu: See No. 409. Mr. Soong left at 6 p.m. (He was late.)";
/// let sentences: Vec<_> = english(text).iter().map(|s| &text[s.start..s.end]).collect();
/// assert_eq!(sentences, ["Xu: See No. 409.", "Mr. Soong left at 6 p.m.", "(He was late.)"]);
/// ```
pub fn english(text: &str) -> Vec<Span> {
    split(text, english_break)
}

/// What a splitter knows at a possible break: `begin` is where the sentence began, `stop..closed` the run of stops,
/// `closed..after` the closing marks behind it.
struct Place<'a> {
    text: &'a str,
    begin: usize,
    stop: usize,
    closed: usize,
    after: usize,
}

impl<'a> Place<'a> {
    /// The sentence so far, without its stop.
    fn so_far(&self) -> &'a str {
        &self.text[self.begin..self.stop]
    }

    fn stops(&self) -> &'a str {
        &self.text[self.stop..self.closed]
    }

    fn closers(&self) -> &'a str {
        &self.text[self.closed..self.after]
    }

    fn rest(&self) -> &'a str {
        &self.text[self.after..]
    }

    /// Whether the stops are dots that trail off rather than end.
    fn is_ellipsis(&self) -> bool {
        let stops = self.stops();
        stops.contains(['…', '⋯'])
            || stops.chars().filter(|c| *c == '.').count() > 1
            || stops.chars().filter(|c| *c == '。').count() > 2
    }

    fn is_strong(&self) -> bool {
        self.stops().contains(['!', '?', '！', '？'])
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '｡' | '．' | '…' | '⋯')
}

fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '’'
            | '」'
            | '』'
            | '﹂'
            | '﹄'
            | '»'
            | ')'
            | ']'
            | '}'
            | '）'
            | '］'
            | '｝'
            | '】'
            | '〕'
            | '》'
            | '〉'
            | '＂'
            | '＇'
    )
}

fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '‘'
            | '「'
            | '『'
            | '«'
            | '('
            | '['
            | '{'
            | '（'
            | '［'
            | '【'
            | '〔'
            | '《'
            | '〈'
            | '*'
            | '_'
    )
}

fn split(text: &str, breaks: fn(&Place) -> bool) -> Vec<Span> {
    let mut out = Sentences::default();
    let mut begin = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\n' {
            // A blank line parts paragraphs even where a stop is missing.
            let mut blank = false;
            while let Some(&(_, c)) = chars.peek()
                && c.is_whitespace()
            {
                blank |= c == '\n';
                chars.next();
            }
            if blank {
                let end = chars.peek().map_or(text.len(), |p| p.0);
                out.push(text, begin, end);
                begin = end;
            }
            continue;
        }
        if !is_stop(c) {
            continue;
        }
        let mut closed = at + c.len_utf8();
        while let Some(&(i, c)) = chars.peek() {
            let spaced_dot = c == ' ' && text[..i].ends_with('.') && text[i + 1..].starts_with('.');
            if !is_stop(c) && !spaced_dot {
                break;
            }
            closed = i + c.len_utf8();
            chars.next();
        }
        let mut after = closed;
        while let Some(&(i, c)) = chars.peek() {
            // A stop inside closing marks (`。”。`) belongs to them.
            let inner = after > closed && is_stop(c);
            if !is_closer(c) && !inner {
                break;
            }
            after = i + c.len_utf8();
            chars.next();
        }
        let place = Place { text, begin, stop: at, closed, after };
        if breaks(&place) {
            out.push(text, begin, after);
            begin = after;
        }
    }
    out.push(text, begin, text.len());
    out.spans
}

/// The sentences found so far.
#[derive(Default)]
struct Sentences {
    spans: Vec<Span>,
    /// The last of them has neither letter nor digit.
    bare: bool,
}

impl Sentences {
    /// Adds `start..end` without the white space at its edges, if anything is left. Marks without a word go with the sentence
    /// before them, or, at the beginning, with the one behind.
    fn push(&mut self, text: &str, start: usize, end: usize) {
        let part = &text[start..end];
        let start = start + (part.len() - part.trim_start().len());
        let part = part.trim();
        if part.is_empty() {
            return;
        }
        let bare = !part.contains(char::is_alphanumeric);
        match self.spans.last_mut() {
            Some(last) if bare || self.bare => last.end = start + part.len(),
            _ => self.spans.push(Span::new(start, start + part.len())),
        }
        self.bare = bare && (self.bare || self.spans.len() == 1 && self.spans[0].start == start);
    }
}

fn chinese_break(place: &Place) -> bool {
    let Some(next) = place.rest().chars().next() else { return true };
    let following = place.rest().trim_start().chars().next();
    let Some(following) = following else { return true };
    let before = place.so_far().chars().next_back();
    let only_ascii = place.stops().is_ascii() || place.stops().contains('．');
    if is_list_number(place.so_far().trim()) && !place.is_strong() {
        return false;
    }
    if place.is_ellipsis() && !place.is_strong() {
        // Trailing off is a pause as often as an end: only a new paragraph or a new speaker's quote shows the end.
        return next == '\n' || (!place.closers().is_empty() && is_opener(following));
    }
    if only_ascii {
        let beside_han = before.is_some_and(|c| is_han(c) || is_closer(c) || matches!(c, '%' | '％' | '‰'));
        if !beside_han && !latin_stop_in_chinese(place, next, following) {
            return false;
        }
        let inside = before.is_some_and(|c| !is_han(c)) || next.is_ascii_digit();
        if place.closers().is_empty() && next.is_ascii_alphanumeric() && inside {
            return false;
        }
    }
    // Punctuation that goes on with the sentence, or a title that ends in a question mark: 《……？》一文.
    if matches!(following, '，' | '、' | '；' | '：' | ',' | ';' | ':' | '—') {
        return false;
    }
    let last_closer = place.closers().chars().next_back();
    if matches!(last_closer, Some('》' | '〉')) {
        return next.is_whitespace();
    }
    let quoted = place.closers().contains(['"', '”', '’', '」', '』', '＂']);
    !(quoted && goes_on_after_quote(place))
}

/// A full stop after Latin letters or digits in a Chinese text.
fn latin_stop_in_chinese(place: &Place, next: char, following: char) -> bool {
    if place.is_strong() {
        return !next.is_ascii_alphanumeric() && !next.is_ascii_punctuation();
    }
    let word = word_before(place.so_far());
    next.is_whitespace()
        && (is_han(following) || is_opener(following))
        && word.chars().count() > 1
        && word.chars().all(char::is_alphabetic)
        && !abbreviations().contains_key(word.to_ascii_lowercase().as_str())
}

/// Whether a quotation goes on in the sentence around it: after `！”` or `？”` the noun it qualifies (`“…？”的问题`), after any
/// stop the words that say who spoke (`“…！”他生气地说`), unless they introduce another quotation.
fn goes_on_after_quote(place: &Place) -> bool {
    /// Verbs that end such words.
    const SPEECH: &str = "说說道问問喊叫答嚷笑骂罵";
    /// How many characters `他生气地说` and the like may have.
    const SPEECH_TAG: usize = 12;
    let mut chars = place.rest().chars().filter(|c| !c.is_whitespace());
    let Some(first) = chars.next() else { return false };
    if place.is_strong()
        && matches!(first, '的' | '之' | '这' | '這' | '等' | '和' | '与' | '與' | '及' | '或')
    {
        return true;
    }
    let mut last = first;
    for c in chars.take(SPEECH_TAG) {
        if !is_han(c) {
            let ends = if place.is_strong() { !matches!(c, '：' | ':') } else { matches!(c, '。' | '.') };
            return ends && SPEECH.contains(last);
        }
        last = c;
    }
    false
}

/// Whether all that the sentence has so far is the number of a list item or article: `1`, `（二）`, `第五条`, `IV`, `Art. 5`.
fn is_list_number(so_far: &str) -> bool {
    const DIGITS: &str = "〇零一二三四五六七八九十百甲乙丙丁戊己庚辛壬癸";
    if so_far.len() > 3 * LONGEST_WORD {
        return false;
    }
    let bare = so_far.trim_matches(|c| is_opener(c) || is_closer(c));
    let number = |s: &str| {
        !s.is_empty()
            && (s.chars().all(|c| c.is_numeric() || c == '.' || DIGITS.contains(c))
                || is_roman(s)
                || s.len() == 1 && s.as_bytes()[0].is_ascii_alphabetic())
    };
    if number(bare) {
        return true;
    }
    let (first, rest) = bare.split_once(' ').unwrap_or((bare, ""));
    number(rest.trim())
        && [
            "Article",
            "Art.",
            "Section",
            "Sec.",
            "Chapter",
            "Part",
            "Paragraph",
            "Clause",
            "Item",
            "Rule",
            "Annex",
            "No.",
        ]
        .iter()
        .any(|w| w.eq_ignore_ascii_case(first))
}

fn is_roman(s: &str) -> bool {
    s.len() <= 7 && s.bytes().all(|b| b"IVXLC".contains(&b)) || s.bytes().all(|b| b"ivx".contains(&b))
}

fn english_break(place: &Place) -> bool {
    let Some(next) = place.rest().chars().next() else { return true };
    let following = place.rest().trim_start();
    if following.is_empty() {
        return true;
    }
    let lead = following.trim_start_matches(|c: char| is_opener(c) || matches!(c, '-' | '–' | '—' | ' '));
    let head = lead.chars().next().unwrap_or(' ');
    if is_list_number(place.so_far().trim()) && place.closers().is_empty() && !place.is_strong() {
        return false;
    }
    if place.stops().contains(['。', '！', '？', '｡']) {
        return true;
    }
    if !next.is_whitespace() && !is_opener(next) {
        return is_run_together(place, head, lead);
    }
    if !next.is_whitespace() && place.closers().is_empty() && matches!(next, '\'' | '_' | '*') {
        return false;
    }
    if head.is_lowercase() {
        return false;
    }
    if place.is_ellipsis() && !place.is_strong() {
        return head.is_uppercase() && !lead.starts_with("I ") && !lead.starts_with("I'");
    }
    let quoted = place.closers().contains(['"', '”', '’', '\'', '»']);
    if quoted && says_who_spoke(lead) {
        return false;
    }
    if place.is_strong() || !place.closers().is_empty() {
        return true;
    }
    after_full_stop(place, head, lead)
}

/// Whether the words after a quotation say who spoke: `"Why?" Mr. Hammel asked`.
fn says_who_spoke(rest: &str) -> bool {
    /// Words that the speaker's name and title may take.
    const NAME: usize = 4;
    static VERBS: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    let verbs = VERBS.get_or_init(|| words(include_str!("../../data/en/speech.txt")));
    for word in rest.split(' ').take(NAME + 1) {
        if verbs.contains(word.trim_end_matches([',', '.', ':', ';'])) {
            return true;
        }
        if !word.starts_with(char::is_uppercase) || word.ends_with([',', ':', ';']) {
            return false;
        }
    }
    false
}

/// A stop without a space behind it: `territory.The` is two sentences that a scan ran together, `www.Archive.org` is none.
fn is_run_together(place: &Place, head: char, lead: &str) -> bool {
    let word = word_before(place.so_far());
    place.stops().len() == 1
        && head.is_uppercase()
        && word.len() > 2
        && word.bytes().all(|b| b.is_ascii_lowercase())
        && openers().contains(lead.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default())
}

fn after_full_stop(place: &Place, head: char, lead: &str) -> bool {
    let word = word_before(place.so_far());
    let opens = openers().contains(lead.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default());
    let dotted = word.chars().count() == 1 || word.split('.').all(|p| p.chars().count() == 1);
    let known = abbreviations();
    let class = known.get(word).or_else(|| {
        let lower = word.to_ascii_lowercase();
        known
            .get(lower.as_str())
            .filter(|class| **class == Class::Number || word.chars().skip(1).all(char::is_lowercase))
    });
    let numbered = head.is_numeric()
        || is_roman(lead.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default())
            && !lead.starts_with("I ");
    match class {
        Some(Class::Title) => false,
        Some(Class::Number) => !numbered,
        Some(Class::Inside) => opens,
        Some(Class::End) => !head.is_numeric() || opens,
        None if dotted && word.chars().all(|c| c.is_alphabetic() || c == '.') && !word.is_empty() => opens,
        None => true,
    }
}

/// The letters, apostrophes and inner full stops that end `text`, at most [`LONGEST_WORD`] bytes of them.
fn word_before(text: &str) -> &str {
    let mut start = text.len();
    for (i, c) in text.char_indices().rev() {
        if !(c.is_alphanumeric() || matches!(c, '.' | '\'' | '’'))
            || is_han(c)
            || text.len() - i > LONGEST_WORD
        {
            break;
        }
        start = i;
    }
    text[start..].trim_start_matches('.')
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Title,
    Number,
    Inside,
    End,
}

fn abbreviations() -> &'static FxHashMap<&'static str, Class> {
    static TABLE: OnceLock<FxHashMap<&'static str, Class>> = OnceLock::new();
    TABLE.get_or_init(|| {
        table::rows(include_str!("../../data/en/abbreviations.txt"))
            .filter_map(|row| {
                let class = match *row.get(1)? {
                    "title" => Class::Title,
                    "number" => Class::Number,
                    "inside" => Class::Inside,
                    _ => Class::End,
                };
                Some((row[0], class))
            })
            .collect()
    })
}

fn openers() -> &'static FxHashSet<&'static str> {
    static TABLE: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    TABLE.get_or_init(|| words(include_str!("../../data/en/openers.txt")))
}

/// The words of a table that has several to a line.
fn words(table: &'static str) -> FxHashSet<&'static str> {
    table::rows(table).flat_map(|row| row.into_iter().flat_map(str::split_whitespace)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` in a row shows where the breaks are; it stands for `space` in the text.
    #[track_caller]
    fn check(rows: &[&str], space: &str, split: fn(&str) -> Vec<Span>) {
        let mut wrong = Vec::new();
        for row in rows {
            let text = row.replace('|', space);
            let got: Vec<&str> = split(&text).iter().map(|s| &text[s.start..s.end]).collect();
            let expected: Vec<&str> = row.split('|').map(str::trim).collect();
            if got != expected {
                wrong.push(format!("expected {expected:?}\n     got {got:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn chinese_sentences() {
        check(
            &[
                "梅：我受命递交一份声明。|我很高兴。",
                "他说：“可以。”|然后走了。",
                "“你好！”他生气地说。|我没有回答。",
                "“谁来负责？”的问题没有解决。|会议结束。",
                "（黄副部长请译员读了译文）。|（该声明请见文件409号）",
                "（他没有来。）|会议照常。",
                "一、总则。|二、检定；三、附则。",
                "1．降价以百分之五为限。|2．数量不变。",
                "1.降价。|2.数量。",
                "（一）关于付款。|苏方希望用英镑。",
                "难道能这样吗？！|不能！！|决不能。",
                "他……他不知道……算了。|走吧。",
                "谁知道……",
                "他来了.|你呢?|我走了!|再见",
                "价格上涨3.5%.|产量是1.2万吨。",
                "《谁是最可爱的人？》一文很好。|读了。",
                "苏方有责任不让他们通过；如果过了界，应交回。|这",
                "徐：好。",
                "他说“可以”。|我说“不行”。",
                "请看 www.example.org 的说明。|谢谢。",
                "出席者有 T. V. Soong 等人。|完。",
                "「不行。」|他走了。",
                "什么？|他没有来",
                "（图 (Fig.4).4）如下。|完。",
                "他说：“看还好 。 ”",
                "“我不去。”他说。|“为什么？”他问道，没有看我。|“算了。”|他说：“走吧。”",
                "他说：“为什么？”，然后走了。",
                "一九五八年九月二十三日于北京",
            ],
            "",
            chinese,
        );
    }

    #[test]
    fn english_sentences() {
        check(
            &[
                "Mr. Huang met Dr. Smith.|They talked.",
                "We met at 6 p.m.|Huang spoke first.",
                "Time: 9 August 1962, 6:00 p.m.",
                "The U.S.S.R. Embassy in the U.S. sent a note.|It came late.",
                "He lives in the U.S.|The talks were held there.",
                "See No. 409.|See Art. 5 and pp. 3-7.",
                "T. V. Soong and H. H. Kung left.|Nobody stayed.",
                "He said no.|They agreed.",
                "He said: \"It is done.\"|Then he left.",
                "\"It is not done!\" he said.|\"Why?\" they asked.",
                "\"Get out!\" Mr. Hammel added.|\"Why?\"|Nobody knew.|\"No.\"|Huang left.",
                "It was done (see p. 4).|We left.",
                "(See Ministry File 409 for the text of the statement.)",
                "(He asks the interpreter to read it.)|(See File 409.)",
                "1. According to the findings, nobody came.|2. They left.",
                "(1) Varieties.|Hassan asked for more.",
                "Article 5. New instruments shall not be sold.|Article 6. Others may.",
                "Prices rose by 3.5 percent to $1.20.|They fell later.",
                "They did this... and that.|They stopped.",
                "after repeated demands, they blocked border crossings...\"",
                "I... I don't know.|He left...|The end.",
                "Is it so?|It isn't!|Fine.",
                "Xu: There are a few points.|The rest is clear.",
                "See www.example.org/a.Html for it.|Thanks.",
                "inform your people and send them back to you, but",
                "Messrs. Li, Wang, etc. came.|Firms, shops, etc.|The rest stayed.",
                "On Aug. 9 they met.|In Sept.|They met again.",
                "It ended in 1949.|30 people died.",
                "a letter by J. Smith.|She answered.",
                "Our statement is clear.|[Illegible note] He left.",
                "the border . . . was closed.|So it was.",
                "Page 7.|Appendix A. Tables follow.",
            ],
            " ",
            english,
        );
        check(&["They came to the territory.|The others stayed away."], "", english);
    }

    #[test]
    fn blank_lines_part_paragraphs() {
        let text = "no stop here\n\nnew paragraph\nwrapped line";
        let got: Vec<&str> = english(text).iter().map(|s| &text[s.start..s.end]).collect();
        assert_eq!(got, ["no stop here", "new paragraph\nwrapped line"]);
    }

    proptest::proptest! {
        #[test]
        fn every_character_is_in_one_sentence(text in "[a-zA-Z0-9 .!?。！？…”\"'（）()\\n一二三我的说：:；]{0,80}") {
            for spans in [chinese(&text), english(&text)] {
                let mut at = 0;
                for s in spans {
                    proptest::prop_assert!(s.start >= at && text[at..s.start].trim().is_empty());
                    proptest::prop_assert!(!s.is_empty() && text[s.start..s.end].trim() == &text[s.start..s.end]);
                    at = s.end;
                }
                proptest::prop_assert!(text[at..].trim().is_empty());
            }
        }

        #[test]
        fn any_text_is_split(text in ".{0,80}") {
            chinese(&text);
            english(&text);
        }
    }
}
