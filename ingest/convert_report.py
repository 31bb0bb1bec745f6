"""The report's original -> its pages, and the pages as Markdown, by the decisions of conversion.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.errors import CorpusError
from ingest.blocks import Block, BlockKind
from ingest.markdown_blocks import BULLETS, NUMBERED, as_markdown, block_of, tidy

Pages = dict[str, list[str]]


def report_pages(original: str, plan: Mapping[str, Any]) -> Pages:
    """The report's lines by printed page label, footnote marks undone, page furniture gone."""
    starts = {int(s["line"]): s for s in plan["page_starts"]}
    label, pages = int(plan["first_page"]) - 1, {}
    for number, raw in enumerate(original.split("\n"), 1):
        if number in plan["drop_lines"]:
            continue
        if number in starts:
            if raw.strip() != starts[number]["text"]:
                raise CorpusError(f"conversion.toml expects line {number} to read {starts[number]['text']!r}, "
                                  f"but it is {raw.strip()!r}; correct page_starts")
            label = int(starts[number]["page"])
        elif number <= plan["marker_rule_ends_at_line"] and raw.startswith(" "):
            label += 1
        pages.setdefault(str(label), []).append(raw.strip("\r").lstrip(" "))
    for mark in plan["marks"]:
        _undo_mark(pages[str(mark["page"])], mark)
    return pages


def _undo_mark(lines: list[str], mark: Mapping[str, Any]) -> None:
    """Takes one footnote number off the text of its page, in place; the text may run over a line break."""
    pattern = re.compile(r"\s+".join(map(re.escape, mark["glued"].split(" "))))
    joined = "\n".join(lines)
    if len(pattern.findall(joined)) != 1:
        raise CorpusError(f"footnote mark {mark['note']}: {mark['glued']!r} must stand once on page {mark['page']}; "
                          "correct [[healthy-commissioning.marks]] in conversion.toml")
    # The line break is kept where it was, so that paragraphs still join as printed.
    breaks = pattern.search(joined).group()
    clean = mark["clean"].split(" ")
    gaps = re.findall(r"\s+", breaks)
    gaps = [" "] * (len(clean) - 1 - len(gaps)) + gaps[len(gaps) - len(clean) + 1 if len(gaps) >= len(clean) else 0:]
    text = clean[0] + "".join(gap + word for gap, word in zip(gaps, clean[1:], strict=True))
    lines[:] = pattern.sub(lambda _: text, joined).split("\n")


def report_markdown(pages: Pages, plan: Mapping[str, Any], appendices: Mapping[str, str]) -> str:
    """The report as Markdown with `<!-- page: N -->` marks. `appendices` holds the table pages, ready made."""
    out: list[str] = []
    for label, lines in pages.items():
        text = appendices.get(label) or as_markdown(report_blocks(label, lines, plan))
        apart = ", apart" if int(label) in plan["apart"] else ""
        out.append(f"<!-- page: {label}{apart} -->\n\n{text}")
    return "".join(out).rstrip() + "\n"


def report_blocks(label: str, lines: list[str], plan: Mapping[str, Any]) -> list[Block]:
    """The blocks of one page of running text, its notes last."""
    body, notes = _notes(lines, {str(m["note"]) for m in plan["marks"] if str(m["page"]) == label})
    rubric = plan["rubric"]
    table: list[Block] = []
    if label == str(rubric["page"]):
        begin = next(i for i, line in enumerate(body) if line.startswith(rubric["first"] + "\t"))
        end = next(i for i, line in enumerate(body) if line.strip() == rubric["last"])
        if " ".join(" ".join(body[begin:end + 1]).split()) != " ".join(" ".join(rubric["rows"]).split()):
            raise CorpusError(f"the rubric of page {label} no longer reads as conversion.toml has it")
        table = [Block(BlockKind.ROW, row) for row in rubric["rows"]]
        body[begin:end + 1] = ["", "\0table", ""]
    headings = {tidy(text): level for page, level, text in plan["headings"] if str(page) == label}
    ends = {tidy(text): True for page, text in plan["breaks"] if str(page) == label}
    ends |= {tidy(text): False for page, text in plan["joins"] if str(page) == label}
    blocks: list[Block] = []
    for block in _paragraphs(_bulleted(body), headings, ends):
        blocks.extend(table if block.text == "\0table" else [block])
    return blocks + notes


def _notes(lines: list[str], numbers: set[str]) -> tuple[list[str], list[Block]]:
    """Parts a page's footnotes from its text. Raises CorpusError when one that is marked is not there."""
    begin = next((i for i, line in enumerate(lines) if line.split(" ")[0] in numbers and numbers), len(lines))
    notes: list[Block] = []
    for line in lines[begin:]:
        mark, _, rest = line.partition(" ")
        if mark in numbers:
            notes.append(Block(BlockKind.NOTE, tidy(rest), marker=mark))
        elif line.strip():
            previous = notes.pop()
            glue = "" if previous.text.endswith(("_", "/")) else " "
            notes.append(Block(BlockKind.NOTE, previous.text + glue + tidy(line), marker=previous.marker))
    if {n.marker for n in notes} != numbers:
        raise CorpusError(f"footnotes {sorted(numbers)} were expected at the page foot, found {[n.marker for n in notes]}")
    return lines[:begin], notes


def _bulleted(lines: list[str]) -> list[str]:
    """Puts each lone bullet sign before the text it belongs to, also where all the signs come first."""
    out: list[str] = []
    waiting, _latest = 0, 0
    for line in lines:
        text = line.strip()
        if text == "•":
            waiting, _latest = waiting + 1, 0
        elif waiting > 1 and text:
            out.append("• " + text)
            waiting -= 1
        elif waiting == 1 and text:
            out.append("• " + text)
            waiting, _latest = 0, 1
        elif text or not waiting:
            out.append(line)
    return out


def _paragraphs(lines: list[str], headings: Mapping[str, int], ends: Mapping[str, bool]) -> Iterator[Block]:
    """Joins wrapped lines: a paragraph ends at a blank line, a heading, a list sign, or a finished short line.

    A finished line is short when the next line's first word would still have fitted on it. A list item runs on
    to the next sign or blank line. `ends` overrules: how a line ends -> whether the paragraph ends there.
    """
    width = max((len(line) for line in lines), default=0)
    run: list[str] = []
    i = 0
    while i < len(lines):
        heading = next((h for h in headings if _begins(lines, i, h)), None)
        line = tidy(lines[i])
        opens = bool(re.match(r"[•»]\s|-\s", line) or NUMBERED.match(line))
        if heading or opens or not line:
            if run:
                yield block_of(run)
            run = []
        if heading:
            yield Block(BlockKind.HEADING, heading, level=headings[heading])
            i += _begins(lines, i, heading)
            continue
        if line:
            run.append(line)
            following = tidy(lines[i + 1]) if i + 1 < len(lines) else ""
            short = len(line) + 1 + len(following.split(" ")[0]) <= width - 4
            item = run[0][:1] in BULLETS or bool(NUMBERED.match(run[0]))
            done = bool(re.search(r"[.?!”’)]['’”)]*$", line)) and short and not item
            done = next((ended for end, ended in ends.items() if line.endswith(end)), done)
            if done:
                yield block_of(run)
                run = []
        i += 1
    if run:
        yield block_of(run)


def _begins(lines: Sequence[str], at: int, heading: str) -> int:
    """How many lines from `at` on make up the heading exactly; 0 when they do not."""
    joined = ""
    for count in range(1, 4):
        if at + count > len(lines):
            return 0
        joined = tidy(f"{joined} {lines[at + count - 1]}")
        if joined == heading:
            return count
    return 0
