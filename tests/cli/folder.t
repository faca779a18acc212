A folder: pairs of files by their names, single files, folders in it; a report each, and an overview. What is no document is passed over.

  $ mkdir -p docs/deep; mv minutes.txt docs/; cp pairs.jsonl docs/
  $ printf '左岸的堤防需要加固。\n' >docs/deep/dike.zh.txt; printf 'The 堤防 on the left bank need to be strengthened.\n' >docs/deep/dike.en.txt
  $ duikan audit docs --check untranslated
  $ find docs.duikan -type f | sort
  $ tail -n +2 docs.duikan/overview.csv
  $ grep -o 'href="[^"]*"' docs.duikan/index.html

A second run does nothing, until something changes; the reports that stay the same are not touched.

  $ touch -t 200001010000 docs.duikan/*/*/* docs.duikan/*/*.*; duikan audit docs --check untranslated | tail -4
  $ printf '左岸的堤防需要加固了。\n' >docs/deep/dike.zh.txt; duikan audit docs --check untranslated --quiet
  $ find docs.duikan -name '*.jsonl' -newermt 2001-01-01
  $ duikan audit docs --check untranslated --force | grep -c unchanged
  $ duikan audit docs --check numbers,untranslated | grep -c unchanged

What a reviewer decides counts.

  $ duikan audit docs --check untranslated --fail-on major --quiet
  $ sed -i 's/,,\r$/,dismissed,\r/' docs.duikan/deep/dike.duikan/findings.csv; duikan audit docs --check untranslated --fail-on major --quiet
  $ duikan audit docs --check untranslated | head -1

One bad file is reported, and the rest goes on.

  $ : >docs/empty.txt; mv docs/deep/dike.en.txt docs/deep/other.en.txt
  $ duikan audit docs --check untranslated --quiet
  $ tail -n +2 docs.duikan/overview.csv
  $ duikan audit docs --check untranslated --quiet 2>&1 | head -1

Findings to standard output, in the order of the names.

  $ rm docs/empty.txt docs/deep/other.en.txt; printf 'The 堤防 need work.\n' >docs/deep/dike.en.md
  $ duikan audit docs --check untranslated --output - | cut -d , -f 2-4,11

Where nothing is, nothing is written.

  $ mkdir void; duikan audit void
  $ duikan audit docs --output docs/minutes.txt --check untranslated --quiet
  $ ls -d *.duikan
