Help goes to standard output.

  $ duikan --help
  $ duikan audit -h
  $ duikan align -h
  $ duikan checks -h
  $ duikan completions bash | head -1

Without a command, the same goes to standard error.

  $ duikan 2>/dev/null
