//! The same paragraphs in every layout a file may have: whatever it is, the same paragraphs and the same sentences are paired.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use duikan::align::align_document;
use duikan::document::{Document, How, Role, Segment, Split, Word, parse_one, parse_two, read_one, read_two};
use duikan::lexicon::Lexicon;

/// Paragraphs that render each other.
struct Pair {
    heading: bool,
    sides: [String; 2],
}

const ORIGINALS: [&str; 3] = ["minutes", "rules", "report"];

fn original(name: &str) -> Vec<Pair> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/layouts/{name}.tsv"));
    let text = fs::read_to_string(path).unwrap();
    let pair = |line: &str| {
        let mut cells = line.split('\t').map(str::to_owned);
        let mut next = || cells.next().unwrap();
        Pair { heading: next() == "heading", sides: [next(), next()] }
    };
    text.lines().filter(|l| !l.starts_with('#')).map(pair).collect()
}

/// The texts of beads, without blanks: a blank at the end of a line cannot be told from none.
type Beads = BTreeSet<[String; 2]>;

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn gold(pairs: &[Pair]) -> Beads {
    pairs.iter().map(|p| [bare(&p.sides[0]), bare(&p.sides[1])]).collect()
}

/// The beads of paragraphs and those of sentences, without what is not aligned.
fn beads(document: &Document) -> (Beads, Beads) {
    let alignment = align_document(document, Lexicon::embedded());
    let aligned = || alignment.beads.iter().filter(|b| b.role.is_aligned() && b.role != Role::Note);
    let join = |texts: &mut dyn Iterator<Item = &String>| bare(&texts.cloned().collect::<String>());
    let paragraphs = aligned().map(|b| {
        [
            join(&mut b.source.iter().map(|k| &document.source[*k].text)),
            join(&mut b.target.iter().map(|k| &document.target[*k].text)),
        ]
    });
    let sentences = aligned()
        .flat_map(|b| &b.sentences)
        .map(|s| [join(&mut s.source.iter().map(|s| &s.text)), join(&mut s.target.iter().map(|s| &s.text))]);
    (paragraphs.collect(), sentences.collect())
}

/// Columns of a character where Chinese is set.
fn columns(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

fn width(text: &str, side: usize) -> usize {
    if side == 0 { text.chars().map(columns).sum() } else { text.chars().count() }
}

/// A paragraph in lines of so many columns; 0: in one.
fn wrap(text: &str, side: usize, limit: usize) -> Vec<String> {
    let mut out = vec![String::new()];
    if limit == 0 {
        return vec![text.to_owned()];
    }
    let mut add = |part: &str, glue: &str, stop: bool| {
        let line = out.last_mut().unwrap();
        if !line.is_empty() && !stop && width(line, side) + width(glue, side) + width(part, side) > limit {
            out.push(part.to_owned());
        } else {
            if !line.is_empty() {
                line.push_str(glue);
            }
            line.push_str(part);
        }
    };
    if side == 1 {
        let (inset, text) = text.split_at(text.len() - text.trim_start().len());
        let mut words = text.split(' ');
        add(&format!("{inset}{}", words.next().unwrap_or_default()), "", false);
        words.for_each(|word| add(word, " ", false));
    } else {
        // No line begins with a stop.
        text.chars().for_each(|c| add(&c.to_string(), "", "，。、；：？！）”》」".contains(c)));
    }
    out
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// All of the one side, then all of the other; 0: Chinese first.
    First(usize),
    /// So many paragraphs of the one side, then of the other, parted by a page break.
    Pages(usize, &'static str),
    Paragraphs,
    /// No blank lines at all.
    Lines,
    /// A line of the one under each line of the other.
    Interlinear,
    /// On one line, the one behind the other; 0: Chinese first.
    Inline(usize),
    /// Side by side: the side on the left, and what parts the columns.
    Columns(usize, Gutter),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gutter {
    /// At least so many blanks; the right column begins at one place.
    Blanks(usize),
    Tab,
}

#[derive(Debug, Clone, Copy)]
struct Setting {
    order: Order,
    /// Columns of lines of each side; 0: not wrapped.
    wrap: [usize; 2],
    /// Blank lines between paragraphs; without one, paragraphs are indented if they are wrapped.
    blank: bool,
}

fn set(pairs: &[Pair], setting: Setting) -> String {
    let indent = !setting.blank && setting.wrap != [0, 0];
    let paragraph = |k: usize, side: usize| {
        let inset = if indent && !pairs[k].heading { ["　　", "    "][side] } else { "" };
        wrap(&format!("{inset}{}", pairs[k].sides[side]), side, setting.wrap[side])
    };
    let gap = |out: &mut Vec<String>| {
        if setting.blank {
            out.push(String::new());
        }
    };
    let mut out: Vec<String> = Vec::new();
    match setting.order {
        Order::First(first) => {
            for side in [first, 1 - first] {
                for k in 0..pairs.len() {
                    out.extend(paragraph(k, side));
                    gap(&mut out);
                }
                out.push(String::new());
            }
        }
        Order::Pages(each, mark) => {
            let mut page = 1;
            for from in (0..pairs.len()).step_by(each) {
                for side in [0, 1] {
                    for k in from..(from + each).min(pairs.len()) {
                        out.extend(paragraph(k, side));
                        gap(&mut out);
                    }
                    out.push(mark.replace('N', &page.to_string()));
                    gap(&mut out);
                    page += 1;
                }
            }
        }
        Order::Paragraphs | Order::Lines => {
            for k in 0..pairs.len() {
                for side in [0, 1] {
                    out.extend(paragraph(k, side));
                    if setting.order == Order::Paragraphs {
                        gap(&mut out);
                    }
                }
            }
        }
        Order::Interlinear => {
            for k in 0..pairs.len() {
                let (a, b) = (paragraph(k, 0), paragraph(k, 1));
                for n in 0..a.len().max(b.len()) {
                    out.extend(a.get(n).into_iter().chain(b.get(n)).cloned());
                }
                out.push(String::new());
            }
        }
        Order::Inline(first) => {
            for pair in pairs {
                out.push(format!("{} {}", pair.sides[first], pair.sides[1 - first]));
                gap(&mut out);
            }
        }
        Order::Columns(left, gutter) => {
            let right = 1 - left;
            for k in 0..pairs.len() {
                let (a, b) = (paragraph(k, left), paragraph(k, right));
                for n in 0..a.len().max(b.len()) {
                    let mut line = a.get(n).cloned().unwrap_or_default();
                    if let Some(b) = b.get(n) {
                        match gutter {
                            Gutter::Tab => line.push('\t'),
                            Gutter::Blanks(blanks) => {
                                // A stop may hang over the edge.
                                let edge = setting.wrap[left] + 2 + blanks;
                                let columns: usize = line.chars().map(columns).sum();
                                line.push_str(&" ".repeat(edge.saturating_sub(columns)));
                            }
                        }
                        line.push_str(b);
                    }
                    out.push(line);
                }
                gap(&mut out);
            }
        }
    }
    out.join("\n") + "\n"
}

/// Columns that lines of either language are wrapped at.
const WIDTHS: [[usize; 2]; 8] =
    [[20, 20], [24, 32], [30, 40], [40, 60], [50, 72], [60, 80], [72, 100], [80, 120]];

fn settings() -> Vec<Setting> {
    let mut out = Vec::new();
    let mut add = |order, wrap, blank| out.push(Setting { order, wrap, blank });
    let running = [
        Order::First(0),
        Order::First(1),
        Order::Pages(3, "— N —"),
        Order::Pages(2, "\u{c}"),
        Order::Paragraphs,
    ];
    for order in running {
        add(order, [0, 0], true);
        add(order, [0, 0], false);
        for wrap in WIDTHS {
            add(order, wrap, true);
            add(order, wrap, false);
        }
        add(order, [0, 72], true);
        add(order, [60, 0], true);
    }
    add(Order::Lines, [0, 0], false);
    for blank in [true, false] {
        add(Order::Inline(0), [0, 0], blank);
        add(Order::Inline(1), [0, 0], blank);
    }
    for wrap in WIDTHS {
        add(Order::Interlinear, wrap, true);
    }
    for wrap in WIDTHS {
        for left in [0, 1] {
            for gutter in [Gutter::Blanks(2), Gutter::Blanks(6), Gutter::Tab] {
                add(Order::Columns(left, gutter), wrap, true);
                add(Order::Columns(left, gutter), wrap, false);
            }
        }
    }
    for left in [0, 1] {
        add(Order::Columns(left, Gutter::Tab), [0, 0], true);
        add(Order::Columns(left, Gutter::Tab), [0, 0], false);
    }
    out
}

#[test]
fn every_layout_gives_the_same_beads() {
    let (mut wrong, mut right, mut total, mut fine, mut all) = (Vec::new(), 0, 0, 0, 0);
    for name in ORIGINALS {
        let pairs = original(name);
        let gold = gold(&pairs);
        let plain = set(&pairs, Setting { order: Order::First(0), wrap: [0, 0], blank: true });
        let sentences = beads(&parse_one(name, &plain).unwrap()).1;
        for setting in settings() {
            let text = set(&pairs, setting);
            let (got, finer) = match parse_one(name, &text) {
                Ok(document) => beads(&document),
                Err(e) => panic!("{name} {setting:?}: {e}\n{text}"),
            };
            total += gold.len();
            all += sentences.len();
            right += gold.intersection(&got).count();
            fine += sentences.intersection(&finer).count();
            let missed: Vec<_> = gold.difference(&got).collect();
            if !missed.is_empty() || sentences.difference(&finer).next().is_some() {
                let instead: Vec<_> = got.difference(&gold).take(2).collect();
                wrong.push(format!(
                    "{name} {setting:?}: {} of {} paragraphs, {} of {} sentences\n   {:?}\n   {instead:?}",
                    gold.len() - missed.len(),
                    gold.len(),
                    sentences.intersection(&finer).count(),
                    sentences.len(),
                    missed.first()
                ));
            }
        }
    }
    eprintln!("{}\n{right} of {total} paragraphs, {fine} of {all} sentences", wrong.join("\n"));
    assert!(right * 1000 >= total * 995, "{right} of {total} paragraphs");
    assert!(fine * 1000 >= all * 995, "{fine} of {all} sentences");
}

/// What archives put before a document: its fields set in one way or another.
#[derive(Debug, Clone, Copy)]
enum Header {
    /// Bold names, each value in a paragraph of its own behind it, title and date before all.
    Catalogue,
    /// The same without marks.
    Plain,
    /// Names that prove nothing: only that they come back shows what they are.
    Weak,
    /// Chinese names.
    Chinese,
    /// A number and a rule before it.
    Ruled,
}

const HEADERS: [Header; 5] = [Header::Catalogue, Header::Plain, Header::Weak, Header::Chinese, Header::Ruled];

fn header(kind: Header, n: usize, pairs: &[Pair]) -> String {
    let title = |side: usize| pairs[0].sides[side].split(['，', '。', ',', '.']).next().unwrap_or_default();
    let (zh, en) = (title(0), title(1));
    let day = format!("May {}, 1960", n + 2);
    let citation = format!("“{en},” {day}, Example Archive, 12-0034-0{n}, 1-3. Translated by nobody.");
    let mark = |names: bool| if names { "**" } else { "" };
    match kind {
        Header::Catalogue | Header::Plain => {
            let m = mark(matches!(kind, Header::Catalogue));
            format!(
                "{m}{day}{m}\n\n{m}{en}{m}\n\n{m}Citation:{m}\n\n{citation}\n\n{m}Summary:{m}\n\nWhat was said and done about it in the county \
                 and what came of it later in the year.\n\n{m}Credits:{m}\n\nMade possible by nobody.\n\n{m}Original Language:{m}\n\nChinese\n\n"
            )
        }
        Header::Weak => format!("Title: {en}\nDate: {day}\nSource: Example Archive, 12-0034-0{n}\n\n"),
        Header::Chinese => format!("题名：{zh}\n日期：1960年5月{}日\n档号：12-0034-0{n}\n\n", n + 2),
        Header::Ruled => format!(
            "----------\n\nDocument {}\n\n{en}\n\nRepository: Example Archive\nDate: {day}\nTranslator: nobody\nPages: 3\n\n",
            n + 1
        ),
    }
}

/// How the two sides of a document stand in a file of several.
#[derive(Debug, Clone, Copy)]
enum Sequence {
    /// Header, Chinese, English, header, Chinese, English …
    Together(Setting),
    /// The same, English first in every second document.
    Mixed,
    /// The header before either half.
    Twice,
    /// All originals, then all translations, each with its header.
    Apart,
}

fn several(kind: Header, sequence: Sequence, all: &[(&str, Vec<Pair>)]) -> String {
    let plain = |order| Setting { order, wrap: [0, 0], blank: true };
    let half = |pairs: &[Pair], side: usize| {
        pairs.iter().map(|p| format!("{}\n\n", p.sides[side])).collect::<String>()
    };
    let each = |f: &dyn Fn(usize, &[Pair]) -> String| {
        all.iter().enumerate().map(|(n, (_, pairs))| f(n, pairs)).collect::<String>()
    };
    match sequence {
        Sequence::Together(setting) => each(&|n, pairs| header(kind, n, pairs) + &set(pairs, setting) + "\n"),
        Sequence::Mixed => {
            each(&|n, pairs| header(kind, n, pairs) + &set(pairs, plain(Order::First(n % 2))) + "\n")
        }
        Sequence::Twice => each(&|n, pairs| {
            let header = header(kind, n, pairs);
            header.clone() + &half(pairs, 0) + &header + &half(pairs, 1)
        }),
        Sequence::Apart => {
            [0, 1].map(|side| each(&|n, pairs| header(kind, n, pairs) + &half(pairs, side))).concat()
        }
    }
}

/// The ways in which the documents of a file may follow each other.
fn sequences() -> [Sequence; 7] {
    let at = |order, wrap, blank| Sequence::Together(Setting { order, wrap, blank });
    [
        at(Order::First(0), [0, 0], true),
        at(Order::First(1), [0, 0], true),
        at(Order::First(0), [50, 72], true),
        at(Order::Paragraphs, [0, 0], true),
        Sequence::Mixed,
        Sequence::Twice,
        Sequence::Apart,
    ]
}

/// What is wrong with how documents in one file are read: not divided, or text that is taken for metadata, or the reverse.
fn misread(kind: Header, sequence: Sequence, all: &[(&str, Vec<Pair>)]) -> Option<String> {
    let text = several(kind, sequence, all);
    let document = match parse_one("export", &text) {
        Ok(document) => document,
        Err(e) => return Some(format!("{kind:?} {sequence:?}: {e}\n{text}")),
    };
    if document.parts.len() != all.len() {
        let (parts, starts) = (document.parts.len(), document.starts());
        return Some(format!("{kind:?} {sequence:?}: {parts} documents at {starts:?}\n{text}"));
    }
    let got = beads(&document).0;
    let gold: Beads = all.iter().flat_map(|(_, pairs)| gold(pairs)).collect();
    let missed = gold.difference(&got).next();
    let instead: Vec<_> = got.difference(&gold).take(2).collect();
    (got != gold).then(|| format!("{kind:?} {sequence:?}: {missed:?}\n   {instead:?}"))
}

#[test]
fn several_documents_in_one_file_are_paired_each_by_itself() {
    let all: Vec<(&str, Vec<Pair>)> = ORIGINALS.iter().map(|n| (*n, original(n))).collect();
    let both = |kind| sequences().into_iter().map(move |sequence| (kind, sequence));
    let wrong: Vec<String> =
        HEADERS.into_iter().flat_map(both).filter_map(|(kind, s)| misread(kind, s, &all)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Documents of so many paragraphs of prose each.
fn telegrams(length: usize) -> Vec<(&'static str, Vec<Pair>)> {
    let prose = |p: &Pair| !p.heading && p.sides[0].ends_with('。') && p.sides[1].ends_with('.');
    let one = |name: &'static str| {
        (name, original(name).into_iter().filter(prose).skip(1).take(length).collect::<Vec<Pair>>())
    };
    ORIGINALS.into_iter().map(one).filter(|(_, pairs)| pairs.len() == length).collect()
}

#[test]
fn documents_of_a_few_paragraphs_are_no_metadata() {
    let mut wrong = Vec::new();
    for length in 1..=3 {
        let all = telegrams(length);
        assert!(all.len() >= 2, "{length}");
        for kind in HEADERS {
            wrong.extend(sequences().into_iter().filter_map(|s| misread(kind, s, &all)));
            // The same in two files.
            let side = |side: usize| {
                let half = |p: &Pair| format!("{}\n\n", p.sides[side]);
                let one = |(n, (_, pairs)): (usize, &(&str, Vec<Pair>))| {
                    header(kind, n, pairs) + &pairs.iter().map(half).collect::<String>()
                };
                all.iter().enumerate().map(one).collect::<String>()
            };
            let document = parse_two("two", &side(0), &side(1)).unwrap();
            let gold: Beads = all.iter().flat_map(|(_, pairs)| gold(pairs)).collect();
            if document.parts.len() != all.len() || beads(&document).0 != gold {
                wrong.push(format!("{length} {kind:?} in two files: {} documents", document.parts.len()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn fields_above_and_below_a_short_text_leave_it_text() {
    let above = ["Citation: Archive 1\nOriginal Language: Chinese\n\n", "题名：电报\n档号：118\n\n"];
    let below = ["Translator: nobody\nRights: public\n", "来源：外交部档案馆\n译者：无\n"];
    for length in 1..=3 {
        for (name, pairs) in telegrams(length) {
            let half =
                |side: usize| pairs.iter().map(|p| format!("{}\n\n", p.sides[side])).collect::<String>();
            let alternating = pairs.iter().map(|p| format!("{}\n\n{}\n\n", p.sides[0], p.sides[1]));
            let one = [
                format!("{}{}{}{}", above[0], half(0), half(1), below[0]),
                format!("{}{}{}{}", above[0], half(1), half(0), below[1]),
                format!("{}{}{}", half(0), half(1), below[0]),
                format!("{}{}", alternating.collect::<String>(), below[0]),
                format!("{}{}{}{}", above[1], half(0), above[0], half(1)),
                format!("{}{}{}{}{}{}", above[1], half(0), below[1], above[0], half(1), below[0]),
            ];
            for text in one {
                let document = parse_one(name, &text).unwrap_or_else(|e| panic!("{e}\n{text}"));
                assert_eq!(beads(&document).0, gold(&pairs), "{text}");
            }
            let side = |k: usize| format!("{}{}{}", above[1 - k], half(k), below[1 - k]);
            let document = parse_two(name, &side(0), &side(1)).unwrap();
            assert_eq!(beads(&document).0, gold(&pairs), "{}{}", side(0), side(1));
        }
    }
    // The metadata may hold prose and a title in the other language.
    let pairs = original("report");
    let body = |side: usize| pairs.iter().map(|p| format!("{}\n\n", p.sides[side])).collect::<String>();
    let text = format!(
        "Title: A Report\n报告\nDate: 1962\nSummary: It was said.\n\nIt was done.\n\nSubjects: Nothing\n{}{}{}",
        above[0],
        body(0),
        body(1)
    );
    assert_eq!(beads(&parse_one("report", &text).unwrap()).0, gold(&pairs), "{text}");
    // Metadata and nothing else is no text to compare.
    let error = parse_two("none", above[1], &format!("{}It was read out.\n", above[0])).unwrap_err();
    assert!(error.to_string().contains("holds no Chinese text"), "{error}");
}

#[test]
fn a_single_document_is_not_divided() {
    for name in ORIGINALS {
        let pairs = original(name);
        for kind in HEADERS {
            for sequence in [Sequence::Twice, Sequence::Apart] {
                let text = several(kind, sequence, &[(name, original(name))]);
                let document = parse_one(name, &text).unwrap();
                assert_eq!(document.parts.len(), 1, "{name} {kind:?} {sequence:?}");
            }
            let setting = Setting { order: Order::Paragraphs, wrap: [0, 0], blank: true };
            let text = header(kind, 0, &pairs) + &set(&pairs, setting);
            assert_eq!(parse_one(name, &text).unwrap().parts.len(), 1, "{name} {kind:?}");
        }
    }
}

/// Reads a text as `--split` says.
fn read(text: &str, words: &[&str]) -> Result<Document, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("doc.txt");
    fs::write(&path, text).unwrap();
    let words: Vec<Word> = words.iter().map(|w| Word::read(w).unwrap_or_else(|| panic!("{w}"))).collect();
    let split = Split::of(&words).map_err(|e| e.to_string())?;
    let how = How { split, ..How::default() };
    read_one(&path, how)
        .map(|r| r.document)
        .map_err(|e| e.to_string().replace(path.to_str().unwrap(), "doc.txt"))
}

#[test]
fn a_layout_that_is_named_reads_like_one_that_is_found() {
    let orders = [
        (Order::First(0), "chinese-first"),
        (Order::First(1), "english-first"),
        (Order::Pages(3, "— N —"), "pages"),
        (Order::Pages(2, "\u{c}"), "pages"),
        (Order::Paragraphs, "paragraphs"),
        (Order::Lines, "lines"),
        (Order::Columns(0, Gutter::Blanks(2)), "columns"),
        (Order::Columns(1, Gutter::Tab), "columns"),
    ];
    for name in ORIGINALS {
        let pairs = original(name);
        for (order, word) in orders {
            let wrap = if order == Order::Lines { [0, 0] } else { [40, 60] };
            let text = set(&pairs, Setting { order, wrap, blank: order != Order::Lines });
            for word in [word, "auto"] {
                let document = read(&text, &[word, "one-document"]).unwrap();
                assert_eq!(beads(&document).0, gold(&pairs), "{name} {order:?} {word}");
            }
        }
    }
}

/// What script alone gets wrong: a line in the one language that belongs to the text in the other.
#[test]
fn a_named_layout_settles_lines_in_the_other_script() {
    let pairs = original("report");
    let mut zh: Vec<&str> = pairs.iter().map(|p| p.sides[0].as_str()).collect();
    let mut en: Vec<&str> = pairs.iter().map(|p| p.sides[1].as_str()).collect();
    zh.insert(4, "The Liuhe Reservoir Project");
    en.insert(6, "这是完全错误的");
    let text = format!("{}\n\n{}\n", zh.join("\n\n"), en.join("\n\n"));
    let line = 2 * zh.len() + 1;
    let side = |d: &Document, text: &str| {
        let of = |side: &[Segment]| side.iter().any(|s| s.text == text);
        (of(&d.source), of(&d.target))
    };
    for word in ["auto", "chinese-first", &line.to_string()] {
        let document = read(&text, &[word]).unwrap();
        assert_eq!(side(&document, zh[4]), (true, false), "{word}");
        assert_eq!(side(&document, en[6]), (false, true), "{word}");
    }
    // By paragraph, each of them is one of its own language.
    assert_eq!(side(&read(&text, &["paragraphs"]).unwrap(), en[6]), (true, false));
}

#[test]
fn names_in_both_languages_are_no_columns() {
    let names = [
        ("章汉夫", "Zhang Hanfu"),
        ("姬鹏飞", "Ji Pengfei"),
        ("王炳南", "Wang Bingnan"),
        ("乔冠华", "Qiao Guanhua"),
    ];
    let lines = |f: &dyn Fn(&(&str, &str)) -> String| names.iter().map(f).collect::<Vec<_>>().join("\n");
    let plain = lines(&|n| n.1.to_owned());
    for name in ORIGINALS {
        let pairs = original(name);
        let half = |side: usize, list: &str, at: usize| {
            let mut texts: Vec<&str> = pairs.iter().map(|p| p.sides[side].as_str()).collect();
            texts.insert(at, list);
            texts.join("\n\n")
        };
        for gap in ["  ", "\t", "      "] {
            let both = lines(&|n| format!("{}{gap}{}", n.0, n.1));
            for at in [3, pairs.len()] {
                for first in [0, 1] {
                    let halves = [half(0, &both, at), half(1, &plain, at)];
                    let text = format!("{}\n\n{}\n", halves[first], halves[1 - first]);
                    let got = beads(&parse_one(name, &text).unwrap()).0;
                    let missed: Vec<_> = gold(&pairs).difference(&got).cloned().collect();
                    assert!(missed.is_empty(), "{missed:?}\n{text}");
                }
            }
        }
    }
}

#[test]
fn a_layout_that_does_not_fit_is_refused() {
    let pairs = original("report");
    let at = |order| set(&pairs, Setting { order, wrap: [0, 0], blank: true });
    let halves = at(Order::First(0));
    let several = {
        let all: Vec<(&str, Vec<Pair>)> = ORIGINALS.iter().map(|n| (*n, original(n))).collect();
        several(Header::Plain, Sequence::Mixed, &all)
    };
    let rows: [(&str, &[&str], &str); 12] = [
        (&halves, &["english-first"], "doc.txt:1: is not English first: Chinese stands here, before English"),
        (
            &at(Order::First(1)),
            &["chinese-first"],
            "doc.txt:20: is not Chinese first: Chinese stands here, behind English",
        ),
        (&at(Order::Paragraphs), &["chinese-first"], "is not Chinese first"),
        (&halves, &["pages"], "has no page breaks and no page numbers"),
        (
            &halves.lines().filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n"),
            &["paragraphs"],
            "both languages",
        ),
        (&halves, &["lines"], "doc.txt:1: lines 1 to 17 are all Chinese"),
        (&halves, &["columns"], "has no line with Chinese and English side by side"),
        (&halves, &["documents"], "holds one document only"),
        (&halves, &["9"], "this line is Chinese, but the English was to stand here"),
        (&halves, &["900"], "has only"),
        (&halves, &["lines", "pages"], "two layouts"),
        (&several, &["chinese-first"], "is not Chinese first"),
    ];
    for (text, words, what) in rows {
        let error = read(text, words).expect_err(what);
        assert!(error.contains(what) && error.contains(": ") && !error.contains('\n'), "{words:?}: {error}");
    }
    // Of two files too.
    let headed = |n: usize, side: usize| {
        (0..n)
            .map(|k| header(Header::Plain, k, &pairs) + &pairs[k + 1].sides[side] + "\n\n")
            .collect::<String>()
    };
    for (counts, what) in [
        ([1, 1], "zh.txt: holds one document only"),
        ([2, 1], "en.txt: holds one document only"),
        ([1, 2], "zh.txt: holds one document only"),
        ([2, 3], "en.txt: holds 3 documents, the other file 2"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = |side: usize| {
            let path = folder.path().join(["zh.txt", "en.txt"][side]);
            fs::write(&path, headed(counts[side], side)).unwrap();
            path
        };
        let how = How { split: Split::of(&[Word::read("documents").unwrap()]).unwrap(), ..How::default() };
        let error = read_two(&path(0), &path(1), how).unwrap_err().to_string();
        assert!(error.contains(what), "{counts:?}: {error}");
    }
    assert_eq!(read(&several, &["one-document"]).unwrap().parts.len(), 1);
    assert_eq!(read(&several, &["documents"]).unwrap().parts.len(), ORIGINALS.len());
    for word in ["", "0", "-3", "columns2", "Pages"] {
        assert_eq!(Word::read(word), None, "{word}");
    }
}

/// What is hardly a document in two languages.
#[test]
fn what_is_missing_or_mixed_is_said_or_read() {
    let pairs = original("report");
    let side = |side: usize| pairs.iter().map(|p| p.sides[side].as_str()).collect::<Vec<_>>().join("\n\n");
    let header = header(Header::Catalogue, 0, &pairs);
    for (text, what) in [
        (String::new(), "is empty"),
        (header.clone(), "holds no Chinese text"),
        (format!("{header}{}", side(1)), "holds no Chinese text"),
        (side(0), "holds no English text"),
        (side(1), "holds no Chinese text"),
        (format!("{header}{}", side(0)), "holds no English text"),
    ] {
        let error = read(&text, &[]).expect_err(what);
        assert!(error.contains(what), "{error}");
    }
    // Nine parts in ten are in one language: what is there is paired with what it renders.
    let part = [0, 1, 2].map(|k| pairs[k].sides[1].as_str()).join("\n\n");
    let got = beads(&read(&format!("{}\n\n{part}", side(0)), &[]).unwrap()).0;
    for pair in &pairs[..2] {
        assert!(got.contains(&[bare(&pair.sides[0]), bare(&pair.sides[1])]), "{got:?}");
    }
    // Chinese words inside English lines, and English ones inside Chinese lines, change nothing.
    let mixed = |p: &Pair| Pair {
        heading: p.heading,
        sides: [
            p.sides[0].replace("水库", "水库（Liuhe Reservoir）"),
            p.sides[1].replace("wrong", "wrong (完全错误)"),
        ],
    };
    let mixed: Vec<Pair> = pairs.iter().map(mixed).collect();
    for order in [Order::First(0), Order::Paragraphs, Order::Columns(0, Gutter::Blanks(4))] {
        let text = set(&mixed, Setting { order, wrap: [50, 72], blank: true });
        assert_eq!(beads(&parse_one("mixed", &text).unwrap()).0, gold(&mixed), "{order:?}");
    }
}
