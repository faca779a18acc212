Pairs from a file and from standard input.

  $ duikan audit --pairs pairs.jsonl --output - --check untranslated
