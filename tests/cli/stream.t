Whole texts as JSON Lines: findings in the order of the lines, named by the id of their text.

  $ cat >texts.jsonl <<END
  > {"id": "a", "source": "左岸的堤防需要加固。\n\n会议到此结束。", "target": "The 堤防 on the left bank need to be strengthened.\n\nThe meeting ended here."}
  > {"id": 2, "source": "会议到此结束。", "target": "The meeting ended here."}
  > 
  > {"id": "c", "source": "会议到此结束。", "target": "The 会议 ended here."}
  > END
  $ duikan audit --documents - --check untranslated --output - --format jsonl <texts.jsonl | cut -d , -f 2-4
  "document":"a","segment":"P1","check":"untranslated"
  "document":"c","segment":"P1","check":"untranslated"
  $ duikan audit --documents texts.jsonl --check untranslated | cut -d , -f 2-4,9-10
  document,segment,check,source_line,target_line
  a,P1,untranslated,1,1
  c,P1,untranslated,1,1
  $ duikan audit --documents texts.jsonl --check untranslated --fail-on minor >out.csv
  [1]
  $ duikan audit --documents texts.jsonl -o report
  ! duikan: --documents writes csv or jsonl to standard output: leave --output out, or audit a folder of documents
  [2]
  $ duikan audit --documents nowhere.jsonl
  ! duikan: nowhere.jsonl: cannot read: no such file or folder: check the name and the folder
  [2]

A bad line is answered in its place.

  $ (head -1 texts.jsonl; echo '{"id": "b"}'; echo '{"id": "x", "source": "none", "target": "none"}'; tail -1 texts.jsonl) >bad.jsonl
  $ duikan audit --documents bad.jsonl --check untranslated --format jsonl | cut -d , -f 1-3
  {"id":"f58c042a77f4845d7","document":"a","segment":"P1"
  {"line":2,"error":"missing field `source`: write {\"id\": …, \"source\": \"…\"
  {"line":3,"id":"x","error":"holds no Chinese text: name the Chinese original first
  {"id":"fa80c3f35c2f0f488","document":"c","segment":"P1"
  ! duikan: bad.jsonl: 2 lines could not be audited, all others were
  $ duikan audit --documents bad.jsonl --check untranslated >out.csv; wc -l <out.csv
  3
  ! duikan: bad.jsonl:2: missing field `source`: write {"id": …, "source": "…", "target": "…"} on each line
  ! duikan: bad.jsonl:3: holds no Chinese text: name the Chinese original first, then its translation
  ! duikan: bad.jsonl: 2 lines could not be audited, all others were
  $ (sed -n 2p pairs.jsonl; echo '[]'; sed -n 2p pairs.jsonl) | duikan audit --pairs - --check untranslated --format jsonl | cut -d , -f 1-3
  {"id":"f58c042a77f4845d7","document":"standard input","segment":"b"
  {"line":2,"error":"invalid length 0, expected struct Line with 4 elements: write {\"id\": …
  {"id":"f58c042a77f4845d7","document":"standard input","segment":"b"
  ! duikan: standard input: 1 line could not be audited, all others were

What a line may ask for is limited by the configuration.

  $ printf '[limits]\nparagraph = 40\n' >limits.toml
  $ (sed -n 2p pairs.jsonl; head -1 texts.jsonl) | duikan audit --pairs - --config limits.toml --check untranslated --format jsonl | cut -d , -f 1-3
  {"line":1,"id":"b","error":"a paragraph of more than 40 characters: check that it is text; raise `paragraph` under [limits] in duikan.toml if it is"}
  {"line":2,"id":"a","error":"a paragraph of more than 40 characters: check that it is text; raise `paragraph` under [limits] in duikan.toml if it is"}
  ! duikan: standard input: 2 lines could not be audited, all others were
  $ duikan audit --documents texts.jsonl --config limits.toml --check untranslated --format jsonl | cut -d , -f 1-3
  {"line":1,"id":"a","error":"a paragraph of more than 40 characters: check that it is text; raise `paragraph` under [limits] in duikan.toml if it is"}
  {"id":"fa80c3f35c2f0f488","document":"c","segment":"P1"
  ! duikan: texts.jsonl: 1 line could not be audited, all others were
