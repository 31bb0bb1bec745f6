"""The text a PDF page draws, with its place, size and weight: the only module that knows pypdf.

pypdf's own `extract_text` runs "209" and a raised "2" together as 2092, and its visitor is handed both as one
piece when only the text matrix changed between them. So the text operators are followed here, and pypdf does
what it is best at: files, streams, fonts. `Font` is not in its public interface; the lock file holds pypdf.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import DependencyError, FileNotDecryptedError
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DictionaryObject,
    TextStringObject,
    create_string_object,
)
from pypdf.generic._font import Font

from ingest.readers import refusal
from ingest.readers.pdf_fonts import Face, face_of
from ingest.readers.pdf_marks import Run
from ingest.readers.pdf_pen import ONE, Pen, State, matrix, times
from ingest.readers.refusal import Limits
from ingest.readers.sniff import PDF

_DEEPEST_FORM = 8
_MOST_FORMS = 2_000
_FURNITURE = ("/Pagination", "/Header", "/Footer", "/Watermark", "/PageNum")
_SETTERS = {b"Tc": "character_gap", b"Tw": "word_gap", b"Tz": "stretch", b"TL": "leading", b"Ts": "rise"}


def page_runs(data: bytes, name: str, limits: Limits) -> Iterator[tuple[str, tuple[Run, ...]]]:
    """For each page its label and its runs in the order they are drawn.

    Raises UnreadableFile "encrypted" or "too many pages" before any text is read, "damaged" when pages are
    missing; what pypdf raises on a broken file is let through.
    """
    try:
        reader = PdfReader(BytesIO(data))  # tries the empty password by itself
        said = _dictionary(reader.root_object.get("/Pages")).get("/Count")
        said = said if isinstance(said, int) else 0
        # A tree that says it is too large is not walked.
        found = len(reader.pages) if said <= limits.max_pages else 0
        if max(said, found) > limits.max_pages:
            raise refusal.too_many_pages(name, max(said, found), limits.max_pages)
        if found < said:  # half a document would be answered from as if it were whole
            raise refusal.damaged(name, PDF)
        faces: dict[int, tuple[Any, Face | None]] = {}
        for page, label in zip(reader.pages, _labels(reader), strict=True):
            if "/Contents" in page and page["/Contents"] is None:  # its stream is lost; `get` would not tell
                raise refusal.damaged(name, PDF)
            yield label, _Walk(reader, faces).runs_of(page)
    except FileNotDecryptedError as error:
        raise refusal.encrypted(name) from error
    except DependencyError as error:  # pypdf has AES only from the package cryptography
        raise refusal.ciphered(name) from error


def title_in(data: bytes) -> str:
    """The title that a file's properties give; "" where they give none or cannot be read."""
    try:
        said = PdfReader(BytesIO(data)).metadata
        return str(said.title or "") if said else ""
    except Exception:  # pypdf raises anything on broken properties, which must not cost the document
        return ""


def page_alone(data: bytes, place: int) -> tuple[bytes, tuple[Run, ...], tuple[float, float]]:
    """One page of a file as a file of its own, with its runs, and where its top left corner is in their points.

    `place` counts from 0. Raises IndexError: there is no such page. What pypdf raises on a broken file is let through.
    """
    reader = PdfReader(BytesIO(data))
    page = reader.pages[place]
    runs = _Walk(reader, {}).runs_of(page)
    writer, alone = PdfWriter(), BytesIO()
    writer.add_page(page)
    writer.write(alone)
    return alone.getvalue(), runs if not page.rotation else (), (float(page.cropbox.left), float(page.cropbox.top))


def _labels(reader: PdfReader) -> list[str]:
    numbers = [str(number) for number in range(1, len(reader.pages) + 1)]
    try:
        labels = reader.page_labels if "/PageLabels" in reader.root_object else numbers
    except Exception:  # a broken tree of labels must not cost the document; pypdf raises anything on one
        return numbers
    return [label.strip() or number for label, number in zip(labels, numbers, strict=True)]


def _face(resource: Any) -> Face | None:
    """The font of a resource; None when it is none."""
    if not isinstance(resource, DictionaryObject):
        return None
    try:
        font = Font.from_font_resource(resource)
    except (AttributeError, TypeError, KeyError, ValueError, IndexError):
        return None
    return face_of(font, str(resource.get("/Encoding", "")))


@dataclass(slots=True)
class _Tag:
    """A stretch of marked content: left out, or standing for other text, which is said once."""

    is_hidden: bool = False
    actual: str | None = None


@dataclass(slots=True)
class _Walk:
    """One walk over a page's operators, form by form."""

    reader: PdfReader
    faces: dict[int, tuple[Any, Face | None]]
    pen: Pen = field(default_factory=Pen)
    face: Face | None = None
    tags: list[_Tag] = field(default_factory=list)
    forms: int = 0

    def runs_of(self, page: Any) -> tuple[Run, ...]:
        """The runs of the page, in the order it draws them."""
        contents = page.get("/Contents")
        if contents is not None:
            stream = ContentStream(contents.get_object(), self.reader, "bytes")
            self._follow(stream, _dictionary(page.get("/Resources")), 0)
        return tuple(self.pen.runs)

    def _follow(self, content: ContentStream, resources: DictionaryObject, depth: int) -> None:
        stack: list[tuple[State, Face | None]] = []
        for operands, operator in content.operations:
            if operator == b"q":
                stack.append((replace(self.pen.state), self.face))
            elif operator == b"Q" and stack:
                self.pen.state, self.face = stack.pop()
            elif operator == b"Do" and operands:
                self._follow_form(_dictionary(resources.get("/XObject")).get(operands[0]), resources, depth)
            elif operator in (b"BMC", b"BDC"):
                self.tags.append(_tag(operands, _dictionary(resources.get("/Properties"))))
            elif operator == b"EMC":
                del self.tags[-1:]
            elif operator == b"Tf" and len(operands) == 2:
                self._take_font(_dictionary(resources.get("/Font")).get(operands[0]), _number(operands[1]))
            elif isinstance(operands, list):
                self._operate(operator, operands)

    def _operate(self, operator: bytes, operands: list[Any]) -> None:
        pen, numbers = self.pen, [_number(operand) for operand in operands]
        if operator in (b"Tj", b"TJ", b"'", b'"') and operands:
            if operator in (b"'", b'"'):
                pen.next_line()
            if operator == b'"' and len(numbers) == 3:
                pen.state.word_gap, pen.state.character_gap = numbers[0], numbers[1]
            self._show(operands[-1] if isinstance(operands[-1], ArrayObject) else [operands[-1]])
        elif operator == b"BT":
            pen.place(ONE)
        elif operator in (b"Td", b"TD") and len(numbers) == 2:
            pen.state.leading = -numbers[1] if operator == b"TD" else pen.state.leading
            pen.move(numbers[0], numbers[1])
        elif operator == b"T*":
            pen.next_line()
        elif operator == b"Tm":
            pen.place(matrix(numbers))
        elif operator == b"cm":
            pen.state.ctm = times(matrix(numbers), pen.state.ctm)
        elif operator in _SETTERS and numbers:
            setattr(pen.state, _SETTERS[operator], numbers[0] / (100 if operator == b"Tz" else 1))

    def _show(self, pieces: Any) -> None:
        for piece in pieces:
            if isinstance(piece, (int, float)):
                self.pen.shift(-float(piece) / 1000)
            elif self.face is not None and isinstance(piece, bytes):
                for glyph in self.face.glyphs(piece):
                    self.pen.put(*glyph)
        actual = next((tag for tag in self.tags if tag.actual is not None), None)
        self.pen.lift(actual.actual if actual else None, unseen=any(tag.is_hidden for tag in self.tags))
        if actual:
            actual.actual = ""

    def _take_font(self, reference: Any, size: float) -> None:
        resource = reference.get_object() if reference is not None else None
        if id(resource) not in self.faces:
            self.faces[id(resource)] = (
                resource,
                _face(resource),
            )  # the resource is kept so that its id stays its own
        self.face, state = self.faces[id(resource)][1], self.pen.state
        state.size = size
        if self.face is not None:
            state.is_bold, state.bullets = self.face.is_bold, self.face.bullets
            state.space = self.face.space

    def _follow_form(self, reference: Any, resources: DictionaryObject, depth: int) -> None:
        form = reference.get_object() if reference is not None else None
        self.forms += 1
        if (
            not isinstance(form, DictionaryObject)
            or form.get("/Subtype") != "/Form"
            or depth >= _DEEPEST_FORM
            or self.forms > _MOST_FORMS
        ):
            return
        saved, face = replace(self.pen.state), self.face
        shape = form.get("/Matrix")
        numbers = [_number(value) for value in shape.get_object()] if shape is not None else []
        self.pen.state.ctm = times(matrix(numbers), self.pen.state.ctm)
        own = _dictionary(form.get("/Resources")) or resources
        self._follow(ContentStream(form, self.reader, "bytes"), own, depth + 1)
        self.pen.state, self.face = saved, face


def _tag(operands: Any, properties: DictionaryObject) -> _Tag:
    """What marked content says of itself: page furniture is left out, ActualText replaces what is drawn."""
    name, told = (operands[0] if operands else None), (operands[1] if len(operands) > 1 else None)
    told = told if isinstance(told, DictionaryObject) else _dictionary(properties.get(told))
    actual = told.get("/ActualText")
    is_hidden = name == "/Artifact" and (
        told.get("/Type") in _FURNITURE or told.get("/Subtype") in _FURNITURE
    )
    actual = actual.get_object() if actual is not None else None
    if isinstance(actual, bytes):  # strings of a content stream come undecoded
        actual = create_string_object(bytes(actual))
    return _Tag(is_hidden, str(actual) if isinstance(actual, TextStringObject) else None)


def _dictionary(value: Any) -> DictionaryObject:
    value = value.get_object() if value is not None else None
    return value if isinstance(value, DictionaryObject) else DictionaryObject()


def _number(value: Any) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0
