"""Reads what duikan wrote with other programs' libraries, and says what it found there as JSON.

Usage: python check.py FOLDER; needs translate-toolkit, openpyxl and sarif-tools.
"""

import json
import pathlib
import sys

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from sarif import loader
from translate.storage import tmx, xliff2


def pairs(units):
    return [[u.source or "", u.target or ""] for u in units]


def bold(cell):
    """The bold stretch of a cell; a cell that is bold as a whole has one too."""
    if isinstance(cell.value, CellRichText):
        return "".join(str(p) for p in cell.value if isinstance(p, TextBlock) and p.font.b)
    return cell.value if cell.font.b else ""


def main(folder):
    sheet = openpyxl.load_workbook(folder / "findings.xlsx", rich_text=True).active
    head = [c.value for c in sheet[1]]
    rows = []
    for row in sheet.iter_rows(min_row=2):
        cells = dict(zip(head, row))
        rows.append({
            "id": cells["id"].value,
            "severity": cells["severity"].value,
            "confidence": cells["confidence"].value,
            "is_number": isinstance(cells["confidence"].value, (int, float)),
            "source_bold": bold(cells["source_text"]),
            "target_bold": bold(cells["target_text"]),
            "wrapped": bool(cells["target_text"].alignment.wrap_text),
            "colour": cells["severity"].fill.fgColor.rgb,
        })
    sarif = loader.load_sarif_file(str(folder / "findings.sarif"))
    print(json.dumps({
        "tmx": pairs(tmx.tmxfile.parsefile(str(folder / "alignment.tmx")).units),
        "xliff": pairs(xliff2.Xliff2File.parsefile(str(folder / "alignment.xlf")).units),
        "rows": rows,
        "frozen": sheet.freeze_panes,
        "filter": sheet.auto_filter.ref is not None,
        "sarif": sarif.get_result_count(),
    }))


main(pathlib.Path(sys.argv[1]))
