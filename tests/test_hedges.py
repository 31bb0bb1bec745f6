"""What a ground says as likely, or under a condition, may not be said flatly."""

from __future__ import annotations

import pytest

from assistant.hedges import flattened


@pytest.mark.parametrize(("claim", "ground", "left_out"), [
    ("A weighting above 5% makes a difference to bids.", "A weighting above 5% appears to make a difference to the quality of bids.", "appears"),
    ("PPN 026 was published on 5 August 2026.", "PPN 026 was reportedly published on 5 August 2026.", "reportedly"),
    ("Local compacts still exist.", "Local compacts between a council and its voluntary sector may still exist", "may"),
    ("The CCGs have a policy.", "The CCGs claim that they have a policy.", "claim that"),
    ("Central government merely considered social value.", "Before PPN 06/20, central government merely considered social value.", "Before"),
    ("Urgency is an excuse.", "Urgency is an excuse, unless the authority caused the delay by itself.", "unless"),
    ("All facts were checked in May.", "Every fact was checked in May, unless its source gives another date.", "unless"),
    ("A policy is worthless.", "The best policies are meaningless if they cannot be shown to work.", "if"),
    ("Push is missing.", "The reasons may include a low confidence.", "may"),
    ("The contract is kept by local suppliers.", "The contract is kept by local suppliers only where the council reserved it.", "only where"),
])
def test_a_hedge_or_a_term_left_out_is_told(claim: str, ground: str, left_out: str):
    assert flattened(claim, ground) == [left_out]


@pytest.mark.parametrize(("claim", "ground"), [
    ("A weighting above 5% seems to make a difference.", "A weighting above 5% appears to make a difference."),
    ("The words stand nowhere in the Act.", "The words appear nowhere in the Act."),
    ("The budget was devolved through CCGs.", "CCGs remain, unless there is a new law, the bodies through which the budget is devolved."),
    ("CCGs say that they have a policy.", "The CCGs claim that they have a policy."),
    ("The note does not bind councils unless they say so.", "Councils may adopt the note but are not bound by it, unless their own rules say so."),
    ("The authority must consult.", "The authority must consult. It may also write to others."),
    ("If the delay is the authority's own, urgency is no excuse.", "Urgency is no excuse if the authority caused the delay."),
    ("A procurement needs time.", "Before the tender, ask the charities. A procurement needs time."),
])
def test_what_is_taken_back_in_other_words_or_said_flatly_elsewhere_passes(claim: str, ground: str):
    assert flattened(claim, ground) == []
