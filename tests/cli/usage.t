Wrong usage is one line that names the remedy; nothing is written.

  $ duikan audit
  $ duikan audit one.txt two.txt three.txt
  $ duikan audti minutes.txt
  $ duikan audit minutes.txt --fromat csv
  $ duikan audit minutes.txt --output - --format xml
  $ duikan audit minutes.txt --min-confidence 2
  $ duikan audit minutes.txt --fail-on never
  $ duikan audit minutes.txt --output
  $ duikan audit minutes.txt --pairs pairs.jsonl
  $ duikan align minutes.txt
  $ duikan align minutes.txt minutes.txt --unit word
  $ duikan audit minutes.txt --check nubmers,names
  $ duikan audit minutes.txt --skip everything
  $ duikan checks negation-scop
  $ duikan completions nosuch
  $ ls -d *.duikan
