The report folder: every file, the summary, and the same bytes again.

  $ duikan audit --pairs pairs.jsonl --check untranslated
  pairs.jsonl: 3 findings in 4 pairs
  2 major · 1 minor
  untranslated 3
  
  major untranslated pairs.jsonl:2 confidence 0.90
      堤防 is left in Chinese; it means “dike”.
      左岸的堤防需要加固。
            ^^^^
      The 堤防 on the left bank need to be strengthened.
          ^^^^
  
  major untranslated pairs.jsonl:5 confidence 0.90
      堤防 is left in Chinese; it means “dike”.
      左岸的堤防需要加固。
            ^^^^
      The 堤防 on the left bank need to be strengthened.
          ^^^^
  
  minor untranslated pairs.jsonl:4 confidence 0.90
      谈 is left in Chinese; it means “to speak”.
      我们今天就谈到这里吧。
                ^^
      Let us 谈 here for today.
             ^^
  
  Report: pairs.jsonl.duikan/report.html
  Decide on them: duikan review pairs.jsonl.duikan
  $ ls -A pairs.jsonl.duikan
  alignment.csv
  findings.csv
  findings.jsonl
  report.html
  summary.json
  $ cat pairs.jsonl.duikan/summary.json
  {
    "duikan": "0.1.0",
    "dictionary": [
      "source: cedict_ts.u8 2026-05-20T06:06:55Z 124935 lines",
      "entries: 120596",
      "stems: 30185"
    ],
    "document": "pairs.jsonl",
    "inputs": [
      {
        "name": "pairs.jsonl",
        "bytes": 490,
        "encoding": "UTF-8",
        "sha256": "29a625e31804f9b1cc82c92b8ed62e996ae9d6b65aa723b39a9797ac13b65928"
      }
    ],
    "options": {
      "checks": [
        "untranslated"
      ],
      "min_confidence": 0.5
    },
    "beads": {
      "paragraph": {
        "1-1": 4
      }
    },
    "findings": 3,
    "by_severity": {
      "critical": 0,
      "major": 2,
      "minor": 1,
      "neutral": 0
    },
    "by_check": {
      "untranslated": 3
    },
    "by_status": {
      "open": 3,
      "accepted": 0,
      "dismissed": 0,
      "fixed": 0
    }
  }
  $ od -An -tx1 -N 6 pairs.jsonl.duikan/findings.csv
   ef bb bf 69 64 2c
  $ cut -d , -f 2-6 pairs.jsonl.duikan/findings.csv
  document,segment,check,category,its_type
  pairs.jsonl,b,untranslated,untranslated,untranslated
  talk,b,untranslated,untranslated,untranslated
  talk,c,untranslated,untranslated,untranslated
  $ cat pairs.jsonl.duikan/alignment.csv
  ﻿bead,level,kind,role,score,confidence,source_line,target_line,source_text,target_text
  1,paragraph,1-1,body,,1.00,1,1,他们没有提出任何新的东西。,They put forward nothing new.
  b,paragraph,1-1,body,,1.00,2,2,左岸的堤防需要加固。,The 堤防 on the left bank need to be strengthened.
  c,paragraph,1-1,body,,1.00,4,4,我们今天就谈到这里吧。,Let us 谈 here for today.
  b,paragraph,1-1,body,,1.00,5,5,左岸的堤防需要加固。,The 堤防 on the left bank need to be strengthened.
  $ cp -r pairs.jsonl.duikan first; duikan audit --pairs pairs.jsonl --check untranslated --quiet; diff -r first pairs.jsonl.duikan
  $ mkdir elsewhere; cp pairs.jsonl elsewhere; duikan audit --pairs elsewhere/pairs.jsonl --check untranslated -q -o a/b/c; diff -r first a/b/c

A document gives the same bytes however many cores there are, and again into the same folder.

  $ duikan audit minutes.txt -q -o one; RAYON_NUM_THREADS=1 duikan audit minutes.txt -q -o two; diff -r one two
  $ duikan audit minutes.txt -q -o two; diff -r one two
  $ wc -l <one/findings.jsonl >lines; tail -n +2 one/findings.csv | grep -c '^f' | diff -b - lines

Cells that a spreadsheet would run are made safe; JSON Lines have them as they are.

  $ printf '%s\n' '{"id": "=1+1", "source": "=左岸的堤防。", "target": "-The 堤防 on the left bank."}' >formula.jsonl
  $ duikan audit --pairs formula.jsonl --check untranslated -q; cut -d , -f 3,15- formula.jsonl.duikan/findings.csv; grep -o '"source_text.*' formula.jsonl.duikan/findings.jsonl
  segment,source_text,target_text,status,comment
  '=1+1,'=左岸的堤防。,'-The 堤防 on the left bank.,,
  "source_text":"=左岸的堤防。","target_text":"-The 堤防 on the left bank.","status":"","comment":""}

Output that cannot be written leaves nothing behind.

  $ duikan audit --pairs pairs.jsonl -o pairs.csv
  ! duikan: pairs.csv: cannot write: is a file, not a folder: choose another --output
  [2]
  $ duikan audit --pairs pairs.jsonl -o pairs.csv/report
  ! duikan: pairs.csv/report: cannot write: a file stands where a folder is needed: choose another --output
  [2]
  $ mkdir -p taken/alignment.csv; duikan audit --pairs pairs.jsonl -o taken
  ! duikan: taken/alignment.csv: cannot write: a folder of that name is in the way: choose another --output
  [2]
  $ ls -A taken
  alignment.csv

A disk that is full, here a limit on the size of files, leaves the earlier report whole, and nothing else behind.

  $ duikan audit minutes.txt -q -o full && cp -r full before
  $ (trap '' XFSZ; ulimit -f 24; duikan audit minutes.txt -q -o full --min-confidence 0) 2>&1 | cut -d : -f 3-
   cannot write: File too large (os error 27): check that the disk is there and has room
  $ diff -r before full && ls -A full
  alignment.csv
  findings.csv
  findings.jsonl
  report.html
  summary.json

So does a folder that went away while it was in use.

  $ mkdir gone && cd gone && rmdir ../gone && duikan audit "$OLDPWD"/minutes.txt -q
  ! duikan: minutes.txt.duikan: cannot write: no such file or folder: check the name and the folder
  [2]
