"""The scale on which answers are marked, row by row or in a sentence. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_SAID = re.compile(r"\b(?:scored?|marked|marks?|scoring scale|scale|rated)\b.{0,40}\b(?:\d(?: ?\([^)]*\))? to \d{1,2}|\d ?[-–] ?\d{1,2}\b(?!%)|out of \d{1,3})|\b(?:scor(?:es|ing)(?: scale)?|scale)\b[^.\n\d]{0,30}:\s*[0-9]{1,2}\s*(?:[-–:=|]|\s{2,})\s*\w", re.I | re.M)
_GRADE = r"(?:excellent|exceptional|outstanding|very good|good|strong|satisfactory|acceptable|adequate|average|fair|partial|limited|weak|poor|minimal|inadequate|insufficient|unsatisfactory|unacceptable|deficient|fail|non[- ]?compliant|no (?:response|answer|evidence|submission)|nil|none|exceeds|fully|meets|does not|not answered|major|minor|some|comprehensive|concerns?)"
_ROW = re.compile(r"^\W*(?:score (?:of )?)?(\d{1,3})(?: ?%| marks?| points?)?\s*(?:[-–:=|.)]|\s{2,}|\t)\s*(\S.*)$", re.I)
_TURNED = re.compile(r"^\W*([A-Za-z][^\d\n]{2,60}?)\s*(?:[-–:=|(]|\s{2,}|\t|\s(?=\d+\s{2,}))\s*(\d{1,3})(?: ?%| marks?| points?)?\)?\s*(?:$|(?:[-–:=|.]|\s{2,})\s*\S.*$)", re.I)
_HEAD = re.compile(r"\b(?:scores?|marks?|ratings?|grades?|points|descriptors?)\b", re.I)
_LEAST, _MOST = 3, 12
"""Rows of a scale."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A row: its mark, the first words of its meaning, and the line on its page."""

    mark: int
    meaning: str
    line: str
    page: str


def scale_of(paragraphs: Sequence[tuple[str, str]], said: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """(mark and meaning, line, page) of each row of a scale, then of each sentence that says between which marks it runs."""
    rows = list(_rows([(line, page) for text, page in paragraphs for line in text.split("\n") if line.strip()]))
    yield from ((f"{step.mark}  {step.meaning}", step.line, step.page) for step in rows[:_MOST])
    told = {step.line for step in rows}
    yield from ((found.group().strip(), text, page) for text, page in said if text not in told and (found := _SAID.search(text)))


def _rows(lines: Sequence[tuple[str, str]]) -> Iterator[_Step]:
    """The rows of the scales: marks that go up or down from row to row, where a head says that they are marks, or two rows at least give a grade."""
    run: list[_Step] = []
    head = False
    for n, (line, page) in enumerate([*lines, ("", "")]):
        step = _step(line, page)
        if step and (not run or _goes_on(run, step)):
            head = head if run else bool(n) and bool(_HEAD.search(lines[n - 1][0])) and len(lines[n - 1][0].split()) <= 8
            run.append(step)
            continue
        yield from _kept(run, head)
        run = [step] if step else []
        head = bool(step and n and _HEAD.search(lines[n - 1][0]) and len(lines[n - 1][0].split()) <= 8)


def _step(line: str, page: str) -> _Step | None:
    if found := _ROW.match(line):
        return _Step(int(found[1]), _brief(found[2]), line, page) if not found[2].rstrip().endswith("?") else None
    found = _TURNED.match(line)
    return _Step(int(found[2]), _brief(found[1]), line, page) if found and re.match(_GRADE, found[1], re.I) else None


def _goes_on(run: Sequence[_Step], step: _Step) -> bool:
    ways = {one.mark < other.mark for one, other in zip([*run[:-1], run[-1]], [*run[1:], step], strict=True)}
    return step.mark != run[-1].mark and len(ways) == 1


def _kept(run: Sequence[_Step], head: bool) -> Sequence[_Step]:
    graded = sum(bool(re.search(rf"\b{_GRADE}\b", step.line, re.I)) for step in run)
    return run if len(run) >= _LEAST and (head and graded or graded >= max(2, len(run) / 2)) else ()


def _brief(text: str) -> str:
    """The grade: what stands before a colon, a dash or a second cell."""
    return re.split(r"\s{2,}|\t|[:|]|\s[–-]\s|\. ", text.strip())[0].strip(" .")[:60]
