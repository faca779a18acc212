Help goes to standard output.

  $ duikan --help
  Pairs a Chinese original with its English translation and flags every place where the two say
  different things
  
  Usage: duikan <COMMAND>
  
  Commands:
    audit        Flag every place where a translation says something else than its original
    align        Pair the paragraphs, sentences or lines of two texts
    review       Show a report in the browser, to accept, dismiss and comment on its findings
    score        Compare two alignments: strict and lax precision, recall and F1, and those of
                 one-sided beads
    checks       List the checks, or print the page of one
    lexicon      Compile dictionaries in the form of CC-CEDICT into data/lexicon.bin
    completions  Print a completion script for a shell
    man          Print a manual page, for `man`
  
  Options:
    -h, --help     Print help
    -V, --version  Print version
  
  Exit status: 0 done; 1 findings at or above --fail-on; 2 wrong usage or unreadable input.
  Example: duikan audit minutes.txt
  $ duikan audit -h
  Flag every place where a translation says something else than its original
  
  Usage: duikan audit [OPTIONS] [FILE]...
  
  Arguments:
    [FILE]...  One file that holds both languages, the Chinese file and the English one, or a folder
               of such files
  
  Options:
        --pairs <FILE>        Segments already paired: .jsonl, .csv or .tsv with id, source, target[,
                              document], .tmx, or .xlf; `-`: JSON Lines from standard input
        --documents <FILE>    Whole texts: JSON Lines with id, source, target; `-`: from standard
                              input. Findings go to standard output
    -o, --output <DIR>        Folder for the report [default: the document's name + .duikan]; `-`:
                              findings to standard output
    -f, --format <FORMAT>     What `--output -` writes [default: csv]; with a folder, xlsx, sarif, tmx
                              and xliff are written beside the report [possible values: csv, jsonl,
                              xlsx, sarif, tmx, xliff]
        --decisions <FILE>    Decisions that a team shares (id, status, comment): read beside those in
                              the report folder
        --force               Of a folder audit every document again, not only what changed
        --glossary <FILE>     Term base: .csv or .tsv with source, target[, forbidden, note, status],
                              or .tbx; may be given several times
        --check <IDS>         Run only these checks (parted by commas)
        --skip <IDS>          Leave these checks out (parted by commas)
        --min-confidence <P>  Drop findings less sure than this, 0 to 1; 0 shows everything [default:
                              0.5]
        --fail-on <SEVERITY>  Exit with status 1 if there is a finding this grave [possible values:
                              minor, major, critical]
        --config <FILE>       Configuration file [default: duikan.toml in the document's folder or
                              above it]
        --no-config           Read no configuration file
        --split <LAYOUT>      How a file holds both languages, if that is not found out rightly, or
                              the number of the line at which the second language begins; and how many
                              documents it holds [possible values: auto, chinese-first, english-first,
                              pages, paragraphs, lines, columns, documents, one-document]
        --encoding <NAME>     Encoding of the files, if it is not detected rightly
    -q, --quiet               No summary, progress, notes or warnings
    -h, --help                Print help (see more with '--help')
  $ duikan align -h
  Pair the paragraphs, sentences or lines of two texts
  
  Usage: duikan align [OPTIONS] <SOURCE> [TARGET]
  
  Arguments:
    <SOURCE>  The Chinese text, or a file that holds both
    [TARGET]  The English text
  
  Options:
        --unit <UNIT>      What is paired; `line`: every line is one segment, taken as it stands
                           [default: paragraph] [possible values: paragraph, sentence, line]
    -f, --format <FORMAT>  beads: `[0,1]:[0]` a line, numbers of segments from 0 [default: csv]
                           [possible values: csv, tsv, beads, jsonl, tmx, xliff]
        --anchors <FILE>   Pairs that are settled: beads in the form `[0,1]:[0]`, for `--unit line`
        --terms <FILE>     Write the terms and names learned from the two texts as a term base (.csv)
                           for `audit --glossary`; they are candidates until someone empties their
                           status
    -q, --quiet            No notes or warnings
        --split <LAYOUT>   How a file holds both languages, if that is not found out rightly, or the
                           number of the line at which the second language begins; and how many
                           documents it holds [possible values: auto, chinese-first, english-first,
                           pages, paragraphs, lines, columns, documents, one-document]
        --encoding <NAME>  Encoding of the files, if it is not detected rightly
    -h, --help             Print help (see more with '--help')
  $ duikan checks -h
  List the checks, or print the page of one
  
  Usage: duikan checks [ID]
  
  Arguments:
    [ID]  Id of a check: print its page
  
  Options:
    -h, --help  Print help
  $ duikan completions bash | head -1
  _duikan() {

Without a command, the same goes to standard error.

  $ duikan 2>/dev/null
  [2]

Manual pages are made of the same text, and every reader of them takes them without a complaint.

  $ duikan man | sed -n 1,8p
  .ie \n(.g .ds Aq \(aq
  .el .ds Aq '
  .TH duikan 1  "duikan 0.1.0" duikan
  .SH NAME
  duikan \- Pairs a Chinese original with its English translation and flags every place where the two say different things
  .SH SYNOPSIS
  \fBduikan\fR [\fB\-h\fR|\fB\-\-help\fR] [\fB\-V\fR|\fB\-\-version\fR] <\fIsubcommands\fR>
  .SH DESCRIPTION
  $ duikan man nothing
  ! duikan: unknown command `nothing`: `duikan --help` lists them
  [2]
  $ for c in "" align audit checks completions lexicon man review score; do duikan man $c >page.1; grep -c '^\.SH' page.1; done
  7
  4
  4
  4
  4
  4
  4
  4
  4
  $ if command -v groff >out.txt; then for c in "" align audit; do duikan man $c | groff -man -Tutf8 -ww -z; done; fi
