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
  $ duikan audit minutes.txt --output
  ! duikan: a value is required for '--output <DIR>' but none was supplied: see `duikan audit --help`
  [2]
  $ duikan audit minutes.txt --pairs pairs.jsonl
  ! duikan: the argument '[FILE]...' cannot be used with '--pairs <FILE>': see `duikan audit --help`
  [2]
  $ duikan align minutes.txt
  ! duikan: the following required arguments were not provided: <TARGET>: see `duikan align --help`
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
