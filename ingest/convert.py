"""How each file of the corpus came from its original: `python -m ingest.convert` makes them all again.

originals/*.txt + conversion.toml -> documents/*.md (text by printed page) and tables/*.csv (Appendices 2 and 3).
The words are the original's. What changes is layout only: line breaks undone, page marks, headings, lists and
notes made explicit, footnote numbers taken off the words and figures they were glued to, web furniture left out.
Every decision a person took is in conversion.toml; a decision that no longer fits the original stops the run.
"""

from __future__ import annotations

import csv
import io
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError
from ingest.blocks import Block, BlockKind
from ingest.convert_report import report_markdown, report_pages
from ingest.convert_tables import appendix_pages, ccg_rows, footprint_rows
from ingest.markdown_blocks import as_markdown, block_of, tidy

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


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


def web_markdown(original: str, plan: Mapping[str, Any]) -> str:
    """A web page as Markdown: only what stands between its start and its end, without the site's furniture."""
    lines = [tidy(line) for line in original.replace("\r", "").split("\n")]
    start = next((i for i, line in enumerate(lines) if line.startswith(plan["starts_at"])), None)
    end = next((i for i, line in enumerate(lines) if plan["ends_at"] and line.startswith(plan["ends_at"])), len(lines))
    if start is None:
        raise CorpusError(f"no line starts with {plan['starts_at']!r}; correct starts_at in conversion.toml")
    wanted = [(tidy(text), level) for level, text in plan["headings"]]
    blocks: list[Block] = []
    for line in lines[start:end]:
        if not line or any(line.startswith(prefix) for prefix in plan["drop"]):
            continue
        if wanted and line == wanted[0][0]:
            blocks.append(Block(BlockKind.HEADING, line, level=wanted.pop(0)[1]))
        else:
            blocks.append(block_of([line]))
    if wanted:
        raise CorpusError(f"the heading {wanted[0][0]!r} was not met in order; correct headings in conversion.toml")
    return "<!-- page: 1 -->\n\n" + as_markdown(blocks).rstrip() + "\n"


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
