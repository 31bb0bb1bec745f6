"""Where and how often something is mentioned, over every page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from builders import CORPUS, REPORT, FakeEmbedder, manifest, passage, settings, shipped

from assistant.assistant import Assistant
from assistant.domain import Page, Passage, Status
from assistant.extract import Extractor
from assistant.library import Entry, Library
from assistant.mention_asks import one_or_several, sought, sought_next
from assistant.mentions import Mentions, find_mentions, find_related, find_together
from assistant.questions import understand
from assistant.tables import Tables
from assistant.text import stands_in
from ingest.catalogue import read_catalogue

# --- what is looked for ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("question", "target"), [
    ("Where does the report mention Salford?", "Salford"),
    ("How often is Lord Young mentioned?", "Lord Young"),
    ("How many times does the report mention ‘duty to consider’?", "duty to consider"),
    ("Which pages mention \"golden thread\"?", "golden thread"),
    ("Is Brexit mentioned anywhere?", "Brexit"),
    ("Where is the Right Care programme mentioned?", "Right Care"),
    ("Where does it mention the NICE guideline?", "NICE"),
    ("Which pages mention weighting?", "weighting"),
    ("where is community transport mentioned?", "community transport"),
    ("Where does the guide mention Bristol? And why?", "Bristol"),
    ("How often, and where, does the report mention Preston?", "Preston"),
    ("How many times does the word weighting appear in the report?", "weighting"),
    ("Where in the guide is lowest cost mentioned, and why?", "lowest cost"),
    ("Does the Knowhow guide mention Brexit?", "Brexit"),
    ("Does the blog mention lotteries at all?", "lotteries"),
    ("Is the duty of best value mentioned in the guide?", "duty of best value"),
    ("How often is City and Hackney mentioned?", "City and Hackney"),
    ("Which documents mention Right Care?", "Right Care"),
    ("does it cite the HSJ anywhere? what for", "HSJ"),
])
def test_the_target_is_what_the_question_names(question: str, target: str):
    found = sought(question)
    assert found and found.targets == (target,)


@pytest.mark.parametrize(("question", "targets", "compares"), [
    ("Does the report mention Leeds or Croydon more often?", ("Leeds", "Croydon"), True),
    ("Does the report mention Leeds more often than Croydon?", ("Leeds", "Croydon"), True),
    ("How often is Salford mentioned compared with Durham?", ("Salford", "Durham"), True),
    ("Which is mentioned more often, Leeds or Croydon?", ("Leeds", "Croydon"), True),
    ("how often are Salford and Durham mentioned?", ("Salford", "Durham"), False),
    ("Does the guide mention tenders or grants?", ("tenders", "grants"), False),
])
def test_several_targets_are_each_looked_for(question: str, targets: tuple[str, ...], compares: bool):
    found = sought(question)
    assert found and (found.targets, found.compares) == (targets, compares)


@pytest.mark.parametrize("question", [
    "Where is it mentioned?",
    "Does the report mention any CCG by name?",
    "Does the Devon plan mention social value?",
    "Does the report mention whether CCGs have a policy?",
    "What does the report mention about weighting?",
    "Is Salford mentioned as a good example?",
    "Is equality among the concerns that the active CCGs named?",
    "Which two marks are named in the bulletin?",
    "Why does it mention Croydon?",
    "What weighting was common?",
    "Where are the Act's provisions already written down in the NHS?",
])
def test_a_question_about_the_text_is_no_question_after_mentions(question: str):
    assert sought(question) is None


def test_a_document_may_be_named_by_its_publisher():
    assert sought("Does BSSEC mention lotteries?") is None
    assert sought("Does BSSEC mention lotteries?", names_document=True).targets == ("lotteries",)


@pytest.mark.parametrize(("latest", "target"), [("And Durham?", "Durham"), ("what about social enterprises?", "social enterprises"),
                                                ("which pages?", "Salford"), ("And how often is Preston mentioned?", "Preston")])
def test_a_follow_up_looks_for_its_own_target_or_the_one_before(latest: str, target: str):
    assert sought_next("How often is Salford mentioned?", latest).targets == (target,)


def test_an_and_within_a_name_is_no_second_target():
    look = sought("Where do the report and the guide mention the Health and Care Board?")
    assert one_or_several(look, {"Health and Care Board": 2, "Health": 9, "Care Board": 2}.__getitem__) == ("Health and Care Board",)
    assert one_or_several(look, {"Health and Care Board": 1, "Health": 9, "Care Board": 2}.__getitem__) == ("Health", "Care Board")


# --- finding ---------------------------------------------------------------------------------------------


def find(target: str, passages: Sequence[Passage], sources: Sequence[str] = ()) -> Mentions:
    """Mentions over passages whose pages hold nothing else."""
    labels = dict.fromkeys((p.source_id, p.page) for p in passages)
    pages = [Page(source, label, "\n\n".join(p.text for p in passages if (p.source_id, p.page) == (source, label))) for source, label in labels]
    return find_mentions(target, pages, passages, sources)


PAGES = (
    passage("Salford leads. In Salford it works; Salford's way is good.", "p1", page="1"),
    passage("Nobody is named here.", "p2", page="2"),
    passage("Others follow.\n- Preston\n- Salford", "p3", page="3"),
    passage("Salfordshire is another place. NICE is not nice.", "p4", page="4"),
    passage("Salford again.", "p5", page="3"),
    passage("The guide on Salford.", "p6", source_id="guide", page="1"),
)


def test_each_page_is_told_once_with_its_count_and_its_first_sentence():
    found = find("Salford", PAGES, ["report"])
    assert [(m.passage.page, m.count, m.sentence, m.marker) for m in found.found] == [
        ("1", 3, "Salford leads.", ""), ("3", 2, "Salford", "-")]
    assert found.total == 5


def test_all_documents_are_read_unless_some_are_named():
    assert {m.passage.source_id for m in find("Salford", PAGES).found} == {"report", "guide"}
    assert {m.passage.source_id for m in find("Salford", PAGES, ["guide"]).found} == {"guide"}


def test_a_name_in_capitals_is_not_found_in_small_letters():
    assert find("NICE", PAGES).total == 1


def test_small_letters_are_found_in_any_case():
    assert find("salford", PAGES, ["report"]).total == 5


def test_a_longer_word_is_another_word():
    assert "4" not in {m.passage.page for m in find("Salford", PAGES).found}


@pytest.mark.parametrize(("target", "text"), [("CCG", "Two CCGs."), ("tender", "Its tenders."), ("council", "The council’s."), ("joint-working", "joint-working here"),
                                              ("joint working", "Joint-working here"), ("tenders", "One tender."), ("social enterprises", "A Social Enterprise."),
                                              ("charities", "A charity’s aims."), ("charity", "Two charities."), ("CCGs", "A CCG."), ("businesses", "A business.")])
def test_plurals_possessives_and_hyphens_are_the_same_thing(target: str, text: str):
    assert find(target, [passage(text)]).total == 1


def test_what_is_nowhere_is_found_nowhere():
    found = find("Atlantis", PAGES)
    assert (found.target, found.found, found.total) == ("Atlantis", (), 0)


def test_nothing_is_found_for_nothing():
    assert find("", PAGES).found == ()


def test_a_word_nobody_uses_is_looked_for_by_the_fields_own_words():
    pool = [passage("Withdrawal from the European Union changes thresholds.", "p1"), passage("Nothing here.", "p2")]
    assert find("Brexit", pool).found == ()
    assert [m.passage.id for m in find_related("Brexit", pool).found] == ["p1"]


def test_a_heading_is_counted_once_where_it_stands_and_not_for_every_passage_under_it():
    under = [passage("First words.", "p1", page="1", headings=("Setting outcomes",)), passage("More words.", "p2", page="1", headings=("Setting outcomes",)),
             passage("Words on outcomes.", "p3", page="2", headings=("Setting outcomes",))]
    pages = [Page("report", "1", "Setting outcomes\n\nFirst words.\n\nMore words."), Page("report", "2", "Words on outcomes.")]
    found = find_mentions("outcomes", pages, under)
    assert [(m.passage.page, m.count, m.sentence, m.passage.id) for m in found.found] == [("1", 1, "Setting outcomes", "p1"), ("2", 1, "Words on outcomes.", "p3")]


def test_a_sentence_is_shown_rather_than_the_heading_above_it():
    pages = [Page("report", "1", "Weighting\n\nA weighting is used.")]
    found = find_mentions("weighting", pages, [passage("A weighting is used.", headings=("Weighting",))])
    assert [(m.count, m.sentence) for m in found.found] == [(2, "A weighting is used.")]


def test_a_name_does_not_run_over_a_line_end():
    assert find("Lord Young", [passage("The Lord\nYoung people")]).total == 0


def test_the_target_is_shown_as_it_is_printed_where_the_question_has_it_otherwise():
    assert find("charities", [passage("One charity only.")]).shown == "charity"


# --- over the shipped documents --------------------------------------------------------------------------


def over_the_corpus(target: str, sources: Sequence[str] = ()) -> Mentions:
    texts, passages = shipped()
    return find_mentions(target, [Page(source, label, text) for (source, label), text in texts.items()], passages, sources)


@pytest.mark.parametrize("target", ["Salford", "Lord Young", "Right Care", "Sustainable Development Unit", "Knowsley", "Recommendation", "methodology"])
def test_every_page_of_the_corpus_that_has_a_word_is_found_and_counted_headings_and_all(target: str):
    texts, _ = shipped()
    pattern = re.compile(rf"(?<!\w){target}s?(?!\w)", re.I)
    pages = {key for key, text in texts.items() if pattern.search(text)}
    found = over_the_corpus(target)
    assert pages and {(m.passage.source_id, m.passage.page) for m in found.found} == pages
    assert found.total == sum(len(pattern.findall(text)) for text in texts.values())
    assert all(stands_in(m.sentence, texts[m.passage.source_id, m.passage.page]) for m in found.found)


def test_singular_and_plural_are_counted_alike():
    assert over_the_corpus("social enterprise").total == over_the_corpus("social enterprises").total > 0


def test_the_pages_come_in_the_documents_order():
    pages = [int(m.passage.page) for m in over_the_corpus("STP", [REPORT]).found]
    assert pages == sorted(pages)


# --- the answer ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def mentions(tmp_path_factory: pytest.TempPathFactory):
    """(question, turn before) -> the answer after mentions over the shipped corpus, with no model behind it."""
    texts, passages = shipped()
    folder = tmp_path_factory.mktemp("mentions")
    record = Library(folder / "library.sqlite", create=True)
    for listed in read_catalogue(CORPUS):
        name = listed.source.id
        record.replace(Entry(listed.source, str(listed.path), name, True), [Page(s, label, text) for (s, label), text in texts.items() if s == name],
                       [p for p in passages if p.source_id == name], manifest())
    extractor = Extractor(record, lambda word: 1.0, None, [e.source for e in record.entries()])
    product = Assistant(settings(Path(folder)), record, None, extractor, FakeEmbedder, Tables.load(CORPUS / "tables"))

    def ask(question: str, before: str = ""):
        return product._mentions(understand(question, [before] if before else []))

    yield ask
    record.close()


def test_nothing_is_taken_out_of_an_answer_on_mentions_by_the_check(mentions):
    for question in ("How often do the documents mention social enterprises?", "How often does the report mention methodology?",
                     "Does the report mention Leeds or Croydon more often?", "Where do the guide and the report each mention Best Value?",
                     "How often does the report mention charities?"):
        answer = mentions(question)
        assert answer.status is Status.ANSWERED and answer.removed == 0 and answer.citations, question


@pytest.mark.parametrize("target", ["blockchain", "quantum computing", "Aberdeen", "“a word nobody wrote in these pages”"])
def test_what_stands_nowhere_is_said_to_be_in_none_of_the_documents(mentions, target: str):
    answer = mentions(f"How often does the report mention {target}?")
    assert answer.status is Status.NOT_IN_CORPUS and not answer.citations
    assert answer.answer == f"None of the documents mentions “{target.strip('“”')}”."


def test_a_long_phrase_that_stands_nowhere_is_left_to_the_text(mentions):
    assert mentions("Does the report mention weak evidence of savings from early tenders?") is None


def test_what_is_not_in_the_document_asked_about_is_told_where_it_is(mentions):
    answer = mentions("Does the guide mention Salford?")
    assert answer.answer.startswith("Social value in commissioning and procurement does not mention “Salford”. Healthy Commissioning mentions Salford twice")
    assert {c.source_id for c in answer.citations} == {REPORT}


def test_a_yes_or_no_after_mentions_opens_with_yes(mentions):
    assert mentions("Does the guide mention Bristol?").answer.startswith("Yes: Social value in commissioning and procurement mentions Bristol ")


def test_two_targets_are_counted_apart_and_compared(mentions):
    text = mentions("Does the report mention Leeds or Croydon more often?").answer
    assert text.startswith("Leeds is mentioned more often than Croydon: 3 times; Croydon twice.")
    assert "mentions Leeds 3 times" in text and "mentions Croydon twice" in text
    both = mentions("how often are Salford and Durham mentioned?").answer
    assert "mentions Salford twice" in both and "mentions Durham 12 times" in both


def test_counts_of_different_documents_are_not_compared(mentions):
    text = mentions("Does the guide mention Bristol or Salford more often?").answer
    assert text.startswith("Social value in commissioning and procurement does not mention “Salford”.") and "more often" not in text


def test_a_document_with_a_headline_for_a_title_is_told_by_its_publisher(mentions):
    assert mentions("Does BSSEC mention Salford?").answer.startswith("The news item of BSSEC does not mention “Salford”.")


def test_a_word_that_stands_nowhere_is_told_in_the_fields_own_words(mentions):
    text = mentions("Is Brexit mentioned anywhere?").answer
    assert text.startswith("None of the documents has the word “Brexit”.") and "European Union" in text


def test_a_follow_up_after_mentions_has_its_own_target(mentions):
    assert "mentions Durham 12 times" in mentions("And Durham?", "How often is Salford mentioned?").answer


def test_whether_a_plan_mentions_social_value_is_left_to_the_tables(mentions):
    assert mentions("Is social value mentioned in the Devon plan?") is None


def test_words_that_stand_together_though_not_as_asked_are_shown_and_not_denied(mentions):
    answer = mentions("which page mentions the Cleveland model")
    assert answer.answer.startswith("“Cleveland model” does not stand in the documents as it is. Its words stand together on page 21 of Healthy Commissioning:")
    assert "‘Cleveland regeneration model’" in answer.answer and answer.status is Status.ANSWERED


def test_words_that_stand_in_different_sentences_are_not_together():
    passages = [passage("Preston is near. Its model is old.", page="1")]
    assert not find_together("Preston model", [Page("report", "1", passages[0].text)], passages).found
    assert not find_together("Preston", [Page("report", "1", passages[0].text)], passages).found, "one word is a phrase by itself"


@pytest.mark.parametrize("question", ["In which documents is Lord Young mentioned?", "Which documents mention Lord Young?", "which of the documents mention Lord Young"])
def test_where_documents_are_asked_for_each_of_them_counts_our_briefing_too(question: str):
    look = sought(question)
    assert look and look.targets == ("Lord Young",) and look.documents
    assert not sought("Which pages mention Lord Young?").documents


def test_targets_looked_for_together_are_found_in_one_sentence(mentions):
    look = sought("where does the report mention Preston, Croydon and Salford together")
    assert look and look.targets == ("Preston", "Croydon", "Salford") and look.together
    answer = mentions("where does the report mention Preston, Croydon and Salford together")
    assert answer.answer.startswith("Healthy Commissioning mentions Preston, Croydon and Salford together once, on page 3:") and {c.page for c in answer.citations} == {"3"}


def test_targets_that_no_page_has_together_are_told_apart(mentions):
    text = mentions("where are Leeds and Wakefield mentioned side by side").answer
    assert text.startswith("No sentence has Leeds and Wakefield together. Each by itself:") and "mentions Leeds 3 times" in text and "mentions Wakefield once" in text


def test_targets_of_one_page_but_no_sentence_are_told_by_page(mentions):
    answer = mentions("where are Salford and Durham mentioned side by side")
    assert answer.answer.startswith("No sentence has Salford and Durham together. Healthy Commissioning mentions Salford and Durham on the same page, 34, though not together:")
    assert {c.page for c in answer.citations} == {"34"} and answer.removed == 0


@pytest.mark.parametrize(("question", "targets", "together"), [
    ("Which page mentions both Preston and Croydon?", ("Preston", "Croydon"), True), ("does any sentence mention Salford and Croydon together", ("Salford", "Croydon"), True),
    ("mentions of Scotland", ("Scotland",), False), ("what page is NHS Sheffield CCG on", ("NHS Sheffield CCG",), False), ("On which page is Lord Young?", ("Lord Young",), False),
    ("Does the report mention both tenders and grants?", ("tenders", "grants"), False),
])
def test_mentions_are_asked_after_in_other_words(question: str, targets: tuple[str, ...], together: bool):
    look = sought(question)
    assert look and (look.targets, look.together) == (targets, together)


@pytest.mark.parametrize("question", ["On which page is the weighting of tenders?", "What page is the Act explained on?", "Which pages are about procurement?"])
def test_a_page_of_no_name_is_left_to_the_text(question: str):
    assert sought(question) is None


def test_where_no_document_is_named_our_briefing_is_one_of_them_and_comes_last(mentions):
    answer = mentions("Where is Scotland mentioned?")
    assert [c.source_id for c in answer.citations][-1] == "law-as-it-stands" and len({c.source_id for c in answer.citations}) == 2
    assert {c.source_id for c in mentions("Where does the report mention Durham?").citations} == {REPORT}
