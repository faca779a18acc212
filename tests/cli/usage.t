Wrong usage is one line that names the remedy; nothing is written.

  $ duikan audit
  ! duikan: nothing to audit: name a document, a Chinese file and an English one, or --pairs FILE
  [2]
  $ duikan audit one.txt two.txt three.txt
  ! duikan: three.txt: one file too many: an audit takes one document, or a Chinese file and an English one
  [2]
  $ duikan audti minutes.txt
  ! duikan: unrecognized subcommand 'audti': a similar subcommand exists: 'audit': see `duikan --help`
  [2]
  $ duikan audit minutes.txt --fromat csv
  ! duikan: unexpected argument '--fromat' found: a similar argument exists: '--format': see `duikan audit --help`
  [2]
  $ duikan audit minutes.txt --output - --format xml
  ! duikan: invalid value 'xml' for '--format <FORMAT>' [possible values: csv, jsonl, xlsx, sarif, tmx, xliff]: a similar value exists: 'xlsx': see `duikan audit --help`
  [2]
  $ duikan audit minutes.txt --min-confidence 2
  ! duikan: invalid value '2' for '--min-confidence <P>': not a number from 0 to 1: see `duikan audit --help`
  [2]
  $ duikan audit minutes.txt --fail-on never
  ! duikan: invalid value 'never' for '--fail-on <SEVERITY>' [possible values: minor, major, critical]: see `duikan audit --help`
  [2]
  $ duikan audit minutes.txt --split colums
  ! duikan: unknown layout `colums`: did you mean `columns`? auto, chinese-first, english-first, pages, paragraphs, lines, columns, documents, one-document, or the number of the line at which the second language begins: see `duikan audit --help`
  [2]
  $ duikan audit minutes.txt --split lines,pages
  ! duikan: --split names two layouts: name one
  [2]
  $ duikan audit minutes.txt --split english-first
  ! duikan: minutes.txt:35: is not English first: Chinese stands here, before English: leave --split out (found: one file, Chinese first), or name another layout
  [2]
  $ duikan audit minutes.txt --split 900
  ! duikan: minutes.txt: has only 151 lines, not 900: name the line at which the second language begins
  [2]
  $ duikan audit minutes.txt minutes.txt --split pages
  ! duikan: minutes.txt: the languages stand in files of their own: --split is about one file that holds both: leave --split out, or name one file
  [2]
  $ duikan audit --pairs pairs.jsonl --split lines
  ! duikan: --split is about a file that holds both languages: leave --split out
  [2]
  $ duikan align minutes.txt --unit line
  ! duikan: minutes.txt: `--unit line` pairs the lines of two files: name the Chinese file, then the English one
  [2]
  $ duikan audit minutes.txt --output
  ! duikan: a value is required for '--output <DIR>' but none was supplied: see `duikan audit --help`
  [2]
  $ duikan audit minutes.txt --pairs pairs.jsonl
  ! duikan: the argument '[FILE]...' cannot be used with '--pairs <FILE>': see `duikan audit --help`
  [2]
  $ duikan align
  ! duikan: the following required arguments were not provided: <SOURCE>: see `duikan align --help`
  [2]
  $ duikan align minutes.txt minutes.txt --unit word
  ! duikan: invalid value 'word' for '--unit <UNIT>' [possible values: paragraph, sentence, line]: see `duikan align --help`
  [2]
  $ duikan audit minutes.txt --check nubmers,names
  ! duikan: unknown check `nubmers`: did you mean `numbers` or `names`? `duikan checks` lists them
  [2]
  $ duikan audit minutes.txt --skip everything
  ! duikan: unknown check `everything`: `duikan checks` lists them
  [2]
  $ duikan checks negation-scop
  ! duikan: unknown check `negation-scop`: did you mean `negation-scope` or `negation`? `duikan checks` lists them
  [2]
  $ duikan completions nosuch
  ! duikan: invalid value 'nosuch' for '<SHELL>' [possible values: bash, elvish, fish, powershell, zsh]: see `duikan completions --help`
  [2]
  $ ls | grep -F .duikan
  [1]
