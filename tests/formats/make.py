"""Makes the sample documents of this folder with the programs whose files duikan reads.

    pip install python-docx reportlab webvtt-py  # and from the distribution: pandoc libreoffice-writer-nogui
    python3 tests/formats/make.py

The text is the same in all: a heading, paragraphs, a list, a table, a footnote; Chinese first, then English, or both side by side.
"""

import csv
import io
import pathlib
import subprocess
import sys
import tempfile

import docx
import webvtt
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

HERE = pathlib.Path(__file__).parent
ZH = """# 春季造林工作会议纪要

会议由县林业局局长何秋平主持，二十三个乡镇的代表参加了会议。[^1]

何局长指出，今年全县计划造林四千二百亩，比去年增加百分之十五。

会议决定如下：

- 三月十五日以前完成育苗工作；
- 各乡镇不得擅自改变林地用途。

| 乡镇 | 任务（亩） | 负责人 |
|------|------------|--------|
| 石桥 | 600        | 周立新 |
| 青溪 | 450        | 马国富 |

与会代表对上述决定没有提出不同意见。

[^1]: 另有两个乡镇因大雪未能派人参加。
"""
EN = """# Minutes of the Spring Afforestation Meeting

The meeting was chaired by He Qiuping, director of the County Forestry Bureau, and attended by representatives of twenty-three townships.[^2]

Director He pointed out that the county plans to afforest 4,200 mu this year, an increase of fifteen percent over last year.

The meeting decided as follows:

- The growing of seedlings shall be completed before March 15;
- No township may change the use of forest land without authorisation.

| Township | Task (mu) | Person in charge |
|----------|-----------|------------------|
| Shiqiao  | 600       | Zhou Lixin       |
| Qingxi   | 450       | Ma Guofu         |

The representatives present raised no objection to the above decisions.

[^2]: Two further townships could not send anyone because of heavy snow.
"""
PAIRS = [
    ("春季造林工作会议纪要", "Minutes of the Spring Afforestation Meeting"),
    ("何局长指出，今年全县计划造林四千二百亩，比去年增加百分之十五。",
     "Director He pointed out that the county plans to afforest 4,200 mu this year, an increase of fifteen percent over last year."),
    ("三月十五日以前完成育苗工作。", "The growing of seedlings shall be completed before March 15."),
    ("与会代表对上述决定没有提出不同意见。", "The representatives present raised no objection to the above decisions."),
]


def run(*command, **more):
    subprocess.run(command, check=True, **more)


def pandoc(text, name, *options):
    run("pandoc", "-f", "markdown", "-o", str(HERE / name), *options, input=text.encode())


def libreoffice(source, kind, name):
    with tempfile.TemporaryDirectory() as folder:
        run("soffice", "--headless", "--convert-to", kind, "--outdir", folder, str(source), stdout=subprocess.DEVNULL)
        made = next(pathlib.Path(folder).iterdir())
        (HERE / name).write_bytes(made.read_bytes())


def tracked(document, deleted, inserted, before, after):
    """A paragraph in which one wording was replaced by another, both still tracked."""
    p = document.add_paragraph(before)
    stamp = 'w:id="1" w:author="r" w:date="2024-01-01T00:00:00Z"'
    p._p.append(parse_xml(f'<w:del {nsdecls("w")} {stamp}><w:r><w:delText xml:space="preserve">{deleted}</w:delText></w:r></w:del>'))
    p._p.append(parse_xml(f'<w:ins {nsdecls("w")} {stamp}><w:r><w:t xml:space="preserve">{inserted}</w:t></w:r></w:ins>'))
    p.add_run(after)


def word_tracked():
    document = docx.Document()
    document.add_heading("春季造林工作会议纪要", 1)
    tracked(document, "三千八百", "四千二百", "何局长指出，今年全县计划造林", "亩，比去年增加百分之十五。")
    document.add_paragraph("与会代表对上述决定没有提出不同意见。")
    document.add_page_break()
    document.add_heading("Minutes of the Spring Afforestation Meeting", 1)
    tracked(document, "3,800", "4,200", "Director He pointed out that the county plans to afforest ",
            " mu this year, an increase of fifteen percent over last year.")
    p = document.add_paragraph("The representatives present raised no objection ")
    mark = OxmlElement("w:del")
    for key in ("id", "author"):
        mark.set(qn(f"w:{key}"), "7")
    p._p.get_or_add_pPr().get_or_add_rPr().append(mark) if hasattr(p._p.get_or_add_pPr(), "get_or_add_rPr") else \
        p._p.get_or_add_pPr().append(parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="7" w:author="r"/></w:rPr>'))
    document.add_paragraph("to the above decisions.")
    document.save(HERE / "tracked.docx")


def word_two_columns():
    document = docx.Document()
    table = document.add_table(rows=0, cols=3)
    for number, (zh, en) in enumerate(PAIRS, 1):
        cells = table.add_row().cells
        cells[0].text, cells[1].text, cells[2].text = str(number), zh, en
    document.save(HERE / "two-columns.docx")


def scan():
    """A page that is a picture."""
    from reportlab.pdfgen import canvas

    page = canvas.Canvas(str(HERE / "scan.pdf"), invariant=1)
    page.rect(100, 100, 300, 500, fill=1)
    page.save()


def main():
    both = ZH + "\n\n" + EN
    (HERE / "minutes.md").write_text(both, encoding="utf-8")
    for name in ("minutes.docx", "minutes.odt", "minutes.epub"):
        pandoc(both, name)
    pandoc(both, "minutes.html", "--standalone", "--variable", "pagetitle=x")
    pandoc(ZH, "zh.docx")
    pandoc(EN, "en.docx")
    libreoffice(HERE / "minutes.docx", "pdf", "minutes.pdf")
    libreoffice(HERE / "minutes.docx", "html", "libreoffice.html")
    libreoffice(HERE / "minutes.docx", "odt", "libreoffice.odt")
    libreoffice(HERE / "minutes.docx", "fodt", "libreoffice.fodt")
    libreoffice(HERE / "minutes.odt", "docx", "libreoffice.docx")
    word_tracked()
    word_two_columns()
    libreoffice(HERE / "two-columns.docx", "pdf", "two-columns.pdf")
    scan()
    libreoffice(HERE / "tracked.docx", "odt", "tracked.odt")
    out = io.StringIO()
    csv.writer(out).writerows([("中文", "English"), *PAIRS])
    (HERE / "pairs.csv").write_text(out.getvalue(), encoding="utf-8")
    cues = "".join(
        f"{k}\n00:00:{2 * k:02d},000 --> 00:00:{2 * k + 1:02d},500\n<i>{zh}</i>\n{en}\n\n" for k, (zh, en) in enumerate(PAIRS, 1)
    )
    (HERE / "film.srt").write_text(cues, encoding="utf-8")
    webvtt.from_srt(str(HERE / "film.srt")).save(str(HERE / "film.vtt"))


if __name__ == "__main__":
    sys.exit(main())
