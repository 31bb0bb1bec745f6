"""Small real documents for the readers' tests, built where the test says; none is kept in the repository."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

# --- PDF -------------------------------------------------------------------------------------------------

Draw = Callable[[Canvas], object]


def write_pdf(
    path: Path,
    *pages: Draw,
    labels: Mapping[int, tuple[str, int, str]] | None = None,
    password: str | None = None,
    owner: str = "owner",
) -> Path:
    """A PDF with a page for each function that draws one.

    `labels` maps a 0-based page to the style, first number and prefix of the labels that start there.
    `password` "" locks it with an owner's password only, so that anyone can open it.
    """
    lock = None if password is None else StandardEncryption(password, owner, strength=128)
    canvas = Canvas(str(path), pagesize=A4, pageCompression=1, encrypt=lock, invariant=1)
    for start, (style, first, prefix) in (labels or {}).items():
        canvas.addPageLabel(start, style=style, start=first, prefix=prefix)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def put(
    canvas: Canvas,
    lines: Sequence[str],
    x: float = 72,
    top: float = 700,
    size: float = 10,
    leading: float = 13,
    font: str = "Helvetica",
) -> None:
    """Draws lines below each other, the first with its baseline at `top`."""
    canvas.setFont(font, size)
    for index, line in enumerate(lines):
        canvas.drawString(x, top - index * leading, line)


def lines_page(*lines: str, **place: float) -> Draw:
    """A page of nothing but lines."""
    return lambda canvas: put(canvas, lines, **place)


def raised_by_rise(canvas: Canvas, before: str, mark: str, after: str, top: float = 700) -> None:
    """A line with a raised mark, as word processors draw it: a smaller font and the text rise."""
    text = canvas.beginText(72, top)
    text.setFont("Helvetica", 10)
    text.textOut(before)
    text.setRise(3.5)
    text.setFont("Helvetica", 6)
    text.textOut(mark)
    text.setRise(0)
    text.setFont("Helvetica", 10)
    text.textOut(after)
    canvas.drawText(text)


def raised_by_matrix(canvas: Canvas, before: str, mark: str, after: str, top: float = 700) -> None:
    """The same line as layout programs draw it: one font of size 1, everything else in the text matrix."""
    mark_x = 72 + canvas.stringWidth(before, "Helvetica", 10)
    after_x = mark_x + canvas.stringWidth(mark, "Helvetica", 6)
    canvas.setFont("Helvetica", 10)  # so that /F1 is among the page's fonts
    canvas._code.append(
        f"BT /F1 1 Tf 10 0 0 10 72 {top} Tm ({before}) Tj 6 0 0 6 {mark_x:.2f} {top + 3.4} Tm ({mark}) Tj "
        f"10 0 0 10 {after_x:.2f} {top} Tm ({after}) Tj ET"
    )


def raised_by_place(canvas: Canvas, before: str, mark: str, after: str, top: float = 700) -> None:
    """The same line as three pieces set one by one, the mark last of all."""
    mark_x = 72 + canvas.stringWidth(before, "Helvetica", 10)
    put(canvas, [before], top=top)
    put(canvas, [after], x=mark_x + canvas.stringWidth(mark, "Helvetica", 6), top=top)
    put(canvas, [mark], x=mark_x, top=top + 3.5, size=6)


def many_pages_pdf(path: Path, kids: int, count: int | None = None) -> Path:
    """A PDF of empty pages, written by hand; `count` is how many it says it has, if that is a lie."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (kids if count is None else count, b" ".join(b"%d 0 R" % (3 + kid) for kid in range(kids))),
    ]
    objects += [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>"] * kids
    return path_with(path, pdf_bytes(objects))


def pdf_bytes(objects: Sequence[bytes]) -> bytes:
    """A PDF file of numbered objects, the first its catalogue."""
    parts, places, length = [b"%PDF-1.4\n"], [], 9
    for number, body in enumerate(objects, start=1):
        places.append(b"%010d 00000 n \n" % length)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        length += len(parts[-1])
    size = len(objects) + 1
    parts += [b"xref\n0 %d\n0000000000 65535 f \n" % size, *places]
    parts.append(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, length))
    return b"".join(parts)


# --- Word ------------------------------------------------------------------------------------------------

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OPEN = (
    f'xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/>
  <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="OurHeading"><w:name w:val="NHS heading"/>
  <w:basedOn w:val="Heading2"/></w:style>
<w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="List Bullet"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"""
_NUMBERING = """
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>
</w:num>"""


def write_docx(
    path: Path,
    *body: str,
    footnotes: Mapping[int, str] | None = None,
    main: str = "document.main",
    extra: Mapping[str, bytes] | None = None,
    declaration: str = "",
) -> Path:
    """A Word document whose body is the given XML. `footnotes` are by id; `extra` parts go in as they are."""
    notes = "".join(
        f'<w:footnote w:id="{key}"><w:p><w:r><w:footnoteRef/></w:r>{run(" " + text)}</w:p></w:footnote>'
        for key, text in (footnotes or {}).items()
    )
    separator = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>SEPARATOR</w:t></w:r></w:p></w:footnote>'
    )
    parts = {
        "document": f"<w:document {_OPEN}><w:body>{''.join(body)}</w:body></w:document>",
        "styles": f"<w:styles {_OPEN}>{_STYLES}</w:styles>",
        "numbering": f"<w:numbering {_OPEN}>{_NUMBERING}</w:numbering>",
        "footnotes": f"<w:footnotes {_OPEN}>{separator}{notes}</w:footnotes>",
    }
    others = [name for name in parts if name != "document"]
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _types(main, others))
        package.writestr("_rels/.rels", _relations([("officeDocument", "word/document.xml")]))
        package.writestr(
            "word/_rels/document.xml.rels", _relations([(name, f"{name}.xml") for name in others])
        )
        for name, xml in parts.items():
            package.writestr(f"word/{name}.xml", f'<?xml version="1.0" encoding="UTF-8"?>{declaration}{xml}')
        for name, data in (extra or {}).items():
            package.writestr(name, data)
    return path


def _types(main: str, others: Sequence[str]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{name}+xml"/>' for name in others
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_KIND}.{main}+xml"/>{overrides}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{inside}</Relationships>'


def run(text: str, properties: str = "") -> str:
    """A w:r with text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(*runs: str, style: str = "", list_id: int = 0, depth: int = 0, settings: str = "") -> str:
    """A w:p of runs; plain text stands for a run of it."""
    chosen = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>' if list_id else ""
    inside = "".join(part if part.startswith("<") else run(part) for part in runs)
    return f"<w:p><w:pPr>{chosen}{listed}{settings}</w:pPr>{inside}</w:p>"


def table(*rows: Sequence[str]) -> str:
    """A w:tbl of text cells."""
    return (
        "<w:tbl>"
        + "".join(
            "<w:tr>" + "".join(f"<w:tc>{para(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows
        )
        + "</w:tbl>"
    )


SUPERSCRIPT = '<w:vertAlign w:val="superscript"/>'
PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'
RENDERED_BREAK = "<w:r><w:lastRenderedPageBreak/></w:r>"


def note_reference(key: int) -> str:
    """The reference to a footnote, as Word writes it."""
    return (
        f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{key}"/></w:r>'
    )


# --- anything --------------------------------------------------------------------------------------------


def path_with(path: Path, content: bytes | str) -> Path:
    """The path, once the content is written there."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
