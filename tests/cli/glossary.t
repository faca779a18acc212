Glossaries: forbidden, missing, capitals; candidates are ignored; the note stands in the message.

  $ printf 'source,target,forbidden,note,status\n照会,note,letter,never a letter,\n团长,head of delegation|delegation head,,,approved\n公报,bulletin,,,candidate\n中央委员会,Central Committee,,,\n' >terms.csv
  $ printf '{"id":"a","source":"大使递交了照会。","target":"The ambassador handed over a letter."}\n{"id":"b","source":"代表团团长讲了话。","target":"The leader of the team spoke."}\n{"id":"c","source":"代表团团长讲了话。","target":"The delegation heads spoke."}\n{"id":"d","source":"双方发表公报。","target":"The sides issued a communiqué."}\n{"id":"e","source":"中央委员会开会。","target":"The central committee met."}\n' >p.jsonl
  $ duikan audit --pairs p.jsonl --glossary terms.csv --check terminology --output - | cut -d , -f 3,4,7,8,11-14
  segment,check,severity,confidence,source_quote,target_quote,message,suggestion
  a,terminology,major,0.90,照会,letter,The glossary forbids “letter” for 照会 (never a letter); it approves “note”.,note
  b,terminology,major,0.55,团长,,The glossary renders 团长 as “head of delegation”; the translation does not say so.,head of delegation
  e,terminology,minor,0.65,中央委员会,central committee,The glossary writes “Central Committee” for 中央委员会; the translation has “central committee”.,Central Committee

A second glossary; what one approves the other does not forbid; a term base in TBX.

  $ printf 'source\ttarget\n照会\tletter\n' >more.tsv
  $ duikan audit --pairs p.jsonl --glossary terms.csv --glossary more.tsv --check terminology --output - | cut -d , -f 3
  segment
  b
  e
  $ printf '<tbx type="TBX-Basic"><text><body><conceptEntry><langSec xml:lang="zh"><termSec><term>公报</term></termSec></langSec>\n<langSec xml:lang="en"><termSec><term>bulletin</term></termSec></langSec></conceptEntry></body></text></tbx>\n' >terms.tbx
  $ duikan audit --pairs p.jsonl --glossary terms.tbx --check terminology --output - | cut -d , -f 3,13
  segment,message
  a,照会 is “diplomatic note”; the translation says “letter”. A note is a formal act between governments.
  d,The glossary renders 公报 as “bulletin”; the translation says “communiqué”.

Errors.

  $ duikan audit --pairs p.jsonl --glossary nowhere.csv
  ! duikan: nowhere.csv: cannot read: no such file or folder: check the name and the folder
  [2]
  $ printf 'source,target\n照会,note\n公报\n' >bad.csv
  $ duikan audit --pairs p.jsonl --glossary bad.csv
  ! duikan: bad.csv:3: no rendering of 公报: fill in the target, or give the row the status `candidate`
  [2]
  $ duikan audit --pairs p.jsonl --glossary p.jsonl
  ! duikan: p.jsonl: not a kind of glossary that is known: `.jsonl`: give a .csv, .tsv or .tbx file
  [2]
  $ ls -d *.duikan
  ! ls: cannot access '*.duikan': No such file or directory
  [2]
