Pairs from a file: rows in report order, repeats with an ordinal, the document that a pair names.

  $ duikan audit --pairs pairs.jsonl --output - --check untranslated --format jsonl | cut -d , -f 1-4
  {"id":"f58c042a77f4845d7","document":"pairs.jsonl","segment":"b","check":"untranslated"
  {"id":"f58c042a77f4845d7-2","document":"talk","segment":"b","check":"untranslated"
  {"id":"fcb6b9c4f8a843a77","document":"talk","segment":"c","check":"untranslated"

The same columns as CSV, in the order of the contract, without byte order mark; cells that hold commas and quotes are quoted.

  $ duikan audit --pairs pairs.csv --output - --check untranslated | cut -d , -f 2-
  document,segment,check,category,its_type,severity,confidence,source_line,target_line,source_quote,target_quote,message,suggestion,source_text,target_text,status,comment
  pairs.csv,b,untranslated,untranslated,untranslated,major,0.90,2,2,堤防,堤防,堤防 is left in Chinese; it means “dike”.,dike,左岸的堤防据说需要加固。,"The 堤防 on the left bank, it is said, need to be strengthened.",,
  $ duikan audit --pairs pairs.tsv --output - --check untranslated | cut -d , -f 2-
  document,segment,check,category,its_type,severity,confidence,source_line,target_line,source_quote,target_quote,message,suggestion,source_text,target_text,status,comment
  pairs.tsv,b,untranslated,untranslated,untranslated,major,0.90,2,2,堤防,堤防,堤防 is left in Chinese; it means “dike”.,dike,他说：“左岸的堤防需要加固。”,"""The 堤防 on the left bank need to be strengthened,"" he said.",,

Nothing found: a header, and status 0.

  $ duikan audit --pairs pairs.jsonl --output - --check apparatus
  id,document,segment,check,category,its_type,severity,confidence,source_line,target_line,source_quote,target_quote,message,suggestion,source_text,target_text,status,comment
  $ duikan audit --pairs pairs.jsonl --output - --check apparatus --format jsonl

Status 1 at or above --fail-on.

  $ duikan audit --pairs pairs.jsonl --output - --check untranslated --fail-on minor >out.csv; echo $?
  1
  $ duikan audit --pairs pairs.jsonl --output - --check untranslated --fail-on critical >out.csv; echo $?
  0
  $ duikan audit --pairs pairs.jsonl -o report --check untranslated --fail-on minor --quiet
  [1]

From standard input each line stands alone, in the order of the lines, and standard output is the default.

  $ duikan audit --pairs - --check untranslated --format jsonl --output - <pairs.jsonl | cut -d , -f 1-4
  {"id":"f58c042a77f4845d7","document":"standard input","segment":"b","check":"untranslated"
  {"id":"fcb6b9c4f8a843a77","document":"standard input","segment":"c","check":"untranslated"
  {"id":"f58c042a77f4845d7","document":"standard input","segment":"b","check":"untranslated"
  $ duikan audit --pairs - --check untranslated <pairs.jsonl | cut -d , -f 3,4
  segment,check
  b,untranslated
  c,untranslated
  b,untranslated
  $ duikan audit --pairs - </dev/null
  id,document,segment,check,category,its_type,severity,confidence,source_line,target_line,source_quote,target_quote,message,suggestion,source_text,target_text,status,comment

A bad line of a file: nothing is done.

  $ (head -1 pairs.jsonl; echo 'not JSON') >bad.jsonl; duikan audit --pairs bad.jsonl
  ! duikan: bad.jsonl:2: not JSON from column 2 on: write {"id": …, "source": "…", "target": "…"} on each line
  [2]
  $ printf 'id,source\n1,2\n' >bad.csv; duikan audit --pairs bad.csv
  ! duikan: bad.csv:1: no column `target`: begin the file with the header id,source,target
  [2]
  $ printf 'id,source,target\n1,2,3\n4,5\n' >bad.csv; duikan audit --pairs bad.csv
  ! duikan: bad.csv:3: no `target` in this row: give every row as many cells as the header
  [2]
  $ printf 'id\tsource\ttarget\n1\t2\n' >bad.tsv; duikan audit --pairs bad.tsv
  ! duikan: bad.tsv:2: no `target` in this row: give every row as many cells as the header
  [2]
  $ : >bad.jsonl; duikan audit --pairs bad.jsonl
  ! duikan: bad.jsonl: no pairs in the file: check that it is the right one
  [2]
  $ duikan audit --pairs minutes.txt
  ! duikan: minutes.txt: not a kind of pairs file that is known: `.txt`: give a .jsonl, .csv, .tsv, .tmx or .xlf file
  [2]
  $ duikan audit --pairs nowhere.jsonl
  ! duikan: nowhere.jsonl: cannot read: no such file or folder: check the name and the folder
  [2]
  $ ls | grep -F .duikan
  [1]

A reader that has read enough is no error.

  $ (duikan audit --pairs pairs.jsonl --output - --check untranslated; echo $? >status) | true; cat status
  0
  $ (duikan checks; echo $? >status) | true; cat status
  0

Output that cannot be written is one.

  $ if [ -e /dev/full ]; then duikan checks >/dev/full; else echo 'duikan: standard output: cannot write' >&2; exit 2; fi
  ! duikan: standard output: cannot write: No space left on device (os error 28): check that the disk has room
  [2]
