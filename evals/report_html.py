"""A run as one self-contained HTML page: what was run, safety, quality, charts, and the cases that may be shown.

The page asks no network and works without its script. Its style and script are report.css and report.js, put inline.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime
from importlib import resources

from evals.markup import esc, table
from evals.report import mode
from evals.report_cases import cases_section, shown, went_wrong
from evals.report_charts import charts_section
from evals.report_scores import counted, in_run, quality, safety, splits_section
from evals.runner import Row
from evals.runs import About, Run


def as_html(run: Run) -> str:
    """The whole page. Of held-out cases it has how many there are and their scores in sum: whoever reads them tunes on them."""
    style, script = (resources.files("evals").joinpath(f"report.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    title = f"Evaluation: {run.about.set}{f', {run.about.split}' if run.about.split else ''}, {run.about.system}"
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src '{digest(script)}'; base-uri 'none'; form-action 'none'"
    return f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{esc(title)}</title>
<style>
{style}</style>
</head>
<body>
<a class="skip" href="#cases">Skip to the cases</a>
<main>
<h1>{esc(title)}</h1>
{_head(run)}
<h2 id="safety">Safety</h2>
{safety(run.rows)}
<h2 id="quality">Quality</h2>
{quality(run.rows)}
<h2 id="charts">Charts</h2>
{charts_section(run.rows)}
{splits_section(run.rows)}
<h2 id="cases">Cases</h2>
{_held_out(run.rows)}
{cases_section(run.rows)}
<h2 id="reading">How to read this page</h2>
{_NOTES}
</main>
<script>{script}</script>
</body>
</html>
"""


def digest(script: str) -> str:
    """What a Content-Security-Policy calls an inline script by: the SHA-256 of its text."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")


# --- what was run ----------------------------------------------------------------------------------------


def _head(run: Run) -> str:
    about, rows = run.about, run.rows
    wrong = sum(went_wrong(row) for row in rows)
    verdict = f"{counted(len(rows))}: {len(rows) - wrong} without a remark, {wrong} with at least one." if rows else "No case was asked."
    facts = (("Set", about.set), ("Split", about.split or ", ".join(in_run(rows)) or "all"), ("System", about.system), ("Mode", mode(about)),
             ("Cases", str(len(rows))), ("Started", _when(about.started)), ("Commit", _commit(about)), ("Python", about.python))
    settings = [(k, str(v)) for k, v in sorted(about.settings.items()) if v is not None and v != "" and v != [] and v != {}]
    folded = f"<details class=numbers><summary>Settings ({len(settings)})</summary>{table('Settings of the run', ('Setting', 'Value'), settings, numbers=9)}</details>"
    return (f'<p class="lead">{verdict}</p><dl class="facts">{"".join(f"<div><dt>{name}</dt><dd>{esc(value)}</dd></div>" for name, value in facts)}</dl>'
            f"{folded if settings else ''}<nav aria-label=\"On this page\"><ul>{''.join(f'<li><a href=#{i}>{name}</a></li>' for i, name in _PARTS)}</ul></nav>")


_PARTS = (("safety", "Safety"), ("quality", "Quality"), ("charts", "Charts"), ("cases", "Cases"), ("reading", "How to read this page"))


def _when(started: str) -> str:
    try:
        at = datetime.fromisoformat(started)
    except ValueError:
        return started
    return f"{at.day} {at:%B %Y, %H:%M} {at.tzname() or ''}".strip()


def _commit(about: About) -> str:
    if about.commit.endswith("+"):
        return f"{about.commit[:-1]}, with changes not committed"
    return about.commit or "not known"


def _held_out(rows: Sequence[Row]) -> str:
    """How many cases are not shown, and why; "" when all are."""
    held = len(rows) - len(shown(rows))
    return f"<p>{counted(held)} held out: counted and in the scores above, but not shown, so that nobody fits the product to them.</p>" if held else ""


_NOTES = """<ul>
<li><strong>n</strong> is how many cases a figure applies to. A case that a figure does not apply to is left out; it is not counted as nought.</li>
<li><strong>Standard error</strong> and <strong>95% interval</strong> say how far the mean would move with other cases of the same sort.
The interval is a seeded bootstrap of 2,000 draws. Where every case scored alike it has no width: that is no proof that the next case will.</li>
<li>A <strong>95% bound</strong> on something not found in n cases is 1 − 0.05<sup>1/n</sup>, for cases like these.</li>
<li><strong>Gold</strong> evidence is the page and the words where the answer stands, found by whoever wrote the case. A fact may also stand on a page that
nobody noted, so a citation that is not on a gold page is to be looked at before it is called wrong.</li>
<li>A <strong>remark</strong> is anything that is not as the case wants it: a fact missing, a page that is not gold, another ending, a notice left out.</li>
</ul>"""
