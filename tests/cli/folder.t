A folder: pairs of files by their names, single files, folders in it; a report each, and an overview. What is no document is passed over.

  $ mkdir -p docs/deep; mv minutes.txt docs/; cp pairs.jsonl docs/
  $ printf '左岸的堤防需要加固。\n' >docs/deep/dike.zh.txt; printf 'The 堤防 on the left bank need to be strengthened.\n' >docs/deep/dike.en.txt
  $ duikan audit docs --check untranslated
  docs: 2 findings in 2 documents
  2 major
  untranslated 2
  
    deep/dike: 1 major
    minutes.txt: 1 major
  1 file is no document
  
  Overview: docs.duikan/index.html
  $ find docs.duikan -type f -not -path '*/.names/*' | sort
  docs.duikan/.done.tsv
  docs.duikan/deep/dike.duikan/alignment.csv
  docs.duikan/deep/dike.duikan/findings.csv
  docs.duikan/deep/dike.duikan/findings.jsonl
  docs.duikan/deep/dike.duikan/report.html
  docs.duikan/deep/dike.duikan/summary.json
  docs.duikan/index.html
  docs.duikan/minutes.txt.duikan/alignment.csv
  docs.duikan/minutes.txt.duikan/findings.csv
  docs.duikan/minutes.txt.duikan/findings.jsonl
  docs.duikan/minutes.txt.duikan/report.html
  docs.duikan/minutes.txt.duikan/summary.json
  docs.duikan/names.csv
  docs.duikan/overview.csv
  $ tail -n +2 docs.duikan/overview.csv
  deep/dike,done,1,0,1,0,0,1,0,deep/dike.duikan,
  minutes.txt,done,1,0,1,0,0,1,0,minutes.txt.duikan,
  $ grep -o 'href="\./[^"]*"' docs.duikan/index.html
  href="./deep/dike.duikan/report.html"
  href="./minutes.txt.duikan/report.html"

A second run does nothing, until something changes; the reports that stay the same are not touched.

  $ touch -t 200001010000 docs.duikan/*/*/* docs.duikan/*/*.*; duikan audit docs --check untranslated | tail -4
  2 unchanged since the last run; --force audits all again
  1 file is no document
  
  Overview: docs.duikan/index.html
  $ printf '左岸的堤防需要加固了。\n' >docs/deep/dike.zh.txt; duikan audit docs --check untranslated --quiet
  $ find docs.duikan -name '*.jsonl' -newermt 2001-01-01
  docs.duikan/deep/dike.duikan/findings.jsonl
  $ duikan audit docs --check untranslated --force | grep -c unchanged
  0
  [1]
  $ duikan audit docs --check numbers,untranslated | grep -c unchanged
  0
  [1]

What a reviewer decides counts.

  $ duikan audit docs --check untranslated --fail-on major --quiet
  [1]
  $ sed -i 's/,,\r$/,dismissed,\r/' docs.duikan/deep/dike.duikan/findings.csv; duikan audit docs --check untranslated --fail-on major --quiet
  [1]
  $ duikan audit docs --check untranslated | head -1
  docs: 1 finding in 2 documents, 1 dismissed

One bad file is reported, and the rest goes on.

  $ : >docs/empty.txt; mv docs/deep/dike.en.txt docs/deep/other.en.txt
  $ duikan audit docs --check untranslated --quiet
  ! duikan: docs/deep/dike.zh.txt: has no partner in the other language: put NAME.zh.* and NAME.en.* side by side, each once
  ! duikan: docs/deep/other.en.txt: has no partner in the other language: put NAME.zh.* and NAME.en.* side by side, each once
  ! duikan: docs/empty.txt: is empty: check that it is the right file
  [2]
  $ tail -n +2 docs.duikan/overview.csv
  deep/dike.zh.txt,failed,,,,,,,,,"docs/deep/dike.zh.txt: has no partner in the other language: put NAME.zh.* and NAME.en.* side by side, each once"
  deep/other.en.txt,failed,,,,,,,,,"docs/deep/other.en.txt: has no partner in the other language: put NAME.zh.* and NAME.en.* side by side, each once"
  empty.txt,failed,,,,,,,,,docs/empty.txt: is empty: check that it is the right file
  minutes.txt,done,1,0,1,0,0,1,0,minutes.txt.duikan,
  $ duikan audit docs --check untranslated --quiet 2>&1 | head -1
  duikan: docs/deep/dike.zh.txt: has no partner in the other language: put NAME.zh.* and NAME.en.* side by side, each once

The names of all documents, those with several renderings first.

  $ mkdir names; for n in 1 2 3; do printf '蒋介石到达南京。\n\n会后蒋介石离开。\n' >names/$n.zh.txt; done
  $ printf 'Chiang Kai-shek arrived in Nanjing.\n\nAfter the meeting Chiang Kai-shek left.\n' | tee names/1.en.txt >names/2.en.txt
  $ printf 'Jiang Jieshi arrived in Nanjing.\n\nAfter the meeting Jiang Jieshi left.\n' >names/3.en.txt
  $ duikan audit names -q; cat names.duikan/names.csv; grep -A 3 '<h2>' names.duikan/index.html
  ﻿source,target,times,documents,renderings,first
  蒋介石,Chiang Kai-shek,4,2,2,1
  蒋介石,Jiang Jieshi,2,1,2,3
  南京,Nanjing,3,3,1,1
  <h2>Names with several renderings: 1 (names.csv has all)</h2>
  <ul>
  <li><span lang="zh">蒋介石</span>: <a href="./1.duikan/report.html" title="1">Chiang Kai-shek</a> 4 · <a href="./3.duikan/report.html" title="3">Jiang Jieshi</a> 2</li>
  </ul>
  $ cp -r names.duikan earlier; duikan audit names -q; diff -r earlier names.duikan; duikan audit names -q --force; diff -r earlier names.duikan

Findings to standard output, in the order of the names.

  $ rm docs/empty.txt docs/deep/other.en.txt; printf 'The 堤防 need work.\n' >docs/deep/dike.en.md
  $ duikan audit docs --check untranslated --output - | cut -d , -f 2-4,11
  document,segment,check,source_quote
  deep/dike,P1,untranslated,堤防
  minutes.txt,P42.3,untranslated,堤防

Where nothing is, nothing is written.

  $ mkdir void; duikan audit void
  ! duikan: void: holds no documents: put documents into it, or pairs NAME.zh.txt + NAME.en.txt
  [2]
  $ duikan audit docs --output docs/minutes.txt --check untranslated --quiet
  ! duikan: docs/minutes.txt/deep/dike.duikan: cannot write: a file stands where a folder is needed: choose another --output
  ! duikan: docs/minutes.txt/minutes.txt.duikan: cannot write: a file stands where a folder is needed: choose another --output
  ! duikan: docs/minutes.txt: cannot write: is a file, not a folder: choose another --output
  [2]
  $ ls -d *.duikan
  docs.duikan
  names.duikan

A full disk leaves every report as it was.

  $ mkdir disk && cp docs/minutes.txt disk/a.txt && cp docs/minutes.txt disk/b.txt
  $ duikan audit disk -q -o full && cp -r full before
  $ (trap '' XFSZ; ulimit -f 24; duikan audit disk -q -o full --min-confidence 0) 2>&1 | cut -d : -f 3-
   cannot write: File too large (os error 27): check that the disk is there and has room
   cannot write: File too large (os error 27): check that the disk is there and has room
  $ for d in a b; do diff -r before/$d.txt.duikan full/$d.txt.duikan; done
