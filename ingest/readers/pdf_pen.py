"""Where a PDF's text operators move the pen, and the runs it leaves: matrices, spacing, turned text. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import atan2, degrees, hypot

from ingest.readers.pdf_marks import Run

_MOST_RUNS = 60_000  # a page of dense text set letter by letter has 6,000
_LARGEST = 10_000.0  # points: more is a broken matrix
_FURTHEST_TURN = 5  # degrees off upright or a quarter turn; what slants more is a watermark

Matrix = tuple[float, float, float, float, float, float]
ONE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def times(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that applies m, then n (PDF 32000-1, 8.3.4)."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def matrix(numbers: list[float]) -> Matrix:
    """A matrix from its six operands; the one that changes nothing from any other number of them."""
    return (
        (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]) if len(numbers) == 6 else ONE
    )


@dataclass(slots=True)
class State:
    """The graphics state that text depends on. `space` is how wide the font's space is, in parts of its size.

    `bullets` are the glyphs of this font that stand for a bullet when alone, "*" for any.
    """

    ctm: Matrix = ONE
    size: float = 0.0
    space: float = 0.25
    is_bold: bool = False
    bullets: str = ""
    character_gap: float = 0.0
    word_gap: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass(slots=True)
class Pen:
    """The text position, moved by operators and glyphs, and the runs drawn so far."""

    state: State = field(default_factory=State)
    runs: list[Run] = field(default_factory=list)
    _line: Matrix = ONE
    _along: float = 0.0  # from the line's start, in its own units
    _start: float = 0.0  # where on it the run began
    _text: str = ""

    def place(self, at: Matrix) -> None:
        """Sets the line and the pen (Tm; BT with the matrix that changes nothing)."""
        self._line, self._along = at, 0.0

    def move(self, right: float, up: float) -> None:
        """Starts the next line this far from the start of the last (Td)."""
        self.place(times((1.0, 0.0, 0.0, 1.0, right, up), self._line))

    def next_line(self) -> None:
        """Starts the next line by the leading (T*)."""
        self.move(0.0, -self.state.leading)

    def put(self, glyph: str, width: float, is_space: bool) -> None:
        """Draws a glyph `width` parts of the size wide; word spacing applies to the one-byte space only."""
        state = self.state
        if not self._text:
            self._start = self._along
        self._text += glyph
        gap = state.character_gap + (state.word_gap if is_space else 0.0)
        self._along += (width * state.size + gap) * state.stretch

    def shift(self, parts: float) -> None:
        """Moves the pen by parts of the size (a number in TJ): half a space parts words, an em parts runs."""
        if abs(parts) >= 1 or parts < -self.state.space:
            self.lift()
        elif parts > self.state.space / 2 and self._text and not self._text.endswith(" "):
            self._text += " "
        self._along += parts * self.state.size * self.state.stretch

    def lift(self, instead: str | None = None, unseen: bool = False) -> None:
        """Ends the run: adds it to `runs` with its own text or another, or nothing if it is unseen."""
        text, self._text = self._text if instead is None else instead, ""
        if unseen or not text:
            return
        if len(self.runs) >= _MOST_RUNS:
            raise ValueError("more pieces of text than a page can hold")
        state = self.state
        begin, end = (
            times(times((1.0, 0.0, 0.0, 1.0, along, state.rise), self._line), state.ctm)
            for along in (self._start, self._along)
        )
        size = abs(state.size) * hypot(begin[2], begin[3])
        sign = 1 if state.size >= 0 else -1
        angle = degrees(atan2(sign * begin[1], sign * begin[0]))
        if not 0 < size < _LARGEST or abs(angle - round(angle / 90) * 90) > _FURTHEST_TURN:
            return
        turn = round(angle / 90) * 90 % 360
        (x, y), (right, _) = _upright(begin, turn), _upright(end, turn)
        alone = text.strip()
        is_bullet = len(alone) == 1 and (alone in state.bullets or state.bullets == "*")
        self.runs.append(
            Run("•" if is_bullet else text, min(x, right), max(x, right), y, size, state.is_bold, turn)
        )


def _upright(place: Matrix, turn: int) -> tuple[float, float]:
    """A place on the page as (along the line, up from it), for text turned by so many degrees."""
    x, y = place[4], place[5]
    return {0: (x, y), 90: (y, -x), 180: (-x, -y), 270: (-y, x)}[turn]
