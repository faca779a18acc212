Input that cannot be audited: one line that names the file and what to do, status 2, and no report.

  $ duikan audit nowhere.txt
  ! duikan: nowhere.txt: cannot read: no such file or folder: check the name and the folder
  [2]
  $ duikan audit minutes.txt nowhere.txt
  ! duikan: nowhere.txt: cannot read: no such file or folder: check the name and the folder
  [2]
  $ duikan align . minutes.txt
  ! duikan: .: cannot read: is a folder, not a file: name a file
  [2]
  $ : >empty.txt; duikan audit empty.txt
  ! duikan: empty.txt: is empty: check that it is the right file
  [2]
  $ printf ' \n\t\n\n' >blank.txt; duikan audit blank.txt
  ! duikan: blank.txt: is empty: check that it is the right file
  [2]
  $ printf '%s\n\n%s\n' '我们今天就谈到这里吧。' '照会我们收下，研究以后再答复。' >chinese.txt; duikan audit chinese.txt
  ! duikan: chinese.txt: holds no English text: give both texts, as one file or as two: duikan audit SOURCE TARGET
  [2]
  $ printf '%s\n\n%s\n' 'Let us stop here for today.' 'We accept the note and will reply after studying it.' >english.txt; duikan audit english.txt
  ! duikan: english.txt: holds no Chinese text: give the Chinese original too: duikan audit SOURCE TARGET
  [2]
  $ duikan audit english.txt english.txt
  ! duikan: english.txt: holds no Chinese text: name the Chinese original first, then its translation
  [2]
  $ printf '%%PDF-1.7\n%%\342\343\317\323\n' >scan.pdf; duikan audit scan.pdf
  ! duikan: scan.pdf: is a damaged PDF: open it in a viewer, save it again, or extract the text and give that
  [2]
  $ printf '\211PNG\r\n\032\n' >scan.png; duikan audit scan.png
  ! duikan: scan.png: is an image, not plain text: run OCR on it first and give the recognised text
  [2]
  $ printf 'PK\003\004\024\000\006\000\010\000word/document.xml' >minutes.docx; duikan audit minutes.docx
  ! duikan: minutes.docx: its archive is damaged: invalid Zip archive: Could not find EOCD: save the document again
  [2]
  $ printf 'Charg\351 d'\''affaires\nd\351j\340 vu\n' >latin.txt; duikan audit latin.txt
  ! duikan: latin.txt: its encoding is not known: neither UTF-8, UTF-16, GB18030 nor Big5: save the file as UTF-8, or name its encoding with --encoding
  [2]
  $ duikan audit minutes.txt --encoding nosuch
  ! duikan: minutes.txt: no encoding is called `nosuch`: use utf-8, utf-16le, utf-16be, gb18030 or big5, or leave it out
  [2]
  $ duikan audit minutes.txt --encoding big5
  ! duikan: minutes.txt:35: not valid Big5 at byte 755: save the file as UTF-8, or name its encoding with --encoding
  [2]
  $ duikan audit lost.txt
  ! duikan: lost.txt:35: its Chinese characters are lost (21 lines of nothing but digits and punctuation): export the original again as UTF-8, or extract the text from it again
  [2]
  $ duikan align nowhere.txt english.txt
  ! duikan: nowhere.txt: cannot read: no such file or folder: check the name and the folder
  [2]
  $ duikan align chinese.txt empty.txt
  ! duikan: empty.txt: is empty: check that it is the right file
  [2]
  $ ls | grep -F .duikan
  [1]

Files named the other way round are taken rightly, with a note.

  $ duikan audit english.txt chinese.txt -o swapped
  english.txt + chinese.txt: 0 findings in 2 paragraph pairs with 2 sentence pairs
  
  Report: swapped/report.html
  ! duikan: note: two files, the English one named first: taken the other way round
  $ cut -d , -f 7- swapped/alignment.csv | head -2
  source_line,target_line,source_text,target_text
  1,1,我们今天就谈到这里吧。,Let us stop here for today.

Lines are taken as they stand, whatever they hold.

  $ duikan align english.txt chinese.txt --unit line --format beads
  [0]:[0]
  [1]:[1]
  [2]:[2]
  $ duikan align minutes.txt minutes.txt --unit line --format beads 2>warnings >beads; tail -n 1 beads; cat warnings
  [150]:[150]

Other encodings than UTF-8.

  $ for e in UTF-8 GB18030 UTF-16 UTF-16LE; do iconv -f UTF-8 -t $e minutes.txt >other.txt; duikan audit other.txt -q -o $e || exit; done
  $ for e in GB18030 UTF-16 UTF-16LE; do cmp UTF-8/findings.csv $e/findings.csv; done

A handbook translated in parts: what its original leaves in English is not compared, and a program's name is no misspelling.

  $ duikan audit handbook.zh.txt handbook.en.txt --output -
  id,document,segment,check,category,its_type,severity,confidence,source_line,target_line,source_quote,target_quote,message,suggestion,source_text,target_text,status,comment
  ! duikan: note: line 3 of the source is not Chinese and was not compared

The date in an archive's header against the original's.

  $ duikan audit header.txt --output - --check dates | cut -d , -f 4-
  check,category,its_type,severity,confidence,source_line,target_line,source_quote,target_quote,message,suggestion,source_text,target_text,status,comment
  dates,date-time,numbers,major,0.78,,1,,"October 31, 1962","The header dates the document “October 31, 1962”; the original is dated “一九六二年十月十三日下午三時” and nowhere has the header's date.",,,"October 31, 1962",,
  $ sed 's/October 31/October 13/' header.txt >right.txt; duikan audit right.txt --output - --check dates
  id,document,segment,check,category,its_type,severity,confidence,source_line,target_line,source_quote,target_quote,message,suggestion,source_text,target_text,status,comment
