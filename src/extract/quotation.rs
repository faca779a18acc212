//! Quotation marks, title marks and brackets with what they hold.

use std::ops::Range;

use crate::text::{Chinese, English, Kind};

/// The kind of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// “ ” 「 」 " and the like.
    Quotation,
    /// 《 》 〈 〉.
    Title,
    /// ( ) [ ].
    Bracket,
}

/// What marks hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// The marks.
    pub marks: Marks,
    /// Characters or tokens between them.
    pub inside: Range<usize>,
}

/// What a text holds in marks, and marks that have no partner.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quotations {
    /// What is held, outermost first where they nest, by beginning.
    pub held: Vec<Quoted>,
    /// Places of marks without partner.
    pub single: Vec<(usize, Marks)>,
}

impl Quotations {
    /// What is held by marks of one kind.
    pub fn of(&self, marks: Marks) -> impl Iterator<Item = &Quoted> {
        self.held.iter().filter(move |q| q.marks == marks)
    }

    /// Whether a place is inside marks of one kind.
    pub fn holds(&self, marks: Marks, at: usize) -> bool {
        self.of(marks).any(|q| q.inside.contains(&at))
    }
}

/// Opening and closing marks of Chinese texts; straight quotation marks open and close by turns.
const PAIRS: [(char, char, Marks); 10] = [
    ('“', '”', Marks::Quotation),
    ('「', '」', Marks::Quotation),
    ('『', '』', Marks::Quotation),
    ('‘', '’', Marks::Quotation),
    ('《', '》', Marks::Title),
    ('〈', '〉', Marks::Title),
    ('<', '>', Marks::Title),
    ('(', ')', Marks::Bracket),
    ('[', ']', Marks::Bracket),
    ('【', '】', Marks::Bracket),
];

/// The quotations of a Chinese text.
pub fn chinese(zh: &Chinese) -> Quotations {
    let mut out = Quotations::default();
    let mut open: Vec<(usize, char, Marks)> = Vec::new();
    let mut straight: Option<usize> = None;
    for (k, &c) in zh.chars().iter().enumerate() {
        if c == '"' {
            match straight.take() {
                Some(from) => out.held.push(Quoted { marks: Marks::Quotation, inside: from + 1..k }),
                None => straight = Some(k),
            }
        } else if let Some((_, close, marks)) = PAIRS.iter().find(|p| p.0 == c) {
            open.push((k, *close, *marks));
        } else if let Some((_, _, marks)) = PAIRS.iter().find(|p| p.1 == c) {
            match open.iter().rposition(|o| o.1 == c) {
                Some(n) => {
                    out.single.extend(open.drain(n + 1..).map(|o| (o.0, o.2)));
                    if let Some((from, ..)) = open.pop() {
                        out.held.push(Quoted { marks: *marks, inside: from + 1..k });
                    }
                }
                None => out.single.push((k, *marks)),
            }
        }
    }
    out.single.extend(open.into_iter().map(|o| (o.0, o.2)));
    out.single.extend(straight.map(|k| (k, Marks::Quotation)));
    out.held.sort_by_key(|q| (q.inside.start, std::cmp::Reverse(q.inside.end)));
    out
}

/// The quotations of an English text. Curly and straight marks count as one kind, because typists mix them; single marks are
/// quotation marks only where no word is written onto the outside.
pub fn english(en: &English) -> Quotations {
    let mut out = Quotations::default();
    let mut brackets: Vec<usize> = Vec::new();
    let mut double: Option<usize> = None;
    let mut single: Option<usize> = None;
    for (k, token) in en.tokens().iter().enumerate() {
        if token.kind != Kind::Mark {
            continue;
        }
        match en.norm(k) {
            // Inches and seconds.
            "\"" if k > 0
                && en.is_joined(k)
                && en.tokens()[k - 1].kind == Kind::Number
                && double.is_none() => {}
            // `Dragons" Den`: an apostrophe that a program turned.
            "\"" if double.is_none() && is_apostrophe(en, k) => {}
            "\"" => match double.take() {
                Some(from) => out.held.push(Quoted { marks: Marks::Quotation, inside: from + 1..k }),
                None => double = Some(k),
            },
            "'" => {
                let begins = !en.is_joined(k) || en.norm(k.wrapping_sub(1)) == "(";
                match single.take() {
                    Some(from)
                        if en.is_joined(k) && !en.is_joined(k + 1)
                            || en.tokens().get(k + 1).is_none_or(|t| t.kind == Kind::Mark) =>
                    {
                        out.held.push(Quoted { marks: Marks::Quotation, inside: from + 1..k });
                    }
                    None if begins && en.is_joined(k + 1) => single = Some(k),
                    kept => single = kept,
                }
            }
            "(" | "[" => brackets.push(k),
            ")" | "]" => match brackets.pop() {
                Some(from) => out.held.push(Quoted { marks: Marks::Bracket, inside: from + 1..k }),
                None => out.single.push((k, Marks::Bracket)),
            },
            _ => {}
        }
    }
    out.single.extend(brackets.into_iter().map(|k| (k, Marks::Bracket)));
    out.single.extend(double.map(|k| (k, Marks::Quotation)));
    out.held.sort_by_key(|q| (q.inside.start, std::cmp::Reverse(q.inside.end)));
    out.single.sort_by_key(|s| s.0);
    out
}

/// Whether a double mark stands where only the apostrophe of a plural possessive does: right behind a word in -s, with a space and a
/// word behind it. (A quotation that closes has a comma or a stop before its mark there.)
fn is_apostrophe(en: &English, k: usize) -> bool {
    k > 0
        && en.is_joined(k)
        && en.tokens()[k - 1].kind == Kind::Word
        && en.norm(k - 1).ends_with('s')
        && !en.is_joined(k + 1)
        && en.tokens().get(k + 1).is_some_and(|t| t.kind == Kind::Word)
}
