"""What a policy in Word has beside its text: styles, a header and footer on every page, rows that are not torn. On the parts of a .docx, as bytes. Pure but for reading the styles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from assistant.text import printable

STYLES = Path(__file__).parent / "data" / "word_policy.xml"
_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_STYLE = re.compile(r'<w:style .*?w:styleId="(\w+)".*?</w:style>', re.S)
_KINDS = {"header": "header", "footer": "footer"}
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def dressed(parts: Mapping[str, bytes], left: str, right: str, foot: str) -> dict[str, bytes]:
    """The parts of a document with the styles of a policy, a header (left and right) and a footer (a line, and the page of how many)."""
    made = dict(parts)
    made["word/styles.xml"] = _styled(parts["word/styles.xml"].decode()).encode()
    made["word/header1.xml"] = _running("hdr", "Header", f"{_run(left)}<w:r><w:tab/></w:r>{_run(right)}")
    made["word/footer1.xml"] = _running("ftr", "Footer", f'{_run(foot)}<w:r><w:tab/></w:r>{_run("Page ")}{field("PAGE", "1")}{_run(" of ")}{field("NUMPAGES", "1")}')
    links = "".join(f'<Relationship Id="rId{kind}1" Type="{_OFFICE}/{kind}" Target="{kind}1.xml"/>' for kind in _KINDS)
    made["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].decode().replace("</Relationships>", f"{links}</Relationships>").encode()
    types = "".join(f'<Override PartName="/word/{kind}1.xml" ContentType="{_TYPE}.{kind}+xml"/>' for kind in _KINDS)
    made["[Content_Types].xml"] = parts["[Content_Types].xml"].decode().replace("</Types>", f"{types}</Types>").encode()
    made["word/document.xml"] = _whole_rows(parts["word/document.xml"].decode()).encode()
    return made


def bookmark(name: str) -> str:
    """The bookmark of a clause by its name. Word takes letters, digits and lines, at most 40."""
    return f"clause_{name.replace('-', '_')}"[:40]


def section_start() -> str:
    """What the page set-up says first: which header and footer it has."""
    return "".join(f'<w:{kind}Reference w:type="default" r:id="rId{kind}1"/>' for kind in _KINDS)


def field(instruction: str, shown: str = "", *, dirty: bool = False) -> str:
    """A field that Word works out, with what it shows until then; a dirty one is worked out when the document is opened."""
    result = _run(shown) if shown else ""
    mark = ' w:dirty="true"' if dirty else ""
    return (f'<w:r><w:fldChar w:fldCharType="begin"{mark}/></w:r><w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def contents(title: str, entries: list[tuple[str, str]]) -> str:
    """The contents: a heading, and a linked line for each entry (words, bookmark) with the number of its page.

    The numbers are fields of their own and not of a TOC field, which programs other than Word leave empty until they are told to update it.
    """
    head = f'<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr>{_run(title)}</w:p>'
    return head + "".join(f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:hyperlink w:anchor="{escape(bookmark)}" w:history="1">{_run(words)}</w:hyperlink><w:r><w:tab/></w:r>'
                          f'{field(f"PAGEREF {bookmark} " + chr(92) + "h", dirty=True)}</w:p>' for words, bookmark in entries)


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>'


def _running(kind: str, style: str, runs: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{kind} {_NAMES}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p></w:{kind}>'.encode()


def _styled(styles: str) -> str:
    """The styles of a document with ours in their places."""
    ours = dict(_ours())
    placed = _STYLE.sub(lambda match: ours.pop(match[1], match.group()), styles)
    return placed.replace("</w:styles>", "".join(ours.values()) + "</w:styles>")


def _whole_rows(document: str) -> str:
    """Rows of tables that a page break does not tear."""
    return re.sub(r"<w:tr>(?!\s*<w:trPr>)", "<w:tr><w:trPr><w:cantSplit/></w:trPr>", document)


@lru_cache(maxsize=1)
def _ours() -> tuple[tuple[str, str], ...]:
    text = STYLES.read_text(encoding="utf-8")
    return tuple((match[1], match.group()) for match in _STYLE.finditer(text))
