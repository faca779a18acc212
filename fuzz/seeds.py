"""Gathers what the fuzz targets begin with: files of the tests and the examples on the pages of the checks.

usage: seeds.py FOLDER
"""

import json
import pathlib
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FILES = {
    "text": ["tests/documents/*/*.txt", "data/examples/*.txt"],
    "markdown": ["tests/formats/*.md", "tests/documents/markdown-report/*.txt"],
    "html": ["tests/formats/*.html"],
    "subtitles": ["tests/formats/*.srt"],
    "table": ["tests/formats/*.csv", "tests/documents/*/*.tsv"],
    "fodt": ["tests/formats/*.fodt"],
    "archive": ["tests/formats/*.docx", "tests/formats/*.odt", "tests/formats/*.epub"],
    "pdf": ["tests/formats/*.pdf"],
    "memory": ["tests/formats/*.tmx", "tests/formats/*.xlf", "tests/formats/*.xliff"],
    "glossary": ["tests/formats/*.tbx"],
    "pairs": ["tests/cli/input/pairs.*", "tests/pairs/*.tsv"],
    "encoding": ["tests/documents/*/doc.txt"],
    "audit": ["tests/documents/*/doc.txt", "data/examples/*.txt"],
    "stream": ["tests/cli/input/pairs.jsonl", "tests/pairs/correct.jsonl"],
}
TEXTS = {
    "glossary": ["source,target,forbidden,note,status\r\n渡口|口岸,crossing;port,ferry,as signed,\r\n", "source\ttarget\n省长\tgovernor\n"],
    "settings": [
        'glossaries = ["a.csv"]\nlanguage = "zh"\nmin_confidence = 0.6\nfail_on = "major"\n[checks]\ndisable = ["dates"]\n'
        "[thresholds]\nnumbers = 0.4\n[severity]\nuntranslated = \"major\"\n[limits]\nparagraph = 9\n",
        "[0,1]:[0]\n[]:[1]\n[2]:[2,3]\n",
    ],
    "decisions": ["id,status,comment\r\nf1,dismissed,\"a, b\"\r\nf1,fixed,\r\n", "sep=;\r\nid;status\r\nf2;accepted\r\n"],
    "table": ["中文,英文\n三人,three people\n\"他说\n不\",\"he said no\"\n"],
    "subtitles": ["WEBVTT\n\nNOTE x\n\n1\n00:01.000 --> 00:02.000 line:1\n<v 王>不去。\nNo.\n"],
    "stream": ['{"id": "1", "source": "三人", "target": "two people"}\nnonsense\n{"id": 2}\n'],
}


def examples():
    """Source and target of the examples of every check."""
    for page in sorted(ROOT.glob("docs/checks/*.md")):
        for line in page.read_text(encoding="utf-8").splitlines():
            cells = [c.strip() for c in line.strip("|").split(" | ")]
            if line.startswith("| ") and len(cells) == 3 and cells[0] not in ("source", "---"):
                yield cells[0], cells[1]


def main(folder):
    out = pathlib.Path(folder)
    for target, patterns in FILES.items():
        (out / target).mkdir(parents=True, exist_ok=True)
        for path in (p for pattern in patterns for p in sorted(ROOT.glob(pattern))):
            shutil.copy(path, out / target / "-".join(path.relative_to(ROOT).parts))
    seeds = [(target, text) for target, texts in TEXTS.items() for text in texts]
    pairs = list(examples())
    seeds += [("check", f"{source}\n{target}") for source, target in pairs]
    seeds += [
        ("pairs", "\n".join(json.dumps({"id": k, "source": s, "target": t, "document": "d"}) for k, (s, t) in enumerate(pairs[:20])))
    ]
    for text in sorted(ROOT.glob("tests/align/*")):
        lines = [(text / name).read_text(encoding="utf-8").splitlines() for name in ("zh", "en")]
        for n in (3, 12, 40):
            zh, en = ("\n".join(l for l in side[:n] if l) for side in lines)
            seeds += [("align", f"{zh}\n\n{en}"), ("audit", f"{zh}\f{en}".replace("\n", "\n\n"))]
    for text in ("一九六二年，他们不同意。" * 9, "沈：我們不一定能答復。" * 9):
        for encoding in ("gb18030", "big5", "utf-16", "utf-16-be"):
            if text.isascii() or encoding != "big5" or "們" in text:
                seeds.append(("encoding", text.encode(encoding)))
    for n, (target, seed) in enumerate(seeds):
        (out / target).mkdir(parents=True, exist_ok=True)
        (out / target / f"seed-{n}").write_bytes(seed if isinstance(seed, bytes) else seed.encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
