A re-run keeps what a reviewer wrote.

  $ duikan audit --pairs pairs.jsonl --check untranslated -q -o report; cut -d , -f 3,17- report/findings.csv
  segment,status,comment
  b,,
  b,,
  c,,
  $ sed -i '2s/,,\r$/,Dismissed,"a name, kept"\r/' report/findings.csv
  $ duikan audit --pairs pairs.jsonl --check untranslated -o report | head -1; cut -d , -f 3,17- report/findings.csv
  pairs.jsonl: 2 findings in 4 pairs, 1 dismissed
  segment,status,comment
  b,dismissed,"a name, kept"
  b,,
  c,,
  $ ls report
  alignment.csv
  findings.csv
  findings.jsonl
  report.html
  summary.json

A dismissed finding does not count for --fail-on.

  $ head -3 pairs.jsonl >one.jsonl; sed -i 2p one.jsonl; duikan audit --pairs one.jsonl --check untranslated -q -o one --fail-on minor
  [1]
  $ sed -i 's/,,\r$/,dismissed,\r/' one/findings.csv; duikan audit --pairs one.jsonl --check untranslated -o one --fail-on minor
  one.jsonl: 0 findings in 3 pairs, 2 dismissed
  since the last report: 0 new · 0 no longer found · 0 still open
  
  Report: one/report.html

A spreadsheet may have saved the table in its own way.

  $ { printf 'status\tid\n'; sed 1d one/findings.csv | cut -d , -f 1 | sed 's/^/accepted\t/'; } | iconv -f UTF-8 -t UTF-16 >table; cp table one/findings.csv
  $ duikan audit --pairs one.jsonl --check untranslated -q -o one --fail-on minor; cut -d , -f 3,17- one/findings.csv
  segment,status,comment
  b,accepted,
  b,accepted,

A decision whose finding is gone is kept, and counts again when the finding is back.

  $ duikan audit --pairs one.jsonl --check apparatus -q -o one; cut -d , -f 2- one/findings.csv; cut -d , -f 2- one/decisions.csv
  document,segment,check,category,its_type,severity,confidence,source_line,target_line,source_quote,target_quote,message,suggestion,source_text,target_text,status,comment
  status,comment
  accepted,
  accepted,
  $ duikan audit --pairs one.jsonl --check untranslated -q -o one; cut -d , -f 3,17- one/findings.csv
  segment,status,comment
  b,accepted,
  b,accepted,

A table that cannot be read is an error, and stays as it is.

  $ echo 'status,comment' >one/findings.csv; duikan audit --pairs one.jsonl --check untranslated -o one; cat one/findings.csv
  status,comment
  ! duikan: one/findings.csv: cannot read the decisions of the earlier report: no column `id`: mend it, move it away, or choose another --output (nothing was overwritten)
  $ printf 'PK\003\004\000\377' >one/findings.csv; duikan audit --pairs one.jsonl --check untranslated -o one
  ! duikan: one/findings.csv: cannot read the decisions of the earlier report: no column `id`: mend it, move it away, or choose another --output (nothing was overwritten)
  [2]
  $ ls -A one
  alignment.csv
  decisions.csv
  findings.csv
  findings.jsonl
  report.html
  summary.json

What is new, fixed and still open since the last report.

  $ duikan audit --pairs pairs.jsonl --check untranslated -q -o changed; sed 's/Let us 谈 here/Let us stop here/' pairs.jsonl >next; mv next pairs.jsonl
  $ duikan audit --pairs pairs.jsonl --check untranslated -o changed | sed -n '1p;/since/p'
  pairs.jsonl: 2 findings in 4 pairs
  since the last report: 0 new · 1 no longer found · 2 still open
  $ duikan audit --pairs pairs.jsonl --check apparatus -o changed | sed -n '1p;/since/p'
  pairs.jsonl: 0 findings in 4 pairs
  since the last report: 0 new · 0 no longer found · 0 still open

Decisions that a team shares, on standard output too.

  $ duikan audit --pairs pairs.jsonl --check untranslated -q -o team; { echo id,status,comment; sed -n 2p team/findings.csv | sed 's/,.*/,dismissed,house style/'; } >shared.csv
  $ duikan audit --pairs pairs.jsonl --check untranslated --decisions shared.csv -o team | sed -n '1p;/since/p'
  pairs.jsonl: 1 finding in 4 pairs, 1 dismissed
  since the last report: 0 new · 0 no longer found · 1 still open
  $ duikan audit --pairs pairs.jsonl --check untranslated --decisions shared.csv -o - | cut -d , -f 3,17-
  segment,status,comment
  b,dismissed,house style
  b,,
  $ duikan audit --pairs pairs.jsonl --check untranslated --decisions nowhere.csv -o team
  ! duikan: nowhere.csv: cannot read: no such file or folder: check the name and the folder
  [2]
