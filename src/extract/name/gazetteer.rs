//! Names that a table knows: countries, places, persons, in both languages.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::lexicon::{Lexicon, StemId, stem, table};
use crate::text::{Chinese, English, Kind};

/// A row of the tables of names; its number counts through countries, places and persons in that order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameId(pub u32);

/// What a known name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A country or a territory that texts treat like one.
    Country,
    /// A city, province, region, river, sea.
    Place,
    /// A person, or a foreign given name or surname.
    Person,
}

/// How an English form stands for its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Use {
    /// The name itself.
    Name,
    /// An adjective or the name of the people.
    Adjective,
    /// Something that stands for it: a capital, a seat of government. It explains the name, but does not claim it.
    Metonym,
}

/// A known name.
#[derive(Debug)]
pub struct Known {
    /// What it names.
    pub sort: Sort,
    /// Its first Chinese form.
    pub chinese: &'static str,
    /// Its first English form.
    pub english: &'static str,
    /// The country that a place belongs to.
    pub country: Option<NameId>,
}

#[derive(Debug)]
struct Form {
    words: Vec<String>,
    exact: Option<&'static str>,
    id: NameId,
    usage: Use,
}

/// The tables of names.
#[derive(Debug, Default)]
pub struct Gazetteer {
    known: Vec<Known>,
    /// Chinese forms, none of which has but one character, by their first two.
    chinese: FxHashMap<[char; 2], Vec<(Vec<char>, NameId)>>,
    abbreviations: FxHashMap<char, Vec<NameId>>,
    english: FxHashMap<String, Vec<Form>>,
    /// Places that stand for their country.
    capitals: FxHashSet<NameId>,
    /// Stems of the English forms of the countries that have abbreviations.
    stems: FxHashMap<NameId, Vec<Vec<StemId>>>,
}

/// A known name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Characters or tokens.
    pub range: Range<usize>,
    /// Every name it may stand for.
    pub ids: Vec<NameId>,
    /// How it stands for them.
    pub usage: Use,
}

impl Gazetteer {
    /// The tables inside the binary.
    pub fn embedded() -> &'static Gazetteer {
        static GAZETTEER: OnceLock<Gazetteer> = OnceLock::new();
        GAZETTEER.get_or_init(Gazetteer::load)
    }

    fn load() -> Self {
        let lexicon = Lexicon::embedded();
        let mut g = Gazetteer::default();
        let mut countries: FxHashMap<&str, NameId> = FxHashMap::default();
        for row in table::rows(include_str!("../../../data/names/countries.tsv")) {
            let Some(id) = g.add(Sort::Country, &row, lexicon) else { continue };
            countries.insert(g.known[id.0 as usize].chinese, id);
            for (column, usage) in [(2, Use::Adjective), (4, Use::Metonym)] {
                for form in row.get(column).into_iter().flat_map(|c| c.split(';')) {
                    g.add_english(form, id, usage);
                }
            }
            for c in row.get(3).into_iter().flat_map(|c| c.chars()).filter(|c| !c.is_whitespace()) {
                g.abbreviations.entry(lexicon.fold(c)).or_default().push(id);
                g.stems.entry(id).or_insert_with(|| {
                    let forms = [1, 2].into_iter().filter_map(|k| row.get(k)).flat_map(|c| c.split(';'));
                    forms
                        .map(|f| words(f).iter().filter_map(|w| lexicon.stem_id(&stem::stem(w))).collect())
                        .filter(|f: &Vec<StemId>| !f.is_empty())
                        .collect()
                });
            }
        }
        for row in table::rows(include_str!("../../../data/names/places.tsv")) {
            let Some(id) = g.add(Sort::Place, &row, lexicon) else { continue };
            let country = row.get(2).and_then(|c| countries.get(c)).copied();
            g.known[id.0 as usize].country = country;
            let metonym = |form: &str| {
                let words = words(form);
                let forms = words.first().and_then(|w| g.english.get(w));
                forms
                    .into_iter()
                    .flatten()
                    .any(|f| f.usage == Use::Metonym && Some(f.id) == country && f.words == words)
            };
            if row[1].split(';').any(metonym) {
                g.capitals.insert(id);
            }
        }
        for row in table::rows(include_str!("../../../data/names/persons.tsv")) {
            let Some(id) = g.add(Sort::Person, &row, lexicon) else { continue };
            // A person is called by the surname alone as well.
            for form in row.get(1).into_iter().flat_map(|c| c.split(';')) {
                if let Some((_, last)) = form.rsplit_once(' ')
                    && last.len() > 3
                {
                    g.add_english(last, id, Use::Name);
                }
            }
        }
        for list in g.chinese.values_mut() {
            list.sort_by_key(|(chars, id)| (std::cmp::Reverse(chars.len()), *id));
        }
        g
    }

    fn add(&mut self, sort: Sort, row: &[&'static str], lexicon: &Lexicon) -> Option<NameId> {
        let [chinese, english, ..] = row else { return None };
        let id = NameId(self.known.len() as u32);
        let first = chinese.split_whitespace().next()?;
        self.known.push(Known {
            sort,
            chinese: first,
            english: english.split(';').next().unwrap_or_default(),
            country: None,
        });
        for form in chinese.split_whitespace() {
            let chars: Vec<char> = lexicon.fold_str(form).chars().collect();
            if let [first, second, ..] = chars[..] {
                self.chinese.entry([first, second]).or_default().push((chars, id));
            }
        }
        for form in english.split(';') {
            self.add_english(form, id, Use::Name);
        }
        Some(id)
    }

    fn add_english(&mut self, form: &'static str, id: NameId, usage: Use) {
        let form = form.trim();
        let words = words(form);
        if let Some(rest) = words.first().filter(|w| *w == "st" || *w == "saint").map(|_| {
            words[1..].iter().filter(|w| *w != "." && *w != "-").map(String::as_str).collect::<Vec<_>>()
        }) {
            for head in [&["st"][..], &["st", "."], &["st", "-"], &["saint"], &["saint", "-"]] {
                let words = head.iter().chain(&rest).map(|w| (*w).to_owned()).collect();
                self.add_form(form, words, id, usage);
            }
            return;
        }
        self.add_form(form, words, id, usage);
    }

    fn add_form(&mut self, form: &'static str, words: Vec<String>, id: NameId, usage: Use) {
        let Some(first) = words.first() else { return };
        if words.len() == 1 && stem::is_stopword(first) && form.bytes().any(|b| b.is_ascii_lowercase()) {
            return;
        }
        // Abbreviations are ordinary words in small letters: us, who, it.
        let short = form.len() <= 5 && form.bytes().all(|b| b.is_ascii_uppercase() || b == b'.');
        let forms = self.english.entry(first.clone()).or_default();
        if !forms.iter().any(|f| f.words == words && f.id == id) {
            forms.push(Form { words, exact: short.then_some(form), id, usage });
        }
    }

    /// A known name by its number.
    pub fn known(&self, id: NameId) -> &Known {
        &self.known[id.0 as usize]
    }

    /// The countries that a single character (folded) may stand for beside another such: 苏 the Soviet Union, Sudan.
    pub fn abbreviated(&self, c: char) -> &[NameId] {
        self.abbreviations.get(&c).map_or(&[], Vec::as_slice)
    }

    /// Whether the English name `en` renders the Chinese name `zh`: it is the same, or a place in that country.
    pub fn renders(&self, en: NameId, zh: NameId) -> bool {
        en == zh || self.known(en).country == Some(zh)
    }

    /// Whether the Chinese name `zh` accounts for the English name `en`: it is the same, a place in that country, or the country whose
    /// capital that is.
    pub fn accounts(&self, zh: NameId, en: NameId) -> bool {
        zh == en
            || self.known(zh).country == Some(en)
            || (self.known(en).country == Some(zh) && self.capitals.contains(&en))
    }

    /// Whether some gloss of a dictionary word names the country: 赴美, to go to the United States.
    pub fn glossed(&self, lexicon: &Lexicon, entry: crate::lexicon::EntryId, id: NameId) -> bool {
        let stems: Vec<StemId> = lexicon.stems(entry).collect();
        self.stems
            .get(&id)
            .is_some_and(|forms| forms.iter().any(|form| form.iter().all(|s| stems.binary_search(s).is_ok())))
    }

    /// The longest known name that the characters (folded) begin with: its length and the names it may stand for.
    pub fn chinese_at(&self, chars: &[char]) -> Option<(usize, Vec<NameId>)> {
        let list = self.chinese.get(chars.first_chunk::<2>()?)?;
        let len = list.iter().find(|(form, _)| chars.starts_with(form))?.0.len();
        let ids = list.iter().filter(|(f, _)| f.len() == len && chars.starts_with(f)).map(|(_, id)| *id);
        Some((len, ids.collect()))
    }

    /// Every known name of a Chinese text, longest first at each place, none inside another. A name whose end lies inside a
    /// dictionary word that began before it is chance (集中|东).
    pub fn in_chinese(&self, zh: &Chinese) -> Vec<Found> {
        let mut out = Vec::new();
        let mut next = 0;
        let mut words = zh.words().iter().peekable();
        for i in 0..zh.chars().len() {
            while words.next_if(|w| w.end as usize <= i).is_some() {}
            if i < next {
                continue;
            }
            let Some((len, ids)) = self.chinese_at(&zh.chars()[i..]) else { continue };
            let word = words.peek().map_or(i..i + 1, |w| w.start as usize..w.end as usize);
            // 和|政治 is no Hezheng.
            let last = zh.words().partition_point(|w| (w.start as usize) < i + len);
            let ends_inside = last > 0
                && zh.words()[last - 1].start as usize > i
                && zh.words()[last - 1].end as usize > i + len;
            // 集中|东部 is no Middle East; but where the cut leaves a single character (和美|国), the cut is wrong.
            let crosses = word.start < i
                && word.end < i + len
                && zh
                    .words()
                    .binary_search_by_key(&(word.end as u32), |w| w.start)
                    .is_ok_and(|k| zh.words()[k].end as usize > i + len);
            // A longer word (阿里|巴巴), or a longer transliteration (加泰|罗利|亚), is another name.
            let country = self.known(ids[0]).sort == Sort::Country;
            let longer = !country
                && ((word.end > i + len && !zh.chars().get(i + len).is_some_and(|c| GENERIC.contains(*c)))
                    || (len < 4 && (transliterates(zh, i.wrapping_sub(1)) || transliterates(zh, i + len))));
            // 和|政府, where the longest match takes the name first.
            let first = zh.matches().partition_point(|m| (m.start as usize) <= i);
            let particle = LINKING.contains(zh.chars()[i])
                && zh.matches()[first..]
                    .iter()
                    .take_while(|m| (m.start as usize) < i + len)
                    .any(|m| (m.start + m.len) as usize > i + len);
            if !crosses && !longer && !ends_inside && !particle {
                out.push(Found { range: i..i + len, ids, usage: Use::Name });
                next = i + len;
            }
        }
        out
    }

    /// Every known name of an English text, longest first at each place, none inside another.
    pub fn in_english(&self, en: &English) -> Vec<Found> {
        let mut out = Vec::new();
        let mut i = 0;
        while i < en.len() {
            let t = en.tokens()[i];
            let mut best: Option<Found> = None;
            if t.kind == Kind::Word && t.capital {
                for norm in [en.norm(i), en.norm(i).strip_suffix('s').unwrap_or_default()] {
                    for form in self.english.get(norm).into_iter().flatten() {
                        if !self.stands(en, i, form, norm) {
                            continue;
                        }
                        let range = i..i + form.words.len();
                        match &mut best {
                            Some(b) if b.range.len() > range.len() => {}
                            Some(b) if b.range.len() == range.len() => {
                                if !b.ids.contains(&form.id) {
                                    b.ids.push(form.id);
                                }
                                b.usage = b.usage.min(form.usage);
                            }
                            _ => best = Some(Found { range, ids: vec![form.id], usage: form.usage }),
                        }
                    }
                }
            }
            match best {
                Some(found) => {
                    i = found.range.end;
                    out.push(found);
                }
                None => i += 1,
            }
        }
        out
    }

    fn stands(&self, en: &English, at: usize, form: &Form, first: &str) -> bool {
        let plural = first != en.norm(at);
        if plural && form.words.len() > 1 {
            return false;
        }
        if let Some(exact) = form.exact {
            let original = en.original(at..(at + form.words.len()).min(en.len()));
            if original.trim_end_matches('.') != exact {
                return false;
            }
        }
        form.words.iter().enumerate().skip(1).all(|(k, w)| {
            let norm = en.norm(at + k);
            norm == w || (k + 1 == form.words.len() && norm.strip_suffix('s') == Some(w))
        })
    }
}

/// What kind of place it is: 湖北|省 names what 湖北 names.
const GENERIC: &str = "省市县区州乡镇村岛半群海河江湖山洋自特地";

/// Characters that begin some names of places, but far more often link what stands beside them.
const LINKING: &str = "和与同及在从到由向对为以把被将等并于";

/// Characters that transliterate foreign names and seldom stand alone.
const TRANSLITERATING: &str = "阿埃艾奥巴拜贝彼布查达戴丹德迪蒂丁顿厄恩尔法菲弗夫福盖戈格古圭哈赫胡基加杰捷卡凯坎柯科克库拉莱兰劳勒雷里利莉林隆卢鲁伦罗洛马玛迈曼梅米密莫默姆穆纳内尼娜诺努帕佩皮普奇乔切瑞萨塞沙舍施史斯思苏索塔泰坦特提图托瓦维韦温沃乌西希夏谢辛休雅亚耶叶伊因尤约扎詹兹佐滋";

/// Whether the character is one of a transliteration and in no dictionary word.
fn transliterates(zh: &Chinese, at: usize) -> bool {
    zh.chars().get(at).is_some_and(|c| TRANSLITERATING.contains(*c))
        && zh
            .words()
            .binary_search_by_key(&(at as u32), |w| w.start)
            .is_ok_and(|k| zh.words()[k].end as usize == at + 1)
}

/// Words and marks of an English form, cut as [`English`] cuts a text (which costs too much for ten thousand forms).
fn words(form: &str) -> Vec<String> {
    let plain: String = if form.is_ascii() {
        form.to_ascii_lowercase()
    } else {
        form.nfkd()
            .filter(|c| !is_combining_mark(*c))
            .map(|c| if matches!(c, '’' | '‘') { '\'' } else { c })
            .flat_map(char::to_lowercase)
            .collect()
    };
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for c in plain.chars() {
        let inside = c.is_alphabetic() || (c == '\'' && open);
        if inside && open {
            if let Some(last) = out.last_mut() {
                last.push(c);
            }
        } else if !c.is_whitespace() {
            out.push(c.to_string());
        }
        open = inside;
    }
    out
}
