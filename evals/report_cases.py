"""The cases of a run as one HTML table: a group of two rows a case, its figures and, folded, all that is kept of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from evals.markup import esc
from evals.runner import Row

OPEN_SPLITS = ("tuned", "second")
"""Splits whose cases may be shown; those of any other are only counted: whoever reads held-out cases tunes on them."""
COLUMNS = ("Case", "Dataset", "Split", "Kind", "Difficulty", "Ended as", "Facts", "First citation", "Pages", "Words", "Milliseconds", "Remarks")
"""report.css names the last six again for narrow screens, report.js finds the filters' columns by their place here."""
FIGURES = 6
"""The first of COLUMNS that holds figures."""
_MISSING = "missing: "


def shown(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows whose cases may be shown."""
    return tuple(row for row in rows if row.split in OPEN_SPLITS)


def went_wrong(row: Row) -> bool:
    """Whether there is anything to remark on: a crash, or something that is not as the case wants it."""
    return bool(row.why or row.error or row.answer is None)


def cases_section(rows: Sequence[Row]) -> str:
    """The filters, which only the script shows, and the table; a sentence where there is no case that may be shown."""
    kept = shown(rows)
    if not kept:
        return "<p>There is no case to show.</p>"
    head = "".join(f'<th scope="col" role="columnheader" data-sort="{"number" if n >= FIGURES else "text"}">{esc(c)}</th>' for n, c in enumerate(COLUMNS))
    return f"""{_filters(kept)}
<p id="shown" class="note" role="status">All {len(kept)} cases, in the order of the run.</p>
<table id="cases-table" class="cases" role="table"><caption>Cases, with their figures. Open a question to see its answer. A dash means that the figure does not apply.</caption>
<thead role="rowgroup"><tr role="row">{head}</tr></thead>
{chr(10).join(_case(row) for row in kept)}
</table>"""


def _filters(rows: Sequence[Row]) -> str:
    def choice(name: str, label: str, values: Iterable[str]) -> str:
        options = "".join(f'<option value="{esc(v)}">{esc(v)}</option>' for v in sorted(set(values)))
        return f'<div><label for="{name}">{label}</label><select id="{name}"><option value="">All</option>{options}</select></div>'

    return f"""<div id="filters" class="filters" role="search" aria-label="Cases" hidden>
<div class="wide"><label for="f-text">Words in a case</label><input id="f-text" type="search" autocomplete="off"></div>
{choice("f-dataset", "Dataset", (r.dataset for r in rows))}{choice("f-split", "Split", (r.split for r in rows))}{choice("f-kind", "Kind", (r.kind for r in rows))}
<div class="tick"><input id="f-wrong" type="checkbox" checked><label for="f-wrong">Only what went wrong</label></div>
<div class="act"><button type="button" id="open-all">Open all shown</button> <button type="button" id="close-all">Close all</button></div>
</div>"""


def _case(row: Row) -> str:
    ended = row.answer["status"] if row.answer else "crashed"
    texts = "".join(f'<td role="cell">{esc(t)}</td>' for t in (row.dataset, row.split, row.kind, row.difficulty, ended.replace("_", " ")))
    figures = (*(_share(row.scores.get(m)) for m in ("facts", "page_first", "page")), *(_whole(row.scores.get(m)) for m in ("words", "ms")), _remarks(row))
    numbers = "".join(f'<td role="cell" class="n">{f}</td>' for f in figures)
    return (f'<tbody role="rowgroup"{" data-wrong" if went_wrong(row) else ""}><tr role="row"><th scope="row" role="rowheader">{esc(row.id)}</th>{texts}{numbers}</tr>'
            f'<tr role="row"><td role="cell" colspan="{len(COLUMNS)}"><details><summary><span class="q">{esc(row.question)}</span>{_why(row)}</summary>'
            f"<dl>{_inside(row)}</dl></details></td></tr></tbody>")


def _remarks(row: Row) -> str:
    return str(len(row.why) + (row.answer is None))


def _why(row: Row) -> str:
    reasons = "; ".join(row.why) or ("the case crashed" if row.answer is None else "")
    return f' <span class="why">{esc(reasons)}</span>' if reasons else ""


def _inside(row: Row) -> str:
    """All of a case but its question: pairs of <dt> and <dd>; what there is none of is left out."""
    answer: Mapping[str, Any] = row.answer or {}
    missing = [reason.removeprefix(_MISSING) for reason in row.why if reason.startswith(_MISSING)]
    other = [reason for reason in row.why if not reason.startswith(_MISSING)]
    read_as = answer.get("standalone_question", "")
    gold = {(g["source"], g["page"]) for g in row.gold}
    parts = [
        ("Asked before", _list(row.history)),
        ("Role", esc(row.role or "none given")),
        ("Ended as", f"{esc(answer['status'])}, confidence {answer['confidence']:.2f}" if row.answer else "crashed"),
        ("Read as", esc(read_as) if read_as != row.question else ""),
        ("Error", f'<p class="text">{esc(row.error)}</p>' if row.error else ""),
        ("Facts missing", _list(missing)),
        ("Other remarks", _list(other)),
        ("Answer", f'<p class="text">{esc(answer["answer"])}</p>' if row.answer else ""),
        ("Notices", _list([n["text"] for n in answer.get("notices", ())])),
        ("Citations", _quotes((f"[{q['n']}] {q['title'] or q['source_id']}", q["page"], q["quote"], _among(q, gold)) for q in answer.get("citations", ()))),
        ("Gold evidence", _quotes((g["source"], g["page"], g["quote"], "") for g in row.gold)),
        ("Scores", esc(", ".join(f"{name} {score:.4g}" for name, score in row.scores.items() if score is not None))),
        ("Asked", f"{row.tries} times" if row.tries > 1 else ""),
    ]
    return "".join(f"<dt>{name}</dt><dd>{inner}</dd>" for name, inner in parts if inner)


def _among(citation: Mapping[str, Any], gold: set[tuple[str, str]]) -> str:
    return "" if not gold else " (a gold page)" if (citation["source_id"], citation["page"]) in gold else " (not a gold page)"


def _list(texts: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{esc(t)}</li>' for t in texts)}</ul>" if texts else ""


def _quotes(places: Iterable[tuple[str, object, str, str]]) -> str:
    items = "".join(f"<li>{esc(title)}, page {esc(page)}{right}<blockquote>{esc(quote)}</blockquote></li>" for title, page, quote, right in places)
    return f'<ul class="quotes">{items}</ul>' if items else ""


def _share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.0f}%"


def _whole(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}"
