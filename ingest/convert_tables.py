"""Appendices 2 and 3 of the report: their rows out of its pages, and the rows as pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.errors import CorpusError
from ingest.blocks import Block, BlockKind
from ingest.convert_report import Pages
from ingest.markdown_blocks import as_markdown, tidy


def ccg_rows(pages: Pages, plan: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Appendix 2: (CCG, footprint as printed, page), in the printed order. A page's two columns are paired in order."""
    splits = {s["line"]: s for s in plan["split_cells"]}
    rows: list[tuple[str, str, str]] = []
    for page in map(str, range(30, 37)):
        names: list[str] = []
        footprints: list[str] = []
        open_footprint = False
        for index, line in enumerate(map(tidy, pages[page])):
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
        for line in filter(None, map(tidy, pages[page])):
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
    return {page: as_markdown(rows) for page, rows in blocks.items()}
