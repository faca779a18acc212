//! Term bases in all their forms give the same entries, and errors name file and line.

use std::fs;
use std::path::PathBuf;

use duikan::glossary::{Entry, Glossary, read};
use duikan::lexicon::Lexicon;
use duikan::text::Chinese;

/// A file of that name and content in a folder of its own.
struct File {
    folder: tempfile::TempDir,
    name: &'static str,
}

impl File {
    fn new(name: &'static str, content: impl AsRef<[u8]>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), content).unwrap();
        Self { folder, name }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join(self.name)
    }

    fn entries(&self) -> Vec<Entry> {
        read(&self.path()).unwrap_or_else(|e| panic!("{e}")).0
    }

    /// The error without the folder.
    fn error(&self) -> String {
        let error = read(&self.path()).unwrap_err().to_string();
        error.replace(&format!("{}/", self.folder.path().display()), "")
    }
}

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|t| (*t).to_owned()).collect()
}

fn expected(lines: [usize; 3]) -> Vec<Entry> {
    vec![
        Entry {
            sources: texts(&["照会"]),
            targets: texts(&["note", "diplomatic note"]),
            forbidden: texts(&["letter"]),
            note: "never “letter”".to_owned(),
            line: lines[0],
        },
        Entry {
            sources: texts(&["代表团团长"]),
            targets: texts(&["head of delegation"]),
            line: lines[1],
            ..Entry::default()
        },
        Entry {
            sources: texts(&["反革命"]),
            forbidden: texts(&["reactionary"]),
            line: lines[2],
            ..Entry::default()
        },
    ]
}

#[test]
fn tables() {
    let csv = "source,target,forbidden,note,status\n\
               照会,note|diplomatic note,letter,never “letter”,approved\n\
               公报,bulletin,,,candidate\n\
               代表团团长,head of  delegation\n\
               反革命,reactionary,,,forbidden\n";
    // Entries keep their text as written; matching makes the spaces one.
    let tidy = |mut entries: Vec<Entry>| {
        for t in entries.iter_mut().flat_map(|e| &mut e.targets) {
            *t = t.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        entries
    };
    assert_eq!(tidy(File::new("t.csv", csv).entries()), expected([2, 4, 5]));
    assert_eq!(
        tidy(File::new("t.CSV", format!("\u{feff}{}", csv.replace('\n', "\r\n"))).entries()),
        expected([2, 4, 5])
    );
    assert_eq!(tidy(File::new("t.csv", csv.replace(',', ";")).entries()), expected([2, 4, 5]), "semicolons");
    let tsv = csv.replace(',', "\t").replace('|', "; ");
    assert_eq!(tidy(File::new("t.tsv", &tsv).entries()), expected([2, 4, 5]));
    let moved = "Status,Note,Target,Source,Extra\n,never “letter”,note;diplomatic note,照会,x\n";
    let mut first = expected([2, 0, 0]).remove(0);
    first.forbidden.clear();
    assert_eq!(File::new("t.csv", moved).entries(), [first]);
    let quoted = "source,target,note\n甲方,\"Party A\",\"two\nlines\"\n乙方,\"Party \"\"B\"\"\",\n";
    let entries = File::new("t.csv", quoted).entries();
    assert_eq!((entries[0].note.as_str(), entries[1].targets[0].as_str()), ("two lines", "Party \"B\""));
    assert_eq!(entries[1].line, 4);
}

const V2: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><martifHeader><note>x</note></martifHeader><text><body>
<termEntry id="1"><note>never &#8220;letter&#x201D;</note>
 <langSet xml:lang="en-GB">
  <tig><term>letter</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
  <tig><term>diplomatic note</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></tig>
  <ntig><termGrp><term>note</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp></ntig>
  <tig><term>missive</term><termNote type="administrativeStatus">candidate</termNote></tig>
 </langSet>
 <langSet xml:lang="zh-Hans"><tig><term>照会</term></tig></langSet>
 <langSet xml:lang="fr"><tig><term>note verbale</term></tig></langSet>
</termEntry>
<termEntry><langSet xml:lang="zh"><tig><term>代表团团长</term></tig></langSet>
 <langSet xml:lang="en"><tig><term>head of <hi>delegation</hi></term></tig></langSet></termEntry>
<termEntry><langSet xml:lang="zh"><tig><term>反革命</term></tig></langSet>
 <langSet xml:lang="en"><tig><term>reactionary</term><termNote type="administrativeStatus">supersededTerm</termNote></tig></langSet></termEntry>
<termEntry><langSet xml:lang="en"><tig><term>only English</term></tig></langSet></termEntry>
</body></text></martif>
"#;

const V3: &str = r#"<?xml version="1.0"?>
<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<text><body>
<conceptEntry id="c1"><basic:usageNote>never “letter”</basic:usageNote>
 <langSec xml:lang="zh"><termSec><term>照会</term></termSec></langSec>
 <langSec xml:lang="en"><termSec><term>note</term></termSec><termSec><term>diplomatic note</term></termSec>
  <termSec><term>letter</term><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec></langSec>
</conceptEntry>
<conceptEntry id="c2"><langSec xml:lang="zh-CN"><termSec><term>代表团团长</term></termSec></langSec>
 <langSec xml:lang="en"><termSec><term><![CDATA[head of delegation]]></term></termSec></langSec></conceptEntry>
<conceptEntry id="c3"><langSec xml:lang="zh"><termSec><term>反革命</term></termSec></langSec>
 <langSec xml:lang="en"><termSec><term>reactionary</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termSec></langSec></conceptEntry>
</body></text></tbx>
"#;

#[test]
fn tbx() {
    assert_eq!(File::new("t.tbx", V3).entries(), expected([4, 9, 11]));
    assert_eq!(File::new("t.tbx", V2).entries(), expected([4, 14, 16]));
    let utf16: Vec<u8> =
        "\u{feff}".encode_utf16().chain(V2.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    if let Ok((entries, _)) = read(&File::new("t.tbx", utf16).path()) {
        assert_eq!(entries.len(), 3);
    }
}

#[test]
fn errors_name_file_and_line() {
    let error = |name, content: &str| File::new(name, content).error();
    assert_eq!(
        error("t.csv", "zh,en\n甲,A\n"),
        "t.csv:1: no column `source`: begin the file with the header source,target,forbidden,note,status (the last three may be left out)"
    );
    assert_eq!(
        error("t.tsv", "source\ttarget\n甲\tA\n\n乙\n"),
        "t.tsv:4: no rendering of 乙: fill in the target, or give the row the status `candidate`"
    );
    assert_eq!(
        error("t.csv", "source,target\nnote,照会\n"),
        "t.csv:2: the source term is English and the target Chinese: exchange the names of the two columns"
    );
    assert_eq!(
        error("t.csv", "source,target\n,note\n"),
        "t.csv:2: an entry without source term: fill it in or take the row out"
    );
    assert_eq!(
        error("t.xlsx", "PK"),
        "t.xlsx: not a kind of glossary that is known: `.xlsx`: give a .csv, .tsv or .tbx file"
    );
    assert_eq!(
        error("t.tbx", "<html>\n</html>\n"),
        "t.tbx:1: no TBX file: export the term base as TBX-Basic, or as CSV"
    );
    assert!(error("t.tbx", "<martif>\n<text>\n</martif>").starts_with("t.tbx:3: not XML: "));
    assert!(error("t.tbx", "<martif>\n<text>\n").starts_with("t.tbx:3: not XML: "));
    assert!(
        error("t.tbx", "<martif>\n<note>&own;</note></martif>")
            .starts_with("t.tbx:2: unknown entity `&own;`")
    );
}

fn glossary(rows: &[(&str, &str)]) -> Glossary {
    let entries: Vec<Entry> = rows
        .iter()
        .map(|(s, t)| Entry { sources: texts(&[s]), targets: texts(&[t]), ..Entry::default() })
        .collect();
    Glossary::new(&entries, Lexicon::embedded())
}

#[track_caller]
fn found(glossary: &Glossary, text: &str, expected: &[&str]) {
    let zh = Chinese::new(text, Lexicon::embedded());
    let found = glossary.find(&zh, Lexicon::embedded());
    let found: Vec<&str> = found.into_iter().map(|f| zh.original(f.range)).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn source_terms() {
    let terms = glossary(&[
        ("中央委员会", "Central Committee"),
        ("中国共产党中央委员会", "CPC Central Committee"),
        ("照會", "note"),
        ("确立", "establish"),
    ]);
    found(&terms, "中国共产党中央委员会同中央委员会", &["中国共产党中央委员会", "中央委员会"]);
    found(&terms, "递交照会，又一份照會", &["照会", "照會"]);
    found(&terms, "政策的确立；已经确立了", &["确立", "确立"]);
    let crossed =
        glossary(&[("卫生部", "Ministry of Health"), ("被告", "defendant"), ("过失", "negligence")]);
    found(&crossed, "卫生部门；卫生部长；卫生部的人", &["卫生部"]);
    found(&crossed, "他被告知；被告知道；被告认罪", &["被告", "被告"]);
    found(&crossed, "曾训练过失踪的人；因过失致人死亡", &["过失"]);
    let words = glossary(&[("主席", "chairman"), ("公社", "commune")]);
    found(&words, "主席团推举主席", &["主席"]);
    found(&words, "人民公社和公社", &["公社", "公社"]);
}

#[test]
fn entries_of_one_term_are_one() {
    let entries = [
        Entry {
            sources: texts(&["照会"]), targets: texts(&["note"]), note: "a".into(), ..Entry::default()
        },
        Entry {
            sources: texts(&["照會"]),
            targets: texts(&["Note", "démarche"]),
            forbidden: texts(&["note", "letter"]),
            note: "b".into(),
            ..Entry::default()
        },
    ];
    let glossary = Glossary::new(&entries, Lexicon::embedded());
    let [term] = glossary.terms() else { panic!("one term") };
    let texts = |p: &[duikan::glossary::Phrase]| p.iter().map(|p| p.text().to_owned()).collect::<Vec<_>>();
    assert_eq!(texts(&term.targets), ["note", "Note", "démarche"]);
    assert_eq!(texts(&term.forbidden), ["letter"]);
    assert_eq!(term.note, "a; b");
}
