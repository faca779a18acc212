Whole texts as JSON Lines: findings in the order of the lines, named by the id of their text.

  $ cat >texts.jsonl <<END
  > {"id": "a", "source": "左岸的堤防需要加固。\n\n会议到此结束。", "target": "The 堤防 on the left bank need to be strengthened.\n\nThe meeting ended here."}
  > {"id": 2, "source": "会议到此结束。", "target": "The meeting ended here."}
  > 
  > {"id": "c", "source": "会议到此结束。", "target": "The 会议 ended here."}
  > END
  $ duikan audit --documents - --check untranslated --output - --format jsonl <texts.jsonl | cut -d , -f 2-4
  $ duikan audit --documents texts.jsonl --check untranslated | cut -d , -f 2-4,9-10
  $ duikan audit --documents texts.jsonl --check untranslated --fail-on minor >out.csv
  $ duikan audit --documents texts.jsonl -o report
  $ duikan audit --documents nowhere.jsonl

A bad line is answered in its place.

  $ (head -1 texts.jsonl; echo '{"id": "b"}'; echo '{"id": "x", "source": "none", "target": "none"}'; tail -1 texts.jsonl) >bad.jsonl
  $ duikan audit --documents bad.jsonl --check untranslated --format jsonl | cut -d , -f 1-3
  $ duikan audit --documents bad.jsonl --check untranslated >out.csv; wc -l <out.csv
  $ (sed -n 2p pairs.jsonl; echo '[]'; sed -n 2p pairs.jsonl) | duikan audit --pairs - --check untranslated --format jsonl | cut -d , -f 1-3
