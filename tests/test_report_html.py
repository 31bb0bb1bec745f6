"""The HTML report: what it shows, what it may never show, and how it behaves in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from browser import chromium
from builders import citation
from fake_page import HOSTILE
from playwright.sync_api import Browser, Page, expect

from assistant.domain import Answer, Status
from assistant.export import answer_json
from evals.charts import Bar, bars, binned, histogram, line
from evals.markup import esc
from evals.report_cases import COLUMNS
from evals.report_html import as_html, digest
from evals.runner import Row
from evals.runs import About, Run

QUOTE = "A weighting above 5% makes a difference."
RIGHT = {"facts": 1.0, "page_first": 1.0, "page": 1.0, "status": 1.0, "quotes_off_page": 0.0, "figures_off_quotes": 0.0, "words": 7.0, "ms": 30.0}
ABOUT = About("all", "", "product", "extractive", "2026-03-04T05:06:07+00:00", "abc1234+", "3.11.7", {"evidence": 8, "check": True, "model": None, "url": ""})


def row(name: str = "one", scores: dict[str, float | None] | None = None, **fields: Any) -> Row:
    said = {"text": f"{QUOTE} [1]", "quote": QUOTE, "title": "Healthy Commissioning", **fields.pop("said", {})}
    answer = Answer(f"What of {name}?", f"What of {name}?", Status.ANSWERED, said["text"], citations=(citation(said["quote"], title=said["title"]),))
    return Row(**{
        "id": name, "dataset": "facts", "split": "tuned", "kind": "figure", "difficulty": "easy", "question": f"What of {name}?", "role": None, "history": (),
        "gold": ({"source": "report", "page": "1", "quote": "above 5%"},), "scores": {**RIGHT, **(scores or {})}, "answer": answer_json(answer), **fields})


def crashed(name: str = "broken", **fields: Any) -> Row:
    return Row(**{**row(name, **fields).as_dict(), "scores": {}, "answer": None, "error": "RuntimeError: the power went"})


def page_of(*rows: Row, about: About = ABOUT) -> str:
    return as_html(Run(about, rows))


def words(html: str) -> str:
    """The text of a page as read: no tags, script or style, one blank between words."""
    inside = re.sub(r"<(script|style)>.*?</\1>", " ", html, flags=re.S)
    return " ".join(re.sub(r"<[^>]*>", " ", inside).split())


SOME = (
    row("alpha", {"facts": 0.5, "words": 120.0}, why=("missing: 43%", "cites page 2 of report, which is not among the gold pages"), role="vcse", history=("Which report?",)),
    row("beta", {"words": 9.0}, dataset="lists", kind="list", split="second"),
    row("gamma", {"facts": None, "words": 30.0}, kind="near_miss", difficulty="hard", why=("ended as answered, not not_in_corpus",)),
    crashed("delta"),
)


# --- what it says ----------------------------------------------------------------------------------------


def test_the_head_says_what_was_run_with_the_settings_that_are_set():
    text = words(page_of(*SOME))
    for wanted in ("Evaluation: all, product", "4 cases: 1 without a remark, 3 with at least one", "4 March 2026, 05:06 UTC", "abc1234, with changes not committed",
                   "Python 3.11.7", "Settings (2)", "evidence 8", "check True", "tuned, second"):
        assert wanted in text
    assert "model None" not in text


def test_safety_comes_before_quality_and_quality_before_the_cases():
    html = page_of(*SOME)
    places = [html.index(f'<h2 id="{part}">') for part in ("safety", "quality", "charts", "splits", "cases", "reading")]
    assert places == sorted(places)


def test_a_safety_figure_counts_what_was_found_and_names_the_cases():
    text = words(page_of(row("good"), row("bad", {"quotes_off_page": 2.0}), row("worse", {"quotes_off_page": 1.0})))
    assert re.search(r"Quotes off their page 3 Found in 3 quotes of 3 answers\. .*?Lower is better\. Look at: bad, worse\. Mean 1\.000, n 3, standard error 0\.577", text)


def test_none_found_says_what_that_is_worth():
    assert re.search(r"Crashed 0 None found in 20 cases\..*up to 13\.9% of such cases could still crash", words(page_of(*(row(f"c{n}") for n in range(20)))))


def test_every_score_has_its_direction_in_words_its_spread_and_its_number_of_cases():
    text = words(page_of(row("a"), row("b", {"facts": 0.5})))
    assert "Share of the needed facts in the answer facts Higher 75.0% 50.0% to 100.0% 25.0 points 2" in text
    assert "Milliseconds from question to checked answer ms Lower 30.0 30.0 to 30.0 0.000 2" in text


def test_one_case_has_no_spread():
    assert "facts Higher 100.0% one case only – 1" in words(page_of(row()))


def test_a_metric_that_no_group_names_is_still_shown(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("evals.report_scores.GROUPS", {})
    assert "Other Share of the needed facts in the answer" in words(page_of(row()))


def test_a_case_opens_to_all_that_is_kept_of_it():
    html = page_of(*SOME)
    alpha = words(html[html.index('role="rowheader">alpha<'):html.index('role="rowheader">beta<')])
    for wanted in ("What of alpha?", "Asked before Which report?", "Role vcse", "Ended as answered", "Facts missing 43%", "Other remarks cites page 2 of report",
                   f"Answer {QUOTE} [1]", f"[1] Healthy Commissioning, page 1 (a gold page) {QUOTE}", "Gold evidence report, page 1 above 5%", "facts 0.5"):
        assert wanted in alpha, wanted
    assert "Error RuntimeError: the power went" in words(html)


def test_a_split_has_its_scores_in_sum():
    assert re.search(r"Metric tuned, 3 cases second, 1 case facts 50\.0% \(one case only\), n 1 100\.0% \(one case only\), n 1", words(page_of(*SOME)))


# --- what it may never show ------------------------------------------------------------------------------


@pytest.mark.parametrize("split", ["held_out", "a split of tomorrow"])
def test_a_held_out_case_is_counted_and_never_shown(split: str):
    secret = row("sigma", {"quotes_off_page": 1.0, "facts": 0.0}, split=split, question="SECRETQ?", why=("missing: SECRETFACT",), role="student", history=("SECRETBEFORE",),
                 gold=({"source": "report", "page": "1", "quote": "SECRETGOLD"},), said={"text": "SECRETANSWER [1]", "quote": "SECRETQUOTE"})
    broken = crashed("omega", split=split, question="SECRETBROKEN")
    html = page_of(row(), secret, Row(**{**broken.as_dict(), "error": "SECRETERROR"}))
    assert not re.findall(r"SECRET\w+|sigma|omega", html)
    text = words(html)
    assert "2 cases held out" in text
    assert "Look at: 1 not shown." in text
    assert f"{split.replace('_', ' ')}, 2 cases" in text
    assert "facts Higher 50.0%" in text


def test_a_run_of_held_out_cases_alone_has_scores_and_no_table():
    html = page_of(row("x", split="held_out"), row("y", split="held_out"))
    assert "cases-table" not in html.split("<script>")[0]
    assert "facts Higher 100.0%" in words(html)


class Tags(HTMLParser):
    """Names of elements, and of attributes, that a page has."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links.update(value or "" for name, value in attrs if name in ("href", "src"))


def hostile_run() -> Run:
    text = HOSTILE + '"><img src=x onerror="window.hacked=1"> </script></style></title><script>window.hacked=1</script> \u202eesrever\u0000\ud800'
    every = row(text, dataset=text, kind=text, difficulty=text, question=text, role=text, history=(text,), why=(f"missing: {text}", text), error=text,
                gold=({"source": text, "page": text, "quote": text},), said={"text": text, "quote": text, "title": text})
    return Run(About(text, text, text, text, text, text, text, {text: text}), (every, row("two", dataset=text)))


def test_hostile_text_shows_as_text():
    html = as_html(hostile_run())
    html.encode("utf-8")
    found = Tags()
    found.feed(html)
    plain = Tags()
    plain.feed(page_of(*SOME))
    assert found.elements == plain.elements
    assert found.attributes <= plain.attributes | {"data-wrong"}
    assert all(link.startswith("#") for link in found.links)
    assert html.count("<script>") == html.count("</script>") == 1
    assert not re.search("[\x00\u202e\ud800]", html)
    assert html.count(esc(HOSTILE)) > 15


def test_the_policy_allows_the_script_of_the_page_and_nothing_else():
    html = page_of(row())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    script = re.search(r"<script>(.*)</script>", html, flags=re.S)
    assert policy and script
    rules = dict(rule.split(" ", 1) for rule in policy[1].split("; "))
    assert rules == {"default-src": "'none'", "style-src": "'unsafe-inline'", "script-src": f"'{digest(script[1])}'", "base-uri": "'none'", "form-action": "'none'"}
    assert digest("alert(1)") == "sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI="


def test_nothing_is_fetched():
    assert not re.search(r"https?:|url\(|@import|\bsrc=|<link|<img|<iframe", page_of(*SOME))


# --- charts ----------------------------------------------------------------------------------------------


def test_every_chart_has_a_title_a_description_and_its_numbers_as_a_table():
    figures = re.findall(r"<figure.*?</figure>", page_of(*SOME), flags=re.S)
    assert len(figures) == 6
    for figure in figures:
        named = re.search(r'role="img" aria-labelledby="(\S+) (\S+)"', figure)
        assert named and f'<title id="{named[1]}">' in figure and f'<desc id="{named[2]}">' in figure
        assert re.search(r"<h3>.+</h3>.*<svg.*<details.*<table", figure, flags=re.S)


def test_a_charts_table_has_the_numbers_that_are_drawn():
    html = page_of(*SOME)
    first = words(re.findall(r"<figure.*?</figure>", html, flags=re.S)[0])
    assert "facts 50.0%, n 1" in first and "facts 50.0% one case only – 1" in first
    length = words(re.findall(r"<figure.*?</figure>", html, flags=re.S)[-1])
    assert "0 to under 10 1" in length and "median 30" in length


def test_a_bar_stays_inside_and_its_interval_may_be_missing():
    svg = bars("b", "T", "D", [Bar("one", 1.4, None, None, "140%"), Bar("two", 0.5, 0.25, 0.75, "50%")])
    assert svg.count('class="whisker"') == 3
    assert 'width="100.00%"' in svg and 'x1="25.00%" x2="75.00%"' in svg


def test_a_few_values_far_off_share_an_open_bin():
    bins = binned([*range(30, 60), 45_000])
    assert (bins[-1].high, bins[-1].count, bins[-1].low) == (float("inf"), 1, 80)
    assert sum(b.count for b in bins) == 31
    assert len(bins) <= 16


@pytest.mark.parametrize("values", [[0.0], [5.0] * 4, [1.0, 2.0], list(range(1000)), [0.2, 0.3], [0.0] * 50 + [9.0]])
def test_bins_hold_every_value_once(values: list[float]):
    bins = binned(values)
    assert sum(b.count for b in bins) == len(values) and len(bins) <= 15
    assert all(one.high == other.low for one, other in zip(bins, bins[1:], strict=False))


def test_charts_of_nothing_are_empty_and_valid():
    assert binned([]) == ()
    for svg in (bars("n", "T", "D", []), histogram("n", "T", "D", (), {}), line("n", "T", "D", [])):
        assert svg.endswith("</desc></svg>")


def test_a_line_goes_from_the_least_to_the_greatest():
    assert 'points="0.00,100.00 50.00,50.00 100.00,0.00"' in line("l", "T", "D", [(2, 0), (3, 0.5), (4, 1)])


# --- odd runs, size, files -------------------------------------------------------------------------------


def test_an_empty_run_says_so():
    text = words(page_of())
    assert "No case was asked." in text and text.count("Not measured") == 4 and "There is no case to show." in text


def test_a_run_that_crashed_throughout_shows_the_crashes_and_measures_nothing():
    text = words(page_of(crashed("a"), crashed("b")))
    assert "Crashed 2 Found in 2 cases." in text and text.count("Not measured") == 3
    assert "No answer, so there is nothing to draw." in text and text.count("RuntimeError: the power went") == 2


def test_900_cases_stay_below_4_megabytes():
    long = {"text": "One sentence of an answer with its citation. [1] " * 12, "quote": "Words of a page that are quoted here. " * 12}
    assert len(page_of(*(row(f"case-{n}", said=long, why=("missing: a fact",) * 3) for n in range(900))).encode()) < 4_000_000


def test_narrow_screens_name_the_figures_as_the_table_does():
    style = resources.files("evals").joinpath("report.css").read_text(encoding="utf-8")
    named = dict(re.findall(r'\.cases td:nth-child\((\d+)\)::before \{ content: "(.+?) "', style))
    assert named == {str(n): name for n, name in enumerate(COLUMNS, 1) if n > 6}


# --- in a browser ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    """Opens a run's page from a file; fails afterwards if it raised an error, broke its policy or asked for anything."""
    faults: list[str] = []

    def open_page(run: Run, script: bool = True, width: int = 1280) -> Page:
        (tmp_path / "report.html").write_text(as_html(run), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text))
        address = (tmp_path / "report.html").as_uri()
        page.on("request", lambda request: faults.append(request.url) if request.url != address else None)
        page.goto(address)
        return page

    yield open_page
    assert faults == []


def ids(page: Page) -> list[str]:
    """The cases that are seen, in their order."""
    return page.locator("#cases-table tbody th:visible").all_inner_texts()


pytestmark = pytest.mark.enable_socket
RUN = Run(ABOUT, SOME)


def test_only_what_went_wrong_shows_until_it_is_unticked(opened: Any):
    page = opened(RUN)
    assert ids(page) == ["alpha", "gamma", "delta"]
    page.get_by_label("Only what went wrong").uncheck()
    assert ids(page) == ["alpha", "beta", "gamma", "delta"]
    expect(page.get_by_role("status")).to_have_text("4 of 4 cases shown, in the order of the run.")


def test_words_dataset_split_and_kind_filter_together(opened: Any):
    page = opened(RUN)
    page.get_by_label("Only what went wrong").uncheck()
    page.get_by_label("Words in a case").fill("WEIGHTING what")
    assert ids(page) == ["alpha", "beta", "gamma"]
    page.get_by_label("Dataset", exact=True).select_option("facts")
    page.get_by_label("Split", exact=True).select_option("tuned")
    assert ids(page) == ["alpha", "gamma"]
    page.get_by_label("Kind", exact=True).select_option("near_miss")
    assert ids(page) == ["gamma"]
    page.get_by_label("Words in a case").fill("nowhere")
    expect(page.get_by_role("status")).to_contain_text("0 of 4 cases shown")


def test_every_column_sorts_both_ways_by_click_and_by_key(opened: Any):
    page = opened(RUN)
    page.get_by_label("Only what went wrong").uncheck()
    heads = page.locator("#cases-table thead th")
    assert heads.locator("button").all_inner_texts() == list(COLUMNS)
    assert set(heads.evaluate_all("all => all.map(h => h.getAttribute('aria-sort'))")) == {"none"}
    page.get_by_role("button", name="Words", exact=True).click()
    assert ids(page) == ["beta", "gamma", "alpha", "delta"]
    page.get_by_role("button", name="Words", exact=True).press("Enter")
    assert ids(page) == ["alpha", "gamma", "beta", "delta"], "what does not apply stays last"
    assert heads.evaluate_all("all => all.map(h => h.getAttribute('aria-sort'))").count("none") == len(COLUMNS) - 1
    assert heads.nth(COLUMNS.index("Words")).get_attribute("aria-sort") == "descending"
    page.get_by_role("button", name="Case", exact=True).press("Space")
    assert ids(page) == ["alpha", "beta", "delta", "gamma"]
    expect(page.get_by_role("status")).to_contain_text("sorted by case, ascending")


def test_a_case_opens_from_the_keyboard_and_all_at_once(opened: Any):
    page = opened(RUN)
    answer = page.locator("#cases-table p.text").first
    expect(answer).to_be_hidden()
    page.locator("#cases-table summary").first.press("Enter")
    expect(answer).to_be_visible()
    page.get_by_role("button", name="Open all shown").click()
    assert page.locator("#cases-table details[open]").count() == 3
    page.get_by_role("button", name="Close all").click()
    assert page.locator("#cases-table details[open]").count() == 0


def test_without_a_script_every_case_is_there_and_no_filter(opened: Any):
    page = opened(RUN, script=False)
    assert ids(page) == ["alpha", "beta", "gamma", "delta"]
    expect(page.locator("#filters")).to_be_hidden()
    assert page.locator("#cases-table thead button").count() == 0


def test_hostile_text_does_nothing_in_a_browser(opened: Any):
    page = opened(hostile_run())
    page.get_by_role("button", name="Open all shown").click()
    expect(page.locator("#cases-table .q").first).to_contain_text(HOSTILE)
    assert page.evaluate("window.hacked === undefined")


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_window_however_much_is_open(opened: Any, width: int):
    page = opened(RUN, width=width)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_headings_are_in_order(opened: Any):
    levels = opened(RUN).locator("h1, h2, h3, h4, h5, h6").evaluate_all("all => all.map(h => Number(h.tagName[1]))")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


CONTRAST = """scheme => {
  const part = c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = rgb => { const [r, g, b] = rgb.match(/\\d+/g).map(Number); return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b); };
  const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (c !== "rgba(0, 0, 0, 0)") return c; } return "rgb(255, 255, 255)"; };
  const words = [...document.querySelectorAll("main *")].filter(e => !e.closest("svg") && e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()));
  return words.map(e => { const [a, b] = [light(getComputedStyle(e).color), light(ground(e))]; return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.outerHTML.slice(0, 80)]; })
    .filter(([ratio]) => ratio < 4.5);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(opened: Any, scheme: Any):
    page = opened(Run(ABOUT, (*SOME, row("bad", {"quotes_off_page": 1.0}))))
    page.emulate_media(color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.evaluate(CONTRAST) == []
