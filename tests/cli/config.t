duikan.toml above the folder of the pairs is found; the command line overrules it.

  $ mkdir -p work/deep && cp pairs.jsonl work/deep
  $ printf 'glossaries = ["terms.csv"]\nlanguage = "zh"\nfail_on = "major"\n[checks]\nenable = ["untranslated", "terminology"]\n[severity]\nuntranslated = "minor"\n' >work/duikan.toml
  $ printf 'source,target\n堤防,embankment\n' >work/terms.csv
  $ duikan audit --pairs work/deep/pairs.jsonl --output - | cut -d , -f 3,4,7,13
  segment,check,severity,message
  b,terminology,major,术语表规定“堤防”译为“embankment”，译文中没有出现。
  b,terminology,major,术语表规定“堤防”译为“embankment”，译文中没有出现。
  b,untranslated,minor,译文留下汉字“堤防”未译，意为“dike”。
  c,untranslated,minor,译文留下汉字“谈”未译，意为“to speak”。
  b,untranslated,minor,译文留下汉字“堤防”未译，意为“dike”。
  $ duikan audit --pairs work/deep/pairs.jsonl --output - --no-config --check untranslated | cut -d , -f 3,4,7,13
  segment,check,severity,message
  b,untranslated,major,堤防 is left in Chinese; it means “dike”.
  b,untranslated,major,堤防 is left in Chinese; it means “dike”.
  c,untranslated,minor,谈 is left in Chinese; it means “to speak”.
  $ duikan audit --pairs work/deep/pairs.jsonl -o report --quiet
  [1]
  $ duikan audit --pairs work/deep/pairs.jsonl -o report --quiet --fail-on critical
  $ grep '"name"' report/summary.json
        "name": "pairs.jsonl",
        "name": "duikan.toml",
        "name": "terms.csv",

Limits for single checks; --min-confidence sets them aside.

  $ printf '[thresholds]\nuntranslated = 1\n' >other.toml
  $ duikan audit --pairs pairs.jsonl --config other.toml --check untranslated --output - | wc -l
  1
  $ duikan audit --pairs pairs.jsonl --config other.toml --check untranslated --output - --min-confidence 0.5 | wc -l
  4

Errors.

  $ printf '\n[checks]\ndisabled = ["names"]\n' >duikan.toml
  $ duikan audit --pairs pairs.jsonl
  ! duikan: duikan.toml:3: unknown key of [checks] `disabled`: did you mean `disable`?
  [2]
  $ duikan audit --pairs - <pairs.jsonl
  ! duikan: duikan.toml:3: unknown key of [checks] `disabled`: did you mean `disable`?
  [2]
  $ duikan audit --pairs pairs.jsonl --config nowhere.toml
  ! duikan: nowhere.toml: cannot read: no such file or folder: check the name and the folder
  [2]
  $ duikan audit --pairs pairs.jsonl --config other.toml --no-config
  ! duikan: the argument '--config <FILE>' cannot be used with '--no-config': see `duikan audit --help`
  [2]
  $ ls -d *.duikan
  ! ls: cannot access '*.duikan': No such file or directory
  [2]
