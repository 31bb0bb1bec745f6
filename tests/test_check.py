"""No claim gets past its quotes: each way to fail, with a claim that must fail and a true one that must pass."""

from __future__ import annotations

import pytest
from builders import citation, page_texts, shipped
from hypothesis import given
from hypothesis import strategies as st

from assistant.check import Fault, check_claim
from assistant.text import sentence_spans


def faults(claim: str, *quotes: str, page: str | None = None, derived: bool = False, counted: tuple[int, ...] = (),
           title: str = "", headings: tuple[str, ...] = ()) -> set[Fault]:
    """What is wrong with a claim whose quotes all stand on one page (by default the page is the quotes)."""
    pages = page_texts({("report", "1"): "\n\n".join(quotes) if page is None else page})
    cited = [citation(q, n=n, title=title, headings=headings) for n, q in enumerate(quotes, 1)]
    return {problem.fault for problem in check_claim(claim, cited, pages, derived=derived, counted=counted)}


# --- uncited ---------------------------------------------------------------------------------------------


def test_a_claim_without_a_citation_fails():
    assert faults("Most CCGs have a policy.") == {Fault.UNCITED}


def test_a_claim_with_a_true_quote_passes():
    assert faults("Most CCGs have a policy.", "Most CCGs have a policy.") == set()


# --- quotes stand word for word on their page ------------------------------------------------------------


@pytest.mark.parametrize(("quote", "page"), [
    ("the 209 Clinical", "how the 2092 Clinical Commissioning Groups"),
    ("how the 209", "how the 2092 Clinical Commissioning Groups"),
    ("art of the plan", "part of the plan"),
    ("Only 25 CCGs use it.", "Just 25 CCGs use it."),
    ("25 CCGs use it", "25 CCGs, use it"),
    ("just 25 ccgs", "Just 25 CCGs"),
    ("Anything", ""),
])
def test_a_quote_that_is_not_on_its_page_word_for_word_fails(quote: str, page: str):
    assert faults(quote, quote, page=page) == {Fault.QUOTE}


@pytest.mark.parametrize(("quote", "page"), [
    ("the ‘limited’ group", "the 'limited' group"),
    ("asks to “think”", 'He asks  to\n"think" first'),
    ("25 CCGs (13%)", "Just 25 CCGs (13%) did."),
])
def test_only_white_space_and_quote_marks_are_folded(quote: str, page: str):
    assert faults(quote, quote, page=page) == set()


def test_one_false_quote_among_true_ones_fails():
    assert faults("The Act is law.", "The Act is law.", "It was made in haste.", page="The Act is law.") == {Fault.QUOTE}


def test_a_quote_on_another_page_than_the_cited_one_fails():
    pages = page_texts({("report", "8"): "The Act is law."})
    assert [p.fault for p in check_claim("The Act is law.", [citation("The Act is law.", page="9")], pages)] == [Fault.QUOTE]


def test_a_quote_on_the_same_page_of_another_document_fails():
    pages = page_texts({("guide", "1"): "The Act is law."})
    assert [p.fault for p in check_claim("The Act is law.", [citation("The Act is law.")], pages)] == [Fault.QUOTE]


@pytest.mark.parametrize("empty", ["", "  ", "\n"])
def test_an_empty_quote_fails(empty: str):
    assert Fault.QUOTE in faults("The Act is law.", empty, page="The Act is law.")


def test_the_problem_names_what_it_is_about():
    (problem,) = check_claim("CCGs spent £71.9 million.", [citation("CCGs spent £71.9 billion.")],
                             page_texts({("report", "1"): "CCGs spent £71.9 billion."}))
    assert (problem.fault, problem.about) == (Fault.FIGURE, "£71.9 million")


# --- figures ---------------------------------------------------------------------------------------------

BUDGET = "Clinical Commissioning Groups are responsible for around two-thirds of the budget, £71.9 billion in 2016/17."
ACTIVE = "Just 25 CCGs (13%) demonstrated what we define as use of the Act."
ASKED = "We asked the 209 Clinical Commissioning Groups and received 192 responses, a 91% response rate."


@pytest.mark.parametrize(("claim", "quote"), [
    ("Clinical Commissioning Groups are responsible for £71.9 million.", BUDGET),
    ("Clinical Commissioning Groups are responsible for £71.9.", BUDGET),
    ("Clinical Commissioning Groups are responsible for 71.9 billion.", BUDGET),
    ("Clinical Commissioning Groups are responsible for $71.9 billion.", BUDGET),
    ("Clinical Commissioning Groups are responsible for £719 billion.", BUDGET),
    ("Clinical Commissioning Groups are responsible for it in 2017/18.", BUDGET),
    ("Just 13 CCGs demonstrated use of the Act.", ACTIVE),
    ("Thirteen CCGs demonstrated use of the Act.", ACTIVE),
    ("Just 25% of CCGs demonstrated use of the Act.", ACTIVE),
    ("Just 1.3% demonstrated use of the Act.", ACTIVE),
    ("Twenty-six CCGs demonstrated use of the Act.", ACTIVE),
    ("We asked the 2092 Clinical Commissioning Groups.", ASKED),
    ("We asked the 20 Clinical Commissioning Groups.", ASKED),
    ("We asked the 9 Clinical Commissioning Groups.", ASKED),
    ("We received 191 responses.", ASKED),
    ("We asked the 209 Clinical Commissioning Groups.", "We asked the 2092 Clinical Commissioning Groups for data."),
    ("The threshold is £589,184.", "The threshold has been £589,148 since January."),
])
def test_a_figure_that_is_not_in_the_quotes_fails(claim: str, quote: str):
    assert Fault.FIGURE in faults(claim, quote)


@pytest.mark.parametrize(("claim", "quote"), [
    ("Clinical Commissioning Groups are responsible for £71.9bn.", BUDGET),
    ("Clinical Commissioning Groups are responsible for two-thirds of the budget.", BUDGET),
    ("Just 13 per cent demonstrated use of the Act.", ACTIVE),
    ("Twenty-five CCGs (13%) demonstrated use of the Act.", ACTIVE),
    ("We received 192 responses from the 209 Clinical Commissioning Groups.", ASKED),
    ("The threshold is £589148.", "The threshold has been £589,148 since January."),
])
def test_a_figure_of_the_quotes_passes_in_any_spelling(claim: str, quote: str):
    assert faults(claim, quote) == set()


def test_figures_may_come_from_several_quotes():
    assert faults("Of 209 asked, 192 replied.", "We asked 209 groups.", "In the end 192 replied.") == set()


def test_a_page_number_may_be_told_where_the_claim_speaks_of_pages():
    page = page_texts({("report", "14"): "The Act is used."})
    said = [citation("The Act is used.", page="14")]
    assert not check_claim("On page 14 the Act is used.", said, page)
    assert {p.fault for p in check_claim("The Act is used 14 times.", said, page)} == {Fault.FIGURE}


# --- dates -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("claim", "quote"), [
    ("it was announced in march 2017.", "In February 2017 it was announced."),
    ("it was announced in october 2017.", "In 2017 it was announced to doctors."),
    ("it was announced in november 2017.", "In 2017 an innovative plan was announced."),
    ("it was announced in march 2017.", "In 2017 it was announced to the market."),
    ("it was announced on 1 april.", "It was announced on 1 May."),
    ("it was announced in may 2017.", "In 2017 it was announced to general dismay."),
])
def test_a_month_that_is_not_in_the_quotes_fails(claim: str, quote: str):
    assert Fault.DATE in faults(claim, quote)


@pytest.mark.parametrize(("claim", "quote"), [
    ("it was announced in February 2017.", "In February 2017 the review was announced."),
    ("the post of May 2017 announced it.", "It was announced in the post of 31 May 2017."),
    ("it was announced on 11 sept 2017.", "On 11 Sept 2017 the page was announced."),
])
def test_a_month_of_the_quotes_passes(claim: str, quote: str):
    assert faults(claim, quote) == set()


# --- names -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("claim", "quote"), [
    ("The policy of Durham CCG saved money.", "The policy of Salford CCG saved money."),
    ("Lord Adebowale reviewed the Act.", "Lord Young reviewed the Act."),
    ("Social Enterprise Wales reviewed the Act.", "Social Enterprise UK reviewed the Act."),
    ("The NHS Confederation wrote it.", "The NHS wrote it."),
    ("The review was led by Young.", "The review was led by a lord, the Younger."),
    ("It was reviewed. BSSEC reviewed it.", "It was reviewed by SEUK."),
])
def test_a_name_that_is_not_in_the_quotes_fails(claim: str, quote: str):
    assert Fault.NAME in faults(claim, quote)


@pytest.mark.parametrize(("claim", "quote"), [
    ("Lord Young reviewed the Act.", "When Lord Young published a review, it had reviewed the Act."),
    ("The CCGs reviewed it.", "Each CCG reviewed it."),
    ("Lord Young’s review came first.", "The review of Lord Young came first."),
    ("Reviews came first.", "Early on, reviews came first."),
])
def test_a_name_of_the_quotes_passes(claim: str, quote: str):
    assert faults(claim, quote) == set()


def test_a_name_may_come_from_the_cited_title_or_heading():
    assert faults("Healthy Commissioning finds use limited.", "It finds use limited.", title="Healthy Commissioning") == set()
    assert faults("The Compact finds use limited.", "It finds use limited.", headings=("The Compact",)) == set()


# --- strength --------------------------------------------------------------------------------------------

DUTY = "Commissioners are given a duty to consider how their actions contribute to benefits."
ASKS = "The Act asks commissioners to consider social value."


@pytest.mark.parametrize(("claim", "quote"), [
    ("Commissioners must deliver social value.", ASKS),
    ("The Act requires commissioners to deliver social value.", ASKS),
    ("The Act makes social value mandatory.", ASKS),
    ("The Act guarantees social value.", ASKS),
    ("Commissioners must contribute to benefits.", DUTY),
    ("Commissioners have a duty to contribute to benefits.", DUTY),
    ("Every contract must have social value.", "Every contract should have social value."),
    ("This shows that the Act works.", "It appears that the Act works, as this suggests."),
    ("This proves the Act works.", "It appears that the Act works, as this suggests."),
])
def test_a_claim_stronger_than_its_quotes_fails(claim: str, quote: str):
    assert Fault.STRENGTH in faults(claim, quote)


@pytest.mark.parametrize(("claim", "quote"), [
    ("Commissioners must consider how their actions contribute to benefits.", DUTY),
    ("Commissioners have a duty to consider their actions.", DUTY),
    ("The Act asks commissioners to consider it.", ASKS),
    ("The contract must be used by CCGs.", "The contract is one which must be used by CCGs for services."),
    ("It appears the Act works.", "It appears that the Act works."),
])
def test_a_claim_as_strong_as_its_quotes_passes(claim: str, quote: str):
    assert faults(claim, quote) == set()


# --- negation --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("claim", "quote"), [
    ("The Act applies to goods and works.", "The Act does not apply to goods or works."),
    ("The plan mentions social value.", "The plan fails to mention social value."),
    ("Footprints have a statutory basis.", "Footprints are without a statutory basis."),
    ("The Act does not apply to services.", "The Act applies to services."),
    ("There is no duty in the Act to consider it.", "There is a duty in the Act to consider it."),
    ("The plan doesn’t mention social value.", "The plan does mention social value."),
])
def test_a_claim_that_turns_yes_into_no_or_no_into_yes_fails(claim: str, quote: str):
    assert Fault.NEGATION in faults(claim, quote)


@pytest.mark.parametrize(("claim", "quote"), [
    ("The Act does not apply to works.", "The Act does not apply to goods or works."),
    ("The plan makes no mention of social value.", "The plan fails to mention social value."),
    ("The Act applies to services.", "The Act applies to services. It does not apply to goods."),
])
def test_a_claim_that_says_yes_and_no_as_its_quotes_do_passes(claim: str, quote: str):
    assert faults(claim, quote) == set()


# --- scope -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("claim", "quote"), [
    ("All CCGs weighted for social value.", "Some CCGs weighted for social value."),
    ("Every group weighted for social value.", "One group weighted for social value."),
    ("Most CCGs weighted for social value.", "Few CCGs weighted for social value."),
    ("Only CCGs weighted for social value.", "CCGs weighted for social value."),
    ("The whole group weighted for social value.", "The group weighted for social value."),
])
def test_a_claim_wider_than_its_quotes_fails(claim: str, quote: str):
    assert Fault.SCOPE in faults(claim, quote)


@pytest.mark.parametrize(("claim", "quote"), [
    ("Most of them weighted for social value.", "Of these, most weighted for social value."),
    ("The majority weighted.", "Of these, the majority weighted for social value."),
    ("CCGs weighted for social value.", "Many CCGs weighted for social value."),
])
def test_a_claim_as_wide_as_its_quotes_passes(claim: str, quote: str):
    assert faults(claim, quote) == set()


# --- sentences our own code made from rows and counts ----------------------------------------------------

ROWS = ("NHS Kernow CCG  Cornwall and Isles of Scilly STP", "NHS Devon CCG  Devon STP")


def test_a_counted_figure_of_a_derived_claim_passes():
    assert faults("2 CCGs are listed:", *ROWS, derived=True, counted=(2,)) == set()
    assert faults("Two CCGs are listed:", *ROWS, derived=True, counted=(2,)) == set()


def test_a_figure_of_a_derived_claim_that_was_not_counted_fails():
    assert faults("3 CCGs are listed:", *ROWS, derived=True, counted=(2,)) == {Fault.FIGURE}


def test_counting_allows_no_percentage_and_no_money():
    assert faults("2% of CCGs are listed:", *ROWS, derived=True, counted=(2,)) == {Fault.FIGURE}
    assert faults("£2 of CCGs are listed:", *ROWS, derived=True, counted=(2,)) == {Fault.FIGURE}


def test_a_derived_claim_is_held_to_its_names_and_quotes():
    assert faults("NHS Kernow CCG is in the Dorset footprint.", *ROWS, derived=True) == {Fault.NAME}
    assert Fault.QUOTE in faults("NHS Kernow CCG is listed.", ROWS[0], page="nothing of the sort", derived=True)


def test_a_derived_claims_fixed_wording_is_its_own():
    assert faults("No: the plan for Devon STP does not mention social value.", ROWS[1], derived=True) == set()


def test_other_words_get_no_such_leave():
    assert faults("2 CCGs are listed.", *ROWS) == {Fault.FIGURE}


# --- word for word needs no more -------------------------------------------------------------------------


@pytest.mark.parametrize(("claim", "quote"), [
    ("Commissioners must act.", "Commissioners must act. They may consult."),
    ("All plans mention social value.", "All plans mention social value. None says how, and no plan mentions social value twice."),
])
def test_a_claim_that_is_part_of_its_quote_word_for_word_passes(claim: str, quote: str):
    assert faults(claim, quote) == set()


# --- found by machine ------------------------------------------------------------------------------------


@given(st.text(max_size=300), st.data())
def test_any_sentence_of_any_page_quoted_whole_passes(page: str, data: st.DataObject):
    spans = sentence_spans(page)
    if spans:
        start, end = data.draw(st.sampled_from(spans))
        assert faults(page[start:end], page[start:end], page=page) == set()


def test_every_sentence_of_the_shipped_pages_quoted_whole_passes():
    texts = shipped()[0]
    pages = page_texts(texts)
    failed = [text[a:b] for (source_id, label), text in texts.items() for a, b in sentence_spans(text)
              if check_claim(text[a:b], [citation(text[a:b], source_id=source_id, page=label)], pages)]
    assert failed == []


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_no_number_passes_for_another(said: int, printed: int):
    found = faults(f"There were {said} plans in all.", f"There were {printed} plans in all.")
    assert (Fault.FIGURE in found) == (said != printed)


# --- figures and names keep their places -----------------------------------------------------------------

SPEND = "Preston has doubled its spend with local companies from 14% in 2012-13 to 28% in 2014-15."
TASKS = "The CSUs provide support to those CCGs that choose to use them."


@pytest.mark.parametrize(("claim", "quote", "fault"), [
    ("Preston doubled its local spend from 28% in 2012-13 to 14% in 2014-15.", SPEND, Fault.FIGURE),
    ("The threshold came down from £135,018 to £139,688.", "The threshold is £135,018, VAT included; it had been £139,688.", Fault.FIGURE),
    ("Of the 25 groups, 44 replied.", "Of the 44 groups, 25 replied.", Fault.FIGURE),
    ("44 of the 25 groups replied.", "Of the 44 groups, 25 replied.", Fault.FIGURE),
    ("It asked over the past 12 years.", "It asked over the past 12 months.", Fault.FIGURE),
    ("The 44 CCGs wrote plans.", "The 44 STPs wrote plans while we were researching the work of the many CCGs.", Fault.FIGURE),
    ("CCGs support those CSUs that choose to use them.", TASKS, Fault.NAME),
])
def test_what_stands_in_anothers_place_fails(claim: str, quote: str, fault: Fault):
    assert fault in faults(claim, quote)


@pytest.mark.parametrize(("claim", "quote"), [
    ("Local spend at Preston rose to 28% in 2014-15, from 14% in 2012-13.", SPEND),
    ("25 of the 44 groups replied.", "Of the 44 groups, 25 replied."),
    ("Forty-three per cent replied.", "Some 43% replied."),
    ("CCGs that choose to use CSUs get their support.", TASKS),
    ("NHS England mandates CCGs.", "CCGs are mandated by NHS England."),
])
def test_what_keeps_its_place_passes_in_another_order(claim: str, quote: str):
    assert faults(claim, quote) == set()


@pytest.mark.parametrize(("claim", "quote"), [
    ("It was sent to the CCGs.", "It was sent to the Clinical Commissioning Groups."),
    ("An FOI request was sent.", "A request was sent under Freedom of Information."),
    ("Uptake of the Act is slow.", "The Act is taken up, but uptake is slow."),
    ("Sutton's Compact Group grew.", "The Sutton Compact Group grew."),
    ("The post is of MP Chris White.", "Chris White, the MP, wrote the post."),
    ("An English council wrote.", "A council in England wrote."),
])
def test_a_name_passes_in_its_other_forms(claim: str, quote: str):
    assert faults(claim, quote) == set()


@pytest.mark.parametrize(("claim", "quote"), [
    ("They do not lead, though they are not increasingly involved.", "Although they do not lead, they are increasingly involved."),
    ("It is likely to matter to contracts.", "It is unlikely to matter to contracts."),
    ("Areas will not drive reform without a basis.", "Areas will drive reform, but without any basis."),
])
def test_a_negation_of_another_clause_is_no_cover(claim: str, quote: str):
    assert Fault.NEGATION in faults(claim, quote)


@pytest.mark.parametrize(("claim", "quote"), [
    ("It covers services, not goods.", "It covers services rather than goods."),
    ("Commissioners are free to weigh it.", "There is nothing to prevent commissioners weighing it."),
    ("There is not much guidance.", "There is little guidance."),
    ("Their impacts are financial or not.", "Their impacts are financial and non-financial."),
])
def test_yes_and_no_may_be_said_in_other_words(claim: str, quote: str):
    assert faults(claim, quote) - {Fault.STRENGTH} == set()


@pytest.mark.parametrize(("claim", "quote"), [
    ("Every group wrote.", "All groups wrote."),
    ("Most groups wrote.", "The majority of groups wrote."),
    ("Almost every group wrote.", "Nearly all groups wrote."),
    ("Not every group wrote.", "Some groups wrote."),
    ("Only 25 groups wrote.", "Just 25 groups wrote."),
])
def test_wide_words_of_one_meaning_pass_for_one_another(claim: str, quote: str):
    assert Fault.SCOPE not in faults(claim, quote)


def test_a_duty_to_consider_stays_one_without_any_strong_word():
    assert faults("The Act asks commissioners to deliver social value.", ASKS) == {Fault.STRENGTH}
    assert faults("CCGs will merge.", "Some CCGs may merge.") == {Fault.STRENGTH}


# --- the same in other words, and nearly the same in false ones --------------------------------------------
# Each pair is (claim, quote). The claims that pass say no more than their quotes; those that fail say one thing else.

SAME = {
    "parts of a whole": [
        ("Over half of the groups replied.", "57% of the groups replied."), ("About half of the groups replied.", "48% of the groups replied."),
        ("One in eight groups has a policy.", "13% of groups have a policy."), ("A quarter of the groups replied.", "25% of groups replied."),
        ("Nearly two-thirds of the groups replied.", "64% of the groups replied."), ("Four-fifths (80%) of the budget went.", "They spent around 80% of the budget."),
        ("More than half of the groups have one.", "The majority of groups have one."),
    ],
    "limits": [
        ("The floor is no less than 10% of the score.", "The floor is at least 10% of the score."), ("It reached 30% in one case.", "It was higher (up to 30% in one case)."),
        ("It costs between 1% and 5% of the total.", "It costs 1-5% of the total."), ("It covers contracts of £5 million or more.", "It covers contracts at least £5 million."),
    ],
    "time": [
        ("The scheme ran for 2 years.", "The scheme ran for 24 months."), ("For almost three decades it grew.", "For nearly 30 years it grew."), ("Firms get an extra two years.", "Firms get two more years."),
        ("In two years the spend doubled, from 14% to 28%.", "The spend doubled from 14% in 2012-13 to 28% in 2014-15."),
        ("It ran between 2001 and 2013.", "It ran from 2001-13."), ("It began on 1 Jan 2016.", "It began on 1 January 2016."),
    ],
    "counts": [
        ("The two charities asked.", "Mind Kent and Age Kent asked."), ("A system has two parts, a board and a panel.", "A system consists of a board and a panel."),
        ("About one CCG in five, 21%, was active.", "21% of CCGs were active."), ("Seven boards replaced thirteen.", "Thirteen boards have become seven."),
        ("Two boards, Hull and York, opened.", "Hull and York both opened."), ("There were 35 measures under five themes.", "There were five themes and 35 measures."),
        ("All three Acts say so.", "The Hull Act, the York Act and the Leeds Act alike say so."), ("Four bodies, namely Hull, York, Leeds and Ely, wrote.", "Hull, York, Leeds and Ely wrote."), ("All 209 groups were asked.", "We asked the 209 groups."),
        ("Three awards can be made directly.", "The award processes are open, closed and direct."), ("Condition 18 of the NHS contract says so.", "Condition 18 of the contract, by the NHS, says so."),
    ],
    "names": [
        ("The VCSE sector replied.", "The Voluntary, Community and Social Enterprise sector replied."), ("The Board is reminded of its duty.", "It is a duty."),
        ("Plenty of CCGs replied.", "Many CCGs replied."), ("SEUK wrote the report.", "Social Enterprise UK wrote the report."), ("The report was written by Social Enterprise UK.", "SEUK wrote the report."),
        ("The foreword, by Lord Adebowale, says so.", "Lord Victor Adebowale's foreword says so."), ("Chris White's Bill was long.", "The Bill that Chris White brought was long."),
        ("The Northern groups did well.", "Groups in the North did well."), ("There's a plan.", "A plan is there."),
    ],
    "denials that the quote comes to": [
        ("It was not mandatory until 2025.", "It became mandatory in 2025."), ("The award is no longer by cost.", "Value replaced cost in the award."),
        ("Nobody was forced to join.", "Joining was not compulsory."), ("The law does not ask bodies to consult.", "Bodies are not required by law to consult."),
        ("A firm that cannot show progress will not qualify.", "Firms must show progress to qualify."), ("Climate can never be left out of it.", "It always includes climate."),
        ("Almost none of the groups ran a tender.", "Very few of the groups ran a tender."), ("Asking for data is not unreasonable.", "Asking for data is reasonable."),
        ("Plenty of other laws affect it.", "This is far from the only law that affects it."), ("Nowhere outside the UK counts.", "Places outside the UK are left out."),
        ("Budgets have never been tighter.", "Budgets are tighter than they have ever been."), ("We do not know the cause of the failure.", "The cause of this failure is not known."),
    ],
    "denials in other words": [
        ("It isn't certain that the plan works.", "Whether the plan works is uncertain."), ("It is not easy to measure.", "It is difficult to measure."),
        ("The plans do not agree.", "The plans differ from one another."), ("The clusters no longer exist.", "The clusters were abolished."),
        ("Joining is not compulsory.", "Joining is voluntary."), ("Suppliers do not have to consult.", "Suppliers are free to choose whether to consult."),
        ("The councils would not use it.", "The councils refuse to use it."), ("The report avoids the question of cost.", "The report does not address the question of cost."),
        ("Goods fall outside the Act.", "The Act does not apply to goods."), ("The word does not appear in the Act.", "The word appears nowhere in the Act."),
        ("The groups often don't fit well.", "The groups are often a poor fit."), ("It is outside, no matter who buys.", "It is outside, regardless of who buys."),
        ("Without more support the plan won't be achieved.", "More support is vital to achieving the plan."), ("It was never less clear who pays.", "Who pays was never more obscure."),
    ],
    "strength": [
        ("It is possible that the plan will fail.", "The plan may fail."), ("How it will grow is anybody's guess.", "Its growth is uncertain and it may end."),
        ("Agreed outcomes are reported.", "They should report on outcomes as set."), ("They had to be brought in.", "He saw the need to bring them in."), ("The group never replied.", "The group did not reply."), ("Nobody is obliged to use it.", "It does not oblige anybody to use it."),
        ("They couldn't show that it works.", "They could not show evidence that it works."), ("It helps certain local charities.", "It helps some of the local charities."),
    ],
    "scope": [
        ("Hardly any groups wrote.", "Very few groups wrote."), ("Only 152 were left.", "The number was reduced to 152."), ("A few groups may merge.", "Some groups may merge."),
        ("It has only a slender reach.", "Its reach is narrow."), ("They are of historical interest only.", "They are history and not current."), ("All they need to show is thought.", "They only need to show thought."), ("Just over 5% wrote.", "Slightly more than 5% wrote."),
        ("Consult at every stage of it.", "Consult at all stages."), ("It applies not just to services.", "It applies to goods as well as services."), ("It applies to services only.", "It does not apply to anything other than services."),
    ],
}
OTHER = {
    Fault.FIGURE: [
        ("The share was over 14%, later 28%.", "The share rose from 14% in 2012-13 to 28% in 2014-15."), ("Two ways are open: one by award, a second by tender, and a third by grant.", "The ways are award, tender and grant."),
        ("36 boards replaced thirteen, which makes seven.", "There are 36 boards, thirteen having become seven."), ("In three years it doubled.", "It doubled from 14% in 2012-13 to 28% in 2014-15."),
        ("Section 3(1)(b) sets it.", "Under section 1(3)(b) it is set."), ("There are three routes, five of them direct.", "The regime has five routes: open, closed and direct ones."),
        ("It is £20 for ministries and £10 for councils.", "The threshold for services bought by ministries is £10 from 2026. The threshold for services bought by councils is £20 from 2026."),
        ("A third of the groups replied.", "43% of the groups replied."), ("One in five groups has a policy.", "13% of groups have a policy."), ("Nearly half of the groups replied.", "57% of the groups replied."),
        ("Over 5% of bids were late.", "5% of bids were late."), ("Late bids were 5% of all.", "Over 5% of all bids were late."), ("Under 12 areas took part.", "More than 12 areas took part."),
        ("Up to 10% of the score is for it.", "At least 10% of the score is for it."), ("The weighting rose by 5 percentage points.", "The weighting rose by 5%."),
        ("The grant is £500 a month.", "We give a grant of £500 a year."), ("Twelve councils wrote.", "Twelve charities wrote."), ("25 members wrote.", "In all 25 areas wrote."),
        ("Five bodies, namely Hull, York, Leeds and Ely, wrote.", "Hull, York, Leeds and Ely wrote."), ("It lasts three decades.", "It lasts three years."),
    ],
    Fault.NAME: [
        ("Northamptonshire has promised money.", "The council has promised money."), ("CCGs were replaced by PCTs in 2013.", "In 2013 CCGs replaced PCTs."), ("CCGs report to the CSUs.", "Every year CSUs report to CCGs."),
        ("Sir Rob Wilson said so.", "Rob Wilson said so."), ("The rule covers the UK.", "The rule covers England."), ("Durham's CCGs merged.", "Hull's CCGs merged."),
    ],
    Fault.NEGATION: [
        ("The groups rarely pay for it.", "The groups pay for it."), ("Sutton has not promised any cash.", "Sutton committed funding."),
        ("Bodies have to heed the statement.", "Bodies are outside the duty to heed the statement."), ("The law requires bodies to sign.", "There is no legal requirement for bodies to sign."),
        ("It is not a matter of policy.", "It is a matter of policy, not a duty."), ("The minister denied that it works.", "The minister said that it works."), ("The plan is not outside the Act.", "The plan is outside the Act."),
        ("It is not impossible to bid.", "It is impossible to bid."), ("Social value is irrelevant to bids.", "Social value is relevant to bids."), ("The weighting is high.", "The weighting of it is low."),
        ("The plan prevents late bids.", "The plan allows late bids."), ("Local spend was halved.", "Local spend was doubled."), ("Nobody did not reply.", "Nobody replied."),
        ("It was not ended in 1997.", "It was abolished in 1997."),
    ],
    Fault.STRENGTH: [
        ("Suppliers need to report.", "Suppliers may report."), ("An authority will set it aside.", "The rule lets an authority set it aside."),
        ("No link must be shown.", "There is no link that can be shown."), ("Its governance is settled.", "Its governance is uncertain."), ("It is a duty to deliver value.", "The duty on value is a duty to consider."), ("Merging was agreed.", "Merging was proposed."), ("The plan is known to work.", "The plan is thought to work."),
        ("Councils legally should consult.", "Councils should consult."), ("We must show that we must deliver it.", "We must show that we can deliver it."),
    ],
    Fault.SCOPE: [
        ("It says that all of these replied.", "Of these, the majority replied."), ("Groups usually face this.", "Groups occasionally face this."), ("Few groups have one.", "Groups have one."), ("Each year all small groups write, and both boards.", "Many small groups write each year, and all boards."),
    ],
}


@pytest.mark.parametrize(("claim", "quote"), [pair for pairs in SAME.values() for pair in pairs])
def test_a_claim_in_other_words_passes(claim: str, quote: str):
    assert faults(claim, quote) == set()


@pytest.mark.parametrize(("fault", "claim", "quote"), [(fault, *pair) for fault, pairs in OTHER.items() for pair in pairs])
def test_a_claim_that_says_one_thing_else_fails(fault: Fault, claim: str, quote: str):
    assert fault in faults(claim, quote)
