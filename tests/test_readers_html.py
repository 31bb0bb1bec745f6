"""What is read of web pages, built here."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import (
    path_with,
)
from reading import HEADING, ITEM, PARAGRAPH, ROW, blocks_of, html, outcome_of, text_of

from ingest.readers import read

pytestmark = pytest.mark.usefixtures("no_socket")


def test_headings_lists_and_tables_of_a_web_page_are_kept_in_order(tmp_path: Path):
    path = html(
        tmp_path,
        """<h1>Social value</h1><p>Bodies include:</p><ul><li>local authorities</li>
        <li>housing<ul><li>associations</li></ul></li></ul>
        <h3>Steps</h3><ol start="3"><li>Third</li><li><p>Fourth</p></li></ol>
        <ol type="a"><li>Lettered</li></ol>
        <table><tr><th>CCG</th><th>Share</th></tr><tr><td>Corby</td><td>£<b>1</b>m</td></tr></table><blockquote><p>Quoted.</p></blockquote>""",
    )
    assert [page.label for page in read(path)] == ["1"]
    assert [(block.kind, block.level, block.marker, block.text) for block in read(path)[0].blocks] == [
        (HEADING, 1, "", "Social value"),
        (PARAGRAPH, 0, "", "Bodies include:"),
        (ITEM, 0, "•", "local authorities"),
        (ITEM, 0, "•", "housing"),
        (ITEM, 0, "•", "associations"),
        (HEADING, 3, "", "Steps"),
        (ITEM, 0, "3.", "Third"),
        (ITEM, 0, "4.", "Fourth"),
        (ITEM, 0, "a.", "Lettered"),
        (ROW, 0, "", "CCG  Share"),
        (ROW, 0, "", "Corby  £1m"),
        (PARAGRAPH, 0, "", "Quoted."),
    ]


def test_what_serves_the_site_and_not_the_article_is_gone(tmp_path: Path):
    path = html(
        tmp_path,
        """<h1>Title</h1><div class="share-links"><a href="#">Tweet this NOISE</a></div><p>The text.</p>
        <ul class="social"><li>Follow NOISE</li></ul><div class="star-rating">NOISE 3.5 stars</div>
        <section id="comments"><h3>NOISE</h3><p>NOISE from Bob</p></section><aside>NOISE</aside>
        <p class="newsletter-signup">NOISE</p><div class="breadcrumbs">NOISE</div>""",
    )
    assert text_of(path) == "Title\n\nThe text."


@pytest.mark.parametrize(
    "name",
    [
        "social-value",
        "local-authorities",
        "operating-model",
        "buying",
        "shared-services",
        "barriers",
        "options",
    ],
)
def test_a_part_named_after_its_subject_is_not_taken_for_noise(tmp_path: Path, name: str):
    rest = "<p>Much more is said elsewhere on this page about how the public buys what it needs.</p>" * 20
    part = f'<section id="{name}" class="{name}"><h2>Part</h2><p>Words for all who buy.</p></section>'
    assert "Part\n\nWords for all who buy." in text_of(html(tmp_path, f"<h1>Guide</h1>{part}{rest}"))


def test_scripts_and_hidden_words_never_come_through(tmp_path: Path):
    found = text_of(
        html(
            tmp_path,
            """<h1>T</h1><p>Seen<script>SCRIPT</script>.</p><script>SCRIPT</script>
        <noscript>SCRIPT</noscript><p style="display: none">HIDDEN</p><p hidden>HIDDEN</p>
        <p aria-hidden="true">HIDDEN</p>
        <template><p>HIDDEN</p></template><!-- HIDDEN --><p onclick="SCRIPT">Too.</p>""",
        )
    )
    assert found == "T\n\nSeen.\n\nToo."


def test_footnote_references_of_a_web_page_leave_its_figures_alone(tmp_path: Path):
    found = text_of(
        html(
            tmp_path,
            """<h1>T</h1><p>The 209<sup><a href="#fn2">2</a></sup> groups spent £71.9m<sup>3</sup>
        on 30 m<sup>2</sup> in the 21<sup>st</sup> century<a role="doc-noteref" href="#n">[4]</a>.</p>
        <table><tr><td>All</td><td>209<sup>2</sup></td></tr></table>""",
        )
    )
    assert found == "T\n\nThe 209 groups spent £71.9m on 30 m² in the 21st century.\n\nAll  209"


def test_a_page_wrapped_in_a_form_is_read_and_a_form_to_fill_in_is_not(tmp_path: Path):
    words = "".join(f"<p>Words number {number} of the page.</p>" for number in range(4))
    page = "<html><body><form>{}</form><form><p>Search NOISE</p><input></form></body></html>"
    assert text_of(html(tmp_path, words, page)).count("Words number") == 4
    assert "NOISE" not in text_of(html(tmp_path, words, page))


def test_the_header_of_a_site_is_gone_and_that_of_an_article_stays(tmp_path: Path):
    page = "<html><body><header>OUR SITE</header><header><h2>Title</h2></header>{}</body></html>"
    assert text_of(html(tmp_path, "<p>Words.</p>", page)) == "Title\n\nWords."


def test_a_date_marked_up_as_such_stays_in_its_sentence(tmp_path: Path):
    found = text_of(
        html(tmp_path, '<p>In force on <time datetime="2013-01-31">31 January 2013</time>, it says.</p>')
    )
    assert found == "In force on 31 January 2013, it says."


def test_a_short_page_without_any_landmarks_keeps_its_structure(tmp_path: Path):
    path = path_with(tmp_path / "a.htm", "<h1>Tiny</h1>Bare words.<ul><li>One</li></ul><div>In a div.</div>")
    assert blocks_of(path) == [
        (HEADING, "", "Tiny"),
        (PARAGRAPH, "", "Bare words."),
        (ITEM, "•", "One"),
        (PARAGRAPH, "", "In a div."),
    ]


def test_bare_text_between_blocks_is_not_lost(tmp_path: Path):
    path = html(
        tmp_path, "<div>Bare <span>words</span> here.<br>More.<p>Block.</p>Tail.<div>Inner.</div></div>"
    )
    assert text_of(path) == "Bare words here. More.\n\nBlock.\n\nTail.\n\nInner."


def test_elements_that_html_does_not_know_lose_no_words(tmp_path: Path):
    path = html(
        tmp_path, "<my-card><p>In a card.</p></my-card><p>Of <o:p>Word</o:p>.</p><div<br>After.</div>"
    )
    found = text_of(path)
    assert "In a card.\n\nOf Word." in found and "After." in found


def test_a_page_laid_out_with_tables_is_read_as_text(tmp_path: Path):
    path = html(
        tmp_path,
        "<table><tr><td><h1>Bulletin</h1><p>Words.</p><table><tr><td>A</td><td>B</td></tr></table>"
        "</td><td><p>More.</p></td></tr></table>",
    )
    assert blocks_of(path) == [
        (HEADING, "", "Bulletin"),
        (PARAGRAPH, "", "Words."),
        (ROW, "", "A  B"),
        (PARAGRAPH, "", "More."),
    ]


def test_entities_declared_in_a_web_page_stay_unread(tmp_path: Path):
    (tmp_path / "secret.txt").write_text("TOP SECRET")
    path = path_with(
        tmp_path / "a.html",
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">'
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><html><body><p>Words &x; &b;.</p></body></html>',
    )
    found = text_of(path)
    assert "Words" in found and "SECRET" not in found and "haha" not in found


def test_a_web_page_says_its_encoding(tmp_path: Path):
    path = path_with(
        tmp_path / "a.html",
        '<html><head><meta charset="iso-8859-1"></head><body><p>It cost £5 – so.</p></body></html>'.encode(
            "cp1252"
        ),
    )
    assert text_of(path) == "It cost £5 – so."


def test_a_web_page_of_too_many_elements_is_too_large(tmp_path: Path):
    assert outcome_of(html(tmp_path, "<b>x</b>" * 100_001)) == "too large"


def test_an_empty_shell_that_a_script_would_fill_has_no_text(tmp_path: Path):
    assert (
        outcome_of(
            path_with(
                tmp_path / "a.html", "<html><body><div id=root></div><script>go()</script></body></html>"
            )
        )
        == "no text"
    )
