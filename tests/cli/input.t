Input that cannot be audited: one line that names the file and what to do, status 2, and no report.

  $ duikan audit nowhere.txt
  $ duikan audit minutes.txt nowhere.txt
  $ duikan audit .
  $ : >empty.txt; duikan audit empty.txt
  $ printf ' \n\t\n\n' >blank.txt; duikan audit blank.txt
  $ printf '%s\n\n%s\n' '我们今天就谈到这里吧。' '照会我们收下，研究以后再答复。' >chinese.txt; duikan audit chinese.txt
  $ printf '%s\n\n%s\n' 'Let us stop here for today.' 'We accept the note and will reply after studying it.' >english.txt; duikan audit english.txt
  $ duikan audit english.txt english.txt
  $ duikan audit english.txt chinese.txt
  $ printf '%%PDF-1.7\n%%\342\343\317\323\n' >scan.pdf; duikan audit scan.pdf
  $ printf '\211PNG\r\n\032\n' >scan.png; duikan audit scan.png
  $ printf 'PK\003\004\024\000\006\000\010\000word/document.xml' >minutes.docx; duikan audit minutes.docx
  $ printf 'Charg\351 d'\''affaires\nd\351j\340 vu\n' >latin.txt; duikan audit latin.txt
  $ duikan audit minutes.txt --encoding nosuch
  $ duikan audit minutes.txt --encoding big5
  $ sed 's/[^ -~]//g' minutes.txt >lost.txt; duikan audit lost.txt
  $ duikan align nowhere.txt english.txt
  $ duikan align chinese.txt empty.txt
  $ ls -d *.duikan

Lines are taken as they stand, whatever they hold.

  $ duikan align english.txt chinese.txt --unit line --format beads
  $ duikan align minutes.txt minutes.txt --unit line --format beads >beads; tail -n 1 beads

Other encodings than UTF-8.

  $ for e in GB18030 UTF-16 UTF-16LE; do iconv -f UTF-8 -t $e minutes.txt >other.txt; duikan audit other.txt -q -o $e; cut -d , -f 1,4- UTF-16/findings.csv | cmp - - && cmp GB18030/findings.csv $e/findings.csv; done
