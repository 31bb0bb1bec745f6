"""How each file of the corpus came from its original: `python -m ingest.convert` makes them all again.

originals/*.txt + conversion.toml -> documents/*.md (text by printed page) and tables/*.csv (Appendices 2 and 3).
The words are the original's. What changes is layout only: line breaks undone, page marks, headings, lists and
notes made explicit, footnote numbers taken off the words and figures they were glued to, web furniture left out.
Every decision a person took is in conversion.toml; a decision that no longer fits the original stops the run.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError
from ingest.blocks import Block, BlockKind

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
_BULLETS = ("•", "»", "–", "-")
_NUMBERED = re.compile(r"(\d{1,2}\.)\s+(?=\S)")
_SPACE = re.compile(r"[ \t\u00a0]+")
Pages = dict[str, list[str]]


def main(argv: Sequence[str] = ()) -> int:
    """Writes every corpus file anew (or, with --check, only compares). Returns the exit status."""
    check, changed = "--check" in argv, []
    for path, content in converted(CORPUS).items():
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            changed.append(path.relative_to(CORPUS).as_posix())
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content, encoding="utf-8", newline="\n")
    print("\n".join(f"{'differs' if check else 'written'}: {name}" for name in changed) or "nothing to do")
    return 1 if check and changed else 0


def converted(corpus: Path) -> dict[Path, str]:
    """Every generated file of the corpus: its path and what should be in it."""
    plan = tomllib.loads((corpus / "conversion.toml").read_text(encoding="utf-8"))
    files: dict[Path, str] = {}
    for name, decisions in plan.items():
        original = (corpus / "originals" / f"{name}.txt").read_text(encoding="utf-8")
        if "first_page" in decisions:
            pages = report_pages(original, decisions)
            rows = ccg_rows(pages, decisions)
            files[corpus / "tables" / "ccg_footprints.csv"] = _csv(["ccg", "footprint", "page"], rows)
            prints = footprint_rows(pages)
            header = ["footprint", "region", "mentions_social_value", "page"]
            files[corpus / "tables" / "footprints.csv"] = _csv(header, prints)
            document = report_markdown(pages, decisions, appendix_pages(rows, prints))
        else:
            document = web_markdown(original, decisions)
        files[corpus / "documents" / f"{name}.md"] = document
    return files


# --- the report ------------------------------------------------------------------------------------------

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
        text = appendices.get(label) or _markdown(report_blocks(label, lines, plan))
        out.append(f"<!-- page: {label} -->\n\n{text}")
    return "".join(out).rstrip() + "\n"


def appendix_pages(ccgs: Sequence[Sequence[str]], footprints: Sequence[Sequence[str]]) -> dict[str, str]:
    """The pages of Appendices 2 and 3 as Markdown: each table as printed, a row a line, cells two spaces apart."""
    blocks: dict[str, list[Block]] = {"30": [Block(BlockKind.HEADING, "APPENDIX 2: CCG by STP footprint area", level=1)]}
    for ccg, footprint, page in ccgs:
        rows = blocks.setdefault(page, [])
        if not rows or rows[-1].kind is not BlockKind.ROW:
            rows.append(Block(BlockKind.ROW, "CCG  STP footprint area"))
        rows.append(Block(BlockKind.ROW, f"{ccg}  {footprint}"))
    blocks["37"] = [Block(BlockKind.HEADING, "APPENDIX 3: STPs and social value", level=1)]
    for index, (footprint, region, mentions, page) in enumerate(footprints):
        rows = blocks.setdefault(page, [])
        if index == 0 or footprints[index - 1][1] != region:
            rows.append(Block(BlockKind.HEADING, region, level=2))
            rows.append(Block(BlockKind.ROW, "Footprint area  mentions social value"))
        rows.append(Block(BlockKind.ROW, f"{footprint}  {mentions}"))
    return {page: _markdown(rows) for page, rows in blocks.items()}


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
    headings = {_tidy(text): level for page, level, text in plan["headings"] if str(page) == label}
    ends = {_tidy(text): True for page, text in plan["breaks"] if str(page) == label}
    ends |= {_tidy(text): False for page, text in plan["joins"] if str(page) == label}
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
            notes.append(Block(BlockKind.NOTE, _tidy(rest), marker=mark))
        elif line.strip():
            previous = notes.pop()
            glue = "" if previous.text.endswith(("_", "/")) else " "
            notes.append(Block(BlockKind.NOTE, previous.text + glue + _tidy(line), marker=previous.marker))
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
        line = _tidy(lines[i])
        opens = bool(re.match(r"[•»]\s|-\s", line) or _NUMBERED.match(line))
        if heading or opens or not line:
            if run:
                yield _block(run)
            run = []
        if heading:
            yield Block(BlockKind.HEADING, heading, level=headings[heading])
            i += _begins(lines, i, heading)
            continue
        if line:
            run.append(line)
            following = _tidy(lines[i + 1]) if i + 1 < len(lines) else ""
            short = len(line) + 1 + len(following.split(" ")[0]) <= width - 4
            item = run[0][:1] in _BULLETS or bool(_NUMBERED.match(run[0]))
            done = bool(re.search(r"[.?!”’)]['’”)]*$", line)) and short and not item
            done = next((ended for end, ended in ends.items() if line.endswith(end)), done)
            if done:
                yield _block(run)
                run = []
        i += 1
    if run:
        yield _block(run)


def _begins(lines: Sequence[str], at: int, heading: str) -> int:
    """How many lines from `at` on make up the heading exactly; 0 when they do not."""
    joined = ""
    for count in range(1, 4):
        if at + count > len(lines):
            return 0
        joined = _tidy(f"{joined} {lines[at + count - 1]}")
        if joined == heading:
            return count
    return 0


def _block(run: Sequence[str]) -> Block:
    text = _tidy(" ".join(run))
    for sign in _BULLETS:
        if text.startswith(sign + " "):
            return Block(BlockKind.ITEM, text[len(sign) + 1:], marker="•")
    if match := _NUMBERED.match(text):
        return Block(BlockKind.ITEM, text[match.end():], marker=match.group(1))
    return Block(BlockKind.PARAGRAPH, text)


# --- Appendices 2 and 3 ----------------------------------------------------------------------------------

def ccg_rows(pages: Pages, plan: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Appendix 2: (CCG, footprint as printed, page), in the printed order. A page's two columns are paired in order."""
    splits = {s["line"]: s for s in plan["split_cells"]}
    rows: list[tuple[str, str, str]] = []
    for page in map(str, range(30, 37)):
        names: list[str] = []
        footprints: list[str] = []
        open_footprint = False
        for index, line in enumerate(map(_tidy, pages[page])):
            if not line or line == "STP footprint area" or line.startswith("APPENDIX") or (line == "CCG" and index < 2):
                continue
            name, footprint = _cells(line, splits)
            if name.startswith("NHS "):
                names.append(name)
            elif name:
                names[-1] += f" {name}"
            if footprint and open_footprint:
                footprints[-1] += f" {footprint}"
            elif footprint:
                footprints.append(footprint)
            if footprint:
                open_footprint = not footprint.endswith("STP")
        if len(names) != len(footprints):
            raise CorpusError(f"page {page}: {len(names)} CCGs but {len(footprints)} footprints")
        rows.extend((n, f, page) for n, f in zip(names, footprints, strict=True))
    return rows


def _cells(line: str, splits: Mapping[str, Mapping[str, str]]) -> tuple[str, str]:
    """A line of Appendix 2 as (part of a name, part of a footprint); either may be empty."""
    if line in splits:
        return splits[line]["name"], splits[line]["footprint"]
    if line.startswith("NHS "):
        name, ccg, rest = line.partition(" CCG ")
        return (name + " CCG", rest) if ccg else (line, "")
    return (line, "") if line.endswith("CCG") else ("", line)


def footprint_rows(pages: Pages) -> list[tuple[str, str, str, str]]:
    """Appendix 3: (footprint, region, yes or no, page), in the printed order; a row's page is its name's."""
    rows: list[tuple[str, str, str, str]] = []
    region, names, answers, state = "", [], [], ""
    for page in ("37", "38"):
        for line in filter(None, map(_tidy, pages[page])):
            if line in ("North", "Midlands and East", "London", "South"):
                rows.extend((n, region, a, p) for (n, p), a in zip(names, answers, strict=True))
                region, names, answers, state = line, [], [], ""
            elif line in ("Footprint area", "mentions social value"):
                state = line
            elif state == "mentions social value":
                answers.append(line)
            elif state == "Footprint area":
                # Two names run over a line: one ends on a comma, one on "and".
                if names and names[-1][0].endswith((",", " and")):
                    names[-1] = (f"{names[-1][0]} {line}", names[-1][1])
                else:
                    names.append((line, page))
    rows.extend((n, region, a, p) for (n, p), a in zip(names, answers, strict=True))
    return rows


# --- the web documents -----------------------------------------------------------------------------------

def web_markdown(original: str, plan: Mapping[str, Any]) -> str:
    """A web page as Markdown: only what stands between its start and its end, without the site's furniture."""
    lines = [_tidy(line) for line in original.replace("\r", "").split("\n")]
    start = next((i for i, line in enumerate(lines) if line.startswith(plan["starts_at"])), None)
    end = next((i for i, line in enumerate(lines) if plan["ends_at"] and line.startswith(plan["ends_at"])), len(lines))
    if start is None:
        raise CorpusError(f"no line starts with {plan['starts_at']!r}; correct starts_at in conversion.toml")
    wanted = [(_tidy(text), level) for level, text in plan["headings"]]
    blocks: list[Block] = []
    for line in lines[start:end]:
        if not line or any(line.startswith(prefix) for prefix in plan["drop"]):
            continue
        if wanted and line == wanted[0][0]:
            blocks.append(Block(BlockKind.HEADING, line, level=wanted.pop(0)[1]))
        else:
            blocks.append(_block([line]))
    if wanted:
        raise CorpusError(f"the heading {wanted[0][0]!r} was not met in order; correct headings in conversion.toml")
    return "<!-- page: 1 -->\n\n" + _markdown(blocks).rstrip() + "\n"


# --- writing ---------------------------------------------------------------------------------------------

def _markdown(blocks: Sequence[Block]) -> str:
    """Blocks as Markdown: `#` headings, `-` and `1.` items, `[^n]:` notes, rows in a fence called table."""
    out: list[str] = []
    for before, block, after in zip([None, *blocks[:-1]], blocks, [*blocks[1:], None], strict=True):
        goes_on = after is not None and after.kind is block.kind and block.kind in (BlockKind.ITEM, BlockKind.ROW)
        match block.kind:
            case BlockKind.HEADING:
                text = f"{'#' * block.level} {block.text}"
            case BlockKind.ITEM:
                text = f"{'-' if block.marker == '•' else block.marker} {block.text}"
            case BlockKind.NOTE:
                text = f"[^{block.marker}]: {block.text}"
            case BlockKind.ROW:
                opens = before is None or before.kind is not BlockKind.ROW
                text = ("```table\n" if opens else "") + block.text + ("" if goes_on else "\n```")
            case BlockKind.PARAGRAPH:
                text = block.text
        out.append(text + ("\n" if goes_on else "\n\n"))
    return "".join(out)


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def _tidy(text: str) -> str:
    """One line with single spaces; no-break spaces made plain."""
    return _SPACE.sub(" ", text).strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
