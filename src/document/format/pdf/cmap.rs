//! What the codes of a font stand for: `ToUnicode` maps (PDF 32000-1, 9.10.3).

use rustc_hash::FxHashMap;

/// A map from codes to text.
#[derive(Debug, Default)]
pub(super) struct Map {
    single: FxHashMap<u32, String>,
    /// First and last code, and what the first stands for; the last character counts on.
    ranges: Vec<(u32, u32, String)>,
    /// Whether codes have one byte.
    pub is_narrow: bool,
}

impl Map {
    /// Reads a map; what is not understood is passed over.
    pub fn read(bytes: &[u8]) -> Self {
        let mut out = Self::default();
        let mut tokens = Tokens { bytes, at: 0 };
        // Operands before the operator that says what they are.
        let mut operands: Vec<Token> = Vec::new();
        let mut width = 0;
        while let Some(token) = tokens.next() {
            match token {
                Token::Word(b"begincodespacerange" | b"beginbfchar" | b"beginbfrange") => operands.clear(),
                Token::Word(b"endcodespacerange") => {
                    width = operands.iter().map(|o| o.bytes().len()).max().unwrap_or(0);
                }
                Token::Word(b"endbfchar") => {
                    for pair in operands.chunks_exact(2) {
                        if let (Token::Hex(code), Token::Hex(text)) = (&pair[0], &pair[1]) {
                            out.single.insert(number(code), utf16(text));
                        }
                    }
                }
                Token::Word(b"endbfrange") => out.range(&operands),
                Token::Word(_) => {}
                other => operands.push(other),
            }
        }
        out.ranges.sort_by_key(|r| r.0);
        out.is_narrow = width == 1;
        out
    }

    fn range(&mut self, operands: &[Token]) {
        let mut rest = operands;
        while let [Token::Hex(first), Token::Hex(last), more @ ..] = rest {
            let (first, last) = (number(first), number(last));
            match more {
                [Token::Hex(text), more @ ..] => {
                    if last >= first {
                        self.ranges.push((first, last, utf16(text)));
                    }
                    rest = more;
                }
                [Token::Open, more @ ..] => {
                    let end = more.iter().position(|t| matches!(t, Token::Close)).unwrap_or(more.len());
                    for (k, text) in (0u32..).zip(&more[..end]) {
                        if let Token::Hex(text) = text {
                            self.single.insert(first.saturating_add(k), utf16(text));
                        }
                    }
                    rest = more.get(end + 1..).unwrap_or_default();
                }
                _ => return,
            }
        }
    }

    /// What a code stands for.
    pub fn get(&self, code: u32) -> Option<String> {
        if let Some(text) = self.single.get(&code) {
            return Some(text.clone());
        }
        let at = self.ranges.partition_point(|r| r.0 <= code).checked_sub(1)?;
        let (first, last, text) = self.ranges.get(at)?;
        if code > *last {
            return None;
        }
        let mut chars: Vec<char> = text.chars().collect();
        let end = chars.pop()?;
        chars.push(char::from_u32(u32::from(end).checked_add(code - first)?)?);
        Some(chars.into_iter().collect())
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |n, b| n.wrapping_shl(8) | u32::from(*b))
}

fn utf16(bytes: &[u8]) -> String {
    if let [one] = bytes {
        return char::from(*one).to_string();
    }
    let units = bytes.chunks_exact(2).map(|b| u16::from_be_bytes([b[0], b[1]]));
    char::decode_utf16(units).flatten().collect()
}

#[derive(Debug)]
enum Token<'a> {
    Hex(Vec<u8>),
    Word(&'a [u8]),
    Open,
    Close,
}

impl Token<'_> {
    fn bytes(&self) -> &[u8] {
        match self {
            Token::Hex(bytes) => bytes,
            _ => &[],
        }
    }
}

struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.bytes.get(self.at..)?;
            match rest.first()? {
                b if b.is_ascii_whitespace() || *b == 0 => self.at += 1,
                b'%' => self.at += rest.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len()),
                b'[' => {
                    self.at += 1;
                    return Some(Token::Open);
                }
                b']' => {
                    self.at += 1;
                    return Some(Token::Close);
                }
                b'<' if rest.get(1) != Some(&b'<') => {
                    let end = rest.iter().position(|b| *b == b'>').unwrap_or(rest.len());
                    self.at += end + 1;
                    let digits: Vec<u8> = rest[1..end]
                        .iter()
                        .filter_map(|b| char::from(*b).to_digit(16))
                        .map(|d| d as u8)
                        .collect();
                    return Some(Token::Hex(
                        digits.chunks(2).map(|d| d[0] << 4 | d.get(1).unwrap_or(&0)).collect(),
                    ));
                }
                b'<' | b'>' | b'(' | b')' | b'{' | b'}' | b'/' => self.at += 1,
                _ => {
                    let end =
                        rest.iter().position(|b| b.is_ascii_whitespace() || b"<>[]()/%{}\0".contains(b));
                    let end = end.unwrap_or(rest.len());
                    self.at += end;
                    return Some(Token::Word(&rest[..end]));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps() {
        let map = Map::read(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0003> <4E2D> <0004> <D840DC00>\n\
              endbfchar 2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<0061> <0062>] endbfrange\n\
              1 beginbfrange <00000100> <FFFFFFFF> <0041> endbfrange",
        );
        let got: Vec<_> = [3, 4, 0x10, 0x12, 0x13, 0x21].map(|c| map.get(c).unwrap_or_default()).to_vec();
        assert_eq!(got, ["中", "\u{20000}", "A", "C", "", "b"]);
        assert!(!map.is_narrow && map.get(u32::MAX).is_none());
    }
}
